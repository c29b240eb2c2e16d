//! A donor is asked: the shares that can still be had are reserved, the sums that a fund still takes are named, and each
//! line says what became of it. Steps of [`crate::round::propose`], within what its wishes leave of the offers.

use std::collections::HashMap;

use sea_orm::{ActiveValue::Set, QueryOrder, entity::prelude::*};

use super::{
    super::{
        capacity::Standing,
        giver::{self, Giver},
        proposal::{self, line::Lost},
    },
    fund_line, plot_line,
    shown::undecided,
};
use crate::{
    Error, Fen, Refusal, Result, Store, Time, account,
    actor::Actor,
    adoption::{
        self,
        reserve::{HOLD, Hold, hold_shares},
        tell::About,
    },
    fund::{self, short::short},
    id::{FundId, OfferId, TownshipId},
    outbox::letter::{AdoptionLine, FundLine, SumLine},
    place::village_of,
    plot,
    store::Txn,
};

/// What the letter says besides wishes, each with its giver.
#[derive(Default)]
pub(in crate::round) struct Named {
    pub adoptions: Vec<(Giver, AdoptionLine)>,
    pub funds: Vec<(Giver, SumLine)>,
}

impl Named {
    pub fn is_empty(&self) -> bool {
        self.adoptions.is_empty() && self.funds.is_empty()
    }

    pub fn len(&self) -> usize {
        self.adoptions.len() + self.funds.len()
    }
}

/// What is asked of whom, by whom, and until when it can be answered.
pub(in crate::round) struct Asking<'a> {
    pub proposal: &'a proposal::Model,
    pub account: &'a account::Model,
    /// The donor has still to answer an earlier round, so that nothing is asked.
    pub waits: bool,
    pub written_at: Time,
    pub until: Time,
    pub by: Actor,
}

/// The account is locked; `left` is what is left of its offers, none that has ended.
pub(in crate::round) async fn hold(
    store: &Store,
    txn: &Txn,
    asking: &Asking<'_>,
    left: &mut HashMap<OfferId, Standing>,
    now: Time,
) -> Result<Named> {
    let mut named = Named::default();
    let plots = plot_line::Entity::find().filter(plot_line::COLUMN.proposal_id.eq(asking.proposal.id));
    for line in plots.order_by_asc(plot_line::COLUMN.plot_id).all(txn).await? {
        let mut row = plot_line::ActiveModel { id: Set(line.id), ..Default::default() };
        let giver = left.get(&line.offer_id).and_then(|one| one.offer.organisation_id);
        match reserved(store, txn, asking, left.get_mut(&line.offer_id), &line, now).await? {
            Ok(adoption) => {
                row.adoption_id = Set(Some(adoption.id));
                let about = About::read(txn, line.plot_id).await?;
                named.adoptions.push((giver, about.adoption(&adoption, asking.account.lang)));
            }
            Err(why) => row.lost = Set(Some(why)),
        }
        row.update(txn).await?;
    }
    let funds = fund_line::Entity::find().filter(fund_line::COLUMN.proposal_id.eq(asking.proposal.id));
    for line in funds.order_by_asc(fund_line::COLUMN.fund_id).all(txn).await? {
        let giver = left.get(&line.offer_id).and_then(|one| one.offer.organisation_id);
        let answer = sum(txn, asking, left.get_mut(&line.offer_id), &line, &named.funds, now).await?;
        match answer {
            Ok(sum) => {
                if sum.amount != line.amount_fen {
                    let amount_fen = Set(sum.amount);
                    let row = fund_line::ActiveModel { id: Set(line.id), amount_fen, ..Default::default() };
                    row.update(txn).await?;
                }
                named.funds.push((giver, sum));
            }
            Err(why) => {
                let row = fund_line::ActiveModel { id: Set(line.id), lost: Set(Some(why)), ..Default::default() };
                row.update(txn).await?;
            }
        }
    }
    giver::sort(&mut named.adoptions);
    giver::sort(&mut named.funds);
    Ok(named)
}

async fn reserved(
    store: &Store,
    txn: &Txn,
    asking: &Asking<'_>,
    left: Option<&mut Standing>,
    line: &plot_line::Model,
    now: Time,
) -> Result<Result<adoption::Model, Lost>> {
    if asking.waits {
        return Ok(Err(Lost::Asked));
    }
    let plot = plot::Entity::find_by_id(line.plot_id).one(txn).await?.ok_or(Refusal::NotFound)?;
    let price = Fen(plot.share_price().0 * i64::from(line.shares));
    let reaches = |one: &&mut Standing| {
        let townships = one.offer.townships();
        one.shares >= line.shares && (townships.is_empty() || townships.contains(&plot.township_id))
    };
    let Some(left) = left.filter(reaches).filter(|one| one.budget.is_none_or(|budget| budget >= price)) else {
        return Ok(Err(Lost::Offer));
    };
    let until = (asking.written_at + HOLD).max(asking.until);
    let hold = Hold { account: asking.account.id, shares: line.shares, until, by: asking.by };
    match hold_shares(store, txn, &plot, &hold, now).await {
        Ok(adoption) => {
            left.shares -= line.shares;
            left.budget = left.budget.map(|budget| Fen(budget.0 - price.0));
            Ok(Ok(adoption))
        }
        Err(Error::Refused(refused)) => {
            let is_limit = refused.0.iter().any(|refusal| matches!(refusal, Refusal::AdoptionLimit(_)));
            Ok(Err(if is_limit { Lost::Limit } else { Lost::Gone }))
        }
        Err(error) => Err(error),
    }
}

/// What was drawn, or the less that the fund still lacks. `named`: what of this donor's sums is in the letter already.
async fn sum(
    txn: &Txn,
    asking: &Asking<'_>,
    left: Option<&mut Standing>,
    line: &fund_line::Model,
    named: &[(Giver, SumLine)],
    now: Time,
) -> Result<Result<SumLine, Lost>> {
    if asking.waits {
        return Ok(Err(Lost::Asked));
    }
    // Locked, so that of two donors who are asked at the same time for what one can give, one is.
    let fund = fund::lock(txn, line.fund_id).await?;
    let township = village_of(txn, fund.village_id).await?.township_id;
    let named: i64 = named.iter().filter(|(_, sum)| sum.fund.number == fund.id.0).map(|(_, sum)| sum.amount.0).sum();
    let lacks = Fen(lacking(txn, fund.id, township, now).await?.0 - named);
    let amount = Ord::min(line.amount_fen, lacks);
    let reaches = |one: &&mut Standing| {
        let townships = one.offer.townships();
        one.for_funds >= amount && (townships.is_empty() || townships.contains(&township))
    };
    let Some(left) = left.filter(reaches).filter(|one| one.budget.is_none_or(|budget| budget >= amount)) else {
        return Ok(Err(Lost::Offer));
    };
    let organiser = fund::organiser_of(txn, &fund).await?;
    let Some(organiser) = organiser.filter(|_| amount > Fen::ZERO) else {
        return Ok(Err(Lost::Gone));
    };
    left.for_funds = Fen(left.for_funds.0 - amount.0);
    left.budget = left.budget.map(|budget| Fen(budget.0 - amount.0));
    let lang = asking.account.lang;
    let line =
        FundLine { number: fund.id.0, title: fund.title(lang).to_owned(), organiser: organiser.name(lang).to_owned() };
    Ok(Ok(SumLine { amount, fund: line }))
}

/// What the fund lacks even if everybody says yes who has been asked for it; nothing where it takes no pledges.
async fn lacking(txn: &Txn, fund: FundId, township: TownshipId, now: Time) -> Result<Fen> {
    let short = short(txn, &[township], now).await?;
    let lacks = short.iter().find(|one| one.fund.id == fund).map_or(Fen::ZERO, |one| one.lacks);
    let asked = undecided(txn, now).await?.into_iter().filter(|one| one.is_asked && one.fund == fund);
    Ok(Fen(lacks.0 - asked.map(|one| one.amount.0).sum::<i64>()))
}
