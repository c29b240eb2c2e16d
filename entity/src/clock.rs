//! What is due: every time-out and reminder, as verbs that the one loop in `server` calls.
//!
//! Each step fails alone; two clocks at once and a day of downtime change nothing but the hour.

use chrono::TimeDelta;

use crate::{
    Error, Result, Store, Time, account, adoption, card, child, claim, form_once, fund, guess, handout, import,
    journal, ledger, link, offer, outbox, page_report, phase, pledge, round, session, statement, store::Txn, waiting,
    wish,
};

/// Answers to forms are kept this long.
const FORMS: TimeDelta = TimeDelta::days(7);
/// Links are kept this long after they stopped working: the office sees which invitations are over.
const LINKS: TimeDelta = TimeDelta::days(30);
/// Letters to addresses without an account are kept this long; the privacy page says so.
const STRANGERS: TimeDelta = TimeDelta::days(30);
/// Counts of tries are kept this long.
const GUESSES: TimeDelta = TimeDelta::days(2);
/// Journal entries sealed in one transaction.
const SEALS: u64 = 500;

/// What one turn of the clock did.
#[derive(Debug, Default)]
pub struct Done {
    /// Each step's name and how many rows it touched.
    pub steps: Vec<(&'static str, u64)>,
    /// The steps that failed; they are tried again at the next turn.
    pub failed: Vec<(&'static str, Error)>,
}

impl Done {
    fn note(&mut self, name: &'static str, result: Result<u64>) {
        match result {
            Ok(count) => self.steps.push((name, count)),
            Err(error) => self.failed.push((name, error)),
        }
    }
}

/// The rows that a step could not do: it goes on with the next one, and fails at its end with the first failure.
#[derive(Default)]
pub(crate) struct Skipped(Option<Error>);

impl Skipped {
    /// Keeps the failure of one row for the end; where the database is away, the step ends here.
    pub fn keep(&mut self, error: Error) -> Result<()> {
        if matches!(error, Error::Busy) {
            return Err(error);
        }
        self.0.get_or_insert(error);
        Ok(())
    }

    /// What the step answers: how many it did, unless one was skipped.
    pub fn or(self, done: u64) -> Result<u64> {
        self.0.map_or(Ok(done), Err)
    }
}

/// Does everything that is due at `now`. One step's failure does not stop the others.
pub async fn turn(store: &Store, now: Time) -> Done {
    let mut done = Done::default();
    done.note("holds_lapse", claim::lapse::holds(store, now).await);
    done.note("phases_closed", phase::close::over(store, now).await);
    done.note("claims_lapse", claim::lapse::claims(store, now).await);
    done.note("reminders", claim::remind::remind(store, now).await);
    done.note("waiting_digest", waiting::digest::digest(store, now).await);
    done.note("approvals_told", wish::review::tell_schools(store, now).await);
    done.note("keeping_told", child::keep::tell(store, now).await);
    done.note("children_erased", child::erase::expired(store, now).await);
    done.note("offers_expired", offer::expire::expire(store, now).await);
    done.note("proposals_lapse", round::lapse::lapse(store, now).await);
    done.note("rounds_made", round::nightly::run(store, now).await);
    done.note("proposals_made", round::apply::go_on(store, now).await);
    done.note("imports_expired", import::expire::expire(store, now).await);
    done.note("statements_expired", statement::expire::expire(store, now).await);
    done.note("parcels_expected", handout::remind::tell_of_parcels(store, now).await);
    done.note("hand_outs_due", handout::remind::remind_of_hand_outs(store, now).await);
    done.note("cards_due", card::remind::remind(store, now).await);
    done.note("card_pieces_expired", card::piece::expire(store, now).await);
    done.note("stuck_list", handout::remind::tell_office_what_is_stuck(store, now).await);
    done.note("adoptions_lapse", adoption::lapse::lapse(store, now).await);
    done.note("support_due", fund::tell::due(store, now).await);
    done.note("pledges_due", pledge::tell::due(store, now).await);
    done.note("looks_reported", child::look::monthly::tell(store, now).await);
    done.note("page_reports_dropped", page_report::forget(store, now).await);
    done.note("accounts_forgotten", account::forget::unproved(store, now).await);
    done.note("expired_forgotten", forget(store, now).await);
    done.note("journal_sealed", seal(store).await);
    done.note("ledger_days_sealed", ledger::seal::seal_days(store, now).await);
    done
}

/// Forgets what has expired: sessions, links, counts of tries, answers to forms, letters to strangers.
async fn forget(store: &Store, now: Time) -> Result<u64> {
    let txn: Txn = store.write().await?;
    let forgotten = session::forget(&txn, now).await?
        + link::forget(&txn, now - LINKS).await?
        + link::forget_strangers(&txn, now).await?
        + outbox::forget_strangers(&txn, now - STRANGERS).await?
        + guess::forget(&txn, now - GUESSES).await?
        + form_once::forget(&txn, now - FORMS).await?;
    txn.commit().await?;
    Ok(forgotten)
}

/// Seals everything there is, a batch at a time.
async fn seal(store: &Store) -> Result<u64> {
    let mut sealed = 0;
    loop {
        let some = u64::try_from(journal::seal(store, SEALS).await?).unwrap_or(u64::MAX);
        sealed += some;
        if some < SEALS {
            return Ok(sealed);
        }
    }
}
