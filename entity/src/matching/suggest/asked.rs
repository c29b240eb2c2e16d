//! The question as it stands in an address or a form. All of it may be blank.

use std::collections::HashSet;

use super::{MOST, Question, room::Room};
use crate::{
    Code, Fen, Field, Refusal, Result, Time,
    county::County,
    error::Refusals,
    grade::GradeBand,
    id::WishId,
    matching::{Kind, open::places},
    money, text,
    wish::{
        self, Category,
        browse::{Choice, Places},
    },
};

use sea_orm::{QuerySelect, entity::prelude::*};

/// How many, where nobody says.
pub const USUAL: usize = 5;
/// The largest budget, and the highest price of one: more than all that is shown at once costs.
pub const MOST_MONEY: Fen = Fen::yuan(1_000_000);
/// Codes that an address may hold.
const CODES: usize = 400;

/// The parameters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    pub budget: String,
    /// For one.
    pub max_price: String,
    /// Nought, where something else is wanted: no wishes.
    pub count: String,
    pub category: Vec<String>,
    pub township: Vec<String>,
    pub school: Vec<String>,
    /// `1-2`
    pub grade: Vec<String>,
    /// What is wanted beside wishes: a [`Kind`] by its key.
    pub also: Vec<String>,
    /// At most so many shares of a plot, and so much for a fund: what an offer leaves. Not typed, but kept by the form.
    pub shares: Option<i32>,
    pub sum: Option<Fen>,
    /// Shown before and liked; shown before and not wanted.
    pub keep: Vec<Code>,
    pub without: Vec<Code>,
    /// So many now, fewer than `count`: some were left out and nothing came in their place. No part of the form.
    pub only: Option<usize>,
}

impl Asked {
    /// One parameter as it came in; what is none of ours is left out.
    pub fn put(&mut self, name: &str, value: &str) {
        let some = |list: &mut Vec<String>| list.extend(Some(value.to_owned()).filter(|value| !value.is_empty()));
        match name {
            "budget" => value.clone_into(&mut self.budget),
            "max_price" => value.clone_into(&mut self.max_price),
            "count" => value.clone_into(&mut self.count),
            "category" => some(&mut self.category),
            "township" => some(&mut self.township),
            "school" => some(&mut self.school),
            "grade" => some(&mut self.grade),
            "also" => some(&mut self.also),
            "shares" => self.shares = value.parse::<i32>().ok().filter(|shares| *shares > 0),
            "sum" => self.sum = value.parse::<Fen>().ok().filter(|sum| *sum > Fen::ZERO),
            "keep" => self.keep = codes(value),
            "without" => self.without = codes(value),
            "only" => self.only = value.parse().ok(),
            _ => {}
        }
    }

    /// Takes out the choices that there are not, or not any more, and gives back what they were.
    pub fn leave_out(&mut self, places: &Places) -> Vec<Choice> {
        let chosen = [
            (Choice::Category, &mut self.category),
            (Choice::Grade, &mut self.grade),
            (Choice::Township, &mut self.township),
            (Choice::School, &mut self.school),
            (Choice::Beside, &mut self.also),
        ];
        let mut unknown = Vec::new();
        for (choice, values) in chosen {
            let all = values.len();
            values.retain(|value| choice.is_known(value, places));
            if values.len() < all {
                unknown.push(choice);
            }
        }
        unknown
    }

    /// The parameters that say anything, in their order.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let joined = |codes: &[Code]| codes.iter().map(Code::as_str).collect::<Vec<_>>().join(".");
        let one = |name, value: &String| (name, value.clone());
        let mut pairs = vec![one("budget", &self.budget), one("max_price", &self.max_price), one("count", &self.count)];
        pairs.extend(self.category.iter().map(|value| one("category", value)));
        pairs.extend(self.township.iter().map(|value| one("township", value)));
        pairs.extend(self.school.iter().map(|value| one("school", value)));
        pairs.extend(self.grade.iter().map(|value| one("grade", value)));
        pairs.extend(self.also.iter().map(|value| one("also", value)));
        pairs.extend(self.shares.map(|shares| ("shares", shares.to_string())));
        pairs.extend(self.sum.map(|sum| ("sum", sum.plain())));
        pairs.extend([("keep", joined(&self.keep)), ("without", joined(&self.without))]);
        pairs.extend(self.only.map(|only| ("only", only.to_string())));
        pairs.retain(|(_, value)| !value.is_empty());
        pairs
    }

    /// Whether a plot, or a fund, is wanted as well.
    pub fn wants(&self, kind: Kind) -> bool {
        self.also.iter().any(|key| Kind::from_key(key) == Some(kind))
    }

    /// Whether wishes are wanted at all.
    pub fn wants_wishes(&self) -> bool {
        self.how_many() != Ok(0)
    }

    /// How many were asked for; none only of who wants something else.
    pub fn how_many(&self) -> std::result::Result<usize, Refusal> {
        if self.count.trim().is_empty() {
            return Ok(USUAL);
        }
        let least = i32::from(!Kind::OTHER.into_iter().any(|kind| self.wants(kind)));
        let most = i32::try_from(MOST).unwrap_or(i32::MAX);
        if least > 0 && text::number(Field::Count, &self.count, 0..=0).is_ok() {
            return Err(Refusal::NothingAsked(most));
        }
        text::number(Field::Count, &self.count, least..=most).map(|count| usize::try_from(count).unwrap_or(USUAL))
    }

    /// The question, or what of it cannot be read. `room`: what this reader may take at once.
    pub async fn question(
        &self,
        db: &impl ConnectionTrait,
        county: &County,
        room: &Room,
        now: Time,
    ) -> Result<Question> {
        let mut refusals = Refusals::default();
        let budget = refusals.take(amount(Field::Budget, &self.budget));
        let max_price = refusals.take(amount(Field::MaxPrice, &self.max_price));
        let count = refusals.take(self.how_many());
        let (Some(budget), Some(max_price), Some(count)) = (budget, max_price, count) else {
            return Err(refusals.into());
        };
        Ok(Question {
            count: count.min(room.most).min(self.only.unwrap_or(MOST)),
            budget,
            max_price,
            categories: self.category.iter().filter_map(|key| Category::from_key(key)).collect(),
            townships: self.township.iter().filter_map(|id| id.parse().ok()).collect(),
            schools: self.school.iter().filter_map(|id| id.parse().ok()).collect(),
            bands: self.grade.iter().filter_map(|key| GradeBand::from_key(key)).collect(),
            phases: county.claimable(now).collect(),
            rooms: room.of_phase.clone(),
            keep: places(db, &self.keep).await?,
            without: numbers(db, &self.without).await?,
        })
    }
}

fn amount(field: Field, typed: &str) -> std::result::Result<Option<Fen>, Refusal> {
    if typed.trim().is_empty() { Ok(None) } else { money::read_up_to(field, typed, MOST_MONEY).map(Some) }
}

fn codes(joined: &str) -> Vec<Code> {
    joined.split('.').filter_map(|code| code.parse().ok()).take(CODES).collect()
}

async fn numbers(db: &impl ConnectionTrait, codes: &[Code]) -> Result<HashSet<WishId>> {
    if codes.is_empty() {
        return Ok(HashSet::new());
    }
    let found = wish::Entity::find().select_only().column(wish::Column::Id);
    let found = found.filter(wish::COLUMN.code.is_in(codes.iter().cloned()));
    Ok(found.into_tuple::<WishId>().all(db).await?.into_iter().collect())
}
