//! What a reader is told when the database is away, or what was sent is too much or has no end: words, and no way to
//! the sign-in.

use std::{convert::Infallible, future, time::Duration};

use axum::body::Body;
use entity::{
    place::change::{TypedTownship, add_township},
    store::{Dice, Keys, Store},
};
use futures_util::{StreamExt, stream};
use sea_orm::ConnectionTrait;
use server::http::Patience;
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, UnixStream},
    sync::oneshot,
    task::{JoinHandle, JoinSet},
};

use crate::{
    site::{Reader, TestSite},
    world::World,
};

on_both![
    a_desk_whose_session_cannot_be_read_is_busy_and_not_signed_out,
    a_public_page_that_was_kept_is_shown_without_a_database,
    it_may_be_old_and_says_so,
    but_not_from_before_what_somebody_did,
    who_came_or_went_has_taken_nothing_down,
    the_language_alone_makes_nobody_of_a_reader,
    what_lies_in_a_basket_is_shown_to_nobody_else,
    a_database_without_tables_is_not_up_to_date,
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

async fn it_may_be_old_and_says_so(world: World) {
    let site = TestSite::new(world);
    let (world, reader) = (&site.world, site.visitor());
    reader.get("/funds").await.has_status(200);
    // By another way than this site, as the clock does it.
    let typed = TypedTownship { name_zh: "西坡镇".to_owned(), ..TypedTownship::default() };
    add_township(&world.store, world.officer().await, &typed, &world.form(), world.now).await.unwrap();
    the_database_goes_away(&site).await;
    let old = reader.get("/funds").await;
    assert!(old.has_status(200).headers.contains_key("age"));
    assert_eq!(reader.get("/plots").await.has_status(503).headers["retry-after"], "60");
}

async fn but_not_from_before_what_somebody_did(world: World) {
    let site = TestSite::new(world);
    let (officer, reader) = (officer(&site).await, site.visitor());
    reader.get("/funds").await.has_status(200);
    officer.submit("/office/places", &[("form", "k"), ("name_zh", "西坡镇")]).await.has_status(303);
    the_database_goes_away(&site).await;
    let busy = reader.get("/funds").await;
    busy.has_status(503).says("这一页现在读不出来");
    assert!(!busy.words().contains("什么都没有保存"), "nothing was sent: {}", busy.words());
    let form = [("email", "lin@example.org"), ("password", "three goats on a red roof")];
    reader.submit("/sign-in", &form).await.has_status(503).says("什么都没有保存");
}

async fn who_came_or_went_has_taken_nothing_down(world: World) {
    let site = TestSite::new(world);
    let (officer, reader) = (officer(&site).await, site.visitor());
    reader.get("/funds").await.has_status(200);
    officer.submit("/sign-out", &[]).await.has_status(303);
    the_database_goes_away(&site).await;
    reader.get("/funds").await.has_status(200);
}

async fn the_language_alone_makes_nobody_of_a_reader(world: World) {
    let site = TestSite::new(world);
    let (officer, reader) = (officer(&site).await, site.visitor());
    reader.get("/funds?lang=en").await.has_status(200);
    assert!(reader.holds("lang"));
    let page = reader.get("/funds").await;
    assert!(page.has_status(200).headers.get("set-cookie").is_none());
    the_database_goes_away(&site).await;
    for reader in [reader, site.visitor().in_english()] {
        reader.get("/funds").await.has_status(200).says("Filial-piety funds");
    }
    site.visitor().get("/funds").await.has_status(503).says("系统正忙");
    officer.in_english().get("/funds").await.has_status(503);
}

async fn what_lies_in_a_basket_is_shown_to_nobody_else(world: World) {
    let code = world.open_wish("shagou").await.code;
    let site = TestSite::new(world);
    let reader = site.visitor();
    reader.submit("/basket", &[("code", code.as_str())]).await.has_status(303);
    let has_basket = |page: &str| page.contains("href=\"/basket\"");
    // The first says, once, what was done.
    for _ in 0..2 {
        assert!(has_basket(&reader.get("/funds").await.has_status(200).body));
    }
    assert!(!has_basket(&site.visitor().get("/funds").await.has_status(200).body));
}

async fn a_database_without_tables_is_not_up_to_date(world: World) {
    assert!(migration::is_up(world.store.read()).await.unwrap());
    world.store.writer().execute_unprepared("DROP TABLE seaql_migrations").await.unwrap();
    assert!(!migration::is_up(world.store.read()).await.unwrap());
}

/// A way to a test's database that can be cut, as if the server were stopped.
struct Way {
    url: String,
    cut: oneshot::Sender<()>,
    open: JoinHandle<()>,
}

impl Way {
    async fn to(world: &World) -> Self {
        let options = world.store.read().get_postgres_connection_pool().connect_options();
        let socket = options.get_socket().unwrap().join(".s.PGSQL.5432");
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (user, database) = (options.get_username(), options.get_database().unwrap());
        let url = format!("postgres://{user}@{}/{database}", listener.local_addr().unwrap());
        let (cut, mut closed) = oneshot::channel();
        let open = tokio::spawn(async move {
            let mut through = JoinSet::new();
            loop {
                let came = tokio::select! {
                    came = listener.accept() => came,
                    _ = &mut closed => break,
                };
                let (mut near, _) = came.unwrap();
                let mut far = UnixStream::connect(&socket).await.unwrap();
                through.spawn(async move { copy_bidirectional(&mut near, &mut far).await });
            }
            drop(listener);
            through.shutdown().await;
        });
        Self { url, cut, open }
    }

    async fn closed(self) {
        self.cut.send(()).unwrap();
        self.open.await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_waits_for_a_database_that_is_away_is_told_and_nobody_else_waits() {
    let mut world = World::on_postgres().await;
    let way = Way::to(&world).await;
    world.store = Store::open(&way.url, Keys::from_master(&[7; 32]), Dice::seeded(1)).await.unwrap();
    let site = TestSite::new(world);
    let officer = officer(&site).await;
    site.visitor().get("/funds").await.has_status(200);
    assert!(site.world.store.is_there().await);
    way.closed().await;
    assert!(!site.world.store.is_there().await);
    // What never ends is given up for this alone.
    assert!(site.pages().unless_away(future::pending::<()>()).await.is_none());
    assert!(site.pages().is_away(), "and the next one need not find it out again");
    for page in ["/about", "/sign-in"] {
        site.visitor().get(page).await.has_status(200);
    }
    officer.get("/office").await.has_status(503).says("系统正忙");
    site.visitor().get("/readyz").await.has_status(503).says("the database does not answer");
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
