//! What is printed: each school's own, nobody named; and the jobs that make everything in one go.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use entity::{
    Error, Field, Lang, Refusal, account,
    actor::Receiver,
    child::erase,
    claim,
    handout::{
        problem::{self, Choice, Kind, choose},
        receipt,
    },
    id::PrintJobId,
    journal,
    paper::{
        self,
        job::{self, State, work},
    },
    wish::Status,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use crate::{
    gifts::Gift,
    world::{World, refused},
};

on_both!(
    a_school_prints_what_is_promised_and_not_handed_out,
    what_the_hub_received_is_still_to_be_packed,
    a_gift_whose_problem_is_settled_lies_where_it_was,
    a_job_is_done_once_and_its_file_has_its_day,
    what_a_file_holds_is_written_down,
    a_lost_worker_is_replaced_and_three_losses_are_a_failure,
    what_a_busy_database_stopped_is_made_anew_in_a_while,
    the_rosters_need_a_reason_and_stay_with_who_gave_it,
    what_cannot_be_printed_is_refused,
    a_roster_goes_with_a_child_that_is_erased,
);

async fn a_school_prints_what_is_promised_and_not_handed_out(world: World) {
    for state in claim::State::ALL {
        world.promised("shagou", "lin", state).await;
    }
    world.wish_at("shagou", Status::Open).await;
    world.promised("xishe", "lin", claim::State::Shipped).await;
    let (phase, school) = (world.phase().await, world.school_id("shagou").await);
    let own = world.signed_in_school("shagou").await.receiver().unwrap();
    let papers = paper::of_school(world.store.read(), own, phase, school).await.unwrap();
    assert_eq!(papers.lines.len(), 3, "confirmed, shipped, received");
    assert_eq!(papers.lines.iter().filter(|line| line.is_here).count(), 1);
    let other = world.signed_in_school("xishe").await.receiver().unwrap();
    assert_eq!(refused(paper::of_school(world.store.read(), other, phase, school).await), [Refusal::NotFound]);
    let office = world.signed_in_officer().await.receiver().unwrap();
    assert_eq!(paper::of_school(world.store.read(), office, phase, school).await.unwrap().lines.len(), 3);
    let waiting = paper::schools(world.store.read(), world.officer().await, phase).await.unwrap();
    let told: Vec<_> =
        waiting.iter().map(|one| (one.school.code.as_str(), one.not_sent(), one.sent, one.here)).collect();
    assert_eq!(told, [("shagou", 1, 1, 1), ("xishe", 0, 1, 0)]);
    assert_eq!(papers.lines.iter().filter(|line| line.is_sent).count(), 1);
    assert_eq!(waiting.iter().map(paper::Waiting::to_pack).collect::<Vec<_>>(), [2, 1]);
}

async fn what_the_hub_received_is_still_to_be_packed(world: World) {
    let [own, hub] = [
        world.promised("shagou", "lin", claim::State::Received).await,
        world.promised("shagou", "lin", claim::State::Received).await,
    ];
    let officer = world.officer().await;
    let by_hub =
        receipt::ActiveModel { claim_id: Set(hub.claim), received_by: Set(officer.account()), ..Default::default() };
    by_hub.update(world.store.writer()).await.unwrap();
    let (db, phase, school) = (world.store.read(), world.phase().await, world.school_id("shagou").await);
    let receiver = world.signed_in_officer().await.receiver().unwrap();
    let papers = paper::of_school(db, receiver, phase, school).await.unwrap();
    assert_eq!(papers.lines.iter().filter(|line| line.is_here).count(), 2);
    let at_school: Vec<_> = papers.lines.iter().filter(|line| line.is_at_school).map(|line| &line.code).collect();
    assert_eq!(at_school, [&own.code], "the other one lies at the hub");
    let waiting = paper::schools(db, officer, phase).await.unwrap();
    assert_eq!((waiting[0].here, waiting[0].at_school, waiting[0].to_pack()), (2, 1, 1));
}

/// This receiver notes a problem, and the office chooses about it. `pass_to`: the code of who gets the gift instead.
async fn settled(world: &World, receiver: Receiver, gift: &Gift, choice: Choice, pass_to: &str) {
    let typed = problem::Typed { kind: Kind::Wrong.key().to_owned(), remark: String::new() };
    let noted = problem::note(&world.store, receiver, gift.code.as_str(), &typed, &world.form(), world.now).await;
    let typed = choose::Typed {
        choice: choice.key().to_owned(),
        remark: "谢谢您，已和学校商量".to_owned(),
        pass_to: pass_to.to_owned(),
    };
    let officer = world.officer().await;
    choose::choose(&world.store, officer, noted.unwrap(), &typed, &world.form(), world.now).await.unwrap();
}

async fn a_gift_whose_problem_is_settled_lies_where_it_was(world: World) {
    let school = world.signed_in_school("shagou").await.receiver().unwrap();
    let hub = world.signed_in_officer().await.receiver().unwrap();
    let promised = async |state| world.promised("shagou", "lin", state).await;
    // Noted at the school before it was received; and at the hub.
    let at_school = promised(claim::State::Shipped).await;
    settled(&world, school, &at_school, Choice::Substitute, "").await;
    settled(&world, hub, &promised(claim::State::Shipped).await, Choice::Substitute, "").await;
    // Received by the school, which then rings up the office.
    let passed_on = promised(claim::State::Received).await;
    let (_, need) = world.wish_at("shagou", Status::Open).await;
    settled(&world, hub, &passed_on, Choice::PassOn, need.as_str()).await;
    // Received at the hub, and found to be wrong at the school.
    let brought = promised(claim::State::Received).await;
    let by_hub =
        receipt::ActiveModel { claim_id: Set(brought.claim), received_by: Set(hub.account()), ..Default::default() };
    by_hub.update(world.store.writer()).await.unwrap();
    settled(&world, school, &brought, Choice::Substitute, "").await;
    let (db, phase) = (world.store.read(), world.phase().await);
    let papers = paper::of_school(db, hub, phase, world.school_id("shagou").await).await.unwrap();
    let there = papers.lines.iter().filter(|line| line.is_at_school).map(|line| &line.code);
    assert_eq!(there.collect::<BTreeSet<_>>(), BTreeSet::from([&at_school.code, &need, &brought.code]));
    let waiting = paper::schools(db, world.officer().await, phase).await.unwrap();
    assert_eq!((waiting[0].here, waiting[0].to_pack()), (4, 1), "what lies at the hub");
}

async fn ask(world: &World, school: &str, reason: &str) -> Result<PrintJobId, Error> {
    let typed = job::Typed { school: school.to_owned(), reason: reason.to_owned() };
    let (officer, phase) = (world.officer().await, world.phase().await);
    job::ask(&world.store, officer, phase, &typed, Lang::Zh, &world.form(), world.now).await
}

async fn one(world: &World, id: PrintJobId) -> job::Model {
    job::one(world.store.read(), world.officer().await, id).await.unwrap()
}

async fn a_job_is_done_once_and_its_file_has_its_day(mut world: World) {
    world.promised("shagou", "lin", claim::State::Shipped).await;
    let id = ask(&world, "", "").await.unwrap();
    let other = world.another_process().await;
    let (left, right) = tokio::join!(work::begin(&world.store, world.now), work::begin(&other, world.now));
    let leased: Vec<_> = [left.unwrap(), right.unwrap()].into_iter().flatten().map(|job| job.id).collect();
    assert_eq!(leased, [id], "one of two workers has it");
    work::progress(&world.store, id, 1, 3, world.now).await.unwrap();
    let under_way = one(&world, id).await;
    assert_eq!((under_way.state, under_way.done, under_way.total), (State::Working, 1, 3));
    assert_eq!(refused(job::fetch(&world.store, world.officer().await, id, world.now).await), [Refusal::NotFound]);
    work::finish(&world.store, id, "file", world.now).await.unwrap();
    let done = job::fetch(&world.store, world.officer().await, id, world.now).await.unwrap();
    assert_eq!((done.state, done.file.as_deref()), (State::Done, Some("file")));
    assert_eq!(world.acts().await, ["papers_asked", "papers_fetched"]);

    world.later(job::KEPT);
    assert!(work::expired(world.store.read(), world.now).await.unwrap().is_empty());
    world.later(TimeDelta::seconds(1));
    let expired = work::expired(world.store.read(), world.now).await.unwrap();
    assert_eq!(expired.iter().map(|job| job.id).collect::<Vec<_>>(), [id]);
    work::gone(&world.store, id).await.unwrap();
    assert_eq!((one(&world, id).await.state, one(&world, id).await.file), (State::Gone, None));
    assert!(work::expired(world.store.read(), world.now).await.unwrap().is_empty());
}

async fn what_a_file_holds_is_written_down(world: World) {
    world.promised("shagou", "lin", claim::State::Shipped).await;
    let id = ask(&world, "", "delivery").await.unwrap();
    let job = one(&world, id).await;
    assert_eq!((job.papers, job.rosters, job.without_roster()), (0, 0, vec![]));
    work::begin(&world.store, world.now).await.unwrap();
    work::pack(&world.store, id, 7, 1, &["西社小学", "其他小学"]).await.unwrap();
    work::finish(&world.store, id, "file", world.now).await.unwrap();
    let job = one(&world, id).await;
    let without = vec!["西社小学".to_owned(), "其他小学".to_owned()];
    assert_eq!((job.papers, job.rosters, job.without_roster()), (7, 1, without));
}

async fn a_lost_worker_is_replaced_and_three_losses_are_a_failure(mut world: World) {
    world.promised("shagou", "lin", claim::State::Shipped).await;
    let id = ask(&world, "", "").await.unwrap();
    for _ in 0..3 {
        assert_eq!(work::begin(&world.store, world.now).await.unwrap().map(|job| job.id), Some(id));
        assert_eq!(work::begin(&world.store, world.now).await.unwrap(), None, "it is leased");
        world.later(TimeDelta::minutes(6));
    }
    assert_eq!(work::begin(&world.store, world.now).await.unwrap(), None);
    assert_eq!(one(&world, id).await.state, State::Failed);
}

async fn what_a_busy_database_stopped_is_made_anew_in_a_while(mut world: World) {
    world.promised("shagou", "lin", claim::State::Shipped).await;
    let id = ask(&world, "", "").await.unwrap();
    work::begin(&world.store, world.now).await.unwrap();
    work::put_off(&world.store, id, world.now).await.unwrap();
    assert_eq!(work::begin(&world.store, world.now).await.unwrap(), None, "not at once");
    world.later(TimeDelta::seconds(21));
    assert_eq!(work::begin(&world.store, world.now).await.unwrap().map(|job| job.id), Some(id));
}

async fn the_rosters_need_a_reason_and_stay_with_who_gave_it(world: World) {
    world.here_for("shagou", "陈小草", "lin").await;
    let school = world.school_id("shagou").await;
    let without = ask(&world, "", "").await.unwrap();
    let job = work::begin(&world.store, world.now).await.unwrap().unwrap();
    assert_eq!(
        refused(work::roster(&world.store, &job, school, world.now).await.map(|_| ())),
        [Refusal::ReasonMissing]
    );
    work::finish(&world.store, without, "a", world.now).await.unwrap();

    let id = ask(&world, &school.to_string(), "delivery").await.unwrap();
    let job = work::begin(&world.store, world.now).await.unwrap().unwrap();
    let roster = work::roster(&world.store, &job, school, world.now).await.unwrap();
    assert_eq!(roster.lines[0].child.as_deref(), Some("陈小草"));
    let entry = journal::latest(world.store.read(), None, None, 1).await.unwrap().pop().unwrap();
    assert_eq!((entry.act.as_str(), entry.detail.as_str()), ("roster_printed", "5 delivery 1"));
    assert_eq!(entry.account_id, Some(world.officer().await.account()), "in the name of who asked");
    work::finish(&world.store, id, "b", world.now).await.unwrap();
    let other = world.admin().await.officer();
    assert_eq!(refused(job::fetch(&world.store, other, id, world.now).await), [Refusal::NotFound]);
    job::fetch(&world.store, other, without, world.now).await.unwrap();
    job::fetch(&world.store, world.officer().await, id, world.now).await.unwrap();

    let id = ask(&world, "", "delivery").await.unwrap();
    let row = account::ActiveModel {
        id: Set(world.officer().await.account()),
        disabled_at: Set(Some(world.now)),
        ..Default::default()
    };
    row.update(world.store.writer()).await.unwrap();
    let job = work::begin(&world.store, world.now).await.unwrap().unwrap();
    assert_eq!(job.id, id);
    assert_eq!(refused(work::roster(&world.store, &job, school, world.now).await.map(|_| ())), [Refusal::NotYours]);
}

async fn what_cannot_be_printed_is_refused(world: World) {
    world.wish_at("shagou", Status::Open).await;
    assert_eq!(refused(ask(&world, "", "").await), [Refusal::NothingToPrint]);
    world.promised("shagou", "lin", claim::State::Confirmed).await;
    let empty = world.school_id("xishe").await.to_string();
    for school in [empty.as_str(), "x", "999999"] {
        assert_eq!(refused(ask(&world, school, "").await), [Refusal::NotAChoice(Field::School)], "{school}");
    }
    let both = [Refusal::NotAChoice(Field::School), Refusal::NotAChoice(Field::Reason)];
    assert_eq!(refused(ask(&world, "x", "curiosity").await), both);
    let form = world.form();
    let typed = job::Typed::default();
    let (officer, phase) = (world.officer().await, world.phase().await);
    let ask = async || job::ask(&world.store, officer, phase, &typed, Lang::Zh, &form, world.now).await.unwrap();
    assert_eq!(ask().await, ask().await, "the same form again has the same answer");
}

async fn a_roster_goes_with_a_child_that_is_erased(world: World) {
    let gift = world.here_for("shagou", "陈小草", "lin").await;
    world.promised("xishe", "lin", claim::State::Received).await;
    let elsewhere = world.school_id("xishe").await.to_string();
    let mut ids = Vec::new();
    for (school, reason) in [("", "delivery"), ("", ""), (elsewhere.as_str(), "delivery")] {
        let id = ask(&world, school, reason).await.unwrap();
        work::begin(&world.store, world.now).await.unwrap();
        work::finish(&world.store, id, "file", world.now).await.unwrap();
        ids.push(id);
    }
    let (officer, sure) = (world.officer().await, erase::Typed { sure: "yes".to_owned() });
    erase::erase(&world.store, officer, &gift.code, &sure, &world.form(), world.now).await.unwrap();
    let fetch = async |id| job::fetch(&world.store, officer, id, world.now).await.map(|job| job.id);
    assert_eq!(refused(fetch(ids[0]).await), [Refusal::NotFound]);
    assert_eq!((fetch(ids[1]).await.unwrap(), fetch(ids[2]).await.unwrap()), (ids[1], ids[2]), "these name others");
    let expired = work::expired(world.store.read(), world.now).await.unwrap();
    assert_eq!(expired.iter().map(|job| job.id).collect::<Vec<_>>(), [ids[0]], "the worker deletes its file");
}
