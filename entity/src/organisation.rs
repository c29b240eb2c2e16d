//! Organisations 单位: companies, classes, clubs whose people give together. Each has a page of its own and a link for
//! its people; there is no ranking anywhere.
//!
//! asked (by a donor) or added (by the office) → approved → closed.

pub mod change;
pub mod desk;
pub mod join;

use sea_orm::{PaginatorTrait, QueryOrder, QuerySelect, entity::prelude::*};

use crate::{
    Lang, Refusal, Result,
    claim::{self, State},
    id::{AccountId, OrganisationId},
    store::Txn,
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organisation")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: OrganisationId,
    /// What its address says: `/o/{slug}`.
    pub slug: String,
    pub name_zh: String,
    pub name_en: String,
    /// What it is, in its own words; public.
    pub about_zh: String,
    pub about_en: String,
    /// Claims its people may have on the way at once, all together.
    pub wish_limit: i32,
    /// Who sees all its gifts.
    pub contact_id: AccountId,
    /// The word in the link for its people; a new one makes the old link worthless.
    pub link: String,
    pub created_at: DateTimeUtc,
    pub approved_at: Option<DateTimeUtc>,
    pub closed_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub fn name(&self, lang: Lang) -> &str {
        lang.pick(&self.name_zh, &self.name_en)
    }

    pub fn about(&self, lang: Lang) -> &str {
        lang.pick(&self.about_zh, &self.about_en)
    }

    /// Whether claims can be made for it.
    pub const fn is_active(&self) -> bool {
        self.approved_at.is_some() && self.closed_at.is_none()
    }
}

pub mod member {
    //! Who belongs to an organisation: at most one at a time.

    use sea_orm::entity::prelude::*;

    use crate::id::{AccountId, MemberId, OrganisationId};

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "organisation_member")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: MemberId,
        pub organisation_id: OrganisationId,
        pub account_id: AccountId,
        pub joined_at: DateTimeUtc,
        pub left_at: Option<DateTimeUtc>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What became of an organisation's gifts; sums, never a place among others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Promised and not at the school yet.
    pub on_the_way: u64,
    /// At the school.
    pub received: u64,
    /// In a child's hands.
    pub handed_out: u64,
}

impl Totals {
    pub const fn all(self) -> u64 {
        self.on_the_way + self.received + self.handed_out
    }
}

/// The organisations anybody may know of, by name.
pub async fn public(db: &impl ConnectionTrait, lang: Lang) -> Result<Vec<Model>> {
    let active = Entity::find().filter(COLUMN.approved_at.is_not_null()).filter(COLUMN.closed_at.is_null());
    let mut all = active.all(db).await?;
    all.sort_by(|a, b| a.name(lang).cmp(b.name(lang)));
    Ok(all)
}

/// The organisation of this address, if anybody may know of it; a closed one keeps its page.
pub async fn at(db: &impl ConnectionTrait, slug: &str) -> Result<Model> {
    if !is_plain(slug) {
        return Err(Refusal::NotFound.into());
    }
    let found = Entity::find().filter(COLUMN.slug.eq(slug)).filter(COLUMN.approved_at.is_not_null());
    Ok(found.one(db).await?.ok_or(Refusal::NotFound)?)
}

/// Small letters, digits and dashes: all that an address or a link of ours holds.
fn is_plain(word: &str) -> bool {
    word.bytes().all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == b'-')
}

/// Counted from its claims.
pub async fn totals(db: &impl ConnectionTrait, id: OrganisationId) -> Result<Totals> {
    let rows: Vec<(State, i64)> = claim::Entity::find()
        .select_only()
        .column(claim::Column::State)
        .column_as(claim::Column::Id.count(), "count")
        .filter(claim::COLUMN.organisation_id.eq(id))
        .group_by(claim::Column::State)
        .into_tuple()
        .all(db)
        .await?;
    let of = |states: &[State]| {
        let sum: i64 = rows.iter().filter(|(state, _)| states.contains(state)).map(|(_, count)| count).sum();
        u64::try_from(sum).unwrap_or(0)
    };
    Ok(Totals {
        on_the_way: of(&[State::Confirmed, State::Shipped]),
        received: of(&[State::Received]),
        handed_out: of(&[State::Fulfilled]),
    })
}

/// The one this account belongs to now.
pub async fn of_member(db: &impl ConnectionTrait, account: AccountId) -> Result<Option<Model>> {
    let member = member::Entity::find()
        .filter(member::COLUMN.account_id.eq(account))
        .filter(member::COLUMN.left_at.is_null())
        .one(db)
        .await?;
    match member {
        Some(member) => Ok(Entity::find_by_id(member.organisation_id).one(db).await?),
        None => Ok(None),
    }
}

/// The one this link is for, while claims can be made for it.
pub async fn of_link(db: &impl ConnectionTrait, link: &str) -> Result<Model> {
    if !is_plain(link) {
        return Err(Refusal::LinkSpent.into());
    }
    let found = Entity::find().filter(COLUMN.link.eq(link)).one(db).await?;
    Ok(found.filter(Model::is_active).ok_or(Refusal::LinkSpent)?)
}

/// The one of this link, locked until we commit: its limit is counted by one transaction at a time. Blank: none.
pub(crate) async fn locked(txn: &Txn, link: &str) -> Result<Option<Model>> {
    if link.is_empty() {
        return Ok(None);
    }
    let id = of_link(txn, link).await?.id;
    let found = Entity::find_by_id(id).lock_exclusive().one(txn).await?;
    Ok(Some(found.filter(Model::is_active).ok_or(Refusal::LinkSpent)?))
}

/// Refuses where its people would have more gifts on the way than the office allows. The caller has locked it.
pub(crate) async fn within_limit(txn: &Txn, organisation: &Model, wanted: usize) -> Result<()> {
    let free = free(txn, organisation).await?;
    if u64::try_from(wanted).unwrap_or(u64::MAX) > free {
        return Err(Refusal::OrganisationLimit(organisation.wish_limit, free).into());
    }
    Ok(())
}

/// How many more its people may promise before its limit is reached.
pub async fn free(db: &impl ConnectionTrait, organisation: &Model) -> Result<u64> {
    let pending = pending(db, organisation.id).await?;
    Ok(u64::try_from(organisation.wish_limit).unwrap_or(0).saturating_sub(pending))
}

/// Gifts promised for it that are not here yet.
pub(crate) async fn pending(db: &impl ConnectionTrait, id: OrganisationId) -> Result<u64> {
    let pending = claim::Entity::find()
        .filter(claim::COLUMN.organisation_id.eq(id))
        .filter(claim::COLUMN.state.is_in(State::PENDING));
    Ok(pending.count(db).await?)
}

/// The one with this number while claims can be made for it, locked until we commit.
pub(crate) async fn locked_one(txn: &Txn, id: OrganisationId) -> Result<Option<Model>> {
    let found = Entity::find_by_id(id).lock_exclusive().one(txn).await?;
    Ok(found.filter(Model::is_active))
}

/// All of them for the office: who waits for approval first, then by name.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Model>> {
    let mut all = Entity::find().order_by_asc(COLUMN.name_zh).all(db).await?;
    all.sort_by_key(|one| (one.approved_at.is_some(), one.closed_at.is_some()));
    Ok(all)
}

pub async fn find(db: &impl ConnectionTrait, id: OrganisationId) -> Result<Model> {
    Ok(Entity::find_by_id(id).one(db).await?.ok_or(Refusal::NotFound)?)
}
