//! The search index: pairs of neighbouring characters of the open wishes, because Chinese has no spaces to
//! split at; Latin words and numbers whole. Only open wishes stand in it.

use std::collections::BTreeSet;

use sea_orm::{ActiveValue::Set, entity::prelude::*, sea_query::OnConflict};

use crate::{Result, id::WishId, store::Txn};

/// One row of the index. `waiting_since` is copied so that the longest waiting are found first.
pub mod gram {
    use sea_orm::entity::prelude::*;

    use crate::id::WishId;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "wish_gram")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub gram: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub waiting_since: DateTimeUtc,
        #[sea_orm(primary_key, auto_increment = false)]
        pub wish_id: WishId,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What one word of a search must match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Term {
    /// Two characters side by side.
    Pair(String),
    /// A single character, or the beginning of a Latin word or number.
    Beginning(String),
}

/// Puts an open wish into the index. Call it where a wish becomes open, or open again.
pub(crate) async fn index(txn: &Txn, wish: &super::Model) -> Result<()> {
    index_all(txn, std::slice::from_ref(wish)).await
}

/// Puts many open wishes into the index.
pub(crate) async fn index_all(txn: &Txn, wishes: &[super::Model]) -> Result<()> {
    let rows: Vec<gram::ActiveModel> = wishes
        .iter()
        .flat_map(|wish| {
            grams(&format!("{} {}", wish.item, wish.specification)).into_iter().map(|gram| gram::ActiveModel {
                gram: Set(gram),
                waiting_since: Set(wish.waiting_since),
                wish_id: Set(wish.id),
            })
        })
        .collect();
    // PostgreSQL takes 65,535 bound values a statement, SQLite 32,766.
    for some in rows.chunks(5_000) {
        let once = OnConflict::columns([gram::Column::Gram, gram::Column::WaitingSince, gram::Column::WishId])
            .do_nothing()
            .to_owned();
        gram::Entity::insert_many(some.to_vec()).on_conflict(once).exec_without_returning(txn).await?;
    }
    Ok(())
}

/// Takes a wish out of the index. Call it where an open wish is taken or withdrawn.
pub(crate) async fn forget(txn: &Txn, wish: WishId) -> Result<()> {
    forget_all(txn, &[wish]).await
}

/// Takes many wishes out of the index; few enough for one statement.
pub(crate) async fn forget_all(txn: &Txn, wishes: &[WishId]) -> Result<()> {
    gram::Entity::delete_many().filter(gram::COLUMN.wish_id.is_in(wishes.iter().copied())).exec(txn).await?;
    Ok(())
}

/// What the index holds of a text: each pair of neighbours, the last character of each run alone (so that a
/// single character is always the beginning of some gram), each Latin word or number whole.
fn grams(text: &str) -> BTreeSet<String> {
    let mut grams = BTreeSet::new();
    for run in runs(text) {
        match run {
            Run::Word(word) => {
                grams.insert(word);
            }
            Run::Characters(characters) => {
                for (i, character) in characters.iter().enumerate() {
                    let neighbour = characters.get(i + 1);
                    grams.insert(std::iter::once(character).chain(neighbour).collect());
                }
            }
        }
    }
    grams
}

/// What a typed search asks for; all of it must match.
pub(crate) fn terms(typed: &str) -> Vec<Term> {
    let mut terms = Vec::new();
    for run in runs(typed) {
        match run {
            Run::Word(word) => terms.push(Term::Beginning(word)),
            Run::Characters(characters) if characters.len() == 1 => {
                terms.push(Term::Beginning(characters.iter().collect()));
            }
            Run::Characters(characters) => {
                terms.extend(characters.windows(2).map(|pair| Term::Pair(pair.iter().collect())));
            }
        }
    }
    terms.truncate(MOST_TERMS);
    terms
}

/// More words than this say nothing more, and each costs a look.
const MOST_TERMS: usize = 12;
/// Longer words are cut, in the index and in a search alike.
const LONGEST_WORD: usize = 24;

enum Run {
    Word(String),
    Characters(Vec<char>),
}

/// Splits at everything that is neither letter nor digit, and between Latin words and other scripts.
fn runs(text: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    let plain = crate::text::half_width(text).to_lowercase();
    for piece in plain.split(|c: char| !c.is_alphanumeric()) {
        let mut rest: Vec<char> = piece.chars().collect();
        while let Some(first) = rest.first() {
            let latin = is_latin(*first);
            let end = rest.iter().position(|c| is_latin(*c) != latin).unwrap_or(rest.len());
            let tail = rest.split_off(end);
            runs.push(if latin {
                Run::Word(rest.into_iter().take(LONGEST_WORD).collect())
            } else {
                Run::Characters(rest)
            });
            rest = tail;
        }
    }
    runs
}

/// Scripts that put spaces between words.
fn is_latin(c: char) -> bool {
    c < '\u{2E80}'
}

#[cfg(test)]
mod tests {
    use super::{Term, grams, terms};

    #[test]
    fn every_two_neighbours_and_every_single_character_are_found() {
        let grams = grams("双肩书包，蓝色 LED灯 35码");
        for typed in
            ["双肩", "肩书", "书包", "蓝色", "双", "包", "色", "灯", "码", "led", "LE", "35", "３５码", "书包 蓝"]
        {
            assert!(!terms(typed).is_empty(), "{typed}");
            for term in terms(typed) {
                let found = match &term {
                    Term::Pair(pair) => grams.contains(pair),
                    Term::Beginning(beginning) => grams.iter().any(|gram| gram.starts_with(beginning)),
                };
                assert!(found, "{typed}: {term:?}");
            }
        }
        assert!(!grams.contains("包蓝"), "no pair reaches over a comma");
    }

    #[test]
    fn a_search_without_letters_asks_for_nothing() {
        assert_eq!(terms("％ _ ' \" 🎒"), vec![]);
    }
}
