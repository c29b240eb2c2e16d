//! The register of consents, as the office and a school read it.

use std::collections::HashMap;

use entity::{
    Field, Time,
    child::consent::{
        Model, Scope,
        list::{Line, STATES, Typed},
    },
    id::{ConsentId, SchoolId, WishId},
    phase, school,
};
use leptos::prelude::*;

use super::{empty::Empty, filter::choice, icon::UiIcon, pager::pager, table};
use crate::{request::encode, text::Text};

/// What the register needs besides its lines.
pub struct Around<'a> {
    /// `/office` or `/school`.
    pub desk: &'static str,
    pub typed: &'a Typed,
    pub phases: &'a [phase::Model],
    /// None: the reader is one of them, and the column says the children's names instead.
    pub schools: Option<&'a [school::Model]>,
    /// A school's own pupils, by one of their wishes.
    pub names: HashMap<WishId, String>,
    pub next: Option<ConsentId>,
}

pub fn register(t: Text, lines: &[Line], around: &Around<'_>) -> impl IntoView + use<> {
    let none = lines.is_empty();
    let rows: Vec<_> = lines.iter().map(|line| row(t, line, around)).collect();
    let whom = if around.schools.is_some() { t.field(Field::School) } else { t.consents_child() };
    let table = (!none).then(|| {
        let heads = view! {
            <th scope="col">{t.field(Field::FormNo)}</th>
            <th scope="col">{whom}</th>
            <th scope="col">{t.consents_wish()}</th>
            <th scope="col">{t.consents_scope()}</th>
            <th scope="col">{t.consents_given()}</th>
            <th scope="col">{t.consents_state()}</th>
            <th scope="col">
                <span class="vh">{t.consents_go()}</span>
            </th>
        };
        view! {
            <p class="no-print hint">
                <UiIcon name="printer" />
                <span>{t.consents_paper()}</span>
            </p>
            {table::table(t.consents_title(), "table cards dense", heads, rows)}
        }
    });
    view! {
        <h1>{t.consents_title()}</h1>
        <p class="soft">{t.consents_lead()}</p>
        {tools(t, around)}
        {none.then(|| view! { <Empty title=t.consents_none() text=t.consents_none_text() /> })}
        {table}
        {pager(t, None, around.next.map(|next| older(around, next)))}
    }
}

fn row(t: Text, line: &Line, around: &Around<'_>) -> impl IntoView + use<> {
    let consent = &line.consent;
    let whom = match around.schools {
        Some(schools) => school_name(schools, line.school),
        None if line.is_erased => t.consents_erased().to_owned(),
        None => line.wishes.iter().find_map(|wish| around.names.get(&wish.id).cloned()).unwrap_or_default(),
    };
    let whom_label = if around.schools.is_some() { t.field(Field::School) } else { t.consents_child() };
    let wish = line.wishes.first().map(|wish| {
        view! {
            <span lang=t.own_lang(&wish.item)>{wish.item.clone()}</span>
            <br />
            <a class="code small" href=format!("{}/wishes/{}", around.desk, wish.code)>
                {wish.code.grouped()}
            </a>
        }
    });
    let what = if line.is_erased { t.consents_look() } else { t.consents_go() };
    let go = line.wishes.first().map(|wish| {
        view! {
            <a class="btn quiet" href=format!("{}/wishes/{}/consent", around.desk, wish.code)>
                {what}
            </a>
        }
    });
    let (class, state) = match consent.withdrawn_at {
        // What was replaced ended before, and for another reason.
        _ if line.is_erased && !line.is_replaced => ("pill k-withdrawn", t.consents_erased().to_owned()),
        Some(at) => ("pill k-withdrawn", ended(t, at, line.is_replaced)),
        None => ("pill k-handed_out", t.consents_stands().to_owned()),
    };
    view! {
        <tr>
            <th scope="row">{consent.form_no.clone()}</th>
            <td data-label=whom_label>
                <span lang=t.own_lang(&whom)>{whom.clone()}</span>
            </td>
            <td data-label=t.consents_wish()>{wish}</td>
            <td data-label=t.consents_scope()>{scope(t, consent)}</td>
            <td class="day" data-label=t.consents_given()>
                {t.date(consent.given_on)} <br />
                <span class="soft small nowrap">{t.consents_version_of(&consent.version)}</span>
            </td>
            <td data-label=t.consents_state()>
                <span class=class>{state}</span>
            </td>
            <td class="act">{go}</td>
        </tr>
    }
}

/// How and when it ended.
pub fn ended(t: Text, at: Time, is_replaced: bool) -> String {
    let day = t.date_of(at);
    if is_replaced { t.consents_replaced_on(&day) } else { t.consents_withdrawn_on(&day) }
}

fn school_name(schools: &[school::Model], id: SchoolId) -> String {
    schools.iter().find(|school| school.id == id).map(|school| school.name.clone()).unwrap_or_default()
}

/// Goods, photo, card: what was agreed to.
pub fn scope(t: Text, consent: &Model) -> String {
    let parts = [(consent.goods, t.scope_goods()), (consent.photo, t.scope_photo()), (consent.card, t.scope_card())];
    let given: Vec<String> = parts.iter().filter(|(given, _)| *given).map(|(_, name)| (*name).to_owned()).collect();
    t.list(&given)
}

fn tools(t: Text, around: &Around<'_>) -> impl IntoView + use<> {
    let typed = around.typed;
    let phases = around.phases.iter().map(|phase| (phase.id.to_string(), phase.title(t.0).to_owned())).collect();
    let schools = around.schools.map(|schools| {
        let schools = schools.iter().map(|school| (school.id.to_string(), school.name.clone())).collect();
        choice(t.field(Field::School), "school", t.office_all_schools(), schools, &typed.school)
    });
    let states = [t.consents_stands(), t.consents_withdrawn(), t.consents_replaced()];
    let states = STATES.into_iter().zip(states).map(|(key, name)| (key.to_owned(), name.to_owned())).collect();
    let scopes = Scope::ALL.map(|scope| {
        let name = match scope {
            Scope::Photo => t.scope_photo(),
            Scope::Card => t.scope_card(),
        };
        (scope.key().to_owned(), name.to_owned())
    });
    view! {
        <form class="tools" method="get" action=format!("{}/consents", around.desk) role="search">
            <label class="seek">
                <span class="label">{t.consents_search()}</span>
                <input class="input" type="search" name="q" value=typed.q.clone() />
            </label>
            {choice(t.field(Field::Phase), "phase", t.office_all_phases(), phases, &typed.phase)}
            {schools}
            {choice(t.consents_state(), "state", t.consents_all_states(), states, &typed.state)}
            {choice(t.consents_scope(), "scope", t.consents_all_scopes(), scopes.to_vec(), &typed.scope)}
            <div class="go">
                <button class="btn">
                    <UiIcon name="search" />
                    {t.office_filter_go()}
                </button>
            </div>
        </form>
    }
}

fn older(around: &Around<'_>, next: ConsentId) -> String {
    let Typed { q, phase, school, state, scope, .. } = around.typed;
    let [q, phase, school, state, scope] = [q, phase, school, state, scope].map(|text| encode(text));
    let desk = around.desk;
    format!("{desk}/consents?q={q}&phase={phase}&school={school}&state={state}&scope={scope}&before={next}")
}
