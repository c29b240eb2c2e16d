//! The harvest is weighed and tested, once the household has signed every contract. What is less than was promised is a
//! shortfall: with its evidence, under the rule that stands in the contract, and with the credit that each share is
//! shown; where money goes back, it waits to be returned from then on.

use std::collections::{HashMap, HashSet};

use sea_orm::{entity::prelude::*, sea_query::Expr};
use serde::Deserialize;

use super::{COLUMN, Column, Entity, Model, ShortfallRule, State, find, locked, season, weigh_again::Reason, weight};
use crate::{
    Code, Day, Error, Fen, Field, FormKey, Refusal, Result, Store, Time,
    actor::Keeper,
    adoption::{self, tell},
    error::{Refusals, Refused},
    id::{AdoptionId, PlotId, ReferenceId},
    journal::{self, Act, Subject},
    lang::china_date,
    outbox::{
        Letter,
        letter::{AdoptionLine, ShortLine},
    },
    payment::{self, owe, reference},
    store::Txn,
    text,
    wish::freetext::{self, Guarded},
};

/// The heaviest harvest of a square metre, in grams; vegetables under glass come near it.
const MOST_OF_M2: i64 = 30_000;
/// What is more than so many times the whole field's promise is asked about.
const FAR: i64 = 2;
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
    /// `yes`: it is right, although it is far more than was promised, or early.
    pub meant: String,
}

/// What the shares that were adopted were promised, in grams.
pub fn promised(plot: &Model) -> i64 {
    i64::from(plot.harvest_g.0) * i64::from(plot.taken)
}

/// What the whole field promises, in grams.
fn whole(plot: &Model) -> i64 {
    i64::from(plot.harvest_g.0) * i64::from(plot.shares)
}

/// The day on which it is to be sown, as long as that is still to come.
pub fn sown_later(plot: &Model, now: Time) -> Option<Day> {
    plot.sow_on.filter(|day| china_date(now) < *day)
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

/// What a shortfall that was put down means for an adopter; see [`at_most`].
pub(super) fn short(plot: &Model, adoption: &AdoptionLine, paid: &HashMap<Code, Fen>) -> Option<ShortLine> {
    let credit = Fen(plot.credit_fen.unwrap_or_default().0 * i64::from(adoption.shares));
    let credit = at_most(credit, &adoption.code, paid);
    let evidence = plot.evidence.clone()?;
    Some(ShortLine { promised: promised(plot), evidence, rule: plot.shortfall_rule, credit })
}

/// What was paid under each contract to which money goes back, by its number.
pub(super) async fn paid_of(txn: &Txn, adopted: &[(adoption::Model, reference::Model)]) -> Result<HashMap<Code, Fen>> {
    let sums = payment::paid_for(txn, adopted.iter().map(|(_, reference)| reference.id)).await?;
    let sums: HashMap<ReferenceId, Fen> = sums.into_iter().collect();
    let of = |reference: &reference::Model| sums.get(&reference.id).copied().unwrap_or_default();
    Ok(adopted.iter().map(|(adoption, reference)| (adoption.code.clone(), of(reference))).collect())
}

/// Nobody gets back more than was paid.
fn at_most(credit: Fen, code: &Code, paid: &HashMap<Code, Fen>) -> Fen {
    paid.get(code).map_or(credit, |paid| Ord::min(credit, *paid))
}

/// Gives how many were told.
pub async fn harvest(
    store: &Store,
    keeper: Keeper,
    id: PlotId,
    typed: &Typed,
    form: &FormKey,
    now: Time,
) -> Result<u64> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let (plot, adopted) = held(&txn, keeper, id).await?;
    let weighed = Weighed::read(store, &txn, typed, &plot).await?;
    if plot.state != State::Growing {
        return Err(Refusal::PlotState.into());
    }
    season::all_signed(&txn, id).await?;
    if let Some(day) = sown_later(&plot, now).filter(|_| typed.meant != "yes") {
        return Err(Refusal::HarvestEarly(day).into());
    }
    weighed.write(&txn, &plot, now).await?;
    let act = if weighed.evidence.is_some() { Act::PlotShort } else { Act::PlotHarvested };
    journal::note(&txn, keeper, act, Subject("plot", id.0), "", now).await?;
    for (adoption, reference) in &adopted {
        owe::owe(&txn, keeper, reference, weighed.credit_of(adoption.shares), now).await?;
    }
    let told = weighed.tell(store, &txn, (&plot, &adopted), None, now).await?;
    form.keep(&txn, &told, now).await?;
    txn.commit().await?;
    Ok(told)
}

/// The plot, and before it, as whoever records a payment does, the codes of those to whom a shortfall gives money back,
/// each with its adoption: locked, in this order. Also of who has paid a part only: that is given back of, too.
pub(super) async fn held(
    txn: &Txn,
    keeper: Keeper,
    id: PlotId,
) -> Result<(Model, Vec<(adoption::Model, reference::Model)>)> {
    if find(txn, keeper, id).await?.shortfall_rule != ShortfallRule::Refund {
        return Ok((locked(txn, keeper, id).await?, Vec::new()));
    }
    let adopted = adoption::with_codes(txn, id, &adoption::State::BOUND).await?;
    let plot = locked(txn, keeper, id).await?;
    let whose: HashSet<AdoptionId> = adopted.iter().map(|(adoption, _)| adoption.id).collect();
    // One signed or ended meanwhile, and what is owed under a code that is not held would be forgotten.
    if adoption::list::bound(txn, id).await? != whose {
        return Err(Error::Busy);
    }
    Ok((plot, adopted))
}

/// What the scales, the laboratory and the village say of a harvest.
pub(super) struct Weighed {
    weight: i64,
    /// None: there was nothing to test.
    test_no: Option<String>,
    /// None: it is no shortfall.
    evidence: Option<String>,
    /// Of each share.
    credit: Option<Fen>,
}

impl Weighed {
    pub(super) async fn read(store: &Store, txn: &Txn, typed: &Typed, plot: &Model) -> Result<Self> {
        let guarded = Guarded::of_village(store, txn, plot.village_id).await?;
        let (weight, test_no, evidence) = read(typed, plot, &guarded)?;
        let credit = evidence.as_ref().map(|_| credit(plot, weight));
        Ok(Self { weight, test_no, evidence, credit })
    }

    /// Whether the plot's row says the same already.
    pub(super) fn stands_in(&self, plot: &Model) -> bool {
        let papers = (self.test_no.as_deref(), self.evidence.as_deref());
        (plot.weight_g, plot.credit_fen) == (Some(self.weight), self.credit)
            && (plot.test_no.as_deref(), plot.evidence.as_deref()) == papers
    }

    /// Into the plot's row; the moment at which it was first put down stays.
    pub(super) async fn write(&self, txn: &Txn, plot: &Model, now: Time) -> Result<()> {
        let to = if self.evidence.is_some() { State::Shortfall } else { State::Harvested };
        Entity::update_many()
            .col_expr(Column::State, Expr::value(to))
            .col_expr(Column::HarvestedAt, Expr::value(plot.harvested_at.unwrap_or(now)))
            .col_expr(Column::WeightG, Expr::value(self.weight))
            .col_expr(Column::TestNo, Expr::value(self.test_no.clone()))
            .col_expr(Column::Evidence, Expr::value(self.evidence.clone()))
            .col_expr(Column::CreditFen, Expr::value(self.credit))
            .filter(COLUMN.id.eq(plot.id))
            .exec(txn)
            .await?;
        Ok(())
    }

    /// What so many shares are credited.
    pub(super) fn credit_of(&self, shares: i32) -> Fen {
        Fen(self.credit.unwrap_or_default().0 * i64::from(shares))
    }

    /// By letter, to everybody who has paid, and to who has paid a part and gets money back of it: how many that are.
    /// `corrected`: why it takes the place of the letter before.
    pub(super) async fn tell(
        &self,
        store: &Store,
        txn: &Txn,
        (plot, adopted): (&Model, &[(adoption::Model, reference::Model)]),
        corrected: Option<Reason>,
        now: Time,
    ) -> Result<u64> {
        let about = tell::About::read(txn, plot.id).await?;
        let paid = paid_of(txn, adopted).await?;
        let mut readers = adoption::Entity::find()
            .filter(adoption::COLUMN.plot_id.eq(plot.id))
            .filter(adoption::COLUMN.state.is_in(adoption::State::BOUND))
            .all(txn)
            .await?;
        let has_come = |one: &adoption::Model| paid.get(&one.code).is_some_and(|paid| *paid > Fen::ZERO);
        readers.retain(|one| one.state != adoption::State::Signed || has_come(one));
        let in_part = |code: &Code| readers.iter().any(|one| one.code == *code && one.state == adoption::State::Signed);
        let letter = |name, adoption: AdoptionLine, _| {
            let short = self.evidence.as_ref().map(|evidence| ShortLine {
                promised: promised(plot),
                evidence: evidence.clone(),
                rule: plot.shortfall_rule,
                credit: at_most(self.credit_of(adoption.shares), &adoption.code, &paid),
            });
            let test_no = self.test_no.clone().unwrap_or_default();
            let in_part = in_part(&adoption.code);
            Letter::PlotHarvested { name, weight: self.weight, test_no, short, corrected, in_part, adoption }
        };
        tell::each(store, txn, &about, &readers, letter, now).await
    }
}

/// Weight in grams, test report where there is something to test, and the evidence where it is a shortfall.
fn read(typed: &Typed, plot: &Model, guarded: &Guarded) -> Result<(i64, Option<String>, Option<String>)> {
    let mut no = Refusals::default();
    let most = (i64::from(plot.area_m2) * MOST_OF_M2).max(whole(plot));
    let weight = no.take(weight::read(Field::Weight, &typed.weight, 0, most));
    if typed.meant != "yes" && weight.is_some_and(|weight| weight > whole(plot) * FAR) {
        no.add(Refusal::HarvestFar(whole(plot)));
    }
    let test_no = no.take(text::line_or_empty(Field::TestNo, &typed.test_no, TEST));
    if weight != Some(0) && test_no.as_deref() == Some("") {
        no.add(Refusal::Missing(Field::TestNo));
    }
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
    Ok((weight, (!test_no.is_empty()).then_some(test_no), is_short.then_some(evidence)))
}

const fn is_number(refusal: &Refusal) -> bool {
    matches!(refusal, Refusal::Personal(_, crate::error::Personal::Phone | crate::error::Personal::IdentityNumber))
}
