//! `/office/wishes`: every wish in every state, by filters. For officers; no child's name is in it.

pub mod one;

use axum_extra::extract::Query;
use entity::{
    claim::State,
    phase, school,
    wish::{self, Category, Status, list::Typed},
};
use leptos::prelude::*;

use crate::{
    AppError, Page, Visit,
    parts::{desk::desk, empty::Empty, filter::choice, icon::UiIcon, pager::pager},
    request::encode,
    text::Text,
};

pub async fn list(visit: Visit, Query(typed): Query<Typed>) -> Result<Page, AppError> {
    let (wishes, next) = wish::list::all(visit.db(), visit.officer()?, &typed).await?;
    let held = wish::list::held_among(visit.db(), &wishes).await?;
    let phases = phase::all(visit.db()).await?;
    let schools = school::change::all(visit.db()).await?;
    let t = visit.t();
    Ok(visit.page(t.office_wishes_title(), || {
        let none = wishes.is_empty();
        let lines: Vec<_> = wishes
            .iter()
            .map(|wish| {
                let school = schools.iter().find(|school| school.id == wish.school_id);
                let school = school.map(|school| school.name.clone()).unwrap_or_default();
                line(t, wish, school, held.contains(&wish.id))
            })
            .collect();
        desk(
            &visit,
            view! {
                <h1>{t.office_wishes_title()}</h1>
                {tools(t, &typed, &phases, &schools)}
                {none
                    .then(|| view! { <Empty title=t.office_wishes_none() text=t.office_wishes_none_text() /> })}
                {(!none).then(|| table(t, lines))}
                {pager(t, None, next.map(|next| older(&typed, next)))}
            },
        )
    }))
}

fn older(typed: &Typed, next: entity::id::WishId) -> String {
    let Typed { q, phase, school, status, category, .. } = typed;
    let [q, phase, school, status, category] = [q, phase, school, status, category].map(|text| encode(text));
    format!("/office/wishes?q={q}&phase={phase}&school={school}&status={status}&category={category}&before={next}")
}

fn tools(t: Text, typed: &Typed, phases: &[phase::Model], schools: &[school::Model]) -> impl IntoView + use<> {
    let phases = phases.iter().map(|phase| (phase.id.to_string(), phase.title(t.0).to_owned())).collect();
    let schools = schools.iter().map(|school| (school.id.to_string(), school.name.clone())).collect();
    let states = Status::ALL.into_iter().map(|status| (status.key(), t.wish_status(status)));
    let states = states.chain([(State::Held.key(), t.wish_held())]);
    let states = states.map(|(key, name)| (key.to_owned(), name.to_owned())).collect();
    let categories =
        Category::ALL.map(|category| (category.key().to_owned(), t.category(category).to_owned())).to_vec();
    view! {
        <form class="tools" method="get" action="/office/wishes" role="search">
            <label class="seek">
                <span class="label">{t.office_wishes_search()}</span>
                <input class="input" type="search" name="q" value=typed.q.clone() />
            </label>
            {choice(t.field(entity::Field::Phase), "phase", t.office_all_phases(), phases, &typed.phase)}
            {choice(t.field(entity::Field::School), "school", t.office_all_schools(), schools, &typed.school)}
            {choice(t.office_filter_state(), "status", t.office_all_states(), states, &typed.status)}
            {choice(t.field(entity::Field::Category), "category", t.office_all_categories(), categories, &typed.category)}
            <div class="go">
                <button class="btn">
                    <UiIcon name="search" />
                    {t.office_filter_go()}
                </button>
            </div>
        </form>
    }
}

fn line(t: Text, wish: &wish::Model, school: String, is_held: bool) -> impl IntoView + use<> {
    let href = format!("/office/wishes/{}", wish.code);
    let (key, name) = standing(t, wish.status, is_held);
    view! {
        <tr>
            <th scope="row">
                <a href=href lang=t.own_lang(&wish.item)>
                    {wish.item.clone()}
                </a>
            </th>
            <td class="code" data-label=t.field(entity::Field::Code)>
                {wish.code.grouped()}
            </td>
            <td data-label=t.field(entity::Field::School)>
                <span lang=t.own_lang(&school)>{school.clone()}</span>
            </td>
            <td class="num" data-label=t.field(entity::Field::Price)>
                {wish.price_fen.to_string()}
            </td>
            <td data-label=t.office_filter_state()>
                <span class=format!("pill k-{key}")>{name}</span>
            </td>
        </tr>
    }
}

/// By its key and in words: what is held is taken, and not claimed.
fn standing(t: Text, status: Status, is_held: bool) -> (&'static str, &'static str) {
    if is_held { (State::Held.key(), t.wish_held()) } else { (status.key(), t.wish_status(status)) }
}

fn table<V: IntoView + 'static>(t: Text, lines: Vec<V>) -> impl IntoView {
    view! {
        <div class="table-wrap">
            <table class="table cards">
                <caption class="vh">{t.office_wishes_title()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t.field(entity::Field::Item)}</th>
                        <th scope="col">{t.field(entity::Field::Code)}</th>
                        <th scope="col">{t.field(entity::Field::School)}</th>
                        <th scope="col" class="num">
                            {t.field(entity::Field::Price)}
                        </th>
                        <th scope="col">{t.office_filter_state()}</th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
    }
}
