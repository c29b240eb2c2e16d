//! Several gifts of a donor's to one school, sent in one act: in one parcel, or brought on one day. All of them, or
//! none.

use std::collections::HashMap;

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

use super::{COLUMN, Entity, Model, Way, can_be_sent, send};
use crate::{
    Code, Error, Field, FormKey, Lang, Refusal, Result, Store, Time,
    actor::Donor,
    claim::desk::{self, Line},
    error::Refusals,
    id::{SchoolId, WishId},
    outbox::{compose, letter::Delivery},
    store::Txn,
    wish,
};

/// What is ticked, by its gift codes, and how all of it travels.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    pub ticks: Vec<String>,
    pub way: super::Typed,
}

impl Typed {
    fn read(&self) -> Result<(Vec<Code>, Way)> {
        let mut refusals = Refusals::default();
        let codes = refusals.take(self.codes());
        match (codes, self.way.read()) {
            (Some(codes), Ok(way)) => Ok((codes, way)),
            (None, Ok(_)) => Err(refusals.into()),
            (_, Err(Error::Refused(refused))) => {
                for refusal in refused.0 {
                    refusals.add(refusal);
                }
                Err(refusals.into())
            }
            (_, Err(error)) => Err(error),
        }
    }

    /// Each once.
    fn codes(&self) -> Result<Vec<Code>, Refusal> {
        if self.ticks.is_empty() {
            return Err(Refusal::Missing(Field::Gifts));
        }
        let codes: Result<Vec<Code>, _> = self.ticks.iter().map(|tick| tick.parse::<Code>()).collect();
        let mut codes = codes.map_err(|_| Refusal::NoSuchChoice(Field::Gifts))?;
        codes.sort_unstable();
        codes.dedup();
        Ok(codes)
    }
}

/// A donor's gifts that are still to be sent to one school.
#[derive(Clone, Debug)]
pub struct ToSchool {
    pub delivery: Delivery,
    /// The first claimed first.
    pub gifts: Vec<Line>,
}

/// School by school, the one whose gift was claimed first before the others. What has a problem waits for the office.
pub async fn by_school(db: &impl ConnectionTrait, donor: Donor, lang: Lang) -> Result<Vec<ToSchool>> {
    let lines = desk::to_send(db, donor, lang).await?.into_iter().filter(|line| line.problem.is_none());
    let lines: Vec<Line> = lines.collect();
    let wishes =
        wish::Entity::find().filter(wish::COLUMN.id.is_in(lines.iter().map(|line| line.claim.wish_id))).all(db).await?;
    let school_of: HashMap<WishId, SchoolId> = wishes.iter().map(|wish| (wish.id, wish.school_id)).collect();
    let mut schools: Vec<(SchoolId, Vec<Line>)> = Vec::new();
    for line in lines {
        let Some(school) = school_of.get(&line.claim.wish_id) else { continue };
        match schools.iter_mut().find(|(known, _)| known == school) {
            Some((_, its)) => its.push(line),
            None => schools.push((*school, vec![line])),
        }
    }
    let mut all = Vec::with_capacity(schools.len());
    for (school, gifts) in schools {
        all.push(ToSchool { delivery: compose::delivery(db, school).await?, gifts });
    }
    Ok(all)
}

/// Every gift that is ticked: confirmed → shipped; said again, the newer word counts. Says how many.
pub async fn ship_together(store: &Store, donor: Donor, typed: &Typed, form: &FormKey, now: Time) -> Result<usize> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let (codes, way) = typed.read()?;
    let gifts = own(&txn, donor, &codes).await?;
    let school = gifts.first().map(|(wish, _)| wish.school_id);
    if gifts.iter().any(|(wish, _)| Some(wish.school_id) != school) {
        return Err(Refusal::SeveralSchools.into());
    }
    for (wish, claim) in &gifts {
        if !can_be_sent(claim) {
            return Err(Refusal::NotToSend(wish.code.clone()).into());
        }
        send(&txn, donor, (wish, claim), &way, now).await?;
    }
    form.keep(&txn, &gifts.len(), now).await?;
    txn.commit().await?;
    Ok(gifts.len())
}

/// The donor's newest claims for these, their wishes locked in the order of their numbers; another donor's answers like
/// a missing one.
async fn own(txn: &Txn, donor: Donor, codes: &[Code]) -> Result<Vec<(wish::Model, Model)>> {
    let wishes = wish::Entity::find()
        .filter(wish::COLUMN.code.is_in(codes.iter().cloned()))
        .order_by_asc(wish::COLUMN.id)
        .lock_exclusive()
        .all(txn)
        .await?;
    let claims = Entity::find()
        .filter(COLUMN.wish_id.is_in(wishes.iter().map(|wish| wish.id)))
        .filter(COLUMN.account_id.eq(donor.account()))
        .order_by_asc(COLUMN.id)
        .all(txn)
        .await?;
    let mut newest: HashMap<WishId, Model> = claims.into_iter().map(|claim| (claim.wish_id, claim)).collect();
    let gifts: Vec<_> =
        wishes.into_iter().filter_map(|wish| newest.remove(&wish.id).map(|claim| (wish, claim))).collect();
    if gifts.len() == codes.len() { Ok(gifts) } else { Err(Refusal::NoSuchChoice(Field::Gifts).into()) }
}
