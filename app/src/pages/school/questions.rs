//! Donors' questions about a substitute: the school says yes or no.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    Error, Field, Refused,
    id::SubstitutionId,
    substitution::answer::{self, Open, Typed},
};
use leptos::prelude::*;

use crate::{
    AppError, Page, Visit,
    error::status_of,
    parts::{
        desk::desk,
        empty::Empty,
        form::{FormErrors, FormKeyField, Told},
        icon::UiIcon,
    },
    request::Sent,
};

pub async fn list(visit: Visit) -> Result<Page, AppError> {
    page(&visit, None).await
}

pub async fn answer(visit: Visit, Path(id): Path<String>, Form(sent): Form<Sent<Typed>>) -> Result<Response, AppError> {
    let id: SubstitutionId = id.parse().map_err(|_| AppError::not_found())?;
    let form = visit.form_key(&sent.form);
    match answer::answer(visit.store(), visit.school()?, id, &sent.typed, &form, visit.now()).await {
        Ok(()) => Ok(visit.go_saying("/school/questions", visit.t().question_answered()).into_response()),
        Err(Error::Refused(refused)) => {
            let status = status_of(&refused);
            Ok(page(&visit, Some(&Again { id, typed: sent.typed, refused })).await?.status(status).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// The one answer that was refused, shown again with what was typed.
struct Again {
    id: SubstitutionId,
    typed: Typed,
    refused: Refused,
}

async fn page(visit: &Visit, again: Option<&Again>) -> Result<Page, AppError> {
    let open = answer::open(visit.db(), visit.school()?.school()).await?;
    let t = visit.t();
    Ok(visit.page(t.questions_title(), || {
        let body = if open.is_empty() {
            view! { <Empty title=t.questions_none() text=t.questions_none_text() /> }.into_any()
        } else {
            open.iter()
                .map(|asked| question(visit, asked, again.filter(|again| again.id == asked.id)))
                .collect::<Vec<_>>()
                .into_any()
        };
        desk(
            visit,
            view! {
                <h1>{t.questions_title()}</h1>
                <FormErrors told=again.map_or_else(Told::nothing, |again| Told::new(t.0, &again.refused)) t=t />
                {body}
            },
        )
    }))
}

fn question(visit: &Visit, asked: &Open, again: Option<&Again>) -> impl IntoView + use<> {
    let t = visit.t();
    // The summary of a refused form leads to the field by its usual name.
    let remark_id =
        if again.is_some() { Field::Remark.key().to_owned() } else { format!("{}-{}", Field::Remark.key(), asked.id) };
    let remark = again.map(|again| again.typed.remark.clone()).unwrap_or_default();
    let told = again.map_or_else(Told::nothing, |again| Told::new(visit.lang(), &again.refused));
    let error = told.at(Field::Remark);
    let (bad, error_id) = (error.is_some(), format!("{remark_id}-error"));
    let described_by = bad.then(|| error_id.clone());
    view! {
        <article class="box">
            <dl class="facts">
                <dt>{t.question_wish()}</dt>
                <dd>
                    <b>{asked.item.clone()}</b>
                    " "
                    <span class="spec">{asked.specification.clone()}</span>
                    <br />
                    <span class="code small">{asked.code.grouped()}</span>
                </dd>
                <dt>{t.question_asks()}</dt>
                <dd>
                    <b>{asked.question.clone()}</b>
                    <br />
                    <span class="soft small">{t.short_date_of(asked.asked_at)}</span>
                </dd>
            </dl>
            <form class="form" method="post" action=format!("/school/questions/{}", asked.id)>
                <FormKeyField key=visit.mint() />
                <div class=if bad { "field bad" } else { "field" }>
                    <label class="label" for=remark_id.clone()>
                        {t.question_remark()}
                        <span class="optional">{t.optional()}</span>
                    </label>
                    <input
                        class="input"
                        id=remark_id
                        name="remark"
                        value=remark
                        autocomplete="off"
                        aria-describedby=described_by
                        aria-invalid=bad.then_some("true")
                    />
                    {error
                        .map(|error| {
                            view! {
                                <p class="field-error" id=error_id>
                                    <UiIcon name="error" />
                                    <span>{error}</span>
                                </p>
                            }
                        })}
                </div>
                <div class="actions">
                    <button class="btn pine" name="answer" value="yes">
                        {t.question_yes()}
                    </button>
                    <button class="btn quiet" name="answer" value="no">
                        {t.question_no()}
                    </button>
                </div>
            </form>
        </article>
    }
}
