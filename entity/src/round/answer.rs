//! The link of a proposal: GET shows what is proposed ([`look`]), POST accepts all of it or some ([`accept`]), or
//! declines ([`decline`]). The link is the key: nobody has to sign in, and nobody is signed in by it.

mod chosen;

use std::collections::HashMap;

use chrono::TimeDelta;
use sea_orm::{ActiveValue::Set, QueryOrder, QuerySelect, entity::prelude::*};
use serde::{Deserialize, Serialize};

use super::{
    giver::{self, Part},
    ground::{
        settle::{self, Open},
        shown::{self, Stands},
    },
    proposal::{self, Answer, line},
};
use crate::{
    Code, FormKey, Lang, Refusal, Result, Store, Time, account,
    actor::Actor,
    claim::{self, State, propose},
    error::Refusals,
    id::WishId,
    journal::{self, Act, Subject},
    matching::assign::Reason,
    store::Txn,
    waiting, wish,
};
use chosen::{Chosen, Kept};

/// How long the page can be read after its letter was written.
const READ: TimeDelta = TimeDelta::days(14);

/// What stands behind the link.
#[derive(Clone, Debug)]
pub struct Seen {
    pub name: String,
    pub lines: Vec<Line>,
    pub plots: Vec<shown::Plot>,
    pub funds: Vec<shown::Fund>,
    /// In whose name each is given.
    pub parts: Vec<Part>,
    pub held_until: Time,
    /// Whether there is still something to answer.
    pub waits: bool,
    /// Whether its donor has answered, with yes or no.
    pub is_answered: bool,
}

/// A wish that was proposed.
#[derive(Clone, Debug)]
pub struct Line {
    pub code: Code,
    /// What its claim has become.
    pub state: State,
    /// Why it was proposed to this donor.
    pub why: Option<Reason>,
}

/// The form: what is ticked, and the rules.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    pub wishes: Vec<String>,
    /// Numbers of their lines.
    pub plots: Vec<String>,
    pub funds: Vec<String>,
    /// Asked for where a wish is ticked. A ticked box has any value.
    pub rules: String,
}

/// What was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    pub accepted: u64,
    pub given_back: u64,
    /// Plots and funds among what was accepted.
    #[serde(default)]
    pub beside: u64,
    /// Funds that were ticked and have closed meanwhile; neither accepted nor given back.
    #[serde(default)]
    pub gone: u64,
}

type Lines = Vec<(claim::Model, wish::Model)>;

/// Spends nothing; the page stays when it is answered, to tell what was.
pub async fn look(store: &Store, token: &str, lang: Lang, now: Time) -> Result<Seen> {
    let db = store.read();
    let proposal = find(store, db, token, now).await?;
    let account = account::Entity::find_by_id(proposal.account_id).one(db).await?.ok_or(Refusal::LinkSpent)?;
    let lines = lines(db, &proposal).await?;
    let held_until = proposal.held_until.ok_or(Refusal::LinkSpent)?;
    let (of_plots, of_funds) = (settle::plots_of(db, &proposal).await?, settle::funds_of(db, &proposal).await?);
    let parts = giver::parts(db, &lines, &of_plots, &of_funds, lang).await?;
    let of_plots: Vec<_> = of_plots.into_iter().map(|(line, adoption)| (line, adoption, proposal.answer)).collect();
    let plots = shown::plots(db, &of_plots, lang).await?;
    let mut funds = Vec::new();
    for line in &of_funds {
        funds.push(shown::fund(db, line, proposal.answer, lang).await?);
    }
    let mut stands = plots.iter().map(|plot| plot.stands).chain(funds.iter().map(|fund| fund.stands));
    let is_open = lines.iter().any(|(claim, _)| claim.state == State::Held) || stands.any(Stands::waits);
    let whys = whys(db, &proposal).await?;
    let line = |(claim, wish): (claim::Model, wish::Model)| Line {
        code: wish.code,
        state: claim.state,
        why: whys.get(&wish.id).copied(),
    };
    Ok(Seen {
        name: account.name,
        waits: proposal.waits(now) && is_open,
        is_answered: matches!(proposal.answer, Some(Answer::Accepted | Answer::Declined)),
        plots,
        funds,
        parts,
        lines: lines.into_iter().map(line).collect(),
        held_until,
    })
}

/// What is ticked is promised, what is not opens again. `minted`: the key of the page's form.
pub async fn accept(store: &Store, token: &str, typed: &Typed, minted: &str, now: Time) -> Result<Answered> {
    let chosen = Chosen::read(typed);
    let judge = |held: &Lines, ground: &Open| {
        let mut refusals = Refusals::default();
        if !chosen.has_any(held, ground) {
            refusals.add(Refusal::NothingChosen);
        }
        // A plot has its contract; a fund has no gift to buy. Who has ticked nothing may want one of these.
        let is_of_wishes = chosen.has_wish(held) || (ground.is_empty() && !chosen.has_any(held, ground));
        if typed.rules.is_empty() && is_of_wishes {
            refusals.add(Refusal::RulesNotAccepted);
        }
        Ok(refusals.settle()?)
    };
    answer(store, token, (&chosen, Answer::Accepted), judge, minted, now).await
}

/// All of it opens again.
pub async fn decline(store: &Store, token: &str, minted: &str, now: Time) -> Result<Answered> {
    answer(store, token, (&Chosen::default(), Answer::Declined), |_, _| Ok(()), minted, now).await
}

async fn answer(
    store: &Store,
    token: &str,
    (chosen, answer): (&Chosen, Answer),
    judge: impl Fn(&Lines, &Open) -> Result<()>,
    minted: &str,
    now: Time,
) -> Result<Answered> {
    let form = FormKey::new(store.keys.link_of_token(token).ok_or(Refusal::LinkSpent)?, minted);
    let txn = store.write().await?;
    if let Some(Kept { answered, chosen: before }) = form.answered(&txn).await? {
        return if before == *chosen { Ok(answered) } else { Err(Refusal::Answered.into()) };
    }
    let (proposal, account) = to_answer(store, &txn, token, now).await?;
    let held: Lines = lines(&txn, &proposal).await?;
    let held: Lines = held.into_iter().filter(|(claim, _)| claim.state == State::Held).collect();
    let ground = settle::open(&txn, &proposal).await?;
    if held.is_empty() && ground.is_empty() {
        return Err(Refusal::HoldOver(proposal.held_until.unwrap_or(now)).into());
    }
    judge(&held, &ground)?;
    let (won, given_back) = settle(&txn, &held, &chosen.wishes, &account, now).await?;
    let lines = (&chosen.plots[..], &chosen.funds[..]);
    let ground = settle::settle(store, &txn, &ground, lines, &account, now).await?;
    let answered = Answered {
        accepted: super::summary::count(won.len()) + ground.accepted,
        given_back: given_back + ground.given_back,
        beside: ground.accepted,
        gone: ground.gone,
    };
    if !won.is_empty() {
        waiting::leave::served(&txn, account.id, now).await?;
        claim::tell(store, &txn, &account, &won, now).await?;
    }
    close(&txn, &proposal, answer, now).await?;
    let act = if answer == Answer::Accepted { Act::ProposalAccepted } else { Act::ProposalDeclined };
    let detail = answered.accepted.to_string();
    journal::note(&txn, Actor::of(&account), act, Subject("proposal", proposal.id.0), &detail, now).await?;
    form.keep(&txn, &Kept { answered, chosen: chosen.clone() }, now).await?;
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

/// Why each wish was found for this donor.
async fn whys(db: &impl ConnectionTrait, proposal: &proposal::Model) -> Result<HashMap<WishId, Reason>> {
    let lines: Vec<(WishId, String)> = line::Entity::find()
        .select_only()
        .column(line::Column::WishId)
        .column(line::Column::Reason)
        .filter(line::COLUMN.proposal_id.eq(proposal.id))
        .into_tuple()
        .all(db)
        .await?;
    Ok(lines.into_iter().filter_map(|(wish, key)| Some((wish, Reason::from_key(&key)?))).collect())
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
