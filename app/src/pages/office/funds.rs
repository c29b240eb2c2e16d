//! `/office/funds`: the village funds; and the pages of each: rules, elders, what came in, payouts.

pub mod contributions;
pub mod elder;
pub mod elders;
pub mod new;
pub mod one;
pub mod payout;
pub mod rules;

use entity::{
    fund::{self, Placed, State},
    id::FundId,
};
use leptos::prelude::*;

use crate::{
    AppError, Page, Visit,
    parts::{desk::desk, empty::Empty},
    text::Text,
};

const HERE: &str = "/office/funds";

pub async fn list(visit: Visit) -> Result<Page, AppError> {
    let all = fund::all(visit.db(), visit.officer()?).await?;
    let t = visit.t();
    Ok(visit.page(t.funds_title(), || {
        let body = if all.is_empty() {
            view! { <Empty title=t.office_funds_none() text=t.office_funds_none_text() /> }.into_any()
        } else {
            let lines: Vec<_> = all.iter().map(|one| line(t, one)).collect();
            view! { <ul class="todo-list">{lines}</ul> }.into_any()
        };
        desk(
            &visit,
            view! {
                <div class="page-head">
                    <h1>{t.funds_title()}</h1>
                    <p class="soft">{t.office_funds_lead()}</p>
                </div>
                <p class="actions">
                    <a class="btn" href=format!("{HERE}/new")>
                        {t.office_fund_new()}
                    </a>
                </p>
                {body}
            },
        )
    }))
}

fn line(t: Text, one: &Placed) -> impl IntoView + use<> {
    view! {
        <li>
            <div class="what">
                <b>
                    <a href=format!("{HERE}/{}", one.fund.id)>{one.fund.title(t.0).to_owned()}</a>
                </b>
                <span class="soft small">{one.village.clone()}</span>
            </div>
            <span class=pill(one.fund.state)>{t.fund_state(one.fund.state)}</span>
        </li>
    }
}

const fn pill(state: State) -> &'static str {
    match state {
        State::Draft => "pill k-draft",
        State::Open => "pill k-handed_out",
        State::Closed => "pill k-withdrawn",
    }
}

fn read(id: &str) -> Result<FundId, AppError> {
    id.parse().map_err(|_| AppError::not_found())
}

/// Funds, this fund, this page of it.
fn crumbs(t: Text, fund: &fund::Model, here: Option<String>) -> impl IntoView + use<> {
    let title = fund.title(t.0).to_owned();
    let own = match here {
        Some(here) => view! {
            <li>
                <a href=format!("{HERE}/{}", fund.id)>{title}</a>
            </li>
            <li aria-current="page">{here}</li>
        }
        .into_any(),
        None => view! { <li aria-current="page">{title}</li> }.into_any(),
    };
    view! {
        <ol class="crumbs" aria-label=t.crumbs()>
            <li>
                <a href=HERE>{t.funds_title()}</a>
            </li>
            {own}
        </ol>
    }
}
