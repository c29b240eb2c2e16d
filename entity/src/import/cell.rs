//! One cell, read the way people write into tables: full-width digits, dates in several forms, amounts with words.

use chrono::TimeDelta;

use super::finding::Kind;
use crate::{
    Day, Fen,
    text::half_width,
    wish::{Category, Gender},
};

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

/// A day in one of the forms of tables: `2012-03-25`, `2012/3/25`, `2012.3.25`, `2012年3月25日`, `20120325`, and the
/// number of a day, which is what is left of a date when its cell lost its format. Not in the future.
pub(super) fn birth(cell: &str, today: Day) -> Result<Day, Kind> {
    if cell.trim().is_empty() {
        return Err(Kind::MissingBirth);
    }
    match day(cell) {
        Ok(day) if day > today => Err(Kind::FutureBirth),
        read => read,
    }
}

/// When the consent was signed; blank is no mistake.
pub(super) fn given_on(cell: &str, today: Day) -> Result<Option<Day>, Kind> {
    if cell.trim().is_empty() {
        return Ok(None);
    }
    match day(cell) {
        Ok(day) if day > today => Err(Kind::FutureConsent),
        Ok(day) => Ok(Some(day)),
        Err(_) => Err(Kind::BadConsentDate),
    }
}

/// Whether it reads as a day.
pub(super) fn is_day(cell: &str) -> bool {
    day(cell).is_ok()
}

fn day(cell: &str) -> Result<Day, Kind> {
    let plain = half_width(cell);
    let plain: String = if plain.contains('年') {
        plain.split_whitespace().collect()
    } else {
        // A time of day may follow.
        plain.split_whitespace().next().unwrap_or_default().split('T').next().unwrap_or_default().to_owned()
    };
    let plain = plain.trim_end_matches(['日', '号', '生', '.']);
    if plain.bytes().all(|b| b.is_ascii_digit()) {
        return compact(plain);
    }
    let parts: Vec<Option<u32>> =
        plain.split(['-', '/', '.', '年', '月', '—', '、', '\\']).map(|part| part.parse().ok()).collect();
    match parts[..] {
        [Some(year), Some(month), Some(day)] => of(year, month, day),
        [Some(_), Some(_)] if plain.contains('.') => compact(plain.split('.').next().unwrap_or_default()),
        _ => Err(Kind::BadBirth),
    }
}

fn of(year: u32, month: u32, day: u32) -> Result<Day, Kind> {
    let full = (1900..=2200).contains(&year);
    let found = i32::try_from(year).ok().filter(|_| full).and_then(|year| Day::from_ymd_opt(year, month, day));
    found.ok_or(if full && (month, day) == (2, 29) { Kind::Feb29 } else { Kind::BadBirth })
}

/// `20120325`, or days since the last day of 1899 as spreadsheet programs count them.
fn compact(digits: &str) -> Result<Day, Kind> {
    let number: u32 = digits.parse().map_err(|_| Kind::BadBirth)?;
    match digits.len() {
        8 => of(number / 10_000, number / 100 % 100, number % 100),
        5 => Day::from_ymd_opt(1899, 12, 30)
            .and_then(|first| first.checked_add_signed(TimeDelta::days(number.into())))
            .ok_or(Kind::BadBirth),
        _ => Err(Kind::BadBirth),
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

/// The category a word names.
pub(super) fn category(cell: &str) -> Option<Category> {
    let plain: String = half_width(cell).to_lowercase().split_whitespace().collect();
    Category::from_key(&plain).or_else(|| named(&plain, &CATEGORIES))
}

/// The category a thing belongs to.
pub(super) fn category_of(item: &str) -> Option<Category> {
    named(item, &THINGS)
}

/// The earlier line decides: 书包 before 书.
fn named(plain: &str, words: &[(&[&str], Category)]) -> Option<Category> {
    words.iter().find(|(words, _)| words.iter().any(|word| plain.contains(word))).map(|(_, category)| *category)
}

const CATEGORIES: [(&[&str], Category); 12] = [
    (&["书包", "背包", "schoolbag"], Category::Schoolbag),
    (&["美术", "绘画", "画", "art"], Category::ArtSupplies),
    (&["学习机", "学习用品", "学习工具", "学习设备", "学习设施", "电子", "learning"], Category::LearningDevice),
    (&["文具", "stationery"], Category::Stationery),
    (&["图书", "书籍", "课外书", "读物", "书", "book"], Category::Books),
    (&["鞋", "shoe"], Category::Shoes),
    (&["衣", "服", "clothes"], Category::Clothes),
    (&["体育", "运动", "sport"], Category::Sports),
    (&["玩", "toy"], Category::Toy),
    (&["生活", "日用", "daily"], Category::DailyGoods),
    (&["乐器", "音乐", "music"], Category::Music),
    (&["其他", "其它", "other"], Category::Other),
];

const THINGS: [(&[&str], Category); 11] = [
    (&["书包", "双肩包"], Category::Schoolbag),
    (&["彩笔", "彩色铅笔", "蜡笔", "颜料", "画板", "画笔", "油画棒"], Category::ArtSupplies),
    (&["学习机", "复读机", "点读", "台灯", "计算器", "词典笔"], Category::LearningDevice),
    (&["玩具", "积木", "汽车", "拼图", "娃娃", "魔方"], Category::Toy),
    (&["铅笔", "钢笔", "文具", "笔盒", "本子", "圆规"], Category::Stationery),
    (&["字典", "词典", "《", "图书", "故事", "漫画", "绘本"], Category::Books),
    (&["鞋", "靴"], Category::Shoes),
    (&["羽绒服", "衣", "裤", "裙", "帽", "手套", "围巾"], Category::Clothes),
    (&["篮球", "足球", "排球", "跳绳", "球拍", "羽毛球", "乒乓"], Category::Sports),
    (&["保温杯", "水杯", "被", "雨伞", "毛巾", "餐盒"], Category::DailyGoods),
    (&["口琴", "笛", "吉他", "葫芦丝", "尤克里里"], Category::Music),
];

#[cfg(test)]
mod tests {
    use super::{Category, Day, Fen, Kind, birth, category, category_of, form_no, grade, price};

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
    fn birthdays_are_read_in_every_form() {
        let today = Day::from_ymd_opt(2026, 11, 24).unwrap();
        for cell in [
            "2012-03-05",
            "2012/3/5",
            "2012.3.5",
            "2012年3月5日",
            "２０１２年３月５日",
            "2012年 3月 5日",
            "20120305",
            "40973",
            "40973.5",
            "2012-03-05 00:00:00",
            "2012-03-05T00:00:00",
            "2012.3.5.",
        ] {
            assert_eq!(birth(cell, today).map(|day| day.to_string()), Ok("2012-03-05".to_owned()), "{cell}");
        }
        for (cell, kind) in [
            (" ", Kind::MissingBirth),
            ("2011-02-29", Kind::Feb29),
            ("2011-02-30", Kind::BadBirth),
            ("2031-05-01", Kind::FutureBirth),
            ("12-3-5", Kind::BadBirth),
            ("2012.3", Kind::BadBirth),
            ("九岁", Kind::BadBirth),
            ("2012", Kind::BadBirth),
        ] {
            assert_eq!(birth(cell, today), Err(kind), "{cell}");
        }
        assert!(birth("2012-02-29", today).is_ok(), "a leap year");
    }

    #[test]
    fn a_number_is_a_number_and_none_is_none() {
        assert_eq!(form_no(" TY01-001 "), Some("TY01-001"));
        for cell in ["", "  ", "无", "—", "/", "未签"] {
            assert_eq!(form_no(cell), None, "{cell}");
        }
    }

    #[test]
    fn categories_are_known_by_their_words_and_by_the_thing() {
        assert_eq!(category("文具书包"), Some(Category::Schoolbag));
        assert_eq!(category("体育用品"), Some(Category::Sports));
        assert_eq!(category("书"), Some(Category::Books));
        assert_eq!(category("甲类"), None);
        assert_eq!(category_of("彩色铅笔"), Some(Category::ArtSupplies));
        assert_eq!(category_of("铅笔盒"), Some(Category::Stationery));
        assert_eq!(category_of("惊喜"), None);
    }
}
