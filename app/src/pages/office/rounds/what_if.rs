//! A what-if: the form, and its numbers beside those of the round.

use entity::{Field, round::Summary};
use leptos::prelude::*;

use super::{
    LIST,
    numbers::head,
    one::{Seen, Tried},
};
use crate::{
    parts::form::{TextField, Told},
    text::Text,
};

pub(super) fn what_if(t: Text, seen: &Seen, tried: &Tried, told: &Told) -> impl IntoView + use<> {
    let asked = &tried.asked;
    let answer = tried.summary.as_ref().map(|then| compared(t, &seen.summary, then));
    view! {
        <form class="form box" id="what-if" method="get" action=format!("{LIST}/{}#what-if", seen.round.id)>
            <h2>{t.what_if_title()}</h2>
            <p class="soft">{t.what_if_lead()}</p>
            {answer}
            <div class="pair">
                <TextField
                    field=Field::RaiseCap
                    t=t
                    told=told.clone()
                    value=asked.raise.clone()
                    name=t.what_if_raise()
                    inputmode="decimal"
                    optional=true
                    autocomplete="off"
                />
                <TextField
                    field=Field::Count
                    t=t
                    told=told.clone()
                    value=asked.count.clone()
                    name=t.what_if_count()
                    inputmode="numeric"
                    optional=true
                    autocomplete="off"
                />
                <TextField
                    field=Field::Budget
                    t=t
                    told=told.clone()
                    value=asked.budget.clone()
                    name=t.what_if_budget()
                    inputmode="decimal"
                    optional=true
                    autocomplete="off"
                />
            </div>
            <div class="actions">
                <button class="btn quiet">{t.what_if_go()}</button>
            </div>
        </form>
    }
}

/// The numbers that matter, as the round was drawn and as it would be.
fn compared(t: Text, now: &Summary, then: &Summary) -> impl IntoView + use<> {
    let left = |summary: &Summary| summary.open.saturating_sub(summary.proposed);
    let missed = |summary: &Summary| summary.schools.iter().filter(|line| line.missed.is_some()).count();
    let figures = [
        (t.round_proposed(), t.number(now.proposed), t.number(then.proposed)),
        (t.round_after(), t.number(left(now)), t.number(left(then))),
        (t.round_parcels(), t.number(now.parcels), t.number(then.parcels)),
        (t.round_price(), now.price.to_string(), then.price.to_string()),
        (t.round_mean(), t.number(now.after.mean()), t.number(then.after.mean())),
        (t.what_if_missed(), missed(now).to_string(), missed(then).to_string()),
    ];
    let rows: Vec<_> = figures
        .into_iter()
        .map(|(name, now, then)| {
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td class="num" data-label=t.what_if_now()>
                        {now}
                    </td>
                    <td class="num" data-label=t.what_if_then()>
                        <b>{then}</b>
                    </td>
                </tr>
            }
        })
        .collect();
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=t.what_if_title()>
            <table class="table cards">
                {head([t.round_numbers(), t.what_if_now(), t.what_if_then()])} <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
