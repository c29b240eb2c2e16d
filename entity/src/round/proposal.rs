//! What one donor is asked in one round: a letter with a link, and a line for each wish.
//!
//! planned → made (its wishes are held, the letter is written) → accepted, declined, lapsed; or nothing was to be had.

use sea_orm::entity::prelude::*;

use crate::id::{AccountId, ProposalId, RoundId};

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Answer {
    /// All of it or some.
    Accepted,
    Declined,
    /// By the clock.
    Lapsed,
    /// Nothing was left to be proposed, so that nobody was asked.
    Nothing,
}

impl Answer {
    pub const fn key(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Lapsed => "lapsed",
            Self::Nothing => "nothing",
        }
    }
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "proposal")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: ProposalId,
    pub round_id: RoundId,
    pub account_id: AccountId,
    /// The number in its letter's link; what opens the page is a keyed hash of it
    /// ([`crate::store::Keys::link_token`]).
    pub link: String,
    pub made_at: Option<DateTimeUtc>,
    pub held_until: Option<DateTimeUtc>,
    pub answered_at: Option<DateTimeUtc>,
    pub answer: Option<Answer>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Whether its donor can answer at this time.
    pub fn waits(&self, now: crate::Time) -> bool {
        self.made_at.is_some() && self.answer.is_none() && self.held_until.is_some_and(|until| now < until)
    }
}

pub mod line {
    //! One wish from one offer. Where it stands is what its claim is.

    use sea_orm::entity::prelude::*;

    use crate::id::{ClaimId, OfferId, ProposalId, ProposalLineId, WishId};

    /// Why a wish of the plan was not proposed.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
    #[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
    pub enum Lost {
        /// Somebody took it meanwhile, or it is not to be had any more.
        Gone,
        /// The donor, or the organisation, has as many gifts on the way as may be.
        Limit,
        /// The offer ended, rests or says something else by now.
        Offer,
        /// The donor has still to answer an earlier round.
        Asked,
    }

    impl Lost {
        pub const ALL: [Self; 4] = [Self::Gone, Self::Limit, Self::Offer, Self::Asked];

        pub const fn key(self) -> &'static str {
            match self {
                Self::Gone => "gone",
                Self::Limit => "limit",
                Self::Offer => "offer",
                Self::Asked => "asked",
            }
        }
    }

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "proposal_line")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: ProposalLineId,
        pub proposal_id: ProposalId,
        pub offer_id: OfferId,
        pub wish_id: WishId,
        /// A [`crate::matching::assign::Reason`] by its key.
        pub reason: String,
        pub claim_id: Option<ClaimId>,
        pub lost: Option<Lost>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
