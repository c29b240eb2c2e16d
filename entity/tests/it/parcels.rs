//! Several gifts of a donor's to one school, said to be sent in one act.

use entity::{
    Code, Error, Field, Lang, Refusal,
    actor::Donor,
    claim::{
        State,
        ship::{
            self,
            together::{Typed, by_school, ship_together},
        },
    },
    handout::problem,
    id::WishId,
};

use crate::{
    given::day,
    world::{World, refused},
};

on_both!(
    gifts_are_sent_together_with_one_number,
    gifts_are_brought_together_on_one_day,
    what_is_sent_together_goes_to_one_school,
    all_that_is_ticked_is_sent_or_nothing,
    everything_wrong_with_a_parcel_is_said_at_once,
    what_is_to_be_sent_stands_school_by_school,
);

fn parcel(codes: &[&Code]) -> Typed {
    Typed {
        ticks: codes.iter().map(ToString::to_string).collect(),
        way: ship::Typed {
            how: "parcel".to_owned(),
            carrier: "圆通".to_owned(),
            tracking_no: "YT8812".to_owned(),
            ..ship::Typed::default()
        },
    }
}

async fn send(world: &World, donor: Donor, typed: &Typed) -> Result<usize, Error> {
    ship_together(&world.store, donor, typed, &world.form(), world.now).await
}

/// How the newest claim of this wish stands, and the number that was said.
async fn sent(world: &World, wish: WishId) -> (State, Option<String>) {
    let claim = world.claims_of(wish).await.pop().unwrap();
    (claim.state, claim.tracking_no)
}

async fn gifts_are_sent_together_with_one_number(world: World) {
    let lin = world.donor("lin").await;
    let (one, _) = world.claim_with("shagou", lin, State::Confirmed).await;
    let (other, _) = world.claim_with("shagou", lin, State::Shipped).await;
    let (kept, _) = world.claim_with("shagou", lin, State::Confirmed).await;
    let (typed, form) = (parcel(&[&other.code, &one.code, &one.code]), world.form());
    for _ in 0..2 {
        let sent = ship_together(&world.store, lin, &typed, &form, world.now).await;
        assert_eq!(sent.unwrap(), 2, "pressed twice, sent once");
    }
    for wish in [one.id, other.id] {
        assert_eq!(sent(&world, wish).await, (State::Shipped, Some("YT8812".to_owned())));
        assert_eq!(world.claims_of(wish).await[0].carrier.as_deref(), Some("圆通"));
    }
    assert_eq!(sent(&world, kept.id).await, (State::Confirmed, None), "it was not ticked");
    assert_eq!(world.acts().await, ["claim_shipped", "claim_shipped"], "an entry for each");
}

async fn gifts_are_brought_together_on_one_day(world: World) {
    let lin = world.donor("lin").await;
    let (one, _) = world.claim_with("shagou", lin, State::Confirmed).await;
    let (other, _) = world.claim_with("shagou", lin, State::Confirmed).await;
    let brought = |on: &str| Typed {
        way: ship::Typed { how: "drop_off".to_owned(), drop_off_on: on.to_owned(), ..ship::Typed::default() },
        ..parcel(&[&one.code, &other.code])
    };
    let late = refused(send(&world, lin, &brought("2026-12-16")).await);
    assert_eq!(late, [Refusal::DayTooLate(Field::DropOffOn, day(12, 15))]);
    send(&world, lin, &brought("2026-12-01")).await.unwrap();
    for wish in [one.id, other.id] {
        assert_eq!(world.claims_of(wish).await[0].drop_off_on, Some(day(12, 1)));
    }
}

async fn what_is_sent_together_goes_to_one_school(world: World) {
    let lin = world.donor("lin").await;
    let (here, _) = world.claim_with("shagou", lin, State::Confirmed).await;
    let (there, _) = world.claim_with("huili", lin, State::Confirmed).await;
    let both = send(&world, lin, &parcel(&[&here.code, &there.code])).await;
    assert_eq!(refused(both), [Refusal::SeveralSchools]);
    for wish in [here.id, there.id] {
        assert_eq!(sent(&world, wish).await, (State::Confirmed, None));
    }
}

async fn all_that_is_ticked_is_sent_or_nothing(world: World) {
    let (lin, chen) = (world.donor("lin").await, world.donor("chen").await);
    let (own, _) = world.claim_with("shagou", lin, State::Confirmed).await;
    let (others, _) = world.claim_with("shagou", chen, State::Confirmed).await;
    let both = send(&world, lin, &parcel(&[&own.code, &others.code])).await;
    assert_eq!(refused(both), [Refusal::NoSuchChoice(Field::Gifts)], "another's is missing");
    for state in [State::Received, State::Fulfilled, State::Released, State::Lapsed, State::Cancelled] {
        let (gone, _) = world.claim_with("shagou", lin, state).await;
        let both = send(&world, lin, &parcel(&[&own.code, &gone.code])).await;
        assert_eq!(refused(both), [Refusal::NotToSend(gone.code.clone())], "{state:?}");
    }
    assert_eq!(sent(&world, own.id).await, (State::Confirmed, None));
    assert_eq!(sent(&world, others.id).await, (State::Confirmed, None));
    assert!(world.acts().await.is_empty());
}

async fn everything_wrong_with_a_parcel_is_said_at_once(world: World) {
    let lin = world.donor("lin").await;
    let none = Typed { way: ship::Typed { how: "parcel".to_owned(), ..ship::Typed::default() }, ..Typed::default() };
    let all = [Refusal::Missing(Field::Gifts), Refusal::Missing(Field::TrackingNo)];
    assert_eq!(refused(send(&world, lin, &none).await), all);
    let odd = Typed { ticks: vec!["no code".to_owned()], ..parcel(&[]) };
    assert_eq!(refused(send(&world, lin, &odd).await), [Refusal::NoSuchChoice(Field::Gifts)]);
}

async fn what_is_to_be_sent_stands_school_by_school(world: World) {
    let (lin, chen) = (world.donor("lin").await, world.donor("chen").await);
    let mut codes = Vec::new();
    for school in ["shagou", "huili", "shagou"] {
        codes.push(world.claim_with(school, lin, State::Confirmed).await.0.code);
    }
    world.claim_with("shagou", lin, State::Shipped).await;
    world.claim_with("shagou", chen, State::Confirmed).await;
    let (broken, _) = world.claim_with("shagou", lin, State::Confirmed).await;
    let school = world.signed_in_school("shagou").await.receiver().unwrap();
    let typed = problem::Typed { kind: "damaged".to_owned(), remark: String::new() };
    problem::note(&world.store, school, broken.code.as_str(), &typed, &world.form(), world.now).await.unwrap();

    let schools = by_school(world.store.read(), lin, Lang::Zh).await.unwrap();
    let told: Vec<(&str, Vec<&Code>)> = schools
        .iter()
        .map(|school| (school.delivery.school.as_str(), school.gifts.iter().map(|line| &line.gift.code).collect()))
        .collect();
    let (shagou, huili) = (vec![&codes[0], &codes[2]], vec![&codes[1]]);
    assert_eq!(told, [("shagou小学", shagou), ("huili小学", huili)], "what has a problem waits for the office");
}
