//! `/office/reports`: what people say is wrong with public pages; the office takes it off, answers, settles.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    Field,
    id::PageReportId,
    page_report::{
        self, Model, Opened,
        close::{self, ANSWER, Typed},
    },
};
use leptos::prelude::*;

use super::wishes::one::public;
use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    parts::{
        crumbs::Crumbs,
        desk::desk,
        empty::Empty,
        form::{AreaField, FormErrors, FormKeyField, Told},
        icon::UiIcon,
    },
    request::Sent,
    text::Text,
};

const LIST: &str = "/office/reports";
const MOST: u64 = 200;
/// Settled ones that are still shown.
const LATELY: u64 = 20;

pub async fn list(visit: Visit) -> Result<Page, AppError> {
    let officer = visit.officer()?;
    let open = page_report::open(visit.db(), officer, MOST).await?;
    let closed = page_report::closed(visit.db(), officer, LATELY).await?;
    let t = visit.t();
    Ok(visit.page(t.reports_title(), || {
        let queue = if open.is_empty() {
            view! { <Empty title=t.reports_none() text=t.reports_none_text() /> }.into_any()
        } else {
            view! { <ul class="todo-list">{lines(t, &open)}</ul> }.into_any()
        };
        let lately = (!closed.is_empty()).then(|| {
            view! {
                <section>
                    <h2>{t.reports_closed()}</h2>
                    <ul class="todo-list">{lines(t, &closed)}</ul>
                </section>
            }
        });
        desk(
            &visit,
            view! {
                <h1>{t.reports_title()}</h1>
                <p class="soft">{t.reports_lead()}</p>
                {queue}
                {lately}
            },
        )
    }))
}

fn lines(t: Text, reports: &[Model]) -> Vec<impl IntoView + use<>> {
    reports
        .iter()
        .map(|report| {
            let page = if report.path.is_empty() { t.report_path_none().to_owned() } else { report.path.clone() };
            view! {
                <li>
                    <div class="what">
                        <b>{t.report_kind_of(report.kind)}</b>
                        <span class="soft small">{format!("{} · {page}", t.report_number(report.id.0))}</span>
                    </div>
                    <span class="since">
                        <UiIcon name="clock" />
                        {t.time(report.made_at)}
                    </span>
                    <a class="btn quiet" href=format!("{LIST}/{}", report.id)>
                        {t.reports_go()}
                    </a>
                </li>
            }
        })
        .collect()
}

pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Page, AppError> {
    page(&visit, read(&id)?, String::new(), Told::nothing()).await
}

pub async fn settle(visit: Visit, Path(id): Path<String>, Form(sent): Form<Sent<Typed>>) -> Result<Response, AppError> {
    let (officer, id, form) = (visit.officer()?, read(&id)?, visit.form_key(&sent.form));
    match close::close(visit.store(), officer, id, &sent.typed, &form, visit.now()).await {
        Ok(()) => Ok(visit.go_saying(LIST, visit.t().report_closed_saying()).into_response()),
        Err(error) => {
            let refused = refused(error)?;
            let told = Told::new(visit.lang(), &refused);
            let page = page(&visit, id, sent.typed.answer, told).await?;
            Ok(page.status(status_of(&refused)).into_response())
        }
    }
}

fn read(id: &str) -> Result<PageReportId, AppError> {
    id.parse().map_err(|_| AppError::not_found())
}

async fn page(visit: &Visit, id: PageReportId, answer: String, told: Told) -> Result<Page, AppError> {
    let opened = page_report::one(visit.store(), visit.officer()?, id).await?;
    let t = visit.t();
    let title = t.report_number(id.0);
    Ok(visit.page(&title, || {
        let back = format!("{LIST}/{id}");
        let wish = opened.wish.as_ref();
        let button = wish.and_then(|(code, status, hidden)| public::button(visit, code, *status, *hidden, back));
        let form = opened.report.closed_at.is_none().then(|| form(visit, &opened, answer, told.clone()));
        desk(
            visit,
            view! {
                <div class="narrow stack">
                    <Crumbs t=t list=(LIST, t.reports_title()) here=title.clone() />
                    <h1>{title.clone()}</h1>
                    <FormErrors told=told t=t />
                    {facts(t, &opened)}
                    {button}
                    {form}
                </div>
            },
        )
    }))
}

fn facts(t: Text, opened: &Opened) -> impl IntoView + use<> {
    let report = &opened.report;
    let path = report.path.clone();
    let page = if path.is_empty() {
        view! { <dd>{t.report_path_none()}</dd> }.into_any()
    } else {
        view! {
            <dd>
                <a href=path>{report.path.clone()}</a>
            </dd>
        }
        .into_any()
    };
    let wish = opened.wish.as_ref().map(|(code, ..)| {
        view! {
            <dt>{t.field(Field::Code)}</dt>
            <dd>
                <a class="code" href=format!("/office/wishes/{code}")>
                    {code.grouped()}
                </a>
            </dd>
        }
    });
    let closed = report.closed_at.map(|at| {
        view! {
            <dt>{t.report_closed_at()}</dt>
            <dd>{t.time(at)}</dd>
        }
    });
    let words = opened.words.clone().unwrap_or_else(|| t.report_words_gone().to_owned());
    view! {
        <section class="box">
            <dl class="facts">
                <dt>{t.report_kind()}</dt>
                <dd>{t.report_kind_of(report.kind)}</dd>
                <dt>{t.report_path()}</dt>
                {page}
                {wish}
                <dt>{t.report_made()}</dt>
                <dd>{t.time(report.made_at)}</dd>
                {closed}
            </dl>
            <h2>{t.report_said()}</h2>
            <blockquote class="public-text">{words}</blockquote>
        </section>
    }
}

fn form(visit: &Visit, opened: &Opened, answer: String, told: Told) -> impl IntoView + use<> {
    let t = visit.t();
    let (reply, button) = if opened.can_answer {
        let area = view! {
            <AreaField
                field=Field::Answer
                t=t
                told=told
                value=answer
                most=ANSWER
                name=t.report_answer()
                help=t.report_answer_help()
            />
        };
        (area.into_any(), t.report_close_answer())
    } else {
        (view! { <p class="soft">{t.report_no_address()}</p> }.into_any(), t.report_close())
    };
    view! {
        <form class="form box" method="post" action=format!("{LIST}/{}", opened.report.id)>
            <FormKeyField key=visit.mint() />
            {reply}
            <div class="actions">
                <button class="btn">{button}</button>
            </div>
        </form>
    }
}
