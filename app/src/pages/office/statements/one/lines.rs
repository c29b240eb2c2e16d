//! The lines of a statement: which kinds there are, the lines of one kind, and those that cannot be read.

use entity::statement::{
    Fit, Model, finding,
    list::{Counts, Line},
};
use leptos::prelude::*;

use super::{
    super::{HERE, line, number},
    Asked,
};
use crate::{
    parts::{empty::Empty, table},
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
    let others =
        [chip("booked", t.statement_booked(), counts.booked), chip("aside", t.statement_set_aside(), counts.set_aside)];
    let chips: Vec<_> = Fit::ALL.into_iter().map(of).chain(others).collect();
    view! {
        <nav class="chips" aria-label=t.office_payments_state()>
            {chips}
        </nav>
    }
}

pub(super) fn table(t: Text, lines: &[Line]) -> AnyView {
    if lines.is_empty() {
        return view! { <Empty title=t.statement_lines_none() text=t.statement_lines_none_text() /> }.into_any();
    }
    let heads = view! {
        <th scope="col">{t.office_payments_when()}</th>
        <th scope="col">{t.statement_line_for()}</th>
        <th scope="col">{t.office_payments_payer()}</th>
        <th scope="col">{t.office_payments_state()}</th>
        <th scope="col" class="num">
            {t.field(entity::Field::Amount)}
        </th>
        <th scope="col">
            <span class="vh">{t.office_payments_open()}</span>
        </th>
    };
    let rows: Vec<_> = lines.iter().map(|line| row(t, line)).collect();
    table::table(t.statements_col_lines(), "table cards", heads, rows).into_any()
}

fn row(t: Text, one: &Line) -> impl IntoView + use<> {
    let code = one.reference.as_ref().map(|reference| reference.code.grouped());
    let said = [one.words.payer.as_str(), one.words.remark.as_str()];
    let said = said.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    view! {
        <tr>
            <th scope="row" class="nowrap">
                {t.date(one.line.arrived_on)}
            </th>
            <td data-label=t.statement_line_for()>{code.map(|code| view! { <span class="code">{code}</span> })}</td>
            <td data-label=t.office_payments_payer()>{said}</td>
            <td data-label=t.office_payments_state()>{line::pill(t, &one.line)}</td>
            <td class="num" data-label=t.field(entity::Field::Amount)>
                {one.line.amount_fen.to_string()}
            </td>
            <td class="act">
                <a class="btn quiet" href=format!("/office/statement-lines/{}", one.line.id)>
                    {t.office_payments_open()}
                </a>
            </td>
        </tr>
    }
}

pub(super) fn pager(t: Text, statement: &Model, asked: &Asked, next: Option<i64>) -> impl IntoView + use<> {
    let of = Fit::from_key(&asked.of).map(Fit::key).or(match asked.of.as_str() {
        "booked" => Some("booked"),
        "aside" => Some("aside"),
        _ => None,
    });
    let of = of.unwrap_or_default();
    let next = next.map(|row| {
        view! {
            <a class="btn quiet" rel="next" href=format!("{HERE}/{}?of={of}&after={row}", statement.id)>
                {t.older()}
            </a>
        }
    });
    view! {
        <nav class="pager" aria-label=t.pager()>
            {next}
        </nav>
    }
}

pub(super) fn unreadable(t: Text, statement: &Model, bad: &[finding::Model]) -> Option<AnyView> {
    if bad.is_empty() {
        return None;
    }
    let field = |key: &str| {
        let known = entity::statement::columns::FIELDS.into_iter().find(|field| field.key() == key);
        known.map_or("", |field| t.field(field))
    };
    let rows: Vec<_> = bad
        .iter()
        .map(|one| {
            view! {
                <tr>
                    <th scope="row">{t.statement_row(one.row_no)}</th>
                    <td data-label=t.statement_col_field()>{field(&one.field)}</td>
                    <td data-label=t.statement_col_wrong()>{t.wrong_cell(one.kind)}</td>
                </tr>
            }
        })
        .collect();
    let heads = view! {
        <th scope="col">{t.statement_col_row()}</th>
        <th scope="col">{t.statement_col_field()}</th>
        <th scope="col">{t.statement_col_wrong()}</th>
    };
    Some(
        view! {
            <section class="stack">
                <h2>{t.statement_bad_title(&number(t, statement.bad_count))}</h2>
                <p class="soft">{t.statement_bad_text()}</p>
                {table::table(t.statement_col_wrong(), "table cards", heads, rows)}
            </section>
        }
        .into_any(),
    )
}
