//! What donors wrote for children whose gifts are here, to be read out or put to the gifts. For the school; it names no
//! child.

use entity::{
    Code,
    handout::notes::{self, Here},
};
use leptos::prelude::*;

use crate::{
    AppError, Page, Visit,
    parts::{crumbs::Crumbs, desk::desk, empty::Empty, icon::UiIcon, notice::Notice},
    text::Text,
};

pub async fn show(visit: Visit) -> Result<Page, AppError> {
    let here = notes::here(visit.db(), visit.school()?).await?;
    Ok(if here.words.is_empty() { nothing(&visit, &here) } else { page(&visit, &here) })
}

fn nothing(visit: &Visit, here: &Here) -> Page {
    let t = visit.t();
    visit.page(t.words_title(), || {
        desk(
            visit,
            view! {
                <h1>{t.words_title()}</h1>
                {waiting(t, here)}
                <Empty title=t.words_none() text=t.words_none_text() />
            },
        )
    })
}

/// On paper: each can be cut out.
fn page(visit: &Visit, here: &Here) -> Page {
    let t = visit.t();
    visit.page(t.words_title(), || {
        let rows = here.words.iter().map(|one| row(t, &one.item, &one.code, one.grade, &one.text)).collect();
        view! {
            <Crumbs t=t list=("/school/roster", t.roster_title()) here=t.words_title() />
            <div class="no-print stack">
                <p>{t.words_lead()}</p>
                {waiting(t, here)}
                <p class="hint">
                    <UiIcon name="printer" />
                    <span>{t.words_print_hint()}</span>
                </p>
            </div>
            <div class="sheet" tabindex="0" role="region" aria-label=t.words_title()>
                <h1>{t.words_title()}</h1>
                {table(t, rows)}
            </div>
        }
    })
}

fn waiting(t: Text, here: &Here) -> Option<impl IntoView + use<>> {
    let left = here.waiting;
    (left > 0).then(|| view! { <Notice kind="wait">{t.words_waiting(left)}</Notice> })
}

/// Words beside the gift that they are for.
pub(super) fn row(t: Text, item: &str, code: &Code, grade: i32, words: &str) -> AnyView {
    view! {
        <tr>
            <td>
                <span lang=t.own_lang(item)>{item.to_owned()}</span>
                " · "
                {t.roster_grade(grade)}
                <br />
                <span class="code">{code.grouped()}</span>
            </td>
            <td class="words" lang=t.own_lang(words)>
                {words.to_owned()}
            </td>
        </tr>
    }
    .into_any()
}

pub(super) fn table(t: Text, rows: Vec<AnyView>) -> impl IntoView + use<> {
    view! {
        <table class="paper">
            <thead>
                <tr>
                    <th>{t.col_gift()}</th>
                    <th>{t.col_words()}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}
