//! One statement: how its lines fit, the button for all sure ones, and the others one by one.

mod lines;

use axum::{
    extract::Path,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use axum_extra::extract::{Form, Query};
use entity::{
    id::StatementId,
    statement::{
        Fit, Model, State, book as booking, drop as dropping, finding,
        list::{self, Counts, Line, Which},
        work,
    },
};
use leptos::prelude::*;
use serde::Deserialize;

use super::{
    AT_ONCE, HERE, number, pill,
    unread::{self, Tried},
};
use crate::{
    AppError, Visit,
    parts::{
        crumbs::Crumbs,
        desk::desk,
        form::{FormErrors, FormKeyField},
        notice::Notice,
    },
    request::Pressed,
    text::Text,
};

const PAGE: u64 = 50;
/// Seconds until the page of work under way looks again.
const AGAIN: HeaderValue = HeaderValue::from_static("2");

/// `of`: a kind of line; `after`: lines after this row.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    of: String,
    after: String,
}

impl Asked {
    fn which(&self) -> Which {
        match (self.of.as_str(), Fit::from_key(&self.of)) {
            (_, Some(fit)) => Which::Open(fit),
            ("undone", _) => Which::Undone,
            ("booked", _) => Which::Booked,
            ("aside", _) => Which::SetAside,
            _ => Which::AllOpen,
        }
    }
}

pub async fn show(visit: Visit, Path(id): Path<String>, Query(asked): Query<Asked>) -> Result<Response, AppError> {
    draw(&visit, read(&id)?, &asked, &Tried::default()).await
}

pub(super) async fn draw(visit: &Visit, id: StatementId, asked: &Asked, tried: &Tried) -> Result<Response, AppError> {
    let officer = visit.officer()?;
    let statement = list::one(visit.db(), officer, id).await?;
    let counts = list::counts(visit.db(), statement.id).await?;
    let after: Option<i64> = asked.after.parse().ok();
    let lines = list::lines(visit.store(), officer, statement.id, asked.which(), after, PAGE + 1).await?;
    let bad = list::findings(visit.db(), statement.id, unread::MOST).await?;
    let t = visit.t();
    let name = &*statement.file_name;
    let title = if name.is_empty() { t.statements_title() } else { name };
    let title = title.to_owned();
    let page = visit.page(&title, || {
        let body = match statement.state {
            State::Unmapped => unmapped(visit, &statement),
            State::Reading => {
                under_way(t, &statement, t.statement_reading_title().to_owned(), t.statement_reading_text())
            }
            State::Booking => {
                let left = counts.open.get(&Fit::Sure).copied().unwrap_or_default();
                let done = i64::from(statement.ordered_count).saturating_sub(left).max(0);
                let done = t.statement_booking_title(&number(t, done), &number(t, statement.ordered_count));
                under_way(t, &statement, done, t.statement_booking_text())
            }
            State::Ready => ready(visit, &statement, &counts, asked, &lines, (&bad, tried)),
            State::Dropped => ().into_any(),
        };
        desk(
            visit,
            view! {
                <Crumbs t=t list=(HERE, t.statements_title()) here=title.clone() />
                <div class="page-head">
                    <h1>{title.clone()}</h1>
                    {pill(t, &statement, counts.open() == 0 && bad.is_empty())}
                </div>
                <FormErrors told=tried.told.clone() t=t />
                {body}
            },
        )
    });
    let mut response = page.into_response();
    if matches!(statement.state, State::Reading | State::Booking) {
        response.headers_mut().insert(header::REFRESH, AGAIN);
    }
    Ok(response)
}

/// A few lines at once; many by the server, while the page looks again and again.
pub async fn book(visit: Visit, Path(id): Path<String>, Form(sent): Form<Pressed>) -> Result<Response, AppError> {
    let (officer, id, form) = (visit.officer()?, read(&id)?, visit.form_key(&sent.form));
    booking::order(visit.store(), officer, id, &form, visit.now()).await?;
    let statement = list::one(visit.db(), officer, id).await?;
    if statement.ordered_count <= AT_ONCE {
        work::carry_out(visit.store(), id, visit.now()).await?;
    } else {
        visit.site().statements.notify_one();
    }
    Ok(visit.go_saying(format!("{HERE}/{id}"), visit.t().statement_ordered_saying()).into_response())
}

pub async fn drop(visit: Visit, Path(id): Path<String>, Form(sent): Form<Pressed>) -> Result<Response, AppError> {
    let (officer, id, form) = (visit.officer()?, read(&id)?, visit.form_key(&sent.form));
    dropping::drop(visit.store(), officer, id, &form, visit.now()).await?;
    Ok(visit.go_saying(HERE, visit.t().statement_dropped_saying()).into_response())
}

fn read(id: &str) -> Result<StatementId, AppError> {
    id.parse().map_err(|_| AppError::not_found())
}

fn unmapped(visit: &Visit, statement: &Model) -> AnyView {
    let t = visit.t();
    view! {
        <p>{t.statement_columns_text()}</p>
        <p class="actions">
            <a class="btn" href=format!("{HERE}/{}/columns", statement.id)>
                {t.statement_set_columns()}
            </a>
        </p>
        {drop_form(visit, statement)}
    }
    .into_any()
}

fn under_way(t: Text, statement: &Model, title: String, text: &'static str) -> AnyView {
    view! {
        <div role="status">
            <h2>{title}</h2>
            <p>{text}</p>
            <p class="actions">
                <a class="btn quiet" href=format!("{HERE}/{}", statement.id)>
                    {t.statement_reload()}
                </a>
            </p>
        </div>
    }
    .into_any()
}

fn ready(
    visit: &Visit,
    statement: &Model,
    counts: &Counts,
    asked: &Asked,
    lines: &[Line],
    (bad, tried): (&[finding::Model], &Tried),
) -> AnyView {
    let t = visit.t();
    let [rows, known, out, unread] =
        [statement.row_count, statement.known_count, statement.out_count, statement.bad_count].map(|n| number(t, n));
    let kept = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let next = (lines.len() > kept).then(|| lines[kept - 1].line.row_no);
    let shown = &lines[..lines.len().min(kept)];
    let failed = statement.failed_at.is_some().then(|| view! { <Notice kind="bad">{t.statement_failed()}</Notice> });
    let look = if counts.booked > 0 { t.statement_columns_see() } else { t.statement_columns_look() };
    view! {
        {failed}
        <p class="soft">{t.statement_counts(&rows, &known, &out, &unread)}</p>
        <p>
            <a href=format!("{HERE}/{}/columns", statement.id)>{look}</a>
        </p>
        {sure(visit, statement, counts)}
        {lines::chips(t, statement, counts, &asked.of)}
        {lines::table(t, shown, counts.open() > 0)}
        {lines::pager(t, statement, asked, next)}
        {unread::unread(visit, statement, bad, tried)}
        {(counts.booked == 0).then(|| drop_form(visit, statement))}
    }
    .into_any()
}

fn sure(visit: &Visit, statement: &Model, counts: &Counts) -> Option<AnyView> {
    let t = visit.t();
    let count = counts.open.get(&Fit::Sure).copied().filter(|count| *count > 0)?;
    let count = number(t, count);
    Some(
        view! {
            <form class="box" method="post" action=format!("{HERE}/{}/book", statement.id)>
                <h2>{t.statement_sure_title(&count)}</h2>
                <p>{t.statement_sure_text()}</p>
                <FormKeyField key=visit.mint() />
                <div class="actions">
                    <button class="btn">{t.statement_book_all(&count)}</button>
                </div>
            </form>
        }
        .into_any(),
    )
}

fn drop_form(visit: &Visit, statement: &Model) -> impl IntoView + use<> {
    let t = visit.t();
    view! {
        <form method="post" action=format!("{HERE}/{}/drop", statement.id)>
            <FormKeyField key=visit.mint() />
            <p class="soft small">{t.statement_drop_text()}</p>
            <button class="btn quiet">{t.statement_drop()}</button>
        </form>
    }
}
