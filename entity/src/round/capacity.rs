//! What standing offers can still give: their wishes, shares, sums and budget without what was taken from them, within
//! what their donor or organisation may have on the way.
//!
//! Nobody is pressed: an offer is passed over while its donor has a proposal to answer, and for a week after anything
//! that was proposed from it was declined or lapsed.

use std::collections::{HashMap, HashSet};

use chrono::TimeDelta;
use sea_orm::{JoinType, QueryOrder, QuerySelect, QueryTrait, Select, entity::prelude::*, sea_query::SelectStatement};

use super::{
    ground::shown,
    proposal::{self, line},
};
use crate::{
    Fen, Result, Time,
    account::{self, Role},
    claim,
    id::{AccountId, OfferId, OrganisationId, PhaseId},
    lang::china_date,
    matching::Kind,
    offer, organisation, phase, wish,
};

/// How long an offer rests after a no.
const REST: TimeDelta = TimeDelta::days(7);

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

pub(crate) struct Capacity {
    /// Those that can give anything, by their numbers.
    pub standing: Vec<Standing>,
    /// Offers that stand and are passed over now.
    pub resting: usize,
}

impl Capacity {
    /// For a round over these phases; a constant number of statements.
    pub async fn read(db: &impl ConnectionTrait, phases: &[phase::Model], now: Time) -> Result<Self> {
        let all = standing(now).order_by_asc(offer::COLUMN.id).all(db).await?;
        let (asked, refused) = (asked(db).await?, refused(db, now).await?);
        let (mut used, rooms) = (used(db, None).await?, Rooms::read(db, phases).await?);
        let resting = |offer: &offer::Model| asked.contains(&offer.account_id) || refused.contains(&offer.id);
        let (resting, awake): (Vec<_>, Vec<_>) = all.into_iter().partition(resting);
        let left = |offer: offer::Model| {
            let one = used.remove(&offer.id).unwrap_or_default().left(offer);
            Standing { count: one.count.min(rooms.of(&one.offer, phases)), ..one }
        };
        let can_give = |one: &Standing| {
            (one.count > 0 || one.shares > 0 || one.for_funds > Fen::ZERO) && one.budget != Some(Fen::ZERO)
        };
        Ok(Self { standing: awake.into_iter().map(left).filter(can_give).collect(), resting: resting.len() })
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

/// Who has been asked, or is about to be, and has not answered.
async fn asked(db: &impl ConnectionTrait) -> Result<HashSet<AccountId>> {
    let open = proposal::Entity::find()
        .select_only()
        .column(proposal::Column::AccountId)
        .filter(proposal::COLUMN.answered_at.is_null())
        .filter(proposal::Column::RoundId.in_subquery(applied()));
    Ok(open.into_tuple::<AccountId>().all(db).await?.into_iter().collect())
}

/// The rounds whose donors are asked.
pub(super) fn applied() -> SelectStatement {
    let applied = super::Entity::find().select_only().column(super::Column::Id);
    applied.filter(super::COLUMN.state.eq(super::State::Applied)).into_query()
}

/// Offers from which something was declined or lapsed not long ago.
async fn refused(db: &impl ConnectionTrait, now: Time) -> Result<HashSet<OfferId>> {
    let ended = with_claim()
        .select_only()
        .column(line::Column::OfferId)
        .filter(claim::COLUMN.state.is_in([claim::State::Released, claim::State::Lapsed]))
        .filter(claim::COLUMN.ended_at.gt(now - REST));
    let mut refused: HashSet<OfferId> = ended.into_tuple().all(db).await?.into_iter().collect();
    refused.extend(shown::refused(db, now - REST).await?);
    Ok(refused)
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

/// What donors and organisations may still take on.
struct Rooms {
    own: HashMap<(AccountId, PhaseId), i64>,
    organisations: HashMap<OrganisationId, i64>,
}

impl Rooms {
    async fn read(db: &impl ConnectionTrait, phases: &[phase::Model]) -> Result<Self> {
        let to_wish = claim::Entity::belongs_to(wish::Entity).from(claim::Column::WishId).to(wish::Column::Id);
        let pending: Vec<(AccountId, PhaseId)> = claim::Entity::find()
            .select_only()
            .column(claim::Column::AccountId)
            .column(wish::Column::PhaseId)
            .join(JoinType::InnerJoin, to_wish.into())
            .filter(claim::COLUMN.state.is_in(claim::State::PENDING))
            .filter(claim::COLUMN.account_id.is_not_null())
            .filter(claim::COLUMN.organisation_id.is_null())
            .filter(wish::COLUMN.phase_id.is_in(phases.iter().map(|phase| phase.id)))
            .into_tuple()
            .all(db)
            .await?;
        let mut own = HashMap::new();
        for one in pending {
            *own.entry(one).or_insert(0) += 1;
        }
        let active = organisation::Entity::find().all(db).await?.into_iter().filter(organisation::Model::is_active);
        let mut organisations: HashMap<_, _> = active.map(|one| (one.id, i64::from(one.wish_limit))).collect();
        let pending: Vec<OrganisationId> = claim::Entity::find()
            .select_only()
            .column(claim::Column::OrganisationId)
            .filter(claim::COLUMN.state.is_in(claim::State::PENDING))
            .filter(claim::COLUMN.organisation_id.is_not_null())
            .into_tuple()
            .all(db)
            .await?;
        for id in pending {
            organisations.entry(id).and_modify(|room| *room -= 1);
        }
        Ok(Self { own, organisations })
    }

    fn of(&self, offer: &offer::Model, phases: &[phase::Model]) -> u32 {
        let room = match offer.organisation_id {
            Some(id) => self.organisations.get(&id).copied().unwrap_or(0),
            None => phases.iter().map(|phase| self.in_phase(offer.account_id, phase)).sum(),
        };
        u32::try_from(room.max(0)).unwrap_or(u32::MAX)
    }

    fn in_phase(&self, account: AccountId, phase: &phase::Model) -> i64 {
        let pending = self.own.get(&(account, phase.id)).copied().unwrap_or(0);
        (i64::from(phase.donor_limit) - pending).max(0)
    }
}
