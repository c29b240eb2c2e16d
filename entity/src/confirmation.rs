//! Confirmations: a donor's paper about what was handed out in a phase, numbered. What it covers is frozen when it is
//! issued; what is handed out later gets another.
//!
//! It is not a donation invoice: that comes from the charity, whose receipt number the office notes here.

pub mod covered;

use std::collections::{BTreeMap, HashMap};

use sea_orm::{
    ActiveValue::Set, JoinType, PaginatorTrait, QueryOrder, QuerySelect, entity::prelude::*, sea_query::Expr,
};
use serde::Deserialize;

use self::covered::handed_out;
use crate::{
    Code, Day, Fen, Field, FormKey, Lang, Refusal, Result, Store, Time, account,
    actor::{Donor, Officer},
    claim, handout,
    id::{AccountId, ConfirmationId, PhaseId},
    journal::{self, Act, Subject},
    organiser, phase, school, text,
    wish::{self, Category},
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "confirmation")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: ConfirmationId,
    pub phase_id: PhaseId,
    pub account_id: AccountId,
    /// Counted up within the phase.
    pub number: i32,
    pub issued_at: DateTimeUtc,
    /// The charity's, once it issues one.
    pub receipt_no: Option<String>,
    pub receipt_noted_by: Option<AccountId>,
    pub receipt_noted_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// `NX5-0012`, as it is printed.
    pub fn printed_number(&self, phase: &phase::Model) -> String {
        format!("NX{}-{:04}", phase.number, self.number)
    }
}

/// Longest receipt number, in characters.
pub const RECEIPT: usize = 40;

/// So many gifts, and what their wishes declared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    pub gifts: u64,
    pub value: Fen,
}

impl Sum {
    fn add(&mut self, gifts: u64, value: Fen) {
        self.gifts += gifts;
        self.value = self.value.plus(value).unwrap_or(self.value);
    }
}

/// A phase in which the donor's gifts reached children.
#[derive(Clone, Debug)]
pub struct Given {
    pub phase: phase::Model,
    pub all: Sum,
    /// By number, each with what it covers.
    pub issued: Vec<(Model, Sum)>,
    /// On no confirmation yet.
    pub open: Sum,
}

/// One gift on the paper. The school is named as the public knows it.
#[derive(Clone, Debug)]
pub struct Gift {
    pub code: Code,
    pub category: Category,
    pub item: String,
    pub specification: String,
    pub value: Fen,
    pub school: String,
    pub handed_on: Day,
}

/// Everything that stands on a donor's paper.
#[derive(Clone, Debug)]
pub struct Paper {
    pub confirmation: Model,
    pub phase: phase::Model,
    pub organiser: Option<organiser::Model>,
    /// Organisation or name.
    pub donor: String,
    /// By the day of the hand-out.
    pub gifts: Vec<Gift>,
    pub value: Fen,
}

/// The donor's phases, newest first.
pub async fn phases(db: &impl ConnectionTrait, donor: Donor) -> Result<Vec<Given>> {
    let rows: Vec<(PhaseId, Fen, Option<ConfirmationId>)> = handed_out()
        .select_only()
        .columns([wish::Column::PhaseId, wish::Column::PriceFen])
        .column(covered::Column::ConfirmationId)
        .filter(claim::COLUMN.account_id.eq(donor.account()))
        .into_tuple()
        .all(db)
        .await?;
    let mut sums: HashMap<PhaseId, BTreeMap<Option<ConfirmationId>, Sum>> = HashMap::new();
    for (phase, value, covered) in rows {
        sums.entry(phase).or_default().entry(covered).or_default().add(1, value);
    }
    let issued = Entity::find().filter(COLUMN.account_id.eq(donor.account())).order_by_asc(COLUMN.number);
    let issued = issued.all(db).await?;
    let phases = phase::Entity::find()
        .filter(phase::COLUMN.id.is_in(sums.keys().copied()))
        .order_by_desc(phase::COLUMN.number)
        .all(db)
        .await?;
    let given = |phase: phase::Model| {
        let parts = sums.remove(&phase.id).unwrap_or_default();
        let part = |covered| parts.get(&covered).copied().unwrap_or_default();
        let of_phase = issued.iter().filter(|one| one.phase_id == phase.id);
        let mut all = Sum::default();
        for one in parts.values() {
            all.add(one.gifts, one.value);
        }
        let issued = of_phase.map(|one| (one.clone(), part(Some(one.id)))).collect();
        Given { all, issued, open: part(None), phase }
    };
    Ok(phases.into_iter().map(given).collect())
}

/// Issues the donor's confirmation of what was handed out in a phase and is on none yet; where all is, it is the last
/// one.
pub async fn issue(store: &Store, donor: Donor, phase: &str, form: &FormKey, now: Time) -> Result<ConfirmationId> {
    let number: i32 = phase.parse().map_err(|_| Refusal::NotFound)?;
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    // Numbers of a phase are given one after the other.
    let phase = phase::Entity::find().filter(phase::COLUMN.number.eq(number)).lock_exclusive().one(&txn).await?;
    let phase = phase.ok_or(Refusal::NotFound)?;
    let given = covered::given(&txn, donor.account(), phase.id).await?;
    if given.iter().all(|(_, covered)| covered.is_some()) {
        let last = given.into_iter().filter_map(|(_, covered)| covered).max();
        return Ok(last.ok_or(Refusal::NothingGiven)?);
    }
    let before = Entity::find().filter(COLUMN.phase_id.eq(phase.id)).count(&txn).await?;
    let row = ActiveModel {
        phase_id: Set(phase.id),
        account_id: Set(donor.account()),
        number: Set(i32::try_from(before).unwrap_or(i32::MAX).saturating_add(1)),
        issued_at: Set(now),
        ..Default::default()
    };
    let issued = row.insert(&txn).await?;
    covered::cover(&txn, &issued).await?;
    let detail = issued.number.to_string();
    journal::note(&txn, donor, Act::ConfirmationIssued, Subject("phase", phase.id.0), &detail, now).await?;
    form.keep(&txn, &issued.id, now).await?;
    txn.commit().await?;
    Ok(issued.id)
}

/// What stands on the donor's own paper; another's answers like a missing one.
pub async fn paper(db: &impl ConnectionTrait, donor: Donor, id: ConfirmationId, lang: Lang) -> Result<Paper> {
    let found = Entity::find_by_id(id).filter(COLUMN.account_id.eq(donor.account())).one(db).await?;
    let confirmation = found.ok_or(Refusal::NotFound)?;
    let phase = phase::find(db, confirmation.phase_id).await?;
    let account = account::Entity::find_by_id(donor.account()).one(db).await?.ok_or(Refusal::NotFound)?;
    let gifts = gifts(db, &confirmation, lang).await?;
    let value = gifts.iter().try_fold(Fen::default(), |sum, gift| sum.plus(gift.value)).unwrap_or_default();
    Ok(Paper {
        organiser: organiser::of_phase(db, &phase).await?,
        donor: named(account),
        confirmation,
        phase,
        gifts,
        value,
    })
}

async fn gifts(db: &impl ConnectionTrait, confirmation: &Model, lang: Lang) -> Result<Vec<Gift>> {
    type Row = (Code, Category, String, String, Fen, String, String, Day);
    let to_school = wish::Entity::belongs_to(school::Entity).from(wish::Column::SchoolId).to(school::Column::Id);
    let rows: Vec<Row> = handed_out()
        .select_only()
        .columns([wish::Column::Code, wish::Column::Category, wish::Column::Item, wish::Column::Specification])
        .column(wish::Column::PriceFen)
        .columns([school::Column::AliasZh, school::Column::AliasEn])
        .column(handout::Column::HandedOn)
        .join(JoinType::InnerJoin, to_school.into())
        .filter(covered::COLUMN.confirmation_id.eq(confirmation.id))
        .order_by_asc(handout::Column::HandedOn)
        .order_by_asc(wish::Column::Code)
        .into_tuple()
        .all(db)
        .await?;
    let gift = |(code, category, item, specification, value, zh, en, handed_on): Row| Gift {
        code,
        category,
        item,
        specification,
        value,
        school: lang.pick(zh, en),
        handed_on,
    };
    Ok(rows.into_iter().map(gift).collect())
}

/// A line of the office's list of a phase.
#[derive(Clone, Debug)]
pub struct Issued {
    pub confirmation: Model,
    pub donor: String,
    pub covers: Sum,
}

/// The phase that a confirmation is about.
pub async fn phase_of(db: &impl ConnectionTrait, _officer: Officer, id: ConfirmationId) -> Result<phase::Model> {
    let confirmation = Entity::find_by_id(id).one(db).await?.ok_or(Refusal::NotFound)?;
    phase::find(db, confirmation.phase_id).await
}

/// What was issued for a phase, by number.
pub async fn of_phase(db: &impl ConnectionTrait, _officer: Officer, phase: PhaseId) -> Result<Vec<Issued>> {
    let issued = Entity::find().filter(COLUMN.phase_id.eq(phase)).order_by_asc(COLUMN.number).all(db).await?;
    let donors = account::Entity::find()
        .filter(account::COLUMN.id.is_in(issued.iter().map(|one| one.account_id)))
        .all(db)
        .await?;
    let rows: Vec<(ConfirmationId, Fen)> = handed_out()
        .select_only()
        .column(covered::Column::ConfirmationId)
        .column(wish::Column::PriceFen)
        .filter(covered::COLUMN.confirmation_id.is_in(issued.iter().map(|one| one.id)))
        .into_tuple()
        .all(db)
        .await?;
    let mut sums: HashMap<ConfirmationId, Sum> = HashMap::new();
    for (confirmation, value) in rows {
        sums.entry(confirmation).or_default().add(1, value);
    }
    let beside = |confirmation: Model| {
        let donor = donors.iter().find(|one| one.id == confirmation.account_id).cloned()?;
        let covers = sums.get(&confirmation.id).copied().unwrap_or_default();
        Some(Issued { donor: named(donor), covers, confirmation })
    };
    Ok(issued.into_iter().filter_map(beside).collect())
}

/// The number of the charity's receipt, as typed; blank takes it away.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub receipt_no: String,
}

/// Notes the number of the receipt that the charity gave this donor.
pub async fn note_receipt(
    store: &Store,
    officer: Officer,
    id: ConfirmationId,
    typed: &Typed,
    form: &FormKey,
    now: Time,
) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let number = text::line_or_empty(Field::ReceiptNo, &text::half_width(&typed.receipt_no), RECEIPT)?;
    let number = (!number.is_empty()).then_some(number);
    let noted = Entity::update_many()
        .col_expr(Column::ReceiptNotedBy, Expr::value(number.as_ref().map(|_| officer.account())))
        .col_expr(Column::ReceiptNotedAt, Expr::value(number.as_ref().map(|_| now)))
        .col_expr(Column::ReceiptNo, Expr::value(number))
        .filter(COLUMN.id.eq(id))
        .exec(&txn)
        .await?;
    if noted.rows_affected == 0 {
        return Err(Refusal::NotFound.into());
    }
    journal::note(&txn, officer, Act::ReceiptNoted, Subject("confirmation", id.0), "", now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

fn named(account: account::Model) -> String {
    account.organisation.filter(|organisation| !organisation.is_empty()).unwrap_or(account.name)
}
