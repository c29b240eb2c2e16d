//! What a contract says, kept as its donor accepted it: what is changed later in a clause or an organiser changes
//! nothing in it. Who the parties are is not kept here; that stands in their own records, sealed.
//!
//! Written once, in the transaction of the acceptance; the table refuses every change.

use sea_orm::{ActiveValue::Set, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::{
    Error, Lang, Result, Time,
    id::AdoptionId,
    store::{
        Txn,
        keys::{digest, hex},
    },
};

/// So many digits of its hash stand on the paper.
const DIGITS: usize = 12;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "contract_wording")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub adoption_id: AdoptionId,
    /// JSON of a [`Wording`].
    pub content: String,
    /// SHA-256 of `content`, in hexadecimal digits.
    pub hash: String,
    pub accepted_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

/// A contract in the languages that it can be printed in; public text only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    pub zh: Words,
    pub en: Words,
}

/// A contract in one language. What the parties are called in it, not who they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    pub title: String,
    /// The contract's number, as it stands under the title.
    pub number: String,
    pub donor: String,
    pub household: String,
    pub witness: String,
    pub organiser: String,
    /// Who the organiser is, with its numbers.
    pub organised_by: String,
    pub clauses: Vec<String>,
}

impl Wording {
    pub fn of(&self, lang: Lang) -> &Words {
        lang.pick(&self.zh, &self.en)
    }

    /// SHA-256 of what is kept: another one as soon as a sign of it is another.
    pub fn hash(&self) -> Result<String> {
        Ok(hash(&self.content()?))
    }

    fn content(&self) -> Result<String> {
        Ok(serde_json::to_string(self).map_err(|e| DbErr::Json(e.to_string()))?)
    }
}

/// What was accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    pub wording: Wording,
    pub hash: String,
}

impl Accepted {
    /// By which paper and record can be compared.
    pub fn number(&self) -> &str {
        self.hash.get(..DIGITS).unwrap_or(&self.hash)
    }
}

pub(crate) async fn keep(txn: &Txn, adoption: AdoptionId, wording: &Wording, now: Time) -> Result<()> {
    let content = wording.content()?;
    let row = ActiveModel {
        adoption_id: Set(adoption),
        hash: Set(hash(&content)),
        content: Set(content),
        accepted_at: Set(now),
    };
    Entity::insert(row).exec_without_returning(txn).await?;
    Ok(())
}

/// `None`: not accepted, or accepted before the wording was kept.
pub async fn of(db: &impl ConnectionTrait, adoption: AdoptionId) -> Result<Option<Accepted>> {
    let Some(row) = Entity::find_by_id(adoption).one(db).await? else { return Ok(None) };
    if hash(&row.content) != row.hash {
        return Err(Error::Db(DbErr::Custom("a contract's wording is not the one that was accepted".to_owned())));
    }
    let wording = serde_json::from_str(&row.content).map_err(|e| DbErr::Json(e.to_string()))?;
    Ok(Some(Accepted { wording, hash: row.hash }))
}

fn hash(content: &str) -> String {
    hex(&digest(content.as_bytes()))
}
