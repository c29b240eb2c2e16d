//! The lines of a run by alias, page by page; an approved one can be held back where the elder was not there.

use entity::{
    Fen,
    fund::payout::{State, line},
};
use leptos::prelude::*;

use super::{HERE, Seen};
use crate::{
    Visit,
    parts::{
        form::FormKeyField,
        pager::pager,
        table::{amounts, number_heads, table},
    },
};

pub fn lines(visit: &Visit, seen: &Seen) -> impl IntoView + use<> {
    let t = visit.t();
    let rows: Vec<_> = seen.lines.iter().map(|line| row(visit, seen, line)).collect();
    let body = if rows.is_empty() {
        view! { <p class="soft">{t.office_payout_lines_none()}</p> }.into_any()
    } else {
        let sums = [
            t.fund_band_family(),
            t.office_payout_base(),
            t.office_payout_government(),
            t.office_payout_society(),
            t.fund_sum(),
        ];
        let heads = view! {
            <th scope="col">{t.sign_list_alias()}</th>
            {number_heads(sums)}
            <th scope="col">
                <span class="vh">{t.office_payout_line_hold()}</span>
            </th>
        };
        table(t.office_payout_lines(), "table cards", heads, rows).into_any()
    };
    let next = seen.next.map(|next| format!("{HERE}/{}?after={next}", seen.run.run.id));
    view! {
        <section class="stack">
            <h2>{t.office_payout_lines()}</h2>
            {body}
            {pager(t, None, next)}
        </section>
    }
}

fn row(visit: &Visit, seen: &Seen, line: &line::Model) -> impl IntoView + use<> {
    let t = visit.t();
    let computed = line.computed();
    let carried = computed.carried.sum();
    let carried = (carried > Fen::ZERO).then(|| {
        view! { <span class="spec soft small">{t.office_payout_carried_of(&carried.to_string())}</span> }
    });
    let is_in = !seen.gone.contains(&line.elder_id);
    let why = t.office_payout_line_why(is_in);
    let held = line.held_at.map(|_| view! { <span class="spec soft small">{why}</span> });
    let cells = [
        (t.fund_band_family(), line.family_fen),
        (t.office_payout_base(), line.base_fen),
        (t.office_payout_government(), line.government()),
        (t.office_payout_society(), line.society()),
        (t.fund_sum(), computed.sum()),
    ];
    let alias = seen.aliases.get(&line.elder_id).cloned().unwrap_or_default();
    view! {
        <tr>
            <th scope="row">
                <a href=format!("/office/elders/{}", line.elder_id)>{alias}</a>
                {carried}
                {held}
            </th>
            {amounts(cells)}
            <td class="act">{(seen.run.run.state == State::Approved && is_in).then(|| hold(visit, line))}</td>
        </tr>
    }
}

fn hold(visit: &Visit, line: &line::Model) -> impl IntoView + use<> {
    let t = visit.t();
    let (step, name) = match line.held_at {
        None => ("hold", t.office_payout_line_hold()),
        Some(_) => ("release", t.office_payout_line_release()),
    };
    view! {
        <form method="post" action=format!("{HERE}/{}/lines/{}/{step}", line.payout_id, line.elder_id)>
            <FormKeyField key=visit.mint() />
            <button class="btn quiet">{name}</button>
        </form>
    }
}
