//! A gift with a problem after the office's choice, through the router: the school's pages say what is to be done, and
//! a gift that was passed on is found under the code it was sent with.

use entity::{Code, account::Role, claim, handout::problem, wish::Status};

use crate::{
    gifts::Gift,
    site::{Reader, TestSite},
    world::World,
};

on_both![
    a_gift_that_was_passed_on_is_found_by_all_who_have_its_old_code,
    the_school_is_told_to_keep_what_goes_back,
    an_earlier_gift_with_the_same_code_is_told_from_the_new_one,
];

async fn officer(site: &TestSite) -> Reader<'_> {
    site.sign_in_as(site.world.account("officer", Role::Office, None).await).await
}

async fn teacher(site: &TestSite) -> Reader<'_> {
    site.sign_in_as(site.world.school("shagou").await.account()).await
}

/// A gift of lin's at the school, damaged, about which the office chose this; with the address of the problem.
async fn settled(site: &TestSite, choice: &str, pass_to: Option<&Code>) -> (Gift, String) {
    let world = &site.world;
    let gift = world.promised("shagou", "lin", claim::State::Received).await;
    let school = world.signed_in_school("shagou").await.receiver().unwrap();
    let typed = problem::Typed { kind: "damaged".to_owned(), remark: String::new() };
    let id = problem::note(&world.store, school, gift.code.as_str(), &typed, &world.form(), world.now).await.unwrap();
    let page = format!("/office/problems/{id}");
    let pass_to = pass_to.map(Code::as_str).unwrap_or_default();
    let fields = [("form", choice), ("choice", choice), ("pass_to", pass_to), ("remark", "谢谢您")];
    officer(site).await.submit(&page, &fields).await.has_status(303);
    (gift, page)
}

async fn a_gift_that_was_passed_on_is_found_by_all_who_have_its_old_code(world: World) {
    let site = TestSite::new(world);
    let (_, new) = site.world.wish_at("shagou", Status::Open).await;
    let (gift, problem) = settled(&site, "pass_on", Some(&new)).await;
    let old = gift.code;

    let school = teacher(&site).await;
    for page in [format!("/receive/{old}"), format!("/school/wishes/{old}")] {
        let page = school.get(&page).await;
        page.has_status(200).says("请把吊牌换成新的心愿码").says(&new.grouped());
        assert!(!page.words().contains("告诉办公室"), "there is nothing to ask: {}", page.words());
    }
    let here = school.get(&format!("/receive/{new}")).await;
    here.has_status(200).says(&format!("这份礼物是从心愿 {} 转来的", old.grouped()));

    let lin = site.sign_in_as(site.world.donor("lin").await.account()).await;
    assert_eq!(lin.get(&format!("/gifts/{old}")).await.has_status(303).location(), format!("/gifts/{new}"));
    lin.get(&format!("/gifts/{new}")).await.has_status(200);
    lin.get(&format!("/v/{old}")).await.says("打开我的这份礼物");
    let public = site.visitor().get(&format!("/v/{old}")).await;
    public.has_status(200).says("寄来的礼物转给了另一个孩子");
    assert!(!public.words().contains(&new.grouped()), "whose it is now is not public");
    assert!(!public.body.contains(new.as_str()));
    let chen = site.sign_in_as(site.world.donor("chen").await.account()).await;
    chen.get(&format!("/gifts/{old}")).await.has_status(404);

    let officer = officer(&site).await;
    officer.get(&problem).await.says(&old.grouped()).says(&format!("转给了心愿 {}", new.grouped()));
    let page = officer.get(&format!("/office/wishes/{old}")).await;
    page.says(&format!("礼物转给了心愿 {}", new.grouped()));
    assert!(!page.words().contains("还没有人认领过"));
}

async fn the_school_is_told_to_keep_what_goes_back(world: World) {
    let site = TestSite::new(world);
    let (gift, _) = settled(&site, "return", None).await;
    assert_eq!(site.world.letters_of("problem_settled").await, 1);
    let school = teacher(&site).await;
    for page in [format!("/receive/{}", gift.code), format!("/school/wishes/{}", gift.code)] {
        school.get(&page).await.has_status(200).says("退回爱心人士").says("礼物请先收好，不要发给孩子");
    }
    school.get(&format!("/receive/{}?lang=en", gift.code)).await.says("the office will tell you where it goes");
}

async fn an_earlier_gift_with_the_same_code_is_told_from_the_new_one(world: World) {
    let site = TestSite::new(world);
    let (_, new) = site.world.wish_at("shagou", Status::Open).await;
    let (passed, _) = settled(&site, "pass_on", Some(&new)).await;
    let (returned, _) = settled(&site, "return", None).await;
    let (world, codes) = (&site.world, [passed.code.clone(), returned.code.clone()]);
    let chen = world.donor("chen").await;
    claim::take::take(&world.store, chen, &codes, true, &world.form(), world.now).await.unwrap();
    let school = teacher(&site).await;
    for (code, earlier) in codes.iter().zip(["请把吊牌换成新的心愿码", "请先收好，不要发给孩子"])
    {
        let page = school.get(&format!("/receive/{code}")).await;
        page.has_status(200).says(&format!("手上要是以前那一份，{earlier}"));
        page.says("要是新的一份，照常核对、签收、发放");
        assert!(page.body.contains("name=\"item_matches\""), "the new one is received here: {}", page.words());
        let page = school.get(&format!("/v/{code}")).await;
        assert!(!page.words().contains("转给了另一个孩子"), "it is promised again: {}", page.words());
    }
}
