//! Signing in and up, the links of letters, one's own account and the office's people, as a browser sees them.

use app::request::SESSION;
use chrono::TimeDelta;
use entity::{
    Lang,
    account::{Role, create, digest},
    outbox,
};
use sea_orm::{EntityTrait, QueryFilter};

use crate::{site::TestSite, world::World};

on_both![
    signing_up_leads_through_a_letter_to_ones_own_gifts,
    a_form_with_mistakes_comes_back_with_what_was_typed_but_never_the_password,
    a_wrong_password_is_told_kindly_and_a_right_one_leads_on,
    a_next_page_is_always_one_of_ours,
    a_link_is_asked_for_and_followed_and_no_stranger_learns_anything,
    following_a_link_by_get_does_nothing,
    a_spent_link_says_so_and_a_button_pressed_twice_leads_on,
    a_forgotten_password_is_set_anew,
    an_invited_school_accepts_on_one_page,
    the_office_invites_lists_resends_and_withdraws,
    an_administrator_disables_and_an_officer_cannot,
    ones_account_is_changed_on_one_page,
    signing_out_here_and_everywhere,
    a_mail_program_unsubscribes_with_one_click,
    the_cast_can_be_played_in_the_demonstration_only,
    too_many_tries_are_told_when_to_come_back,
    pages_of_accounts_speak_english_too,
];

const PASSWORD: &str = "a red schoolbag";

async fn root(site: &TestSite) {
    let made =
        create::create_admin(&site.world.store, "root@example.org", "管理员", PASSWORD, Lang::Zh, site.world.now);
    made.await.unwrap();
}

async fn signing_up_leads_through_a_letter_to_ones_own_gifts(world: World) {
    let site = TestSite::new(world);
    let lin = site.visitor();
    let key = lin.get("/sign-up").await.has_status(200).value_of("form").unwrap();
    let form = [("form", &*key), ("name", "林月"), ("email", "linyue@example.org"), ("password", PASSWORD)];
    for _ in 0..2 {
        let sent = lin.submit("/sign-up", &form).await;
        assert_eq!(sent.location(), "/letter-sent?what=sign-up", "pressed twice, one effect");
    }
    assert_eq!(site.world.letters_to("linyue@example.org").await.len(), 1);
    lin.get("/letter-sent?what=sign-up").await.has_status(200).says("请查看邮箱");

    let token = site.world.token_to("linyue@example.org").await;
    lin.get(&format!("/verify?token={token}")).await.has_status(200).says("linyue@example.org");
    let entered = lin.submit("/verify", &[("token", &token)]).await;
    assert_eq!(entered.location(), "/gifts");
    assert!(lin.holds(SESSION));
    let cookie = entered.headers.get_all("set-cookie").iter().map(|set| set.to_str().unwrap());
    let cookie = cookie.into_iter().find(|set| set.starts_with(SESSION)).unwrap();
    for part in ["Path=/", "Secure", "HttpOnly", "SameSite=Lax", "Max-Age=2592000"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!cookie.contains("Domain"), "as __Host- demands: {cookie}");
    lin.get("/account").await.has_status(200).says("林月").says("邮箱确认好了");
}

async fn a_form_with_mistakes_comes_back_with_what_was_typed_but_never_the_password(world: World) {
    let site = TestSite::new(world);
    let form = [("name", "林\"月<b>"), ("email", "linyue@"), ("password", "secret"), ("organisation", "某班")];
    let again = site.visitor().submit("/sign-up", &form).await;
    again.has_status(422).says("请写完整的邮箱").says("至少 10 个字");
    assert_eq!(again.value_of("name").as_deref(), Some("林\"月<b>"));
    assert_eq!(again.value_of("email").as_deref(), Some("linyue@"));
    assert_eq!(again.value_of("organisation").as_deref(), Some("某班"));
    assert!(!again.body.contains("secret"));
    site.visitor().submit("/sign-up", &[("name", "林\0月")]).await.has_status(422).says("看不见的字符");
    site.visitor().submit("/forgot", &[("email", "x")]).await.has_status(422).says("请写完整的邮箱");
}

async fn a_wrong_password_is_told_kindly_and_a_right_one_leads_on(world: World) {
    let site = TestSite::new(world);
    root(&site).await;
    let desk = site.visitor();
    let wrong = desk.submit("/sign-in", &[("email", "root@example.org"), ("password", "wrong password")]).await;
    wrong.has_status(422).says("邮箱和密码对不上");
    assert_eq!(wrong.value_of("email").as_deref(), Some("root@example.org"));
    assert!(!wrong.body.contains("wrong password") && !desk.holds(SESSION));
    let nobody =
        site.visitor().submit("/sign-in", &[("email", "no@example.org"), ("password", "wrong password")]).await;
    nobody.has_status(422).says("邮箱和密码对不上");

    let entered = desk.submit("/sign-in", &[("email", "root@example.org"), ("password", PASSWORD)]).await;
    assert_eq!(entered.location(), "/office");
    assert_eq!(desk.get("/sign-in").await.location(), "/office", "who is in need not sign in");
}

async fn a_next_page_is_always_one_of_ours(world: World) {
    let site = TestSite::new(world);
    root(&site).await;
    assert_eq!(site.visitor().get("/account").await.location(), "/sign-in?next=/account");
    for (next, to) in [
        ("/account", "/account"),
        ("/wishes?q=%E4%B9%A6", "/wishes?q=%E4%B9%A6"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/\t/evil.example", "/"),
        ("\t//evil.example", "/"),
        ("/\u{85}/evil.example", "/"),
        ("https://evil.example", "/"),
        ("/a\r\nset-cookie: x", "/"),
    ] {
        let form = [("email", "root@example.org"), ("password", PASSWORD), ("next", next)];
        assert_eq!(site.visitor().submit("/sign-in", &form).await.location(), to, "{next:?}");
    }
}

async fn a_link_is_asked_for_and_followed_and_no_stranger_learns_anything(world: World) {
    let site = TestSite::new(world);
    site.world.donor("lin").await;
    let lin = site.visitor();
    for email in ["lin@example.org", "nobody@example.org"] {
        let asked = lin.submit("/sign-in/link", &[("email", email)]).await;
        asked.has_status(303);
        assert_eq!(asked.location(), "/letter-sent?what=link");
        let asked = lin.submit("/forgot", &[("email", email)]).await;
        assert_eq!(asked.location(), "/letter-sent?what=reset");
    }
    assert!(site.world.letters_to("nobody@example.org").await.is_empty());
    lin.submit("/sign-in/link", &[("email", "lin@example.org")]).await.has_status(303);
    let token = site.world.token_to("lin@example.org").await;
    lin.get(&format!("/enter?token={token}")).await.has_status(200).says("lin@example.org");
    assert_eq!(lin.submit("/enter", &[("token", &token)]).await.location(), "/gifts");
    assert!(lin.holds(SESSION));
}

async fn following_a_link_by_get_does_nothing(world: World) {
    let site = TestSite::new(world);
    site.world.donor("lin").await;
    let scanner = site.visitor();
    scanner.submit("/sign-in/link", &[("email", "lin@example.org")]).await.has_status(303);
    let token = site.world.token_to("lin@example.org").await;
    for _ in 0..3 {
        scanner.get(&format!("/enter?token={token}")).await.has_status(200);
    }
    assert!(!scanner.holds(SESSION));
    scanner.submit("/enter", &[("token", &token)]).await.has_status(303);
    assert!(scanner.holds(SESSION));
}

async fn a_spent_link_says_so_and_a_button_pressed_twice_leads_on(world: World) {
    let site = TestSite::new(world);
    site.world.donor("lin").await;
    let lin = site.visitor();
    lin.submit("/sign-in/link", &[("email", "lin@example.org")]).await.has_status(303);
    let token = site.world.token_to("lin@example.org").await;
    lin.submit("/enter", &[("token", &token)]).await.has_status(303);
    assert_eq!(lin.submit("/enter", &[("token", &token)]).await.location(), "/gifts");

    let other = site.visitor();
    for path in ["/enter", "/verify", "/reset", "/invitation"] {
        other.submit(path, &[("token", &token)]).await.has_status(410).says("这个链接不能用了");
        other.get(&format!("{path}?token=made.up")).await.has_status(410).says("这个链接不能用了");
        other.get(path).await.has_status(410);
    }
    assert!(!other.holds(SESSION));
}

async fn a_forgotten_password_is_set_anew(world: World) {
    let site = TestSite::new(world);
    root(&site).await;
    let desk = site.visitor();
    desk.submit("/sign-in", &[("email", "root@example.org"), ("password", PASSWORD)]).await.has_status(303);
    let phone = site.visitor();
    phone.submit("/forgot", &[("email", "root@example.org")]).await.has_status(303);
    let token = site.world.token_to("root@example.org").await;
    let page = phone.get(&format!("/reset?token={token}")).await;
    page.has_status(200).says("root@example.org");
    let common = phone.submit("/reset", &[("token", &token), ("password", "1234567890")]).await;
    common.has_status(422).says("太容易被猜到");
    assert!(page.body.contains(&format!("action=\"/reset?token={token}\"")), "another language would be lost");
    assert!(!common.body.contains("1234567890"));
    let set = phone.submit("/reset", &[("token", &token), ("password", "another password")]).await;
    assert_eq!(set.location(), "/office");
    assert_eq!(desk.get("/account").await.location(), "/sign-in?next=/account", "the other session is over");
}

async fn an_invited_school_accepts_on_one_page(world: World) {
    let site = TestSite::new(world);
    let school = site.world.school_id("shagou").await.to_string();
    let officer = site.world.signed_in_officer().await.account().id;
    let office = site.sign_in_as(officer).await;
    let form =
        [("name", "王老师"), ("email", "wang@example.org"), ("role", "school"), ("school", &*school), ("lang", "zh")];
    assert_eq!(office.submit("/office/people", &form).await.location(), "/office/people");

    let teacher = site.visitor();
    let token = site.world.token_to("wang@example.org").await;
    let page = teacher.get(&format!("/invitation?token={token}")).await;
    page.has_status(200).says("shagou小学").says("wang@example.org");
    assert_eq!(page.value_of("name").as_deref(), Some("王老师"));
    let whole = format!("/invitation?token={token}");
    assert!(page.body.contains(&format!("action=\"{whole}\"")));
    let short = teacher.submit(&whole, &[("token", &token), ("name", "王"), ("password", "short")]).await;
    short.has_status(422).says("至少 10 个字");
    teacher.get(&short.other_language()).await.has_status(200).says("shagou");
    teacher.get(&format!("{whole}&lang=zh")).await.has_status(200);
    assert_eq!(short.value_of("name").as_deref(), Some("王"));
    let form = [("token", &*token), ("name", "王"), ("password", PASSWORD)];
    assert_eq!(teacher.submit("/invitation", &form).await.location(), "/school");
    teacher.get("/account").await.has_status(200).says("学校").says("欢迎");
}

async fn the_office_invites_lists_resends_and_withdraws(world: World) {
    let site = TestSite::new(world);
    let officer = site.world.signed_in_officer().await.account().id;
    let office = site.sign_in_as(officer).await;
    let school = site.world.school_id("shagou").await.to_string();
    let wrong = [("name", ""), ("email", "wang"), ("role", "school"), ("school", "999"), ("lang", "zh")];
    office.submit("/office/people", &wrong).await.has_status(422).says("请写完整的邮箱").says("请选择学校");
    let denied = [("name", "某"), ("email", "x@example.org"), ("role", "admin"), ("school", ""), ("lang", "zh")];
    office.submit("/office/people", &denied).await.has_status(403);
    let there = site.world.signed_in_donor("lin").await.account().email.clone();
    let known = [("name", "王"), ("email", &*there), ("role", "school"), ("school", &*school), ("lang", "zh")];
    office.submit("/office/people", &known).await.has_status(422).says("请对方直接登录").says("请用另一个邮箱邀请");
    office.get("/office/people").await.says("办公室的人由管理员邀请");
    let admin = site.world.signed_in_admin().await.account().id;
    let words = site.sign_in_as(admin).await.get("/office/people").await.words();
    assert!(!words.contains("办公室的人由管理员邀请"), "{words}");

    let form =
        [("name", "王"), ("email", "wang@example.org"), ("role", "school"), ("school", &*school), ("lang", "en")];
    office.submit("/office/people", &form).await.has_status(303);
    let page = office.get("/office/people").await;
    page.has_status(200).says("wang@example.org").says("邀请已寄给");
    let id = page.value_of("id").unwrap();
    office.submit("/office/people/resend", &[("id", &id)]).await.has_status(303);
    let letters = outbox::Entity::find().filter(outbox::COLUMN.kind.eq("invitation"));
    let letters = letters.all(site.world.store.writer()).await.unwrap();
    assert_eq!(letters.iter().map(|row| row.lang).collect::<Vec<_>>(), [Lang::En; 2], "the officer reads Chinese");
    let id = office.get("/office/people").await.value_of("id").unwrap();
    office.submit("/office/people/withdraw", &[("id", &id)]).await.has_status(303);
    assert_eq!(office.get("/office/people").await.value_of("id"), None);

    let lin = site.world.donor("lin").await.account();
    site.sign_in_as(lin).await.get("/office/people").await.has_status(403);
    assert_eq!(site.visitor().get("/office/people").await.location(), "/sign-in?next=/office/people");
}

async fn an_administrator_disables_and_an_officer_cannot(world: World) {
    let site = TestSite::new(world);
    let lin = site.world.donor("lin").await.account();
    let reader = site.sign_in_as(lin).await;
    let officer = site.world.signed_in_officer().await.account().id;
    let admin = site.world.signed_in_admin().await.account().id;
    let who = lin.to_string();
    let (office, root) = (site.sign_in_as(officer).await, site.sign_in_as(admin).await);
    office.submit("/office/people/disable", &[("account", &who)]).await.has_status(403);
    reader.get("/account").await.has_status(200);

    root.get("/office/people?q=LIN").await.has_status(200).says("lin@example.org").says("停用");
    root.get("/office/people?q=%25").await.has_status(200).says("没有找到这样的账户");
    root.submit("/office/people/disable", &[("account", &who)]).await.has_status(303);
    reader.get("/account").await.has_status(303);
    root.get("/office/people?q=lin").await.says("已停用").says("启用");
    root.submit("/office/people/enable", &[("account", &who)]).await.has_status(303);
    root.submit("/office/people/disable", &[("account", &admin.to_string())])
        .await
        .has_status(422)
        .says("不能停用自己");
    root.submit("/office/people/disable", &[("account", "999999")]).await.has_status(404);
    root.submit("/office/people/disable", &[("account", "x")]).await.has_status(404);
    root.submit("/office/people/disable", &[]).await.has_status(404);
    office.submit("/office/people/disable", &[]).await.has_status(403);
}

async fn ones_account_is_changed_on_one_page(world: World) {
    let site = TestSite::new(world);
    let lin = site.world.donor("lin").await.account();
    let reader = site.sign_in_as(lin).await;
    let form = [("name", "林 月"), ("public_name", "老同学"), ("organisation", ""), ("lang", "en")];
    assert_eq!(reader.submit("/account", &form).await.location(), "/account");
    let page = reader.get("/account").await;
    page.has_status(200).says("Saved").says("Signed-in devices");
    assert_eq!(page.value_of("public_name").as_deref(), Some("老同学"));
    let again = reader.submit("/account", &[("name", " "), ("public_name", "keep me"), ("lang", "en")]).await;
    again.has_status(422).says("Please fill in: Name");
    assert_eq!(again.value_of("public_name").as_deref(), Some("keep me"));

    let first = [("password", PASSWORD)];
    assert_eq!(reader.submit("/account/password", &first).await.location(), "/account");
    let wrong = [("present_password", "wrong password"), ("password", "another password")];
    let wrong = reader.submit("/account/password", &wrong).await;
    wrong.has_status(422).says("not your present password");
    assert!(!wrong.body.contains("another password"));

    reader.submit("/account/letters", &[]).await.has_status(303);
    assert!(!reader.get("/account").await.body.contains("checked"));
    reader.submit("/account/letters", &[("digest", "yes")]).await.has_status(303);
    assert!(reader.get("/account").await.body.contains("checked"));
}

async fn signing_out_here_and_everywhere(world: World) {
    let site = TestSite::new(world);
    let lin = site.world.donor("lin").await.account();
    let (phone, desk) = (site.sign_in_as(lin).await, site.sign_in_as(lin).await);
    phone.get("/sign-out").await.has_status(405);
    phone.lured_to("/sign-out", &[]).await.has_status(403);
    phone.get("/account").await.has_status(200);
    assert_eq!(phone.submit("/sign-out", &[]).await.location(), "/");
    assert!(!phone.holds(SESSION));
    phone.submit("/sign-out", &[]).await.has_status(303);
    desk.get("/account").await.has_status(200);

    let third = site.sign_in_as(lin).await;
    assert_eq!(third.submit("/sign-out-everywhere", &[]).await.location(), "/sign-in");
    desk.get("/account").await.has_status(303);
}

async fn a_mail_program_unsubscribes_with_one_click(world: World) {
    let site = TestSite::new(world);
    let lin = site.world.donor("lin").await.account();
    let path = format!("/unsubscribe?token={}", digest::token(&site.world.store.keys, lin));
    let declined = async || site.world.signed_in_donor("lin").await.account().digest_declined_at;
    site.visitor().get(&path).await.has_status(200).says("lin@example.org");
    assert!(declined().await.is_none(), "looking declines nothing");

    let program = site.visitor();
    let form = "application/x-www-form-urlencoded";
    program.posted_by_a_program(&path, form, "List-Unsubscribe=One-Click").await.has_status(200);
    assert!(declined().await.is_some());
    let parts = "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n";
    program.posted_by_a_program(&path, "multipart/form-data; boundary=x", parts).await.has_status(200);
    program.posted_by_a_program("/unsubscribe?token=digest-1.x", form, "").await.has_status(410);

    let token = path.split_once('=').unwrap().1;
    site.visitor().submit("/unsubscribe", &[("token", token)]).await.has_status(200).says("不再寄了");
}

async fn the_cast_can_be_played_in_the_demonstration_only(world: World) {
    world.donor("lin").await;
    world.donor("linyue").await;
    let site = TestSite::demo(world);
    let reader = site.visitor();
    reader.get("/sign-in").await.has_status(200).says("选一个人进去看看").says("林先生");
    for nobody in ["linyue@example.org", "grace@example.org", ""] {
        reader.submit("/sign-in/as", &[("email", nobody)]).await.has_status(404);
    }
    assert!(!reader.holds(SESSION), "who is not in the cast, or was not seeded, cannot be played");
    assert_eq!(reader.submit("/sign-in/as", &[("email", "lin@example.org")]).await.location(), "/gifts");
    for (next, comes_to) in [("/wishes", "/wishes"), ("/gifts/offers", "/gifts/offers"), ("/office/pool", "/gifts")] {
        let visitor = site.visitor();
        let page = visitor.get(&format!("/sign-in?next={next}")).await;
        let buttons = page.body.split("action=\"/sign-in/as\"").nth(1).unwrap();
        assert!(buttons.contains(&format!("value=\"{next}\"")), "{buttons}");
        let chosen = visitor.submit("/sign-in/as", &[("email", "lin@example.org"), ("next", next)]).await;
        assert_eq!(chosen.location(), comes_to, "back, but to nobody else's desk");
    }
    assert!(reader.holds(SESSION));

    let site = TestSite::new(site.world);
    let reader = site.visitor();
    assert!(!reader.get("/sign-in").await.body.contains("/sign-in/as"));
    reader.submit("/sign-in/as", &[("email", "lin@example.org")]).await.has_status(404);
    assert!(!reader.holds(SESSION));
}

async fn too_many_tries_are_told_when_to_come_back(world: World) {
    let mut site = TestSite::new(world);
    root(&site).await;
    let form = [("email", "root@example.org"), ("password", "wrong password")];
    for _ in 0..8 {
        site.visitor().submit("/sign-in", &form).await.has_status(422);
    }
    let told = site.visitor().submit("/sign-in", &form).await;
    assert_eq!(told.has_status(429).says("试的次数太多了").headers["retry-after"], "900");
    site.later(TimeDelta::minutes(15));
    let form = [("email", "root@example.org"), ("password", PASSWORD)];
    site.visitor().submit("/sign-in", &form).await.has_status(303);
    assert_eq!(site.world.signed_in_admin().await.role(), Role::Admin);
}

async fn pages_of_accounts_speak_english_too(world: World) {
    let site = TestSite::new(world);
    let reader = site.visitor().in_english();
    reader.get("/sign-in").await.has_status(200).says("Send me a sign-in link");
    reader.get("/sign-up").await.has_status(200).says("Become a donor");
    reader.get("/forgot").await.has_status(200).says("Forgotten password");
    reader.get("/letter-sent").await.has_status(200).says("Please check your mail");
    reader.get("/enter?token=x").await.has_status(410).says("This link no longer works");
    reader.submit("/sign-in", &[("email", "x")]).await.has_status(422).says("Please give a full address");
}
