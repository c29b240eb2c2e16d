//! A donor's note that travels with the gift: free text that is checked, and read by the office first.

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*, sea_query::Expr};
use serde::Deserialize;

use super::{COLUMN, Column, Entity, NoteState, State, end::holder, locked, of_donor};
use crate::{
    Code, Field, FormKey, Refusal, Result, Store, Time,
    actor::{Donor, Officer},
    id::ClaimId,
    journal::{self, Act, Subject},
    outbox::{self, Letter, compose},
    store::{Txn, literal},
    text,
    wish::{self, freetext},
};

/// Longest note and longest reason, in characters.
pub const NOTE: usize = 300;
pub const REASON: usize = 200;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub note: String,
}

/// What the office read, and why it says no. `note` is the text that was on the page, so that nobody
/// approves a note that was changed meanwhile.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Judged {
    pub note: String,
    pub reason: String,
}

/// Writes, changes or (empty, where there is one) takes back the note, until the gift has arrived.
pub async fn write(store: &Store, donor: Donor, code: &Code, typed: &Typed, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let (wish, claim) = of_donor(&txn, donor.account(), code).await?;
    if !matches!(claim.state, State::Confirmed | State::Shipped) {
        return Err(Refusal::ClaimState.into());
    }
    let note = text::lines(Field::Note, &typed.note, NOTE)?;
    freetext::by_donor(Field::Note, &note)?;
    if note.is_empty() && claim.note.is_none() {
        return Err(Refusal::Missing(Field::Note).into());
    }
    let (note, state) = if note.is_empty() { (None, None) } else { (Some(note), Some(NoteState::Waiting)) };
    Entity::update_many()
        .col_expr(Column::Note, Expr::value(note))
        .col_expr(Column::NoteState, Expr::value(state))
        .col_expr(Column::NoteReason, Expr::value(None::<String>))
        .filter(COLUMN.id.eq(claim.id))
        .exec(&txn)
        .await?;
    journal::note(&txn, donor, Act::NoteWritten, Subject("wish", wish.id.0), wish.code.as_str(), now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// A note that waits for the office.
#[derive(Clone, Debug)]
pub struct Waiting {
    pub claim: ClaimId,
    pub code: Code,
    pub item: String,
    pub note: String,
}

/// Gifts whose note can still travel with them.
pub(crate) const TRAVELLING: [State; 3] = [State::Confirmed, State::Shipped, State::Received];

/// The notes to be read, oldest claim first.
pub async fn waiting(db: &impl ConnectionTrait, most: u64) -> Result<Vec<Waiting>> {
    let claims = Entity::find()
        .filter(literal::is(Column::NoteState, NoteState::Waiting))
        .filter(COLUMN.state.is_in(TRAVELLING))
        .order_by_asc(COLUMN.id)
        .limit(most)
        .all(db)
        .await?;
    let wishes =
        wish::Entity::find().filter(wish::COLUMN.id.is_in(claims.iter().map(|claim| claim.wish_id))).all(db).await?;
    let beside = |claim: super::Model| {
        let wish = wishes.iter().find(|wish| wish.id == claim.wish_id)?;
        Some(Waiting { claim: claim.id, code: wish.code.clone(), item: wish.item.clone(), note: claim.note? })
    };
    Ok(claims.into_iter().filter_map(beside).collect())
}

/// The office lets the note travel.
pub async fn approve(
    store: &Store,
    officer: Officer,
    claim: ClaimId,
    judged: &Judged,
    form: &FormKey,
    now: Time,
) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let (wish, claim) = locked(&txn, claim).await?;
    judge(&txn, claim.id, judged, NoteState::Approved, None).await?;
    journal::note(&txn, officer, Act::NoteApproved, Subject("wish", wish.id.0), wish.code.as_str(), now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// The office says no, with a reason the donor reads; the donor may write another.
pub async fn refuse(
    store: &Store,
    officer: Officer,
    claim: ClaimId,
    judged: &Judged,
    form: &FormKey,
    now: Time,
) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let reason = text::reason(&judged.reason, REASON)?;
    let (wish, claim) = locked(&txn, claim).await?;
    freetext::by_school(store, &txn, wish.school_id, Field::Reason, &reason).await?;
    judge(&txn, claim.id, judged, NoteState::Refused, Some(reason.clone())).await?;
    journal::note(&txn, officer, Act::NoteRefused, Subject("wish", wish.id.0), wish.code.as_str(), now).await?;
    if let Some(to) = holder(&txn, &claim).await? {
        let letter = Letter::NoteRefused {
            name: to.name.clone(),
            gift: compose::gift(&txn, &wish, to.lang).await?,
            reason,
            phase: compose::phase_line(&txn, wish.phase_id, to.lang).await?,
        };
        outbox::post(store, &txn, &to, &letter, now).await?;
    }
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// The guard: still waiting, and still the text that was read.
async fn judge(txn: &Txn, claim: ClaimId, judged: &Judged, to: NoteState, reason: Option<String>) -> Result<()> {
    let read = text::lines(Field::Note, &judged.note, NOTE)?;
    let judged = Entity::update_many()
        .col_expr(Column::NoteState, Expr::value(to))
        .col_expr(Column::NoteReason, Expr::value(reason))
        .filter(COLUMN.id.eq(claim))
        .filter(COLUMN.note_state.eq(NoteState::Waiting))
        .filter(COLUMN.note.eq(read))
        .exec(txn)
        .await?;
    if judged.rows_affected == 1 { Ok(()) } else { Err(Refusal::WishMoved.into()) }
}
