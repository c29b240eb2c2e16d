//! What a run comes to: its lines summed by source, and those that were held back.

use std::collections::HashMap;

use sea_orm::{QuerySelect, entity::prelude::*, sea_query::Expr};

use super::{Model, line};
use crate::{Fen, Result, id::PayoutId};

/// Sums of lines by source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    pub elders: u64,
    pub family: Fen,
    pub government: Fen,
    pub society: Fen,
    /// Of the two, this run's match without what was carried over.
    pub matched: Fen,
}

impl Sums {
    pub const fn whole(&self) -> Fen {
        Fen(self.family.0 + self.government.0 + self.society.0)
    }
}

/// A run as it is shown: with its sums, and what of it was held back.
#[derive(Clone, Debug)]
pub struct Run {
    pub run: Model,
    /// Every line.
    pub whole: Sums,
    /// The lines whose elder was not there.
    pub held: Sums,
}

impl Run {
    pub fn is_scaled(&self) -> bool {
        self.whole.matched < self.run.wanted_fen
    }

    /// What was or is to be paid.
    pub const fn paid(&self) -> Sums {
        let (whole, held) = (&self.whole, &self.held);
        Sums {
            elders: whole.elders - held.elders,
            family: Fen(whole.family.0 - held.family.0),
            government: Fen(whole.government.0 - held.government.0),
            society: Fen(whole.society.0 - held.society.0),
            matched: Fen(whole.matched.0 - held.matched.0),
        }
    }
}

pub(super) async fn with_sums(db: &impl ConnectionTrait, runs: Vec<Model>) -> Result<Vec<Run>> {
    let ids: Vec<PayoutId> = runs.iter().map(|run| run.id).collect();
    let mut sums = summed(db, &ids).await?;
    let with = |run: Model| {
        let (whole, held) = sums.remove(&run.id).unwrap_or_default();
        Run { run, whole, held }
    };
    Ok(runs.into_iter().map(with).collect())
}

/// All lines of each run, and those held back.
pub(super) async fn summed(db: &impl ConnectionTrait, runs: &[PayoutId]) -> Result<HashMap<PayoutId, (Sums, Sums)>> {
    type Row = (PayoutId, bool, i64, i64, i64, i64, i64);
    let sum = |columns: &str| Expr::cust(format!("CAST(SUM({columns}) AS bigint)"));
    let rows: Vec<Row> = line::Entity::find()
        .select_only()
        .column(line::Column::PayoutId)
        .column_as(Expr::cust("held_at IS NOT NULL"), "is_held")
        .column_as(line::Column::ElderId.count(), "elders")
        .column_as(sum("family_fen"), "family")
        .column_as(sum("government_fen + carried_government_fen"), "government")
        .column_as(sum("society_fen + carried_society_fen"), "society")
        .column_as(sum("government_fen + society_fen"), "matched")
        .filter(line::COLUMN.payout_id.is_in(runs.iter().copied()))
        .group_by(line::Column::PayoutId)
        .group_by(Expr::cust("held_at IS NOT NULL"))
        .into_tuple()
        .all(db)
        .await?;
    let mut sums: HashMap<PayoutId, (Sums, Sums)> = HashMap::new();
    for (run, is_held, elders, family, government, society, matched) in rows {
        let (whole, held) = sums.entry(run).or_default();
        let own = Sums {
            elders: u64::try_from(elders).unwrap_or(0),
            family: Fen(family),
            government: Fen(government),
            society: Fen(society),
            matched: Fen(matched),
        };
        *whole = Sums {
            elders: whole.elders + own.elders,
            family: Fen(whole.family.0 + family),
            government: Fen(whole.government.0 + government),
            society: Fen(whole.society.0 + society),
            matched: Fen(whole.matched.0 + matched),
        };
        if is_held {
            *held = own;
        }
    }
    Ok(sums)
}
