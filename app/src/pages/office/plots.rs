//! The office's list of plots, by state; a village's own stand on its desk.

use axum_extra::extract::Query;
use entity::{
    actor::Keeper,
    plot::{
        State,
        list::{self, Filter, PAGE},
    },
};
use leptos::prelude::*;

use crate::{
    AppError, Page, Visit,
    parts::{desk::desk, empty::Empty, pager::pager, plot_card::pill},
    request::encode,
    text::Text,
};

pub async fn show(visit: Visit, Query(filter): Query<Filter>) -> Result<Page, AppError> {
    let keeper = Keeper::Office(visit.officer()?);
    let (chips, rows) = (counts(&visit, keeper, &filter).await?, rows(&visit, keeper, &filter).await?);
    let t = visit.t();
    Ok(visit.page(t.office_plots_title(), || {
        desk(
            &visit,
            view! {
                <div class="page-head">
                    <h1>{t.office_plots_title()}</h1>
                    <div class="row">
                        <a class="btn" href="/households">
                            {t.households_title()}
                        </a>
                        <a class="btn quiet" href="/office/disclosures">
                            {t.disclosures_title()}
                        </a>
                    </div>
                    <p class="soft">{t.office_plots_lead()}</p>
                </div>
                {chips}
                {rows}
            },
        )
    }))
}

/// How many there are in each state, each leading to these.
async fn counts(visit: &Visit, keeper: Keeper, filter: &Filter) -> Result<AnyView, AppError> {
    let counts = list::counts(visit.db(), keeper).await?;
    let t = visit.t();
    let chips: Vec<_> = State::ALL
        .into_iter()
        .filter_map(|state| {
            let count = counts.get(&state)?;
            let here = (filter.state == state.key()).then_some("page");
            Some(view! {
                <a class="chip" href=format!("/office/plots?state={}", state.key()) aria-current=here>
                    {t.plot_state(state)}
                    " "
                    {*count}
                </a>
            })
        })
        .collect();
    if chips.is_empty() {
        return Ok(().into_any());
    }
    Ok(view! {
        <div class="chips">
            <a class="chip" href="/office/plots" aria-current=filter.state.is_empty().then_some("page")>
                {t.plots_all_states()}
            </a>
            {chips}
        </div>
    }
    .into_any())
}

/// A page of plots as a table, for the office and for a village's desk.
pub async fn rows(visit: &Visit, keeper: Keeper, filter: &Filter) -> Result<AnyView, AppError> {
    let mut plots = list::page(visit.db(), keeper, filter).await?;
    let most = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let more = plots.len() > most;
    plots.truncate(most);
    let households = list::households(visit.db(), &plots).await?;
    let t = visit.t();
    if plots.is_empty() {
        return Ok(match keeper {
            Keeper::Office(_) => {
                view! { <Empty title=t.office_plots_none() text=t.office_plots_none_text() /> }.into_any()
            }
            Keeper::Village(_) => {
                view! { <Empty title=t.village_plots_none() text=t.village_plots_none_text() /> }.into_any()
            }
        });
    }
    let older = plots
        .last()
        .filter(|_| more)
        .map(|last| format!("{}?state={}&before={}", visit.path(), encode(&filter.state), last.id));
    let lines: Vec<_> = plots
        .iter()
        .map(|plot| row(t, plot, households.get(&plot.household_id).map(|one| one.alias(t.0).to_owned())))
        .collect();
    Ok(view! {
        <div class="table-wrap">
            <table class="table cards">
                <caption class="vh">{t.village_plots()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t.plots_col_plot()}</th>
                        <th scope="col">{t.plots_col_household()}</th>
                        <th scope="col">{t.col_state()}</th>
                        <th scope="col" class="num">
                            {t.plots_col_taken()}
                        </th>
                        <th scope="col">{t.plots_col_season()}</th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
        {pager(t, None, older)}
    }
    .into_any())
}

fn row(t: Text, plot: &entity::plot::Model, household: Option<String>) -> impl IntoView + use<> {
    let household = household.unwrap_or_default();
    view! {
        <tr>
            <th scope="row">
                <a href=format!("/plots/{}/keep", plot.id)>{t.ledger_plot(plot.id.0)} " · " {t.crop(plot.crop)}</a>
            </th>
            <td data-label=t.plots_col_household()>
                <span lang=t.own_lang(&household)>{household.clone()}</span>
            </td>
            <td data-label=t.col_state()>
                <span class=pill(plot.state)>{t.plot_state(plot.state)}</span>
            </td>
            <td class="num" data-label=t.plots_col_taken()>
                {plot.taken}
                " / "
                {plot.shares}
            </td>
            <td data-label=t.plots_col_season()>
                {plot.harvest_on.map_or_else(|| "—".to_owned(), |day| t.date(day))}
            </td>
        </tr>
    }
}
