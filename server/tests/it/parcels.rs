//! Several gifts to one school that a donor says are sent, in one act on one page.

use entity::claim::State;

use crate::{
    site::{Answer, TestSite},
    world::World,
};

on_both!(
    several_gifts_to_one_school_are_sent_in_one_act,
    what_cannot_be_sent_together_says_why_and_keeps_what_was_typed,
    a_donor_with_nothing_to_send_is_told_so,
);

async fn several_gifts_to_one_school_are_sent_in_one_act(world: World) {
    let (lin, zhao) = (world.donor("lin").await, world.donor("zhao").await);
    let (one, _) = world.claim_with("shagou", lin, State::Confirmed).await;
    let (other, _) = world.claim_with("shagou", lin, State::Confirmed).await;
    let (elsewhere, _) = world.claim_with("huili", lin, State::Confirmed).await;
    for school in ["shagou", "huili"] {
        world.claim_with(school, zhao, State::Confirmed).await;
    }
    let site = TestSite::new(world);
    let donor = site.sign_in_as(lin.account()).await;
    let single = site.sign_in_as(zhao.account()).await;
    assert!(!single.get("/gifts").await.body.contains("href=\"/gifts/ship\""), "one for each school");
    assert!(donor.get("/gifts").await.body.contains("href=\"/gifts/ship\""));
    let page = donor.get("/gifts/ship").await;
    page.has_status(200).says("shagou小学").says(&one.code.grouped()).says("huili小学（1 份）");
    assert_eq!(ticks(&page), [(one.code.to_string(), true), (other.code.to_string(), true)]);
    let there = donor.get(&format!("/gifts/ship?to={}", elsewhere.code)).await;
    assert_eq!(ticks(&there), [(elsewhere.code.to_string(), true)]);

    let key = page.value_of("form").unwrap();
    let fields = [
        ("form", key.as_str()),
        ("tick", one.code.as_str()),
        ("tick", other.code.as_str()),
        ("how", "parcel"),
        ("carrier", "圆通"),
        ("tracking_no", "YT88120031"),
    ];
    for _ in 0..2 {
        assert_eq!(donor.submit("/gifts/ship", &fields).await.has_status(303).location(), "/gifts");
    }
    donor.get("/gifts").await.says("2 份礼物已标记为寄出");
    for wish in [&one, &other] {
        donor.get(&format!("/gifts/{}", wish.code)).await.says("已寄出").says("圆通 YT88120031");
    }
    assert_eq!(site.world.claims_of(elsewhere.id).await[0].state, State::Confirmed);
    assert_eq!(ticks(&donor.get("/gifts/ship").await), [(elsewhere.code.to_string(), true)]);
}

/// The gifts of the page, and whether each is ticked.
fn ticks(page: &Answer) -> Vec<(String, bool)> {
    let boxes = page.body.split('<').filter(|tag| tag.contains("name=\"tick\""));
    let code = |tag: &str| tag.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    boxes.map(|tag| (code(tag), tag.contains(" checked"))).collect()
}

async fn what_cannot_be_sent_together_says_why_and_keeps_what_was_typed(world: World) {
    let lin = world.donor("lin").await;
    let (one, _) = world.claim_with("shagou", lin, State::Confirmed).await;
    let (other, _) = world.claim_with("shagou", lin, State::Confirmed).await;
    let (elsewhere, _) = world.claim_with("huili", lin, State::Confirmed).await;
    let (here, _) = world.claim_with("shagou", lin, State::Received).await;
    let site = TestSite::new(world);
    let donor = site.sign_in_as(lin.account()).await;
    let send = async |codes: &[&str], number: &str| {
        let typed = [("form", "k"), ("how", "parcel"), ("carrier", "圆通"), ("tracking_no", number)];
        let ticks = codes.iter().map(|code| ("tick", *code));
        donor.submit("/gifts/ship", &typed.into_iter().chain(ticks).collect::<Vec<_>>()).await
    };
    let (first, second) = (one.code.as_str(), other.code.as_str());
    let blank = send(&[second], "").await;
    blank.has_status(422).says("请填写快递单号");
    assert_eq!(blank.value_of("carrier").as_deref(), Some("圆通"));
    assert_eq!(ticks(&blank), [(first.to_owned(), false), (second.to_owned(), true)], "what was unticked stays so");
    send(&[], "YT8812").await.has_status(422).says("请选择礼物");
    let there = format!("/gifts/ship?to={}", elsewhere.code);
    assert!(donor.get(&there).await.body.contains(&format!("action=\"{there}\"")));
    let none = donor.submit(&there, &[("form", "k"), ("how", "parcel"), ("tracking_no", "YT8812")]).await;
    none.has_status(422).says("请选择礼物");
    assert_eq!(ticks(&none), [(elsewhere.code.to_string(), false)], "of the same school");
    let both = send(&[first, elsewhere.code.as_str()], "YT8812").await;
    both.has_status(422).says("勾选的礼物寄往不同的学校");
    assert_eq!(both.value_of("tracking_no").as_deref(), Some("YT8812"));
    let gone = send(&[first, here.code.as_str()], "YT8812").await;
    gone.has_status(409).says(&format!("礼物 {} 不用寄了", here.code.grouped()));
    send(&[first, "no code"], "YT8812").await.has_status(422).says("有的现在已经没有了");
    for wish in [one.id, other.id, elsewhere.id] {
        assert_eq!(site.world.claims_of(wish).await[0].state, State::Confirmed);
    }
}

async fn a_donor_with_nothing_to_send_is_told_so(world: World) {
    let lin = world.donor("lin").await;
    let site = TestSite::new(world);
    let donor = site.sign_in_as(lin.account()).await;
    let page = donor.get("/gifts/ship").await;
    page.has_status(200).says("现在没有要寄的礼物");
    assert!(page.value_of("tracking_no").is_none(), "there is no form");
    donor.submit("/gifts/ship", &[("form", "k"), ("how", "parcel")]).await.has_status(422).says("请选择礼物");
}
