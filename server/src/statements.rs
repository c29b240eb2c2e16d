//! The loop that reads and books statements: what officers have ordered is done, even if the server was killed over it.

use std::{sync::Arc, time::Duration};

use entity::{Store, statement::work};
use tokio::sync::{Notify, watch};

use crate::clock;

/// How often it looks when nobody rings: another process may have taken an order and died.
const LOOK: Duration = Duration::from_secs(30);

/// Works until `ended`; `mail` is rung for the letters that bookings write.
pub async fn run(store: Store, bell: Arc<Notify>, mail: Arc<Notify>, mut ended: watch::Receiver<bool>) {
    loop {
        match work::next(&store, clock::now()).await {
            Ok(true) if !*ended.borrow() => {
                mail.notify_one();
                continue;
            }
            Ok(_) => {}
            // Tried again at the next look, and given back to the office after some; its page says so.
            Err(error) => tracing::warn!(%error, "a statement was not worked on"),
        }
        tokio::select! {
            () = bell.notified() => {}
            () = tokio::time::sleep(LOOK) => {}
            _ = ended.wait_for(|ended| *ended) => return,
        }
    }
}
