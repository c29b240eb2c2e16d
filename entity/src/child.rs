//! Children: the private record, encrypted per child; the public never meets this file.

pub mod consent;
pub mod erase;
pub mod keep;
pub mod look;
pub mod record;
pub mod register;
pub(crate) mod register_all;
pub mod withdraw;

use sea_orm::entity::prelude::*;

use crate::{
    Result,
    id::{ChildId, SchoolId},
};

/// What links a child's wishes of several phases without telling who it is.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "child")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: ChildId,
    pub school_id: SchoolId,
    /// Keyed hash of name and birth date.
    pub identity_hash: String,
    pub household_hash: Option<String>,
    pub created_at: DateTimeUtc,
    pub erased_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

/// Whether the child's record is gone.
pub async fn is_erased(db: &impl ConnectionTrait, child: ChildId) -> Result<bool> {
    let child = Entity::find_by_id(child).one(db).await?;
    Ok(child.is_none_or(|child| child.erased_at.is_some()))
}
