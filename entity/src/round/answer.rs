//! The link of a proposal: GET shows what is proposed ([`look`]), POST accepts all of it or some ([`accept`]), or
//! declines ([`decline`]). The link is the key: nobody has to sign in, and nobody is signed in by it.

use std::collections::HashMap;

use chrono::TimeDelta;
use sea_orm::{ActiveValue::Set, QueryOrder, QuerySelect, entity::prelude::*};
use serde::{Deserialize, Serialize};

use super::proposal::{self, Answer, line};
use crate::{
    Code, FormKey, Refusal, Result, Store, Time, account,
    actor::Actor,
    claim::{self, State, propose},
    error::Refusals,
    id::WishId,
    journal::{self, Act, Subject},
    store::Txn,
    waiting, wish,
};

/// How long the page can be read after its letter was written.
const READ: TimeDelta = TimeDelta::days(14);

/// What stands behind the link.
#[derive(Clone, Debug)]
pub struct Seen {
    pub name: String,
    /// Each wish, and what its claim has become.
    pub lines: Vec<(Code, State)>,
    pub held_until: Time,
    /// Whether there is still something to answer.
    pub waits: bool,
}

/// The form: what is ticked, and the rules.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    pub wishes: Vec<String>,
    /// A ticked box has any value.
    pub rules: String,
}

/// What was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    pub accepted: u64,
    pub given_back: u64,
}

type Lines = Vec<(claim::Model, wish::Model)>;

/// Spends nothing; the page stays when it is answered, to tell what was.
pub async fn look(store: &Store, token: &str, now: Time) -> Result<Seen> {
    let db = store.read();
    let proposal = find(store, db, token, now).await?;
    let account = account::Entity::find_by_id(proposal.account_id).one(db).await?.ok_or(Refusal::LinkSpent)?;
    let lines = lines(db, &proposal).await?;
    let held_until = proposal.held_until.ok_or(Refusal::LinkSpent)?;
    Ok(Seen {
        name: account.name,
        waits: proposal.waits(now) && lines.iter().any(|(claim, _)| claim.state == State::Held),
        lines: lines.into_iter().map(|(claim, wish)| (wish.code, claim.state)).collect(),
        held_until,
    })
}

/// What is ticked is promised, what is not opens again. `minted`: the key of the page's form.
pub async fn accept(store: &Store, token: &str, typed: &Typed, minted: &str, now: Time) -> Result<Answered> {
    let chosen: Vec<Code> = typed.wishes.iter().filter_map(|code| code.parse().ok()).collect();
    let judge = |lines: &Lines| {
        let mut refusals = Refusals::default();
        if !lines.iter().any(|(_, wish)| chosen.contains(&wish.code)) {
            refusals.add(Refusal::NothingChosen);
        }
        if typed.rules.is_empty() {
            refusals.add(Refusal::RulesNotAccepted);
        }
        Ok(refusals.settle()?)
    };
    answer(store, token, (&chosen, Answer::Accepted), judge, minted, now).await
}

/// All of it opens again.
pub async fn decline(store: &Store, token: &str, minted: &str, now: Time) -> Result<Answered> {
    answer(store, token, (&[], Answer::Declined), |_| Ok(()), minted, now).await
}

async fn answer(
    store: &Store,
    token: &str,
    (chosen, answer): (&[Code], Answer),
    judge: impl Fn(&Lines) -> Result<()>,
    minted: &str,
    now: Time,
) -> Result<Answered> {
    let form = FormKey::new(store.keys.link_of_token(token).ok_or(Refusal::LinkSpent)?, minted);
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let (proposal, account) = to_answer(store, &txn, token, now).await?;
    let held: Lines = lines(&txn, &proposal).await?;
    let held: Lines = held.into_iter().filter(|(claim, _)| claim.state == State::Held).collect();
    if held.is_empty() {
        return Err(Refusal::HoldOver(proposal.held_until.unwrap_or(now)).into());
    }
    judge(&held)?;
    let (won, given_back) = settle(&txn, &held, chosen, &account, now).await?;
    let answered = Answered { accepted: super::summary::count(won.len()), given_back };
    if !won.is_empty() {
        waiting::leave::served(&txn, account.id, now).await?;
        claim::tell(store, &txn, &account, &won, now).await?;
    }
    close(&txn, &proposal, answer, now).await?;
    let act = if answer == Answer::Accepted { Act::ProposalAccepted } else { Act::ProposalDeclined };
    let detail = answered.accepted.to_string();
    journal::note(&txn, Actor::of(&account), act, Subject("proposal", proposal.id.0), &detail, now).await?;
    form.keep(&txn, &answered, now).await?;
    txn.commit().await?;
    Ok(answered)
}

/// Accepts what is chosen and gives the rest back, wish by wish in the order of their numbers.
async fn settle(
    txn: &Txn,
    held: &Lines,
    chosen: &[Code],
    account: &account::Model,
    now: Time,
) -> Result<(Vec<wish::Model>, u64)> {
    let (mut won, mut given_back) = (Vec::new(), 0);
    for (claim, wish) in held {
        if !chosen.contains(&wish.code) {
            given_back += u64::from(propose::give_back(txn, (claim, wish), Some(account), now).await?);
        } else if propose::accept(txn, (claim, wish), account, now).await? {
            won.push(wish.clone());
        }
    }
    Ok((won, given_back))
}

/// Until when it can be answered is over, or it was answered before: said apart.
async fn to_answer(store: &Store, txn: &Txn, token: &str, now: Time) -> Result<(proposal::Model, account::Model)> {
    let account = find(store, txn, token, now).await?.account_id;
    let account = account::Entity::find_by_id(account).lock_exclusive().one(txn).await?;
    let account = account.filter(|account| account.disabled_at.is_none()).ok_or(Refusal::LinkSpent)?;
    // Read again under the lock: of two answers at once, one counts.
    let proposal = find(store, txn, token, now).await?;
    let until = proposal.held_until.unwrap_or(now);
    match proposal.answer {
        _ if proposal.waits(now) => Ok((proposal, account)),
        None | Some(Answer::Lapsed) => Err(Refusal::HoldOver(until).into()),
        Some(_) => Err(Refusal::Answered.into()),
    }
}

async fn find(store: &Store, db: &impl ConnectionTrait, token: &str, now: Time) -> Result<proposal::Model> {
    let link = store.keys.link_of_token(token).ok_or(Refusal::LinkSpent)?;
    let found = proposal::Entity::find().filter(proposal::COLUMN.link.eq(link)).one(db).await?;
    let found = found.filter(|proposal| proposal.held_until.is_some_and(|until| now < until + READ));
    Ok(found.ok_or(Refusal::LinkSpent)?)
}

/// What was proposed, in the order of the wishes' numbers.
pub(super) async fn lines(db: &impl ConnectionTrait, proposal: &proposal::Model) -> Result<Lines> {
    let lines = line::Entity::find().filter(line::COLUMN.proposal_id.eq(proposal.id));
    let lines = lines.filter(line::COLUMN.claim_id.is_not_null()).all(db).await?;
    let claims = claim::Entity::find()
        .filter(claim::COLUMN.id.is_in(lines.iter().filter_map(|line| line.claim_id)))
        .order_by_asc(claim::COLUMN.wish_id)
        .all(db)
        .await?;
    let mut wishes: HashMap<WishId, wish::Model> = wish::Entity::find()
        .filter(wish::COLUMN.id.is_in(lines.iter().map(|line| line.wish_id)))
        .all(db)
        .await?
        .into_iter()
        .map(|wish| (wish.id, wish))
        .collect();
    let with_wish = |claim: claim::Model| wishes.remove(&claim.wish_id).map(|wish| (claim, wish));
    Ok(claims.into_iter().filter_map(with_wish).collect())
}

/// It is answered, by its donor or by the clock.
pub(super) async fn close(txn: &Txn, proposal: &proposal::Model, answer: Answer, now: Time) -> Result<()> {
    let row = proposal::ActiveModel {
        id: Set(proposal.id),
        answered_at: Set(Some(now)),
        answer: Set(Some(answer)),
        ..Default::default()
    };
    row.update(txn).await?;
    Ok(())
}
