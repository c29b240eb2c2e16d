//! Who is asked about plots and funds: told line by line to the office, page by page; and where nothing comes of a line,
//! to the offer's donor.

use entity::{
    Fen,
    fund::open as fund_open,
    id::RoundId,
    round::{
        answer, apply,
        desk::{self, WhyNot},
        ground::{
            asked::{self, Became},
            shown::Stands,
        },
        proposal::line::Lost,
    },
};

use super::ground::{answers, county, everything, fund, shares, sum};
use crate::world::World;

on_both!(
    who_is_asked_about_plots_and_funds_is_told_line_by_line,
    a_list_goes_on_after_its_last_line,
    what_was_gone_before_the_letter_is_told_as_not_proposed,
    what_had_closed_when_its_donor_said_yes_is_told_as_proposed,
);

/// What became of the lines of its plots, and of its funds.
async fn became(world: &World, id: RoundId) -> (Vec<Became>, Vec<Became>) {
    let (db, officer) = (world.store.read(), world.officer().await);
    let shares = asked::shares(db, officer, id, None, 9).await.unwrap();
    let sums = asked::sums(db, officer, id, None, 9).await.unwrap();
    (shares.iter().map(|one| one.became).collect(), sums.iter().map(|one| one.became).collect())
}

async fn who_is_asked_about_plots_and_funds_is_told_line_by_line(world: World) {
    let (plot, fund) = county(&world).await;
    let offer = world.offer("lin", &everything()).await;
    let (id, officer, lin) = (world.round_over("all").await, world.officer().await, world.donor("lin").await);
    let of_plots = asked::shares(world.store.read(), officer, id, None, 9).await.unwrap();
    let [one] = &of_plots[..] else { panic!("{of_plots:?}") };
    assert_eq!((one.account, one.offer, one.plot), (lin.account(), offer, plot));
    assert_eq!((one.shares, one.amount), (2, Fen::yuan(980)));
    let of_funds = asked::sums(world.store.read(), officer, id, None, 9).await.unwrap();
    let [one] = &of_funds[..] else { panic!("{of_funds:?}") };
    assert_eq!((one.account, one.offer, one.fund.id, one.amount), (lin.account(), offer, fund, Fen::yuan(20)));
    assert_eq!(became(&world, id).await, (vec![Became::Planned], vec![Became::Planned]));
    apply::apply(&world.store, officer, id, &world.form(), world.now).await.unwrap();
    let waits = Became::Asked(Stands::Waiting);
    assert_eq!(became(&world, id).await, (vec![waits], vec![waits]));
    let (token, typed) = answers(&world, "lin").await;
    let only_fund = answer::Typed { wishes: Vec::new(), plots: Vec::new(), ..typed };
    answer::accept(&world.store, &token, &only_fund, "a", world.now).await.unwrap();
    let answered = (vec![Became::Asked(Stands::GivenBack)], vec![Became::Asked(Stands::Accepted)]);
    assert_eq!(became(&world, id).await, answered);
}

async fn a_list_goes_on_after_its_last_line(world: World) {
    world.running_phase().await;
    world.plot_open("南坡人家").await;
    for donor in ["lin", "chen", "zhao"] {
        world.offer(donor, &shares("1")).await;
    }
    let (id, officer, db) = (world.round_over("all").await, world.officer().await, world.store.read());
    let mut told = asked::shares(db, officer, id, None, 2).await.unwrap();
    assert_eq!(told.len(), 2);
    let rest = asked::shares(db, officer, id, Some(told[1].line), 2).await.unwrap();
    told.extend(rest);
    let mut accounts: Vec<_> = told.iter().map(|one| one.account).collect();
    accounts.sort_unstable();
    accounts.dedup();
    assert_eq!((told.len(), accounts.len()), (3, 3), "each once");
    assert!(asked::shares(db, officer, id, Some(told[2].line), 2).await.unwrap().is_empty());
    assert!(asked::sums(db, officer, id, None, 2).await.unwrap().is_empty());
    assert!(asked::shares(db, officer, RoundId(9_999), None, 2).await.unwrap().is_empty(), "each round has its own");
}

async fn what_was_gone_before_the_letter_is_told_as_not_proposed(world: World) {
    let (fund, officer, lin) = (fund(&world).await, world.officer().await, world.donor("lin").await);
    let offer = world.offer("lin", &sum("50")).await;
    let id = world.round_over("all").await;
    fund_open::close(&world.store, officer, fund, &world.form(), world.now).await.unwrap();
    apply::apply(&world.store, officer, id, &world.form(), world.now).await.unwrap();
    assert_eq!(became(&world, id).await.1, [Became::Lost(Lost::Gone)]);
    let why = desk::why_not(world.store.read(), lin, offer).await.unwrap();
    assert_eq!(why, Some((world.now, WhyNot::Lost(Lost::Gone))));
    assert_eq!(world.letters_of("proposed").await, 0);
}

async fn what_had_closed_when_its_donor_said_yes_is_told_as_proposed(world: World) {
    let (fund, officer, lin) = (fund(&world).await, world.officer().await, world.donor("lin").await);
    let offer = world.offer("lin", &sum("50")).await;
    let id = world.applied().await;
    let (token, typed) = answers(&world, "lin").await;
    let why_not = async || desk::why_not(world.store.read(), lin, offer).await.unwrap();
    assert_eq!(why_not().await, None, "it waits for its answer");
    fund_open::close(&world.store, officer, fund, &world.form(), world.now).await.unwrap();
    answer::accept(&world.store, &token, &typed, "a", world.now).await.unwrap();
    assert_eq!(became(&world, id).await.1, [Became::Gone]);
    assert_eq!(why_not().await, Some((world.now, WhyNot::Gone)));
}
