//! What waits on whom, and since when.

use entity::{
    Time,
    handout::stuck::{self, Kind, Line},
    id::SchoolId,
    school,
};
use leptos::prelude::*;

use crate::{
    AppError, Page, Visit,
    parts::{desk::desk, empty::Empty, icon::UiIcon},
};

pub async fn show(visit: Visit) -> Result<Page, AppError> {
    visit.officer()?;
    let mut lines = stuck::stuck(visit.db(), visit.now()).await?;
    // What waits longest, first.
    lines.sort_by_key(|line| line.since);
    let schools = school::change::all(visit.db()).await?;
    let t = visit.t();
    Ok(visit.page(t.stuck_title(), || {
        let body = if lines.is_empty() {
            view! { <Empty title=t.stuck_none() text=t.stuck_none_text() /> }.into_any()
        } else {
            let lines: Vec<_> = lines.iter().map(|line| shown(&visit, line, &schools)).collect();
            view! { <ul class="todo-list">{lines}</ul> }.into_any()
        };
        desk(
            &visit,
            view! {
                <h1>{t.stuck_title()}</h1>
                {body}
            },
        )
    }))
}

pub(super) fn shown(visit: &Visit, line: &Line, schools: &[school::Model]) -> impl IntoView + use<> {
    let t = visit.t();
    let school = line.school.and_then(|id| schools.iter().find(|school| school.id == id));
    let name = school.map(|school| school.name.clone()).unwrap_or_default();
    let whom = match line.kind {
        kind if kind.is_the_offices() && name.is_empty() => t.stuck_office().to_owned(),
        kind if kind.is_the_offices() => format!("{} · {name}", t.stuck_office()),
        Kind::LateGift => t.stuck_donors(&name),
        Kind::Diary => t.stuck_villages().to_owned(),
        _ => t.stuck_school(&name),
    };
    row(visit, (line.kind, line.school), line.count, whom, line.since)
}

/// What waits, how much of it, on whom, and since when. Where it is of one school, it leads to what is of that school.
pub(super) fn row(
    visit: &Visit,
    (kind, school): (Kind, Option<SchoolId>),
    count: u64,
    whom: String,
    since: Time,
) -> impl IntoView + use<> {
    let t = visit.t();
    let days = (visit.now() - since).num_days();
    let since = match days {
        0 => t.stuck_today().to_owned(),
        1 => t.stuck_one_day().to_owned(),
        _ => t.stuck_days(days),
    };
    let late = if days > 7 { "since late" } else { "since" };
    view! {
        <li>
            <div class="what">
                <b>{t.stuck_kind(kind)} " " <span class="badge calm">{count}</span></b>
                <span class="soft small">{whom}</span>
            </div>
            <span class=late>
                <UiIcon name="clock" />
                {since}
            </span>
            <a class="btn quiet" href=address(kind, school)>
                {t.stuck_go()}
            </a>
        </li>
    }
}

/// Where the office can do something about it. A question is the school's to answer: its page says whom to ring up.
fn address(kind: Kind, school: Option<SchoolId>) -> String {
    let wishes = |status: &str| match school {
        Some(school) => format!("/office/wishes?status={status}&school={school}"),
        None => format!("/office/wishes?status={status}"),
    };
    let page = match (kind, school) {
        (Kind::LateGift, _) => return wishes("taken"),
        (Kind::HandOut, _) => return wishes("received"),
        (Kind::Card, _) => return wishes("handed_out"),
        (Kind::Question, Some(school)) => return format!("/office/schools/{school}"),
        (Kind::Question, None) => "/office/stuck",
        (Kind::Review, _) => "/office/review",
        (Kind::Note, _) => "/office/notes",
        (Kind::Problem, _) => "/office/problems",
        (Kind::PageReport, _) => "/office/reports",
        (Kind::DeadLetter, _) => "/office/letters",
        (Kind::CardReview, _) => "/office/cards",
        (Kind::Diary, _) => "/office/plots?state=growing",
        (Kind::Disclosure, _) => "/office/disclosures",
    };
    page.to_owned()
}
