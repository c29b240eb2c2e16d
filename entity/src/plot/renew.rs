//! The next season of the same household's field, unless its record was erased. Nothing renews itself: the office
//! drafts the next plot, and when it opens, those who adopted the last one hear of it and have a fortnight before
//! everybody else.

use chrono::{Days, TimeDelta};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel, PaginatorTrait, entity::prelude::*};

use super::{ActiveModel, COLUMN, Entity, Model, State, locked};
use crate::{
    Day, FormKey, Refusal, Result, Store, Time,
    actor::{Donor, Keeper, Officer},
    adoption::{self, tell},
    household,
    id::{AccountId, PlotId},
    journal::{self, Act, Subject},
    lang::china_date,
    outbox::{Letter, letter::AdoptionLine},
    store::Txn,
};

/// How long the adopters of the season before come first.
pub const WINDOW: TimeDelta = TimeDelta::days(14);

/// Drafts the next season as the last one was, a year later; gives its number.
pub async fn renew(store: &Store, officer: Officer, id: PlotId, form: &FormKey, now: Time) -> Result<PlotId> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let plot = locked(&txn, Keeper::Office(officer), id).await?;
    let next = Entity::find().filter(COLUMN.follows.eq(id)).count(&txn).await?;
    if !matches!(plot.state, State::Settled | State::Closed) || plot.settled_at.is_none() || next > 0 {
        return Err(Refusal::PlotState.into());
    }
    let household = household::find(&txn, Keeper::Office(officer), plot.household_id).await?;
    if household.erased_at.is_some() {
        return Err(Refusal::PlotState.into());
    }
    let row = drafted(&plot, officer, now);
    let next = row.insert(&txn).await?.id;
    journal::note(&txn, officer, Act::PlotRenewed, Subject("plot", id.0), &next.to_string(), now).await?;
    form.keep(&txn, &next, now).await?;
    txn.commit().await?;
    Ok(next)
}

fn drafted(plot: &Model, officer: Officer, now: Time) -> ActiveModel {
    let year_on = |day: Option<Day>| day.and_then(|day| day.checked_add_days(Days::new(365)));
    ActiveModel {
        id: sea_orm::ActiveValue::NotSet,
        adopt_until: Set(year_on(plot.adopt_until)),
        sow_on: Set(year_on(plot.sow_on)),
        harvest_on: Set(year_on(plot.harvest_on)),
        state: Set(State::Draft),
        taken: Set(0),
        follows: Set(Some(plot.id)),
        created_by: Set(officer.account()),
        created_at: Set(now),
        weight_g: Set(None),
        test_no: Set(None),
        evidence: Set(None),
        credit_fen: Set(None),
        delivered_on: Set(None),
        delivery_note: Set(None),
        settled_on: Set(None),
        receipt_no: Set(None),
        renew_until: Set(None),
        opened_at: Set(None),
        growing_at: Set(None),
        harvested_at: Set(None),
        settled_at: Set(None),
        closed_at: Set(None),
        ..plot.clone().into_active_model().reset_all()
    }
}

/// Until when those come first who adopted the plot that this one follows; none where it follows none.
pub(super) fn window(plot: &Model, now: Time) -> Option<Day> {
    let until = china_date(now) + WINDOW;
    plot.follows.map(|_| plot.adopt_until.map_or(until, |last| last.min(until)))
}

/// The adopters of the season before hear that it goes on.
pub(super) async fn tell_adopters(store: &Store, txn: &Txn, plot: &Model, until: Day, now: Time) -> Result<()> {
    let Some(before) = plot.follows else { return Ok(()) };
    let about = tell::About::read(txn, before).await?;
    let (next, credits) = (plot.id.0, adoption::credit::of_adopters(txn, plot).await?);
    let letter = |name, adoption: AdoptionLine, _| {
        let credit = credits.get(&adoption.code).copied();
        Letter::PlotRenewal { name, next, until, credit, adoption }
    };
    tell::all(store, txn, &about, &adoption::State::PAID, letter, now).await?;
    Ok(())
}

/// Who comes first, while the window lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct First {
    /// Its last day.
    pub until: Day,
    /// Whether who asks adopted the season before.
    pub is_theirs: bool,
}

/// Whether those who adopted the season before come first now, so that nobody else fills in a form for nothing; none
/// where everybody may take shares.
pub async fn first(db: &impl ConnectionTrait, id: PlotId, donor: Option<Donor>, now: Time) -> Result<Option<First>> {
    let plot = Entity::find_by_id(id).one(db).await?.ok_or(Refusal::NotFound)?;
    let Some((before, until)) = held_back(&plot, now) else { return Ok(None) };
    let is_theirs = match donor {
        Some(donor) => adopted(db, before, donor.account()).await?,
        None => false,
    };
    Ok(Some(First { until, is_theirs }))
}

/// While the window lasts, only who adopted the season before may take shares.
pub(crate) async fn may_take(txn: &Txn, account: AccountId, plot: &Model, now: Time) -> Result<()> {
    match held_back(plot, now) {
        Some((before, until)) if !adopted(txn, before, account).await? => Err(Refusal::RenewalFirst(until).into()),
        _ => Ok(()),
    }
}

/// The season before and the window's last day, while the window lasts.
fn held_back(plot: &Model, now: Time) -> Option<(PlotId, Day)> {
    plot.follows.zip(plot.renew_until).filter(|(_, until)| china_date(now) <= *until)
}

async fn adopted(db: &impl ConnectionTrait, before: PlotId, account: AccountId) -> Result<bool> {
    let adopted = adoption::Entity::find()
        .filter(adoption::COLUMN.plot_id.eq(before))
        .filter(adoption::COLUMN.account_id.eq(account))
        .filter(adoption::COLUMN.state.is_in(adoption::State::PAID))
        .count(db)
        .await?;
    Ok(adopted > 0)
}
