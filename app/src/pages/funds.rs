//! `/funds`: the village funds, each with its bands; and the page of each.

pub mod pledge;
pub mod show;

use entity::{
    fund::{State, public},
    month::Month,
};
use leptos::prelude::*;

use crate::{
    AppError, Page, Visit,
    parts::{empty::Empty, fund_bands::bands, notice::Notice},
    text::Text,
};

pub async fn list(visit: Visit) -> Result<Page, AppError> {
    let lines = public::list(visit.db(), visit.now()).await?;
    let t = visit.t();
    let this = Month::of(visit.now());
    let page = visit.page(t.funds_title(), || {
        let body = if lines.is_empty() {
            view! { <Empty title=t.funds_none() text=t.funds_none_text() /> }.into_any()
        } else {
            let cards: Vec<_> = lines.iter().map(|line| card(t, line, this)).collect();
            view! { <div class="funds">{cards}</div> }.into_any()
        };
        view! {
            <div class="page-head">
                <h1>{t.funds_title()}</h1>
                <p class="soft">{t.funds_lead()}</p>
            </div>
            {body}
            <p class="soft small">{t.fund_not_a_gift()}</p>
        }
    });
    Ok(page.shared())
}

fn card(t: Text, line: &public::Line, this: Month) -> impl IntoView + use<> {
    let href = format!("/funds/{}", line.fund.id);
    let cadence = line.rule.as_ref().map(|rule| view! { <span>{t.cadence(rule.cadence)}</span> });
    let closed = (line.fund.state == State::Closed).then(|| view! { <Notice>{t.fund_closed()}</Notice> });
    view! {
        <article class="box fund-card">
            <h2>
                <a href=href.clone()>{line.fund.title(t.0).to_owned()}</a>
            </h2>
            <p class="meta">
                <span>{elders(t, line)}</span>
                {cadence}
            </p>
            {closed}
            {bands(t, &line.months, this)}
            <div class="foot">
                <a class="btn quiet" href=href>
                    {t.fund_see()}
                </a>
            </div>
        </article>
    }
}

/// How many there are, and from what age on.
pub fn elders(t: Text, line: &public::Line) -> String {
    let count = t.number(line.elders);
    match &line.rule {
        Some(rule) => t.fund_elders_with_age(rule.minimum_age, &count),
        None => t.fund_elders(&count),
    }
}
