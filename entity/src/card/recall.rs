//! The office takes back a card that its donor has: a name was overlooked, or somebody asks for it. The picture is
//! destroyed at once, its donor is asked to delete the letter's, and the school reads why; it may bring another one.
//!
//! A guardian who no longer agrees at all withdraws the consent ([`crate::child::withdraw`]); that does the same.

use sea_orm::ConnectionTrait;
use serde::Deserialize;

use super::{State, find, take_down};
use crate::{
    Code, Field, FormKey, Lang, Refusal, Result, Store, Time,
    actor::Officer,
    id::{PhotoId, WishId},
    journal::{self, Act, Subject},
    outbox::{self, Letter, compose},
    store::Txn,
    wish,
};

/// Why, as the journal keeps it; no free text, which might say the name that is to disappear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Somebody's name, or how to reach them, can be read on it.
    Name,
    /// A child can be recognised on it, and nobody agreed to photos.
    Face,
    /// It is another child's.
    Mixed,
    /// The child or the family would rather not.
    Asked,
}

impl Why {
    pub const ALL: [Self; 4] = [Self::Name, Self::Face, Self::Mixed, Self::Asked];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Name => "name_seen",
            Self::Face => "face_seen",
            Self::Mixed => "mixed_up",
            Self::Asked => "asked_for",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.key() == key)
    }

    /// For the form, the journal and the school. Its donor is not told.
    pub const fn sentence(self, lang: Lang) -> &'static str {
        let (zh, en) = match self {
            Self::Name => {
                ("卡片上看得到姓名或者联系方式", "A name, or a way to reach somebody, can be read on the card")
            }
            Self::Face => (
                "卡片上认得出孩子，监护人没有同意照片",
                "A child can be recognised on the card, and the guardian has not agreed to photos",
            ),
            Self::Mixed => ("这是另一个孩子的卡片", "It is another child's card"),
            Self::Asked => ("孩子或者家人不愿意再给别人看", "The child or the family would rather not have it seen"),
        };
        match lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// The picture that was looked at, by its number.
    pub photo: String,
    /// A [`Why`] by its key.
    pub reason: String,
}

/// Whether there is a picture of this wish's card to be looked at.
pub async fn is_seen(db: &impl ConnectionTrait, _officer: Officer, wish: WishId) -> Result<bool> {
    Ok(find(db, wish).await?.is_some_and(|card| card.photo_id.is_some()))
}

pub async fn recall(
    store: &Store,
    officer: Officer,
    code: &Code,
    typed: &Typed,
    form: &FormKey,
    now: Time,
) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let why = Why::from_key(&typed.reason).ok_or(Refusal::NotAChoice(Field::Reason))?;
    let wish = wish::within_reach(&txn, None, code).await?;
    // A button pressed twice: the first press may have been done while the second waited for the lock.
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let card = find(&txn, wish.id).await?.ok_or(Refusal::NotFound)?;
    let seen = typed.photo.parse::<PhotoId>().ok();
    if card.state != State::Approved || card.photo_id != seen {
        return Err(Refusal::CardState.into());
    }
    take_down::one(store, &txn, &card, officer.into(), now).await?;
    journal::note(&txn, officer, Act::CardRecalled, Subject("wish", wish.id.0), why.key(), now).await?;
    tell_school(store, &txn, &wish, why, now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

async fn tell_school(store: &Store, txn: &Txn, wish: &wish::Model, why: Why, now: Time) -> Result<()> {
    for to in compose::teachers(txn, wish.school_id).await? {
        let letter = Letter::CardToRedo {
            name: to.name.clone(),
            code: wish.code.clone(),
            item: wish.item.clone(),
            reason: why.sentence(to.lang).to_owned(),
            phase: compose::phase_line(txn, wish.phase_id, to.lang).await?,
        };
        outbox::post(store, txn, &to, &letter, now).await?;
    }
    Ok(())
}
