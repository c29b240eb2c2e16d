//! The two forms under the list of transfers: booking by hand, closing a month. What they were told is summed up on top
//! of the page.

use entity::{
    Field,
    ledger::{
        Source, period,
        programme::Named,
        record::{self, Way},
    },
    month::Month,
};
use leptos::prelude::*;

use super::HERE;
use crate::{
    Visit,
    pages::ledger::Titles,
    parts::form::{FormKeyField, PickField, SelectField, TextField, TickField, Told},
};

pub fn record(visit: &Visit, titles: &Titles, typed: &record::Typed, told: &Told) -> impl IntoView + use<> {
    let t = visit.t();
    let programme = |named: &Named| (named.key(), titles.of(t, named.organiser, named.programme));
    let programmes: Vec<_> = titles.all().iter().map(programme).collect();
    // What a family gives is recorded at its fund, for its elder.
    let sources = [Source::Government, Source::Society];
    let sources = sources.map(|source| (source.key().to_owned(), t.money_source(source).to_owned())).to_vec();
    let ways = Way::ALL.map(|way| {
        let (name, help) = t.ledger_way(way);
        (way.key().to_owned(), name.to_owned(), help.to_owned())
    });
    view! {
        <section class="narrow stack" id="record">
            <h2>{t.office_ledger_record()}</h2>
            <p class="soft">{t.office_ledger_record_lead()}</p>
            <form class="form box" method="post" action=HERE novalidate>
                <FormKeyField key=visit.mint() />
                <PickField
                    field=Field::Way
                    t=t
                    told=told.clone()
                    value=typed.way.clone()
                    options=ways.to_vec()
                />
                <SelectField
                    field=Field::Programme
                    t=t
                    told=told.clone()
                    value=typed.programme.clone()
                    options=programmes
                    blank=t.ground_not_chosen()
                />
                <SelectField
                    field=Field::Source
                    t=t
                    told=told.clone()
                    value=typed.source.clone()
                    options=sources
                    blank=t.ground_not_chosen()
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
                    field=Field::BookedOn
                    t=t
                    told=told.clone()
                    value=typed.booked_on.clone()
                    kind="date"
                    short=true
                />
                <TextField
                    field=Field::Document
                    t=t
                    told=told.clone()
                    value=typed.document_no.clone()
                    help=t.office_ledger_document_help()
                    optional=true
                />
                <div class="actions">
                    <button class="btn">{t.office_ledger_record()}</button>
                </div>
            </form>
        </section>
    }
}

pub fn close(visit: &Visit, months: &[Month], typed: &period::Typed, told: &Told) -> impl IntoView + use<> {
    let t = visit.t();
    let months: Vec<_> = months.iter().map(|month| (month.to_string(), month.to_string())).collect();
    let form = if months.is_empty() {
        view! { <p>{t.office_ledger_close_none()}</p> }.into_any()
    } else {
        view! {
            <form class="form box" method="post" action=format!("{HERE}/close") novalidate>
                <FormKeyField key=visit.mint() />
                <SelectField
                    field=Field::Month
                    t=t
                    told=told.clone()
                    value=typed.month.clone()
                    options=months
                    blank=t.ground_not_chosen()
                    short=true
                />
                <TickField
                    field=Field::Sure
                    told=told.clone()
                    ticked=typed.sure == "yes"
                    text=t.office_ledger_close_sure()
                />
                <div class="actions">
                    <button class="btn quiet">{t.office_ledger_close()}</button>
                </div>
            </form>
        }
        .into_any()
    };
    view! {
        <section class="narrow stack">
            <h2>{t.office_ledger_close()}</h2>
            <p class="soft">{t.office_ledger_close_lead()}</p>
            {form}
        </section>
    }
}
