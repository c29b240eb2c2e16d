//! The roster on paper, with lines to sign.

use entity::handout::{
    notes::Note,
    roster::{Line, Roster},
};
use leptos::prelude::*;

use crate::{
    Page, Visit,
    pages::school::notes,
    parts::{crumbs::Crumbs, icon::UiIcon},
    text::Text,
};

pub(super) fn paper(visit: &Visit, roster: &Roster) -> Page {
    let t = visit.t();
    let title = t.roster_paper(&roster.school);
    visit.page(&title, || {
        let rows: Vec<_> = roster
            .lines
            .iter()
            .filter(|line| line.problem.is_none())
            .enumerate()
            .map(|(place, line)| {
                view! {
                    <tr>
                        <td class="tick">{place + 1}</td>
                        <td class="nowrap">{line.child.clone()}</td>
                        <td>{line.grade}</td>
                        <td>{line.item.clone()} {line.note.as_ref().map(|note| t.note_mark(note))}</td>
                        <td class="code">{line.code.grouped()}</td>
                        <td class="sign"></td>
                        <td class="sign"></td>
                    </tr>
                }
            })
            .collect();
        view! {
            <Crumbs t=t list=("/school/roster", t.roster_title()) here=t.print() />
            <p class="no-print hint">
                <UiIcon name="printer" />
                <span>{t.roster_print_hint()}</span>
            </p>
            <div class="sheet" tabindex="0" role="region" aria-label=t.roster_title()>
                <h1>{title.clone()}</h1>
                <p>{t.phase_name(&roster.phase)}</p>
                <table class="paper wide">
                    <thead>
                        <tr>
                            <th class="tick">{t.col_no()}</th>
                            <th>{t.col_child()}</th>
                            <th class="few">{t.col_grade()}</th>
                            <th>{t.col_gift()}</th>
                            <th>{t.col_code()}</th>
                            <th class="sign">{t.col_sign()}</th>
                            <th class="sign">{t.col_relation()}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
                <div class="sign-lines">
                    <p>{t.paper_teacher()}</p>
                    <p>{t.paper_second()}</p>
                    <p>{t.paper_school()}</p>
                    <p>{t.paper_day()}</p>
                </div>
                {words(t, roster)}
            </div>
        }
    })
}

/// What donors wrote for these children, to be read out or cut out.
fn words(t: Text, roster: &Roster) -> Option<impl IntoView + use<>> {
    let noted = |line: &Line| match &line.note {
        Some(Note::Travels(words)) if line.problem.is_none() => {
            Some(notes::row(t, &line.item, &line.code, line.grade, words))
        }
        _ => None,
    };
    let rows: Vec<_> = roster.lines.iter().filter_map(noted).collect();
    (!rows.is_empty()).then(|| {
        view! {
            <h2>{t.words_title()}</h2>
            {notes::table(t, rows)}
        }
    })
}
