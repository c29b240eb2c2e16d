//! What the school typed, read and judged field by field, so that the form is told of all its mistakes at once.

use sea_orm::{ActiveValue::Set, entity::prelude::*};

use super::{AGES, HOUSEHOLD, ITEM, PERSON, SITUATION, SPECIFICATION, Typed};
use crate::{
    Day, Fen, Field, Refusal, Result, Time,
    child::{consent::Paper, record::Record},
    error::Refusals,
    id::PhaseId,
    lang::china_date,
    phase, text,
    wish::{ActiveModel, Category, Gender, Model},
};

/// A form that can be saved.
pub(super) struct Read {
    /// The columns that are typed.
    pub wish: ActiveModel,
    pub item: String,
    pub specification: String,
    pub record: Record,
    pub consent: Option<Paper>,
}

/// `before`: the wish as it stands, if it exists already; its phase does not change.
pub(super) async fn read(db: &impl ConnectionTrait, typed: &Typed, before: Option<&Model>, now: Time) -> Result<Read> {
    let today = china_date(now);
    let mut refusals = Refusals::default();
    let phase = refusals.take(chosen_phase(db, before.map(|wish| wish.phase_id), &typed.phase).await?);
    let wish = read_wish(&mut refusals, typed, phase.as_ref());
    let record = read_record(&mut refusals, typed, today);
    let had_consent = before.is_some_and(|wish| wish.consent_id.is_some());
    let consent = read_consent(&mut refusals, typed, had_consent, today);
    if let (Some(record), Some(consent)) = (&record, &consent)
        && consent.given_on < record.birth_date
    {
        refusals.add(Refusal::ConsentBeforeBirth);
    }
    match (phase, wish, record) {
        (Some(phase), Some((wish, item, specification)), Some(record)) if refusals.is_empty() => {
            Ok(Read { wish: ActiveModel { phase_id: Set(phase.id), ..wish }, item, specification, record, consent })
        }
        _ => Err(refusals.into()),
    }
}

/// Wishes are written while the phase is drafted or open.
async fn chosen_phase(
    db: &impl ConnectionTrait,
    within: Option<PhaseId>,
    typed: &str,
) -> Result<std::result::Result<phase::Model, Refusal>> {
    let id = match (within, typed) {
        (Some(id), _) => Some(id),
        (None, "") => return Ok(Err(Refusal::Missing(Field::Phase))),
        (None, typed) => typed.parse().ok(),
    };
    let Some(id) = id else { return Ok(Err(Refusal::NotAChoice(Field::Phase))) };
    let found: Option<phase::Model> = phase::Entity::find_by_id(id).one(db).await?;
    Ok(match found {
        None => Err(Refusal::NotAChoice(Field::Phase)),
        Some(phase) if phase.takes_wishes() => Ok(phase),
        Some(_) => Err(Refusal::PhaseState),
    })
}

fn read_wish(
    refusals: &mut Refusals,
    typed: &Typed,
    phase: Option<&phase::Model>,
) -> Option<(ActiveModel, String, String)> {
    let category = refusals.take(match typed.category.as_str() {
        "" => Err(Refusal::Missing(Field::Category)),
        key => Category::from_key(key).ok_or(Refusal::NotAChoice(Field::Category)),
    });
    let item = refusals.take(text::words(Field::Item, &typed.item, ITEM));
    let specification = refusals.take(text::line_or_empty(Field::Specification, &typed.specification, SPECIFICATION));
    let grade = refusals.take(text::number(Field::Grade, &typed.grade, 1..=9));
    let gender = refusals.take(match typed.gender.as_str() {
        "" => Ok(None),
        key => Gender::from_key(key).map(Some).ok_or(Refusal::NotAChoice(Field::Gender)),
    });
    let price = refusals.take(read_price(&typed.price, phase));
    let (category, item, specification) = (category?, item?, specification?);
    let row = ActiveModel {
        category: Set(category),
        item: Set(item.clone()),
        specification: Set(specification.clone()),
        grade: Set(grade?),
        // Elsewhere nobody needs to know it.
        gender: Set(gender?.filter(|_| category.needs_gender())),
        price_fen: Set(price?),
        ..Default::default()
    };
    Some((row, item, specification))
}

fn read_price(typed: &str, phase: Option<&phase::Model>) -> std::result::Result<Fen, Refusal> {
    if typed.trim().is_empty() {
        return Err(Refusal::Missing(Field::Price));
    }
    let price: Fen = typed.parse().map_err(|_| Refusal::NotMoney(Field::Price))?;
    match phase.map(|phase| phase.price_cap_fen) {
        _ if price <= Fen(0) => Err(Refusal::NotMoney(Field::Price)),
        Some(cap) if price > cap => Err(Refusal::OverCap(cap)),
        _ => Ok(price),
    }
}

fn read_record(refusals: &mut Refusals, typed: &Typed, today: Day) -> Option<Record> {
    let name = refusals.take(text::person(Field::ChildName, &typed.child_name, PERSON));
    let birth_date = refusals.take(read_birth_date(&typed.birth_date, today));
    let guardian = refusals.take(text::person_or_empty(Field::Guardian, &typed.guardian, PERSON));
    let household = refusals.take(text::line_or_empty(Field::Household, &typed.household, HOUSEHOLD));
    let situation = refusals.take(text::lines(Field::Situation, &typed.situation, SITUATION));
    if let (Some(name), Some(guardian)) = (&name, &guardian)
        && text::same_name(name, guardian)
    {
        refusals.add(Refusal::GuardianIsChild);
    }
    Some(Record {
        name: name?,
        birth_date: birth_date?,
        guardian: guardian?,
        household: household?,
        situation: situation?,
    })
}

fn read_birth_date(typed: &str, today: Day) -> std::result::Result<Day, Refusal> {
    let day = text::day(Field::BirthDate, typed)?;
    let Some(age) = today.years_since(day) else { return Err(Refusal::DayInFuture(Field::BirthDate)) };
    if i32::try_from(age).is_ok_and(|age| AGES.contains(&age)) {
        return Ok(day);
    }
    Err(Refusal::NotOfAge(*AGES.start(), *AGES.end()))
}

/// A consent is whole or not there yet: with goods ticked, number and date are asked for; a new one that was begun
/// without the tick is refused, so that nothing typed is dropped in silence. Where there was one, no tick ends it.
fn read_consent(refusals: &mut Refusals, typed: &Typed, had_consent: bool, today: Day) -> Option<Paper> {
    if typed.consent_goods.is_empty() {
        let begun = [&typed.form_no, &typed.given_on, &typed.consent_photo, &typed.consent_card];
        if !had_consent && begun.iter().any(|text| !text.trim().is_empty()) {
            refusals.add(Refusal::ConsentMissing);
        }
        return None;
    }
    let form_no = refusals.take(text::line(Field::FormNo, &typed.form_no, PERSON));
    let given_on = refusals.take(match text::day(Field::GivenOn, &typed.given_on) {
        Ok(day) if day > today => Err(Refusal::DayInFuture(Field::GivenOn)),
        read => read,
    });
    let (photo, card) = (!typed.consent_photo.is_empty(), !typed.consent_card.is_empty());
    Some(Paper { form_no: form_no?, given_on: given_on?, photo, card })
}
