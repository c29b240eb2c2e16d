//! The roster: a school's own gifts and no other's, journalled each time it is opened.

use entity::{Refusal, claim, handout::roster, id::PhaseId};

use crate::world::World;

on_both!(
    a_roster_names_the_schools_own_children,
    a_roster_lists_what_is_here_at_the_own_school,
    every_opening_of_a_roster_is_journalled,
    a_school_sees_in_which_phases_gifts_wait,
);

async fn a_roster_lists_what_is_here_at_the_own_school(world: World) {
    let here = world.promised("shagou", "lin", claim::State::Received).await;
    for state in [claim::State::Shipped, claim::State::Fulfilled] {
        world.promised("shagou", "lin", state).await;
    }
    world.promised("huili", "lin", claim::State::Received).await;
    let (school, phase) = (world.school("shagou").await, world.phase().await);
    let roster = roster::open(&world.store, school, phase, world.now).await.unwrap();
    assert_eq!(roster.lines.iter().map(|line| &line.code).collect::<Vec<_>>(), [&here.code]);
    let nowhere = roster::open(&world.store, school, PhaseId(phase.0 + 1), world.now).await;
    assert!(matches!(nowhere, Err(entity::Error::Refused(r)) if r.0 == [Refusal::NotFound]));
}

async fn every_opening_of_a_roster_is_journalled(world: World) {
    let (school, phase) = (world.school("shagou").await, world.phase().await);
    roster::open(&world.store, school, phase, world.now).await.unwrap();
    assert_eq!(world.acts().await, Vec::<String>::new(), "an empty roster shows nobody's name");
    world.promised("shagou", "lin", claim::State::Received).await;
    for _ in 0..2 {
        roster::open(&world.store, school, phase, world.now).await.unwrap();
    }
    assert_eq!(world.acts().await, ["roster_opened", "roster_opened"]);
    let entry = entity::journal::latest(world.store.read(), None, None, 1).await.unwrap().remove(0);
    assert_eq!((entry.account_id, entry.detail.as_str()), (Some(school.account()), "1"));
}

async fn a_school_sees_in_which_phases_gifts_wait(world: World) {
    let school = world.school_id("shagou").await;
    assert_eq!(roster::phases(world.store.read(), school).await.unwrap(), []);
    for _ in 0..2 {
        world.promised("shagou", "lin", claim::State::Received).await;
    }
    let phases = roster::phases(world.store.read(), school).await.unwrap();
    assert_eq!(phases.iter().map(|(phase, here)| (phase.number, *here)).collect::<Vec<_>>(), [(5, 2)]);
}

async fn a_roster_names_the_schools_own_children(world: World) {
    use entity::handout::{
        confirm::{self, Tick},
        sheet,
    };
    let mine = world.here_for("shagou", "王小样", "lin").await;
    world.here_for("huili", "李小样", "lin").await;
    let (school, phase) = (world.school("shagou").await, world.phase().await);
    let roster = roster::open(&world.store, school, phase, world.now).await.unwrap();
    assert_eq!(roster.lines.iter().map(|line| line.child.as_deref()).collect::<Vec<_>>(), [Some("王小样")]);
    let typed = confirm::Typed {
        handed_on: world.today().to_string(),
        teacher: "王老师".to_owned(),
        second_adult: "李主任".to_owned(),
        ticks: vec![Tick { code: mine.code.to_string(), signed_by: "teacher".to_owned() }],
    };
    let id = confirm::confirm(&world.store, school, phase, &typed, &world.form(), world.now).await.unwrap();
    let sheet = sheet::open(&world.store, school, id, world.now).await.unwrap();
    assert_eq!(sheet.lines.iter().map(|line| line.child.as_deref()).collect::<Vec<_>>(), [Some("王小样")]);
    for letter in world.letters_to("lin@example.org").await {
        assert!(!format!("{letter:?}").contains("王小样"), "no letter holds a child's name");
    }
}
