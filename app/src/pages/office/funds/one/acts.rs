//! What an officer can do with a fund: where else to go, the next step behind a button, and the end.

use entity::{
    Field,
    fund::{self, State},
};
use leptos::prelude::*;

use super::{HERE, Seen};
use crate::{
    Visit,
    parts::{form::FormKeyField, notice::Notice},
    text::Text,
};

pub fn links(t: Text, fund: &fund::Model) -> impl IntoView + use<> {
    let here = format!("{HERE}/{}", fund.id);
    let has_opened = fund.state != State::Draft;
    let more = has_opened.then(|| {
        view! {
            <a class="btn quiet" href=format!("{here}/elders")>
                {t.office_fund_elders()}
            </a>
            <a class="btn quiet" href=format!("{here}/contributions")>
                {t.office_fund_contributions()}
            </a>
            <a class="btn quiet" href=format!("/funds/{}", fund.id)>
                {t.office_fund_public()}
            </a>
        }
    });
    view! {
        <p class="row">
            <a class="btn quiet" href=format!("{here}/rules")>
                {t.office_fund_rules()}
            </a>
            {more}
        </p>
    }
}

/// A draft opens, or says what it lacks.
pub fn step(visit: &Visit, seen: &Seen) -> Option<AnyView> {
    let (t, fund) = (visit.t(), &seen.placed.fund);
    if fund.state != State::Draft {
        return None;
    }
    if seen.missing.is_empty() {
        let action = format!("{HERE}/{}/open", fund.id);
        return Some(button(visit, action, t.office_fund_open(), t.office_fund_open_what().to_owned()).into_any());
    }
    let lines: Vec<_> = seen
        .missing
        .iter()
        .map(|field| {
            let href = match (field, fund.organiser_id) {
                (Field::Rule, _) => format!("{HERE}/{}/rules", fund.id),
                (Field::Organiser, _) | (_, None) => "#organiser".to_owned(),
                (field, Some(id)) => format!("/office/organisers/{id}#{}", field.key()),
            };
            view! {
                <li>
                    <a href=href>{t.field(*field)}</a>
                </li>
            }
        })
        .collect();
    let lacks = view! {
        <Notice kind="wait">
            <strong>{t.office_fund_lacks()}</strong>
            <ul>{lines}</ul>
        </Notice>
    };
    Some(lacks.into_any())
}

pub fn button(visit: &Visit, action: String, name: &'static str, what: String) -> impl IntoView + use<> {
    view! {
        <form class="form box" method="post" action=action>
            <FormKeyField key=visit.mint() />
            <p>{what}</p>
            <div class="actions">
                <button class="btn plum">{name}</button>
            </div>
        </form>
    }
}

pub fn close_form(visit: &Visit, fund: &fund::Model) -> impl IntoView + use<> {
    let t = visit.t();
    view! {
        <form class="form box narrow" method="post" action=format!("{HERE}/{}/close", fund.id)>
            <FormKeyField key=visit.mint() />
            <p>{t.office_fund_close_what()}</p>
            <div class="actions">
                <button class="btn danger">{t.office_fund_close()}</button>
            </div>
        </form>
    }
}
