//! In whose name a donor gives who is an organisation's contact and has an offer of their own besides.

use entity::{
    Lang,
    offer::Typed,
    outbox::Letter,
    round::{answer, giver::Part},
};

use crate::{offers::up_to, world::World};

on_both!(each_thing_says_in_whose_name_it_is_given);

/// Whether an organisation's; wishes; plots.
type Count = (bool, usize, usize);

async fn in_the_letter(world: &World, donor: &str) -> Vec<Count> {
    let letters = world.letters_to(&format!("{donor}@example.org")).await;
    let Some(Letter::Proposed { givers, .. }) = letters.last() else { panic!("{letters:?}") };
    givers.iter().map(|one| (one.organisation.is_some(), one.gifts, one.adoptions)).collect()
}

async fn each_thing_says_in_whose_name_it_is_given(world: World) {
    world.organisation("shanlu", "boss", 9).await;
    world.open_wishes("shagou", 4).await;
    world.plot_open("南坡人家").await;
    let kinds = ["wishes", "plots"].map(Into::into).to_vec();
    let for_organisation = "yes".into();
    world.offer("boss", &Typed { kinds, max_shares: "2".into(), for_organisation, ..up_to(2) }).await;
    world.offer("boss", &up_to(1)).await;
    world.offer("chen", &up_to(1)).await;
    world.applied().await;
    assert_eq!(in_the_letter(&world, "boss").await, [(false, 1, 0), (true, 2, 1)]);
    assert!(in_the_letter(&world, "chen").await.is_empty(), "all is in the donor's own name");
    let seen = answer::look(&world.store, &world.proposal_to("boss").await, Lang::Zh, world.now).await.unwrap();
    let wishes = |part: &Part| part.parcels.iter().flatten().count();
    let parts = seen.parts.iter().map(|part| (part.organisation.is_some(), wishes(part), part.plots.len()));
    assert_eq!(parts.collect::<Vec<Count>>(), [(false, 1, 0), (true, 2, 1)]);
}
