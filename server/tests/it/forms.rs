//! Bad input into every form of every page, as the role whose form it is, in both languages: a clear no with its
//! sentence at the field, what was typed still there, and nothing written. What is only unusual is let in.

pub mod bad;
mod funds;
pub mod paper;
pub mod stage;

use std::collections::BTreeMap;

use axum::http::StatusCode;
use entity::id::AccountId;

use self::{
    bad::{Bad, bad_for},
    paper::{Field, Form, Kind, fits, forms_of},
    stage::Stage,
};
use crate::{
    crawl::crawl,
    site::{Answer, Reader, TestSite},
    world::World,
};

on_both![
    bad_input_is_answered_at_its_field_and_writes_nothing,
    what_is_only_unusual_is_let_in_and_a_form_sent_twice_acts_once,
];

/// Its one button is shown while no wish is open, and pressed in the donor's stories.
const WHEN_ALL_IS_TAKEN: &str = "/waiting";

/// Their forms have a file in them; see `imports`, `cards`, `statements` and `plots`.
const WITH_A_FILE: [&str; 9] = [
    "/school/imports",
    "/school/cards/{code}",
    "/school/cards/many",
    "/receive/{code}/photo",
    "/office/statements",
    "/plots/{number}/diary",
    "/plots/{number}/signature",
    "/plots/{number}/settle",
    "/plots/{number}/receipt",
];

/// Acts that take others their ground: pressed when the others have had their turn.
const LAST: [&str; 33] = [
    "/gifts/ship",
    "/school/cards/many/drop",
    "/school/cards/many/{id}",
    "/school/wishes/submit-all",
    "/gifts/plots/{code}/release",
    "/plots/{number}/close",
    "/plots/{number}/hand-over",
    "/plots/{number}/unsow",
    "/gifts/offers/{id}/end",
    "/gifts/pledges/{id}/stop",
    "/gifts/organisation/leave",
    "/gifts/organisation/members/{id}/remove",
    "/office/organisations/{id}/close",
    "/office/funds/{id}/close",
    "/office/elders/{id}/state",
    "/office/elders/{id}/erase",
    "/office/wishes/{code}/cancel",
    "/office/wishes/{code}/erase",
    "/office/wishes/{code}/withdraw",
    "/office/payouts/{id}/discard",
    "/office/payouts/{id}/send-back",
    "/account/password",
    "/office/people/disable",
    "/office/phases/{number}/clone",
    "/office/phases/{number}/close",
    "/office/places/{id}/villages",
    "/office/schools/{id}/close",
    "/office/rounds/{id}/apply",
    "/office/rounds/{id}/discard",
    "/office/statements/{id}/drop",
    "/reset",
    "/sign-out",
    "/sign-out-everywhere",
];

/// Where a form was found, and in whose hands.
struct Found<'a> {
    account: Option<AccountId>,
    form: Form,
    zh: Reader<'a>,
    en: Reader<'a>,
}

async fn bad_input_is_answered_at_its_field_and_writes_nothing(world: World) {
    let site = TestSite::demo(world);
    let stage = stage::set(&site.world).await;
    let forms = every_form(&site, &stage).await;
    every_place_that_takes_forms_has_one(&site, &forms).await;
    let before = stage::rows(&site.world).await;
    let mut wrong = Vec::new();
    for found in forms.values() {
        let mut english = false;
        for field in found.form.kinds_of_fields() {
            for bad in bad_for(&found.form, field).into_iter().filter(|bad| bad.is_refused) {
                english = !english;
                wrong.extend(refused(&site, found, field, &bad, english, &before).await.err());
            }
        }
        wrong.extend(elsewhere(&site, found, &before).await);
    }
    assert!(wrong.is_empty(), "{} forms, {} wrong\n{}", forms.len(), wrong.len(), wrong.join("\n"));
    assert!(stage::rows(&site.world).await == before, "something was written");
}

/// A bad value in one field of a form that is sound otherwise.
async fn refused(
    site: &TestSite,
    found: &Found<'_>,
    field: &Field,
    bad: &Bad,
    english: bool,
    before: &str,
) -> Result<(), String> {
    let reader = if english { &found.en } else { &found.zh };
    let form = &found.form;
    let typed = form.filled(Some((&field.name, &bad.value)));
    let tried = format!("{} {} = {}, from {}", form.action, field.name, bad.what, form.page);
    let version = site.world.store.version();
    let answer = sent(site, reader, &form.action, &typed).await;
    if !answer.status.is_client_error() {
        return Err(format!("{tried} → {} {}", answer.status, answer.location()));
    }
    if site.world.store.version() != version && stage::rows(&site.world).await != before {
        return Err(format!("{tried} wrote something"));
    }
    if !answer.body.contains("role=\"alert\"") && !answer.body.contains("class=\"lost\"") {
        return Err(format!("{tried} → {}: no word", answer.status));
    }
    if told_on_top(form, field) {
        return Ok(());
    }
    if answer.status != StatusCode::UNPROCESSABLE_ENTITY {
        return Err(format!("{tried} → {}: {}", answer.status, answer.words()));
    }
    let again = again(form, &answer).ok_or_else(|| format!("{tried}: the form is gone"))?;
    told(&again, field, english).map_err(|why| format!("{tried}: {why}"))?;
    kept(&again, &typed).map_err(|why| format!("{tried}: {why}"))
}

/// What is no field to the reader; one line of many; and a sign-in never says which of the two is wrong.
fn told_on_top(form: &Form, field: &Field) -> bool {
    let is_line = field.name == "tick" || field.name.starts_with("signed-");
    let is_field = matches!(field.kind, Kind::Typed(_) | Kind::Choice | Kind::Ticks);
    !is_field || is_line || (form.place() == "/sign-in" && field.is_password())
}

/// The same form in the page that came back.
fn again(form: &Form, answer: &Answer) -> Option<Form> {
    let mut forms: Vec<Form> = forms_of("", &answer.body).into_iter().filter(|f| f.action == form.action).collect();
    // Two forms of one address differ by their fields: a note's yes and its no.
    let same = forms.iter().position(|again| again.kind() == form.kind()).unwrap_or_default();
    (same < forms.len()).then(|| forms.swap_remove(same))
}

/// The sentence at the field, in the reader's language.
fn told(again: &Form, field: &Field, english: bool) -> Result<(), String> {
    let complaint = again.field(&field.name).and_then(|field| field.complaint.clone());
    let complaint = complaint.ok_or("no sentence at the field")?;
    let is_chinese = complaint.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
    if complaint.trim().is_empty() || is_chinese == english { Err(format!("says {complaint:?}")) } else { Ok(()) }
}

/// What was typed and chosen stands in the form again, were it wrong or right; a password never does.
fn kept(again: &Form, typed: &[(String, String)]) -> Result<(), String> {
    for field in &again.fields {
        let sent: Vec<&str> = typed.iter().filter(|(name, _)| *name == field.name).map(|(_, v)| v.as_str()).collect();
        if field.is_password() {
            if !field.values.concat().is_empty() {
                return Err("the password came back".to_owned());
            }
            continue;
        }
        let known = |value: &&str| field.choices.is_empty() || field.choices.iter().any(|choice| choice == value);
        let sent: Vec<&str> = sent.into_iter().filter(known).collect();
        if !sent.is_empty() && !field.shows(&sent) {
            return Err(format!("{} came back as {:?} instead of {sent:?}", field.name, field.values));
        }
    }
    Ok(())
}

/// The form sent to what is not there, or is another's.
async fn elsewhere(site: &TestSite, found: &Found<'_>, before: &str) -> Vec<String> {
    let (place, typed) = (found.form.place().to_owned(), found.form.filled(None));
    if !place.contains('{') {
        return Vec::new();
    }
    let mut wrong = Vec::new();
    for hole in ["2222222222", "999999", "99999999999999999999", "-1", "x", "%00", "%E2%80%AE"] {
        let parts = place.split('/').map(|part| if part.starts_with('{') { hole } else { part });
        let address = parts.collect::<Vec<_>>().join("/");
        let version = site.world.store.version();
        let answer = sent(site, &found.zh, &address, &typed).await;
        // A code that is none is told as such, beside where it was typed.
        if answer.status != StatusCode::NOT_FOUND && !place.starts_with("/receive/") {
            wrong.push(format!("{address} → {}: {}", answer.status, answer.words()));
        } else if !answer.status.is_client_error() {
            wrong.push(format!("{address} → {}", answer.status));
        }
        if site.world.store.version() != version && stage::rows(&site.world).await != before {
            wrong.push(format!("{address} wrote something"));
        }
    }
    wrong
}

async fn what_is_only_unusual_is_let_in_and_a_form_sent_twice_acts_once(world: World) {
    let site = TestSite::demo(world);
    let stage = stage::set(&site.world).await;
    let forms = every_form(&site, &stage).await;
    let mut ordered: Vec<&Found<'_>> = forms.values().collect();
    ordered.sort_by_key(|found| LAST.contains(&found.form.place()));
    let (mut wrong, mut idle) = (Vec::new(), Vec::new());
    for found in ordered {
        match twice(&site, found).await {
            Ok(true) => {}
            Ok(false) => idle.push(&found.form.action),
            Err(why) => wrong.push(why),
        }
        for field in found.form.kinds_of_fields() {
            for unusual in bad_for(&found.form, field).into_iter().filter(|bad| !bad.is_refused) {
                wrong.extend(let_in(&site, found, field, &unusual).await.err());
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
    // An act before it has left some nothing to do: what one form has deleted, another cannot hand in; and of two buttons
    // about one thing, such as approve and refuse, or turn left and right, only the first finds it as it was.
    assert!(idle.len() * 4 < forms.len(), "{} of {} forms did nothing: {idle:?}", idle.len(), forms.len());
}

/// A sound form, and its button pressed twice: the second press gets the first one's answer and writes nothing. Says
/// whether it acted at all: what came before may have moved what it is about.
async fn twice(site: &TestSite, found: &Found<'_>) -> Result<bool, String> {
    let (form, key) = (&found.form, site.world.store.dice.id());
    let typed = form.filled(None);
    // An act before it may have ended the others' sessions.
    let fresh = reader(site, found.account).await;
    let reader = if LAST.contains(&form.place()) { &fresh } else { &found.zh };
    let first = sent_with(site, reader, &form.action, &typed, &key).await;
    let tried = format!("{} from {}", form.action, form.page);
    let moved = matches!(first.status, StatusCode::NOT_FOUND | StatusCode::CONFLICT | StatusCode::GONE);
    if moved {
        return Ok(false);
    }
    if !(first.status == StatusCode::OK || first.status == StatusCode::SEE_OTHER) || to_sign_in(&first) {
        return Err(format!("{tried} → {} {}: {}", first.status, first.location(), first.words()));
    }
    // Who signs in twice is in twice.
    if form.field("form").is_some() && form.action != "/sign-in" {
        let before = stage::rows(&site.world).await;
        let second = sent_with(site, reader, &form.action, &typed, &key).await;
        if (second.status, second.location()) != (first.status, first.location()) {
            return Err(format!("{tried} again → {} {}", second.status, second.location()));
        }
        if stage::rows(&site.world).await != before {
            return Err(format!("{tried} again wrote something"));
        }
    }
    Ok(true)
}

fn to_sign_in(answer: &Answer) -> bool {
    answer.location().starts_with("/sign-in?next=")
}

/// An unusual value: what came before may have moved what the form is about, but nobody complains of the value.
async fn let_in(site: &TestSite, found: &Found<'_>, field: &Field, unusual: &Bad) -> Result<(), String> {
    let form = &found.form;
    let typed = form.filled(Some((&field.name, &unusual.value)));
    let tried = format!("{} {} = {}, from {}", form.action, field.name, unusual.what, form.page);
    let answer = sent(site, &found.zh, &form.action, &typed).await;
    if answer.status.is_server_error() {
        return Err(format!("{tried} → {}", answer.status));
    }
    let complaint = again(form, &answer).and_then(|again| again.field(&field.name)?.complaint.clone());
    // Each form was sent soundly before.
    let complaint = complaint.filter(|complaint| !complaint.contains("已经有"));
    complaint.map_or(Ok(()), |complaint| Err(format!("{tried}: {complaint}")))
}

/// Every address that takes a form has one on some page, or somebody forgot to make it reachable.
async fn every_place_that_takes_forms_has_one(site: &TestSite, found: &BTreeMap<String, Found<'_>>) {
    let mut missing = Vec::new();
    for place in app::pages::map() {
        let address = place.path.split('/').map(|part| if part.starts_with('{') { "1" } else { part });
        let answer = site.visitor().submit(&address.collect::<Vec<_>>().join("/"), &[]).await;
        let takes_forms = answer.status != StatusCode::METHOD_NOT_ALLOWED
            && place.path != WHEN_ALL_IS_TAKEN
            && !WITH_A_FILE.contains(&place.path);
        if takes_forms && !found.values().any(|found| fits(place.path, &found.form.action)) {
            missing.push(place.path);
        }
    }
    assert_eq!(missing, Vec::<&str>::new(), "found: {:#?}", found.keys());
}

/// One form of each kind, with who found it where.
async fn every_form<'a>(site: &'a TestSite, stage: &Stage) -> BTreeMap<String, Found<'a>> {
    let mut found = BTreeMap::new();
    for (account, start) in actors(site, stage).await {
        let reader = reader(site, account).await;
        for code in [16, 26].map(|number: usize| stage.codes[number].as_str()) {
            reader.submit("/basket", &[("code", code), ("back", "/basket")]).await;
        }
        let english = reader.window().in_english();
        english.get("/about?lang=en").await;
        let links = if account.is_none() { stage.links.clone() } else { Vec::new() };
        // What a phone's camera reads off the tag of a gift on its way.
        let scanned = format!("/receive/{}", stage.codes[44]);
        let starts = ["/", start, "/sign-in", "/account", &scanned].map(ToOwned::to_owned);
        let mut pages = crawl(&reader, starts.into_iter().chain(links)).await;
        // No other form moves the gift that was scanned, so that its forms are taken before those of its like.
        let first = pages.remove_entry(&scanned);
        for (address, answer) in first.into_iter().chain(pages) {
            for mut form in forms_of(&address, &answer.body) {
                form.types("gift_code", &stage.codes[44]);
                form.types("payment_code", &stage.reference);
                let hands = || Found { account, form: form.clone(), zh: reader.window(), en: english.window() };
                found.entry(form.kind()).or_insert_with(hands);
            }
        }
    }
    found
}

/// Who fills in forms: nobody, one of each role, and who has not yet proved an address.
async fn actors(site: &TestSite, stage: &Stage) -> [(Option<AccountId>, &'static str); 9] {
    let world = &site.world;
    [
        (None, "/"),
        (Some(world.donor("qian").await.account()), "/gifts"),
        // A member of an organisation, who is not its contact.
        (Some(world.donor("chen").await.account()), "/gifts/organisation"),
        // Of no organisation.
        (Some(world.donor("lin").await.account()), "/gifts"),
        (Some(stage.unproved), "/account"),
        (Some(world.school("shagou").await.account()), "/school"),
        (Some(world.village_desk("沙沟村").await.account()), "/village"),
        (Some(world.officer().await.account()), "/office"),
        (Some(world.admin().await.account()), "/office"),
    ]
}

async fn reader(site: &TestSite, account: Option<AccountId>) -> Reader<'_> {
    match account {
        Some(account) => site.sign_in_as(account).await,
        None => site.visitor(),
    }
}

/// Sends a form as if its page had just been rendered: a form that comes with a used key is only answered again.
async fn sent(site: &TestSite, reader: &Reader<'_>, action: &str, typed: &[(String, String)]) -> Answer {
    sent_with(site, reader, action, typed, &site.world.store.dice.id()).await
}

/// Sends a form from a window of its own, so that what it does to the cookies is forgotten.
async fn sent_with(
    site: &TestSite,
    reader: &Reader<'_>,
    action: &str,
    typed: &[(String, String)],
    key: &str,
) -> Answer {
    stage::forget_guesses(&site.world).await;
    let value = |name: &str, value| if name == "form" { key } else { value };
    let fields: Vec<(&str, &str)> = typed.iter().map(|(name, typed)| (name.as_str(), value(name, typed))).collect();
    reader.window().submit(action, &fields).await
}
