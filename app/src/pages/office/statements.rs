//! `/office/statements`: statements of the organisers' bank accounts, brought as files.

pub mod columns;
pub mod line;
pub mod one;
pub mod unread;

use std::collections::HashSet;

use axum::response::{IntoResponse, Response};
use entity::{
    Error, Field, Refusal,
    id::StatementId,
    organiser,
    statement::{
        self, State,
        bring::{self, Kept, Typed},
        list, work,
    },
};
use leptos::prelude::*;

use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    parts::{
        desk::desk,
        empty::Empty,
        form::{FormErrors, FormKeyField, SelectField, TableField, Told},
        table::table,
        table_file::{brought, told},
    },
    request::upload::Upload,
    text::Text,
};

const HERE: &str = "/office/statements";
/// Statements on the list; older ones are settled.
const MOST: u64 = 50;
/// So many lines are read while the officer waits for the answer.
const AT_ONCE: i32 = 500;

pub async fn list(visit: Visit) -> Result<Page, AppError> {
    page(&visit, &Typed::default(), Told::nothing()).await
}

/// Reads the file, in a child that may fall over it.
pub async fn bring(visit: Visit, upload: Upload) -> Result<Response, AppError> {
    let (officer, key) = (visit.officer()?, visit.form_key(upload.text("form")));
    let typed = Typed { organiser: upload.text("organiser").to_owned() };
    let brought = brought(&visit, &visit.site().read_statement, upload.file).await;
    let kept = match brought {
        Ok(brought) => bring::bring(visit.store(), officer, brought, &typed, &key, visit.now()).await,
        Err(refusal) => Err(Error::from(refusal)),
    };
    match kept {
        Ok(Kept { id, is_new }) => {
            let statement = list::one(visit.db(), officer, id).await?;
            begin(&visit, &statement).await?;
            let t = visit.t();
            let saying = if is_new { t.statements_brought_saying() } else { t.statements_same_saying() };
            Ok(visit.go_saying(format!("{HERE}/{id}"), saying).into_response())
        }
        Err(error) => {
            let refused = refused(error)?;
            let told = match refused.0[..] {
                [Refusal::Unreadable(why)] => Told::at_field(Field::File, visit.t().statement_unreadable(why)),
                _ => told(&visit, &refused),
            };
            Ok(page(&visit, &typed, told).await?.status(status_of(&refused)).into_response())
        }
    }
}

/// A small one at once; a large one by the server, while its page looks again and again.
async fn begin(visit: &Visit, statement: &statement::Model) -> Result<(), AppError> {
    match statement.state {
        State::Reading if statement.row_count <= AT_ONCE => {
            Ok(work::carry_out(visit.store(), statement.id, visit.now()).await?)
        }
        _ => {
            visit.site().statements.notify_one();
            Ok(())
        }
    }
}

async fn page(visit: &Visit, typed: &Typed, told: Told) -> Result<Page, AppError> {
    let officer = visit.officer()?;
    let organisers = organiser::change::all(visit.db()).await?;
    let earlier = list::all(visit.db(), officer, MOST).await?;
    let unfinished = list::unfinished(visit.db(), officer, &earlier).await?;
    let t = visit.t();
    Ok(visit.page(t.statements_title(), || {
        desk(
            visit,
            view! {
                <h1>{t.statements_title()}</h1>
                <p class="soft">{t.statements_lead()}</p>
                <FormErrors told=told.clone() t=t />
                {form(visit, &organisers, typed, &told)}
                {statements(t, &earlier, &unfinished)}
            },
        )
    }))
}

fn form(visit: &Visit, organisers: &[organiser::Model], typed: &Typed, told: &Told) -> impl IntoView + use<> {
    let t = visit.t();
    let options: Vec<_> = organisers.iter().map(|one| (one.id.to_string(), one.name(t.0).to_owned())).collect();
    let value = match (&*typed.organiser, organisers) {
        ("", [only]) => only.id.to_string(),
        _ => typed.organiser.clone(),
    };
    view! {
        <form class="form box" method="post" action=HERE enctype="multipart/form-data" novalidate>
            <FormKeyField key=visit.mint() />
            <SelectField
                field=Field::Organiser
                t=t
                told=told.clone()
                value=value
                options=options
                blank=t.ground_not_chosen()
                name=t.office_payments_organiser()
            />
            <TableField told=told.clone() name=t.statements_file() />
            <div class="actions">
                <button class="btn">{t.statements_bring()}</button>
            </div>
        </form>
    }
}

fn statements(t: Text, earlier: &[statement::Model], unfinished: &HashSet<StatementId>) -> AnyView {
    if earlier.is_empty() {
        return view! { <Empty title=t.statements_none() text=t.statements_none_text() /> }.into_any();
    }
    let rows: Vec<_> = earlier
        .iter()
        .map(|one| {
            view! {
                <tr>
                    <th scope="row">
                        <a href=format!("{HERE}/{}", one.id)>{one.file_name.clone()}</a>
                    </th>
                    <td class="num" data-label=t.statements_col_lines()>
                        {number(t, one.row_count)}
                    </td>
                    <td data-label=t.col_state()>{pill(t, one, !unfinished.contains(&one.id))}</td>
                    <td data-label=t.statements_col_when()>{t.time(one.made_at)}</td>
                </tr>
            }
        })
        .collect();
    let heads = view! {
        <th scope="col">{t.statements_col_file()}</th>
        <th scope="col" class="num">
            {t.statements_col_lines()}
        </th>
        <th scope="col">{t.col_state()}</th>
        <th scope="col">{t.statements_col_when()}</th>
    };
    view! {
        <h2>{t.statements_earlier()}</h2>
        {table(t.statements_earlier(), "table cards", heads, rows)}
    }
    .into_any()
}

fn number(t: Text, count: impl TryInto<u64>) -> String {
    t.number(count.try_into().unwrap_or_default())
}

/// How far it is; `is_done`: none of its lines waits for an officer.
fn pill(t: Text, statement: &statement::Model, is_done: bool) -> impl IntoView + use<> {
    let (colour, says) = match statement.state {
        State::Unmapped => ("returned", t.statement_state_unmapped()),
        State::Reading => ("taken", t.statement_state_reading()),
        State::Booking => ("taken", t.statement_state_booking()),
        State::Ready if statement.failed_at.is_some() => ("returned", t.statement_state_failed()),
        State::Ready if is_done => ("handed_out", t.statement_state_done()),
        State::Ready => ("received", t.statement_state_ready()),
        State::Dropped => ("withdrawn", t.statement_state_dropped()),
    };
    view! { <span class=format!("pill k-{colour}")>{says}</span> }
}
