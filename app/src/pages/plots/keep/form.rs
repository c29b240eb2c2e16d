//! The form of a plot, for a new one and for a draft that changes.

use entity::{
    Field, organiser,
    plot::{
        Crop, Mode, ShortfallRule,
        draft::{STANDARD, Typed},
    },
};
use leptos::prelude::*;

use crate::{
    Visit,
    parts::form::{AreaField, FormKeyField, SelectField, TextField, Told},
    text::Text,
};

pub fn form(
    visit: &Visit,
    action: String,
    typed: &Typed,
    told: &Told,
    organisers: &[organiser::Model],
) -> impl IntoView + use<> {
    let t = visit.t();
    let organisers = organisers.iter().map(|one| (one.id.to_string(), one.name(t.0).to_owned())).collect();
    view! {
        <form class="form box" method="post" action=action novalidate>
            <FormKeyField key=visit.mint() />
            {field(t, typed, told)}
            <SelectField
                field=Field::Organiser
                t=t
                told=told.clone()
                value=typed.organiser.clone()
                options=organisers
                blank=t.ground_not_chosen()
                help=t.plot_organiser_help()
            />
            <fieldset class="group">
                <legend>{t.plot_form_days()}</legend>
                <p class="help">{t.plot_form_days_help()}</p>
                {days(t, typed, told)}
            </fieldset>
            {money(t, typed, told)}
            {harvest(t, typed, told)}
            <div class="actions">
                <button class="btn">{t.plot_draft_button()}</button>
            </div>
        </form>
    }
}

fn field(t: Text, typed: &Typed, told: &Told) -> impl IntoView + use<> {
    let crops = Crop::ALL.map(|crop| (crop.key().to_owned(), t.crop(crop).to_owned())).to_vec();
    view! {
        <div class="pair">
            <SelectField
                field=Field::Crop
                t=t
                told=told.clone()
                value=typed.crop.clone()
                options=crops
                blank=t.ground_not_chosen()
            />
            <TextField field=Field::Variety t=t told=told.clone() value=typed.variety.clone() optional=true />
        </div>
        <AreaField
            field=Field::StandardZh
            t=t
            told=told.clone()
            value=typed.standard_zh.clone()
            most=STANDARD
            help=t.plot_standard_help()
            plain=true
        />
        <AreaField
            field=Field::StandardEn
            t=t
            told=told.clone()
            value=typed.standard_en.clone()
            most=STANDARD
            help=t.ground_english_help()
            optional=true
            plain=true
        />
        <TextField
            field=Field::Area
            t=t
            told=told.clone()
            value=typed.area.clone()
            help=t.plot_area_help()
            inputmode="numeric"
            short=true
        />
    }
}

fn days(t: Text, typed: &Typed, told: &Told) -> Vec<impl IntoView + use<>> {
    [(Field::AdoptUntil, &typed.adopt_until), (Field::SowOn, &typed.sow_on), (Field::HarvestOn, &typed.harvest_on)]
        .into_iter()
        .map(|(field, value)| {
            view! { <TextField field=field t=t told=told.clone() value=value.clone() kind="date" short=true /> }
        })
        .collect()
}

fn money(t: Text, typed: &Typed, told: &Told) -> impl IntoView + use<> {
    let parts: Vec<_> = [
        (Field::Farmer, &typed.farmer),
        (Field::Inputs, &typed.inputs),
        (Field::Logistics, &typed.logistics),
        (Field::Charity, &typed.charity),
    ]
    .into_iter()
    .map(|(field, value)| {
        view! { <TextField field=field t=t told=told.clone() value=value.clone() inputmode="decimal" short=true /> }
    })
    .collect();
    view! {
        <fieldset class="group">
            <legend>{t.plot_form_money()}</legend>
            <p class="help">{t.plot_form_money_help()}</p>
            <div class="pair">
                <TextField
                    field=Field::WholePrice
                    t=t
                    told=told.clone()
                    value=typed.price.clone()
                    help=t.plot_price_help()
                    inputmode="decimal"
                    short=true
                />
                <TextField
                    field=Field::Shares
                    t=t
                    told=told.clone()
                    value=typed.shares.clone()
                    inputmode="numeric"
                    short=true
                />
            </div>
            <div class="pair">{parts}</div>
        </fieldset>
    }
}

fn harvest(t: Text, typed: &Typed, told: &Told) -> impl IntoView + use<> {
    let modes = Mode::ALL.map(|mode| (mode.key().to_owned(), t.plot_mode_name(mode).to_owned())).to_vec();
    let rules = ShortfallRule::ALL.map(|rule| (rule.key().to_owned(), t.shortfall_rule(rule).to_owned())).to_vec();
    view! {
        <fieldset class="group">
            <legend>{t.plot_form_harvest()}</legend>
            <TextField
                field=Field::HarvestShare
                t=t
                told=told.clone()
                value=typed.harvest_share.clone()
                help=t.plot_harvest_share_help()
                inputmode="decimal"
                short=true
            />
            <SelectField
                field=Field::Mode
                t=t
                told=told.clone()
                value=typed.mode.clone()
                options=modes
                blank=t.ground_not_chosen()
            />
            <SelectField
                field=Field::ShortfallRule
                t=t
                told=told.clone()
                value=typed.shortfall_rule.clone()
                options=rules
                blank=t.ground_not_chosen()
            />
        </fieldset>
    }
}
