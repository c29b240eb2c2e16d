//! What waits for the school: wishes to mend or submit, questions, gifts to expect and to hand out, cards that are due.

use entity::{
    actor::School,
    card::piece,
    claim,
    handout::{expect, notes},
    id::PhaseId,
    phase::{self, State},
    statistics,
    wish::Status,
};
use leptos::prelude::*;

use super::Desk;
use crate::{AppError, Visit, parts::form::FormKeyField, text::Text};

/// What of one phase the school has to mend and to hand in.
struct ToHandIn {
    phase: PhaseId,
    number: i32,
    drafts: u64,
    returned: u64,
}

/// The gifts of a phase go on arriving while the wishes of the next one are written, and both wait here.
#[derive(Default)]
pub(super) struct Waiting {
    to_hand_in: Vec<ToHandIn>,
    /// Gifts on their way.
    sent: usize,
    /// Gifts that somebody has promised and not sent.
    promised: usize,
    /// Gifts that are here and not handed out.
    here: u64,
    /// Of those, how many have words of their donors that the office has read.
    words: usize,
    /// Cards cut out of a photo that wait to be told whose they are; the first is gone first.
    pieces: Vec<piece::Model>,
}

pub(super) async fn waiting(visit: &Visit, school: School, phases: &[phase::Model]) -> Result<Waiting, AppError> {
    let coming = expect::expected(visit.db(), school, visit.now()).await?;
    let sent = coming.iter().filter(|gift| gift.state == claim::State::Shipped).count();
    let mut waiting = Waiting {
        sent,
        promised: coming.len() - sent,
        pieces: piece::waiting(visit.db(), school).await?,
        words: notes::here(visit.db(), school).await?.words.len(),
        ..Waiting::default()
    };
    for phase in phases.iter().filter(|phase| phase.state != State::Finished) {
        let counts = statistics::own(visit.db(), school.school(), phase.id).await?;
        let count = |status| counts.get(&status).copied().unwrap_or(0);
        if phase.takes_wishes() {
            let (drafts, returned) = (count(Status::Draft), count(Status::Returned));
            waiting.to_hand_in.push(ToHandIn { phase: phase.id, number: phase.number, drafts, returned });
        }
        if matches!(phase.state, State::Open | State::Closed) {
            waiting.here += count(Status::Received);
        }
    }
    Ok(waiting)
}

pub(super) fn list(visit: &Visit, read: &Desk) -> AnyView {
    let t = visit.t();
    let mut lines = Vec::new();
    for phase in &read.waiting.to_hand_in {
        // The phase that is shown needs no name.
        let named = |what: String| {
            if phase.phase == read.phase.id { what } else { t.wish_desk_of_phase(phase.number, &what) }
        };
        if phase.returned > 0 {
            let href = format!("/school?phase={}&status={}", phase.phase, Status::Returned.key());
            lines.push(link(t, named(t.wish_desk_todo_returned(phase.returned)), href));
        }
        if phase.drafts > 0 {
            lines.push(submit_all(visit, phase.phase, named(t.wish_desk_todo_drafts(phase.drafts))));
        }
    }
    if read.questions > 0 {
        lines.push(link(t, t.wish_desk_todo_questions(read.questions), "/school/questions".to_owned()));
    }
    if let Some(gone_at) = read.waiting.pieces.iter().map(piece::Model::gone_at).min() {
        let what = t.pieces_todo(read.waiting.pieces.len(), &t.time(gone_at));
        lines.push(link(t, what, "/school/cards/many".to_owned()));
    }
    let Waiting { sent, promised, here, words, .. } = read.waiting;
    if here > 0 {
        lines.push(link(t, t.wish_desk_todo_received(here), "/school/roster".to_owned()));
    }
    if words > 0 {
        lines.push(link(t, t.wish_desk_todo_words(words), "/school/notes".to_owned()));
    }
    for owed in &read.cards {
        let day = t.short_date(owed.due_on);
        let is_late = owed.due_on < visit.today();
        let what = if is_late {
            t.wish_desk_todo_cards_late(owed.count, &day)
        } else {
            t.wish_desk_todo_cards(owed.count, &day)
        };
        lines.push(link(t, what, format!("/school/cards?phase={}", owed.phase)));
    }
    let coming = match (sent, promised) {
        (0, 0) => None,
        (sent, 0) => Some(t.wish_desk_todo_sent(sent)),
        (0, promised) => Some(t.wish_desk_todo_promised(promised)),
        (sent, promised) => Some(t.wish_desk_todo_sent_and_promised(sent, promised)),
    };
    lines.extend(coming.map(|what| link(t, what, "/school/expected".to_owned())));
    if lines.is_empty() {
        return view! { <p class="soft">{t.wish_desk_todo_none()}</p> }.into_any();
    }
    view! { <ul class="todo-list">{lines}</ul> }.into_any()
}

fn link(t: Text, what: String, href: String) -> AnyView {
    view! {
        <li>
            <div class="what">
                <b>{what}</b>
            </div>
            <a class="btn quiet" href=href>
                {t.wish_desk_see()}
            </a>
        </li>
    }
    .into_any()
}

fn submit_all(visit: &Visit, phase: PhaseId, what: String) -> AnyView {
    let t = visit.t();
    view! {
        <li>
            <div class="what">
                <b>{what}</b>
                <span class="soft small">{t.wish_desk_todo_drafts_text()}</span>
            </div>
            <form method="post" action="/school/wishes/submit-all">
                <FormKeyField key=visit.mint() />
                <input type="hidden" name="phase" value=phase.to_string() />
                <button class="btn">{t.wish_desk_submit_all()}</button>
            </form>
        </li>
    }
    .into_any()
}
