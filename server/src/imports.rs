//! The loop that takes large tables in: what a school has ordered is done, even if the server was killed over it.

use std::{sync::Arc, time::Duration};

use entity::{Store, import::take_in};
use tokio::sync::{Notify, watch};

use crate::clock;

/// How often it looks when nobody rings: another process may have taken an order and died.
const LOOK: Duration = Duration::from_secs(30);

/// Works until `ended`.
pub async fn run(store: Store, bell: Arc<Notify>, mut ended: watch::Receiver<bool>) {
    loop {
        match take_in::carry_out_next(&store, clock::now()).await {
            Ok(Some(_)) => continue,
            Ok(None) => {}
            // Tried again at the next look, and given back to its school after some; its page says so.
            Err(error) => tracing::warn!(%error, "an import was not taken in"),
        }
        tokio::select! {
            () = bell.notified() => {}
            () = tokio::time::sleep(LOOK) => {}
            _ = ended.wait_for(|ended| *ended) => return,
        }
    }
}
