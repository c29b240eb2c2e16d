//! The form of a phase, for a new one and for one that changes.

use entity::{
    Field, organiser,
    phase::draft::{TITLE, Typed},
};
use leptos::prelude::*;

use crate::{
    Visit,
    parts::form::{FormKeyField, SelectField, TextField, TickField, Told},
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
    view! {
        <form class="form box" method="post" action=action novalidate>
            <FormKeyField key=visit.mint() />
            <input type="hidden" name="seen" value=typed.seen.clone() />
            {words(t, typed, told, organisers)}
            <fieldset class="group">
                <legend>{t.ground_phase_days()}</legend>
                <p class="help">{t.ground_phase_days_help()}</p>
                <div class="pair">{days(t, typed, told)}</div>
                {promised(t, typed, told)}
            </fieldset>
            <fieldset class="group">
                <legend>{t.ground_phase_timers()}</legend>
                <p class="help">{t.ground_phase_timers_help()}</p>
                {timers(t, typed, told)}
            </fieldset>
            <div class="actions">
                <button class="btn big">{t.save()}</button>
                <a class="btn quiet" href="/office/phases">
                    {t.cancel()}
                </a>
            </div>
        </form>
    }
}

fn words(t: Text, typed: &Typed, told: &Told, organisers: &[organiser::Model]) -> impl IntoView + use<> {
    let options = organisers.iter().map(|one| (one.id.to_string(), one.name(t.0).to_owned())).collect();
    view! {
        <div class="pair">
            <TextField
                field=Field::Number
                t=t
                told=told.clone()
                value=typed.number.clone()
                inputmode="numeric"
                short=true
            />
            <TextField
                field=Field::PriceCap
                t=t
                told=told.clone()
                value=typed.price_cap.clone()
                help=t.ground_phase_cap_help()
                inputmode="decimal"
                short=true
            />
        </div>
        <TextField
            field=Field::TitleZh
            t=t
            told=told.clone()
            value=typed.title_zh.clone()
            help=t.ground_at_most(TITLE)
        />
        <TextField
            field=Field::TitleEn
            t=t
            told=told.clone()
            value=typed.title_en.clone()
            help=t.ground_english_help()
            optional=true
        />
        <SelectField
            field=Field::Organiser
            t=t
            told=told.clone()
            value=typed.organiser.clone()
            options=options
            blank=t.ground_phase_no_organiser()
            help=t.ground_phase_organiser_help()
        />
    }
}

fn days(t: Text, typed: &Typed, told: &Told) -> Vec<impl IntoView + use<>> {
    [
        (Field::OpensOn, &typed.opens_on, t.ground_opens_on_help()),
        (Field::ClaimUntil, &typed.claim_until, t.ground_claim_until_help()),
        (Field::ReturnBy, &typed.return_by, t.ground_return_by_help()),
        (Field::HandOutOn, &typed.hand_out_on, t.ground_hand_out_on_help()),
    ]
    .into_iter()
    .map(|(field, value, help)| {
        view! {
            <TextField field=field t=t told=told.clone() value=value.clone() help=help kind="date" short=true />
        }
    })
    .collect()
}

/// Asked only where the last day of arrival would come nearer than what letters have promised.
fn promised(t: Text, typed: &Typed, told: &Told) -> Option<impl IntoView + use<>> {
    let (ticked, told) = (!typed.sure.is_empty(), told.clone());
    let is_asked = ticked || told.at(Field::Sure).is_some();
    is_asked.then(|| {
        view! { <TickField field=Field::Sure told=told ticked=ticked text=t.ground_promised_sure() /> }
    })
}

fn timers(t: Text, typed: &Typed, told: &Told) -> Vec<impl IntoView + use<>> {
    [
        (Field::HoldHours, &typed.hold_hours, t.ground_hold_hours_help()),
        (Field::GiveDays, &typed.give_days, t.ground_give_days_help()),
        (Field::GraceDays, &typed.grace_days, t.ground_grace_days_help()),
        (Field::ConfirmDays, &typed.confirm_days, t.ground_confirm_days_help()),
        (Field::CardDays, &typed.card_days, t.ground_card_days_help()),
        (Field::DonorLimit, &typed.donor_limit, t.ground_donor_limit_help()),
    ]
    .into_iter()
    .map(|(field, value, help)| {
        view! {
            <TextField
                field=field
                t=t
                told=told.clone()
                value=value.clone()
                help=help
                inputmode="numeric"
                short=true
            />
        }
    })
    .collect()
}
