//! What a village has to do now for its plots and its fund, each with its day and the way to it.

use entity::{
    Day,
    actor::Village,
    fund::{
        self,
        payout::{self, Run},
    },
    lang::china_date,
    plot::{
        self,
        due::{self, Due, What},
        list::households,
    },
};
use leptos::prelude::*;

use crate::{
    AppError, Visit,
    pages::funds::show::period,
    parts::{empty::Empty, icon::UiIcon},
    text::Text,
};

/// What waits longer than these days is late.
const PATIENCE: i64 = 7;

pub(super) async fn list(visit: &Visit, own: Village) -> Result<AnyView, AppError> {
    let found = due::of_village(visit.db(), own, visit.now()).await?;
    let plots: Vec<plot::Model> = found.iter().map(|one| one.plot.clone()).collect();
    let households = households(visit.db(), &plots).await?;
    let lists = payout::to_sign(visit.db(), own).await?;
    let (t, today) = (visit.t(), visit.today());
    if found.is_empty() && lists.is_empty() {
        return Ok(view! { <Empty title=t.village_due_none() text=t.village_due_none_text() /> }.into_any());
    }
    let of_plots = found.iter().map(|one| {
        let alias = households.get(&one.plot.household_id).map_or("", |household| household.alias(t.0));
        (one.day, of_plot(t, one, alias, today))
    });
    let of_funds = lists.iter().map(|(fund, run)| {
        let day = run.run.approved_at.map_or(run.run.to_on, china_date);
        (day, of_fund(t, fund, run, day, today))
    });
    let mut lines: Vec<(Day, AnyView)> = of_plots.chain(of_funds).collect();
    lines.sort_by_key(|(day, _)| *day);
    let lines: Vec<AnyView> = lines.into_iter().map(|(_, line)| line).collect();
    Ok(view! { <ul class="todo-list">{lines}</ul> }.into_any())
}

fn of_plot(t: Text, due: &Due, alias: &str, today: Day) -> AnyView {
    let date = t.date(due.day);
    let is_late = (today - due.day).num_days() > PATIENCE;
    let (what, when, is_late) = match due.what {
        What::Contracts(count) => (t.village_due_contracts(count), t.village_due_since(&date), is_late),
        What::Sow => (t.village_due_sow().to_owned(), t.village_due_set(&date), is_late),
        What::Diary if due.day < today => (t.village_due_diary().to_owned(), t.village_due_was(&date), true),
        What::Diary => (t.village_due_diary().to_owned(), t.village_due_by(&date), false),
        What::Harvest => (t.village_due_harvest().to_owned(), t.village_due_set(&date), is_late),
        What::Receipt => (t.village_due_receipt().to_owned(), t.village_due_since(&date), is_late),
    };
    let about = view! {
        {t.ledger_plot(due.plot.id.0)}
        " · "
        {t.crop(due.plot.crop)}
        " · "
        <span lang=t.own_lang(alias)>{alias.to_owned()}</span>
    };
    line(t, what, about.into_any(), (when, is_late), format!("/plots/{}/keep", due.plot.id))
}

fn of_fund(t: Text, fund: &fund::Model, run: &Run, day: Day, today: Day) -> AnyView {
    let elders = t.number(run.paid().elders);
    let about = format!("{} · {}", period(t, run.run.from_on, run.run.to_on), fund.title(t.0));
    let is_late = (today - day).num_days() > PATIENCE;
    let when = (t.village_due_since(&t.date(day)), is_late);
    line(t, t.village_due_payout(&elders), about.into_any(), when, "/village/fund".to_owned())
}

fn line(t: Text, what: String, about: AnyView, (when, is_late): (String, bool), href: String) -> AnyView {
    view! {
        <li>
            <div class="what">
                <b>{what}</b>
                <span class="soft small">{about}</span>
            </div>
            <span class=if is_late { "since late" } else { "since" }>
                <UiIcon name="clock" />
                {when}
            </span>
            <a class="btn quiet" href=href>
                {t.stuck_go()}
            </a>
        </li>
    }
    .into_any()
}
