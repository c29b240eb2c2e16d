//! `/village/fund`: the payouts of the village's own fund, with the lists that its elders sign. For that village only.

use entity::fund::{
    self,
    payout::{self, Run, State},
};
use leptos::prelude::*;

use crate::{
    AppError, Page, Visit,
    pages::funds::show::period,
    parts::{desk::desk, empty::Empty, icon::UiIcon},
    text::Text,
};

pub async fn show(visit: Visit) -> Result<Page, AppError> {
    let runs = payout::of_village(visit.db(), visit.village()?).await?;
    let t = visit.t();
    Ok(visit.page(t.village_fund(), || {
        let body = if runs.is_empty() {
            view! { <Empty title=t.village_fund_none() text=t.village_fund_none_text() /> }.into_any()
        } else {
            let lines: Vec<_> = runs.iter().map(|(fund, run)| line(t, fund, run)).collect();
            view! { <ul class="todo-list">{lines}</ul> }.into_any()
        };
        desk(
            &visit,
            view! {
                <div class="page-head">
                    <h1>{t.village_fund()}</h1>
                    <p class="soft">{t.village_fund_lead()}</p>
                </div>
                {body}
            },
        )
    }))
}

fn line(t: Text, fund: &fund::Model, run: &Run) -> impl IntoView + use<> {
    let class = if run.run.state == State::Paid { "pill k-handed_out" } else { "pill k-received" };
    let period = period(t, run.run.from_on, run.run.to_on);
    let file = t.papers_file_of(t.village_fund_list(), &period);
    view! {
        <li>
            <div class="what">
                <b>{period}</b>
                <span class="soft small">
                    {fund.title(t.0).to_owned()} " · " {t.fund_elders(&t.number(run.paid().elders))} " · "
                    {run.paid().whole().to_string()}
                </span>
            </div>
            <span class=class>{t.payout_state(run.run.state)}</span>
            <a class="btn quiet" href=format!("/village/payouts/{}/signatures.pdf", run.run.id) aria-label=file>
                <UiIcon name="printer" />
                {t.village_fund_list()}
            </a>
        </li>
    }
}
