//! A batch is taken back while nobody has claimed any of it; one that was only read is thrown away.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, QueryOrder, QuerySelect, QueryTrait, entity::prelude::*};

use super::{ActiveModel, State, kept, write::wishes};
use crate::{
    FormKey, Refusal, Result, Store, Time,
    actor::Importer,
    child::{look, register::forget_unused},
    claim,
    id::{ChildId, ImportId, WishId},
    journal::{self, Act, Subject},
    page_report,
    store::Txn,
    wish::{
        self, Status,
        withdraw::{self, Why},
    },
};

/// Wishes in one statement: a journal entry each, of eight values.
const AT_ONCE: usize = 1_000;

/// How a batch that was taken stands now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Those that were not deleted since.
    pub wishes: u64,
    /// So many of its wishes are still drafts.
    pub drafts: u64,
    /// Somebody has claimed one of them, so that it can be undone no more.
    pub is_claimed: bool,
}

pub async fn standing(db: &impl ConnectionTrait, id: ImportId) -> Result<Standing> {
    let own = wishes::Entity::find().select_only().column(wishes::Column::WishId);
    let own = own.filter(wishes::COLUMN.import_id.eq(id)).into_query();
    let wishes = wish::Entity::find().filter(wish::Column::Id.in_subquery(own.clone())).count(db).await?;
    let drafts = wish::Entity::find().filter(wish::COLUMN.status.eq(Status::Draft));
    let drafts = drafts.filter(wish::Column::Id.in_subquery(own.clone())).count(db).await?;
    let claimed = claim::Entity::find().filter(claim::Column::WishId.in_subquery(own)).count(db).await?;
    Ok(Standing { wishes, drafts, is_claimed: claimed > 0 })
}

/// Wishes that were public are withdrawn, the others deleted with what nothing else needs of their children.
pub async fn undo(store: &Store, by: Importer, id: ImportId, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let import = super::within_reach(&txn, by.school(), id).await?;
    match import.state {
        State::Ready | State::Expired => {}
        State::Taken => take_back(&txn, by, id, now).await?,
        State::Taking | State::Undone => return Err(Refusal::ImportState.into()),
    }
    kept::destroy(&txn, id).await?;
    let row = ActiveModel { id: Set(id), state: Set(State::Undone), undone_at: Set(Some(now)), ..Default::default() };
    row.update(&txn).await?;
    journal::note(&txn, by, Act::ImportUndone, Subject("import", id.0), "", now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

async fn take_back(txn: &Txn, by: Importer, id: ImportId, now: Time) -> Result<()> {
    let links = wishes::Entity::find().filter(wishes::COLUMN.import_id.eq(id)).all(txn).await?;
    let ids: Vec<WishId> = links.into_iter().map(|link| link.wish_id).collect();
    let mut claimed = 0;
    let mut own = Vec::with_capacity(ids.len());
    for some in ids.chunks(AT_ONCE) {
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
    let (open, going): (Vec<&wish::Model>, Vec<&wish::Model>) =
        own.iter().filter(|wish| wish.status != Status::Withdrawn).partition(|wish| wish.status == Status::Open);
    for some in open.chunks(AT_ONCE) {
        withdraw::unclaimed(txn, some, Why::NotNeeded, by.into(), now).await?;
    }
    for some in going.chunks(AT_ONCE) {
        delete(txn, by, some, now).await?;
    }
    Ok(())
}

async fn delete(txn: &Txn, by: Importer, wishes: &[&wish::Model], now: Time) -> Result<()> {
    let ids = wishes.iter().map(|wish| wish.id);
    wish::Entity::delete_many().filter(wish::COLUMN.id.is_in(ids)).exec(txn).await?;
    let children: Vec<ChildId> = wishes.iter().map(|wish| wish.child_id).collect();
    forget_unused(txn, &children).await?;
    let subjects = wishes.iter().map(|wish| (Subject("wish", wish.id.0), wish.code.as_str()));
    journal::note_all(txn, by, Act::WishDeleted, subjects, now).await
}
