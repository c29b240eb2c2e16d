//! Which master key a database takes: the first, for good; and one from before that was written down only if it opens
//! what is sealed.

use std::collections::BTreeSet;

use entity::{
    Lang, Store,
    child::look,
    page_report::send::{self, send},
    photo::{Purpose, bring},
    store::{
        Keys,
        key_check::{self, Fit, SEALED, fit, settle},
    },
};
use sea_orm::{ConnectionTrait, EntityTrait, Statement};

use crate::{world::World, written::typed};

on_both!(
    the_first_key_is_the_databases_for_good,
    of_two_that_start_at_once_with_two_keys_one_is_refused,
    a_database_of_earlier_takes_the_key_that_opens_what_is_sealed,
    what_is_sealed_is_found_in_its_place,
);

/// Another process on the same database, with another key.
async fn with_another_key(world: &World) -> Store {
    let mut store = world.another_process().await;
    store.keys = Keys::from_master(&[8; 32]);
    store
}

/// A child's record, an officer's remark, a reader's words and address, a picture.
async fn something_sealed(world: &World) {
    let phase = world.phase_open().await;
    let code = world.published("shagou", &typed(phase, "陈小草")).await;
    let why = look::Typed { reason: "guardian".to_owned(), remark: "家长来电".to_owned() };
    look::by_office(&world.store, world.officer().await, &code, &why, world.now).await.unwrap();
    let report = send::Typed {
        page: "/".to_owned(),
        kind: "personal".to_owned(),
        words: "这里写着陈小草".to_owned(),
        reply_to: "reader@example.org".to_owned(),
    };
    send(&world.store, &report, (Lang::Zh, "192.0.2.1"), &world.form(), world.now).await.unwrap();
    let by = world.school("shagou").await.account();
    bring::begin(&world.store, Purpose::Card, by, (2_000, 1_500), world.now).await.unwrap();
}

async fn the_first_key_is_the_databases_for_good(world: World) {
    let (own, other) = (&world.store, with_another_key(&world).await);
    assert_eq!(fit(&own.keys, own.writer()).await.unwrap(), Fit::Free);
    assert!(settle(own).await.unwrap() && settle(own).await.unwrap());
    assert!(!settle(&other).await.unwrap());
    assert_eq!(fit(&own.keys, own.writer()).await.unwrap(), Fit::Own);
    assert_eq!(fit(&other.keys, own.writer()).await.unwrap(), Fit::Other);
    let kept = key_check::Entity::find().all(own.writer()).await.unwrap();
    assert_eq!(kept.len(), 1);
    assert!(!kept[0].value.contains(&"07".repeat(4)), "not the key itself");
}

async fn of_two_that_start_at_once_with_two_keys_one_is_refused(world: World) {
    let other = with_another_key(&world).await;
    let (own, theirs) = tokio::join!(settle(&world.store), settle(&other));
    assert_ne!(own.unwrap(), theirs.unwrap());
}

async fn a_database_of_earlier_takes_the_key_that_opens_what_is_sealed(world: World) {
    something_sealed(&world).await;
    let (own, other) = (&world.store, with_another_key(&world).await);
    assert_eq!(fit(&other.keys, own.writer()).await.unwrap(), Fit::Other);
    assert!(!settle(&other).await.unwrap());
    assert!(settle(own).await.unwrap());
    assert!(!settle(&other).await.unwrap());
}

async fn what_is_sealed_is_found_in_its_place(world: World) {
    something_sealed(&world).await;
    let samples = key_check::samples(world.store.read()).await.unwrap();
    assert_eq!(samples.len(), 5);
    for (place, sealed) in samples {
        assert!(world.store.keys.opens(&place, &sealed), "{place}");
        assert!(!Keys::from_master(&[8; 32]).opens(&place, &sealed), "{place}");
    }
}

/// Sealed under a row's own key, which is wrapped by the master key and counted there.
const UNDER_A_KEY_OF_ITS_OWN: [&str; 13] = [
    "child_record.name",
    "child_record.birth_date",
    "child_record.guardian",
    "child_record.household",
    "child_record.situation",
    "household_record.head",
    "household_record.phone",
    "household_record.address",
    "household_record.situation",
    "elder_record.sealed",
    "supporter_record.sealed",
    "import_sheet.cells",
    "payment_sheet.cells",
];

#[tokio::test]
async fn every_sealed_column_is_known() {
    let world = World::on_sqlite().await;
    let db = world.store.read();
    let columns = "SELECT tables.name || '.' || columns.name AS line
        FROM sqlite_master AS tables, pragma_table_info(tables.name) AS columns
        WHERE tables.type = 'table' AND lower(columns.type) = 'blob'";
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), columns)).await.unwrap();
    let there: BTreeSet<String> = rows.iter().map(|row| row.try_get("", "line").unwrap()).collect();
    let mut known: BTreeSet<String> = SEALED.iter().map(|(table, column, _)| format!("{table}.{column}")).collect();
    known.extend(UNDER_A_KEY_OF_ITS_OWN.map(ToOwned::to_owned));
    // A digest of random numbers.
    known.insert("session.token_hash".to_owned());
    assert_eq!(there, known);
}
