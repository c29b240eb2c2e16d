//! An offer as it is typed: what may stay blank means any. What is no choice of ours, or not any more, is refused:
//! without it the offer would be wider than its donor says.

use chrono::Months;
use sea_orm::ActiveValue::Set;

use super::{ActiveModel, Model, set_of};
use crate::{
    Day, Fen, Field, Lang, Refusal, Result,
    county::County,
    error::Refusals,
    id::{SchoolId, TownshipId},
    matching::{Kind, suggest::MOST_MONEY},
    money, text,
    wish::{Category, browse::Places},
};

/// Wishes in one offer.
pub const MOST: i32 = 1_000;
/// Shares of plots in one offer.
pub const MOST_SHARES: i32 = 100;
/// How far ahead its last day may be; an offer that is older than this nobody remembers.
const LONGEST: Months = Months::new(12);
/// What the form says where nobody has chosen yet.
const USUAL: Months = Months::new(3);

/// The form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// One at least.
    pub kinds: Vec<String>,
    /// Where wishes are ticked; so are the highest price and the grades.
    pub max_count: String,
    /// Where plots are ticked.
    pub max_shares: String,
    /// Where funds are ticked.
    pub for_funds: String,
    /// Blank: none.
    pub budget: String,
    /// Blank: none.
    pub max_price: String,
    /// None ticked: any.
    pub categories: Vec<String>,
    pub townships: Vec<String>,
    pub schools: Vec<String>,
    pub grade_min: String,
    pub grade_max: String,
    pub valid_until: String,
    /// Any value: for the organisation whose contact the donor is.
    pub for_organisation: String,
}

impl Typed {
    /// A form nobody has filled in yet.
    pub fn fresh(today: Day) -> Self {
        Self {
            kinds: vec![Kind::Wishes.key().to_owned()],
            max_count: "10".to_owned(),
            max_shares: "1".to_owned(),
            grade_min: "1".to_owned(),
            grade_max: "9".to_owned(),
            valid_until: (today + USUAL).to_string(),
            ..Self::default()
        }
    }

    /// One field of the form as it came in.
    pub fn put(&mut self, name: &str, value: String) {
        match name {
            "kinds" => self.kinds.push(value),
            "max_count" => self.max_count = value,
            "max_shares" => self.max_shares = value,
            "for_funds" => self.for_funds = value,
            "budget" => self.budget = value,
            "max_price" => self.max_price = value,
            "categories" => self.categories.push(value),
            "townships" => self.townships.push(value),
            "schools" => self.schools.push(value),
            "grade_min" => self.grade_min = value,
            "grade_max" => self.grade_max = value,
            "valid_until" => self.valid_until = value,
            "for_organisation" => self.for_organisation = value,
            _ => {}
        }
    }

    /// All that is wrong at once, or the row without who keeps it.
    pub(super) fn read(&self, county: &County, today: Day) -> Result<ActiveModel> {
        let mut refusals = Refusals::default();
        let kinds = refusals.take(self.known_kinds()).unwrap_or_default();
        let max_count = of_wishes(&kinds, text::number(Field::MaxCount, &self.max_count, 1..=MOST), 1);
        let max_count = refusals.take(max_count);
        let max_shares = refusals
            .take(if_named(&kinds, Kind::Plots, || text::number(Field::MaxShares, &self.max_shares, 1..=MOST_SHARES)));
        let budget = refusals.take(amount(Field::Budget, &self.budget));
        let for_funds = if_named(&kinds, Kind::Funds, || self.sum_for_funds(budget.flatten()));
        let for_funds = refusals.take(for_funds);
        let max_price = refusals.take(of_wishes(&kinds, price(&self.max_price), None));
        let grade_min = of_wishes(&kinds, text::number(Field::GradeMin, &self.grade_min, 1..=9), 1);
        let grade_min = refusals.take(grade_min);
        let least = grade_min.unwrap_or(1);
        let grade_max = of_wishes(&kinds, text::number(Field::GradeMax, &self.grade_max, least..=9), 9);
        let grade_max = refusals.take(grade_max);
        let valid_until = refusals.take(last_day(&self.valid_until, today));
        let filters = self.filters(&kinds, county.places(Lang::Zh), &mut refusals);
        let (Some(max_count), Some(budget), Some(max_price)) = (max_count, budget, max_price) else {
            return Err(refusals.into());
        };
        let (Some(grade_min), Some(grade_max), Some(valid_until)) = (grade_min, grade_max, valid_until) else {
            return Err(refusals.into());
        };
        let (Some(max_shares), Some(for_funds), Some(filters)) = (max_shares, for_funds, filters) else {
            return Err(refusals.into());
        };
        refusals.settle()?;
        Ok(ActiveModel {
            kinds: Set(set_of(kinds.into_iter().map(Kind::key))),
            max_count: Set(max_count),
            max_shares: Set(max_shares),
            fund_fen: Set(for_funds),
            budget_fen: Set(budget),
            max_price_fen: Set(max_price),
            categories: Set(set_of(filters.categories.into_iter().map(Category::key))),
            townships: Set(set_of(filters.townships)),
            schools: Set(set_of(filters.schools)),
            grade_min: Set(grade_min),
            grade_max: Set(grade_max),
            valid_until: Set(valid_until),
            ..Default::default()
        })
    }

    fn known_kinds(&self) -> std::result::Result<Vec<Kind>, Refusal> {
        let ticked = |kind: &Kind| self.kinds.iter().any(|key| key == kind.key());
        let known: Vec<Kind> = Kind::ALL.into_iter().filter(ticked).collect();
        if known.is_empty() { Err(Refusal::NotAChoice(Field::Kinds)) } else { Ok(known) }
    }

    /// What of the budget goes to funds at most, as high as match me takes a budget.
    fn sum_for_funds(&self, budget: Option<Fen>) -> std::result::Result<Fen, Refusal> {
        let sum = money::read_up_to(Field::ForFunds, &self.for_funds, MOST_MONEY)?;
        match budget.filter(|budget| sum > *budget) {
            Some(budget) => Err(Refusal::OverBudget(Field::ForFunds, budget)),
            None => Ok(sum),
        }
    }

    /// Townships narrow everything, categories and schools only wishes.
    fn filters(&self, kinds: &[Kind], places: &Places, refusals: &mut Refusals) -> Option<Filters> {
        let keys = Category::ALL.into_iter().map(|one| (one, one.key().to_owned()));
        let categories = ticked(Field::Categories, keys, &self.categories);
        let categories = refusals.take(of_wishes(kinds, categories, Vec::new()));
        let keys = places.townships.iter().map(|(id, _)| (*id, id.to_string()));
        let townships = refusals.take(ticked(Field::Townships, keys, &self.townships));
        let keys = places.schools.iter().map(|(id, ..)| (*id, id.to_string()));
        let schools = ticked(Field::Schools, keys, &self.schools);
        let schools = refusals.take(of_wishes(kinds, schools, Vec::new()));
        let filters = Filters { categories: categories?, townships: townships?, schools: schools? };
        if kinds.contains(&Kind::Wishes) && filters.hold_no_school(places) {
            refusals.add(Refusal::NoSchoolThere);
        }
        Some(filters)
    }
}

/// What an offer is for; empty: any.
struct Filters {
    categories: Vec<Category>,
    townships: Vec<TownshipId>,
    schools: Vec<SchoolId>,
}

impl Filters {
    /// Both sets of places must hold, and no school is in both.
    fn hold_no_school(&self, places: &Places) -> bool {
        let is_in_both = |(id, township, _): &(SchoolId, TownshipId, String)| {
            self.schools.contains(id) && self.townships.contains(township)
        };
        !self.schools.is_empty() && !self.townships.is_empty() && !places.schools.iter().any(is_in_both)
    }
}

/// What is ticked, in our order. `all`: every choice with its key.
fn ticked<T>(
    field: Field,
    all: impl Iterator<Item = (T, String)>,
    typed: &[String],
) -> std::result::Result<Vec<T>, Refusal> {
    let (chosen, keys): (Vec<T>, Vec<String>) = all.filter(|(_, key)| typed.contains(key)).unzip();
    let is_known = |value: &String| value.is_empty() || keys.contains(value);
    if typed.iter().all(is_known) { Ok(chosen) } else { Err(Refusal::NoSuchChoice(field)) }
}

/// What is asked of wishes only: where none are named, the form need not show it, so nothing in it is wrong.
fn of_wishes<T>(
    kinds: &[Kind],
    read: std::result::Result<T, Refusal>,
    otherwise: T,
) -> std::result::Result<T, Refusal> {
    if kinds.contains(&Kind::Wishes) { read } else { Ok(read.unwrap_or(otherwise)) }
}

fn if_named<T>(
    kinds: &[Kind],
    kind: Kind,
    read: impl FnOnce() -> std::result::Result<T, Refusal>,
) -> std::result::Result<Option<T>, Refusal> {
    if kinds.contains(&kind) { read().map(Some) } else { Ok(None) }
}

fn amount(field: Field, typed: &str) -> std::result::Result<Option<Fen>, Refusal> {
    if typed.trim().is_empty() { Ok(None) } else { money::read(field, typed).map(Some) }
}

/// Of one wish: as high as match me takes it.
fn price(typed: &str) -> std::result::Result<Option<Fen>, Refusal> {
    if typed.trim().is_empty() { Ok(None) } else { money::read_up_to(Field::MaxPrice, typed, MOST_MONEY).map(Some) }
}

fn last_day(typed: &str, today: Day) -> std::result::Result<Day, Refusal> {
    let day = text::day(Field::ValidUntil, typed)?;
    let latest = today + LONGEST;
    match day {
        day if day < today => Err(Refusal::DayInPast(Field::ValidUntil)),
        day if day > latest => Err(Refusal::DayTooLate(Field::ValidUntil, latest)),
        day => Ok(day),
    }
}

impl From<&Model> for Typed {
    fn from(offer: &Model) -> Self {
        let set = |set: &str| set.split(';').filter(|one| !one.is_empty()).map(ToOwned::to_owned).collect();
        let amount = |amount: Option<Fen>| amount.map(Fen::plain).unwrap_or_default();
        Self {
            kinds: set(&offer.kinds),
            max_count: offer.max_count.to_string(),
            max_shares: offer.max_shares.map(|shares| shares.to_string()).unwrap_or_default(),
            for_funds: amount(offer.fund_fen),
            budget: amount(offer.budget_fen),
            max_price: amount(offer.max_price_fen),
            categories: set(&offer.categories),
            townships: set(&offer.townships),
            schools: set(&offer.schools),
            grade_min: offer.grade_min.to_string(),
            grade_max: offer.grade_max.to_string(),
            valid_until: offer.valid_until.to_string(),
            for_organisation: offer.organisation_id.map(|_| "yes".to_owned()).unwrap_or_default(),
        }
    }
}
