//! The form of a school, for a new one and for one that changes.

use entity::{Field, place::township, school::change::Typed};
use leptos::prelude::*;

use crate::{
    Visit,
    parts::form::{FormErrors, FormKeyField, SelectField, TextField, Told},
    text::Text,
};

pub fn form(
    visit: &Visit,
    action: String,
    typed: &Typed,
    told: &Told,
    townships: &[township::Model],
) -> impl IntoView + use<> {
    let t = visit.t();
    view! {
        <form class="form box" method="post" action=action novalidate>
            <FormErrors told=told.clone() t=t />
            <FormKeyField key=visit.mint() />
            <input type="hidden" name="seen" value=typed.seen.clone() />
            {names(t, typed, told, townships)}
            <fieldset class="group">
                <legend>{t.ground_delivery()}</legend>
                <p class="help">{t.ground_delivery_help()}</p>
                {delivery(t, typed, told)}
            </fieldset>
            <div class="actions">
                <button class="btn">{t.save()}</button>
                <a class="btn quiet" href="/office/schools">
                    {t.cancel()}
                </a>
            </div>
        </form>
    }
}

fn names(t: Text, typed: &Typed, told: &Told, townships: &[township::Model]) -> impl IntoView + use<> {
    let options = townships.iter().map(|one| (one.id.to_string(), one.name(t.0).to_owned())).collect();
    view! {
        <TextField
            field=Field::Name
            t=t
            told=told.clone()
            value=typed.name.clone()
            name=t.ground_school_name()
            help=t.ground_school_name_help()
            autocomplete="off"
        />
        <div class="pair">
            <TextField
                field=Field::SchoolCode
                t=t
                told=told.clone()
                value=typed.code.clone()
                help=t.ground_school_code_help()
                autocomplete="off"
            />
            <SelectField
                field=Field::Township
                t=t
                told=told.clone()
                value=typed.township.clone()
                options=options
                blank=t.ground_not_chosen()
            />
        </div>
        <TextField
            field=Field::AliasZh
            t=t
            told=told.clone()
            value=typed.alias_zh.clone()
            help=t.ground_alias_help()
        />
        <TextField
            field=Field::AliasEn
            t=t
            told=told.clone()
            value=typed.alias_en.clone()
            help=t.ground_english_help()
            optional=true
        />
    }
}

fn delivery(t: Text, typed: &Typed, told: &Told) -> Vec<impl IntoView + use<>> {
    [
        (Field::Address, &typed.delivery_address),
        (Field::Contact, &typed.delivery_contact),
        (Field::Phone, &typed.delivery_phone),
    ]
    .into_iter()
    .map(|(field, value)| {
        view! { <TextField field=field t=t told=told.clone() value=value.clone() autocomplete="off" /> }
    })
    .collect()
}
