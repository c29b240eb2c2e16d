//! The one loop that drives every time-out and reminder, and the one place that reads the time.

use std::{sync::Arc, time::Duration};

use entity::{Store, Time};
use tokio::sync::{Notify, watch};

use crate::pictures::Pictures;

/// How often the clock turns. Nothing depends on it: a turn that is late does what is due.
const TURN: Duration = Duration::from_secs(30);

/// The time, to the microsecond (what PostgreSQL keeps).
#[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
pub fn now() -> Time {
    use chrono::SubsecRound;
    chrono::Utc::now().trunc_subsecs(6)
}

/// Turns until `ended`; wakes the mailer after each turn that may have written letters, and clears pictures away.
pub async fn run(store: Store, pictures: Pictures, mail: Arc<Notify>, mut ended: watch::Receiver<bool>) {
    loop {
        let done = entity::clock::turn(&store, now()).await;
        for (step, error) in &done.failed {
            // Database errors name tables and constraints, never values.
            tracing::error!(step, %error, "a step of the clock failed; the next turn tries again");
        }
        mail.notify_one();
        pictures.sweep(&store, now()).await;
        tokio::select! {
            () = tokio::time::sleep(TURN) => {}
            _ = ended.wait_for(|ended| *ended) => return,
        }
    }
}
