//! What is on its way to the school.

use entity::{
    claim::State,
    handout::expect::{Coming, expected},
};
use leptos::prelude::*;

use crate::{
    AppError, Page, Visit,
    parts::{
        desk::desk,
        empty::Empty,
        table::{self, word_heads},
    },
    text::Text,
};

pub async fn show(visit: Visit) -> Result<Page, AppError> {
    let coming = expected(visit.db(), visit.school()?, visit.now()).await?;
    let t = visit.t();
    Ok(visit.page(t.expected_title(), || {
        let shipped = coming.iter().filter(|gift| gift.state == State::Shipped).count();
        let body = if coming.is_empty() {
            view! { <Empty title=t.expected_none() text=t.expected_none_text() /> }.into_any()
        } else {
            view! {
                <p class="soft">{t.expected_lead(shipped, coming.len())}</p>
                {table(t, &coming)}
            }
            .into_any()
        };
        desk(
            &visit,
            view! {
                <div class="page-head">
                    <h1>{t.expected_title()}</h1>
                    <a class="btn" href="/receive">
                        {t.receive_title()}
                    </a>
                </div>
                {body}
            },
        )
    }))
}

fn table(t: Text, coming: &[Coming]) -> impl IntoView + use<> {
    let rows: Vec<_> = coming
        .iter()
        .map(|gift| {
            let late = gift.late.then(|| view! { <b class="late">{t.expected_late()}</b> });
            view! {
                <tr>
                    <th scope="row">{gift.item.clone()} <span class="spec">{gift.specification.clone()}</span></th>
                    <td class="code" data-label=t.col_code()>
                        {gift.code.grouped()}
                    </td>
                    <td data-label=t.col_state()>
                        <span class=format!("pill k-{}", gift.state.key())>{t.claim_state(gift.state)}</span>
                    </td>
                    <td data-label=t.col_way()>{way(t, gift)}</td>
                    <td data-label=t.col_day()>
                        <span>{day(t, gift)} {late}</span>
                    </td>
                </tr>
            }
        })
        .collect();
    let heads = [t.col_gift(), t.col_code(), t.col_state(), t.col_way(), t.col_day()];
    table::table(t.expected_title(), "table cards", word_heads(heads), rows)
}

/// Carrier and number, or that the donor brings it.
fn way(t: Text, gift: &Coming) -> Option<String> {
    if let Some(day) = gift.drop_off_on {
        return Some(t.expected_brings(&t.short_date(day)));
    }
    let parcel = [&gift.carrier, &gift.tracking_no].into_iter().flatten().cloned().collect::<Vec<_>>().join(" ");
    (!parcel.is_empty()).then_some(parcel)
}

fn day(t: Text, gift: &Coming) -> String {
    let sent = gift.shipped_at.map(|at| t.expected_sent(&t.short_date_of(at)));
    sent.or_else(|| gift.give_by.map(|day| t.expected_by(&t.short_date(day)))).unwrap_or_default()
}
