//! `/office/disclosures`: every disclosure report that the office owes or has published, of phases, seasons of plots
//! and funds; and the lines of them, for the page of what they are about.

pub mod one;

use entity::report::{
    About,
    owed::{self, Owed},
};
use leptos::prelude::*;

use crate::{
    AppError, Page, Visit,
    parts::{desk::desk, empty::Empty, notice::Notice},
    text::Text,
};

pub const HERE: &str = "/office/disclosures";

pub async fn list(visit: Visit) -> Result<Page, AppError> {
    let all = owed::all(visit.db(), visit.officer()?, visit.now()).await?;
    let t = visit.t();
    Ok(visit.page(t.disclosures_title(), || {
        let late = all.iter().filter(|owed| owed.is_late(visit.today())).count();
        let late = (late > 0).then(|| view! { <Notice kind="wait">{t.disclosures_late(late)}</Notice> });
        let body = if all.is_empty() {
            view! { <Empty title=t.disclosures_none() text=t.disclosures_none_text() /> }.into_any()
        } else {
            lines(&visit, &all, true).into_any()
        };
        desk(
            &visit,
            view! {
                <div class="page-head">
                    <h1>{t.disclosures_title()}</h1>
                    <p class="soft">{t.disclosures_lead()}</p>
                    <p class="soft">{t.disclosure_lead()}</p>
                </div>
                {late}
                {body}
            },
        )
    }))
}

/// What is owed and published about one programme, for its own page.
pub fn section(visit: &Visit, owed: &[Owed]) -> impl IntoView + use<> {
    let t = visit.t();
    let list = if owed.is_empty() {
        view! { <p>{t.disclosure_none_yet()}</p> }.into_any()
    } else {
        lines(visit, owed, false).into_any()
    };
    view! {
        <section class="stack no-print">
            <h2>{t.disclosure_section()}</h2>
            <p class="soft">{t.disclosure_lead()}</p>
            {list}
            <p>
                <a href=HERE>{t.disclosures_all()}</a>
            </p>
        </section>
    }
}

/// `named`: each says what it is about.
fn lines(visit: &Visit, owed: &[Owed], named: bool) -> impl IntoView + use<> {
    let lines: Vec<_> = owed.iter().map(|one| line(visit, one, named)).collect();
    view! { <ul class="todo-list">{lines}</ul> }
}

fn line(visit: &Visit, owed: &Owed, named: bool) -> impl IntoView + use<> {
    let t = visit.t();
    let period = &owed.period;
    let is_late = owed.is_late(visit.today());
    let kind = t.disclosure_kind(period.kind);
    let name = if named { t.disclosure_title(owed.title.of(t.0), &kind) } else { kind };
    let see = t.papers_file_of(t.disclosure_see(), &name);
    view! {
        <li>
            <div class="what">
                <b>{name}</b>
                <span class="soft small">{t.report_from_to(&t.date(period.from), &t.date(period.to))}</span>
            </div>
            <span class=if is_late { "since late" } else { "since" }>{standing(t, owed, is_late)}</span>
            <a class="btn quiet" href=address(owed) aria-label=see>
                {t.disclosure_see()}
            </a>
        </li>
    }
}

fn standing(t: Text, owed: &Owed, is_late: bool) -> String {
    match (&owed.published, owed.period.due_on) {
        (Some(one), _) => format!("{} {}", t.disclosure_published_on(), t.date_of(one.published_at)),
        (None, _) if !owed.period.is_over => t.disclosure_runs().to_owned(),
        (None, Some(due)) if is_late => t.disclosure_overdue(&t.date(due)),
        (None, Some(due)) => t.disclosure_due(&t.date(due)),
        (None, None) => t.disclosure_voluntary().to_owned(),
    }
}

/// Where the office sees it.
fn address(owed: &Owed) -> String {
    let key = owed.period.kind.key();
    match owed.about {
        About::Phase(_) => format!("/office/phases/{}/report/{key}", owed.phase.unwrap_or_default()),
        About::Season(season) => format!("/office/seasons/{season}/report/{key}"),
        About::Fund(id) => format!("/office/funds/{id}/report/{key}"),
    }
}
