//! The answer in the words of who asked: pairs by position, with reasons, and what is left.

use std::cmp::Reverse;

use super::{
    Answer, Fen, Idle, Left, Match, Offer, Reason,
    ground::{ENOUGH, Ground},
    number::small,
};

/// No offer.
pub(super) const NOBODY: u32 = u32::MAX;

/// Tells what came of it; `taker` is the offer of each position of the ground.
pub(super) fn tell(ground: &Ground, offers: &[Offer], taker: &[u32], bound: usize) -> Answer {
    let whys = Whys::of(ground, offers, taker);
    let mut answer = Answer { bound, ..Answer::default() };
    let room = Room::of(ground, offers, taker);
    for (wish, &offer) in (0..ground.wishes()).zip(taker) {
        let asked = ground.order[wish as usize];
        if offer == NOBODY {
            answer.left.push((asked, left(ground, &room, wish)));
        } else {
            answer.matches.push(Match { wish: asked, offer, reason: whys.reason(wish, offer) });
            answer.waiting_total += u64::from(ground.waiting[wish as usize]);
        }
    }
    answer.matches.sort_unstable_by_key(|pair| pair.wish);
    answer.left.sort_unstable_by_key(|left| left.0);
    answer.idle = idle(ground, taker, &room);
    answer
}

/// What the reasons of the matches are read from.
struct Whys<'a> {
    ground: &'a Ground,
    offers: &'a [Offer],
    /// Whether no other offer admits the wish.
    only: Vec<bool>,
    /// Whether the wish goes along in a parcel that is sent for another one.
    along: Vec<bool>,
    /// How long the wishes have waited that each offer admits: at least, and at most.
    waits: Vec<(u32, u32)>,
}

impl<'a> Whys<'a> {
    fn of(ground: &'a Ground, offers: &'a [Offer], taker: &[u32]) -> Self {
        let only: Vec<bool> = (0..ground.wishes()).map(|wish| has_one_offer(ground, wish)).collect();
        Self { along: along(ground, taker, &only), waits: waits(ground, offers.len()), ground, offers, only }
    }

    fn reason(&self, wish: u32, offer: u32) -> Reason {
        let (least, most) = self.waits[offer as usize];
        if self.only[wish as usize] {
            Reason::OnlyOffer
        } else if self.along[wish as usize] {
            Reason::SameParcel
        } else if least < most && self.ground.waiting[wish as usize] == most {
            Reason::WaitedLongest
        } else {
            Reason::named(&self.offers[offer as usize])
        }
    }
}

fn has_one_offer(ground: &Ground, wish: u32) -> bool {
    let mut admitting = ground.admitting(wish);
    let first = admitting.next();
    first.is_some_and(|group| ground.members.row(group).len() == 1) && admitting.next().is_none()
}

/// A parcel is sent for those that have no other offer; where there are none, for the one that has waited longest. The
/// others go along.
fn along(ground: &Ground, taker: &[u32], only: &[bool]) -> Vec<bool> {
    let served = (0..ground.wishes()).zip(taker).filter(|&(_, &offer)| offer != NOBODY);
    let mut sent: Vec<_> = served
        .map(|(wish, &offer)| {
            let parcel = (u64::from(ground.school[wish as usize]) << 32) | u64::from(offer);
            (parcel, !only[wish as usize], Reverse(ground.waiting[wish as usize]), wish)
        })
        .collect();
    sent.sort_unstable();
    let mut along = vec![false; taker.len()];
    for pair in sent.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
        along[pair[1].3 as usize] = true;
    }
    along
}

/// The shortest and the longest that any wish has waited that each offer admits.
fn waits(ground: &Ground, offers: usize) -> Vec<(u32, u32)> {
    let waited = |wish: u32| (ground.waiting[wish as usize], ground.waiting[wish as usize]);
    let join = |one: (u32, u32), other: (u32, u32)| (one.0.min(other.0), one.1.max(other.1));
    let of_groups = admitted(ground, (u32::MAX, 0), waited, join);
    let mut waits = vec![(u32::MAX, 0); offers];
    for (group, of_group) in (0..).zip(of_groups) {
        for &offer in ground.members.row(group) {
            waits[offer as usize] = of_group;
        }
    }
    waits
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
    let price = |wish: u32| if which(wish) { ground.price[wish as usize] } else { NONE };
    admitted(ground, NONE, price, Ord::min)
}

/// What `join` makes of all the wishes that each group admits, and of `none`.
fn admitted<T: Copy>(ground: &Ground, none: T, of: impl Fn(u32) -> T, join: impl Fn(T, T) -> T) -> Vec<T> {
    let mut standing = vec![none; ground.rungs.rows()];
    for wish in 0..ground.wishes() {
        let one = of(wish);
        for foot in ground.feet[wish as usize] {
            let all = &mut standing[foot as usize];
            *all = join(one, *all);
        }
    }
    let mut told = vec![none; ground.groups.len()];
    let mut below = none;
    for rung in 0..small(ground.rungs.rows()) {
        below = if ground.end[rung as usize] { none } else { join(below, standing[rung as usize]) };
        for &group in ground.rungs.row(rung) {
            let all = &mut told[group as usize];
            *all = join(below, *all);
        }
    }
    told
}
