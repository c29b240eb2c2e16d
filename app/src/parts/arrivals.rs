//! Money that came in, a row each: when, for what, from whom, how it stands, how much. For the office, who alone reads
//! who paid.

use entity::{Day, Fen, Field, payment::Words};
use leptos::prelude::*;

use super::table::{number_heads, word_heads};
use crate::text::Text;

/// One row. `href`: the page where it is dealt with.
pub struct Arrival<'a> {
    pub on: Day,
    /// What it was paid under.
    pub code: Option<String>,
    pub words: &'a Words,
    pub state: AnyView,
    pub amount: Fen,
    pub href: String,
}

/// `what`: the head of the column of codes.
pub fn heads(t: Text, what: &'static str) -> impl IntoView {
    view! {
        {word_heads([t.office_payments_when(), what, t.office_payments_payer(), t.office_payments_state()])}
        {number_heads([t.field(Field::Amount)])}
        <th scope="col">
            <span class="vh">{t.office_payments_open()}</span>
        </th>
    }
}

pub fn row(t: Text, what: &'static str, arrival: Arrival<'_>) -> AnyView {
    view! {
        <tr>
            <th scope="row" class="nowrap">
                {t.date(arrival.on)}
            </th>
            <td data-label=what>{arrival.code.map(|code| view! { <span class="code">{code}</span> })}</td>
            <td data-label=t.office_payments_payer()>{said(arrival.words)}</td>
            <td data-label=t.office_payments_state()>{arrival.state}</td>
            <td class="num" data-label=t.field(Field::Amount)>
                {arrival.amount.to_string()}
            </td>
            <td class="act">
                <a class="btn quiet" href=arrival.href>
                    {t.office_payments_open()}
                </a>
            </td>
        </tr>
    }
    .into_any()
}

/// Who paid and what they wrote, on one line; a code in it is not broken where the line below has room for it.
fn said(words: &Words) -> Option<impl IntoView + use<>> {
    let (payer, remark) = (words.payer.clone(), words.remark.clone());
    let between = (!payer.is_empty() && !remark.is_empty()).then_some(" · ");
    let is_any = !payer.is_empty() || !remark.is_empty();
    is_any.then(|| {
        view! {
            <span>
                {(!payer.is_empty()).then_some(payer)} {between}
                {(!remark.is_empty()).then(|| view! { <span class="part">{remark}</span> })}
            </span>
        }
    })
}
