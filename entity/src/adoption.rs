//! Adoptions 认养: a donor's shares of one plot, from the reservation to the harvest.
//!
//! reserved (72 h) → signed → paid → delivered or donated → closed; or released, or lapsed by the clock. While one is
//! live its shares stand in the plot's row, which the table keeps within what there is.

pub mod credit;
pub mod lapse;
pub mod list;
pub mod paper;
pub mod pay;
pub mod release;
pub mod reserve;
pub mod sign;
pub(crate) mod tell;
pub mod witness;
pub mod wording;

use sea_orm::{
    QuerySelect,
    entity::prelude::*,
    sea_query::{Expr, ExprTrait},
};

use crate::{
    Code, Fen, Refusal, Result, Time,
    actor::Donor,
    id::{AccountId, AdoptionId, PlotId},
    payment::{ForWhat, reference},
    plot,
    store::Txn,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    Reserved,
    Signed,
    Paid,
    /// The harvest went to the donor.
    Delivered,
    /// The harvest was donated on.
    Donated,
    Closed,
    Released,
    Lapsed,
}

impl State {
    pub const ALL: [Self; 8] = [
        Self::Reserved,
        Self::Signed,
        Self::Paid,
        Self::Delivered,
        Self::Donated,
        Self::Closed,
        Self::Released,
        Self::Lapsed,
    ];
    /// Its shares are taken.
    pub const LIVE: [Self; 6] =
        [Self::Reserved, Self::Signed, Self::Paid, Self::Delivered, Self::Donated, Self::Closed];
    /// Promised and not paid yet.
    pub const UNPAID: [Self; 2] = [Self::Reserved, Self::Signed];
    /// Both sides are bound: money may have come for it.
    pub const BOUND: [Self; 5] = [Self::Signed, Self::Paid, Self::Delivered, Self::Donated, Self::Closed];
    /// Paid for, whatever came after.
    pub const PAID: [Self; 4] = [Self::Paid, Self::Delivered, Self::Donated, Self::Closed];

    /// What a paid one is once the harvest went out.
    pub(crate) const fn sent(mode: plot::Mode) -> Self {
        match mode {
            plot::Mode::DonatedOn => Self::Donated,
            plot::Mode::ToDonor | plot::Mode::Half => Self::Delivered,
        }
    }

    pub const fn key(self) -> &'static str {
        match self {
            Self::Reserved => "reserved",
            Self::Signed => "signed",
            Self::Paid => "paid",
            Self::Delivered => "delivered",
            Self::Donated => "donated",
            Self::Closed => "closed",
            Self::Released => "released",
            Self::Lapsed => "lapsed",
        }
    }
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "adoption")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: AdoptionId,
    /// The number of its contract.
    pub code: Code,
    pub plot_id: PlotId,
    pub account_id: AccountId,
    pub shares: i32,
    pub amount_fen: Fen,
    pub state: State,
    pub reserved_at: DateTimeUtc,
    pub reserved_until: DateTimeUtc,
    /// When the donor accepted the contract online.
    pub signed_at: Option<DateTimeUtc>,
    /// Sealed: who the contract is with.
    pub party: Option<Vec<u8>>,
    /// Sealed: where the harvest is sent; none where it is donated on, and when all is over.
    pub delivery: Option<Vec<u8>>,
    /// The last day of paying.
    pub pay_until: Option<Date>,
    /// When the head of the household signed on paper.
    pub household_signed_on: Option<Date>,
    /// The number on that paper.
    pub paper_no: Option<String>,
    pub witnessed_by: Option<AccountId>,
    pub paid_at: Option<DateTimeUtc>,
    pub ended_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

/// The donor's own with this code; another's reads like a missing one.
pub(crate) async fn own(txn: &Txn, donor: Donor, code: &Code) -> Result<Model> {
    let own = Entity::find().filter(COLUMN.code.eq(code.clone())).filter(COLUMN.account_id.eq(donor.account()));
    Ok(own.one(txn).await?.ok_or(Refusal::NotFound)?)
}

/// The code that an adoption is paid under, locked: whoever records a payment locks it first, too.
async fn reference_of(txn: &Txn, id: AdoptionId) -> Result<Option<reference::Model>> {
    match reference::of(txn, ForWhat::Adoption(id)).await? {
        Some(reference) => Ok(Some(reference::locked(txn, reference.id).await?)),
        None => Ok(None),
    }
}

/// What of a plot is paid for, each with the code that it was paid under; these are locked, in the order of their
/// numbers.
pub(crate) async fn paid_for(txn: &Txn, plot: PlotId) -> Result<Vec<(Model, reference::Model)>> {
    with_codes(txn, plot, &State::PAID).await
}

/// The same of what is in one of these states.
pub(crate) async fn with_codes(txn: &Txn, plot: PlotId, states: &[State]) -> Result<Vec<(Model, reference::Model)>> {
    let its = Entity::find().filter(COLUMN.plot_id.eq(plot)).filter(COLUMN.state.is_in(states.iter().copied()));
    let its = its.all(txn).await?;
    let mut references = reference::all(txn, reference::Kind::Adoption, its.iter().map(|one| one.id.0)).await?;
    references.sort_by_key(|reference| reference.id);
    let mut paid = Vec::with_capacity(its.len());
    for reference in references {
        let reference = reference::locked(txn, reference.id).await?;
        if let Some(adoption) = its.iter().find(|one| ForWhat::Adoption(one.id) == reference.what()) {
            paid.push((adoption.clone(), reference));
        }
    }
    Ok(paid)
}

/// Ends a live one and gives its shares back to the plot, if it still is in `from`; says whether it did. Nothing will be
/// sent, so the address goes.
///
/// Rows are locked in one order everywhere: the reference of its payment, the plot, the adoption.
async fn give_back(txn: &Txn, adoption: &Model, from: &[State], to: State, now: Time) -> Result<bool> {
    plot::Entity::find_by_id(adoption.plot_id).lock_exclusive().one(txn).await?;
    let ended = Entity::update_many()
        .col_expr(Column::State, Expr::value(to))
        .col_expr(Column::EndedAt, Expr::value(now))
        .col_expr(Column::Delivery, Expr::value(None::<Vec<u8>>))
        .filter(COLUMN.id.eq(adoption.id))
        .filter(COLUMN.state.is_in(from.iter().copied()))
        .exec(txn)
        .await?;
    if ended.rows_affected == 0 {
        return Ok(false);
    }
    plot::Entity::update_many()
        .col_expr(plot::Column::Taken, Expr::col(plot::Column::Taken).sub(adoption.shares))
        .filter(plot::COLUMN.id.eq(adoption.plot_id))
        .exec(txn)
        .await?;
    Ok(true)
}

/// The plot is closed, and with it what was delivered or donated; where it was sent is needed no longer.
pub(crate) async fn over(txn: &Txn, plot: PlotId, now: Time) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Closed))
        .col_expr(Column::EndedAt, Expr::value(now))
        .col_expr(Column::Delivery, Expr::value(None::<Vec<u8>>))
        .filter(COLUMN.plot_id.eq(plot))
        .filter(COLUMN.state.is_in([State::Delivered, State::Donated]))
        .exec(txn)
        .await?;
    Ok(())
}
