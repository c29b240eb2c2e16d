//! The plots and the funds of a round: what would be proposed in all; folded under it what of each, and of those that
//! get nothing, why, reason by reason.

use std::collections::HashMap;

use entity::{
    id::FundId,
    round::ground::draw::{FundLine, PlotLine, Unplaced},
};
use leptos::prelude::*;

use super::{
    numbers::{head, heading},
    one::Seen,
};
use crate::text::Text;

pub(super) fn plots(t: Text, seen: &Seen) -> Option<AnyView> {
    let summary = &seen.summary;
    if summary.plots.is_empty() {
        return None;
    }
    let (shares, sum) = summary.shares();
    let (given, nothing) = parted(&summary.plots, |line| line.why.filter(|_| line.proposed == 0));
    let given = (!given.is_empty()).then(|| folded(t.round_plots_which().to_owned(), plot_table(t, &given)));
    let nothing: Vec<_> = nothing
        .iter()
        .map(|(why, lines)| {
            let why = t.round_plots_nobody(lines.len(), t.round_unplaced(*why));
            folded(why, plot_table(t, lines))
        })
        .collect();
    let view = view! {
        <section class="stack">
            <h2>{heading(t, seen, t.round_plots())}</h2>
            <p>{t.round_shares(shares, &sum.to_string())}</p>
            {given}
            {nothing}
        </section>
    };
    Some(view.into_any())
}

/// Those that get something or need nothing, and the others by their reasons, in the order in which each first occurs.
fn parted<L: Copy>(lines: &[L], why: impl Fn(&L) -> Option<Unplaced>) -> (Vec<L>, Vec<(Unplaced, Vec<L>)>) {
    let (mut given, mut nothing) = (Vec::new(), Vec::<(Unplaced, Vec<L>)>::new());
    for line in lines {
        let Some(why) = why(line) else {
            given.push(*line);
            continue;
        };
        match nothing.iter_mut().find(|(known, _)| *known == why) {
            Some((_, lines)) => lines.push(*line),
            None => nothing.push((why, vec![*line])),
        }
    }
    (given, nothing)
}

/// A table that opens under what it is about.
fn folded(title: String, table: AnyView) -> AnyView {
    view! {
        <details class="more">
            <summary>{title}</summary>
            {table}
        </details>
    }
    .into_any()
}

fn plot_table(t: Text, lines: &[PlotLine]) -> AnyView {
    let rows: Vec<_> = lines.iter().map(|line| plot(t, line)).collect();
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=t.round_plots()>
            <table class="table cards">
                {head([t.round_plot_name(), t.round_plot_free(), t.round_school_proposed()])} <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn plot(t: Text, line: &PlotLine) -> AnyView {
    view! {
        <tr>
            <th scope="row">
                <a href=format!("/plots/{}", line.plot)>{t.round_plot(line.plot.0)}</a>
            </th>
            <td class="num" data-label=t.round_plot_free()>
                {line.free}
            </td>
            <td class="num" data-label=t.round_school_proposed()>
                {line.proposed}
            </td>
        </tr>
    }
    .into_any()
}

pub(super) fn funds(t: Text, seen: &Seen) -> Option<AnyView> {
    let summary = &seen.summary;
    if summary.funds.is_empty() {
        return None;
    }
    let (given, nothing) = parted(&summary.funds, |line| line.why.filter(|_| line.proposed.0 == 0));
    let given =
        (!given.is_empty()).then(|| folded(t.round_funds_which().to_owned(), fund_table(t, &seen.funds, &given)));
    let nothing: Vec<_> = nothing
        .iter()
        .map(|(why, lines)| {
            let why = t.round_funds_nobody(lines.len(), t.round_unplaced(*why));
            folded(why, fund_table(t, &seen.funds, lines))
        })
        .collect();
    let view = view! {
        <section class="stack">
            <h2>{heading(t, seen, t.round_funds())}</h2>
            <p>{t.round_sums(&summary.for_funds().to_string())}</p>
            {given}
            {nothing}
        </section>
    };
    Some(view.into_any())
}

fn fund_table(t: Text, titles: &HashMap<FundId, String>, lines: &[FundLine]) -> AnyView {
    let rows: Vec<_> = lines.iter().map(|line| fund(t, titles, line)).collect();
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=t.round_funds()>
            <table class="table cards">
                {head([
                    t.round_fund_name(),
                    t.round_fund_elders(),
                    t.round_fund_lacks(),
                    t.round_school_proposed(),
                ])}
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn fund(t: Text, titles: &HashMap<FundId, String>, line: &FundLine) -> AnyView {
    let name = titles.get(&line.fund).cloned().unwrap_or_else(|| line.fund.to_string());
    view! {
        <tr>
            <th scope="row">
                <a href=format!("/office/funds/{}", line.fund)>{name}</a>
            </th>
            <td class="num" data-label=t.round_fund_elders()>
                {t.number(line.elders)}
            </td>
            <td class="num" data-label=t.round_fund_lacks()>
                {line.lacks.to_string()}
            </td>
            <td class="num" data-label=t.round_school_proposed()>
                {line.proposed.to_string()}
            </td>
        </tr>
    }
    .into_any()
}
