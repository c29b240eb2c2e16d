//! What is wrong with a table, line by line, and what is only worth a look.

use entity::import::finding::Finding;
use leptos::prelude::*;

use crate::{
    parts::{
        notice::unbroken,
        table::{self, word_heads},
    },
    text::Text,
};

/// Findings on the page; the rest is in the marked table.
const MOST: usize = 200;

/// What must be mended, and what is worth a look; with a sentence on each, and on what is not listed.
pub(super) fn tables(
    t: Text,
    findings: &[Finding],
    (of_errors, of_notes): (&'static str, &'static str),
    unlisted: fn(Text, usize) -> String,
) -> impl IntoView + use<> {
    let (notes, errors): (Vec<&Finding>, Vec<&Finding>) = findings.iter().partition(|finding| finding.kind.is_note());
    let section = |title: String, text: &'static str, findings: &[&Finding]| {
        let more = findings.len().saturating_sub(MOST);
        (!findings.is_empty()).then(|| {
            view! {
                <section class="stack">
                    <h2>{title.clone()}</h2>
                    <p class="soft">{text}</p>
                    {table(t, title, &findings[..findings.len().min(MOST)])}
                    {(more > 0).then(|| view! { <p class="soft">{unlisted(t, more)}</p> })}
                </section>
            }
        })
    };
    view! {
        {section(t.import_errors(errors.len()), of_errors, &errors)}
        {section(t.import_notes(notes.len()), of_notes, &notes)}
    }
}

fn table(t: Text, name: String, findings: &[&Finding]) -> impl IntoView + use<> {
    let rows: Vec<_> = findings
        .iter()
        .map(|finding| {
            view! {
                <tr>
                    <th scope="row" class="nowrap">
                        {t.import_row(finding.row)}
                    </th>
                    <td data-label=t.import_col_column()>{t.column_of(finding)}</td>
                    <td data-label=t.import_col_what()>
                        <span>{unbroken(&t.finding(finding))}</span>
                    </td>
                </tr>
            }
        })
        .collect();
    let heads = [t.import_col_row(), t.import_col_column(), t.import_col_what()];
    table::table(name, "table cards", word_heads(heads), rows)
}
