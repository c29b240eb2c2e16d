//! Adoptions as their donor sees them, and as who keeps the plot does.

use std::collections::{HashMap, HashSet};

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

use super::{
    COLUMN, Column, Entity, Model, State, paper, sign,
    wording::{self, Accepted},
};
use crate::{
    Code, Day, Lang, Refusal, Result, Store, Time, account,
    actor::{Donor, Keeper, Officer},
    id::{AccountId, AdoptionId, HouseholdId, PhotoId, PlotId},
    journal::{self, Act, Subject},
    lang::china_date,
    organiser,
    payment::{
        ForWhat,
        reference::{self, Shown},
    },
    place::{self, township},
    plot::{self, browse::PublicPlot},
};

/// Adoptions on one page of a donor's list.
pub const PAGE: usize = 12;
/// The newest of a donor's adoptions, among which those stand that are not over.
const MOST: u64 = 200;

/// An adoption with its plot, for its donor.
#[derive(Clone, Debug)]
pub struct Own {
    pub adoption: Model,
    pub plot: PublicPlot,
}

/// The donor's own, newest first.
pub async fn own(db: &impl ConnectionTrait, donor: Donor, lang: Lang, now: Time) -> Result<Vec<Own>> {
    with_plots(db, of_donor(donor).limit(MOST).all(db).await?, lang, now).await
}

/// One page of them, and where the next one begins.
pub async fn page(
    db: &impl ConnectionTrait,
    donor: Donor,
    lang: Lang,
    before: Option<AdoptionId>,
    now: Time,
) -> Result<(Vec<Own>, Option<AdoptionId>)> {
    let mut own = of_donor(donor);
    if let Some(before) = before {
        own = own.filter(COLUMN.id.lt(before));
    }
    let most = u64::try_from(PAGE + 1).unwrap_or(u64::MAX);
    let mut adoptions = own.limit(most).all(db).await?;
    let more = adoptions.len() > PAGE;
    adoptions.truncate(PAGE);
    let next = adoptions.last().filter(|_| more).map(|last| last.id);
    Ok((with_plots(db, adoptions, lang, now).await?, next))
}

fn of_donor(donor: Donor) -> Select<Entity> {
    Entity::find().filter(COLUMN.account_id.eq(donor.account())).order_by_desc(COLUMN.id)
}

async fn with_plots(db: &impl ConnectionTrait, adoptions: Vec<Model>, lang: Lang, now: Time) -> Result<Vec<Own>> {
    let rows = plot::Entity::find()
        .filter(plot::COLUMN.id.is_in(adoptions.iter().map(|adoption| adoption.plot_id)))
        .all(db)
        .await?;
    let townships = township::Entity::find().all(db).await?;
    let plots = plot::browse::of_rows(db, rows, &townships, lang, now).await?;
    let with_plot = |adoption: Model| {
        let plot = plots.iter().find(|plot| plot.number == adoption.plot_id)?.clone();
        Some(Own { adoption, plot })
    };
    Ok(adoptions.into_iter().filter_map(with_plot).collect())
}

/// Everything a contract says, in one reader's language.
#[derive(Clone)]
pub struct Contract {
    pub adoption: Model,
    pub plot: PublicPlot,
    /// Whose head signs it; for who prints the village's paper.
    pub household: HouseholdId,
    pub organiser: organiser::Model,
    /// The committee that is witness to it.
    pub village: String,
    /// The name that the donor signed with; blank before.
    pub party: String,
    /// Where the harvest is sent; blank where it is donated on.
    pub delivery: String,
    /// How to pay, once it is signed.
    pub payment: Option<Shown>,
    /// What of the harvest is sent to the donor, in grams, once it is weighed.
    pub part: Option<i64>,
    /// Since when another household farms than the one that was named when it was accepted.
    pub handed_over: Option<Day>,
    /// What it said when it was accepted, where that was kept: it says so for ever.
    pub accepted: Option<Accepted>,
}

/// The donor's own contract; another's is not found.
pub async fn contract(store: &Store, donor: Donor, code: &str, lang: Lang, now: Time) -> Result<Contract> {
    let code: Code = code.parse().map_err(|_| Refusal::NotFound)?;
    let own = Entity::find().filter(COLUMN.code.eq(code)).filter(COLUMN.account_id.eq(donor.account()));
    let adoption = own.one(store.read()).await?.ok_or(Refusal::NotFound)?;
    whole(store, adoption, lang, now).await
}

/// The contract for who has it signed on paper.
pub async fn to_sign(store: &Store, keeper: Keeper, id: PlotId, code: &str, lang: Lang, now: Time) -> Result<Contract> {
    let plot = plot::find(store.read(), keeper, id).await?;
    let code: Code = code.parse().map_err(|_| Refusal::NotFound)?;
    let its = Entity::find().filter(COLUMN.code.eq(code)).filter(COLUMN.plot_id.eq(plot.id));
    let adoption = its.filter(COLUMN.signed_at.is_not_null()).one(store.read()).await?.ok_or(Refusal::NotFound)?;
    whole(store, adoption, lang, now).await
}

async fn whole(store: &Store, adoption: Model, lang: Lang, now: Time) -> Result<Contract> {
    let db = store.read();
    let plot = plot::Entity::find_by_id(adoption.plot_id).one(db).await?.ok_or(Refusal::NotFound)?;
    let organiser = plot.organiser_id.ok_or(Refusal::NotFound)?;
    let organiser = organiser::change::find(db, organiser).await?;
    let household = plot.household_id;
    let village = place::village_of(db, plot.village_id).await?.name;
    let part = match plot.weight_g {
        Some(_) => parts(db, &plot).await?.remove(&adoption.code),
        None => None,
    };
    let handed_over = journal::last(db, Act::PlotHandedOver, Subject("plot", plot.id.0)).await?;
    let handed_over = handed_over.filter(|at| adoption.signed_at.is_some_and(|accepted| accepted <= *at));
    let handed_over = handed_over.map(china_date);
    let plot = plot::browse::one(db, plot.id, lang, now).await?;
    let (party, delivery) = sign::words(store, &adoption)?;
    let payment = match reference::of(db, ForWhat::Adoption(adoption.id)).await? {
        Some(reference) => Some(reference::show(db, reference).await?),
        None => None,
    };
    let accepted = wording::of(db, adoption.id).await?;
    Ok(Contract {
        adoption,
        plot,
        household,
        organiser,
        village,
        party,
        delivery,
        payment,
        part,
        handed_over,
        accepted,
    })
}

/// An adoption as who keeps the plot sees it: by what the donor chose to be called.
#[derive(Clone, Debug)]
pub struct Kept {
    pub adoption: Model,
    /// `None`: 爱心人士.
    pub donor: Option<String>,
    /// The scan of what the household signed.
    pub scan: Option<PhotoId>,
}

/// All adoptions of a plot, oldest first.
pub async fn of_plot(db: &impl ConnectionTrait, keeper: Keeper, id: PlotId) -> Result<Vec<Kept>> {
    plot::find(db, keeper, id).await?;
    let adoptions = Entity::find().filter(COLUMN.plot_id.eq(id)).order_by_asc(COLUMN.id).all(db).await?;
    let donors = account::Entity::find()
        .filter(account::COLUMN.id.is_in(adoptions.iter().map(|adoption| adoption.account_id)))
        .all(db)
        .await?;
    let names: HashMap<AccountId, Option<String>> =
        donors.into_iter().map(|account| (account.id, account.public_name)).collect();
    let scans = paper::newest(db, &adoptions).await?;
    let kept = |adoption: Model| Kept {
        donor: names.get(&adoption.account_id).cloned().flatten(),
        scan: scans.get(&adoption.id.0).and_then(|scans| scans.last().copied()),
        adoption,
    };
    Ok(adoptions.into_iter().map(kept).collect())
}

/// Those of a plot that money may have come for.
pub(crate) async fn bound(db: &impl ConnectionTrait, id: PlotId) -> Result<HashSet<AdoptionId>> {
    let ids: Vec<AdoptionId> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(COLUMN.plot_id.eq(id))
        .filter(COLUMN.state.is_in(State::BOUND))
        .into_tuple()
        .all(db)
        .await?;
    Ok(ids.into_iter().collect())
}

/// Where one adopter's part of the harvest goes.
#[derive(Clone)]
pub struct Delivery {
    pub party: String,
    pub delivery: String,
    /// Kilograms: of what was harvested, and before that of what was promised.
    pub harvest: String,
    /// Kilograms promised, where it is less.
    pub promised: Option<String>,
}

/// Those to whom some of a plot's harvest is sent, oldest first.
async fn sent_to(db: &impl ConnectionTrait, id: PlotId) -> Result<Vec<Model>> {
    let paid = Entity::find()
        .filter(COLUMN.plot_id.eq(id))
        .filter(COLUMN.state.is_in([State::Paid, State::Delivered]))
        .filter(COLUMN.delivery.is_not_null());
    Ok(paid.order_by_asc(COLUMN.id).all(db).await?)
}

/// What of a plot's harvest is sent to each, in grams, by the numbers of their contracts: as the office's list has it.
pub(crate) async fn parts(db: &impl ConnectionTrait, plot: &plot::Model) -> Result<HashMap<Code, i64>> {
    let adoptions = sent_to(db, plot.id).await?;
    let shares: Vec<i32> = adoptions.iter().map(|adoption| adoption.shares).collect();
    let due = plot::weight::due_to(plot, &shares);
    Ok(adoptions.into_iter().map(|adoption| adoption.code).zip(due).collect())
}

/// What of a plot is to be sent, and to whom.
#[derive(Clone)]
pub struct Deliveries {
    pub plot: plot::Model,
    pub lines: Vec<Delivery>,
    /// Kilograms of all of them.
    pub total: String,
}

/// What is to be sent to the adopters of a plot; the look stands in the journal.
pub async fn deliveries(store: &Store, officer: Officer, id: PlotId, now: Time) -> Result<Deliveries> {
    let txn = store.write().await?;
    let plot = plot::find(&txn, Keeper::Office(officer), id).await?;
    let adoptions = sent_to(&txn, id).await?;
    let count = adoptions.len().to_string();
    journal::note(&txn, officer, Act::DeliveriesLooked, Subject("plot", id.0), &count, now).await?;
    txn.commit().await?;
    let shares: Vec<i32> = adoptions.iter().map(|adoption| adoption.shares).collect();
    let (promised, due) = (plot::weight::promised_to(&plot, &shares), plot::weight::due_to(&plot, &shares));
    let total = plot::weight::kilograms(due.iter().sum());
    let line = |(adoption, (promised, due)): (&Model, (i64, i64))| {
        let (party, delivery) = sign::words(store, adoption)?;
        let promised = (due < promised).then(|| plot::weight::kilograms(promised));
        Ok(Delivery { party, delivery, harvest: plot::weight::kilograms(due), promised })
    };
    let lines: Result<Vec<Delivery>> = adoptions.iter().zip(promised.into_iter().zip(due)).map(line).collect();
    Ok(Deliveries { plot, lines: lines?, total })
}
