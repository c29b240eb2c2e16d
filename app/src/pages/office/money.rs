//! `/office/money`: all money that is not where it belongs yet, each kind with its count and the way to it.

mod waiting;

use entity::{
    Fen, account,
    id::StatementId,
    lang::china_date,
    ledger::Programme,
    payment::{
        look::{self, ToLookAt},
        reference::Shown,
    },
    pledge::list::Behind,
    statement::Fit,
};
use leptos::prelude::*;

use crate::{
    AppError, Page, Visit,
    parts::{desk::desk, empty::Empty},
    request::encode,
    text::Text,
};

/// Pledges that are listed; the count says how many there are.
const MOST: usize = 50;

pub async fn show(visit: Visit) -> Result<Page, AppError> {
    let found = look::all(visit.db(), visit.officer()?, visit.now()).await?;
    let t = visit.t();
    Ok(visit.page(t.money_title(), || {
        let body = if found.is_nothing() {
            view! { <Empty title=t.money_none() text=t.money_none_text() /> }.into_any()
        } else {
            view! { <ul class="counts">{counters(t, &found)}</ul> }.into_any()
        };
        desk(
            &visit,
            view! {
                <h1>{t.money_title()}</h1>
                <p class="soft">{t.money_lead()}</p>
                {body}
                {(found.overdue > 0).then(|| overdue(t, &found))}
                {(!found.behind.is_empty()).then(|| behind(t, &found.behind))}
                {waiting::unread(t, &found)}
                {waiting::runs(t, &found)}
                {waiting::plots(t, &found)}
                {waiting::rests(t, &found)}
                {waiting::credits(t, &found)}
                {waiting::below(t, &found)}
            },
        )
    }))
}

fn counters(t: Text, found: &ToLookAt) -> Vec<AnyView> {
    let open = |fit: Fit| u64::try_from(found.lines.open.get(&fit).copied().unwrap_or_default()).unwrap_or_default();
    let near = open(Fit::Near);
    let unsettled = u64::try_from(found.lines.open()).unwrap_or_default() - open(Fit::Sure) - near;
    let sum = |heap: look::Heap| Some(heap.sum.to_string());
    let unread: u64 = found.unread.iter().map(|one| one.lines).sum();
    let number = |count: usize| u64::try_from(count).unwrap_or_default();
    let begin = |first: Option<StatementId>, with: &str| {
        first.map_or_else(|| "/office/statements".to_owned(), |id| format!("/office/statements/{id}{with}"))
    };
    let sure = begin(found.first.sure, "?of=sure");
    let like = begin(found.first.near, "?of=near");
    let others = begin(found.first.other, "");
    let columns = begin(found.first.unmapped, "/columns");
    let credited = Fen(found.credits.iter().map(|one| one.amount.0).sum());
    let lying = Fen(found.rests.iter().map(|one| one.amount.0).sum());
    [
        ("/office/payments?state=unclear", t.money_unclear(), found.unclear.count, sum(found.unclear)),
        ("/office/payments?state=to-return", t.money_to_return(), found.to_return.count, sum(found.to_return)),
        (sure.as_str(), t.money_sure(), open(Fit::Sure), None),
        (like.as_str(), t.money_near(), near, None),
        (others.as_str(), t.money_unsettled(), unsettled, None),
        (columns.as_str(), t.money_columns(), found.unmapped, None),
        ("#unread", t.money_unread(), unread, None),
        ("#overdue", t.money_overdue(), found.overdue, None),
        ("#behind", t.money_behind(), number(found.behind.len()), None),
        ("#payouts", t.money_runs(), number(found.runs.len()), None),
        ("#plots", t.money_plots(), number(found.plots.len()), None),
        ("#rests", t.money_rests(), number(found.rests.len()), Some(lying.to_string())),
        ("#credits", t.money_credits(), number(found.credits.len()), Some(credited.to_string())),
        ("#below", t.money_below(), number(found.below.len()), None),
    ]
    .into_iter()
    .filter(|(_, _, count, _)| *count > 0)
    .map(|(href, name, count, sum)| {
        view! {
            <li>
                <a class="count" href=href.to_owned()>
                    <b>{t.number(count)}</b>
                    <span>{name}</span>
                    {sum.map(|sum| view! { <small>{sum}</small> })}
                </a>
            </li>
        }
        .into_any()
    })
    .collect()
}

fn overdue(t: Text, found: &ToLookAt) -> impl IntoView + use<> {
    let payer = |shown: &Shown| found.payers.get(&shown.reference.account_id?);
    let lines: Vec<_> = found.oldest.iter().map(|shown| line(t, shown, payer(shown))).collect();
    view! {
        <section class="stack" id="overdue">
            <h2>{t.money_overdue()}</h2>
            <p class="soft">{t.money_overdue_text()}</p>
            <ul class="todo-list">{lines}</ul>
        </section>
    }
}

fn behind(t: Text, behind: &[Behind]) -> impl IntoView + use<> {
    let lines: Vec<_> = behind
        .iter()
        .take(MOST)
        .map(|one| {
            let title = one.shown.title(t.0).to_owned();
            let what = match one.shown.reference.programme() {
                Programme::Fund(fund) => view! { <a href=format!("/office/funds/{fund}")>{title}</a> }.into_any(),
                _ => view! { <b>{title}</b> }.into_any(),
            };
            view! {
                <li>
                    <div class="what">
                        {what} " · "
                        <span class="code small">{one.shown.reference.code.grouped()}</span>
                        <span class="soft small">{format!(" · {} {}", t.payment_missing(), one.open)}</span>
                    </div>
                    <span class="since late">{t.money_behind_since(&t.month(one.since))}</span>
                </li>
            }
        })
        .collect();
    view! {
        <section class="stack" id="behind">
            <h2>{t.money_behind()}</h2>
            <p class="soft">{t.money_behind_text()}</p>
            <ul class="todo-list">{lines}</ul>
        </section>
    }
}

/// The payer's name leads to a letter to them.
fn line(t: Text, shown: &Shown, payer: Option<&account::Model>) -> impl IntoView + use<> {
    let missing = shown.missing().map(|missing| missing.to_string());
    let payer = payer.map(|payer| {
        let subject = encode(&t.payment_code_of(&shown.reference.code.grouped()));
        view! {
            <span class="small">
                {t.money_promised_by()} " "
                <a href=format!("mailto:{}?subject={subject}", payer.email)>{payer.name.clone()}</a>
            </span>
        }
    });
    view! {
        <li>
            <div class="what">
                <b>{shown.title(t.0).to_owned()}</b>
                <span class="code small">{shown.reference.code.grouped()}</span>
                <span class="soft small">{format!(" · {} ", t.payment_missing())} {missing}</span>
                {payer.is_some().then_some(" · ")}
                {payer}
            </div>
            <span class="since late">{t.money_since(&t.date(china_date(shown.reference.made_at)))}</span>
        </li>
    }
}
