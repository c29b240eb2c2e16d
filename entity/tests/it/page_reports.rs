//! Anybody reports a page; what they write is sealed, answered, and dropped in time.

use chrono::TimeDelta;
use entity::{
    Error, Field, Lang, Refusal,
    id::PageReportId,
    outbox::Letter,
    page_report::{
        self, KEPT,
        close::{self, close},
        send::{Typed, send},
    },
};
use sea_orm::{ConnectionTrait, EntityTrait, Statement};

use crate::{
    world::{World, refused},
    written::typed,
};

on_both!(
    a_report_is_sealed_and_read_by_the_office,
    what_is_missing_or_wrong_is_said_of_all_fields,
    one_network_cannot_flood_the_office,
    whoever_left_an_address_is_answered_and_nobody_else,
    the_words_are_dropped_ninety_days_after_it_is_settled,
);

fn report(page: &str) -> Typed {
    Typed {
        page: page.to_owned(), kind: "personal".to_owned(), words: "这里写着陈小草".to_owned(), ..Typed::default()
    }
}

async fn sent(world: &World, typed: &Typed) -> Result<PageReportId, Error> {
    send(&world.store, typed, (Lang::Zh, "192.0.2.1"), &world.form(), world.now).await
}

async fn a_report_is_sealed_and_read_by_the_office(world: World) {
    let phase = world.phase_open().await;
    let code = world.published("shagou", &typed(phase, "陈小草")).await;
    let of_wish = Typed { reply_to: "Reader@Example.org".to_owned(), ..report(&format!("/wishes/{code}?token=x")) };
    let form = world.form();
    let id = send(&world.store, &of_wish, (Lang::Zh, ""), &form, world.now).await.unwrap();
    let again = send(&world.store, &of_wish, (Lang::Zh, ""), &form, world.now).await.unwrap();
    assert_eq!(again, id, "the same form again");
    let opened = page_report::one(&world.store, world.officer().await, id).await.unwrap();
    assert_eq!(opened.words.as_deref(), Some("这里写着陈小草"));
    assert_eq!(opened.report.path, format!("/wishes/{code}"));
    assert_eq!(opened.wish.map(|(of, ..)| of), Some(code));
    assert!(opened.can_answer);
    let db = world.store.writer();
    for table in ["page_report", "journal", "form_once", "guess"] {
        let sql = format!("SELECT * FROM {table}");
        for row in db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap() {
            for column in row.column_names() {
                let bytes = row.try_get::<Vec<u8>>("", &column).unwrap_or_default();
                let all = row.try_get::<String>("", &column).unwrap_or_default() + &String::from_utf8_lossy(&bytes);
                assert!(!all.contains("陈小草") && !all.contains("reader@example.org"), "{table}.{column}");
            }
        }
    }
}

async fn what_is_missing_or_wrong_is_said_of_all_fields(world: World) {
    let answer = sent(&world, &Typed { reply_to: "nobody".to_owned(), ..Typed::default() }).await;
    let all = [Refusal::Missing(Field::Kind), Refusal::Missing(Field::Words), Refusal::NotAnAddress(Field::ReplyTo)];
    assert_eq!(refused(answer), all);
    let hidden = Typed { words: "a\0b".to_owned(), ..report("/") };
    assert_eq!(refused(sent(&world, &hidden).await), [Refusal::Invisible(Field::Words)]);
    assert!(page_report::Entity::find().all(world.store.writer()).await.unwrap().is_empty());
}

async fn one_network_cannot_flood_the_office(world: World) {
    for _ in 0..6 {
        sent(&world, &report("/")).await.unwrap();
    }
    assert!(matches!(refused(sent(&world, &report("/")).await)[..], [Refusal::TooManyTries(_)]));
    let elsewhere = send(&world.store, &report("/"), (Lang::Zh, "192.0.2.2"), &world.form(), world.now).await;
    elsewhere.unwrap();
    assert_eq!(page_report::open(world.store.read(), world.officer().await, 100).await.unwrap().len(), 7);
}

async fn whoever_left_an_address_is_answered_and_nobody_else(world: World) {
    let officer = world.officer().await;
    let silent = sent(&world, &report("/about")).await.unwrap();
    let id = sent(&world, &Typed { reply_to: "reader@example.org".to_owned(), ..report("/about") }).await.unwrap();
    let settle = async |id, answer: &str, form| {
        let typed = close::Typed { answer: answer.to_owned() };
        close(&world.store, officer, id, &typed, &form, world.now).await
    };
    settle(silent, "", world.form()).await.unwrap();
    assert_eq!(refused(settle(id, " ", world.form()).await), [Refusal::Missing(Field::Answer)]);
    let form = world.form();
    settle(id, "已经去掉了", form.clone()).await.unwrap();
    settle(id, "已经去掉了", form).await.expect("the same form again");
    assert_eq!(refused(settle(id, "又一次", world.form()).await), [Refusal::NotFound]);
    let letters = world.letters_to("reader@example.org").await;
    let [Letter::PageReportAnswered { number, answer, .. }] = &letters[..] else { panic!("{letters:?}") };
    assert_eq!((*number, answer.as_str()), (id.0, "已经去掉了"));
    assert_eq!(world.letters_since(None).await.len(), 1);
}

async fn the_words_are_dropped_ninety_days_after_it_is_settled(mut world: World) {
    let officer = world.officer().await;
    let id = sent(&world, &Typed { reply_to: "reader@example.org".to_owned(), ..report("/") }).await.unwrap();
    world.later(KEPT * 2);
    assert_eq!(page_report::forget(&world.store, world.now).await.unwrap(), 0, "it still waits for the office");
    let typed = close::Typed { answer: "好".to_owned() };
    close(&world.store, officer, id, &typed, &world.form(), world.now).await.unwrap();
    world.later(KEPT);
    assert_eq!(page_report::forget(&world.store, world.now).await.unwrap(), 0);
    world.later(TimeDelta::seconds(1));
    assert_eq!(page_report::forget(&world.store, world.now).await.unwrap(), 1);
    assert!(world.letters_to("reader@example.org").await.is_empty(), "nor in the outbox");
    let opened = page_report::one(&world.store, officer, id).await.unwrap();
    assert!(opened.words.is_none() && !opened.can_answer, "only that there was one is left");
}
