//! Rounds over everything: the plots and the funds that offers name, proposed in the one letter, answered by its link.

use chrono::TimeDelta;
use entity::{
    Fen, Field, Lang, Refusal,
    adoption::{State, reserve},
    fund::{open as fund_open, rule},
    id::{FundId, PlotId},
    offer::{Typed, make, pause},
    outbox::Letter,
    pledge,
    round::{
        answer, apply,
        ground::{
            draw::{Unplaced, Unused},
            shown::{self, Stands},
        },
        lapse, nightly, open, outcome,
        proposal::line::Lost,
        what_if,
    },
};
use sea_orm::{EntityTrait, PaginatorTrait};

use crate::{
    offers::up_to,
    world::{World, refused},
};

on_both!(
    an_offer_says_how_many_shares_and_how_much,
    one_letter_proposes_wish_plot_and_fund,
    what_is_accepted_is_reserved_and_pledged_and_counts,
    what_is_declined_is_free_again_and_the_offer_rests,
    what_nobody_answers_lapses_without_another_letter,
    wishes_come_first_and_the_rest_of_the_budget_after_them,
    each_household_finds_an_adopter_before_one_finds_two,
    what_is_gone_when_the_donor_is_asked_is_told,
    a_sum_that_a_donor_thinks_about_is_not_proposed_again,
    a_fund_is_asked_no_more_than_it_lacks_when_it_comes_to_it,
    a_fund_that_lacks_nothing_any_more_is_not_asked_for,
    of_two_rounds_the_first_that_asks_has_the_sum,
    a_yes_to_a_fund_that_has_closed_lets_the_offer_stand,
    what_if_there_were_an_offer_of_shares_and_a_sum,
    a_round_over_one_phase_leaves_plots_and_funds_alone,
    what_finds_no_plot_and_no_fund_is_told_with_the_reason,
);

/// One wish at most, two shares, fifty yuan for funds.
pub(super) fn everything() -> Typed {
    Typed {
        kinds: ["wishes", "plots", "funds"].map(Into::into).to_vec(),
        max_shares: "2".into(),
        for_funds: "50".into(),
        ..up_to(1)
    }
}

/// Nothing but shares.
pub(super) fn shares(count: &str) -> Typed {
    Typed { kinds: vec!["plots".into()], max_shares: count.into(), max_count: String::new(), ..up_to(1) }
}

/// Nothing but a sum for funds.
pub(super) fn sum(yuan: &str) -> Typed {
    Typed { kinds: vec!["funds".into()], for_funds: yuan.into(), max_count: String::new(), ..up_to(1) }
}

/// A fund that lacks twenty yuan for its one elder.
pub(super) async fn fund(world: &World) -> FundId {
    let rule = rule::Typed { month: "2026-09".into(), match_source: "both".into(), ..rule::Typed::suggested(None) };
    let id = world.fund_with(&rule).await;
    let elder = world.elder_since(id, "one", "2026-09-01").await;
    world.supporters(elder, 2).await;
    id
}

pub(super) async fn county(world: &World) -> (PlotId, FundId) {
    world.open_wish("shagou").await;
    (world.plot_open("南坡人家").await, fund(world).await)
}

/// The numbers of the lines of the proposal to this donor.
pub(super) async fn answers(world: &World, donor: &str) -> (String, answer::Typed) {
    let token = world.proposal_to(donor).await;
    let seen = answer::look(&world.store, &token, Lang::Zh, world.now).await.unwrap();
    let typed = answer::Typed {
        wishes: seen.lines.iter().map(|line| line.code.to_string()).collect(),
        plots: seen.plots.iter().map(|plot| plot.line.to_string()).collect(),
        funds: seen.funds.iter().map(|fund| fund.line.to_string()).collect(),
        rules: "yes".into(),
    };
    (token, typed)
}

async fn pledges(world: &World) -> u64 {
    pledge::Entity::find().count(world.store.writer()).await.unwrap()
}

async fn an_offer_says_how_many_shares_and_how_much(world: World) {
    let blank = Typed { max_shares: "0".into(), for_funds: String::new(), ..everything() };
    let lin = world.donor("lin").await;
    let told = refused(make::make(&world.store, lin, &blank, &world.form(), world.now).await);
    let fields: Vec<_> = told.iter().filter_map(Refusal::field).collect();
    assert_eq!(fields, [Field::MaxShares, Field::ForFunds]);
    world.offer("lin", &everything()).await;
    world.offer("lin", &shares("3")).await;
    let letters = world.letters_to("lin@example.org").await;
    let told = letters.iter().filter_map(|letter| match letter {
        Letter::OfferMade { offer, .. } => Some((offer.kinds.len(), offer.max_shares, offer.for_funds)),
        _ => None,
    });
    assert_eq!(told.collect::<Vec<_>>(), [(3, Some(2), Some(Fen::yuan(50))), (1, Some(3), None)]);
}

async fn one_letter_proposes_wish_plot_and_fund(world: World) {
    let (plot, fund) = county(&world).await;
    world.offer("lin", &everything()).await;
    let id = world.round_over("all").await;
    let summary = world.summary_of(id).await;
    assert_eq!((summary.proposed, summary.donors, summary.shares()), (1, 1, (2, Fen::yuan(980))));
    assert_eq!((summary.plots[0].plot, summary.plots[0].free, summary.plots[0].proposed), (plot, 10, 2));
    assert_eq!(summary.plots[0].why, Some(Unplaced::OffersSpent));
    assert_eq!((summary.funds[0].fund, summary.for_funds(), summary.funds[0].why), (fund, Fen::yuan(20), None));
    assert_eq!(world.plot(plot).await.taken, 0, "nobody has been asked");
    for _ in 0..2 {
        let _ = apply::apply(&world.store, world.officer().await, id, &world.form(), world.now).await;
    }
    let letters = world.letters_to("lin@example.org").await;
    let Some(Letter::Proposed { gifts, adoptions, funds, held_until, .. }) = letters.last() else {
        panic!("{letters:?}")
    };
    assert_eq!((gifts.len(), adoptions.len(), funds.len()), (1, 1, 1));
    assert_eq!((adoptions[0].shares, funds[0].amount), (2, Fen::yuan(20)));
    assert_eq!(*held_until, world.now + TimeDelta::hours(48), "as long as the wish is held");
    let adoption = world.adoption(&adoptions[0].code).await;
    assert_eq!((adoption.state, adoption.reserved_until), (State::Reserved, world.now + reserve::HOLD));
    assert_eq!((world.plot(plot).await.taken, pledges(&world).await), (2, 0));
    assert_eq!((world.letters_of("adoption_reserved").await, world.letters_of("proposed").await), (0, 1));
    let (plots, funds) = outcome::beside(world.store.read(), world.officer().await, id).await.unwrap();
    assert_eq!((plots.waiting, funds.waiting, plots.all_lost()), (1, 1, 0));
}

async fn what_is_accepted_is_reserved_and_pledged_and_counts(world: World) {
    let (plot, _) = county(&world).await;
    let offer = world.offer("lin", &everything()).await;
    let id = world.applied().await;
    let (token, typed) = answers(&world, "lin").await;
    for _ in 0..2 {
        let answered = answer::accept(&world.store, &token, &typed, "a", world.now).await.unwrap();
        assert_eq!((answered.accepted, answered.beside, answered.given_back), (3, 2, 0));
    }
    let told = ["adoption_reserved", "pledge_made", "claim_confirmed"];
    for kind in told {
        assert_eq!(world.letters_of(kind).await, 1, "{kind}");
    }
    let made = pledge::Entity::find().one(world.store.writer()).await.unwrap().unwrap();
    assert_eq!((made.amount_fen, made.every), (Fen::yuan(20), pledge::Every::Once));
    let (plots, funds) = outcome::beside(world.store.read(), world.officer().await, id).await.unwrap();
    assert_eq!((plots.accepted, funds.accepted), (1, 1));
    let (plots, funds) = shown::of_offer(world.store.read(), world.donor("lin").await, offer, Lang::Zh).await.unwrap();
    assert_eq!((plots[0].stands, funds[0].stands), (Stands::Accepted, Stands::Accepted));
    assert_eq!(plots[0].household, "南坡人家", "it is called what the letter calls it");
    let summary = world.summary_of(world.round_over("all").await).await;
    assert_eq!((summary.shares().0, summary.for_funds()), (0, Fen::ZERO), "the offer has given what it says");
    assert_eq!((world.plot(plot).await.taken, summary.funds.len()), (2, 0), "and the fund lacks nothing more");
}

async fn what_is_declined_is_free_again_and_the_offer_rests(mut world: World) {
    let (plot, _) = county(&world).await;
    world.offer("lin", &everything()).await;
    let id = world.applied().await;
    let (token, typed) = answers(&world, "lin").await;
    // Not even the rules about gifts: it may be the plot alone that is wanted.
    let nothing = answer::Typed::default();
    assert_eq!(refused(answer::accept(&world.store, &token, &nothing, "a", world.now).await), [Refusal::NothingChosen]);
    let only_fund = answer::Typed { wishes: Vec::new(), plots: Vec::new(), rules: String::new(), ..typed };
    let answered = answer::accept(&world.store, &token, &only_fund, "b", world.now).await.unwrap();
    assert_eq!((answered.accepted, answered.given_back), (1, 2), "no rules about gifts where there is none");
    assert_eq!((world.plot(plot).await.taken, pledges(&world).await), (0, 1));
    let (plots, funds) = outcome::beside(world.store.read(), world.officer().await, id).await.unwrap();
    assert_eq!((plots.given_back, funds.accepted), (1, 1));
    let resting = world.summary_of(world.round_over("all").await).await;
    assert_eq!((resting.resting, resting.shares().0), (1, 0));
    assert_eq!(resting.plots[0].why, Some(Unplaced::Resting));
    world.later(TimeDelta::days(8));
    let next = world.summary_of(world.round_over("5").await).await;
    assert_eq!((next.offers, next.proposed), (1, 1));
}

async fn what_nobody_answers_lapses_without_another_letter(mut world: World) {
    let plot = world.plot_open("南坡人家").await;
    world.running_phase().await;
    world.offer("lin", &shares("3")).await;
    let id = world.applied().await;
    let letters = world.letters_to("lin@example.org").await;
    let Some(Letter::Proposed { held_until, adoptions, .. }) = letters.last() else { panic!("{letters:?}") };
    assert_eq!((*held_until, adoptions[0].shares), (world.now + reserve::HOLD, 3));
    world.later(reserve::HOLD);
    assert_eq!(lapse::lapse(&world.store, world.now).await.unwrap(), 1);
    assert_eq!(world.plot(plot).await.taken, 0);
    assert_eq!(world.letters_of("adoption_lapsed").await, 0);
    let (plots, _) = outcome::beside(world.store.read(), world.officer().await, id).await.unwrap();
    assert_eq!(plots.lapsed, 1);
    assert!(world.acts().await.iter().any(|act| act == "adoption_lapsed"));
}

async fn wishes_come_first_and_the_rest_of_the_budget_after_them(world: World) {
    county(&world).await;
    world.offer("lin", &Typed { budget: "600".into(), ..everything() }).await;
    let summary = world.summary_of(world.round_over("all").await).await;
    assert_eq!((summary.proposed, summary.shares().0), (1, 1), "510 yuan after a schoolbag");
    assert_eq!(summary.for_funds(), Fen::yuan(20), "and twenty after a share");
    let plot = summary.plots[0];
    assert_eq!((plot.free - plot.proposed, plot.why), (9, Some(Unplaced::BudgetsSpent)));
}

async fn each_household_finds_an_adopter_before_one_finds_two(world: World) {
    world.running_phase().await;
    let (first, second) = (world.plot_open("南坡人家").await, world.plot_open("北坡人家").await);
    for donor in ["lin", "chen", "zhao"] {
        world.offer(donor, &shares("1")).await;
    }
    let summary = world.summary_of(world.round_over("all").await).await;
    let of = |plot| summary.plots.iter().find(|line| line.plot == plot).unwrap().proposed;
    assert_eq!((of(first), of(second)), (2, 1));
}

async fn what_is_gone_when_the_donor_is_asked_is_told(world: World) {
    let (plot, fund) = county(&world).await;
    world.offer("lin", &everything()).await;
    let id = world.round_over("all").await;
    world.reserved(plot, "chen", 9).await;
    fund_open::close(&world.store, world.officer().await, fund, &world.form(), world.now).await.unwrap();
    apply::apply(&world.store, world.officer().await, id, &world.form(), world.now).await.unwrap();
    let (plots, funds) = outcome::beside(world.store.read(), world.officer().await, id).await.unwrap();
    assert_eq!((plots.lost.get(&Lost::Gone), funds.lost.get(&Lost::Gone)), (Some(&1), Some(&1)));
    let letters = world.letters_to("lin@example.org").await;
    let Some(Letter::Proposed { gifts, adoptions, funds, .. }) = letters.last() else { panic!("{letters:?}") };
    assert_eq!((gifts.len(), adoptions.len(), funds.len()), (1, 0, 0));
    assert_eq!(world.plot(plot).await.taken, 9, "never more than there is");
}

async fn a_sum_that_a_donor_thinks_about_is_not_proposed_again(mut world: World) {
    fund(&world).await;
    world.offer("lin", &sum("50")).await;
    let first = world.applied().await;
    world.offer("chen", &sum("50")).await;
    let (second, officer) = (world.round_over("all").await, world.officer().await);
    let summary = world.summary_of(second).await;
    assert_eq!((summary.offers, summary.resting, summary.funds.len()), (1, 1, 0), "lin thinks about all of it");
    assert_eq!(summary.funds_asked, Fen::yuan(20), "which is told");
    let (_, funds) = outcome::beside(world.store.read(), officer, first).await.unwrap();
    assert_eq!(funds.waiting, 1);
    world.later(reserve::HOLD);
    for _ in 0..2 {
        // The time is over, and then the clock has seen it.
        open::redraw(&world.store, officer, second, &world.form(), world.now).await.unwrap();
        let summary = world.summary_of(second).await;
        assert_eq!((summary.for_funds(), summary.funds_asked), (Fen::yuan(20), Fen::ZERO));
        lapse::lapse(&world.store, world.now).await.unwrap();
    }
}

async fn a_fund_is_asked_no_more_than_it_lacks_when_it_comes_to_it(world: World) {
    let (fund, officer) = (fund(&world).await, world.officer().await);
    world.offer("lin", &sum("50")).await;
    let id = world.round_over("all").await;
    let typed = pledge::make::Typed { amount: "15".into(), every: "once".into() };
    let zhao = world.donor("zhao").await;
    pledge::make::make(&world.store, zhao, fund, &typed, &world.form(), world.now).await.unwrap();
    apply::apply(&world.store, officer, id, &world.form(), world.now).await.unwrap();
    let (_, funds) = outcome::beside(world.store.read(), officer, id).await.unwrap();
    assert_eq!((funds.waiting, funds.lost.get(&Lost::Gone)), (1, None), "five are missing still, of twenty");
    let letters = world.letters_to("lin@example.org").await;
    let Some(Letter::Proposed { funds, .. }) = letters.last() else { panic!("{letters:?}") };
    assert_eq!(funds.iter().map(|sum| sum.amount).collect::<Vec<_>>(), [Fen::yuan(5)]);
    let (token, typed) = answers(&world, "lin").await;
    let seen = answer::look(&world.store, &token, Lang::Zh, world.now).await.unwrap();
    assert_eq!(seen.funds.iter().map(|sum| sum.amount).collect::<Vec<_>>(), [Fen::yuan(5)]);
    answer::accept(&world.store, &token, &typed, "a", world.now).await.unwrap();
    let promised = pledge::Entity::find().all(world.store.writer()).await.unwrap();
    let mut amounts: Vec<_> = promised.iter().map(|pledge| pledge.amount_fen).collect();
    amounts.sort();
    assert_eq!(amounts, [Fen::yuan(5), Fen::yuan(15)]);
}

async fn a_fund_that_lacks_nothing_any_more_is_not_asked_for(world: World) {
    let (fund, officer) = (fund(&world).await, world.officer().await);
    world.offer("lin", &sum("50")).await;
    let id = world.round_over("all").await;
    let typed = pledge::make::Typed { amount: "20".into(), every: "once".into() };
    let zhao = world.donor("zhao").await;
    pledge::make::make(&world.store, zhao, fund, &typed, &world.form(), world.now).await.unwrap();
    apply::apply(&world.store, officer, id, &world.form(), world.now).await.unwrap();
    let (_, funds) = outcome::beside(world.store.read(), officer, id).await.unwrap();
    assert_eq!((funds.waiting, funds.lost.get(&Lost::Gone)), (0, Some(&1)), "zhao was quicker");
    assert_eq!(world.letters_of("proposed").await, 0);
}

async fn of_two_rounds_the_first_that_asks_has_the_sum(mut world: World) {
    fund(&world).await;
    let (lin, officer) = (world.donor("lin").await, world.officer().await);
    let offer = world.offer("lin", &sum("50")).await;
    let typed = nightly::Typed { hour: "2".into() };
    nightly::set(&world.store, officer, &typed, &world.form(), world.now).await.unwrap();
    world.later(TimeDelta::hours(17));
    // In the moment that an officer draws and applies in, while lin's offer rests, the clock's round comes between.
    let drawn = world.round_over("all").await;
    pause::pause(&world.store, lin, offer, &world.form(), world.now).await.unwrap();
    world.offer("chen", &sum("50")).await;
    assert_eq!(nightly::run(&world.store, world.now).await.unwrap(), 1);
    assert_eq!(apply::go_on(&world.store, world.now).await.unwrap(), 1);
    pause::resume(&world.store, lin, offer, &world.form(), world.now).await.unwrap();
    apply::apply(&world.store, officer, drawn, &world.form(), world.now).await.unwrap();
    let (_, funds) = outcome::beside(world.store.read(), officer, drawn).await.unwrap();
    assert_eq!((funds.waiting, funds.lost.get(&Lost::Gone)), (0, Some(&1)), "chen thinks about it");
    assert_eq!(world.letters_of("proposed").await, 1);
}

async fn a_yes_to_a_fund_that_has_closed_lets_the_offer_stand(world: World) {
    let (fund, officer) = (fund(&world).await, world.officer().await);
    world.offer("lin", &sum("50")).await;
    let id = world.applied().await;
    let (token, typed) = answers(&world, "lin").await;
    fund_open::close(&world.store, officer, fund, &world.form(), world.now).await.unwrap();
    let answered = answer::accept(&world.store, &token, &typed, "a", world.now).await.unwrap();
    assert_eq!((answered.accepted, answered.given_back, answered.gone), (0, 0, 1));
    assert!(answer::look(&world.store, &token, Lang::Zh, world.now).await.unwrap().is_answered);
    let (_, funds) = outcome::beside(world.store.read(), officer, id).await.unwrap();
    assert_eq!((funds.given_back, funds.lost.get(&Lost::Gone), pledges(&world).await), (0, Some(&1), 0));
    let summary = world.summary_of(world.round_over("all").await).await;
    assert_eq!((summary.offers, summary.resting), (1, 0), "its donor has said yes");
}

async fn what_if_there_were_an_offer_of_shares_and_a_sum(world: World) {
    county(&world).await;
    let (officer, blank) = (world.officer().await, what_if::Asked::default());
    let ask = async |asked: &what_if::Asked| what_if::ask(&world.store, officer, None, asked, world.now).await;
    let both = what_if::Asked { shares: "3".into(), for_funds: "15".into(), ..blank.clone() };
    let (as_it_is, then) = ask(&both).await.unwrap();
    assert_eq!((as_it_is.shares().0, as_it_is.for_funds(), as_it_is.donors), (0, Fen::ZERO, 0));
    assert_eq!((then.proposed, then.shares().0, then.for_funds(), then.donors), (0, 3, Fen::yuan(15), 1));
    let (_, then) = ask(&what_if::Asked { budget: "500".into(), ..both }).await.unwrap();
    assert_eq!((then.shares().0, then.for_funds()), (1, Fen::yuan(10)), "a share is 490 yuan");
    let township = world.township().await.to_string();
    for (category, served) in [("schoolbag", 1), ("books", 0)] {
        let (count, category, township) = ("5".into(), category.into(), township.clone());
        let (_, then) = ask(&what_if::Asked { count, category, township, ..blank.clone() }).await.unwrap();
        assert_eq!(then.proposed, served);
    }
    let (shares, category, township) = ("101".into(), "boats".into(), "9999".into());
    let told = refused(ask(&what_if::Asked { shares, category, township, ..blank.clone() }).await);
    let fields: Vec<_> = told.iter().filter_map(Refusal::field).collect();
    assert_eq!(fields, [Field::MaxShares, Field::Category, Field::Township]);
    let told = refused(ask(&what_if::Asked { category: "books".into(), ..blank }).await);
    assert_eq!(told, [Refusal::NothingOffered { has_others: true }], "how much of what?");
}

async fn a_round_over_one_phase_leaves_plots_and_funds_alone(world: World) {
    county(&world).await;
    world.offer("lin", &everything()).await;
    world.offer("chen", &shares("1")).await;
    let summary = world.summary_of(world.round_over("5").await).await;
    assert_eq!((summary.offers, summary.proposed, summary.plots.len(), summary.funds.len()), (1, 1, 0, 0));
    let summary = world.summary_of(world.round_over("all").await).await;
    assert_eq!((summary.offers, summary.donors), (2, 2));
}

async fn what_finds_no_plot_and_no_fund_is_told_with_the_reason(world: World) {
    world.running_phase().await;
    let (lin, chen) = (world.offer("lin", &everything()).await, world.offer("chen", &sum("5")).await);
    let (id, officer) = (world.round_over("all").await, world.officer().await);
    let summary = world.summary_of(id).await;
    assert_eq!(summary.unused_plots, [(lin, Unused::NothingThere)]);
    assert_eq!(summary.unused_funds, [(lin, Unused::NothingThere), (chen, Unused::NothingThere)]);
    world.plot_open("南坡人家").await;
    fund(&world).await;
    open::redraw(&world.store, officer, id, &world.form(), world.now).await.unwrap();
    let summary = world.summary_of(id).await;
    assert!(summary.unused_plots.is_empty());
    assert_eq!(summary.for_funds(), Fen::yuan(20), "all that it lacks");
    assert_eq!(summary.unused_funds, [(chen, Unused::OthersGive)]);
}
