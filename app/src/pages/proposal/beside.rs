//! The plots and the funds of a proposal: each with its box while it waits, and with what it has become.

use entity::round::{
    answer::{Seen, Typed},
    giver::Part,
    ground::shown::{Fund, Plot, Stands},
};
use leptos::prelude::*;

use super::{has_heading, total::box_id};
use crate::text::Text;

/// What of this part can still be answered, ticked until somebody has unticked it.
pub(super) fn choices(t: Text, seen: &Seen, part: &Part, typed: Option<&Typed>) -> Option<AnyView> {
    let (plots, funds) = its(seen, part);
    let plots = plots.iter().filter(|plot| plot.stands.waits());
    let plots: Vec<_> = plots.map(|plot| plot_choice(t, plot, typed)).collect();
    let funds = funds.iter().filter(|fund| fund.stands.waits());
    let funds: Vec<_> = funds.map(|fund| fund_choice(t, fund, typed)).collect();
    let plots = (!plots.is_empty()).then(|| view! { <ul class="todo-list">{plots}</ul> }.into_any());
    let funds = (!funds.is_empty()).then(|| view! { <ul class="todo-list">{funds}</ul> }.into_any());
    both(t, (seen, part), plots, funds)
}

/// What this part has become. What still waits when nothing can be answered any more was not answered in time.
pub(super) fn told_of(t: Text, seen: &Seen, part: &Part) -> Option<AnyView> {
    let (plots, funds) = its(seen, part);
    let says = |stands: Stands| match stands {
        Stands::Waiting => (Stands::Lapsed.key(), t.round_lapsed()),
        stands => (stands.key(), t.proposal_stands(stands)),
    };
    both(t, (seen, part), listed(t, &plots, &[], says), listed(t, &[], &funds, says))
}

/// The list of plots and that of funds; none where there is neither.
fn both(t: Text, of: (&Seen, &Part), plots: Option<AnyView>, funds: Option<AnyView>) -> Option<AnyView> {
    let is_any = plots.is_some() || funds.is_some();
    let plots = plots.map(|list| kind(of, t.round_plots(), list));
    let funds = funds.map(|list| kind(of, t.round_funds(), list));
    is_any.then(|| view! { {plots} {funds} }.into_any())
}

/// A list under what it is of, where wishes stand above it under their schools.
fn kind((seen, part): (&Seen, &Part), name: &'static str, list: AnyView) -> AnyView {
    if part.parcels.is_empty() {
        return list;
    }
    let heading = if has_heading(seen, part) {
        view! { <h3>{name}</h3> }.into_any()
    } else {
        view! { <h2>{name}</h2> }.into_any()
    };
    view! {
        <section class="stack">
            {heading}
            {list}
        </section>
    }
    .into_any()
}

fn its(seen: &Seen, part: &Part) -> (Vec<Plot>, Vec<Fund>) {
    let plots = seen.plots.iter().filter(|plot| part.plots.contains(&plot.line)).cloned();
    let funds = seen.funds.iter().filter(|fund| part.funds.contains(&fund.line)).cloned();
    (plots.collect(), funds.collect())
}

fn plot_choice(t: Text, plot: &Plot, typed: Option<&Typed>) -> impl IntoView + use<> {
    let line = plot.line.to_string();
    let ticked = typed.is_none_or(|typed| typed.plots.contains(&line));
    let id = box_id("plot", &line);
    view! {
        <li>
            {plot_facts(t, plot)}
            <label class="choice">
                <input type="checkbox" id=id name="plot" value=line checked=ticked />
                <span>{t.proposal_plot_take()} <small>{t.proposal_plot_help()}</small></span>
            </label>
        </li>
    }
}

fn fund_choice(t: Text, fund: &Fund, typed: Option<&Typed>) -> impl IntoView + use<> {
    let line = fund.line.to_string();
    let ticked = typed.is_none_or(|typed| typed.funds.contains(&line));
    let id = box_id("fund", &line);
    view! {
        <li>
            {fund_facts(t, fund)}
            <label class="choice">
                <input type="checkbox" id=id name="fund" value=line checked=ticked />
                <span>{t.proposal_fund_take()} <small>{t.proposal_fund_help()}</small></span>
            </label>
        </li>
    }
}

/// Once it is taken, the way is to the adoption on its donor's desk.
fn plot_facts(t: Text, plot: &Plot) -> impl IntoView + use<> {
    let is_taken = plot.stands == Stands::Accepted;
    let page = if is_taken { format!("/gifts/plots/{}", plot.code) } else { format!("/plots/{}", plot.plot) };
    view! {
        <div class="what">
            <b>
                <a href=page>{t.plot_title(&plot.township, plot.plot.0, t.crop(plot.crop))}</a>
            </b>
            <span class="soft small">{t.proposal_plot(&plot.household, plot.shares, &plot.amount.to_string())}</span>
        </div>
    }
}

/// The same of the pledge.
fn fund_facts(t: Text, fund: &Fund) -> impl IntoView + use<> {
    let page = fund.pledge.map_or_else(|| format!("/funds/{}", fund.fund), |pledge| format!("/gifts/pledges/{pledge}"));
    view! {
        <div class="what">
            <b>
                <a href=page>{t.proposal_fund(&fund.title)}</a>
            </b>
            <span class="soft small">{fund.amount.to_string()}</span>
        </div>
    }
}

/// Each with what it has become; none where nothing was proposed.
pub fn told(t: Text, plots: &[Plot], funds: &[Fund]) -> Option<AnyView> {
    listed(t, plots, funds, |stands| (stands.key(), t.proposal_stands(stands)))
}

/// `says`: how a state is drawn, and what it is called.
fn listed(
    t: Text,
    plots: &[Plot],
    funds: &[Fund],
    says: impl Fn(Stands) -> (&'static str, &'static str),
) -> Option<AnyView> {
    let pill = |stands: Stands| {
        let (key, says) = says(stands);
        view! { <span class=format!("pill k-{key}")>{says}</span> }
    };
    let plots: Vec<_> = plots.iter().map(|plot| view! { <li>{plot_facts(t, plot)} {pill(plot.stands)}</li> }).collect();
    let funds: Vec<_> = funds.iter().map(|fund| view! { <li>{fund_facts(t, fund)} {pill(fund.stands)}</li> }).collect();
    let is_any = !plots.is_empty() || !funds.is_empty();
    is_any.then(|| view! { <ul class="todo-list">{plots} {funds}</ul> }.into_any())
}

/// Whether the time went by without any answer to them.
pub(super) fn is_over(seen: &Seen) -> bool {
    let mut stands = seen.plots.iter().map(|plot| plot.stands).chain(seen.funds.iter().map(|fund| fund.stands));
    stands.all(|stands| matches!(stands, Stands::Lapsed | Stands::Waiting))
}
