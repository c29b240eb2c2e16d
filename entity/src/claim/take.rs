//! A signed-in donor takes wishes: one, or a whole basket in one transaction. Of two at once, one wins.

use std::collections::BTreeMap;

use sea_orm::{ActiveValue::Set, QuerySelect, entity::prelude::*};
use serde::{Deserialize, Serialize};

use super::{
    ActiveModel, Source, State,
    basket::{self, Basket, Wanted},
    confirm, remind,
};
use crate::{
    Code, FormKey, Refusal, Result, Store, Time, account,
    actor::Donor,
    id::{AccountId, OrganisationId, PhaseId},
    journal::Act,
    lang::china_date,
    organisation, phase,
    store::Txn,
    waiting,
    wish::browse::PublicWish,
};

/// What became of a basket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    pub batch: String,
    pub won: Vec<Code>,
    /// Somebody else was quicker.
    pub lost: Vec<Code>,
    /// Of what was won, what took the place of what was lost.
    #[serde(default)]
    pub instead: Vec<Code>,
}

/// Takes what is still to be had of these wishes; confirmed at once, because the donor's address is verified.
pub async fn take(
    store: &Store,
    donor: Donor,
    codes: &[Code],
    rules_accepted: bool,
    form: &FormKey,
    now: Time,
) -> Result<Taken> {
    take_for(store, donor, codes, rules_accepted, "", form, now).await
}

/// The same, for the organisation of this link, whose limit counts then; blank: for oneself.
pub async fn take_for(
    store: &Store,
    donor: Donor,
    codes: &[Code],
    rules_accepted: bool,
    link: &str,
    form: &FormKey,
    now: Time,
) -> Result<Taken> {
    take_wanted(store, donor, &codes.into(), (rules_accepted, link), form, now).await
}

/// The same, where what is gone may be replaced.
pub async fn take_wanted(
    store: &Store,
    donor: Donor,
    wanted: &Wanted<'_>,
    (rules_accepted, link): (bool, &str),
    form: &FormKey,
    now: Time,
) -> Result<Taken> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    if !rules_accepted {
        return Err(Refusal::RulesNotAccepted.into());
    }
    let account = locked_account(&txn, donor.account()).await?;
    let organisation = organisation::locked(&txn, link).await?;
    let basket = Basket::read(&txn, wanted, now).await?;
    match &organisation {
        Some(organisation) => {
            organisation::within_limit(&txn, organisation, basket.wishes.len()).await?;
            organisation::join::enrol(&txn, organisation, account.id, now).await?;
        }
        None => basket.within_limit(&txn, account.id).await?,
    }
    let made_for = organisation.map(|organisation| organisation.id);
    let batch = store.dice.id();
    let basket = basket
        .win(
            &txn,
            |phase| confirmed(&account, phase, (&batch, made_for), now),
            (donor.into(), Act::ClaimConfirmed),
            now,
        )
        .await?;
    waiting::leave::served(&txn, account.id, now).await?;
    confirm::tell(store, &txn, &account, &basket.as_chosen(wanted.codes), now).await?;
    let taken = Taken { batch, won: basket.codes(), lost: basket.lost, instead: basket.instead };
    form.keep(&txn, &taken, now).await?;
    txn.commit().await?;
    Ok(taken)
}

/// What the donor would be told of claiming these as oneself: that they are too many at once.
pub async fn beyond_limit(db: &impl ConnectionTrait, donor: Donor, wishes: &[&PublicWish]) -> Result<Option<Refusal>> {
    let mut chosen: BTreeMap<PhaseId, usize> = BTreeMap::new();
    for wish in wishes {
        *chosen.entry(wish.phase_id).or_default() += 1;
    }
    for (id, chosen) in chosen {
        let phase = phase::find(db, id).await?;
        if let Some(refusal) = basket::beyond_limit(db, donor.account(), &phase, chosen).await? {
            return Ok(Some(refusal));
        }
    }
    Ok(None)
}

/// The donor's account, locked until we commit: the limit is counted by one transaction at a time.
pub(crate) async fn locked_account(txn: &Txn, id: AccountId) -> Result<account::Model> {
    let account =
        account::Entity::find_by_id(id).filter(account::COLUMN.disabled_at.is_null()).lock_exclusive().one(txn).await?;
    Ok(account.ok_or(Refusal::SignInFirst)?)
}

fn confirmed(
    account: &account::Model,
    phase: &phase::Model,
    (batch, made_for): (&str, Option<OrganisationId>),
    now: Time,
) -> ActiveModel {
    let today = china_date(now);
    let give_by = phase.give_by(today);
    ActiveModel {
        source: Set(Source::Donor),
        account_id: Set(Some(account.id)),
        lang: Set(account.lang),
        batch: Set(batch.to_owned()),
        state: Set(State::Confirmed),
        made_at: Set(now),
        rules_accepted_at: Set(Some(now)),
        confirmed_at: Set(Some(now)),
        give_by: Set(Some(give_by)),
        reminders: Set(remind::passed(give_by, today)),
        organisation_id: Set(made_for),
        ..Default::default()
    }
}
