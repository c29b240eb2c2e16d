//! What keeps letters waiting; and those that could not be delivered, with the reason and a button to send them again.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use entity::{
    id::LetterId,
    outbox::{
        self,
        work::{self, Delay},
    },
};
use leptos::prelude::*;

use crate::{
    AppError, Page, Visit,
    parts::{desk::desk, empty::Empty},
    text::Text,
};

const MOST: u64 = 200;

pub async fn list(visit: Visit) -> Result<Page, AppError> {
    visit.officer()?;
    let counts = work::counts(visit.db()).await?;
    let delays = work::delays(visit.db()).await?;
    let dead = work::dead(visit.db(), MOST).await?;
    let t = visit.t();
    Ok(visit.page(t.letters_title(), || {
        let body = if dead.is_empty() && delays.is_empty() {
            view! { <Empty title=t.letters_none() text=t.letters_none_text() /> }.into_any()
        } else {
            dead.iter().map(|letter| shown(t, letter)).collect::<Vec<_>>().into_any()
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
            },
        )
    }))
}

/// Pressed twice, the second press finds the letter on its way: that is what was wanted.
pub async fn resend(visit: Visit, Path(id): Path<String>) -> Result<Response, AppError> {
    let id: LetterId = id.parse().map_err(|_| AppError::not_found())?;
    work::resend(visit.store(), visit.officer()?, id, visit.now()).await?;
    Ok(visit.go_saying("/office/letters", visit.t().letter_resent_saying()).into_response())
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
                        <b>{delay.reason.clone()}</b>
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

fn shown(t: Text, letter: &outbox::Model) -> impl IntoView + use<> {
    view! {
        <article class="box">
            <dl class="facts">
                <dt>{t.letter_to()}</dt>
                <dd>{letter.recipient.clone()}</dd>
                <dt>{t.letter_kind()}</dt>
                <dd>{t.letter_name(&letter.kind)}</dd>
                <dt>{t.letter_reason()}</dt>
                <dd>{letter.last_error.clone()}</dd>
                <dt>{t.letter_written()}</dt>
                <dd>{t.time(letter.created_at)} " · " {t.letter_tries(letter.tries)}</dd>
            </dl>
            <form method="post" action=format!("/office/letters/{}", letter.id)>
                <button class="btn">{t.letter_resend()}</button>
            </form>
        </article>
    }
}
