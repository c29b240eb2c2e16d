//! The household's head signs the contract on paper, with the village's committee as witness; who keeps the plot
//! writes down the day and the paper's number, and may add a scan of it. The paper stays in the village. What was put
//! down wrongly is put right by who says that it was wrong.

use sea_orm::{QuerySelect, entity::prelude::*, sea_query::Expr};
use serde::Deserialize;

use super::{COLUMN, Column, Entity, Model, State, paper};
use crate::{
    Code, Day, Field, FormKey, Refusal, Result, Store, Time,
    actor::Keeper,
    error::Refusals,
    id::{PhotoId, PlotId},
    journal::{self, Act, Subject},
    lang::china_date,
    plot,
    store::Txn,
    text,
};

/// Longest number of a paper, in characters.
pub const PAPER: usize = 40;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// The contract's number.
    pub adoption: String,
    pub signed_on: String,
    pub paper_no: String,
    /// `yes`: what was put down before was wrong.
    pub correction: String,
}

pub async fn witness(
    store: &Store,
    keeper: Keeper,
    id: PlotId,
    typed: &Typed,
    form: &FormKey,
    now: Time,
) -> Result<()> {
    with_scan(store, keeper, id, (typed, None), form, now).await
}

/// The same, with a scan of the paper that was brought just before; it takes the place of an earlier one.
pub async fn with_scan(
    store: &Store,
    keeper: Keeper,
    id: PlotId,
    (typed, scan): (&Typed, Option<PhotoId>),
    form: &FormKey,
    now: Time,
) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    plot::find(&txn, keeper, id).await?;
    let (code, on, paper_no) = read(typed, now)?;
    let its = Entity::find().filter(COLUMN.code.eq(code.clone())).filter(COLUMN.plot_id.eq(id));
    let adoption = its.lock_exclusive().one(&txn).await?.ok_or(Refusal::NotAChoice(Field::Adoption))?;
    if !matches!(adoption.state, State::Signed | State::Paid) {
        return Err(Refusal::AdoptionState.into());
    }
    // What the household signs has the donor's name in it.
    if let Some(accepted) = adoption.signed_at.map(china_date).filter(|accepted| on < *accepted) {
        return Err(Refusal::DayBefore(Field::SignedOn, accepted).into());
    }
    if is_of_another(&txn, &adoption, &paper_no).await? {
        return Err(Refusal::Taken(Field::PaperNo).into());
    }
    let corrects = corrects(&adoption, on, &paper_no);
    if corrects && typed.correction != "yes" {
        return Err(Refusal::SignedAlready(adoption.paper_no.unwrap_or_default()).into());
    }
    Entity::update_many()
        .col_expr(Column::HouseholdSignedOn, Expr::value(on))
        .col_expr(Column::PaperNo, Expr::value(paper_no))
        .col_expr(Column::WitnessedBy, Expr::value(keeper.account()))
        .filter(COLUMN.id.eq(adoption.id))
        .exec(&txn)
        .await?;
    if let Some(scan) = scan {
        paper::lay(&txn, keeper, &adoption, scan, now).await?;
    }
    let act = if corrects { Act::SignatureCorrected } else { Act::AdoptionWitnessed };
    journal::note(&txn, keeper, act, Subject("plot", id.0), code.as_str(), now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// Another day or number stands there already; the same with a better scan corrects nothing.
fn corrects(adoption: &Model, on: Day, paper_no: &str) -> bool {
    let stands = (adoption.household_signed_on, adoption.paper_no.as_deref());
    adoption.household_signed_on.is_some() && stands != (Some(on), Some(paper_no))
}

/// Another contract of the same plot is signed under this number: each has a paper of its own. What two write at once
/// the table itself refuses, with the same refusal.
async fn is_of_another(txn: &Txn, adoption: &Model, paper_no: &str) -> Result<bool> {
    let others = Entity::find().filter(COLUMN.plot_id.eq(adoption.plot_id)).filter(COLUMN.id.ne(adoption.id));
    Ok(others.filter(Column::PaperNo.eq(paper_no)).one(txn).await?.is_some())
}

fn read(typed: &Typed, now: Time) -> Result<(Code, Day, String)> {
    let mut no = Refusals::default();
    let code = no.take(typed.adoption.parse::<Code>().map_err(|_| Refusal::NotAChoice(Field::Adoption)));
    let on = no.take(text::day(Field::SignedOn, &typed.signed_on));
    let paper_no = no.take(text::line(Field::PaperNo, &typed.paper_no, PAPER));
    if on.is_some_and(|on| on > china_date(now)) {
        no.add(Refusal::DayInFuture(Field::SignedOn));
    }
    let (Some(code), Some(on), Some(paper_no), true) = (code, on, paper_no, no.is_empty()) else {
        return Err(no.into());
    };
    Ok((code, on, paper_no))
}
