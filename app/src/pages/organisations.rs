//! `/o` and `/o/{slug}`: who gives together, each with what it is and its own sums. By name; there is no ranking.

use axum::extract::Path;
use entity::organisation::{self, Model, Totals};
use leptos::prelude::*;

use crate::{
    AppError, Page, Visit,
    parts::{crumbs::Crumbs, empty::Empty, notice::Notice},
    text::Text,
};

pub async fn list(visit: Visit) -> Result<Page, AppError> {
    let all = organisation::public(visit.db(), visit.lang()).await?;
    let t = visit.t();
    let page = visit.page(t.orgs_title(), || {
        let body = if all.is_empty() {
            view! { <Empty title=t.orgs_none() text=t.orgs_none_text() /> }.into_any()
        } else {
            let lines: Vec<_> = all.iter().map(|one| line(t, one)).collect();
            view! { <ul class="todo-list">{lines}</ul> }.into_any()
        };
        view! {
            <div class="page-head">
                <h1>{t.orgs_title()}</h1>
                <p class="soft">{t.orgs_lead()}</p>
            </div>
            {body}
            <section class="prose">
                <h2>{t.orgs_how()}</h2>
                <p>{t.orgs_how_text()}</p>
            </section>
        }
    });
    Ok(page.shared())
}

fn line(t: Text, organisation: &Model) -> impl IntoView + use<> {
    view! {
        <li>
            <div class="what">
                <b>
                    <a href=format!("/o/{}", organisation.slug)>{organisation.name(t.0).to_owned()}</a>
                </b>
                <span class="soft small">{organisation.about(t.0).lines().next().unwrap_or_default().to_owned()}</span>
            </div>
        </li>
    }
}

pub async fn show(visit: Visit, Path(slug): Path<String>) -> Result<Page, AppError> {
    let organisation = organisation::at(visit.db(), &slug).await?;
    let totals = organisation::totals(visit.db(), organisation.id).await?;
    let t = visit.t();
    let name = organisation.name(t.0).to_owned();
    let page = visit.page(&name, || {
        let since = organisation.approved_at.map(|at| t.org_since(&t.date_of(at)));
        let closed = organisation.closed_at.map(|_| view! { <Notice>{t.org_closed()}</Notice> });
        let about: Vec<_> = organisation.about(t.0).lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect();
        view! {
            <div class="narrow stack">
                <Crumbs t=t list=("/o", t.orgs_title()) here=name.clone() />
                <div class="page-head">
                    <h1>{name.clone()}</h1>
                    <p class="soft">{since}</p>
                </div>
                {closed}
                <div class="prose">{about}</div>
                <section>
                    <h2>{t.org_totals()}</h2>
                    {sums(t, totals)}
                </section>
                <p class="soft">{t.org_people()}</p>
                <p class="actions">
                    <a class="btn" href="/wishes">
                        {t.see_wishes()}
                    </a>
                </p>
            </div>
        }
    });
    Ok(page.shared())
}

/// Three sums of its own, never a place among others.
pub fn sums(t: Text, totals: Totals) -> impl IntoView {
    let counters = [
        ("taken", totals.on_the_way, t.org_on_the_way()),
        ("received", totals.received, t.org_received()),
        ("handed_out", totals.handed_out, t.org_handed_out()),
    ];
    let counters: Vec<_> = counters
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
    view! { <ul class="counts">{counters}</ul> }
}
