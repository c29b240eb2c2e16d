//! The journal: append-only by the database itself, and a chain that shows every change.

use entity::{handout::receive, journal};
use sea_orm::{ConnectionTrait, DbBackend, EntityTrait};

use crate::world::World;

on_both!(
    a_sealed_journal_verifies,
    the_database_refuses_every_change,
    a_changed_byte_is_found,
    a_removed_entry_is_found,
    two_clocks_seal_every_entry_once,
);

/// So many entries, by acts.
async fn entries(world: &World, count: usize) {
    let school = world.signed_in_school("shagou").await.receiver().unwrap();
    let yes = || "yes".to_owned();
    let all = receive::Typed { item_matches: yes(), is_new: yes(), is_safe: yes(), no_contact_details: yes() };
    for _ in 0..count {
        let gift = world.promised("shagou", "lin", entity::claim::State::Shipped).await;
        let code = gift.code.as_str();
        receive::receive(&world.store, school, code, &all, &world.form(), world.now).await.unwrap();
    }
}

async fn run(world: &World, sql: &str) -> Result<u64, sea_orm::DbErr> {
    Ok(world.store.writer().execute_unprepared(sql).await?.rows_affected())
}

/// What somebody with the database's password could do.
async fn unguarded(world: &World, sql: &str) {
    match world.store.backend() {
        DbBackend::Sqlite => {
            run(world, "DROP TRIGGER journal_no_change").await.unwrap();
            run(world, "DROP TRIGGER journal_no_delete").await.unwrap();
        }
        _ => {
            run(world, "ALTER TABLE journal DISABLE TRIGGER USER").await.unwrap();
        }
    }
    assert_eq!(run(world, sql).await.unwrap(), 1);
}

async fn a_sealed_journal_verifies(world: World) {
    assert_eq!(journal::verify(world.store.read()).await.unwrap(), Ok((0, String::new())));
    entries(&world, 3).await;
    assert_eq!(journal::waiting(world.store.read()).await.unwrap(), 3);
    assert_eq!(journal::seal(&world.store, 2).await.unwrap(), 2);
    assert_eq!(journal::waiting(world.store.read()).await.unwrap(), 1);
    assert_eq!(journal::seal(&world.store, 2).await.unwrap(), 1);
    assert_eq!(journal::seal(&world.store, 2).await.unwrap(), 0);
    let (length, head) = journal::verify(world.store.read()).await.unwrap().unwrap();
    assert_eq!((length, head.len()), (3, 64));
}

async fn the_database_refuses_every_change(world: World) {
    entries(&world, 2).await;
    let mut acts = vec![
        "UPDATE journal SET act = 'gift_lost'",
        "UPDATE journal SET detail = 'x', seq = 1, hash = 'x'",
        "DELETE FROM journal WHERE id = 1",
        "DELETE FROM journal",
    ];
    if world.store.backend() == DbBackend::Postgres {
        acts.push("TRUNCATE journal");
    }
    for sql in &acts {
        let error = run(&world, sql).await.unwrap_err().to_string();
        assert!(error.contains("append-only"), "{sql}: {error}");
    }
    journal::seal(&world.store, 10).await.unwrap();
    acts.push("UPDATE journal SET hash = 'x' WHERE seq = 1");
    acts.push("UPDATE journal SET seq = 9 WHERE seq = 1");
    for sql in acts {
        let error = run(&world, sql).await.unwrap_err().to_string();
        assert!(error.contains("append-only"), "{sql}, once sealed: {error}");
    }
    assert_eq!(journal::verify(world.store.read()).await.unwrap().unwrap().0, 2);
}

async fn a_changed_byte_is_found(world: World) {
    entries(&world, 3).await;
    journal::seal(&world.store, 10).await.unwrap();
    unguarded(&world, "UPDATE journal SET detail = detail || '2' WHERE seq = 2").await;
    assert_eq!(journal::verify(world.store.read()).await.unwrap(), Err(2));
}

async fn a_removed_entry_is_found(world: World) {
    entries(&world, 3).await;
    journal::seal(&world.store, 10).await.unwrap();
    unguarded(&world, "DELETE FROM journal WHERE seq = 2").await;
    assert_eq!(journal::verify(world.store.read()).await.unwrap(), Err(2));
}

async fn two_clocks_seal_every_entry_once(world: World) {
    entries(&world, 12).await;
    let other = world.another_process().await;
    loop {
        let (mine, theirs) = tokio::join!(journal::seal(&world.store, 3), journal::seal(&other, 3));
        // Whoever comes second may fail; what it wanted to seal is still there.
        if matches!((&mine, &theirs), (Ok(0), Ok(0))) {
            break;
        }
    }
    assert_eq!(journal::verify(world.store.read()).await.unwrap().unwrap().0, 12);
    let all = journal::Entity::find().all(world.store.read()).await.unwrap();
    assert!(all.iter().all(|entry| entry.seq.is_some()));
}
