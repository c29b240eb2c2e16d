//! A form that is sent twice has one effect: its key and the effect commit together, a replay gets the answer.

use sea_orm::{ActiveValue::Set, entity::prelude::*, sea_query::OnConflict};
use serde::{Serialize, de::DeserializeOwned};

use crate::{Result, Time, store::Txn};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "form_once")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    /// JSON of what the verb answered.
    pub answer: String,
    pub made_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

/// The key minted when a form was rendered, together with who sends it, so that nobody replays another's.
#[derive(Clone, Debug)]
pub struct FormKey(String);

impl FormKey {
    /// `sender`: the account's number, or a visitor's e-mail; `minted`: the form's hidden field.
    pub fn new(sender: impl std::fmt::Display, minted: &str) -> Self {
        let minted: String = minted.chars().filter(char::is_ascii_alphanumeric).take(64).collect();
        Self(format!("{sender}/{minted}"))
    }

    /// Whether the form carried a key at all; one without is done, but cannot be recognised when it comes again.
    fn is_minted(&self) -> bool {
        !self.0.ends_with('/')
    }

    /// What this form was answered before, if it was.
    pub async fn answered<T: DeserializeOwned>(&self, db: &impl ConnectionTrait) -> Result<Option<T>> {
        if !self.is_minted() {
            return Ok(None);
        }
        let row = Entity::find_by_id(self.0.clone()).one(db).await?;
        Ok(row.and_then(|row| serde_json::from_str(&row.answer).ok()))
    }

    /// Keeps the answer with the effect. Where the same form came in twice at once on PostgreSQL, the
    /// second waits here for the first and then fails as busy, with nothing written; sent again it is answered.
    pub async fn keep<T: Serialize>(&self, txn: &Txn, answer: &T, now: Time) -> Result<()> {
        if !self.is_minted() {
            return Ok(());
        }
        let answer = serde_json::to_string(answer).map_err(|e| DbErr::Json(e.to_string()))?;
        let row = ActiveModel { key: Set(self.0.clone()), answer: Set(answer), made_at: Set(now) };
        let kept = Entity::insert(row)
            .on_conflict(OnConflict::column(Column::Key).do_nothing().to_owned())
            .exec_without_returning(txn)
            .await?;
        if kept == 0 { Err(crate::Error::Busy) } else { Ok(()) }
    }
}

/// Forgets keys older than `before`; run by the clock.
pub(crate) async fn forget(txn: &Txn, before: Time) -> Result<u64> {
    Ok(Entity::delete_many().filter(COLUMN.made_at.lt(before)).exec(txn).await?.rows_affected)
}
