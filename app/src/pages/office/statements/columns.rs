//! What the columns of a bank's table are: said once for each bank.

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
        list,
        remap::{self, Typed},
    },
};
use leptos::prelude::*;

use super::{HERE, begin};
use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    pages::school::imports::columns::letter,
    parts::{
        crumbs::Crumbs,
        desk::desk,
        form::{FormErrors, FormKeyField, SelectField, TextField, Told},
    },
    request::Sent,
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

async fn found(visit: &Visit, id: &str) -> Result<Model, AppError> {
    let officer = visit.officer()?;
    let id = id.parse().map_err(|_| AppError::not_found())?;
    Ok(list::one(visit.db(), officer, id).await?)
}

async fn page(visit: &Visit, statement: &Model, typed: &Typed, told: Told) -> Result<Page, AppError> {
    if statement.state != State::Unmapped {
        return Err(Refusal::PaymentMoved.into());
    }
    let headings = remap::headings(visit.store(), visit.officer()?, statement).await?;
    let t = visit.t();
    let options: Vec<(String, String)> = headings
        .iter()
        .enumerate()
        .map(|(column, heading)| (column.to_string(), t.import_column(&letter(column), heading.trim())))
        .collect();
    Ok(visit.page(t.statement_set_columns(), || {
        let field = |field: Field| {
            view! {
                <SelectField
                    field=field
                    t=t
                    told=told.clone()
                    value=typed.column(field).to_owned()
                    options=options.clone()
                    blank=t.statement_no_column()
                    optional=!NEEDED.contains(&field)
                />
            }
        };
        let fields: Vec<_> = FIELDS.into_iter().map(field).collect();
        desk(
            visit,
            view! {
                <div class="narrow stack">
                    <Crumbs t=t list=(HERE, t.statements_title()) here=t.statement_set_columns() />
                    <h1>{t.statement_set_columns()}</h1>
                    <p class="soft">{t.statement_columns_text()}</p>
                    <FormErrors told=told.clone() t=t />
                    <form class="form box" method="post" action=format!("{HERE}/{}/columns", statement.id) novalidate>
                        <FormKeyField key=visit.mint() />
                        <TextField
                            field=Field::HeaderRow
                            t=t
                            told=told.clone()
                            value=typed.header_row.clone()
                            help=t.statement_header_help()
                            inputmode="numeric"
                            short=true
                            autocomplete="off"
                        />
                        {fields}
                        <div class="actions">
                            <button class="btn">{t.statement_columns_save()}</button>
                        </div>
                    </form>
                </div>
            },
        )
    }))
}
