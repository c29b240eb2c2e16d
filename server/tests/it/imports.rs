//! The school's tables, through the pages.

mod command;

use std::{fmt::Write as _, future::poll_fn, pin::pin, task::Poll};

use app::text::Text;
use calamine::{Reader as _, Xlsx};
use entity::{
    Field, Lang,
    child::look::{self, Reason},
    import::{self, columns::FIELDS, take_in},
    page_report,
    wish::{self, Category, Status},
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};

use crate::{
    sheets::{phase, read, samples},
    site::{Answer, Reader, TestSite},
    world::World,
};

on_both![
    a_table_is_brought_checked_and_taken_in,
    what_cannot_be_read_is_told_at_the_file,
    columns_that_are_not_known_are_matched_by_hand,
    the_sites_own_words_for_categories_are_known,
    what_was_taken_in_is_told_as_done_and_leads_back,
    a_large_table_is_taken_in_while_its_page_looks_again,
    the_marked_table_can_be_mended_and_brought_again,
    the_empty_table_is_understood,
    a_draft_that_was_opened_is_deleted_and_so_is_its_import,
];

async fn teacher(site: &TestSite) -> Reader<'_> {
    site.sign_in_as(site.world.school("shagou").await.account()).await
}

async fn bring(site: &TestSite, teacher: &Reader<'_>, phase: &str, name: &str, file: &[u8]) -> Answer {
    let key = site.world.store.dice.id();
    teacher.upload("/school/imports", &[("form", &key), ("phase", phase)], (name, file)).await
}

fn sample(name: &str) -> Vec<u8> {
    samples().into_iter().find(|(sample, _)| sample.starts_with(name)).unwrap().1
}

async fn a_table_is_brought_checked_and_taken_in(world: World) {
    let site = TestSite::new(world);
    let phase = phase(&site.world).await.id.to_string();
    let teacher = teacher(&site).await;
    teacher.get("/school/imports").await.has_status(200).says("还没有导入过").says("最大 10 MiB");
    let file = sample("西社镇");
    let answer = bring(&site, &teacher, &phase, "沙沟心愿.xlsx", &file).await;
    let own = answer.has_status(303).location().to_owned();
    let page = teacher.get(&own).await;
    page.says("共 41 行，36 行可以导入").says("第 32 行 姓名 和第 4 行是同一个孩子").says("第 40 行 同意书编号");
    page.says("导入这 36 行").says("请在导入以前下载");
    let again = bring(&site, &teacher, &phase, "又一次.xlsx", &file).await;
    assert_eq!(again.has_status(303).location(), own);
    let fields = [("form", "k"), ("given_on", "2027-01-01")];
    teacher.submit(&format!("{own}/take"), &fields).await.has_status(422).says("这一天还没有到");
    let fields = [("form", "k"), ("given_on", "1999-01-01")];
    let early = teacher.submit(&format!("{own}/take"), &fields).await;
    early.has_status(422).says("同意的日期早于孩子的出生日期");
    let fields = [("form", "k2"), ("given_on", "2026-11-01"), ("consent_card", "yes")];
    for _ in 0..2 {
        assert_eq!(teacher.submit(&format!("{own}/take"), &fields).await.has_status(303).location(), own);
    }
    let page = teacher.get(&own).await;
    page.says("导入了 36 个心愿 它们现在是草稿").says("标出错误的表格不能再下载");
    assert!(!page.body.contains("marked.xlsx"), "what was in the table is gone");
    teacher.get(&format!("{own}/marked.xlsx")).await.has_status(409).says("这张表格的内容已经从网站上删除");
    teacher.get("/school/imports").await.says("沙沟心愿.xlsx").says("已导入");
    teacher.get("/school").await.says("36 个草稿还没有提交");
    let fields = [("form", "s"), ("phase", phase.as_str())];
    teacher.submit("/school/wishes/submit-all", &fields).await.has_status(303);
    teacher.get("/school").await.says("提交了 36 个");
    let page = teacher.get(&own).await;
    page.says("导入了 36 个心愿 其中没有草稿了").says("这次导入的 36 个心愿都会撤销").says("确定撤销");
    assert!(!page.words().contains("现在是草稿"));
    teacher.submit(&format!("{own}/undo"), &[("form", "u")]).await.has_status(303);
    teacher.get("/school/imports").await.says("已撤销");
    assert_eq!(wish::Entity::find().count(site.world.store.writer()).await.unwrap(), 0);
    teacher.get(&format!("{own}?lang=en")).await.says("This import was undone");
}

async fn what_cannot_be_read_is_told_at_the_file(world: World) {
    let site = TestSite::new(world);
    let phase = phase(&site.world).await.id.to_string();
    let teacher = teacher(&site).await;
    bring(&site, &teacher, &phase, "", b"").await.has_status(422).says("请选择文件");
    bring(&site, &teacher, &phase, "a.xlsx", b"%PDF\x01\x02").await.has_status(422).says("这不是表格文件");
    bring(&site, &teacher, "x", "a.csv", "姓名\n甲".as_bytes()).await.has_status(422).says("请选择期次");
    let answer = bring(&site, &teacher, &phase, "a.xlsx", &vec![b'a'; (10 << 20) + 1]).await;
    answer.has_status(422).says("文件超过 10 MiB");
    bring(&site, &teacher, &phase, "a.xlsx", &vec![b'a'; 14 << 20]).await.has_status(422).says("文件超过 10 MiB");
    bring(&site, &teacher, &phase, "a.xlsx", &vec![b'a'; 33 << 20]).await.has_status(413).says("一个文件最大 10 MiB");
    let long = "长".repeat(200 * 1024);
    teacher.submit("/school/wishes/new", &[("item", &long)]).await.has_status(413);
    let lured = teacher.lured_to("/school/imports", &[("phase", &phase)]).await;
    assert!(lured.status.is_client_error(), "another site's page cannot bring a table");
}

async fn columns_that_are_not_known_are_matched_by_hand(world: World) {
    let site = TestSite::new(world);
    let phase = phase(&site.world).await.id.to_string();
    let teacher = teacher(&site).await;
    let table = "谁,哪天生的,几年级,想要什么,多少钱,纸的号码\n甲子,2017-05-06,三年级,书包,90,同-1\n";
    let answer = bring(&site, &teacher, &phase, "自己的表.csv", table.as_bytes()).await;
    let own = answer.has_status(303).location().to_owned();
    teacher.get(&own).await.says("还不知道哪一列是").says("对应表格的列");
    let columns = format!("{own}/columns");
    let page = teacher.get(&columns).await;
    page.has_status(200).says("A 列 谁").says("F 列 纸的号码");
    let row = page.value_of("header_row").unwrap();
    let fields = [
        ("form", "k"),
        ("header_row", row.as_str()),
        ("child_name", "0"),
        ("birth_date", "1"),
        ("grade", "2"),
        ("item", "3"),
        ("form_no", "5"),
    ];
    teacher.submit(&columns, &fields).await.has_status(422).says("请填写预计价格（元）");
    let fields = [&fields[..], &[("price", "4")]].concat();
    teacher.submit(&columns, &fields).await.has_status(303);
    teacher.get(&own).await.says("共 1 行，1 行可以导入").says("没有写规格");
    let next = bring(&site, &teacher, &phase, "下一张.csv", table.replace("甲子", "乙丑").as_bytes()).await;
    teacher.get(next.has_status(303).location()).await.says("共 1 行，1 行可以导入");
}

async fn the_sites_own_words_for_categories_are_known(world: World) {
    let site = TestSite::new(world);
    let phase = phase(&site.world).await.id.to_string();
    let teacher = teacher(&site).await;
    let mut table = "姓名,生日,年级,心愿,规格,价格,类别,同意书\n".to_owned();
    let labels = |lang| Category::ALL.map(|category| (Text(lang).category(category), category));
    let known: Vec<(&str, Category)> = [Lang::Zh, Lang::En].into_iter().flat_map(labels).collect();
    for (number, (label, _)) in known.iter().enumerate() {
        let name = char::from_u32(0x4E00 + u32::try_from(number).unwrap()).unwrap();
        writeln!(table, "样{name},2017-05-06,三年级,惊喜,一份,90,{label},同-{number}").unwrap();
    }
    let answer = bring(&site, &teacher, &phase, "心愿.csv", table.as_bytes()).await;
    let own = answer.has_status(303).location().to_owned();
    let page = teacher.get(&own).await;
    page.says("共 24 行，24 行可以导入");
    assert!(!page.words().contains("没有这个类别"), "{}", page.words());
    let key = page.value_of("form").unwrap();
    let fields = [("form", key.as_str()), ("given_on", "2026-10-10")];
    teacher.submit(&format!("{own}/take"), &fields).await.has_status(303);
    let wishes = wish::Entity::find().order_by_asc(wish::COLUMN.id).all(site.world.store.writer()).await.unwrap();
    let taken: Vec<Category> = wishes.iter().map(|wish| wish.category).collect();
    assert_eq!(taken, known.iter().map(|(_, category)| *category).collect::<Vec<_>>());
}

async fn what_was_taken_in_is_told_as_done_and_leads_back(world: World) {
    let site = TestSite::new(world);
    let phase = phase(&site.world).await.id.to_string();
    let teacher = teacher(&site).await;
    let table = "姓名,生日,年级,心愿,价格,同意书\n甲子,2017-05-06,三年级,书包,90,同-1\n";
    let own = bring(&site, &teacher, &phase, "心愿.csv", table.as_bytes()).await.has_status(303).location().to_owned();
    teacher.get(&own).await.says("这些行会导入，提交以前请核对。");
    let key = teacher.get(&own).await.value_of("form").unwrap();
    let fields = [("form", key.as_str()), ("given_on", "2026-10-10")];
    teacher.submit(&format!("{own}/take"), &fields).await.has_status(303);
    let done = teacher.get(&own).await;
    done.says("导入了 1 个心愿").says("这些行已经导入，提交以前请核对。");
    assert!(!done.words().contains("会导入"));
    for answer in [
        teacher.get(&format!("{own}/columns")).await,
        teacher.submit(&format!("{own}/columns"), &[("form", "late"), ("header_row", "1")]).await,
    ] {
        answer.has_status(409).says("导入了 1 个心愿").says("去学校工作台");
    }
}

async fn a_large_table_is_taken_in_while_its_page_looks_again(world: World) {
    let site = TestSite::new(world);
    let phase = phase(&site.world).await.id.to_string();
    let teacher = teacher(&site).await;
    let sign = |number: u32| char::from_u32(0x4E00 + number).unwrap();
    let row = |n: u32| {
        let name: String = [n / 100, 200 + n % 100, 400].map(sign).iter().collect();
        format!("{name},2017-05-06,三年级,书包,蓝色,90,同-{n}")
    };
    let rows = (0..5_000).map(row).collect::<Vec<_>>().join("\n");
    let table = format!("姓名,生日,年级,心愿,规格,价格,同意书\n{rows}");
    let answer = bring(&site, &teacher, &phase, "全县.csv", table.as_bytes()).await;
    let own = answer.has_status(303).location().to_owned();
    teacher.get(&own).await.says("共 5000 行，5000 行可以导入").says("还有 4800 处");
    teacher.submit(&format!("{own}/take"), &[("form", "k"), ("given_on", "2026-11-01")]).await.has_status(303);
    let page = teacher.get(&own).await;
    page.says("正在导入 5000 行");
    assert_eq!(page.headers["refresh"], "2");
    assert!(!page.body.contains("<progress"), "nobody has begun, or another process: words alone");
    let id = own.rsplit('/').next().unwrap().parse().unwrap();
    let mut work = pin!(take_in::carry_out_next(&site.world.store, site.world.now));
    poll_fn(|context| {
        let done = work.as_mut().poll(context).is_ready();
        let has_some = take_in::progress(&site.world.store, id).is_some_and(|lines| lines > 0);
        if done || has_some { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
    let page = teacher.get(&own).await;
    page.says("正在导入 5000 行").says("500 / 5,000 行");
    assert!(page.body.contains("<progress max=\"5000\" value=\"500\""), "{}", page.body);
    work.await.unwrap().unwrap();
    let page = teacher.get(&own).await;
    page.says("导入了 5000 个心愿");
    assert!(!page.headers.contains_key("refresh"));
    let drafts = wish::Entity::find().filter(wish::COLUMN.status.eq(Status::Draft));
    assert_eq!(drafts.count(site.world.store.writer()).await.unwrap(), 5_000);
}

async fn the_marked_table_can_be_mended_and_brought_again(world: World) {
    let site = TestSite::new(world);
    let phase = phase(&site.world).await.id.to_string();
    let teacher = teacher(&site).await;
    let answer = bring(&site, &teacher, &phase, "a.xlsx", &sample("岭底乡")).await;
    let own = answer.has_status(303).location().to_owned();
    let marked = teacher.download(&format!("{own}/marked.xlsx")).await;
    let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(&marked)).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    let last = |row: u32| range.get_value((row - 1, 13)).unwrap().to_string();
    assert_eq!(last(3), "怎么改");
    assert!(last(12).contains("和第 4 行是同一个孩子"), "{}", last(12));
    let other = site.sign_in_as(site.world.school("other").await.account()).await;
    other.get(&format!("{own}/marked.xlsx")).await.has_status(404);
    let answer = bring(&site, &teacher, &phase, "b.xlsx", &marked).await;
    teacher.get(answer.has_status(303).location()).await.says("共 28 行，24 行可以导入");
}

async fn the_empty_table_is_understood(world: World) {
    let site = TestSite::new(world);
    phase(&site.world).await;
    let teacher = teacher(&site).await;
    for lang in ["zh", "en"] {
        let file = teacher.download(&format!("/school/imports/template.xlsx?lang={lang}")).await;
        let table = import::find(&read(&file).await.unwrap(), &[]).unwrap();
        let columns: Vec<Option<Field>> = (0..FIELDS.len()).map(|column| table.mapping.field(column)).collect();
        assert_eq!(columns, FIELDS.map(Some));
        assert_eq!(table.rows().count(), 0);
    }
}

async fn a_draft_that_was_opened_is_deleted_and_so_is_its_import(world: World) {
    let site = TestSite::new(world);
    let phase = phase(&site.world).await.id.to_string();
    let teacher = teacher(&site).await;
    let line = |name: &str| format!("{name},2017-05-06,三年级,书包,蓝色,90,同-{name}");
    let table = ["姓名,生日,年级,心愿,规格,价格,同意书".to_owned(), line("甲子"), line("乙丑")].join("\n");
    let answer = bring(&site, &teacher, &phase, "两个.csv", table.as_bytes()).await;
    let own = answer.has_status(303).location().to_owned();
    teacher.submit(&format!("{own}/take"), &[("form", "k"), ("given_on", "2026-11-01")]).await.has_status(303);
    let db = site.world.store.writer();
    let drafts = wish::Entity::find().all(db).await.unwrap();
    for draft in &drafts {
        teacher.get(&format!("/school/wishes/{}", draft.code)).await.has_status(200);
        let key = site.world.store.dice.id();
        let page = format!("/v/{}", draft.code);
        let report = [("form", key.as_str()), ("page", &page), ("kind", "wrong"), ("words", "打不开")];
        site.visitor().submit("/report", &report).await.has_status(303);
    }
    let first = format!("/school/wishes/{}/delete", drafts[0].code);
    assert_eq!(teacher.submit(&first, &[]).await.has_status(303).location(), "/school");
    assert_eq!(wish::Entity::find().count(db).await.unwrap(), 1);
    teacher.submit(&format!("{own}/undo"), &[("form", "u")]).await.has_status(303);
    assert_eq!(wish::Entity::find().count(db).await.unwrap(), 0);
    let looks = look::Entity::find().all(db).await.unwrap();
    assert_eq!(looks.iter().map(|look| (look.reason, look.wish_id)).collect::<Vec<_>>(), [(Reason::Wish, None); 2]);
    assert_eq!(page_report::Entity::find().filter(page_report::COLUMN.wish_id.is_null()).count(db).await.unwrap(), 2);
}
