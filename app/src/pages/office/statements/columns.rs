//! What the columns of a bank's table are: said once for each bank, said anew where it was wrong, or forgotten.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    Field, Refusal,
    statement::{
        Model, State,
        columns::{FIELDS, NEEDED},
        list::{self, Counts},
        remap::{self, Typed},
        remembered,
    },
};
use leptos::prelude::*;

use super::{HERE, begin};
use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    parts::{
        crumbs::Crumbs,
        desk::desk,
        form::{FormErrors, FormKeyField, Told},
        table::{table, word_heads},
        table_file::{Columns, columns},
    },
    request::{Pressed, Sent},
    text::Text,
};

pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Page, AppError> {
    let statement = found(&visit, &id).await?;
    let typed = Typed::of(statement.header_row, &statement.mapping());
    page(&visit, &statement, &typed, Told::nothing()).await
}

pub async fn save(visit: Visit, Path(id): Path<String>, Form(sent): Form<Sent<Typed>>) -> Result<Response, AppError> {
    let statement = found(&visit, &id).await?;
    let (officer, key) = (visit.officer()?, visit.form_key(&sent.form));
    match remap::remap(visit.store(), officer, statement.id, &sent.typed, &key, visit.now()).await {
        Ok(()) => {
            let mapped = list::one(visit.db(), officer, statement.id).await?;
            begin(&visit, &mapped).await?;
            let further = if mapped.state == State::Unmapped { "/columns" } else { "" };
            let saying = visit.t().statement_columns_saying();
            Ok(visit.go_saying(format!("{HERE}/{}{further}", statement.id), saying).into_response())
        }
        Err(error) => {
            let refused = refused(error)?;
            if refused.0 == [Refusal::PaymentMoved] {
                return Err(AppError::Refused(refused));
            }
            let told = Told::new(visit.lang(), &refused);
            Ok(page(&visit, &statement, &sent.typed, told).await?.status(status_of(&refused)).into_response())
        }
    }
}

/// The bank's next file is read by the words of its headings again.
pub async fn forget(visit: Visit, Path(id): Path<String>, Form(sent): Form<Pressed>) -> Result<Response, AppError> {
    let statement = found(&visit, &id).await?;
    let (officer, key) = (visit.officer()?, visit.form_key(&sent.form));
    remembered::forget(visit.store(), officer, statement.id, &key, visit.now()).await?;
    let saying = visit.t().statement_forgotten_saying();
    Ok(visit.go_saying(format!("{HERE}/{}/columns", statement.id), saying).into_response())
}

async fn found(visit: &Visit, id: &str) -> Result<Model, AppError> {
    let officer = visit.officer()?;
    let id = id.parse().map_err(|_| AppError::not_found())?;
    Ok(list::one(visit.db(), officer, id).await?)
}

async fn page(visit: &Visit, statement: &Model, typed: &Typed, told: Told) -> Result<Page, AppError> {
    if statement.state == State::Dropped {
        return Err(Refusal::PaymentMoved.into());
    }
    let officer = visit.officer()?;
    let headings = remap::headings(visit.store(), officer, statement).await?;
    let known = remembered::of(visit.db(), officer, statement).await?;
    let counts = list::counts(visit.db(), statement.id).await?;
    let t = visit.t();
    Ok(visit.page(t.statement_set_columns(), || {
        let body = match headings {
            Some(headings) => form(visit, statement, &headings, typed, &told),
            None => view! { <p>{t.statement_columns_settled(settled(t, statement, &counts))}</p> }.into_any(),
        };
        desk(
            visit,
            view! {
                <div class="narrow stack">
                    <Crumbs t=t list=(HERE, t.statements_title()) here=t.statement_set_columns() />
                    <h1>{t.statement_set_columns()}</h1>
                    <FormErrors told=told.clone() t=t />
                    {body}
                    {of_bank(visit, statement, &known)}
                </div>
            },
        )
    }))
}

/// Why its columns stay as they are.
fn settled(t: Text, statement: &Model, counts: &Counts) -> &'static str {
    match statement.state {
        State::Reading | State::Booking => t.statement_columns_at_work(),
        _ if counts.booked > 0 || statement.ordered_by.is_some() => t.statement_columns_booked(),
        _ if statement.failed_at.is_some() => t.statement_columns_shut(),
        _ => t.statement_columns_gone(),
    }
}

fn form(visit: &Visit, statement: &Model, headings: &[String], typed: &Typed, told: &Told) -> AnyView {
    let t = visit.t();
    let chosen = |field: Field| (field, typed.column(field).to_owned(), NEEDED.contains(&field));
    let asked = Columns {
        headings,
        header_row: &typed.header_row,
        header_help: t.statement_header_help(),
        none: t.statement_no_column(),
        fields: FIELDS.into_iter().map(chosen).collect(),
    };
    let again = (statement.state == State::Ready).then(|| view! { <p>{t.statement_columns_again()}</p> });
    view! {
        <p class="soft">{t.statement_columns_text()}</p>
        {again}
        <form class="form box" method="post" action=format!("{HERE}/{}/columns", statement.id) novalidate>
            <FormKeyField key=visit.mint() />
            {columns(t, asked, told)}
            <div class="actions">
                <button class="btn">{t.statement_columns_save()}</button>
            </div>
        </form>
    }
    .into_any()
}

/// What is remembered of the bank, with the button to forget it.
fn of_bank(visit: &Visit, statement: &Model, known: &[(String, Option<Field>)]) -> AnyView {
    let t = visit.t();
    if known.is_empty() {
        return view! { <p class="soft">{t.statement_known_none()}</p> }.into_any();
    }
    let rows: Vec<_> = known
        .iter()
        .map(|(heading, meaning)| {
            view! {
                <tr>
                    <th scope="row">{heading.clone()}</th>
                    <td data-label=t.statement_known_meaning()>
                        {meaning.map_or(t.statement_known_unread(), |field| t.field(field))}
                    </td>
                </tr>
            }
        })
        .collect();
    let heads = word_heads([t.statement_known_heading(), t.statement_known_meaning()]);
    view! {
        <section class="stack">
            <h2>{t.statement_known_title()}</h2>
            <p class="soft">{t.statement_known_text()}</p>
            {table(t.statement_known_title(), "table cards", heads, rows)}
            <form method="post" action=format!("{HERE}/{}/forget", statement.id)>
                <FormKeyField key=visit.mint() />
                <button class="btn quiet">{t.statement_forget()}</button>
            </form>
        </section>
    }
    .into_any()
}
