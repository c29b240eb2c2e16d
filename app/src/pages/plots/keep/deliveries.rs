//! Where the harvest is sent, for the office alone: opened by a button, since every look is journalled.

use axum::extract::Path;
use entity::{adoption::list, id::PlotId};
use leptos::prelude::*;

use super::Seen;
use crate::{
    AppError, Page, Visit,
    pages::plots::show::read_number,
    parts::{crumbs::Crumbs, desk::desk, empty::Empty},
};

pub async fn show(visit: Visit, Path(number): Path<String>) -> Result<Page, AppError> {
    let (officer, number) = (visit.officer()?, read_number(&number)?);
    let lines = list::deliveries(visit.store(), officer, number, visit.now()).await?;
    let t = visit.t();
    Ok(visit.page(t.plot_deliveries(), || {
        let none = lines.is_empty();
        let rows: Vec<_> = lines
            .into_iter()
            .map(|line| {
                view! {
                    <li>
                        <div class="what">
                            <b>{line.party}</b>
                            <span>{line.delivery}</span>
                        </div>
                        <span class="pill">{t.plot_kg(&line.harvest)}</span>
                        {line.promised.map(|promised| view! { <small>{t.plot_deliveries_short(&promised)}</small> })}
                    </li>
                }
            })
            .collect();
        let body = if none {
            view! { <Empty title=t.plot_deliveries_none() text=t.plot_deliveries_none_text() /> }.into_any()
        } else {
            view! { <ul class="todo-list">{rows}</ul> }.into_any()
        };
        desk(
            &visit,
            view! {
                <div class="narrow stack">
                    <Crumbs t=t list=("/office/plots", t.office_plots_title()) here=t.plot_deliveries() />
                    <h1>{t.plot_deliveries()}</h1>
                    <p class="soft">{t.plot_deliveries_what()}</p>
                    {body}
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
