//! All open wishes are read from the database, in the order of waiting.

use std::hash::{DefaultHasher, Hash, Hasher};

use sea_orm::{
    JoinType, QueryOrder, QuerySelect, Select,
    entity::prelude::*,
    sea_query::{Expr, ExprTrait},
};

use super::{Class, Entry, OpenWishes};
use crate::{
    Code, Fen, Result, Time, claim,
    id::{ClaimId, PhaseId, SchoolId, TownshipId, WishId},
    store::literal,
    wish::{self, Category, Status},
};

/// Rows of one statement.
const ROWS: u64 = 20_000;

impl OpenWishes {
    /// All of them: some seconds where they are a million. `now`: the reader's clock.
    pub async fn read(db: &impl ConnectionTrait, now: Time) -> Result<Self> {
        let mut open = Self { last_claim: last_claim(db).await?, seen: now, ..Self::default() };
        open.count_schools(db).await?;
        open.count_held(db).await?;
        let mut after: Option<(Time, WishId)> = None;
        loop {
            let mut query =
                open_now().order_by_asc(wish::COLUMN.waiting_since).order_by_asc(wish::COLUMN.id).limit(ROWS);
            if let Some((since, id)) = after {
                let place = Expr::tuple([column(wish::Column::WaitingSince), column(wish::Column::Id)]);
                query = query.filter(place.gt(Expr::tuple([Expr::value(since), Expr::value(id)])));
            }
            let rows = query.into_partial_model::<Row>().all(db).await?;
            after = rows.last().map(|row| (row.waiting_since, row.id));
            for row in &rows {
                open.add(row);
            }
            if u64::try_from(rows.len()).unwrap_or(0) < ROWS {
                break;
            }
        }
        open.classes.values_mut().for_each(Vec::shrink_to_fit);
        Ok(open)
    }

    async fn count_schools(&mut self, db: &impl ConnectionTrait) -> Result<()> {
        let counts: Vec<(PhaseId, SchoolId, i64)> = wish::Entity::find()
            .select_only()
            .column(wish::Column::PhaseId)
            .column(wish::Column::SchoolId)
            .column_as(wish::Column::Id.count(), "count")
            .join(
                JoinType::InnerJoin,
                wish::Entity::belongs_to(crate::phase::Entity)
                    .from(wish::Column::PhaseId)
                    .to(crate::phase::Column::Id)
                    .into(),
            )
            .filter(crate::phase::COLUMN.state.eq(crate::phase::State::Open))
            .filter(wish::COLUMN.status.is_in(Status::PUBLIC))
            .group_by(wish::Column::PhaseId)
            .group_by(wish::Column::SchoolId)
            .into_tuple()
            .all(db)
            .await?;
        for (phase, school, count) in counts {
            let served = self.schools.entry(school).or_default();
            served.all = served.all.saturating_add(u32::try_from(count).unwrap_or(u32::MAX));
            self.counted.insert(phase);
        }
        Ok(())
    }

    /// One statement along the index of what is held, after the schools were counted.
    async fn count_held(&mut self, db: &impl ConnectionTrait) -> Result<()> {
        let to_wish = claim::Entity::belongs_to(wish::Entity).from(claim::Column::WishId).to(wish::Column::Id);
        let held: Vec<(PhaseId, SchoolId, WishId)> = claim::Entity::find()
            .select_only()
            .columns([wish::Column::PhaseId, wish::Column::SchoolId, wish::Column::Id])
            .join(JoinType::InnerJoin, to_wish.into())
            .filter(literal::is(claim::Column::State, claim::State::Held))
            .into_tuple()
            .all(db)
            .await?;
        for (phase, school, wish) in held {
            self.hold(phase, school, wish);
        }
        Ok(())
    }
}

/// Where those of these wishes stand that are open.
pub async fn places(db: &impl ConnectionTrait, codes: &[Code]) -> Result<Vec<(Class, Entry)>> {
    if codes.is_empty() {
        return Ok(Vec::new());
    }
    let open = open_now().filter(wish::COLUMN.code.is_in(codes.iter().cloned()));
    let rows = open.into_partial_model::<Row>().all(db).await?;
    Ok(rows.iter().map(|row| (row.class(), row.entry())).collect())
}

#[derive(Clone, Debug, DerivePartialModel)]
#[sea_orm(entity = "wish::Entity")]
pub(super) struct Row {
    id: WishId,
    pub(super) phase_id: PhaseId,
    school_id: SchoolId,
    township_id: TownshipId,
    category: Category,
    grade: i32,
    price_fen: Fen,
    set_no: Option<String>,
    waiting_since: Time,
}

impl Row {
    pub(super) fn class(&self) -> Class {
        let category = Category::ALL.iter().position(|one| *one == self.category).unwrap_or_default();
        Class {
            phase: self.phase_id,
            school: self.school_id,
            township: self.township_id,
            category: u8::try_from(category).unwrap_or_default(),
            grade: u8::try_from(self.grade).unwrap_or_default(),
            price: self.price_fen,
        }
    }

    pub(super) fn entry(&self) -> Entry {
        let set = self.set_no.as_ref().map_or(0, |word| {
            let mut hasher = DefaultHasher::new();
            (self.phase_id, word).hash(&mut hasher);
            hasher.finish()
        });
        Entry { since: self.waiting_since.timestamp_micros(), id: self.id, set }
    }
}

pub(super) fn open_now() -> Select<wish::Entity> {
    wish::Entity::find().filter(wish::is(Status::Open)).filter(wish::COLUMN.hidden_at.is_null())
}

fn column(column: wish::Column) -> Expr {
    Expr::col((wish::Entity, column))
}

pub(super) async fn last_claim(db: &impl ConnectionTrait) -> Result<i64> {
    let last = claim::Entity::find().select_only().column(claim::Column::Id).order_by_desc(claim::COLUMN.id);
    Ok(last.into_tuple::<ClaimId>().one(db).await?.map_or(0, |id| id.0))
}
