//! What of a plan can still be proposed to its donor: the offers as they are now, the phases, the limits. A step of
//! [`super::propose`]; which wishes others were quicker at is found out when they are taken.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

use super::{
    capacity::{Standing, standing, used},
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
    /// What is left of the donor's offers, for plots and funds.
    pub left: HashMap<OfferId, Standing>,
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
    weighed.left = scales.offers;
    Ok(weighed)
}

/// What is left of everything that a line needs.
struct Scales {
    offers: HashMap<OfferId, Standing>,
    wishes: HashMap<WishId, wish::Model>,
    organisations: HashMap<OrganisationId, i64>,
    phases: BTreeMap<PhaseId, (phase::Model, i64)>,
}

impl Scales {
    async fn read(txn: &Txn, account: &account::Model, lines: &[line::Model], now: Time) -> Result<Self> {
        let mut used = used(txn, Some(account.id)).await?;
        let mut offers = HashMap::new();
        let own = standing(now).filter(offer::COLUMN.account_id.eq(account.id)).order_by_asc(offer::COLUMN.id);
        for offer in own.lock_exclusive().all(txn).await? {
            offers.insert(offer.id, used.remove(&offer.id).unwrap_or_default().left(offer));
        }
        let mut organisations = HashMap::new();
        let named: BTreeSet<OrganisationId> =
            offers.values().filter_map(|one: &Standing| one.offer.organisation_id).collect();
        for id in named {
            let own = organisation::locked_one(txn, id).await?.filter(|one| one.contact_id == account.id);
            if let Some(one) = own {
                let pending = i64::try_from(organisation::pending(txn, id).await?).unwrap_or(i64::MAX);
                organisations.insert(id, i64::from(one.wish_limit) - pending);
            }
        }
        // What was offered for an organisation that is closed, or whose contact is another by now, is not offered.
        offers
            .retain(|_, one: &mut Standing| one.offer.organisation_id.is_none_or(|id| organisations.contains_key(&id)));
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
        let one = self.offers.get_mut(&line.offer_id).ok_or(Lost::Offer)?;
        let left = one.budget.map(|budget| budget.minus(wish.price_fen).filter(|left| *left >= Fen::ZERO));
        if one.count < 1 || !admits(&one.offer, wish) || left == Some(None) {
            return Err(Lost::Offer);
        }
        let organisation = one.offer.organisation_id;
        let room = match organisation {
            Some(id) => self.organisations.get_mut(&id).ok_or(Lost::Offer)?,
            None => own,
        };
        if *room < 1 {
            return Err(Lost::Limit);
        }
        (*room, one.count, one.budget) = (*room - 1, one.count - 1, left.flatten());
        Ok((wish.clone(), organisation, phase.hold_hours))
    }
}
