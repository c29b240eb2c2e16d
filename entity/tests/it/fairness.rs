//! Who was served, and how long it took: figures reckoned by hand from a few wishes of two schools.

use chrono::TimeDelta;
use entity::{
    claim,
    grade::GradeBand,
    id::{PhaseId, TownshipId, WishId},
    month::Month,
    place::township,
    statistics::{
        self,
        fairness::{self, Fairness, Share},
    },
    wish::{self, Category, Status},
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    IntoActiveModel,
};

use crate::{gifts::Promise, given::day, world::World};

on_both!(
    shares_and_days_are_those_reckoned_by_hand,
    only_what_was_on_the_wall_counts,
    what_nobody_has_said_yes_to_is_not_promised,
    every_cut_adds_up_to_the_whole_and_to_the_counters,
    one_phase_alone_can_be_asked_for,
    a_school_far_behind_the_rest_is_named,
);

async fn read(world: &World) -> Fairness {
    fairness::read(world.store.read(), None).await.unwrap()
}

/// A wish of this school, written down so many days before today and handed out so many days after that.
async fn served(world: &World, school: &str, written: i64, waited: i64) -> WishId {
    let gift = world.promised(school, "lin", claim::State::Fulfilled).await;
    written_before(world, gift.wish, written).await;
    world.hand_out(&gift, world.today() - TimeDelta::days(written - waited)).await;
    gift.wish
}

async fn written_before(world: &World, wish: WishId, days: i64) {
    let since = world.now - TimeDelta::days(days);
    let row = wish::ActiveModel { id: Set(wish), waiting_since: Set(since), ..Default::default() };
    row.update(world.store.writer()).await.unwrap();
}

/// Counts, share and days of today: wishes, promised, served, thousandths, waited, waits, longest.
type Seen = (u64, u64, u64, Option<u64>, Option<u64>, Option<u64>, Option<u64>);

fn seen(world: &World, share: &Share) -> Seen {
    let today = world.today();
    let days = (share.waited(), share.waits(today), share.longest(today));
    (share.wishes, share.promised, share.served, share.served_of_thousand(), days.0, days.1, days.2)
}

async fn shares_and_days_are_those_reckoned_by_hand(world: World) {
    // Three served after 10, 20 and 25 days: 55 / 3 = 18.3; one waits 7 days, one is promised and waits 14.
    for waited in [10, 20, 25] {
        served(&world, "shagou", 40, waited).await;
    }
    let open = world.open_wish("shagou").await;
    written_before(&world, open.id, 7).await;
    let taken = world.promised("shagou", "lin", claim::State::Shipped).await;
    written_before(&world, taken.wish, 14).await;
    // The pool's gift counts as every other: 5 days.
    let pool = Promise { donor: None, state: claim::State::Fulfilled, since: world.now };
    let pool = world.promised_by("xishe", pool).await;
    written_before(&world, pool.wish, 5).await;
    world.hand_out(&pool, world.today()).await;

    let fairness = read(&world).await;
    let shagou = fairness.schools[&world.school_id("shagou").await];
    assert_eq!(seen(&world, &shagou), (5, 4, 3, Some(600), Some(18), Some(11), Some(14)), "10.5 days rounded up");
    let xishe = fairness.schools[&world.school_id("xishe").await];
    assert_eq!(seen(&world, &xishe), (1, 1, 1, Some(1_000), Some(5), None, None));
    // 60 days of four; 21 days of two.
    assert_eq!(seen(&world, &fairness.whole), (6, 5, 4, Some(666), Some(15), Some(11), Some(14)));
    // Written on 14 October: the three; on 16, 9 and 18 November: the others.
    let months: Vec<_> = fairness.months.iter().map(|(month, share)| (*month, share.wishes, share.served)).collect();
    assert_eq!(months, [(Month::with(day(10, 14)), 3, 3), (Month::with(day(11, 9)), 3, 1)]);
}

async fn only_what_was_on_the_wall_counts(world: World) {
    for status in Status::ALL {
        world.wish_at("shagou", status).await;
    }
    let whole = read(&world).await.whole;
    assert_eq!((whole.wishes, whole.promised, whole.served), (4, 3, 1), "open, taken, received, handed out");
}

async fn what_nobody_has_said_yes_to_is_not_promised(world: World) {
    world.open_wish("shagou").await;
    // A visitor's hold, and what a round proposes to a donor.
    world.promised("shagou", "lin", claim::State::Held).await;
    let lin = world.donor("lin").await;
    world.claim_with("shagou", lin, claim::State::Held).await;
    world.claim_with("shagou", lin, claim::State::Confirmed).await;
    let (school, phase) = (world.school_id("shagou").await, world.phase().await);
    let fairness = read(&world).await;
    for share in [fairness.whole, fairness.schools[&school], fairness.phases[&phase]] {
        assert_eq!((share.wishes, share.promised, share.held, share.served), (4, 1, 2, 0));
        assert_eq!((share.on_the_way(), share.open(), share.waiting()), (1, 1, 4), "all four wait for a gift");
    }
    let counts = statistics::per_phase(world.store.read()).await.unwrap()[&phase];
    assert_eq!((counts.open, counts.held, counts.taken), (1, 2, 1));
    assert_eq!((counts.posted(), counts.claimed()), (4, 1), "one word, one number");
    let schools = statistics::per_school(world.store.read(), phase).await.unwrap();
    assert_eq!(schools[&school], counts);
    world.claim_with("xishe", lin, claim::State::Held).await;
    let held = async |school| statistics::held(world.store.read(), school, phase).await.unwrap();
    assert_eq!((held(None).await, held(Some(school)).await), (3, 2));
}

/// Moves the wish into a township of its own.
async fn elsewhere(world: &World, wish: WishId) -> TownshipId {
    let other = township::ActiveModel {
        name_zh: Set("别的镇".to_owned()),
        name_en: Set("Other".to_owned()),
        ..Default::default()
    };
    let other = other.insert(world.store.writer()).await.unwrap().id;
    let row = wish::ActiveModel { id: Set(wish), township_id: Set(other), ..Default::default() };
    row.update(world.store.writer()).await.unwrap();
    other
}

async fn every_cut_adds_up_to_the_whole_and_to_the_counters(world: World) {
    for (school, grade, category) in [
        ("shagou", 1, Category::Books),
        ("shagou", 2, Category::Shoes),
        ("xishe", 9, Category::Books),
        ("xishe", 6, Category::Other),
    ] {
        let gift = world.promised(school, "lin", claim::State::Confirmed).await;
        let row =
            wish::ActiveModel { id: Set(gift.wish), grade: Set(grade), category: Set(category), ..Default::default() };
        row.update(world.store.writer()).await.unwrap();
    }
    let moved = served(&world, "shagou", 20, 10).await;
    let other = elsewhere(&world, moved).await;
    let fairness = read(&world).await;
    let whole = fairness.whole;
    let sums: [Share; 6] = [
        fairness.schools.values().copied().sum(),
        fairness.townships.values().copied().sum(),
        fairness.grades.values().copied().sum(),
        fairness.categories().map(|(_, share)| share).sum(),
        fairness.phases.values().copied().sum(),
        fairness.months.values().copied().sum(),
    ];
    assert_eq!(sums, [whole; 6]);
    let counts: statistics::Counts = statistics::per_phase(world.store.read()).await.unwrap().into_values().sum();
    assert_eq!((whole.wishes, whole.served), (counts.posted(), counts.children()));
    assert_eq!(fairness.townships[&other].wishes, 1);
    let bands: Vec<_> = fairness.bands().map(|(band, share)| (band, share.wishes)).collect();
    assert_eq!(
        bands,
        [(GradeBand::OneTwo, 2), (GradeBand::ThreeFour, 1), (GradeBand::FiveSix, 1), (GradeBand::SevenNine, 1)]
    );
    let categories: Vec<_> = fairness.categories().map(|(one, share)| (one, share.wishes)).collect();
    let expected = [(Category::Schoolbag, 1), (Category::Books, 2), (Category::Shoes, 1), (Category::Other, 1)];
    assert_eq!(categories, expected, "in the order of the catalogue");
}

async fn one_phase_alone_can_be_asked_for(world: World) {
    let (first, _) = world.wish_at("shagou", Status::Open).await;
    world.wish_at("shagou", Status::Open).await;
    let mut another = world.running_phase().await.into_active_model().reset_all();
    another.id = NotSet;
    another.number = Set(6);
    let other = another.insert(world.store.writer()).await.unwrap().id;
    let row = wish::ActiveModel { id: Set(first), phase_id: Set(other), ..Default::default() };
    row.update(world.store.writer()).await.unwrap();
    assert_eq!(read(&world).await.whole.wishes, 2);
    let alone = fairness::read(world.store.read(), Some(other)).await.unwrap();
    assert_eq!((alone.whole.wishes, alone.phases.len()), (1, 1));
    let by_phase = fairness::by_phase(world.store.read()).await.unwrap();
    assert_eq!(by_phase.all, read(&world).await);
    assert_eq!(by_phase.of(other), Some(&alone));
    assert_eq!(by_phase.of(PhaseId(9_999)), None);
}

async fn a_school_far_behind_the_rest_is_named(world: World) {
    for _ in 0..4 {
        served(&world, "shagou", 20, 10).await;
        served(&world, "xishe", 20, 10).await;
    }
    world.open_wishes("shagou", 2).await;
    world.open_wishes("huili", 3).await;
    served(&world, "huili", 20, 10).await;
    // 9 of 14 are served: 642 of a thousand; shagou 4 of 6, huili 1 of 4.
    let behind: Vec<_> = read(&world).await.behind().collect();
    assert_eq!(behind, [world.school_id("huili").await]);
}
