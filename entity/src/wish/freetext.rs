//! Free text that will be public is checked for what could tell who a child is: numbers, addresses, accounts,
//! the names of the school's pupils and guardians, the county's villages.

mod accounts;
mod elders;
mod guarded;
mod heads;
mod numbers;

use sea_orm::entity::prelude::*;

use self::accounts::{has_account, has_email};
pub use self::guarded::Guarded;
use crate::{
    Field, Refusal, Result, Store,
    error::{Personal, Refused},
    id::SchoolId,
    text::half_width,
};

/// Everything in `text` that must not be public, each kind once.
pub(crate) fn check(field: Field, text: &str, guarded: &Guarded) -> Vec<Refusal> {
    let plain = compared(text);
    let mut found: Vec<Personal> = anonymous(text).into_iter().collect();
    if guarded.pupils.stand_in(&plain) {
        found.push(Personal::PupilName);
    } else if guarded.guardians.stand_in(&plain) {
        found.push(Personal::GuardianName);
    }
    let village = guarded.villages.iter().find(|(_, village)| names_village(&plain, village));
    found.extend(village.map(|(name, _)| Personal::Village(name.clone())));
    found.into_iter().map(|what| Refusal::Personal(field, what)).collect()
}

/// Both public texts of a wish.
pub(crate) fn check_wish(item: &str, specification: &str, guarded: &Guarded) -> Vec<Refusal> {
    let mut found = check(Field::Item, item, guarded);
    found.extend(check(Field::Specification, specification, guarded));
    found
}

/// A donor's text: no way to reach the donor or the child. Names are not compared, because a refusal would tell
/// a stranger that a pupil of that name exists.
pub(crate) fn by_donor(field: Field, text: &str) -> Result<(), Refusal> {
    anonymous(text).map_or(Ok(()), |what| Err(Refusal::Personal(field, what)))
}

/// A school's or the office's text for a donor, or one that stands where others than the school may read it.
pub(crate) async fn by_school(
    store: &Store,
    db: &impl ConnectionTrait,
    school: SchoolId,
    field: Field,
    text: &str,
) -> Result<()> {
    let found = check(field, text, &Guarded::of_school(store, db, school).await?);
    if found.is_empty() { Ok(()) } else { Err(Refused(found).into()) }
}

/// What can be told without knowing any names.
fn anonymous(text: &str) -> Option<Personal> {
    let plain = half_width(text).to_lowercase();
    numbers::find(&plain)
        .or_else(|| has_email(&plain).then_some(Personal::Email))
        .or_else(|| has_account(&plain).then_some(Personal::Account))
}

/// Letters and digits only, so that a space or a dot inside a name hides nothing.
fn compared(text: &str) -> String {
    half_width(text).chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The whole name, or a long one without its 村: `柳树湾` tells as much as `柳树湾村`.
fn names_village(plain: &str, village: &str) -> bool {
    let stem = village.strip_suffix('村').unwrap_or(village);
    let name = if stem.chars().count() > 2 { stem } else { village };
    name.chars().count() > 1 && plain.contains(name)
}

#[cfg(test)]
mod tests {
    use super::{Guarded, Personal, anonymous, check, compared, guarded::Names};
    use crate::{Field, Refusal};

    #[test]
    fn what_a_donor_must_know_is_let_through() {
        for text in [
            "双肩书包，蓝色，防水，适合身高130",
            "运动鞋 35码 男生",
            "尺码 130/140/150/160 都可以",
            "尺码：130 140 150 160 170",
            "《新华字典》第12版 商务印书馆 2020年",
            "ISBN 978-7-100-15860-2",
            "QQ糖一包",
            "QQ 车模型",
            "24色水彩笔，一套2盒，18元左右",
            "5号篮球；一二年级用",
            "LED台灯 220V 5W USB-C",
            "2026-11-23 之前要",
            "长 1200 毫米 × 宽 600 毫米",
            "苏东坡传",
            "三国演义（上中下）",
            "一二三四五六册",
            "iPhone 数据线 1.5米",
        ] {
            assert_eq!(anonymous(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_are_found_however_they_are_written() {
        for text in [
            "13800138000",
            "138 0013 8000",
            "138-0013-8000",
            "电话：１３８００１３８０００",
            "+86 138 0013 8000",
            "1.3.8.0.0.1.3.8.0.0.0",
            "一三八零零一三八零零零",
            "壹叁捌零零壹叁捌零零零",
            "幺三八 〇〇幺三 八〇〇〇",
            "1三8零0一3八00零",
            "①③⑧00138000",
            "0350-2345678",
            "(0350) 234 5678",
            "打5881234找我",
            "书包13800138000蓝色",
            "138 001 380 00",
        ] {
            assert_eq!(anonymous(text), Some(Personal::Phone), "{text}");
        }
        for text in [
            "110101199003070011",
            "11010119900307001X",
            "１１０１０１１９９００３０７００１ｘ",
            "110101 19900307 0011",
            "110101900307001",
        ] {
            assert_eq!(anonymous(text), Some(Personal::IdentityNumber), "{text}");
        }
    }

    #[test]
    fn addresses_and_accounts_are_found() {
        for text in ["lin@example.org", "lin ＠ example.org", "写信到a.b@c.cn"] {
            assert_eq!(anonymous(text), Some(Personal::Email), "{text}");
        }
        for text in [
            "加微信 lin_2026",
            "微 信同号",
            "vx: lin2026",
            "QQ：a123456",
            "wx号是linlin88",
            "我的WeChat",
            "https://example.org",
        ] {
            assert_eq!(anonymous(text), Some(Personal::Account), "{text}");
        }
    }

    #[test]
    fn names_of_pupils_guardians_and_villages_are_found() {
        let names = |names: &[&str]| {
            let mut all = Names::default();
            for name in names {
                all.add(compared(name));
            }
            all
        };
        let guarded = Guarded {
            pupils: names(&["陈小草", "阿", "林子"]),
            guardians: names(&["陈大山", "欧阳大山伯"]),
            villages: vec![("柳树湾村".into(), "柳树湾村".into()), ("东坡村".into(), "东坡村".into())],
        };
        let found = |text: &str| check(Field::Item, text, &guarded);
        let what = |personal| vec![Refusal::Personal(Field::Item, personal)];
        assert_eq!(found("给陈 小·草的书包"), what(Personal::PupilName));
        assert_eq!(found("陈大山收"), what(Personal::GuardianName));
        assert_eq!(found("请交欧阳大山伯"), what(Personal::GuardianName));
        assert_eq!(found("林子"), what(Personal::PupilName), "the whole text");
        assert_eq!(found("柳树湾的孩子"), what(Personal::Village("柳树湾村".into())));
        assert_eq!(found("苏东坡传"), vec![]);
        assert_eq!(found("东坡村"), what(Personal::Village("东坡村".into())));
        assert_eq!(found("阿凡提的故事"), vec![], "a name of one character would refuse half of all texts");
    }
}
