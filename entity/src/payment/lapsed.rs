//! A contract of which a part was paid when its last day of paying had passed: what came goes back.

use sea_orm::{QueryOrder, entity::prelude::*};

use super::{State, Why, arrived, locked, part, reference, refund::moved};
use crate::{
    Fen, Result, Time,
    actor::Actor,
    journal::{self, Act, Subject},
    store::Txn,
};

/// Nothing more is expected for it, and all that counts for it is to be given back; gives the sum that waits for that.
/// Run by the clock; the reference is locked.
pub(crate) async fn goes_back(txn: &Txn, reference: &reference::Model, now: Time) -> Result<Fen> {
    reference::close(txn, reference.id, now).await?;
    let counted = part::Entity::find()
        .filter(part::COLUMN.reference_id.eq(reference.id))
        .filter(part::COLUMN.state.eq(State::Counted))
        .order_by_asc(part::COLUMN.id);
    for part in counted.all(txn).await? {
        let (part, arrival) = locked(txn, part.id).await?;
        moved(txn, part.id, State::ToReturn, Some(Why::Unused), now).await?;
        let subject = Subject("payment", arrival.id.0);
        journal::note(txn, Actor::CLOCK, Act::RefundAsked, subject, Why::Unused.key(), now).await?;
    }
    arrived(txn, reference.id).await
}
