//! Credit that can be used no longer: the next season is sown or came to nothing, or the plot was closed without one.
//! It lies with the old plot until an officer gives it back.

use std::collections::HashMap;

use sea_orm::{QueryOrder, entity::prelude::*};

use super::{Before, unused};
use crate::{
    Fen, Result,
    id::{AdoptionId, PlotId},
    plot::{self, ShortfallRule},
};

/// What one adopter of a plot could not use.
pub(crate) struct Left {
    pub plot: PlotId,
    /// What they adopted there.
    pub adoptions: Vec<AdoptionId>,
    pub amount: Fen,
}

/// By plot and adopter.
pub(crate) async fn left(db: &impl ConnectionTrait) -> Result<Vec<Left>> {
    let settled = plot::Entity::find()
        .filter(plot::COLUMN.shortfall_rule.eq(ShortfallRule::Credit))
        .filter(plot::Column::CreditFen.is_not_null())
        .filter(plot::Column::SettledAt.is_not_null())
        .order_by_asc(plot::COLUMN.id)
        .all(db)
        .await?;
    let next = plot::Entity::find().filter(plot::COLUMN.follows.is_in(settled.iter().map(|plot| plot.id)));
    let next: HashMap<PlotId, plot::Model> =
        next.all(db).await?.into_iter().filter_map(|next| Some((next.follows?, next))).collect();
    let mut seasons = Vec::new();
    for plot in &settled {
        let next = next.get(&plot.id);
        let credit = plot.credit_of_share().filter(|_| is_over(plot, next));
        seasons.extend(credit.map(|credit| (Before { plot: plot.id, credit }, next)));
    }
    let unused = unused(db, &seasons, None).await?.into_iter().filter(|(_, unused)| unused.amount > Fen::ZERO);
    Ok(unused.map(|((plot, _), one)| Left { plot, adoptions: one.adoptions, amount: one.amount }).collect())
}

fn is_over(plot: &plot::Model, next: Option<&plot::Model>) -> bool {
    match next {
        Some(next) => next.growing_at.is_some() || next.state == plot::State::Closed,
        None => plot.state == plot::State::Closed,
    }
}
