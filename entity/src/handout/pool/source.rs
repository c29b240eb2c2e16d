//! What the pool has to give: spare goods on the shelf, and sponsors who pay for what nobody delivered.
//!
//! What came first goes first. What is left is counted from the claims, never kept as a number.

use std::collections::{HashMap, HashSet};

use sea_orm::{ActiveModelTrait, ActiveValue::Set, QueryOrder, QuerySelect, entity::prelude::*, sea_query::Expr};
use serde::Deserialize;

use crate::{
    Day, Fen, Field, FormKey, Lang, Refusal, Result, Store, Time,
    actor::Officer,
    claim::{self, State},
    error::Refusals,
    id::{AccountId, PoolSourceId},
    journal::{self, Act, Subject},
    lang::china_date,
    text,
    wish::{self, Category},
};

/// Longest name of goods and of a giver, in characters.
pub const NAME: usize = 60;

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Kind {
    /// Things that are there, all of one category.
    Goods,
    /// Somebody who pays for so many gifts up to a price, of one category or any.
    Sponsor,
}

impl Kind {
    pub const ALL: [Self; 2] = [Self::Goods, Self::Sponsor];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Goods => "goods",
            Self::Sponsor => "sponsor",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "pool_source")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: PoolSourceId,
    pub kind: Kind,
    /// What the goods are, or what the sponsor pays for.
    pub name: String,
    /// Who gave or gives it, as the office calls them.
    pub giver: String,
    /// None: a sponsor of any category.
    pub category: Option<Category>,
    /// A sponsor's most for one gift; none: the phase's cap is enough.
    pub price_cap_fen: Option<Fen>,
    pub quantity: i32,
    /// Goods are as old as the day they came, a sponsor's promise as the day it was made.
    pub added_on: Day,
    pub added_at: DateTimeUtc,
    pub added_by: AccountId,
    pub closed_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Whether somebody may fill a wish from it, as long as something is left.
    pub fn suits(&self, wish: &wish::Model) -> bool {
        self.category.is_none_or(|category| category == wish.category)
            && self.price_cap_fen.is_none_or(|cap| wish.price_fen <= cap)
    }

    /// Whether a wish is filled from it without anybody looking: a sponsor pays for what the wish says, and goods
    /// say all of its specification (size, colour, for whom) themselves.
    pub fn fits(&self, wish: &wish::Model) -> bool {
        self.suits(wish) && (self.kind == Kind::Sponsor || says(&self.name, &wish.details(Lang::Zh)))
    }
}

/// Whether every word of a specification is a word of the text.
fn says(name: &str, specification: &str) -> bool {
    words(specification).is_subset(&words(name))
}

fn words(written: &str) -> HashSet<String> {
    let plain = text::half_width(written).to_lowercase();
    let words = plain.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// A source with what of it was given and is promised.
#[derive(Clone, Debug)]
pub struct Stock {
    pub source: Model,
    /// On its way to a child: promised or at the school.
    pub promised: u64,
    /// In a child's hands.
    pub given: u64,
}

impl Stock {
    pub fn left(&self) -> u64 {
        u64::try_from(self.source.quantity).unwrap_or(0).saturating_sub(self.promised + self.given)
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub kind: String,
    /// See [`Model::name`].
    pub goods: String,
    pub giver: String,
    /// May be blank for a sponsor.
    pub category: String,
    /// May be blank.
    pub price_cap: String,
    pub quantity: String,
    /// Blank: today.
    pub added_on: String,
}

/// Every source that is not closed, first in first; with what is left.
pub async fn stock(db: &impl ConnectionTrait) -> Result<Vec<Stock>> {
    let open = Entity::find().filter(COLUMN.closed_at.is_null());
    let sources = open.order_by_asc(COLUMN.added_on).order_by_asc(COLUMN.id).all(db).await?;
    counted(db, sources).await
}

/// How many of this one are left.
pub(super) async fn left(db: &impl ConnectionTrait, source: Model) -> Result<u64> {
    Ok(counted(db, vec![source]).await?.first().map_or(0, Stock::left))
}

async fn counted(db: &impl ConnectionTrait, sources: Vec<Model>) -> Result<Vec<Stock>> {
    let rows: Vec<(PoolSourceId, State, i64)> = claim::Entity::find()
        .select_only()
        .columns([claim::Column::PoolSourceId, claim::Column::State])
        .column_as(claim::Column::Id.count(), "count")
        .filter(claim::COLUMN.pool_source_id.is_in(sources.iter().map(|source| source.id)))
        .filter(claim::COLUMN.state.is_in(State::LIVE))
        .group_by(claim::Column::PoolSourceId)
        .group_by(claim::Column::State)
        .into_tuple()
        .all(db)
        .await?;
    let mut sums: HashMap<PoolSourceId, (u64, u64)> = HashMap::new();
    for (source, state, count) in rows {
        let (promised, given) = sums.entry(source).or_default();
        let sum = if state == State::Fulfilled { given } else { promised };
        *sum += u64::try_from(count).unwrap_or(0);
    }
    let stock = |source: Model| {
        let (promised, given) = sums.get(&source.id).copied().unwrap_or_default();
        Stock { source, promised, given }
    };
    Ok(sources.into_iter().map(stock).collect())
}

/// Puts goods on the shelf, or a sponsor on the list.
pub async fn add(store: &Store, officer: Officer, typed: &Typed, form: &FormKey, now: Time) -> Result<PoolSourceId> {
    let row = read(typed, now)?;
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let row = ActiveModel { added_at: Set(now), added_by: Set(officer.account()), ..row };
    let id = row.insert(&txn).await?.id;
    journal::note(&txn, officer, Act::PoolSourceAdded, Subject("pool_source", id.0), "", now).await?;
    form.keep(&txn, &id, now).await?;
    txn.commit().await?;
    Ok(id)
}

fn read(typed: &Typed, now: Time) -> Result<ActiveModel> {
    let mut refusals = Refusals::default();
    let kind = refusals.take(Kind::from_key(&typed.kind).ok_or(Refusal::Missing(Field::StockKind)));
    let name = refusals.take(text::line(Field::Goods, &typed.goods, NAME));
    let giver = refusals.take(text::line(Field::Giver, &typed.giver, NAME));
    let category = match (kind, typed.category.as_str()) {
        (Some(Kind::Sponsor), "") => Some(None),
        (_, key) => refusals.take(Category::from_key(key).map(Some).ok_or(Refusal::Missing(Field::Category))),
    };
    let price_cap = match typed.price_cap.trim() {
        "" => Some(None),
        typed => refusals.take(price(typed).map(Some)),
    };
    let quantity = refusals.take(text::number(Field::Quantity, &typed.quantity, 1..=10_000));
    let today = china_date(now);
    let added_on = match typed.added_on.trim() {
        "" => Some(today),
        typed => refusals.take(
            text::day(Field::AddedOn, typed)
                .and_then(|day| if day <= today { Ok(day) } else { Err(Refusal::DayInFuture(Field::AddedOn)) }),
        ),
    };
    let (Some(kind), Some(name), Some(giver), Some(category), Some(price_cap), Some(quantity), Some(added_on)) =
        (kind, name, giver, category, price_cap, quantity, added_on)
    else {
        return Err(refusals.into());
    };
    Ok(ActiveModel {
        kind: Set(kind),
        name: Set(name),
        giver: Set(giver),
        category: Set(category),
        price_cap_fen: Set(price_cap),
        quantity: Set(quantity),
        added_on: Set(added_on),
        ..Default::default()
    })
}

fn price(typed: &str) -> std::result::Result<Fen, Refusal> {
    match typed.parse() {
        Ok(price) if (Fen::yuan(1)..=Fen::yuan(100_000)).contains(&price) => Ok(price),
        _ => Err(Refusal::NotMoney(Field::StockCap)),
    }
}

/// Nothing more is taken from it; what was promised goes its way.
pub async fn close(store: &Store, officer: Officer, id: PoolSourceId, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let closed = Entity::update_many()
        .col_expr(Column::ClosedAt, Expr::value(now))
        .filter(COLUMN.id.eq(id))
        .filter(COLUMN.closed_at.is_null())
        .exec(&txn)
        .await?;
    if closed.rows_affected == 0 {
        return Err(Refusal::NotFound.into());
    }
    journal::note(&txn, officer, Act::PoolSourceClosed, Subject("pool_source", id.0), "", now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// What each source gave to one phase, first in first; closed ones too. Apart from every sum of donors' gifts.
pub async fn report(db: &impl ConnectionTrait, phase: crate::id::PhaseId) -> Result<Vec<Stock>> {
    let rows: Vec<(PoolSourceId, State, i64)> = claim::Entity::find()
        .select_only()
        .columns([claim::Column::PoolSourceId, claim::Column::State])
        .column_as(claim::Column::Id.count(), "count")
        .filter(claim::COLUMN.pool_source_id.is_not_null())
        .filter(claim::COLUMN.state.is_in(State::LIVE))
        .filter(claim::Column::WishId.in_subquery(super::of_phase(phase)))
        .group_by(claim::Column::PoolSourceId)
        .group_by(claim::Column::State)
        .into_tuple()
        .all(db)
        .await?;
    let ids = rows.iter().map(|(source, ..)| *source);
    let sources = Entity::find().filter(COLUMN.id.is_in(ids)).order_by_asc(COLUMN.added_on).order_by_asc(COLUMN.id);
    let sources = sources.all(db).await?;
    let sum = |id: PoolSourceId, is_given: bool| {
        let of = rows.iter().filter(|(source, state, _)| *source == id && (*state == State::Fulfilled) == is_given);
        of.map(|(.., count)| u64::try_from(*count).unwrap_or(0)).sum()
    };
    let stock = |source: Model| Stock { promised: sum(source.id, false), given: sum(source.id, true), source };
    Ok(sources.into_iter().map(stock).collect())
}
