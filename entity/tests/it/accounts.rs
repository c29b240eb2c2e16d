//! Accounts: who gets in, by which way, and what a stranger cannot find out.

use chrono::TimeDelta;
use entity::{
    Error, Field, Lang, Refusal,
    account::{self, Role, change, create, digest, disable, invite, link_in, people, reset, sign_in, sign_up, verify},
    error::Personal,
    guess, link, outbox,
    outbox::Letter,
    session::{self, Opened},
    store::keys,
};
use sea_orm::{EntityTrait, PaginatorTrait};

use crate::{
    guesses::set_tries,
    world::{World, refused},
};

on_both!(
    signing_up_and_following_the_letter_makes_a_donor,
    nothing_is_made_of_a_form_with_mistakes,
    no_name_leads_away_in_a_letter,
    a_form_sent_twice_sends_one_letter,
    signing_up_tells_nobody_whether_an_address_has_an_account,
    asking_for_a_link_or_a_reset_tells_nobody_either,
    a_newer_sign_up_takes_over_one_that_was_never_proved,
    a_password_typed_for_anothers_address_goes_when_its_owner_comes,
    the_right_password_opens_a_session_and_no_other_does,
    the_table_holds_the_hash_of_a_token_only,
    a_link_works_once_and_for_a_while,
    of_two_who_spend_one_link_at_once_one_wins,
    a_link_does_only_what_it_was_made_for,
    a_reset_ends_all_sessions_and_the_old_password,
    a_new_password_needs_the_present_one,
    a_school_is_invited_and_accepts,
    only_an_administrator_invites_into_the_office,
    an_invitation_can_be_sent_again_and_withdrawn,
    an_invited_person_is_not_kept_out_by_a_strangers_sign_up,
    a_disabled_account_has_no_way_in,
    nobody_disables_oneself_or_two_administrators_each_other,
    names_and_language_are_ones_own_to_change,
    letters_that_are_no_duty_can_be_declined_by_their_link,
    the_operator_makes_the_first_administrator,
    the_list_of_people_is_found_in_pages,
);

const PASSWORD: &str = "a red schoolbag";
const NETWORK: &str = "198.51.100.7";

fn form_of(email: &str) -> sign_up::Typed {
    sign_up::Typed { email: email.into(), name: "林老师".into(), password: PASSWORD.into(), ..Default::default() }
}

async fn sign_up(world: &World, email: &str) {
    sign_up::sign_up(&world.store, &form_of(email), Lang::Zh, NETWORK, &world.form(), world.now).await.unwrap();
}

/// A donor with [`PASSWORD`] and a proved address.
async fn donor(world: &World, email: &str) -> Opened {
    sign_up(world, email).await;
    verify::verify(&world.store, &world.token_to(email).await, world.now).await.unwrap()
}

async fn sign_in(world: &World, email: &str, password: &str) -> Result<Opened, Error> {
    let typed = sign_in::Typed { email: email.into(), password: password.into() };
    sign_in::sign_in(&world.store, &typed, NETWORK, world.now).await
}

async fn is_in(world: &World, token: &str) -> bool {
    session::who(&world.store, token, world.now).await.unwrap().is_some()
}

async fn rows(world: &World) -> [u64; 4] {
    let db = world.store.writer();
    [
        account::Entity::find().count(db).await.unwrap(),
        link::Entity::find().count(db).await.unwrap(),
        outbox::Entity::find().count(db).await.unwrap(),
        session::Entity::find().count(db).await.unwrap(),
    ]
}

async fn signing_up_and_following_the_letter_makes_a_donor(world: World) {
    sign_up(&world, "  Lin@Example.org ").await;
    let entered = sign_in(&world, "lin@example.org", PASSWORD).await.unwrap();
    assert_eq!(entered.person.donor().unwrap_err(), Refusal::VerifyFirst, "until the letter is followed");

    let [Letter::VerifyAddress { name, .. }] = &world.letters_to("lin@example.org").await[..] else { panic!() };
    assert_eq!(name, "林老师");
    let opened = verify::verify(&world.store, &world.token_to("lin@example.org").await, world.now).await.unwrap();
    opened.person.donor().unwrap();
    assert!(is_in(&world, &opened.token).await);
}

async fn nothing_is_made_of_a_form_with_mistakes(world: World) {
    let typed = sign_up::Typed {
        email: "lin@".into(),
        name: " ".into(),
        organisation: "二".repeat(61),
        password: "short".into(),
    };
    let no = sign_up::sign_up(&world.store, &typed, Lang::Zh, NETWORK, &world.form(), world.now).await;
    assert_eq!(
        refused(no),
        [
            Refusal::NotAnEmail,
            Refusal::Missing(Field::Name),
            Refusal::TooLong(Field::Organisation, 60),
            Refusal::TooShort(Field::Password, 10),
        ]
    );
    for (email, password, no) in [
        ("lin@example.org", "1234567890", Refusal::PasswordCommon),
        ("linyue@example.org", "linyue-linyue", Refusal::PasswordHoldsAddress),
        ("lin@example.org", "a red\0schoolbag", Refusal::Invisible(Field::Password)),
    ] {
        let typed = sign_up::Typed { password: password.into(), ..form_of(email) };
        let answer = sign_up::sign_up(&world.store, &typed, Lang::Zh, NETWORK, &world.form(), world.now).await;
        assert_eq!(refused(answer), [no]);
    }
    assert_eq!(rows(&world).await, [0; 4]);
}

async fn no_name_leads_away_in_a_letter(world: World) {
    let typed = sign_up::Typed {
        name: "http://evil.example click".into(),
        organisation: "见 evil.com".into(),
        ..form_of("lin@example.org")
    };
    let answer = sign_up::sign_up(&world.store, &typed, Lang::Zh, NETWORK, &world.form(), world.now).await;
    assert_eq!(refused(answer), [Refusal::NotAName(Field::Name), Refusal::NotAName(Field::Organisation)]);
    assert_eq!(rows(&world).await, [0; 4]);

    let lin = world.signed_in_donor("lin").await;
    let typed = change::Typed {
        name: "www.evil.example".into(),
        public_name: "evil.net".into(),
        lang: "zh".into(),
        ..Default::default()
    };
    let answer = change::change(&world.store, &lin, &typed, world.now).await;
    assert_eq!(refused(answer), [Refusal::NotAName(Field::Name), Refusal::NotAName(Field::PublicName)]);
}

async fn a_form_sent_twice_sends_one_letter(world: World) {
    let (store, now) = (&world.store, world.now);
    for letters in 1..=3 {
        set_tries(&world, 0).await;
        let form = world.form();
        for _ in 0..2 {
            let done = match letters {
                1 => sign_up::sign_up(store, &form_of("lin@example.org"), Lang::Zh, NETWORK, &form, now).await,
                2 => verify::again(store, &world.signed_in_donor("lin").await, &form, now).await,
                _ => link_in::ask(store, "lin@example.org", NETWORK, &form, now).await,
            };
            done.expect("sent again it is no other try");
            set_tries(&world, guess::NETWORK.tries).await;
        }
        assert_eq!(world.letters_to("lin@example.org").await.len(), letters);
    }
}

async fn signing_up_tells_nobody_whether_an_address_has_an_account(world: World) {
    donor(&world, "lin@example.org").await;
    let before = rows(&world).await;
    let typed =
        sign_up::Typed { name: "别人".into(), password: "another password".into(), ..form_of("lin@example.org") };
    sign_up::sign_up(&world.store, &typed, Lang::En, NETWORK, &world.form(), world.now).await.unwrap();

    let [accounts, links, letters, sessions] = before;
    assert_eq!(rows(&world).await, [accounts, links + 1, letters + 1, sessions]);
    let letter = world.letters_to("lin@example.org").await.pop().unwrap();
    assert!(matches!(&letter, Letter::AlreadyHere { name, .. } if name == "林老师"), "its owner is told: {letter:?}");
    refused(sign_in(&world, "lin@example.org", "another password").await);
    sign_in(&world, "lin@example.org", PASSWORD).await.expect("the account is untouched");
    link_in::enter(&world.store, &world.token_to("lin@example.org").await, world.now).await.expect("the way in");
}

async fn asking_for_a_link_or_a_reset_tells_nobody_either(world: World) {
    donor(&world, "lin@example.org").await;
    for email in ["lin@example.org", "nobody@example.org"] {
        let [_, links, ..] = rows(&world).await;
        link_in::ask(&world.store, email, NETWORK, &world.form(), world.now).await.unwrap();
        reset::ask(&world.store, email, NETWORK, &world.form(), world.now).await.unwrap();
        assert_eq!(rows(&world).await[1], links + 2, "{email}: the same is written");
    }
    assert_eq!(world.letters_to("lin@example.org").await.len(), 3);
    assert!(world.letters_to("nobody@example.org").await.is_empty());

    let wrong = refused(sign_in(&world, "lin@example.org", "not the password").await);
    assert_eq!(wrong, refused(sign_in(&world, "nobody@example.org", "not the password").await));
    assert_eq!(wrong, [Refusal::WrongPassword]);
}

async fn a_newer_sign_up_takes_over_one_that_was_never_proved(world: World) {
    sign_up(&world, "lin@example.org").await;
    let older = world.token_to("lin@example.org").await;
    let session = sign_in(&world, "lin@example.org", PASSWORD).await.unwrap();
    let typed =
        sign_up::Typed { name: "林".into(), password: "the newer password".into(), ..form_of("lin@example.org") };
    sign_up::sign_up(&world.store, &typed, Lang::En, NETWORK, &world.form(), world.now).await.unwrap();

    assert!(!is_in(&world, &session.token).await);
    assert_eq!(refused(verify::verify(&world.store, &older, world.now).await), [Refusal::LinkSpent]);
    let newer = world.token_to("lin@example.org").await;
    let opened = verify::verify(&world.store, &newer, world.now).await.unwrap();
    assert_eq!((opened.person.account().name.as_str(), opened.person.lang()), ("林", Lang::En));
    refused(sign_in(&world, "lin@example.org", PASSWORD).await);
    sign_in(&world, "lin@example.org", "the newer password").await.unwrap();
}

async fn a_password_typed_for_anothers_address_goes_when_its_owner_comes(world: World) {
    sign_up(&world, "lin@example.org").await;
    let strangers = sign_in(&world, "lin@example.org", PASSWORD).await.unwrap();
    link_in::ask(&world.store, "lin@example.org", NETWORK, &world.form(), world.now).await.unwrap();
    let owners = link_in::enter(&world.store, &world.token_to("lin@example.org").await, world.now).await.unwrap();

    owners.person.donor().expect("the link proved the address");
    assert!(!is_in(&world, &strangers.token).await);
    refused(sign_in(&world, "lin@example.org", PASSWORD).await);
}

async fn the_right_password_opens_a_session_and_no_other_does(world: World) {
    donor(&world, "lin@example.org").await;
    for wrong in ["", "a red schoolba", "a red schoolbag ", "A red schoolbag", "\0", &"长".repeat(5_000)] {
        assert_eq!(refused(sign_in(&world, "lin@example.org", wrong).await), [Refusal::WrongPassword]);
    }
    let opened = sign_in(&world, "LIN@example.org", PASSWORD).await.unwrap();
    assert!(is_in(&world, &opened.token).await);
    assert_eq!(refused(sign_in(&world, "not an address", PASSWORD).await), [Refusal::NotAnEmail]);
}

async fn the_table_holds_the_hash_of_a_token_only(world: World) {
    let opened = donor(&world, "lin@example.org").await;
    let rows = session::Entity::find().all(world.store.writer()).await.unwrap();
    let [row] = &rows[..] else { panic!() };
    assert_eq!(row.token_hash, keys::digest(opened.token.as_bytes()));
    assert_eq!(opened.token.len(), 43, "256 bits");
    assert_eq!(row.expires_at - row.created_at, TimeDelta::days(30));
    assert!(!format!("{opened:?}").contains(&opened.token));

    let account = account::Entity::find().one(world.store.writer()).await.unwrap().unwrap();
    assert!(account.password_hash.unwrap().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
}

async fn a_link_works_once_and_for_a_while(mut world: World) {
    donor(&world, "lin@example.org").await;
    let verified = world.token_to("lin@example.org").await;
    assert_eq!(refused(verify::verify(&world.store, &verified, world.now).await), [Refusal::LinkSpent]);

    link_in::ask(&world.store, "lin@example.org", NETWORK, &world.form(), world.now).await.unwrap();
    let token = world.token_to("lin@example.org").await;
    for made_up in ["", "x", &token[..token.len() - 1], &token.replace('.', ","), "a.b", "\0"] {
        assert_eq!(refused(link_in::enter(&world.store, made_up, world.now).await), [Refusal::LinkSpent]);
    }
    link::look(&world.store, link::Kind::SignIn, &token, world.now).await.expect("looking spends nothing");
    world.later(TimeDelta::minutes(30));
    assert_eq!(refused(link_in::enter(&world.store, &token, world.now).await), [Refusal::LinkSpent]);
    world.now -= TimeDelta::seconds(1);
    link_in::enter(&world.store, &token, world.now).await.unwrap();
    assert_eq!(refused(link_in::enter(&world.store, &token, world.now).await), [Refusal::LinkSpent]);
}

async fn of_two_who_spend_one_link_at_once_one_wins(world: World) {
    donor(&world, "lin@example.org").await;
    let elsewhere = world.another_process().await;
    for _ in 0..5 {
        let now = world.now;
        let sessions = rows(&world).await[3];
        link_in::ask(&world.store, "lin@example.org", NETWORK, &world.form(), now).await.unwrap();
        let token = world.token_to("lin@example.org").await;
        let (here, there) =
            tokio::join!(link_in::enter(&world.store, &token, now), link_in::enter(&elsewhere, &token, now));
        let no = if here.is_ok() { there } else { here };
        assert_eq!(refused(no), [Refusal::LinkSpent]);
        assert_eq!(rows(&world).await[3], sessions + 1);
    }
}

async fn a_link_does_only_what_it_was_made_for(world: World) {
    sign_up(&world, "lin@example.org").await;
    let token = world.token_to("lin@example.org").await;
    refused(link_in::enter(&world.store, &token, world.now).await);
    refused(reset::reset(&world.store, &token, "another password", world.now).await);
    refused(digest::unsubscribe(&world.store, &token, world.now).await);
    verify::verify(&world.store, &token, world.now).await.unwrap();
}

async fn a_reset_ends_all_sessions_and_the_old_password(world: World) {
    let phone = donor(&world, "lin@example.org").await;
    link_in::ask(&world.store, "lin@example.org", NETWORK, &world.form(), world.now).await.unwrap();
    let earlier_link = world.token_to("lin@example.org").await;
    reset::ask(&world.store, "lin@example.org", NETWORK, &world.form(), world.now).await.unwrap();
    let token = world.token_to("lin@example.org").await;

    let common = reset::reset(&world.store, &token, "1234567890", world.now).await;
    assert_eq!(refused(common), [Refusal::PasswordCommon], "and the link is not spent by a mistake");
    let opened = reset::reset(&world.store, &token, "another password", world.now).await.unwrap();
    assert!(is_in(&world, &opened.token).await);
    assert!(!is_in(&world, &phone.token).await);
    refused(sign_in(&world, "lin@example.org", PASSWORD).await);
    sign_in(&world, "lin@example.org", "another password").await.unwrap();
    refused(link_in::enter(&world.store, &earlier_link, world.now).await);
    refused(reset::reset(&world.store, &token, "a third password", world.now).await);
}

async fn a_new_password_needs_the_present_one(world: World) {
    let phone = donor(&world, "lin@example.org").await;
    let typed =
        |present: &str, new: &str| change::TypedPassword { present_password: present.into(), password: new.into() };
    let set = async |typed| change::set_password(&world.store, &phone.person, &typed, world.now).await;
    assert_eq!(refused(set(typed("wrong", "another password")).await), [Refusal::WrongPresentPassword]);
    assert_eq!(refused(set(typed(PASSWORD, "short")).await), [Refusal::TooShort(Field::Password, 10)]);
    let opened = set(typed(PASSWORD, "another password")).await.unwrap();
    assert!(is_in(&world, &opened.token).await);
    assert!(!is_in(&world, &phone.token).await, "other sessions end");
    sign_in(&world, "lin@example.org", "another password").await.unwrap();

    let visitor = world.signed_in_donor("zhao").await;
    let first = change::set_password(&world.store, &visitor, &typed("", "words of my own"), world.now).await;
    first.expect("whoever came by a link may set a first password");
}

fn invitation(email: &str, role: &str, school: &str) -> invite::Typed {
    let (email, role, school) = (email.into(), role.into(), school.into());
    invite::Typed { email, name: "王老师".into(), role, school, lang: "zh".into(), ..Default::default() }
}

async fn accept(world: &World, email: &str) -> Result<Opened, Error> {
    let typed = invite::TypedAcceptance { name: "王".into(), password: PASSWORD.into() };
    invite::accept(&world.store, &world.token_to(email).await, &typed, Lang::Zh, world.now).await
}

async fn a_school_is_invited_and_accepts(world: World) {
    let officer = world.officer().await;
    let school = world.school_id("shagou").await;
    let typed = invitation("wang@example.org", "school", &school.to_string());
    invite::invite(&world.store, officer, &typed, &world.form(), world.now).await.unwrap();

    let letters = world.letters_to("wang@example.org").await;
    let [Letter::Invitation { school: Some(name), .. }] = &letters[..] else { panic!("{letters:?}") };
    assert_eq!(name, "shagou小学");
    assert_eq!(invite::open(world.store.read(), officer).await.unwrap().len(), 1);
    let opened = accept(&world, "wang@example.org").await.unwrap();
    assert_eq!(opened.person.school().unwrap().school(), school);
    assert!(invite::open(world.store.read(), officer).await.unwrap().is_empty());
    refused(accept(&world, "wang@example.org").await);
    sign_in(&world, "wang@example.org", PASSWORD).await.unwrap();

    let again = invite::invite(&world.store, officer, &typed, &world.form(), world.now).await;
    assert_eq!(refused(again), [Refusal::Taken(Field::Email)]);
}

async fn only_an_administrator_invites_into_the_office(world: World) {
    let (officer, admin) = (world.officer().await, world.admin().await.officer());
    for role in ["office", "admin"] {
        let email = format!("{role}-2@example.org");
        let typed = invitation(&email, role, "");
        let no = invite::invite(&world.store, officer, &typed, &world.form(), world.now).await;
        assert_eq!(refused(no), [Refusal::NotYours]);
        invite::invite(&world.store, admin, &typed, &world.form(), world.now).await.unwrap();
    }
    assert!(invite::open(world.store.read(), officer).await.unwrap().is_empty());
    let open = invite::open(world.store.read(), admin).await.unwrap();
    assert_eq!(open.len(), 2);
    for link in &open {
        assert_eq!(refused(invite::withdraw(&world.store, officer, &link.id, world.now).await), [Refusal::NotFound]);
    }
    assert_eq!(accept(&world, "office-2@example.org").await.unwrap().person.role(), Role::Office);
    assert_eq!(accept(&world, "admin-2@example.org").await.unwrap().person.role(), Role::Admin);

    for typed in [
        invitation("x@example.org", "donor", ""),
        invitation("x@example.org", "", ""),
        invitation("x@example.org", "school", ""),
        invitation("x@example.org", "school", "999"),
    ] {
        let no = refused(invite::invite(&world.store, admin, &typed, &world.form(), world.now).await);
        assert!(matches!(no[..], [Refusal::NotAChoice(Field::Role | Field::School)]), "{no:?}");
    }
}

async fn an_invitation_can_be_sent_again_and_withdrawn(mut world: World) {
    let officer = world.officer().await;
    let school = world.school_id("shagou").await.to_string();
    let typed = invite::Typed { lang: "en".into(), ..invitation("wang@example.org", "school", &school) };
    invite::invite(&world.store, officer, &typed, &world.form(), world.now).await.unwrap();
    let first = world.token_to("wang@example.org").await;
    world.later(TimeDelta::days(15));
    refused(accept(&world, "wang@example.org").await);

    let open = invite::open(world.store.read(), officer).await.unwrap().pop().expect("expired ones are still listed");
    invite::resend(&world.store, officer, &open.id, &world.form(), world.now).await.unwrap();
    let second = world.token_to("wang@example.org").await;
    assert_ne!(first, second);
    let letters = outbox::Entity::find().all(world.store.writer()).await.unwrap();
    assert_eq!(letters.iter().map(|row| row.lang).collect::<Vec<_>>(), [Lang::En; 2], "in the invitation's language");
    invite::look(&world.store, &second, world.now).await.unwrap();

    let open = invite::open(world.store.read(), officer).await.unwrap().pop().unwrap();
    invite::withdraw(&world.store, officer, &open.id, world.now).await.unwrap();
    assert_eq!(refused(accept(&world, "wang@example.org").await), [Refusal::LinkSpent]);
    let again = invite::resend(&world.store, officer, &open.id, &world.form(), world.now).await;
    assert_eq!(refused(again), [Refusal::LinkSpent]);
}

async fn an_invited_person_is_not_kept_out_by_a_strangers_sign_up(world: World) {
    let admin = world.admin().await.officer();
    let typed = invitation("wang@example.org", "office", "");
    sign_up(&world, "wang@example.org").await;
    let stranger = sign_in(&world, "wang@example.org", PASSWORD).await.unwrap();
    let strangers_link = world.token_to("wang@example.org").await;
    invite::invite(&world.store, admin, &typed, &world.form(), world.now).await.unwrap();

    let opened = accept(&world, "wang@example.org").await.unwrap();
    assert_eq!(opened.person.role(), Role::Office);
    assert!(!is_in(&world, &stranger.token).await, "and the stranger does not become an officer");
    assert_eq!(refused(verify::verify(&world.store, &strangers_link, world.now).await), [Refusal::LinkSpent]);
}

async fn a_disabled_account_has_no_way_in(world: World) {
    let phone = donor(&world, "lin@example.org").await;
    let id = phone.person.account().id;
    link_in::ask(&world.store, "lin@example.org", NETWORK, &world.form(), world.now).await.unwrap();
    let link = world.token_to("lin@example.org").await;
    let admin = world.admin().await;
    for _ in 0..2 {
        disable::disable(&world.store, admin, id, world.now).await.expect("twice is no mistake");
    }

    assert!(!is_in(&world, &phone.token).await);
    assert_eq!(refused(sign_in(&world, "lin@example.org", PASSWORD).await), [Refusal::WrongPassword]);
    assert_eq!(refused(link_in::enter(&world.store, &link, world.now).await), [Refusal::LinkSpent]);
    let letters = world.letters_to("lin@example.org").await.len();
    sign_up(&world, "lin@example.org").await;
    reset::ask(&world.store, "lin@example.org", NETWORK, &world.form(), world.now).await.unwrap();
    assert_eq!(world.letters_to("lin@example.org").await.len(), letters);

    disable::enable(&world.store, admin, id, world.now).await.unwrap();
    sign_in(&world, "lin@example.org", PASSWORD).await.unwrap();
}

async fn nobody_disables_oneself_or_two_administrators_each_other(world: World) {
    let one = world.admin().await;
    let other = world.account("admin-2", Role::Admin, None).await;
    let two = world.signed_in(other).await.admin().unwrap();
    let oneself = disable::disable(&world.store, one, one.account(), world.now).await;
    assert_eq!(refused(oneself), [Refusal::NotOneself]);
    let missing = disable::disable(&world.store, one, entity::id::AccountId(999), world.now).await;
    assert_eq!(refused(missing), [Refusal::NotFound]);

    let elsewhere = world.another_process().await;
    let (first, second) = tokio::join!(
        disable::disable(&world.store, one, two.account(), world.now),
        disable::disable(&elsewhere, two, one.account(), world.now),
    );
    let no = if first.is_ok() { second } else { first };
    assert_eq!(refused(no), [Refusal::NotYours]);
}

async fn names_and_language_are_ones_own_to_change(world: World) {
    let typed = change::Typed {
        name: " 林  月 ".into(),
        public_name: "一位老同学".into(),
        organisation: "某某公司".into(),
        lang: "en".into(),
    };
    let lin = world.signed_in_donor("lin").await;
    change::change(&world.store, &lin, &typed, world.now).await.unwrap();
    let now = world.signed_in_donor("lin").await;
    let account = now.account();
    assert_eq!(account.name, "林 月");
    assert_eq!(account.public_name.as_deref(), Some("一位老同学"));
    assert_eq!(account.organisation.as_deref(), Some("某某公司"));
    assert_eq!(now.lang(), Lang::En);

    let teacher = world.signed_in_school("shagou").await;
    change::change(&world.store, &teacher, &typed, world.now).await.unwrap();
    let account = world.signed_in_school("shagou").await.account().clone();
    assert_eq!((account.name.as_str(), account.public_name, account.organisation), ("林 月", None, None));

    let reachable = change::Typed { public_name: "爱心人士 13800138000".into(), ..typed.clone() };
    let no = change::change(&world.store, &lin, &reachable, world.now).await;
    assert_eq!(refused(no), [Refusal::Personal(Field::PublicName, Personal::Phone)]);
    let typed = change::Typed { name: "\u{202E}x".into(), lang: "fr".into(), ..typed };
    let no = change::change(&world.store, &lin, &typed, world.now).await;
    assert_eq!(refused(no), [Refusal::Invisible(Field::Name), Refusal::NotAChoice(Field::Lang)]);
}

async fn letters_that_are_no_duty_can_be_declined_by_their_link(world: World) {
    let lin = world.signed_in_donor("lin").await;
    let token = digest::token(&world.store.keys, lin.account().id);
    let declined = async || digest::reader(&world.store, &token).await.unwrap().digest_declined_at;
    assert_eq!(declined().await, None, "looking declines nothing");
    for _ in 0..2 {
        digest::unsubscribe(&world.store, &token, world.now).await.expect("mail programs may send it twice");
    }
    assert_eq!(declined().await, Some(world.now));
    digest::choose(&world.store, &lin, true, world.now).await.unwrap();
    assert_eq!(declined().await, None);

    let made_up = format!("digest-{}.AAAAAAAAAAAAAAAAAAAAAAAA", lin.account().id);
    assert_eq!(refused(digest::unsubscribe(&world.store, &made_up, world.now).await), [Refusal::LinkSpent]);
    let gone = digest::token(&world.store.keys, entity::id::AccountId(999));
    assert_eq!(refused(digest::unsubscribe(&world.store, &gone, world.now).await), [Refusal::LinkSpent]);
}

async fn the_operator_makes_the_first_administrator(world: World) {
    let make = async |email| create::create_admin(&world.store, email, "管理员", PASSWORD, Lang::Zh, world.now).await;
    make("root@example.org").await.unwrap();
    let opened = sign_in(&world, "root@example.org", PASSWORD).await.unwrap();
    opened.person.admin().unwrap();
    assert_eq!(refused(make("root@example.org").await), [Refusal::Taken(Field::Email)]);
    assert_eq!(refused(make("root").await), [Refusal::NotAnEmail]);
}

async fn the_list_of_people_is_found_in_pages(world: World) {
    for number in 0..60 {
        world.account(&format!("donor-{number}"), Role::Donor, None).await;
    }
    world.school("shagou").await;
    let (admin, officer) = (world.admin().await.officer(), world.officer().await);
    let list = async |officer, q: &str, role: &str, before: &str| {
        let filter = people::Filter { q: q.into(), role: role.into(), before: before.into() };
        people::people(world.store.read(), officer, &filter).await.unwrap()
    };
    let first = list(admin, "", "", "").await;
    assert_eq!(first.len(), 51, "one more than a page tells that another follows");
    let second = list(admin, "", "", &first[49].id.to_string()).await;
    assert_eq!(second.len(), 63 - 50);
    assert!(second.iter().all(|row| row.id < first[49].id));

    assert_eq!(list(admin, "DONOR-1@", "", "").await.len(), 1);
    assert_eq!(list(admin, "%", "", "").await.len(), 0, "a wild card is a sign like others");
    assert_eq!(list(admin, "_", "", "").await.len(), 0);
    assert_eq!(list(admin, "\0", "office", "x").await.len(), 1);
    assert_eq!(list(officer, "", "", "").await.len(), 1, "an officer sees the schools' people");
    assert_eq!(list(officer, "donor", "donor", "").await.len(), 0);
}
