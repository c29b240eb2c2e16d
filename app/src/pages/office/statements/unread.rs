//! The lines of a statement that cannot be read: what is wrong with each, until an officer sets it aside.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    Error, Field, Refusal,
    id::StatementId,
    statement::{
        Model,
        columns::FIELDS,
        finding,
        unread::{self, Reason, Typed},
    },
};
use leptos::prelude::*;

use super::{HERE, number, one};
use crate::{
    AppError, Visit,
    error::status_of,
    parts::{
        form::{FormKeyField, Told},
        icon::UiIcon,
        table::table,
    },
    request::Sent,
    text::Text,
};

/// Lines on the page; there are as many as were counted when it was read, or fewer.
pub(super) const MOST: u64 = 200;

/// What was chosen for a line and refused.
#[derive(Default)]
pub(super) struct Tried {
    row: Option<i64>,
    reason: String,
    pub(super) told: Told,
}

pub async fn set_aside(
    visit: Visit,
    Path((id, row)): Path<(String, String)>,
    Form(sent): Form<Sent<Typed>>,
) -> Result<Response, AppError> {
    let id: StatementId = id.parse().map_err(|_| AppError::not_found())?;
    let row: i64 = row.parse().map_err(|_| AppError::not_found())?;
    let (officer, form) = (visit.officer()?, visit.form_key(&sent.form));
    match unread::set_aside(visit.store(), officer, (id, row), &sent.typed, &form, visit.now()).await {
        Ok(()) => Ok(visit.go_saying(format!("{HERE}/{id}"), visit.t().statement_line_aside_saying()).into_response()),
        Err(Error::Refused(refused)) if matches!(refused.0[..], [Refusal::ReasonMissing | Refusal::NotAChoice(_)]) => {
            let told = Told::new(visit.lang(), &refused);
            let tried = Tried { row: Some(row), reason: sent.typed.reason, told };
            let mut page = one::draw(&visit, id, &one::Asked::default(), &tried).await?;
            *page.status_mut() = status_of(&refused);
            Ok(page)
        }
        Err(error) => Err(error.into()),
    }
}

/// Those that nobody has set aside.
pub(super) fn unread(visit: &Visit, statement: &Model, bad: &[finding::Model], tried: &Tried) -> Option<AnyView> {
    if bad.is_empty() {
        return None;
    }
    let t = visit.t();
    let rows: Vec<_> = bad.iter().map(|one| row(visit, statement, one, tried)).collect();
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

fn row(visit: &Visit, statement: &Model, one: &finding::Model, tried: &Tried) -> impl IntoView + use<> {
    let t = visit.t();
    let is_tried = tried.row == Some(one.row_no);
    view! {
        <tr>
            <th scope="row">{t.statement_row(one.row_no)}</th>
            <td data-label=t.statement_col_field()>{field(t, &one.field)}</td>
            <td data-label=t.statement_col_wrong()>{t.wrong_cell(one.kind)}</td>
            <td class="act">
                <form method="post" action=format!("{HERE}/{}/unread/{}", statement.id, one.row_no)>
                    <FormKeyField key=visit.mint() />
                    {why(t, one.row_no, is_tried.then_some(tried))}
                    <button class="btn quiet">
                        {t.statement_unread_aside()} <span class="vh">{t.statement_row(one.row_no)}</span>
                    </button>
                </form>
            </td>
        </tr>
    }
}

/// The reason of one line: each has a field of its own, and the list on top leads to the one that was refused.
fn why(t: Text, row: i64, tried: Option<&Tried>) -> impl IntoView + use<> {
    let key = Field::Reason.key();
    let id = if tried.is_some() { key.to_owned() } else { format!("{key}-{row}") };
    let chosen = tried.map_or("", |tried| tried.reason.as_str());
    let refused = tried.and_then(|tried| tried.told.at(Field::Reason));
    let (bad, error) = (refused.is_some(), format!("{id}-error"));
    let options: Vec<_> = Reason::ALL
        .into_iter()
        .map(|reason| {
            let is_chosen = reason.key() == chosen;
            view! {
                <option value=reason.key() selected=is_chosen>
                    {t.statement_unread_reason(reason)}
                </option>
            }
        })
        .collect();
    let described_by = bad.then(|| error.clone());
    let below = refused.map(|sentence| {
        view! {
            <p class="field-error" id=error>
                <UiIcon name="error" />
                <span>{sentence}</span>
            </p>
        }
    });
    view! {
        <div class=if bad { "field bad" } else { "field" }>
            <label class="label" for=id.clone()>
                {t.statement_unread_why()} <span class="vh">{t.statement_row(row)}</span>
            </label>
            <select
                class="input"
                id=id
                name=key
                aria-describedby=described_by
                aria-invalid=bad.then_some("true")
            >
                <option value="">{t.ground_not_chosen()}</option>
                {options}
            </select>
            {below}
        </div>
    }
}

fn field(t: Text, key: &str) -> &'static str {
    FIELDS.into_iter().find(|field| field.key() == key).map_or("", |field| t.field(field))
}
