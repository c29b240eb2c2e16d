//! A guardian's consent: data with a version, a scope, a date and perhaps a withdrawal. Never changed, only replaced.

pub mod list;

use std::collections::{HashMap, HashSet};

use sea_orm::{ActiveModelTrait, ActiveValue::Set, QueryOrder, QuerySelect, entity::prelude::*, sea_query::Expr};

use crate::{
    Day, Result, Time,
    actor::{Importer, School},
    id::{AccountId, ChildId, ConsentId},
    journal::{self, Act, Subject},
    store::Txn,
    wish,
};

/// The wording of the form that guardians sign.
const VERSION: &str = "2026-11";

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

impl Model {
    /// Whether a wish may be published under it.
    pub const fn stands(&self) -> bool {
        self.goods && self.withdrawn_at.is_none()
    }

    /// What it says, while it stands.
    fn paper(&self) -> Option<Paper> {
        let Self { form_no, given_on, photo, card, .. } = self;
        self.stands().then(|| Paper { form_no: form_no.clone(), given_on: *given_on, photo: *photo, card: *card })
    }
}

/// A wish's consent. Nothing in it tells who the child is.
pub async fn find(db: &impl ConnectionTrait, id: ConsentId) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id).one(db).await?)
}

/// Those of these consents that stand and let the child make a thank-you card.
pub(crate) async fn with_card(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = ConsentId>,
) -> Result<HashSet<ConsentId>> {
    let standing = Entity::find().filter(COLUMN.id.is_in(ids)).all(db).await?;
    Ok(standing.into_iter().filter(|consent| consent.stands() && consent.card).map(|consent| consent.id).collect())
}

/// What a guardian agreed to, on paper: goods always, photo and card perhaps.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Paper {
    pub form_no: String,
    pub given_on: Day,
    pub photo: bool,
    pub card: bool,
}

/// What the wish's consent says, while it stands: another row may say the same.
pub(crate) async fn paper(db: &impl ConnectionTrait, id: Option<ConsentId>) -> Result<Option<Paper>> {
    let Some(id) = id else { return Ok(None) };
    Ok(find(db, id).await?.and_then(|consent| consent.paper()))
}

/// Records what was given, unless the consent the wish already has says the same. A replaced one is withdrawn.
pub(crate) async fn record(
    txn: &Txn,
    school: School,
    child: ChildId,
    before: Option<ConsentId>,
    given: Option<&Paper>,
    now: Time,
) -> Result<Option<ConsentId>> {
    let before = match before {
        Some(id) => Entity::find_by_id(id).one(txn).await?,
        None => None,
    };
    if let (Some(before), Some(given)) = (&before, given)
        && before.child_id == child
        && before.paper().as_ref() == Some(given)
    {
        return Ok(Some(before.id));
    }
    if let Some(before) = before {
        end(txn, school.account(), Column::Id.eq(before.id), now).await?;
    }
    let Some(given) = given else { return Ok(None) };
    let row = ActiveModel {
        child_id: Set(child),
        version: Set(VERSION.to_owned()),
        form_no: Set(given.form_no.clone()),
        given_on: Set(given.given_on),
        goods: Set(true),
        photo: Set(given.photo),
        card: Set(given.card),
        recorded_by: Set(school.account()),
        recorded_at: Set(now),
        ..Default::default()
    };
    let id = row.insert(txn).await?.id;
    journal::note(txn, school, Act::ConsentRecorded, Subject("child", child.0), VERSION, now).await?;
    Ok(Some(id))
}

/// Records the first consents of several children; few enough for one statement.
pub(crate) async fn record_new(
    txn: &Txn,
    by: Importer,
    papers: &[(ChildId, Paper)],
    now: Time,
) -> Result<HashMap<ChildId, ConsentId>> {
    let rows = papers.iter().map(|(child, given)| ActiveModel {
        child_id: Set(*child),
        version: Set(VERSION.to_owned()),
        form_no: Set(given.form_no.clone()),
        given_on: Set(given.given_on),
        goods: Set(true),
        photo: Set(given.photo),
        card: Set(given.card),
        recorded_by: Set(by.account()),
        recorded_at: Set(now),
        ..Default::default()
    });
    let recorded = Entity::insert_many(rows).exec_with_returning(txn).await?;
    let subjects = papers.iter().map(|(child, _)| (Subject("child", child.0), VERSION));
    journal::note_all(txn, by, Act::ConsentRecorded, subjects, now).await?;
    Ok(recorded.into_iter().map(|consent| (consent.child_id, consent.id)).collect())
}

/// A part of what a guardian may agree to besides the gift itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    Photo,
    Card,
}

impl Scope {
    pub const ALL: [Self; 2] = [Self::Photo, Self::Card];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Photo => "photo",
            Self::Card => "card",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.key() == key)
    }
}

/// The child's standing consents without this part; says how many had it. Each is replaced by a narrower one, and
/// the wishes that rest on it follow.
pub(super) async fn narrow(txn: &Txn, by: AccountId, child: ChildId, without: Scope, now: Time) -> Result<usize> {
    let has_it = match without {
        Scope::Photo => COLUMN.photo.eq(true),
        Scope::Card => COLUMN.card.eq(true),
    };
    let standing =
        Entity::find().filter(COLUMN.child_id.eq(child)).filter(COLUMN.withdrawn_at.is_null()).filter(has_it);
    let standing = standing.order_by_asc(COLUMN.id).lock_exclusive().all(txn).await?;
    for wide in &standing {
        let row = ActiveModel {
            child_id: Set(child),
            version: Set(wide.version.clone()),
            form_no: Set(wide.form_no.clone()),
            given_on: Set(wide.given_on),
            goods: Set(wide.goods),
            photo: Set(wide.photo && without != Scope::Photo),
            card: Set(wide.card && without != Scope::Card),
            recorded_by: Set(by),
            recorded_at: Set(now),
            ..Default::default()
        };
        let narrower = row.insert(txn).await?.id;
        end(txn, by, Column::Id.eq(wide.id), now).await?;
        wish::Entity::update_many()
            .col_expr(wish::Column::ConsentId, Expr::value(narrower))
            .filter(wish::COLUMN.consent_id.eq(wide.id))
            .exec(txn)
            .await?;
    }
    Ok(standing.len())
}

/// Those of these consents in whose place another one was recorded at the moment they ended; the others that ended
/// were withdrawn.
async fn replaced(db: &impl ConnectionTrait, consents: &[Model]) -> Result<HashSet<ConsentId>> {
    let children: HashSet<ChildId> = consents.iter().map(|one| one.child_id).collect();
    let all = Entity::find().filter(COLUMN.child_id.is_in(children)).all(db).await?;
    let follows = |one: &Model, next: &Model| {
        next.child_id == one.child_id && next.id > one.id && Some(next.recorded_at) == one.withdrawn_at
    };
    let replaced = consents.iter().filter(|one| all.iter().any(|next| follows(one, next)));
    Ok(replaced.map(|one| one.id).collect())
}

/// Whether this one ended because another took its place.
pub(super) async fn is_replaced(db: &impl ConnectionTrait, consent: &Model) -> Result<bool> {
    Ok(!replaced(db, std::slice::from_ref(consent)).await?.is_empty())
}

/// Withdraws the standing consents that `which` names; says how many.
pub(super) async fn end(txn: &Txn, by: AccountId, which: Expr, now: Time) -> Result<u64> {
    let ended = Entity::update_many()
        .col_expr(Column::WithdrawnAt, Expr::value(now))
        .col_expr(Column::WithdrawnBy, Expr::value(by))
        .filter(which)
        .filter(COLUMN.withdrawn_at.is_null())
        .exec(txn)
        .await?;
    Ok(ended.rows_affected)
}
