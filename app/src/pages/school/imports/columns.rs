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

use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    parts::{
        crumbs::Crumbs,
        desk::desk,
        form::{FormErrors, FormKeyField, SelectField, TextField, Told},
    },
    request::Sent,
};

pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Page, AppError> {
    let import = found(&visit, &id).await?;
    let typed = Typed::of(import.header_row, &import.mapping());
    page(&visit, &import, &typed, Told::nothing()).await
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
                return Err(AppError::Refused(refused));
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
    if import.state != State::Ready {
        return Err(Refusal::ImportState.into());
    }
    let headings = kept::headings(visit.store(), visit.school()?.into(), import).await?;
    let t = visit.t();
    let options: Vec<(String, String)> = headings
        .iter()
        .enumerate()
        .map(|(column, heading)| (column.to_string(), t.import_column(&letter(column), heading.trim())))
        .collect();
    Ok(visit.page(t.import_set_columns(), || {
        let field = |field: Field| {
            view! {
                <SelectField
                    field=field
                    t=t
                    told=told.clone()
                    value=typed.column(field).to_owned()
                    options=options.clone()
                    blank=t.import_no_column()
                    optional=!NEEDED.contains(&field)
                />
            }
        };
        let fields: Vec<_> = FIELDS.into_iter().map(field).collect();
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
                        <TextField
                            field=Field::HeaderRow
                            t=t
                            told=told.clone()
                            value=typed.header_row.clone()
                            help=t.import_header_help()
                            inputmode="numeric"
                            short=true
                            autocomplete="off"
                        />
                        {fields}
                        <div class="actions">
                            <button class="btn">{t.import_columns_save()}</button>
                        </div>
                    </form>
                </div>
            },
        )
    }))
}

/// As spreadsheet programs call the column: A, B, …, Z, AA.
pub fn letter(column: usize) -> String {
    let sign = |number: usize| char::from(b'A' + u8::try_from(number % 26).unwrap_or_default());
    if column < 26 { sign(column).to_string() } else { format!("{}{}", sign(column / 26 - 1), sign(column)) }
}

#[cfg(test)]
mod tests {
    use super::letter;

    #[test]
    fn columns_have_the_letters_of_the_spreadsheet_program() {
        assert_eq!([0, 25, 26, 51, 52, 199].map(letter), ["A", "Z", "AA", "AZ", "BA", "GR"]);
    }
}
