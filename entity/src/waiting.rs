//! The waiting list: donors who want to be told when wishes open again.

pub mod digest;
pub mod join;
pub mod leave;

use sea_orm::entity::prelude::*;

use crate::id::{AccountId, WaitingId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "waiting")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: WaitingId,
    pub account_id: AccountId,
    pub since: DateTimeUtc,
    pub left_at: Option<DateTimeUtc>,
    /// When the last digest went out.
    pub told_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
