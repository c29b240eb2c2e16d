//! What somebody would give, as a form: all of it may stay blank.

use entity::{
    Fen, Field,
    grade::GradeBand,
    matching::{Kind, suggest::Asked},
    wish::{Category, browse::Places},
};
use leptos::prelude::*;

use crate::{
    pages::gifts::offers::fields::ticks,
    parts::{form::TextField, icon::UiIcon},
    text::Text,
};

use super::Results;

pub(super) fn form(t: Text, asked: &Asked, places: &Places, results: &Results) -> impl IntoView + use<> {
    let told = results.told.clone().unwrap_or_default();
    let categories = Category::ALL.map(|one| (one.key().to_owned(), t.category(one).to_owned()));
    let grades = GradeBand::ALL.map(|band| (band.key().to_owned(), t.grade_band(band).to_owned()));
    let also = Kind::OTHER.map(|kind| (kind.key().to_owned(), t.match_kind(kind).to_owned()));
    let townships = places.townships.iter().map(|(id, name)| (id.to_string(), name.clone()));
    let schools = places.schools.iter().map(|(id, _, name)| (id.to_string(), name.clone()));
    let limits = [("shares", asked.shares.map(|shares| shares.to_string())), ("sum", asked.sum.map(Fen::plain))];
    let limits = limits.map(|(name, most)| most.map(|most| view! { <input type="hidden" name=name value=most /> }));
    let without = asked.without.iter().map(|code| code.as_str().to_owned()).collect::<Vec<_>>().join(".");
    view! {
        <form class="form box" id="ask" method="get" action="/match#found">
            <div class="pair">
                <TextField
                    field=Field::Budget
                    t=t
                    told=told.clone()
                    value=asked.budget.clone()
                    inputmode="decimal"
                    optional=true
                    autocomplete="off"
                />
                <TextField
                    field=Field::MaxPrice
                    t=t
                    told=told.clone()
                    value=asked.max_price.clone()
                    inputmode="decimal"
                    optional=true
                    autocomplete="off"
                />
                <TextField
                    field=Field::Count
                    t=t
                    told=told
                    value=asked.count.clone()
                    inputmode="numeric"
                    optional=true
                    autocomplete="off"
                    placeholder="5"
                />
            </div>
            <details class="more" open=!(asked.category.is_empty() && asked.grade.is_empty())>
                <summary>{t.match_what()}</summary>
                <fieldset class="group">
                    <legend>{t.field(Field::Categories)}</legend>
                    {ticks("category", categories, &asked.category)}
                </fieldset>
                <fieldset class="group">
                    <legend>{t.field(Field::Grade)}</legend>
                    {ticks("grade", grades, &asked.grade)}
                </fieldset>
            </details>
            <details class="more" open=!(asked.township.is_empty() && asked.school.is_empty())>
                <summary>{t.match_where()}</summary>
                <fieldset class="group">
                    <legend>{t.field(Field::Townships)}</legend>
                    {ticks("township", townships, &asked.township)}
                </fieldset>
                <fieldset class="group">
                    <legend>{t.field(Field::Schools)}</legend>
                    {ticks("school", schools, &asked.school)}
                </fieldset>
            </details>
            <fieldset class="group">
                <legend>{t.match_also()}</legend>
                <p class="help">{t.match_also_help()}</p>
                {ticks("also", also, &asked.also)}
            </fieldset>
            {limits.into_iter().collect::<Vec<_>>()}
            {(!without.is_empty()).then(|| view! { <input type="hidden" name="without" value=without /> })}
            <div class="actions">
                <button class="btn">
                    <UiIcon name="search" />
                    {t.match_go()}
                </button>
                <a class="btn quiet" href="/match">
                    {t.match_again()}
                </a>
            </div>
            {standing(t, asked, results)}
        </form>
    }
}

/// What comes of it, in a line: on a phone the results are further down.
fn standing(t: Text, asked: &Asked, results: &Results) -> impl IntoView + use<> {
    let (says, see) = match results.found.len() {
        _ if results.told.is_some() => (t.match_standing_told().to_owned(), t.match_see_why()),
        _ if !asked.wants_wishes() => (t.match_standing_beside().to_owned(), t.match_see_beside()),
        0 => (t.match_standing_none().to_owned(), t.match_see_why()),
        found => (t.match_standing(found, &results.sum().to_string()), t.match_see()),
    };
    view! {
        <p id="ask-found" aria-live="polite">
            {says}
            " "
            <a href="#found">{see}</a>
        </p>
    }
}
