//! A donor's own pledges, each with its fund, its code and what has come of it month by month.

use sea_orm::{QueryOrder, entity::prelude::*};

use super::{COLUMN, Entity, Model, Paid, State, paid};
use crate::{
    Refusal, Result, Time,
    actor::Donor,
    fund,
    fund::due::Standing,
    id::PledgeId,
    payment::reference::{self, Shown},
};

/// One of the donor's pledges.
#[derive(Clone, Debug)]
pub struct Own {
    pub pledge: Model,
    pub fund: fund::Model,
    pub shown: Shown,
    pub state: State,
    pub standing: Standing,
}

/// The donor's pledges: those of which more may come first, then the newest.
pub async fn all(db: &impl ConnectionTrait, donor: Donor, now: Time) -> Result<Vec<Own>> {
    let own = Entity::find().filter(COLUMN.account_id.eq(donor.account())).order_by_desc(COLUMN.id).all(db).await?;
    let mut own = with_funds(db, paid(db, own, now).await?).await?;
    own.sort_by_key(|one| !one.state.is_live());
    Ok(own)
}

/// One of them; another donor's answers like a missing one.
pub async fn one(db: &impl ConnectionTrait, donor: Donor, id: PledgeId, now: Time) -> Result<Own> {
    let own = Entity::find_by_id(id).filter(COLUMN.account_id.eq(donor.account()));
    let found = paid(db, own.all(db).await?, now).await?;
    Ok(with_funds(db, found).await?.pop().ok_or(Refusal::NotFound)?)
}

async fn with_funds(db: &impl ConnectionTrait, paid: Vec<Paid>) -> Result<Vec<Own>> {
    let funds = fund::Entity::find().filter(fund::COLUMN.id.is_in(paid.iter().map(|one| one.pledge.fund_id)));
    let funds = funds.all(db).await?;
    let shown = reference::shown(db, paid.iter().map(|one| one.reference.clone()).collect()).await?;
    let own = |Paid { pledge, reference, state, standing }: Paid| {
        let fund = funds.iter().find(|fund| fund.id == pledge.fund_id)?.clone();
        let shown = shown.iter().find(|shown| shown.reference.id == reference.id)?.clone();
        Some(Own { pledge, fund, shown, state, standing })
    };
    Ok(paid.into_iter().filter_map(own).collect())
}
