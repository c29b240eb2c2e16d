//! The hub: what is not here yet and how urgent it is; the pool's stock, first in first out, reported apart.

use chrono::TimeDelta;
use entity::{
    Code, Day, Field, Refusal,
    actor::Receiver,
    claim::{self, Source, State},
    handout::{
        gaps,
        pool::{
            self, Filled,
            source::{self, Typed},
        },
        receive,
    },
    id::{PhaseId, PoolSourceId},
    wish::{Category, Status},
};
use sea_orm::EntityTrait;

use crate::{
    gifts::Promise,
    given::day,
    world::{World, refused},
};

on_both!(
    each_school_sees_its_gaps_and_the_hub_all,
    the_most_urgent_gap_comes_first,
    stock_goes_first_in_first_out_to_who_has_waited_longest,
    a_sponsor_pays_up_to_a_price_and_goods_fit_their_category,
    goods_that_do_not_say_what_is_asked_for_are_left_to_a_look,
    the_shelf_is_never_overdrawn,
    the_last_one_on_the_shelf_goes_to_one_wish,
    what_came_back_to_the_shelf_is_there_again,
    the_pool_is_reported_apart,
    everything_wrong_with_a_source_is_said_at_once,
);

async fn counts(world: &World, by: Receiver) -> Vec<gaps::Count> {
    gaps::counts(world.store.read(), by, world.now).await.unwrap()
}

async fn each_school_sees_its_gaps_and_the_hub_all(world: World) {
    for state in [State::Confirmed, State::Shipped, State::Received, State::Fulfilled, State::Held] {
        world.promised("shagou", "lin", state).await;
    }
    world.promised("huili", "lin", State::Received).await;
    let own = counts(&world, Receiver::School(world.school("shagou").await)).await;
    assert_eq!(own.len(), 1);
    assert_eq!(
        (own[0].name.as_str(), own[0].here, own[0].promised()),
        ("shagou小学", 2, 4),
        "a hold is no promise yet"
    );
    let progress = receive::progress(world.store.read(), own[0].school, own[0].phase.id).await.unwrap();
    assert_eq!((progress.here, progress.promised), (2, 4), "what is said after a receipt counts alike");
    let all = counts(&world, Receiver::Office(world.officer().await)).await;
    let said: Vec<_> = all.iter().map(|count| (count.name.as_str(), count.here, count.gaps.len())).collect();
    assert_eq!(said, [("huili小学", 1, 0), ("shagou小学", 2, 2)]);
}

async fn the_most_urgent_gap_comes_first(mut world: World) {
    let earlier = Promise { donor: Some("lin"), state: State::Confirmed, since: world.now - TimeDelta::days(12) };
    let soon = world.promised_by("shagou", earlier).await;
    let later = world.promised("shagou", "lin", State::Confirmed).await;
    world.phase().await;
    let by = Receiver::School(world.school("shagou").await);
    let read = counts(&world, by).await.remove(0).gaps;
    assert_eq!(read.iter().map(|gap| &gap.code).collect::<Vec<_>>(), [&soon.code, &later.code]);
    assert_eq!(read[0].days(world.today()), Some(2), "not here yet, due in 2 days");
    world.later(TimeDelta::days(3));
    let read = counts(&world, by).await.remove(0).gaps;
    assert_eq!((read[0].days(world.today()), read[0].late, read[1].late), (Some(-1), true, false));
}

/// Goods that say the specification of the tests' wishes.
fn goods(name: &str, category: &str, quantity: i32) -> Typed {
    Typed {
        kind: "goods".into(),
        goods: format!("{name} 蓝色 防水"),
        giver: "县文具店（样例）".into(),
        category: category.into(),
        quantity: quantity.to_string(),
        ..Typed::default()
    }
}

impl World {
    async fn source(&self, typed: &Typed) -> PoolSourceId {
        source::add(&self.store, self.officer().await, typed, &self.form(), self.now).await.unwrap()
    }

    async fn fill_all(&self, phase: PhaseId) -> Filled {
        pool::fill_from_stock(&self.store, self.officer().await, phase, &self.form(), self.now).await.unwrap()
    }

    async fn left(&self) -> Vec<u64> {
        source::stock(self.store.writer()).await.unwrap().iter().map(source::Stock::left).collect()
    }

    /// Which source fills the wish with this code.
    async fn source_of(&self, code: &Code) -> Option<PoolSourceId> {
        let claims = claim::Entity::find().all(self.store.writer()).await.unwrap();
        let wish = self.row(code).await.id;
        let live = claims.into_iter().find(|claim| claim.wish_id == wish && claim.state.is_live())?;
        assert_eq!(live.source, Source::Pool);
        live.pool_source_id
    }

    async fn claiming_is_over(&mut self) -> PhaseId {
        self.later(TimeDelta::days(20));
        self.phase().await
    }
}

async fn stock_goes_first_in_first_out_to_who_has_waited_longest(mut world: World) {
    let wishes = world.open_wishes("shagou", 3).await;
    let new = world.source(&goods("新到的书包", "schoolbag", 5)).await;
    let old = world.source(&Typed { added_on: "2026-10-01".into(), ..goods("去年的书包", "schoolbag", 2) }).await;
    let phase = world.phase().await;
    let early = pool::fill_from_stock(&world.store, world.officer().await, phase, &world.form(), world.now).await;
    assert_eq!(refused(early), [Refusal::PhaseState], "donors come first, as long as they can claim");
    world.claiming_is_over().await;
    let form = world.form();
    let fill =
        async || pool::fill_from_stock(&world.store, world.officer().await, phase, &form, world.now).await.unwrap();
    let done = Filled { filled: 3, by_hand: 0, left: 0 };
    assert_eq!(fill().await, done);
    assert_eq!(fill().await, done, "the same form again");
    for (wish, source) in wishes.iter().zip([old, old, new]) {
        assert_eq!(world.source_of(&wish.code).await, Some(source));
        assert_eq!(world.status(wish.id).await, Status::Taken);
    }
    assert_eq!(world.left().await, [0, 4], "what came first is listed first");
}

async fn a_sponsor_pays_up_to_a_price_and_goods_fit_their_category(mut world: World) {
    let bag = world.open_wish("shagou").await;
    let (_, book) = world.wish_for("shagou", Category::Books, Status::Open).await;
    world.source(&goods("书包", "schoolbag", 1)).await;
    let sponsor = Typed { kind: "sponsor".into(), price_cap: "89".into(), ..goods("认捐", "", 9) };
    world.source(&sponsor).await;
    let phase = world.claiming_is_over().await;
    let done = Filled { filled: 1, by_hand: 0, left: 1 };
    assert_eq!(world.fill_all(phase).await, done, "90 yuan are more than the sponsor pays");
    assert!(world.source_of(&bag.code).await.is_some());
    world.source(&Typed { price_cap: "90".into(), ..sponsor }).await;
    assert_eq!(world.fill_all(phase).await, Filled { filled: 1, by_hand: 0, left: 0 });
    assert!(world.source_of(&book).await.is_some());
}

async fn the_shelf_is_never_overdrawn(mut world: World) {
    world.open_wishes("shagou", 4).await;
    world.source(&goods("书包", "schoolbag", 3)).await;
    let phase = world.claiming_is_over().await;
    let (officer, other) = (world.officer().await, world.another_process().await);
    let (here, there) = (world.form(), world.form());
    let (one, two) = tokio::join!(
        pool::fill_from_stock(&world.store, officer, phase, &here, world.now),
        pool::fill_from_stock(&other, officer, phase, &there, world.now)
    );
    let filled: u64 = [one, two].into_iter().flatten().map(|done| done.filled).sum();
    assert_eq!((filled, world.left().await), (3, vec![0]));
}

async fn goods_that_do_not_say_what_is_asked_for_are_left_to_a_look(mut world: World) {
    let wishes = world.open_wishes("shagou", 3).await;
    let id = world.source(&Typed { goods: "防水书包".into(), ..goods("", "schoolbag", 1) }).await;
    let phase = world.claiming_is_over().await;
    assert_eq!(world.fill_all(phase).await, Filled { filled: 0, by_hand: 3, left: 0 });
    let officer = world.officer().await;
    let fill = async |at: usize, source: &str| {
        let code = wishes[at].code.as_str();
        pool::fill(&world.store, officer, code, source, &world.form(), world.now).await
    };
    fill(0, &id.to_string()).await.unwrap();
    assert_eq!((world.source_of(&wishes[0].code).await, world.left().await), (Some(id), vec![0]));
    assert_eq!(refused(fill(1, &id.to_string()).await), [Refusal::StockGone]);
    assert_eq!(refused(fill(1, "nothing").await), [Refusal::NotAChoice(Field::Source)]);
    fill(1, "").await.unwrap();
    assert_eq!(world.source_of(&wishes[1].code).await, None, "bought for it");
    let other = world.source(&goods("画笔", "art_supplies", 5)).await;
    assert_eq!(refused(fill(2, &other.to_string()).await), [Refusal::StockGone], "of another kind");
}

async fn the_last_one_on_the_shelf_goes_to_one_wish(mut world: World) {
    let wishes = world.open_wishes("shagou", 2).await;
    let id = world.source(&goods("书包", "schoolbag", 1)).await.to_string();
    world.claiming_is_over().await;
    let (officer, other) = (world.officer().await, world.another_process().await);
    let (here, there) = (world.form(), world.form());
    let (one, two) = tokio::join!(
        pool::fill(&world.store, officer, wishes[0].code.as_str(), &id, &here, world.now),
        pool::fill(&other, officer, wishes[1].code.as_str(), &id, &there, world.now)
    );
    assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
    assert_eq!(world.left().await, [0]);
}

async fn what_came_back_to_the_shelf_is_there_again(mut world: World) {
    let wish = world.open_wish("shagou").await;
    let id = world.source(&goods("书包", "schoolbag", 1)).await;
    let phase = world.claiming_is_over().await;
    world.fill_all(phase).await;
    assert_eq!(world.left().await, [0]);
    let claim = world.claims_of(wish.id).await.remove(0);
    let typed = claim::cancel::Typed { reason: "孩子转学了".into() };
    let officer = world.officer().await;
    claim::cancel::cancel(&world.store, officer, claim.id, &typed, &world.form(), world.now).await.unwrap();
    assert_eq!(world.left().await, [1]);
    source::close(&world.store, officer, id, &world.form(), world.now).await.unwrap();
    let nothing = Filled { filled: 0, by_hand: 0, left: 1 };
    assert_eq!(world.fill_all(phase).await, nothing, "nothing is taken from what is closed");
    let again = source::close(&world.store, officer, id, &world.form(), world.now).await;
    assert_eq!(refused(again), [Refusal::NotFound]);
}

async fn the_pool_is_reported_apart(mut world: World) {
    world.open_wishes("shagou", 2).await;
    world.promised("shagou", "lin", State::Received).await;
    world.source(&goods("书包", "schoolbag", 9)).await;
    let phase = world.claiming_is_over().await;
    world.fill_all(phase).await;
    let report = source::report(world.store.read(), phase).await.unwrap();
    assert_eq!(report.len(), 1);
    assert_eq!((report[0].promised, report[0].given), (2, 0), "lin's gift is not the pool's");
}

async fn everything_wrong_with_a_source_is_said_at_once(world: World) {
    let officer = world.officer().await;
    let add = async |typed: Typed| source::add(&world.store, officer, &typed, &world.form(), world.now).await;
    let all = [
        Refusal::Missing(Field::StockKind),
        Refusal::Missing(Field::Goods),
        Refusal::Missing(Field::Giver),
        Refusal::Missing(Field::Category),
        Refusal::Missing(Field::Quantity),
    ];
    assert_eq!(refused(add(Typed::default()).await), all);
    let tomorrow: Day = day(11, 24);
    let odd = Typed { price_cap: "x".into(), added_on: tomorrow.to_string(), ..goods("书包", "", 0) };
    let all = [
        Refusal::Missing(Field::Category),
        Refusal::NotMoney(Field::StockCap),
        Refusal::NotANumber(Field::Quantity, 1, 10_000),
        Refusal::DayInFuture(Field::AddedOn),
    ];
    assert_eq!(refused(add(odd).await), all);
}
