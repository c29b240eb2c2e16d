//! The lines of a statement: which kinds there are, and the lines of one kind.

use entity::statement::{
    Fit, Model,
    list::{Counts, Line},
};
use leptos::prelude::*;

use super::{
    super::{HERE, line, number},
    Asked,
};
use crate::{
    parts::{
        arrivals::{self, Arrival},
        empty::Empty,
        pager, table,
    },
    text::Text,
};

pub(super) fn chips(t: Text, statement: &Model, counts: &Counts, here: &str) -> impl IntoView + use<> {
    let chip = |key: &'static str, name: &'static str, count: i64| {
        let href = format!("{HERE}/{}?of={key}", statement.id);
        (count > 0 || key == here).then(|| {
            view! {
                <a class="chip" href=href aria-current=(key == here).then_some("page")>
                    {format!("{name} {}", number(t, count))}
                </a>
            }
        })
    };
    let of = |fit: Fit| chip(fit.key(), t.fit(fit), counts.open.get(&fit).copied().unwrap_or_default());
    let others = [
        chip("undone", t.statement_undone(), counts.undone),
        chip("booked", t.statement_booked(), counts.booked),
        chip("aside", t.statement_set_aside(), counts.set_aside),
    ];
    let chips: Vec<_> = Fit::ALL.into_iter().map(of).chain(others).collect();
    view! {
        <nav class="chips" aria-label=t.office_payments_state()>
            {chips}
        </nav>
    }
}

/// `waits`: whether there are lines of another kind to look at.
pub(super) fn table(t: Text, lines: &[Line], waits: bool) -> AnyView {
    if lines.is_empty() {
        let (title, text) = if waits {
            (t.statement_lines_none(), t.statement_lines_none_text())
        } else {
            (t.statement_lines_done(), t.statement_lines_done_text())
        };
        return view! { <Empty title=title text=text /> }.into_any();
    }
    let rows: Vec<_> = lines.iter().map(|line| row(t, line)).collect();
    let heads = arrivals::heads(t, t.statement_line_for());
    table::table(t.statements_col_lines(), "table cards dense", heads, rows).into_any()
}

fn row(t: Text, one: &Line) -> AnyView {
    let arrival = Arrival {
        on: one.line.arrived_on,
        code: one.reference.as_ref().map(|reference| reference.code.grouped()),
        words: &one.words,
        state: line::pill(t, &one.line).into_any(),
        amount: one.line.amount_fen,
        href: format!("/office/statement-lines/{}", one.line.id),
    };
    arrivals::row(t, t.statement_line_for(), arrival)
}

pub(super) fn pager(t: Text, statement: &Model, asked: &Asked, next: Option<i64>) -> Option<impl IntoView + use<>> {
    let of = Fit::from_key(&asked.of).map(Fit::key).or(match asked.of.as_str() {
        "undone" => Some("undone"),
        "booked" => Some("booked"),
        "aside" => Some("aside"),
        _ => None,
    });
    let of = of.unwrap_or_default();
    pager::pager(t, None, next.map(|row| format!("{HERE}/{}?of={of}&after={row}", statement.id)))
}
