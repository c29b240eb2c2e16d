//! Rounds over everything: the plots and the funds that offers name, proposed in the one letter, answered by its link.

use chrono::TimeDelta;
use entity::{
    Fen, Field, Lang, Refusal,
    adoption::{State, reserve},
    fund::{open as fund_open, rule},
    id::{FundId, PlotId},
    offer::{Typed, make},
    outbox::Letter,
    pledge,
    round::{
        answer, apply,
        ground::{
            draw::Unplaced,
            shown::{self, Stands},
        },
        lapse, outcome,
        proposal::line::Lost,
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
    a_round_over_one_phase_leaves_plots_and_funds_alone,
);

/// One wish at most, two shares, fifty yuan for funds.
fn everything() -> Typed {
    Typed {
        kinds: ["wishes", "plots", "funds"].map(Into::into).to_vec(),
        max_shares: "2".into(),
        for_funds: "50".into(),
        ..up_to(1)
    }
}

/// Nothing but shares.
fn shares(count: &str) -> Typed {
    Typed { kinds: vec!["plots".into()], max_shares: count.into(), max_count: String::new(), ..up_to(1) }
}

/// A fund that lacks twenty yuan for its one elder.
async fn fund(world: &World) -> FundId {
    let rule = rule::Typed { month: "2026-09".into(), match_source: "both".into(), ..rule::Typed::suggested(None) };
    let id = world.fund_with(&rule).await;
    let elder = world.elder_since(id, "one", "2026-09-01").await;
    world.supporters(elder, 2).await;
    id
}

async fn county(world: &World) -> (PlotId, FundId) {
    world.open_wish("shagou").await;
    (world.plot_open("南坡人家").await, fund(world).await)
}

/// The numbers of the lines of the proposal to this donor.
async fn answers(world: &World, donor: &str) -> (String, answer::Typed) {
    let token = world.proposal_to(donor).await;
    let seen = answer::look(&world.store, &token, Lang::Zh, world.now).await.unwrap();
    let typed = answer::Typed {
        wishes: seen.lines.iter().map(|(code, _)| code.to_string()).collect(),
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
    let summary = world.summary_of(world.round_over("all").await).await;
    assert_eq!((summary.shares().0, summary.for_funds()), (0, Fen::ZERO), "the offer has given what it says");
    assert_eq!((world.plot(plot).await.taken, summary.funds.len()), (2, 0), "and the fund lacks nothing more");
}

async fn what_is_declined_is_free_again_and_the_offer_rests(mut world: World) {
    let (plot, _) = county(&world).await;
    world.offer("lin", &everything()).await;
    let id = world.applied().await;
    let (token, typed) = answers(&world, "lin").await;
    let nothing = answer::Typed { wishes: Vec::new(), plots: Vec::new(), funds: Vec::new(), ..typed.clone() };
    assert_eq!(refused(answer::accept(&world.store, &token, &nothing, "a", world.now).await), [Refusal::NothingChosen]);
    let only_fund = answer::Typed { wishes: Vec::new(), plots: Vec::new(), rules: String::new(), ..typed };
    let answered = answer::accept(&world.store, &token, &only_fund, "b", world.now).await.unwrap();
    assert_eq!((answered.accepted, answered.given_back), (1, 2), "no rules about gifts where there is none");
    assert_eq!((world.plot(plot).await.taken, pledges(&world).await), (0, 1));
    let (plots, funds) = outcome::beside(world.store.read(), world.officer().await, id).await.unwrap();
    assert_eq!((plots.given_back, funds.accepted), (1, 1));
    let resting = world.summary_of(world.round_over("all").await).await;
    assert_eq!((resting.resting, resting.shares().0), (1, 0));
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

async fn a_round_over_one_phase_leaves_plots_and_funds_alone(world: World) {
    county(&world).await;
    world.offer("lin", &everything()).await;
    world.offer("chen", &shares("1")).await;
    let summary = world.summary_of(world.round_over("5").await).await;
    assert_eq!((summary.offers, summary.proposed, summary.plots.len(), summary.funds.len()), (1, 1, 0, 0));
    let summary = world.summary_of(world.round_over("all").await).await;
    assert_eq!((summary.offers, summary.donors), (2, 2));
}
