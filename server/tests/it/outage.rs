//! What a reader is told when the database is away, or what was sent is too much or has no end: words, and no way to
//! the sign-in.

use std::{convert::Infallible, time::Duration};

use axum::body::Body;
use futures_util::{StreamExt, stream};
use server::http::Patience;

use crate::{
    site::{Reader, TestSite},
    world::World,
};

on_both![
    a_desk_whose_session_cannot_be_read_is_busy_and_not_signed_out,
    a_public_page_that_was_kept_is_shown_without_a_database,
    a_file_over_the_limit_is_refused_in_the_readers_language,
];

async fn officer(site: &TestSite) -> Reader<'_> {
    site.sign_in_as(site.world.officer().await.account()).await
}

/// Nothing is read or written from now on.
async fn the_database_goes_away(site: &TestSite) {
    site.world.store.clone().close().await.unwrap();
}

async fn a_desk_whose_session_cannot_be_read_is_busy_and_not_signed_out(world: World) {
    let site = TestSite::new(world);
    let officer = officer(&site).await;
    officer.get("/office").await.has_status(200);
    the_database_goes_away(&site).await;
    for path in ["/office", "/office/phases", "/account", "/wishes"] {
        let answer = officer.get(path).await;
        answer.has_status(503).says("系统正忙");
        assert!(!answer.body.contains("/sign-in?next="), "{path}");
    }
    officer.submit("/office/phases/new", &[("form", "k")]).await.has_status(503).says("系统正忙");
    officer.window().in_english().submit("/sign-out", &[]).await.has_status(503).says("We are busy");
}

async fn a_public_page_that_was_kept_is_shown_without_a_database(world: World) {
    let site = TestSite::new(world);
    site.visitor().get("/funds").await.has_status(200);
    the_database_goes_away(&site).await;
    site.visitor().get("/funds").await.has_status(200);
    site.visitor().get("/plots").await.has_status(503).says("系统正忙");
    site.visitor().in_english().get("/plots").await.has_status(503).says("We are busy");
}

async fn a_file_over_the_limit_is_refused_in_the_readers_language(world: World) {
    let site = TestSite::new(world);
    let path = "/school/imports";
    let from = "/school/cards?page=2";
    let answer = site.visitor().announce(path, from, 33 << 20).await;
    answer.has_status(413).says("发送的内容太大").says("一个文件最大 10 MiB").says("返回刚才的页面");
    assert!(answer.body.contains("href=\"/school/cards\""), "where it was sent from: {}", answer.body);
    for form_only in ["/plots/3/diary", "/plots/3/diary/1/take-down", "/nowhere"] {
        let answer = site.visitor().announce(path, form_only, 33 << 20).await;
        answer.has_status(413).says("发送的内容太大");
        assert!(!answer.body.contains(&format!("href=\"{form_only}\"")), "no page is there: {}", answer.body);
    }
    let answer = site.visitor().in_english().announce(path, from, 33 << 20).await;
    answer.has_status(413).says("What was sent is too large");
    assert!(answer.headers["content-type"].to_str().unwrap().starts_with("text/html"));
}

const FORM: &str = "application/x-www-form-urlencoded";
const WITH_FILE: &str = "multipart/form-data; boundary=between-the-parts";

/// A body of which not one byte comes.
fn silent() -> Body {
    Body::from_stream(stream::pending::<Result<Vec<u8>, Infallible>>())
}

/// A file that goes on and on.
fn endless() -> Body {
    let head = "--between-the-parts\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n";
    Body::from_stream(stream::iter([Ok::<_, Infallible>(head)]).chain(stream::pending()))
}

#[tokio::test]
async fn what_never_ends_is_given_up_in_words() {
    let (at_once, never) = (Duration::ZERO, Duration::from_hours(1));
    let forms = Patience { page: at_once, with_file: never };
    let files = Patience { page: never, with_file: at_once };
    for (patience, path, kind, body) in [
        (forms, "/sign-in", FORM, silent as fn() -> Body),
        (files, "/school/imports", WITH_FILE, silent),
        (files, "/school/imports", WITH_FILE, endless),
    ] {
        let site = TestSite::new(World::on_sqlite().await).with_patience(patience);
        let answer = site.visitor().send_slowly(path, kind, body()).await;
        answer.has_status(503).says("系统正忙");
        assert!(answer.headers["content-type"].to_str().unwrap().starts_with("text/html"));
        site.visitor().in_english().send_slowly(path, kind, body()).await.has_status(503).says("We are busy");
    }
}
