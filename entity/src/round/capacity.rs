//! What standing offers can still give: their wishes, shares, sums and budget without what was taken from them; and what
//! their donors and organisations may have on the way.

pub(crate) mod given_back;
pub(crate) mod passed;
pub(crate) mod rooms;

use std::collections::HashMap;

use sea_orm::{JoinType, QueryOrder, QuerySelect, QueryTrait, Select, entity::prelude::*, sea_query::SelectStatement};

use super::{ground::shown, proposal::line};
use crate::{
    Fen, Result, Time,
    account::{self, Role},
    claim,
    id::{AccountId, OfferId},
    lang::china_date,
    matching::Kind,
    offer, organisation, phase, wish,
};
use given_back::GivenBack;
use passed::{Passed, Passes};
use rooms::Rooms;

/// An offer, and what is left of it.
#[derive(Clone, Debug)]
pub(crate) struct Standing {
    pub offer: offer::Model,
    /// Wishes, shares of plots, and the sum for funds; nought where it does not name them.
    pub count: u32,
    pub shares: i32,
    pub for_funds: Fen,
    pub budget: Option<Fen>,
}

impl Standing {
    /// Whether anything is left of it.
    fn can_give(&self) -> bool {
        (self.count > 0 || self.shares > 0 || self.for_funds > Fen::ZERO) && self.budget != Some(Fen::ZERO)
    }
}

/// When an offer that rests is there again.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Back {
    At(Time),
    /// Once its donor has answered.
    Answered,
}

impl Back {
    /// None: nobody knows.
    const fn after(why: Passed) -> Option<Self> {
        match why {
            Passed::Nameless => None,
            Passed::Asked(_) => Some(Self::Answered),
            Passed::Refused { until, .. } => Some(Self::At(until)),
        }
    }
}

/// An offer that could give something and rests.
#[derive(Clone, Debug)]
pub(crate) struct Resting {
    pub standing: Standing,
    pub back: Back,
}

pub(crate) struct Capacity {
    /// Those that can give anything, by their numbers, whatever their donors have on the way.
    pub standing: Vec<Standing>,
    /// Offers that stand and have given all they say, so that nothing is left of them.
    pub used_up: Vec<Standing>,
    /// Offers that stand, can give something and are passed over now, and why.
    pub passed_over: Vec<(OfferId, Passed)>,
    /// Those of them that are back some day.
    pub resting: Vec<Resting>,
    pub rooms: Rooms,
    pub given_back: GivenBack,
}

impl Capacity {
    /// For a round over these phases; a constant number of statements.
    pub async fn read(db: &impl ConnectionTrait, phases: &[phase::Model], now: Time) -> Result<Self> {
        let all = standing(now).order_by_asc(offer::COLUMN.id).all(db).await?;
        let (active, mut used) = (active(db).await?, used(db, None).await?);
        let passes = Passes::read(db, None, &active, now).await?;
        let rooms = Rooms::read(db, phases, &active).await?;
        let given_back = GivenBack::read(db, now).await?;
        let (mut standing, mut used_up) = (Vec::new(), Vec::new());
        let (mut passed_over, mut resting) = (Vec::new(), Vec::new());
        for offer in all {
            let why = passes.why(&offer);
            let one = used.remove(&offer.id).unwrap_or_default().left(offer);
            match why {
                _ if !one.can_give() => used_up.push(one),
                Some(why) => {
                    passed_over.push((one.offer.id, why));
                    resting.extend(Back::after(why).map(|back| Resting { standing: one, back }));
                }
                None => standing.push(one),
            }
        }
        Ok(Self { standing, used_up, passed_over, resting, rooms, given_back })
    }
}

/// Offers that neither rest nor have ended, of donors who can give.
pub(super) fn standing(now: Time) -> Select<offer::Entity> {
    let donors = account::Entity::find()
        .select_only()
        .column(account::Column::Id)
        .filter(account::COLUMN.role.eq(Role::Donor))
        .filter(account::COLUMN.verified_at.is_not_null())
        .filter(account::COLUMN.disabled_at.is_null())
        .into_query();
    offer::Entity::find()
        .filter(offer::COLUMN.ended_at.is_null())
        .filter(offer::COLUMN.paused_at.is_null())
        .filter(offer::COLUMN.valid_until.gte(china_date(now)))
        .filter(offer::Column::AccountId.in_subquery(donors))
}

/// The organisations that can be claimed for.
pub(super) async fn active(db: &impl ConnectionTrait) -> Result<Vec<organisation::Model>> {
    let all = organisation::Entity::find().all(db).await?;
    Ok(all.into_iter().filter(organisation::Model::is_active).collect())
}

/// The rounds whose donors are asked.
pub(super) fn applied() -> SelectStatement {
    let applied = super::Entity::find().select_only().column(super::Column::Id);
    applied.filter(super::COLUMN.state.eq(super::State::Applied)).into_query()
}

/// What was taken from an offer and is not given back.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Used {
    pub count: u32,
    pub shares: i32,
    pub for_funds: Fen,
    /// What all of it comes to.
    pub spent: Fen,
}

impl Used {
    /// What is left of the offer, whatever its donor may have on the way.
    pub fn left(self, offer: offer::Model) -> Standing {
        let named = |kind, most: Option<Fen>| most.filter(|_| offer.gives(kind)).unwrap_or_default();
        let most = if offer.gives(Kind::Wishes) { u32::try_from(offer.max_count).unwrap_or(0) } else { 0 };
        let shares = offer.max_shares.filter(|_| offer.gives(Kind::Plots)).unwrap_or(0);
        Standing {
            count: most.saturating_sub(self.count),
            shares: (shares - self.shares).max(0),
            for_funds: Fen((named(Kind::Funds, offer.fund_fen).0 - self.for_funds.0).max(0)),
            budget: offer.budget_fen.map(|budget| Fen((budget.0 - self.spent.0).max(0))),
            offer,
        }
    }
}

/// What was taken of one donor's offers, or of all that have not ended.
pub(super) async fn used(db: &impl ConnectionTrait, donor: Option<AccountId>) -> Result<HashMap<OfferId, Used>> {
    let to_offer = line::Entity::belongs_to(offer::Entity).from(line::Column::OfferId).to(offer::Column::Id);
    let to_wish = line::Entity::belongs_to(wish::Entity).from(line::Column::WishId).to(wish::Column::Id);
    let mut taken = with_claim()
        .select_only()
        .column(line::Column::OfferId)
        .column(wish::Column::PriceFen)
        .join(JoinType::InnerJoin, to_offer.into())
        .join(JoinType::InnerJoin, to_wish.into())
        .filter(claim::COLUMN.state.is_in(claim::State::LIVE))
        .filter(offer::COLUMN.ended_at.is_null());
    if let Some(donor) = donor {
        taken = taken.filter(offer::COLUMN.account_id.eq(donor));
    }
    let mut used: HashMap<OfferId, Used> = HashMap::new();
    for (offer, price) in taken.into_tuple::<(OfferId, Fen)>().all(db).await? {
        let used = used.entry(offer).or_default();
        (used.count, used.spent) = (used.count + 1, used.spent.plus(price).unwrap_or(used.spent));
    }
    for (offer, shares, amount) in shown::adopted(db, donor).await? {
        let used = used.entry(offer).or_default();
        (used.shares, used.spent) = (used.shares + shares, used.spent.plus(amount).unwrap_or(used.spent));
    }
    for (offer, amount) in shown::pledged(db, donor).await? {
        let used = used.entry(offer).or_default();
        used.for_funds = used.for_funds.plus(amount).unwrap_or(used.for_funds);
        used.spent = used.spent.plus(amount).unwrap_or(used.spent);
    }
    Ok(used)
}

/// Lines with the claims that were made of them.
fn with_claim() -> Select<line::Entity> {
    let to_claim = line::Entity::belongs_to(claim::Entity).from(line::Column::ClaimId).to(claim::Column::Id);
    line::Entity::find().join(JoinType::InnerJoin, to_claim.into())
}
