//! The transfers one by one, newest first, for the office.

use std::collections::{HashMap, HashSet};

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

use super::{Account, COLUMN, Column, Entity, Model, Reason, account, entry};
use crate::{Error, Fen, Result, actor::Officer, id::TransferId};

/// A transfer with its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booked {
    pub transfer: Model,
    pub lines: Vec<(Account, Fen)>,
    /// Whether a later one took it back.
    pub is_reversed: bool,
}

impl Booked {
    /// What moved: the lines above zero.
    pub fn amount(&self) -> Fen {
        Fen(self.lines.iter().map(|(_, amount)| amount.0).filter(|amount| *amount > 0).sum())
    }

    /// Whether an officer can reverse it from the list; what other verbs booked, they take back themselves.
    pub fn can_be_reversed(&self) -> bool {
        self.transfer.reason == Reason::ByHand && !self.is_reversed
    }
}

/// The newest ones before `before`.
pub async fn latest(
    db: &impl ConnectionTrait,
    _officer: Officer,
    before: Option<TransferId>,
    most: u64,
) -> Result<Vec<Booked>> {
    let mut query = Entity::find().order_by_desc(Column::Id).limit(most);
    if let Some(before) = before {
        query = query.filter(COLUMN.id.lt(before));
    }
    let transfers = query.all(db).await?;
    let ids: Vec<TransferId> = transfers.iter().map(|transfer| transfer.id).collect();
    let reversals = Entity::find().filter(COLUMN.reverses.is_in(ids)).all(db).await?;
    let reversed: HashSet<TransferId> = reversals.into_iter().filter_map(|later| later.reverses).collect();
    let (Some(last), Some(first)) = (transfers.first(), transfers.last()) else { return Ok(Vec::new()) };
    let mut lines = lines_of(db, first.id, last.id).await?;
    let with_lines = |transfer: Model| Booked {
        lines: lines.remove(&transfer.id).unwrap_or_default(),
        is_reversed: reversed.contains(&transfer.id),
        transfer,
    };
    Ok(transfers.into_iter().map(with_lines).collect())
}

/// What was booked under a word that can be used but once; nothing where nothing was.
pub(crate) async fn amount_once(db: &impl ConnectionTrait, once: &str) -> Result<Fen> {
    let Some(transfer) = Entity::find().filter(COLUMN.once.eq(once)).one(db).await? else { return Ok(Fen::ZERO) };
    let lines = lines_of(db, transfer.id, transfer.id).await?.remove(&transfer.id).unwrap_or_default();
    Ok(Fen(lines.iter().map(|(_, amount)| amount.0).filter(|amount| *amount > 0).sum()))
}

/// The lines of the transfers from..=to, in their order. A line whose account is not there is as if it were not.
pub(super) async fn lines_of(
    db: &impl ConnectionTrait,
    from: TransferId,
    to: TransferId,
) -> Result<HashMap<TransferId, Vec<(Account, Fen)>>, Error> {
    let accounts = account::all(db).await?;
    let rows = entry::Entity::find()
        .filter(entry::COLUMN.transfer_id.gte(from))
        .filter(entry::COLUMN.transfer_id.lte(to))
        .order_by_asc(entry::Column::TransferId)
        .order_by_asc(entry::Column::Line)
        .all(db)
        .await?;
    let mut lines: HashMap<TransferId, Vec<(Account, Fen)>> = HashMap::new();
    for row in rows {
        if let Some(account) = accounts.get(&row.account_id) {
            lines.entry(row.transfer_id).or_default().push((*account, row.amount_fen));
        }
    }
    Ok(lines)
}
