//! The matching of a round: which wish would be proposed from which offer. Reads, writes nothing, and draws the same
//! from the same wishes and offers, unless the store's watch stops it.

use std::collections::{HashMap, HashSet};

use sea_orm::entity::prelude::*;
use tokio::task::spawn_blocking;

use super::{
    capacity::{Capacity, Standing},
    ground::draw::{self, Drawn},
    summary::{self, Summary, count},
    what_if::WhatIf,
};
use crate::{
    Fen, Result, Store, Time,
    id::{AccountId, OfferId, PhaseId, SchoolId, TownshipId, WishId},
    matching::{
        assign::{Answer, Offer, Policy, Reason, Settings, Wish, solve},
        open::{Class, Entry, OpenWishes},
    },
    offer, phase,
    store::TimeIsUp,
    wish::{self, Category},
};

/// No school below half of the overall served share, as far as that costs no child.
const FLOOR: u32 = 500;
/// Decides among choices that are equal in every goal, the same way each time.
const SEED: u64 = 1;
const DAY: i64 = 24 * 3_600 * 1_000_000;

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
    let Capacity { standing, resting } = Capacity::read(db, &phases, now).await?;
    let ever = summary::ever_open(db, &ids).await?;
    let wishes = open.iter().map(|(class, entry)| asked(class, entry, now)).collect();
    let givers: Vec<Standing> = standing.iter().filter(|one| one.count > 0).cloned().collect();
    let mut offers: Vec<Offer> = givers.iter().map(offered).collect();
    what_if.change(&mut offers);
    let (wishes, answer, cut_short) = solved(wishes, offers, store.watch.start()).await?;
    let pairs = pairs(&open, &givers, &answer);
    let (asked, ground) = match phase {
        Some(_) => (givers.len(), Drawn::default()),
        None => (standing.len(), draw::draw(db, &standing, &spent(&answer, &open, &givers), now).await?),
    };
    let summary = Summary {
        offers: count(asked),
        resting: count(resting),
        donors: count(donors(&pairs, &ground)),
        cut_short,
        plots: ground.plot_lines.clone(),
        funds: ground.fund_lines.clone(),
        ..summary::of(&open, &wishes, &answer, &ever)
    };
    Ok(Plan { summary, pairs, ground })
}

/// What the wishes take of each offer.
fn spent(answer: &Answer, open: &[(Class, Entry)], givers: &[Standing]) -> HashMap<OfferId, Fen> {
    let mut spent: HashMap<OfferId, Fen> = HashMap::new();
    for pair in &answer.matches {
        if let (Some(giver), Some((class, _))) = (givers.get(pair.offer as usize), open.get(pair.wish as usize)) {
            spent.entry(giver.offer.id).or_default().0 += class.price.0;
        }
    }
    spent
}

fn donors(pairs: &[Pair], ground: &Drawn) -> usize {
    let (plots, funds) = (&ground.plots, &ground.funds);
    let wishes = pairs.iter().map(|pair| pair.account);
    let others = plots.iter().map(|pair| pair.account).chain(funds.iter().map(|pair| pair.account));
    wishes.chain(others).collect::<HashSet<_>>().len()
}

fn pairs(open: &[(Class, Entry)], standing: &[Standing], answer: &Answer) -> Vec<Pair> {
    let pair = |found: &crate::matching::assign::Match| {
        let offer = &standing.get(found.offer as usize)?.offer;
        let wish = open.get(found.wish as usize)?.1.id;
        Some(Pair { account: offer.account_id, offer: offer.id, wish, reason: found.reason })
    };
    answer.matches.iter().filter_map(pair).collect()
}

/// Off the threads that answer readers: a large county's takes seconds. Says whether it had to stop before it was done.
async fn solved(wishes: Vec<Wish>, offers: Vec<Offer>, time_is_up: TimeIsUp) -> Result<(Vec<Wish>, Answer, bool)> {
    let work = move || {
        let policy = Policy::Even { floor: FLOOR };
        let settings = Settings { policy, seed: SEED, time_is_up: &*time_is_up, progress: &|_| {} };
        let answer = solve(&wishes, &offers, &settings);
        let cut_short = !answer.optimal && time_is_up();
        (wishes, answer, cut_short)
    };
    spawn_blocking(work).await.map_err(|error| DbErr::Custom(format!("matching: {error}")).into())
}

fn asked(class: &Class, entry: &Entry, now: Time) -> Wish {
    Wish {
        school: number(class.school.0),
        township: number(class.township.0),
        grade: class.grade,
        category: class.category().map_or(0, kind),
        price: class.price,
        waiting_days: u32::try_from((now.timestamp_micros() - entry.since).max(0) / DAY).unwrap_or(u32::MAX),
        set: entry.set,
    }
}

fn offered(standing: &Standing) -> Offer {
    Offer { max_count: standing.count, budget: standing.budget, ..filters(&standing.offer) }
}

fn filters(offer: &offer::Model) -> Offer {
    let grade = |grade: i32, or: u8| u8::try_from(grade).unwrap_or(or);
    Offer {
        max_count: u32::try_from(offer.max_count).unwrap_or(0),
        budget: offer.budget_fen,
        categories: offer.categories().into_iter().map(kind).collect(),
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
        category: kind(wish.category),
        price: wish.price_fen,
        waiting_days: 0,
        set: 0,
    };
    filters(offer).admits(&asked)
}

fn number(id: i64) -> u64 {
    u64::try_from(id).unwrap_or(0)
}

/// The category's place among all.
fn kind(category: Category) -> u64 {
    count(Category::ALL.iter().position(|one| *one == category).unwrap_or(0))
}

/// What an imagined offer of anything gives.
pub(super) const fn anything(max_count: u32, budget: Option<Fen>) -> Offer {
    Offer {
        max_count,
        budget,
        categories: Vec::new(),
        townships: Vec::new(),
        schools: Vec::new(),
        grade_min: 1,
        grade_max: 9,
        max_price: None,
    }
}
