//! Names as they are typed: what a letter calls somebody, and what a record keeps.

use super::{half_width, is_picture, line_or_empty};
use crate::{Field, Refusal};

/// What a letter calls somebody: one line that leads nowhere. Mail programs make links of addresses, and anybody can
/// type a name beside an address that is another's. Nobody is called by a picture.
pub fn name(field: Field, typed: &str, max: usize) -> Result<String, Refusal> {
    let name = given(field, name_or_empty(field, typed, max)?)?;
    if name.chars().any(is_picture) { Err(Refusal::PictureInName(field)) } else { Ok(name) }
}

/// Of an organisation, or shown instead of one's own: like [`name`], but may be empty, and hold pictures.
pub fn name_or_empty(field: Field, typed: &str, max: usize) -> Result<String, Refusal> {
    let name = line_or_empty(field, typed, max)?;
    if leads_away(&name) { Err(Refusal::NotAName(field)) } else { Ok(name) }
}

/// A person's name as a record keeps it: letters, and no pictures among them.
pub fn person(field: Field, typed: &str, max: usize) -> Result<String, Refusal> {
    given(field, person_or_empty(field, typed, max)?)
}

/// Like [`person`], but may be empty.
pub fn person_or_empty(field: Field, typed: &str, max: usize) -> Result<String, Refusal> {
    let name = line_or_empty(field, typed, max)?;
    let is_sound = name.is_empty() || (name.chars().any(char::is_alphabetic) && !name.chars().any(is_picture));
    if is_sound { Ok(name) } else { Err(Refusal::PictureInName(field)) }
}

fn given(field: Field, name: String) -> Result<String, Refusal> {
    if name.is_empty() { Err(Refusal::Missing(field)) } else { Ok(name) }
}

/// Whether two names are one, however they are spaced and in whatever width they were typed: `王老师`, ` 王 老师`.
pub fn same_name(one: &str, other: &str) -> bool {
    let plain = |name: &str| -> String {
        half_width(name).chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
    };
    plain(one) == plain(other)
}

/// Endings of sites that mail programs make links of by themselves; by any ending, `Mr.Li` would be a site too.
const SITES: [&str; 24] = [
    "app", "cc", "club", "cn", "co", "com", "edu", "fun", "gov", "icu", "info", "io", "link", "live", "ly", "net",
    "online", "org", "shop", "site", "top", "vip", "work", "xyz",
];

fn leads_away(name: &str) -> bool {
    let plain = half_width(name).to_lowercase();
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let is_site = |word: &str| {
        let parts = word.trim_matches('.').rsplit_once('.');
        parts.is_some_and(|(_, ending)| SITES.contains(&ending))
    };
    ["://", "www.", "@"].iter().any(|sign| plain.contains(sign)) || plain.split(|c: char| !is_part(c)).any(is_site)
}

#[cfg(test)]
mod tests {
    use super::{name, name_or_empty, person, person_or_empty, same_name};
    use crate::{Field, Refusal};

    #[test]
    fn a_name_leads_nowhere() {
        for typed in [
            "http://evil.example click",
            "ｈｔｔｐ：／／evil.example",
            "点开 evil.COM 领奖",
            "见evil.com.cn/a",
            "www.evil.example",
            "lin@example.org",
        ] {
            assert_eq!(name(Field::Name, typed, 60), Err(Refusal::NotAName(Field::Name)), "{typed}");
        }
        for typed in ["林老师", "Mr.Li", "J. R. Smith", "St. Mary's", "Ph.D. Wang", "三年级2.5班", "某某公司(Co.)"]
        {
            assert_eq!(name(Field::Name, typed, 60), Ok(typed.to_owned()));
        }
        for typed in ["Ann😀", "🎒"] {
            assert_eq!(name(Field::Name, typed, 60), Err(Refusal::PictureInName(Field::Name)), "{typed}");
        }
        assert_eq!(name(Field::Name, " ", 60), Err(Refusal::Missing(Field::Name)));
        assert_eq!(name_or_empty(Field::Organisation, " ", 60), Ok(String::new()));
    }

    #[test]
    fn a_record_keeps_names_of_letters() {
        for typed in ["某😀某", "🎒", "--", "小草❤️"] {
            assert_eq!(person(Field::ChildName, typed, 30), Err(Refusal::PictureInName(Field::ChildName)), "{typed}");
        }
        for typed in ["陈小草", "阿依古丽·买买提", "O'Neil", "孩子1"] {
            assert_eq!(person(Field::ChildName, typed, 30), Ok(typed.to_owned()));
        }
        assert_eq!(person(Field::ChildName, " ", 30), Err(Refusal::Missing(Field::ChildName)));
        assert_eq!(person_or_empty(Field::Guardian, "", 30), Ok(String::new()));
    }

    #[test]
    fn one_person_is_not_two_by_spaces_and_widths() {
        for (one, other) in [("王老师", " 王 老师 "), ("王老师", "王\u{3000}老师"), ("Wang Ｌi", "wang li")]
        {
            assert!(same_name(one, other), "{one} {other}");
        }
        assert!(!same_name("王老师", "李老师"));
    }
}
