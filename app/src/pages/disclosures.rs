//! Published disclosure reports, for anybody: of a phase, a season of plots, a fund; as they were published, whatever
//! changed since. And the list of them on the page of what they are about.

use axum::extract::Path;
use entity::{
    fund,
    id::{DisclosureId, FundId},
    phase,
    report::{
        About, Season,
        period::Kind,
        publish::{self, Model as Published},
    },
};
use leptos::prelude::*;

use crate::{
    AppError, Page, Visit,
    document::disclosure,
    parts::{
        document::{document, downloads},
        notice::Notice,
    },
    text::Text,
};

/// Where reports of a season stand in public.
pub fn of_season(season: Season) -> String {
    format!("/seasons/{season}/disclosures")
}

/// Where reports of a fund stand in public.
pub fn of_fund(id: FundId) -> String {
    format!("/funds/{id}/disclosures")
}

/// Where reports of the phase with this number stand in public.
pub fn of_phase(number: i32) -> String {
    format!("/phases/{number}/disclosures")
}

pub async fn phase(visit: Visit, Path((number, id)): Path<(String, String)>) -> Result<Page, AppError> {
    let number: i32 = read(&number)?;
    let phase = phase::numbered(visit.db(), number).await?;
    let t = visit.t();
    let way = vec![
        ("/phases".to_owned(), t.phases_title().to_owned()),
        (format!("/phases/{number}"), t.phase_number(number)),
    ];
    show(&visit, About::Phase(phase.id), read(&id)?, &of_phase(number), way).await
}

pub async fn fund(visit: Visit, Path((id, report)): Path<(String, String)>) -> Result<Page, AppError> {
    let id: FundId = read(&id)?;
    let fund = fund::public::one(visit.db(), id, visit.now()).await?.line.fund;
    let t = visit.t();
    let way =
        vec![("/funds".to_owned(), t.funds_title().to_owned()), (format!("/funds/{id}"), fund.title(t.0).to_owned())];
    show(&visit, About::Fund(id), read(&report)?, &of_fund(id), way).await
}

pub async fn season(visit: Visit, Path((season, report)): Path<(String, String)>) -> Result<Page, AppError> {
    let season: Season = read(&season)?;
    let way = vec![("/plots".to_owned(), visit.t().plots_title().to_owned())];
    show(&visit, About::Season(season), read(&report)?, &of_season(season), way).await
}

fn read<T: std::str::FromStr>(part: &str) -> Result<T, AppError> {
    part.parse().map_err(|_| AppError::not_found())
}

/// One published report; `way`: the pages above it.
async fn show(
    visit: &Visit,
    about: About,
    id: DisclosureId,
    address: &str,
    way: Vec<(String, String)>,
) -> Result<Page, AppError> {
    let row = publish::one(visit.db(), about, id).await?;
    let newest = publish::published(visit.db(), about).await?.into_iter().find(|one| one.period == row.period);
    let t = visit.t();
    let shown = disclosure(t, &row.read()?, Some((row.edition, row.published_at)));
    let page = visit.page(&shown.title, || {
        let newer = newest.filter(|newest| newest.id != row.id).map(|newest| {
            let href = format!("{address}/{}", newest.id);
            view! {
                <Notice kind="wait">
                    <a href=href>{t.disclosure_superseded()}</a>
                </Notice>
            }
        });
        let above = way.into_iter().map(|(href, name)| {
            view! {
                <li>
                    <a href=href>{name}</a>
                </li>
            }
        });
        view! {
            <ol class="crumbs" aria-label=t.crumbs()>
                {above.collect::<Vec<_>>()}
                <li aria-current="page">{t.disclosure_section()}</li>
            </ol>
            <div class="page-head">
                <h1>{shown.title.clone()}</h1>
                <p class="soft">{shown.subtitle.clone()}</p>
            </div>
            <div class="stack">
                {newer}
                {downloads(t, &format!("{address}/{id}/disclosure"))}
                {document(t, &shown)}
            </div>
        }
    });
    Ok(page.shared())
}

/// The reports that were published; nothing where there are none.
pub fn list(t: Text, address: &str, published: &[Published]) -> Option<impl IntoView + use<>> {
    let lines: Vec<_> = published
        .iter()
        .filter_map(|one| Some((one, Kind::from_key(&one.period)?)))
        .map(|(one, kind)| {
            let from_to = t.report_from_to(&t.date(one.from_on), &t.date(one.to_on));
            view! {
                <li>
                    <a href=format!("{address}/{}", one.id)>{t.disclosure_kind(kind)}</a>
                    " "
                    <span class="soft small as-one">{from_to}</span>
                </li>
            }
        })
        .collect();
    (!lines.is_empty()).then(|| {
        view! {
            <section class="box">
                <h2>{t.disclosure_section()}</h2>
                <ul>{lines}</ul>
            </section>
        }
    })
}

/// Reports of seasons that a list of plots shows.
const SEASONS: usize = 8;

/// The newest reports of the plots' seasons, for the list of plots; nothing where there are none.
pub async fn of_seasons(visit: &Visit) -> Result<Option<AnyView>, AppError> {
    let rows = publish::of_seasons(visit.db()).await?;
    let t = visit.t();
    let mut lines = Vec::new();
    for row in rows.into_iter().take(SEASONS) {
        let (About::Season(season), Some(kind)) = (row.about()?, Kind::from_key(&row.period)) else { continue };
        let title = t.disclosure_title(row.read()?.title().of(t.0), &t.disclosure_kind(kind));
        lines.push(view! {
            <li>
                <a href=format!("{}/{}", of_season(season), row.id)>{title}</a>
            </li>
        });
    }
    Ok((!lines.is_empty()).then(|| {
        view! {
            <section class="box">
                <h2>{t.disclosure_section()}</h2>
                <ul>{lines}</ul>
            </section>
        }
        .into_any()
    }))
}
