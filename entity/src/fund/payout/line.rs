//! What one elder gets in a run.

use sea_orm::entity::prelude::*;

use super::compute::{Line, Match};
use crate::{
    Fen,
    id::{ElderId, PayoutId},
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "fund_payout_line")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub payout_id: PayoutId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub elder_id: ElderId,
    pub family_fen: Fen,
    pub base_fen: Fen,
    pub wanted_fen: Fen,
    pub government_fen: Fen,
    pub society_fen: Fen,
    pub carried_government_fen: Fen,
    pub carried_society_fen: Fen,
    /// The elder was not there to sign; it comes again in the next run.
    pub held_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub fn computed(&self) -> Line {
        Line {
            elder: self.elder_id,
            family: self.family_fen,
            base: self.base_fen,
            wanted: self.wanted_fen,
            given: Match { government: self.government_fen, society: self.society_fen },
            carried: Match { government: self.carried_government_fen, society: self.carried_society_fen },
        }
    }

    pub const fn government(&self) -> Fen {
        Fen(self.government_fen.0 + self.carried_government_fen.0)
    }

    pub const fn society(&self) -> Fen {
        Fen(self.society_fen.0 + self.carried_society_fen.0)
    }
}
