//! The demonstration's data: the numbers it promises, and nobody's name where it may not be.

use entity::{
    Fen, adoption, claim,
    fund::{self, payout},
    household, ledger, phase, plot, seed, wish,
    wish::{Status, search::gram},
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::world::World;

on_both![the_demonstration_tells_of_five_phases, many_wishes_are_made_at_once];

async fn the_demonstration_tells_of_five_phases(world: World) {
    assert!(seed::is_empty(&world.store).await.unwrap());
    seed::demo(&world.store, world.now).await.unwrap();
    assert!(!seed::is_empty(&world.store).await.unwrap());
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
    funds_tell_of_two_years(&world).await;
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
    for plot in plots {
        let adopted = adoption::list::sum(db, plot.id, &adoption::State::LIVE).await.unwrap();
        assert_eq!(plot.taken, adopted.shares, "plot {}", plot.id);
    }
    ledger::verify::verify(db).await.unwrap().unwrap();
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
}

async fn many_wishes_are_made_at_once(world: World) {
    seed::bulk(&world.store, 1_234, world.now).await.unwrap();
    let db = world.store.read();
    assert_eq!(wish::Entity::find().filter(wish::COLUMN.status.eq(Status::Open)).count(db).await.unwrap(), 1_234);
    let schoolbags = gram::Entity::find().filter(gram::COLUMN.gram.eq("书包")).count(db).await.unwrap();
    assert_eq!(schoolbags, 1_234_u64.div_ceil(12));
}
