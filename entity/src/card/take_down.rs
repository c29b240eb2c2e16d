//! Cards are taken down at once when the guardian's consent to them ends, and when the child is erased: the picture's
//! key is destroyed, and a letter with it that has not gone yet does not go.

use sea_orm::{QueryOrder, QuerySelect, QueryTrait, entity::prelude::*, sea_query::Expr};

use super::{COLUMN, Column, Entity, Shows, State};
use crate::{
    Result, Time,
    actor::Actor,
    id::{ChildId, PhotoId},
    journal::{self, Act, Subject},
    outbox,
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
        Entity::update_many()
            .col_expr(Column::State, Expr::value(State::Withdrawn))
            .col_expr(Column::PhotoId, Expr::value(None::<PhotoId>))
            .col_expr(Column::Shows, Expr::value(None::<Shows>))
            .col_expr(Column::Reason, Expr::value(None::<String>))
            .filter(COLUMN.wish_id.eq(card.wish_id))
            .exec(txn)
            .await?;
        if let Some(photo) = card.photo_id {
            bring::erase(txn, photo, now).await?;
            outbox::retract(txn, &letter_of(photo)).await?;
        }
        journal::note(txn, by, Act::CardWithdrawn, Subject("wish", card.wish_id.0), card.state.key(), now).await?;
    }
    Ok(cards.len())
}
