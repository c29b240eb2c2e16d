//! What the columns of a table are: guessed from their headings, put right here, remembered for the school.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    Field, Refusal,
    actor::Importer,
    import::{
        self, State,
        columns::{FIELDS, NEEDED},
        kept, list,
        remap::{self, Typed},
    },
};
use leptos::prelude::*;

use super::one::moved;
use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    parts::{
        crumbs::Crumbs,
        desk::desk,
        form::{FormErrors, FormKeyField, Told},
        table_file::{Columns, columns},
    },
    request::Sent,
};

pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, AppError> {
    let import = found(&visit, &id).await?;
    if import.state != State::Ready {
        return moved(&visit, import.id, &Refusal::ImportState.into()).await;
    }
    let typed = Typed::of(import.header_row, &import.mapping());
    Ok(page(&visit, &import, &typed, Told::nothing()).await?.into_response())
}

pub async fn save(visit: Visit, Path(id): Path<String>, Form(sent): Form<Sent<Typed>>) -> Result<Response, AppError> {
    let school: Importer = visit.school()?.into();
    let import = found(&visit, &id).await?;
    let key = visit.form_key(&sent.form);
    match remap::remap(visit.store(), school, import.id, &sent.typed, &key, visit.now()).await {
        Ok(()) => {
            let saying = visit.t().import_columns_saying();
            Ok(visit.go_saying(format!("/school/imports/{}", import.id), saying).into_response())
        }
        Err(error) => {
            let refused = refused(error)?;
            if refused.0 == [Refusal::ImportState] {
                return moved(&visit, import.id, &refused).await;
            }
            let told = Told::new(visit.lang(), &refused);
            let page = page(&visit, &import, &sent.typed, told).await?;
            Ok(page.status(status_of(&refused)).into_response())
        }
    }
}

async fn found(visit: &Visit, id: &str) -> Result<import::Model, AppError> {
    let school = visit.school()?;
    let id = id.parse().map_err(|_| AppError::not_found())?;
    Ok(list::one(visit.db(), school.school(), id).await?)
}

async fn page(visit: &Visit, import: &import::Model, typed: &Typed, told: Told) -> Result<Page, AppError> {
    let headings = kept::headings(visit.store(), visit.school()?.into(), import).await?;
    let t = visit.t();
    Ok(visit.page(t.import_set_columns(), || {
        let chosen = |field: Field| (field, typed.column(field).to_owned(), NEEDED.contains(&field));
        let asked = Columns {
            headings: &headings,
            header_row: &typed.header_row,
            header_help: t.import_header_help(),
            none: t.import_no_column(),
            fields: FIELDS.into_iter().map(chosen).collect(),
        };
        desk(
            visit,
            view! {
                <div class="narrow stack">
                    <Crumbs t=t list=("/school/imports", t.imports_title()) here=t.import_set_columns() />
                    <h1>{t.import_set_columns()}</h1>
                    <p class="soft">{t.import_columns_text()}</p>
                    <FormErrors told=told.clone() t=t />
                    <form
                        class="form box"
                        method="post"
                        action=format!("/school/imports/{}/columns", import.id)
                        novalidate
                    >
                        <FormKeyField key=visit.mint() />
                        {columns(t, asked, &told)}
                        <div class="actions">
                            <button class="btn">{t.import_columns_save()}</button>
                        </div>
                    </form>
                </div>
            },
        )
    }))
}
