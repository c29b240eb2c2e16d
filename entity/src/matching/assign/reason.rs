//! Why: every match, every wish that is left and every offer that could have given more says it in one word.

use serde::{Deserialize, Serialize};

use super::Offer;

/// Why this wish has this offer, the strongest reason first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// No other offer admits the wish.
    OnlyOffer,
    /// The offer sends a parcel to this school anyway, for another wish that says why.
    SameParcel,
    /// None that the offer admits has waited longer, and some have waited less.
    WaitedLongest,
    /// The offer names the school.
    NamesSchool,
    /// The offer names the township.
    NamesTownship,
    /// The offer names the category, for any place.
    NamesCategory,
    /// The offer is open to any place and category.
    Open,
}

impl Reason {
    pub const ALL: [Self; 7] = [
        Self::OnlyOffer,
        Self::SameParcel,
        Self::WaitedLongest,
        Self::NamesSchool,
        Self::NamesTownship,
        Self::NamesCategory,
        Self::Open,
    ];

    pub const fn key(self) -> &'static str {
        match self {
            Self::OnlyOffer => "only_offer",
            Self::SameParcel => "same_parcel",
            Self::WaitedLongest => "waited_longest",
            Self::NamesSchool => "names_school",
            Self::NamesTownship => "names_township",
            Self::NamesCategory => "names_category",
            Self::Open => "open",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.key() == key)
    }

    /// The narrowest thing that the offer names.
    pub const fn named(offer: &Offer) -> Self {
        if !offer.schools.is_empty() {
            Self::NamesSchool
        } else if !offer.townships.is_empty() {
            Self::NamesTownship
        } else if !offer.categories.is_empty() {
            Self::NamesCategory
        } else {
            Self::Open
        }
    }
}

/// Why a wish has no offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Left {
    /// No offer for this category at this school, in its township or anywhere.
    NoOfferHere,
    /// There are some, but for other grades.
    NoOfferForGrade,
    /// There are some for the grade, but none at this price, or none with as much money: a round tells the two apart.
    NoOfferAtPrice,
    /// What all these offers can give went to wishes that wait longer or have no other offer.
    CountsSpent,
    /// Offers that could give more have too little of their budgets left.
    BudgetsSpent,
    /// An offer could give it; the time was up before anybody looked.
    OutOfTime,
    /// No offer that was asked admits it, but one that is let rest. Only a round says so.
    Resting,
    /// The offers that admit it are of donors who gave it back lately, and are not asked so soon. Only a round says so.
    GivenBack,
    /// An offer would fit and pay, and its donor, or the organisation, has as much on the way as may be. Only a round
    /// says so.
    Limit,
}

impl Left {
    /// Whether no offer that was asked admits the wish.
    pub const fn has_no_offer(self) -> bool {
        matches!(
            self,
            Self::NoOfferHere | Self::NoOfferForGrade | Self::NoOfferAtPrice | Self::Resting | Self::GivenBack
        )
    }
}

/// Why an offer gives less than it could.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Idle {
    /// No open wish passes its filters.
    NothingAdmitted,
    /// Every wish that passes its filters is served.
    AllServed,
    /// What is left of its budget buys none of those that are not.
    BudgetSpent,
    /// It could give more; the time was up before anybody looked.
    OutOfTime,
    /// Wishes pass its filters, and its whole budget buys none of them. Only a round says so.
    BudgetTooSmall,
    /// What is left that passes its filters its donor gave back lately. Only a round says so.
    GivenBack,
    /// It could give more, and its donor, or the organisation, has as much on the way as may be. Only a round says so.
    Limit,
}
