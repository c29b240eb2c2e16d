//! A donor's note that travels with the gift: free text that is checked, and read by the office first. The hand-out
//! settles it: what is not read by then does not travel any more.

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*, sea_query::Expr};
use serde::Deserialize;

use super::{COLUMN, Column, Entity, Model, NoteState, State, end::holder, locked, of_donor};
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

/// How a note stands beside its gift, as its donor is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The office has not read it.
    Waits,
    /// The office has read it, and the gift is not handed out.
    Travels,
    /// The school had it beside the gift when that was handed out.
    Went,
    /// The office asks for another one.
    Refused,
    /// The gift was handed out before the office had read it.
    Unread,
    /// The gift was handed out before there was another one.
    Unchanged,
    /// The claim has ended, and nothing travels.
    Over,
}

/// How the claim's note stands; none: there is no note.
pub const fn standing(claim: &Model) -> Option<Standing> {
    let Some(state) = claim.note_state else { return None };
    Some(match (claim.state, state) {
        (State::Released | State::Lapsed | State::Cancelled, _) => Standing::Over,
        (State::Fulfilled, NoteState::Waiting) => Standing::Unread,
        (State::Fulfilled, NoteState::Approved) => Standing::Went,
        (State::Fulfilled, NoteState::Refused) => Standing::Unchanged,
        (_, NoteState::Waiting) => Standing::Waits,
        (_, NoteState::Approved) => Standing::Travels,
        (_, NoteState::Refused) => Standing::Refused,
    })
}

/// Whether the donor may write: until the gift has arrived, and then until the hand-out what the office has not let
/// travel. What has been let travel may be with the gift already.
pub const fn can_write(claim: &Model) -> bool {
    match claim.state {
        State::Confirmed | State::Shipped => true,
        State::Received => matches!(claim.note_state, Some(NoteState::Waiting | NoteState::Refused)),
        _ => false,
    }
}

/// Writes, changes or (empty, where there is one) takes back the note, as long as it [can be written](can_write).
pub async fn write(store: &Store, donor: Donor, code: &Code, typed: &Typed, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let (wish, claim) = of_donor(&txn, donor.account(), code).await?;
    if !can_write(&claim) {
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
    /// The gift is here, and may be handed out any day: read after that, the note is of no use.
    pub is_here: bool,
}

/// Gifts whose note can still travel with them.
pub(crate) const TRAVELLING: [State; 3] = [State::Confirmed, State::Shipped, State::Received];

/// The notes to be read: first those whose gift is here, then the oldest claim first.
pub async fn waiting(db: &impl ConnectionTrait, most: u64) -> Result<Vec<Waiting>> {
    let claims = Entity::find()
        .filter(literal::is(Column::NoteState, NoteState::Waiting))
        .filter(COLUMN.state.is_in(TRAVELLING))
        .order_by_desc(literal::is(Column::State, State::Received))
        .order_by_asc(COLUMN.id)
        .limit(most)
        .all(db)
        .await?;
    let wishes =
        wish::Entity::find().filter(wish::COLUMN.id.is_in(claims.iter().map(|claim| claim.wish_id))).all(db).await?;
    let beside = |claim: Model| {
        let wish = wishes.iter().find(|wish| wish.id == claim.wish_id)?;
        let (code, item) = (wish.code.clone(), wish.item.clone());
        Some(Waiting { claim: claim.id, code, item, note: claim.note?, is_here: claim.state == State::Received })
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

/// The guard: still waiting, still the text that was read, and the gift not handed out meanwhile.
async fn judge(txn: &Txn, claim: ClaimId, judged: &Judged, to: NoteState, reason: Option<String>) -> Result<()> {
    let read = text::lines(Field::Note, &judged.note, NOTE)?;
    let judged = Entity::update_many()
        .col_expr(Column::NoteState, Expr::value(to))
        .col_expr(Column::NoteReason, Expr::value(reason))
        .filter(COLUMN.id.eq(claim))
        .filter(COLUMN.note_state.eq(NoteState::Waiting))
        .filter(COLUMN.note.eq(read))
        .filter(COLUMN.state.is_in(TRAVELLING))
        .exec(txn)
        .await?;
    if judged.rows_affected == 1 { Ok(()) } else { Err(Refusal::WishMoved.into()) }
}
