//! The demonstration's data: the numbers it promises, and nobody's name where it may not be.

use std::collections::BTreeSet;

use entity::{
    Fen, adoption, claim,
    fund::{self, payout},
    household, ledger,
    payment::{self, ForWhat, confirmation, part, reference},
    phase,
    plot::{self, Crop, Mode},
    seed,
    statistics::fairness::{self, Share},
    store::key_check,
    wish,
    wish::{Status, search::gram},
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::world::World;

on_both![
    the_demonstration_tells_of_five_phases,
    the_demonstration_tells_as_much_on_a_years_first_morning,
    many_wishes_are_made_at_once,
    a_county_with_people_of_its_own_is_no_demonstration,
];

async fn a_county_with_people_of_its_own_is_no_demonstration(world: World) {
    assert!(!seed::is_demo(&world.store).await.unwrap());
    world.donor("lin").await;
    world.admin().await;
    assert!(!seed::is_demo(&world.store).await.unwrap(), "two who are called as two of the cast");
}

/// In the first minutes of a year nothing of its months has happened yet.
async fn the_demonstration_tells_as_much_on_a_years_first_morning(mut world: World) {
    world.now = "2026-12-31T16:05:00Z".parse().unwrap();
    the_demonstration_tells_of_five_phases(world).await;
}

async fn the_demonstration_tells_of_five_phases(world: World) {
    assert!(seed::is_empty(&world.store).await.unwrap());
    seed::demo(&world.store, world.now).await.unwrap();
    assert!(!seed::is_empty(&world.store).await.unwrap());
    assert!(seed::is_demo(&world.store).await.unwrap());
    let db = world.store.read();
    let phases = phase::Entity::find().all(db).await.unwrap();
    let mut handed_out = 0;
    for phase in &phases {
        let here = wish::Entity::find()
            .filter(wish::COLUMN.phase_id.eq(phase.id))
            .filter(wish::COLUMN.status.eq(Status::HandedOut))
            .count(db)
            .await
            .unwrap();
        match phase.number {
            1..=3 => handed_out += here,
            4 => {
                assert_eq!(here, 322);
                handed_out += here;
            }
            _ => {}
        }
    }
    assert_eq!(handed_out, 1_050);
    let fifth = phases.iter().find(|phase| phase.number == 5).unwrap();
    assert_eq!(fifth.state, phase::State::Open);
    for status in Status::ALL {
        let everywhere = wish::Entity::find().filter(wish::COLUMN.status.eq(status)).count(db).await.unwrap();
        assert!(everywhere > 0, "no wish is {}", status.key());
    }
    assert!(claim::Entity::find().filter(claim::COLUMN.state.eq(claim::State::Held)).count(db).await.unwrap() > 0);
    plots_add_up(&world).await;
    seasons_are_told_as_they_were(&world).await;
    gifts_were_sent_before_they_came(&world).await;
    adopters_have_paid(&world).await;
    funds_tell_of_two_years(&world).await;
    not_all_waited_alike(&world).await;
    what_is_sealed_opens(&world).await;
}

/// Each kind of it lies where a start looks for it, to know the master key by.
async fn what_is_sealed_opens(world: &World) {
    let samples = key_check::samples(world.store.read()).await.unwrap();
    assert!(samples.len() >= 7, "children, households, elders, families, payments, who adopts, where it goes");
    for (place, sealed) in samples {
        assert!(world.store.keys.opens(&place, &sealed), "{place}");
    }
}

/// Schools, townships and grades differ, so that the pages about fairness have something to tell; none is far off.
async fn not_all_waited_alike(world: &World) {
    let fairness = fairness::read(world.store.read(), None).await.unwrap();
    let waited = |shares: Vec<Share>| -> BTreeSet<u64> { shares.iter().filter_map(Share::waited).collect() };
    let schools = waited(fairness.schools.values().copied().collect());
    assert!(schools.len() >= 6, "{schools:?}");
    assert!(schools.iter().all(|days| (45..90).contains(days)), "{schools:?}");
    assert!(waited(fairness.townships.values().copied().collect()).len() >= 6);
    assert!(waited(fairness.grades.values().copied().collect()).len() >= 3);
}

/// As many households and people as the county's programme has, and in each plot as many shares taken as adopted.
async fn plots_add_up(world: &World) {
    let db = world.store.read();
    let households = household::Entity::find().all(db).await.unwrap();
    assert_eq!(households.len(), seed::HOUSEHOLDS);
    assert_eq!(households.iter().map(|household| household.people).sum::<i32>(), seed::PEOPLE);
    let plots = plot::Entity::find().all(db).await.unwrap();
    for state in plot::State::ALL {
        assert!(plots.iter().any(|plot| plot.state == state), "no plot is {}", state.key());
    }
    let live = adoption::Entity::find().filter(adoption::COLUMN.state.is_in(adoption::State::LIVE)).all(db).await;
    let live = live.unwrap();
    for plot in plots {
        let its = live.iter().filter(|adoption| adoption.plot_id == plot.id);
        assert_eq!(plot.taken, its.map(|adoption| adoption.shares).sum::<i32>(), "plot {}", plot.id);
    }
    ledger::verify::verify(db).await.unwrap().unwrap();
}

/// A diary speaks of its crop, a test is of its year, and what was donated on was not sent to adopters.
async fn seasons_are_told_as_they_were(world: &World) {
    let db = world.store.read();
    let entries = plot::diary::Entity::find().all(db).await.unwrap();
    for plot in plot::Entity::find().all(db).await.unwrap() {
        let has_ears = matches!(plot.crop, Crop::Millet | Crop::Oats | Crop::Sorghum);
        let says = |word| entries.iter().any(|entry| entry.plot_id == plot.id && entry.words.contains(word));
        assert!(!says("穗") || has_ears, "plot {}", plot.id);
        if let (Some(test_no), Some(harvest)) = (&plot.test_no, plot.harvest_on) {
            assert!(test_no.contains(&harvest.format("%Y").to_string()), "{test_no}, harvested on {harvest}");
        }
        let note = plot.delivery_note.unwrap_or_default();
        assert!(plot.mode != Mode::DonatedOn || !note.contains("快递"), "plot {}: {note}", plot.id);
    }
    let pictured = seed::diary::planned(&world.store).await.unwrap();
    let stages: BTreeSet<i32> = pictured.iter().map(|plan| plan.stage).collect();
    assert_eq!(stages, BTreeSet::from([0, 1, 2, 3, 4]), "a whole season has pictures");
}

async fn gifts_were_sent_before_they_came(world: &World) {
    let claims = claim::Entity::find().all(world.store.read()).await.unwrap();
    let on_the_way: Vec<_> = claims.iter().filter_map(|claim| Some((claim, claim.shipped_at?))).collect();
    assert!(on_the_way.iter().any(|(claim, _)| claim.received_at.is_some()), "some have arrived");
    for (claim, shipped) in on_the_way {
        assert!(claim.made_at < shipped, "claim {}", claim.id);
        assert!(claim.received_at.is_none_or(|received| shipped < received), "claim {}", claim.id);
    }
}

/// Each under a code of their own, booked by itself, so that it can be confirmed, undone or given back; and what a
/// shortfall gives back waits to be returned.
async fn adopters_have_paid(world: &World) {
    let db = world.store.read();
    let references = reference::Entity::find().filter(reference::COLUMN.kind.eq(reference::Kind::Adoption));
    let references = references.all(db).await.unwrap();
    let parts = part::Entity::find().all(db).await.unwrap();
    let arrivals = payment::Entity::find().all(db).await.unwrap();
    assert!(arrivals.iter().all(|arrival| arrival.transfer_id.is_some()), "all that arrived is booked");
    let paid = adoption::Entity::find().filter(adoption::COLUMN.state.is_in(adoption::State::PAID));
    let paid = paid.all(db).await.unwrap();
    for adoption in &paid {
        let its = references.iter().find(|one| one.what() == ForWhat::Adoption(adoption.id)).unwrap();
        let came = parts.iter().filter(|part| part.reference_id == Some(its.id)).map(|part| part.amount_fen.0);
        assert_eq!(Fen(came.sum()), adoption.amount_fen, "adoption {}", adoption.id);
    }
    let one = paid.last().unwrap();
    let code = &references.iter().find(|its| its.what() == ForWhat::Adoption(one.id)).unwrap().code;
    let donor = world.signed_in(one.account_id).await.donor().unwrap();
    confirmation::issue(&world.store, donor, code.as_str(), &world.form(), world.now).await.unwrap();
    let short = plot::Entity::find()
        .filter(plot::COLUMN.state.eq(plot::State::Shortfall))
        .filter(plot::COLUMN.shortfall_rule.eq(plot::ShortfallRule::Refund));
    let short = short.all(db).await.unwrap();
    assert!(!short.is_empty(), "some shortfall gives money back");
    for plot in short {
        let credit = plot.credit_fen.unwrap().0 * i64::from(plot.taken);
        assert_eq!(plot::settle::owed(db, plot.id).await.unwrap(), Fen(credit), "plot {}", plot.id);
    }
}

/// Three villages' funds, with the examples that people know, and a run for every period of two years.
async fn funds_tell_of_two_years(world: &World) {
    let db = world.store.read();
    let funds = fund::Entity::find().all(db).await.unwrap();
    assert_eq!(funds.len(), 3);
    let runs = payout::Entity::find().all(db).await.unwrap();
    let lines = payout::line::Entity::find().all(db).await.unwrap();
    for fund in &funds {
        let its: Vec<&payout::Model> = runs.iter().filter(|run| run.fund_id == fund.id).collect();
        let (first, last) = (its.iter().map(|run| run.from_on).min(), its.iter().map(|run| run.to_on).max());
        let days = (last.unwrap() - first.unwrap()).num_days();
        assert!(days > 600, "{}: runs over {days} days", fund.title_zh);
        assert!(its.iter().filter(|run| run.state == payout::State::Paid).count() >= 6, "{}", fund.title_zh);
    }
    let waits = |run: &&payout::Model| run.state == payout::State::Approved && run.approved_at <= Some(world.now);
    assert_eq!(runs.iter().filter(waits).count(), 1, "one payout waits to be handed over");
    let paid = |family: i64, whole: i64| {
        lines.iter().any(|line| {
            let matched = line.government_fen.0 + line.society_fen.0;
            (line.family_fen, Fen(line.family_fen.0 + matched)) == (Fen::yuan(family), Fen::yuan(whole))
        })
    };
    assert!(paid(500, 550), "five children pay a hundred each, and the elder receives 550");
    assert!(paid(200, 220), "ten per cent on two hundred");
    assert!(paid(350, 385), "one of a couple with seven children");
    let matched = |run: &payout::Model| {
        let its = lines.iter().filter(|line| line.payout_id == run.id);
        its.map(|line| line.government_fen.0 + line.society_fen.0).sum::<i64>()
    };
    assert!(runs.iter().any(|run| matched(run) < run.wanted_fen.0), "some pool was too small");
    let short = fund::short::short(db, &[], world.now).await.unwrap();
    assert!(!short.is_empty(), "some fund lacks society's money, on whatever day");
}

async fn many_wishes_are_made_at_once(world: World) {
    seed::bulk(&world.store, 1_234, world.now).await.unwrap();
    let db = world.store.read();
    assert_eq!(wish::Entity::find().filter(wish::COLUMN.status.eq(Status::Open)).count(db).await.unwrap(), 1_234);
    let schoolbags = gram::Entity::find().filter(gram::COLUMN.gram.eq("书包")).count(db).await.unwrap();
    assert_eq!(schoolbags, 1_234_u64.div_ceil(12));
}
