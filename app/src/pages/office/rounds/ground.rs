//! The plots and the funds of a round: what would be proposed of each, and why not all of it finds somebody.

use entity::round::{
    Summary,
    ground::draw::{FundLine, PlotLine},
};
use leptos::prelude::*;

use super::{numbers::head, one::Seen};
use crate::text::Text;

pub(super) fn plots(t: Text, summary: &Summary) -> Option<impl IntoView + use<>> {
    let rows: Vec<_> = summary.plots.iter().map(|line| plot(t, line)).collect();
    let (shares, sum) = summary.shares();
    (!rows.is_empty()).then(|| {
        view! {
            <section>
                <h2>{t.round_plots()}</h2>
                <p>{t.round_shares(shares, &sum.to_string())}</p>
                <div class="table-wrap" tabindex="0" role="region" aria-label=t.round_plots()>
                    <table class="table cards">
                        {head([t.round_plot_name(), t.round_plot_free(), t.round_school_proposed()])}
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </section>
        }
    })
}

fn plot(t: Text, line: &PlotLine) -> impl IntoView + use<> {
    let why = line.why.map(|why| view! { <span class="spec soft small">{t.round_unplaced(why)}</span> });
    view! {
        <tr>
            <th scope="row">
                <a href=format!("/plots/{}", line.plot)>{t.round_plot(line.plot.0)}</a>
                {why}
            </th>
            <td class="num" data-label=t.round_plot_free()>
                {line.free}
            </td>
            <td class="num" data-label=t.round_school_proposed()>
                {line.proposed}
            </td>
        </tr>
    }
}

pub(super) fn funds(t: Text, seen: &Seen) -> Option<impl IntoView + use<>> {
    let rows: Vec<_> = seen.summary.funds.iter().map(|line| fund(t, seen, line)).collect();
    let sum = seen.summary.for_funds().to_string();
    (!rows.is_empty()).then(|| {
        view! {
            <section>
                <h2>{t.round_funds()}</h2>
                <p>{t.round_sums(&sum)}</p>
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
            </section>
        }
    })
}

fn fund(t: Text, seen: &Seen, line: &FundLine) -> impl IntoView + use<> {
    let name = seen.funds.get(&line.fund).cloned().unwrap_or_else(|| line.fund.to_string());
    let why = line.why.map(|why| view! { <span class="spec soft small">{t.round_unplaced(why)}</span> });
    view! {
        <tr>
            <th scope="row">
                <a href=format!("/office/funds/{}", line.fund)>{name}</a>
                {why}
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
}
