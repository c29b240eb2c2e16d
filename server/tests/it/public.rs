//! What anybody gets: home, list, wish, code, phases; and a visitor who claims with an e-mail address.

use chrono::TimeDelta;
use entity::{claim::State, phase, wish::Status};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};

use crate::{site::TestSite, world::World};

on_both!(
    the_home_page_shows_who_has_waited_longest,
    the_list_can_be_narrowed_searched_and_shared,
    an_empty_wall_says_what_to_do,
    a_home_page_with_nothing_open_offers_the_waiting_list,
    once_claiming_is_over_the_pool_is_named_and_nobody_else,
    a_closed_phase_is_still_to_be_handed_out,
    a_phase_closed_before_its_day_says_when_claiming_ended,
    a_hand_out_of_the_next_year_says_the_year,
    a_visitors_basket_of_too_many_says_so,
    the_list_goes_on_page_by_page,
    a_search_that_no_database_could_hold_is_no_page,
    a_wish_shows_its_way_and_its_organiser,
    what_is_not_public_is_not_found,
    a_code_is_read_however_it_was_typed,
    the_counters_tell_what_just_happened,
    a_phase_names_who_answers_for_it,
    the_basket_works_without_a_script,
    a_visitor_claims_and_confirms_by_the_link,
    a_visitors_form_comes_back_as_it_was_typed,
    who_comes_too_late_is_shown_others,
    what_is_only_held_is_not_called_claimed,
    a_claim_of_what_is_not_there_says_so_and_shows_others,
    a_hold_that_is_over_says_so,
    a_hold_that_cannot_be_confirmed_is_let_go_on_its_page,
    public_pages_are_the_same_for_every_stranger,
    the_fixed_pages_read_in_both_languages,
);

async fn the_home_page_shows_who_has_waited_longest(world: World) {
    let wish = world.open_wish("shagou").await;
    let site = TestSite::new(world);
    let home = site.visitor().get("/").await;
    home.has_status(200).says("双肩书包").says("等了 30 天").says("第五期微心愿");
    assert!(home.body.contains(&format!("/wishes/{}", wish.code)));
    site.visitor().in_english().get("/").await.has_status(200).says("waited 30 days").says("Micro-wishes, phase 5");
}

async fn the_list_can_be_narrowed_searched_and_shared(world: World) {
    world.open_wish("shagou").await;
    let dictionary = world.open_wish("huili").await;
    let mut row = dictionary.into_active_model();
    row.item = Set("新华字典".into());
    row.category = Set(entity::wish::Category::Books);
    row.update(world.store.writer()).await.unwrap();
    let site = TestSite::new(world);
    let reader = site.visitor();
    let all = reader.get("/wishes").await;
    all.has_status(200).says("双肩书包").says("新华字典");
    let books = reader.get("/wishes?category=books&q=&township=&sort=price").await;
    books.has_status(200).says("新华字典");
    assert!(!books.words().contains("双肩书包"));
    assert!(books.body.contains("aria-label=\"去掉筛选：图书\""), "a filter can be taken away");
    assert!(!books.words().contains("已经略去"));
    let stale = reader.get("/wishes?category=nonsense&after=xxx&township=999&from=abc").await;
    stale.has_status(200).says("新华字典").says("网址里有些选项现在没有，已经略去：类别、乡镇。");
    assert_eq!(stale.value_of("from").as_deref(), Some("abc"), "what was typed stands");
    stale.says("没有读懂，已经略去。请写数字，比如 50");
    assert_eq!(stale.words().matches("没有读懂").count(), 1, "said once, at its field");
    assert!(stale.body.contains("aria-describedby=\"from-error\""), "and the field says so");
    let english = site.visitor().in_english().get("/wishes?school=9e9&sort=sideways").await;
    english.has_status(200).says("was left out: School, Sort by.");
    let none = reader.get("/wishes?q=%E9%9B%AA%E4%BA%BA&grade=7-9").await;
    none.has_status(200).says("没有找到这样的心愿").says("“雪人”");
    for price in ["-5", "1e3"] {
        let unread = reader.get(&format!("/wishes?to={price}")).await;
        unread.has_status(200).says("新华字典").says("没有读懂，已经略去。");
        assert!(unread.body.contains("aria-describedby=\"to-error\""), "{price}");
        assert!(!unread.body.contains("class=\"notice"), "{price}: nothing that has no field");
        assert!(!unread.body.contains("class=\"chip\""), "{price}: nothing to take away");
    }
    let crossed = reader.get("/wishes?from=100&to=50").await;
    crossed.has_status(200).says("没有找到这样的心愿").says("最高价比最低价还低，没有这样的心愿");
    assert!(crossed.body.contains("aria-describedby=\"to-error\""));
    for signs in ["%F0%9F%98%80", "%25", "_"] {
        let unread = reader.get(&format!("/wishes?q={signs}")).await;
        unread.says("新华字典").says("里面没有字，已经略去。");
        assert!(!unread.body.contains("class=\"notice"), "{signs}: said at its field alone");
        assert!(!unread.body.contains("class=\"chip\""), "{signs}: no chip claims to narrow the list");
    }
    let english = site.visitor().in_english().get("/wishes?q=schoolbags").await;
    english.says("双肩书包").says("“schoolbags”");
    assert!(!english.words().contains("新华字典"));
    let hostile = reader.get("/wishes?q=%22%3E%3Cscript%3E").await;
    hostile.has_status(200);
    assert!(!hostile.body.contains("\"><script>"));
}

async fn an_empty_wall_says_what_to_do(world: World) {
    world.running_phase().await;
    let lin = world.donor("lin").await;
    let site = TestSite::new(world);
    site.visitor().get("/wishes").await.has_status(200).says("心愿都有人认领了").says("登录后加入等候名单");
    let donor = site.sign_in_as(lin.account()).await;
    donor.get("/wishes").await.says("加入等候名单");
    let joined = donor.submit("/waiting", &[]).await;
    assert_eq!(joined.location(), "/gifts");
    donor.get("/gifts").await.says("已加入等候名单").says("您在等候名单上，有心愿重新开放时会收到信。");
    for page in ["/wishes", "/", "/match"] {
        let page = donor.get(page).await;
        assert!(!page.says("您已经在等候名单上").words().contains("加入等候名单"), "{}", page.words());
    }
    let token = entity::account::digest::token(&site.world.store.keys, lin.account());
    site.visitor().submit("/unsubscribe", &[("token", &token)]).await.has_status(200);
    let silent = donor.get("/gifts").await;
    silent.says("您在等候名单上，但选了不收等候名单的信").says("在“账户”里改");
    assert!(!silent.words().contains("会收到信"), "no letter is promised");
    donor.submit("/waiting/leave", &[]).await;
    donor.get("/gifts").await.says("已离开等候名单");
    assert!(!donor.get("/gifts").await.words().contains("您在等候名单上"));
}

async fn a_home_page_with_nothing_open_offers_the_waiting_list(world: World) {
    world.running_phase().await;
    let lin = world.donor("lin").await;
    let site = TestSite::new(world);
    let home = site.visitor().get("/").await;
    home.has_status(200).says("加入等候名单，有心愿重新开放时，我们写信告诉您。").says("登录后加入等候名单");
    assert!(home.body.contains("href=\"/sign-in?next=/\""));
    let english = site.visitor().in_english().get("/").await;
    english.says("Join the waiting list, and we write to you when a wish opens again.");
    let donor = site.sign_in_as(lin.account()).await;
    assert!(donor.get("/").await.body.contains("action=\"/waiting\""));
    let office = site.sign_in_as(site.world.officer().await.account()).await;
    assert!(!office.get("/").await.words().contains("等候名单"), "whoever does not claim does not wait");
    site.world.open_wish("shagou").await;
    assert!(!donor.get("/").await.words().contains("等候名单"));
}

async fn once_claiming_is_over_the_pool_is_named_and_nobody_else(world: World) {
    let wish = world.open_wish("shagou").await;
    let mut site = TestSite::new(world);
    site.later(TimeDelta::days(20));
    let reader = site.visitor();
    for path in ["/", "/wishes", "/wishes?category=books", "/wishes?q=%E9%9B%AA%E4%BA%BA"] {
        let page = reader.get(path).await;
        page.says("1 等兜底库补上").says("本期认领已经结束").says("没有人认领的 1 个心愿，由兜底库补上。");
        page.says("下一期开放时，我们写信告诉您。");
        for wrong in ["心愿都有人认领了", "1 待认领", "还在等的", "帮我选", "没有找到"] {
            assert!(!page.words().contains(wrong), "{path}: {wrong}");
        }
    }
    for path in ["v", "wishes"] {
        let page = reader.get(&format!("/{path}/{}", wish.code)).await;
        page.says("等兜底库补上");
        for wrong in ["等人认领", "待认领", "认领之后告诉您收件地址"] {
            assert!(!page.words().contains(wrong), "{path}: {wrong}");
        }
    }
    let page = reader.get(&format!("/claim?code={}", wish.code)).await;
    page.has_status(409).says("现在不能认领这个心愿了").says("由兜底库补上");
    assert!(!page.body.contains("action=\"/claim"), "no form that would only be refused");
    let form = [("code", wish.code.as_str()), ("email", "v@example.org"), ("name", "小林"), ("rules", "yes")];
    reader.submit("/claim", &form).await.has_status(409).says("现在不能认领这个心愿了");
    reader.submit("/basket", &[("code", wish.code.as_str())]).await;
    let basket = reader.get("/basket").await;
    basket.says("认领已经结束");
    assert!(!basket.body.contains("href=\"/claim\""));
}

async fn a_closed_phase_is_still_to_be_handed_out(world: World) {
    world.change_phase(|phase| phase.state = Set(phase::State::Closed)).await;
    let site = TestSite::new(world);
    let home = site.visitor().in_english().get("/").await;
    home.says("Hand-out 25 December 2026");
    assert!(!home.words().contains("Handed out 25 December 2026"));
}

async fn a_phase_closed_before_its_day_says_when_claiming_ended(world: World) {
    world.open_wish("shagou").await;
    let site = TestSite::new(world);
    let reader = site.visitor();
    let open = reader.get("/phases/5").await;
    open.says("认领截止 2026年12月10日").says("看这一期还在等的心愿");
    assert!(!open.words().contains("认领已经结束"));
    let (world, officer) = (&site.world, site.world.officer().await);
    let id = world.running_phase().await.id;
    phase::close::close(&world.store, officer, id, &world.form(), world.now).await.unwrap();
    let closed = reader.get("/phases/5").await;
    closed.says("认领结束 2026年11月23日").says("本期认领已经结束").says("没有人认领的 1 个心愿，由兜底库补上。");
    assert!(!closed.words().contains("认领截止") && !closed.words().contains("还在等的心愿"));
}

async fn a_hand_out_of_the_next_year_says_the_year(world: World) {
    world.running_phase().await;
    let site = TestSite::new(world);
    let home = site.visitor().in_english().get("/").await;
    home.says("Claims until 10 December 2026").says("Hand-out 25 Dec");
    site.world.change_phase(|phase| phase.hand_out_on = Set(chrono::NaiveDate::from_ymd_opt(2027, 1, 2))).await;
    let site = TestSite::new(site.world);
    site.visitor().in_english().get("/").await.says("Hand-out 2 January 2027");
}

async fn a_visitors_basket_of_too_many_says_so(world: World) {
    let wishes = world.open_wishes("shagou", 6).await;
    let site = TestSite::new(world);
    let reader = site.visitor();
    for (place, wish) in wishes.iter().enumerate() {
        assert!(!reader.get("/basket").await.words().contains("多了"), "{place}");
        reader.submit("/basket", &[("code", wish.code.as_str())]).await;
    }
    reader.get("/basket").await.says("不登录，一次最多认领 5 个，现在多了 1 个。");
    reader.get("/claim").await.has_status(200).says("多了 1 个").says("去篮子拿出几个");
}

async fn the_list_goes_on_page_by_page(world: World) {
    world.open_wishes("shagou", 30).await;
    let site = TestSite::new(world);
    let reader = site.visitor();
    let first = reader.get("/wishes?sort=price").await;
    assert_eq!(first.body.matches("<article").count(), 24);
    let next = first.body.split("rel=\"next\" href=\"").nth(1).unwrap().split('"').next().unwrap();
    let second = reader.get(&next.replace("&amp;", "&")).await;
    assert_eq!(second.body.matches("<article").count(), 6);
    assert!(second.body.contains("rel=\"prev\"") && !second.body.contains("rel=\"next\""));
}

async fn a_wish_shows_its_way_and_its_organiser(world: World) {
    let lin = world.donor("lin").await;
    let open = world.open_wish("shagou").await;
    let (given, _) = world.claim_with("shagou", lin, State::Fulfilled).await;
    let site = TestSite::new(world);
    let reader = site.visitor();
    let page = reader.get(&format!("/wishes/{}", open.code)).await;
    page.has_status(200).says("双肩书包").says("样例公益会").says("SAMPLE-2026-05").says("等人认领");
    page.says(&open.code.grouped());
    assert!(!page.words().contains("shagou路1号"), "the address comes with the claim");
    let done = reader.get(&format!("/wishes/{}", given.code)).await;
    done.has_status(200).says("礼物已经发到孩子手里").says("这些也在等");
    assert!(!done.body.contains(&format!("/claim?code={}", given.code)), "only the similar ones can be claimed");
}

async fn what_is_not_public_is_not_found(world: World) {
    let mut codes = Vec::new();
    for status in Status::ALL.into_iter().filter(|status| !status.is_public()) {
        codes.push(world.wish_with("shagou", status).await.code.to_string());
    }
    codes.extend(["nonsense".to_owned(), "%00".to_owned(), entity::Code::mint(&world.store.dice).to_string()]);
    let site = TestSite::new(world);
    let reader = site.visitor();
    for code in codes {
        for path in [format!("/wishes/{code}"), format!("/v/{code}")] {
            reader.get(&path).await.has_status(404).says("没有找到");
        }
    }
    for path in ["/phases/99", "/phases/x", "/phases/-1"] {
        reader.get(path).await.has_status(404);
    }
}

async fn a_code_is_read_however_it_was_typed(world: World) {
    let lin = world.donor("lin").await;
    let (wish, _) = world.claim_with("shagou", lin, State::Confirmed).await;
    let teacher = world.school("shagou").await;
    let site = TestSite::new(world);
    let typed = format!("/v/{}", wish.code.grouped().to_lowercase());
    let answer = site.visitor().get(&typed).await;
    assert_eq!(answer.location(), format!("/v/{}", wish.code));
    let page = site.visitor().get(answer.location()).await;
    page.has_status(200).says("写下心愿");
    assert!(!page.words().contains("签收这份礼物"));
    let school = site.sign_in_as(teacher.account()).await;
    let page = school.get(answer.location()).await;
    page.says("签收这份礼物");
    assert!(page.body.contains(&format!("/receive/{}", wish.code)));
}

async fn the_counters_tell_what_just_happened(world: World) {
    let lin = world.donor("lin").await;
    let wishes = world.open_wishes("shagou", 3).await;
    let site = TestSite::new(world);
    let reader = site.visitor();
    reader.get("/wishes").await.says("3 待认领");
    let codes = [wishes[0].code.clone()];
    let world = &site.world;
    entity::claim::take::take(&world.store, lin, &codes, true, &world.form(), world.now).await.unwrap();
    let mut after = reader.get("/wishes").await;
    for _ in 0..100 {
        if after.words().contains("2 待认领") {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        after = reader.get("/wishes").await;
    }
    after.says("2 待认领").says("1 已认领");
    assert!(after.body.contains("共 3 个心愿"), "the drawing is read aloud");
}

async fn a_phase_names_who_answers_for_it(world: World) {
    let lin = world.donor("lin").await;
    world.claim_with("shagou", lin, State::Fulfilled).await;
    world.claim_with("huili", lin, State::Received).await;
    let site = TestSite::new(world);
    site.visitor().get("/phases").await.has_status(200).says("第五期微心愿");
    let page = site.visitor().get("/phases/5").await;
    page.has_status(200)
        .says("样例公益会")
        .says("SAMPLE-001")
        .says("SAMPLE-2026-05")
        .says("2026年12月10日")
        .says("¥100.00");
    page.says("shagou的学校 1 1 1 1 0").says("合计 2 2 2 1 0");
    // The legend of the bar counts as the table does.
    for path in ["/", "/wishes", "/phases", "/phases/5"] {
        let page = site.visitor().get(path).await;
        page.says("2 已公布").says("2 已认领").says("其中 2 已到校").says("其中 1 已发放");
        assert!(page.body.contains("共 2 个心愿、已认领 2、其中已到校 2、其中已发放 1"), "{}", page.body);
        let wide = |width: &str| page.body.matches(&format!(" width=\"{width}\"")).count();
        assert_eq!((wide("100.00%"), wide("50.00%")), (2, 1), "{path}: each part is as long as its number says");
        let rects = page.body.split("<rect").skip(1).filter_map(|rest| rest.split('>').next());
        let drawn = rects.filter(|rect| rect.contains('%'));
        let tops: Vec<_> = drawn.filter_map(|rect| rect.split(" y=\"").nth(1)?.split('"').next()).collect();
        assert_eq!(tops, ["0", "0", "8"], "{path}: what is all of the one it is within stands as high");
    }
    site.visitor().in_english().get("/phases/5").await.says("Sample Charity").says("alias-shagou");
}

async fn a_search_that_no_database_could_hold_is_no_page(world: World) {
    let officer = world.officer().await.account();
    let site = TestSite::new(world);
    let (visitor, officer) = (site.visitor(), site.sign_in_as(officer).await);
    for path in ["/wishes?q=%00", "/wishes?sort=%00&after=%00", "/hold?token=%00"] {
        visitor.get(path).await.has_status(404);
    }
    for path in ["/office/people?q=a%00", "/office/wishes?q=%00", "/office/journal?before=%00"] {
        officer.get(path).await.has_status(404);
    }
    for path in ["/wishes?q=%F0%9F%8E%92", "/wishes?q=%E2%80%AE%25_'%22", "/wishes?q=%FF"] {
        visitor.get(path).await.has_status(200);
    }
}

async fn the_basket_works_without_a_script(world: World) {
    let wishes = world.open_wishes("shagou", 2).await;
    let site = TestSite::new(world);
    let reader = site.visitor();
    reader.get("/basket").await.has_status(200).says("篮子还是空的");
    let code = wishes[0].code.to_string();
    let added = reader.submit("/basket", &[("code", &code), ("back", "/wishes?sort=price")]).await;
    assert_eq!(added.location(), "/wishes?sort=price");
    reader.get("/wishes").await.says("已放进篮子：双肩书包").says("在篮子里");
    let elsewhere = reader.submit("/basket", &[("code", wishes[1].code.as_str()), ("back", "//evil.example")]).await;
    assert_eq!(elsewhere.location(), "/", "only pages of ours");
    reader.get("/basket").await.says("¥180.00").says("认领这 2 个心愿");
    reader.get("/claim").await.has_status(200).says("认领（2 个）");
    reader.submit("/basket/remove", &[("code", &code)]).await;
    reader.get("/basket").await.says("认领这个心愿");
    reader.submit("/basket", &[("code", "nonsense")]).await.has_status(404);
}

async fn a_visitor_claims_and_confirms_by_the_link(world: World) {
    let wish = world.open_wish("shagou").await;
    let site = TestSite::new(world);
    let reader = site.visitor();
    let page = reader.get(&format!("/claim?code={}", wish.code)).await;
    let key = page.has_status(200).value_of("form").unwrap();
    page.says("心愿为您保留 48 小时").says("在 2026年12月7日前寄出或送到");
    let form = [
        ("form", key.as_str()),
        ("code", wish.code.as_str()),
        ("email", "visitor@example.org"),
        ("name", "小林"),
        ("rules", "yes"),
    ];
    for _ in 0..2 {
        assert_eq!(reader.submit("/claim", &form).await.location(), "/claim/sent", "pressed twice, held once");
    }
    reader.get("/claim/sent").await.says("信已寄到 visitor@example.org").says("2026年11月25日 09:00");
    assert_eq!(site.world.letters_to("visitor@example.org").await.len(), 1);
    let of_wish = reader.get(&format!("/wishes/{}", wish.code)).await;
    of_wish.says("正在等确认");
    assert!(!of_wish.words().contains("等人认领"), "somebody chose it");
    let of_code = reader.get(&format!("/v/{}", wish.code)).await;
    of_code.says("等确认");
    assert!(!of_code.words().contains("已认领"), "{}", of_code.words());

    let token = site.world.token_to("visitor@example.org").await;
    let browser = site.visitor();
    browser.get(&format!("/hold?token={token}")).await.has_status(200).says("小林").says("双肩书包").says("确认认领");
    assert_eq!(site.world.claims_of(wish.id).await[0].state, State::Held, "looking does nothing");
    let confirmed = browser.submit("/hold", &[("token", &token)]).await;
    assert_eq!(confirmed.location(), format!("/gifts/{}", wish.code));
    browser.get(confirmed.location()).await.has_status(200).says("认领成功").says("沙沟镇shagou路1号");
    browser.submit("/hold", &[("token", &token)]).await.has_status(410).says("这个链接用过了，或者过期了");
}

async fn a_visitors_form_comes_back_as_it_was_typed(world: World) {
    let wish = world.open_wish("shagou").await;
    let site = TestSite::new(world);
    let reader = site.visitor().in_english();
    let form = [("code", wish.code.as_str()), ("email", "lin@"), ("name", "<b>\"Lin\"</b>")];
    let answer = reader.submit("/claim", &form).await;
    answer.has_status(422).says("Please give a full address").says("Please accept the rules first");
    assert_eq!(answer.value_of("email").as_deref(), Some("lin@"));
    assert_eq!(answer.value_of("name").as_deref(), Some("<b>\"Lin\"</b>"));
    assert_eq!(site.world.status(wish.id).await, Status::Open);
    reader.submit("/claim", &[]).await.has_status(422).says("No wish is chosen yet");
    reader.submit("/claim", &[("code", "nonsense")]).await.has_status(422);
}

async fn who_comes_too_late_is_shown_others(world: World) {
    let (lin, zhao) = (world.donor("lin").await, world.donor("zhao").await);
    let (taken, _) = world.claim_with("shagou", lin, State::Confirmed).await;
    world.open_wishes("shagou", 5).await;
    let site = TestSite::new(world);
    let late = site.sign_in_as(zhao.account()).await;
    let answer = late.submit("/claim", &[("code", taken.code.as_str()), ("rules", "yes")]).await;
    answer.has_status(409).says("刚刚被别人认领了").says("也在等");
    assert_eq!(answer.body.matches("<article").count(), 3);
    let form = [("code", taken.code.as_str()), ("email", "v@example.org"), ("name", "小林"), ("rules", "yes")];
    site.visitor().submit("/claim", &form).await.has_status(409).says("谢谢您来");
    site.visitor().get(&format!("/claim?code={}", taken.code)).await.has_status(409);
}

async fn what_is_only_held_is_not_called_claimed(world: World) {
    let lin = world.donor("lin").await;
    let mut codes = Vec::new();
    for state in [State::Held, State::Held, State::Confirmed] {
        codes.push(world.claim_with("shagou", lin, state).await.0.code.to_string());
    }
    let similar = world.open_wish("shagou").await;
    let site = TestSite::new(world);
    let reader = site.visitor();
    let until = "正在等确认，最晚 2026年11月25日 09:00。没有确认，就会重新开放。";
    for held in [codes[0].clone(), codes[..2].join(".")] {
        let page = reader.get(&format!("/claim?code={held}")).await;
        page.has_status(409).says("这个心愿正替别人留着").says(&format!("{until}下面几个很相似，也在等。"));
        assert!(!page.words().contains("被别人认领了") && page.body.contains(similar.code.as_str()), "{held}");
    }
    let page = reader.get(&format!("/claim?code={}", codes.join("."))).await;
    page.has_status(409).says("刚刚被别人认领了");
    let form = [("code", codes[0].as_str()), ("email", "v@example.org"), ("name", "小林"), ("rules", "yes")];
    let late = site.visitor().in_english().submit("/claim", &form).await;
    late.has_status(409).says("kept for somebody else just now").says("to confirm. Otherwise it opens again.");
}

async fn a_claim_of_what_is_not_there_says_so_and_shows_others(world: World) {
    let gone = world.wish_with("shagou", Status::Withdrawn).await;
    world.open_wishes("shagou", 5).await;
    let site = TestSite::new(world);
    for code in [gone.code.as_str(), "2222222222", "nonsense"] {
        let page = site.visitor().get(&format!("/claim?code={code}")).await;
        page.has_status(404).says("心愿墙上没有这个心愿").says("下面几个还在等");
        assert_eq!(page.body.matches("<article").count(), 3, "{code}");
    }
    let reader = site.visitor();
    assert_eq!(reader.get("/claim").await.location(), "/basket", "such as after going back");
    reader.get("/basket").await.says("篮子还是空的").says("确认信已经寄到您的邮箱");
}

async fn a_hold_that_is_over_says_so(world: World) {
    let wish = world.open_wish("shagou").await;
    let mut site = TestSite::new(world);
    let form = [("code", wish.code.as_str()), ("email", "v@example.org"), ("name", "小林"), ("rules", "yes")];
    site.visitor().submit("/claim", &form).await;
    let token = site.world.token_to("v@example.org").await;
    site.later(TimeDelta::hours(48));
    let reader = site.visitor();
    reader.get(&format!("/hold?token={token}")).await.has_status(410).says("保留的时间过了");
    reader.submit("/hold", &[("token", &token)]).await.has_status(422).says("保留的时间过了");
    let cut = &token[..token.len() - 1];
    for token in ["", "x", "a.b", cut] {
        let broken = reader.get(&format!("/hold?token={token}")).await;
        broken.has_status(410).says("这个链接不完整").says("什么也没有确认");
        reader.submit("/hold", &[("token", token)]).await.has_status(410).says("这个链接不完整");
    }
}

async fn a_hold_that_cannot_be_confirmed_is_let_go_on_its_page(world: World) {
    let wish = world.open_wish("shagou").await;
    world.school("shagou").await;
    let site = TestSite::new(world);
    let email = "teacher-shagou@example.org";
    let form = [("code", wish.code.as_str()), ("email", email), ("name", "王"), ("rules", "yes")];
    let reader = site.visitor();
    assert_eq!(reader.submit("/claim", &form).await.location(), "/claim/sent", "nobody is told whose address it is");
    let token = site.world.token_to(email).await;
    let page = format!("/hold?token={token}");
    reader.get(&page).await.has_status(200).says("不认领了，放开");
    let refused = reader.submit(&page, &[("token", &token), ("form", "a")]).await;
    refused.has_status(422).says("请换一个自己的邮箱").says("不认领了，放开");
    let let_go = format!("/hold/let-go?token={token}");
    assert!(refused.body.contains(&format!("action=\"{let_go}\"")), "{}", refused.body);
    for _ in 0..2 {
        assert_eq!(reader.submit(&let_go, &[("token", &token), ("form", "b")]).await.location(), "/wishes");
    }
    reader.get("/wishes").await.says("已经放开，没有认领");
    assert_eq!(site.world.status(wish.id).await, Status::Open);
    let spent = reader.submit(&let_go, &[("token", &token), ("form", "c")]).await;
    assert_eq!(spent.has_status(410).other_language(), format!("{page}&lang=en"));
}

async fn public_pages_are_the_same_for_every_stranger(world: World) {
    let wish = world.open_wish("shagou").await;
    let site = TestSite::new(world);
    for path in
        ["/", "/wishes", &format!("/wishes/{}", wish.code), &format!("/v/{}", wish.code), "/phases", "/phases/5"]
    {
        let (one, two) = (site.visitor().get(path).await, site.visitor().get(path).await);
        assert_eq!(one.headers["cache-control"], "no-cache", "{path}");
        assert_eq!(one.body, two.body, "{path}");
        assert!(one.headers.get("set-cookie").is_none(), "{path}");
        assert!(!one.body.contains("name=\"form\""), "{path} has a key of its own");
    }
}

async fn the_fixed_pages_read_in_both_languages(world: World) {
    let site = TestSite::new(world);
    site.visitor().get("/about").await.has_status(200).says("认领约定").says("48 小时");
    site.visitor().in_english().get("/about").await.says("How it works").says("48 hours");
    site.visitor().get("/privacy").await.has_status(200).says("从不公开");
    site.visitor().in_english().get("/privacy").await.says("Never public");
}
