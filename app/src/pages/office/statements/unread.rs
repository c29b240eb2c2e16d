//! The lines of a statement that cannot be read: what is wrong with each, until an officer sets it aside.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    id::StatementId,
    statement::{Model, columns::FIELDS, finding, unread},
};
use leptos::prelude::*;

use super::{HERE, number};
use crate::{
    AppError, Visit,
    parts::{form::FormKeyField, table::table},
    request::Pressed,
    text::Text,
};

/// Lines on the page; there are as many as were counted when it was read, or fewer.
pub(super) const MOST: u64 = 200;

pub async fn set_aside(
    visit: Visit,
    Path((id, row)): Path<(String, String)>,
    Form(sent): Form<Pressed>,
) -> Result<Response, AppError> {
    let id: StatementId = id.parse().map_err(|_| AppError::not_found())?;
    let row: i64 = row.parse().map_err(|_| AppError::not_found())?;
    let (officer, form) = (visit.officer()?, visit.form_key(&sent.form));
    unread::set_aside(visit.store(), officer, id, row, &form, visit.now()).await?;
    Ok(visit.go_saying(format!("{HERE}/{id}"), visit.t().statement_line_aside_saying()).into_response())
}

/// Those that nobody has set aside.
pub(super) fn unread(visit: &Visit, statement: &Model, bad: &[finding::Model]) -> Option<AnyView> {
    if bad.is_empty() {
        return None;
    }
    let t = visit.t();
    let rows: Vec<_> = bad.iter().map(|one| row(visit, statement, one)).collect();
    let heads = view! {
        <th scope="col">{t.statement_col_row()}</th>
        <th scope="col">{t.statement_col_field()}</th>
        <th scope="col">{t.statement_col_wrong()}</th>
        <th scope="col">
            <span class="vh">{t.statement_unread_aside()}</span>
        </th>
    };
    let left = if (bad.len() as u64) < MOST { number(t, bad.len()) } else { number(t, statement.bad_count) };
    Some(
        view! {
            <section class="stack">
                <h2>{t.statement_bad_title(&left)}</h2>
                <p class="soft">{t.statement_bad_text()}</p>
                {table(t.statement_col_wrong(), "table cards", heads, rows)}
            </section>
        }
        .into_any(),
    )
}

fn row(visit: &Visit, statement: &Model, one: &finding::Model) -> impl IntoView + use<> {
    let t = visit.t();
    view! {
        <tr>
            <th scope="row">{t.statement_row(one.row_no)}</th>
            <td data-label=t.statement_col_field()>{field(t, &one.field)}</td>
            <td data-label=t.statement_col_wrong()>{t.wrong_cell(one.kind)}</td>
            <td class="act">
                <form method="post" action=format!("{HERE}/{}/unread/{}", statement.id, one.row_no)>
                    <FormKeyField key=visit.mint() />
                    <button class="btn quiet">
                        {t.statement_unread_aside()} <span class="vh">{t.statement_row(one.row_no)}</span>
                    </button>
                </form>
            </td>
        </tr>
    }
}

fn field(t: Text, key: &str) -> &'static str {
    FIELDS.into_iter().find(|field| field.key() == key).map_or("", |field| t.field(field))
}
