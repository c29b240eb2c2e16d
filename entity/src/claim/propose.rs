//! A round holds wishes for a donor, who accepts them or gives them back: steps of [`crate::round`].
//!
//! The caller has locked the donor's account.

use sea_orm::{ActiveValue::Set, QuerySelect, entity::prelude::*, sea_query::Expr};

use super::{
    ActiveModel, COLUMN, Column, Entity, Model, Source, State,
    basket::take_open,
    end::{Ending, end, reopen},
    remind,
};
use crate::{
    Result, Time, account,
    actor::Actor,
    id::{ClaimId, OrganisationId},
    journal::{self, Act, Subject},
    lang::china_date,
    phase,
    store::Txn,
    wish,
};

/// For whom a wish is held.
#[derive(Clone, Copy)]
pub(crate) struct Held<'a> {
    pub account: &'a account::Model,
    pub organisation: Option<OrganisationId>,
    pub batch: &'a str,
    pub until: Time,
    /// Who has the round made.
    pub by: Actor,
}

/// The wish's claim; none where somebody was quicker.
pub(crate) async fn hold(txn: &Txn, wish: &wish::Model, held: &Held<'_>, now: Time) -> Result<Option<ClaimId>> {
    if !take_open(txn, wish.id).await? {
        return Ok(None);
    }
    let row = ActiveModel {
        wish_id: Set(wish.id),
        source: Set(Source::Donor),
        account_id: Set(Some(held.account.id)),
        lang: Set(held.account.lang),
        batch: Set(held.batch.to_owned()),
        state: Set(State::Held),
        made_at: Set(now),
        held_until: Set(Some(held.until)),
        reminders: Set(0),
        organisation_id: Set(held.organisation),
        ..Default::default()
    };
    let claim = row.insert(txn).await?.id;
    wish::search::forget(txn, wish.id).await?;
    journal::note(txn, held.by, Act::WishProposed, Subject("wish", wish.id.0), wish.code.as_str(), now).await?;
    Ok(Some(claim))
}

/// The donor's yes. The guard: a hold that was ended meanwhile is not brought back.
pub(crate) async fn accept(
    txn: &Txn,
    (claim, wish): (&Model, &wish::Model),
    account: &account::Model,
    now: Time,
) -> Result<bool> {
    wish::Entity::find_by_id(wish.id).lock_exclusive().one(txn).await?;
    let (phase, today) = (phase::find(txn, wish.phase_id).await?, china_date(now));
    let give_by = phase.give_by(today);
    let accepted = Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Confirmed))
        .col_expr(Column::RulesAcceptedAt, Expr::value(now))
        .col_expr(Column::ConfirmedAt, Expr::value(now))
        .col_expr(Column::GiveBy, Expr::value(give_by))
        .col_expr(Column::Reminders, Expr::value(remind::passed(give_by, today)))
        .filter(COLUMN.id.eq(claim.id))
        .filter(COLUMN.state.eq(State::Held))
        .filter(COLUMN.held_until.gt(now))
        .exec(txn)
        .await?;
    if accepted.rows_affected == 0 {
        return Ok(false);
    }
    let subject = Subject("wish", wish.id.0);
    journal::note(txn, Actor::of(account), Act::ClaimConfirmed, subject, wish.code.as_str(), now).await?;
    Ok(true)
}

/// The donor's no (`by`), or the clock's: the wish opens again for others.
pub(crate) async fn give_back(
    txn: &Txn,
    (claim, wish): (&Model, &wish::Model),
    by: Option<&account::Model>,
    now: Time,
) -> Result<bool> {
    wish::Entity::find_by_id(wish.id).lock_exclusive().one(txn).await?;
    let (to, act) = match by {
        Some(_) => (State::Released, Act::ClaimReleased),
        None => (State::Lapsed, Act::ClaimLapsed),
    };
    let ending = Ending { to, reason: None, by: by.map(|account| account.id) };
    // As it was read, it is held; whatever else it has become is left as it is.
    if claim.state != State::Held || !end(txn, claim, &ending, now).await? {
        return Ok(false);
    }
    reopen(txn, wish, now).await?;
    let actor = by.map_or(Actor::CLOCK, Actor::of);
    journal::note(txn, actor, act, Subject("wish", wish.id.0), wish.code.as_str(), now).await?;
    Ok(true)
}
