//! Gifts in hand: receipt with its check list, problems and their choices, and the hand-out 发放.

pub mod away;
pub mod confirm;
pub mod expect;
pub mod gaps;
pub mod notes;
pub mod pool;
pub mod problem;
pub mod receive;
pub mod remind;
pub mod roster;
pub mod sheet;
pub mod stuck;

#[expect(clippy::struct_excessive_bools, reason = "a check list is a row of boxes")]
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

    impl SignedBy {
        pub const ALL: [Self; 2] = [Self::Guardian, Self::Teacher];

        pub const fn key(self) -> &'static str {
            match self {
                Self::Guardian => "guardian",
                Self::Teacher => "teacher",
            }
        }

        pub fn from_key(key: &str) -> Option<Self> {
            Self::ALL.into_iter().find(|signed| signed.key() == key)
        }
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

use sea_orm::{JoinType, QuerySelect, SelectTwo, entity::prelude::*};

use crate::{
    Day, Result, account, claim,
    id::{AccountId, HandOutId, PhaseId, SchoolId, WishId},
    outbox::Recipient,
    wish,
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

/// The wish's live claim: whose gift it is.
pub(crate) async fn promise(db: &impl ConnectionTrait, wish: WishId) -> Result<Option<claim::Model>> {
    Ok(claim::Entity::find()
        .filter(claim::COLUMN.wish_id.eq(wish))
        .filter(claim::COLUMN.state.is_in(claim::State::LIVE))
        .one(db)
        .await?)
}

/// Whom to tell about a claim; nobody where the pool gave.
pub(crate) async fn donor(db: &impl ConnectionTrait, claim: &claim::Model) -> Result<Option<Recipient>> {
    let Some(id) = claim.account_id else { return Ok(None) };
    Ok(account::Entity::find_by_id(id).one(db).await?.as_ref().map(Recipient::from))
}

/// Claims, each beside its wish.
pub(crate) fn claims_with_wishes() -> SelectTwo<claim::Entity, wish::Entity> {
    let to_wish = claim::Entity::belongs_to(wish::Entity).from(claim::Column::WishId).to(wish::Column::Id);
    claim::Entity::find().join(JoinType::InnerJoin, to_wish.into()).select_also(wish::Entity)
}
