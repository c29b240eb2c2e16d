//! The link of a hold: GET shows what is held ([`look`]), POST confirms it ([`by_link`]) and opens a session.

use std::collections::HashMap;

use chrono::TimeDelta;
use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*, sea_query::Expr};
use serde::{Deserialize, Serialize};

use super::{COLUMN, Column, Entity, Model, State, basket, lapse, remind, take::locked_account};
use crate::{
    Code, Error, FormKey, Lang, Refusal, Result, Store, Time, account,
    actor::Actor,
    id::{AccountId, PhaseId, WishId},
    journal::{self, Act, Subject},
    lang::china_date,
    link, organisation,
    outbox::{self, Letter, Recipient, compose},
    phase,
    session::{self, Opened},
    store::Txn,
    waiting, wish,
};

/// What a hold's link would confirm.
#[derive(Clone, Debug)]
pub struct Offer {
    pub email: String,
    pub name: String,
    /// Still held.
    pub held: Vec<Code>,
    /// No longer: the hold was over, or the wish was withdrawn.
    pub gone: Vec<Code>,
    pub held_until: Time,
}

/// What was confirmed, and the session that goes with it.
pub struct Confirmed {
    pub opened: Opened,
    pub won: Vec<Code>,
    pub gone: Vec<Code>,
}

/// What stands behind the link, even if nothing is held any more; spends nothing.
pub async fn look(store: &Store, token: &str, now: Time) -> Result<Offer> {
    let link = link::look(store, link::Kind::Hold, token, now).await?;
    let (held, gone, held_until) = held(store.read(), &link, now).await?;
    Ok(Offer {
        email: link.email,
        name: link.name.unwrap_or_default(),
        held: held.into_iter().map(|(_, wish)| wish.code).collect(),
        gone,
        held_until,
    })
}

/// The button of one page pressed again within this time lets its reader in again: the first answer may have been
/// lost on the way.
const AGAIN: TimeDelta = TimeDelta::minutes(10);

/// What became of one press of the page's button.
#[derive(Serialize, Deserialize)]
struct Answer {
    account: AccountId,
    won: Vec<Code>,
    gone: Vec<Code>,
    at: Time,
}

/// Confirms what is still held. The account is found or made here, because the link proved the address.
/// `minted`: the key of the page's form.
pub async fn by_link(store: &Store, token: &str, minted: &str, now: Time) -> Result<Confirmed> {
    let form = FormKey::new(store.keys.link_of_token(token).ok_or(Refusal::LinkSpent)?, minted);
    let txn = store.write().await?;
    let link = match link::spend(store, &txn, link::Kind::Hold, token, now).await {
        Err(Error::Refused(refused)) => {
            let answer = form.answered(&txn).await?.ok_or(Error::Refused(refused))?;
            return again(store, txn, answer, now).await;
        }
        spent => spent?,
    };
    let (held, mut gone, held_until) = held(&txn, &link, now).await?;
    if held.is_empty() {
        return Err(Refusal::HoldOver(held_until).into());
    }
    let lang = held.first().map_or(Lang::Zh, |(claim, _)| claim.lang);
    let name = link.name.as_deref().unwrap_or_default();
    let account = account::of_confirmed_visitor(&txn, &link.email, name, lang, now).await?;
    let account = locked_account(&txn, account.id).await?;
    let made_for = made_for(&txn, &held).await?;
    if made_for.is_none() {
        within_limit(&txn, &account, &held).await?;
    }
    let mut won = Vec::new();
    for (claim, wish) in held {
        let phase = phase::Entity::find_by_id(wish.phase_id).one(&txn).await?.ok_or(Refusal::NotFound)?;
        if !confirm(&txn, &claim, &account, &phase, now).await? {
            gone.push(wish.code);
            continue;
        }
        let subject = Subject("wish", wish.id.0);
        journal::note(&txn, Actor::of(&account), Act::ClaimConfirmed, subject, wish.code.as_str(), now).await?;
        won.push(wish);
    }
    if won.is_empty() {
        return Err(Refusal::HoldOver(held_until).into());
    }
    if let Some(organisation) = made_for.filter(organisation::Model::is_active) {
        organisation::join::enrol(&txn, &organisation, account.id, now).await?;
    }
    waiting::leave::served(&txn, account.id, now).await?;
    tell(store, &txn, &account, &won, now).await?;
    let won: Vec<Code> = won.into_iter().map(|wish| wish.code).collect();
    form.keep(&txn, &Answer { account: account.id, won: won.clone(), gone: gone.clone(), at: now }, now).await?;
    let opened = session::open(store, &txn, account, now).await?;
    txn.commit().await?;
    Ok(Confirmed { opened, won, gone })
}

/// The organisation the hold was made for: its limit was counted then, and its people's own is not.
async fn made_for(txn: &Txn, held: &[(Model, wish::Model)]) -> Result<Option<organisation::Model>> {
    match held.first().and_then(|(claim, _)| claim.organisation_id) {
        Some(id) => Ok(Some(organisation::find(txn, id).await?)),
        None => Ok(None),
    }
}

/// The same press again: the same answer, and a session once more.
async fn again(store: &Store, txn: Txn, answer: Answer, now: Time) -> Result<Confirmed> {
    if now >= answer.at + AGAIN {
        return Err(Refusal::LinkSpent.into());
    }
    let account = locked_account(&txn, answer.account).await?;
    let opened = session::open(store, &txn, account, now).await?;
    txn.commit().await?;
    Ok(Confirmed { opened, won: answer.won, gone: answer.gone })
}

/// What of the link's batch is still held now, with its wishes; what is not; and when the hold ends or ended.
pub(super) async fn held(
    db: &impl ConnectionTrait,
    link: &link::Model,
    now: Time,
) -> Result<(Vec<(Model, wish::Model)>, Vec<Code>, Time)> {
    let batch = link.batch.clone().ok_or(Refusal::LinkSpent)?;
    let claims = Entity::find().filter(COLUMN.batch.eq(batch)).order_by_asc(COLUMN.wish_id).all(db).await?;
    let held_until = claims.iter().filter_map(|claim| claim.held_until).max().ok_or(Refusal::LinkSpent)?;
    let mut wishes: HashMap<WishId, wish::Model> = wish::Entity::find()
        .filter(wish::COLUMN.id.is_in(claims.iter().map(|claim| claim.wish_id)))
        .all(db)
        .await?
        .into_iter()
        .map(|wish| (wish.id, wish))
        .collect();
    let (mut held, mut gone) = (Vec::new(), Vec::new());
    for claim in claims {
        let Some(wish) = wishes.remove(&claim.wish_id) else { continue };
        if claim.state == State::Held && claim.held_until.is_some_and(|until| now < until) {
            held.push((claim, wish));
        } else {
            gone.push(wish.code);
        }
    }
    Ok((held, gone, held_until))
}

/// The guard: a hold that was ended meanwhile is not brought back. The address goes, the account has it.
async fn confirm(txn: &Txn, claim: &Model, account: &account::Model, phase: &phase::Model, now: Time) -> Result<bool> {
    wish::Entity::find_by_id(claim.wish_id).lock_exclusive().one(txn).await?;
    let today = china_date(now);
    let give_by = phase.give_by(today);
    let confirmed = Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Confirmed))
        .col_expr(Column::AccountId, Expr::value(account.id))
        .col_expr(Column::HolderEmail, Expr::value(None::<String>))
        .col_expr(Column::HolderName, Expr::value(None::<String>))
        .col_expr(Column::ConfirmedAt, Expr::value(now))
        .col_expr(Column::GiveBy, Expr::value(give_by))
        .col_expr(Column::Reminders, Expr::value(remind::passed(give_by, today)))
        .filter(COLUMN.id.eq(claim.id))
        .filter(COLUMN.state.eq(State::Held))
        .filter(COLUMN.held_until.gt(now))
        .exec(txn)
        .await?;
    Ok(confirmed.rows_affected == 1)
}

/// What is held is nobody's gift yet, so it does not count among those on the way.
async fn within_limit(txn: &Txn, account: &account::Model, held: &[(Model, wish::Model)]) -> Result<()> {
    let mut phases: Vec<PhaseId> = held.iter().map(|(_, wish)| wish.phase_id).collect();
    phases.sort_unstable();
    phases.dedup();
    for id in phases {
        let chosen = held.iter().filter(|(_, wish)| wish.phase_id == id).count();
        let phase = phase::find(txn, id).await?;
        if let Some(refusal) = basket::beyond_limit(txn, account.id, &phase, chosen).await? {
            return Err(refusal.into());
        }
    }
    Ok(())
}

/// The letter of a confirmed claim: what to buy, where to send it, by when; one for each phase.
pub(crate) async fn tell(
    store: &Store,
    txn: &Txn,
    account: &account::Model,
    wishes: &[wish::Model],
    now: Time,
) -> Result<()> {
    let mut phases: Vec<PhaseId> = wishes.iter().map(|wish| wish.phase_id).collect();
    phases.sort_unstable();
    phases.dedup();
    let today = china_date(now);
    for id in phases {
        let phase = phase::find(txn, id).await?;
        let give_by = phase.give_by(today);
        let wishes: Vec<_> = wishes.iter().filter(|wish| wish.phase_id == id).cloned().collect();
        let letter = Letter::ClaimConfirmed {
            name: account.name.clone(),
            gifts: compose::gifts_to_send(txn, &wishes, account.lang).await?,
            give_by,
            grace: phase.grace_days,
            to_pool: lapse::to_pool(&phase, give_by, today),
            phase: compose::line_of(txn, &phase, account.lang).await?,
        };
        outbox::post(store, txn, &Recipient::from(account), &letter, now).await?;
    }
    Ok(())
}
