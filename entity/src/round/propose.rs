//! One donor is asked, in one transaction: the wishes that can still be had are held, and the plots and funds besides,
//! the letter is written, and each line says what became of it. Done again, it does nothing.

use chrono::TimeDelta;
use sea_orm::{ActiveValue::Set, PaginatorTrait, QueryOrder, QuerySelect, entity::prelude::*, sea_query::Expr};

use super::{
    capacity::applied,
    giver::{self, Giver},
    ground::{
        self,
        hold::{Asking, Named},
    },
    parcels,
    proposal::{
        self, Answer,
        line::{self, Lost},
    },
    weigh::{Kept, Weighed, weigh},
};
use crate::{
    Fen, Refusal, Result, Store, Time, account,
    actor::Actor,
    adoption::reserve::HOLD,
    claim::{propose, remind},
    id::{ClaimId, ProposalId},
    journal::{self, Act, Subject},
    outbox::{self, Letter, Recipient, compose},
    phase,
    store::Txn,
    wish,
};

/// Says whether it was this call that asked.
pub(super) async fn propose(store: &Store, id: ProposalId, now: Time) -> Result<bool> {
    let txn = store.write().await?;
    let Some((proposal, account)) = to_make(&txn, id).await? else { return Ok(false) };
    let by = ordered_by(&txn, &proposal).await?;
    let waits = has_to_answer(&txn, &account).await?;
    let mut weighed = what_can_be_had(&txn, &proposal, &account, waits, now).await?;
    // What an officer has just ordered goes out at once; nobody is written to at night because a clock ran.
    let written_at = if by == Actor::CLOCK { remind::daytime(now) } else { now };
    let until = written_at + weighed.hours.map_or(HOLD, |hours| TimeDelta::hours(hours.into()));
    let held = hold(&txn, (&proposal, &account), &mut weighed, (until, by), now).await?;
    let asking = Asking { proposal: &proposal, account: &account, waits, written_at, until, by };
    let named = ground::hold::hold(store, &txn, &asking, &mut weighed.left, now).await?;
    let is_asked = !held.is_empty() || !named.is_empty();
    let asked = held.len() + named.len();
    if is_asked {
        write(store, &txn, &asking, (held, named), now).await?;
    }
    for (line, why) in weighed.lost {
        let row = line::ActiveModel { id: Set(line.id), lost: Set(Some(why)), ..Default::default() };
        row.update(&txn).await?;
    }
    let row = proposal::ActiveModel {
        id: Set(proposal.id),
        made_at: Set(Some(now)),
        held_until: Set(is_asked.then_some(until)),
        answered_at: Set((!is_asked).then_some(now)),
        answer: Set((!is_asked).then_some(Answer::Nothing)),
        ..Default::default()
    };
    row.update(&txn).await?;
    journal::note(&txn, by, Act::ProposalMade, Subject("proposal", id.0), &asked.to_string(), now).await?;
    txn.commit().await?;
    Ok(true)
}

/// A proposal of an applied round that is still to be made, with its donor's account locked.
async fn to_make(txn: &Txn, id: ProposalId) -> Result<Option<(proposal::Model, account::Model)>> {
    let find = || {
        proposal::Entity::find_by_id(id)
            .filter(proposal::COLUMN.made_at.is_null())
            .filter(proposal::Column::RoundId.in_subquery(applied()))
    };
    let Some(proposal) = find().one(txn).await? else { return Ok(None) };
    let account = account::Entity::find_by_id(proposal.account_id).lock_exclusive().one(txn).await?;
    let account = account.ok_or(Refusal::NotFound)?;
    // Read again under the lock: another clock may have made it while we waited.
    Ok(find().one(txn).await?.map(|proposal| (proposal, account)))
}

/// Who applied the round.
async fn ordered_by(txn: &Txn, proposal: &proposal::Model) -> Result<Actor> {
    let round = super::Entity::find_by_id(proposal.round_id).one(txn).await?.ok_or(Refusal::NotFound)?;
    let Some(officer) = round.applied_by else { return Ok(Actor::CLOCK) };
    let officer = account::Entity::find_by_id(officer).one(txn).await?;
    Ok(officer.as_ref().map_or(Actor::CLOCK, Actor::of))
}

/// Whether an earlier round waits for this donor's answer.
async fn has_to_answer(txn: &Txn, account: &account::Model) -> Result<bool> {
    let waiting = proposal::Entity::find()
        .filter(proposal::COLUMN.account_id.eq(account.id))
        .filter(proposal::COLUMN.made_at.is_not_null())
        .filter(proposal::COLUMN.answered_at.is_null());
    Ok(waiting.count(txn).await? > 0)
}

async fn what_can_be_had(
    txn: &Txn,
    proposal: &proposal::Model,
    account: &account::Model,
    waits: bool,
    now: Time,
) -> Result<Weighed> {
    let lines = line::Entity::find().filter(line::COLUMN.proposal_id.eq(proposal.id));
    let lines = lines.order_by_asc(line::COLUMN.wish_id).all(txn).await?;
    if waits {
        return Ok(Weighed::lost(lines, Lost::Asked));
    }
    weigh(txn, account, lines, now).await
}

/// Takes what nobody was quicker at; in the order in which the letter tells it.
async fn hold(
    txn: &Txn,
    (proposal, account): (&proposal::Model, &account::Model),
    weighed: &mut Weighed,
    (until, by): (Time, Actor),
    now: Time,
) -> Result<Vec<(Giver, wish::Model)>> {
    let mut won = Vec::with_capacity(weighed.kept.len());
    for Kept { line, wish, organisation } in std::mem::take(&mut weighed.kept) {
        let held = propose::Held { account, organisation, batch: &proposal.link, until, by };
        match propose::hold(txn, &wish, &held, now).await? {
            Some(claim) => {
                point(txn, &line, claim).await?;
                won.push((organisation, wish));
            }
            None => weighed.lost.push((line, Lost::Gone)),
        }
    }
    let told =
        |(giver, parcels): (Giver, Vec<Vec<wish::Model>>)| parcels.into_iter().flatten().map(move |wish| (giver, wish));
    Ok(parcels::by_giver(won, |wish| wish).into_iter().flat_map(told).collect())
}

async fn point(txn: &Txn, line: &line::Model, claim: ClaimId) -> Result<()> {
    line::Entity::update_many()
        .col_expr(line::Column::ClaimId, Expr::value(claim))
        .filter(line::COLUMN.id.eq(line.id))
        .exec(txn)
        .await?;
    Ok(())
}

/// The letter: all that is proposed, and the link to answer by.
async fn write(
    store: &Store,
    txn: &Txn,
    asking: &Asking<'_>,
    (won, named): (Vec<(Giver, wish::Model)>, Named),
    now: Time,
) -> Result<()> {
    let account = asking.account;
    let (of_wishes, wishes): (Vec<Giver>, Vec<wish::Model>) = won.into_iter().unzip();
    let (of_plots, adoptions): (Vec<Giver>, _) = named.adoptions.into_iter().unzip();
    let (of_funds, funds): (Vec<Giver>, _) = named.funds.into_iter().unzip();
    let givers = giver::lines(txn, (&of_wishes, &of_plots, &of_funds), account.lang).await?;
    let mut ids: Vec<_> = wishes.iter().map(|wish| wish.phase_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let (mut phases, mut to_pool) = (Vec::with_capacity(ids.len()), 0);
    for id in ids {
        let phase = phase::find(txn, id).await?;
        if !phase.takes_claims(asking.until) {
            to_pool += wishes.iter().filter(|wish| wish.phase_id == id).count();
        }
        phases.push(compose::line_of(txn, &phase, account.lang).await?);
    }
    let sum = wishes.iter().map(|wish| wish.price_fen).try_fold(Fen::ZERO, Fen::plus);
    let letter = Letter::Proposed {
        name: account.name.clone(),
        gifts: compose::gifts(txn, &wishes, account.lang).await?,
        adoptions,
        funds,
        givers,
        sum: sum.unwrap_or_default(),
        link: asking.proposal.link.clone(),
        held_until: asking.until,
        to_pool,
        phases,
    };
    outbox::post_later(store, txn, &Recipient::from(account), &letter, asking.written_at, now).await
}
