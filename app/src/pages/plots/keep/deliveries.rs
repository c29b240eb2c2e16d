//! Where the harvest is sent, for the office alone: opened by a button, since every look is journalled.

use axum::extract::Path;
use entity::{
    adoption::list::{self, Deliveries},
    id::PlotId,
    plot::weight::kilograms,
};
use leptos::prelude::*;

use super::Seen;
use crate::{
    AppError, Page, Visit,
    pages::plots::show::read_number,
    parts::{crumbs::Crumbs, desk::desk, empty::Empty},
    request::Go,
    text::Text,
};

/// What was opened by a button is not opened by its address, as the link to the other language would have it: back to
/// the button.
pub async fn back(visit: Visit, Path(number): Path<String>) -> Result<Go, AppError> {
    visit.officer()?;
    Ok(visit.go(format!("/plots/{}/keep", read_number(&number)?)))
}

pub async fn show(visit: Visit, Path(number): Path<String>) -> Result<Page, AppError> {
    let (officer, number) = (visit.officer()?, read_number(&number)?);
    let found = list::deliveries(visit.store(), officer, number, visit.now()).await?;
    let townships = entity::place::change::townships(visit.db()).await?;
    let township = townships.iter().find(|township| township.id == found.plot.township_id);
    let t = visit.t();
    let plot = t.plot_title(township.map_or("", |one| one.name(visit.lang())), number.0, t.crop(found.plot.crop));
    let title = t.plot_deliveries_of(&plot);
    Ok(visit.page(&title, || {
        desk(
            &visit,
            view! {
                <div class="narrow stack">
                    <Crumbs t=t list=("/office/plots", t.office_plots_title()) here=title.clone() />
                    <h1>{title.clone()}</h1>
                    <p class="soft">{t.plot_deliveries_what()}</p>
                    {sums(t, &found)}
                    {lines(t, &found)}
                    <p>
                        <a class="btn quiet" href=format!("/plots/{number}/keep")>
                            {t.plot_keep_title()}
                        </a>
                    </p>
                </div>
            },
        )
    }))
}

/// What there is, how it is shared, and what all the parcels weigh together.
fn sums(t: Text, found: &Deliveries) -> impl IntoView + use<> {
    let weight = found.plot.weight_g.map(|weight| {
        view! {
            <dt>{t.plot_weight()}</dt>
            <dd>{t.plot_kg(&kilograms(weight))}</dd>
        }
    });
    view! {
        <dl class="facts">
            {weight} <dt>{t.plot_mode()}</dt> <dd>{t.plot_mode_name(found.plot.mode)}</dd>
            <dt>{t.plot_deliveries_total()}</dt> <dd>{t.plot_kg(&found.total)}</dd>
        </dl>
    }
}

fn lines(t: Text, found: &Deliveries) -> AnyView {
    if found.lines.is_empty() {
        return view! { <Empty title=t.plot_deliveries_none() text=t.plot_deliveries_none_text() /> }.into_any();
    }
    let rows: Vec<_> = found
        .lines
        .iter()
        .map(|line| {
            let short = line.promised.as_ref().map(|promised| t.plot_deliveries_short(promised));
            view! {
                <li>
                    <div class="what">
                        <b>{line.party.clone()}</b>
                        <span>{line.delivery.clone()}</span>
                    </div>
                    <span class="pill">{t.plot_kg(&line.harvest)}</span>
                    {short.map(|short| view! { <small>{short}</small> })}
                </li>
            }
        })
        .collect();
    view! { <ul class="todo-list">{rows}</ul> }.into_any()
}

/// The button that opens it, while there is something to send.
pub fn button(visit: &Visit, seen: &Seen) -> impl IntoView + use<> {
    let (t, id): (_, PlotId) = (visit.t(), seen.plot.id);
    view! {
        <form class="form box" method="post" action=format!("/plots/{id}/deliveries")>
            <h2>{t.plot_deliveries()}</h2>
            <p class="soft">{t.plot_deliveries_what()}</p>
            <div class="actions">
                <button class="btn quiet">{t.plot_deliveries_button()}</button>
            </div>
        </form>
    }
}
