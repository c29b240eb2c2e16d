//! Match me: the open wishes in memory follow the database, and what is gone is replaced in the same act.

mod assign;
mod beside;
mod promised;

use chrono::TimeDelta;
use entity::{
    Code, Fen, Lang, Refusal,
    actor::Donor,
    claim::{State, Wanted, hold, release, take},
    county::County,
    grade::GradeBand,
    id::TownshipId,
    matching::{
        open::OpenWishes,
        suggest::{
            Asked, MOST, Question,
            held::{self, By, Held},
            room::Room,
            suggest,
        },
    },
    wish::{self, Category, Status, browse::Choice},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use crate::world::{World, refused};

on_both!(
    what_opens_and_what_is_claimed_is_known_to_another_process,
    what_was_hidden_or_closed_is_not_suggested,
    what_is_shown_again_is_known_once_all_is_read_anew,
    a_phase_that_has_opened_since_is_told_of,
    what_a_donor_may_still_take_is_counted,
    what_is_kept_is_found_by_its_code,
    what_was_left_out_makes_fewer_of_what_was_asked_for,
    choices_that_there_are_not_are_taken_out_and_named,
    what_is_held_for_others_is_known_by_its_end,
    what_is_gone_is_replaced_by_the_next_best,
    a_replacement_keeps_to_the_budget,
    without_spares_it_is_as_before,
    a_visitors_hold_is_made_up_too,
    two_at_once_never_get_the_same_wish,
);

async fn read(world: &World) -> OpenWishes {
    OpenWishes::read(world.store.read(), world.now).await.unwrap()
}

async fn refreshed(world: &World, mut open: OpenWishes) -> OpenWishes {
    let changes = open.since().changes(world.store.read(), world.now).await.unwrap();
    open.apply(&changes);
    open
}

async fn best(world: &World, open: &OpenWishes, count: usize) -> Vec<i64> {
    let question = Question { count, phases: vec![world.phase().await], ..Question::default() };
    suggest(open, &question).into_iter().map(|pick| pick.entry.id.0).collect()
}

async fn price(world: &World, wish: &wish::Model, yuan: i64) {
    let row = wish::ActiveModel { id: Set(wish.id), price_fen: Set(Fen::yuan(yuan)), ..Default::default() };
    row.update(world.store.writer()).await.unwrap();
}

async fn codes(world: &World, count: usize) -> Vec<Code> {
    world.open_wishes("shagou", count).await.into_iter().map(|wish| wish.code).collect()
}

async fn take(world: &World, donor: &str, wanted: &Wanted<'_>) -> Result<take::Taken, entity::Error> {
    let donor = world.donor(donor).await;
    take::take_wanted(&world.store, donor, wanted, (true, ""), &world.form(), world.now).await
}

async fn what_opens_and_what_is_claimed_is_known_to_another_process(world: World) {
    let wishes = world.open_wishes("shagou", 3).await;
    let open = read(&world).await;
    assert_eq!(open.len(), 3);
    let (other, lin) = (world.another_process().await, world.donor("lin").await);
    take::take(&other, lin, std::slice::from_ref(&wishes[1].code), true, &world.form(), world.now).await.unwrap();
    let open = refreshed(&world, open).await;
    assert_eq!(best(&world, &open, 9).await.len(), 2);
    assert!(!best(&world, &open, 9).await.contains(&wishes[1].id.0));
    let typed = release::Typed { reason: "出差".into() };
    release::release(&other, lin, &wishes[1].code, &typed, &world.form(), world.now).await.unwrap();
    let open = refreshed(&world, open).await;
    assert_eq!(best(&world, &open, 9).await.len(), 3, "it waits again");
    let open = refreshed(&world, open).await;
    assert_eq!(open.len(), 3, "its old claim does not take it out once more");
}

async fn what_was_hidden_or_closed_is_not_suggested(world: World) {
    let wishes = world.open_wishes("shagou", 2).await;
    wish::hide::hide(&world.store, world.officer().await, &wishes[0].code, &world.form(), world.now).await.unwrap();
    let open = read(&world).await;
    assert_eq!(best(&world, &open, 9).await, [wishes[1].id.0]);
    let question = Question { count: 9, ..Question::default() };
    assert!(suggest(&open, &question).is_empty(), "no phase takes claims");
}

async fn what_is_shown_again_is_known_once_all_is_read_anew(mut world: World) {
    let wishes = world.open_wishes("shagou", 2).await;
    let (officer, code) = (world.officer().await, &wishes[0].code);
    wish::hide::hide(&world.store, officer, code, &world.form(), world.now).await.unwrap();
    world.later(TimeDelta::hours(1));
    let open = read(&world).await;
    wish::hide::show(&world.store, officer, code, &world.form(), world.now).await.unwrap();
    assert_eq!(refreshed(&world, open).await.len(), 1, "no change tells of it");
    let open = read(&world).await;
    assert_eq!((open.len(), open.is_outgrown()), (2, false));
}

/// Their schools' wishes were not counted, so that they would all seem not to be fulfilled.
async fn a_phase_that_has_opened_since_is_told_of(world: World) {
    let open = read(&world).await;
    assert!(!open.is_outgrown());
    world.open_wishes("shagou", 2).await;
    let open = refreshed(&world, open).await;
    assert_eq!((open.len(), open.is_outgrown()), (2, true));
    let open = refreshed(&world, read(&world).await).await;
    assert!(!open.is_outgrown(), "what opens again is no new phase");
}

async fn room(world: &World, donor: Donor) -> Room {
    let county = County::read(world.store.read()).await.unwrap();
    Room::read(world.store.read(), donor, &county, world.now).await.unwrap()
}

async fn what_a_donor_may_still_take_is_counted(world: World) {
    let codes = codes(&world, 3).await;
    world.change_phase(|phase| phase.donor_limit = Set(3)).await;
    let (lin, phase) = (world.donor("lin").await, world.phase().await);
    assert_eq!(room(&world, lin).await, Room { most: 3, of_phase: [(phase, 3)].into() });
    take(&world, "lin", &(&codes[..2]).into()).await.unwrap();
    assert_eq!(room(&world, lin).await, Room { most: 1, of_phase: [(phase, 1)].into() });
    world.organisation("shanlu", "lin", 9).await;
    assert_eq!(room(&world, lin).await, Room::of(9), "an organisation's limit is its own");
    world.change_phase(|phase| phase.donor_limit = Set(500)).await;
    assert_eq!(room(&world, lin).await.most, MOST);
}

async fn what_is_kept_is_found_by_its_code(world: World) {
    let codes = codes(&world, 3).await;
    take(&world, "chen", &(&codes[..1]).into()).await.unwrap();
    let open = read(&world).await;
    let county = County::read(world.store.read()).await.unwrap();
    let asked = Asked { keep: codes[..2].to_vec(), count: "1".into(), ..Asked::default() };
    let question = asked.question(world.store.read(), &county, &Room::of(5), world.now).await.unwrap();
    assert_eq!(question.keep.len(), 1, "the other is taken");
    let picks = suggest(&open, &question);
    assert_eq!(picks.iter().map(|pick| pick.entry.id).collect::<Vec<_>>(), [question.keep[0].1.id]);
}

async fn what_was_left_out_makes_fewer_of_what_was_asked_for(world: World) {
    let county = County::read(world.store.read()).await.unwrap();
    for (only, most, count) in [(None, 5, 3), (Some(2), 5, 2), (Some(9), 5, 3), (Some(2), 1, 1), (Some(0), 5, 0)] {
        let asked = Asked { count: "3".into(), only, ..Asked::default() };
        let mut read = Asked::default();
        for (name, value) in asked.pairs() {
            read.put(name, &value);
        }
        assert_eq!(read, asked, "it is a part of the address");
        let question = asked.question(world.store.read(), &county, &Room::of(most), world.now).await.unwrap();
        assert_eq!(question.count, count, "{only:?} of {most}");
    }
}

async fn choices_that_there_are_not_are_taken_out_and_named(world: World) {
    let (township, school) = (world.township().await.to_string(), world.school_id("shagou").await.to_string());
    let county = County::read(world.store.read()).await.unwrap();
    let known = Asked {
        category: vec!["books".into()],
        grade: vec!["1-2".into()],
        township: vec![township],
        school: vec![school],
        also: vec!["plots".into()],
        ..Asked::default()
    };
    let mut asked = known.clone();
    assert!(asked.leave_out(county.places(Lang::Zh)).is_empty());
    for (name, value) in [
        ("category", "nonsense"),
        ("grade", "77"),
        ("township", "999"),
        ("township", "x"),
        ("school", "999"),
        ("also", "cars"),
    ] {
        asked.put(name, value);
    }
    let kinds = [Choice::Category, Choice::Grade, Choice::Township, Choice::School, Choice::Beside];
    assert_eq!(asked.leave_out(county.places(Lang::Zh)), kinds, "each once");
    assert_eq!(asked, known);
}

async fn what_is_held_for_others_is_known_by_its_end(world: World) {
    let lin = world.donor("lin").await;
    world.claim_with("shagou", lin, State::Held).await;
    world.claim_with("shagou", lin, State::Confirmed).await;
    let all = Question { count: 5, phases: vec![world.phase().await], ..Question::default() };
    let until = async |question: &Question, now| {
        let held = held::held(world.store.read(), question, None, now).await.unwrap();
        held.map(|held| held.until)
    };
    let end = world.now + TimeDelta::hours(48);
    let township = world.township().await;
    let fits = [
        all.clone(),
        Question { budget: Some(Fen::yuan(90)), max_price: Some(Fen::yuan(100)), ..all.clone() },
        Question { categories: vec![Category::Music, Category::Schoolbag], ..all.clone() },
        Question { townships: vec![township], bands: vec![GradeBand::ThreeFour], ..all.clone() },
        Question { schools: vec![world.school_id("shagou").await], ..all.clone() },
    ];
    for question in fits {
        assert_eq!(until(&question, world.now).await, Some(end), "{question:?}");
    }
    let others = [
        Question { phases: Vec::new(), ..all.clone() },
        Question { budget: Some(Fen::yuan(89)), ..all.clone() },
        Question { max_price: Some(Fen::yuan(89)), ..all.clone() },
        Question { categories: vec![Category::Music], ..all.clone() },
        Question { townships: vec![TownshipId(9_999)], ..all.clone() },
        Question { bands: vec![GradeBand::OneTwo], ..all.clone() },
    ];
    for question in others {
        assert_eq!(until(&question, world.now).await, None, "{question:?}");
    }
    assert_eq!(until(&all, end).await, None, "the hold is over");
    let own = held::held(world.store.read(), &all, Some(lin.account()), world.now).await.unwrap();
    assert_eq!(own, None, "what is held for oneself");
    // A visitor's hold is no round's proposal.
    let codes = codes(&world, 1).await;
    let (email, name, rules) = ("visitor@example.org".into(), "小林".into(), "on".into());
    let typed = hold::Typed { email, name, rules, ..hold::Typed::default() };
    hold::hold(&world.store, &codes, &typed, (Lang::Zh, "192.0.2.1"), &world.form(), world.now).await.unwrap();
    let by = async |reader| held::held(world.store.read(), &all, reader, world.now).await.unwrap();
    assert_eq!(by(None).await, Some(Held { until: end, by: By::Both }));
    assert_eq!(by(Some(lin.account())).await, Some(Held { until: end, by: By::Visitors }));
}

async fn what_is_gone_is_replaced_by_the_next_best(world: World) {
    let codes = codes(&world, 5).await;
    world.donor("chen").await;
    take(&world, "chen", &(&codes[1..2]).into()).await.unwrap();
    let wanted =
        Wanted { codes: &codes[..3], spares: &[codes[1].clone(), codes[4].clone(), codes[3].clone()], budget: None };
    let taken = take(&world, "lin", &wanted).await.unwrap();
    assert_eq!(taken.lost, [codes[1].clone()]);
    assert_eq!(taken.instead, [codes[4].clone()], "the first of the spares that is there");
    assert_eq!(taken.won.len(), 3);
    assert_eq!(world.letters_of("claim_confirmed").await, 2, "one letter each");
    // All of them gone, and the spares with them.
    let wanted = Wanted { codes: &codes[..3], spares: &codes[4..], budget: None };
    assert!(matches!(refused(take(&world, "zhao", &wanted).await)[..], [Refusal::WishTaken(_)]));
    let wanted = Wanted { spares: &codes[3..], ..wanted };
    assert_eq!(take(&world, "zhao", &wanted).await.unwrap().won, [codes[3].clone()]);
}

async fn a_replacement_keeps_to_the_budget(world: World) {
    let wishes = world.open_wishes("shagou", 4).await;
    for (wish, yuan) in wishes.iter().zip([60, 60, 90, 50]) {
        price(&world, wish, yuan).await;
    }
    let codes: Vec<Code> = wishes.iter().map(|wish| wish.code.clone()).collect();
    take(&world, "chen", &(&codes[1..2]).into()).await.unwrap();
    let wanted = Wanted { codes: &codes[..2], spares: &codes[2..], budget: Some(Fen::yuan(120)) };
    let taken = take(&world, "lin", &wanted).await.unwrap();
    assert_eq!(taken.instead, [codes[3].clone()]);
}

async fn without_spares_it_is_as_before(world: World) {
    let codes = codes(&world, 2).await;
    take(&world, "chen", &(&codes[..1]).into()).await.unwrap();
    let taken = take(&world, "lin", &(&codes[..]).into()).await.unwrap();
    assert_eq!((taken.won, taken.lost, taken.instead), (vec![codes[1].clone()], vec![codes[0].clone()], vec![]));
}

async fn a_visitors_hold_is_made_up_too(world: World) {
    let codes = codes(&world, 3).await;
    take(&world, "chen", &(&codes[..1]).into()).await.unwrap();
    let wanted = Wanted { codes: &codes[..2], spares: &codes[2..], budget: None };
    let typed = hold::Typed {
        email: "visitor@example.org".into(),
        name: "来访的人".into(),
        rules: "yes".into(),
        for_organisation: String::new(),
    };
    let held =
        hold::hold_wanted(&world.store, &wanted, &typed, (Lang::Zh, ""), &world.form(), world.now).await.unwrap();
    assert_eq!((held.won.len(), held.instead), (2, vec![codes[2].clone()]));
}

/// Both want the same and have the same spares; together they get all there is, each once.
async fn two_at_once_never_get_the_same_wish(world: World) {
    let codes = codes(&world, 8).await;
    let (other, lin, chen) = (world.another_process().await, world.donor("lin").await, world.donor("chen").await);
    let wanted = Wanted { codes: &codes[..4], spares: &codes[4..], budget: None };
    let forms = [world.form(), world.form()];
    let both = tokio::join!(
        take::take_wanted(&world.store, lin, &wanted, (true, ""), &forms[0], world.now),
        take::take_wanted(&other, chen, &wanted, (true, ""), &forms[1], world.now),
    );
    let mut won: Vec<Code> = [both.0.unwrap(), both.1.unwrap()].into_iter().flat_map(|taken| taken.won).collect();
    let all = won.len();
    won.sort_by(|a, b| a.as_str().cmp(b.as_str()));
    won.dedup();
    assert_eq!(won.len(), all, "nobody twice");
    assert_eq!(all, 8, "and everybody gets four");
    assert_eq!(world.count(world.school_id("shagou").await, Status::Open).await, 0);
}
