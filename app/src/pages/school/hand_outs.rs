//! Past hand-outs of the school, and the sheet of one. A sheet shows real names; every opening is journalled.

use axum::extract::Path;
use entity::{
    handout::sheet::{self, Act, Sheet},
    id::HandOutId,
};
use leptos::prelude::*;

use super::roster::signed;
use crate::{
    AppError, Page, Visit,
    parts::{desk::desk, empty::Empty, icon::UiIcon},
    text::Text,
};

/// Acts on the page; a school has a few a year.
const MOST: u64 = 200;

pub async fn list(visit: Visit) -> Result<Page, AppError> {
    let acts = sheet::acts(visit.db(), visit.school()?, MOST).await?;
    let t = visit.t();
    Ok(visit.page(t.hand_outs_title(), || {
        let body = if acts.is_empty() {
            view! { <Empty title=t.hand_outs_none() text=t.hand_outs_none_text() /> }.into_any()
        } else {
            let lines: Vec<_> = acts.iter().map(|act| line(t, act)).collect();
            view! { <ul class="todo-list">{lines}</ul> }.into_any()
        };
        desk(
            &visit,
            view! {
                <div class="page-head">
                    <h1>{t.hand_outs_title()}</h1>
                    <a class="btn" href="/school/roster">
                        {t.receive_to_roster()}
                    </a>
                </div>
                {body}
            },
        )
    }))
}

fn line(t: Text, act: &Act) -> impl IntoView + use<> {
    let made = &act.hand_out;
    let on = t.date(made.handed_on);
    view! {
        <li>
            <div class="what">
                <b>
                    <a href=format!("/school/hand-outs/{}", made.id)>{t.hand_out_title(&on)}</a>
                </b>
                <span class="soft small">{t.hand_out_adults(&made.teacher, &made.second_adult)}</span>
            </div>
            <span class="since">{t.hand_out_line(act.children, act.phase_number)}</span>
        </li>
    }
}

pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Page, AppError> {
    let id: HandOutId = id.parse().map_err(|_| AppError::not_found())?;
    let sheet = sheet::open(visit.store(), visit.school()?, id, visit.now()).await?;
    let t = visit.t();
    let title = t.hand_out_title(&t.date(sheet.hand_out.handed_on));
    Ok(visit.page(&title, || {
        view! {
            <ol class="crumbs no-print" aria-label=t.crumbs()>
                <li>
                    <a href="/school/hand-outs">{t.hand_outs_title()}</a>
                </li>
                <li aria-current="page">{title.clone()}</li>
            </ol>
            <p class="no-print hint">
                <UiIcon name="printer" />
                <span>{t.roster_print_hint()}</span>
            </p>
            {paper(&visit, &sheet, &title)}
        }
    }))
}

fn paper(visit: &Visit, sheet: &Sheet, title: &str) -> impl IntoView + use<> {
    let t = visit.t();
    let rows: Vec<_> = sheet
        .lines
        .iter()
        .enumerate()
        .map(|(place, line)| {
            view! {
                <tr>
                    <td class="tick">{place + 1}</td>
                    <td class="nowrap">{line.child.clone().unwrap_or_else(|| t.roster_erased().to_owned())}</td>
                    <td>{line.grade}</td>
                    <td>{line.item.clone()}</td>
                    <td class="code">{line.code.grouped()}</td>
                    <td>{signed(t, line.signed_by)}</td>
                </tr>
            }
        })
        .collect();
    let made = &sheet.hand_out;
    view! {
        <div class="sheet" tabindex="0" role="region" aria-label=title.to_owned()>
            <h1>{title.to_owned()}</h1>
            <p>{format!("{} · {}", sheet.school, t.phase_name(&sheet.phase))}</p>
            <table class="paper wide">
                <thead>
                    <tr>
                        <th class="tick">{t.col_no()}</th>
                        <th>{t.col_child()}</th>
                        <th>{t.col_grade()}</th>
                        <th>{t.col_gift()}</th>
                        <th>{t.col_code()}</th>
                        <th>{t.col_signed_by()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            <div class="sign-lines">
                <p>{t.paper_teacher()} {made.teacher.clone()}</p>
                <p>{t.paper_second()} {made.second_adult.clone()}</p>
                <p>{t.paper_school()}</p>
                <p>{t.paper_day()} {t.date(made.handed_on)}</p>
            </div>
        </div>
    }
}
