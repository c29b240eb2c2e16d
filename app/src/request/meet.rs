//! Finds out who visits and in which language, once for each request; and turns failures into pages after it.
//!
//! A read does not wait for a database that is away ([`crate::pulse`]); what writes is not given up for that. A session
//! that could not be read signs nobody out: such a reader is told that the site is busy.

use std::time::Duration;

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use axum_extra::extract::cookie::CookieJar;
use entity::{Lang, Refusal, Time, actor::SignedIn, session};

use super::{
    Network, Shared, Visit,
    before::{is_page, nearest},
    cookies::{BASKET, LANG, ORGANISATION, SAID, SESSION, basket_of, decode, encode, lang_cookie},
};
use crate::{AppError, Site, parts::unproved, shell};

/// A database that has not said by then whose session it is, is too busy to.
const PATIENCE: Duration = Duration::from_secs(10);
/// Where sign-in leads back to, in bytes as it stands in the address; a longer one loses its query.
const LONGEST_BACK: usize = 4 * 1024;

/// Before any page runs, and after it.
pub async fn visit(State(site): State<Site>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let wants_lang = asked_lang(parts.uri.query().unwrap_or(""));
    let mut visit = meet(site, &parts, wants_lang).await;
    let is_read = matches!(parts.method, Method::GET | Method::HEAD);
    if !is_read {
        visit.page_path = Some(nearest(&visit.site, &visit.path, visit.came_from()).await);
    }
    if let Some(unread) = visit.unread().filter(|_| !is_read) {
        // Nobody's form is done in a stranger's name.
        return shell::failure(&visit, unread).into_response();
    }
    if parts.uri.query().is_some_and(|query| query.contains("%00")) {
        // No text of ours holds a NUL, and PostgreSQL takes none.
        return tell(&visit, &AppError::not_found(), true);
    }
    parts.extensions.insert(visit.clone());
    let answer = next.run(Request::from_parts(parts, body));
    // What writes is not left half-way.
    let answer = if is_read { visit.site().unless_away(answer).await } else { Some(answer.await) };
    let mut response = answer.unwrap_or_else(|| AppError::Busy.into_response());
    if let Some(error) = response.extensions_mut().remove::<AppError>() {
        response = tell(&visit, &error, is_read);
    } else {
        let status = response.status();
        let before = page_before(&visit, status).await;
        if let Some(page) = shell::plain_refusal(&visit, status, response.headers(), before) {
            response = page.into_response();
        }
    }
    if let Some(lang) = wants_lang {
        if let Ok(value) = HeaderValue::try_from(lang_cookie(lang).to_string()) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
        response.extensions_mut().remove::<Shared>();
    }
    response
}

/// What was too large has an address where nothing may be to be seen; the page it was sent from has it all.
async fn page_before(visit: &Visit, status: StatusCode) -> Option<&str> {
    let before = visit.came_from().filter(|_| status == StatusCode::PAYLOAD_TOO_LARGE)?;
    is_page(visit.site(), before).await.then_some(before)
}

/// A failure as a page: sign-in is a redirect that comes back, everything else says what to do next.
fn tell(visit: &Visit, error: &AppError, is_read: bool) -> Response {
    if let AppError::Refused(refused) = error
        && refused.0.contains(&Refusal::SignInFirst)
    {
        if let Some(unread) = visit.unread() {
            return shell::failure(visit, unread).into_response();
        }
        let next = if is_read { visit.path.as_str() } else { "/" };
        let query = if is_read && !visit.query.is_empty() { format!("?{}", visit.query) } else { String::new() };
        let whole = encode(&format!("{next}{query}"));
        let back = if whole.len() > LONGEST_BACK { encode(next) } else { whole };
        return visit.go(format!("/sign-in?next={back}")).into_response();
    }
    match error {
        AppError::Refused(refused) if refused.0.contains(&Refusal::VerifyFirst) => {
            unproved::page(visit).into_response()
        }
        error => shell::failure(visit, error).into_response(),
    }
}

async fn meet(site: Site, parts: &Parts, wants_lang: Option<Lang>) -> Visit {
    let cookies = CookieJar::from_headers(&parts.headers);
    let now = site.now();
    // Public pages are still shown to somebody whose session cannot be read just now.
    let (signed_in, unread) = match cookies.get(SESSION) {
        Some(token) => match who(&site, token.value(), now).await {
            Ok(who) => (who, None),
            Err(error) => (None, Some(error)),
        },
        None => (None, None),
    };
    let lang = wants_lang
        .or_else(|| kept_lang(&cookies))
        .or_else(|| signed_in.as_ref().map(SignedIn::lang))
        .unwrap_or_else(|| accepted_lang(&parts.headers));
    Visit {
        lang,
        signed_in,
        unread,
        path: parts.uri.path().to_owned(),
        page_path: None,
        query: parts.uri.query().unwrap_or_default().to_owned(),
        network: parts.extensions.get::<Network>().cloned().unwrap_or_default().0,
        came_from: came_from(&parts.headers),
        said: cookies.get(SAID).map(|said| decode(said.value())).filter(|said| !said.is_empty()),
        basket: cookies.get(BASKET).map(|basket| basket_of(basket.value())).unwrap_or_default(),
        organisation: cookies.get(ORGANISATION).map(|link| link.value().to_owned()).unwrap_or_default(),
        now,
        site,
    }
}

async fn who(site: &Site, token: &str, now: Time) -> Result<Option<SignedIn>, AppError> {
    let who = tokio::time::timeout(PATIENCE, session::who(&site.store, token, now));
    match site.unless_away(who).await {
        Some(Ok(who)) => Ok(who?),
        Some(Err(_)) | None => Err(AppError::Busy),
    }
}

/// Where on this site the reader was before, without what was asked there.
fn came_from(headers: &HeaderMap) -> Option<String> {
    let text = |name: header::HeaderName| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let (_, there) = text(header::REFERER)?.split_once("://")?;
    let path =
        there.strip_prefix(text(header::HOST)?).filter(|path| path.starts_with('/') && !path.starts_with("//"))?;
    path.split(['?', '#']).next().map(str::to_owned)
}

fn lang_of(tag: &str) -> Option<Lang> {
    match tag {
        "zh" | "zh-CN" => Some(Lang::Zh),
        "en" => Some(Lang::En),
        _ => None,
    }
}

fn asked_lang(query: &str) -> Option<Lang> {
    query.split('&').find_map(|pair| pair.strip_prefix("lang=")).and_then(lang_of)
}

/// The language of a reader of whom no page shows anything of their own. None: a cookie of ours says more of them than
/// the language, or the request asks for a change of it.
pub fn strangers_lang(query: &str, headers: &HeaderMap) -> Option<Lang> {
    let cookies = CookieJar::from_headers(headers);
    let is_known = [SESSION, SAID, BASKET, ORGANISATION].into_iter().any(|name| cookies.get(name).is_some());
    if is_known || asked_lang(query).is_some() {
        return None;
    }
    Some(kept_lang(&cookies).unwrap_or_else(|| accepted_lang(headers)))
}

fn kept_lang(cookies: &CookieJar) -> Option<Lang> {
    cookies.get(LANG).and_then(|kept| lang_of(kept.value()))
}

/// Chinese unless English stands first among the two.
fn accepted_lang(headers: &HeaderMap) -> Lang {
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or("");
    let first = accepted.split(',').map(|tag| tag.trim().to_ascii_lowercase()).find_map(|tag| {
        let primary = tag.split([';', '-']).next().unwrap_or("");
        lang_of(primary)
    });
    first.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, header};
    use entity::Lang;

    use super::accepted_lang;

    #[test]
    fn the_browsers_first_known_language_counts() {
        for (accepted, lang) in
            [("en-GB,en;q=0.9,zh;q=0.8", Lang::En), ("fr, zh-TW", Lang::Zh), ("fr", Lang::Zh), ("", Lang::Zh)]
        {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static(accepted));
            assert_eq!(accepted_lang(&headers), lang, "{accepted}");
        }
    }
}
