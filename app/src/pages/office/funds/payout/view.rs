//! What an officer reads about a run: whether the pool was short, its sums, who did what, and what the ledger says.

use entity::{
    fund::payout::{Run, State},
    id::AccountId,
    ledger::Source,
};
use leptos::prelude::*;

use super::Seen;
use crate::{
    pages::funds::show::{facts, scaled},
    parts::notice::Notice,
    text::Text,
};

/// That the pool was short, and by how much.
pub fn short(t: Text, run: &Run) -> Option<impl IntoView + use<>> {
    let percent = scaled(run)?;
    let (wanted, given) = (run.run.wanted_fen.to_string(), run.whole.matched.to_string());
    Some(view! {
        <Notice kind="wait">
            {t.office_payout_scaled_saying(&wanted, &given)} " " {t.fund_run_scaled_of(&percent)}
        </Notice>
    })
}

pub fn sums(t: Text, run: &Run) -> impl IntoView + use<> {
    let paid = run.paid();
    let parts = [
        ("band-family", t.fund_band_family(), paid.family.to_string()),
        ("band-government", t.fund_band_government(), paid.government.to_string()),
        ("band-society", t.fund_band_society(), paid.society.to_string()),
        ("", t.fund_sum(), paid.whole().to_string()),
        ("", t.fund_run_elders(), t.number(paid.elders)),
    ];
    let parts: Vec<_> = parts
        .into_iter()
        .map(|(class, name, sum)| {
            view! {
                <li>
                    <span class=format!("count {class}")>
                        <b>{sum}</b>
                        <span>{name}</span>
                    </span>
                </li>
            }
        })
        .collect();
    view! { <ul class="counts sums">{parts}</ul> }
}

pub fn who(t: Text, seen: &Seen) -> impl IntoView + use<> {
    let run = &seen.run.run;
    let name = |by: Option<AccountId>| by.and_then(|id| seen.who.get(&id).cloned()).unwrap_or_default();
    let steps = [
        (t.office_payout_drafted_by(), run.drafted_by, Some(run.drafted_at)),
        (t.office_payout_reviewed_by(), run.reviewed_by, run.reviewed_at),
        (t.office_payout_approved_by(), run.approved_by, run.approved_at),
        (t.office_payout_paid_by(), run.paid_by, run.paid_at),
    ];
    let mut lines: Vec<_> = steps
        .into_iter()
        .filter_map(|(step, by, at)| Some((step, format!("{} · {}", name(by), t.time(at?)))))
        .collect();
    if let Some(on) = run.paid_on {
        lines.push((t.fund_run_paid_on(), t.date(on)));
        lines.push((t.sign_list_document(), run.document.clone()));
    }
    view! {
        <section class="box">
            <h2>{t.office_payout_who()}</h2>
            {facts(lines)}
        </section>
    }
}

/// A paid run beside what the ledger says.
pub fn booked(t: Text, seen: &Seen) -> Option<impl IntoView + use<>> {
    if seen.run.run.state != State::Paid {
        return None;
    }
    let paid = seen.run.paid();
    let own = [(Source::Family, paid.family), (Source::Government, paid.government), (Source::Society, paid.society)];
    let is_same = own.iter().all(|line| seen.booked.contains(line));
    let verdict = if is_same {
        view! { <Notice kind="ok">{t.office_payout_booked_same()}</Notice> }.into_any()
    } else {
        view! { <Notice kind="bad">{t.office_payout_booked_differs()}</Notice> }.into_any()
    };
    let lines = seen.booked.iter().map(|(source, amount)| (t.fund_band(*source), amount.to_string())).collect();
    Some(view! {
        <section class="box">
            <h2>{t.office_payout_booked()}</h2>
            {facts(lines)}
            {verdict}
        </section>
    })
}
