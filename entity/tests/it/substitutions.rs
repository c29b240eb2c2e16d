//! A donor's question to the school: one at a time, answered by yes or no.

use entity::{
    Field, Refusal,
    claim::{State, release},
    id::SubstitutionId,
    outbox::Letter,
    substitution::{answer, ask},
};

use crate::world::{World, refused};

on_both!(
    a_question_goes_to_the_school_and_its_answer_to_the_donor,
    one_question_at_a_time,
    an_answer_is_yes_or_no_and_said_once,
    a_question_about_a_gift_given_back_is_nobodys_work,
);

fn question(text: &str) -> ask::Typed {
    ask::Typed { question: text.into() }
}

fn say(answer: &str, remark: &str) -> answer::Typed {
    answer::Typed { answer: answer.into(), remark: remark.into() }
}

async fn a_question_goes_to_the_school_and_its_answer_to_the_donor(world: World) {
    let (lin, school) = (world.donor("lin").await, world.school("shagou").await);
    let (wish, _) = world.claim_with("shagou", lin, State::Confirmed).await;
    let typed = question("蓝色没有了，红色可以吗？");
    ask::ask(&world.store, lin, &wish.code, &typed, &world.form(), world.now).await.unwrap();
    let letters = world.letters_to("teacher-shagou@example.org").await;
    assert!(matches!(&letters[..], [Letter::SubstitutionAsked { code, .. }] if *code == wish.code));

    let open = answer::open(world.store.read(), school.school()).await.unwrap();
    assert_eq!((open.len(), open[0].question.as_str()), (1, "蓝色没有了，红色可以吗？"));
    let typed = say("yes", "红色也好看");
    answer::answer(&world.store, school, open[0].id, &typed, &world.form(), world.now).await.unwrap();
    assert!(answer::open(world.store.read(), school.school()).await.unwrap().is_empty());
    let letters = world.letters_to("lin@example.org").await;
    assert!(matches!(&letters[..], [Letter::SubstitutionAnswered { yes: true, remark, .. }] if remark == "红色也好看"));
}

async fn one_question_at_a_time(world: World) {
    let (lin, school) = (world.donor("lin").await, world.school("shagou").await);
    let (wish, _) = world.claim_with("shagou", lin, State::Confirmed).await;
    let ask =
        async |text: &str| ask::ask(&world.store, lin, &wish.code, &question(text), &world.form(), world.now).await;
    assert_eq!(refused(ask(" ").await), [Refusal::Missing(Field::Question)]);
    ask("红色可以吗？").await.unwrap();
    assert_eq!(refused(ask("绿色呢？").await), [Refusal::QuestionOpen]);
    let open = answer::open(world.store.read(), school.school()).await.unwrap();
    answer::answer(&world.store, school, open[0].id, &say("no", ""), &world.form(), world.now).await.unwrap();
    ask("绿色呢？").await.unwrap();
}

async fn an_answer_is_yes_or_no_and_said_once(world: World) {
    let (lin, school) = (world.donor("lin").await, world.school("shagou").await);
    let (wish, _) = world.claim_with("shagou", lin, State::Confirmed).await;
    ask::ask(&world.store, lin, &wish.code, &question("红色可以吗？"), &world.form(), world.now).await.unwrap();
    let id = answer::open(world.store.read(), school.school()).await.unwrap()[0].id;
    let answer = async |id: SubstitutionId, typed: answer::Typed| {
        answer::answer(&world.store, school, id, &typed, &world.form(), world.now).await
    };
    assert_eq!(refused(answer(id, say("", "")).await), [Refusal::Missing(Field::Answer)]);
    assert_eq!(
        refused(answer(id, say("也许", &"长".repeat(201))).await),
        [Refusal::NotAChoice(Field::Answer), Refusal::TooLong(Field::Remark, 200)]
    );
    assert_eq!(refused(answer(SubstitutionId(999), say("yes", "")).await), [Refusal::NotFound]);
    answer(id, say("no", "")).await.unwrap();
    assert_eq!(refused(answer(id, say("yes", "")).await), [Refusal::ClaimState]);
    assert_eq!(world.letters_to("lin@example.org").await.len(), 1);
}

async fn a_question_about_a_gift_given_back_is_nobodys_work(world: World) {
    let (lin, school) = (world.donor("lin").await, world.school("shagou").await);
    let (wish, _) = world.claim_with("shagou", lin, State::Confirmed).await;
    ask::ask(&world.store, lin, &wish.code, &question("红色可以吗？"), &world.form(), world.now).await.unwrap();
    let typed = release::Typed { reason: "买不到".into() };
    release::release(&world.store, lin, &wish.code, &typed, &world.form(), world.now).await.unwrap();
    assert!(answer::open(world.store.read(), school.school()).await.unwrap().is_empty());
}
