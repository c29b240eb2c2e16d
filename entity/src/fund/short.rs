//! Which funds are short, for whoever would give to one: what the match of the next payout comes to where every family
//! pays what the rule says, less what society or the government has given or society has promised. It is made of the
//! rule and of counts: no family's own sum and nobody's arrears are in it.

use std::cmp::Reverse;

use sea_orm::{QueryOrder, entity::prelude::*};

use super::{
    COLUMN, Entity, Model, State,
    payout::{self, gather},
    rule::MatchSource,
};
use crate::{
    Fen, Result, Time,
    id::TownshipId,
    place::village_of,
    pledge::{list::promised_to, make::is_open},
};

/// A fund that lacks something.
#[derive(Clone, Debug)]
pub struct Short {
    pub fund: Model,
    /// Of its village.
    pub township: TownshipId,
    /// Whom the next payout is for.
    pub elders: u64,
    pub lacks: Fen,
}

impl Short {
    /// For each elder, rounded down.
    pub fn each(&self) -> Fen {
        Fen(self.lacks.0 / i64::try_from(self.elders).unwrap_or(i64::MAX).max(1))
    }
}

/// Those that take pledges and match with society's money, the one that lacks most for each elder first. No townships:
/// anywhere.
pub async fn short(db: &impl ConnectionTrait, townships: &[TownshipId], now: Time) -> Result<Vec<Short>> {
    let open = Entity::find().filter(COLUMN.state.eq(State::Open)).order_by_asc(COLUMN.id).all(db).await?;
    let mut short = Vec::new();
    for fund in open {
        let township = village_of(db, fund.village_id).await?.township_id;
        let is_there = townships.is_empty() || townships.contains(&township);
        if is_there && is_open(db, &fund).await? {
            short.extend(lacking(db, (fund, township), now).await?);
        }
    }
    short.sort_by_key(|one| Reverse(one.each()));
    Ok(short)
}

/// None where it lacks nothing that society could give.
async fn lacking(db: &impl ConnectionTrait, (fund, township): (Model, TownshipId), now: Time) -> Result<Option<Short>> {
    let Some(next) = payout::next(db, fund.id).await? else { return Ok(None) };
    let terms = next.rule.terms();
    if terms.from == MatchSource::Government {
        return Ok(None);
    }
    let claims = gather::claims(db, fund.id, next.from.first(), next.to_on).await?;
    let wanted: i64 = claims.iter().map(|claim| terms.whole(next.rule.support_fen, claim).0).sum();
    let (government, society) = terms.from.of(gather::pool(db, &fund).await?);
    let promised = promised_to(db, fund.id, now).await?;
    let monthly = promised.each_month.0 * i64::from(next.rule.cadence.months());
    let lacks = Fen(wanted - government - society - promised.missing.0 - monthly);
    let elders = u64::try_from(claims.len()).unwrap_or(u64::MAX);
    Ok((lacks > Fen::ZERO).then_some(Short { fund, township, elders, lacks }))
}
