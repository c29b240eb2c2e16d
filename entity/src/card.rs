//! Thank-you cards 谢意卡片: a child's answer to one gift, seen by its donor alone.
//!
//! due → submitted → approved; aside: returned (the office sends it back), declined (there will be none), withdrawn
//! (the guardian's consent to it ended, the child was erased, or the office took it back). Due is no row: it follows from
//! the hand-out.
//!
//! Whoever changes a card locks its wish first, then the consent.

pub mod blur;
pub mod decline;
pub mod list;
pub mod piece;
pub mod recall;
mod redraw;
pub mod remind;
pub mod review;
pub mod stickers;
pub(crate) mod take_down;
pub mod turn;
pub mod upload;

use sea_orm::{QuerySelect, entity::prelude::*};

use crate::{
    Refusal, Result,
    child::consent,
    claim, handout,
    id::{AccountId, ClaimId, PhotoId, WishId},
    wish::{self, Status},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// Waits for the office.
    Submitted,
    /// Sent back with a reason.
    Returned,
    /// The donor has it.
    Approved,
    /// The school said that there will be none.
    Declined,
    /// Taken down, its picture destroyed.
    Withdrawn,
}

impl State {
    pub const ALL: [Self; 5] = [Self::Submitted, Self::Returned, Self::Approved, Self::Declined, Self::Withdrawn];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::Returned => "returned",
            Self::Approved => "approved",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Whether the school may still bring a picture, or say that there will be none.
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Approved)
    }
}

/// Who can be recognised on a card, as an officer saw it. A name never may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Shows {
    Nobody,
    /// The child, whose guardian agreed to photos.
    Child,
}

impl Shows {
    pub const ALL: [Self; 2] = [Self::Nobody, Self::Child];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::Child => "child",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|shows| shows.key() == key)
    }
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "card")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub wish_id: WishId,
    /// The donor's whose gift it answers.
    pub claim_id: ClaimId,
    pub photo_id: Option<PhotoId>,
    pub state: State,
    pub shows: Option<Shows>,
    /// Why it was returned.
    pub reason: Option<String>,
    pub made_by: AccountId,
    pub made_at: DateTimeUtc,
    pub judged_by: Option<AccountId>,
    pub judged_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

/// The gift that a card would answer: handed out, given by somebody, and the guardian agreed to a card. The caller
/// has locked the wish; the consent is held until the transaction ends, so that it cannot be withdrawn meanwhile.
async fn answered(db: &impl ConnectionTrait, wish: &wish::Model) -> Result<(claim::Model, consent::Model)> {
    if wish.status != Status::HandedOut {
        return Err(Refusal::NotHandedOut.into());
    }
    let claim = handout::promise(db, wish.id).await?.filter(|claim| claim.account_id.is_some());
    let claim = claim.ok_or(Refusal::NobodyToThank)?;
    let consent = match wish.consent_id {
        Some(id) => consent::Entity::find_by_id(id).lock_shared().one(db).await?,
        None => None,
    };
    let consent = consent.filter(|consent| consent.stands() && consent.card).ok_or(Refusal::CardNotAgreed)?;
    Ok((claim, consent))
}

/// The card of a wish, if there is a row.
async fn find(db: &impl ConnectionTrait, wish: WishId) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(wish).one(db).await?)
}
