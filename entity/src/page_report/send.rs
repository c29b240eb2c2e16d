//! Anybody reports a page. Limited by network; what is typed is sealed before it is kept.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, entity::prelude::*, sea_query::Expr};
use serde::Deserialize;

use super::{ActiveModel, COLUMN, Column, Entity, Kind, place};
use crate::{
    Code, Field, FormKey, Lang, Refusal, Result, Store, Time,
    actor::Actor,
    error::Refusals,
    guess,
    id::{PageReportId, WishId},
    journal::{self, Act, Subject},
    store::Txn,
    text, wish,
};

/// Longest report, in characters.
pub const WORDS: usize = 1_000;
/// Longest path that is kept.
const PATH: usize = 200;

/// No `Debug`: the words may name anybody.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// The page's path; whatever is none is kept as none.
    pub page: String,
    /// A [`Kind`] by its key.
    pub kind: String,
    pub words: String,
    /// An e-mail address, or blank.
    pub reply_to: String,
}

struct Read {
    kind: Kind,
    words: String,
    reply_to: String,
}

impl Typed {
    fn read(&self) -> Result<Read> {
        let mut refusals = Refusals::default();
        let kind = refusals.take(Kind::from_key(&self.kind).ok_or(Refusal::Missing(Field::Kind)));
        let words = refusals.take(text::lines(Field::Words, &self.words, WORDS)).unwrap_or_default();
        if words.is_empty() && refusals.is_empty_of(Field::Words) {
            refusals.add(Refusal::Missing(Field::Words));
        }
        let is_blank = self.reply_to.trim().is_empty();
        let reply_to = if is_blank { Some(String::new()) } else { refusals.take(address(&self.reply_to)) };
        let (Some(kind), Some(reply_to), true) = (kind, reply_to, refusals.is_empty()) else {
            return Err(refusals.into());
        };
        Ok(Read { kind, words, reply_to })
    }
}

/// An address in the field for the answer.
fn address(typed: &str) -> std::result::Result<String, Refusal> {
    text::email(typed).map_err(|refusal| match refusal {
        Refusal::NotAnEmail => Refusal::NotAnAddress(Field::ReplyTo),
        Refusal::TooLong(_, most) => Refusal::TooLong(Field::ReplyTo, most),
        Refusal::Invisible(_) => Refusal::Invisible(Field::ReplyTo),
        other => other,
    })
}

/// Gives the report's number, by which its sender can ask. `network`: where the form came from.
pub async fn send(
    store: &Store,
    typed: &Typed,
    (lang, network): (Lang, &str),
    form: &FormKey,
    now: Time,
) -> Result<PageReportId> {
    let read = typed.read()?;
    guess::count(store, guess::PAGE_REPORTS, network, now).await?;
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let path = path(&typed.page);
    let row = ActiveModel {
        wish_id: Set(about(&txn, &path).await?),
        path: Set(path),
        kind: Set(read.kind),
        lang: Set(lang),
        made_at: Set(now),
        ..Default::default()
    };
    let id = row.insert(&txn).await?.id;
    seal(store, &txn, id, &read).await?;
    journal::note(&txn, Actor::VISITOR, Act::PageReported, Subject("page_report", id.0), read.kind.key(), now).await?;
    form.keep(&txn, &id, now).await?;
    txn.commit().await?;
    Ok(id)
}

/// The place of a sealed value names its row, so the row is there first.
async fn seal(store: &Store, txn: &Txn, id: PageReportId, read: &Read) -> Result<()> {
    let sealed = |column, words: &str| store.keys.seal_words(&store.dice, &place(column, id), words);
    let reply_to = (!read.reply_to.is_empty()).then(|| sealed("reply_to", &read.reply_to));
    Entity::update_many()
        .col_expr(Column::Words, Expr::value(sealed("words", &read.words)))
        .col_expr(Column::ReplyTo, Expr::value(reply_to))
        .filter(COLUMN.id.eq(id))
        .exec(txn)
        .await?;
    Ok(())
}

/// A path of ours without its parameters, in plain characters; anything else is left blank.
pub fn path(typed: &str) -> String {
    let path = typed.split(['?', '#']).next().unwrap_or_default();
    let is_ours = path.starts_with('/') && !path.starts_with("//") && path.len() <= PATH;
    let is_plain = path.bytes().all(|sign| sign.is_ascii_alphanumeric() || b"/-_.".contains(&sign));
    if is_ours && is_plain { path.to_owned() } else { String::new() }
}

/// The wish a page is about.
async fn about(txn: &Txn, path: &str) -> Result<Option<WishId>> {
    let code = ["/wishes/", "/v/"].into_iter().find_map(|place| path.strip_prefix(place));
    let Some(code) = code.and_then(|code| code.parse::<Code>().ok()) else { return Ok(None) };
    let wish = wish::Entity::find().filter(wish::COLUMN.code.eq(code)).one(txn).await?;
    Ok(wish.map(|wish| wish.id))
}

#[cfg(test)]
mod tests {
    use super::path;

    #[test]
    fn only_a_plain_path_of_ours_is_kept() {
        assert_eq!(path("/wishes/K7M49XQ2TP?token=secret#x"), "/wishes/K7M49XQ2TP");
        for typed in ["", "wishes", "//evil.example", "/王小样", "/a b", "/<script>", &format!("/{}", "a".repeat(300))]
        {
            assert_eq!(path(typed), "", "{typed}");
        }
    }
}
