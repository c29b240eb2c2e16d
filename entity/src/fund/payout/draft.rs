//! An officer drafts the run of the period that is over, draws it anew while it is a draft, or gives it up.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, QueryOrder, entity::prelude::*, sea_query::Expr};

use super::{ActiveModel, COLUMN, Column, Entity, Model, State, compute, find, gather, line, lock, next, unfinished};
use crate::{
    FormKey, Refusal, Result, Store, Time,
    actor::{Actor, Officer},
    fund,
    id::{FundId, PayoutId},
    journal::{self, Act, Subject},
    store::Txn,
};

/// Lines written in one statement: PostgreSQL takes 65,535 values, SQLite 32,766.
const AT_ONCE: usize = 2_000;

/// Drafts the run of the fund's next period.
pub async fn draft(store: &Store, officer: Officer, fund: FundId, form: &FormKey, now: Time) -> Result<PayoutId> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let fund = fund::lock_open(&txn, fund).await?;
    if unfinished(&txn, fund.id).await?.is_some() {
        return Err(Refusal::PayoutUnfinished.into());
    }
    let run = enter(&txn, &fund, officer, now).await?;
    form.keep(&txn, &run.id, now).await?;
    txn.commit().await?;
    Ok(run.id)
}

/// The draft of the next period, by whoever.
pub(crate) async fn enter(txn: &Txn, fund: &fund::Model, by: impl Into<Actor>, now: Time) -> Result<Model> {
    let by = by.into();
    let next = next(txn, fund.id).await?.ok_or(Refusal::FundState)?;
    if !next.is_over(now) {
        return Err(Refusal::PayoutTooEarly(next.to_on).into());
    }
    if !next.has_elders {
        return Err(Refusal::PayoutForNobody(next.to_on).into());
    }
    let computed = gather::compute(txn, fund, &next.rule, next.from.first(), next.to_on).await?;
    let row = ActiveModel {
        fund_id: Set(fund.id),
        rule_id: Set(next.rule.id),
        from_on: Set(next.from.first()),
        to_on: Set(next.to_on),
        state: Set(State::Draft),
        wanted_fen: Set(computed.wanted),
        drafted_by: Set(by.account),
        drafted_at: Set(now),
        document: Set(String::new()),
        ..Default::default()
    };
    let run = row.insert(txn).await?;
    write(txn, run.id, &computed.lines).await?;
    let detail = next.from.to_string();
    journal::note(txn, by, Act::PayoutDrafted, Subject("payout", run.id.0), &detail, now).await?;
    Ok(run)
}

/// Draws a draft anew from what there is now.
pub async fn redraw(store: &Store, officer: Officer, id: PayoutId, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let (fund, run) = lock(&txn, id).await?;
    if run.state != State::Draft {
        return Err(Refusal::PayoutState.into());
    }
    let computed = again(&txn, &fund, &run).await?;
    line::Entity::delete_many().filter(line::COLUMN.payout_id.eq(id)).exec(&txn).await?;
    write(&txn, id, &computed.lines).await?;
    Entity::update_many()
        .col_expr(Column::WantedFen, Expr::value(computed.wanted))
        .col_expr(Column::DraftedBy, Expr::value(officer.account()))
        .col_expr(Column::DraftedAt, Expr::value(now))
        .filter(COLUMN.id.eq(id))
        .exec(&txn)
        .await?;
    journal::note(&txn, officer, Act::PayoutRedrawn, Subject("payout", id.0), "", now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// Gives up a run that is not approved; its period can be drafted anew.
pub async fn discard(store: &Store, officer: Officer, id: PayoutId, form: &FormKey, now: Time) -> Result<FundId> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let run = find(&txn, id).await?;
    let given_up = Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Discarded))
        .filter(COLUMN.id.eq(id))
        .filter(COLUMN.state.is_in([State::Draft, State::Reviewed]))
        .exec(&txn)
        .await?;
    if given_up.rows_affected == 0 {
        return Err(Refusal::PayoutState.into());
    }
    journal::note(&txn, officer, Act::PayoutDiscarded, Subject("payout", id.0), "", now).await?;
    form.keep(&txn, &run.fund_id, now).await?;
    txn.commit().await?;
    Ok(run.fund_id)
}

/// The run as it would be drawn now, by the rule it was drafted by.
pub(super) async fn again(txn: &Txn, fund: &fund::Model, run: &Model) -> Result<compute::Run> {
    let rule = fund::rule::Entity::find_by_id(run.rule_id).one(txn).await?.ok_or(Refusal::NotFound)?;
    gather::compute(txn, fund, &rule, run.from_on, run.to_on).await
}

/// Whether what came in or changed since it was drawn would give other lines.
pub(super) async fn is_stale(txn: &Txn, fund: &fund::Model, run: &Model) -> Result<bool> {
    let computed = again(txn, fund, run).await?;
    let drawn = line::Entity::find()
        .filter(line::COLUMN.payout_id.eq(run.id))
        .order_by_asc(line::COLUMN.elder_id)
        .all(txn)
        .await?;
    let is_same = drawn.len() == computed.lines.len()
        && drawn.iter().zip(&computed.lines).all(|(drawn, line)| drawn.computed() == *line);
    Ok(!is_same || computed.wanted != run.wanted_fen)
}

async fn write(txn: &Txn, id: PayoutId, lines: &[compute::Line]) -> Result<()> {
    for some in lines.chunks(AT_ONCE) {
        let rows = some.iter().map(|one| line::ActiveModel {
            payout_id: Set(id),
            elder_id: Set(one.elder),
            family_fen: Set(one.family),
            base_fen: Set(one.base),
            wanted_fen: Set(one.wanted),
            government_fen: Set(one.given.government),
            society_fen: Set(one.given.society),
            carried_government_fen: Set(one.carried.government),
            carried_society_fen: Set(one.carried.society),
            held_at: Set(None),
        });
        line::Entity::insert_many(rows).exec_without_returning(txn).await?;
    }
    Ok(())
}
