//! One disclosure report before it is published, and the button that publishes it for everybody.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    phase,
    report::{
        disclosure::{self, Disclosure},
        period::Period,
        publish::{self, Model as Published},
    },
};
use leptos::prelude::*;

use super::{super::one::read_number, crumbs};
use crate::{
    AppError, Page, Visit,
    document::disclosure as as_document,
    error::{refused, status_of},
    parts::{
        desk::desk,
        document::{document, downloads},
        form::{FormErrors, FormKeyField, Told},
        notice::Notice,
    },
    request::Pressed,
    text::Text,
};

pub async fn page(visit: Visit, Path((number, period)): Path<(String, String)>) -> Result<Page, AppError> {
    visit.officer()?;
    draw(&visit, &number, &period, Told::nothing()).await
}

pub async fn publish(
    visit: Visit,
    Path((number, period)): Path<(String, String)>,
    Form(sent): Form<Pressed>,
) -> Result<Response, AppError> {
    let officer = visit.officer()?;
    let phase = phase::numbered(visit.db(), read_number(&number)?).await?;
    let form = visit.form_key(&sent.form);
    match publish::publish(visit.store(), officer, phase.id, &period, &form, visit.now()).await {
        Ok(id) => {
            let to = format!("/phases/{}/disclosures/{id}", phase.number);
            Ok(visit.go_saying(to, visit.t().disclosure_published_saying()).into_response())
        }
        Err(error) => {
            let refused = refused(error)?;
            let told = Told::new(visit.lang(), &refused);
            Ok(draw(&visit, &number, &period, told).await?.status(status_of(&refused)).into_response())
        }
    }
}

struct Seen {
    phase: phase::Model,
    period: Period,
    drawn: Disclosure,
    published: Option<Published>,
}

async fn read(visit: &Visit, number: &str, period: &str) -> Result<Seen, AppError> {
    let phase = phase::numbered(visit.db(), read_number(number)?).await?;
    let period = disclosure::period(&phase, period, visit.now())?;
    let drawn = disclosure::draw(visit.db(), &phase, &period).await?;
    let key = period.kind.key();
    let published = publish::published(visit.db(), phase.id).await?.into_iter().find(|one| one.period == key);
    Ok(Seen { phase, period, drawn, published })
}

async fn draw(visit: &Visit, number: &str, period: &str, told: Told) -> Result<Page, AppError> {
    let seen = read(visit, number, period).await?;
    let t = visit.t();
    let shown = as_document(t, &seen.drawn, None);
    let address = format!("/office/phases/{}/report/{}", seen.phase.number, seen.period.kind.key());
    Ok(visit.page(&shown.title, || {
        desk(
            visit,
            view! {
                {crumbs(t, &seen.phase, t.disclosure_kind(seen.period.kind))}
                <div class="page-head">
                    <h1>{shown.title.clone()}</h1>
                    <p class="soft">{shown.subtitle.clone()}</p>
                </div>
                <Notice kind="wait">{t.disclosure_is_preview()}</Notice>
                {downloads(t, &format!("{address}/disclosure"))}
                {document(t, &shown)}
                <FormErrors told=told t=t />
                {button(visit, &seen, address.clone())}
            },
        )
    }))
}

fn button(visit: &Visit, seen: &Seen, address: String) -> AnyView {
    let t = visit.t();
    if !seen.period.is_over {
        return view! { <Notice>{t.disclosure_runs()}</Notice> }.into_any();
    }
    let (name, what) = match seen.published {
        Some(_) => (t.disclosure_correct(), t.disclosure_correct_what()),
        None => (t.disclosure_publish(), t.disclosure_publish_what()),
    };
    let public = seen.published.as_ref().map(|one| link(t, seen.phase.number, one));
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

fn link(t: Text, number: i32, published: &Published) -> impl IntoView + use<> {
    view! {
        <a class="btn quiet" href=format!("/phases/{number}/disclosures/{}", published.id)>
            {t.disclosure_see_public()}
        </a>
    }
}
