mod lists;

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
    let read_out: Vec<&str> = read_out.iter().map(|(said, _)| said.as_str()).collect();
    assert_eq!(read_out, ["𰻝", "\u{E863}", "𠮷"]);
}

/// What a reader is told in place of what it sees, and how high above the foot of the page it finds that: at the
/// baseline of the last text, on the page as it lies when that ends.
fn read_out(pdf: &[u8]) -> Vec<(String, f32)> {
    let document = lopdf::Document::load_mem(pdf).expect("it is a PDF");
    let mut said = Vec::new();
    for page in document.get_pages().values() {
        let content = lopdf::content::Content::decode(&document.get_page_content(*page)).expect("it has marks");
        let (mut scale, mut shift, mut baseline) = (1.0, 0.0, 0.0);
        let (mut saved, mut spans) = (Vec::new(), Vec::new());
        for operation in &content.operations {
            let number = |at: usize| operation.operands[at].as_float().expect("a number");
            match operation.operator.as_str() {
                "q" => saved.push((scale, shift)),
                "Q" => (scale, shift) = saved.pop().expect("what was kept"),
                "cm" => (scale, shift) = (scale * number(3), scale * number(5) + shift),
                "Tm" => baseline = number(5),
                "BMC" | "BDC" => spans.push(actual_text(&operation.operands)),
                "EMC" => said.extend(spans.pop().flatten().map(|text| (text, scale * baseline + shift))),
                _ => {}
            }
        }
    }
    said
}

fn actual_text(properties: &[lopdf::Object]) -> Option<String> {
    let text = properties.get(1)?.as_dict().ok()?.get(b"ActualText").ok()?.as_str().ok()?;
    let unit = |pair: &[u8]| pair.iter().fold(0, |all, &byte| (all << 8) | u16::from(byte));
    let units: Vec<u16> = text.chunks(2).map(unit).collect();
    Some(String::from_utf16_lossy(&units).trim_start_matches('\u{FEFF}').to_owned())
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
fn the_stickers_end_with_what_is_to_know_of_them() {
    let fonts = Fonts::built_in();
    let printed = |count: usize, note| {
        let tags = vec![tag("书包"); count];
        read(&stickers_pdf(&tags, note, Lang::Zh, &fonts).expect("they print"))
    };
    for (count, of) in [(1, 1), (23, 1), (24, 2), (25, 2)] {
        let pages = printed(count, Some("两份还在路上"));
        assert_eq!(pages.len(), of, "{count}");
        let told = pages.iter().map(|page| page.matches("两份还在路上").count());
        assert!(told.eq((1..=of).map(|page| usize::from(page == of))), "{count}: {pages:?}");
        assert!(pages[of - 1].contains(&format!("第 {of} 页，共 {of} 页")));
    }
    assert_eq!(printed(24, None).len(), 1);
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
