//! Supporters 赡养人: adult children who support their elder. Their support is a family's duty, not a donation.
//!
//! With an account of their own or kept by the office; the name is private like the elder's. What is due follows from
//! the fund's rule; that something is still due is nobody's business but theirs and the office's.

pub mod add;
pub mod ask;
pub mod end;
pub mod record;

use sea_orm::{JoinType, QueryOrder, QuerySelect, entity::prelude::*};

use crate::{
    Day, Fen, Refusal, Result,
    actor::{Donor, Officer},
    elder,
    id::{AccountId, ElderId, FundId, SupporterId},
};

/// What a supporter is to the elder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Kin {
    Son,
    Daughter,
    SonInLaw,
    DaughterInLaw,
    Grandchild,
    Other,
}

impl Kin {
    pub const ALL: [Self; 6] =
        [Self::Son, Self::Daughter, Self::SonInLaw, Self::DaughterInLaw, Self::Grandchild, Self::Other];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Son => "son",
            Self::Daughter => "daughter",
            Self::SonInLaw => "son_in_law",
            Self::DaughterInLaw => "daughter_in_law",
            Self::Grandchild => "grandchild",
            Self::Other => "other",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|relation| relation.key() == key)
    }
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "supporter")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: SupporterId,
    pub fund_id: FundId,
    /// None: kept by the office.
    pub account_id: Option<AccountId>,
    pub relation: Kin,
    /// For each month; none: what the rule says.
    pub pledged_fen: Option<Fen>,
    /// From this month on something is due.
    pub since_on: Day,
    /// The last day of it.
    pub ended_on: Option<Day>,
    pub created_by: Option<AccountId>,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

pub mod support {
    //! Who supports whom: a child both parents.

    use sea_orm::entity::prelude::*;

    use crate::id::{ElderId, SupporterId};

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "support")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub supporter_id: SupporterId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub elder_id: ElderId,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) async fn find(db: &impl ConnectionTrait, id: SupporterId) -> Result<Model> {
    Ok(Entity::find_by_id(id).one(db).await?.ok_or(Refusal::NotFound)?)
}

/// An elder's supporters, by number.
pub async fn of(db: &impl ConnectionTrait, _officer: Officer, elder: ElderId) -> Result<Vec<Model>> {
    of_elder(db, elder).await
}

pub(crate) async fn of_elder(db: &impl ConnectionTrait, elder: ElderId) -> Result<Vec<Model>> {
    let to_support = Entity::belongs_to(support::Entity).from(Column::Id).to(support::Column::SupporterId);
    let its = Entity::find().join(JoinType::InnerJoin, to_support.into()).filter(support::COLUMN.elder_id.eq(elder));
    Ok(its.order_by_asc(COLUMN.id).all(db).await?)
}

/// The elders of a supporter, in the order in which they joined.
pub(crate) async fn elders_of(db: &impl ConnectionTrait, id: SupporterId) -> Result<Vec<elder::Model>> {
    let to_support = elder::Entity::belongs_to(support::Entity).from(elder::Column::Id).to(support::Column::ElderId);
    let its =
        elder::Entity::find().join(JoinType::InnerJoin, to_support.into()).filter(support::COLUMN.supporter_id.eq(id));
    Ok(its.order_by_asc(elder::COLUMN.id).all(db).await?)
}

/// A supporter with the elders, for the office's choices.
#[derive(Clone, Debug)]
pub struct Beside {
    pub supporter: Model,
    pub aliases: Vec<String>,
}

/// Everybody who supports somebody of this fund, by the first elder's alias.
pub async fn of_fund(db: &impl ConnectionTrait, _officer: Officer, fund: FundId) -> Result<Vec<Beside>> {
    let supporters = Entity::find().filter(COLUMN.fund_id.eq(fund)).order_by_asc(COLUMN.id).all(db).await?;
    let aliases = elder::aliases(db, fund).await?;
    let to_supporter = support::Entity::belongs_to(Entity).from(support::Column::SupporterId).to(Column::Id);
    let links = support::Entity::find()
        .join(JoinType::InnerJoin, to_supporter.into())
        .filter(COLUMN.fund_id.eq(fund))
        .order_by_asc(support::COLUMN.elder_id)
        .all(db)
        .await?;
    let mut of: std::collections::HashMap<SupporterId, Vec<String>> = std::collections::HashMap::new();
    for link in links {
        of.entry(link.supporter_id).or_default().extend(aliases.get(&link.elder_id).cloned());
    }
    let beside = |supporter: Model| Beside { aliases: of.remove(&supporter.id).unwrap_or_default(), supporter };
    let mut all: Vec<Beside> = supporters.into_iter().map(beside).collect();
    all.sort_by(|one, other| (&one.aliases, one.supporter.id).cmp(&(&other.aliases, other.supporter.id)));
    Ok(all)
}

/// The supporters that this account is.
pub async fn own(db: &impl ConnectionTrait, donor: Donor) -> Result<Vec<Model>> {
    let own = Entity::find().filter(COLUMN.account_id.eq(donor.account()));
    Ok(own.order_by_asc(COLUMN.id).all(db).await?)
}
