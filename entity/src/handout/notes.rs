//! Donors' notes beside the gifts that are at a school: read out, or put to the gift, until that is handed out.
//!
//! Rule: a school reads a note once the office has read it; until then it is told that there is one.

use std::collections::HashMap;

use sea_orm::{QueryOrder, entity::prelude::*};

use super::claims_with_wishes;
use crate::{
    Code, Result,
    actor::School,
    claim::{
        self,
        note::{Standing, standing},
    },
    id::WishId,
    wish,
};

/// A note beside its gift, as the school is told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// These words go with the gift.
    Travels(String),
    /// The office has not read it yet.
    Waits,
}

impl Note {
    /// None: there is no note, or nothing of it goes with the gift.
    pub(super) fn of(claim: &claim::Model) -> Option<Self> {
        match standing(claim)? {
            Standing::Travels | Standing::Went => claim.note.clone().map(Self::Travels),
            Standing::Waits => Some(Self::Waits),
            Standing::Refused | Standing::Unread | Standing::Unchanged | Standing::Over => None,
        }
    }
}

/// The notes of those of these wishes whose gift is here.
pub(super) async fn beside(
    db: &impl ConnectionTrait,
    wishes: impl IntoIterator<Item = WishId>,
) -> Result<HashMap<WishId, Note>> {
    let noted = claim::Entity::find()
        .filter(claim::COLUMN.wish_id.is_in(wishes))
        .filter(claim::COLUMN.state.eq(claim::State::Received))
        .filter(claim::COLUMN.note_state.is_not_null())
        .all(db)
        .await?;
    Ok(noted.iter().filter_map(|claim| Some((claim.wish_id, Note::of(claim)?))).collect())
}

/// Words that are to be with a gift. They name no child.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    pub code: Code,
    pub grade: i32,
    pub item: String,
    pub text: String,
}

/// The notes of the gifts that are at a school and not handed out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Here {
    /// By grade, then by code: as the roster has them.
    pub words: Vec<Words>,
    /// Those that the office has not read yet.
    pub waiting: usize,
}

/// What the school has to read out or to put to its gifts.
pub async fn here(db: &impl ConnectionTrait, school: School) -> Result<Here> {
    let noted = claims_with_wishes()
        .filter(wish::COLUMN.school_id.eq(school.school()))
        .filter(claim::COLUMN.state.eq(claim::State::Received))
        .filter(claim::COLUMN.note_state.is_not_null())
        .order_by_asc(wish::COLUMN.grade)
        .order_by_asc(wish::COLUMN.code)
        .all(db)
        .await?;
    let mut here = Here::default();
    for (claim, wish) in noted {
        let Some(wish) = wish else { continue };
        match Note::of(&claim) {
            Some(Note::Travels(text)) => {
                here.words.push(Words { code: wish.code, grade: wish.grade, item: wish.item, text });
            }
            Some(Note::Waits) => here.waiting += 1,
            None => {}
        }
    }
    Ok(here)
}
