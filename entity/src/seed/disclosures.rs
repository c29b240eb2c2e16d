//! Disclosure reports of the demonstration: the office has published what was due of the plots and the funds, but for
//! the newest quarters.

use super::cast::People;
use crate::{
    Result, Time, fund,
    report::{About, period::Kind, publish, season},
    store::Txn,
};

pub(super) async fn tell(txn: &Txn, people: &People, now: Time) -> Result<()> {
    let seasons = season::all(txn).await?.into_iter().map(About::Season);
    let funds = fund::opened(txn).await?.into_iter().map(|fund| About::Fund(fund.id));
    for about in seasons.chain(funds) {
        let periods = about.periods(txn, now).await?;
        let mut over: Vec<_> = periods.iter().filter(|period| period.is_over).collect();
        // The newest quarter of what still runs is left for the office to do, where it is not the only one.
        if over.len() > 1 && over.last().is_some_and(|period| period.kind != Kind::Final) {
            over.pop();
        }
        for period in over {
            publish::keep(txn, people.office, about, period, now).await?;
        }
    }
    Ok(())
}
