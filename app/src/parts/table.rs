//! A table in its frame: named once for the ear, and scrolled by finger or key where the screen is too narrow for it.

use entity::Fen;
use leptos::prelude::*;

/// `class` is the table's own; `heads` are the cells of its head, `rows` the lines of its body.
pub fn table(name: impl Into<String>, class: &'static str, heads: impl IntoView, rows: impl IntoView) -> impl IntoView {
    let name = name.into();
    let caption = name.clone();
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=name>
            <table class=class>
                <caption class="vh">{caption}</caption>
                <thead>
                    <tr>{heads}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// Of a long list, so many rows are shown at once.
const SHOWN: usize = 12;

/// A long list: its first rows, and the others folded under a name that says how many; on paper all stand. `listed`
/// makes a table of some of them.
pub fn folded<V: IntoView + 'static>(
    name: &'static str,
    earlier: impl FnOnce(usize) -> String,
    mut rows: Vec<AnyView>,
    listed: impl Fn(String, Vec<AnyView>) -> V,
) -> AnyView {
    let rest = rows.split_off(SHOWN.min(rows.len()));
    let rest = (!rest.is_empty()).then(|| {
        let name = earlier(rest.len());
        view! {
            <details class="fold prints">
                <summary>
                    <h2>{name.clone()}</h2>
                </summary>
                {listed(name, rest)}
            </details>
        }
    });
    view! {
        {listed(name.to_owned(), rows)}
        {rest}
    }
    .into_any()
}

/// The heads of columns of words.
pub fn word_heads<const N: usize>(names: [&'static str; N]) -> Vec<impl IntoView + use<N>> {
    names.into_iter().map(|name| view! { <th scope="col">{name}</th> }).collect()
}

/// The heads of columns of numbers.
pub fn number_heads<const N: usize>(names: [&'static str; N]) -> Vec<impl IntoView + use<N>> {
    names.into_iter().map(|name| view! { <th scope="col" class="num">{name}</th> }).collect()
}

/// The cells of those columns in one row: each amount under its name.
pub fn amounts<const N: usize>(cells: [(&'static str, Fen); N]) -> Vec<impl IntoView + use<N>> {
    let cell = |(name, amount): (&'static str, Fen)| {
        view! {
            <td class="num" data-label=name>
                {amount.to_string()}
            </td>
        }
    };
    cells.into_iter().map(cell).collect()
}
