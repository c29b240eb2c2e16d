//! The office's pages for what goes wrong or waits: problems, notes, the pool, letters, the journal.

use chrono::TimeDelta;
use entity::{
    Lang,
    account::{Role, create},
    claim,
    handout::problem,
    substitution::ask,
    wish::Status,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};

use crate::{
    gifts::Gift,
    site::{Reader, TestSite},
    world::World,
};

on_both![
    a_problem_is_settled_and_its_donor_told,
    after_claiming_has_ended_what_comes_back_waits_for_the_pool,
    the_wish_of_a_child_who_moved_is_said_to_be_withdrawn,
    a_wish_is_withdrawn_only_while_that_can_be_done,
    a_gift_is_passed_on_from_the_list_of_needs,
    notes_are_read_one_after_the_other,
    the_pool_fills_a_wish_after_claiming_has_ended,
    what_is_stuck_says_whom_it_waits_on,
    what_waits_longest_comes_first_and_leads_to_its_school,
    a_dead_letter_is_shown_with_its_reason_and_sent_again,
    the_journal_is_searched_and_verified,
    empty_desks_say_so,
    only_the_office_comes_to_the_offices_pages,
];

async fn officer(site: &TestSite) -> Reader<'_> {
    site.sign_in_as(site.world.account("officer", Role::Office, None).await).await
}

async fn noted(site: &TestSite, gift: &Gift) -> entity::id::ProblemId {
    noted_as(site, gift, "damaged").await
}

async fn noted_as(site: &TestSite, gift: &Gift, kind: &str) -> entity::id::ProblemId {
    let school = site.world.signed_in_school("shagou").await.receiver().unwrap();
    let typed = problem::Typed { kind: kind.to_owned(), remark: "拉链坏了".to_owned() };
    let world = &site.world;
    problem::note(&world.store, school, gift.code.as_str(), &typed, &world.form(), world.now).await.unwrap()
}

async fn a_problem_is_settled_and_its_donor_told(world: World) {
    let site = TestSite::new(world);
    let gift = site.world.promised("shagou", "lin", claim::State::Received).await;
    let id = noted(&site, &gift).await;
    let officer = officer(&site).await;
    officer.get("/office/problems").await.says("双肩书包 · 损坏").says("shagou小学");
    let page = format!("/office/problems/{id}");
    officer.get(&page).await.says("拉链坏了").says("已签收");
    let answer = officer.submit(&page, &[("form", "k"), ("choice", "return"), ("remark", "")]).await;
    answer.has_status(422).says("请填写说明");
    let fields = [("form", "k"), ("choice", "return"), ("remark", "拉链坏了，寄回给您")];
    for _ in 0..2 {
        officer.submit(&page, &fields).await.has_status(303);
    }
    let list = officer.get("/office/problems").await;
    list.says("已处理：双肩书包（").says(&gift.code.grouped()).says("，退回爱心人士。认领结束了。");
    list.says("原来的心愿重新开放了，等人认领。信正在寄给爱心人士和学校。");
    list.says("没有等着处理的问题").says("已处理的问题 双肩书包 · 损坏").says("2026年11月23日 已处理：退回爱心人士。");
    assert!(list.body.contains(&format!("href=\"{page}\"")), "{}", list.body);
    let settled = officer.get(&page).await;
    settled.has_status(200).says("2026年11月23日 已处理：退回爱心人士。").says("写给爱心人士的话 拉链坏了，寄回给您");
    settled.says("爱心人士会回信说寄到哪里").says("原来的心愿重新开放了，等人认领。");
    assert!(!settled.words().contains("礼物在哪里"), "the wish's state of today says nothing of it");
    assert!(settled.value_of("choice").is_none());
    let late = [("form", "another"), ("choice", "return"), ("remark", "我也来")];
    officer.submit(&page, &late).await.has_status(409).says("已处理：退回爱心人士");
    officer.get("/office/problems/999999").await.has_status(404);
    assert_eq!(site.world.letters_of("problem_choice").await, 1);
    assert_eq!(site.world.wish(gift.wish).await.status, Status::Open);
}

async fn after_claiming_has_ended_what_comes_back_waits_for_the_pool(world: World) {
    let mut site = TestSite::new(world);
    let gift = site.world.promised("shagou", "lin", claim::State::Received).await;
    let (on_its_way, id) =
        (site.world.promised("shagou", "chen", claim::State::Confirmed).await, noted(&site, &gift).await);
    let (problem, wish) = (format!("/office/problems/{id}"), format!("/office/wishes/{}", on_its_way.code));
    officer(&site).await.get(&problem).await.says("认领结束，心愿重新开放");
    officer(&site).await.get(&wish).await.says("心愿重新开放，爱心人士会在信里读到原因");
    site.later(TimeDelta::days(20));
    let after = officer(&site).await;
    after.get(&problem).await.says("认领结束，心愿等兜底库补上").says("原来的心愿等兜底库补上");
    after.get(&wish).await.says("心愿等兜底库补上，爱心人士会在信里读到原因");
    let fields = [("form", "k"), ("choice", "return"), ("remark", "寄回给您")];
    after.submit(&problem, &fields).await.has_status(303);
    for page in ["/office/problems", &problem] {
        let page = after.get(page).await;
        page.says("认领已经结束，原来的心愿等兜底库补上。");
        assert!(!page.words().contains("重新开放"), "{}", page.words());
    }
}

async fn the_wish_of_a_child_who_moved_is_said_to_be_withdrawn(world: World) {
    let site = TestSite::new(world);
    let gift = site.world.promised("shagou", "lin", claim::State::Received).await;
    let id = noted_as(&site, &gift, "child_moved").await;
    let page = officer(&site).await.get(&format!("/office/problems/{id}")).await;
    page.says("孩子转学了，心愿就撤回").says("孩子转学了，原来的心愿就撤回").says("转给有同样需要的孩子时必选");
    assert!(!page.words().contains("重新开放"), "{}", page.words());
}

async fn a_wish_is_withdrawn_only_while_that_can_be_done(world: World) {
    use claim::State::{Confirmed, Fulfilled, Received};
    let site = TestSite::new(world);
    let officer = officer(&site).await;
    for (state, can) in [(Confirmed, true), (Received, false), (Fulfilled, false)] {
        let gift = site.world.promised("shagou", "lin", state).await;
        let page = officer.get(&format!("/office/wishes/{}", gift.code)).await;
        let form = format!("action=\"/office/wishes/{}/withdraw\"", gift.code);
        assert_eq!(page.has_status(200).body.contains(&form), can, "{state:?}");
    }
}

async fn a_gift_is_passed_on_from_the_list_of_needs(world: World) {
    let site = TestSite::new(world);
    let gift = site.world.promised("shagou", "lin", claim::State::Received).await;
    let (need, code) = site.world.wish_at("shagou", Status::Open).await;
    let id = noted(&site, &gift).await;
    let officer = officer(&site).await;
    let page = format!("/office/problems/{id}");
    officer.get(&page).await.says(&code.grouped());
    let fields = [("form", "k"), ("choice", "pass_on"), ("pass_to", ""), ("remark", "您好")];
    let answer = officer.submit(&page, &fields).await;
    answer.has_status(422).says("请选一个同类、还没人认领的心愿").says("您好");
    let fields = [("form", "k"), ("choice", "pass_on"), ("pass_to", code.as_str()), ("remark", "")];
    officer.submit(&page, &fields).await.has_status(303);
    assert_eq!(site.world.wish(need).await.status, Status::Received);
}

async fn notes_are_read_one_after_the_other(world: World) {
    let site = TestSite::new(world);
    for (donor, note) in [("lin", "好好学习"), ("chen", "加油")] {
        let gift = site.world.promised("shagou", donor, claim::State::Confirmed).await;
        let row = claim::ActiveModel {
            id: Set(gift.claim),
            note: Set(Some(note.to_owned())),
            note_state: Set(Some(claim::NoteState::Waiting)),
            ..Default::default()
        };
        row.update(site.world.store.writer()).await.unwrap();
    }
    let claims = claim::Entity::find().all(site.world.store.writer()).await.unwrap();
    let officer = officer(&site).await;
    officer.get("/office/notes").await.says("还有 2 段").says("好好学习");
    let first = format!("/office/notes/{}", claims[0].id);
    let fields = [("form", "k"), ("note", "好好学习"), ("judge", "refuse"), ("reason", "")];
    officer.submit(&first, &fields).await.has_status(422).says("请写下原因").says("好好学习");
    let fields = [("form", "k"), ("note", "好好学习"), ("judge", "approve"), ("reason", "")];
    officer.submit(&first, &fields).await.has_status(303);
    officer.get("/office/notes").await.says("还有 1 段").says("加油");
    let second = format!("/office/notes/{}", claims[1].id);
    let fields = [("form", "l"), ("note", "加油"), ("judge", "refuse"), ("reason", "请写完整一点")];
    officer.submit(&second, &fields).await.has_status(303);
    officer.get("/office/notes").await.says("没有待读的留言");
    assert_eq!(site.world.letters_of("note_refused").await, 1);
}

async fn the_pool_fills_a_wish_after_claiming_has_ended(world: World) {
    let mut site = TestSite::new(world);
    let (wish, code) = site.world.wish_at("shagou", Status::Open).await;
    officer(&site).await.get("/office/pool").await.says("现在没有要补的心愿");
    site.later(TimeDelta::days(20));
    let officer = officer(&site).await;
    let shown = officer.get("/office/pool").await;
    shown.says("双肩书包").says("shagou小学");
    for place in ["stock", "new-stock"] {
        let (way, there) = (format!("href=\"#{place}\""), format!("id=\"{place}\""));
        let at = |what: &str| shown.body.find(what);
        assert!(at(&way).is_some() && at(&way) < at(&there), "the way to what stands below them all: {place}");
    }
    let key = shown.value_of("form").unwrap();
    let fields = [("form", key.as_str()), ("code", code.as_str())];
    for _ in 0..2 {
        officer.submit("/office/pool", &fields).await.has_status(303);
    }
    assert_eq!(site.world.wish(wish).await.status, Status::Taken);
    let late = officer.submit("/office/pool", &[("form", "other"), ("code", code.as_str())]).await;
    late.has_status(409).says("刚刚被别人认领了");
}

async fn what_is_stuck_says_whom_it_waits_on(world: World) {
    let mut site = TestSite::new(world);
    let gift = site.world.promised("shagou", "lin", claim::State::Received).await;
    noted(&site, &gift).await;
    site.world.promised("huili", "lin", claim::State::Received).await;
    site.later(TimeDelta::days(9));
    let officer = officer(&site).await;
    let stuck = officer.get("/office/stuck").await;
    stuck.says("礼物的问题 1").says("等办公室 · shagou小学").says("9 天前");
    stuck.says("已签收、还没有发放的礼物 1").says("等huili小学");
}

async fn what_waits_longest_comes_first_and_leads_to_its_school(world: World) {
    let mut site = TestSite::new(world);
    site.world.promised("huili", "lin", claim::State::Received).await;
    site.later(TimeDelta::days(1));
    let asked = site.world.promised("shagou", "lin", claim::State::Confirmed).await;
    let (lin, typed) = (site.world.donor("lin").await, ask::Typed { question: "大一号可以吗？".to_owned() });
    let world = &site.world;
    ask::ask(&world.store, lin, &asked.code, &typed, &world.form(), world.now).await.unwrap();
    site.later(TimeDelta::days(8));
    let page = officer(&site).await.get("/office/stuck").await;
    let at = |what: &str| page.body.find(what);
    assert!(at("已签收、还没有发放").is_some() && at("已签收、还没有发放") < at("爱心人士的问题"), "{}", page.words());
    let (huili, shagou) = (site.world.school_id("huili").await, site.world.school_id("shagou").await);
    for way in [format!("/office/wishes?status=received&amp;school={huili}"), format!("/office/schools/{shagou}")] {
        assert!(page.body.contains(&format!("href=\"{way}\"")), "{way}: {}", page.body);
    }
}

async fn a_dead_letter_is_shown_with_its_reason_and_sent_again(world: World) {
    use entity::outbox::{self, State, work};
    let site = TestSite::new(world);
    let lin = site.world.donor("lin").await.account();
    let row = outbox::ActiveModel {
        kind: Set("handed_out".to_owned()),
        recipient: Set("old@example.org".to_owned()),
        account_id: Set(Some(lin)),
        lang: Set(Lang::Zh),
        letter: Set("{}".to_owned()),
        message_id: Set(site.world.store.dice.id()),
        state: Set(State::Dead),
        due_at: Set(site.world.now),
        tries: Set(16),
        last_error: Set(Some("550 <no> such user".to_owned())),
        created_at: Set(site.world.now),
        ..Default::default()
    };
    let id = row.insert(site.world.store.writer()).await.unwrap().id;
    let officer = officer(&site).await;
    let shown = officer.get("/office/letters").await;
    shown.says("old@example.org").says("已发到孩子手里").says("试了 16 次");
    assert!(shown.body.contains("550 &lt;no&gt; such user"));
    for _ in 0..2 {
        officer.submit(&format!("/office/letters/{id}"), &[]).await.has_status(303);
    }
    officer.get("/office/letters").await.says("信都寄到了");
    let leased = work::lease(&site.world.store, 1, site.world.now).await.unwrap();
    assert_eq!(leased[0].recipient, "lin@example.org", "to the address that the donor has now");
    work::failed(&site.world.store, &leased[0], "connection <refused>", false, site.world.now).await.unwrap();
    let waits = officer.get("/office/letters").await;
    waits.says("1 正等着寄出").says("还没寄出的原因").says("1 封，下次在 2026年11月23日 09:01 再试");
    assert!(waits.body.contains("connection &lt;refused&gt;"), "not only that it waits, but why");
    assert!(!waits.words().contains("信都寄到了"));
}

async fn the_journal_is_searched_and_verified(world: World) {
    let site = TestSite::new(world);
    let gift = site.world.promised("shagou", "lin", claim::State::Received).await;
    noted(&site, &gift).await;
    entity::journal::seal(&site.world.store, 100).await.unwrap();
    let officer = officer(&site).await;
    officer.get("/office/journal").await.says("记下问题").says("已封存 1 条").says("学校 #");
    officer.get(&format!("/office/journal?q={}", gift.code)).await.says("记下问题");
    officer.get("/office/journal?q=phase%207").await.says("没有记录");
    let id = entity::journal::latest(site.world.store.read(), None, None, 1).await.unwrap()[0].subject_id;
    for said in
        [format!("wish {id}"), format!("Wish{id}"), format!("心愿 {id}"), format!("心愿{id}"), format!(" 心愿　{id} ")]
    {
        let q: String = url::form_urlencoded::byte_serialize(said.as_bytes()).collect();
        officer.get(&format!("/office/journal?q={q}")).await.says("记下问题");
    }
    officer.get("/office/journal?q=%E5%BF%83%E6%84%BF").await.says("看不懂").says("种类有：心愿、期次");
    officer.get("/office/journal?q=%E5%BF%83%E5%BF%83").await.has_status(200).says("看不懂");
    officer.get("/office/journal?verify=yes").await.says("没有改动过");
    officer.get("/office/journal?before=0").await.says("没有记录").says("最新的");
    let (store, password, now) = (&site.world.store, "three goats on a red roof", site.world.now);
    let made = create::create_admin(store, "root@example.org", "Root", password, Lang::Zh, now).await.unwrap();
    let made = format!("系统管理员（命令行） · 建立账户 · 账户 {} 管理员", made.id);
    officer.get("/office/journal").await.says(&made);
}

async fn empty_desks_say_so(world: World) {
    let site = TestSite::new(world);
    let officer = officer(&site).await;
    officer.get("/office/problems?lang=en").await.says("No problems are waiting");
    officer.get("/office/notes").await.says("No notes to read");
    officer.get("/office/pool").await.says("There is nothing to fill");
    officer.get("/office/stuck").await.says("Nothing is stuck");
    officer.get("/office/letters").await.says("All letters were delivered");
    officer.get("/office/journal").await.says("No entries");
}

async fn only_the_office_comes_to_the_offices_pages(world: World) {
    let site = TestSite::new(world);
    let school = site.world.school_id("shagou").await;
    let teacher = site.sign_in_as(site.world.account("teacher-shagou", Role::School, Some(school)).await).await;
    for page in ["stuck", "notes", "problems", "problems/1", "pool", "letters", "journal"] {
        teacher.get(&format!("/office/{page}")).await.has_status(403);
    }
    for (page, fields) in [
        ("notes/1", vec![("judge", "approve")]),
        ("problems/1", vec![("choice", "return")]),
        ("pool", vec![("code", "K7M4")]),
        ("letters/1", vec![]),
    ] {
        teacher.submit(&format!("/office/{page}"), &fields).await.has_status(403);
    }
}
