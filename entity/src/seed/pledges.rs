//! Pledges of the demonstration, through the verbs themselves: one that comes every month, one that was given at once,
//! one that rests, one of which nothing came.

use chrono::TimeDelta;

use super::{cast::People, payments::signed_in};
use crate::{
    FormKey, Result, Store, Time,
    actor::Officer,
    fund,
    id::{AccountId, FundId, PledgeId},
    lang::china_date,
    payment::{ForWhat, record, reference},
    pledge::{Every, make, rest},
};

/// Who writes down what, and when.
struct Desk<'s> {
    store: &'s Store,
    officer: Officer,
    now: Time,
}

pub(super) async fn tell(store: &Store, people: &People, now: Time) -> Result<()> {
    let desk = Desk { store, officer: signed_in(store, people.office).await?.officer()?, now };
    let funds = fund::opened(store.read()).await?;
    let (Some(first), Some(last)) = (funds.first(), funds.last()) else { return Ok(()) };
    let monthly = desk.pledged(people.lin, first.id, ("30", Every::Monthly), 100).await?;
    for days_ago in [96, 66, 36] {
        desk.arrived(monthly, "30", days_ago).await?;
    }
    let once = desk.pledged(people.company, first.id, ("500", Every::Once), 20).await?;
    desk.arrived(once, "500", 17).await?;
    let rests = desk.pledged(people.grace, last.id, ("50", Every::Monthly), 75).await?;
    desk.arrived(rests, "50", 70).await?;
    let grace = signed_in(store, people.grace).await?.donor()?;
    rest::pause(store, grace, rests, &desk.form(), desk.ago(40)).await?;
    desk.pledged(people.others[0], last.id, ("20", Every::Monthly), 75).await?;
    Ok(())
}

impl Desk<'_> {
    fn form(&self) -> FormKey {
        FormKey::new("seed", &self.store.dice.id())
    }

    fn ago(&self, days: i64) -> Time {
        self.now - TimeDelta::days(days)
    }

    async fn pledged(
        &self,
        account: AccountId,
        fund: FundId,
        (amount, every): (&str, Every),
        days_ago: i64,
    ) -> Result<PledgeId> {
        let donor = signed_in(self.store, account).await?.donor()?;
        let typed = make::Typed { amount: amount.to_owned(), every: every.key().to_owned() };
        make::make(self.store, donor, fund, &typed, &self.form(), self.ago(days_ago)).await
    }

    async fn arrived(&self, pledge: PledgeId, amount: &str, days_ago: i64) -> Result<()> {
        let reference = reference::of(self.store.read(), ForWhat::Pledge(pledge)).await?;
        let code = reference.map_or_else(String::new, |reference| reference.code.to_string());
        let typed = record::Typed {
            payer: "样例爱心人士".to_owned(),
            remark: code.clone(),
            payment_code: code,
            amount: amount.to_owned(),
            arrived_on: china_date(self.ago(days_ago)).to_string(),
            ..record::Typed::default()
        };
        record::record(self.store, self.officer, &typed, &self.form(), self.now).await.map(|_| ())
    }
}
