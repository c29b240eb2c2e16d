//! The pool: the office fills what nobody took, once claiming has ended.

use axum::response::{IntoResponse, Response};
use axum_extra::extract::Form;
use entity::{Error, Refused, handout::pool, phase, school, wish};
use leptos::prelude::*;
use serde::Deserialize;

use crate::{
    AppError, Page, Visit,
    error::status_of,
    parts::{desk::desk, empty::Empty, form::FormKeyField, notice::Notice},
    request::Sent,
};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    code: String,
}

pub async fn show(visit: Visit) -> Result<Page, AppError> {
    page(&visit, None).await
}

pub async fn fill(visit: Visit, Form(sent): Form<Sent<Typed>>) -> Result<Response, AppError> {
    let form = visit.form_key(&sent.form);
    match pool::fill(visit.store(), visit.officer()?, &sent.typed.code, &form, visit.now()).await {
        Ok(code) => {
            let sentence = visit.t().pool_filled_saying(&code.grouped());
            Ok(visit.go_saying("/office/pool", sentence).into_response())
        }
        Err(Error::Refused(refused)) => {
            Ok(page(&visit, Some(&refused)).await?.status(status_of(&refused)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(visit: &Visit, refused: Option<&Refused>) -> Result<Page, AppError> {
    visit.officer()?;
    let mut phases = Vec::new();
    for phase in phase::all(visit.db()).await? {
        if pool::is_open_to_pool(&phase, visit.now()) {
            let wishes = pool::unfilled(visit.db(), phase.id).await?;
            phases.push((phase, wishes));
        }
    }
    phases.retain(|(_, wishes)| !wishes.is_empty());
    let schools = school::change::all(visit.db()).await?;
    let t = visit.t();
    Ok(visit.page(t.pool_title(), || {
        let refused = refused.map(|refused| {
            let sentences: Vec<_> = refused.0.iter().map(|refusal| view! { <p>{t.refusal(refusal)}</p> }).collect();
            view! { <Notice kind="bad">{sentences}</Notice> }
        });
        let body = if phases.is_empty() {
            view! { <Empty title=t.pool_none() text=t.pool_none_text() /> }.into_any()
        } else {
            phases.iter().map(|(phase, wishes)| section(visit, phase, wishes, &schools)).collect::<Vec<_>>().into_any()
        };
        desk(
            visit,
            view! {
                <h1>{t.pool_title()}</h1>
                <p class="soft">{t.pool_lead()}</p>
                {refused}
                {body}
            },
        )
    }))
}

fn section(
    visit: &Visit,
    phase: &phase::Model,
    wishes: &[wish::Model],
    schools: &[school::Model],
) -> impl IntoView + use<> {
    let t = visit.t();
    let lines: Vec<_> = wishes
        .iter()
        .map(|wish| {
            let school = schools.iter().find(|school| school.id == wish.school_id);
            let school = school.map(|school| school.name.clone()).unwrap_or_default();
            view! {
                <li>
                    <div class="what">
                        <b>{format!("{} {}", wish.item, wish.specification)}</b>
                        <span class="soft small">{format!("{school} · {}", wish.code.grouped())}</span>
                    </div>
                    <span class="price">{wish.price_fen.to_string()}</span>
                    <form method="post" action="/office/pool">
                        <FormKeyField key=visit.mint() />
                        <button class="btn quiet" name="code" value=wish.code.to_string()>
                            {t.pool_fill()}
                        </button>
                    </form>
                </li>
            }
        })
        .collect();
    view! {
        <section class="stack">
            <h2>{t.roster_of(phase.number)}</h2>
            <ul class="todo-list">{lines}</ul>
        </section>
    }
}
