//! What waits for the school: wishes to mend or submit, questions, gifts to expect and to hand out, cards that are due.

use entity::{
    actor::School,
    phase::{self, State},
    statistics,
    wish::Status,
};
use leptos::prelude::*;

use super::Desk;
use crate::{AppError, Visit, parts::form::FormKeyField};

/// The gifts of a phase go on arriving while the wishes of the next one are written.
pub(super) async fn in_hand(visit: &Visit, school: School, phases: &[phase::Model]) -> Result<(u64, u64), AppError> {
    let (mut coming, mut here) = (0, 0);
    for phase in phases.iter().filter(|phase| matches!(phase.state, State::Open | State::Closed)) {
        let counts = statistics::own(visit.db(), school.school(), phase.id).await?;
        coming += counts.get(&Status::Taken).copied().unwrap_or(0);
        here += counts.get(&Status::Received).copied().unwrap_or(0);
    }
    Ok((coming, here))
}

pub(super) fn list(visit: &Visit, read: &Desk) -> AnyView {
    let t = visit.t();
    let link = |what: String, href: String| {
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
    };
    let (drafts, returned) = (read.count(Status::Draft), read.count(Status::Returned));
    let mut lines = Vec::new();
    if returned > 0 {
        lines.push(link(t.wish_desk_todo_returned(returned), read.href(Some(Status::Returned), false)));
    }
    if drafts + returned > 0 && read.phase.takes_wishes() {
        lines.push(submit_all(visit, read, drafts + returned));
    }
    if read.questions > 0 {
        lines.push(link(t.wish_desk_todo_questions(read.questions), "/school/questions".to_owned()));
    }
    let (coming, here) = read.in_hand;
    if here > 0 {
        lines.push(link(t.wish_desk_todo_received(here), "/school/roster".to_owned()));
    }
    for owed in &read.cards {
        let day = t.short_date(owed.due_on);
        let is_late = owed.due_on < visit.today();
        let what = if is_late {
            t.wish_desk_todo_cards_late(owed.count, &day)
        } else {
            t.wish_desk_todo_cards(owed.count, &day)
        };
        lines.push(link(what, format!("/school/cards?phase={}", owed.phase)));
    }
    if coming > 0 {
        lines.push(link(t.wish_desk_todo_taken(coming), "/school/expected".to_owned()));
    }
    if lines.is_empty() {
        return view! { <p class="soft">{t.wish_desk_todo_none()}</p> }.into_any();
    }
    view! { <ul class="todo-list">{lines}</ul> }.into_any()
}

fn submit_all(visit: &Visit, read: &Desk, waiting: u64) -> AnyView {
    let t = visit.t();
    view! {
        <li>
            <div class="what">
                <b>{t.wish_desk_todo_drafts(waiting)}</b>
                <span class="soft small">{t.wish_desk_todo_drafts_text()}</span>
            </div>
            <form method="post" action="/school/wishes/submit-all">
                <FormKeyField key=visit.mint() />
                <input type="hidden" name="phase" value=read.phase.id.to_string() />
                <button class="btn">{t.wish_desk_submit_all()}</button>
            </form>
        </li>
    }
    .into_any()
}
