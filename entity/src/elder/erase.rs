//! An elder who died or left is erased: name, birth date and household can be read by nobody any more, nor the names
//! of supporters who have no other elder here; the hash goes too, so that nobody who knows the elder finds the row.
//! What was paid stays, under the alias.

use sea_orm::{PaginatorTrait, entity::prelude::*, sea_query::Expr};
use serde::Deserialize;

use super::{COLUMN, Column, Entity, find, record};
use crate::{
    FormKey, Refusal, Result, Store, Time,
    actor::Officer,
    fund::{payout, standing},
    id::ElderId,
    journal::{self, Act, Subject},
    supporter::{self, support},
};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// `yes`: it cannot be undone.
    pub sure: String,
}

pub async fn erase(
    store: &Store,
    officer: Officer,
    id: ElderId,
    typed: &Typed,
    form: &FormKey,
    now: Time,
) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let elder = find(&txn, id).await?;
    crate::fund::lock(&txn, elder.fund_id).await?;
    if elder.state.is_in() || elder.erased_at.is_some() {
        return Err(Refusal::ElderState.into());
    }
    if typed.sure != "yes" {
        return Err(Refusal::NotSure.into());
    }
    let is_settled = standing::owed(&txn, id).await?.0 == 0;
    if !is_settled || payout::is_under_way_for(&txn, elder.fund_id, id).await? {
        return Err(Refusal::ElderOwed.into());
    }
    record::erase(&txn, id).await?;
    for supporter in supporter::of_elder(&txn, id).await? {
        let others = support::Entity::find().filter(support::COLUMN.supporter_id.eq(supporter.id));
        let others = others.filter(support::COLUMN.elder_id.ne(id)).count(&txn).await?;
        if others == 0 {
            supporter::record::erase(&txn, supporter.id).await?;
        }
    }
    Entity::update_many()
        .col_expr(Column::ErasedAt, Expr::value(now))
        .col_expr(Column::IdentityHash, Expr::value(format!("erased/{}", store.dice.id())))
        .col_expr(Column::PublicFrom, Expr::value(None::<Time>))
        .filter(COLUMN.id.eq(id))
        .exec(&txn)
        .await?;
    journal::note(&txn, officer, Act::ElderErased, Subject("elder", id.0), "", now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}
