//! A gift with a problem after the office's choice, through the router: the school's pages say what is to be done, and
//! a gift that was passed on is found under the code it was sent with.

use entity::{Code, account::Role, claim, handout::problem, id::ProblemId, wish::Status};

use crate::{
    gifts::{Gift, Promise},
    site::{Reader, TestSite},
    world::World,
};

on_both![
    a_gift_that_was_passed_on_is_found_by_all_who_have_its_old_code,
    the_school_is_told_to_keep_what_goes_back,
    an_earlier_gift_with_the_same_code_is_told_from_the_new_one,
    a_code_settled_twice_forgets_no_gift,
    a_donor_who_claims_the_wish_again_finds_the_first_gift_too,
    what_was_settled_says_what_was_done_and_what_comes_next,
    a_gift_of_the_pools_that_is_settled_has_no_donor_to_write_to,
    a_gift_of_the_pools_that_is_taken_back_went_to_no_donor,
];

async fn officer(site: &TestSite) -> Reader<'_> {
    site.sign_in_as(site.world.account("officer", Role::Office, None).await).await
}

async fn teacher(site: &TestSite) -> Reader<'_> {
    site.sign_in_as(site.world.school("shagou").await.account()).await
}

/// A gift of lin's at the school, damaged, about which the office chose this; with the address of the problem.
async fn settled(site: &TestSite, choice: &str, pass_to: Option<&Code>) -> (Gift, String) {
    let gift = site.world.promised("shagou", "lin", claim::State::Received).await;
    let page = format!("/office/problems/{}", noted(site, &gift).await);
    let pass_to = pass_to.map(Code::as_str).unwrap_or_default();
    let fields = [("form", choice), ("choice", choice), ("pass_to", pass_to), ("remark", "谢谢您")];
    officer(site).await.submit(&page, &fields).await.has_status(303);
    (gift, page)
}

async fn noted(site: &TestSite, gift: &Gift) -> ProblemId {
    let world = &site.world;
    let school = world.signed_in_school("shagou").await.receiver().unwrap();
    let typed = problem::Typed { kind: "damaged".to_owned(), remark: String::new() };
    problem::note(&world.store, school, gift.code.as_str(), &typed, &world.form(), world.now).await.unwrap()
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
    public.has_status(200).says("2026年11月23日，以前用这个心愿码寄来的一份礼物转给了另一个孩子。");
    public.says("这个心愿还在等。");
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
    let words = [("请把吊牌换成新的心愿码", "转给了另一个孩子"), ("请先收好，不要发给孩子", "退回了爱心人士")];
    for (code, (earlier, gone)) in codes.iter().zip(words) {
        let page = school.get(&format!("/receive/{code}")).await;
        page.has_status(200).says(&format!("手上要是以前那一份，{earlier}"));
        page.says("要是新的一份，照常核对、签收、发放");
        assert!(page.body.contains("name=\"item_matches\""), "the new one is received here: {}", page.words());
        // It is promised again, and whoever has the earlier one in hand still learns that it is gone, and when.
        for reader in [&school, &site.visitor()] {
            let page = reader.get(&format!("/v/{code}")).await;
            page.says(&format!("2026年11月23日，以前用这个心愿码寄来的一份礼物{gone}。"));
            page.says("下面是后来认领的那一份走到了哪里。");
            assert!(!page.words().contains("这个心愿还在等"), "{}", page.words());
        }
    }
}

async fn a_code_settled_twice_forgets_no_gift(world: World) {
    let site = TestSite::new(world);
    let (_, new) = site.world.wish_at("shagou", Status::Open).await;
    let (gift, first) = settled(&site, "pass_on", Some(&new)).await;
    let (world, old) = (&site.world, gift.code);
    let chen = world.donor("chen").await;
    claim::take::take(&world.store, chen, std::slice::from_ref(&old), true, &world.form(), world.now).await.unwrap();
    let (school, officer) = (teacher(&site).await, officer(&site).await);
    let noted = [("form", "n"), ("kind", "wrong"), ("remark", "")];
    school.submit(&format!("/receive/{old}/problem"), &noted).await.has_status(303);
    let waits = school.get(&format!("/receive/{old}")).await;
    waits.says("有一个问题在等办公室处理：东西不对").says(&new.grouped());
    waits.says("手上要是以前那一份，请把吊牌换成新的心愿码");
    assert!(!waits.words().contains("要是新的一份"), "the new one waits: {}", waits.words());

    let list = officer.get("/office/problems").await;
    let open = list.body.split("href=\"/office/problems/").nth(1).unwrap().split('"').next().unwrap();
    let second = format!("/office/problems/{open}");
    let other = "这个心愿码的其他问题 11月23日 损坏 · 转给有同样需要的孩子";
    officer.get(&second).await.says("怎么处理").says(other);
    let fields = [("form", "r"), ("choice", "return"), ("remark", "寄回给您")];
    officer.submit(&second, &fields).await.has_status(303);

    for page in [format!("/receive/{old}"), format!("/school/wishes/{old}")] {
        let page = school.get(&page).await;
        page.says("礼物请先收好，不要发给孩子").says("手上要是以前那一份，请把吊牌换成新的心愿码");
    }
    officer.get(&second).await.says(other);
    officer.get(&first).await.says("这个心愿码的其他问题 11月23日 东西不对 · 退回爱心人士");
    let page = officer.get(&format!("/office/wishes/{old}")).await;
    page.says("损坏 · 转给有同样需要的孩子").says("东西不对 · 退回爱心人士");
    let public = site.visitor().get(&format!("/v/{old}")).await;
    public.says("转给了另一个孩子").says("退回了爱心人士").says("这个心愿还在等。");

    let lin = site.sign_in_as(world.donor("lin").await.account()).await;
    let own = lin.get(&format!("/gifts/{new}")).await;
    own.says("处理过的问题").says(&old.grouped()).says("转给了另一个有同样心愿的孩子").says("谢谢您");
    assert!(!own.words().contains("寄回给您"), "chen's is chen's: {}", own.words());
    let chen = site.sign_in_as(chen.account()).await;
    chen.get(&format!("/gifts/{old}")).await.says("东西不对 · 退还给您").says("寄回给您");
}

async fn a_donor_who_claims_the_wish_again_finds_the_first_gift_too(world: World) {
    let site = TestSite::new(world);
    let (_, new) = site.world.wish_at("shagou", Status::Open).await;
    let (gift, _) = settled(&site, "pass_on", Some(&new)).await;
    let (world, lin) = (&site.world, site.world.donor("lin").await);
    let old = std::slice::from_ref(&gift.code);
    claim::take::take(&world.store, lin, old, true, &world.form(), world.now).await.unwrap();
    let lin = site.sign_in_as(lin.account()).await;
    let page = lin.get(&format!("/gifts/{}", gift.code)).await;
    page.says("您的另一份礼物，用过同一个心愿码").says(&format!("它现在的心愿码： {}", new.grouped()));
    assert!(page.body.contains(&format!("href=\"/gifts/{new}\"")));
}

async fn what_was_settled_says_what_was_done_and_what_comes_next(world: World) {
    let site = TestSite::new(world);
    let officer = officer(&site).await;
    let (_, need) = site.world.wish_at("shagou", Status::Open).await;
    let now_of = format!("礼物现在是心愿 {} 的，算作已签收", need.grouped());
    for (choice, says, leaves) in [
        ("replace", "请爱心人士在 2026年12月7日前再寄一份", false),
        ("substitute", "学校照签领表发给孩子就好", false),
        ("pass_on", now_of.as_str(), true),
        ("return", "爱心人士会回信说寄到哪里", true),
    ] {
        let gift = site.world.promised("shagou", "lin", claim::State::Received).await;
        let page = format!("/office/problems/{}", noted(&site, &gift).await);
        let pass_to = if choice == "pass_on" { need.as_str() } else { "" };
        let fields = [("form", choice), ("choice", choice), ("pass_to", pass_to), ("remark", "您好")];
        officer.submit(&page, &fields).await.has_status(303);
        for page in ["/office/problems", &page] {
            let page = officer.get(page).await;
            page.says(says);
            assert_eq!(page.words().contains("原来的心愿重新开放了"), leaves, "{choice}: {}", page.words());
        }
    }
}

async fn a_gift_of_the_pools_that_is_settled_has_no_donor_to_write_to(world: World) {
    let site = TestSite::new(world);
    let officer = officer(&site).await;
    let pool = Promise { donor: None, state: claim::State::Received, since: site.world.now };
    let gift = site.world.promised_by("shagou", pool).await;
    let page = format!("/office/problems/{}", noted(&site, &gift).await);
    let asked = officer.get(&page).await;
    asked.says("从兜底库换一份").says("不发放，由办公室收回").says("说明（可以不写）");
    assert!(!asked.words().contains("请爱心人士") && !asked.words().contains("退回爱心人士"), "{}", asked.words());
    officer.submit(&page, &[("form", "k"), ("choice", "replace"), ("remark", "")]).await.has_status(303);
    let list = officer.get("/office/problems").await;
    list.says("由兜底库再补一份").says("信正在寄给学校。");
    assert!(!list.words().contains("信正在寄给爱心人士"), "{}", list.words());
}

async fn a_gift_of_the_pools_that_is_taken_back_went_to_no_donor(world: World) {
    let site = TestSite::new(world);
    let officer = officer(&site).await;
    let pool = Promise { donor: None, state: claim::State::Received, since: site.world.now };
    let gift = site.world.promised_by("shagou", pool).await;
    let page = format!("/office/problems/{}", noted(&site, &gift).await);
    officer.submit(&page, &[("form", "k"), ("choice", "return"), ("remark", "")]).await.has_status(303);
    let public = site.visitor().get(&format!("/v/{}", gift.code)).await;
    public.has_status(200).says("一份礼物由办公室收回了");
    assert!(!public.words().contains("退回了爱心人士"), "{}", public.words());
}
