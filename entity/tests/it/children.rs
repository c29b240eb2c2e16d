//! Children's records: found again without telling, withdrawn at once, erased for good, each look journalled.

use chrono::TimeDelta;
use entity::{
    Refusal,
    actor::Receiver,
    child::{self, consent::Scope, look},
    claim,
    county::County,
    journal,
    outbox::Letter,
    phase,
    wish::{self, Status, browse},
};
use sea_orm::{ConnectionTrait, EntityTrait, PaginatorTrait, Statement};

use crate::{
    world::{World, refused},
    written::typed,
};

on_both!(
    a_child_is_found_again_in_the_next_phase,
    the_tables_hold_nothing_in_clear,
    withdrawn_consent_takes_the_wish_from_the_public_at_once,
    an_erased_child_cannot_be_read_again,
    a_deleted_draft_leaves_no_record,
    a_mended_name_leaves_no_second_child,
    every_look_is_in_the_journal,
    records_are_kept_for_two_years_and_no_longer,
    a_changed_consent_replaces_the_old_one,
    a_part_of_the_consent_is_withdrawn_and_the_wish_goes_on,
);

async fn acts(world: &World, child: child::Model) -> Vec<String> {
    let entries =
        journal::latest(world.store.writer(), Some(journal::Subject("child", child.id.0)), None, 100).await.unwrap();
    entries.into_iter().rev().map(|entry| format!("{} {}", entry.act, entry.detail).trim().to_owned()).collect()
}

fn why(reason: &str) -> look::Typed {
    look::Typed { reason: reason.to_owned(), remark: String::new() }
}

async fn child_of(world: &World, code: &entity::Code) -> child::Model {
    let id = world.row(code).await.child_id;
    child::Entity::find_by_id(id).one(world.store.writer()).await.unwrap().unwrap()
}

async fn a_child_is_found_again_in_the_next_phase(world: World) {
    let phase = world.phase_drafted().await;
    let next = phase::draft::Typed { number: "8".into(), ..world.typed_phase().await };
    let next = phase::draft::draft(&world.store, world.officer().await, &next, &world.form(), world.now).await.unwrap();
    let first = world.submitted("shagou", &typed(phase, "陈小草")).await;
    let second = world.submitted("shagou", &typed(next, "陈小草")).await;
    assert_eq!(world.row(&first).await.child_id, world.row(&second).await.child_id);
    let seen = wish::review::of(world.store.read(), world.officer().await, &second).await.unwrap();
    assert_eq!(seen.duplicates.len(), 1, "the earlier phase's wish is shown");
    assert!(!seen.duplicates[0].in_this_phase);
    world.approve(&first).await;
    world.approve(&second).await;
}

async fn the_tables_hold_nothing_in_clear(world: World) {
    let phase = world.phase_drafted().await;
    let form = wish::draft::Typed {
        guardian: "陈大山".into(),
        household: "沙沟 12 号".into(),
        situation: "奶奶带大".into(),
        ..typed(phase, "陈小草")
    };
    world.submitted("shagou", &form).await;
    let db = world.store.writer();
    let mut all = String::new();
    for table in ["child", "child_record", "child_key", "consent", "wish", "journal", "form_once", "outbox"] {
        let sql = format!("SELECT * FROM {table}");
        let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
        for row in rows {
            for column in row.column_names() {
                let bytes = row.try_get::<Vec<u8>>("", &column).unwrap_or_default();
                all += &String::from_utf8_lossy(&bytes);
                all += &row.try_get::<String>("", &column).unwrap_or_default();
            }
        }
    }
    assert!(all.contains("双肩书包"), "the sweep sees what is there");
    for private in ["陈小草", "陈大山", "12 号", "奶奶", "2017-05-06"] {
        assert!(!all.contains(private), "{private}");
    }
}

async fn withdrawn_consent_takes_the_wish_from_the_public_at_once(world: World) {
    let phase = world.phase_open().await;
    let code = world.published("shagou", &typed(phase, "陈小草")).await;
    let gift = world.claimed(&code, "lin").await;
    let school = world.school("shagou").await;
    let form = world.form();
    let withdraw =
        async || child::withdraw::withdraw(&world.store, Receiver::School(school), &code, &form, world.now).await;
    withdraw().await.unwrap();
    withdraw().await.expect("the same form again");
    let wish = world.row(&code).await;
    assert_eq!((wish.status, wish.reason.as_deref()), (Status::Withdrawn, Some("consent")));
    let claim = claim::Entity::find_by_id(gift).one(world.store.writer()).await.unwrap().unwrap();
    assert_eq!(claim.state, claim::State::Cancelled);
    let letters = world.letters_to("lin@example.org").await;
    let [Letter::Cancelled { reason, opens: false, to_pool: false, .. }] = &letters[..] else { panic!("{letters:?}") };
    assert!(reason.contains("不再需要"), "{reason}");
    let county = County::read(world.store.read()).await.unwrap();
    let shown = browse::detail(world.store.read(), &county, &code, entity::Lang::Zh, world.now).await;
    assert_eq!(refused(shown), [Refusal::NotFound]);
    let consent = child::consent::Entity::find_by_id(wish.consent_id.unwrap()).one(world.store.writer()).await;
    assert_eq!(consent.unwrap().unwrap().withdrawn_at, Some(world.now));
    let acts = acts(&world, child_of(&world, &code).await).await;
    assert!(acts.contains(&format!("consent_withdrawn {code}")), "{acts:?}");
}

async fn an_erased_child_cannot_be_read_again(world: World) {
    let phase = world.phase_open().await;
    let code = world.published("shagou", &typed(phase, "陈小草")).await;
    let (officer, school) = (world.officer().await, world.school("shagou").await);
    let before = child_of(&world, &code).await;
    let unsure =
        child::erase::erase(&world.store, officer, &code, &child::erase::Typed::default(), &world.form(), world.now)
            .await;
    assert_eq!(refused(unsure), [Refusal::NotSure]);
    let sure = child::erase::Typed { sure: "yes".into() };
    child::erase::erase(&world.store, officer, &code, &sure, &world.form(), world.now).await.unwrap();
    assert_eq!(world.standing(&code).await, Status::Withdrawn);
    assert!(look::by_school(&world.store, school, &code, world.now).await.unwrap().is_none());
    assert!(look::by_office(&world.store, officer, &code, &why("guardian"), world.now).await.unwrap().is_none());
    let after = child_of(&world, &code).await;
    assert_eq!(after.erased_at, Some(world.now));
    assert_ne!(after.identity_hash, before.identity_hash, "the hash that would find the child is gone too");
    assert_eq!(after.household_hash, None);
    world.drafted("shagou", &typed(phase, "陈小草")).await;
    assert_ne!(
        world.row(&code).await.child_id,
        child::Entity::find().all(world.store.writer()).await.unwrap().last().unwrap().id
    );
}

async fn a_deleted_draft_leaves_no_record(world: World) {
    let phase = world.phase_drafted().await;
    let school = world.school("shagou").await;
    let code = world.drafted("shagou", &typed(phase, "陈小草")).await;
    wish::draft::delete(&world.store, school, &code, world.now).await.unwrap();
    assert_eq!(child::Entity::find().count(world.store.writer()).await.unwrap(), 0);
    assert_eq!(child::consent::Entity::find().count(world.store.writer()).await.unwrap(), 0);
    let gone = wish::draft::delete(&world.store, school, &code, world.now).await;
    assert_eq!(refused(gone), [Refusal::NotFound]);
}

async fn a_mended_name_leaves_no_second_child(world: World) {
    let phase = world.phase_drafted().await;
    let school = world.school("shagou").await;
    let code = world.drafted("shagou", &typed(phase, "陈小早")).await;
    let mended = typed(phase, "陈小草");
    wish::draft::change(&world.store, school, &code, &mended, &world.form(), world.now).await.unwrap();
    assert_eq!(child::Entity::find().count(world.store.writer()).await.unwrap(), 1);
    let record = look::by_school(&world.store, school, &code, world.now).await.unwrap().unwrap();
    assert_eq!(record.name, "陈小草");
}

async fn every_look_is_in_the_journal(world: World) {
    let phase = world.phase_drafted().await;
    let (officer, school) = (world.officer().await, world.school("shagou").await);
    let code = world.submitted("shagou", &typed(phase, "陈小草")).await;
    let foreign = world.submitted("xishe", &typed(phase, "梁上燕")).await;
    assert_eq!(look::by_school(&world.store, school, &code, world.now).await.unwrap().unwrap().name, "陈小草");
    let office = async |reason| look::by_office(&world.store, officer, &code, &why(reason), world.now).await;
    assert_eq!(refused(office("").await), [Refusal::ReasonMissing]);
    assert_eq!(refused(office("curious").await), [Refusal::NotAChoice(entity::Field::Reason)]);
    assert_eq!(office("duplicate").await.unwrap().unwrap().guardian, "监护人甲");
    assert_eq!(refused(look::by_school(&world.store, school, &foreign, world.now).await), [Refusal::NotFound]);
    let looks: Vec<String> = acts(&world, child_of(&world, &code).await)
        .await
        .into_iter()
        .filter(|act| act.starts_with("child_looked"))
        .collect();
    assert_eq!(looks, [format!("child_looked {code}"), format!("child_looked {code} duplicate")]);

    let both = [world.row(&code).await.id, world.row(&foreign).await.id];
    let names = look::names(&world.store, school, &both, look::Reason::List, world.now).await.unwrap();
    assert_eq!(names.len(), 1, "a foreign pupil is not there");
    let subject = journal::Subject("school", school.school().0);
    let entry = &journal::latest(world.store.writer(), Some(subject), None, 1).await.unwrap()[0];
    assert_eq!((entry.act.as_str(), entry.detail.as_str()), ("pupils_looked", "1"));
}

async fn records_are_kept_for_two_years_and_no_longer(mut world: World) {
    let phase = world.phase_open().await;
    let code = world.published("shagou", &typed(phase, "陈小草")).await;
    let officer = world.officer().await;
    world.put(&code, Status::HandedOut).await;
    phase::close::close(&world.store, officer, phase, &world.form(), world.now).await.unwrap();
    phase::close::finish(&world.store, officer, phase, &world.form(), world.now).await.unwrap();
    // Finished on 23 November 2026: the whole 23 November 2028 is still theirs, in China.
    world.now = "2028-11-23T15:59:59Z".parse().unwrap();
    assert_eq!(child::erase::expired(&world.store, world.now).await.unwrap(), 0);
    world.later(TimeDelta::seconds(1));
    assert_eq!(child::erase::expired(&world.store, world.now).await.unwrap(), 2, "the phase's first child too");
    assert_eq!(child::erase::expired(&world.store, world.now).await.unwrap(), 0);
    assert!(child_of(&world, &code).await.erased_at.is_some());
    assert_eq!(world.standing(&code).await, Status::HandedOut, "what was handed out stays in the counts");
}

async fn a_changed_consent_replaces_the_old_one(world: World) {
    let phase = world.phase_drafted().await;
    let school = world.school("shagou").await;
    let form = typed(phase, "陈小草");
    let code = world.drafted("shagou", &form).await;
    let first = world.row(&code).await.consent_id;
    let change =
        async |form| wish::draft::change(&world.store, school, &code, &form, &world.form(), world.now).await.unwrap();
    change(form.clone()).await;
    assert_eq!(world.row(&code).await.consent_id, first, "nothing changed, nothing new");
    change(wish::draft::Typed { consent_photo: "on".into(), ..form.clone() }).await;
    let second = world.row(&code).await.consent_id;
    assert_ne!(second, first);
    change(wish::draft::Typed { consent_goods: String::new(), ..form }).await;
    assert_eq!(world.row(&code).await.consent_id, None);
    let all = child::consent::Entity::find().all(world.store.writer()).await.unwrap();
    assert_eq!(all.len(), 2);
    assert!(all.iter().all(|consent| consent.withdrawn_at.is_some()));
}

async fn a_part_of_the_consent_is_withdrawn_and_the_wish_goes_on(world: World) {
    let phase = world.phase_open().await;
    let wide =
        wish::draft::Typed { consent_photo: "on".into(), consent_card: "on".into(), ..typed(phase, "陈小草") };
    let code = world.published("shagou", &wide).await;
    let first = world.row(&code).await.consent_id.unwrap();
    let by = Receiver::School(world.school("shagou").await);
    let form = world.form();
    let part =
        async |by, part, form| child::withdraw::withdraw_part(&world.store, by, &code, part, &form, world.now).await;
    let foreign = Receiver::School(world.school("xishe").await);
    assert_eq!(refused(part(foreign, Scope::Photo, world.form()).await), [Refusal::NotFound]);
    part(by, Scope::Photo, form.clone()).await.unwrap();
    part(by, Scope::Photo, form.clone()).await.expect("the same form again");
    assert_eq!(refused(part(by, Scope::Photo, world.form()).await), [Refusal::ConsentWithdrawn]);

    let child = world.row(&code).await.child_id;
    let mut consents = child::consent::Entity::find().order_by_id_asc().all(world.store.writer()).await.unwrap();
    consents.retain(|consent| consent.child_id == child);
    let (old, new) = (&consents[0], &consents[1]);
    assert_eq!((consents.len(), old.id, old.withdrawn_at), (2, first, Some(world.now)));
    assert_eq!((new.goods, new.photo, new.card, new.withdrawn_at), (true, false, true, None));
    assert_eq!((&new.form_no, new.given_on), (&old.form_no, old.given_on), "it is the same paper");
    let wish = world.row(&code).await;
    assert_eq!((wish.status, wish.consent_id), (Status::Open, Some(new.id)));
    let acts = acts(&world, child_of(&world, &code).await).await;
    assert!(acts.contains(&"consent_narrowed photo".to_owned()), "{acts:?}");
}
