use super::*;

fn rows(text: &str, measure: f32) -> Vec<String> {
    let fonts = Fonts::built_in();
    let glyphs = Typesetter::new(&fonts).glyphs(text);
    wrap(&glyphs, measure).into_iter().map(|row| super::text(&glyphs[row])).collect()
}

#[test]
fn chinese_breaks_anywhere_but_not_before_a_full_stop() {
    assert_eq!(rows("红色书包。蓝色文具盒", 4.0), ["红色书", "包。蓝色", "文具盒"]);
    assert_eq!(rows("一二三（四五）六", 4.0), ["一二三", "（四五）", "六"]);
}

#[test]
fn latin_breaks_at_spaces_and_an_endless_word_anywhere() {
    assert_eq!(rows("a pencil case", 4.0), ["a pencil ", "case"]);
    assert!(rows(&"x".repeat(40), 4.0).len() > 3);
    assert_eq!(rows(&"x".repeat(40), 4.0).concat(), "x".repeat(40));
}

#[test]
fn nothing_to_set_is_no_line() {
    assert!(rows("", 4.0).is_empty());
    assert!(rows("\u{200F}\u{0}", 4.0).is_empty());
}

#[test]
fn a_text_too_long_for_its_least_size_ends_in_an_ellipsis_and_still_reads_in_full() {
    let fonts = Fonts::built_in();
    let typesetter = Typesetter::new(&fonts);
    let long = "复读机".repeat(40);
    let frame = Frame::new(10.0, 10.0, 100.0, 30.0);
    let (lines, bottom) = typesetter.set(&long, frame, Style::sized(12.0, 8.0));
    assert!(bottom <= frame.bottom());
    assert!(lines.iter().all(|line| line.frame().right() <= frame.right() + SLACK));
    assert!(lines.last().expect("there are lines").text().ends_with('…'));
    let read: String = lines.iter().map(|line| line.in_full.clone().unwrap_or_else(|| line.text())).collect();
    assert_eq!(read, long);
}

#[test]
fn a_short_text_keeps_its_size() {
    let fonts = Fonts::built_in();
    let (lines, _) = Typesetter::new(&fonts).set("书包", Frame::new(0.0, 0.0, 100.0, 30.0), Style::sized(12.0, 8.0));
    assert_eq!(lines.len(), 1);
    assert!((lines[0].size - 12.0).abs() < f32::EPSILON);
}
