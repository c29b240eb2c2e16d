//! Cards are taken down at once when the guardian's consent to them ends, when the child is erased, and when the office
//! takes one back: the picture's key is destroyed, a letter with it that has not gone yet does not go, and a donor who
//! may have it is asked to delete it.

use sea_orm::{QueryOrder, QuerySelect, QueryTrait, entity::prelude::*, sea_query::Expr};

use super::{COLUMN, Column, Entity, Model, Shows, State};
use crate::{
    Refusal, Result, Store, Time,
    actor::Actor,
    claim, handout,
    id::{ChildId, PhotoId},
    journal::{self, Act, Subject},
    outbox::{self, Letter, compose},
    photo::bring,
    store::Txn,
    wish,
};

/// Which of a child's cards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Which {
    All,
    /// On which the child can be recognised.
    ShowingChild,
}

/// Under which the letter with this picture stands in the outbox.
pub(super) fn letter_of(photo: PhotoId) -> String {
    format!("card/{photo}")
}

/// Takes the child's cards down; says how many.
pub(crate) async fn of_child(
    store: &Store,
    txn: &Txn,
    child: ChildId,
    which: Which,
    by: impl Into<Actor>,
    now: Time,
) -> Result<usize> {
    let by = by.into();
    let wishes = wish::Entity::find().select_only().column(wish::Column::Id).filter(wish::COLUMN.child_id.eq(child));
    let mut cards = Entity::find()
        .filter(Column::WishId.in_subquery(wishes.into_query()))
        .filter(COLUMN.photo_id.is_not_null())
        .order_by_asc(COLUMN.wish_id);
    if which == Which::ShowingChild {
        cards = cards.filter(Column::Shows.eq(Shows::Child));
    }
    let cards = cards.lock_exclusive().all(txn).await?;
    for card in &cards {
        one(store, txn, card, by, now).await?;
        journal::note(txn, by, Act::CardWithdrawn, Subject("wish", card.wish_id.0), card.state.key(), now).await?;
    }
    Ok(cards.len())
}

/// One card that has a picture, as it was read in this transaction.
pub(super) async fn one(store: &Store, txn: &Txn, card: &Model, by: Actor, now: Time) -> Result<()> {
    let photo = card.photo_id.ok_or(Refusal::CardState)?;
    let taken = Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Withdrawn))
        .col_expr(Column::PhotoId, Expr::value(None::<PhotoId>))
        .col_expr(Column::Shows, Expr::value(None::<Shows>))
        .col_expr(Column::Reason, Expr::value(None::<String>))
        .filter(COLUMN.wish_id.eq(card.wish_id))
        .filter(COLUMN.photo_id.eq(photo))
        .exec(txn)
        .await?;
    if taken.rows_affected != 1 {
        return Err(Refusal::CardState.into());
    }
    bring::erase(txn, photo, now).await?;
    let letter = letter_of(photo);
    let may_be_there = outbox::may_have_gone(txn, &letter).await?;
    outbox::retract(txn, &letter).await?;
    // What the clock takes down was theirs for years; nobody asks for it back.
    if may_be_there && by != Actor::CLOCK {
        ask_to_delete(store, txn, card, now).await?;
    }
    Ok(())
}

/// Why is not said: it is the child's and the family's.
async fn ask_to_delete(store: &Store, txn: &Txn, card: &Model, now: Time) -> Result<()> {
    let claim = claim::Entity::find_by_id(card.claim_id).one(txn).await?.ok_or(Refusal::NotFound)?;
    let wish = wish::Entity::find_by_id(card.wish_id).one(txn).await?.ok_or(Refusal::NotFound)?;
    let Some(to) = handout::donor(txn, &claim).await? else { return Ok(()) };
    let letter = Letter::CardRecalled {
        name: to.name.clone(),
        gift: compose::gift(txn, &wish, to.lang).await?,
        phase: compose::phase_line(txn, wish.phase_id, to.lang).await?,
    };
    outbox::post(store, txn, &to, &letter, now).await
}
