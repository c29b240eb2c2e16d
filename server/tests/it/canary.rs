//! Fifty children, six elders and two households with private values that occur nowhere else, written by the real verbs
//! and led through everything that happens to them; then every page as every role, every letter, the log and the whole
//! database are searched. What the privacy table of the domain says never, must not be there.

pub mod children;
mod elders;
mod households;
pub mod places;
mod search;

use std::collections::BTreeMap;

use chrono::TimeDelta;
use entity::{Lang, child::look, clock, id::AccountId, journal, offer, page_report::send, round};
use sea_orm::{EntityTrait, PaginatorTrait};

use self::children::{CHILDREN, Canary, story};
use crate::{
    crawl::{addresses, crawl},
    site::{Answer, Reader, TestSite},
    world::World,
};

on_both![no_child_is_found_where_the_privacy_table_says_never];

/// Read as the office, a record is opened only by a form with a reason; read as the own school or village, here.
const OWN_SCHOOL_MAY: &str = "/school";
const OWN_VILLAGE_MAY: &str = "/households/";

async fn no_child_is_found_where_the_privacy_table_says_never(world: World) {
    let heard = places::log();
    let mut site = TestSite::new(world);
    let codes = story(&site.world).await;
    elders::story(&site.world).await;
    households::story(&site.world).await;
    confided(&site.world, &codes[0]).await;
    let proposal = proposed(&site.world).await;
    let values = holes(&codes);

    let public = [site.visitor(), site.visitor().in_english()];
    for reader in public {
        let asked = BTreeMap::from([(proposal.clone(), reader.get(&proposal).await)]);
        asked[&proposal].has_status(200);
        nothing_private(&asked, |_| false);
        no_donor_or_address(&asked);
        let pages = every_page(&reader, "/", &values).await;
        nothing_private(&pages, |_| false);
        nothing_confided(&pages, &CONFIDED);
        no_donor_or_address(&pages);
    }
    for (account, start) in [
        (site.world.donor("lin").await.account(), "/gifts"),
        (site.world.donor("chen").await.account(), "/gifts"),
        (site.world.school("other").await.account(), "/school"),
        (site.world.village_desk("麻会村").await.account(), "/village"),
        (site.world.officer().await.account(), "/office"),
        (site.world.admin().await.account(), "/office"),
    ] {
        let pages = every_page(&site.sign_in_as(account).await, start, &values).await;
        nothing_private(&pages, |_| false);
        nothing_confided(&pages, not_for(&site.world, account).await);
    }
    let own = site.sign_in_as(site.world.school("shagou").await.account()).await;
    let pages = every_page(&own, "/school", &values).await;
    nothing_private(&pages, |address| address.starts_with(OWN_SCHOOL_MAY));
    whoever_is_shown_is_journalled(&site, &own, &pages, Canary::found_in).await;
    let own = site.sign_in_as(site.world.village_desk("沙沟村").await.account()).await;
    let pages = every_page(&own, "/village", &values).await;
    let (may, others): (BTreeMap<_, _>, BTreeMap<_, _>) =
        pages.into_iter().partition(|(address, _)| address.starts_with(OWN_VILLAGE_MAY));
    nothing_private(&others, |_| false);
    nothing_confided(&others, &CONFIDED);
    for (address, answer) in &may {
        let others = Canary::found_in(&answer.body).or_else(|| elders::found_in(&answer.body));
        assert_eq!(others, None, "on {address}");
    }
    whoever_is_shown_is_journalled(&site, &own, &may, households::found_in).await;

    // Reminders, lapses and lists write letters too; what the clock tidies away was written before.
    nothing_in_the_database(&site.world).await;
    let mut letters = places::letters(&site.world).await;
    site.later(TimeDelta::days(20));
    clock::turn(&site.world.store, site.world.now).await;
    letters.extend(places::letters(&site.world).await);
    // A donor of several gifts gets one letter for all that are handed out at once.
    assert!(letters.len() * 5 >= CHILDREN * 4, "the story wrote {} letters", letters.len());
    for (letter, text) in &letters {
        assert_eq!(found_in(text), None, "{letter}");
    }
    let log = heard.text();
    assert!(log.contains("/school"), "the log was kept");
    assert_eq!(found_in(&log), None, "in the log");
    for donor in ["lin@example.org", "visitor-canary@example.org"].into_iter().chain(CONFIDED) {
        assert!(!log.contains(donor), "the log names {donor}");
    }
    nothing_in_the_database(&site.world).await;
}

/// What of a child, an elder or a household stands in a text, if anything does.
fn found_in(text: &str) -> Option<String> {
    Canary::found_in(text).or_else(|| elders::found_in(text)).or_else(|| households::found_in(text))
}

async fn nothing_in_the_database(world: &World) {
    let database = places::database(world).await;
    assert!(database.contains("心愿标记"), "the database was read");
    assert_eq!(found_in(&database), None, "in the database");
    for words in CONFIDED {
        assert!(!database.contains(words), "{words} in the database");
    }
}

/// Words in confidence: an officer's beside a look, a reader's about a page, and where to answer that reader.
const CONFIDED: [&str; 3] = ["查看说明标记", "举报内容标记", "reporter-canary@example.org"];

async fn confided(world: &World, code: &str) {
    let [remark, words, reply_to] = CONFIDED.map(ToOwned::to_owned);
    let look = look::Typed { reason: "guardian".to_owned(), remark };
    let code = code.parse().unwrap();
    look::by_office(&world.store, world.officer().await, &code, &look, world.now).await.unwrap();
    let report = send::Typed { page: format!("/wishes/{code}"), kind: "personal".to_owned(), words, reply_to };
    send::send(&world.store, &report, (Lang::Zh, ""), &world.form(), world.now).await.unwrap();
}

/// A round proposes an open wish to a donor; gives the link in the letter.
async fn proposed(world: &World) -> String {
    let (store, officer, now) = (&world.store, world.officer().await, world.now);
    let typed = offer::Typed { max_count: "1".to_owned(), ..offer::Typed::fresh(world.today()) };
    offer::make::make(store, world.donor("sun").await, &typed, &world.form(), now).await.unwrap();
    let all = round::open::Typed { phase: round::open::ALL.to_owned() };
    let id = round::open::open(store, officer, &all, &world.form(), now).await.unwrap();
    round::apply::apply(store, officer, id, &world.form(), now).await.unwrap();
    round::open::open(store, officer, &all, &world.form(), now).await.unwrap();
    format!("/proposal?token={}", world.token_to("sun@example.org").await)
}

/// What this account must not read: the office reads reports, administrators the remarks, nobody the address.
async fn not_for(world: &World, account: AccountId) -> &'static [&'static str] {
    if account == world.admin().await.account() {
        return &["reporter-canary@example.org"];
    }
    if account == world.officer().await.account() {
        return &["查看说明标记", "reporter-canary@example.org"];
    }
    &CONFIDED
}

#[track_caller]
fn nothing_confided(pages: &BTreeMap<String, Answer>, words: &[&str]) {
    for (address, answer) in pages {
        for word in words {
            assert!(!answer.body.contains(word), "{address} shows {word}");
        }
    }
}

/// What may stand in an address: codes, numbers of rows, words.
fn holes(codes: &[String]) -> Vec<String> {
    let numbers = (1..=6).map(|number| number.to_string());
    codes.iter().step_by(11).cloned().chain(numbers).chain(["x".to_owned()]).collect()
}

async fn every_page(reader: &Reader<'_>, start: &str, values: &[String]) -> BTreeMap<String, Answer> {
    let starts = ["/".to_owned(), start.to_owned()].into_iter().chain(addresses(values));
    let pages = crawl(reader, starts).await;
    for (address, answer) in &pages {
        assert!(!answer.status.is_server_error(), "{address} → {}", answer.status);
    }
    pages
}

#[track_caller]
fn nothing_private(pages: &BTreeMap<String, Answer>, may: impl Fn(&str) -> bool) {
    // An elder's name is shown by no page at all, but for a form with a reason and the list to sign; nor is a
    // household's, but to its own village.
    for (address, answer) in pages {
        assert_eq!(elders::found_in(&answer.body), None, "on {address}");
        assert_eq!(households::found_in(&answer.body), None, "on {address}");
    }
    for (address, answer) in pages.iter().filter(|(address, _)| !may(address)) {
        assert_eq!(Canary::found_in(&answer.body), None, "on {address}");
        assert_eq!(Canary::found_in(&format!("{:?}", answer.headers)), None, "in the headers of {address}");
    }
}

/// The public knows donors by what they chose to be called, and schools by their alias.
#[track_caller]
fn no_donor_or_address(pages: &BTreeMap<String, Answer>) {
    for (address, answer) in pages {
        for private in ["lin@example.org", "visitor-canary@", "宇文真名", "shagou路1号", "shagou小学", "0350-0000000"]
        {
            assert!(!answer.body.contains(private), "{address} shows {private}");
        }
    }
}

/// A page of a school that shows a pupil, or of a village that shows a household, has said so in the journal before.
async fn whoever_is_shown_is_journalled(
    site: &TestSite,
    own: &Reader<'_>,
    pages: &BTreeMap<String, Answer>,
    found_in: impl Fn(&str) -> Option<String>,
) {
    let shows = |answer: &Answer| found_in(&answer.body).is_some();
    let shown: Vec<&String> = pages.iter().filter(|(_, answer)| shows(answer)).map(|(at, _)| at).collect();
    assert!(!shown.is_empty(), "who keeps a record works with its name");
    for address in shown {
        let before = entries(site).await;
        own.get(address).await;
        assert!(entries(site).await > before, "{address} shows somebody and the journal does not know");
    }
}

async fn entries(site: &TestSite) -> u64 {
    journal::Entity::find().count(site.world.store.writer()).await.unwrap()
}
