//! The plots and the funds of a round: what would be proposed in all; folded under it what of each, of those that get
//! nothing, why, reason by reason, and which offers give nothing to any.

use std::collections::HashMap;

use entity::{
    Fen,
    id::FundId,
    round::{
        Summary,
        ground::draw::{FundLine, PlotLine, Unplaced, Unused},
        list::Whose,
    },
};
use leptos::prelude::*;

use super::{
    numbers::{head, heading},
    offer::offer_line,
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
    let rule = (!summary.plots.is_empty()).then(|| view! { <p class="soft small">{t.round_one_plot()}</p> });
    let more = seen.more_plots.iter().map(|one| {
        let (given, of) = one.why;
        offer_line(t, seen, one, &t.round_more_shares(given, of))
    });
    let more = more.collect();
    let view = view! {
        <section class="stack">
            <h2>{heading(t, seen, t.round_plots())}</h2>
            <p>{says}</p>
            {rule}
            {given}
            {nothing}
            {listed(t.round_idle(), more)}
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
    listed(t.round_unused(), offers.iter().map(|one| offer_line(t, seen, one, t.round_unused_why(one.why))).collect())
}

/// Some offers under what they are; none where there are none.
fn listed(title: &str, offers: Vec<AnyView>) -> Option<AnyView> {
    let list = (!offers.is_empty()).then(|| view! { <ul class="todo-list">{offers}</ul> }.into_any());
    list.map(|list| folded(title.to_owned(), list))
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
    let says = no_fund(t, summary).unwrap_or(says);
    let is_more_asked = !summary.funds.is_empty() && summary.funds_asked > Fen::ZERO;
    let asked = is_more_asked.then(|| view! { <p>{t.round_funds_asked(&summary.funds_asked.to_string())}</p> });
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
    let rule = (!summary.funds.is_empty()).then(|| view! { <p class="soft small">{t.round_one_fund()}</p> });
    let more = seen.more_funds.iter().map(|one| {
        let (given, of) = one.why;
        offer_line(t, seen, one, &t.round_more_sum(&given.to_string(), &of.to_string()))
    });
    let more = more.collect();
    let view = view! {
        <section class="stack">
            <h2>{heading(t, seen, t.round_funds())}</h2>
            <p>{says}</p>
            {asked}
            {rule}
            {given}
            {nothing}
            {listed(t.round_idle(), more)}
            {unused(t, seen, &seen.unused.1)}
        </section>
    };
    Some(view.into_any())
}

/// Why there is no fund to give to: none lacks anything, or all of it is proposed already. None where there are some.
pub(super) fn no_fund(t: Text, summary: &Summary) -> Option<String> {
    let asked = summary.funds_asked;
    let why =
        if asked > Fen::ZERO { t.round_funds_all_asked(&asked.to_string()) } else { t.round_no_fund().to_owned() };
    summary.funds.is_empty().then_some(why)
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
