//! A report on its page: facts, tables, notes, and the files it can be had as.

use leptos::prelude::*;

use super::icon::UiIcon;
use crate::{
    document::{Cell, Document, Row, Table},
    text::Text,
};

/// The report itself; its title is the page's own.
pub fn document(t: Text, document: &Document) -> impl IntoView + use<> {
    let facts: Vec<_> = document
        .facts
        .iter()
        .map(|(term, text)| {
            view! {
                <dt>{*term}</dt>
                <dd>{text.clone()}</dd>
            }
        })
        .collect();
    let tables: Vec<_> = document.tables.iter().map(|one| table(t, one)).collect();
    let notes: Vec<_> = document.notes.iter().map(|note| view! { <p class="soft small">{*note}</p> }).collect();
    view! {
        <div class="box">
            <dl class="facts wide-terms">{facts}</dl>
        </div>
        {tables}
        <div>{notes}</div>
    }
}

/// Where its files are: this address with an ending for each kind.
pub fn downloads(t: Text, address: &str) -> impl IntoView + use<> {
    let files: Vec<_> = [("pdf", t.report_pdf()), ("xlsx", t.report_xlsx()), ("csv", t.report_csv())]
        .into_iter()
        .map(|(ending, name)| {
            view! {
                <a class="btn quiet" href=format!("{address}.{ending}") download>
                    {name}
                </a>
            }
        })
        .collect();
    view! {
        <div class="row no-print">
            <span class="soft">{t.report_downloads()}</span>
            {files}
        </div>
        <p class="no-print hint">
            <UiIcon name="printer" />
            <span>{t.report_print_hint()}</span>
        </p>
    }
}

fn table(t: Text, table: &Table) -> impl IntoView + use<> {
    let heads: Vec<_> = table
        .heads
        .iter()
        .enumerate()
        .map(|(place, head)| view! { <th scope="col" class=(place > 0).then_some("num")>{*head}</th> })
        .collect();
    let rows: Vec<_> = table.rows.iter().map(|one| row(t, one)).collect();
    let total = table.total.as_ref().map(|total| view! { <tfoot>{row(t, total)}</tfoot> });
    view! {
        <section class="stack">
            <h2>{table.title}</h2>
            <div class="table-wrap" tabindex="0" role="region" aria-label=table.title>
                <table class="table dense report">
                    <thead>
                        <tr>{heads}</tr>
                    </thead>
                    <tbody>{rows}</tbody>
                    {total}
                </table>
            </div>
        </section>
    }
}

fn row(t: Text, row: &Row) -> impl IntoView + use<> {
    let cells: Vec<_> = row
        .cells
        .iter()
        .map(|cell| {
            let shown = match cell {
                Cell::Count(count) => t.number(*count),
                Cell::Money(amount) => amount.to_string(),
            };
            view! { <td class="num">{shown}</td> }
        })
        .collect();
    view! {
        <tr>
            <th scope="row">{row.name.clone()}</th>
            {cells}
        </tr>
    }
}
