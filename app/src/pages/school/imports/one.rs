//! One table: what is wrong with it, and what becomes of it. Shows no name: rows are known by their numbers.

mod findings;
mod taken;

use axum::{
    extract::Path,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    Field, Refusal, Refused,
    actor::Importer,
    id::ImportId,
    import::{
        self, State,
        finding::Finding,
        kept, list,
        take_in::{self, Typed},
        undo::{self as taking_back, Standing},
    },
};
use leptos::prelude::*;

use self::{findings::tables, taken::taken};
use super::pill;
use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    parts::{
        crumbs::Crumbs,
        desk::desk,
        form::{FormErrors, FormKeyField, TextField, Told},
        notice::Notice,
    },
    request::{Pressed, Sent},
    text::Text,
};

/// So many rows are taken while the school waits for the answer.
const AT_ONCE: i32 = 500;
/// Seconds until the page of an import under way looks again.
const AGAIN: HeaderValue = HeaderValue::from_static("2");

pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, AppError> {
    let import = found(&visit, &id).await?;
    let is_under_way = import.state == State::Taking;
    let mut response = page(&visit, &import, None, Told::nothing()).await?.into_response();
    if is_under_way {
        response.headers_mut().insert(header::REFRESH, AGAIN);
    }
    Ok(response)
}

/// A small table at once; a large one by the server, while the page looks again and again.
pub async fn take(visit: Visit, Path(id): Path<String>, Form(sent): Form<Sent<Typed>>) -> Result<Response, AppError> {
    let school: Importer = visit.school()?.into();
    let import = found(&visit, &id).await?;
    let key = visit.form_key(&sent.form);
    match take_in::order(visit.store(), school, import.id, &sent.typed, &key, visit.now()).await {
        Ok(()) => {
            if import.good_count <= AT_ONCE {
                take_in::carry_out(visit.store(), import.id, visit.now()).await?;
            } else {
                visit.site().imports.notify_one();
            }
            Ok(visit.go(format!("/school/imports/{}", import.id)).into_response())
        }
        Err(error) => again(&visit, &import, Some(&sent.typed), error).await,
    }
}

pub async fn undo(visit: Visit, Path(id): Path<String>, Form(sent): Form<Pressed>) -> Result<Response, AppError> {
    let school: Importer = visit.school()?.into();
    let import = found(&visit, &id).await?;
    let key = visit.form_key(&sent.form);
    match taking_back::undo(visit.store(), school, import.id, &key, visit.now()).await {
        Ok(()) => Ok(visit.go_saying("/school/imports", visit.t().import_undone_saying()).into_response()),
        Err(error) => again(&visit, &import, None, error).await,
    }
}

async fn again(
    visit: &Visit,
    import: &import::Model,
    typed: Option<&Typed>,
    error: entity::Error,
) -> Result<Response, AppError> {
    let refused = refused(error)?;
    if refused.0 == [Refusal::ImportState] {
        return moved(visit, import.id, &refused).await;
    }
    let told = Told::new(visit.lang(), &refused);
    Ok(page(visit, import, typed, told).await?.status(status_of(&refused)).into_response())
}

/// The import as it stands now, where what was asked for cannot be done any more.
pub(super) async fn moved(visit: &Visit, id: ImportId, refused: &Refused) -> Result<Response, AppError> {
    let import = list::one(visit.db(), visit.school()?.school(), id).await?;
    let told = Told::new(visit.lang(), refused);
    Ok(page(visit, &import, None, told).await?.status(status_of(refused)).into_response())
}

async fn found(visit: &Visit, id: &str) -> Result<import::Model, AppError> {
    let school = visit.school()?;
    let id = id.parse().map_err(|_| AppError::not_found())?;
    Ok(list::one(visit.db(), school.school(), id).await?)
}

async fn page(visit: &Visit, import: &import::Model, typed: Option<&Typed>, told: Told) -> Result<Page, AppError> {
    let findings = kept::findings(visit.db(), import.id).await?;
    let standing = match import.state {
        State::Taken => taking_back::standing(visit.db(), import.id).await?,
        _ => Standing::default(),
    };
    let t = visit.t();
    let title = if import.file_name.is_empty() { t.imports_title().to_owned() } else { import.file_name.clone() };
    Ok(visit.page(&title, || {
        let body = match import.state {
            State::Ready => ready(visit, import, typed, &told, &findings),
            State::Taking => taking(t, import, take_in::progress(visit.store(), import.id)),
            State::Taken => taken(visit, import, &findings, &standing),
            State::Undone => view! { <p class="soft">{t.import_undone_text()}</p> }.into_any(),
            State::Expired => view! { <p class="soft">{t.import_expired_text()}</p> }.into_any(),
        };
        desk(
            visit,
            view! {
                <Crumbs t=t list=("/school/imports", t.imports_title()) here=title.clone() />
                <div class="page-head">
                    <h1>{title.clone()}</h1>
                    {pill(t, import.state)}
                    <p class="soft">{counts(t, import)}</p>
                </div>
                <FormErrors told=told.clone() t=t />
                {body}
            },
        )
    }))
}

fn counts(t: Text, import: &import::Model) -> String {
    let number = |count: i32| usize::try_from(count).unwrap_or_default();
    t.import_counts(number(import.row_count), number(import.good_count))
}

fn ready(visit: &Visit, import: &import::Model, typed: Option<&Typed>, told: &Told, findings: &[Finding]) -> AnyView {
    let t = visit.t();
    let lacks = import.mapping().lacks();
    let names: Vec<String> = lacks.into_iter().map(|field| t.field(field).to_owned()).collect();
    let columns = format!("/school/imports/{}/columns", import.id);
    let above = if !names.is_empty() {
        view! { <Notice kind="wait">{t.import_lacks(&t.list(&names))}</Notice> }.into_any()
    } else if import.failed_at.is_some() {
        view! { <Notice kind="bad">{t.import_failed()}</Notice> }.into_any()
    } else if import.changed_at.is_some() {
        view! { <Notice kind="wait">{t.import_changed()}</Notice> }.into_any()
    } else if import.good_count == 0 {
        view! { <Notice kind="wait">{t.import_all_bad()}</Notice> }.into_any()
    } else {
        ().into_any()
    };
    let take = (import.good_count > 0).then(|| take_form(visit, import, typed, told));
    let marked = (!findings.is_empty()).then(|| {
        view! {
            <a class="btn quiet" href=format!("/school/imports/{}/marked.xlsx", import.id)>
                {t.import_marked()}
            </a>
        }
    });
    let first = (marked.is_some() && take.is_some()).then(|| view! { <p class="soft">{t.import_marked_first()}</p> });
    view! {
        {above}
        {take}
        {first}
        <p class="actions">
            {marked}
            <a class="btn quiet" href=columns>
                {t.import_set_columns()}
            </a>
        </p>
        {tables(t, findings, (t.import_errors_text(), t.import_notes_text()), Text::import_more)}
        {drop_form(visit, import)}
    }
    .into_any()
}

fn take_form(visit: &Visit, import: &import::Model, typed: Option<&Typed>, told: &Told) -> impl IntoView + use<> {
    let t = visit.t();
    let typed = typed.cloned().unwrap_or_else(|| Typed { given_on: visit.today().to_string(), ..Typed::default() });
    view! {
        <form class="form box" method="post" action=format!("/school/imports/{}/take", import.id) novalidate>
            <FormKeyField key=visit.mint() />
            <p>{t.import_take_text()}</p>
            <TextField
                field=Field::GivenOn
                t=t
                told=told.clone()
                value=typed.given_on
                kind="date"
                help=t.import_given_on_help()
                short=true
                autocomplete="off"
            />
            <div class="ticks">
                <label class="choice">
                    <input
                        type="checkbox"
                        name="consent_photo"
                        value="yes"
                        checked=!typed.consent_photo.is_empty()
                    />
                    <span>{t.import_photo()}</span>
                </label>
                <label class="choice">
                    <input type="checkbox" name="consent_card" value="yes" checked=!typed.consent_card.is_empty() />
                    <span>{t.import_card()}</span>
                </label>
            </div>
            <div class="actions">
                <button class="btn">{t.import_take(import.good_count)}</button>
            </div>
        </form>
    }
}

/// `done`: so many lines are in; none where another process is at it, or nobody yet.
fn taking(t: Text, import: &import::Model, done: Option<usize>) -> AnyView {
    let all = u64::try_from(import.good_count).unwrap_or(0);
    let progress = done.map(|done| {
        let said = t.import_taking_done(&t.number(done as u64), &t.number(all));
        view! {
            <p>
                <progress max=all.to_string() value=done.to_string() aria-label=said.clone()></progress>
                <br />
                {said.clone()}
            </p>
        }
    });
    view! {
        <div role="status">
            <h2>{t.import_taking_title(import.good_count)}</h2>
            {progress}
            <p>{t.import_taking_text()}</p>
            <p class="actions">
                <a class="btn quiet" href=format!("/school/imports/{}", import.id)>
                    {t.import_reload()}
                </a>
            </p>
        </div>
    }
    .into_any()
}

/// Nothing came of it yet, and the file is still the school's.
fn drop_form(visit: &Visit, import: &import::Model) -> impl IntoView + use<> {
    view! {
        <form method="post" action=format!("/school/imports/{}/undo", import.id)>
            <FormKeyField key=visit.mint() />
            <button class="btn quiet">{visit.t().import_drop()}</button>
        </form>
    }
}
