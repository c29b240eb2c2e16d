//! A visitor takes wishes with an e-mail address and a name; the link in the letter confirms them.
//!
//! The answer never tells whether the address has an account.

use chrono::TimeDelta;
use sea_orm::{ActiveValue::Set, entity::prelude::*};
use serde::{Deserialize, Serialize};

use super::{
    ActiveModel, COLUMN, Entity, Source, State,
    basket::{Basket, Wanted},
};
use crate::{
    Code, Error, Field, FormKey, Lang, Refusal, Result, Store, Time,
    actor::Actor,
    error::Refusals,
    guess,
    id::OrganisationId,
    journal::Act,
    link, organisation,
    outbox::{self, Letter, Recipient, compose},
    store::{Txn, literal},
    text, wish,
};

/// Wishes one address may hold before its link is used.
pub const MOST_HELD: i32 = 5;
/// Longest name, in characters.
pub const NAME: usize = 40;

/// Who the visitor is, as typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub email: String,
    pub name: String,
    /// A ticked box has any value.
    pub rules: String,
    /// The link of an organisation for which it is; blank: for oneself.
    pub for_organisation: String,
}

/// What is held, and until when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    pub email: String,
    pub won: Vec<Code>,
    pub lost: Vec<Code>,
    /// Of what was won, what took the place of what was lost.
    #[serde(default)]
    pub instead: Vec<Code>,
    pub held_until: Time,
}

struct Visitor {
    email: String,
    name: String,
    lang: Lang,
}

impl Typed {
    fn read(&self, lang: Lang) -> Result<Visitor> {
        let mut refusals = Refusals::default();
        let email = refusals.take(text::email(&self.email));
        let name = refusals.take(text::name(Field::Name, &self.name, NAME));
        if self.rules.is_empty() {
            refusals.add(Refusal::RulesNotAccepted);
        }
        refusals.settle()?;
        email.zip(name).map(|(email, name)| Visitor { email, name, lang }).ok_or(Error::Busy)
    }
}

/// Holds what is still to be had of these wishes. `network`: where the form came from, as the server sees it.
pub async fn hold(
    store: &Store,
    codes: &[Code],
    typed: &Typed,
    (lang, network): (Lang, &str),
    form: &FormKey,
    now: Time,
) -> Result<Held> {
    hold_wanted(store, &codes.into(), typed, (lang, network), form, now).await
}

/// The same, where what is gone may be replaced.
pub async fn hold_wanted(
    store: &Store,
    wanted: &Wanted<'_>,
    typed: &Typed,
    (lang, network): (Lang, &str),
    form: &FormKey,
    now: Time,
) -> Result<Held> {
    let visitor = typed.read(lang)?;
    // Sent again it is no other try.
    if let Some(answer) = form.answered(store.read()).await? {
        return Ok(answer);
    }
    guess::count(store, guess::HOLDS, network, now).await?;
    guess::count(store, guess::LETTERS, &visitor.email, now).await?;
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    guess::queue(store, &txn, "hold", &visitor.email, now).await?;
    let organisation = organisation::locked(&txn, &typed.for_organisation).await?;
    let basket = Basket::read(&txn, wanted, now).await?;
    within_limit(&txn, &visitor.email, basket.wishes.len(), now).await?;
    if let Some(organisation) = &organisation {
        organisation::within_limit(&txn, organisation, basket.wishes.len()).await?;
    }
    let made_for = organisation.map(|organisation| organisation.id);
    let hours = basket.by_phase().map(|(phase, _)| phase.hold_hours).min().unwrap_or(1);
    let held_until = now + TimeDelta::hours(hours.into());
    let batch = store.dice.id();
    let basket = basket
        .win(&txn, |_| held(&visitor, (&batch, made_for), held_until, now), (Actor::VISITOR, Act::WishHeld), now)
        .await?;
    let chosen = basket.as_chosen(wanted.codes);
    let to_pool = basket.past_claiming(held_until);
    ask_to_confirm(store, &txn, &visitor, (&chosen, &batch), (held_until, to_pool), now).await?;
    let (won, lost, instead) = (basket.codes(), basket.lost, basket.instead);
    let held = Held { email: visitor.email, won, lost, instead, held_until };
    form.keep(&txn, &held, now).await?;
    txn.commit().await?;
    Ok(held)
}

/// Holds of one address queue (see [`guess::queue`]), so two at once cannot both fit.
async fn within_limit(txn: &Txn, email: &str, wanted: usize, now: Time) -> Result<()> {
    let live = Entity::find()
        .filter(COLUMN.holder_email.eq(email))
        .filter(literal::is(super::Column::State, State::Held))
        .filter(COLUMN.held_until.gt(now))
        .count(txn)
        .await?;
    let fits = usize::try_from(live).ok().and_then(|live| i32::try_from(live + wanted).ok());
    if fits.is_some_and(|all| all <= MOST_HELD) { Ok(()) } else { Err(Refusal::HoldLimit(MOST_HELD).into()) }
}

fn held(
    visitor: &Visitor,
    (batch, made_for): (&str, Option<OrganisationId>),
    held_until: Time,
    now: Time,
) -> ActiveModel {
    ActiveModel {
        source: Set(Source::Donor),
        holder_email: Set(Some(visitor.email.clone())),
        holder_name: Set(Some(visitor.name.clone())),
        lang: Set(visitor.lang),
        batch: Set(batch.to_owned()),
        state: Set(State::Held),
        made_at: Set(now),
        held_until: Set(Some(held_until)),
        rules_accepted_at: Set(Some(now)),
        reminders: Set(0),
        organisation_id: Set(made_for),
        ..Default::default()
    }
}

async fn ask_to_confirm(
    store: &Store,
    txn: &Txn,
    visitor: &Visitor,
    (wishes, batch): (&[wish::Model], &str),
    (held_until, to_pool): (Time, usize),
    now: Time,
) -> Result<()> {
    let mut row = link::draft(store, link::Kind::Hold, &visitor.email, now);
    row.batch = Set(Some(batch.to_owned()));
    row.name = Set(Some(visitor.name.clone()));
    let link = row.insert(txn).await?;
    let Some(first) = wishes.first() else { return Err(Refusal::BasketEmpty.into()) };
    let letter = Letter::HoldReceived {
        name: visitor.name.clone(),
        gifts: compose::gifts(txn, wishes, visitor.lang).await?,
        link: link.id,
        held_until,
        to_pool,
        phase: compose::phase_line(txn, first.phase_id, visitor.lang).await?,
    };
    let to = Recipient { email: visitor.email.clone(), name: visitor.name.clone(), lang: visitor.lang, account: None };
    outbox::post(store, txn, &to, &letter, now).await
}
