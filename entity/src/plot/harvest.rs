//! The harvest is weighed and tested. What is less than was promised is a shortfall: with its evidence, under the rule
//! that stands in the contract, and with the credit that each share is shown; where money goes back, it waits to be
//! returned from then on.

use sea_orm::{entity::prelude::*, sea_query::Expr};
use serde::Deserialize;

use super::{COLUMN, Column, Entity, Model, ShortfallRule, State, find, locked, weight};
use crate::{
    Fen, Field, FormKey, Refusal, Result, Store, Time,
    actor::Keeper,
    adoption::{self, tell},
    error::{Refusals, Refused},
    id::PlotId,
    journal::{self, Act, Subject},
    outbox::{Letter, letter::ShortLine},
    payment::owe,
    text,
    wish::freetext::{self, Guarded},
};

/// The heaviest harvest, in grams.
const MOST: i64 = 1_000_000_000;
/// Longest number of a test report, in characters.
pub const TEST: usize = 60;
/// Longest evidence, in characters.
pub const EVIDENCE: usize = 300;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub weight: String,
    pub test_no: String,
    /// Needed where the harvest is less than was promised.
    pub evidence: String,
}

/// What the shares that were adopted were promised, in grams.
pub fn promised(plot: &Model) -> i64 {
    i64::from(plot.harvest_g.0) * i64::from(plot.taken)
}

/// What one share is credited, in whole fen: the part of its price that answers to what is missing, rounded down.
pub(crate) fn credit(plot: &Model, weight: i64) -> Fen {
    let (promised, missing) = (promised(plot), promised(plot) - weight);
    if plot.shortfall_rule == ShortfallRule::Substitute || missing <= 0 {
        return Fen::ZERO;
    }
    let part = i128::from(plot.share_price().0) * i128::from(missing) / i128::from(promised.max(1));
    Fen(i64::try_from(part).unwrap_or(0))
}

pub async fn harvest(
    store: &Store,
    keeper: Keeper,
    id: PlotId,
    typed: &Typed,
    form: &FormKey,
    now: Time,
) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let paid = match find(&txn, keeper, id).await?.shortfall_rule {
        ShortfallRule::Refund => adoption::paid_for(&txn, id).await?,
        ShortfallRule::Credit | ShortfallRule::Substitute => Vec::new(),
    };
    let plot = locked(&txn, keeper, id).await?;
    let guarded = Guarded::of_village(store, &txn, plot.village_id).await?;
    let (weight, test_no, evidence) = read(typed, &plot, &guarded)?;
    if plot.state != State::Growing {
        return Err(Refusal::PlotState.into());
    }
    let credit = evidence.as_ref().map(|_| credit(&plot, weight));
    let to = if evidence.is_some() { State::Shortfall } else { State::Harvested };
    Entity::update_many()
        .col_expr(Column::State, Expr::value(to))
        .col_expr(Column::HarvestedAt, Expr::value(now))
        .col_expr(Column::WeightG, Expr::value(weight))
        .col_expr(Column::TestNo, Expr::value(test_no.clone()))
        .col_expr(Column::Evidence, Expr::value(evidence.clone()))
        .col_expr(Column::CreditFen, Expr::value(credit))
        .filter(COLUMN.id.eq(id))
        .exec(&txn)
        .await?;
    let act = if to == State::Shortfall { Act::PlotShort } else { Act::PlotHarvested };
    journal::note(&txn, keeper, act, Subject("plot", id.0), "", now).await?;
    for (adoption, reference) in &paid {
        let owed = Fen(credit.unwrap_or_default().0 * i64::from(adoption.shares));
        owe::owe(&txn, keeper, reference, owed, now).await?;
    }
    let about = tell::About::read(&txn, id).await?;
    let letter = |name, adoption: crate::outbox::letter::AdoptionLine, _| {
        let short = evidence.as_ref().map(|evidence| ShortLine {
            promised: promised(&plot),
            evidence: evidence.clone(),
            rule: plot.shortfall_rule,
            credit: Fen(credit.unwrap_or_default().0 * i64::from(adoption.shares)),
        });
        Letter::PlotHarvested { name, weight, test_no: test_no.clone(), short, adoption }
    };
    tell::all(store, &txn, &about, &adoption::State::PAID, letter, now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// Weight in grams, test report, and the evidence where it is a shortfall.
fn read(typed: &Typed, plot: &Model, guarded: &Guarded) -> Result<(i64, String, Option<String>)> {
    let mut no = Refusals::default();
    let weight = no.take(weight::read(Field::Weight, &typed.weight, 0, MOST));
    let test_no = no.take(text::line(Field::TestNo, &typed.test_no, TEST));
    let evidence = no.take(text::lines(Field::Evidence, &typed.evidence, EVIDENCE));
    let is_short = weight.is_some_and(|weight| weight < promised(plot));
    if is_short && evidence.as_deref() == Some("") {
        no.add(Refusal::EvidenceMissing(promised(plot)));
    }
    let (Some(weight), Some(test_no), Some(evidence), true) = (weight, test_no, evidence, no.is_empty()) else {
        return Err(no.into());
    };
    let mut found = freetext::check(Field::Evidence, &evidence, guarded);
    // Laboratories number their reports as long as telephones.
    found.extend(freetext::check(Field::TestNo, &test_no, guarded).into_iter().filter(|no| !is_number(no)));
    if !found.is_empty() {
        return Err(Refused(found).into());
    }
    Ok((weight, test_no, is_short.then_some(evidence)))
}

const fn is_number(refusal: &Refusal) -> bool {
    matches!(refusal, Refusal::Personal(_, crate::error::Personal::Phone | crate::error::Personal::IdentityNumber))
}
