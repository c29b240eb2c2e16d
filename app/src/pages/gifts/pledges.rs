//! `/gifts/pledges`: what a donor promised to the funds, and how much of it has come; also beside the gifts.

pub mod one;

use entity::pledge::{
    State,
    desk::{self, Own},
};
use leptos::prelude::*;

use crate::{AppError, Page, Visit, parts::crumbs::Crumbs, text::Text};

const LIST: &str = "/gifts/pledges";

pub async fn list(visit: Visit) -> Result<Page, AppError> {
    let own = desk::all(visit.db(), visit.donor()?, visit.now()).await?;
    let t = visit.t();
    Ok(visit.page(t.pledges_title(), || {
        let body = if own.is_empty() { none(t).into_any() } else { lines(t, &own).into_any() };
        view! {
            <Crumbs t=t list=("/gifts", t.gifts_title()) here=t.pledges_title() />
            <div class="page-head">
                <h1>{t.pledges_title()}</h1>
                <a href="/funds">{t.pledges_funds()}</a>
                <p class="soft">{t.pledges_lead()}</p>
            </div>
            {body}
        }
    }))
}

fn none(t: Text) -> impl IntoView {
    view! {
        <div class="empty">
            <h2>{t.pledges_none()}</h2>
            <p>{t.pledges_none_text()}</p>
            <div class="actions">
                <a class="btn plum" href="/funds">
                    {t.pledges_funds()}
                </a>
            </div>
        </div>
    }
}

/// Those of which more may come, for the page of all that a donor gives; nothing where there are none.
pub fn section(t: Text, own: &[Own]) -> Option<impl IntoView + use<>> {
    let live: Vec<Own> = own.iter().filter(|one| one.state.is_live()).cloned().collect();
    (!live.is_empty()).then(|| {
        view! {
            <section>
                <div class="section-head">
                    <h2>{t.pledges_title()}</h2>
                    <a href=LIST>{t.pledges_all()}</a>
                </div>
                {lines(t, &live)}
            </section>
        }
    })
}

fn lines(t: Text, own: &[Own]) -> impl IntoView + use<> {
    let lines: Vec<_> = own.iter().map(|one| line(t, one)).collect();
    view! { <ul class="todo-list">{lines}</ul> }
}

fn line(t: Text, own: &Own) -> impl IntoView + use<> {
    let arrived = t.pledge_arrived(&own.shown.arrived.to_string());
    let pledge = &own.pledge;
    view! {
        <li>
            <div class="what">
                <b>{own.fund.title(t.0).to_owned()}</b>
                <span class="soft small">{format!("{} · {arrived}", t.pledge_of(pledge.every, pledge.amount_fen))}</span>
            </div>
            <span class=pill(own.state)>{t.pledge_state(own.state)}</span>
            <a class="btn quiet" href=format!("{LIST}/{}", pledge.id)>
                {t.pledge_open_page()}
            </a>
        </li>
    }
}

/// In the colours of a gift's stations.
const fn pill(state: State) -> &'static str {
    match state {
        State::Stands => "pill k-received",
        State::Paused => "pill k-submitted",
        State::Given => "pill k-handed_out",
        State::Ended => "pill k-withdrawn",
    }
}
