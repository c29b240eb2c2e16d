//! Until when each phase's records are kept: the table on the privacy page, and the page that changes one.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    Field,
    child::keep::Kept,
    phase::{
        self,
        keep::{self, Typed},
    },
};
use leptos::prelude::*;

use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    parts::{
        crumbs::Crumbs,
        desk::desk,
        form::{FormErrors, FormKeyField, TextField, Told},
    },
    request::Sent,
    text::Text,
};

const LIST: &str = "/office/privacy";

pub(super) fn table(t: Text, kept: &[Kept]) -> impl IntoView + use<> {
    let rows: Vec<_> = kept.iter().map(|kept| row(t, kept)).collect();
    view! {
        <section id="keep">
            <h2>{t.keep_title()}</h2>
            <p class="soft">{t.keep_lead()}</p>
            <div class="table-wrap" tabindex="0" role="region" aria-label=t.keep_title()>
                <table class="table cards">
                    <caption class="vh">{t.keep_title()}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t.keep_phase()}</th>
                            <th scope="col">{t.keep_ended()}</th>
                            <th scope="col">{t.keep_months_head()}</th>
                            <th scope="col">{t.keep_until()}</th>
                            <th scope="col" class="num">
                                {t.keep_records()}
                            </th>
                            <th scope="col">
                                <span class="vh">{t.keep_change()}</span>
                            </th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
}

fn row(t: Text, kept: &Kept) -> impl IntoView + use<> {
    let phase = &kept.phase;
    let ended = match (phase.state, phase.finished_at) {
        (phase::State::Draft, _) => t.keep_in_draft().to_owned(),
        (_, Some(at)) => t.date_of(at),
        (_, None) => t.keep_not_yet().to_owned(),
    };
    let until = kept.until.map_or_else(|| "—".to_owned(), |day| t.date(day));
    let is_gone = kept.records == 0 && phase.finished_at.is_some();
    let records = if is_gone { t.keep_gone().to_owned() } else { t.number(kept.records) };
    view! {
        <tr>
            <th scope="row">{phase.title(t.0).to_owned()}</th>
            <td data-label=t.keep_ended()>{ended}</td>
            <td data-label=t.keep_months_head()>{t.keep_months(phase.keep_months)}</td>
            <td data-label=t.keep_until()>{until}</td>
            <td class="num" data-label=t.keep_records()>
                {records}
            </td>
            <td class="act">
                <a class="btn quiet" href=format!("/office/phases/{}/keep", phase.number)>
                    {t.keep_change()}
                </a>
            </td>
        </tr>
    }
}

pub async fn show(visit: Visit, Path(number): Path<String>) -> Result<Page, AppError> {
    visit.officer()?;
    let phase = phase::numbered(visit.db(), read(&number)?).await?;
    Ok(draw(&visit, &phase, phase.keep_months.to_string(), Told::nothing()))
}

pub async fn save(
    visit: Visit,
    Path(number): Path<String>,
    Form(sent): Form<Sent<Typed>>,
) -> Result<Response, AppError> {
    let officer = visit.officer()?;
    let number = read(&number)?;
    let form = visit.form_key(&sent.form);
    match keep::keep(visit.store(), officer, number, &sent.typed, &form, visit.now()).await {
        Ok(()) => Ok(visit.go_saying(LIST, visit.t().keep_saved()).into_response()),
        Err(error) => {
            let refused = refused(error)?;
            let phase = phase::numbered(visit.db(), number).await?;
            let told = Told::new(visit.lang(), &refused);
            Ok(draw(&visit, &phase, sent.typed.keep_months, told).status(status_of(&refused)).into_response())
        }
    }
}

fn read(number: &str) -> Result<i32, AppError> {
    number.parse().map_err(|_| AppError::not_found())
}

fn draw(visit: &Visit, phase: &phase::Model, typed: String, told: Told) -> Page {
    let t = visit.t();
    let title = t.keep_one_title(phase.number);
    let until = phase.kept_until().map(|day| view! { <p>{t.keep_link(&t.date(day))}</p> });
    visit.page(&title, || {
        desk(
            visit,
            view! {
                <div class="narrow stack">
                    <Crumbs t=t list=(LIST, t.looks_title()) here=title.clone() />
                    <h1>{title.clone()}</h1>
                    <p class="soft">{t.keep_lead()}</p>
                    {until}
                    <form class="form box" method="post" action=format!("/office/phases/{}/keep", phase.number)>
                        <FormErrors told=told.clone() t=t />
                        <FormKeyField key=visit.mint() />
                        <TextField
                            field=Field::KeepMonths
                            t=t
                            told=told
                            value=typed
                            help=t.keep_help(keep::USUAL)
                            inputmode="numeric"
                            short=true
                        />
                        <div class="actions">
                            <button class="btn">{t.save()}</button>
                            <a class="btn quiet" href=LIST>
                                {t.cancel()}
                            </a>
                        </div>
                    </form>
                </div>
            },
        )
    })
}
