//! A fund with very many elders, to measure with: each with three children who have all paid. Nobody has a record.

use chrono::Months;
use sea_orm::{ActiveValue::Set, QueryOrder, QuerySelect, entity::prelude::*};

use super::county;
use crate::{
    Fen, Result, Store, Time,
    actor::Actor,
    elder,
    fund::{
        self, State,
        contribution::{self, share},
        rule::{self, Cadence, MatchSource},
    },
    id::{ElderId, FundId, OrganiserId, SupporterId, TransferId},
    ledger::{Account, Book, Reason, Source, Transfer},
    month::Month,
    organiser,
    place::village,
    store::Txn,
    supporter::{self, Kin, support},
};

/// Rows of one statement.
const ROWS: usize = 1_500;
const CHILDREN: usize = 3;

/// A fund whose period of last month can be computed.
pub async fn elders(store: &Store, count: usize, now: Time) -> Result<FundId> {
    let txn = store.write().await?;
    let month = Month::of(now).previous();
    let fund = ground(&txn, month, now).await?;
    let organiser = fund.organiser()?;
    let whole = Fen::yuan(100 * i64::try_from(count * CHILDREN).unwrap_or(0));
    let transfer = booked(&txn, &fund, organiser, whole, month, now).await?;
    let mut made = 0;
    while made < count {
        let rows = ROWS.min(count - made);
        add(&txn, fund.id, (made, rows), transfer, month, now).await?;
        made += rows;
    }
    txn.commit().await?;
    Ok(fund.id)
}

async fn ground(txn: &Txn, month: Month, now: Time) -> Result<fund::Model> {
    let organiser = match organiser::Entity::find().one(txn).await? {
        Some(organiser) => organiser.id,
        None => county::found(txn, now).await?.organiser,
    };
    let taken = fund::Entity::find().select_only().column(fund::Column::VillageId);
    let free = village::Entity::find()
        .filter(village::Column::Id.not_in_subquery(sea_orm::QueryTrait::into_query(taken)))
        .order_by_asc(village::COLUMN.id)
        .one(txn)
        .await?;
    let row = fund::ActiveModel {
        village_id: Set(free.ok_or(crate::Refusal::NotFound)?.id),
        organiser_id: Set(Some(organiser)),
        title_zh: Set("样例大基金".to_owned()),
        title_en: Set("Large sample fund".to_owned()),
        state: Set(State::Open),
        created_at: Set(now),
        opened_at: Set(Some(now)),
        closed_at: Set(None),
        ..Default::default()
    };
    let fund = row.insert(txn).await?;
    let row = rule::ActiveModel {
        fund_id: Set(fund.id),
        from_on: Set(month.first()),
        minimum_age: Set(60),
        support_fen: Set(Fen::yuan(100)),
        match_percent: Set(10),
        cap_fen: Set(Fen::yuan(50)),
        match_source: Set(MatchSource::Government),
        cadence: Set(Cadence::Monthly),
        minimum_supporters: Set(1),
        due_day: Set(25),
        remind_before: Set(5),
        remind_every: Set(10),
        remind_most: Set(3),
        made_by: Set(None),
        made_at: Set(now),
        ..Default::default()
    };
    rule::Entity::insert(row).exec_without_returning(txn).await?;
    Ok(fund)
}

/// The families' money, and half of what would match it.
async fn booked(
    txn: &Txn,
    fund: &fund::Model,
    organiser: OrganiserId,
    whole: Fen,
    month: Month,
    now: Time,
) -> Result<TransferId> {
    let mut book = Book::open(txn).await?;
    let bank = Account::bank(organiser);
    let from = |source| Account::received(organiser, fund.programme(), source);
    let on = month.first();
    let pool = Transfer::between(Reason::Arrived, on, from(Source::Government), bank, Fen(whole.0 / 20));
    book.enter(Actor::CLOCK, &pool, now).await?;
    let families = Transfer::between(Reason::Arrived, on, from(Source::Family), bank, whole);
    book.enter(Actor::CLOCK, &families, now).await
}

async fn add(
    txn: &Txn,
    fund: FundId,
    (made, rows): (usize, usize),
    transfer: TransferId,
    month: Month,
    now: Time,
) -> Result<()> {
    let joined = month.first() - Months::new(12);
    let elders = (made..made + rows).map(|number| elder::ActiveModel {
        fund_id: Set(fund),
        alias: Set(format!("样例 {number}")),
        identity_hash: Set(format!("{fund}-{number}")),
        state: Set(elder::State::Active),
        joined_on: Set(joined),
        form_no: Set("样例".to_owned()),
        consented_on: Set(joined),
        created_at: Set(now),
        ..Default::default()
    });
    elder::Entity::insert_many(elders).exec_without_returning(txn).await?;
    let elders: Vec<ElderId> = newest(txn, elder::Entity::find(), elder::Column::Id, rows).await?;
    for child in 0..CHILDREN {
        let supporters = elders.iter().map(|_| supporter::ActiveModel {
            fund_id: Set(fund),
            relation: Set(Kin::Son),
            since_on: Set(joined),
            created_at: Set(now),
            ..Default::default()
        });
        supporter::Entity::insert_many(supporters).exec_without_returning(txn).await?;
        let supporters: Vec<SupporterId> = newest(txn, supporter::Entity::find(), supporter::Column::Id, rows).await?;
        let links = supporters.iter().zip(&elders);
        let links = links.map(|(one, elder)| support::ActiveModel { supporter_id: Set(*one), elder_id: Set(*elder) });
        support::Entity::insert_many(links).exec_without_returning(txn).await?;
        let paid = supporters.iter().enumerate().map(|(number, one)| contribution::ActiveModel {
            fund_id: Set(fund),
            source: Set(Source::Family),
            supporter_id: Set(Some(*one)),
            amount_fen: Set(Fen::yuan(100)),
            received_on: Set(month.first()),
            document: Set(format!("样例 {} {child}", made + number)),
            transfer_id: Set(transfer),
            recorded_at: Set(now),
            ..Default::default()
        });
        contribution::Entity::insert_many(paid).exec_without_returning(txn).await?;
        let paid = newest(txn, contribution::Entity::find(), contribution::Column::Id, rows).await?;
        let shares = paid.into_iter().zip(&elders).map(|(contribution_id, elder)| share::ActiveModel {
            contribution_id: Set(contribution_id),
            elder_id: Set(*elder),
            amount_fen: Set(Fen::yuan(100)),
        });
        share::Entity::insert_many(shares).exec_without_returning(txn).await?;
    }
    Ok(())
}

/// The numbers of the rows that were just written, in their order.
async fn newest<E: EntityTrait, I: sea_orm::TryGetable + Send>(
    txn: &Txn,
    all: Select<E>,
    id: E::Column,
    rows: usize,
) -> Result<Vec<I>> {
    let found = all.select_only().column(id).order_by_desc(id).limit(u64::try_from(rows).unwrap_or(u64::MAX));
    let mut ids: Vec<(I,)> = found.into_tuple().all(txn).await?;
    ids.reverse();
    Ok(ids.into_iter().map(|(id,)| id).collect())
}
