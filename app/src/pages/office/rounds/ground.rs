//! The plots and the funds of a round: what would be proposed in all; folded under it what of each, of those that get
//! nothing, why, reason by reason, and which offers give nothing to any.

use std::collections::HashMap;

use entity::{
    id::FundId,
    round::{
        ground::draw::{FundLine, PlotLine, Unplaced, Unused},
        list::Whose,
    },
};
use leptos::prelude::*;

use super::{
    numbers::{head, heading},
    one::Seen,
};
use crate::text::Text;

pub(super) fn plots(t: Text, seen: &Seen) -> Option<AnyView> {
    let summary = &seen.summary;
    if seen.round.phase_id.is_some() {
        return None;
    }
    let (shares, sum) = summary.shares();
    let says = t.round_shares(shares, &sum.to_string());
    let says = if summary.plots.is_empty() { t.round_no_plot().to_owned() } else { says };
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
            <p>{says}</p>
            {given}
            {nothing}
            {unused(t, seen, &seen.unused.0)}
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

/// The offers that name such a thing and are proposed none, each with the reason.
fn unused(t: Text, seen: &Seen, offers: &[Whose<Unused>]) -> Option<AnyView> {
    let lines = offers.iter().map(|one| {
        let name = seen.names.get(&one.account).cloned().unwrap_or_default();
        let lang = t.own_lang(&name);
        let says = format!("{} · {}", t.offer_title(one.offer.0), t.round_unused_why(one.why));
        view! {
            <li>
                <div class="what">
                    <b lang=lang>{name}</b>
                    <span class="soft small">{says}</span>
                </div>
            </li>
        }
    });
    let lines: Vec<_> = lines.collect();
    let list = (!lines.is_empty()).then(|| view! { <ul class="todo-list">{lines}</ul> }.into_any());
    list.map(|list| folded(t.round_unused().to_owned(), list))
}

/// What opens under what it is about.
fn folded(title: String, what: AnyView) -> AnyView {
    view! {
        <details class="more">
            <summary>{title}</summary>
            {what}
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
    if seen.round.phase_id.is_some() {
        return None;
    }
    let says = t.round_sums(&summary.for_funds().to_string());
    let says = if summary.funds.is_empty() { t.round_no_fund().to_owned() } else { says };
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
            <p>{says}</p>
            {given}
            {nothing}
            {unused(t, seen, &seen.unused.1)}
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
