//! Townships, villages, schools and organisers: the office's own, whole or not at all.

use entity::{Field, Lang, Refusal, id::TownshipId, organiser, phase, place, school};

use crate::{
    world::{World, refused},
    written::typed,
};

on_both!(
    a_township_is_added_once_and_its_name_is_taken,
    where_no_english_was_written_the_chinese_serves_both_after_a_change_too,
    villages_are_pasted_as_a_list,
    a_form_is_told_of_all_its_blanks_at_once,
    a_used_township_stays,
    a_school_that_moves_takes_its_wishes_along,
    a_school_and_an_organiser_are_not_overwritten_unseen,
    a_closed_school_writes_no_wishes,
    an_organiser_of_an_open_phase_keeps_its_numbers,
);

fn township(name: &str) -> place::change::TypedTownship {
    place::change::TypedTownship { name_zh: name.into(), name_en: String::new() }
}

async fn added(world: &World, name: &str) -> TownshipId {
    let officer = world.officer().await;
    place::change::add_township(&world.store, officer, &township(name), &world.form(), world.now).await.unwrap()
}

fn school(township: &str, code: &str) -> school::change::Typed {
    school::change::Typed {
        township: township.into(),
        code: code.into(),
        name: format!("{code}小学"),
        alias_zh: "沙沟镇一所小学".into(),
        delivery_address: "沙沟镇学校路1号".into(),
        delivery_contact: "王老师".into(),
        delivery_phone: "0350-0000000".into(),
        ..Default::default()
    }
}

async fn a_township_is_added_once_and_its_name_is_taken(world: World) {
    let officer = world.officer().await;
    let form = world.form();
    let add = async |typed, form| place::change::add_township(&world.store, officer, typed, form, world.now).await;
    let typed = township("西社镇");
    let first = add(&typed, &form).await.unwrap();
    assert_eq!(add(&typed, &form).await.unwrap(), first, "the same form again has the same answer");
    assert_eq!(refused(add(&typed, &world.form()).await), [Refusal::Taken(Field::NameZh)]);
    let all = place::change::townships(world.store.read()).await.unwrap();
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].name_en, "西社镇", "one name serves both languages until there is another");
}

async fn where_no_english_was_written_the_chinese_serves_both_after_a_change_too(world: World) {
    let (store, officer, now, db) = (&world.store, world.officer().await, world.now, world.store.read());
    let id = added(&world, "西社镇").await;
    let shown = place::change::TypedTownship::from(&place::change::townships(db).await.unwrap()[0]);
    let renamed = place::change::TypedTownship { name_zh: "新西社镇".into(), ..shown };
    place::change::change_township(store, officer, id, &renamed, now).await.unwrap();
    assert_eq!(place::change::townships(db).await.unwrap()[0].name(Lang::En), "新西社镇");

    let typed = school(&id.to_string(), "xishe");
    let school = school::change::add(store, officer, &typed, &world.form(), now).await.unwrap();
    let shown = school::change::Typed::from(&school::change::find(db, school).await.unwrap());
    let renamed = school::change::Typed { alias_zh: "河边的学校".into(), ..shown };
    school::change::change(store, officer, school, &renamed, now).await.unwrap();
    assert_eq!(school::change::find(db, school).await.unwrap().alias(Lang::En), "河边的学校");

    let typed = organiser::change::Typed { name_zh: "公益会".into(), ..Default::default() };
    let organiser = organiser::change::add(store, officer, &typed, &world.form(), now).await.unwrap();
    let shown = organiser::change::Typed::from(&organiser::change::find(db, organiser).await.unwrap());
    let renamed = organiser::change::Typed { name_zh: "新公益会".into(), ..shown };
    organiser::change::change(store, officer, organiser, &renamed, now).await.unwrap();
    assert_eq!(organiser::change::find(db, organiser).await.unwrap().name(Lang::En), "新公益会");

    let suggested = phase::draft::Typed::suggested(db).await.unwrap();
    let typed = phase::draft::Typed { title_zh: "第一期".into(), ..suggested };
    let drafted = phase::draft::draft(store, officer, &typed, &world.form(), now).await.unwrap();
    let shown = phase::draft::Typed::from(&phase::find(db, drafted).await.unwrap());
    let renamed = phase::draft::Typed { title_zh: "圆梦第一期".into(), ..shown };
    phase::change::change(store, officer, drafted, &renamed, now).await.unwrap();
    assert_eq!(phase::find(db, drafted).await.unwrap().title(Lang::En), "圆梦第一期");
    assert_eq!(phase::draft::Typed::suggested(db).await.unwrap().title_en, "", "nor is it English for the next one");
}

async fn villages_are_pasted_as_a_list(world: World) {
    let officer = world.officer().await;
    let township = world.township().await;
    let typed = |village: &str| place::change::TypedVillage { township: township.to_string(), village: village.into() };
    let add = async |typed| place::change::add_villages(&world.store, officer, &typed, &world.form(), world.now).await;
    assert_eq!(add(typed("柳树湾村\r\n 东坡村 \n\n柳树湾村")).await.unwrap(), 2);
    assert_eq!(add(typed("东坡村\n上庄村")).await.unwrap(), 1, "what is there already is passed over");
    assert_eq!(refused(add(typed("")).await), [Refusal::Missing(Field::Village)]);
    assert_eq!(refused(add(typed("村")).await), [Refusal::TooShort(Field::Village, 2)]);
    assert_eq!(refused(add(typed("上\u{202E}庄")).await), [Refusal::Invisible(Field::Village)]);
    let all = place::change::villages(world.store.read(), officer).await.unwrap();
    assert_eq!(all.len(), 3);
    place::change::remove_village(&world.store, officer, all[0].id, world.now).await.unwrap();
    let again = place::change::remove_village(&world.store, officer, all[0].id, world.now).await;
    assert_eq!(refused(again), [Refusal::NotFound]);
}

async fn a_form_is_told_of_all_its_blanks_at_once(world: World) {
    let officer = world.officer().await;
    let blank = school::change::Typed { township: "999".into(), ..Default::default() };
    let no = refused(school::change::add(&world.store, officer, &blank, &world.form(), world.now).await);
    for field in [Field::SchoolCode, Field::Name, Field::AliasZh, Field::Address, Field::Contact, Field::Phone] {
        assert!(no.contains(&Refusal::Missing(field)), "{field:?}");
    }
    assert!(no.contains(&Refusal::NotAChoice(Field::Township)));
    assert!(school::change::all(world.store.read()).await.unwrap().is_empty());
}

async fn a_used_township_stays(world: World) {
    let officer = world.officer().await;
    let used = world.township().await;
    world.school_id("shagou").await;
    let removed = place::change::remove_township(&world.store, officer, used, world.now).await;
    assert_eq!(refused(removed), [Refusal::InUse]);
    let spare = added(&world, "岭底乡").await;
    place::change::remove_township(&world.store, officer, spare, world.now).await.unwrap();
}

async fn a_school_that_moves_takes_its_wishes_along(world: World) {
    let officer = world.officer().await;
    let phase = world.phase_open().await;
    let code = world.published("shagou", &typed(phase, "陈小草")).await;
    let to = added(&world, "岭底乡").await;
    let id = world.school_id("shagou").await;
    let moved = school(&to.to_string(), "shagou");
    school::change::change(&world.store, officer, id, &moved, world.now).await.unwrap();
    assert_eq!(world.row(&code).await.township_id, to);
    let twin = school::change::Typed { name: "另一所小学".into(), ..school(&to.to_string(), "first") };
    let other = school::change::change(&world.store, officer, id, &twin, world.now).await;
    assert_eq!(refused(other), [Refusal::Taken(Field::SchoolCode)]);
}

async fn a_school_and_an_organiser_are_not_overwritten_unseen(world: World) {
    let (officer, id) = (world.officer().await, world.school_id("shagou").await);
    let shown = school::change::Typed::from(&school::change::find(world.store.read(), id).await.unwrap());
    let theirs = school::change::Typed { delivery_contact: "李老师".into(), ..shown.clone() };
    school::change::change(&world.store, officer, id, &theirs, world.now).await.unwrap();
    let late = school::change::change(&world.store, officer, id, &shown, world.now).await;
    assert_eq!(refused(late), [Refusal::ChangedMeanwhile]);

    let id = world.organiser_added().await;
    let shown = organiser::change::Typed::from(&organiser::change::find(world.store.read(), id).await.unwrap());
    let theirs = organiser::change::Typed { contact: "other@example.org".into(), ..shown.clone() };
    organiser::change::change(&world.store, officer, id, &theirs, world.now).await.unwrap();
    let late = organiser::change::change(&world.store, officer, id, &shown, world.now).await;
    assert_eq!(refused(late), [Refusal::ChangedMeanwhile]);
}

async fn a_closed_school_writes_no_wishes(world: World) {
    let officer = world.officer().await;
    let phase = world.phase_drafted().await;
    let teacher = world.school("shagou").await;
    school::change::close(&world.store, officer, teacher.school(), world.now).await.unwrap();
    let form = typed(phase, "陈小草");
    let draft = async || entity::wish::draft::draft(&world.store, teacher, &form, &world.form(), world.now).await;
    assert_eq!(refused(draft().await), [Refusal::NotYours]);
    school::change::reopen(&world.store, officer, teacher.school(), world.now).await.unwrap();
    draft().await.unwrap();
}

async fn an_organiser_of_an_open_phase_keeps_its_numbers(world: World) {
    let officer = world.officer().await;
    let id = world.organiser_added().await;
    let blank = organiser::change::Typed { name_zh: "公益会".into(), ..Default::default() };
    organiser::change::change(&world.store, officer, id, &blank, world.now).await.unwrap();
    let found = organiser::change::find(world.store.read(), id).await.unwrap();
    let whole = organiser::change::Typed {
        legal_basis: "direct_gift".into(),
        qualification_no: "样例-002".into(),
        filing_no: "样例-2026-08".into(),
        contact: "office@example.org".into(),
        ..organiser::change::Typed::from(&found)
    };
    organiser::change::change(&world.store, officer, id, &whole, world.now).await.unwrap();
    world.phase_open().await;
    let no = refused(organiser::change::change(&world.store, officer, id, &blank, world.now).await);
    let fields = [Field::LegalBasis, Field::QualificationNo, Field::FilingNo, Field::OrganiserContact];
    assert_eq!(no, fields.map(Refusal::Missing));
    assert_eq!(organiser::change::find(world.store.read(), id).await.unwrap().filing_no, "样例-2026-08");
}
