//! The way through a list that is too long for one page.

use leptos::prelude::*;

use crate::text::Text;

/// Back to the newest and on to what is older, by their addresses; nothing where the page is the whole list.
pub fn pager(t: Text, newest: Option<String>, older: Option<String>) -> Option<impl IntoView + use<>> {
    ways(t, t.journal_newest(), newest, older)
}

/// The same for a list whose newest stand last: back to its first page and on.
pub fn onward(t: Text, first: Option<String>, next: Option<String>) -> Option<impl IntoView + use<>> {
    ways(t, t.pager_first(), first, next)
}

fn ways(t: Text, back: &'static str, first: Option<String>, next: Option<String>) -> Option<impl IntoView + use<>> {
    (first.is_some() || next.is_some()).then(|| {
        let first = first.map(|href| {
            view! {
                <a class="btn quiet" href=href>
                    {back}
                </a>
            }
        });
        let next = next.map(|href| {
            view! {
                <a class="btn quiet" rel="next" href=href>
                    {t.older()}
                </a>
            }
        });
        view! {
            <nav class="pager" aria-label=t.pager()>
                {first}
                {next}
            </nav>
        }
    })
}
