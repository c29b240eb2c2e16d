//! Letters that did not go, at the office's desk: why, and what is no longer of use.

use app::text::Text;
use chrono::TimeDelta;
use entity::{
    Lang,
    outbox::{self, Letter, State, work},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use crate::{
    site::{Reader, TestSite},
    world::World,
};

on_both![what_is_no_longer_of_use_is_not_sent_again_and_says_why, why_a_letter_waits_is_said_in_plain_words];

async fn officer(site: &TestSite) -> Reader<'_> {
    site.sign_in_as(site.world.officer().await.account()).await
}

/// A letter that lets in for two hours, and could not be delivered.
async fn dead_letter(world: &World) -> String {
    let letter = Letter::ResetPassword {
        name: "林先生".to_owned(),
        link: "a-link-number".to_owned(),
        expires_at: world.now + TimeDelta::hours(2),
    };
    let row = outbox::ActiveModel {
        kind: Set(letter.kind().to_owned()),
        recipient: Set("lin@example.org".to_owned()),
        lang: Set(Lang::Zh),
        letter: Set(serde_json::to_string(&letter).unwrap()),
        message_id: Set(world.store.dice.id()),
        state: Set(State::Dead),
        due_at: Set(world.now),
        tries: Set(1),
        last_error: Set(Some("permanent error (550): no such user".to_owned())),
        created_at: Set(world.now),
        ..Default::default()
    };
    row.insert(world.store.writer()).await.unwrap().id.to_string()
}

async fn what_is_no_longer_of_use_is_not_sent_again_and_says_why(world: World) {
    let id = dead_letter(&world).await;
    let mut site = TestSite::new(world);
    officer(&site).await.get("/office/letters").await.says("再寄一次").says("邮件服务器拒收");
    site.later(TimeDelta::hours(2));
    let reader = officer(&site).await;
    reader.get("/office/letters").await.says("信里的链接或者期限已经过了").says("收起来");
    for _ in 0..2 {
        reader.submit(&format!("/office/letters/{id}"), &[]).await.has_status(303);
        reader.get("/office/letters").await.says("没有再寄");
    }
    let page = reader.get("/office/letters").await;
    page.says("不再有用、没有寄出的信").says("重设密码").says("no such user").says("0 没寄到");
    assert!(!page.body.contains("action=\"/office/letters/"), "nothing is left to press");
    let english = reader.get("/office/letters?lang=en").await;
    english.says("No longer of use, and not sent").says("The mail server refused it");
    assert!(work::lease(&site.world.store, 9, site.world.now).await.unwrap().is_empty());
    site.later(TimeDelta::days(30));
    officer(&site).await.get("/office/letters").await.says("信都寄到了");
}

async fn why_a_letter_waits_is_said_in_plain_words(world: World) {
    for (reason, zh) in [
        ("Connection error: Connection refused (os error 111)", Some("连接不上邮件服务器。")),
        ("permanent error (535): authentication failed", Some("邮件服务器不接受我们的登录。")),
        ("permanent error (550): no such user", Some("邮件服务器拒收：邮箱可能写错了，或者已经停用。")),
        ("451 later", None),
    ] {
        assert_eq!(Text(Lang::Zh).letter_trouble(reason), zh, "{reason}");
        assert_eq!(Text(Lang::En).letter_trouble(reason).is_some(), zh.is_some(), "{reason}");
    }
    dead_letter(&world).await;
    let site = TestSite::new(world);
    let page = officer(&site).await.get("/office/letters").await;
    let at = |what: &str| page.body.find(what);
    assert!(at("邮件服务器拒收").is_some() && at("邮件服务器拒收") < at("permanent error"), "the plain words first");
}
