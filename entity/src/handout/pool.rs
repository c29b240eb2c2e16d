//! The pool 兜底库: the office fills what nobody took, after claiming has ended, one by one or all that the stock surely
//! has. Counted apart from donors' gifts.

pub mod source;

use sea_orm::{
    ActiveValue::Set,
    QueryOrder, QuerySelect, QueryTrait,
    entity::prelude::*,
    sea_query::{Expr, SelectStatement},
};
use serde::{Deserialize, Serialize};

use crate::{
    Code, Field, FormKey, Refusal, Result, Store, Time,
    actor::Officer,
    claim,
    id::{PhaseId, PoolSourceId},
    journal::{self, Act, Subject},
    lang::{self, Lang},
    phase,
    store::Txn,
    wish::{self, Status, search},
};

/// Open wishes of a phase, longest waiting first.
pub async fn unfilled(db: &impl ConnectionTrait, phase: PhaseId) -> Result<Vec<wish::Model>> {
    Ok(wish::Entity::find()
        .filter(wish::COLUMN.phase_id.eq(phase))
        .filter(wish::COLUMN.status.eq(Status::Open))
        .order_by_asc(wish::COLUMN.waiting_since)
        .order_by_asc(wish::COLUMN.id)
        .all(db)
        .await?)
}

/// The numbers of a phase's wishes, for what is counted over them.
fn of_phase(phase: PhaseId) -> SelectStatement {
    let wishes = wish::Entity::find().select_only().column(wish::Column::Id);
    wishes.filter(wish::COLUMN.phase_id.eq(phase)).into_query()
}

/// Whether the pool may fill the phase's open wishes: donors come first, as long as they can claim.
pub fn is_open_to_pool(phase: &phase::Model, now: Time) -> bool {
    match phase.state {
        phase::State::Closed => true,
        phase::State::Open => phase.claim_until.is_some_and(|last| last < lang::china_date(now)),
        phase::State::Draft | phase::State::Finished => false,
    }
}

/// Promises a gift from the pool for one open wish; receipt and hand-out follow as with any gift. `source`: what of the
/// stock it is, by its number; blank: the office buys it.
pub async fn fill(
    store: &Store,
    officer: Officer,
    code: &str,
    source: &str,
    form: &FormKey,
    now: Time,
) -> Result<Code> {
    let code: Code = code.parse().map_err(|_| Refusal::NotAGiftCode)?;
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let wish = wish::Entity::find().filter(wish::COLUMN.code.eq(code.clone())).one(&txn).await?;
    let wish = wish.filter(|wish| wish.status.is_public()).ok_or(Refusal::NotFound)?;
    let phase = phase::Entity::find_by_id(wish.phase_id).one(&txn).await?.ok_or(Refusal::NotFound)?;
    if !is_open_to_pool(&phase, now) {
        return Err(Refusal::PhaseState.into());
    }
    let source = match source {
        "" => None,
        typed => Some(locked(&txn, typed).await?),
    };
    // Pressed twice: the first press may have been done while this one waited for the shelf,
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let source = match source {
        Some(source) => Some(taken_from(&txn, source, &wish).await?),
        None => None,
    };
    if !promise(store, &txn, officer, &wish, source, now).await? {
        // or for the row.
        return form.answered(&txn).await?.ok_or_else(|| Refusal::WishTaken(code).into());
    }
    form.keep(&txn, &code, now).await?;
    txn.commit().await?;
    Ok(code)
}

/// Nobody else takes from this stock until we commit.
async fn locked(txn: &Txn, typed: &str) -> Result<source::Model> {
    let id: PoolSourceId = typed.parse().map_err(|_| Refusal::NotAChoice(Field::Source))?;
    let source = source::Entity::find_by_id(id).lock_exclusive().one(txn).await?;
    source.ok_or_else(|| Refusal::NotAChoice(Field::Source).into())
}

async fn taken_from(txn: &Txn, source: source::Model, wish: &wish::Model) -> Result<PoolSourceId> {
    let id = source.id;
    if source.closed_at.is_some() || !source.suits(wish) || source::left(txn, source).await? == 0 {
        return Err(Refusal::StockGone.into());
    }
    Ok(id)
}

/// What a run over the stock did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filled {
    pub filled: u64,
    /// Something in stock may do, but does not say the wish's specification: somebody has to look.
    #[serde(default)]
    pub by_hand: u64,
    /// Nothing in stock fits these.
    pub left: u64,
}

/// Fills all it can of a phase from what is in stock: who has waited longest first, and for each what came first of
/// all that surely fits.
pub async fn fill_from_stock(
    store: &Store,
    officer: Officer,
    phase: PhaseId,
    form: &FormKey,
    now: Time,
) -> Result<Filled> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let phase = phase::Entity::find_by_id(phase).one(&txn).await?.ok_or(Refusal::NotFound)?;
    if !is_open_to_pool(&phase, now) {
        return Err(Refusal::PhaseState.into());
    }
    // Nobody else takes from the shelf until we commit.
    source::Entity::find().order_by_asc(source::COLUMN.id).lock_exclusive().all(&txn).await?;
    let mut stock: Vec<(source::Model, u64)> =
        source::stock(&txn).await?.into_iter().map(|stock| (stock.source.clone(), stock.left())).collect();
    let mut done = Filled { filled: 0, by_hand: 0, left: 0 };
    for wish in unfilled(&txn, phase.id).await? {
        let first = stock.iter_mut().find(|(source, left)| *left > 0 && source.fits(&wish));
        let Some((source, left)) = first else {
            let may_do = stock.iter().any(|(source, left)| *left > 0 && source.suits(&wish));
            *(if may_do { &mut done.by_hand } else { &mut done.left }) += 1;
            continue;
        };
        if promise(store, &txn, officer, &wish, Some(source.id), now).await? {
            *left -= 1;
            done.filled += 1;
        }
    }
    form.keep(&txn, &done, now).await?;
    txn.commit().await?;
    Ok(done)
}

/// The guard: somebody else may have been quicker.
async fn promise(
    store: &Store,
    txn: &Txn,
    officer: Officer,
    wish: &wish::Model,
    source: Option<PoolSourceId>,
    now: Time,
) -> Result<bool> {
    let taken = wish::Entity::update_many()
        .col_expr(wish::Column::Status, Expr::value(Status::Taken))
        .filter(wish::COLUMN.id.eq(wish.id))
        .filter(wish::COLUMN.status.eq(Status::Open))
        .exec(txn)
        .await?;
    if taken.rows_affected == 0 {
        return Ok(false);
    }
    search::forget(txn, wish.id).await?;
    // No give-by day: the clock reminds donors, and the pool is the office itself.
    let row = claim::ActiveModel {
        wish_id: Set(wish.id),
        source: Set(claim::Source::Pool),
        lang: Set(Lang::default()),
        batch: Set(store.dice.id()),
        state: Set(claim::State::Confirmed),
        made_at: Set(now),
        confirmed_at: Set(Some(now)),
        reminders: Set(0),
        pool_source_id: Set(source),
        ..Default::default()
    };
    claim::Entity::insert(row).exec_without_returning(txn).await?;
    journal::note(txn, officer, Act::PoolFilled, Subject("wish", wish.id.0), wish.code.as_str(), now).await?;
    Ok(true)
}
