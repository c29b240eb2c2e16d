//! What waits for an officer's next step: lines that cannot be read, payouts, plots to settle and to settle further,
//! credit to give back, and balances that cannot be right.

use entity::{
    ledger::Programme,
    payment::look::{Below, ToLookAt},
};
use leptos::prelude::*;

use crate::{pages::funds::show::period, text::Text};

/// The class of a state that is late or wrong.
const LATE: &str = "since late";

/// Statements with lines that cannot be read, each leading to where they are set aside.
pub fn unread(t: Text, found: &ToLookAt) -> Option<AnyView> {
    let lines: Vec<_> = found
        .unread
        .iter()
        .map(|one| {
            let what = format!("{} · {}", one.statement.file_name, t.date_of(one.statement.made_at));
            let count = t.money_unread_lines(&t.number(one.lines));
            line(format!("/office/statements/{}", one.statement.id), what, count, LATE)
        })
        .collect();
    list("unread", (t.money_unread(), t.money_unread_text()), lines)
}

/// Payout runs by where they stand, each leading to its page.
pub fn runs(t: Text, found: &ToLookAt) -> Option<AnyView> {
    let lines: Vec<_> = found
        .runs
        .iter()
        .map(|one| {
            let what = format!("{} · {}", one.fund.title(t.0), period(t, one.run.from_on, one.run.to_on));
            line(format!("/office/payouts/{}", one.run.id), what, t.payout_state(one.run.state).to_owned(), "since")
        })
        .collect();
    list("payouts", (t.money_runs(), t.money_runs_text()), lines)
}

/// Plots by the day of their delivery, each leading to where it is settled.
pub fn plots(t: Text, found: &ToLookAt) -> Option<AnyView> {
    let lines: Vec<_> = found
        .plots
        .iter()
        .map(|plot| {
            let since = plot.delivered_on.map_or_else(String::new, |day| t.money_since(&t.date(day)));
            line(format!("/plots/{}/keep", plot.id), t.ledger_plot(plot.id.0), since, LATE)
        })
        .collect();
    list("plots", (t.money_plots(), t.money_plots_text()), lines)
}

/// Settled plots for which something still lies there, each leading to its further settlement.
pub fn rests(t: Text, found: &ToLookAt) -> Option<AnyView> {
    let lines: Vec<_> = found
        .rests
        .iter()
        .map(|one| {
            let keep = format!("/plots/{}/keep", one.plot.id);
            line(keep, t.ledger_plot(one.plot.id.0), one.amount.to_string(), "since")
        })
        .collect();
    list("rests", (t.money_rests(), t.money_rests_text()), lines)
}

/// Credit of no use any more, each leading to its refund with the amount filled in.
pub fn credits(t: Text, found: &ToLookAt) -> Option<AnyView> {
    let lines: Vec<_> = found
        .credits
        .iter()
        .map(|one| {
            let refund = format!("/office/payments/{}?amount={}&reason=credit#return", one.part, one.amount.plain());
            let what = format!("{} · {}", t.ledger_plot(one.plot.0), one.code.grouped());
            line(refund, what, one.amount.to_string(), "since")
        })
        .collect();
    list("credits", (t.money_credits(), t.money_credits_text()), lines)
}

/// Balances below nothing, each leading to what it is of.
pub fn below(t: Text, found: &ToLookAt) -> Option<AnyView> {
    let lines: Vec<_> = found
        .below
        .iter()
        .map(|Below { named, source, held }| {
            let source = source.map_or(t.money_bank(), |source| t.money_source(source));
            let page = match named.programme {
                Programme::Plot(id) => format!("/plots/{id}/keep"),
                Programme::Fund(id) => format!("/office/funds/{id}"),
                Programme::Organiser | Programme::Phase(_) => "/office/ledger".to_owned(),
            };
            line(page, format!("{} · {source}", named.title(t.0)), held.to_string(), LATE)
        })
        .collect();
    list("below", (t.money_below(), t.money_below_text()), lines)
}

fn list(
    id: &'static str,
    (title, text): (&'static str, &'static str),
    lines: Vec<impl IntoView + 'static>,
) -> Option<AnyView> {
    (!lines.is_empty()).then(|| {
        view! {
            <section class="stack" id=id>
                <h2>{title}</h2>
                <p class="soft">{text}</p>
                <ul class="todo-list">{lines}</ul>
            </section>
        }
        .into_any()
    })
}

fn line(href: String, what: String, state: String, class: &'static str) -> impl IntoView + use<> {
    view! {
        <li>
            <div class="what">
                <a href=href>{what}</a>
            </div>
            <span class=class>{state}</span>
        </li>
    }
}
