//! The office writes down who supports an elder, and lets a couple share its children.

use chrono::Months;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, entity::prelude::*, sea_query::OnConflict};
use serde::Deserialize;

use super::{ActiveModel, Kin, ask, of_elder, record, record::Record, support};
use crate::{
    Fen, Field, FormKey, Refusal, Result, Store, Time,
    account::{self, Role},
    actor::Officer,
    elder,
    error::Refusals,
    fund::{self, rule},
    id::{AccountId, ElderId, FundId, SupporterId},
    journal::{self, Act, Subject},
    money,
    month::Month,
    store::Txn,
    text,
};

/// Longest name or phone, in characters.
pub const LINE: usize = 40;

/// As typed. No `Debug`: it holds a name.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub supporter_name: String,
    /// May be empty.
    pub supporter_phone: String,
    /// A [`Kin`] by its key.
    pub relation: String,
    /// Of a donor's account that was proved; blank: kept by the office.
    pub email: String,
    /// For each month; blank: what the rule says.
    pub pledge: String,
    /// The first month in which something is due: `2026-12`.
    pub month: String,
}

/// What was typed, read.
pub(crate) struct Read {
    pub record: Record,
    pub relation: Kin,
    pub account: Option<AccountId>,
    pub pledged: Option<Fen>,
    pub since: Month,
}

/// The months from which a supporter may begin: from two years ago, or since the elder joined, up to three ahead.
pub fn choices(elder: &elder::Model, now: Time) -> Vec<Month> {
    let joined = Month::with(elder.joined_on);
    offered(now).into_iter().filter(|month| *month >= joined).collect()
}

/// For elders who joined ever so long ago.
fn offered(now: Time) -> Vec<Month> {
    let this = Month::of(now);
    let first = Month::with(this.first() - Months::new(24));
    let last = Month::with(this.first() + Months::new(3));
    std::iter::successors(Some(last), |month| Some(month.previous())).take_while(|month| *month >= first).collect()
}

/// A month in which something can be due for this elder.
fn since(elder: &elder::Model, typed: &str, now: Time) -> Result<Month, Refusal> {
    let month: Option<Month> = typed.trim().parse().ok().filter(|month| offered(now).contains(month));
    let month = month.ok_or(Refusal::NotAChoice(Field::Month))?;
    if month < Month::with(elder.joined_on) {
        return Err(Refusal::DayBefore(Field::Month, elder.joined_on));
    }
    Ok(month)
}

pub async fn add(
    store: &Store,
    officer: Officer,
    elder: ElderId,
    typed: &Typed,
    form: &FormKey,
    now: Time,
) -> Result<SupporterId> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let (fund, elder) = elder::lock(&txn, elder).await?;
    if !elder.state.is_in() {
        return Err(Refusal::ElderState.into());
    }
    let read = typed.read(&txn, &elder, now).await?;
    let id = enter(store, &txn, fund.id, &[elder.id], read, Some(officer.account()), now).await?;
    journal::note(&txn, officer, Act::SupporterAdded, Subject("elder", elder.id.0), &id.to_string(), now).await?;
    form.keep(&txn, &id, now).await?;
    txn.commit().await?;
    Ok(id)
}

/// Writes a supporter of these elders down, with the code to pay under.
pub(crate) async fn enter(
    store: &Store,
    txn: &Txn,
    fund: FundId,
    elders: &[ElderId],
    read: Read,
    by: Option<AccountId>,
    now: Time,
) -> Result<SupporterId> {
    let row = ActiveModel {
        fund_id: Set(fund),
        account_id: Set(read.account),
        relation: Set(read.relation),
        pledged_fen: Set(read.pledged),
        since_on: Set(read.since.first()),
        ended_on: Set(None),
        created_by: Set(by),
        created_at: Set(now),
        ..Default::default()
    };
    let made = row.insert(txn).await?;
    let id = made.id;
    record::write(store, txn, id, &read.record).await?;
    let links = elders.iter().map(|elder| support::ActiveModel { supporter_id: Set(id), elder_id: Set(*elder) });
    support::Entity::insert_many(links).exec_without_returning(txn).await?;
    let fund = fund::find(txn, fund).await?;
    ask::open(store, txn, &fund, &made, now).await?;
    Ok(id)
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Shared {
    /// The other of the couple, by number.
    pub elder: String,
}

/// The other elder's supporters support this one as well: what they pay from now on is for both, in equal parts.
pub async fn share(
    store: &Store,
    officer: Officer,
    elder: ElderId,
    typed: &Shared,
    form: &FormKey,
    now: Time,
) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let (fund, elder) = elder::lock(&txn, elder).await?;
    if !elder.state.is_in() {
        return Err(Refusal::ElderState.into());
    }
    let no_choice = || Refusal::NotAChoice(Field::Elder);
    let other: ElderId = typed.elder.parse().map_err(|_| no_choice())?;
    let other = elder::Entity::find_by_id(other).filter(elder::COLUMN.fund_id.eq(fund.id)).one(&txn).await?;
    let other = other.filter(|other| other.id != elder.id && other.state.is_in()).ok_or_else(no_choice)?;
    let supporters = of_elder(&txn, other.id).await?;
    if supporters.is_empty() {
        return Err(no_choice().into());
    }
    let links =
        supporters.iter().map(|one| support::ActiveModel { supporter_id: Set(one.id), elder_id: Set(elder.id) });
    let both = [support::Column::SupporterId, support::Column::ElderId];
    support::Entity::insert_many(links)
        .on_conflict(OnConflict::columns(both).do_nothing().to_owned())
        .exec_without_returning(&txn)
        .await?;
    let detail = other.id.to_string();
    journal::note(&txn, officer, Act::SupportersShared, Subject("elder", elder.id.0), &detail, now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

impl Typed {
    async fn read(&self, txn: &Txn, elder: &elder::Model, now: Time) -> Result<Read> {
        let mut refusals = Refusals::default();
        let name = refusals.take(text::line(Field::SupporterName, &self.supporter_name, LINE));
        let phone = refusals.take(text::line_or_empty(Field::SupporterPhone, &self.supporter_phone, LINE));
        let relation = Kin::from_key(&self.relation).ok_or(Refusal::NotAChoice(Field::Relation));
        let relation = refusals.take(relation);
        let pledged = refusals.take(match self.pledge.trim() {
            "" => Ok(None),
            typed => money::read_up_to(Field::Pledge, typed, rule::MOST_MONTHLY).map(Some),
        });
        let since = refusals.take(since(elder, &self.month, now));
        let account = refusals.take(account_of(txn, &self.email).await?);
        let (Some(name), Some(phone), Some(relation), Some(pledged), Some(since), Some(account)) =
            (name, phone, relation, pledged, since, account)
        else {
            return Err(refusals.into());
        };
        Ok(Read { record: Record { name, phone }, relation, account, pledged, since })
    }
}

async fn account_of(txn: &Txn, typed: &str) -> Result<Result<Option<AccountId>, Refusal>> {
    if typed.trim().is_empty() {
        return Ok(Ok(None));
    }
    let email = match text::email(typed) {
        Ok(email) => email,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let found = account::Entity::find()
        .filter(account::COLUMN.email.eq(email))
        .filter(account::COLUMN.role.eq(Role::Donor))
        .filter(account::COLUMN.verified_at.is_not_null())
        .filter(account::COLUMN.disabled_at.is_null())
        .one(txn)
        .await?;
    Ok(found.map(|account| Some(account.id)).ok_or(Refusal::NoSuchDonor))
}
