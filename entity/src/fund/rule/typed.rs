//! What an officer types of a rule, and how it is read.

use sea_orm::ActiveValue::Set;
use serde::Deserialize;

use super::{AGES, ActiveModel, Cadence, MOST_MONTHLY, MatchSource, Model};
use crate::{Fen, Field, Refusal, Result, error::Refusals, money, month::Month, text};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// From which month it holds: `2026-12`.
    pub month: String,
    pub minimum_age: String,
    pub support: String,
    pub match_percent: String,
    pub cap: String,
    pub match_source: String,
    pub cadence: String,
    pub minimum_supporters: String,
    pub due_day: String,
    pub remind_before: String,
    pub remind_every: String,
    pub remind_most: String,
}

impl Typed {
    /// What is usual (70 years, 100 yuan, 10 %, at most 50 yuan), or as the rule that holds.
    pub fn suggested(last: Option<&Model>) -> Self {
        let Some(rule) = last else {
            let usual = ["", "70", "100", "10", "50", "government", "monthly", "1", "25", "5", "10", "3"];
            let [month, age, support, percent, cap, source, cadence, supporters, due, before, every, most] =
                usual.map(ToOwned::to_owned);
            return Self {
                month,
                minimum_age: age,
                support,
                match_percent: percent,
                cap,
                match_source: source,
                cadence,
                minimum_supporters: supporters,
                due_day: due,
                remind_before: before,
                remind_every: every,
                remind_most: most,
            };
        };
        Self {
            month: String::new(),
            minimum_age: rule.minimum_age.to_string(),
            support: rule.support_fen.plain(),
            match_percent: rule.match_percent.to_string(),
            cap: rule.cap_fen.plain(),
            match_source: rule.match_source.key().to_owned(),
            cadence: rule.cadence.key().to_owned(),
            minimum_supporters: rule.minimum_supporters.to_string(),
            due_day: rule.due_day.to_string(),
            remind_before: rule.remind_before.to_string(),
            remind_every: rule.remind_every.to_string(),
            remind_most: rule.remind_most.to_string(),
        }
    }

    pub(super) fn read(&self, months: &[Month]) -> Result<ActiveModel> {
        let mut refusals = Refusals::default();
        let mut number = |field, typed: &str, range| refusals.take(text::number(field, typed, range));
        let percent = number(Field::MatchPercent, &self.match_percent, 0..=100);
        let supporters = number(Field::MinimumSupporters, &self.minimum_supporters, 0..=20);
        let due = number(Field::DueDay, &self.due_day, 1..=28);
        let before = number(Field::RemindBefore, &self.remind_before, 0..=27);
        let every = number(Field::RemindEvery, &self.remind_every, 1..=31);
        let most = number(Field::RemindMost, &self.remind_most, 0..=5);
        let age = self.minimum_age.parse().ok().filter(|age| AGES.contains(age));
        let age = refusals.take(age.ok_or(Refusal::NotAChoice(Field::MinimumAge)));
        let source = MatchSource::from_key(&self.match_source).ok_or(Refusal::NotAChoice(Field::MatchSource));
        let source = refusals.take(source);
        let cadence = refusals.take(Cadence::from_key(&self.cadence).ok_or(Refusal::NotAChoice(Field::Cadence)));
        let month: Option<Month> = self.month.trim().parse().ok().filter(|month| months.contains(month));
        let month = refusals.take(month.ok_or(Refusal::NotAChoice(Field::Month)));
        let support = refusals.take(money::read_up_to(Field::Support, &self.support, MOST_MONTHLY));
        let cap = refusals.take(cap(&self.cap));
        let (Some(percent), Some(supporters), Some(due), Some(age), Some(source)) =
            (percent, supporters, due, age, source)
        else {
            return Err(refusals.into());
        };
        let (Some(cadence), Some(month), Some(support), Some(cap)) = (cadence, month, support, cap) else {
            return Err(refusals.into());
        };
        let (Some(before), Some(every), Some(most)) = (before, every, most) else { return Err(refusals.into()) };
        Ok(ActiveModel {
            from_on: Set(month.first()),
            minimum_age: Set(age),
            support_fen: Set(support),
            match_percent: Set(percent),
            cap_fen: Set(cap),
            match_source: Set(source),
            cadence: Set(cadence),
            minimum_supporters: Set(supporters),
            due_day: Set(due),
            remind_before: Set(before),
            remind_every: Set(every),
            remind_most: Set(most),
            ..Default::default()
        })
    }
}

/// Unlike other amounts it may be nothing: no match at all.
fn cap(typed: &str) -> Result<Fen, Refusal> {
    match typed.parse::<Fen>() {
        Ok(Fen::ZERO) => Ok(Fen::ZERO),
        _ => money::read_up_to(Field::Cap, typed, MOST_MONTHLY),
    }
}
