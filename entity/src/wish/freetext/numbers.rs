//! Phone and identity numbers, with any separators, in full-width or Chinese digits. Lists of sizes, years and
//! book numbers are none.

use crate::error::Personal;

/// Signs that people put between the digits of one number, at most this many at a place.
const MOST_BETWEEN: usize = 3;

/// The digits that belong together, as the groups in which they were written.
type Run = Vec<String>;

pub(super) fn find(plain: &str) -> Option<Personal> {
    let runs = runs(plain);
    if runs.iter().any(|run| is_identity_number(&run.concat())) {
        return Some(Personal::IdentityNumber);
    }
    runs.iter().any(is_phone).then_some(Personal::Phone)
}

fn runs(plain: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut between = usize::MAX;
    for c in plain.chars() {
        let digit = digit(c).or_else(|| (c == 'x' && between == 0).then_some('x'));
        match (digit, runs.last_mut()) {
            (Some(digit), Some(run)) if between == 0 => run.last_mut().into_iter().for_each(|group| group.push(digit)),
            (Some(digit), Some(run)) if between <= MOST_BETWEEN => run.push(digit.to_string()),
            (Some(digit), _) => runs.push(vec![digit.to_string()]),
            (None, _) => {
                between = if is_separator(c) { between.saturating_add(1) } else { usize::MAX };
                continue;
            }
        }
        between = 0;
    }
    runs
}

fn is_separator(c: char) -> bool {
    c.is_whitespace() || "-–—−_.·•,，、。/\\()（）[]【】+*~:：'\"|".contains(c)
}

/// Digits in all the ways people write them out.
fn digit(c: char) -> Option<char> {
    const WRITTEN: [&str; 10] =
        ["〇零○Ｏ", "一壹幺①㊀", "二贰两②貳", "三叁③參", "四肆④", "五伍⑤", "六陆⑥陸", "七柒⑦", "八捌⑧", "九玖⑨"];
    if c.is_ascii_digit() {
        return Some(c);
    }
    let value = WRITTEN.iter().position(|signs| signs.contains(c))?;
    char::from_digit(u32::try_from(value).ok()?, 10)
}

/// 18 signs with a birth date inside, or the old 15.
fn is_identity_number(digits: &str) -> bool {
    let number = |range: std::ops::Range<usize>| digits.get(range).and_then(|part| part.parse::<u32>().ok());
    let is_day = |month, day| matches!((month, day), (Some(1..=12), Some(1..=31)));
    match digits.len() {
        18 => matches!(number(6..10), Some(1900..=2099)) && is_day(number(10..12), number(12..14)) && x_is_last(digits),
        15 => is_day(number(8..10), number(10..12)) && !digits.contains('x'),
        _ => false,
    }
}

fn x_is_last(digits: &str) -> bool {
    digits.find('x').is_none_or(|at| at == digits.len() - 1)
}

fn is_phone(run: &Run) -> bool {
    // An x is a times sign or the end of an identity number.
    let digits: String = run.concat().split('x').next().unwrap_or_default().to_owned();
    if is_book_number(&digits) || is_list_of_sizes(run) || is_date(run) {
        return false;
    }
    has_mobile(&digits) || is_landline(&digits) || run.iter().any(|group| is_local(group))
}

/// 1, then 3–9, then nine more, anywhere: somebody who hides it puts digits round it.
fn has_mobile(digits: &str) -> bool {
    digits.as_bytes().windows(11).any(|window| window[0] == b'1' && (b'3'..=b'9').contains(&window[1]))
}

/// Area code and number.
fn is_landline(digits: &str) -> bool {
    digits.starts_with('0') && (10..=12).contains(&digits.len())
}

/// A number without its area code, written in one piece: nothing else in a wish has so many digits.
fn is_local(group: &str) -> bool {
    group.len() >= 7 && group.bytes().all(|b| b.is_ascii_digit()) && !is_ascending(group)
}

/// 一二三四五六七 counts volumes, it calls nobody.
fn is_ascending(group: &str) -> bool {
    group.as_bytes().windows(2).all(|pair| pair[1] == pair[0] + 1)
}

/// ISBN-13 with its check digit.
fn is_book_number(digits: &str) -> bool {
    let weighted = |(i, b): (usize, u8)| u32::from(b - b'0') * if i % 2 == 0 { 1 } else { 3 };
    digits.len() == 13
        && (digits.starts_with("978") || digits.starts_with("979"))
        && digits.bytes().enumerate().map(weighted).sum::<u32>() % 10 == 0
}

/// `130 140 150 160`: every group is a size somebody may wear or a length in centimetres.
fn is_list_of_sizes(run: &Run) -> bool {
    run.len() > 1
        && run.iter().all(|group| group.len() <= 3 && group.parse::<u32>().is_ok_and(|size| (20..=250).contains(&size)))
}

/// `2026-11-23`
fn is_date(run: &Run) -> bool {
    run.len() == 3 && run[0].len() == 4 && run[0].starts_with("20") && run[1].len() <= 2 && run[2].len() <= 2
}
