//! The answer in the words of who asked: pairs by position, with reasons, and what is left.

use super::{
    Answer, Fen, Idle, Left, Match, Offer, Reason,
    ground::{ENOUGH, Ground},
    number::small,
};

/// No offer.
pub(super) const NOBODY: u32 = u32::MAX;

/// Tells what came of it; `taker` is the offer of each position of the ground.
pub(super) fn tell(ground: &Ground, offers: &[Offer], taker: &[u32], bound: usize) -> Answer {
    let parcels = parcels(ground, taker);
    let mut answer = Answer { bound, ..Answer::default() };
    let room = Room::of(ground, offers, taker);
    for (wish, &offer) in (0..ground.wishes()).zip(taker) {
        let asked = ground.order[wish as usize];
        if offer == NOBODY {
            answer.left.push((asked, left(ground, &room, wish)));
        } else {
            let reason = reason(ground, &offers[offer as usize], parcels[wish as usize], wish);
            answer.matches.push(Match { wish: asked, offer, reason });
            answer.waiting_total += u64::from(ground.waiting[wish as usize]);
        }
    }
    answer.matches.sort_unstable_by_key(|pair| pair.wish);
    answer.left.sort_unstable_by_key(|left| left.0);
    answer.idle = idle(ground, taker, &room);
    answer
}

/// Whether a wish shares its parcel with another one.
fn parcels(ground: &Ground, taker: &[u32]) -> Vec<bool> {
    let served = (0..ground.wishes()).zip(taker).filter(|&(_, &offer)| offer != NOBODY);
    let mut sent: Vec<(u64, u32)> = served
        .map(|(wish, &offer)| ((u64::from(ground.school[wish as usize]) << 32) | u64::from(offer), wish))
        .collect();
    sent.sort_unstable();
    let mut shared = vec![false; taker.len()];
    for pair in sent.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
        shared[pair[0].1 as usize] = true;
        shared[pair[1].1 as usize] = true;
    }
    shared
}

fn reason(ground: &Ground, offer: &Offer, shared: bool, wish: u32) -> Reason {
    let mut admitting = ground.admitting(wish);
    let first = admitting.next();
    if first.is_some_and(|group| ground.members.row(group).len() == 1) && admitting.next().is_none() {
        Reason::OnlyOffer
    } else if shared {
        Reason::SameParcel
    } else if !offer.schools.is_empty() {
        Reason::NamesSchool
    } else if !offer.townships.is_empty() {
        Reason::NamesTownship
    } else if !offer.categories.is_empty() {
        Reason::NamesCategory
    } else {
        Reason::Open
    }
}

fn left(ground: &Ground, room: &Room, wish: u32) -> Left {
    if let Ok(at) = ground.lacking.binary_search_by_key(&wish, |lacking| lacking.0) {
        return ground.lacking[at].1;
    }
    let rungs = ground.feet[wish as usize].into_iter().flat_map(|foot| ground.climb(foot));
    match rungs.map(|rung| room.on_rung[rung as usize]).max().unwrap_or(NOTHING) {
        NOTHING => Left::CountsSpent,
        free if free < ground.price[wish as usize] => Left::BudgetsSpent,
        _ => Left::OutOfTime,
    }
}

/// Of an offer that has given all its wishes.
const NOTHING: i64 = -1;

/// What there is left to give.
struct Room {
    /// What each offer could pay for one wish more.
    free: Vec<i64>,
    /// The most of it on each rung.
    on_rung: Vec<i64>,
}

impl Room {
    fn of(ground: &Ground, offers: &[Offer], taker: &[u32]) -> Self {
        let whole = |offer: &Offer| (offer.max_count, offer.budget.map_or(ENOUGH, |Fen(budget)| budget.min(ENOUGH)));
        let mut left: Vec<(u32, i64)> = offers.iter().map(whole).collect();
        for (&offer, price) in taker.iter().zip(&ground.price).filter(|&(&offer, _)| offer != NOBODY) {
            let (places, money) = &mut left[offer as usize];
            (*places, *money) = (*places - 1, *money - price);
        }
        let free: Vec<i64> =
            left.into_iter().map(|(places, money)| if places > 0 { money.max(0) } else { NOTHING }).collect();
        let most = |group: &u32| ground.members.row(*group).iter().map(|&offer| free[offer as usize]).max();
        let on_rung = (0..small(ground.rungs.rows()))
            .map(|rung| ground.rungs.row(rung).iter().filter_map(most).max().unwrap_or(NOTHING))
            .collect();
        Self { free, on_rung }
    }
}

fn idle(ground: &Ground, taker: &[u32], room: &Room) -> Vec<(u32, Idle)> {
    let admitted = cheapest(ground, |_| true);
    let missing = cheapest(ground, |wish| taker[wish as usize] == NOBODY);
    let mut idle = Vec::new();
    for group in 0..small(ground.groups.len()) {
        let (admitted, missing) = (admitted[group as usize], missing[group as usize]);
        for &offer in ground.members.row(group) {
            let why = match room.free[offer as usize] {
                NOTHING => continue,
                _ if admitted == NONE => Idle::NothingAdmitted,
                _ if missing == NONE => Idle::AllServed,
                free if free < missing => Idle::BudgetSpent,
                _ => Idle::OutOfTime,
            };
            idle.push((offer, why));
        }
    }
    idle.sort_unstable_by_key(|idle| idle.0);
    idle
}

/// Where there is no wish.
const NONE: i64 = i64::MAX;

/// What the cheapest of these wishes costs that each group admits.
fn cheapest(ground: &Ground, which: impl Fn(u32) -> bool) -> Vec<i64> {
    let mut standing = vec![NONE; ground.rungs.rows()];
    for wish in (0..ground.wishes()).filter(|&wish| which(wish)) {
        let price = ground.price[wish as usize];
        for foot in ground.feet[wish as usize] {
            let least = &mut standing[foot as usize];
            *least = price.min(*least);
        }
    }
    let mut cheapest = vec![NONE; ground.groups.len()];
    let mut below = NONE;
    for rung in 0..small(ground.rungs.rows()) {
        below = if ground.end[rung as usize] { NONE } else { below.min(standing[rung as usize]) };
        for &group in ground.rungs.row(rung) {
            let least = &mut cheapest[group as usize];
            *least = below.min(*least);
        }
    }
    cheapest
}
