//! What letters say about gifts, phases and schools, read in the transaction of the act they tell of.

use std::collections::HashMap;

use sea_orm::{QueryOrder, entity::prelude::*};

use super::{
    Recipient,
    letter::{Delivery, Gift, PhaseLine},
};
use crate::{
    Error, Lang, Result,
    account::{self, Role},
    id::{PhaseId, SchoolId, TownshipId},
    organiser, phase,
    place::township,
    school, wish,
};

/// The phase and who answers for it, in the reader's language.
pub(crate) async fn phase_line(db: &impl ConnectionTrait, id: PhaseId, lang: Lang) -> Result<PhaseLine> {
    let phase = phase::Entity::find_by_id(id).one(db).await?.ok_or_else(|| missing("phase"))?;
    line_of(db, &phase, lang).await
}

/// The same, of a phase that was read already.
pub(crate) async fn line_of(db: &impl ConnectionTrait, phase: &phase::Model, lang: Lang) -> Result<PhaseLine> {
    let organiser = organiser::of_phase(db, phase).await?;
    Ok(PhaseLine {
        number: phase.number,
        title: phase.title(lang).to_owned(),
        organiser: organiser.map_or_else(String::new, |organiser| organiser.name(lang).to_owned()),
    })
}

/// One wish as a letter may show it.
pub(crate) async fn gift(db: &impl ConnectionTrait, wish: &wish::Model, lang: Lang) -> Result<Gift> {
    gifts(db, std::slice::from_ref(wish), lang).await?.pop().ok_or_else(|| missing("wish"))
}

/// Several wishes as a letter may show them, in the same order; two statements however many they are.
pub(crate) async fn gifts(db: &impl ConnectionTrait, wishes: &[wish::Model], lang: Lang) -> Result<Vec<Gift>> {
    Ok(gifts_to_send(db, wishes, lang).await?.into_iter().map(|(gift, _)| gift).collect())
}

/// The same with where each is sent: only for the donor who confirmed them.
pub(crate) async fn gifts_to_send(
    db: &impl ConnectionTrait,
    wishes: &[wish::Model],
    lang: Lang,
) -> Result<Vec<(Gift, Delivery)>> {
    let schools: HashMap<SchoolId, school::Model> = school::Entity::find()
        .filter(school::COLUMN.id.is_in(wishes.iter().map(|wish| wish.school_id)))
        .all(db)
        .await?
        .into_iter()
        .map(|school| (school.id, school))
        .collect();
    let townships: HashMap<TownshipId, township::Model> = township::Entity::find()
        .filter(township::COLUMN.id.is_in(wishes.iter().map(|wish| wish.township_id)))
        .all(db)
        .await?
        .into_iter()
        .map(|township| (township.id, township))
        .collect();
    let of = |wish: &wish::Model| {
        let school = schools.get(&wish.school_id).ok_or_else(|| missing("school"))?;
        let township = townships.get(&wish.township_id).ok_or_else(|| missing("township"))?;
        let gift = Gift {
            code: wish.code.clone(),
            category: wish.category,
            item: wish.item.clone(),
            specification: wish.details(lang),
            grade_band: wish.grade_band(),
            price: wish.price_fen,
            school: school.alias(lang).to_owned(),
            township: township.name(lang).to_owned(),
        };
        Ok((gift, delivery_to(school)))
    };
    wishes.iter().map(of).collect()
}

/// Where a confirmed gift is sent: only for the donor who confirmed it.
pub(crate) async fn delivery(db: &impl ConnectionTrait, id: SchoolId) -> Result<Delivery> {
    let school = school::Entity::find_by_id(id).one(db).await?.ok_or_else(|| missing("school"))?;
    Ok(delivery_to(&school))
}

fn delivery_to(school: &school::Model) -> Delivery {
    Delivery {
        school: school.name.clone(),
        address: school.delivery_address.clone(),
        contact: school.delivery_contact.clone(),
        phone: school.delivery_phone.clone(),
    }
}

/// Everybody who signs in for the school.
pub(crate) async fn teachers(db: &impl ConnectionTrait, id: SchoolId) -> Result<Vec<Recipient>> {
    let accounts = account::Entity::find()
        .filter(account::COLUMN.school_id.eq(id))
        .filter(account::COLUMN.role.eq(Role::School))
        .filter(account::COLUMN.disabled_at.is_null())
        .order_by_asc(account::COLUMN.id)
        .all(db)
        .await?;
    Ok(accounts.iter().map(Recipient::from).collect())
}

/// Every officer and admin.
pub(crate) async fn officers(db: &impl ConnectionTrait) -> Result<Vec<Recipient>> {
    let accounts = account::Entity::find()
        .filter(account::COLUMN.role.is_in([Role::Office, Role::Admin]))
        .filter(account::COLUMN.disabled_at.is_null())
        .order_by_asc(account::COLUMN.id)
        .all(db)
        .await?;
    Ok(accounts.iter().map(Recipient::from).collect())
}

/// A row that a foreign key promises.
fn missing(what: &str) -> Error {
    Error::Db(DbErr::RecordNotFound(format!("a {what} that a letter tells of")))
}
