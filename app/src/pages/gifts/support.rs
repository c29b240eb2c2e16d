//! `/gifts/support`: what a supporter owes the elders, what came in and what was paid to them. For nobody else's eyes.

use entity::{
    Day,
    fund::{
        desk::{self, Supported},
        due::Due,
    },
    lang::china_date,
};
use leptos::prelude::*;

use crate::{
    AppError, Page, Visit,
    pages::funds::show::period,
    parts::{
        crumbs::Crumbs,
        empty::Empty,
        notice::Notice,
        payment::how_to_pay,
        table::{amounts, number_heads},
    },
    text::Text,
};

/// Months shown, newest first.
const MONTHS: usize = 12;

pub async fn show(visit: Visit) -> Result<Page, AppError> {
    let supported = desk::of(visit.db(), visit.donor()?, visit.now()).await?;
    let t = visit.t();
    Ok(visit.page(t.support_title(), || {
        let body = if supported.is_empty() {
            view! { <Empty title=t.support_none() text=t.support_none_text() /> }.into_any()
        } else {
            let today = china_date(visit.now());
            let boxes: Vec<_> = supported.iter().map(|one| one_of(t, one, today)).collect();
            let has_code = supported.iter().any(|one| one.pay.is_some());
            let bank = has_code.then(|| view! { <p>{t.support_how_bank()}</p> });
            view! {
                <div class="stack-l">
                    {boxes} <section class="box">
                        <h2>{t.support_how()}</h2>
                        <p>{t.support_how_text()}</p>
                        {bank}
                    </section>
                </div>
            }
            .into_any()
        };
        view! {
            <Crumbs t=t list=("/gifts", t.gifts_title()) here=t.support_title() />
            <div class="page-head">
                <h1>{t.support_title()}</h1>
                <p class="soft">{t.support_lead()}</p>
            </div>
            {body}
        }
    }))
}

fn one_of(t: Text, one: &Supported, today: Day) -> AnyView {
    let open = one.standing.open();
    let standing = if open.0 > 0 {
        Some(view! { <Notice kind="wait">{t.support_open_sum(&open.to_string())}</Notice> }.into_any())
    } else {
        let is_for_somebody = one.quiet.len() < one.aliases.len();
        is_for_somebody.then(|| view! { <Notice kind="ok">{t.support_all_paid()}</Notice> }.into_any())
    };
    let quiet: Vec<_> = one
        .quiet
        .iter()
        .map(|one| t.elder_since(&one.alias, one.state, one.since))
        .map(|said| view! { <Notice kind="wait">{said}</Notice> })
        .collect();
    let dropped = one.standing.dropped;
    let dropped =
        (dropped.0 > 0).then(|| view! { <Notice kind="wait">{t.support_dropped(&dropped.to_string())}</Notice> });
    let ahead = one.standing.ahead();
    let ahead = (ahead.0 > 0).then(|| view! { <p class="soft">{t.support_ahead(&ahead.to_string())}</p> });
    let due_by = one.due_day.map(|day| view! { <p class="soft">{t.support_due_by(day)}</p> });
    view! {
        <section class="stack">
            <h2>{t.support_for(&t.list(&one.aliases))}</h2>
            <p class="meta">
                <a href=format!("/funds/{}", one.fund.id)>{one.fund.title(t.0).to_owned()}</a>
                {one.ended_on.map(|last| view! { <span>{t.support_end(last, today)}</span> })}
            </p>
            {quiet}
            {standing}
            {dropped}
            {ahead}
            {due_by}
            {one.pay.as_ref().map(|shown| how_to_pay(t, shown).into_any())}
            {months(t, &one.standing.months, &Heads::of_support(t)).into_any()}
            {paid(t, one).into_any()}
        </section>
    }
    .into_any()
}

/// What the columns of [`months`] are called.
pub struct Heads {
    pub caption: &'static str,
    pub due: &'static str,
    pub paid: &'static str,
    pub rest: &'static str,
}

impl Heads {
    pub const fn of_support(t: Text) -> Self {
        Self { caption: t.support_months(), due: t.support_due(), paid: t.support_paid(), rest: t.support_rest() }
    }
}

/// What was due month by month, and what of it came; nothing where nothing was due.
pub fn months(t: Text, months: &[Due], heads: &Heads) -> Option<impl IntoView + use<>> {
    let Heads { caption, due, paid, rest } = *heads;
    let rows: Vec<_> = months
        .iter()
        .rev()
        .take(MONTHS)
        .map(|of| {
            let cells = [(due, of.due), (paid, of.paid), (rest, of.open())];
            view! {
                <tr>
                    <th scope="row">{t.month(of.month)}</th>
                    {amounts(cells)}
                </tr>
            }
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <div class="table-wrap" tabindex="0" role="region" aria-label=caption>
                <table class="table cards figures three">
                    <caption>{caption}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t.ledger_month()}</th>
                            {number_heads([due, paid, rest])}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
    })
}

/// What the elders were paid, run by run.
fn paid(t: Text, one: &Supported) -> Option<impl IntoView + use<>> {
    let rows: Vec<_> = one
        .paid
        .iter()
        .take(MONTHS)
        .map(|paid| {
            let computed = paid.line.computed();
            let cells = [
                (t.fund_band_family(), paid.line.family_fen),
                (t.fund_rule_match(), computed.matched()),
                (t.fund_sum(), computed.sum()),
            ];
            view! {
                <tr>
                    <th scope="row">
                        {period(t, paid.run.from_on, paid.run.to_on)} " "
                        <span class="soft small">{paid.alias.clone()}</span>
                    </th>
                    <td data-label=t.fund_run_paid_on()>{paid.run.paid_on.map(|day| t.date(day))}</td>
                    {amounts(cells)}
                </tr>
            }
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <div class="table-wrap" tabindex="0" role="region" aria-label=t.support_paid_out()>
                <table class="table cards figures wide">
                    <caption>{t.support_paid_out()}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t.fund_run_period()}</th>
                            <th scope="col">{t.fund_run_paid_on()}</th>
                            {number_heads([t.fund_band_family(), t.fund_rule_match(), t.fund_sum()])}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
    })
}
