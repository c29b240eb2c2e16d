//! What a contract said when it was accepted is kept with the acceptance, and nobody changes it afterwards.

use entity::{
    Code, Error, Lang, Refusal,
    adoption::{
        State, list, release, sign,
        wording::{self, Accepted, Wording},
    },
};
use sea_orm::{ConnectionTrait, DbBackend};

use crate::world::{World, refused};

on_both!(
    what_was_accepted_is_kept_with_the_acceptance,
    a_contract_that_has_changed_is_read_again_first,
    the_database_refuses_to_change_what_was_accepted,
    what_was_changed_all_the_same_is_not_taken_for_it,
    a_contract_of_before_has_no_wording,
);

/// A contract that waits for lin.
async fn waiting(world: &World) -> Code {
    let id = world.plot_open("南坡人家").await;
    world.reserved(id, "lin", 2).await
}

async fn says(world: &World, code: &Code) -> Wording {
    crate::wording::now(world, world.donor("lin").await, code).await
}

/// Lin accepts what has this hash, while the contract says this.
async fn accept(world: &World, code: &Code, hash: &str, says: &Wording) -> Result<(), Error> {
    let typed = sign::Typed {
        party: "某".to_owned(),
        delivery: "某处".to_owned(),
        contract: "yes".to_owned(),
        wording: hash.to_owned(),
    };
    let lin = world.donor("lin").await;
    sign::sign(&world.store, lin, code, &typed, says, &world.form(), world.now).await
}

async fn accepted(world: &World, code: &Code) -> Option<Accepted> {
    wording::of(world.store.writer(), world.adoption(code).await.id).await.unwrap()
}

async fn what_was_accepted_is_kept_with_the_acceptance(world: World) {
    let code = waiting(&world).await;
    assert_eq!(accepted(&world, &code).await, None);
    let says = says(&world, &code).await;
    let hash = says.hash().unwrap();
    accept(&world, &code, &hash, &says).await.unwrap();
    let kept = accepted(&world, &code).await.unwrap();
    assert_eq!((&kept.wording, &kept.hash), (&says, &hash));
    assert_eq!((hash.len(), kept.number()), (64, &hash[..12]));
    let lin = world.donor("lin").await;
    let read = list::contract(&world.store, lin, code.as_str(), Lang::En, world.now).await.unwrap();
    assert_eq!(read.accepted, Some(kept.clone()));
    release::release(&world.store, lin, &code, &world.form(), world.now).await.unwrap();
    assert_eq!(accepted(&world, &code).await, Some(kept), "what was given back was accepted all the same");
}

async fn a_contract_that_has_changed_is_read_again_first(world: World) {
    let code = waiting(&world).await;
    let shown = says(&world, &code).await;
    let mut now = shown.clone();
    now.en.clauses.push("Another clause.".to_owned());
    let [before, after] = [&shown, &now].map(|says| says.hash().unwrap());
    for hash in [before.as_str(), "", "x"] {
        assert_eq!(refused(accept(&world, &code, hash, &now).await), [Refusal::ContractChanged], "{hash}");
    }
    assert_eq!(world.adoption(&code).await.state, State::Reserved);
    assert_eq!(accepted(&world, &code).await, None, "nothing is kept of what was not accepted");
    accept(&world, &code, &after, &now).await.unwrap();
    assert_eq!(accepted(&world, &code).await.unwrap().wording, now);
    assert_eq!(refused(accept(&world, &code, &before, &shown).await), [Refusal::AdoptionState], "once");
    assert_eq!(accepted(&world, &code).await.unwrap().wording, now);
}

async fn the_database_refuses_to_change_what_was_accepted(world: World) {
    let id = world.plot_open("南坡人家").await;
    let code = world.signed(id, "lin", 2).await;
    let before = accepted(&world, &code).await;
    let mut acts = vec![
        "UPDATE contract_wording SET content = '{}'",
        "UPDATE contract_wording SET hash = hash",
        "DELETE FROM contract_wording",
    ];
    if world.store.backend() == DbBackend::Postgres {
        acts.push("TRUNCATE contract_wording");
    }
    for sql in acts {
        let error = world.store.writer().execute_unprepared(sql).await.unwrap_err().to_string();
        assert!(error.contains("append-only"), "{sql}: {error}");
    }
    assert!(before.is_some());
    assert_eq!(accepted(&world, &code).await, before);
}

async fn what_was_changed_all_the_same_is_not_taken_for_it(world: World) {
    let id = world.plot_open("南坡人家").await;
    let code = world.signed(id, "lin", 2).await;
    world.wordings_unguarded("UPDATE contract_wording SET content = replace(content, '不承诺', '承诺')").await;
    let adoption = world.adoption(&code).await.id;
    let read = wording::of(world.store.writer(), adoption).await;
    assert!(matches!(read, Err(Error::Db(_))), "{read:?}");
}

async fn a_contract_of_before_has_no_wording(world: World) {
    let id = world.plot_open("南坡人家").await;
    let code = world.signed(id, "lin", 2).await;
    world.wordings_unguarded("DELETE FROM contract_wording").await;
    let lin = world.donor("lin").await;
    let read = list::contract(&world.store, lin, code.as_str(), Lang::Zh, world.now).await.unwrap();
    assert_eq!((read.adoption.state, read.accepted), (State::Signed, None));
}
