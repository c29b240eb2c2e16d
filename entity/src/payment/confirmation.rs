//! A donor's paper about money that arrived: numbered for each organiser, one that counts for each reference, with a line
//! for each transfer.
//!
//! It is not a donation invoice, and there is none for what a family gives its own elder. What it says is frozen: when
//! some of the money goes back, it is void, and a new one can be issued.

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, PaginatorTrait, QueryOrder, QuerySelect, entity::prelude::*, sea_query::Expr,
};
use serde::{Deserialize, Serialize};

use super::{State, list, reference, reference::Shown};
use crate::{
    Day, Fen, Field, FormKey, Refusal, Result, Store, Time, account,
    actor::{Actor, Donor, Officer},
    confirmation::RECEIPT,
    id::{AccountId, OrganiserId, PaymentConfirmationId, ReferenceId},
    journal::{self, Act, Subject},
    organiser,
    store::Txn,
    text,
};

/// Longest reason, in characters.
pub const REASON: usize = 200;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payment_confirmation")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: PaymentConfirmationId,
    pub organiser_id: OrganiserId,
    /// Counted up for each organiser; a void one keeps its number.
    pub number: i32,
    pub reference_id: ReferenceId,
    pub account_id: AccountId,
    /// JSON of what had arrived: each a [`Line`].
    pub lines: String,
    pub issued_at: DateTimeUtc,
    /// The charity's, once it issues one.
    pub receipt_no: Option<String>,
    pub voided_at: Option<DateTimeUtc>,
    /// None: by what happened to the money.
    pub voided_by: Option<AccountId>,
    pub void_reason: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// `NXM1-0012`, as it is printed.
    pub fn printed_number(&self) -> String {
        format!("NXM{}-{:04}", self.organiser_id, self.number)
    }

    /// What had arrived when it was issued.
    pub fn lines(&self) -> Vec<Line> {
        serde_json::from_str(&self.lines).unwrap_or_default()
    }

    /// What of it had not gone back by then.
    pub fn sum(&self) -> Fen {
        Fen(self.lines().iter().map(|line| line.amount.0 - line.returned.0).sum())
    }
}

/// What one transfer brought under the code. Papers that were issued before it was said what goes back have a day and a
/// sum in brackets, and keep them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub on: Day,
    pub amount: Fen,
    /// What of it is to be given back.
    #[serde(default)]
    pub to_return: Fen,
    #[serde(default)]
    pub returned: Fen,
}

/// Everything that stands on the paper.
#[derive(Clone, Debug)]
pub struct Paper {
    pub confirmation: Model,
    pub shown: Shown,
    /// Organisation or name.
    pub donor: String,
}

/// Issues the confirmation of what has arrived; asked for again, it is the same one, unless more has come since.
pub async fn issue(
    store: &Store,
    donor: Donor,
    code: &str,
    form: &FormKey,
    now: Time,
) -> Result<PaymentConfirmationId> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let own = reference::own_one(&txn, donor, code).await?.reference;
    // Numbers of an organiser are given one after the other.
    organiser::Entity::find_by_id(own.organiser_id).lock_exclusive().one(&txn).await?;
    let reference = reference::locked(&txn, own.id).await?;
    let lines = lines(&txn, &reference).await?;
    if reference.is_family() || lines.is_empty() {
        return Err(Refusal::NothingToConfirm.into());
    }
    let live = live(&txn, reference.id).await?;
    let id = match live {
        Some(live) if live.lines() == lines => live.id,
        _ => {
            let lines = serde_json::to_string(&lines).map_err(|e| DbErr::Json(e.to_string()))?;
            void_of(&txn, reference.id, Actor::from(donor), now).await?;
            insert(&txn, donor, &reference, lines, now).await?
        }
    };
    form.keep(&txn, &id, now).await?;
    txn.commit().await?;
    Ok(id)
}

/// What has come and did not all go back, transfer by transfer.
async fn lines(txn: &Txn, reference: &reference::Model) -> Result<Vec<Line>> {
    let came = list::under(txn, reference).await?;
    let lines = came.iter().map(|own| Line {
        on: own.on,
        amount: own.here(&[State::Counted, State::ToReturn, State::Returned]),
        to_return: own.here(&[State::ToReturn]),
        returned: own.here(&[State::Returned]),
    });
    Ok(lines.filter(|line| line.amount > line.returned).collect())
}

async fn insert(
    txn: &Txn,
    donor: Donor,
    reference: &reference::Model,
    lines: String,
    now: Time,
) -> Result<PaymentConfirmationId> {
    let before = Entity::find().filter(COLUMN.organiser_id.eq(reference.organiser_id)).count(txn).await?;
    let row = ActiveModel {
        organiser_id: Set(reference.organiser_id),
        number: Set(i32::try_from(before).unwrap_or(i32::MAX).saturating_add(1)),
        reference_id: Set(reference.id),
        account_id: Set(donor.account()),
        lines: Set(lines),
        issued_at: Set(now),
        ..Default::default()
    };
    let issued = row.insert(txn).await?;
    let subject = Subject("reference", reference.id.0);
    journal::note(txn, donor, Act::MoneyConfirmed, subject, &issued.number.to_string(), now).await?;
    Ok(issued.id)
}

async fn live(db: &impl ConnectionTrait, id: ReferenceId) -> Result<Option<Model>> {
    let live = Entity::find().filter(COLUMN.reference_id.eq(id)).filter(COLUMN.voided_at.is_null());
    Ok(live.one(db).await?)
}

/// The one that counts, if there is one.
pub async fn own(db: &impl ConnectionTrait, donor: Donor, reference: ReferenceId) -> Result<Option<Model>> {
    Ok(live(db, reference).await?.filter(|one| one.account_id == donor.account()))
}

/// The money that it confirms is no longer all there, or more has come.
pub(super) async fn void_of(txn: &Txn, id: ReferenceId, actor: Actor, now: Time) -> Result<()> {
    let voided = Entity::update_many()
        .col_expr(Column::VoidedAt, Expr::value(now))
        .filter(COLUMN.reference_id.eq(id))
        .filter(COLUMN.voided_at.is_null())
        .exec(txn)
        .await?;
    if voided.rows_affected > 0 {
        journal::note(txn, actor, Act::MoneyConfirmationVoided, Subject("reference", id.0), "", now).await?;
    }
    Ok(())
}

/// The donor's own paper; another's, or one that is void, answers like a missing one.
pub async fn paper(db: &impl ConnectionTrait, donor: Donor, code: &str) -> Result<Paper> {
    let shown = reference::own_one(db, donor, code).await?;
    let confirmation = own(db, donor, shown.reference.id).await?.ok_or(Refusal::NotFound)?;
    paper_of(db, confirmation, shown).await
}

async fn paper_of(db: &impl ConnectionTrait, confirmation: Model, shown: Shown) -> Result<Paper> {
    let account = account::Entity::find_by_id(confirmation.account_id).one(db).await?.ok_or(Refusal::NotFound)?;
    let donor = account.organisation.filter(|organisation| !organisation.is_empty()).unwrap_or(account.name);
    Ok(Paper { confirmation, shown, donor })
}

/// What was issued, newest first, the void ones among them.
pub async fn all(db: &impl ConnectionTrait, _officer: Officer, most: u64) -> Result<Vec<Paper>> {
    let issued = Entity::find().order_by_desc(COLUMN.id).limit(most).all(db).await?;
    let ids: Vec<ReferenceId> = issued.iter().map(|one| one.reference_id).collect();
    let references = reference::Entity::find().filter(reference::COLUMN.id.is_in(ids)).all(db).await?;
    let shown = reference::shown(db, references).await?;
    let mut papers = Vec::with_capacity(issued.len());
    for one in issued {
        if let Some(its) = shown.iter().find(|shown| shown.reference.id == one.reference_id) {
            papers.push(paper_of(db, one, its.clone()).await?);
        }
    }
    Ok(papers)
}

pub async fn one(db: &impl ConnectionTrait, _officer: Officer, id: PaymentConfirmationId) -> Result<Paper> {
    let confirmation = Entity::find_by_id(id).one(db).await?.ok_or(Refusal::NotFound)?;
    let reference = reference::Entity::find_by_id(confirmation.reference_id).one(db).await?;
    let shown = reference::show(db, reference.ok_or(Refusal::NotFound)?).await?;
    paper_of(db, confirmation, shown).await
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
    id: PaymentConfirmationId,
    typed: &Typed,
    form: &FormKey,
    now: Time,
) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let number = text::line_or_empty(Field::ReceiptNo, &text::half_width(&typed.receipt_no), RECEIPT)?;
    let there = Entity::find_by_id(id).lock_exclusive().one(&txn).await?.ok_or(Refusal::NotFound)?;
    let row =
        ActiveModel { id: Set(id), receipt_no: Set((!number.is_empty()).then_some(number)), ..Default::default() };
    row.update(&txn).await?;
    let subject = Subject("reference", there.reference_id.0);
    journal::note(&txn, officer, Act::ReceiptNoted, subject, &there.number.to_string(), now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// Why it no longer counts.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Void {
    pub reason: String,
}

/// An officer declares it void; the donor can have a new one issued.
pub async fn void(
    store: &Store,
    officer: Officer,
    id: PaymentConfirmationId,
    typed: &Void,
    form: &FormKey,
    now: Time,
) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let reason = text::line(Field::Reason, &typed.reason, REASON)?;
    let there = Entity::find_by_id(id).lock_exclusive().one(&txn).await?.ok_or(Refusal::NotFound)?;
    if there.voided_at.is_some() {
        return Err(Refusal::PaymentMoved.into());
    }
    let row = ActiveModel {
        id: Set(id),
        voided_at: Set(Some(now)),
        voided_by: Set(Some(officer.account())),
        void_reason: Set(Some(reason)),
        ..Default::default()
    };
    row.update(&txn).await?;
    let subject = Subject("reference", there.reference_id.0);
    journal::note(&txn, officer, Act::MoneyConfirmationVoided, subject, &there.number.to_string(), now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}
