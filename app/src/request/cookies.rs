//! The cookies: the session, the language, the basket, and a sentence for the next page.

use axum_extra::extract::cookie::{Cookie, SameSite};
use entity::{
    Code, Lang,
    session::{self, Opened},
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// The session's cookie.
pub const SESSION: &str = "__Host-nuanxin";
/// A sentence that the next page shows once.
pub(super) const SAID: &str = "__Host-said";
pub(super) const LANG: &str = "lang";
/// Codes chosen but not claimed yet, for visitors and donors alike.
pub const BASKET: &str = "basket";
/// The word of an organisation's link that a visitor followed.
pub(super) const ORGANISATION: &str = "organisation";
/// A basket holds at most this many.
pub const BASKET_MOST: usize = 30;

/// A cookie of ours: `Secure`, `HttpOnly`, `SameSite=Lax`, for the whole site. `max_age` in seconds; none: this session.
pub fn cookie(name: &'static str, value: String, max_age: Option<i64>) -> Cookie<'static> {
    let cookie = Cookie::build((name, value)).path("/").secure(true).http_only(true).same_site(SameSite::Lax);
    match max_age {
        Some(seconds) => cookie.max_age(::cookie::time::Duration::seconds(seconds)).build(),
        None => cookie.build(),
    }
}

/// The cookie of a session that was just opened; it lasts as long as the session does.
pub fn session_cookie(opened: &Opened) -> Cookie<'static> {
    let lasts = session::lasts(opened.person.role());
    cookie(SESSION, opened.token.clone(), Some(lasts.num_seconds()))
}

/// Takes the session's cookie away.
pub fn no_session() -> Cookie<'static> {
    cookie(SESSION, String::new(), Some(0))
}

/// Keeps the language that was chosen.
pub fn lang_cookie(lang: Lang) -> Cookie<'static> {
    cookie(LANG, lang.tag().to_owned(), Some(365 * 24 * 3600))
}

pub(super) fn basket_of(value: &str) -> Vec<Code> {
    let mut codes = Vec::new();
    for code in value.split('.').filter_map(|code| code.parse().ok()) {
        if codes.len() < BASKET_MOST && !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes
}

/// The basket's cookie for these codes.
pub fn basket_cookie(codes: &[Code]) -> Cookie<'static> {
    let value = codes.iter().map(Code::as_str).collect::<Vec<_>>().join(".");
    let keep = if codes.is_empty() { 0 } else { 7 * 24 * 3600 };
    cookie(BASKET, value, Some(keep))
}

/// Keeps an organisation's link for the claims to come.
pub fn organisation_cookie(link: &str) -> Cookie<'static> {
    cookie(ORGANISATION, link.to_owned(), Some(30 * 24 * 3600))
}

/// All but letters, digits and `-_.~/`.
const SPECIAL: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~').remove(b'/');

/// Percent-encodes a text for a cookie or `next=`.
pub fn encode(text: &str) -> String {
    utf8_percent_encode(text, SPECIAL).to_string()
}

/// A page behind a letter's link. Its form is sent there, too: what answers it is then at an address that is whole.
pub fn with_token(path: &str, token: &str) -> String {
    format!("{path}?token={}", encode(token))
}

/// The parameters of an address, as a form's browser wrote them.
pub fn parameters(query: &str) -> Vec<(String, String)> {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.map(|(name, value)| (decode(name), decode(&value.replace('+', " ")))).collect()
}

pub(super) fn decode(coded: &str) -> String {
    percent_decode_str(coded).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};

    #[test]
    fn a_sentence_survives_its_cookie() {
        for said in ["已保存", "50 % off; really=\"yes\"", ""] {
            assert_eq!(decode(&encode(said)), said);
        }
        assert_eq!(decode("%E5%BF"), "\u{FFFD}");
    }
}
