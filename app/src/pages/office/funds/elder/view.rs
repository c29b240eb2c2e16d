//! What an officer reads about an elder: facts, supporters with what is due, payouts, and the names once opened.

use entity::{
    elder::look::Looked,
    fund::{payout, standing::Paid},
    lang::china_date,
    supporter::{self, end::last_day},
};
use leptos::prelude::*;

use super::Seen;
use crate::{
    Visit,
    pages::{
        funds::show::{facts as facts_of, period},
        gifts::support::{Heads, months},
    },
    parts::{
        form::FormKeyField,
        notice::Notice,
        table::{amounts, number_heads, table},
    },
    text::Text,
};

pub fn crumbs(t: Text, seen: &Seen) -> impl IntoView + use<> {
    let fund = &seen.placed.fund;
    view! {
        <ol class="crumbs" aria-label=t.crumbs()>
            <li>
                <a href="/office/funds">{t.funds_title()}</a>
            </li>
            <li>
                <a href=format!("/office/funds/{}", fund.id)>{fund.title(t.0).to_owned()}</a>
            </li>
            <li>
                <a href=format!("/office/funds/{}/elders", fund.id)>{t.office_fund_elders()}</a>
            </li>
            <li aria-current="page">{seen.elder.alias.clone()}</li>
        </ol>
    }
}

pub fn facts(t: Text, seen: &Seen) -> impl IntoView + use<> {
    let elder = &seen.elder;
    let consent = format!("{} · {}", t.date(elder.consented_on), elder.form_no);
    let public = if elder.public_from.is_some() { t.office_elder_public_yes() } else { t.office_elder_public_no() };
    let lines = vec![
        (t.office_elder_joined(), t.date(elder.joined_on)),
        (t.office_elder_consent(), consent),
        (t.field(entity::Field::Public), public.to_owned()),
        (t.office_elder_owed(), seen.owed.to_string()),
    ];
    let erased = elder.erased_at.map(|at| {
        view! { <Notice kind="wait">{t.office_elder_erased_on(&t.date_of(at))}</Notice> }
    });
    view! {
        {erased}
        <section class="box">{facts_of(lines)}</section>
    }
}

/// Who it is, once the look was written down.
pub fn looked(t: Text, seen: &Seen, looked: &Looked) -> impl IntoView + use<> {
    let mut lines = Vec::new();
    if let Some(record) = &looked.elder {
        lines.push((t.field(entity::Field::ElderName), record.name.clone()));
        lines.push((t.field(entity::Field::BirthDate), t.date(record.birth_date)));
        if !record.household.is_empty() {
            lines.push((t.field(entity::Field::Household), record.household.clone()));
        }
    }
    for (id, record) in &looked.supporters {
        let supporter = seen.supporters.iter().find(|one| one.id == *id);
        let relation = supporter.map_or("", |one| t.relation(one.relation));
        let who = format!("{} {}", record.name, record.phone);
        lines.push((relation, format!("{} · {}", who.trim(), t.office_supporter_number(id.0))));
    }
    let erased = looked.elder.is_none().then(|| view! { <Notice kind="wait">{t.look_erased()}</Notice> });
    view! {
        {erased}
        <section class="box">{facts_of(lines)} <p class="soft small">{t.look_noted()}</p></section>
    }
}

pub fn supporters(visit: &Visit, seen: &Seen) -> impl IntoView + use<> {
    let t = visit.t();
    let boxes: Vec<_> = seen.supporters.iter().map(|one| supporter(visit, seen, one)).collect();
    let none = boxes.is_empty().then(|| view! { <p class="soft">{t.office_elder_no_supporters()}</p> });
    view! {
        <section class="stack">
            <h2>{t.office_elder_supporters()}</h2>
            <p class="soft small">{t.office_elder_due_private()}</p>
            {none}
            {boxes}
        </section>
    }
}

fn supporter(visit: &Visit, seen: &Seen, one: &supporter::Model) -> impl IntoView + use<> {
    let t = visit.t();
    let standing = seen.standings.get(&one.id).cloned().unwrap_or_default();
    let account = if one.account_id.is_some() { t.office_supporter_own() } else { t.office_supporter_office() };
    let standing_line = match (standing.open(), standing.dropped) {
        (open, _) if open.0 > 0 => t.support_open_sum(&open.to_string()),
        (_, dropped) if dropped.0 > 0 => t.support_dropped(&dropped.to_string()),
        _ => t.office_support_all_paid().to_owned(),
    };
    let end_said = one.ended_on.map(|last| t.support_end(last, china_date(visit.now())));
    let pledged = one.pledged_fen.map(|amount| view! { <span>{amount.to_string()}</span> });
    let code = seen.codes.get(&one.id).map(|code| {
        view! {
            <span>
                {t.field(entity::Field::PaymentCode)}
                " "
                <span class="code">{code.grouped()}</span>
            </span>
        }
    });
    let end = one.ended_on.is_none().then(|| end(visit, one));
    view! {
        <details class="box">
            <summary>
                <b>{t.office_supporter_of(t.relation(one.relation), one.id.0)}</b>
                " · "
                {standing_line}
            </summary>
            <p class="meta">
                <span>{account}</span>
                {pledged}
                {code}
                {end_said.map(|said| view! { <span>{said}</span> })}
            </p>
            {months(t, &standing.months, &Heads::of_support(t))}
            {end}
        </details>
    }
}

/// Not at one press: it cannot be undone.
fn end(visit: &Visit, one: &supporter::Model) -> impl IntoView + use<> {
    let t = visit.t();
    let what = t.office_supporter_end_what(&t.date(last_day(visit.now())));
    view! {
        <details class="more">
            <summary>{t.office_supporter_end()}</summary>
            <p>{what}</p>
            <form class="actions" method="post" action=format!("/office/supporters/{}/end", one.id)>
                <FormKeyField key=visit.mint() />
                <button class="btn danger">{t.office_supporter_end_sure()}</button>
            </form>
        </details>
    }
}

/// `is_in`: neither dead nor gone, so that what was held back is paid later.
pub fn runs(t: Text, runs: &[Paid], is_in: bool) -> impl IntoView + use<> {
    let rows: Vec<_> = runs
        .iter()
        .take(24)
        .map(|paid| {
            let line = paid.line.computed();
            let held = paid.line.held_at.is_some();
            let state = if held { t.office_payout_line_why(is_in) } else { t.payout_state(paid.run.state) };
            let is_paid = paid.run.state == payout::State::Paid && !held;
            let cells = [
                (t.fund_band_family(), line.family),
                (t.fund_rule_match(), line.matched()),
                (t.fund_sum(), line.sum()),
            ];
            view! {
                <tr>
                    <th scope="row">
                        <a href=format!(
                            "/office/payouts/{}",
                            paid.run.id,
                        )>{period(t, paid.run.from_on, paid.run.to_on)}</a>
                    </th>
                    {amounts(cells)}
                    <td data-label=t.office_elder_state()>
                        <span class=if is_paid { "pill k-handed_out" } else { "pill k-taken" }>{state}</span>
                    </td>
                </tr>
            }
        })
        .collect();
    let body = if rows.is_empty() {
        view! { <p class="soft">{t.office_elder_no_runs()}</p> }.into_any()
    } else {
        let heads = view! {
            <th scope="col">{t.fund_run_period()}</th>
            {number_heads([t.fund_band_family(), t.fund_rule_match(), t.fund_sum()])}
            <th scope="col">{t.office_elder_state()}</th>
        };
        table(t.office_elder_runs(), "table cards figures wide", heads, rows).into_any()
    };
    view! {
        <section class="stack">
            <h2>{t.office_elder_runs()}</h2>
            {body}
        </section>
    }
}
