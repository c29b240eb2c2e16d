//! The form of a wish: the public half, the private half, the guardian's consent. Used for a new one and to mend one.

use entity::{
    Field, phase,
    wish::{
        Category, Gender,
        draft::{SITUATION, Typed},
    },
};
use leptos::prelude::*;
use serde::Deserialize;

use crate::{
    Visit,
    parts::form::{AreaField, FormKeyField, PickField, SelectField, TextField, TickField, Told},
    text::Text,
};

/// What comes back. No `Debug`: half of it is private.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    pub form: String,
    /// `submit`: hand it in as soon as it is saved.
    pub then: String,
    #[serde(flatten)]
    pub typed: Typed,
}

/// The phases that can be chosen: one alone is not asked for.
pub(super) fn form(
    visit: &Visit,
    action: String,
    typed: &Typed,
    told: &Told,
    phases: &[phase::Model],
) -> impl IntoView + use<> {
    let t = visit.t();
    let is_new = action.ends_with("/new");
    view! {
        <form class="form box" method="post" action=action novalidate>
            <FormKeyField key=visit.mint() />
            <input type="hidden" name="seen" value=typed.seen.clone() />
            {phase_field(t, typed, told, phases, is_new)}
            {public_half(t, typed, told, phases)}
            {private_half(t, typed, told)}
            {consent(t, typed, told)}
            <div class="actions">
                <button class="btn quiet" name="then" value="save">
                    {if is_new { t.wish_form_save() } else { t.wish_form_save_again() }}
                </button>
                <button class="btn pine" name="then" value="submit">
                    {t.wish_form_submit()}
                </button>
            </div>
        </form>
    }
}

fn phase_field(t: Text, typed: &Typed, told: &Told, phases: &[phase::Model], is_new: bool) -> Option<AnyView> {
    match phases {
        _ if !is_new => None,
        [only] if told.at(Field::Phase).is_none() => {
            Some(view! { <input type="hidden" name="phase" value=only.id.to_string() /> }.into_any())
        }
        _ => {
            let options = phases.iter().map(|phase| (phase.id.to_string(), t.phase_name(phase))).collect();
            Some(
                view! { <SelectField field=Field::Phase t=t told=told.clone() value=typed.phase.clone() options=options /> }
                    .into_any(),
            )
        }
    }
}

fn public_half(t: Text, typed: &Typed, told: &Told, phases: &[phase::Model]) -> impl IntoView + use<> {
    let categories = Category::ALL
        .map(|category| (category.key().to_owned(), t.category(category).to_owned(), String::new()))
        .to_vec();
    let grades = (1..=9).map(|grade| (grade.to_string(), t.roster_grade(grade))).collect();
    let genders = Gender::ALL.map(|gender| (gender.key().to_owned(), t.gender(gender).to_owned())).to_vec();
    let chosen = phases.iter().find(|phase| phase.id.to_string() == typed.phase).or(phases.first());
    let price_help = chosen.map_or_else(String::new, |phase| t.wish_form_price_help(&phase.price_cap_fen.to_string()));
    let told = || told.clone();
    view! {
        <h2>{t.wish_form_public()}</h2>
        <p class="soft">{t.wish_form_public_text()}</p>
        <PickField
            field=Field::Category
            t=t
            told=told()
            value=typed.category.clone()
            options=categories
            drawn=true
        />
        <TextField field=Field::Item t=t told=told() value=typed.item.clone() help=t.wish_form_item_help() autocomplete="off" />
        <TextField
            field=Field::Specification
            t=t
            told=told()
            value=typed.specification.clone()
            help=t.wish_form_spec_help()
            autocomplete="off"
        />
        <div class="pair">
            <SelectField
                field=Field::Grade
                t=t
                told=told()
                value=typed.grade.clone()
                options=grades
                blank=t.wish_form_choose()
            />
            <SelectField
                field=Field::Gender
                t=t
                told=told()
                value=typed.gender.clone()
                options=genders
                blank=t.wish_form_gender_none()
                help=t.wish_form_gender_help()
            />
        </div>
        <TextField
            field=Field::Price
            t=t
            told=told()
            value=typed.price.clone()
            help=price_help
            inputmode="decimal"
            short=true
            autocomplete="off"
        />
    }
}

fn private_half(t: Text, typed: &Typed, told: &Told) -> impl IntoView + use<> {
    let told = || told.clone();
    view! {
        <h2>{t.wish_form_private()}</h2>
        <p class="soft">{t.wish_form_private_text()}</p>
        <div class="pair">
            <TextField field=Field::ChildName t=t told=told() value=typed.child_name.clone() autocomplete="off" />
            <TextField field=Field::BirthDate t=t told=told() value=typed.birth_date.clone() kind="date" autocomplete="off" />
        </div>
        <TextField field=Field::Guardian t=t told=told() value=typed.guardian.clone() autocomplete="off" />
        <TextField
            field=Field::Household
            t=t
            told=told()
            value=typed.household.clone()
            help=t.wish_form_household_help()
            optional=true
            autocomplete="off"
        />
        <AreaField
            field=Field::Situation
            t=t
            told=told()
            value=typed.situation.clone()
            most=SITUATION
            help=t.wish_form_situation_help()
            optional=true
            plain=true
        />
    }
}

fn consent(t: Text, typed: &Typed, told: &Told) -> impl IntoView + use<> {
    let (photo, card) = (!typed.consent_photo.is_empty(), !typed.consent_card.is_empty());
    view! {
        <h2>{t.wish_form_consent()}</h2>
        <div class="ticks">
        <TickField
            field=Field::ConsentGoods
            told=told.clone()
            ticked=!typed.consent_goods.is_empty()
            text=t.wish_form_goods()
        />
        <label class="choice">
            <input type="checkbox" name="consent_photo" value="yes" checked=photo />
            <span>{t.wish_form_photo()}</span>
        </label>
        <label class="choice">
            <input type="checkbox" name="consent_card" value="yes" checked=card />
            <span>{t.wish_form_card()}</span>
        </label>
        </div>
        <div class="pair">
            <TextField field=Field::FormNo t=t told=told.clone() value=typed.form_no.clone() autocomplete="off" />
            <TextField
                field=Field::GivenOn
                t=t
                told=told.clone()
                value=typed.given_on.clone()
                kind="date"
                autocomplete="off"
            />
        </div>
    }
}
