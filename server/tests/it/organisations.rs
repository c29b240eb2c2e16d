//! Organisations through the router: their page, their link, many at once, the contact's desk and table, the office.

use entity::organisation::{self, change};

use crate::{
    site::{Answer, TestSite},
    world::World,
};

on_both![
    a_donor_asks_and_the_office_lets_it_begin,
    its_page_has_sums_and_no_ranking,
    a_visitor_follows_the_link_and_their_claim_counts,
    a_donor_joins_and_chooses_for_whom_to_claim,
    many_are_claimed_at_once,
    a_number_that_cannot_be_picked_comes_back_on_the_desk,
    what_is_free_of_the_limit_is_said_and_offered,
    the_contacts_desk_and_table_show_no_address,
    the_contacts_desk_stands_school_by_school,
    a_link_nobody_made_is_spent,
    a_closed_one_can_still_be_read_by_its_contact,
    an_offer_is_in_its_name_unless_its_contact_says_otherwise,
];

fn typed(slug: &str, contact: &str, limit: i32) -> change::TypedByOffice {
    change::TypedByOffice {
        own: change::Typed {
            name_zh: "山路测绘公司（样例）".to_owned(),
            name_en: "Shanlu (sample)".to_owned(),
            about_zh: "=测绘队".to_owned(),
            ..change::Typed::default()
        },
        slug: slug.to_owned(),
        wish_limit: limit.to_string(),
        email: format!("{contact}@example.org"),
    }
}

async fn added(world: &World, slug: &str, contact: &str) -> organisation::Model {
    world.donor(contact).await;
    let typed = typed(slug, contact, 40);
    let id = change::add(&world.store, world.officer().await, &typed, &world.form(), world.now).await.unwrap();
    organisation::find(world.store.writer(), id).await.unwrap()
}

async fn a_donor_asks_and_the_office_lets_it_begin(world: World) {
    let site = TestSite::new(world);
    let donor = site.sign_in_as(site.world.donor("boss").await.account()).await;
    donor.get("/gifts").await.says("看我的单位");
    donor.get("/gifts/organisation").await.has_status(200).says("替单位申请");
    let blank = [("form", "a"), ("name_zh", "读书会"), ("about_zh", "")];
    let told = donor.submit("/gifts/organisation", &blank).await;
    told.has_status(422).says("请填写介绍（中文）");
    assert_eq!(told.value_of("name_zh").as_deref(), Some("读书会"));
    let whole = [("form", "a"), ("name_zh", "读书会（样例）"), ("about_zh", "每周六一起读书")];
    for _ in 0..2 {
        donor.submit("/gifts/organisation", &whole).await.has_status(303);
    }
    donor.get("/gifts/organisation").await.says("申请在办公室");
    let officer = site.sign_in_as(site.world.officer().await.account()).await;
    officer.get("/office/organisations").await.says("读书会（样例）").says("等办公室看");
    let page = officer.get("/office/organisations/1").await;
    page.says("通过并保存");
    assert_eq!(page.value_of("email").as_deref(), Some("boss@example.org"));
    let typed = [
        ("form", "b"),
        ("name_zh", "读书会（样例）"),
        ("about_zh", "每周六一起读书"),
        ("slug", "读书"),
        ("wish_limit", "30"),
        ("email", "nobody@example.org"),
    ];
    let told = officer.submit("/office/organisations/1", &typed).await;
    told.has_status(422).says("小写字母").says("没有这样的爱心人士账户");
    let mut typed = typed;
    (typed[3].1, typed[5].1) = ("dushu", "boss@example.org");
    for _ in 0..2 {
        officer.submit("/office/organisations/1", &typed).await.has_status(303);
    }
    assert_eq!(site.world.letters_of("organisation_approved").await, 1);
    site.visitor().get("/o/dushu").await.has_status(200).says("每周六一起读书");
    officer.submit("/office/organisations/1/close", &[("form", "c")]).await.has_status(303);
    assert!(!site.visitor().get("/o").await.body.contains("dushu"));
    officer.submit("/office/organisations/1/reopen", &[("form", "d")]).await.has_status(303);
    site.visitor().get("/o").await.says("读书会（样例）");
}

async fn its_page_has_sums_and_no_ranking(world: World) {
    added(&world, "shanlu", "boss").await;
    let site = TestSite::new(world);
    let page = site.visitor().get("/o/shanlu").await;
    page.has_status(200).says("山路测绘公司（样例）").says("0 已发到孩子手里");
    assert!(!page.body.contains("boss"), "its people are not named");
    site.visitor().in_english().get("/o/shanlu").await.says("Shanlu (sample)").says("In children's hands");
    site.visitor().get("/o/nobody").await.has_status(404);
    site.visitor().get("/o/%00").await.has_status(404);
}

async fn a_visitor_follows_the_link_and_their_claim_counts(world: World) {
    let own = added(&world, "shanlu", "boss").await;
    let wish = world.open_wish("shagou").await;
    let site = TestSite::new(world);
    let visitor = site.visitor();
    let link = format!("/join?key={}", own.link);
    let page = visitor.get(&link).await;
    page.has_status(200).says("加入山路测绘公司").says("不用先注册");
    assert_eq!(page.value_of("key"), Some(own.link.clone()));
    let joined = visitor.submit("/join", &[("form", "j"), ("key", &own.link)]).await;
    assert_eq!(joined.location(), "/wishes");
    let form = visitor.get(&format!("/claim?code={}", wish.code)).await;
    form.says("记在山路测绘公司（样例）名下");
    let fields = [
        ("form", "h"),
        ("code", wish.code.as_str()),
        ("email", "staff@example.org"),
        ("name", "小林"),
        ("rules", "yes"),
        ("for_organisation", own.link.as_str()),
    ];
    visitor.submit("/claim", &fields).await.has_status(303);
    let token = site.world.token_to("staff@example.org").await;
    visitor.submit("/hold", &[("form", "c"), ("token", token.as_str())]).await.has_status(303);
    site.visitor().get("/o/shanlu").await.says("1 在准备、在路上");
    visitor.get("/gifts/organisation").await.says("您属于山路测绘公司（样例）");
}

async fn a_donor_joins_and_chooses_for_whom_to_claim(world: World) {
    let own = added(&world, "shanlu", "boss").await;
    let wishes = world.open_wishes("shagou", 2).await;
    let site = TestSite::new(world);
    let donor = site.sign_in_as(site.world.donor("lin").await.account()).await;
    for _ in 0..2 {
        let joined = donor.submit("/join", &[("form", "j"), ("key", &own.link)]).await;
        assert_eq!(joined.location(), "/gifts/organisation");
    }
    let form = donor.get(&format!("/claim?code={}", wishes[0].code)).await;
    assert!(form.body.contains("name=\"for_organisation\""));
    let own_fields = [("form", "o"), ("code", wishes[0].code.as_str()), ("rules", "yes")];
    donor.submit("/claim", &own_fields).await.has_status(303);
    assert_eq!(site.world.store_totals(own.id).await, 0);
    let for_it =
        [("form", "f"), ("code", wishes[1].code.as_str()), ("rules", "yes"), ("for_organisation", own.link.as_str())];
    donor.submit("/claim", &for_it).await.has_status(303);
    assert_eq!(site.world.store_totals(own.id).await, 1);
    donor.submit("/gifts/organisation/leave", &[("form", "l")]).await.has_status(303);
    donor.get("/gifts/organisation").await.says("替单位申请");
    let teacher = site.sign_in_as(site.world.school("shagou").await.account()).await;
    teacher.get(&format!("/join?key={}", own.link)).await.says("学校、村和办公室的账户不能加入");
    teacher.submit("/join", &[("form", "t"), ("key", &own.link)]).await.has_status(403);
}

async fn many_are_claimed_at_once(world: World) {
    let own = added(&world, "shanlu", "boss").await;
    world.open_wishes("shagou", 12).await;
    let site = TestSite::new(world);
    let contact = site.sign_in_as(site.world.donor("boss").await.account()).await;
    contact.get("/gifts/organisation").await.says("一次认领多个").says("在路上 0 份，名额 40 份，还能认领 40 份");
    let form = contact.get("/claim?longest=yes&count=%EF%BC%91%EF%BC%92&category=schoolbag").await;
    form.has_status(200).says("12");
    let code = form.value_of("code").unwrap();
    assert_eq!(code.split('.').count(), 12);
    let fields = [("form", "m"), ("code", code.as_str()), ("rules", "yes"), ("for_organisation", own.link.as_str())];
    contact.submit("/claim", &fields).await.has_status(303);
    assert_eq!(site.world.store_totals(own.id).await, 12, "more than the phase lets one donor have");
    let visitor = site.visitor().get("/claim?longest=yes&count=2").await;
    assert!(visitor.has_status(303).location().starts_with("/sign-in"));
}

async fn a_number_that_cannot_be_picked_comes_back_on_the_desk(world: World) {
    added(&world, "shanlu", "boss").await;
    world.open_wishes("shagou", 1).await;
    let site = TestSite::new(world);
    let contact = site.sign_in_as(site.world.donor("boss").await.account()).await;
    for typed in ["1e3", "-5", "0", "31", ""] {
        let told = contact.get(&format!("/claim?longest=yes&count={typed}&category=books")).await;
        told.has_status(422).says("一次认领多个");
        assert!(told.body.contains("id=\"count-error\""), "{typed:?}: marked");
        assert_eq!(told.value_of("count").as_deref(), Some(typed), "what was typed is kept");
    }
    let none = contact.get("/claim?longest=yes&count=3&category=books").await;
    none.has_status(422).says("现在没有这样的心愿在等");
}

async fn what_is_free_of_the_limit_is_said_and_offered(world: World) {
    let own = added(&world, "shanlu", "boss").await;
    world.limit(own.id, "shanlu", 3).await;
    let wishes = world.open_wishes("shagou", 4).await;
    let site = TestSite::new(world);
    let contact = site.sign_in_as(site.world.donor("boss").await.account()).await;
    let claim = async |form: &str, code: &str| {
        let fields = [("form", form), ("code", code), ("rules", "yes"), ("for_organisation", own.link.as_str())];
        contact.submit("/claim", &fields).await
    };
    claim("a", wishes[0].code.as_str()).await.has_status(303);
    let desk = contact.get("/gifts/organisation").await;
    desk.says("在路上 1 份，名额 3 份，还能认领 2 份").says("一次最多 2 个");
    assert_eq!(desk.value_of("count").as_deref(), Some("2"));
    contact.get("/claim?longest=yes&count=3").await.has_status(422).says("请写 1 到 2 之间的整数");
    let three = wishes[1..].iter().map(|wish| wish.code.as_str()).collect::<Vec<_>>().join(".");
    claim("b", &three).await.has_status(422).says("现在还能认领 2 份");
    let two = wishes[2..].iter().map(|wish| wish.code.as_str()).collect::<Vec<_>>().join(".");
    claim("c", &two).await.has_status(303);
    contact.get("/gifts/organisation").await.says("名额满了");
    contact.get("/claim?longest=yes&count=1").await.has_status(422).says("现在满了");
}

async fn the_contacts_desk_and_table_show_no_address(world: World) {
    let own = added(&world, "shanlu", "boss").await;
    let wish = world.open_wish("shagou").await;
    let site = TestSite::new(world);
    let donor = site.sign_in_as(site.world.donor("lin").await.account()).await;
    let fields =
        [("form", "f"), ("code", wish.code.as_str()), ("rules", "yes"), ("for_organisation", own.link.as_str())];
    donor.submit("/claim", &fields).await.has_status(303);
    donor.get("/gifts/organisation.csv").await.has_status(404);
    let contact = site.sign_in_as(site.world.donor("boss").await.account()).await;
    let desk = contact.get("/gifts/organisation").await;
    desk.says(&wish.code.grouped()).says("lin").says(&format!("/join?key={}", own.link));
    let table = contact.get("/gifts/organisation.csv").await;
    table.has_status(200);
    assert!(table.body.contains(&wish.code.grouped()) && table.body.contains("\"lin\""), "{}", table.body);
    let price = format!(",\"{}\",", wish.price_fen.plain());
    assert!(table.body.contains("参考价（元）") && table.body.contains(&price), "it can be added up: {}", table.body);
    assert!(!table.body.contains('¥'));
    for body in [&desk.body, &table.body] {
        assert!(!body.contains("lin@example.org") && !body.contains("shagou路1号"), "{body}");
    }
    contact.submit("/gifts/organisation/link", &[("form", "n")]).await.has_status(303);
    donor.get(&format!("/join?key={}", own.link)).await.has_status(410);
    let member = organisation::desk::members(site.world.store.writer(), &own).await.unwrap()[1].id;
    let remove = format!("/gifts/organisation/members/{member}/remove");
    donor.submit(&remove, &[("form", "r")]).await.has_status(404);
    contact.submit(&remove, &[("form", "r")]).await.has_status(303);
    assert_eq!(organisation::desk::members(site.world.store.writer(), &own).await.unwrap().len(), 1);
}

async fn the_contacts_desk_stands_school_by_school(world: World) {
    let own = added(&world, "shanlu", "boss").await;
    let mut codes = Vec::new();
    for school in ["shagou", "nanpo", "shagou"] {
        codes.push(world.open_wish(school).await.code);
    }
    let site = TestSite::new(world);
    let contact = site.sign_in_as(site.world.donor("boss").await.account()).await;
    for code in &codes {
        let code = code.as_str();
        let fields = [("form", code), ("code", code), ("rules", "yes"), ("for_organisation", own.link.as_str())];
        contact.submit("/claim", &fields).await.has_status(303);
    }
    let desk = contact.get("/gifts/organisation").await;
    for school in ["沙沟镇shagou的学校", "沙沟镇nanpo的学校"] {
        assert_eq!(desk.body.matches(school).count(), 1, "{school}");
    }
    let [first, second, third] = &codes[..] else { panic!("{codes:?}") };
    let told = ["shagou的学校", &third.grouped(), &first.grouped(), "nanpo的学校", &second.grouped()];
    let places = told.map(|words| desk.body.find(words).unwrap());
    assert!(places.is_sorted(), "the newest first, and with it what goes to the same school: {places:?}");
    desk.says("书包 · boss · 防水，蓝色 · 期限 12月7日 · ");
    contact.in_english().get("/gifts/organisation?lang=en").await.says("Schoolbag · boss · ");
}

async fn a_closed_one_can_still_be_read_by_its_contact(world: World) {
    let own = added(&world, "shanlu", "boss").await;
    let wish = world.open_wish("shagou").await;
    let site = TestSite::new(world);
    let contact = site.sign_in_as(site.world.donor("boss").await.account()).await;
    let fields =
        [("form", "f"), ("code", wish.code.as_str()), ("rules", "yes"), ("for_organisation", own.link.as_str())];
    contact.submit("/claim", &fields).await.has_status(303);
    let officer = site.sign_in_as(site.world.officer().await.account()).await;
    let close = format!("/office/organisations/{}/close", own.id);
    officer.submit(&close, &[("form", "c")]).await.has_status(303);
    let desk = contact.get("/gifts/organisation").await;
    desk.has_status(200).says("这个单位不再参加").says(&wish.code.grouped()).says("替单位申请");
    assert!(!desk.body.contains("/join?key=") && !desk.body.contains("name=\"longest\""));
    assert!(contact.get("/gifts/organisation.csv").await.has_status(200).body.contains(&wish.code.grouped()));
    contact.submit("/gifts/organisation/link", &[("form", "n")]).await.has_status(404);
    let blank = contact.submit("/gifts/organisation", &[("form", "a"), ("name_zh", "读书会（样例）")]).await;
    blank.has_status(422).says("请填写介绍（中文）").says(&wish.code.grouped());
    let whole = [("form", "a"), ("name_zh", "读书会（样例）"), ("about_zh", "每周六一起读书")];
    contact.submit("/gifts/organisation", &whole).await.has_status(303);
    contact.get("/gifts/organisation").await.says("申请在办公室");
}

async fn a_link_nobody_made_is_spent(world: World) {
    let site = TestSite::new(world);
    for key in ["made-up", "%E4%B8%AD", "a'b"] {
        site.visitor().get(&format!("/join?key={key}")).await.has_status(410).says("这个参加链接不能用了");
    }
    for address in ["/join", "/join?key="] {
        site.visitor().get(address).await.has_status(410).says("请向单位的联系人要");
    }
    let dead = [("form", "j"), ("key", "a\0b")];
    site.visitor().submit("/join", &dead).await.has_status(410).says("这个参加链接不能用了");
    let donor = site.sign_in_as(site.world.donor("lin").await.account()).await;
    donor.submit("/join", &dead).await.has_status(410).says("这个参加链接不能用了");
}

impl World {
    /// The office gives the organisation whose contact is the boss another limit.
    async fn limit(&self, id: entity::id::OrganisationId, slug: &str, limit: i32) {
        let (officer, typed) = (self.officer().await, typed(slug, "boss", limit));
        change::change(&self.store, officer, id, &typed, &self.form(), self.now).await.unwrap();
    }

    async fn store_totals(&self, id: entity::id::OrganisationId) -> u64 {
        organisation::totals(self.store.writer(), id).await.unwrap().all()
    }
}

/// Whether the box that says for whom an offer is has its tick.
fn is_for_it(page: &Answer) -> bool {
    let tag = page.body.split("<input").find(|input| input.contains("name=\"for_organisation\"")).unwrap();
    tag.split('>').next().unwrap().contains("checked")
}

async fn an_offer_is_in_its_name_unless_its_contact_says_otherwise(world: World) {
    added(&world, "shanlu", "boss").await;
    let site = TestSite::new(world);
    let boss = site.sign_in_as(site.world.donor("boss").await.account()).await;
    assert!(is_for_it(boss.get("/gifts/offers/new").await.has_status(200)), "as where a wish is claimed");
    let mut typed = [
        ("form", "a"),
        ("kinds", "wishes"),
        ("max_count", "many"),
        ("grade_min", "1"),
        ("grade_max", "9"),
        ("valid_until", "2026-12-31"),
    ];
    let told = boss.submit("/gifts/offers/new", &typed).await;
    assert!(!is_for_it(told.has_status(422)), "the tick was taken away");
    let ticked = [&typed[..], &[("for_organisation", "yes")]].concat();
    let told = boss.submit("/gifts/offers/new", &ticked).await;
    assert!(is_for_it(told.has_status(422)));
    typed[2].1 = "3";
    boss.submit("/gifts/offers/new", &typed).await.has_status(303);
    assert!(!is_for_it(boss.get("/gifts/offers/1").await.has_status(200)), "the offer says in whose name it is");
    let lin = site.sign_in_as(site.world.donor("lin").await.account()).await;
    assert!(!lin.get("/gifts/offers/new").await.body.contains("for_organisation"), "she acts for nobody");
}
