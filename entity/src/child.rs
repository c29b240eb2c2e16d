//! Children: the private record, encrypted per child; the public never meets this file.

pub mod record;

use sea_orm::entity::prelude::*;

use crate::{
    Day,
    id::{AccountId, ChildId, ConsentId, SchoolId},
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

/// A guardian's consent: data with a version, a scope, a date and perhaps a withdrawal.
pub mod consent {
    use super::{AccountId, ChildId, ConsentId, Day};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "consent")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: ConsentId,
        pub child_id: ChildId,
        pub version: String,
        pub form_no: String,
        pub given_on: Day,
        pub goods: bool,
        pub photo: bool,
        pub card: bool,
        pub recorded_by: AccountId,
        pub recorded_at: DateTimeUtc,
        pub withdrawn_at: Option<DateTimeUtc>,
        pub withdrawn_by: Option<AccountId>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
