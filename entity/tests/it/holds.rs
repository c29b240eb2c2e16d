//! Holds of visitors: a letter, a link, and the hours between.

use chrono::TimeDelta;
use entity::{
    Code, Error, Field, Lang, Refusal,
    account::{self, link_in, sign_up},
    claim::{self, State, confirm, hold, lapse, let_go, take},
    clock, form_once, guess, link,
    outbox::{self, Letter, work},
    session,
    wish::Status,
};
use sea_orm::{ActiveValue::Set, EntityTrait, PaginatorTrait, QueryFilter};

use crate::{
    given::day,
    guesses::set_tries,
    world::{World, refused},
};

on_both!(
    a_visitor_holds_confirms_and_is_signed_in,
    the_visitors_own_name_counts_and_no_strangers,
    a_hold_ends_at_its_hour_and_not_before,
    what_lapsed_meanwhile_is_told,
    a_link_works_once,
    a_button_pressed_twice_confirms_once_and_lets_in_again,
    every_field_is_judged_at_once,
    an_address_holds_only_so_many,
    two_holds_at_once_cannot_both_fit,
    one_network_cannot_hold_the_whole_wall,
    a_form_sent_again_is_no_other_try,
    the_answer_never_tells_whether_there_is_an_account,
    a_confirmed_hold_keeps_to_the_donors_limit,
    a_lapsed_hold_forgets_the_address,
    a_hold_is_let_go_by_its_link_before_its_hour,
    what_a_schools_address_holds_can_only_be_let_go,
    a_hold_beyond_the_last_claiming_day_says_what_the_pool_fills,
);

fn visitor(email: &str) -> hold::Typed {
    hold::Typed { email: email.into(), name: "小林".into(), rules: "on".into(), ..Default::default() }
}

async fn hold_as(world: &World, email: &str, codes: &[Code]) -> Result<hold::Held, Error> {
    let from = (Lang::Zh, "192.0.2.1");
    hold::hold(&world.store, codes, &visitor(email), from, &world.form(), world.now).await
}

async fn a_visitor_holds_confirms_and_is_signed_in(world: World) {
    let wish = world.open_wish("shagou").await;
    let held = hold_as(&world, "Visitor@Example.org", std::slice::from_ref(&wish.code)).await.unwrap();
    assert_eq!((held.email.as_str(), held.held_until), ("visitor@example.org", world.now + TimeDelta::hours(48)));
    assert_eq!(world.status(wish.id).await, Status::Taken);
    assert_eq!(world.claims_of(wish.id).await[0].state, State::Held);
    let letters = world.letters_to("visitor@example.org").await;
    assert!(matches!(&letters[..], [Letter::HoldReceived { .. }]));

    let token = world.token_to("visitor@example.org").await;
    let offer = confirm::look(&world.store, &token, world.now).await.unwrap();
    assert_eq!((offer.held, offer.gone), (vec![wish.code.clone()], vec![]));
    assert_eq!(world.claims_of(wish.id).await[0].state, State::Held, "looking does nothing");

    let confirmed = confirm::by_link(&world.store, &token, "page", world.now).await.unwrap();
    assert_eq!(confirmed.won, [wish.code]);
    let person = session::who(&world.store, &confirmed.opened.token, world.now).await.unwrap().unwrap();
    assert_eq!((person.account().email.as_str(), person.account().name.as_str()), ("visitor@example.org", "小林"));
    let claim = world.claims_of(wish.id).await.remove(0);
    assert_eq!((claim.state, claim.account_id), (State::Confirmed, Some(person.account().id)));
    assert_eq!((claim.holder_email, claim.holder_name), (None, None));
    assert!(matches!(&world.letters_to("visitor@example.org").await[1..], [Letter::ClaimConfirmed { .. }]));
}

async fn the_visitors_own_name_counts_and_no_strangers(world: World) {
    let typed = sign_up::Typed {
        email: "victim@example.org".into(),
        name: "生人".into(),
        organisation: "别的单位".into(),
        password: "a red schoolbag".into(),
    };
    sign_up::sign_up(&world.store, &typed, Lang::En, "192.0.2.9", &world.form(), world.now).await.unwrap();
    let wishes = world.open_wishes("shagou", 2).await;
    hold_as(&world, "victim@example.org", std::slice::from_ref(&wishes[0].code)).await.unwrap();
    let token = world.token_to("victim@example.org").await;
    let person = confirm::by_link(&world.store, &token, "page", world.now).await.unwrap().opened.person;
    let account = person.account();
    assert_eq!((account.name.as_str(), account.organisation.as_deref(), account.lang), ("小林", None, Lang::Zh));
    let letter = world.letters_to("victim@example.org").await.pop().unwrap();
    assert!(matches!(&letter, Letter::ClaimConfirmed { name, .. } if name == "小林"), "{letter:?}");

    // A proved account is its owner's: the next hold renames nobody.
    let typed = hold::Typed { name: "别名".into(), ..visitor("victim@example.org") };
    let code = std::slice::from_ref(&wishes[1].code);
    hold::hold(&world.store, code, &typed, (Lang::En, "192.0.2.1"), &world.form(), world.now).await.unwrap();
    let token = world.token_to("victim@example.org").await;
    let person = confirm::by_link(&world.store, &token, "page", world.now).await.unwrap().opened.person;
    assert_eq!((person.account().name.as_str(), person.account().lang), ("小林", Lang::Zh));
}

async fn a_hold_ends_at_its_hour_and_not_before(mut world: World) {
    let wishes = world.open_wishes("shagou", 2).await;
    for (wish, who) in wishes.iter().zip(["early", "late"]) {
        hold_as(&world, &format!("{who}@example.org"), std::slice::from_ref(&wish.code)).await.unwrap();
    }
    world.later(TimeDelta::hours(48) - TimeDelta::seconds(1));
    assert_eq!(lapse::holds(&world.store, world.now).await.unwrap(), 0);
    let token = world.token_to("early@example.org").await;
    confirm::by_link(&world.store, &token, "page", world.now).await.unwrap();

    world.later(TimeDelta::seconds(1));
    let token = world.token_to("late@example.org").await;
    let over = Refusal::HoldOver(world.now);
    let offer = confirm::look(&world.store, &token, world.now).await.unwrap();
    assert_eq!((offer.held, offer.gone), (vec![], vec![wishes[1].code.clone()]));
    assert_eq!(
        refused(confirm::by_link(&world.store, &token, "page", world.now).await.map(|_| ())),
        [over],
        "clock or no clock"
    );
    assert_eq!(lapse::holds(&world.store, world.now).await.unwrap(), 1);
    assert_eq!(world.status(wishes[1].id).await, Status::Open);
    assert_eq!(world.status(wishes[0].id).await, Status::Taken);
}

async fn what_lapsed_meanwhile_is_told(world: World) {
    let wishes = world.open_wishes("shagou", 2).await;
    let codes: Vec<Code> = wishes.iter().map(|wish| wish.code.clone()).collect();
    hold_as(&world, "visitor@example.org", &codes).await.unwrap();
    let claim = world.claims_of(wishes[0].id).await.remove(0);
    let typed = claim::cancel::Typed { reason: "孩子已经有了".into() };
    let officer = world.officer().await;
    claim::cancel::cancel(&world.store, officer, claim.id, &typed, &world.form(), world.now).await.unwrap();
    let token = world.token_of_hold("visitor@example.org").await;
    let confirmed = confirm::by_link(&world.store, &token, "page", world.now).await.unwrap();
    assert_eq!((confirmed.won, confirmed.gone), (vec![codes[1].clone()], vec![codes[0].clone()]));
}

async fn a_link_works_once(world: World) {
    let wish = world.open_wish("shagou").await;
    hold_as(&world, "visitor@example.org", &[wish.code]).await.unwrap();
    let token = world.token_to("visitor@example.org").await;
    let confirm = async |page| confirm::by_link(&world.store, &token, page, world.now).await.map(|_| ());
    let (one, two) = tokio::join!(confirm("one"), confirm("two"));
    assert_eq!(usize::from(one.is_ok()) + usize::from(two.is_ok()), 1, "{one:?} {two:?}");
    assert_eq!(refused(confirm("three").await), [Refusal::LinkSpent]);
    assert_eq!(refused(confirm("").await), [Refusal::LinkSpent]);
    for token in ["", "x.y", &token.replace('.', "")] {
        assert_eq!(refused(confirm::look(&world.store, token, world.now).await), [Refusal::LinkSpent]);
    }
}

async fn a_button_pressed_twice_confirms_once_and_lets_in_again(mut world: World) {
    let wish = world.open_wish("shagou").await;
    hold_as(&world, "visitor@example.org", std::slice::from_ref(&wish.code)).await.unwrap();
    let token = world.token_to("visitor@example.org").await;
    let confirm = async |now| confirm::by_link(&world.store, &token, "page", now).await;
    let (one, two) = tokio::join!(confirm(world.now), confirm(world.now));
    for confirmed in [one.unwrap(), two.unwrap()] {
        assert_eq!(confirmed.won, std::slice::from_ref(&wish.code));
        assert!(session::who(&world.store, &confirmed.opened.token, world.now).await.unwrap().is_some());
    }
    assert!(matches!(&world.letters_to("visitor@example.org").await[1..], [Letter::ClaimConfirmed { .. }]));
    assert_eq!(world.claims_of(wish.id).await.len(), 1);
    world.later(TimeDelta::minutes(10));
    let confirmed = confirm::by_link(&world.store, &token, "page", world.now).await;
    assert_eq!(refused(confirmed.map(|_| ())), [Refusal::LinkSpent], "a page found later in a browser is no key");
}

async fn every_field_is_judged_at_once(world: World) {
    let wish = world.open_wish("shagou").await;
    let typed =
        hold::Typed { email: "林@".into(), name: "\u{202E}".into(), rules: String::new(), ..Default::default() };
    let held = hold::hold(&world.store, &[wish.code], &typed, (Lang::Zh, ""), &world.form(), world.now).await;
    let expected = [Refusal::NotAnEmail, Refusal::Invisible(Field::Name), Refusal::RulesNotAccepted];
    assert_eq!(refused(held), expected);
    assert_eq!(world.status(wish.id).await, Status::Open);
}

async fn an_address_holds_only_so_many(world: World) {
    let wishes = world.open_wishes("shagou", 6).await;
    let codes: Vec<Code> = wishes.iter().map(|wish| wish.code.clone()).collect();
    let limit = [Refusal::HoldLimit(hold::MOST_HELD)];
    assert_eq!(refused(hold_as(&world, "visitor@example.org", &codes).await), limit);
    hold_as(&world, "visitor@example.org", &codes[..5]).await.unwrap();
    assert_eq!(refused(hold_as(&world, "visitor@example.org", &codes[5..]).await), limit);
    hold_as(&world, "other@example.org", &codes[5..]).await.unwrap();
}

async fn two_holds_at_once_cannot_both_fit(world: World) {
    let wishes = world.open_wishes("shagou", 6).await;
    let codes: Vec<Code> = wishes.iter().map(|wish| wish.code.clone()).collect();
    let other = world.another_process().await;
    let (typed, forms) = (visitor("visitor@example.org"), [world.form(), world.form()]);
    let from = (Lang::Zh, "192.0.2.1");
    let (one, two) = tokio::join!(
        hold::hold(&world.store, &codes[..3], &typed, from, &forms[0], world.now),
        hold::hold(&other, &codes[3..], &typed, from, &forms[1], world.now),
    );
    assert_eq!(usize::from(one.is_ok()) + usize::from(two.is_ok()), 1, "{one:?} {two:?}");
}

async fn one_network_cannot_hold_the_whole_wall(world: World) {
    let wishes = world.open_wishes("shagou", 3).await;
    let hold = async |number: usize| {
        let code = std::slice::from_ref(&wishes[number].code);
        hold_as(&world, &format!("v{number}@example.org"), code).await
    };
    hold(0).await.unwrap();
    set_tries(&world, guess::HOLDS.tries - 1).await;
    hold(1).await.expect("a town behind one address of its carrier");
    assert!(matches!(refused(hold(2).await)[..], [Refusal::TooManyTries(_)]));
}

async fn a_form_sent_again_is_no_other_try(world: World) {
    let codes = [world.open_wish("shagou").await.code];
    let (typed, form) = (visitor("visitor@example.org"), world.form());
    let send = async || hold::hold(&world.store, &codes, &typed, (Lang::Zh, "192.0.2.1"), &form, world.now).await;
    let held = send().await.unwrap();
    set_tries(&world, guess::HOLDS.tries).await;
    assert_eq!(send().await.unwrap(), held);
}

async fn the_answer_never_tells_whether_there_is_an_account(world: World) {
    let lin = world.donor("lin").await;
    world.school("shagou").await;
    for _ in 0..9 {
        world.claim_with("shagou", lin, State::Confirmed).await;
    }
    for email in ["lin@example.org", "teacher-shagou@example.org", "nobody@example.org"] {
        let wish = world.open_wish("shagou").await;
        let held = hold_as(&world, email, std::slice::from_ref(&wish.code)).await.unwrap();
        assert_eq!(held.won, [wish.code]);
        assert!(matches!(&world.letters_to(email).await[..], [Letter::HoldReceived { .. }]));
    }
    assert_eq!(account::Entity::find().count(world.store.read()).await.unwrap(), 2, "no account before the link");
}

async fn a_confirmed_hold_keeps_to_the_donors_limit(world: World) {
    let lin = world.donor("lin").await;
    world.change_phase(|phase| phase.donor_limit = Set(1)).await;
    let wishes = world.open_wishes("shagou", 2).await;
    hold_as(&world, "lin@example.org", std::slice::from_ref(&wishes[0].code)).await.unwrap();
    let token = world.token_to("lin@example.org").await;
    let codes = [wishes[1].code.clone()];
    take::take(&world.store, lin, &codes, true, &world.form(), world.now).await.unwrap();
    let confirmed = confirm::by_link(&world.store, &token, "page", world.now).await.map(|_| ());
    assert_eq!(refused(confirmed), [Refusal::LimitReached(1, 0, 1)]);
    confirm::look(&world.store, &token, world.now).await.expect("the link is not spent by a refusal");
}

async fn a_lapsed_hold_forgets_the_address(mut world: World) {
    let wish = world.open_wish("shagou").await;
    hold_as(&world, "visitor@example.org", std::slice::from_ref(&wish.code)).await.unwrap();
    world.later(TimeDelta::hours(48));
    lapse::holds(&world.store, world.now).await.unwrap();
    let claim = world.claims_of(wish.id).await.remove(0);
    assert_eq!((claim.state, claim.holder_email.as_deref(), claim.holder_name), (State::Lapsed, Some(""), None));
    let letters = world.letters_to("visitor@example.org").await;
    assert!(matches!(&letters[1..], [Letter::Lapsed { was_hold: true, to_pool: false, .. }]));

    for row in work::lease(&world.store, 10, world.now).await.unwrap() {
        work::sent(&world.store, &row, world.now).await.unwrap();
    }
    // Somebody else's letter, of the same day, is kept.
    world.donor("lin").await;
    link_in::ask(&world.store, "lin@example.org", "192.0.2.1", &world.form(), world.now).await.unwrap();
    link_in::ask(&world.store, "nobody@example.org", "192.0.2.1", &world.form(), world.now).await.unwrap();
    for (later, kept) in [(TimeDelta::days(30), &["outbox"][..]), (TimeDelta::seconds(1), &[])] {
        world.later(later);
        let done = clock::turn(&world.store, world.now).await;
        assert!(done.failed.is_empty(), "{:?}", done.failed);
        assert_eq!(world.where_it_stands("visitor@example.org").await, kept);
    }
    assert_eq!(world.where_it_stands("nobody@example.org").await, [] as [&str; 0]);
    assert_eq!(world.letters_to("lin@example.org").await.len(), 1);
}

async fn a_hold_is_let_go_by_its_link_before_its_hour(world: World) {
    let wishes = world.open_wishes("shagou", 2).await;
    let codes: Vec<Code> = wishes.iter().map(|wish| wish.code.clone()).collect();
    hold_as(&world, "visitor@example.org", &codes).await.unwrap();
    let token = world.token_to("visitor@example.org").await;
    for _ in 0..2 {
        let_go::by_link(&world.store, &token, "page", world.now).await.expect("pressed twice is pressed once");
    }
    for wish in &wishes {
        assert_eq!(world.status(wish.id).await, Status::Open);
        let claim = world.claims_of(wish.id).await.remove(0);
        assert_eq!((claim.state, claim.holder_email.as_deref()), (State::Released, Some("")), "the address goes");
    }
    assert_eq!(world.letters_to("visitor@example.org").await.len(), 1, "nothing more need be said");
    let again = let_go::by_link(&world.store, &token, "another", world.now).await;
    assert_eq!(refused(again), [Refusal::LinkSpent]);
    let confirmed = confirm::by_link(&world.store, &token, "a-third", world.now).await.map(|_| ());
    assert_eq!(refused(confirmed), [Refusal::LinkSpent]);
    hold_as(&world, "other@example.org", &codes).await.expect("others can have them");
}

async fn what_a_schools_address_holds_can_only_be_let_go(mut world: World) {
    world.school("shagou").await;
    let wish = world.open_wish("shagou").await;
    hold_as(&world, "teacher-shagou@example.org", std::slice::from_ref(&wish.code)).await.unwrap();
    let token = world.token_to("teacher-shagou@example.org").await;
    let confirmed = confirm::by_link(&world.store, &token, "page", world.now).await.map(|_| ());
    assert_eq!(refused(confirmed), [Refusal::NotADonorsAddress]);
    let_go::by_link(&world.store, &token, "page", world.now).await.unwrap();
    assert_eq!(world.status(wish.id).await, Status::Open);
    hold_as(&world, "late@example.org", std::slice::from_ref(&wish.code)).await.unwrap();
    let token = world.token_to("late@example.org").await;
    world.later(TimeDelta::hours(48));
    let late = let_go::by_link(&world.store, &token, "page", world.now).await;
    assert!(matches!(refused(late)[..], [Refusal::HoldOver(_)]));
}

impl World {
    /// The tables that hold this address, and the name that came with it.
    async fn where_it_stands(&self, email: &str) -> Vec<&'static str> {
        let db = self.store.writer();
        let mut found = Vec::new();
        let letters = outbox::Entity::find().all(db).await.unwrap();
        if letters.iter().any(|row| row.recipient == email || row.letter.contains("小林")) {
            found.push("outbox");
        }
        if link::Entity::find().filter(link::COLUMN.email.eq(email)).count(db).await.unwrap() > 0 {
            found.push("link");
        }
        if claim::Entity::find().filter(claim::COLUMN.holder_email.eq(email)).count(db).await.unwrap() > 0 {
            found.push("claim");
        }
        if form_once::Entity::find().all(db).await.unwrap().iter().any(|row| row.answer.contains(email)) {
            found.push("form_once");
        }
        found
    }

    /// The token of the first letter that asked this address to confirm a hold.
    async fn token_of_hold(&self, email: &str) -> String {
        let letters = self.letters_to(email).await;
        let link = letters.into_iter().find_map(|letter| match letter {
            Letter::HoldReceived { link, .. } => Some(link),
            _ => None,
        });
        self.store.keys.link_token(&link.expect("a hold's letter was sent"))
    }
}

// Both are held until 25 November.
async fn a_hold_beyond_the_last_claiming_day_says_what_the_pool_fills(world: World) {
    for (last, email, wishes) in [(25, "one@example.org", 0), (24, "other@example.org", 1)] {
        world.change_phase(|phase| phase.claim_until = Set(Some(day(11, last)))).await;
        let wish = world.open_wish("shagou").await;
        hold_as(&world, email, std::slice::from_ref(&wish.code)).await.unwrap();
        let letters = world.letters_to(email).await;
        let [Letter::HoldReceived { to_pool, .. }] = &letters[..] else { panic!("{letters:?}") };
        assert_eq!(*to_pool, wishes, "claims until 11-{last}");
    }
}
