//! What the public sees: filters, search in Chinese, sorts, pages without gaps, and along which index.

use chrono::TimeDelta;
use entity::{
    Code, Lang, Refusal, Result, Store,
    claim::State,
    county::County,
    grade::GradeBand,
    id::PhaseId,
    phase, statistics,
    wish::{
        self, Category, Status,
        browse::{self, Choice, Detail, Filter, Page, PublicWish, Sort, Typed},
    },
};
use sea_orm::{ConnectionTrait, DbBackend, QuerySelect, QueryTrait, Statement};

use crate::{
    world::{World, refused},
    written::typed,
};

on_both!(
    two_characters_find_a_wish_and_so_does_one,
    an_english_word_finds_what_is_of_its_kind,
    a_taken_wish_is_not_found_and_a_released_one_is_again,
    each_filter_narrows_and_they_go_together,
    pages_have_neither_gaps_nor_doubles_in_any_order,
    a_broken_address_shows_the_list,
    choices_of_an_old_link_are_taken_out_and_named,
    nothing_that_is_not_public_is_shown,
    what_is_held_is_neither_open_nor_claimed,
    what_waits_for_the_pool_is_not_offered,
    the_detail_says_who_answers_for_it,
    similar_wishes_are_of_the_same_kind_first,
    counts_are_honest_and_the_pool_stands_apart,
    no_page_of_the_list_reads_the_whole_table,
);

fn asked(parameters: &[(&str, &str)]) -> Filter {
    let json: serde_json::Map<String, serde_json::Value> =
        parameters.iter().map(|(name, value)| ((*name).to_owned(), (*value).into())).collect();
    Filter::from(&serde_json::from_value::<Typed>(json.into()).unwrap())
}

async fn county(world: &World) -> County {
    County::read(world.store.read()).await.unwrap()
}

async fn list(world: &World, parameters: &[(&str, &str)]) -> Page {
    browse::list(world.store.read(), &county(world).await, &asked(parameters), Lang::Zh, world.now).await.unwrap()
}

async fn detail(world: &World, code: &Code, lang: Lang) -> Result<Detail> {
    browse::detail(world.store.read(), &county(world).await, code, lang, world.now).await
}

async fn items(world: &World, parameters: &[(&str, &str)]) -> Vec<String> {
    list(world, parameters).await.wishes.into_iter().map(|wish| wish.item).collect()
}

/// One open wish of this item, a minute after the last.
async fn open(
    world: &mut World,
    phase: PhaseId,
    school: &str,
    item: &str,
    change: impl Fn(&mut wish::draft::Typed),
) -> Code {
    world.later(TimeDelta::minutes(1));
    let mut form = typed(phase, &format!("孩子{}", world.store.dice.id()));
    form.item = item.into();
    change(&mut form);
    world.published(school, &form).await
}

async fn two_characters_find_a_wish_and_so_does_one(mut world: World) {
    let phase = world.phase_open().await;
    open(&mut world, phase, "shagou", "新华字典", |form| form.specification = "第12版".into()).await;
    open(&mut world, phase, "shagou", "LED台灯", |form| form.specification = "暖光 USB-C，字大".into()).await;
    for (typed, found) in [
        ("书包", vec!["双肩书包"]),
        ("字典", vec!["新华字典"]),
        ("新华字典", vec!["新华字典"]),
        ("字", vec!["新华字典", "LED台灯"]),
        ("典", vec!["新华字典"]),
        ("光", vec!["LED台灯"]),
        ("led", vec!["LED台灯"]),
        ("ＬＥ", vec!["LED台灯"]),
        ("usb 台灯", vec!["LED台灯"]),
        ("12", vec!["新华字典"]),
        ("字典 台灯", vec![]),
        ("典字", vec![]),
        ("書包", vec![]),
        ("🎒", vec!["双肩书包", "新华字典", "LED台灯"]),
        ("%", vec!["双肩书包", "新华字典", "LED台灯"]),
    ] {
        for sort in Sort::ALL {
            let mut seen = items(&world, &[("q", typed), ("sort", sort.key())]).await;
            if sort != Sort::Waiting {
                seen.sort_by_key(|item| found.iter().position(|other| other == item));
            }
            assert_eq!(seen, found, "{typed} {sort:?}");
        }
    }
}

async fn an_english_word_finds_what_is_of_its_kind(mut world: World) {
    let phase = world.phase_open().await;
    open(&mut world, phase, "shagou", "新华字典", |form| form.category = "books".into()).await;
    open(&mut world, phase, "shagou", "听力机", |form| {
        form.category = "learning_device".into();
        form.specification = "BOOK 牌".into();
    })
    .await;
    for (typed, found) in [
        ("schoolbag", vec!["双肩书包"]),
        ("Schoolbags", vec!["双肩书包"]),
        ("dictionary", vec!["新华字典"]),
        ("book", vec!["新华字典", "听力机"]),
        ("books 字典", vec!["新华字典"]),
        ("learning device", vec!["听力机"]),
        ("shoes", vec![]),
        ("bo", vec!["听力机"]),
    ] {
        for sort in Sort::ALL {
            let mut seen = items(&world, &[("q", typed), ("sort", sort.key())]).await;
            seen.sort_by_key(|item| found.iter().position(|other| other == item));
            assert_eq!(seen, found, "{typed} {sort:?}");
        }
    }
    let taken = world.published("shagou", &typed(phase, "陈小草")).await;
    world.claimed(&taken, "lin").await;
    assert_eq!(items(&world, &[("q", "schoolbag"), ("status", "taken")]).await, ["双肩书包"]);
}

async fn a_taken_wish_is_not_found_and_a_released_one_is_again(mut world: World) {
    let phase = world.phase_open().await;
    let code = open(&mut world, phase, "shagou", "新华字典", |_| ()).await;
    let claim = world.claimed(&code, "lin").await;
    assert!(items(&world, &[("q", "字典")]).await.is_empty());
    assert_eq!(items(&world, &[("q", "字典"), ("status", "taken")]).await, ["新华字典"]);
    let why = entity::claim::cancel::Typed { reason: "请另选一个".into() };
    entity::claim::cancel::cancel(&world.store, world.officer().await, claim, &why, &world.form(), world.now)
        .await
        .unwrap();
    assert_eq!(items(&world, &[("q", "字典")]).await, ["新华字典"]);
}

async fn each_filter_narrows_and_they_go_together(mut world: World) {
    let phase = world.phase_open().await;
    open(&mut world, phase, "shagou", "字典", |form| {
        form.category = "books".into();
        form.grade = "1".into();
        form.price = "32".into();
    })
    .await;
    open(&mut world, phase, "xishe", "篮球", |form| {
        form.category = "sports".into();
        form.grade = "9".into();
        form.price = "68".into();
    })
    .await;
    let school = world.school_id("xishe").await.to_string();
    let township = world.township().await.to_string();
    for (parameters, found) in [
        (vec![("category", "books")], vec!["字典"]),
        (vec![("grade", "7-9")], vec!["篮球"]),
        (vec![("grade", "1-2")], vec!["字典"]),
        (vec![("school", &school)], vec!["篮球"]),
        (vec![("township", &township)], vec!["双肩书包", "字典", "篮球"]),
        (vec![("township", "999")], vec![]),
        (vec![("from", "50")], vec!["双肩书包", "篮球"]),
        (vec![("from", "３２"), ("to", "68元")], vec!["字典", "篮球"]),
        (vec![("from", "33"), ("to", "67")], vec![]),
        (vec![("school", &school), ("category", "books")], vec![]),
        (vec![("status", "handed_out")], vec![]),
        (vec![("sort", "price")], vec!["字典", "篮球", "双肩书包"]),
        (vec![("sort", "-price")], vec!["双肩书包", "篮球", "字典"]),
    ] {
        assert_eq!(items(&world, &parameters).await, found, "{parameters:?}");
    }
    let county = County::read(world.store.read()).await.unwrap();
    let places = county.places(Lang::Zh);
    assert_eq!(places.townships.len(), 1);
    let names: Vec<&str> = places.schools.iter().map(|(.., name)| name.as_str()).collect();
    assert_eq!(names, ["first的学校", "shagou的学校", "xishe的学校"], "aliases, never names");
}

async fn pages_have_neither_gaps_nor_doubles_in_any_order(world: World) {
    let phase = world.phase_drafted().await;
    let most = 2 * browse::PAGE + 5;
    for i in 0..most {
        let mut form = typed(phase, &format!("孩子 {i}"));
        // Many of the same price and moment: the number settles the order.
        form.price = (50 + i % 3).to_string();
        form.item = if i % 2 == 0 { "双肩书包".into() } else { "书架".into() };
        let code = world.drafted("shagou", &form).await;
        world.put(&code, Status::Approved).await;
    }
    world.open(phase).await;
    let queries: [&[(&str, &str)]; 6] = [
        &[],
        &[("sort", "closing")],
        &[("sort", "price")],
        &[("sort", "-price")],
        &[("q", "书")],
        &[("q", "双肩"), ("sort", "waiting")],
    ];
    for parameters in queries {
        let (mut pages, mut next): (Vec<Vec<Code>>, _) = (Vec::new(), None::<String>);
        let mut last = loop {
            let mut all = parameters.to_vec();
            if let Some(word) = &next {
                all.push(("after", word));
            }
            let page = list(&world, &all).await;
            assert_eq!(page.previous.is_some(), !pages.is_empty());
            pages.push(codes(&page.wishes));
            match &page.next {
                Some(cursor) => next = Some(cursor.word()),
                None => break page,
            }
        };
        let expected = if parameters.contains(&("q", "双肩")) { most.div_ceil(2) } else { most };
        let mut seen: Vec<&Code> = pages.iter().flatten().collect();
        assert_eq!(seen.len(), expected, "{parameters:?}");
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), expected, "{parameters:?}");
        for earlier in pages[..pages.len() - 1].iter().rev() {
            let cursor = last.previous.unwrap().word();
            let back = [parameters, &[("before", cursor.as_str())]].concat();
            last = list(&world, &back).await;
            assert_eq!(&codes(&last.wishes), earlier, "{parameters:?}");
            assert!(last.next.is_some());
        }
        assert!(last.previous.is_none());
    }
}

fn codes(wishes: &[PublicWish]) -> Vec<Code> {
    wishes.iter().map(|wish| wish.code.clone()).collect()
}

async fn a_broken_address_shows_the_list(world: World) {
    world.phase_open().await;
    for parameters in [
        [("after", "x"), ("sort", "price")],
        [("before", "AAAA"), ("sort", "?")],
        [("township", "abc"), ("grade", "0-0")],
        [("from", "many"), ("status", "draft")],
        [("category", "'; --"), ("q", "\0")],
        [("after", "f_______________________________________"), ("sort", "closing")],
    ] {
        assert_eq!(items(&world, &parameters).await, ["双肩书包"], "{parameters:?}");
    }
}

async fn choices_of_an_old_link_are_taken_out_and_named(world: World) {
    let school = world.school_id("shagou").await.to_string();
    let county = county(&world).await;
    let mut typed = Typed {
        category: "nonsense".into(),
        grade: "77".into(),
        township: "999".into(),
        school: school.clone(),
        from: "abc".into(),
        to: " ".into(),
        status: "draft".into(),
        sort: "-price".into(),
        q: "😀 %_".into(),
        ..Typed::default()
    };
    let named = [Choice::Search, Choice::Category, Choice::Grade, Choice::Township, Choice::PriceFrom, Choice::Status];
    assert_eq!(typed.leave_out(county.places(Lang::Zh)), named);
    let q = "😀 %_".to_owned();
    let left = Typed { school, from: "abc".into(), to: " ".into(), sort: "-price".into(), q, ..Typed::default() };
    assert_eq!(typed, left, "what was typed stays");
    let filter = Filter::from(&Typed { school: String::new(), ..left });
    assert!(!filter.narrows() && !filter.searches(), "what was not understood narrows nothing");
    assert!(asked(&[("from", "abc"), ("to", "50")]).narrows());
    for (from, to, crossed) in [("100", "50", true), ("50", "50", false), ("100", "", false), ("abc", "1", false)] {
        assert_eq!(asked(&[("from", from), ("to", to)]).has_prices_crossed(), crossed, "{from} {to}");
    }
}

async fn nothing_that_is_not_public_is_shown(world: World) {
    let phase = world.phase_open().await;
    let code = world.published("shagou", &typed(phase, "陈小草")).await;
    for status in Status::ALL {
        world.put(&code, status).await;
        let (shown, listed) =
            (detail(&world, &code, Lang::Zh).await.map(|_| ()), list(&world, &[("status", status.key())]).await);
        let codes = browse::by_codes(world.store.read(), &county(&world).await, std::slice::from_ref(&code), Lang::Zh)
            .await
            .unwrap();
        if status.is_public() {
            shown.unwrap();
            assert!(listed.wishes.iter().any(|wish| wish.code == code), "{status:?}");
            assert_eq!(codes.len(), 1);
        } else {
            assert_eq!(refused(shown), [Refusal::NotFound]);
            assert!(listed.wishes.iter().all(|wish| wish.code != code), "{status:?}");
            assert!(codes.is_empty());
        }
    }
}

async fn what_is_held_is_neither_open_nor_claimed(world: World) {
    let open = world.open_wish("shagou").await.code;
    // A visitor's hold, and what a round proposes to a donor.
    let visitors = world.promised("shagou", "lin", State::Held).await.code;
    let lin = world.donor("lin").await;
    let (proposed, _) = world.claim_with("shagou", lin, State::Held).await;
    let (claimed, _) = world.claim_with("shagou", lin, State::Confirmed).await;
    let (given, _) = world.claim_with("shagou", lin, State::Fulfilled).await;
    let counts = statistics::per_phase(world.store.read()).await.unwrap()[&world.phase().await];
    for (status, mut found, count) in [
        ("open", vec![open], counts.open),
        ("held", vec![visitors, proposed.code], counts.held),
        ("taken", vec![claimed.code], counts.taken),
        ("received", vec![], counts.received),
        ("handed_out", vec![given.code], counts.handed_out),
    ] {
        let mut listed = codes(&list(&world, &[("status", status)]).await.wishes);
        listed.sort();
        found.sort();
        assert_eq!(listed, found, "{status}");
        assert_eq!(u64::try_from(listed.len()), Ok(count), "{status}: the list and the counter say the same");
    }
}

async fn what_waits_for_the_pool_is_not_offered(mut world: World) {
    let phase = world.phase_open().await;
    let code = world.published("shagou", &typed(phase, "陈小草")).await;
    assert_eq!(items(&world, &[]).await.len(), 2);
    let before = world.now;
    world.later(TimeDelta::days(18));
    assert!(items(&world, &[]).await.is_empty(), "the last claiming day is over");
    world.now = before;
    phase::close::close(&world.store, world.officer().await, phase, &world.form(), world.now).await.unwrap();
    assert!(items(&world, &[]).await.is_empty());
    assert!(items(&world, &[("q", "书包")]).await.is_empty());
    let detail = detail(&world, &code, Lang::Zh).await.unwrap();
    assert!(!detail.claimable, "its page stays, because its code is printed");
}

async fn the_detail_says_who_answers_for_it(world: World) {
    let phase = world.phase_open().await;
    let household = |child: &str, item: &str| wish::draft::Typed {
        household: "沙沟 12 号".into(),
        category: "shoes".into(),
        gender: "boy".into(),
        item: item.into(),
        ..typed(phase, child)
    };
    let code = world.published("shagou", &household("陈小草", "运动鞋")).await;
    let sibling = world.published("shagou", &household("陈小树", "雨鞋")).await;
    let detail = detail(&world, &code, Lang::En).await.unwrap();
    assert!(detail.claimable);
    assert_eq!(detail.organiser.unwrap().filing_no, "样例-2026-07");
    assert_eq!(detail.wish.school, "alias-shagou");
    assert_eq!(detail.wish.township, "Shagou Town");
    assert_eq!(detail.wish.gender, Some(wish::Gender::Boy));
    assert_eq!(codes(&detail.siblings), [sibling.as_str()].map(|code| code.parse::<Code>().unwrap()));
    assert_eq!(detail.wish.days_waited(world.now + TimeDelta::days(46)), 46);
    world.put(&sibling, Status::Taken).await;
    assert!(self::detail(&world, &code, Lang::En).await.unwrap().siblings.is_empty());
}

async fn similar_wishes_are_of_the_same_kind_first(mut world: World) {
    let phase = world.phase_open().await;
    let same_band = |form: &mut wish::draft::Typed| form.grade = "4".into();
    let like = open(&mut world, phase, "shagou", "斜挎书包", same_band).await;
    open(&mut world, phase, "shagou", "大书包", |form| form.grade = "9".into()).await;
    open(&mut world, phase, "shagou", "篮球", |form| form.category = "sports".into()).await;
    open(&mut world, phase, "shagou", "贵篮球", |form| {
        form.category = "sports".into();
        form.price = "190".into();
    })
    .await;
    let wish = detail(&world, &like, Lang::Zh).await.unwrap().wish;
    assert_eq!(wish.grade_band, GradeBand::ThreeFour);
    let similar =
        browse::similar(world.store.read(), &county(&world).await, &wish, 3, Lang::Zh, world.now).await.unwrap();
    let names: Vec<&str> = similar.iter().map(|wish| wish.item.as_str()).collect();
    assert_eq!(names, ["双肩书包", "大书包", "篮球"]);
}

async fn counts_are_honest_and_the_pool_stands_apart(mut world: World) {
    let phase = world.phase_open().await;
    let mut made = Vec::new();
    for i in 0..6 {
        made.push(open(&mut world, phase, "shagou", &format!("书包{i}"), |_| ()).await);
    }
    let donors = [Status::Taken, Status::Received, Status::HandedOut, Status::Withdrawn];
    for (code, status) in made.iter().zip(donors) {
        world.put(code, status).await;
    }
    let officer = world.officer().await;
    phase::close::close(&world.store, officer, phase, &world.form(), world.now).await.unwrap();
    entity::handout::pool::fill(&world.store, officer, made[4].as_str(), "", &world.form(), world.now).await.unwrap();
    let counts = statistics::per_phase(world.store.read()).await.unwrap()[&phase];
    assert_eq!((counts.open, counts.taken, counts.received, counts.handed_out), (2, 1, 1, 1));
    assert_eq!((counts.pool_taken, counts.pool_handed_out, counts.withdrawn), (1, 0, 1));
    assert_eq!((counts.posted(), counts.claimed(), counts.arrived(), counts.children()), (6, 3, 2, 1));
    world.put(&made[4], Status::HandedOut).await;
    let counts = statistics::per_phase(world.store.read()).await.unwrap()[&phase];
    assert_eq!((counts.handed_out, counts.pool_handed_out, counts.children()), (1, 1, 2));
    let totals: statistics::Counts = statistics::per_phase(world.store.read()).await.unwrap().into_values().sum();
    assert_eq!(totals, counts);
    let schools = statistics::per_school(world.store.read(), phase).await.unwrap();
    assert_eq!(schools[&world.school_id("first").await].open, 1);
    assert_eq!(schools[&world.school_id("shagou").await].handed_out, 1);
    let own = statistics::own(world.store.read(), world.school_id("shagou").await, phase).await.unwrap();
    assert_eq!(own[&Status::Withdrawn], 1);
}

async fn no_page_of_the_list_reads_the_whole_table(world: World) {
    if world.store.backend() != DbBackend::Sqlite {
        return; // PostgreSQL reads a small table whole, and rightly.
    }
    world.phase_open().await;
    let township = world.township().await.to_string();
    let sorted_by_index: [&[(&str, &str)]; 11] = [
        &[],
        &[("sort", "closing")],
        &[("sort", "price")],
        &[("sort", "-price")],
        &[("township", &township)],
        &[("category", "books")],
        &[("grade", "1-2"), ("from", "10"), ("to", "90")],
        &[("q", "双肩书包")],
        &[("q", "书包 蓝色"), ("category", "schoolbag")],
        &[("q", "schoolbag")],
        &[("status", "taken")],
    ];
    for parameters in sorted_by_index {
        let plan = plan(&world.store, &asked(parameters)).await;
        assert!(!plan.contains("SCAN"), "{parameters:?}\n{plan}");
        assert!(!plan.contains("TEMP B-TREE"), "{parameters:?}\n{plan}");
    }
    for parameters in [[("q", "书"), ("sort", "waiting")], [("q", "书包"), ("sort", "price")]] {
        let plan = plan(&world.store, &asked(&parameters)).await;
        assert!(!plan.contains("SCAN"), "{parameters:?}\n{plan}");
    }
}

/// How SQLite would carry the list's statement out.
async fn plan(store: &Store, filter: &Filter) -> String {
    let statement = browse::statement(filter).limit(25).build(DbBackend::Sqlite);
    let explain = Statement { sql: format!("EXPLAIN QUERY PLAN {}", statement.sql), ..statement };
    let rows = store.read().query_all_raw(explain).await.unwrap();
    rows.iter().map(|row| row.try_get::<String>("", "detail").unwrap() + "\n").collect()
}

#[test]
fn a_category_has_the_same_word_everywhere() {
    for category in Category::ALL {
        assert_eq!(Category::from_key(category.key()), Some(category));
        assert_eq!(serde_json::to_value(category).unwrap(), category.key());
    }
}
