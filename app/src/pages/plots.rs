//! `/plots`: the fields that can be adopted, and those that were. Counters are counted, never rounded up.

pub mod adopt;
pub mod keep;
pub mod show;

use axum_extra::extract::Query;
use entity::{
    id::PlotId,
    place::township,
    plot::{
        Crop, Mode, State,
        browse::{self, Counters, PublicPlot, Typed},
    },
};
use leptos::prelude::*;

use crate::{
    AppError, Page, Visit,
    pages::disclosures,
    parts::{empty::Empty, filter::choice, icon::UiIcon, plot_card::card},
    request::encode,
    text::Text,
};

pub async fn list(visit: Visit, Query(typed): Query<Typed>) -> Result<Page, AppError> {
    let found = browse::list(visit.db(), &typed, visit.lang(), visit.now()).await?;
    let counters = browse::counters(visit.db()).await?;
    let reports = if typed.before.is_empty() { disclosures::of_seasons(&visit).await? } else { None };
    let t = visit.t();
    let page = visit.page(t.plots_title(), || {
        view! {
            <div class="page-head">
                <h1>{t.plots_title()}</h1>
                <p class="soft">{t.plots_lead()}</p>
            </div>
            {counts(t, counters)}
            {tools(t, &typed, &found.townships)}
            {wall(t, &typed, &found.plots)}
            {pager(t, &typed, found.next)}
            {reports}
            <p class="soft small">{t.plot_no_return()}</p>
        }
    });
    Ok(page.shared())
}

fn counts(t: Text, counters: Counters) -> Option<impl IntoView> {
    if counters.plots == 0 {
        return None;
    }
    let lines: Vec<_> = [
        ("open", counters.plots, t.plots_count_plots()),
        ("received", counters.households, t.plots_count_households()),
        ("handed_out", counters.taken, t.plots_count_taken()),
        ("draft", counters.shares.saturating_sub(counters.taken), t.plots_count_free()),
    ]
    .into_iter()
    .map(|(kind, count, name)| {
        view! {
            <li>
                <span class=format!("count k-{kind}")>
                    <b>{t.number(count)}</b>
                    <span>{name}</span>
                </span>
            </li>
        }
    })
    .collect();
    Some(view! { <ul class="counts">{lines}</ul> })
}

/// The address of the list with these filters; blank ones are left out.
fn address(typed: &Typed, before: Option<PlotId>) -> String {
    let before = before.map_or_else(String::new, |id| id.to_string());
    let pairs = [
        ("township", &typed.township),
        ("crop", &typed.crop),
        ("mode", &typed.mode),
        ("status", &typed.status),
        ("before", &before),
    ];
    let query: Vec<String> = pairs
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", encode(value)))
        .collect();
    if query.is_empty() { "/plots".to_owned() } else { format!("/plots?{}", query.join("&")) }
}

fn tools(t: Text, typed: &Typed, townships: &[township::Model]) -> impl IntoView + use<> {
    use entity::Field;
    let townships = townships.iter().map(|place| (place.id.to_string(), place.name(t.0).to_owned())).collect();
    let crops = Crop::ALL.map(|crop| (crop.key().to_owned(), t.crop(crop).to_owned())).to_vec();
    let modes = Mode::ALL.map(|mode| (mode.key().to_owned(), t.plot_mode_name(mode).to_owned())).to_vec();
    let states = State::PUBLIC.map(|state| (state.key().to_owned(), t.plot_state(state).to_owned())).to_vec();
    view! {
        <form class="tools" method="get" action="/plots" role="search" aria-label=t.plots_filter()>
            {choice(t.field(Field::Township), "township", t.filter_all_townships(), townships, &typed.township)}
            {choice(t.field(Field::Crop), "crop", t.plots_all_crops(), crops, &typed.crop)}
            {choice(t.field(Field::Mode), "mode", t.plots_all_modes(), modes, &typed.mode)}
            {choice(t.filter_status(), "status", t.plots_all_states(), states, &typed.status)}
            <div class="go">
                <button class="btn">
                    <UiIcon name="search" />
                    {t.filter_go()}
                </button>
            </div>
        </form>
    }
}

fn wall(t: Text, typed: &Typed, plots: &[PublicPlot]) -> AnyView {
    if plots.is_empty() && typed.narrows() {
        return view! {
            <div class="empty">
                <h2>{t.plots_nothing_fits()}</h2>
                <p>{t.plots_nothing_fits_text()}</p>
                <div class="actions">
                    <a class="btn" href="/plots">
                        {t.plots_see_all()}
                    </a>
                </div>
            </div>
        }
        .into_any();
    }
    if plots.is_empty() {
        return view! { <Empty title=t.plots_none() text=t.plots_none_text() /> }.into_any();
    }
    let cards: Vec<_> = plots.iter().map(|plot| view! { <li>{card(t, plot)}</li> }).collect();
    view! { <ul class="plots">{cards}</ul> }.into_any()
}

fn pager(t: Text, typed: &Typed, next: Option<PlotId>) -> Option<impl IntoView + use<>> {
    let href = next.map(|next| address(typed, Some(next)))?;
    Some(view! {
        <nav class="pager" aria-label=t.pager()>
            <span class="here">{t.per_page(browse::PAGE)}</span>
            <a class="btn quiet" rel="next" href=href>
                {t.older()}
            </a>
        </nav>
    })
}
