//! A round in numbers: what it proposes, what it leaves and why, and how far from the best possible it is.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::{
    behind::{self, InTheWay},
    capacity::passed::Passed,
    ground::draw::{FundLine, More, PlotLine, Unused},
    matched::{Matched, Table},
    promised::Before,
};
use crate::{
    Fen, Time,
    id::{OfferId, SchoolId, WishId},
    matching::assign::{Answer, Idle, Left},
};

/// So many are told one by one: of the wishes that are left those that wait longest, of the offers those that give
/// nothing.
pub(super) const FIRST: usize = 100;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Summary {
    /// Open wishes it looked at.
    pub open: u64,
    /// Standing offers it looked at, and those it passed over.
    pub offers: u64,
    pub resting: u64,
    /// The first of these, and why each was.
    pub resting_offers: Vec<(OfferId, Passed)>,
    /// Of those that rest, the ones that would fit what it leaves.
    pub rest: Rests,
    /// Offers of wishes whose donors have as much on the way, or proposed from their other offers, as may be; the first
    /// of them one by one.
    pub limited: u64,
    pub limited_offers: Vec<OfferId>,
    /// Wishes it proposes, to how many donors, in how many parcels, for how much.
    pub proposed: u64,
    pub donors: u64,
    pub parcels: u64,
    pub price: Fen,
    /// No round could propose more wishes than this.
    pub bound: u64,
    /// Nothing better exists.
    pub optimal: bool,
    /// The time was up before the search for better was over.
    pub cut_short: bool,
    /// Of the open wishes, and of those it leaves.
    pub before: Waiting,
    pub after: Waiting,
    pub schools: Vec<SchoolLine>,
    pub left: Vec<(Left, u64)>,
    pub longest: Vec<LeftLine>,
    /// Why offers give less than they could.
    pub idle: Vec<(Idle, u64)>,
    /// The first of them, those first that give nothing.
    pub idle_offers: Vec<(OfferId, Idle)>,
    /// Of these, those that give any wishes: how many, and of how many; the same where nothing of the money is left.
    pub idle_give: Vec<(OfferId, u64, u64)>,
    /// The open plots and the funds that lack something, where the round is over everything.
    pub plots: Vec<PlotLine>,
    pub funds: Vec<FundLine>,
    /// What else funds lack: it is proposed already, and not answered.
    pub funds_asked: Fen,
    /// The first of the offers that name plots, or funds, and are proposed none.
    pub unused_plots: Vec<(OfferId, Unused)>,
    pub unused_funds: Vec<(OfferId, Unused)>,
    /// The first of those that could give to another plot, or another fund, as well.
    pub more_plots: Vec<More<i32>>,
    pub more_funds: Vec<More<Fen>>,
}

/// Offers that would fit what is left, and rest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rests {
    pub offers: u64,
    /// When the first is back that waits for no answer.
    pub back: Option<Time>,
    /// Those whose donors have an earlier letter to answer.
    pub asked: u64,
}

/// How long wishes have waited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    pub wishes: u64,
    /// All together.
    pub days: u64,
    /// Of the one that waits longest.
    pub longest: u32,
}

/// How a school fares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchoolLine {
    pub school: SchoolId,
    /// Wishes that were ever open, that are open now, that are proposed.
    pub ever: u64,
    pub open: u64,
    pub proposed: u64,
    /// Of those that were ever open, how many are promised: what is only held is not. None: a round of an older make.
    #[serde(default)]
    pub promised: Option<u64>,
    /// It gets less than half of what all schools get on average, and that half is a wish at least: how many would make
    /// up the half, and how many of its wishes any offer lets pass.
    pub missed: Option<(u32, u32)>,
    /// Where it misses the half.
    #[serde(default)]
    pub in_the_way: InTheWay,
    /// Offers that are let rest would fit some of what it has left, and no other does.
    #[serde(default)]
    pub rests: bool,
    /// The same of offers whose donors gave it back lately.
    #[serde(default)]
    pub given_back: bool,
}

/// A wish that is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftLine {
    pub wish: WishId,
    pub days: u32,
    pub why: Left,
}

impl Waiting {
    fn of(wishes: impl Iterator<Item = u32>) -> Self {
        let mut waiting = Self::default();
        for days in wishes {
            waiting.wishes += 1;
            waiting.days += u64::from(days);
            waiting.longest = waiting.longest.max(days);
        }
        waiting
    }

    /// On average, in whole days.
    pub fn mean(self) -> u64 {
        self.days.checked_div(self.wishes).unwrap_or(0)
    }
}

impl SchoolLine {
    pub(super) fn new(school: SchoolId, ever: u64) -> Self {
        let (promised, missed, in_the_way) = (None, None, InTheWay::default());
        Self { school, ever, open: 0, proposed: 0, promised, missed, in_the_way, rests: false, given_back: false }
    }

    /// Of a hundred wishes that were ever open, how many are promised: now, and if all that it proposes is accepted. In a
    /// round of an older make, whatever was not open.
    pub fn promised_of_hundred(&self) -> (u64, u64) {
        let all = self.ever.max(self.open).max(1);
        let now = self.promised.unwrap_or_else(|| all.saturating_sub(self.open));
        let share = |promised: u64| promised.min(all) * 100 / all;
        (share(now), share(now + self.proposed))
    }
}

impl Summary {
    /// Shares of plots, and what they come to.
    pub fn shares(&self) -> (i64, Fen) {
        let of = |line: &PlotLine| i64::from(line.proposed);
        (self.plots.iter().map(of).sum(), Fen(self.plots.iter().map(|line| of(line) * line.price.0).sum()))
    }

    /// For funds.
    pub fn for_funds(&self) -> Fen {
        Fen(self.funds.iter().map(|line| line.proposed.0).sum())
    }

    /// Whether it proposes nothing at all.
    pub fn is_empty(&self) -> bool {
        self.proposed == 0 && self.shares().0 == 0 && self.for_funds() == Fen::ZERO
    }

    /// How many wishes short of the bound.
    pub const fn gap(&self) -> u64 {
        self.bound.saturating_sub(self.proposed)
    }
}

/// What the matching said, in numbers. `promised`: how each school's wishes stand before.
pub(super) fn of(table: &Table, matched: &Matched, promised: &HashMap<SchoolId, Before>) -> Summary {
    let (Table { open, wishes, .. }, Matched { answer, .. }) = (table, matched);
    let at = |wish: u32| wish as usize;
    let price = answer.matches.iter().map(|pair| open[at(pair.wish)].0.price).try_fold(Fen::ZERO, Fen::plus);
    let parcels: HashSet<_> = answer.matches.iter().map(|pair| (pair.offer, open[at(pair.wish)].0.school)).collect();
    let mut longest: Vec<LeftLine> = answer
        .left
        .iter()
        .map(|&(wish, why)| LeftLine { wish: open[at(wish)].1.id, days: wishes[at(wish)].waiting_days, why })
        .collect();
    longest.sort_by_key(|line| (std::cmp::Reverse(line.days), line.wish));
    longest.truncate(FIRST);
    Summary {
        open: count(open.len()),
        proposed: count(answer.matches.len()),
        parcels: count(parcels.len()),
        price: price.unwrap_or_default(),
        bound: count(answer.bound),
        optimal: answer.optimal,
        before: Waiting::of(wishes.iter().map(|wish| wish.waiting_days)),
        after: Waiting::of(answer.left.iter().map(|&(wish, _)| wishes[at(wish)].waiting_days)),
        schools: schools(table, matched, promised),
        left: counted(answer.left.iter().map(|&(_, why)| why)),
        longest,
        idle: counted(answer.idle.iter().map(|&(_, why)| why)),
        idle_offers: idle(table, answer),
        idle_give: idle_give(table, answer),
        ..Summary::default()
    }
}

/// Offers that could give more: those first that give nothing, then by their numbers, of which nought is the one that is
/// only imagined.
fn idle(table: &Table, answer: &Answer) -> Vec<(OfferId, Idle)> {
    let giving: HashSet<u32> = answer.matches.iter().map(|pair| pair.offer).collect();
    let number = |offer: u32| table.standing[offer as usize].offer.id;
    let mut idle = answer.idle.clone();
    idle.sort_by_key(|(offer, _)| (giving.contains(offer), number(*offer)));
    idle.into_iter().take(FIRST).map(|(offer, why)| (number(offer), why)).collect()
}

/// What those give that could give more and give something.
fn idle_give(table: &Table, answer: &Answer) -> Vec<(OfferId, u64, u64)> {
    let mut given: HashMap<u32, (u64, Fen)> = HashMap::new();
    for pair in &answer.matches {
        let (wishes, spent) = given.entry(pair.offer).or_default();
        *wishes += 1;
        spent.0 += table.wishes[pair.wish as usize].price.0;
    }
    let gives = |(offer, _): &(u32, Idle)| {
        let (one, (wishes, spent)) = (&table.standing[*offer as usize], *given.get(offer)?);
        let of = if one.budget == Some(spent) { wishes } else { u64::from(one.count) };
        Some((one.offer.id, wishes, of))
    };
    answer.idle.iter().filter_map(gives).take(FIRST).collect()
}

fn schools(table: &Table, matched: &Matched, promised: &HashMap<SchoolId, Before>) -> Vec<SchoolLine> {
    let school = |wish: u32| table.open[wish as usize].0.school;
    let mut lines: BTreeMap<SchoolId, SchoolLine> = BTreeMap::new();
    for (class, _) in &table.open {
        let school = class.school;
        let Before { ever, promised } = promised.get(&school).copied().unwrap_or_default();
        let line = || SchoolLine { promised: Some(promised), ..SchoolLine::new(school, ever) };
        lines.entry(school).or_insert_with(line).open += 1;
    }
    for pair in &matched.answer.matches {
        if let Some(line) = lines.get_mut(&school(pair.wish)) {
            line.proposed += 1;
        }
    }
    let mut left: HashMap<SchoolId, Vec<Left>> = HashMap::new();
    for &(wish, why) in &matched.answer.left {
        left.entry(school(wish)).or_default().push(why);
    }
    for line in lines.values_mut() {
        behind::tell(line, &left.remove(&line.school).unwrap_or_default(), matched);
    }
    lines.into_values().collect()
}

/// How often each occurs, the most frequent first.
fn counted<T: Copy + Eq>(all: impl Iterator<Item = T>) -> Vec<(T, u64)> {
    let mut counts: Vec<(T, u64)> = Vec::new();
    for one in all {
        match counts.iter_mut().find(|(known, _)| *known == one) {
            Some((_, count)) => *count += 1,
            None => counts.push((one, 1)),
        }
    }
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}

pub(super) fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}
