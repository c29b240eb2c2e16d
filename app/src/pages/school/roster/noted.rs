//! What donors wrote for the children of the roster: above it how much there is, and each under its line.

use entity::handout::{notes::Note, roster::Roster};
use leptos::prelude::*;

use crate::{parts::notice::Notice, text::Text};

/// How many have words to be read out, and of how many the office has not read them.
pub(super) fn above(t: Text, roster: &Roster) -> impl IntoView + use<> {
    let ready = || roster.lines.iter().filter(|line| line.problem.is_none()).filter_map(|line| line.note.as_ref());
    let waiting = ready().filter(|note| **note == Note::Waits).count();
    let here = ready().count() - waiting;
    let here = (here > 0).then(|| {
        view! {
            <Notice>
                {t.roster_has_words(here)} " " <a href="/school/notes">{t.roster_words_link()}</a>
            </Notice>
        }
    });
    let waiting = (waiting > 0).then(|| view! { <Notice kind="wait">{t.roster_words_left(waiting)}</Notice> });
    view! { {here} {waiting} }
}

pub(super) fn below(t: Text, note: &Note) -> AnyView {
    match note {
        Note::Travels(words) => view! {
            <p class="said">
                <b>{t.roster_words()}</b>
                <span lang=t.own_lang(words)>{words.clone()}</span>
            </p>
        }
        .into_any(),
        Note::Waits => view! { <p class="said soft">{t.roster_words_wait()}</p> }.into_any(),
    }
}
