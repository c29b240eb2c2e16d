//! One cell, read the way people write into tables: full-width digits, dates in several forms, amounts with words.

mod category;
mod day;

pub(super) use self::{
    category::{category, category_of},
    day::{birth, given_on, is_day},
};
use super::finding::Kind;
use crate::{Fen, text::half_width, wish::Gender};

/// `三年级`, `３年级`, `三（2）班`, `3`, `302班`, `初一`.
pub(super) fn grade(cell: &str) -> Option<i32> {
    let plain: String = half_width(cell).split_whitespace().collect();
    let plain = plain.strip_prefix("小学").unwrap_or(&plain);
    let (plain, above) = match plain.strip_prefix("初中").or_else(|| plain.strip_prefix('初')) {
        Some(rest) => (rest, 6),
        None => (plain, 0),
    };
    let plain = plain.strip_prefix('第').unwrap_or(plain);
    let first = plain.chars().next()?;
    let number =
        first.to_digit(10).or_else(|| "零一二三四五六七八九".chars().position(|c| c == first)?.try_into().ok())?;
    let rest = &plain[first.len_utf8()..];
    // 302班: the second class of grade three. 12: no grade.
    let is_class = |text: &str| {
        let digits = text.trim_end_matches('班');
        digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit())
    };
    let is_grade = rest.is_empty() || rest.starts_with(['年', '(', '.', '-', '/', '级']) || is_class(rest);
    let grade = i32::try_from(number).ok()? + above;
    (is_grade && (1 + above..=9).contains(&grade)).then_some(grade)
}

/// The amount, of whatever size: `约100元`, `￥95.50`, `1,000`.
pub(super) fn price(cell: &str) -> Result<Fen, Kind> {
    const BEFORE: [&str; 7] = ["约", "大约", "大概", "人民币", "rmb", "¥", "￥"];
    const AFTER: [&str; 9] = ["左右", "以内", "上下", "块钱", "元整", "块", "圆", "rmb", "元"];
    let plain: String = half_width(cell).to_lowercase().split_whitespace().collect();
    if plain.is_empty() {
        return Err(Kind::MissingPrice);
    }
    let mut plain = plain.as_str();
    while let Some(rest) = BEFORE.iter().find_map(|word| plain.strip_prefix(word)) {
        plain = rest;
    }
    while let Some(rest) = AFTER.iter().find_map(|word| plain.strip_suffix(word)) {
        plain = rest;
    }
    match plain.parse::<Fen>() {
        Ok(Fen(0)) => Err(Kind::PriceZero),
        Ok(price) => Ok(price),
        // `68.000`: more decimals than there are fen, and nothing in them.
        Err(_) => match plain.split_once('.').filter(|(_, decimals)| decimals.bytes().skip(2).all(|b| b == b'0')) {
            Some((whole, decimals)) if decimals.len() > 2 && decimals.is_ascii() => {
                price(&format!("{whole}.{}", &decimals[..2]))
            }
            _ => Err(Kind::BadPrice),
        },
    }
}

/// `None` for what is neither.
pub(super) fn gender(cell: &str) -> Option<Gender> {
    let plain = half_width(cell).trim().to_lowercase();
    match plain.as_str() {
        "m" | "male" | "boy" => Some(Gender::Boy),
        "f" | "female" | "girl" => Some(Gender::Girl),
        text if text.starts_with('男') => Some(Gender::Boy),
        text if text.starts_with('女') => Some(Gender::Girl),
        _ => None,
    }
}

/// The consent form's number; `None` where somebody wrote that there is none.
pub(super) fn form_no(cell: &str) -> Option<&str> {
    const NONE: [&str; 13] =
        ["无", "没有", "未", "未签", "未交", "未同意", "不同意", "否", "无同意书", "x", "×", "0", "none"];
    let plain = half_width(cell).trim().to_lowercase();
    let says_none = NONE.contains(&plain.as_str()) || !plain.contains(char::is_alphanumeric);
    (!says_none).then(|| cell.trim())
}

#[cfg(test)]
mod tests {
    use super::{Fen, Kind, form_no, grade, price};

    #[test]
    fn grades_are_read_as_schools_write_them() {
        for (cell, number) in [
            ("三年级", 3),
            ("３年级", 3),
            ("四（2）班", 4),
            ("五(3)班", 5),
            ("6", 6),
            ("302班", 3),
            ("二 年级", 2),
            ("初一", 7),
            ("九年级", 9),
            ("3.2", 3),
        ] {
            assert_eq!(grade(cell), Some(number), "{cell}");
        }
        for cell in ["", "幼儿园", "学前班", "高一", "十年级", "12", "0", "初四", "班", "大班", "三班"]
        {
            assert_eq!(grade(cell), None, "{cell}");
        }
    }

    #[test]
    fn prices_are_read_with_the_words_round_them() {
        for (cell, fen) in [
            ("100元", 10_000),
            ("３６", 3_600),
            ("¥36.00", 3_600),
            ("约 95 元左右", 9_500),
            ("68.000", 6_800),
            ("59.5", 5_950),
        ] {
            assert_eq!(price(cell), Ok(Fen(fen)), "{cell}");
        }
        for (cell, kind) in [
            ("", Kind::MissingPrice),
            ("0", Kind::PriceZero),
            ("0.00元", Kind::PriceZero),
            ("-5", Kind::BadPrice),
            ("一百", Kind::BadPrice),
            ("50-60", Kind::BadPrice),
            ("元", Kind::BadPrice),
            ("6.895", Kind::BadPrice),
        ] {
            assert_eq!(price(cell), Err(kind), "{cell}");
        }
    }

    #[test]
    fn a_number_is_a_number_and_none_is_none() {
        assert_eq!(form_no(" TY01-001 "), Some("TY01-001"));
        for cell in ["", "  ", "无", "—", "/", "未签"] {
            assert_eq!(form_no(cell), None, "{cell}");
        }
    }
}
