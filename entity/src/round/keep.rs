//! A plan is written down: a proposal for each donor, a line for each wish. Steps of a round's verbs.

use std::collections::BTreeMap;

use sea_orm::{ActiveValue::Set, QuerySelect, QueryTrait, entity::prelude::*};

use super::{
    plan::Pair,
    proposal::{self, line},
};
use crate::{
    Result, Store,
    id::{AccountId, RoundId},
    store::Txn,
};

/// Lines of one statement.
const ROWS: usize = 500;

pub(super) async fn keep(store: &Store, txn: &Txn, round: RoundId, pairs: &[Pair]) -> Result<()> {
    let mut of_donor: BTreeMap<AccountId, Vec<&Pair>> = BTreeMap::new();
    for pair in pairs {
        of_donor.entry(pair.account).or_default().push(pair);
    }
    for (account, pairs) in of_donor {
        let row = proposal::ActiveModel {
            round_id: Set(round),
            account_id: Set(account),
            link: Set(store.dice.id()),
            ..Default::default()
        };
        let proposal = row.insert(txn).await?.id;
        for some in pairs.chunks(ROWS) {
            let rows = some.iter().map(|pair| line::ActiveModel {
                proposal_id: Set(proposal),
                offer_id: Set(pair.offer),
                wish_id: Set(pair.wish),
                reason: Set(pair.reason.key().to_owned()),
                claim_id: Set(None),
                lost: Set(None),
                ..Default::default()
            });
            line::Entity::insert_many(rows).exec_without_returning(txn).await?;
        }
    }
    Ok(())
}

/// Takes the plan of a round back that nobody was asked about.
pub(super) async fn forget(txn: &Txn, round: RoundId) -> Result<()> {
    let own = proposal::Entity::find().filter(proposal::COLUMN.round_id.eq(round));
    let ids = own.select_only().column(proposal::Column::Id).into_query();
    line::Entity::delete_many().filter(line::Column::ProposalId.in_subquery(ids)).exec(txn).await?;
    proposal::Entity::delete_many().filter(proposal::COLUMN.round_id.eq(round)).exec(txn).await?;
    Ok(())
}
