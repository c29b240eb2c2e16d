//! The contracts of the demonstration. What each says is made by the edge, as for the donor who accepts one, and kept
//! here as it was accepted.

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

use crate::{
    Lang, Refusal, Result, Store, Time,
    account::{self, Role},
    actor::{Keeper, Officer},
    adoption::{
        self,
        list::{self, Contract},
        wording::{self, Wording},
    },
};

/// So many are kept: those of before are as a county has them that was here before wordings were kept.
const NEWEST: u64 = 60;

/// The newest contracts that were accepted, in Chinese and in English.
pub async fn accepted(store: &Store, now: Time) -> Result<Vec<[Contract; 2]>> {
    let db = store.read();
    let office = account::Entity::find().filter(account::COLUMN.role.eq(Role::Office)).one(db).await?;
    let keeper = Keeper::Office(Officer::who_ordered(&office.ok_or(Refusal::NotFound)?)?);
    let signed = adoption::Entity::find()
        .filter(adoption::Column::SignedAt.is_not_null())
        .order_by_desc(adoption::COLUMN.id)
        .limit(NEWEST)
        .all(db)
        .await?;
    let mut contracts = Vec::with_capacity(signed.len());
    for one in signed {
        let (plot, code) = (one.plot_id, one.code.as_str());
        let zh = list::to_sign(store, keeper, plot, code, Lang::Zh, now).await?;
        let en = list::to_sign(store, keeper, plot, code, Lang::En, now).await?;
        contracts.push([zh, en]);
    }
    Ok(contracts)
}

/// Keeps what these say, as of the moment in which each was accepted.
pub async fn keep(store: &Store, says: &[(adoption::Model, Wording)]) -> Result<()> {
    let txn = store.write().await?;
    for (adoption, wording) in says {
        if let Some(at) = adoption.signed_at {
            wording::keep(&txn, adoption.id, wording, at).await?;
        }
    }
    Ok(txn.commit().await?)
}
