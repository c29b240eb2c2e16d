//! What of a plan can still be proposed to its donor: the offers as they are now, the phases, the limits. A step of
//! [`super::propose`]; which wishes others were quicker at is found out when they are taken.

use std::collections::{BTreeMap, HashMap};

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

use super::{
    capacity::{standing, used},
    plan::admits,
    proposal::line::{self, Lost},
};
use crate::{
    Fen, Result, Time, account, claim,
    id::{OfferId, OrganisationId, PhaseId, WishId},
    offer, organisation, phase,
    store::Txn,
    wish,
};

/// A line that can be proposed.
pub(super) struct Kept {
    pub line: line::Model,
    pub wish: wish::Model,
    pub organisation: Option<OrganisationId>,
}

#[derive(Default)]
pub(super) struct Weighed {
    /// In the order of the wishes' numbers.
    pub kept: Vec<Kept>,
    pub lost: Vec<(line::Model, Lost)>,
    /// How long they are held: the shortest of their phases; none where nothing is kept.
    pub hours: Option<i32>,
}

impl Weighed {
    /// All of it for the same reason.
    pub fn lost(lines: Vec<line::Model>, why: Lost) -> Self {
        Self { lost: lines.into_iter().map(|line| (line, why)).collect(), ..Self::default() }
    }
}

/// The donor's account is locked; the offers, organisations and phases are, until we commit.
pub(super) async fn weigh(txn: &Txn, account: &account::Model, lines: Vec<line::Model>, now: Time) -> Result<Weighed> {
    let mut scales = Scales::read(txn, account, &lines, now).await?;
    let mut weighed = Weighed::default();
    for line in lines {
        match scales.judge(&line, now) {
            Ok((wish, organisation, hours)) => {
                weighed.hours = Some(weighed.hours.map_or(hours, |known| known.min(hours)));
                weighed.kept.push(Kept { line, wish, organisation });
            }
            Err(why) => weighed.lost.push((line, why)),
        }
    }
    Ok(weighed)
}

/// What is left of everything that a line needs.
struct Scales {
    offers: HashMap<OfferId, (offer::Model, i64, Option<Fen>)>,
    wishes: HashMap<WishId, wish::Model>,
    organisations: HashMap<OrganisationId, i64>,
    phases: BTreeMap<PhaseId, (phase::Model, i64)>,
}

impl Scales {
    async fn read(txn: &Txn, account: &account::Model, lines: &[line::Model], now: Time) -> Result<Self> {
        let used = used(txn, Some(account.id)).await?;
        let mut offers = HashMap::new();
        let own = standing(now).filter(offer::COLUMN.account_id.eq(account.id)).order_by_asc(offer::COLUMN.id);
        for offer in own.lock_exclusive().all(txn).await? {
            let (count, spent) = used.get(&offer.id).copied().unwrap_or_default();
            let budget = offer.budget_fen.map(|budget| budget.minus(spent).unwrap_or_default());
            offers.insert(offer.id, (offer.clone(), i64::from(offer.max_count) - i64::from(count), budget));
        }
        let mut organisations = HashMap::new();
        for id in offers.values().filter_map(|(offer, ..)| offer.organisation_id) {
            if let Some(one) = organisation::locked_one(txn, id).await? {
                let pending = i64::try_from(organisation::pending(txn, id).await?).unwrap_or(i64::MAX);
                organisations.insert(id, i64::from(one.wish_limit) - pending);
            }
        }
        let wishes = wish::Entity::find().filter(wish::COLUMN.id.is_in(lines.iter().map(|line| line.wish_id)));
        let wishes = wishes.all(txn).await?;
        let mut phases = BTreeMap::new();
        for (id, phase) in claim::phases(txn, &wishes).await? {
            let pending = i64::try_from(claim::pending(txn, account.id, id).await?).unwrap_or(i64::MAX);
            let room = i64::from(phase.donor_limit) - pending;
            phases.insert(id, (phase, room));
        }
        let wishes = wishes.into_iter().map(|wish| (wish.id, wish)).collect();
        Ok(Self { offers, wishes, organisations, phases })
    }

    /// Takes the line's part of everything, or says what is missing.
    fn judge(&mut self, line: &line::Model, now: Time) -> Result<(wish::Model, Option<OrganisationId>, i32), Lost> {
        let wish = self.wishes.get(&line.wish_id).ok_or(Lost::Gone)?;
        let (phase, own) = self.phases.get_mut(&wish.phase_id).ok_or(Lost::Gone)?;
        if wish.status != wish::Status::Open || wish.hidden_at.is_some() || !phase.takes_claims(now) {
            return Err(Lost::Gone);
        }
        let (offer, count, budget) = self.offers.get_mut(&line.offer_id).ok_or(Lost::Offer)?;
        let left = budget.map(|budget| budget.minus(wish.price_fen).filter(|left| *left >= Fen::ZERO));
        if *count < 1 || !admits(offer, wish) || left == Some(None) {
            return Err(Lost::Offer);
        }
        let room = match offer.organisation_id {
            Some(id) => self.organisations.get_mut(&id).ok_or(Lost::Offer)?,
            None => own,
        };
        if *room < 1 {
            return Err(Lost::Limit);
        }
        (*room, *count, *budget) = (*room - 1, *count - 1, left.flatten());
        Ok((wish.clone(), offer.organisation_id, phase.hold_hours))
    }
}
