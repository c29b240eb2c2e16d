//! What waits on whom, and since when.

use entity::{
    Time,
    handout::stuck::{self, Kind, Line},
    school,
};
use leptos::prelude::*;

use crate::{
    AppError, Page, Visit,
    parts::{desk::desk, empty::Empty, icon::UiIcon},
};

pub async fn show(visit: Visit) -> Result<Page, AppError> {
    visit.officer()?;
    let lines = stuck::stuck(visit.db(), visit.now()).await?;
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
    row(visit, line.kind, line.count, whom, line.since)
}

/// What waits, how much of it, on whom, and since when.
pub(super) fn row(visit: &Visit, kind: Kind, count: u64, whom: String, since: Time) -> impl IntoView + use<> {
    let t = visit.t();
    let days = (visit.now() - since).num_days();
    let since = match days {
        0 => t.stuck_today().to_owned(),
        1 => t.stuck_one_day().to_owned(),
        _ => t.stuck_days(days),
    };
    let late = if days > 7 { "since late" } else { "since" };
    let go = address(kind).map(|href| {
        view! {
            <a class="btn quiet" href=href>
                {t.stuck_go()}
            </a>
        }
    });
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
            {go}
        </li>
    }
}

/// Where the office can do something about it.
const fn address(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Review => Some("/office/review"),
        Kind::Note => Some("/office/notes"),
        Kind::Problem => Some("/office/problems"),
        Kind::PageReport => Some("/office/reports"),
        Kind::DeadLetter => Some("/office/letters"),
        Kind::LateGift => Some("/office/wishes?status=taken"),
        Kind::HandOut => Some("/office/wishes?status=received"),
        Kind::CardReview => Some("/office/cards"),
        Kind::Card => Some("/office/wishes?status=handed_out"),
        Kind::Diary => Some("/office/plots?state=growing"),
        Kind::Disclosure => Some("/office/disclosures"),
        Kind::Question => None,
    }
}
