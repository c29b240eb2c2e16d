//! Match me: the open wishes in memory follow the database, and what is gone is replaced in the same act.

mod assign;
mod beside;

use entity::{
    Code, Fen, Lang, Refusal,
    claim::{Wanted, hold, release, take},
    matching::{
        open::OpenWishes,
        suggest::{Question, suggest},
    },
    wish::{self, Status},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use crate::world::{World, refused};

on_both!(
    what_opens_and_what_is_claimed_is_known_to_another_process,
    what_was_hidden_or_closed_is_not_suggested,
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
