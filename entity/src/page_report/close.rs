//! The office closes a report, with an answer to whoever left an address.

use sea_orm::{QuerySelect, entity::prelude::*, sea_query::Expr};
use serde::Deserialize;

use super::{COLUMN, Column, Entity, unseal};
use crate::{
    Field, FormKey, Lang, Refusal, Result, Store, Time,
    actor::Officer,
    id::PageReportId,
    journal::{self, Act, Subject},
    lang::china_date,
    outbox::{self, Letter, Recipient},
    text,
};

/// Longest answer, in characters.
pub const ANSWER: usize = 500;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// Goes into the letter; needed where there is somebody to answer.
    pub answer: String,
}

/// A report that was closed already is not closed again.
pub async fn close(
    store: &Store,
    officer: Officer,
    id: PageReportId,
    typed: &Typed,
    form: &FormKey,
    now: Time,
) -> Result<()> {
    let answer = text::lines(Field::Answer, &typed.answer, ANSWER)?;
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let report = Entity::find_by_id(id).lock_exclusive().one(&txn).await?.ok_or(Refusal::NotFound)?;
    if report.closed_at.is_some() {
        return Err(Refusal::NotFound.into());
    }
    if report.reply_to.is_some() && answer.is_empty() {
        return Err(Refusal::Missing(Field::Answer).into());
    }
    Entity::update_many()
        .col_expr(Column::ClosedAt, Expr::value(now))
        .col_expr(Column::ClosedBy, Expr::value(officer.account()))
        .filter(COLUMN.id.eq(id))
        .filter(COLUMN.closed_at.is_null())
        .exec(&txn)
        .await?;
    if let Some(sealed) = &report.reply_to {
        let to = visitor(unseal(store, "reply_to", id, sealed)?, report.lang);
        let letter =
            Letter::PageReportAnswered { name: to.name.clone(), number: id.0, on: china_date(report.made_at), answer };
        outbox::post(store, &txn, &to, &letter, now).await?;
    }
    journal::note(&txn, officer, Act::PageReportClosed, Subject("page_report", id.0), "", now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// Somebody of whom nothing is known but an address.
fn visitor(email: String, lang: Lang) -> Recipient {
    let name = lang.pick("您好", "Sir or Madam").to_owned();
    Recipient { email, name, lang, account: None }
}
