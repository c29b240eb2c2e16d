//! What was cut off the end leaves no gap behind: it is looked for in what else knows of it. Where that is gone too, a
//! head that somebody wrote down shows it.

use chrono::TimeDelta;
use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

use super::Broken;
use crate::{
    Day, Result, Time,
    fund::contribution,
    id::TransferId,
    journal,
    lang::china_date,
    ledger::{COLUMN, Column, Entity, seal},
    payment::{self, part},
};

/// So long a step of the clock may fail, or be cut short: then a day that is over and not sealed says something.
const SLACK: TimeDelta = TimeDelta::hours(1);

/// What is gone after `last`, the last transfer that is there.
pub(super) async fn off(db: &impl ConnectionTrait, last: i64) -> Result<Option<Broken>> {
    if let Some(gone) = named(db, last).await? {
        return Ok(Some(Broken::Gone(gone)));
    }
    Ok(unsealed(db).await?.map(Broken::Unsealed))
}

/// The first transfer after `last` that a payment, a contribution or the journal names.
async fn named(db: &impl ConnectionTrait, last: i64) -> Result<Option<i64>> {
    let in_journal = journal::Entity::find().filter(journal::COLUMN.subject.eq("transfer"));
    let named = [
        lowest(db, payment::Entity::find(), payment::Column::TransferId, last).await?,
        lowest(db, part::Entity::find(), part::Column::SortedTransfer, last).await?,
        lowest(db, part::Entity::find(), part::Column::ReturnedTransfer, last).await?,
        lowest(db, contribution::Entity::find(), contribution::Column::TransferId, last).await?,
        lowest(db, in_journal, journal::Column::SubjectId, last).await?,
    ];
    Ok(named.into_iter().flatten().min())
}

/// The lowest number after `last` in this column of these rows.
async fn lowest<E: EntityTrait>(
    db: &impl ConnectionTrait,
    rows: Select<E>,
    column: E::Column,
    last: i64,
) -> Result<Option<i64>> {
    let its = rows.select_only().column(column).filter(column.gt(last)).order_by_asc(column);
    Ok(its.into_tuple().one(db).await?)
}

/// The first day that was over when the clock last turned and is not sealed, as [`seal::seal_days`] would count it.
async fn unsealed(db: &impl ConnectionTrait) -> Result<Option<Day>> {
    let Some(turned) = last_turn(db).await? else { return Ok(None) };
    let sealed = seal::last(db).await?;
    let after = sealed.as_ref().map_or(TransferId(0), |day| day.last_id);
    let first = Entity::find().filter(COLUMN.id.gt(after)).order_by_asc(Column::Id).one(db).await?;
    let Some(first) = first.map(|first| china_date(first.at)) else { return Ok(None) };
    let next = sealed.and_then(|day| day.day.succ_opt());
    let due = next.map_or(first, |next| next.max(first));
    Ok((due < china_date(turned - SLACK)).then_some(due))
}

/// Each turn of the clock seals the journal and then the days that are over, so that it turned after this.
async fn last_turn(db: &impl ConnectionTrait) -> Result<Option<Time>> {
    let sealed = journal::Entity::find().filter(journal::COLUMN.seq.is_not_null()).order_by_desc(journal::COLUMN.seq);
    Ok(sealed.one(db).await?.map(|entry| entry.at))
}
