//! The filters in the address of the list. What cannot be read is left out, so that an old link still shows wishes;
//! what it was is known by [`Typed::leave_out`].

use serde::Deserialize;

use super::{super::search, Cursor, Standing};
use crate::{
    Fen,
    grade::GradeBand,
    id::{SchoolId, TownshipId},
    wish::{Category, search::Term},
};

/// Longest search, in characters.
const SEARCH: usize = 40;

/// The parameters of the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub q: String,
    pub township: String,
    pub school: String,
    /// `1-2`
    pub grade: String,
    pub category: String,
    pub from: String,
    pub to: String,
    /// A [`Standing`] by its key.
    pub status: String,
    pub sort: String,
    pub after: String,
    pub before: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Who has waited longest comes first.
    #[default]
    Waiting,
    Closing,
    PriceUp,
    PriceDown,
}

impl Sort {
    pub const ALL: [Self; 4] = [Self::Waiting, Self::Closing, Self::PriceUp, Self::PriceDown];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Closing => "closing",
            Self::PriceUp => "price",
            Self::PriceDown => "-price",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.key() == key)
    }
}

/// What the list is narrowed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    pub township: Option<TownshipId>,
    pub school: Option<SchoolId>,
    pub band: Option<GradeBand>,
    pub category: Option<Category>,
    pub price_from: Option<Fen>,
    pub price_to: Option<Fen>,
    pub standing: Standing,
    pub sort: Sort,
    pub(super) terms: Vec<Term>,
    pub(super) cursor: Option<Cursor>,
}

impl From<&Typed> for Filter {
    fn from(typed: &Typed) -> Self {
        let sort = Sort::from_key(&typed.sort).unwrap_or_default();
        let price = |typed: &str| typed.parse::<Fen>().ok();
        let searched: String = typed.q.chars().take(SEARCH).collect();
        Self {
            township: typed.township.parse().ok(),
            school: typed.school.parse().ok(),
            band: GradeBand::from_key(&typed.grade),
            category: Category::from_key(&typed.category),
            price_from: price(&typed.from),
            price_to: price(&typed.to),
            standing: Standing::from_key(&typed.status).unwrap_or_default(),
            sort,
            terms: search::terms(&searched),
            cursor: Cursor::read(sort, &typed.before, true).or_else(|| Cursor::read(sort, &typed.after, false)),
        }
    }
}

impl Filter {
    /// Whether anything narrows the list, so that an empty one can say so.
    pub fn narrows(&self) -> bool {
        let plain = Self { sort: Sort::default(), cursor: None, ..self.clone() };
        plain != Self::from(&Typed::default())
    }

    /// Whether the search asks for anything.
    pub fn searches(&self) -> bool {
        !self.terms.is_empty()
    }

    /// No price is both: the list is empty, and the page says why.
    pub fn has_prices_crossed(&self) -> bool {
        self.price_from.zip(self.price_to).is_some_and(|(from, to)| from > to)
    }
}
