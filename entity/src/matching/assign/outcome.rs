//! The answer in the words of who asked: pairs by position, with reasons, and what is left.

use super::{Answer, Idle, Left, Match, Offer, Reason, ground::Ground, number::small};

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
    let mut rungs = ground.feet[wish as usize].into_iter().flat_map(|foot| ground.climb(foot));
    if rungs.any(|rung| room.on_rung[rung as usize]) { Left::BudgetsSpent } else { Left::CountsSpent }
}

/// Where there are places left.
struct Room {
    /// How many each offer still could take.
    of_offer: Vec<u32>,
    on_rung: Vec<bool>,
}

impl Room {
    fn of(ground: &Ground, offers: &[Offer], taker: &[u32]) -> Self {
        let mut of_offer: Vec<u32> = offers.iter().map(|offer| offer.max_count).collect();
        for &offer in taker.iter().filter(|&&offer| offer != NOBODY) {
            of_offer[offer as usize] -= 1;
        }
        let roomy = |group: &u32| ground.members.row(*group).iter().any(|&offer| of_offer[offer as usize] > 0);
        let on_rung = (0..small(ground.rungs.rows())).map(|rung| ground.rungs.row(rung).iter().any(roomy)).collect();
        Self { of_offer, on_rung }
    }
}

fn idle(ground: &Ground, taker: &[u32], room: &Room) -> Vec<(u32, Idle)> {
    let admitted = reached(ground, |_| true);
    let missing = reached(ground, |wish| taker[wish as usize] == NOBODY);
    let mut idle = Vec::new();
    for group in 0..small(ground.groups.len()) {
        let why = if missing[group as usize] {
            Idle::BudgetSpent
        } else if admitted[group as usize] {
            Idle::AllServed
        } else {
            Idle::NothingAdmitted
        };
        let members = ground.members.row(group).iter().filter(|&&offer| room.of_offer[offer as usize] > 0);
        idle.extend(members.map(|&offer| (offer, why)));
    }
    idle.sort_unstable_by_key(|idle| idle.0);
    idle
}

/// The groups that admit any of these wishes.
fn reached(ground: &Ground, which: impl Fn(u32) -> bool) -> Vec<bool> {
    let mut stood = vec![false; ground.rungs.rows()];
    for wish in (0..ground.wishes()).filter(|&wish| which(wish)) {
        for foot in ground.feet[wish as usize] {
            stood[foot as usize] = true;
        }
    }
    let mut reached = vec![false; ground.groups.len()];
    let mut above = false;
    for rung in 0..small(ground.rungs.rows()) {
        above = (above || stood[rung as usize]) && !ground.end[rung as usize];
        if above {
            for &group in ground.rungs.row(rung) {
                reached[group as usize] = true;
            }
        }
    }
    reached
}
