//! What a donor or a visitor wants: read, guarded, won. Steps of [`super::take`] and [`super::hold`].

use std::collections::BTreeMap;

use sea_orm::{
    ActiveValue::Set,
    QueryOrder, QuerySelect,
    entity::prelude::*,
    sea_query::{Expr, LockBehavior, LockType},
};

use super::{ActiveModel, COLUMN, Entity, State};
use crate::{
    Code, Fen, Refusal, Result, Time,
    actor::Actor,
    id::{AccountId, PhaseId, WishId},
    journal::{self, Act, Subject},
    phase,
    store::Txn,
    wish::{self, Status},
};

/// More than this in one act nobody reads through.
pub const MOST: usize = 200;

/// What somebody wants, and what may take the place of those that are gone, the best first.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted<'a> {
    pub codes: &'a [Code],
    pub spares: &'a [Code],
    /// What all together may cost, where spares come in.
    pub budget: Option<Fen>,
}

impl<'a> From<&'a [Code]> for Wanted<'a> {
    fn from(codes: &'a [Code]) -> Self {
        Self { codes, ..Self::default() }
    }
}

/// The wishes of some codes, in the order of their numbers, with their phases.
pub(super) struct Basket {
    /// Open, in a phase that takes claims today.
    pub wishes: Vec<wish::Model>,
    pub phases: BTreeMap<PhaseId, phase::Model>,
    /// Not to be had any more.
    pub lost: Vec<Code>,
    /// Spares that took the place of what was lost; among the wishes.
    pub instead: Vec<Code>,
}

impl Basket {
    /// Refuses when nothing is left to be had, and says why. What is gone is replaced where there are spares.
    pub async fn read(txn: &Txn, wanted: &Wanted<'_>, now: Time) -> Result<Self> {
        let (mut basket, none) = Self::look(txn, wanted.codes, now).await?;
        if !wanted.spares.is_empty() {
            basket.keep_open(txn).await?;
            basket.fill(txn, wanted, now).await?;
        }
        match none {
            Some(refusal) if basket.wishes.is_empty() => Err(refusal.into()),
            _ => Ok(basket),
        }
    }

    /// Locks what is open, so that what is missing is known before it is replaced.
    async fn keep_open(&mut self, txn: &Txn) -> Result<()> {
        let open = wish::Entity::find()
            .filter(wish::COLUMN.id.is_in(self.wishes.iter().map(|wish| wish.id)))
            .filter(wish::is(Status::Open))
            .order_by_asc(wish::COLUMN.id)
            .lock_exclusive()
            .all(txn)
            .await?;
        let read = std::mem::replace(&mut self.wishes, open);
        let gone = read.into_iter().filter(|wish| !self.wishes.iter().any(|kept| kept.id == wish.id));
        self.lost.extend(gone.map(|wish| wish.code));
        Ok(())
    }

    /// The best spares for what is missing, as far as the budget goes. One that somebody is about to take is passed
    /// over: waiting for it would be out of the order of numbers.
    async fn fill(&mut self, txn: &Txn, wanted: &Wanted<'_>, now: Time) -> Result<()> {
        let mut missing = self.lost.len();
        let Self { wishes: spares, phases, .. } = match missing {
            0 => return Ok(()),
            _ => Self::look(txn, wanted.spares, now).await?.0,
        };
        let free = wish::Entity::find()
            .filter(wish::COLUMN.id.is_in(spares.iter().map(|wish| wish.id)))
            .filter(wish::is(Status::Open))
            .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
            .all(txn)
            .await?;
        let mut spent = self.wishes.iter().try_fold(Fen::ZERO, |sum, wish| sum.plus(wish.price_fen));
        for code in wanted.spares {
            let Some(wish) = free.iter().find(|wish| wish.code == *code) else { continue };
            let sum = spent.and_then(|spent| spent.plus(wish.price_fen));
            let fits = sum.is_some_and(|sum| wanted.budget.is_none_or(|budget| sum <= budget));
            if missing == 0 || !fits || self.wishes.iter().any(|known| known.id == wish.id) {
                continue;
            }
            (spent, missing) = (sum, missing - 1);
            self.instead.push(wish.code.clone());
            self.wishes.push(wish.clone());
        }
        self.wishes.sort_by_key(|wish| wish.id);
        self.phases.extend(phases);
        Ok(())
    }

    /// What is to be had of these codes, and what to say where that is nothing.
    async fn look(txn: &Txn, codes: &[Code], now: Time) -> Result<(Self, Option<Refusal>)> {
        if codes.is_empty() {
            return Err(Refusal::BasketEmpty.into());
        }
        if codes.len() > MOST {
            let chosen = u64::try_from(codes.len()).unwrap_or(u64::MAX);
            return Err(Refusal::LimitReached(200, 200, chosen).into());
        }
        let found = wish::Entity::find()
            .filter(wish::COLUMN.code.is_in(codes.iter().cloned()))
            .filter(wish::COLUMN.status.is_in(Status::PUBLIC))
            .filter(wish::COLUMN.hidden_at.is_null())
            .order_by_asc(wish::COLUMN.id)
            .all(txn)
            .await?;
        let phases = phases(txn, &found).await?;
        let takes_claims = |wish: &wish::Model| phases.get(&wish.phase_id).is_some_and(|phase| phase.takes_claims(now));
        let over = found.iter().find(|wish| wish.status == Status::Open && !takes_claims(wish));
        let over = over.and_then(|wish| phases.get(&wish.phase_id)?.claim_until);
        let first = found.first().map(|wish| wish.code.clone());
        let (wishes, gone): (Vec<_>, Vec<_>) =
            found.into_iter().partition(|wish| wish.status == Status::Open && takes_claims(wish));
        let none = match (wishes.is_empty(), over, first) {
            (true, _, None) => Some(Refusal::NotFound),
            (true, Some(day), _) => Some(Refusal::ClaimingOver(day)),
            (true, None, Some(code)) => Some(Refusal::WishTaken(code)),
            _ => None,
        };
        let lost = gone.into_iter().map(|wish| wish.code).collect();
        Ok((Self { wishes, phases, lost, instead: Vec::new() }, none))
    }

    /// How many of each phase.
    pub fn by_phase(&self) -> impl Iterator<Item = (&phase::Model, Vec<&wish::Model>)> {
        self.phases
            .values()
            .map(|phase| (phase, self.wishes.iter().filter(|wish| wish.phase_id == phase.id).collect::<Vec<_>>()))
            .filter(|(_, wishes)| !wishes.is_empty())
    }

    /// How many of them nobody else can claim any more at that time; the pool fills what ends then.
    pub fn past_claiming(&self, at: Time) -> usize {
        self.by_phase().filter(|(phase, _)| !phase.takes_claims(at)).map(|(_, wishes)| wishes.len()).sum()
    }

    /// Refuses the whole basket where the account would have more gifts on the way than the phase allows.
    ///
    /// The account's row is locked by the caller, so that two baskets at once cannot both fit.
    pub async fn within_limit(&self, txn: &Txn, account: AccountId) -> Result<()> {
        for (phase, wishes) in self.by_phase() {
            if let Some(refusal) = beyond_limit(txn, account, phase, wishes.len()).await? {
                return Err(refusal.into());
            }
        }
        Ok(())
    }

    /// Takes every wish that is still open and writes its claim; what others were quicker at is lost.
    /// Refuses where all are.
    pub async fn win(
        mut self,
        txn: &Txn,
        claim: impl Fn(&phase::Model) -> ActiveModel,
        (actor, act): (Actor, Act),
        now: Time,
    ) -> Result<Self> {
        let mut won = Vec::with_capacity(self.wishes.len());
        for wish in std::mem::take(&mut self.wishes) {
            let Some(phase) = self.phases.get(&wish.phase_id) else { continue };
            if !take_open(txn, wish.id).await? {
                self.lost.push(wish.code);
                continue;
            }
            let mut row = claim(phase);
            row.wish_id = Set(wish.id);
            Entity::insert(row).exec_without_returning(txn).await?;
            wish::search::forget(txn, wish.id).await?;
            journal::note(txn, actor, act, Subject("wish", wish.id.0), wish.code.as_str(), now).await?;
            won.push(wish);
        }
        self.wishes = won;
        match (self.wishes.is_empty(), self.lost.first()) {
            (true, Some(code)) => Err(Refusal::WishTaken(code.clone()).into()),
            _ => Ok(self),
        }
    }

    /// The codes of what was won.
    pub fn codes(&self) -> Vec<Code> {
        self.wishes.iter().map(|wish| wish.code.clone()).collect()
    }

    /// The wishes in the order in which their reader chose them; what came instead stands last.
    pub fn as_chosen(&self, codes: &[Code]) -> Vec<wish::Model> {
        let mut wishes = self.wishes.clone();
        wishes.sort_by_key(|wish| codes.iter().position(|code| *code == wish.code).unwrap_or(usize::MAX));
        wishes
    }
}

/// What to say where the account would have more gifts on the way than the phase allows, with so many more of them.
pub(super) async fn beyond_limit(
    db: &impl ConnectionTrait,
    account: AccountId,
    phase: &phase::Model,
    chosen: usize,
) -> Result<Option<Refusal>> {
    let chosen = u64::try_from(chosen).unwrap_or(u64::MAX);
    let most = u64::try_from(phase.donor_limit).unwrap_or(0);
    let free = most.saturating_sub(pending(db, account, phase.id).await?);
    Ok((chosen > free).then_some(Refusal::LimitReached(phase.donor_limit, free, chosen)))
}

/// Gifts promised in this phase as oneself that are not here yet; an organisation's are counted by its own limit.
pub(crate) async fn pending(db: &impl ConnectionTrait, account: AccountId, phase: PhaseId) -> Result<u64> {
    Ok(super::in_phase(phase)
        .filter(COLUMN.account_id.eq(account))
        .filter(COLUMN.organisation_id.is_null())
        .filter(COLUMN.state.is_in(State::PENDING))
        .count(db)
        .await?)
}

/// The guard of every claim: of two at once, one wins.
pub(super) async fn take_open(txn: &Txn, wish: WishId) -> Result<bool> {
    let taken = wish::Entity::update_many()
        .col_expr(wish::Column::Status, Expr::value(Status::Taken))
        .filter(wish::COLUMN.id.eq(wish))
        .filter(wish::is(Status::Open))
        .filter(wish::COLUMN.hidden_at.is_null())
        .exec(txn)
        .await?;
    Ok(taken.rows_affected == 1)
}

/// The phases, kept as they are until we commit: none closes meanwhile.
pub(crate) async fn phases(txn: &Txn, wishes: &[wish::Model]) -> Result<BTreeMap<PhaseId, phase::Model>> {
    let phases = phase::Entity::find()
        .filter(phase::COLUMN.id.is_in(wishes.iter().map(|wish| wish.phase_id)))
        .order_by_asc(phase::COLUMN.id)
        .lock_shared()
        .all(txn)
        .await?;
    Ok(phases.into_iter().map(|phase| (phase.id, phase)).collect())
}
