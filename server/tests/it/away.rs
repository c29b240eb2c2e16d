//! What a phone fetches and sends for a hand-out without a network, through the router.

use entity::{Code, account::Role, claim};
use serde_json::{Value, json};

use crate::{
    site::{Answer, Reader, TestSite},
    world::World,
};

on_both![
    the_page_that_a_phone_keeps_names_no_child,
    the_roster_to_keep_holds_the_least_there_is_to_know,
    a_hand_out_sent_twice_is_one_and_a_second_phone_is_told,
    what_was_typed_wrong_is_told_and_can_be_mended,
    nobody_else_fetches_or_sends,
];

async fn teacher<'a>(site: &'a TestSite, school: &str) -> Reader<'a> {
    site.sign_in_as(site.world.school(school).await.account()).await
}

async fn sheet(site: &TestSite, form: &str, teacher: &str, codes: &[&Code]) -> Value {
    let ticks: Vec<_> = codes.iter().map(|code| json!({ "code": code.as_str(), "signed_by": "guardian" })).collect();
    json!({
        "form": form,
        "school": site.world.school_id("shagou").await.to_string(),
        "handed_on": site.world.today().to_string(),
        "teacher": teacher,
        "second_adult": "样例村主任",
        "ticks": ticks,
    })
}

#[track_caller]
fn read(answer: &Answer) -> Value {
    assert_eq!(answer.headers["content-type"], "application/json");
    serde_json::from_str(&answer.body).unwrap()
}

fn says(told: &Value) -> String {
    told["says"].as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect::<Vec<_>>().join("\n")
}

const SEND: &str = "/school/away/5/send";

async fn the_page_that_a_phone_keeps_names_no_child(world: World) {
    world.here_for("shagou", "诸葛小样", "lin").await;
    let site = TestSite::new(world);
    let school = teacher(&site, "shagou").await;
    school.get("/school/roster").await.says("去没有网络的地方");
    let page = school.get("/school/away/5").await;
    page.has_status(200).says("第 5 期").says("最多存 72 小时").says("这一页要用 JavaScript");
    assert!(!page.body.contains("诸葛"), "the page names a child");
    for english in ["Keep it on this phone", "This page needs JavaScript"] {
        school.get("/school/away/5?lang=en").await.says(english);
    }
    assert!(!site.world.acts().await.contains(&"roster_kept".to_owned()), "nothing was fetched yet");
    school.get("/school/away/9").await.has_status(404);
    school.get("/school/away/x").await.has_status(404);
}

async fn the_roster_to_keep_holds_the_least_there_is_to_know(world: World) {
    let gift = world.here_for("shagou", "诸葛小样", "lin").await;
    let site = TestSite::new(world);
    let school = teacher(&site, "shagou").await;
    let answer = school.get("/school/away/5/roster").await;
    assert_eq!(answer.has_status(200).headers["cache-control"], "no-store");
    let line = json!({
        "code": gift.code.as_str(),
        "grouped": gift.code.grouped(),
        "grade": "3 年级",
        "child": "诸葛小样",
        "item": "双肩书包",
    });
    let id = site.world.school_id("shagou").await.to_string();
    assert_eq!(read(&answer), json!({ "school": id, "lines": [line], "given": [] }));
    assert!(site.world.acts().await.contains(&"roster_kept".to_owned()));
}

async fn a_hand_out_sent_twice_is_one_and_a_second_phone_is_told(world: World) {
    let first = world.here_for("shagou", "诸葛小样", "lin").await;
    let second = world.here_for("shagou", "欧阳小样", "chen").await;
    let site = TestSite::new(world);
    let (one, other) = (teacher(&site, "shagou").await, teacher(&site, "shagou").await);
    let act = sheet(&site, "a1", "王老师", &[&first.code]).await;
    for _ in 0..2 {
        let told = read(one.send_json(SEND, &act).await.has_status(200));
        let says = ["已发出：1 份。给爱心人士的信正在寄出。"];
        let english = ["Sent: 1. The donors' letters are on their way."];
        let words = json!({
            "zh-CN": { "says": says, "refused": [] },
            "en": { "says": english, "refused": [] },
        });
        assert_eq!(told, json!({ "settled": [first.code], "says": says, "refused": [], "words": words }));
    }
    let both = sheet(&site, "b2", "李老师", &[&first.code, &second.code]).await;
    let told = read(other.send_json(SEND, &both).await.has_status(200));
    assert_eq!(told["settled"].as_array().unwrap().len(), 2);
    assert!(says(&told).contains("已发出：1 份"));
    assert!(says(&told).contains(&format!("双肩书包 {}：王老师", first.code.grouped())));
    assert_eq!(told["refused"], json!([]), "what the other phone handed out is no refusal");
    assert!(!told.to_string().contains("小样"), "no answer names a child");
    assert_eq!(site.world.letters_of("handed_out").await, 2);
    let roster = read(&other.get("/school/away/5/roster").await);
    assert_eq!(roster["lines"], json!([]));
    assert_eq!(roster["given"].as_array().unwrap().len(), 2);
}

async fn what_was_typed_wrong_is_told_and_can_be_mended(world: World) {
    let gift = world.promised("shagou", "lin", claim::State::Received).await;
    let site = TestSite::new(world);
    let school = teacher(&site, "shagou").await;
    let mut act = sheet(&site, "a1", "", &[&gift.code]).await;
    act["handed_on"] = json!("2099-01-01");
    let told = read(school.send_json(SEND, &act).await.has_status(422));
    assert_eq!(told["settled"], json!([]));
    assert_eq!(says(&told).lines().count(), 2, "the day and the teacher: {told}");
    assert_eq!(told["refused"], told["says"]);
    assert_eq!(told["words"]["zh-CN"]["refused"], told["refused"]);
    assert!(!told["words"]["en"]["says"].to_string().contains('：'), "as an English page tells it: {told}");
    let mut act = sheet(&site, "a0", "王老师", &[&gift.code]).await;
    act["handed_on"] = json!("2020-03-01");
    let told = read(school.send_json(SEND, &act).await.has_status(200));
    assert_eq!(told["settled"], json!([]));
    assert!(says(&told).contains("发放日期不能比这更早"), "no gift was here on that day: {told}");
    assert_eq!(told["refused"], told["says"]);
    let act = sheet(&site, "a1", "王老师", &[&gift.code]).await;
    assert_eq!(read(school.send_json(SEND, &act).await.has_status(200))["settled"], json!([gift.code]));
    for broken in [json!({}), json!([]), json!({ "form": "a", "school": "1", "ticks": "x" })] {
        assert!(school.send_json(SEND, &broken).await.status.is_client_error(), "{broken}");
    }
}

async fn nobody_else_fetches_or_sends(world: World) {
    let gift = world.promised("shagou", "lin", claim::State::Received).await;
    let site = TestSite::new(world);
    let act = sheet(&site, "a1", "王老师", &[&gift.code]).await;
    let officer = site.world.account("officer", Role::Office, None).await;
    let readers = [
        (site.visitor(), 303),
        (site.sign_in_as(site.world.donor("lin").await.account()).await, 403),
        (site.sign_in_as(officer).await, 403),
    ];
    for (reader, status) in readers {
        reader.get("/school/away/5/roster").await.has_status(status);
        reader.send_json(SEND, &act).await.has_status(status);
    }
    // Another school's teacher signed in on the same phone: the act stays there until its own school is back.
    let elsewhere = teacher(&site, "huili").await;
    elsewhere.send_json(SEND, &act).await.has_status(403);
    assert_eq!(read(&elsewhere.get("/school/away/5/roster").await)["lines"], json!([]));
    elsewhere.lured_to(SEND, &[]).await.has_status(403);
    assert_eq!(site.world.letters_of("handed_out").await, 0);
}
