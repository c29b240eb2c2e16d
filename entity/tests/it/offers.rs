//! Standing offers: made with a letter, changed, paused, ended by their donor or by the clock.

use chrono::TimeDelta;
use entity::{
    Error, Fen, Field, Refusal,
    id::{OfferId, TownshipId},
    offer::{self, State, Typed, change, desk, expire, make, pause},
    outbox::Letter,
    place::township,
    school,
    wish::Category,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};

use crate::world::{World, refused};

on_both!(
    an_offer_is_made_with_a_letter,
    everything_wrong_is_said_at_once,
    nothing_is_wrong_with_what_the_form_need_not_show,
    something_it_gives_must_be_ticked,
    what_is_no_choice_any_more_is_refused_not_left_out,
    places_that_hold_nothing_together_are_refused,
    a_sum_for_funds_over_the_budget_is_refused,
    its_donor_changes_pauses_and_ends_it,
    anothers_offer_is_not_there,
    an_account_has_ten_at_most,
    the_clock_ends_it_after_its_last_day_and_writes_once,
    its_contact_offers_for_an_organisation,
);

impl World {
    pub async fn offer(&self, donor: &str, typed: &Typed) -> OfferId {
        make::make(&self.store, self.donor(donor).await, typed, &self.form(), self.now).await.unwrap()
    }

    async fn row_of_offer(&self, id: OfferId) -> offer::Model {
        offer::Entity::find_by_id(id).one(self.store.writer()).await.unwrap().unwrap()
    }
}

/// Up to this many, for three months, of anything.
pub fn up_to(count: u32) -> Typed {
    Typed {
        kinds: vec!["wishes".into()],
        max_count: count.to_string(),
        grade_min: "1".into(),
        grade_max: "9".into(),
        valid_until: "2027-02-23".into(),
        ..Typed::default()
    }
}

async fn an_offer_is_made_with_a_letter(world: World) {
    let township = world.township().await;
    let typed = Typed {
        budget: "2,400".into(),
        max_price: "１００元".into(),
        categories: vec!["books".into(), "stationery".into()],
        townships: vec![township.to_string()],
        ..up_to(40)
    };
    let form = world.form();
    let make = async || make::make(&world.store, world.donor("lin").await, &typed, &form, world.now).await.unwrap();
    let id = make().await;
    assert_eq!(make().await, id, "the same form again");
    let offer = world.row_of_offer(id).await;
    assert_eq!(
        (offer.max_count, offer.budget_fen, offer.max_price_fen),
        (40, Some(Fen::yuan(2_400)), Some(Fen::yuan(100)))
    );
    assert_eq!(offer.categories(), [Category::Stationery, Category::Books]);
    assert_eq!((offer.townships(), offer.schools()), (vec![township], vec![]));
    let letters = world.letters_to("lin@example.org").await;
    let [Letter::OfferMade { offer, .. }] = &letters[..] else { panic!("{letters:?}") };
    assert_eq!((offer.number, offer.max_count, offer.grades), (id, 40, (1, 9)));
    assert_eq!(offer.places, ["沙沟镇"]);
    assert_eq!(world.acts().await, ["offer_made"]);
}

async fn everything_wrong_is_said_at_once(world: World) {
    let typed = Typed {
        kinds: vec!["wishes".into()],
        max_count: "0".into(),
        budget: "0".into(),
        max_price: "viel".into(),
        grade_min: "5".into(),
        grade_max: "4".into(),
        valid_until: "2026-11-22".into(),
        ..Typed::default()
    };
    let lin = world.donor("lin").await;
    let answer = make::make(&world.store, lin, &typed, &world.form(), world.now).await;
    let told = refused(answer);
    let fields: Vec<_> = told.iter().filter_map(Refusal::field).collect();
    assert_eq!(fields, [Field::MaxCount, Field::Budget, Field::MaxPrice, Field::GradeMax, Field::ValidUntil]);
    let typed = Typed { valid_until: "2027-11-24".into(), ..up_to(1) };
    let told = refused(make::make(&world.store, lin, &typed, &world.form(), world.now).await);
    assert!(matches!(told[..], [Refusal::DayTooLate(Field::ValidUntil, _)]));
    let typed = Typed { max_price: "1000000.01".into(), ..up_to(1) };
    let told = refused(make::make(&world.store, lin, &typed, &world.form(), world.now).await);
    assert_eq!(told, [Refusal::AmountRange(Field::MaxPrice, Fen(1), Fen::yuan(1_000_000))]);
    let typed = Typed { kinds: vec!["funds".into()], for_funds: "1000000.01".into(), ..up_to(1) };
    let told = refused(make::make(&world.store, lin, &typed, &world.form(), world.now).await);
    assert_eq!(told, [Refusal::AmountRange(Field::ForFunds, Fen(1), Fen::yuan(1_000_000))]);
    assert_eq!(world.letters_of("offer_made").await, 0);
}

async fn nothing_is_wrong_with_what_the_form_need_not_show(world: World) {
    let typed = Typed {
        kinds: vec!["plots".into()],
        max_count: "many".into(),
        max_shares: "2".into(),
        for_funds: "viel".into(),
        max_price: "1e3".into(),
        grade_min: "5".into(),
        grade_max: "4".into(),
        ..up_to(1)
    };
    let offer = world.row_of_offer(world.offer("lin", &typed).await).await;
    assert_eq!((offer.max_shares, offer.fund_fen), (Some(2), None));
    assert_eq!((offer.max_count, offer.max_price_fen, offer.grade_min, offer.grade_max), (1, None, 5, 9));
    let typed = Typed { kinds: vec!["wishes".into(), "plots".into()], ..typed };
    let told = refused(make::make(&world.store, world.donor("lin").await, &typed, &world.form(), world.now).await);
    let fields: Vec<_> = told.iter().filter_map(Refusal::field).collect();
    assert_eq!(fields, [Field::MaxCount, Field::MaxPrice, Field::GradeMax]);
}

async fn something_it_gives_must_be_ticked(world: World) {
    let (lin, id) = (world.donor("lin").await, world.offer("lin", &up_to(3)).await);
    for kinds in [vec![], vec!["no-such-kind".into()]] {
        let typed = Typed { kinds, ..up_to(7) };
        let told = refused(make::make(&world.store, lin, &typed, &world.form(), world.now).await);
        assert_eq!(told, [Refusal::NotAChoice(Field::Kinds)]);
        let told = refused(change::change(&world.store, lin, id, &typed, &world.form(), world.now).await);
        assert_eq!(told, [Refusal::NotAChoice(Field::Kinds)]);
    }
    let blank = Typed { valid_until: String::new(), ..Typed::default() };
    let told = refused(make::make(&world.store, lin, &blank, &world.form(), world.now).await);
    let fields: Vec<_> = told.iter().filter_map(Refusal::field).collect();
    assert_eq!(fields, [Field::Kinds, Field::ValidUntil], "what is asked of each kind is not asked yet");
    assert_eq!(world.row_of_offer(id).await.max_count, 3);
    assert_eq!(world.letters_of("offer_made").await, 1);
}

async fn what_is_no_choice_any_more_is_refused_not_left_out(world: World) {
    let (lin, shagou, beigou) =
        (world.donor("lin").await, world.school_id("shagou").await, world.school_id("beigou").await);
    let (township, form) = (world.township().await, world.form());
    let typed = Typed {
        categories: vec!["books".into(), "no-such-thing".into()],
        townships: vec!["999999".into(), township.to_string()],
        schools: vec![String::new(), "999999".into()],
        ..up_to(3)
    };
    let told = refused(make::make(&world.store, lin, &typed, &form, world.now).await);
    assert_eq!(told, [Field::Categories, Field::Townships, Field::Schools].map(Refusal::NoSuchChoice));
    let of_schools = Typed { schools: vec![shagou.to_string(), beigou.to_string()], ..up_to(3) };
    let id = world.offer("lin", &of_schools).await;
    school::change::close(&world.store, world.officer().await, beigou, world.now).await.unwrap();
    let told = refused(change::change(&world.store, lin, id, &of_schools, &world.form(), world.now).await);
    assert_eq!(told, [Refusal::NoSuchChoice(Field::Schools)], "the other one alone would be narrower than it says");
    assert_eq!(world.row_of_offer(id).await.schools(), [beigou, shagou]);
    let of_plots = Typed { kinds: vec!["plots".into()], max_shares: "1".into(), ..of_schools };
    assert!(world.row_of_offer(world.offer("lin", &of_plots).await).await.schools().is_empty(), "it gives no wish");
}

async fn places_that_hold_nothing_together_are_refused(world: World) {
    let (lin, shagou) = (world.donor("lin").await, world.school_id("shagou").await);
    let (name_zh, name_en) = (Set("北山镇".to_owned()), Set("North Hill".to_owned()));
    let row = township::ActiveModel { name_zh, name_en, ..Default::default() };
    let (here, other) = (world.township().await, row.insert(world.store.writer()).await.unwrap().id);
    let of = |townships: &[TownshipId]| Typed {
        townships: townships.iter().map(ToString::to_string).collect(),
        schools: vec![shagou.to_string()],
        ..up_to(3)
    };
    let told = refused(make::make(&world.store, lin, &of(&[other]), &world.form(), world.now).await);
    assert_eq!(told, [Refusal::NoSchoolThere]);
    assert_eq!(told[0].field(), Some(Field::Schools));
    world.offer("lin", &of(&[here, other])).await;
    let plots = Typed { kinds: vec!["plots".into()], max_shares: "1".into(), ..of(&[other]) };
    world.offer("lin", &plots).await;
}

async fn a_sum_for_funds_over_the_budget_is_refused(world: World) {
    let (kinds, for_funds) = (vec!["funds".to_owned()], "50".to_owned());
    let offered = Typed { kinds, for_funds, ..up_to(1) };
    let of = |budget: &str| Typed { budget: budget.into(), ..offered.clone() };
    let lin = world.donor("lin").await;
    let told = refused(make::make(&world.store, lin, &of("49.99"), &world.form(), world.now).await);
    assert_eq!(told, [Refusal::OverBudget(Field::ForFunds, Fen(4_999))]);
    let told = refused(make::make(&world.store, lin, &of("much"), &world.form(), world.now).await);
    assert_eq!(told.iter().filter_map(Refusal::field).collect::<Vec<_>>(), [Field::Budget]);
    for budget in ["50", ""] {
        world.offer("lin", &of(budget)).await;
    }
}

async fn its_donor_changes_pauses_and_ends_it(world: World) {
    let (lin, id) = (world.donor("lin").await, world.offer("lin", &up_to(3)).await);
    change::change(&world.store, lin, id, &up_to(7), &world.form(), world.now).await.unwrap();
    assert_eq!(world.row_of_offer(id).await.max_count, 7);
    pause::pause(&world.store, lin, id, &world.form(), world.now).await.unwrap();
    assert_eq!(world.row_of_offer(id).await.state(), State::Paused);
    pause::resume(&world.store, lin, id, &world.form(), world.now).await.unwrap();
    assert_eq!(world.row_of_offer(id).await.state(), State::Stands);
    pause::end(&world.store, lin, id, &world.form(), world.now).await.unwrap();
    assert_eq!(world.row_of_offer(id).await.state(), State::Ended);
    let over = pause::resume(&world.store, lin, id, &world.form(), world.now).await;
    assert_eq!(refused(over), [Refusal::OfferOver]);
    let over = change::change(&world.store, lin, id, &up_to(1), &world.form(), world.now).await;
    assert_eq!(refused(over), [Refusal::OfferOver]);
}

async fn anothers_offer_is_not_there(world: World) {
    let id = world.offer("lin", &up_to(3)).await;
    let chen = world.donor("chen").await;
    assert_eq!(refused(pause::end(&world.store, chen, id, &world.form(), world.now).await), [Refusal::NotFound]);
    let changed = change::change(&world.store, chen, id, &up_to(1), &world.form(), world.now).await;
    assert_eq!(refused(changed), [Refusal::NotFound]);
    let county = entity::county::County::read(world.store.read()).await.unwrap();
    let seen = desk::one(world.store.read(), chen, id, &county, entity::Lang::Zh).await;
    assert!(matches!(seen, Err(Error::Refused(told)) if told.0 == [Refusal::NotFound]));
    assert!(desk::all(world.store.read(), chen, &county, entity::Lang::Zh).await.unwrap().is_empty());
}

async fn an_account_has_ten_at_most(world: World) {
    let lin = world.donor("lin").await;
    for _ in 1..make::MOST_AT_ONCE {
        world.offer("lin", &up_to(1)).await;
    }
    let other = world.another_process().await;
    let (typed, forms) = (up_to(1), [world.form(), world.form()]);
    let both = tokio::join!(
        make::make(&world.store, lin, &typed, &forms[0], world.now),
        make::make(&other, lin, &typed, &forms[1], world.now),
    );
    assert_eq!([&both.0, &both.1].iter().filter(|made| made.is_ok()).count(), 1, "{both:?}");
    let told = refused(make::make(&world.store, lin, &typed, &world.form(), world.now).await);
    assert_eq!(told, [Refusal::TooManyOffers(make::MOST_AT_ONCE)]);
}

async fn the_clock_ends_it_after_its_last_day_and_writes_once(world: World) {
    let id = world.offer("lin", &Typed { valid_until: "2026-11-25".into(), ..up_to(2) }).await;
    let last = world.now + TimeDelta::days(2);
    assert_eq!(expire::expire(&world.store, last).await.unwrap(), 0, "the day is not over");
    let other = world.another_process().await;
    let after = world.now + TimeDelta::days(3);
    let both = tokio::join!(expire::expire(&world.store, after), expire::expire(&other, after));
    assert_eq!(both.0.unwrap() + both.1.unwrap(), 1);
    assert_eq!(world.row_of_offer(id).await.state(), State::Ended);
    assert_eq!(world.letters_of("offer_over").await, 1);
}

async fn its_contact_offers_for_an_organisation(world: World) {
    let organisation = world.organisation("shanlu", "boss", 12).await;
    let typed = Typed { for_organisation: "yes".into(), ..up_to(12) };
    let own = world.offer("boss", &typed).await;
    assert_eq!(world.row_of_offer(own).await.organisation_id, Some(organisation));
    let not = world.offer("lin", &typed).await;
    assert_eq!(world.row_of_offer(not).await.organisation_id, None, "she is nobody's contact");
}
