//! What came in and went out per programme and source: sums over the lines, for everybody. No transfer is shown alone.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::Months;
use sea_orm::{FromQueryResult, JoinType, QueryOrder, QuerySelect, Select, entity::prelude::*, sea_query::Expr};

use super::{Account, COLUMN, Column, Entity, Kind, Programme, Source, account, entry};
use crate::{
    Day, Fen, Result,
    id::{LedgerAccountId, OrganiserId},
    month::Month,
};

/// Months on one page.
const PAGE: u32 = 12;

/// What one programme got from one source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Band {
    pub organiser: OrganiserId,
    pub programme: Programme,
    pub source: Source,
}

/// In and out, each above zero; what was reversed is not in them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    pub received: Fen,
    pub returned: Fen,
    pub paid_out: Fen,
}

impl Sums {
    /// What has come in and is still there; below zero only where a correction showed that too much was paid out.
    pub const fn held(self) -> Fen {
        Fen(self.received.0 - self.returned.0 - self.paid_out.0)
    }

    const fn is_nothing(self) -> bool {
        self.received.0 == 0 && self.returned.0 == 0 && self.paid_out.0 == 0
    }

    /// Adds an account's lines.
    const fn add(&mut self, kind: Kind, amount: Fen) {
        match kind {
            Kind::Received => self.received.0 -= amount.0,
            Kind::Returned => self.returned.0 += amount.0,
            Kind::PaidOut => self.paid_out.0 += amount.0,
            Kind::Bank | Kind::Unclear => {}
        }
    }
}

impl std::iter::Sum for Sums {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |sum, one| Self {
            received: Fen(sum.received.0 + one.received.0),
            returned: Fen(sum.returned.0 + one.returned.0),
            paid_out: Fen(sum.paid_out.0 + one.paid_out.0),
        })
    }
}

/// A band in one month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonthLine {
    pub month: Month,
    pub band: Band,
    pub sums: Sums,
}

/// Everything so far, by programme and source.
pub async fn per_programme(db: &impl ConnectionTrait) -> Result<BTreeMap<Band, Sums>> {
    let mut bands = BTreeMap::new();
    for (account, amount) in account::balances(db).await? {
        gather(&mut bands, &account, amount);
    }
    bands.retain(|_, sums| !sums.is_nothing());
    Ok(bands)
}

/// One programme's bands so far.
pub async fn of(db: &impl ConnectionTrait, programme: Programme) -> Result<BTreeMap<Source, Sums>> {
    let all = per_programme(db).await?.into_iter().filter(|(band, _)| band.programme == programme);
    Ok(all.map(|(band, sums)| (band.source, sums)).collect())
}

/// What lies there for a programme from one source.
pub async fn held(
    db: &impl ConnectionTrait,
    organiser: OrganiserId,
    programme: Programme,
    source: Source,
) -> Result<Fen> {
    let its = account::Entity::find()
        .filter(account::COLUMN.organiser_id.eq(organiser))
        .filter(account::COLUMN.programme.eq(programme.kind()))
        .filter(account::COLUMN.programme_id.eq(programme.number()))
        .filter(account::COLUMN.source.eq(source))
        .all(db)
        .await?;
    let rows: Vec<LedgerAccountId> = its.iter().map(|row| row.id).collect();
    let sum: Option<Option<i64>> = entry::Entity::find()
        .select_only()
        .column_as(account::total(), "total")
        .filter(entry::COLUMN.account_id.is_in(rows))
        .into_tuple()
        .one(db)
        .await?;
    // What came in stands below zero.
    Ok(Fen(-sum.flatten().unwrap_or(0)))
}

/// The day of a programme's first booking.
pub(crate) async fn first_day(db: &impl ConnectionTrait, programme: Programme) -> Result<Option<Day>> {
    let its = account::Entity::find()
        .filter(account::COLUMN.programme.eq(programme.kind()))
        .filter(account::COLUMN.programme_id.eq(programme.number()))
        .all(db)
        .await?;
    let first: Option<Day> = lines()
        .select_only()
        .column_as(Column::BookedOn, "day")
        .filter(entry::COLUMN.account_id.is_in(its.iter().map(|row| row.id)))
        .order_by_asc(Column::BookedOn)
        .into_tuple()
        .one(db)
        .await?;
    Ok(first)
}

/// The first day from whose end on so much lies there for a programme from one source, without a day on which it is
/// less; none where it never is.
pub(crate) async fn held_since(
    db: &impl ConnectionTrait,
    organiser: OrganiserId,
    programme: Programme,
    source: Source,
    amount: Fen,
) -> Result<Option<Day>> {
    let its = account::Entity::find()
        .filter(account::COLUMN.organiser_id.eq(organiser))
        .filter(account::COLUMN.programme.eq(programme.kind()))
        .filter(account::COLUMN.programme_id.eq(programme.number()))
        .filter(account::COLUMN.source.eq(source))
        .all(db)
        .await?;
    let days: Vec<(Day, i64)> = lines()
        .select_only()
        .column_as(Column::BookedOn, "day")
        .column_as(account::total(), "total")
        .filter(entry::COLUMN.account_id.is_in(its.iter().map(|row| row.id)))
        .group_by(Column::BookedOn)
        .order_by_asc(Column::BookedOn)
        .into_tuple()
        .all(db)
        .await?;
    let (mut held, mut since) = (0, None);
    for (day, moved) in days {
        // What came in stands below zero.
        held -= moved;
        since = if held < amount.0 { None } else { since.or(Some(day)) };
    }
    Ok(since)
}

/// The newest twelve months before `before` in which anything moved, newest first; and the month to go on before.
pub async fn months(db: &impl ConnectionTrait, before: Option<Month>) -> Result<(Vec<MonthLine>, Option<Month>)> {
    let Some(newest) = last_before(db, before).await? else { return Ok((Vec::new(), None)) };
    let oldest = Month::with(newest.first().checked_sub_months(Months::new(PAGE - 1)).unwrap_or(newest.first()));
    let within =
        lines().filter(COLUMN.booked_on.gte(oldest.first())).filter(COLUMN.booked_on.lt(newest.next().first()));
    let found = per_month(db, within).await?;
    let next = last_before(db, Some(oldest)).await?.map(|_| oldest);
    Ok((found, next))
}

/// Every month there is, newest first: for the table to download.
pub async fn all_months(db: &impl ConnectionTrait) -> Result<Vec<MonthLine>> {
    per_month(db, lines()).await
}

/// The months of one programme, newest first.
pub async fn months_of(db: &impl ConnectionTrait, programme: Programme) -> Result<Vec<MonthLine>> {
    let its = account::Entity::find()
        .filter(account::COLUMN.programme.eq(programme.kind()))
        .filter(account::COLUMN.programme_id.eq(programme.number()))
        .all(db)
        .await?;
    let rows: Vec<LedgerAccountId> = its.iter().map(|row| row.id).collect();
    per_month(db, lines().filter(entry::COLUMN.account_id.is_in(rows))).await
}

/// What moved in one account: all of it before a day, and all from that day to another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    pub before: Fen,
    pub within: Fen,
}

/// The accounts of these programmes, each with what moved in it; both days belong to the time within.
pub(crate) async fn moved(
    db: &impl ConnectionTrait,
    programmes: &[Programme],
    from: Day,
    to: Day,
) -> Result<Vec<(Account, Moved)>> {
    let named: HashSet<Programme> = programmes.iter().copied().collect();
    let its = account::all(db).await?.into_iter().filter(|(_, account)| named.contains(&account.programme));
    let accounts: BTreeMap<LedgerAccountId, Account> = its.collect();
    let sums = async |lines: Select<entry::Entity>| -> Result<HashMap<LedgerAccountId, Fen>> {
        let rows: Vec<(LedgerAccountId, i64)> = lines
            .select_only()
            .column(entry::Column::AccountId)
            .column_as(account::total(), "total")
            .filter(entry::COLUMN.account_id.is_in(accounts.keys().copied()))
            .group_by(entry::Column::AccountId)
            .into_tuple()
            .all(db)
            .await?;
        Ok(rows.into_iter().map(|(account, total)| (account, Fen(total))).collect())
    };
    let before = sums(lines().filter(COLUMN.booked_on.lt(from))).await?;
    let within = sums(lines().filter(COLUMN.booked_on.gte(from)).filter(COLUMN.booked_on.lte(to))).await?;
    let of = |sums: &HashMap<LedgerAccountId, Fen>, id| sums.get(&id).copied().unwrap_or_default();
    let moved = |(id, account)| (account, Moved { before: of(&before, id), within: of(&within, id) });
    Ok(accounts.iter().map(|(id, account)| moved((*id, *account))).collect())
}

/// The month of the last booking before this month begins.
async fn last_before(db: &impl ConnectionTrait, before: Option<Month>) -> Result<Option<Month>> {
    let mut query = Entity::find().order_by_desc(Column::BookedOn).order_by_desc(Column::Id);
    if let Some(before) = before {
        query = query.filter(COLUMN.booked_on.lt(before.first()));
    }
    Ok(query.one(db).await?.map(|last| Month::with(last.booked_on)))
}

fn lines() -> Select<entry::Entity> {
    let to_transfer = entry::Entity::belongs_to(Entity).from(entry::Column::TransferId).to(Column::Id);
    entry::Entity::find().join(JoinType::InnerJoin, to_transfer.into())
}

#[derive(FromQueryResult)]
struct Row {
    month: String,
    account_id: LedgerAccountId,
    total: i64,
}

async fn per_month(db: &impl ConnectionTrait, lines: Select<entry::Entity>) -> Result<Vec<MonthLine>> {
    // A day reads as 2026-11-24 on both.
    let month = || Expr::cust("substr(CAST(booked_on AS text), 1, 7)");
    let rows = lines
        .select_only()
        .column_as(month(), "month")
        .column(entry::Column::AccountId)
        .column_as(account::total(), "total")
        .group_by(month())
        .group_by(entry::Column::AccountId)
        .into_model::<Row>()
        .all(db)
        .await?;
    let accounts: HashMap<_, _> = account::all(db).await?;
    let mut months: BTreeMap<Month, BTreeMap<Band, Sums>> = BTreeMap::new();
    for row in rows {
        let (Ok(month), Some(account)) = (row.month.parse(), accounts.get(&row.account_id)) else { continue };
        gather(months.entry(month).or_default(), account, Fen(row.total));
    }
    let lines = months.into_iter().rev().flat_map(|(month, bands)| {
        let moved = bands.into_iter().filter(|(_, sums)| !sums.is_nothing());
        moved.map(move |(band, sums)| MonthLine { month, band, sums })
    });
    Ok(lines.collect())
}

fn gather(bands: &mut BTreeMap<Band, Sums>, account: &Account, amount: Fen) {
    if let Some(source) = account.source {
        let band = Band { organiser: account.organiser, programme: account.programme, source };
        bands.entry(band).or_default().add(account.kind, amount);
    }
}
