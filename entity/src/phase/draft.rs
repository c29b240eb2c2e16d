//! The office drafts a phase: what is typed is read here, for [`super::change`] too.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, QueryOrder, entity::prelude::*};
use serde::Deserialize;

use super::{ActiveModel, COLUMN, Entity, Model, State};
use crate::{
    Day, Fen, Field, FormKey, Refusal, Result, Store, Time,
    actor::Officer,
    error::Refusals,
    id::{OrganiserId, PhaseId},
    journal::{self, Act, Subject},
    lang, organiser, seen, text,
};

/// Longest title, in characters.
pub const TITLE: usize = 60;

/// The highest price cap. The usual ones are 100 to 300 yuan: above this, a nought too many was typed.
pub const MOST_CAP: Fen = Fen::yuan(2_000);

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub number: String,
    pub title_zh: String,
    /// Blank: the Chinese title serves both languages.
    pub title_en: String,
    pub organiser: String,
    pub price_cap: String,
    pub opens_on: String,
    pub claim_until: String,
    pub return_by: String,
    pub hand_out_on: String,
    pub hold_hours: String,
    pub give_days: String,
    pub grace_days: String,
    pub confirm_days: String,
    pub card_days: String,
    pub donor_limit: String,
    /// Ticked: the last day of arrival comes nearer than what some claims were promised, and that is meant.
    pub sure: String,
    /// What stood there when the form was rendered ([`crate::seen`]); blank where nothing did.
    pub seen: String,
}

impl Typed {
    /// A new phase's form: the next number and the usual timers.
    pub async fn suggested(db: &impl ConnectionTrait) -> Result<Self> {
        let last = Entity::find().order_by_desc(COLUMN.number).one(db).await?;
        let organiser = last.as_ref().and_then(|phase| phase.organiser_id);
        Ok(Self {
            number: last.as_ref().map_or(1, |phase| phase.number + 1).to_string(),
            title_zh: last
                .as_ref()
                .map_or_else(String::new, |phase| carried_on(&phase.title_zh, phase.number, phase.number + 1)),
            title_en: last
                .as_ref()
                .map(|phase| (lang::english_shown(&phase.title_en, &phase.title_zh), phase.number))
                .map_or_else(String::new, |(title, number)| carried_on(&title, number, number + 1)),
            organiser: organiser.map_or_else(String::new, |id| id.to_string()),
            price_cap: yuan(last.map_or(Fen::yuan(200), |phase| phase.price_cap_fen)),
            hold_hours: "48".to_owned(),
            give_days: "14".to_owned(),
            grace_days: "5".to_owned(),
            confirm_days: "7".to_owned(),
            card_days: "21".to_owned(),
            donor_limit: "20".to_owned(),
            ..Self::default()
        })
    }
}

/// An earlier phase's title for the next one: where it names its number, it names the new one.
pub(super) fn carried_on(title: &str, number: i32, next: i32) -> String {
    [
        (format!("第{}期", lang::in_words(number)), format!("第{}期", lang::in_words(next))),
        (format!("第{number}期"), format!("第{next}期")),
        (format!("phase {number}"), format!("phase {next}")),
    ]
    .into_iter()
    .fold(title.to_owned(), |title, (old, new)| title.replace(&old, &new))
}

impl From<&Model> for Typed {
    fn from(phase: &Model) -> Self {
        let day = |day: Option<Day>| day.map_or_else(String::new, |day| day.to_string());
        Self {
            number: phase.number.to_string(),
            title_zh: phase.title_zh.clone(),
            title_en: lang::english_shown(&phase.title_en, &phase.title_zh),
            organiser: phase.organiser_id.map_or_else(String::new, |id| id.to_string()),
            price_cap: yuan(phase.price_cap_fen),
            opens_on: day(phase.opens_on),
            claim_until: day(phase.claim_until),
            return_by: day(phase.return_by),
            hand_out_on: day(phase.hand_out_on),
            hold_hours: phase.hold_hours.to_string(),
            give_days: phase.give_days.to_string(),
            grace_days: phase.grace_days.to_string(),
            confirm_days: phase.confirm_days.to_string(),
            card_days: phase.card_days.to_string(),
            donor_limit: phase.donor_limit.to_string(),
            sure: String::new(),
            seen: seen::word(phase),
        }
    }
}

/// Days and organiser may still be blank; see [`super::open::missing`].
pub async fn draft(store: &Store, officer: Officer, typed: &Typed, form: &FormKey, now: Time) -> Result<PhaseId> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let mut row = read(&txn, typed, None).await?;
    row.state = Set(State::Draft);
    row.created_at = Set(now);
    let id = row.insert(&txn).await?.id;
    journal::note(&txn, officer, Act::PhaseDrafted, Subject("phase", id.0), "", now).await?;
    form.keep(&txn, &id, now).await?;
    txn.commit().await?;
    Ok(id)
}

/// What was typed, as a row; a blank timer is the usual one. `before`: the phase that is changed.
pub(super) async fn read(db: &impl ConnectionTrait, typed: &Typed, before: Option<&Model>) -> Result<ActiveModel> {
    let mut refusals = Refusals::default();
    let row = read_words(&mut refusals, typed, before);
    let organiser = refusals.take(chosen_organiser(db, &typed.organiser).await?);
    let days = read_days(&mut refusals, typed);
    let timers = read_timers(&mut refusals, typed);
    let (Some(row), Some(organiser), Some([opens_on, claim_until, return_by, hand_out_on]), Some(timers)) =
        (row, organiser, days, timers)
    else {
        return Err(refusals.into());
    };
    let [hold_hours, give_days, grace_days, confirm_days, card_days, donor_limit] = timers;
    Ok(ActiveModel {
        organiser_id: Set(organiser),
        opens_on: Set(opens_on),
        claim_until: Set(claim_until),
        return_by: Set(return_by),
        hand_out_on: Set(hand_out_on),
        hold_hours: Set(hold_hours),
        give_days: Set(give_days),
        grace_days: Set(grace_days),
        confirm_days: Set(confirm_days),
        card_days: Set(card_days),
        donor_limit: Set(donor_limit),
        ..row
    })
}

fn read_words(refusals: &mut Refusals, typed: &Typed, before: Option<&Model>) -> Option<ActiveModel> {
    let number = refusals.take(text::number(Field::Number, &typed.number, 1..=9_999));
    let title_zh = refusals.take(text::line(Field::TitleZh, &typed.title_zh, TITLE));
    let title_en = refusals.take(text::line_or_empty(Field::TitleEn, &typed.title_en, TITLE));
    let price_cap = refusals.take(read_price_cap(&typed.price_cap, before.map(|phase| phase.price_cap_fen)));
    let (title_zh, title_en) = (title_zh?, title_en?);
    Some(ActiveModel {
        number: Set(number?),
        title_en: Set(lang::english_kept(title_en, &title_zh)),
        title_zh: Set(title_zh),
        price_cap_fen: Set(price_cap?),
        ..Default::default()
    })
}

/// 1 yuan to [`MOST_CAP`], or what stands there: a phase from before this bound can be saved for another change.
fn read_price_cap(typed: &str, stands: Option<Fen>) -> std::result::Result<Fen, Refusal> {
    if typed.trim().is_empty() {
        return Err(Refusal::Missing(Field::PriceCap));
    }
    match typed.parse() {
        Ok(cap) if stands == Some(cap) || (Fen::yuan(1)..=MOST_CAP).contains(&cap) => Ok(cap),
        Ok(_) => Err(Refusal::AmountRange(Field::PriceCap, Fen::yuan(1), MOST_CAP)),
        Err(_) => Err(Refusal::NotMoney(Field::PriceCap)),
    }
}

/// Opening, last claiming day, last day of arrival, hand-out: in this order, each may be blank.
fn read_days(refusals: &mut Refusals, typed: &Typed) -> Option<[Option<Day>; 4]> {
    let mut day = |field, typed: &str| {
        if typed.trim().is_empty() { Some(None) } else { refusals.take(text::day(field, typed)).map(Some) }
    };
    let days = [
        day(Field::OpensOn, &typed.opens_on),
        day(Field::ClaimUntil, &typed.claim_until),
        day(Field::ReturnBy, &typed.return_by),
        day(Field::HandOutOn, &typed.hand_out_on),
    ];
    let [Some(opens_on), Some(claim_until), Some(return_by), Some(hand_out_on)] = days else { return None };
    let days = [opens_on, claim_until, return_by, hand_out_on];
    if days.iter().flatten().is_sorted() {
        return Some(days);
    }
    refusals.add(Refusal::DaysOutOfOrder);
    None
}

fn read_timers(refusals: &mut Refusals, typed: &Typed) -> Option<[i32; 6]> {
    let mut timer = |field, typed: &str, usual: i32, range| {
        if typed.trim().is_empty() { Some(usual) } else { refusals.take(text::number(field, typed, range)) }
    };
    let timers = [
        timer(Field::HoldHours, &typed.hold_hours, 48, 1..=720),
        timer(Field::GiveDays, &typed.give_days, 14, 1..=90),
        timer(Field::GraceDays, &typed.grace_days, 5, 0..=60),
        timer(Field::ConfirmDays, &typed.confirm_days, 7, 1..=90),
        timer(Field::CardDays, &typed.card_days, 21, 1..=180),
        timer(Field::DonorLimit, &typed.donor_limit, 20, 1..=10_000),
    ];
    let [Some(hold), Some(give), Some(grace), Some(confirm), Some(card), Some(limit)] = timers else { return None };
    Some([hold, give, grace, confirm, card, limit])
}

async fn chosen_organiser(
    db: &impl ConnectionTrait,
    typed: &str,
) -> Result<std::result::Result<Option<OrganiserId>, Refusal>> {
    if typed.is_empty() {
        return Ok(Ok(None));
    }
    let Ok(id) = typed.parse::<OrganiserId>() else { return Ok(Err(Refusal::NotAChoice(Field::Organiser))) };
    let found = organiser::Entity::find_by_id(id).one(db).await?;
    Ok(found.map(|organiser| Some(organiser.id)).ok_or(Refusal::NotAChoice(Field::Organiser)))
}

/// As a form shows an amount: `200`, `95.50`.
fn yuan(amount: Fen) -> String {
    match (amount.0 / 100, amount.0 % 100) {
        (yuan, 0) => yuan.to_string(),
        (yuan, fen) => format!("{yuan}.{fen:02}"),
    }
}
