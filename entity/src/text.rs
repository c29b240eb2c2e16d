//! Typed text: made plain before it is judged, and judged before it is kept.

mod name;

pub use name::{name, name_or_empty, person, person_or_empty, same_name};

use crate::{Field, Refusal};

/// Full-width digits, letters and signs (`１２：`) as their plain forms; ideographic space as space.
pub fn half_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{3000}' => ' ',
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            other => other,
        })
        .collect()
}

/// Signs that change how the text round them is read, or that no one can see.
const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}'
    )
}

/// Whether anything in a text cannot be seen. What joins pictures into one (a mother and her child, as phones type
/// them) can be.
fn is_hidden(text: &str, is_break: impl Fn(char) -> bool) -> bool {
    let mut before = ' ';
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        let joins = sign == '\u{200D}' && is_picture(before) && signs.peek().copied().is_some_and(is_picture);
        if !joins && (is_invisible(sign) || (sign.is_control() && !is_break(sign))) {
            return true;
        }
        before = sign;
    }
    false
}

/// Signs that phones draw as pictures, with what gives them their colour.
const fn is_picture(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2BFF}' | '\u{FE0F}' | '\u{1F000}'..='\u{1FAFF}')
}

/// One line of `1..=max` characters: trimmed, inner white space folded.
///
/// Refuses control characters (NUL among them) and invisible direction marks instead of dropping them,
/// because a text that reads differently from what is stored must not be accepted silently.
pub fn line(field: Field, typed: &str, max: usize) -> Result<String, Refusal> {
    let text = line_or_empty(field, typed, max)?;
    if text.is_empty() { Err(Refusal::Missing(field)) } else { Ok(text) }
}

/// One line that says something in words or figures; pictures may stand beside them.
pub fn words(field: Field, typed: &str, max: usize) -> Result<String, Refusal> {
    let text = line(field, typed, max)?;
    if text.chars().any(char::is_alphanumeric) { Ok(text) } else { Err(Refusal::NoWords(field)) }
}

/// Why somebody decides something: a [`line`] that is asked for in words of its own.
pub fn reason(typed: &str, max: usize) -> Result<String, Refusal> {
    line(Field::Reason, typed, max).map_err(|refusal| match refusal {
        Refusal::Missing(_) => Refusal::ReasonMissing,
        other => other,
    })
}

/// Like [`line`], but may be empty.
pub fn line_or_empty(field: Field, typed: &str, max: usize) -> Result<String, Refusal> {
    if is_hidden(typed, |sign| sign == '\t') {
        return Err(Refusal::Invisible(field));
    }
    let text = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    within(field, text, max)
}

/// Several lines of at most `max` characters, line breaks kept as `\n`; may be empty.
pub fn lines(field: Field, typed: &str, max: usize) -> Result<String, Refusal> {
    if is_hidden(typed, |sign| matches!(sign, '\n' | '\r' | '\t')) {
        return Err(Refusal::Invisible(field));
    }
    let text = typed.replace("\r\n", "\n").replace('\r', "\n");
    within(field, text.trim().to_owned(), max)
}

fn within(field: Field, text: String, max: usize) -> Result<String, Refusal> {
    if text.chars().count() > max { Err(Refusal::TooLong(field, max)) } else { Ok(text) }
}

/// A whole number as people type it (`３`, ` 14 `).
pub fn number(field: Field, typed: &str, range: std::ops::RangeInclusive<i32>) -> Result<i32, Refusal> {
    let plain = half_width(typed);
    let plain = plain.trim();
    if plain.is_empty() {
        return Err(Refusal::Missing(field));
    }
    match plain.parse() {
        Ok(number) if range.contains(&number) => Ok(number),
        _ => Err(Refusal::NotANumber(field, *range.start(), *range.end())),
    }
}

/// A day: `2026-11-23`, `2026/11/23`, `2026.11.23`, `2026年11月23日`, full-width digits too.
pub fn day(field: Field, typed: &str) -> Result<crate::Day, Refusal> {
    let plain = half_width(typed);
    if plain.trim().is_empty() {
        return Err(Refusal::Missing(field));
    }
    let parts: Vec<&str> = plain.trim().trim_end_matches('日').split(['-', '/', '.', '年', '月']).collect();
    let [year, month, day] = parts[..] else { return Err(Refusal::NotADay(field)) };
    let read = |s: &str| s.trim().parse::<u32>().ok();
    let found = match (read(year), read(month), read(day)) {
        (Some(year @ 1900..=2200), Some(month), Some(day)) => {
            i32::try_from(year).ok().and_then(|year| crate::Day::from_ymd_opt(year, month, day))
        }
        _ => None,
    };
    found.ok_or(Refusal::NotADay(field))
}

/// An e-mail address, plain form: one `@`, a dotted domain, no spaces; the domain in small letters, and the
/// local part too (no provider in use tells `A@` from `a@`, and two accounts for one person help nobody).
pub fn email(typed: &str) -> Result<String, Refusal> {
    let plain = line(Field::Email, &half_width(typed), 254)?.to_lowercase();
    let (local, domain) = plain.split_once('@').ok_or(Refusal::NotAnEmail)?;
    let sound = |s: &str| !s.is_empty() && !s.starts_with('.') && !s.ends_with('.') && !s.contains("..");
    let local_sign = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    let domain_sign = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let whole = local.len() <= 64 && local.chars().all(local_sign) && domain.chars().all(domain_sign);
    if whole && sound(local) && sound(domain) && domain.contains('.') { Ok(plain) } else { Err(Refusal::NotAnEmail) }
}

#[cfg(test)]
mod tests {
    use super::{day, email, line, number, reason, words};
    use crate::{Field, Refusal};

    #[test]
    fn what_cannot_be_seen_is_refused_not_dropped() {
        for typed in ["a\0b", "a\u{202E}b", "\u{200B}", "a\nb", "书\u{200D}包", "🎒\u{200D}", "\u{200D}🎒"] {
            assert_eq!(line(Field::Name, typed, 20), Err(Refusal::Invisible(Field::Name)), "{typed:?}");
        }
        assert_eq!(line(Field::Name, "  书  包\t蓝 ", 20), Ok("书 包 蓝".to_owned()));
        assert_eq!(line(Field::Name, "  ", 20), Err(Refusal::Missing(Field::Name)));
        assert_eq!(line(Field::Name, "二十一", 2), Err(Refusal::TooLong(Field::Name, 2)));
        assert_eq!(reason(" ", 20), Err(Refusal::ReasonMissing));
        for picture in ["🎒", "👩‍👧", "❤️‍🔥"] {
            assert_eq!(line(Field::Name, picture, 5), Ok(picture.to_owned()));
            assert_eq!(words(Field::Item, picture, 5), Err(Refusal::NoWords(Field::Item)));
        }
        assert_eq!(words(Field::Item, "书包🎒", 5), Ok("书包🎒".to_owned()));
    }

    #[test]
    fn days_and_numbers_are_read_as_typed() {
        for typed in ["2026-11-23", "2026/11/23", "2026.11.23", "２０２６年１１月２３日", "2026年11月23"] {
            assert_eq!(day(Field::GivenOn, typed).unwrap().to_string(), "2026-11-23", "{typed}");
        }
        for typed in ["2025-02-29", "23", "20261123", "-2026-11-23", "2026-11-23-1"] {
            assert_eq!(day(Field::GivenOn, typed), Err(Refusal::NotADay(Field::GivenOn)), "{typed}");
        }
        assert_eq!(number(Field::Grade, "３", 1..=9), Ok(3));
        assert_eq!(number(Field::Grade, "10", 1..=9), Err(Refusal::NotANumber(Field::Grade, 1, 9)));
    }

    #[test]
    fn addresses_are_checked_for_their_form() {
        assert_eq!(email(" Lin@Example.ORG "), Ok("lin@example.org".to_owned()));
        assert_eq!(email("ｌｉｎ＠example.org"), Ok("lin@example.org".to_owned()));
        for typed in
            ["lin", "lin@", "@example.org", "lin@example", "a b@example.org", "a@b@c.org", "林@example.org", "a@b..org"]
        {
            assert_eq!(email(typed), Err(Refusal::NotAnEmail), "{typed}");
        }
    }
}
