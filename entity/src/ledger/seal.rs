//! The seal of a day: once it is over in China, the chain's head as it then was is kept, chained to the day before.
//!
//! Whoever wrote down one day's seal can later show that nothing up to it was changed, added or taken away.

use sea_orm::{ActiveValue::Set, QueryOrder, QuerySelect, entity::prelude::*};

use super::{Column as TransferColumn, Entity as Transfers, Model as Transfer, book, chain};
use crate::{Day, Result, Store, Time, id::TransferId, lang::china_date, store::Txn};

/// Transfers read at once.
const PAGE: u64 = 1_000;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_day")]
pub struct Model {
    /// A day on which something was written down; what it belongs to may be another.
    #[sea_orm(primary_key, auto_increment = false)]
    pub day: Day,
    /// The day's last transfer.
    pub last_id: TransferId,
    pub transfers: i64,
    pub hash: String,
}

impl ActiveModelBehavior for ActiveModel {}

/// The last day that is sealed.
pub async fn last(db: &impl ConnectionTrait) -> Result<Option<Model>> {
    Ok(Entity::find().order_by_desc(Column::Day).one(db).await?)
}

/// Seals every day that is over; run by the clock. Says how many.
pub async fn seal_days(store: &Store, now: Time) -> Result<u64> {
    let today = china_date(now);
    let sealed = last(store.read()).await?.map_or(0, |day| day.last_id.0);
    let waits = Transfers::find_by_id(TransferId(sealed + 1)).one(store.read()).await?;
    if waits.is_none_or(|first| china_date(first.at) >= today) {
        return Ok(0);
    }
    let txn = store.write().await?;
    book::lock(&txn).await?;
    let mut days = 0;
    while seal_next(&txn, today).await? {
        days += 1;
    }
    txn.commit().await?;
    Ok(days)
}

/// Seals the first day that is not; false where none is over. Clocks that differ a little may write yesterday's
/// transfer after today's first: it belongs to the day on which it was numbered.
async fn seal_next(txn: &Txn, today: Day) -> Result<bool> {
    let before = last(txn).await?;
    let (previous, from, previous_day) =
        before.map_or((String::new(), 0, None), |day| (day.hash, day.last_id.0, Some(day.day)));
    let mut found: Option<(Day, Transfer, i64)> = None;
    'pages: loop {
        let after = found.as_ref().map_or(from, |(_, last, _)| last.id.0);
        let page = Transfers::find()
            .filter(super::COLUMN.id.gt(TransferId(after)))
            .order_by_asc(TransferColumn::Id)
            .limit(PAGE)
            .all(txn)
            .await?;
        let is_last = page.len() < usize::try_from(PAGE).unwrap_or(usize::MAX);
        for transfer in page {
            let day = china_date(transfer.at);
            match &mut found {
                Some((current, last, count)) if day <= *current => {
                    *last = transfer;
                    *count += 1;
                }
                Some(_) => break 'pages,
                None => {
                    let after_the_last = previous_day.and_then(|day| day.succ_opt());
                    found = Some((after_the_last.map_or(day, |next| next.max(day)), transfer, 1));
                }
            }
        }
        if is_last {
            break;
        }
    }
    let Some((day, last, transfers)) = found.filter(|(day, ..)| *day < today) else { return Ok(false) };
    Entity::insert(ActiveModel {
        day: Set(day),
        last_id: Set(last.id),
        transfers: Set(transfers),
        hash: Set(chain::day(&previous, day, last.id.0, transfers, &last.hash)),
    })
    .exec_without_returning(txn)
    .await?;
    Ok(true)
}
