use super::paper::Role;
use super::*;

fn tag(item: &str) -> Tag {
    Tag {
        code: "K7M49XQ2TP".to_owned(),
        url: "https://nuanxin.example.org/v/K7M49XQ2TP".to_owned(),
        item: item.to_owned(),
        specification: "蓝色，双肩".to_owned(),
        phase: "微心愿第五期".to_owned(),
        school_alias: "青杏小学".to_owned(),
    }
}

fn gift(item: &str) -> Gift {
    Gift {
        tag: tag(item),
        price: "¥95.00".to_owned(),
        send_to: vec!["青杏小学".to_owned(), "示例县示例路 1 号".to_owned()],
        give_by: "2026年12月7日".to_owned(),
    }
}

/// The words of each page, as a reader that copies them gets them.
fn read(pdf: &[u8]) -> Vec<String> {
    let document = lopdf::Document::load_mem(pdf).expect("it is a PDF");
    let pages = document.get_pages();
    pages.keys().map(|page| document.extract_text(&[*page]).expect("its text can be read")).collect()
}

/// Every line lies in `frame`.
fn assert_inside(blocks: &[Block], frame: Frame) {
    for line in blocks.iter().flat_map(Block::lines) {
        let held = line.frame();
        let inside = held.x >= frame.x && held.right() <= frame.right() + 0.1;
        let inside = inside && held.y >= frame.y && held.bottom() <= frame.bottom() + 0.1;
        assert!(inside, "{:?} sticks out of {frame:?}: {}", held, line.text());
    }
}

#[test]
fn nine_tags_make_two_pages_whose_words_can_be_copied() {
    let tags: Vec<Tag> = (1..=9).map(|number| tag(&format!("书包{number}"))).collect();
    let pages = read(&tags_pdf(&tags, Lang::Zh, &Fonts::built_in()).expect("they print"));
    assert_eq!(pages.len(), 2);
    for words in [
        "K7M4-9XQ2-TP",
        "书包8",
        "规格：蓝色，双肩",
        "微心愿第五期",
        "青杏小学",
        "请把吊牌系在礼物外面",
        "第 1 页，共 2 页",
    ] {
        assert!(pages[0].contains(words), "{words} is missing from {}", pages[0]);
    }
    assert!(pages[1].contains("书包9") && pages[1].contains("第 2 页，共 2 页"));
}

#[test]
fn the_sheet_says_what_where_and_by_when_in_either_language() {
    for (lang, words) in [(Lang::Zh, "寄到哪里"), (Lang::En, "Where to send it")] {
        let pages = read(&gift_sheets_pdf(&[gift("书包")], lang, &Fonts::built_in()).expect("it prints"));
        assert_eq!(pages.len(), 1);
        for words in [words, "书包", "¥95.00", "示例县示例路 1 号", "2026年12月7日", "K7M4-9XQ2-TP", "/v/K7M49XQ2TP"]
        {
            assert!(pages[0].contains(words), "{words} is missing from {}", pages[0]);
        }
    }
}

#[test]
fn a_tag_never_says_where_to_send_it() {
    let pages = read(&tags_pdf(&[tag("书包")], Lang::Zh, &Fonts::built_in()).expect("it prints"));
    assert!(!pages[0].contains("寄到哪里"));
}

/// What a scanner reads out of the modules that are drawn.
fn scanned(qr: &paper::Qr) -> String {
    let size = usize::from(qr.size);
    let mut dark = vec![false; size * size];
    for &(x, y, length) in &qr.runs {
        let begin = usize::from(y) * size + usize::from(x);
        dark[begin..begin + usize::from(length)].fill(true);
    }
    let grid = rqrr::Grid::new(rqrr::SimpleGrid::from_func(size, |x, y| dark[y * size + x]));
    grid.decode().expect("it can be scanned").1
}

#[test]
fn the_square_of_each_tag_leads_to_its_own_gift() {
    let fonts = Fonts::built_in();
    for code in ["K7M49XQ2TP", "ZZZZ9XQ2TP"] {
        let tag = Tag { url: format!("https://nuanxin.example.org/v/{code}"), ..tag("书包") };
        let cell = cells().next().expect("eight cells");
        let blocks = tag::lay(&Typesetter::new(&fonts), &tag, cell, NonZeroU16::MIN, Words::of(Lang::Zh));
        let squares: Vec<String> = blocks
            .expect("the link is short")
            .iter()
            .flat_map(|block| &block.marks)
            .filter_map(|mark| if let Mark::Qr(_, qr) = mark { Some(scanned(qr)) } else { None })
            .collect();
        assert_eq!(squares, [tag.url]);
    }
}

#[test]
fn what_the_font_lacks_is_an_empty_box_that_reads_out_as_itself() {
    let tags = [tag("书包"), tag("𰻝面碗\u{E863}"), tag("𠮷面碗")];
    let pdf = tags_pdf(&tags, Lang::Zh, &Fonts::built_in()).expect("it prints");
    let pages = read(&pdf);
    assert!(pages[0].contains("□面碗") && pages[0].contains("书包"), "{}", pages[0]);
    assert!(pages[0].contains("方框里是打印字体没有的字"), "{}", pages[0]);
    let read_out = read_out(&pdf);
    for item in ["𰻝面碗\u{E863}", "𠮷面碗"] {
        assert!(read_out.iter().any(|said| said == item), "{item} is not among {read_out:?}");
    }
}

/// What a reader is told in place of what it sees.
fn read_out(pdf: &[u8]) -> Vec<String> {
    let document = lopdf::Document::load_mem(pdf).expect("it is a PDF");
    let mut said = Vec::new();
    for page in document.get_pages().values() {
        let content = lopdf::content::Content::decode(&document.get_page_content(*page)).expect("it has marks");
        let properties = content.operations.iter().flat_map(|operation| &operation.operands);
        let texts = properties.filter_map(|one| one.as_dict().ok()?.get(b"ActualText").ok()?.as_str().ok());
        said.extend(texts.map(|text| {
            let unit = |pair: &[u8]| pair.iter().fold(0, |all, &byte| (all << 8) | u16::from(byte));
            let units: Vec<u16> = text.chunks(2).map(unit).collect();
            String::from_utf16_lossy(&units).trim_start_matches('\u{FEFF}').to_owned()
        }));
    }
    said
}

#[test]
fn a_page_without_empty_boxes_says_nothing_of_them() {
    let pages = read(&tags_pdf(&[tag("书包")], Lang::Zh, &Fonts::built_in()).expect("it prints"));
    assert!(!pages[0].contains("方框"));
}

#[test]
fn the_code_on_a_sticker_stands_on_one_line() {
    let fonts = Fonts::built_in();
    let mut wide = tag("书包");
    for code in ["6WKNANNBBP", "WWWWWWWWWW"] {
        code.clone_into(&mut wide.code);
        let cell = Frame::new(mm(10.0), mm(9.0), mm(190.0 / 3.0), mm(270.0 / 8.0));
        let blocks = sticker::lay(&Typesetter::new(&fonts), &wide, cell, Words::of(Lang::Zh)).expect("a short code");
        let heading = blocks.iter().find(|block| matches!(block.role, Role::Heading(_))).expect("it has its code");
        let lines: Vec<String> = heading.lines().map(text::Line::text).collect();
        assert_eq!(lines, [wide.grouped_code()]);
        assert_inside(&blocks, cell);
    }
}

#[test]
fn rare_characters_of_names_can_be_printed() {
    let rare = tag("喆堃翀镕犇𫖯龢");
    let pages = read(&tags_pdf(&[rare], Lang::En, &Fonts::built_in()).expect("it prints"));
    assert!(!pages[0].contains("An empty box"), "通用规范汉字表 is covered: {}", pages[0]);
}

#[test]
fn whatever_is_written_stays_inside_its_tag() {
    let mut longest = tag(&"羽毛球拍一副".repeat(40));
    longest.specification = "x".repeat(500);
    longest.school_alias = "云岭乡".repeat(30);
    longest.phase = "第五期 ".repeat(30);
    longest.code = "W".repeat(40);
    let fonts = Fonts::built_in();
    for tag in [tag("书包"), tag(&"复读机可插卡".repeat(10)), longest] {
        for lang in [Lang::Zh, Lang::En] {
            let cell = cells().nth(3).expect("eight cells");
            let blocks = tag::lay(&Typesetter::new(&fonts), &tag, cell, NonZeroU16::MIN, Words::of(lang));
            assert_inside(&blocks.expect("the link is short"), cell);
        }
    }
}

#[test]
fn sixty_characters_with_a_long_specification_are_printed_whole() {
    let fonts = Fonts::built_in();
    let mut tag = tag(&"英语复读机可插卡带耳机，".repeat(5));
    tag.specification = "双肩，防水，适合身高一米二".repeat(4);
    let blocks = tag::lay(
        &Typesetter::new(&fonts),
        &tag,
        cells().next().expect("eight cells"),
        NonZeroU16::MIN,
        Words::of(Lang::Zh),
    );
    let blocks = blocks.expect("the link is short");
    assert!(blocks.iter().flat_map(Block::lines).all(|line| line.in_full.is_none()));
}

#[test]
fn a_long_address_pushes_nothing_off_the_sheet() {
    let mut crowded = gift(&"羽毛球拍一副".repeat(20));
    crowded.tag.specification = "全碳素，带布袋。".repeat(30);
    crowded.send_to = vec!["山西省示例县云岭乡青杏村示例路一号".repeat(4); 9];
    let fonts = Fonts::built_in();
    for lang in [Lang::Zh, Lang::En] {
        let blocks = sheet::lay(&Typesetter::new(&fonts), &crowded, Words::of(lang)).expect("the link is short");
        assert_inside(&blocks, A4.inset(mm(15.0)));
        let bottom_of = |wanted: fn(&Role) -> bool| {
            let lines = blocks.iter().filter(|block| wanted(&block.role)).flat_map(Block::lines);
            lines.map(|line| line.frame().bottom()).fold(0.0, f32::max)
        };
        let tag_top = A4.height - mm(22.0) - tag::SIZE.1;
        assert!(bottom_of(|role| matches!(role, Role::Item | Role::Link(_))) < tag_top);
    }
}

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
    assert!(read(&pdf)[0].contains("陈□") && read_out(&pdf).contains(&"陈𰻝".to_owned()));
}

#[test]
fn an_empty_print_and_an_endless_link_are_refused() {
    let fonts = Fonts::built_in();
    assert!(matches!(tags_pdf(&[], Lang::Zh, &fonts), Err(LabelError::Nothing)));
    let mut endless = tag("书包");
    endless.url = "x".repeat(5000);
    assert!(matches!(tags_pdf(&[endless], Lang::Zh, &fonts), Err(LabelError::LinkTooLong(_))));
}

#[test]
fn the_same_tags_give_the_same_bytes() {
    let once = || tags_pdf(&[tag("书包")], Lang::Zh, &Fonts::built_in()).expect("it prints");
    assert_eq!(once(), once());
}

#[test]
fn a_font_file_must_be_there_and_be_a_font() {
    let missing = Fonts::with_file("no/such/font.ttf".as_ref());
    assert!(matches!(missing, Err(LabelError::Unreadable { .. })));
    let not_a_font = concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/OFL.txt");
    assert!(matches!(Fonts::with_file(not_a_font.as_ref()), Err(LabelError::NotAFont(_))));
    let font = concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/NotoSansSC-subset.ttf");
    let fonts = Fonts::with_file(font.as_ref()).expect("it is a font");
    tags_pdf(&[tag("书包")], Lang::Zh, &fonts).expect("it prints");
}

#[test]
fn fonts_are_shared_between_requests() {
    fn shared<T: Send + Sync + Clone>() {}
    shared::<Fonts>();
}
