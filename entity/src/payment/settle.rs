//! What a payment is for hears of it: the one place where money meets what was promised.

use super::{ForWhat, reference};
use crate::{Day, Fen, Result, Store, Time, adoption, store::Txn};

/// `paid`: what of it is paid by now, as [`super::paid_for`] counts: less than before where something was given back or
/// undone. `moves`: what the parts of its programme say by now and the ledger does not yet; below zero: it was undone.
/// Called before the ledger is opened, with the reference locked and the parts written.
pub(super) async fn settle(
    _store: &Store,
    txn: &Txn,
    reference: &reference::Model,
    (paid, moves): (Fen, Fen),
    _on: Day,
    now: Time,
) -> Result<()> {
    match reference.what() {
        ForWhat::Adoption(id) => adoption::pay::settle(txn, id, (paid, moves), now).await,
        // The payer's letter and the ledger say all there is to say; a pledge's months are filled from what has come.
        ForWhat::Gift | ForWhat::Support(_) | ForWhat::Pledge(_) => Ok(()),
    }
}
