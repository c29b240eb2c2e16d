//! What keeps letters waiting; those that could not be delivered, with the reason and a button to send them again; and
//! those that were not sent because they are no longer of use.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use entity::{
    Time,
    id::LetterId,
    outbox::{
        self, over,
        work::{self, Delay, Resent},
    },
};
use leptos::prelude::*;

use crate::{
    AppError, Page, Visit,
    parts::{desk::desk, empty::Empty},
    text::Text,
};

const MOST: u64 = 200;
const HERE: &str = "/office/letters";

pub async fn list(visit: Visit) -> Result<Page, AppError> {
    visit.officer()?;
    let counts = work::counts(visit.db()).await?;
    let delays = work::delays(visit.db()).await?;
    let dead = work::dead(visit.db(), MOST).await?;
    let gone = over::recent(visit.db(), MOST, visit.now()).await?;
    let t = visit.t();
    Ok(visit.page(t.letters_title(), || {
        let body = if dead.is_empty() && delays.is_empty() && gone.is_empty() {
            view! { <Empty title=t.letters_none() text=t.letters_none_text() /> }.into_any()
        } else {
            dead.iter().map(|letter| shown(t, letter, visit.now())).collect::<Vec<_>>().into_any()
        };
        let edge = if counts.dead == 0 { "count" } else { "count alert" };
        desk(
            &visit,
            view! {
                <h1>{t.letters_title()}</h1>
                <ul class="counts">
                    <li>
                        <span class="count">
                            <b>{counts.waiting}</b>
                            <span>{t.letters_waiting()}</span>
                        </span>
                    </li>
                    <li>
                        <span class=edge>
                            <b>{counts.dead}</b>
                            <span>{t.letters_dead()}</span>
                        </span>
                    </li>
                </ul>
                {waiting(t, &delays)}
                {body}
                {put_away(t, &gone)}
            },
        )
    }))
}

/// Pressed twice, the second press finds the letter on its way: that is what was wanted.
pub async fn resend(visit: Visit, Path(id): Path<String>) -> Result<Response, AppError> {
    let id: LetterId = id.parse().map_err(|_| AppError::not_found())?;
    let t = visit.t();
    let go = match work::resend(visit.store(), visit.officer()?, id, visit.now()).await? {
        Resent::Again => visit.go_saying(HERE, t.letter_resent_saying()),
        Resent::Over => visit.go_warning(HERE, t.letter_over_saying()),
    };
    Ok(go.into_response())
}

/// Why letters that were tried are not gone yet; they are tried again by themselves.
fn waiting(t: Text, delays: &[Delay]) -> Option<impl IntoView + use<>> {
    let lines: Vec<_> = delays
        .iter()
        .map(|delay| {
            let next = t.letters_next(&t.number(delay.letters), &t.time(delay.next));
            view! {
                <li>
                    <div class="what">
                        {reason(t, &delay.reason)}
                        <span class="soft small">{next}</span>
                    </div>
                </li>
            }
        })
        .collect();
    (!lines.is_empty()).then(|| {
        view! {
            <section>
                <h2>{t.letters_delayed()}</h2>
                <p class="soft">{t.letters_delayed_text()}</p>
                <ul class="todo-list">{lines}</ul>
            </section>
        }
    })
}

/// What is over meanwhile can only be put away.
fn shown(t: Text, letter: &outbox::Model, now: Time) -> impl IntoView + use<> {
    let is_over = letter.is_over(now);
    let button = if is_over { t.letter_put_away() } else { t.letter_resend() };
    view! {
        <article class="box">
            {facts(t, letter, is_over)}
            <form method="post" action=format!("{HERE}/{}", letter.id)>
                <button class="btn">{button}</button>
            </form>
        </article>
    }
}

fn facts(t: Text, letter: &outbox::Model, is_over: bool) -> impl IntoView + use<> {
    let told = letter.last_error.as_deref().map(|told| reason(t, told));
    view! {
        <dl class="facts">
            <dt>{t.letter_to()}</dt>
            <dd>{letter.recipient.clone()}</dd>
            <dt>{t.letter_kind()}</dt>
            <dd>{t.letter_name(&letter.kind)}</dd>
            <dt>{t.letter_reason()}</dt>
            <dd>{is_over.then(|| t.letter_over())} " " {told}</dd>
            <dt>{t.letter_written()}</dt>
            <dd>{t.time(letter.created_at)} " · " {t.letter_tries(letter.tries)}</dd>
        </dl>
    }
}

/// In plain words, where there are some, and as the mail server or the postman put it.
fn reason(t: Text, told: &str) -> impl IntoView + use<> {
    let plain = t.letter_trouble(told).map(|plain| view! { <b>{plain}</b> });
    view! {
        {plain}
        " "
        <span class="soft small" lang="en">
            {told.to_owned()}
        </span>
    }
}

/// What was not sent, because it came to nothing any more.
fn put_away(t: Text, gone: &[outbox::Model]) -> Option<impl IntoView + use<>> {
    let letters: Vec<_> =
        gone.iter().map(|letter| view! { <article class="box">{facts(t, letter, true)}</article> }).collect();
    (!letters.is_empty()).then(|| {
        view! {
            <section class="stack">
                <h2>{t.letters_over()}</h2>
                <p class="soft">{t.letters_over_text()}</p>
                {letters}
            </section>
        }
    })
}
