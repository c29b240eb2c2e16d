//! Exact where only counts bind. The sets of wishes that can be served together form a matroid, so taking wishes by
//! falling waiting time and keeping each that still fits gives the most children and, among these, the most waiting.

use std::cmp::Reverse;

use super::{
    Answer, Offer, Policy, Settings, Step, Wish, arrange, augment::Taking, even, ground::Ground, number::small,
    outcome, pace::Pace, parcel, together,
};

/// How many wishes are looked at between two questions for the time, where very many have waited for as long.
const WISHES: u32 = 1024;

/// The most wishes, then the longest waiting; proven.
pub(super) fn solve(wishes: &[Wish], offers: &[Offer], settings: &Settings) -> Answer {
    let ground = Ground::lay(wishes, offers, true);
    let mut taking = Taking::new(&ground);
    let unseen = serve(&ground, &mut taking, settings);
    let served = taking.taken.iter().map(Vec::len).sum::<usize>();
    let mut held = parcel::Held::new(&ground, taking.taken);
    let evened = match settings.policy {
        Policy::Waiting => even::Evened::default(),
        Policy::Even { floor } => even::even(&mut held, floor, unseen == 0, settings),
    };
    held.fewer_parcels(wishes, offers, settings);
    let mut takers = held.takers(offers);
    parcel::exchange(&ground, wishes, offers, &mut takers, true, settings);
    if together::together(&ground, wishes, offers, &mut takers, settings) {
        arrange::arrange(&ground, wishes, offers, &mut takers, settings);
    }
    let mut answer = outcome::tell(&ground, offers, &takers, served + unseen);
    answer.optimal = unseen == 0 && (settings.policy == Policy::Waiting || evened.is_level);
    answer.cut_short = settings.time_is_up();
    answer.floor_missed = evened.missed;
    answer.is_level = evened.is_level;
    answer
}

/// Serves what fits, day by day of waiting; says how many wishes it had no time for.
fn serve(ground: &Ground, taking: &mut Taking, settings: &Settings) -> usize {
    let mut order: Vec<u32> = (0..ground.wishes()).collect();
    order.sort_unstable_by_key(|&wish| (Reverse(ground.waiting[wish as usize]), wish));
    let mut served_of = vec![0_u32; ground.wishes_of.len()];
    let mut seen = 0;
    let mut served = 0;
    let mut pace = Pace::new(settings, WISHES);
    'days: for day in order.chunk_by(|&one, &other| ground.waiting[one as usize] == ground.waiting[other as usize]) {
        if settings.time_is_up() {
            break;
        }
        for wish in in_turn(ground, day, &served_of) {
            if pace.is_up(Step::Assigning { served }) {
                break 'days;
            }
            seen += 1;
            if taking.take(wish) {
                served += 1;
                served_of[ground.school[wish as usize] as usize] += 1;
            }
        }
        (settings.progress)(Step::Assigning { served });
    }
    ground.order.len() - seen
}

/// Those who wait equally long: schools take turns, the least served first.
fn in_turn(ground: &Ground, day: &[u32], served_of: &[u32]) -> impl Iterator<Item = u32> + use<> {
    let mut turns = Vec::with_capacity(day.len());
    for school in day.chunk_by(|&one, &other| ground.school[one as usize] == ground.school[other as usize]) {
        let at = ground.school[school[0] as usize] as usize;
        let served = served_of[at];
        let share = |n: u32| (u64::from(served + n) << 24) / u64::from(ground.wishes_of[at]);
        turns.extend((0..small(school.len())).zip(school).map(|(n, &wish)| (share(n), wish)));
    }
    turns.sort_unstable();
    turns.into_iter().map(|(_, wish)| wish)
}
