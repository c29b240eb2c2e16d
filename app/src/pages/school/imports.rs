//! Tables of wishes: a school brings one, sees what is wrong with it, and takes in what is good.

pub mod columns;
pub mod one;

use axum::response::{IntoResponse, Response};
use entity::{
    Error, Field,
    actor::Importer,
    import::{
        self, State, list,
        read::{self, Typed},
    },
    phase,
};
use leptos::prelude::*;

use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    parts::{
        desk::desk,
        empty::Empty,
        form::{FormErrors, FormKeyField, SelectField, TableField, Told},
        table::{number_heads, table},
        table_file::{brought, told},
    },
    request::upload::Upload,
    text::Text,
};

/// Imports on the list; older ones are of no use to anybody.
const MOST: u64 = 50;

pub async fn list(visit: Visit) -> Result<Page, AppError> {
    page(&visit, &Typed::default(), Told::nothing()).await
}

/// Reads the file, in a child that may fall over it.
pub async fn bring(visit: Visit, upload: Upload) -> Result<Response, AppError> {
    let school: Importer = visit.school()?.into();
    let typed = Typed { phase: upload.text("phase").to_owned() };
    let key = visit.form_key(upload.text("form"));
    let brought = brought(&visit, &visit.site().read_sheet, upload.file).await;
    let read = match brought {
        Ok(brought) => read::read(visit.store(), school, brought, &typed, &key, visit.now()).await,
        Err(refusal) => Err(Error::from(refusal)),
    };
    match read {
        Ok(id) => {
            let import = list::one(visit.db(), school.school(), id).await?;
            let is_new = import.made_at == visit.now();
            let saying = if is_new { visit.t().imports_read_saying() } else { visit.t().imports_same_saying() };
            Ok(visit.go_saying(format!("/school/imports/{id}"), saying).into_response())
        }
        Err(error) => {
            let refused = refused(error)?;
            Ok(page(&visit, &typed, told(&visit, &refused)).await?.status(status_of(&refused)).into_response())
        }
    }
}

async fn page(visit: &Visit, typed: &Typed, told: Told) -> Result<Page, AppError> {
    let school = visit.school()?;
    let phases = phase::writable(visit.db()).await?;
    let own = list::own(visit.db(), school.school(), MOST).await?;
    let t = visit.t();
    Ok(visit.page(t.imports_title(), || {
        let form = if phases.is_empty() {
            view! { <p class="soft">{t.imports_no_phase()}</p> }.into_any()
        } else {
            form(visit, typed, &told, &phases).into_any()
        };
        desk(
            visit,
            view! {
                <div class="page-head">
                    <h1>{t.imports_title()}</h1>
                    <a class="btn quiet" href="/school/imports/template.xlsx">
                        {t.imports_template()}
                    </a>
                    <p class="soft">{t.imports_lead()}</p>
                </div>
                <FormErrors told=told t=t />
                {form}
                {earlier(t, &own)}
            },
        )
    }))
}

fn form(visit: &Visit, typed: &Typed, told: &Told, phases: &[phase::Model]) -> impl IntoView + use<> {
    let t = visit.t();
    let options = phases.iter().map(|phase| (phase.id.to_string(), t.phase_name(phase))).collect();
    view! {
        <form class="form box" method="post" action="/school/imports" enctype="multipart/form-data" novalidate>
            <FormKeyField key=visit.mint() />
            <SelectField field=Field::Phase t=t told=told.clone() value=typed.phase.clone() options=options />
            <TableField told=told.clone() name=t.imports_file() />
            <div class="actions">
                <button class="btn">{t.imports_check()}</button>
            </div>
        </form>
    }
}

fn earlier(t: Text, own: &[import::Model]) -> AnyView {
    if own.is_empty() {
        return view! { <Empty title=t.imports_none() text=t.imports_none_text() /> }.into_any();
    }
    let rows: Vec<_> = own
        .iter()
        .map(|import| {
            view! {
                <tr>
                    <th scope="row">
                        <a href=format!("/school/imports/{}", import.id)>{import.file_name.clone()}</a>
                    </th>
                    <td class="num" data-label=t.imports_col_rows()>
                        {import.row_count}
                    </td>
                    <td class="num" data-label=t.imports_col_good()>
                        {import.good_count}
                    </td>
                    <td data-label=t.col_state()>{pill(t, import.state)}</td>
                    <td data-label=t.imports_col_when()>{t.time(import.made_at)}</td>
                </tr>
            }
        })
        .collect();
    let heads = view! {
        <th scope="col">{t.imports_col_file()}</th>
        {number_heads([t.imports_col_rows(), t.imports_col_good()])}
        <th scope="col">{t.col_state()}</th>
        <th scope="col">{t.imports_col_when()}</th>
    };
    view! {
        <h2>{t.imports_earlier()}</h2>
        {table(t.imports_earlier(), "table cards", heads, rows)}
    }
    .into_any()
}

/// The state, in the colours of a wish's.
fn pill(t: Text, state: State) -> impl IntoView + use<> {
    let (colour, name) = match state {
        State::Ready => ("submitted", t.import_state_ready()),
        State::Taking => ("taken", t.import_state_taking()),
        State::Taken => ("received", t.import_state_taken()),
        State::Undone => ("withdrawn", t.import_state_undone()),
        State::Expired => ("withdrawn", t.import_state_expired()),
    };
    view! { <span class=format!("pill k-{colour}")>{name}</span> }
}
