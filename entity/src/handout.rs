//! Gifts in hand: receipt with its check list, problems and their choices, and the hand-out 发放.

pub mod receipt {
    //! A gift arrived and was checked.

    use sea_orm::entity::prelude::*;

    use crate::id::{AccountId, ClaimId, WishId};

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "receipt")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub claim_id: ClaimId,
        pub wish_id: WishId,
        pub received_by: AccountId,
        pub received_at: DateTimeUtc,
        pub item_matches: bool,
        pub is_new: bool,
        pub is_safe: bool,
        pub no_contact_details: bool,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod problem {
    //! Something is wrong with a gift; the office chooses what happens.

    use sea_orm::entity::prelude::*;

    use crate::id::{AccountId, ClaimId, ProblemId, WishId};

    #[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
    #[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
    pub enum Kind {
        Wrong,
        Damaged,
        Short,
        ChildMoved,
    }

    impl Kind {
        pub const ALL: [Self; 4] = [Self::Wrong, Self::Damaged, Self::Short, Self::ChildMoved];

        pub const fn key(self) -> &'static str {
            match self {
                Self::Wrong => "wrong",
                Self::Damaged => "damaged",
                Self::Short => "short",
                Self::ChildMoved => "child_moved",
            }
        }
    }

    #[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
    #[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
    pub enum Choice {
        /// The donor is asked to send the right thing.
        Replace,
        /// Handed out as it is, with a note to the donor.
        Substitute,
        /// Goes to another child who wished for the same kind of thing.
        PassOn,
        /// Goes back to the donor; the wish opens again.
        Return,
    }

    impl Choice {
        pub const ALL: [Self; 4] = [Self::Replace, Self::Substitute, Self::PassOn, Self::Return];

        pub const fn key(self) -> &'static str {
            match self {
                Self::Replace => "replace",
                Self::Substitute => "substitute",
                Self::PassOn => "pass_on",
                Self::Return => "return",
            }
        }
    }

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "problem")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: ProblemId,
        pub wish_id: WishId,
        pub claim_id: ClaimId,
        pub kind: Kind,
        pub remark: String,
        pub noted_by: AccountId,
        pub noted_at: DateTimeUtc,
        pub choice: Option<Choice>,
        pub choice_remark: Option<String>,
        pub passed_to: Option<WishId>,
        pub chosen_by: Option<AccountId>,
        pub chosen_at: Option<DateTimeUtc>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod line {
    //! One child's line of a hand-out: who signed.

    use sea_orm::entity::prelude::*;

    use crate::id::{ClaimId, HandOutId, WishId};

    #[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
    #[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
    pub enum SignedBy {
        Guardian,
        /// The teacher, for the child.
        Teacher,
    }

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "hand_out_line")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub wish_id: WishId,
        pub hand_out_id: HandOutId,
        pub claim_id: ClaimId,
        pub signed_by: SignedBy,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

use sea_orm::entity::prelude::*;

use crate::{
    Day,
    id::{AccountId, HandOutId, PhaseId, SchoolId},
};

/// One act of handing out at one school on one day, with two adults.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "hand_out")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: HandOutId,
    pub phase_id: PhaseId,
    pub school_id: SchoolId,
    pub handed_on: Day,
    pub teacher: String,
    pub second_adult: String,
    pub made_by: AccountId,
    pub made_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
