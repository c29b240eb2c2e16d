//! The roster for where there is no network: the page that a phone keeps. For the school.
//!
//! The page itself names no child: its script (`public/school/away/`) fetches the names when the teacher asks for them,
//! seals them on the phone, and sends what was signed once there is a signal.

use axum::extract::Path;
use entity::{Refusal, phase};
use leptos::prelude::*;

use super::roster::{signers, ticked::Ticked, who};
use crate::{
    AppError, Page, Visit,
    parts::{crumbs::Crumbs, desk::desk, form::Told, icon::UiIcon, notice::Notice},
    request::encode,
    text::Text,
};

pub async fn show(visit: Visit, Path(number): Path<String>) -> Result<Page, AppError> {
    let school = visit.school()?.school().to_string();
    let number: i32 = number.parse().map_err(|_| AppError::not_found())?;
    let phase = phase::numbered(visit.db(), number).await?;
    let ticked = Ticked::fresh(&visit)?;
    let t = visit.t();
    let address = format!("/school/away/{}", phase.number);
    Ok(visit.page(t.away_title(), || {
        desk(
            &visit,
            view! {
                <Crumbs t=t list=("/school/roster", t.roster_title()) here=t.away_title() />
                <div class="page-head">
                    <h1>{format!("{} · {}", t.away_title(), t.roster_of(phase.number))}</h1>
                </div>
                <p>{t.away_lead()}</p>
                <Notice>{t.away_private()}</Notice>
                {without_script(t, phase.number)}
                <div
                    id="away"
                    class="stack"
                    hidden
                    data-number=phase.number.to_string()
                    data-school=school
                    data-roster=format!("{address}/roster")
                    data-send=format!("{address}/send")
                >
                    {said(t, &address)}
                    {form(t, &ticked)}
                    {line(t)}
                    {words(t)}
                </div>
                <script src="/school/away/kept.js" defer></script>
                <script src="/school/away/page.js" defer></script>
            },
        )
    }))
}

/// What stands here until the script has come, and stays where none runs.
fn without_script(t: Text, number: i32) -> impl IntoView {
    view! {
        <div id="away-plain">
            <Notice kind="wait">
                <p>{t.away_no_script()}</p>
                <p class="actions">
                    <a href=format!("/school/roster?phase={number}")>{t.away_to_roster()}</a>
                    <a href=format!("/school/papers/{number}/roster.pdf")>{t.away_to_paper()}</a>
                </p>
            </Notice>
        </div>
    }
}

/// How it stands, what the last sending came to, what was handed out lately, and what can be done.
fn said(t: Text, address: &str) -> impl IntoView + use<> {
    view! {
        <p class="offline" role="status">
            <UiIcon name="clock" />
            <span id="away-says"></span>
        </p>
        <section id="away-refused" class="notice bad" aria-labelledby="away-refused-title" hidden>
            <UiIcon name="error" />
            <div>
                <h2 id="away-refused-title">{t.away_refused()}</h2>
                <ul></ul>
            </div>
        </section>
        <section id="away-told" class="box" hidden>
            <h2>{t.away_told()}</h2>
            <ul></ul>
        </section>
        <section id="away-given" class="box" hidden>
            <h2>{t.away_given_title()}</h2>
            <ul></ul>
        </section>
        <p class="actions">
            <button type="button" class="btn" id="away-take">
                {t.away_take()}
            </button>
            <a class="btn" id="away-sign-in" href=format!("/sign-in?next={}", encode(address)) hidden>
                {t.away_sign_in()}
            </a>
            <button type="button" class="btn quiet" id="away-wipe" hidden>
                {t.away_wipe()}
            </button>
        </p>
    }
}

fn form(t: Text, ticked: &Ticked) -> impl IntoView + use<> {
    view! {
        <form id="away-form" class="form narrow" hidden>
            <label class="choice">
                <input type="checkbox" id="away-all" />
                <span>{t.away_all()}</span>
            </label>
            <ul class="roster" id="away-lines"></ul>
            {who(t, ticked, Told::nothing())}
            <div class="confirm-bar">
                <button class="btn pine wide big">{t.away_confirm()}</button>
                <p class="small" id="away-sent" role="status"></p>
                <p class="soft small">{t.away_once()}</p>
            </div>
        </form>
    }
}

/// One child's line, to be filled in by the phone.
fn line(t: Text) -> impl IntoView {
    view! {
        <template id="away-line">
            <li>
                <label>
                    <input type="checkbox" name="tick" />
                    <b class="who"></b>
                    <span class="item">
                        <span class="what"></span>
                        <span class="code"></span>
                    </span>
                </label>
                <div class="signs">
                    <select class="input">{signers(t, "")}</select>
                </div>
            </li>
        </template>
    }
}

/// What the phone says by itself.
fn words(t: Text) -> impl IntoView {
    let words = [
        ("kept", t.away_word_kept().to_owned()),
        ("waiting", t.away_word_waiting().to_owned()),
        ("busy", t.away_word_busy().to_owned()),
        ("stranger", t.away_word_stranger().to_owned()),
        ("no-network", t.away_word_no_network().to_owned()),
        ("unable", t.away_word_unable().to_owned()),
        ("empty", t.away_word_empty().to_owned()),
        ("wiped", t.away_word_wiped().to_owned()),
        ("signed", t.away_word_signed().to_owned()),
        ("signer", t.away_word_signer().to_owned()),
        ("nobody", t.refusal(&Refusal::NobodyTicked)),
        ("adults", t.refusal(&Refusal::TwoAdults)),
    ];
    let words: Vec<_> = words.into_iter().map(|(key, text)| view! { <li data-word=key>{text}</li> }).collect();
    view! {
        <ul id="away-words" hidden>
            {words}
        </ul>
    }
}
