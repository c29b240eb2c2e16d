//! A donor says that the gift is on its way: a parcel's number, or the day it will be dropped off. Changeable.

pub mod together;

use sea_orm::{entity::prelude::*, sea_query::Expr};
use serde::Deserialize;

use super::{COLUMN, Column, Entity, Model, State, of_donor};
use crate::{
    Code, Day, Error, Field, FormKey, Refusal, Result, Store, Time,
    actor::Donor,
    error::Refusals,
    journal::{self, Act, Subject},
    lang::china_date,
    phase,
    store::Txn,
    text, wish,
};

/// Longest name of a carrier and longest tracking number, in characters.
pub const CARRIER: usize = 30;
pub const TRACKING_NO: usize = 40;

/// How the gift travels, as typed. `how`: `parcel` or `drop_off`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub how: String,
    pub carrier: String,
    pub tracking_no: String,
    pub drop_off_on: String,
}

enum Way {
    Parcel { carrier: Option<String>, tracking_no: String },
    DropOff(Day),
}

impl Typed {
    fn read(&self) -> Result<Way> {
        match self.how.as_str() {
            "drop_off" => return Ok(Way::DropOff(text::day(Field::DropOffOn, &self.drop_off_on)?)),
            "parcel" => {}
            _ => return Err(Refusal::NotAChoice(Field::How).into()),
        }
        let mut refusals = Refusals::default();
        let carrier = refusals.take(text::line_or_empty(Field::Carrier, &self.carrier, CARRIER));
        let number = text::half_width(&self.tracking_no).to_uppercase();
        let number = refusals.take(text::line(Field::TrackingNo, &number, TRACKING_NO).and_then(of_courier));
        refusals.settle()?;
        let (carrier, tracking_no) = carrier.zip(number).ok_or(Error::Busy)?;
        Ok(Way::Parcel { carrier: Some(carrier).filter(|carrier| !carrier.is_empty()), tracking_no })
    }
}

/// No courier writes anything else in a number.
fn of_courier(number: String) -> Result<String, Refusal> {
    let is_sign = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | ' ');
    if number.chars().all(is_sign) { Ok(number) } else { Err(Refusal::NotATrackingNo) }
}

/// confirmed → shipped; said again, the newer word counts.
pub async fn ship(store: &Store, donor: Donor, code: &Code, typed: &Typed, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let way = typed.read()?;
    let (wish, claim) = of_donor(&txn, donor.account(), code).await?;
    if !can_be_sent(&claim) {
        return Err(Refusal::ClaimState.into());
    }
    send(&txn, donor, (&wish, &claim), &way, now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

const fn can_be_sent(claim: &Model) -> bool {
    matches!(claim.state, State::Confirmed | State::Shipped)
}

/// The step for one gift. The caller has locked its wish.
async fn send(txn: &Txn, donor: Donor, (wish, claim): (&wish::Model, &Model), way: &Way, now: Time) -> Result<()> {
    let (carrier, tracking_no, drop_off_on) = match way {
        Way::Parcel { carrier, tracking_no } => (carrier.clone(), Some(tracking_no.clone()), None),
        Way::DropOff(day) => {
            let phase = phase::Entity::find_by_id(wish.phase_id).one(txn).await?.ok_or(Refusal::NotFound)?;
            in_time(*day, claim, &phase)?;
            (None, None, Some(*day))
        }
    };
    let shipped = Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Shipped))
        .col_expr(Column::ShippedAt, Expr::value(claim.shipped_at.unwrap_or(now)))
        .col_expr(Column::Carrier, Expr::value(carrier))
        .col_expr(Column::TrackingNo, Expr::value(tracking_no))
        .col_expr(Column::DropOffOn, Expr::value(drop_off_on))
        .filter(COLUMN.id.eq(claim.id))
        .filter(COLUMN.state.eq(claim.state))
        .exec(txn)
        .await?;
    if shipped.rows_affected == 0 {
        return Err(Refusal::ClaimState.into());
    }
    journal::note(txn, donor, Act::ClaimShipped, Subject("wish", wish.id.0), wish.code.as_str(), now).await
}

/// Not before the claim was confirmed, not after the phase's last day for gifts or, where that has come nearer since,
/// the day that the claim's own letter named.
fn in_time(day: Day, claim: &Model, phase: &phase::Model) -> Result<(), Refusal> {
    if claim.confirmed_at.is_some_and(|confirmed| day < china_date(confirmed)) {
        return Err(Refusal::DayInPast(Field::DropOffOn));
    }
    match phase.return_by.max(claim.give_by) {
        Some(last) if day > last => Err(Refusal::DayTooLate(Field::DropOffOn, last)),
        _ => Ok(()),
    }
}
