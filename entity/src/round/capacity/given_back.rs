//! What donors gave back lately, or let lapse: it is not proposed to the same account again for as long as the offer
//! that it came from would rest, whichever of the account's offers would fit it. Nobody is pressed.

use std::collections::{BTreeSet, HashMap, HashSet};

use sea_orm::{JoinType, QuerySelect, entity::prelude::*};

use super::passed::REST;
use crate::{
    Result, Time, adoption, claim,
    id::{AccountId, FundId, PlotId, WishId},
    matching::Kind,
    round::{ground::fund_line, proposal},
};

/// What is not proposed again for a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Thing {
    Wish(WishId),
    Plot(PlotId),
    Fund(FundId),
}

impl Thing {
    pub const fn kind(self) -> Kind {
        match self {
            Self::Wish(_) => Kind::Wishes,
            Self::Plot(_) => Kind::Plots,
            Self::Fund(_) => Kind::Funds,
        }
    }
}

/// Who gave what back.
#[derive(Clone, Debug, Default)]
pub(crate) struct GivenBack(HashSet<(AccountId, Thing)>);

impl GivenBack {
    /// Of all donors; three statements.
    pub async fn read(db: &impl ConnectionTrait, now: Time) -> Result<Self> {
        let since = now - REST;
        let wishes = wishes(db, since).await?.into_iter().map(|(account, wish)| (account, Thing::Wish(wish)));
        let plots = plots(db, since).await?.into_iter().map(|(account, plot)| (account, Thing::Plot(plot)));
        let funds = funds(db, since).await?.into_iter().map(|(account, fund)| (account, Thing::Fund(fund)));
        Ok(Self(wishes.chain(plots).chain(funds).collect()))
    }

    /// Whether this account did.
    pub fn is_by(&self, account: AccountId, thing: Thing) -> bool {
        self.0.contains(&(account, thing))
    }

    /// The wishes, each with those of these accounts that gave it back.
    pub fn wishes(&self, accounts: &HashSet<AccountId>) -> HashMap<WishId, BTreeSet<AccountId>> {
        let mut wishes: HashMap<WishId, BTreeSet<AccountId>> = HashMap::new();
        for (account, thing) in self.0.iter().filter(|(account, _)| accounts.contains(account)) {
            if let Thing::Wish(wish) = thing {
                wishes.entry(*wish).or_default().insert(*account);
            }
        }
        wishes
    }
}

async fn wishes(db: &impl ConnectionTrait, since: Time) -> Result<Vec<(AccountId, WishId)>> {
    let ended = claim::Entity::find()
        .select_only()
        .column(claim::Column::AccountId)
        .column(claim::Column::WishId)
        .filter(claim::COLUMN.state.is_in([claim::State::Released, claim::State::Lapsed]))
        .filter(claim::COLUMN.ended_at.gt(since))
        .filter(claim::COLUMN.account_id.is_not_null());
    Ok(ended.into_tuple().all(db).await?)
}

async fn plots(db: &impl ConnectionTrait, since: Time) -> Result<Vec<(AccountId, PlotId)>> {
    let ended = adoption::Entity::find()
        .select_only()
        .column(adoption::Column::AccountId)
        .column(adoption::Column::PlotId)
        .filter(adoption::COLUMN.state.is_in([adoption::State::Released, adoption::State::Lapsed]))
        .filter(adoption::COLUMN.ended_at.gt(since));
    Ok(ended.into_tuple().all(db).await?)
}

/// Sums that were asked for and are not promised, though they could be.
async fn funds(db: &impl ConnectionTrait, since: Time) -> Result<Vec<(AccountId, FundId)>> {
    let to =
        fund_line::Entity::belongs_to(proposal::Entity).from(fund_line::Column::ProposalId).to(proposal::Column::Id);
    let answered = fund_line::Entity::find()
        .select_only()
        .column(proposal::Column::AccountId)
        .column(fund_line::Column::FundId)
        .join(JoinType::InnerJoin, to.into())
        .filter(fund_line::COLUMN.pledge_id.is_null())
        .filter(fund_line::COLUMN.lost.is_null())
        .filter(proposal::COLUMN.answered_at.gt(since));
    Ok(answered.into_tuple().all(db).await?)
}
