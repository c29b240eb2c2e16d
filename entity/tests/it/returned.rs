//! A wish that comes again: why it was sent back, and what the school has changed since.

use entity::{
    Code, Field,
    child::erase,
    wish::{
        draft::{self, Typed},
        returned::Returned,
        review, submit,
    },
};

use crate::{world::World, written::typed};

on_both!(
    what_a_school_mends_of_a_returned_wish_is_kept_by_name,
    a_name_put_right_leaves_the_consent_as_it_was,
    a_wish_that_is_sent_back_again_begins_anew,
    the_reason_goes_with_the_childs_record,
);

async fn send_back(world: &World, code: &Code, reason: &str) {
    let typed = review::Typed { reason: reason.to_owned() };
    review::send_back(&world.store, world.officer().await, code, &typed, &world.form(), world.now).await.unwrap();
}

async fn change(world: &World, code: &Code, form: &Typed) {
    let school = world.school("shagou").await;
    draft::change(&world.store, school, code, form, &world.form(), world.now).await.unwrap();
}

async fn submit_again(world: &World, code: &Code) {
    submit::submit(&world.store, world.school("shagou").await, code, &world.form(), world.now).await.unwrap();
}

/// What the office is told of it.
async fn told(world: &World, code: &Code) -> Option<Returned> {
    review::of(world.store.read(), world.officer().await, code).await.unwrap().wish.returned()
}

fn returned(world: &World, reason: &str, changed: &[Field]) -> Returned {
    Returned { at: world.now, reason: reason.to_owned(), changed: changed.to_vec() }
}

async fn what_a_school_mends_of_a_returned_wish_is_kept_by_name(world: World) {
    let form = typed(world.phase_drafted().await, "陈小草");
    let code = world.drafted("shagou", &form).await;
    change(&world, &code, &Typed { item: "书包".to_owned(), ..form.clone() }).await;
    submit_again(&world, &code).await;
    assert_eq!(told(&world, &code).await, None, "it never was sent back");
    send_back(&world, &code, "请写明颜色").await;
    submit_again(&world, &code).await;
    assert_eq!(told(&world, &code).await, Some(returned(&world, "请写明颜色", &[])), "it came back as it was");

    send_back(&world, &code, "请写明颜色").await;
    let first = Typed { item: "书包".to_owned(), specification: "红色，防水".to_owned(), ..form };
    for _ in 0..2 {
        change(&world, &code, &first).await;
        assert_eq!(told(&world, &code).await, Some(returned(&world, "请写明颜色", &[Field::Specification])));
    }
    let second = Typed { guardian: "监护人乙".to_owned(), consent_card: "on".to_owned(), ..first };
    change(&world, &code, &second).await;
    submit_again(&world, &code).await;
    let mended = [Field::Specification, Field::Guardian, Field::ConsentGoods];
    assert_eq!(told(&world, &code).await, Some(returned(&world, "请写明颜色", &mended)));
    let kept = world.row(&code).await.mended.unwrap();
    assert!(!kept.contains("监护人乙"), "only the names of the fields are kept: {kept}");
}

async fn a_name_put_right_leaves_the_consent_as_it_was(world: World) {
    let form = typed(world.phase_drafted().await, "陈小草");
    let code = world.submitted("shagou", &form).await;
    send_back(&world, &code, "请核对姓名").await;
    let first = world.row(&code).await.consent_id;
    let renamed = Typed { child_name: "陈晓草".to_owned(), ..form };
    change(&world, &code, &renamed).await;
    assert_ne!(world.row(&code).await.consent_id, first, "the child is registered anew, and its consent with it");
    assert_eq!(told(&world, &code).await, Some(returned(&world, "请核对姓名", &[Field::ChildName])));
    change(&world, &code, &Typed { given_on: "2026-11-02".to_owned(), ..renamed }).await;
    let mended = [Field::ChildName, Field::ConsentGoods];
    assert_eq!(told(&world, &code).await, Some(returned(&world, "请核对姓名", &mended)));
}

async fn a_wish_that_is_sent_back_again_begins_anew(world: World) {
    let form = typed(world.phase_drafted().await, "陈小草");
    let code = world.submitted("shagou", &form).await;
    send_back(&world, &code, "请写明颜色").await;
    change(&world, &code, &Typed { price: "80".to_owned(), ..form }).await;
    submit_again(&world, &code).await;
    send_back(&world, &code, "请写明尺寸").await;
    assert_eq!(told(&world, &code).await, Some(returned(&world, "请写明尺寸", &[])));
}

async fn the_reason_goes_with_the_childs_record(world: World) {
    let code = world.submitted("shagou", &typed(world.phase_drafted().await, "陈小草")).await;
    send_back(&world, &code, "陈小草的尺码不对").await;
    submit_again(&world, &code).await;
    let sure = erase::Typed { sure: "yes".to_owned() };
    let officer = world.officer().await;
    erase::erase(&world.store, officer, &code, &sure, &world.form(), world.now).await.unwrap();
    assert_eq!((world.row(&code).await.returned_for, told(&world, &code).await), (None, None));
}
