//! What is to be paid, and the code under which it is known at the bank. The verb that promises it makes it.

use std::collections::HashSet;

use sea_orm::{ActiveModelTrait, ActiveValue::Set, QueryOrder, QuerySelect, entity::prelude::*, sea_query::Expr};

use super::{PayCode, Went, totals, went::went};
use crate::{
    Day, Fen, Lang, Refusal, Result, Store, Time,
    actor::Donor,
    id::{AccountId, AdoptionId, OrganiserId, PledgeId, ReferenceId, SupporterId},
    lang::china_date,
    ledger::{
        Programme, Source,
        programme::{self, ProgrammeKind},
    },
    organiser,
    store::Txn,
};

/// What a payment is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ForWhat {
    /// A gift of money to the programme itself.
    Gift,
    /// Shares of a plot.
    Adoption(AdoptionId),
    /// What an adult child gives for an elder, month after month.
    Support(SupporterId),
    /// What society promised to a fund.
    Pledge(PledgeId),
}

/// The kinds of [`ForWhat`], as the table holds them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Kind {
    Gift,
    Adoption,
    Support,
    Pledge,
}

impl ForWhat {
    const fn kind(self) -> Kind {
        match self {
            Self::Gift => Kind::Gift,
            Self::Adoption(_) => Kind::Adoption,
            Self::Support(_) => Kind::Support,
            Self::Pledge(_) => Kind::Pledge,
        }
    }

    const fn number(self) -> i64 {
        match self {
            Self::Gift => 0,
            Self::Adoption(id) => id.0,
            Self::Support(id) => id.0,
            Self::Pledge(id) => id.0,
        }
    }
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payment_reference")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: ReferenceId,
    pub code: PayCode,
    pub kind: Kind,
    /// The row it is for; 0 for a gift to the programme itself.
    pub subject_id: i64,
    pub organiser_id: OrganiserId,
    pub programme: ProgrammeKind,
    pub programme_id: i64,
    pub source: Source,
    /// None: whatever comes, as often as it comes.
    pub asked_fen: Option<Fen>,
    /// Who hears of it; none: whoever pays has no account.
    pub account_id: Option<AccountId>,
    pub made_at: DateTimeUtc,
    /// Nothing is expected any more; what still comes is unclear.
    pub closed_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub const fn what(&self) -> ForWhat {
        match self.kind {
            Kind::Gift => ForWhat::Gift,
            Kind::Adoption => ForWhat::Adoption(AdoptionId(self.subject_id)),
            Kind::Support => ForWhat::Support(SupporterId(self.subject_id)),
            Kind::Pledge => ForWhat::Pledge(PledgeId(self.subject_id)),
        }
    }

    pub const fn programme(&self) -> Programme {
        Programme::of(self.programme, self.programme_id)
    }

    /// A family's duty and no donation.
    pub const fn is_family(&self) -> bool {
        matches!(self.source, Source::Family)
    }

    /// The first day on which money can have come under its code; what a family owes its elder is older than the code.
    pub fn first_day(&self) -> Option<Day> {
        (!self.is_family()).then(|| china_date(self.made_at))
    }

    /// What is still expected after so much has come; none: there is no end to it.
    pub fn missing(&self, arrived: Fen) -> Option<Fen> {
        self.asked_fen.map(|asked| asked.minus(arrived).unwrap_or(Fen::ZERO).max(Fen::ZERO))
    }
}

/// What is to be paid.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    pub what: ForWhat,
    pub organiser: OrganiserId,
    pub programme: Programme,
    pub source: Source,
    /// None: whatever comes, as often as it comes.
    pub amount: Option<Fen>,
    /// Who hears of what arrived.
    pub account: Option<AccountId>,
}

/// Gives it a code. The verb that promises it calls this, writes the journal entry and the letter.
pub(crate) async fn make(store: &Store, txn: &Txn, asked: &Asked, now: Time) -> Result<Model> {
    let row = ActiveModel {
        code: Set(unused(store, txn).await?),
        kind: Set(asked.what.kind()),
        subject_id: Set(asked.what.number()),
        organiser_id: Set(asked.organiser),
        programme: Set(asked.programme.kind()),
        programme_id: Set(asked.programme.number()),
        source: Set(asked.source),
        asked_fen: Set(asked.amount),
        account_id: Set(asked.account),
        made_at: Set(now),
        ..Default::default()
    };
    Ok(row.insert(txn).await?)
}

/// Of some 900 million codes one that nobody has; a county's hundred thousand would meet one of theirs now and then.
async fn unused(store: &Store, txn: &Txn) -> Result<PayCode> {
    loop {
        let code = PayCode::mint(&store.dice);
        if Entity::find().filter(COLUMN.code.eq(code.clone())).one(txn).await?.is_none() {
            return Ok(code);
        }
    }
}

/// Nothing more is expected for it: it was given up, ended, or lapsed. What still comes is unclear.
pub(crate) async fn close(txn: &Txn, id: ReferenceId, now: Time) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::ClosedAt, Expr::value(now))
        .filter(COLUMN.id.eq(id))
        .filter(COLUMN.closed_at.is_null())
        .exec(txn)
        .await?;
    Ok(())
}

/// It is expected again.
pub(crate) async fn reopen(txn: &Txn, id: ReferenceId) -> Result<()> {
    let none: Option<Time> = None;
    Entity::update_many().col_expr(Column::ClosedAt, Expr::value(none)).filter(COLUMN.id.eq(id)).exec(txn).await?;
    Ok(())
}

/// The newest reference for something; a gift of money is known by its code alone.
pub async fn of(db: &impl ConnectionTrait, what: ForWhat) -> Result<Option<Model>> {
    let its = Entity::find().filter(COLUMN.kind.eq(what.kind())).filter(COLUMN.subject_id.eq(what.number()));
    Ok(its.order_by_desc(COLUMN.id).one(db).await?)
}

/// The newest reference for each of these.
pub(crate) async fn all(
    db: &impl ConnectionTrait,
    kind: Kind,
    subjects: impl IntoIterator<Item = i64>,
) -> Result<Vec<Model>> {
    let its = Entity::find().filter(COLUMN.kind.eq(kind)).filter(COLUMN.subject_id.is_in(subjects));
    Ok(its.order_by_desc(COLUMN.id).all(db).await?)
}

/// The one with this code, as typed.
pub(crate) async fn typed(db: &impl ConnectionTrait, typed: &str) -> Result<Model> {
    let code: PayCode = typed.parse().map_err(|_| Refusal::NotAPaymentCode)?;
    Ok(Entity::find().filter(COLUMN.code.eq(code)).one(db).await?.ok_or(Refusal::NotAPaymentCode)?)
}

/// Locked until the transaction ends, so that two payments for one thing are counted one after the other.
pub(crate) async fn locked(txn: &Txn, id: ReferenceId) -> Result<Model> {
    let found = Entity::find_by_id(id).lock_exclusive().one(txn).await?;
    Ok(found.ok_or(Refusal::NotFound)?)
}

/// What whoever pays needs to see.
#[derive(Clone, Debug)]
pub struct Shown {
    pub reference: Model,
    pub organiser: organiser::Model,
    title_zh: String,
    title_en: String,
    pub arrived: Fen,
    /// What had come and was given back.
    pub went: Option<Went>,
}

impl Shown {
    /// What it is for, as the public knows it.
    pub fn title(&self, lang: Lang) -> &str {
        lang.pick(&self.title_zh, &self.title_en)
    }

    /// What is still expected. Nobody is asked again for what of a gift was given back, nor for what went back as a
    /// contract says: it did come.
    pub fn missing(&self) -> Option<Fen> {
        let is_gift = self.reference.what() == ForWhat::Gift;
        let went = self.went.map_or(Fen::ZERO, |went| if is_gift { went.amount } else { went.by_contract });
        self.reference.missing(Fen(self.arrived.0 + went.0))
    }

    /// All that came, whatever went back since.
    pub fn came(&self) -> Fen {
        Fen(self.arrived.0 + self.went.map_or(0, |went| went.amount.0))
    }

    /// Nothing more is expected.
    pub fn is_whole(&self) -> bool {
        self.missing() == Some(Fen::ZERO)
    }
}

/// Several references as their payers see them, in the same order. Reads what they are for and nothing else, so that
/// one payment costs the same however many programmes there are.
pub async fn shown(db: &impl ConnectionTrait, references: Vec<Model>) -> Result<Vec<Shown>> {
    let answering: HashSet<OrganiserId> = references.iter().map(|reference| reference.organiser_id).collect();
    let organisers = organiser::Entity::find().filter(organiser::COLUMN.id.is_in(answering)).all(db).await?;
    let named = programme::named(db, references.iter().map(Model::programme)).await?;
    let arrived = totals(db, references.iter().map(|reference| reference.id)).await?;
    let went = went(db, references.iter().map(|reference| reference.id)).await?;
    let with = |reference: Model| {
        let organiser = organisers.iter().find(|one| one.id == reference.organiser_id)?.clone();
        let its = named.iter().find(|one| one.programme == reference.programme() && one.organiser == organiser.id);
        let title = |lang| its.map_or_else(|| organiser.name(lang), |named| named.title(lang)).to_owned();
        let sum = arrived.iter().find(|(id, _)| *id == reference.id).map_or(Fen::ZERO, |(_, sum)| *sum);
        Some(Shown {
            title_zh: title(Lang::Zh),
            title_en: title(Lang::En),
            arrived: sum,
            went: went.get(&reference.id).copied(),
            organiser,
            reference,
        })
    };
    Ok(references.into_iter().filter_map(with).collect())
}

/// One of them.
pub async fn show(db: &impl ConnectionTrait, reference: Model) -> Result<Shown> {
    Ok(shown(db, vec![reference]).await?.pop().ok_or(Refusal::NotFound)?)
}

/// The donor's own, newest first.
pub async fn own(db: &impl ConnectionTrait, donor: Donor, most: u64) -> Result<Vec<Shown>> {
    let own = Entity::find().filter(COLUMN.account_id.eq(donor.account()));
    shown(db, own.order_by_desc(COLUMN.id).limit(most).all(db).await?).await
}

/// The donor's own with this code; another's is not found.
pub async fn own_one(db: &impl ConnectionTrait, donor: Donor, code: &str) -> Result<Shown> {
    let code: PayCode = code.parse().map_err(|_| Refusal::NotFound)?;
    let own = Entity::find().filter(COLUMN.account_id.eq(donor.account())).filter(COLUMN.code.eq(code));
    show(db, own.one(db).await?.ok_or(Refusal::NotFound)?).await
}
