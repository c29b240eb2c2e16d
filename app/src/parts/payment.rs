//! What was promised, and how to pay it: the organiser's account and the code, as every page shows them.

use entity::{
    Field,
    payment::reference::{Model, Shown},
};
use leptos::prelude::*;

use super::qr::Qr;
use crate::text::Text;

/// The sum that was promised, or `monthly` where it comes every month, until somebody ends it.
pub fn promised(t: Text, reference: &Model, monthly: &'static str) -> String {
    match (reference.asked_fen, reference.closed_at) {
        (Some(asked), _) => asked.to_string(),
        (None, None) => monthly.to_owned(),
        (None, Some(_)) => t.payment_monthly_over().to_owned(),
    }
}

/// Account, sum and code; for whoever pays, and nobody else.
pub fn how_to_pay(t: Text, shown: &Shown) -> impl IntoView + use<> {
    let (reference, organiser) = (&shown.reference, &shown.organiser);
    let grouped = reference.code.grouped();
    let amount = shown.missing().map(|amount| {
        view! {
            <dt>{t.field(Field::Amount)}</dt>
            <dd class="money">{amount.to_string()}</dd>
        }
    });
    view! {
        <section class="box pay">
            <h2>{t.payment_how()}</h2>
            <p>{t.payment_how_text()}</p>
            <div class="pay-grid">
                <dl class="facts">
                    <dt>{t.field(Field::BankHolder)}</dt>
                    <dd>{organiser.bank_holder.clone()}</dd>
                    <dt>{t.field(Field::BankName)}</dt>
                    <dd>{organiser.bank_name.clone()}</dd>
                    <dt>{t.field(Field::BankAccount)}</dt>
                    <dd class="code">{organiser.bank_account.clone()}</dd>
                    {amount}
                    <dt>{t.field(Field::PaymentCode)}</dt>
                    <dd class="code big">{grouped.clone()}</dd>
                </dl>
                <figure class="pay-qr">
                    <Qr address=grouped.clone() label=t.payment_qr(&grouped) />
                    <figcaption class="soft small">{t.payment_qr_hint()}</figcaption>
                </figure>
            </div>
        </section>
    }
}
