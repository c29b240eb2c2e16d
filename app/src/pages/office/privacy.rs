//! `/office/privacy`: who looked at how many names, when and why, month by month; and until when records are kept.
//! For officers; what an officer wrote beside the reason is shown to administrators alone.

mod keeping;

use axum::response::Response;
use axum_extra::extract::Query;
use entity::{
    child::look::{
        self,
        monthly::{self, Line, One},
    },
    month::Month,
};
use leptos::prelude::*;
use serde::Deserialize;

pub use keeping::{save, show as keep};

use crate::{
    AppError, Page, Visit, csv,
    parts::{desk::desk, empty::Empty, icon::UiIcon},
    text::Text,
};

/// `?month=2026-11`; this month where it says none.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Which {
    month: String,
}

impl Which {
    fn month(&self, visit: &Visit) -> Month {
        self.month.parse().unwrap_or_else(|_| Month::of(visit.now()))
    }
}

pub async fn show(visit: Visit, Query(which): Query<Which>) -> Result<Page, AppError> {
    let (officer, month) = (visit.officer()?, which.month(&visit));
    let lines = monthly::lines(visit.db(), officer, month).await?;
    let each = monthly::by_office(visit.db(), officer, month).await?;
    let remarks = remarks(&visit, &each)?;
    let kept = entity::child::keep::phases(visit.db(), officer).await?;
    let t = visit.t();
    Ok(visit.page(t.looks_title(), || {
        let is_over = month >= Month::of(visit.now());
        let counted = if lines.is_empty() {
            view! { <Empty title=t.looks_none() text="" /> }.into_any()
        } else {
            counted(t, &lines).into_any()
        };
        desk(
            &visit,
            view! {
                <h1>{t.looks_title()}</h1>
                <p class="soft">{t.looks_lead()}</p>
                {choice(t, month, is_over)}
                <h2>{month_name(t, month)}</h2>
                {counted}
                {(!each.is_empty()).then(|| one_by_one(t, &each, remarks.as_deref()))}
                {keeping::table(t, &kept)}
            },
        )
    }))
}

/// The same numbers for a spreadsheet program.
pub async fn table(visit: Visit, Query(which): Query<Which>) -> Result<Response, AppError> {
    let (officer, month) = (visit.officer()?, which.month(&visit));
    let lines = monthly::lines(visit.db(), officer, month).await?;
    let t = visit.t();
    let head = [t.looks_month(), t.looks_who(), t.looks_school(), t.looks_reason(), t.looks_count(), t.looks_names()];
    let mut rows = vec![head.map(ToOwned::to_owned).to_vec()];
    rows.extend(lines.iter().map(|line| {
        let school = of(t, line);
        let reason = t.look_reason(line.reason).to_owned();
        vec![month.to_string(), line.who.clone(), school, reason, line.looks.to_string(), line.names.to_string()]
    }));
    Ok(csv::download(&format!("nuanxin-looks-{month}.csv"), &rows))
}

/// Whose people looked: a school's, a village's, the office's.
fn of(t: Text, line: &Line) -> String {
    let place = line.school.clone().or_else(|| line.village.clone());
    place.unwrap_or_else(|| t.looks_office().to_owned())
}

/// What stood beside each reason, where the reader is an administrator.
fn remarks(visit: &Visit, each: &[One]) -> Result<Option<Vec<String>>, AppError> {
    let Ok(admin) = visit.admin() else { return Ok(None) };
    let read = |one: &One| look::remark(visit.store(), admin, &one.look).map(Option::unwrap_or_default);
    Ok(Some(each.iter().map(read).collect::<entity::Result<_>>()?))
}

fn month_name(t: Text, month: Month) -> String {
    t.0.pick(month.first().format("%Y年%-m月"), month.first().format("%B %Y")).to_string()
}

fn choice(t: Text, month: Month, is_newest: bool) -> impl IntoView + use<> {
    let at = |month: Month| format!("/office/privacy?month={month}");
    view! {
        <div class="row no-print">
            <a class="btn quiet" rel="prev" href=at(month.previous())>
                {t.looks_earlier()}
            </a>
            {(!is_newest)
                .then(|| {
                    view! {
                        <a class="btn quiet" rel="next" href=at(month.next())>
                            {t.looks_later()}
                        </a>
                    }
                })}
            <a class="btn quiet" href=format!("/office/privacy.csv?month={month}")>
                <UiIcon name="list" />
                {t.looks_csv()}
            </a>
        </div>
    }
}

/// The office's people first, then the schools', and the sum.
fn counted(t: Text, lines: &[Line]) -> impl IntoView + use<> {
    let rows: Vec<_> = lines
        .iter()
        .map(|line| {
            view! {
                <tr>
                    <th scope="row">{line.who.clone()}</th>
                    <td data-label=t.looks_school()>
                        {of(t, line)}
                    </td>
                    <td data-label=t.looks_reason()>{t.look_reason(line.reason)}</td>
                    <td class="num" data-label=t.looks_count()>
                        {t.number(line.looks)}
                    </td>
                    <td class="num" data-label=t.looks_names()>
                        {t.number(line.names)}
                    </td>
                </tr>
            }
        })
        .collect();
    let sum = |of: fn(&Line) -> u64| t.number(lines.iter().map(of).sum());
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=t.looks_title()>
            <table class="table cards">
                <caption class="vh">{t.looks_title()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t.looks_who()}</th>
                        <th scope="col">{t.looks_school()}</th>
                        <th scope="col">{t.looks_reason()}</th>
                        <th scope="col" class="num">
                            {t.looks_count()}
                        </th>
                        <th scope="col" class="num">
                            {t.looks_names()}
                        </th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
                <tfoot>
                    <tr>
                        <th scope="row">{t.looks_total()}</th>
                        <td></td>
                        <td></td>
                        <td class="num" data-label=t.looks_count()>
                            {sum(|line| line.looks)}
                        </td>
                        <td class="num" data-label=t.looks_names()>
                            {sum(|line| line.names)}
                        </td>
                    </tr>
                </tfoot>
            </table>
        </div>
    }
}

fn one_by_one(t: Text, each: &[One], remarks: Option<&[String]>) -> impl IntoView + use<> {
    let lines: Vec<_> = each
        .iter()
        .enumerate()
        .map(|(place, one)| {
            let remark = remarks.and_then(|remarks| remarks.get(place)).filter(|remark| !remark.is_empty());
            let remark = remark.map(|remark| view! { <span class="public-text">{remark.clone()}</span> });
            let wish = one.code.as_ref().map(|code| {
                view! {
                    <a class="code" href=format!("/office/wishes/{code}")>
                        {code.grouped()}
                    </a>
                }
            });
            let dot = (wish.is_some() || remark.is_some()).then_some(" · ");
            view! {
                <li>
                    <time datetime=one.look.at.to_rfc3339()>{t.time(one.look.at)}</time>
                    <span>
                        <b>{one.who.clone()}</b> " · " {t.look_reason(one.look.reason)} {dot} {wish} {remark}
                    </span>
                </li>
            }
        })
        .collect();
    view! {
        <section class="stack">
            <h2>{t.looks_each()}</h2>
            <ol class="journal">{lines}</ol>
        </section>
    }
}
