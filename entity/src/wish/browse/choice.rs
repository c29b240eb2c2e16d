//! Choices in an address, and whether there are such: in an old or shared link there may be some that are not, or not
//! any more. These are taken out and given back, so that whoever reads the page can be told that they do not hold.

use super::{Places, Sort, Standing, Typed};
use crate::{
    Fen,
    grade::GradeBand,
    id::{SchoolId, TownshipId},
    matching::Kind,
    wish::{Category, search},
};

/// What is chosen among wishes, and what is shown beside them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    Search,
    Category,
    Grade,
    Township,
    School,
    PriceFrom,
    PriceTo,
    Status,
    Sort,
    Beside,
}

impl Choice {
    /// Prices and the search are typed, the others are picked from a list.
    pub const fn is_typed(self) -> bool {
        matches!(self, Self::Search | Self::PriceFrom | Self::PriceTo)
    }

    /// Whether there is such a thing; a closed school still counts.
    pub fn is_known(self, value: &str, places: &Places) -> bool {
        match self {
            // Signs alone ask for nothing.
            Self::Search => !search::terms(value).is_empty(),
            Self::Category => Category::from_key(value).is_some(),
            Self::Grade => GradeBand::from_key(value).is_some(),
            Self::Township => value.parse::<TownshipId>().is_ok_and(|id| places.has_township(id)),
            Self::School => value.parse::<SchoolId>().is_ok_and(|id| places.has_school(id)),
            Self::PriceFrom | Self::PriceTo => value.parse::<Fen>().is_ok(),
            Self::Status => Standing::from_key(value).is_some(),
            Self::Sort => Sort::from_key(value).is_some(),
            Self::Beside => Kind::from_key(value).is_some(),
        }
    }
}

impl Typed {
    /// Takes out what there is not, and gives back what it was; a price that cannot be read and a search without a
    /// letter stay as they were typed.
    pub fn leave_out(&mut self, places: &Places) -> Vec<Choice> {
        let chosen = [
            (Choice::Search, &mut self.q),
            (Choice::Category, &mut self.category),
            (Choice::Grade, &mut self.grade),
            (Choice::Township, &mut self.township),
            (Choice::School, &mut self.school),
            (Choice::PriceFrom, &mut self.from),
            (Choice::PriceTo, &mut self.to),
            (Choice::Status, &mut self.status),
            (Choice::Sort, &mut self.sort),
        ];
        let mut unknown = Vec::new();
        for (choice, value) in chosen {
            if value.trim().is_empty() || choice.is_known(value, places) {
                continue;
            }
            unknown.push(choice);
            if !choice.is_typed() {
                value.clear();
            }
        }
        unknown
    }
}
