//! A batch is taken back while nobody has claimed any of it; one that was only read is thrown away.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, QueryOrder, QuerySelect, entity::prelude::*};

use super::{ActiveModel, State, kept, write::wishes};
use crate::{
    FormKey, Refusal, Result, Store, Time,
    actor::Importer,
    child::{look, register::forget_unused},
    claim,
    id::{ImportId, WishId},
    journal::{self, Act, Subject},
    page_report,
    store::Txn,
    wish::{
        self, Status,
        withdraw::{Why, step},
    },
};

/// Wishes that were public are withdrawn, the others deleted with what nothing else needs of their children.
pub async fn undo(store: &Store, by: Importer, id: ImportId, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let import = super::within_reach(&txn, by.school(), id).await?;
    match import.state {
        State::Ready | State::Expired => {}
        State::Taken => take_back(store, &txn, by, id, now).await?,
        State::Taking | State::Undone => return Err(Refusal::ImportState.into()),
    }
    kept::destroy(&txn, id).await?;
    let row = ActiveModel { id: Set(id), state: Set(State::Undone), undone_at: Set(Some(now)), ..Default::default() };
    row.update(&txn).await?;
    journal::note(&txn, by, Act::ImportUndone, Subject("import", id.0), "", now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

async fn take_back(store: &Store, txn: &Txn, by: Importer, id: ImportId, now: Time) -> Result<()> {
    let links = wishes::Entity::find().filter(wishes::COLUMN.import_id.eq(id)).all(txn).await?;
    let ids: Vec<WishId> = links.into_iter().map(|link| link.wish_id).collect();
    let mut claimed = 0;
    let mut own = Vec::with_capacity(ids.len());
    for some in ids.chunks(1_000) {
        claimed += claim::Entity::find().filter(claim::COLUMN.wish_id.is_in(some.iter().copied())).count(txn).await?;
        let some = wish::Entity::find().filter(wish::COLUMN.id.is_in(some.iter().copied()));
        own.extend(some.order_by_asc(wish::COLUMN.id).lock_exclusive().all(txn).await?);
    }
    if claimed > 0 {
        return Err(Refusal::ImportClaimed(claimed).into());
    }
    let stays = |wish: &wish::Model| matches!(wish.status, Status::Withdrawn | Status::Open);
    let going: Vec<WishId> = own.iter().filter(|wish| !stays(wish)).map(|wish| wish.id).collect();
    look::unlink(txn, &going).await?;
    page_report::unlink(txn, &going).await?;
    for wish in own {
        match wish.status {
            Status::Withdrawn => {}
            Status::Open => step(store, txn, &wish, Why::NotNeeded, by.into(), now).await?,
            _ => {
                wish::Entity::delete_by_id(wish.id).exec(txn).await?;
                forget_unused(txn, wish.child_id).await?;
                let subject = Subject("wish", wish.id.0);
                journal::note(txn, by, Act::WishDeleted, subject, wish.code.as_str(), now).await?;
            }
        }
    }
    Ok(())
}
