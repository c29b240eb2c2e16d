//! The journal 日志: every act with actor, time and subject; append-only, hash-chained, no personal data.
//!
//! A verb writes its entry in its own transaction; the clock seals committed entries into the chain, so
//! that writers on PostgreSQL need not queue for the last hash. Triggers refuse any other change.

mod act;

use chrono::SecondsFormat;
use sea_orm::{ActiveValue::Set, QueryOrder, QuerySelect, entity::prelude::*, sea_query::Expr};

use crate::{
    Code, Result, Store, Time,
    actor::Actor,
    id::{AccountId, JournalId},
    store::{Txn, keys},
    text, wish,
};

pub use act::Act;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "journal")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: JournalId,
    pub at: DateTimeUtc,
    pub role: String,
    pub account_id: Option<AccountId>,
    /// The key of an [`Act`]: `wish_approved`.
    pub act: String,
    /// The noun it happened to: `wish`.
    pub subject: String,
    pub subject_id: i64,
    /// Numbers, codes and kinds only; never a name, address or free text.
    pub detail: String,
    pub seq: Option<i64>,
    pub hash: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

/// What an entry is about.
#[derive(Clone, Copy, Debug)]
pub struct Subject(pub &'static str, pub i64);

impl Subject {
    /// The nouns of the journal.
    pub const NOUNS: [&str; 29] = [
        "wish",
        "phase",
        "hand_out",
        "letter",
        "account",
        "child",
        "school",
        "organiser",
        "township",
        "village",
        "page_report",
        "organisation",
        "pool_source",
        "import",
        "confirmation",
        "transfer",
        "payment",
        "reference",
        "household",
        "plot",
        "statement",
        "fund",
        "elder",
        "payout",
        "offer",
        "round",
        "proposal",
        "pledge",
        "county",
    ];

    /// What somebody looks for: a gift code, or a name and a number (`phase 5`, `期次5`); `noun` knows which noun has
    /// the name.
    pub async fn sought(
        db: &impl ConnectionTrait,
        typed: &str,
        noun: impl Fn(&str) -> Option<&'static str>,
    ) -> Result<Option<Self>> {
        if let Ok(code) = typed.parse::<Code>() {
            let wish = wish::Entity::find().filter(wish::COLUMN.code.eq(code)).one(db).await?;
            return Ok(wish.map(|wish| Self("wish", wish.id.0)));
        }
        let plain = text::half_width(typed);
        let plain = plain.trim();
        let name = plain.trim_end_matches(|sign: char| sign.is_ascii_digit());
        let number = plain[name.len()..].parse().ok();
        Ok(noun(name.trim_end()).zip(number).map(|(noun, number)| Self(noun, number)))
    }
}

/// Writes one entry; `detail` is a code, a kind, a number, or empty.
pub(crate) async fn note(
    txn: &Txn,
    actor: impl Into<Actor>,
    act: Act,
    subject: Subject,
    detail: &str,
    now: Time,
) -> Result<()> {
    note_all(txn, actor, act, [(subject, detail)], now).await
}

/// Writes the same entry about several subjects, each with its detail; few enough for one statement.
pub(crate) async fn note_all<'a>(
    txn: &Txn,
    actor: impl Into<Actor>,
    act: Act,
    subjects: impl IntoIterator<Item = (Subject, &'a str)>,
    now: Time,
) -> Result<()> {
    let actor = actor.into();
    let rows = subjects.into_iter().map(|(subject, detail)| {
        debug_assert!(Subject::NOUNS.contains(&subject.0), "{} is no noun of the journal", subject.0);
        ActiveModel {
            at: Set(now),
            role: Set(actor.role.to_owned()),
            account_id: Set(actor.account),
            act: Set(act.key().to_owned()),
            subject: Set(subject.0.to_owned()),
            subject_id: Set(subject.1),
            detail: Set(detail.to_owned()),
            ..Default::default()
        }
    });
    Entity::insert_many(rows).exec_without_returning(txn).await?;
    Ok(())
}

/// The newest entries about a subject, newest first.
pub async fn of(db: &impl ConnectionTrait, subject: Subject, most: u64) -> Result<Vec<Model>> {
    latest(db, Some(subject), None, most).await
}

/// When this was done to it the last time.
pub async fn last(db: &impl ConnectionTrait, act: Act, Subject(noun, number): Subject) -> Result<Option<Time>> {
    let its = Entity::find().filter(COLUMN.subject.eq(noun)).filter(COLUMN.subject_id.eq(number));
    let last = its.filter(COLUMN.act.eq(act.key())).order_by_desc(COLUMN.id).one(db).await?;
    Ok(last.map(|entry| entry.at))
}

/// The newest entries before `before`, newest first; of one subject, or of all.
pub async fn latest(
    db: &impl ConnectionTrait,
    of: Option<Subject>,
    before: Option<JournalId>,
    most: u64,
) -> Result<Vec<Model>> {
    let mut query = Entity::find().order_by_desc(COLUMN.id).limit(most);
    if let Some(Subject(noun, number)) = of {
        query = query.filter(COLUMN.subject.eq(noun)).filter(COLUMN.subject_id.eq(number));
    }
    if let Some(before) = before {
        query = query.filter(COLUMN.id.lt(before));
    }
    Ok(query.all(db).await?)
}

/// Seals up to `most` committed entries into the chain; returns how many.
///
/// Two clocks at once: the loser breaks the unique `seq` and rolls back, and nothing is lost.
pub async fn seal(store: &Store, most: u64) -> Result<usize> {
    let txn = store.write().await?;
    let (mut seq, mut hash) = head(&txn).await?;
    let open = Entity::find().filter(COLUMN.seq.is_null()).order_by_asc(COLUMN.id).limit(most).all(&txn).await?;
    let sealed = open.len();
    for entry in open {
        seq += 1;
        hash = chain(&hash, seq, &entry);
        Entity::update_many()
            .col_expr(Column::Seq, Expr::value(seq))
            .col_expr(Column::Hash, Expr::value(hash.clone()))
            .filter(COLUMN.id.eq(entry.id))
            .exec(&txn)
            .await?;
    }
    txn.commit().await?;
    Ok(sealed)
}

/// How many entries are sealed, and the seal of the last one.
pub async fn sealed(db: &impl ConnectionTrait) -> Result<(i64, String)> {
    head(db).await
}

/// How many entries were written since and wait to be sealed.
pub async fn waiting(db: &impl ConnectionTrait) -> Result<u64> {
    Ok(Entity::find().filter(COLUMN.seq.is_null()).count(db).await?)
}

/// Goes through the whole chain; gives its length and head, or the first place that does not fit.
pub async fn verify(db: &impl ConnectionTrait) -> Result<Result<(i64, String), i64>, crate::Error> {
    let (mut seq, mut hash) = (0, String::new());
    loop {
        let entries = Entity::find().filter(COLUMN.seq.gt(seq)).order_by_asc(COLUMN.seq).limit(1_000).all(db).await?;
        if entries.is_empty() {
            return Ok(Ok((seq, hash)));
        }
        for entry in entries {
            hash = chain(&hash, seq + 1, &entry);
            if entry.seq != Some(seq + 1) || entry.hash.as_ref() != Some(&hash) {
                return Ok(Err(seq + 1));
            }
            seq += 1;
        }
    }
}

async fn head(db: &impl ConnectionTrait) -> Result<(i64, String)> {
    let last = Entity::find().filter(COLUMN.seq.is_not_null()).order_by_desc(COLUMN.seq).one(db).await?;
    Ok(last.map_or_else(Default::default, |entry| (entry.seq.unwrap_or(0), entry.hash.unwrap_or_default())))
}

/// SHA-256 over the previous hash and every column, each with its length in front.
fn chain(previous: &str, seq: i64, entry: &Model) -> String {
    keys::digest_of_parts(&[
        previous,
        &seq.to_string(),
        &entry.at.to_rfc3339_opts(SecondsFormat::Micros, true),
        &entry.role,
        &entry.account_id.map_or_else(String::new, |id| id.to_string()),
        &entry.act,
        &entry.subject,
        &entry.subject_id.to_string(),
        &entry.detail,
    ])
}
