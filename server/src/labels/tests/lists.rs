//! A list on as many pages as it needs: heads on each, every line once, nothing off the page. A report's table.

use app::document::{Cell, Document, Row, Table};

use super::{text::Line, *};

fn listing(rows: usize) -> Listing {
    let column = |head, width| Column { head, width, stands: Stands::Left };
    Listing {
        lang: Lang::Zh,
        title: "签领表：样例小学".to_owned(),
        subtitle: "微心愿第五期".to_owned(),
        says: String::new(),
        facts: vec![("件数", rows.to_string())],
        columns: vec![column("序", 20.0), column("礼物", 100.0), column("签字", 60.0)],
        rows: (1..=rows).map(|row| vec![row.to_string(), format!("书包第{row}件。"), String::new()]).collect(),
        total: None,
        row_height: 11.0,
        notes: vec!["用完请收好"],
        on_every_page: "不拍照",
        signs: vec!["发放老师：", "第二位成年人：", "日期："],
    }
}

#[test]
fn a_long_list_has_its_heads_on_every_page_and_each_line_once() {
    let pages = read(&list_pdf(&listing(60), &Fonts::built_in()).expect("it prints"));
    assert_eq!(pages.len(), 3);
    assert!(pages.iter().all(|page| page.contains("礼物") && page.contains("签字")), "{pages:?}");
    assert!(pages.iter().enumerate().all(|(page, text)| text.contains(&format!("第 {} 页，共 3 页", page + 1))));
    assert!(pages.iter().all(|page| page.contains("签领表：样例小学 · 不拍照")), "{pages:?}");
    let all = pages.concat();
    assert!((1..=60).all(|row| all.matches(&format!("书包第{row}件")).count() == 1));
    assert!(pages[2].contains("第二位成年人：") && pages[2].contains("用完请收好"));
}

#[test]
fn whatever_stands_in_a_list_stays_on_its_page() {
    let mut crowded = listing(3);
    crowded.rows[1][1] = "羽毛球拍一副".repeat(200);
    crowded.rows[2][0] = "W".repeat(60);
    crowded.title = "样例小学".repeat(60);
    let fonts = Fonts::built_in();
    let typesetter = Typesetter::new(&fonts);
    for leaf in listing::leaves(&crowded, &typesetter) {
        for section in &leaf.sections {
            assert_inside(&section.blocks, flow::AREA);
        }
    }
}

#[test]
fn a_list_without_lines_is_refused_and_one_with_a_rare_name_is_not() {
    let fonts = Fonts::built_in();
    assert!(matches!(list_pdf(&listing(0), &fonts), Err(LabelError::Nothing)));
    let mut rare = listing(1);
    rare.rows[0][1] = "陈𰻝".to_owned();
    let pdf = list_pdf(&rare, &fonts).expect("it prints");
    assert!(read(&pdf)[0].contains("陈□") && read_out(&pdf).iter().any(|(said, _)| said == "𰻝"));
}

/// Twelve lines, of which two have a rare name and one more text than there is room for.
fn with_signs() -> Listing {
    let mut listing = listing(12);
    listing.rows[3][1] = "陈𰻝".to_owned();
    listing.rows[8][1] = "𠮷小田".to_owned();
    listing.rows[10][1] = "羽毛球拍一副".repeat(200);
    listing
}

#[test]
fn what_a_box_or_an_ellipsis_stands_for_is_read_out_in_its_own_row() {
    let fonts = Fonts::built_in();
    let listing = with_signs();
    let leaves = listing::leaves(&listing, &Typesetter::new(&fonts));
    let sections = leaves.iter().flat_map(|leaf| &leaf.sections);
    let lines = sections.flat_map(|section| &section.blocks).flat_map(Block::lines);
    let signs = lines.filter(|line| line.has_boxes() || line.in_full.is_some()).map(|line| {
        let read = line.readings();
        let sign = line.glyphs.iter().zip(read).find(|(glyph, read)| !read.chars().eq([glyph.seen()]));
        (sign.expect("a sign that stands for something").1, A4.height - line.baseline)
    });
    let read = read_out(&list_pdf(&listing, &fonts).expect("it prints"));
    let signs: Vec<(String, f32)> = signs.collect();
    assert_eq!((signs.len(), read.len()), (3, 3));
    for ((sign, height), (said, found)) in signs.iter().zip(&read) {
        assert_eq!(sign, said);
        assert!((height - found).abs() < 0.1, "{said} is found at {found}, not at {height}");
    }
}

#[test]
fn the_note_under_boxes_names_their_rows_and_stands_under_the_table() {
    let fonts = Fonts::built_in();
    let pages = read(&list_pdf(&with_signs(), &fonts).expect("it prints"));
    assert!(pages[0].contains("第 4、9 行：方框里是打印字体没有的字"), "{}", pages[0]);
    let mut anywhere = with_signs();
    "样例𰻝小学".clone_into(&mut anywhere.subtitle);
    let pages = read(&list_pdf(&anywhere, &fonts).expect("it prints"));
    assert!(pages[0].contains("方框里") && !pages[0].contains("行：方框里"), "{}", pages[0]);
}

#[test]
fn no_word_of_a_reports_head_is_broken() {
    let heads =
        ["School", "Posted", "Claimed", "Arrived", "Handed out (donors)", "Filled", "Pool", "Left", "Withdrawn"];
    let row = Row { name: "样例小学".to_owned(), cells: vec![Cell::Count(1); heads.len() - 1] };
    let report = Document {
        lang: Lang::En,
        title: "Report".to_owned(),
        subtitle: String::new(),
        facts: Vec::new(),
        tables: vec![Table { title: "By school", heads: heads.to_vec(), rows: vec![row], total: None }],
        notes: Vec::new(),
        file: "report".to_owned(),
    };
    let fonts = Fonts::built_in();
    let leaves = document::leaves(&report, &Typesetter::new(&fonts));
    let blocks = leaves.iter().flat_map(|leaf| &leaf.sections).flat_map(|section| &section.blocks);
    let lines: Vec<String> = blocks.flat_map(Block::lines).map(Line::text).collect();
    assert!(lines.iter().any(|line| line == "Withdrawn"), "{lines:?}");
}
