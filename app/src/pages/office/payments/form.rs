//! The form for one line of a bank account; what it was told is summed up on top of the page.

use entity::{Field, organiser, payment::record::Typed};
use leptos::prelude::*;

use super::HERE;
use crate::{
    Visit,
    parts::form::{FormKeyField, SelectField, TextField, TickField, Told},
};

/// `may_be_again`: the same sum stands there already, and only the officer knows whether it came twice.
pub fn record(
    visit: &Visit,
    organisers: &[organiser::Model],
    typed: &Typed,
    told: &Told,
    may_be_again: bool,
) -> impl IntoView + use<> {
    let t = visit.t();
    let organisers = organisers.iter().map(|one| (one.id.to_string(), one.name(t.0).to_owned())).collect::<Vec<_>>();
    let again = may_be_again.then(|| {
        view! {
            <TickField
                field=Field::Again
                told=told.clone()
                ticked=typed.again == "yes"
                text=t.office_payments_again()
            />
        }
    });
    view! {
        <section class="narrow stack" id="record">
            <h2>{t.office_payments_record()}</h2>
            <p class="soft">{t.office_payments_record_lead()}</p>
            <form class="form box" method="post" action=HERE novalidate>
                <FormKeyField key=visit.mint() />
                <TextField
                    field=Field::PaymentCode
                    t=t
                    told=told.clone()
                    value=typed.payment_code.clone()
                    optional=true
                    short=true
                    autocomplete="off"
                />
                <SelectField
                    field=Field::Organiser
                    t=t
                    told=told.clone()
                    value=typed.organiser.clone()
                    options=organisers
                    blank=t.ground_not_chosen()
                    name=t.office_payments_organiser()
                    help=t.office_payments_organiser_help()
                />
                <TextField
                    field=Field::Amount
                    t=t
                    told=told.clone()
                    value=typed.amount.clone()
                    inputmode="decimal"
                    short=true
                />
                <TextField
                    field=Field::ArrivedOn
                    t=t
                    told=told.clone()
                    value=typed.arrived_on.clone()
                    kind="date"
                    short=true
                />
                <TextField
                    field=Field::Payer
                    t=t
                    told=told.clone()
                    value=typed.payer.clone()
                    help=t.office_payments_payer_help()
                    optional=true
                    autocomplete="off"
                />
                <TextField
                    field=Field::Remark
                    t=t
                    told=told.clone()
                    value=typed.remark.clone()
                    name=t.office_payments_remark()
                    optional=true
                    autocomplete="off"
                />
                {again}
                <div class="actions">
                    <button class="btn">{t.office_payments_record()}</button>
                </div>
            </form>
        </section>
    }
}
