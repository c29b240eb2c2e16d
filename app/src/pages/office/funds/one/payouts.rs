//! The payouts of one fund: those there are, and the next to be computed.

use entity::fund::{State, payout};
use leptos::prelude::*;

use super::{HERE, Seen, acts::button};
use crate::{
    Visit,
    pages::{funds::show::period, office::funds::payout::pill},
};

pub(super) fn payouts(visit: &Visit, seen: &Seen) -> impl IntoView + use<> {
    let (t, fund) = (visit.t(), &seen.placed.fund);
    let is_under_way = seen
        .runs
        .iter()
        .any(|run| matches!(run.run.state, payout::State::Draft | payout::State::Reviewed | payout::State::Approved));
    let next = seen.next.as_ref().filter(|_| fund.state == State::Open && !is_under_way).map(|next| {
        let what = t.office_payout_next(&t.date(next.from.first()), &t.date(next.to_on));
        if next.is_over(visit.now()) && !next.has_elders {
            view! { <p class="soft">{what} " · " {t.office_payout_nobody()}</p> }.into_any()
        } else if next.is_over(visit.now()) {
            let what = format!("{what}{}{}", t.0.pick("。", ". "), t.office_payout_draft_what());
            button(visit, format!("{HERE}/{}/payouts", fund.id), t.office_payout_draft(), what).into_any()
        } else {
            view! { <p class="soft">{what} " · " {t.office_payout_early(&t.date(next.to_on))}</p> }.into_any()
        }
    });
    let lines: Vec<_> = seen
        .runs
        .iter()
        .map(|run| {
            view! {
                <li>
                    <div class="what">
                        <b>
                            <a href=format!(
                                "/office/payouts/{}",
                                run.run.id,
                            )>{period(t, run.run.from_on, run.run.to_on)}</a>
                        </b>
                        <span class="soft small">
                            {t.fund_elders(&t.number(run.paid().elders))} " · " {run.paid().whole().to_string()}
                        </span>
                    </div>
                    <span class=pill(run.run.state)>{t.payout_state(run.run.state)}</span>
                </li>
            }
        })
        .collect();
    let list = if lines.is_empty() {
        view! { <p class="soft">{t.office_payouts_none()}</p> }.into_any()
    } else {
        view! { <ul class="todo-list">{lines}</ul> }.into_any()
    };
    view! {
        <section class="stack">
            <h2>{t.office_payouts()}</h2>
            {next}
            {list}
        </section>
    }
}
