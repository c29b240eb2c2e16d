//! The postman: leases letters from the outbox, writes them, gives them to the mail server (or lays them down as
//! files), and marks what became of each.
//!
//! A letter is lost only when it is dead, and then the office sees it. Logs name letters by number and kind, never
//! by address.

mod letters;
mod message;
mod pen;
mod picture;
mod plots;
mod post;
mod sheet;

use std::{
    path::PathBuf,
    pin::pin,
    sync::Arc,
    time::{Duration, Instant},
};

use chrono::TimeDelta;
use entity::{
    Store, Time,
    outbox::{self, work},
};
use lettre::message::Mailbox;
use tokio::sync::Notify;
use url::Url;

use self::post::{Outcome, Post};
use crate::{config::Hidden, labels::Fonts, pictures::Pictures};

/// Letters leased at once.
const BATCH: u64 = 20;
/// A lease lasts five minutes; what was not begun before this is left to whoever leases it next.
const HURRY: Duration = Duration::from_mins(4);
/// Rows can become due without a knock: another process wrote them, or a lease ran out.
const LONGEST_SLEEP: Duration = Duration::from_secs(30);

/// What the mailer needs of the program's settings.
#[derive(Clone, Debug)]
pub struct MailSettings {
    /// `https://…`, where the links in letters lead.
    pub public_url: String,
    /// `暖心 <nuanxin@example.org>`, a mailbox that somebody reads: letters ask to be answered.
    pub from: String,
    /// `smtps://…` or `smtp://…?tls=required`; none: files.
    pub smtp_url: Option<Hidden>,
    /// PEM of the authority behind the mail server's certificate, where it is a private one.
    pub smtp_ca_file: Option<PathBuf>,
    /// Where letters are laid down when there is no mail server.
    pub mail_dir: PathBuf,
}

/// A setting with which no letter could be sent: one line for the operator, without secrets.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    #[error("PUBLIC_URL {0} is not an address with a host")]
    PublicUrl(String),
    #[error("MAIL_FROM {0} is not a mailbox such as 暖心 <nuanxin@example.org>")]
    From(String),
    #[error("SMTP_URL cannot be used: {0}")]
    SmtpUrl(String),
    #[error("SMTP_URL would send its password unencrypted: use smtps:// or add ?tls=required")]
    PlainPassword,
    #[error("SMTP_CA_FILE {} cannot be used: {reason}", .path.display())]
    Authority { path: PathBuf, reason: String },
    #[error("the mail folder {} cannot be made: {source}", .path.display())]
    Folder { path: PathBuf, source: std::io::Error },
}

pub struct Mailer {
    /// Without a slash at the end.
    site: String,
    /// The right side of every Message-ID.
    host: String,
    from: Mailbox,
    post: Post,
    fonts: Fonts,
    pictures: Option<Pictures>,
    bell: Arc<Notify>,
}

impl Mailer {
    pub fn new(settings: &MailSettings, fonts: Fonts) -> Result<Self, MailError> {
        let site = settings.public_url.trim_end_matches('/').to_owned();
        let host = Url::parse(&site).ok().and_then(|url| url.host_str().map(ToOwned::to_owned));
        Ok(Self {
            host: host.ok_or_else(|| MailError::PublicUrl(site.clone()))?,
            site,
            from: post::mailbox(&settings.from)?,
            post: Post::new(settings)?,
            fonts,
            pictures: None,
            bell: Arc::default(),
        })
    }

    /// Without them a letter that shows a picture waits.
    #[must_use]
    pub fn with_pictures(mut self, pictures: Pictures) -> Self {
        self.pictures = Some(pictures);
        self
    }

    /// Ring it after a write, and a new letter goes out at once.
    pub fn bell(&self) -> Arc<Notify> {
        Arc::clone(&self.bell)
    }

    /// Sends letters as they become due until `shutdown`; a batch that was begun is finished first.
    pub async fn run(&self, store: &Store, clock: fn() -> Time, shutdown: impl Future<Output = ()>) {
        let mut shutdown = pin!(shutdown);
        loop {
            let sleep = match self.send_batch(store, clock()).await {
                Ok(batch) if batch.leased == BATCH => Duration::ZERO,
                Ok(_) => until_next(store, clock()).await,
                Err(error) => {
                    tracing::warn!(%error, "the outbox could not be worked on");
                    LONGEST_SLEEP
                }
            };
            tokio::select! {
                biased;
                () = &mut shutdown => return,
                () = self.bell.notified() => {}
                () = tokio::time::sleep(sleep) => {}
            }
        }
    }

    /// Sends all that is due at `now`; says how many letters went.
    pub async fn send_due(&self, store: &Store, now: Time) -> entity::Result<u64> {
        let mut sent = 0;
        loop {
            let batch = self.send_batch(store, now).await?;
            sent += batch.sent;
            if batch.leased < BATCH {
                return Ok(sent);
            }
        }
    }

    async fn send_batch(&self, store: &Store, now: Time) -> entity::Result<Batch> {
        let leased = work::lease(store, BATCH, now).await?;
        let mut batch = Batch { leased: leased.len() as u64, sent: 0 };
        let begun = Instant::now();
        let mut down = None;
        for row in &leased {
            if begun.elapsed() > HURRY {
                break;
            }
            let outcome = match &down {
                Some(reason) => Outcome::Down(String::clone(reason)),
                None => self.deliver(store, row, now).await,
            };
            note(row, &outcome);
            match outcome {
                Outcome::Sent => batch.sent += u64::from(work::sent(store, row, now).await?),
                Outcome::Later(reason) => drop(work::failed(store, row, &reason, false, now).await?),
                Outcome::Never(reason) => drop(work::failed(store, row, &reason, true, now).await?),
                Outcome::Down(reason) => {
                    work::failed(store, row, &reason, false, now).await?;
                    down = Some(reason);
                }
            }
        }
        Ok(batch)
    }

    async fn deliver(&self, store: &Store, row: &outbox::Model, now: Time) -> Outcome {
        let picture = match self.picture(store, row).await {
            Ok(picture) => picture,
            Err(outcome) => return outcome,
        };
        match self.write(store, row, picture, now) {
            Ok(message) => self.post.send(row, &message).await,
            Err(error) => Outcome::Never(error.to_string()),
        }
    }
}

struct Batch {
    leased: u64,
    sent: u64,
}

fn note(row: &outbox::Model, outcome: &Outcome) {
    let (letter, kind) = (row.id.0, &row.kind);
    match outcome {
        Outcome::Sent => tracing::info!(letter, kind, "a letter went out"),
        Outcome::Later(_) => tracing::warn!(letter, kind, "a letter did not go; it will be tried again"),
        Outcome::Never(_) => {
            tracing::warn!(letter, kind, "a letter is dead; the office has it on its list");
        }
        Outcome::Down(_) => tracing::warn!(letter, kind, "the mail server is away; the letter waits"),
    }
}

/// To the next letter that is due, but never long and never at once.
async fn until_next(store: &Store, now: Time) -> Duration {
    let Ok(Some(due)) = work::next_due(store.read()).await else { return LONGEST_SLEEP };
    let wait = (due - now).max(TimeDelta::seconds(1));
    wait.to_std().map_or(LONGEST_SLEEP, |wait| wait.min(LONGEST_SLEEP))
}
