//! A quarter turn of a picture: a card on which no sticker was read lies as it lay in the photo.

use serde::Deserialize;

use crate::{Field, Refusal};

/// Which way it is turned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Left,
    Right,
}

impl Way {
    pub const ALL: [Self; 2] = [Self::Left, Self::Right];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Right => "right",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.key() == key)
    }
}

/// The button that was pressed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub way: String,
}

impl Typed {
    pub fn way(&self) -> Result<Way, Refusal> {
        Way::from_key(&self.way).ok_or(Refusal::NotAChoice(Field::Answer))
    }
}
