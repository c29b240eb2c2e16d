//! Pages that need the edge itself: whether it is ready, and the letters of the demonstration.

use std::{path::PathBuf, time::Duration};

use app::{AppError, Page, Site, Visit};
use axum::{
    Extension,
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
    routing::get,
};
use base64::{Engine, prelude::BASE64_STANDARD};
use leptos::prelude::*;

use super::{Place, place, shelf};

/// `/dev/mail`, in demo mode only.
pub fn map() -> Vec<Place> {
    vec![
        place("/dev/mail", get(list)),
        place("/dev/mail/{number}", get(one)),
        place("/dev/mail/{number}/html", get(html)),
        place("/dev/mail/{number}/attachment", get(attachment)),
    ]
}

/// Who watches the site asks often, and wants to know within this.
const READY: Duration = Duration::from_secs(1);

/// Whether the database answers.
pub async fn ready(State(site): State<Site>) -> Response {
    if tokio::time::timeout(READY, site.store.is_ready()).await.unwrap_or(false) {
        return (StatusCode::OK, "ready\n").into_response();
    }
    (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response()
}

async fn list(Extension(folder): Extension<PathBuf>, visit: Visit) -> Page {
    show(&visit, &folder, None).await
}

async fn one(Extension(folder): Extension<PathBuf>, visit: Visit, Path(number): Path<u64>) -> Result<Page, AppError> {
    let letter = shelf::open(&folder, number).await.ok_or_else(AppError::not_found)?;
    Ok(show(&visit, &folder, Some(letter)).await)
}

/// The letter's HTML alone, for the frame: its styles are inline, and its links lead out of the frame.
async fn html(Extension(folder): Extension<PathBuf>, Path(number): Path<u64>) -> Result<Response, AppError> {
    let letter = shelf::open(&folder, number).await.ok_or_else(AppError::not_found)?;
    let mut html = letter.html.replacen("<head>", "<head><base target=\"_top\">", 1);
    if let Some((number, jpeg)) = letter.picture {
        let data = format!("data:image/jpeg;base64,{}", BASE64_STANDARD.encode(jpeg));
        html = html.replace(&format!("cid:{number}"), &data);
    }
    let policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'self'";
    let headers = [
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy)),
        (header::X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, Html(html)).into_response())
}

async fn attachment(Extension(folder): Extension<PathBuf>, Path(number): Path<u64>) -> Result<Response, AppError> {
    let letter = shelf::open(&folder, number).await.ok_or_else(AppError::not_found)?;
    let pdf = letter.pdf.ok_or_else(AppError::not_found)?;
    Ok(([(header::CONTENT_TYPE, "application/pdf"), (header::CACHE_CONTROL, "no-store")], pdf).into_response())
}

async fn show(visit: &Visit, folder: &std::path::Path, open: Option<shelf::Letter>) -> Page {
    let letters = shelf::list(folder, 200).await;
    let t = visit.t();
    let (title, none) = (
        t.0.pick("寄出的信", "Letters sent"),
        t.0.pick(
            "还没有信。做一件事，信就会出现在这里。",
            "No letters yet. Do something, and the letter appears here.",
        ),
    );
    let here = open.as_ref().map(|letter| letter.number);
    let all = here.map(|_| t.0.pick("全部的信", "All letters"));
    let empty = letters.is_empty();
    let lines: Vec<_> = letters
        .into_iter()
        .map(|letter| {
            let at = letter.at.map(|at| view! { <time datetime=at.to_rfc3339()>{t.time(at)}</time> });
            view! {
                <li>
                    <a href=format!("/dev/mail/{}", letter.number) aria-current=(here == Some(letter.number)).then_some("true")>
                        <b>{letter.subject}</b>
                        <span class="to">{letter.to}</span>
                        {at}
                    </a>
                </li>
            }
        })
        .collect();
    visit.page(title, || {
        view! {
            <div class="page-head">
                <h1>{title}</h1>
                {all
                    .map(|all| {
                        view! {
                            <p>
                                <a href="/dev/mail">{all}</a>
                            </p>
                        }
                    })}
            </div>
            {empty
                .then(|| {
                    view! {
                        <div class="empty">
                            <p>{none}</p>
                        </div>
                    }
                })}
            <div class="with-side left">
                {open.map(|letter| letter_view(t, letter))} <section class="all-letters stack">
                    {all.map(|all| view! { <h2>{all}</h2> })} <ul class="letters">{lines}</ul>
                </section>
            </div>
        }
    })
}

fn letter_view(t: app::text::Text, letter: shelf::Letter) -> impl IntoView {
    let src = format!("/dev/mail/{}/html", letter.number);
    let at = letter.at.map(|at| {
        view! {
            <dt>{t.0.pick("写于", "Written")}</dt>
            <dd>
                <time datetime=at.to_rfc3339()>{t.time(at)}</time>
            </dd>
        }
    });
    let pdf = letter.pdf.is_some().then(|| format!("/dev/mail/{}/attachment", letter.number));
    view! {
        <section class="stack">
            <h2>{letter.subject.clone()}</h2>
            <dl class="facts">
                <dt>{t.0.pick("寄给", "To")}</dt>
                <dd>{letter.to}</dd>
                <dt>{t.0.pick("寄信人", "From")}</dt>
                <dd>{letter.from}</dd>
                {at}
            </dl>
            {pdf
                .map(|href| {
                    view! {
                        <p>
                            <a class="btn quiet" href=href>
                                {t.0.pick("打开附件（PDF）", "Open the attachment (PDF)")}
                            </a>
                        </p>
                    }
                })}
            <iframe
                class="letter-frame"
                sandbox="allow-top-navigation-by-user-activation"
                src=src
                title=letter.subject
            ></iframe>
            <h3>{t.0.pick("纯文本", "Plain text")}</h3>
            <pre class="letter-text">{letter.text}</pre>
        </section>
    }
}
