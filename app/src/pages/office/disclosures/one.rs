//! One disclosure report before it is published, and the button that publishes it for everybody.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    fund,
    id::FundId,
    phase,
    report::{
        About, Content, Season,
        period::Period,
        publish::{self, Model as Published},
    },
};
use leptos::prelude::*;

use super::HERE;
use crate::{
    AppError, Page, Visit,
    document::disclosure as as_document,
    error::{refused, status_of},
    pages::disclosures::{of_fund, of_phase, of_season},
    parts::{
        desk::desk,
        document::{document, downloads},
        form::{FormErrors, FormKeyField, Told},
        notice::Notice,
    },
    request::Pressed,
};

/// Where a report belongs: what it is about, the pages above it, its address here and in public.
struct Place {
    about: About,
    way: Vec<(String, String)>,
    here: String,
    public: String,
}

async fn of_the_phase(visit: &Visit, number: &str) -> Result<Place, AppError> {
    visit.officer()?;
    let number = super::super::phases::one::read_number(number)?;
    let phase = phase::numbered(visit.db(), number).await?;
    let t = visit.t();
    Ok(Place {
        about: About::Phase(phase.id),
        way: vec![
            ("/office/phases".to_owned(), t.ground_phases().to_owned()),
            (format!("/office/phases/{number}"), super::super::phases::list::name(t, &phase)),
        ],
        here: format!("/office/phases/{number}/report"),
        public: of_phase(number),
    })
}

async fn of_the_fund(visit: &Visit, id: &str) -> Result<Place, AppError> {
    let officer = visit.officer()?;
    let id: FundId = id.parse().map_err(|_| AppError::not_found())?;
    let fund = fund::one(visit.db(), officer, id).await?.fund;
    let t = visit.t();
    Ok(Place {
        about: About::Fund(id),
        way: vec![
            ("/office/funds".to_owned(), t.funds_title().to_owned()),
            (format!("/office/funds/{id}"), fund.title(t.0).to_owned()),
        ],
        here: format!("/office/funds/{id}/report"),
        public: of_fund(id),
    })
}

fn of_the_season(visit: &Visit, season: &str) -> Result<Place, AppError> {
    visit.officer()?;
    let season: Season = season.parse().map_err(|_| AppError::not_found())?;
    let t = visit.t();
    Ok(Place {
        about: About::Season(season),
        way: vec![
            ("/office/plots".to_owned(), t.office_plots_title().to_owned()),
            (HERE.to_owned(), t.disclosures_title().to_owned()),
        ],
        here: format!("/office/seasons/{season}/report"),
        public: of_season(season),
    })
}

type Parts = Path<(String, String)>;

pub async fn phase(visit: Visit, Path((number, period)): Parts) -> Result<Page, AppError> {
    let place = of_the_phase(&visit, &number).await?;
    draw(&visit, place, &period, Told::nothing()).await
}

pub async fn publish_phase(
    visit: Visit,
    Path((number, period)): Parts,
    Form(sent): Form<Pressed>,
) -> Result<Response, AppError> {
    let place = of_the_phase(&visit, &number).await?;
    publish(&visit, place, &period, &sent.form).await
}

pub async fn fund(visit: Visit, Path((id, period)): Parts) -> Result<Page, AppError> {
    let place = of_the_fund(&visit, &id).await?;
    draw(&visit, place, &period, Told::nothing()).await
}

pub async fn publish_fund(
    visit: Visit,
    Path((id, period)): Parts,
    Form(sent): Form<Pressed>,
) -> Result<Response, AppError> {
    let place = of_the_fund(&visit, &id).await?;
    publish(&visit, place, &period, &sent.form).await
}

pub async fn season(visit: Visit, Path((season, period)): Parts) -> Result<Page, AppError> {
    let place = of_the_season(&visit, &season)?;
    draw(&visit, place, &period, Told::nothing()).await
}

pub async fn publish_season(
    visit: Visit,
    Path((season, period)): Parts,
    Form(sent): Form<Pressed>,
) -> Result<Response, AppError> {
    let place = of_the_season(&visit, &season)?;
    publish(&visit, place, &period, &sent.form).await
}

async fn publish(visit: &Visit, place: Place, period: &str, key: &str) -> Result<Response, AppError> {
    let (officer, form) = (visit.officer()?, visit.form_key(key));
    match publish::publish(visit.store(), officer, place.about, period, &form, visit.now()).await {
        Ok(id) => {
            let to = format!("{}/{id}", place.public);
            Ok(visit.go_saying(to, visit.t().disclosure_published_saying()).into_response())
        }
        Err(error) => {
            let refused = refused(error)?;
            let told = Told::new(visit.lang(), &refused);
            Ok(draw(visit, place, period, told).await?.status(status_of(&refused)).into_response())
        }
    }
}

struct Seen {
    period: Period,
    drawn: Content,
    published: Option<Published>,
}

async fn read(visit: &Visit, about: About, period: &str) -> Result<Seen, AppError> {
    let period = about.period(visit.db(), period, visit.now()).await?;
    let drawn = about.draw(visit.db(), &period).await?;
    let key = period.kind.key();
    let published = publish::published(visit.db(), about).await?.into_iter().find(|one| one.period == key);
    Ok(Seen { period, drawn, published })
}

async fn draw(visit: &Visit, place: Place, period: &str, told: Told) -> Result<Page, AppError> {
    let seen = read(visit, place.about, period).await?;
    let t = visit.t();
    let shown = as_document(t, &seen.drawn, None);
    let address = format!("{}/{}", place.here, seen.period.kind.key());
    Ok(visit.page(&shown.title, || {
        let above = place.way.iter().map(|(href, name)| {
            view! {
                <li>
                    <a href=href.clone()>{name.clone()}</a>
                </li>
            }
        });
        desk(
            visit,
            view! {
                <ol class="crumbs" aria-label=t.crumbs()>
                    {above.collect::<Vec<_>>()}
                    <li aria-current="page">{t.disclosure_kind(seen.period.kind)}</li>
                </ol>
                <div class="page-head">
                    <h1>{shown.title.clone()}</h1>
                    <p class="soft">{shown.subtitle.clone()}</p>
                </div>
                <Notice kind="wait">{t.disclosure_is_preview()}</Notice>
                {downloads(t, &format!("{address}/disclosure"))}
                {document(t, &shown)}
                <FormErrors told=told t=t />
                {button(visit, &seen, address.clone(), &place.public)}
            },
        )
    }))
}

fn button(visit: &Visit, seen: &Seen, address: String, public: &str) -> AnyView {
    let t = visit.t();
    if !seen.period.is_over {
        return view! { <Notice>{t.disclosure_runs()}</Notice> }.into_any();
    }
    let (name, what) = match seen.published {
        Some(_) => (t.disclosure_correct(), t.disclosure_correct_what()),
        None => (t.disclosure_publish(), t.disclosure_publish_what()),
    };
    let public = seen.published.as_ref().map(|one| {
        view! {
            <a class="btn quiet" href=format!("{public}/{}", one.id)>
                {t.disclosure_see_public()}
            </a>
        }
    });
    view! {
        <form class="form box no-print" method="post" action=address>
            <FormKeyField key=visit.mint() />
            <p>{what}</p>
            <div class="actions">
                <button class="btn pine">{name}</button>
                {public}
            </div>
        </form>
    }
    .into_any()
}
