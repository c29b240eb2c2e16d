//! Imports: a table is judged before any of it is taken, taken whole or not at all, and taken back while nobody has
//! claimed any of it.

use std::{collections::BTreeSet, future::poll_fn, pin::pin, task::Poll};

use chrono::TimeDelta;
use entity::{
    Code, Error, Field, Refusal,
    child::{erase, look},
    id::ImportId,
    import::{
        self, State, expire,
        finding::{Finding, Kind},
        kept, list,
        read::{self, Brought},
        remap,
        sheet::{Book, Line, Sheet},
        take_in, undo,
    },
    journal, phase,
    wish::{self, Status, draft::Typed, submit},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::{
    world::{World, refused},
    written::typed,
};

on_both!(
    good_lines_become_drafts_and_the_others_are_told,
    the_same_file_is_the_same_import,
    a_child_is_found_again_in_the_school_the_phase_and_before,
    two_birthdays_of_one_child_are_told,
    what_cannot_be_of_a_child_is_told,
    public_texts_hold_no_name_of_the_table,
    columns_are_put_right_and_remembered,
    what_changed_meanwhile_stops_the_whole_import,
    two_tables_with_one_child_are_not_both_taken,
    judging_waits_for_nobody_who_writes,
    an_import_is_undone_while_nobody_has_claimed_any,
    what_was_public_is_withdrawn_with_its_import,
    an_import_belongs_to_its_school,
    a_table_nobody_came_back_to_is_forgotten,
    five_thousand_lines_are_taken_in_one_go,
    an_import_that_dies_is_taken_once_when_the_server_is_back,
    what_a_table_leaves_blank_stays,
    how_far_it_is_can_be_read_meanwhile,
    one_that_cannot_be_read_lets_the_others_pass,
    one_for_which_it_is_too_busy_lets_the_others_pass,
    a_look_into_the_table_is_counted,
    a_child_that_is_erased_is_in_no_table_that_waits,
);

const HEADINGS: &str = "姓名|性别|出生日期|年级|心愿|规格|价格|类别|监护人|同意书编号|备注";

/// A table with these lines below its headings.
fn book(lines: &[&str]) -> Book {
    let lines = [HEADINGS].into_iter().chain(lines.iter().copied());
    let cells = |line: &str| line.split('|').map(str::to_owned).collect();
    let lines = (1..).zip(lines).map(|(number, line)| Line { number, cells: cells(line) }).collect();
    Book { sheets: vec![Sheet { name: "表".to_owned(), lines }] }
}

fn line(name: &str) -> String {
    format!("{name}|女|2017-05-06|三年级|双肩书包|防水，蓝色|90|书包|家长{name}|同-{name}|")
}

async fn brought(world: &World, school: &str, phase: &phase::Model, book: Book) -> entity::Result<ImportId> {
    let digest = world.store.keys.file_digest(&serde_json::to_vec(&book).unwrap());
    let brought = Brought { name: "心愿.xlsx".to_owned(), digest, book };
    let typed = read::Typed { phase: phase.id.to_string() };
    let by = world.school(school).await.into();
    read::read(&world.store, by, brought, &typed, &world.form(), world.now).await
}

async fn ready(world: &World, phase: &phase::Model, lines: &[&str]) -> ImportId {
    brought(world, "shagou", phase, book(lines)).await.unwrap()
}

async fn drafted_phase(world: &World) -> phase::Model {
    phase::find(world.store.read(), world.phase_drafted().await).await.unwrap()
}

fn signed() -> take_in::Typed {
    take_in::Typed { given_on: "2026-11-01".to_owned(), consent_card: "yes".to_owned(), ..Default::default() }
}

async fn order(world: &World, id: ImportId) -> entity::Result<()> {
    let by = world.school("shagou").await.into();
    take_in::order(&world.store, by, id, &signed(), &world.form(), world.now).await
}

async fn take(world: &World, id: ImportId) {
    order(world, id).await.unwrap();
    assert_eq!(take_in::carry_out_next(&world.store, world.now).await.unwrap(), Some(id));
}

async fn undone(world: &World, id: ImportId) -> entity::Result<()> {
    undo::undo(&world.store, world.school("shagou").await.into(), id, &world.form(), world.now).await
}

async fn row(world: &World, id: ImportId) -> import::Model {
    list::one(world.store.writer(), world.school_id("shagou").await, id).await.unwrap()
}

async fn found(world: &World, id: ImportId) -> Vec<(u32, Kind)> {
    let findings = kept::findings(world.store.writer(), id).await.unwrap();
    findings.into_iter().map(|Finding { row, kind, .. }| (row, kind)).collect()
}

async fn wishes(world: &World) -> Vec<wish::Model> {
    wish::Entity::find().all(world.store.writer()).await.unwrap()
}

async fn good_lines_become_drafts_and_the_others_are_told(world: World) {
    let phase = drafted_phase(&world).await;
    let lines = [
        &line("甲子"),
        "乙丑|男|2017.5.6|４年级|运动鞋|35码|￥９５元|鞋|家长乙丑|同-2|喜欢跑步",
        "丙寅|女|2031-05-01|三年级|书包|蓝色|90|书包|家长丙寅|同-3|",
        "丁卯|女|2017-02-29|大班|  |蓝色|0|书包|家长丁卯||",
        "合计||||||275",
    ];
    let id = ready(&world, &phase, &lines).await;
    let import = row(&world, id).await;
    assert_eq!((import.row_count, import.good_count, import.state), (4, 2, State::Ready));
    assert_eq!(
        found(&world, id).await,
        [
            (4, Kind::FutureBirth),
            (5, Kind::Feb29),
            (5, Kind::MissingItem),
            (5, Kind::BadGrade),
            (5, Kind::PriceZero),
            (5, Kind::NoConsent)
        ]
    );
    assert!(wishes(&world).await.is_empty(), "nothing is taken yet");
    take(&world, id).await;
    assert_eq!(take_in::carry_out_next(&world.store, world.now).await.unwrap(), None);
    let import = row(&world, id).await;
    assert_eq!((import.wish_count, import.state), (2, State::Taken));
    let taken = wishes(&world).await;
    let shoes = &taken[1];
    assert_eq!(
        (shoes.item.as_str(), shoes.grade, shoes.price_fen.0, shoes.status),
        ("运动鞋", 4, 9_500, Status::Draft)
    );
    assert_eq!((shoes.category, shoes.gender), (wish::Category::Shoes, Some(wish::Gender::Boy)));
    let teacher = world.school("shagou").await;
    for wish in &taken {
        submit::submit(&world.store, teacher, &wish.code, &world.form(), world.now).await.unwrap();
    }
    assert_eq!(world.acts_on(&shoes.code).await, ["wish_drafted", "wish_submitted"]);
    assert_eq!(refused(order(&world, id).await), [Refusal::ImportState]);
    let by = teacher.into();
    let opened = kept::opened(&world.store, by, id, world.now).await;
    assert_eq!(refused(opened.map(|_| ())), [Refusal::ImportTableGone], "the table is gone with its key");
}

async fn the_same_file_is_the_same_import(world: World) {
    let phase = drafted_phase(&world).await;
    let lines = [line("甲子"), line("乙丑")];
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let id = ready(&world, &phase, &lines).await;
    assert_eq!(ready(&world, &phase, &lines).await, id);
    take(&world, id).await;
    assert_eq!(ready(&world, &phase, &lines).await, id);
    assert_eq!(wishes(&world).await.len(), 2);
    let longer = ready(&world, &phase, &[lines[0], lines[1], &line("丙寅")]).await;
    assert_ne!(longer, id);
    assert_eq!(found(&world, longer).await, [(2, Kind::DuplicateInPhase), (3, Kind::DuplicateInPhase)]);
    take(&world, longer).await;
    assert_eq!(wishes(&world).await.len(), 3);
}

async fn a_child_is_found_again_in_the_school_the_phase_and_before(world: World) {
    let phase = drafted_phase(&world).await;
    world.drafted("shagou", &typed(phase.id, "甲子")).await;
    world.drafted("other", &typed(phase.id, "乙丑")).await;
    let later = phase::draft::Typed { number: "8".to_owned(), ..world.typed_phase().await };
    let officer = world.officer().await;
    let later = phase::draft::draft(&world.store, officer, &later, &world.form(), world.now).await.unwrap();
    let later = phase::find(world.store.read(), later).await.unwrap();
    let lines = [line("甲 子"), line("乙丑"), line("丙寅"), line("丙寅")];
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let id = ready(&world, &phase, &lines).await;
    assert_eq!(
        found(&world, id).await,
        [(2, Kind::DuplicateInPhase), (3, Kind::DuplicateInPhase), (5, Kind::DuplicateChild)]
    );
    let id = ready(&world, &later, &lines).await;
    assert_eq!(found(&world, id).await, [(2, Kind::EarlierPhase), (3, Kind::EarlierPhase), (5, Kind::DuplicateChild)]);
    assert_eq!(row(&world, id).await.good_count, 3, "a child may have a wish in every phase");
}

async fn two_birthdays_of_one_child_are_told(world: World) {
    let phase = drafted_phase(&world).await;
    let known = Typed { guardian: "家长甲子".to_owned(), ..typed(phase.id, "甲子") };
    world.drafted("shagou", &known).await;
    let other = |name: &str| line(name).replace("2017-05-06", "2017-06-05");
    let id = ready(&world, &phase, &[&other("甲子"), &line("乙丑"), &other("乙丑")]).await;
    assert_eq!(found(&world, id).await, [(2, Kind::TwoBirthdays), (4, Kind::TwoBirthdays)]);
    let namesake = other("乙丑").replace("家长乙丑", "家长丙寅");
    let id = ready(&world, &phase, &[&line("乙丑"), &namesake]).await;
    assert_eq!(found(&world, id).await, [], "two children may have one name");
}

async fn what_cannot_be_of_a_child_is_told(world: World) {
    let phase = drafted_phase(&world).await;
    let mut table = book(&[
        &format!("{}1999-01-01", line("甲子")),
        &line("乙丑").replace("家长乙丑", "乙 丑"),
        &line("某😀某").replace("家长某😀某", "家长某"),
        &line("丙寅").replace("双肩书包", "🎒"),
        &format!("{}2026-10-01", line("丁卯")),
    ]);
    "同意日期".clone_into(&mut table.sheets[0].lines[0].cells[10]);
    let id = brought(&world, "shagou", &phase, table).await.unwrap();
    assert_eq!(
        found(&world, id).await,
        [(2, Kind::ConsentBeforeBirth), (3, Kind::GuardianIsChild), (4, Kind::PictureInName), (5, Kind::NoWords)]
    );
    assert_eq!(row(&world, id).await.good_count, 1);

    // What is said for all lines is held against each.
    let id = ready(&world, &phase, &[&line("戊辰")]).await;
    let early = take_in::Typed { given_on: "1999-01-01".to_owned(), ..signed() };
    let by = world.school("shagou").await.into();
    let no = take_in::order(&world.store, by, id, &early, &world.form(), world.now).await;
    assert_eq!(refused(no), [Refusal::ConsentBeforeBirth]);
    take(&world, id).await;
}

async fn public_texts_hold_no_name_of_the_table(world: World) {
    let phase = drafted_phase(&world).await;
    let named = line("甲子").replace("防水，蓝色", "给乙丑小朋友");
    let phone = line("丙寅").replace("防水，蓝色", "请联系13800138000");
    let id = ready(&world, &phase, &[&named, &line("乙丑"), &phone]).await;
    let findings = kept::findings(world.store.writer(), id).await.unwrap();
    let found: Vec<(u32, Kind, &str)> = findings.iter().map(|f| (f.row, f.kind, f.column.as_str())).collect();
    assert_eq!(found, [(2, Kind::NameInItem, "规格"), (4, Kind::PhoneInItem, "规格")]);
}

async fn columns_are_put_right_and_remembered(world: World) {
    let phase = drafted_phase(&world).await;
    let strange = |digest: &str| {
        let mut book = book(&[&line("甲子")]);
        "想要的东西".clone_into(&mut book.sheets[0].lines[0].cells[4]);
        book.sheets[0].lines[1].cells.push(digest.to_owned());
        book
    };
    let id = brought(&world, "shagou", &phase, strange("1")).await.unwrap();
    let import = row(&world, id).await;
    assert_eq!((import.good_count, import.mapping().lacks()), (0, vec![Field::Item]));
    assert_eq!(refused(order(&world, id).await), [Refusal::NothingToImport]);
    let by = world.school("shagou").await.into();
    let remap = async |typed: &remap::Typed| remap::remap(&world.store, by, id, typed, &world.form(), world.now).await;
    let typed = remap::Typed::of(import.header_row, &import.mapping());
    assert_eq!(refused(remap(&typed).await), [Refusal::Missing(Field::Item)]);
    let twice = remap::Typed { item: "0".to_owned(), ..typed.clone() };
    assert_eq!(refused(remap(&twice).await), [Refusal::ColumnTwice(Field::Item, Field::ChildName)]);
    let outside = remap::Typed { item: "99".to_owned(), ..typed.clone() };
    assert_eq!(refused(remap(&outside).await), [Refusal::NotAChoice(Field::Item)]);
    let nowhere = remap::Typed { header_row: "9".to_owned(), ..typed.clone() };
    assert_eq!(refused(remap(&nowhere).await), [Refusal::NotAChoice(Field::HeaderRow)]);
    remap(&remap::Typed { item: "4".to_owned(), ..typed }).await.unwrap();
    assert_eq!(row(&world, id).await.good_count, 1);
    let next = brought(&world, "shagou", &phase, strange("2")).await.unwrap();
    assert_eq!(row(&world, next).await.good_count, 1, "the school's word for it is known");
    let elsewhere = brought(&world, "other", &phase, strange("3")).await.unwrap();
    let elsewhere = list::one(world.store.writer(), world.school_id("other").await, elsewhere).await.unwrap();
    assert_eq!(elsewhere.good_count, 0, "and is that school's own");
}

async fn what_changed_meanwhile_stops_the_whole_import(world: World) {
    let phase = drafted_phase(&world).await;
    let id = ready(&world, &phase, &[&line("甲子"), &line("乙丑")]).await;
    order(&world, id).await.unwrap();
    world.drafted("shagou", &typed(phase.id, "乙丑")).await;
    take_in::carry_out(&world.store, id, world.now).await.unwrap();
    let import = row(&world, id).await;
    assert_eq!((import.state, import.changed_at, import.good_count), (State::Ready, Some(world.now), 1));
    assert_eq!(found(&world, id).await, [(3, Kind::DuplicateInPhase)]);
    assert_eq!(wishes(&world).await.len(), 1, "only the one that was there");
    take(&world, id).await;
    assert_eq!(wishes(&world).await.len(), 2);
}

async fn two_tables_with_one_child_are_not_both_taken(world: World) {
    let phase = drafted_phase(&world).await;
    let one = ready(&world, &phase, &[&line("甲子"), &line("乙丑")]).await;
    let other = ready(&world, &phase, &[&line("乙丑"), &line("丙寅")]).await;
    for id in [one, other] {
        order(&world, id).await.unwrap();
    }
    // Both are judged before either is written.
    let carry_out = |id| take_in::carry_out(&world.store, id, world.now);
    let (first, second) = tokio::join!(carry_out(one), carry_out(other));
    first.unwrap();
    second.unwrap();
    assert_eq!(wishes(&world).await.len(), 2, "one of them whole, none of the other");
    let imports = [row(&world, one).await, row(&world, other).await];
    let (taken, back) = if imports[0].state == State::Taken { (0, 1) } else { (1, 0) };
    assert_eq!((imports[taken].state, imports[taken].wish_count), (State::Taken, 2));
    assert_eq!((imports[back].state, imports[back].good_count), (State::Ready, 1));
    assert_eq!(imports[back].changed_at, Some(world.now));
}

async fn judging_waits_for_nobody_who_writes(world: World) {
    let phase = drafted_phase(&world).await;
    let id = ready(&world, &phase, &[&line("甲子"), &line("乙丑")]).await;
    order(&world, id).await.unwrap();
    let somebody = world.store.write().await.unwrap();
    let mut work = pin!(take_in::carry_out(&world.store, id, world.now));
    let seen = poll_fn(|context| {
        let done = work.as_mut().poll(context).is_ready();
        Poll::Ready(done || take_in::progress(&world.store, id).is_some())
    });
    assert!(seen.await, "it is at it while another writes");
    drop(somebody);
    work.await.unwrap();
    assert_eq!(row(&world, id).await.state, State::Taken);
}

async fn an_import_is_undone_while_nobody_has_claimed_any(world: World) {
    let phase = drafted_phase(&world).await;
    let id = ready(&world, &phase, &[&line("甲子"), &line("乙丑")]).await;
    take(&world, id).await;
    undone(&world, id).await.unwrap();
    assert_eq!(wishes(&world).await.len(), 0);
    assert_eq!(entity::child::Entity::find().count(world.store.writer()).await.unwrap(), 0, "nothing keeps their data");
    assert_eq!(refused(undone(&world, id).await), [Refusal::ImportState]);

    let again = ready(&world, &phase, &[&line("甲子"), &line("乙丑")]).await;
    assert_ne!(again, id, "what was undone can be imported again");
    take(&world, again).await;
    let stands = async || undo::standing(world.store.read(), again).await.unwrap();
    assert_eq!(stands().await, undo::Standing { wishes: 2, drafts: 2, is_claimed: false });
    let codes: Vec<Code> = wishes(&world).await.into_iter().map(|wish| wish.code).collect();
    let teacher = world.school("shagou").await;
    for code in &codes {
        submit::submit(&world.store, teacher, code, &world.form(), world.now).await.unwrap();
        world.approve(code).await;
    }
    world.open(phase.id).await;
    assert_eq!(stands().await, undo::Standing { wishes: 2, drafts: 0, is_claimed: false });
    let claim = world.claimed(&codes[0], "lin").await;
    assert!(stands().await.is_claimed);
    assert_eq!(refused(undone(&world, again).await), [Refusal::ImportClaimed(1)]);
    assert!(claim.0 > 0);
    assert_eq!(world.standing(&codes[1]).await, Status::Open, "nothing was undone");
}

async fn what_was_public_is_withdrawn_with_its_import(world: World) {
    let phase = drafted_phase(&world).await;
    let id = ready(&world, &phase, &[&line("甲子"), &line("乙丑"), &line("丙寅")]).await;
    take(&world, id).await;
    let codes: Vec<Code> = wishes(&world).await.into_iter().map(|wish| wish.code).collect();
    let teacher = world.school("shagou").await;
    for code in &codes[..2] {
        submit::submit(&world.store, teacher, code, &world.form(), world.now).await.unwrap();
        world.approve(code).await;
    }
    world.open(phase.id).await;
    undone(&world, id).await.unwrap();
    for code in &codes[..2] {
        assert_eq!(world.standing(code).await, Status::Withdrawn);
        assert!(world.acts_on(code).await.contains(&"wish_withdrawn".to_owned()));
    }
    assert_eq!(wishes(&world).await.len(), 2, "the draft is deleted");
    let grams = wish::search::gram::Entity::find().count(world.store.writer()).await.unwrap();
    assert_eq!(grams, 0, "nobody finds them any more");
}

async fn an_import_belongs_to_its_school(world: World) {
    let phase = drafted_phase(&world).await;
    let id = ready(&world, &phase, &[&line("甲子")]).await;
    let other = world.school("other").await.into();
    let missing = [Refusal::NotFound];
    let (store, now) = (&world.store, world.now);
    assert_eq!(refused(take_in::order(store, other, id, &signed(), &world.form(), now).await), missing);
    assert_eq!(refused(undo::undo(store, other, id, &world.form(), now).await), missing);
    assert_eq!(refused(kept::opened(store, other, id, now).await.map(|_| ())), missing);
    let typed = remap::Typed { header_row: "1".to_owned(), ..Default::default() };
    assert_eq!(refused(remap::remap(store, other, id, &typed, &world.form(), now).await), missing);
    let school = world.school_id("other").await;
    assert_eq!(refused(list::one(store.read(), school, id).await.map(|_| ())), missing);
}

async fn a_table_nobody_came_back_to_is_forgotten(mut world: World) {
    let phase = drafted_phase(&world).await;
    let id = ready(&world, &phase, &[&line("甲子")]).await;
    world.later(TimeDelta::days(29));
    assert_eq!(expire::expire(&world.store, world.now).await.unwrap(), 0);
    world.later(TimeDelta::days(2));
    assert_eq!(expire::expire(&world.store, world.now).await.unwrap(), 1);
    assert_eq!(row(&world, id).await.state, State::Expired);
    assert_eq!(refused(order(&world, id).await), [Refusal::ImportState]);
    let by = world.school("shagou").await.into();
    let opened = kept::opened(&world.store, by, id, world.now).await;
    assert_eq!(refused(opened.map(|_| ())), [Refusal::ImportTableGone]);
}

async fn five_thousand_lines_are_taken_in_one_go(world: World) {
    let phase = drafted_phase(&world).await;
    let lines: Vec<String> = (0..5_000)
        .map(|number| {
            let sign = |offset: u32| char::from_u32(0x4E00 + offset).unwrap();
            line(&format!("{}{}{}", sign(number / 100), sign(200 + number % 100), sign(400)))
        })
        .collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let id = ready(&world, &phase, &lines).await;
    assert_eq!(row(&world, id).await.good_count, 5_000);
    take(&world, id).await;
    assert_eq!(wish::Entity::find().count(world.store.writer()).await.unwrap(), 5_000);
    let links = wish::Entity::find().filter(wish::COLUMN.consent_id.is_not_null());
    assert_eq!(links.count(world.store.writer()).await.unwrap(), 5_000);
    undone(&world, id).await.unwrap();
    assert_eq!(wish::Entity::find().count(world.store.writer()).await.unwrap(), 0);
    assert_eq!(entity::child::Entity::find().count(world.store.writer()).await.unwrap(), 0);
    let deleted = journal::Entity::find().filter(journal::Column::Act.eq("wish_deleted"));
    assert_eq!(deleted.count(world.store.writer()).await.unwrap(), 5_000, "each is written down");
}

async fn an_import_that_dies_is_taken_once_when_the_server_is_back(world: World) {
    let phase = drafted_phase(&world).await;
    let sign = |offset: u32| char::from_u32(0x4E00 + offset).unwrap();
    let lines: Vec<String> = (0..300).map(|number| line(&format!("{}{}", sign(number), sign(400)))).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let id = ready(&world, &phase, &lines).await;
    order(&world, id).await.unwrap();
    let (mut steps, mut cut_short) = (1, 0);
    for _ in 0..20 {
        let dying = world.another_process().await;
        die_after(steps, Box::pin(take_in::carry_out_next(&dying, world.now))).await;
        let taken = wish::Entity::find().count(world.store.writer()).await.unwrap();
        assert!([0, 300].contains(&taken), "{taken} after {steps} steps");
        cut_short += u32::from(taken == 0);
        steps = steps * 3 / 2 + 1;
    }
    assert!(cut_short >= 5, "it died too late: {cut_short}");
    // Nobody orders it again: that it was ordered is written down.
    while take_in::carry_out_next(&world.store, world.now).await.unwrap().is_some() {}
    assert_eq!(wish::Entity::find().count(world.store.writer()).await.unwrap(), 300);
    assert_eq!((row(&world, id).await.state, row(&world, id).await.wish_count), (State::Taken, 300));
    let acts = world.acts().await;
    assert_eq!(acts.iter().filter(|act| *act == "import_taken").count(), 1);
}

/// Goes on for so many steps at most, and is dropped where it then is.
async fn die_after(steps: u32, work: impl Future) {
    let (mut work, mut left) = (pin!(work), steps);
    poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(());
        }
        left -= 1;
        work.as_mut().poll(context).map(|_| ())
    })
    .await;
}

async fn what_a_table_leaves_blank_stays(world: World) {
    let phase = drafted_phase(&world).await;
    let code = world.drafted("shagou", &typed(phase.id, "甲子")).await;
    let teacher = world.school("shagou").await;
    wish::draft::delete(&world.store, teacher, &code, world.now).await.unwrap();
    let code = world.drafted("shagou", &typed(phase.id, "甲子")).await;
    let later = phase::draft::Typed { number: "8".to_owned(), ..world.typed_phase().await };
    let officer = world.officer().await;
    let later = phase::draft::draft(&world.store, officer, &later, &world.form(), world.now).await.unwrap();
    let later = phase::find(world.store.read(), later).await.unwrap();
    let id = ready(&world, &later, &[&line("甲子").replace("家长甲子", "监护人乙")]).await;
    take(&world, id).await;
    let record = look::by_school(&world.store, teacher, &code, world.now).await.unwrap().unwrap();
    assert_eq!((record.guardian.as_str(), record.household.as_str()), ("监护人乙", "沙沟 甲子 户"));
}

async fn how_far_it_is_can_be_read_meanwhile(world: World) {
    let phase = drafted_phase(&world).await;
    let sign = |offset: u32| char::from_u32(0x4E00 + offset).unwrap();
    let lines: Vec<String> =
        (0..1_200).map(|number| line(&format!("{}{}", sign(number / 100), sign(200 + number % 100)))).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let id = ready(&world, &phase, &lines).await;
    order(&world, id).await.unwrap();
    let progress = || take_in::progress(&world.store, id);
    assert_eq!(progress(), None, "nobody has begun");
    let (mut work, mut seen) = (pin!(take_in::carry_out_next(&world.store, world.now)), BTreeSet::new());
    let done = poll_fn(|context| {
        let done = work.as_mut().poll(context);
        seen.extend(progress());
        done
    });
    assert_eq!(done.await.unwrap(), Some(id));
    assert!(seen.is_superset(&BTreeSet::from([0, 500, 1_000])), "{seen:?}");
    assert_eq!(progress(), None, "it is done");
}

async fn one_that_cannot_be_read_lets_the_others_pass(world: World) {
    let phase = drafted_phase(&world).await;
    let broken = ready(&world, &phase, &[&line("甲子")]).await;
    order(&world, broken).await.unwrap();
    let sql = format!(
        "UPDATE import_sheet SET cells = (SELECT wrapped FROM import_key WHERE import_id = {broken}) \
         WHERE import_id = {broken}"
    );
    world.store.writer().execute_unprepared(&sql).await.unwrap();
    let whole = brought(&world, "other", &phase, book(&[&line("乙丑")])).await.unwrap();
    let by = world.school("other").await.into();
    take_in::order(&world.store, by, whole, &signed(), &world.form(), world.now).await.unwrap();
    let next = async || take_in::carry_out_next(&world.store, world.now).await;
    assert_eq!(next().await.unwrap(), Some(whole), "though the other one is older");
    for _ in 0..4 {
        assert!(matches!(next().await, Err(Error::Db(_))));
    }
    assert_eq!(next().await.unwrap(), None, "it is not tried for ever");
    let import = row(&world, broken).await;
    assert_eq!((import.state, import.failed_at), (State::Ready, Some(world.now)));
    order(&world, broken).await.unwrap();
    assert_eq!(row(&world, broken).await.failed_at, None);
}

async fn one_for_which_it_is_too_busy_lets_the_others_pass(world: World) {
    let phase = drafted_phase(&world).await;
    let busy = ready(&world, &phase, &[&line("甲子"), &line("丙寅")]).await;
    order(&world, busy).await.unwrap();
    // Both databases name an index over an expression, and this is what a lock that cannot be had is called.
    let school = world.school_id("shagou").await;
    let index =
        format!("CREATE UNIQUE INDEX \"could not serialize\" ON wish ((school_id + 0)) WHERE school_id = {school}");
    world.store.writer().execute_unprepared(&index).await.unwrap();
    let whole = brought(&world, "other", &phase, book(&[&line("乙丑")])).await.unwrap();
    let by = world.school("other").await.into();
    take_in::order(&world.store, by, whole, &signed(), &world.form(), world.now).await.unwrap();
    let next = async || take_in::carry_out_next(&world.store, world.now).await;
    assert_eq!(next().await.unwrap(), Some(whole), "though the other one is older");
    for _ in 0..5 {
        assert!(matches!(next().await, Err(Error::Busy)));
    }
    let import = row(&world, busy).await;
    assert_eq!((import.state, import.tries), (State::Taking, 0), "it waits");
    world.store.writer().execute_unprepared("DROP INDEX \"could not serialize\"").await.unwrap();
    assert_eq!(next().await.unwrap(), Some(busy));
}

async fn a_look_into_the_table_is_counted(world: World) {
    let phase = drafted_phase(&world).await;
    let id = ready(&world, &phase, &[&line("甲子"), &line("乙丑")]).await;
    let teacher = world.school("shagou").await;
    kept::opened(&world.store, teacher.into(), id, world.now).await.unwrap();
    let looks = look::Entity::find().all(world.store.writer()).await.unwrap();
    let said: Vec<_> = looks.iter().map(|look| (look.reason, look.names, look.school_id)).collect();
    assert_eq!(said, [(look::Reason::List, 2, Some(teacher.school()))]);
}

async fn a_child_that_is_erased_is_in_no_table_that_waits(world: World) {
    let phase = drafted_phase(&world).await;
    let code = world.drafted("shagou", &typed(phase.id, "甲子")).await;
    let id = ready(&world, &phase, &[&line("乙丑")]).await;
    let elsewhere = brought(&world, "other", &phase, book(&[&line("丙寅")])).await.unwrap();
    let sure = erase::Typed { sure: "yes".to_owned() };
    erase::erase(&world.store, world.officer().await, &code, &sure, &world.form(), world.now).await.unwrap();
    assert_eq!(row(&world, id).await.state, State::Expired);
    let by = world.school("shagou").await.into();
    let opened = kept::opened(&world.store, by, id, world.now).await;
    assert_eq!(refused(opened.map(|_| ())), [Refusal::ImportTableGone]);
    let elsewhere = list::one(world.store.writer(), world.school_id("other").await, elsewhere).await.unwrap();
    assert_eq!(elsewhere.state, State::Ready, "another school's");
}
