//! Money that somebody has to look at: what is unclear, what is to go back, what was credited in vain, what was
//! promised and never came, and what waits for an officer's next step.

mod credits;
mod overdue;
mod waiting;

use std::collections::HashMap;

use sea_orm::{FromQueryResult, PaginatorTrait, QuerySelect, entity::prelude::*, sea_query::Expr};

use super::{State, part, reference::Shown};
use crate::{
    Fen, Result, Time, account,
    actor::Officer,
    id::AccountId,
    pledge::{self, list::Behind},
    plot::{
        self,
        rest::{self, Rest},
    },
    statement::{
        self,
        list::{Counts, First},
        unread::{self, Unread},
    },
};

pub use credits::CreditLeft;
pub use waiting::{Below, UnderWay};

/// How many, and how much together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Heap {
    pub count: u64,
    pub sum: Fen,
}

/// Everything that waits.
#[derive(Clone, Debug)]
pub struct ToLookAt {
    pub unclear: Heap,
    pub to_return: Heap,
    pub overdue: u64,
    /// The oldest of them.
    pub oldest: Vec<Shown>,
    /// Whoever promised these, where an account did: an officer may write and ask.
    pub payers: HashMap<AccountId, account::Model>,
    /// Monthly pledges of which a month that is over has not all come, the longest first.
    pub behind: Vec<Behind>,
    pub lines: Counts,
    /// Statements whose columns nobody has named.
    pub unmapped: u64,
    /// Statements with lines that cannot be read and that nobody has set aside.
    pub unread: Vec<Unread>,
    /// The statements in which an officer begins with these.
    pub first: First,
    /// Payouts to review, to approve or to pay.
    pub runs: Vec<UnderWay>,
    /// Plots whose harvest is delivered and whose money is not paid out.
    pub plots: Vec<plot::Model>,
    /// What lies there for plots that are settled.
    pub rests: Vec<Rest>,
    /// What adopters were credited and can use no longer.
    pub credits: Vec<CreditLeft>,
    pub below: Vec<Below>,
}

impl ToLookAt {
    pub fn is_nothing(&self) -> bool {
        let waits = self.unclear.count + self.to_return.count + self.overdue + self.unmapped > 0;
        let plots = self.plots.len() + self.rests.len() + self.credits.len();
        let steps = self.runs.len() + plots + self.below.len() + self.unread.len() > 0;
        !waits && !steps && self.behind.is_empty() && self.lines.open() == 0
    }
}

pub async fn all(db: &impl ConnectionTrait, officer: Officer, now: Time) -> Result<ToLookAt> {
    let oldest = overdue::oldest(db, now).await?;
    let payers = account::Entity::find()
        .filter(account::COLUMN.id.is_in(oldest.iter().filter_map(|one| one.reference.account_id)))
        .filter(account::COLUMN.disabled_at.is_null());
    let payers = payers.all(db).await?.into_iter().map(|account| (account.id, account)).collect();
    let unmapped = statement::Entity::find().filter(statement::COLUMN.state.eq(statement::State::Unmapped));
    Ok(ToLookAt {
        unclear: heap(db, State::Unclear).await?,
        to_return: heap(db, State::ToReturn).await?,
        overdue: overdue::count(db, now).await?,
        oldest,
        payers,
        behind: pledge::list::behind(db, officer, now).await?,
        lines: statement::list::all_counts(db).await?,
        unmapped: unmapped.count(db).await?,
        unread: unread::all(db).await?,
        first: statement::list::first(db).await?,
        runs: waiting::runs(db).await?,
        plots: waiting::plots(db).await?,
        rests: rest::all(db).await?,
        credits: credits::credits(db).await?,
        below: waiting::below(db).await?,
    })
}

#[derive(FromQueryResult)]
struct Counted {
    count: i64,
    total: Option<i64>,
}

async fn heap(db: &impl ConnectionTrait, state: State) -> Result<Heap> {
    let counted = part::Entity::find()
        .select_only()
        .column_as(part::Column::Id.count(), "count")
        .column_as(Expr::cust("CAST(SUM(amount_fen) AS bigint)"), "total")
        .filter(part::COLUMN.state.eq(state))
        .into_model::<Counted>()
        .one(db)
        .await?;
    let (count, total) = counted.map_or((0, None), |one| (one.count, one.total));
    Ok(Heap { count: u64::try_from(count).unwrap_or_default(), sum: Fen(total.unwrap_or_default()) })
}
