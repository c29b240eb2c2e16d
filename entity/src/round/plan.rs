//! The matching of a round: which wish would be proposed from which offer. Reads, writes nothing, and draws the same
//! from the same wishes and offers, unless the store's watch stops it.

use std::collections::{HashMap, HashSet};

use sea_orm::entity::prelude::*;
use tokio::task::spawn_blocking;

use super::{
    capacity::{Capacity, Standing},
    ground::draw::{self, Drawn, Others},
    left_over,
    matched::{Matched, Table},
    promised,
    rest::Rest,
    summary::{self, Summary, count},
    what_if::WhatIf,
    withheld::Withheld,
};
use crate::{
    Fen, Result, Store, Time,
    id::{AccountId, OfferId, PhaseId, SchoolId, TownshipId, WishId},
    matching::{
        assign::{Answer, Match, Offer, Reason, Wish},
        open::{Class, Entry, OpenWishes},
    },
    offer, phase,
    store::TimeGone,
    wish::{self, Category},
};

/// What a round would propose.
pub(crate) struct Plan {
    pub summary: Summary,
    pub pairs: Vec<Pair>,
    pub ground: Drawn,
}

impl Plan {
    /// How much of anything is proposed.
    pub fn lines(&self) -> usize {
        self.pairs.len() + self.ground.plots.len() + self.ground.funds.len()
    }
}

/// One wish from one offer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pair {
    pub account: AccountId,
    pub offer: OfferId,
    pub wish: WishId,
    pub reason: Reason,
}

/// Over one phase, or all, as far as they take claims now.
pub(crate) async fn draw(store: &Store, phase: Option<PhaseId>, what_if: &WhatIf, now: Time) -> Result<Plan> {
    let db = store.read();
    let all = phase::all(db).await?.into_iter();
    let phases: Vec<phase::Model> =
        all.filter(|one| one.takes_claims(now) && phase.is_none_or(|id| id == one.id)).collect();
    let ids: Vec<PhaseId> = phases.iter().map(|phase| phase.id).collect();
    let open = OpenWishes::read(db, now).await?.of(&ids);
    let Capacity { mut standing, used_up, passed_over, mut resting, rooms, given_back } =
        Capacity::read(db, &phases, now).await?;
    what_if.change(&mut standing, &mut resting, now);
    let promised = promised::promised(db, &ids).await?;
    let mut wishes: Vec<Wish> = open.iter().map(|(class, entry)| asked(&ids, class, entry, now)).collect();
    let withheld = Withheld::of(ids.len(), (&open, &mut wishes), &standing, &given_back);
    let table = Table { open, wishes, standing, phases: ids, rooms, withheld };
    let (table, rest, matched) = solved(table, Rest::of(resting), store.watch.start()).await?;
    let mut others = Others { used_up: &used_up, rest, given_back: &given_back };
    let pairs = pairs(&table, &matched.answer);
    let (offers, ground) = if phase.is_some() {
        (matched.giving.len(), Drawn::default())
    } else {
        let ground = draw::draw(db, &table.standing, &spent(&table, &matched.answer), &mut others, now).await?;
        (taking_part(&table, &matched), ground)
    };
    let limited = matched.limited.iter().map(|of| table.standing[*of as usize].offer.id);
    let summary = Summary {
        offers: count(offers),
        resting: count(passed_over.len()),
        resting_offers: passed_over.into_iter().take(summary::FIRST).collect(),
        rest: others.rest.told(),
        limited: count(matched.limited.len()),
        limited_offers: limited.take(summary::FIRST).collect(),
        donors: count(donors(&pairs, &ground)),
        cut_short: matched.cut_short,
        plots: ground.plot_lines.clone(),
        funds: ground.fund_lines.clone(),
        funds_asked: ground.funds_asked,
        unused_plots: ground.unused_plots.iter().take(summary::FIRST).copied().collect(),
        unused_funds: ground.unused_funds.iter().take(summary::FIRST).copied().collect(),
        more_plots: ground.more_plots.iter().take(summary::FIRST).copied().collect(),
        more_funds: ground.more_funds.iter().take(summary::FIRST).copied().collect(),
        ..summary::of(&table, &matched, &promised)
    };
    Ok(Plan { summary, pairs, ground })
}

/// Offers that may give a wish, a share or something for a fund.
fn taking_part(table: &Table, matched: &Matched) -> usize {
    let gives =
        |(of, one): &(u32, &Standing)| matched.giving.contains(of) || one.shares > 0 || one.for_funds > Fen::ZERO;
    (0..).zip(&table.standing).filter(gives).count()
}

/// What the wishes take of each offer.
fn spent(table: &Table, answer: &Answer) -> HashMap<OfferId, Fen> {
    let mut spent: HashMap<OfferId, Fen> = HashMap::new();
    for pair in &answer.matches {
        let giver = &table.standing[pair.offer as usize].offer;
        spent.entry(giver.id).or_default().0 += table.open[pair.wish as usize].0.price.0;
    }
    spent
}

fn donors(pairs: &[Pair], ground: &Drawn) -> usize {
    let (plots, funds) = (&ground.plots, &ground.funds);
    let wishes = pairs.iter().map(|pair| pair.account);
    let others = plots.iter().map(|pair| pair.account).chain(funds.iter().map(|pair| pair.account));
    wishes.chain(others).collect::<HashSet<_>>().len()
}

fn pairs(table: &Table, answer: &Answer) -> Vec<Pair> {
    let pair = |found: &Match| {
        let offer = &table.standing[found.offer as usize].offer;
        let wish = table.open[found.wish as usize].1.id;
        Pair { account: offer.account_id, offer: offer.id, wish, reason: found.reason }
    };
    answer.matches.iter().map(pair).collect()
}

/// Matches, and tells why what is left is. Off the threads that answer readers: a large county's takes seconds.
async fn solved(table: Table, mut rest: Rest, gone: TimeGone) -> Result<(Table, Rest, Matched)> {
    let work = move || {
        let mut matched = table.matched(&*gone);
        table.tell_limits(&mut matched.answer);
        left_over::tell(&table, &mut matched.answer);
        rest.tell(&table, &mut matched.answer.left);
        (table, rest, matched)
    };
    spawn_blocking(work).await.map_err(|error| DbErr::Custom(format!("matching: {error}")).into())
}

fn asked(phases: &[PhaseId], class: &Class, entry: &Entry, now: Time) -> Wish {
    let phase = phases.iter().position(|id| *id == class.phase).unwrap_or(0);
    Wish {
        school: number(class.school.0),
        township: number(class.township.0),
        grade: class.grade,
        category: class.category().map_or(0, |category| kind(phase, category)),
        price: class.price,
        waiting_days: entry.waited(now),
        set: entry.set,
    }
}

/// What an offer lets pass of the first of a round's phases, or of its only one.
pub(super) fn filters(offer: &offer::Model) -> Offer {
    let grade = |grade: i32, or: u8| u8::try_from(grade).unwrap_or(or);
    Offer {
        max_count: u32::try_from(offer.max_count).unwrap_or(0),
        budget: offer.budget_fen,
        categories: offer.categories().into_iter().map(|category| kind(0, category)).collect(),
        townships: offer.townships().into_iter().map(|TownshipId(id)| number(id)).collect(),
        schools: offer.schools().into_iter().map(|SchoolId(id)| number(id)).collect(),
        grade_min: grade(offer.grade_min, 1),
        grade_max: grade(offer.grade_max, 9),
        max_price: offer.max_price_fen,
    }
}

/// Whether the offer, as it is now, lets this wish pass.
pub(super) fn admits(offer: &offer::Model, wish: &wish::Model) -> bool {
    let asked = Wish {
        school: number(wish.school_id.0),
        township: number(wish.township_id.0),
        grade: u8::try_from(wish.grade).unwrap_or(0),
        category: kind(0, wish.category),
        price: wish.price_fen,
        waiting_days: 0,
        set: 0,
    };
    filters(offer).admits(&asked)
}

fn number(id: i64) -> u64 {
    u64::try_from(id).unwrap_or(0)
}

/// What the matching takes for a category: its place among all, in the phase at this position. So an offer can leave a
/// phase out.
pub(super) fn kind(phase: usize, category: Category) -> u64 {
    let place = Category::ALL.iter().position(|one| *one == category).unwrap_or(0);
    count(phase * Category::ALL.len() + place)
}
