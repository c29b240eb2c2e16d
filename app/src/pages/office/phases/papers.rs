//! What the office prints for a phase: each school's papers, and everything in one go.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    Field,
    child::look::Reason,
    paper::{
        self, Waiting,
        job::{self, Model, Typed},
    },
    phase,
};
use leptos::prelude::*;

use super::{list::name, one::read_number};
use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    parts::{
        desk::desk,
        empty::Empty,
        form::{FormErrors, FormKeyField, SelectField, Told},
    },
    request::Sent,
    text::Text,
};

pub async fn page(visit: Visit, Path(number): Path<String>) -> Result<Page, AppError> {
    visit.officer()?;
    draw(&visit, read_number(&number)?, &Typed::default(), Told::nothing()).await
}

pub async fn ask(
    visit: Visit,
    Path(number): Path<String>,
    Form(sent): Form<Sent<Typed>>,
) -> Result<Response, AppError> {
    let officer = visit.officer()?;
    let phase = phase::numbered(visit.db(), read_number(&number)?).await?;
    let form = visit.form_key(&sent.form);
    match job::ask(visit.store(), officer, phase.id, &sent.typed, visit.lang(), &form, visit.now()).await {
        Ok(id) => Ok(visit.go(format!("/office/papers/{id}?wait=yes")).into_response()),
        Err(error) => {
            let refused = refused(error)?;
            let told = Told::new(visit.lang(), &refused);
            Ok(draw(&visit, phase.number, &sent.typed, told).await?.status(status_of(&refused)).into_response())
        }
    }
}

async fn draw(visit: &Visit, number: i32, typed: &Typed, told: Told) -> Result<Page, AppError> {
    let officer = visit.officer()?;
    let phase = phase::numbered(visit.db(), number).await?;
    let schools = paper::schools(visit.db(), officer, phase.id).await?;
    let jobs = job::recent(visit.db(), officer, phase.id, visit.now()).await?;
    let t = visit.t();
    let title = t.papers_of(&name(t, &phase));
    Ok(visit.page(&title, || {
        let body = if schools.is_empty() {
            view! {
                <FormErrors told=told t=t />
                <Empty title=t.papers_none() text=t.papers_none_text() />
            }
            .into_any()
        } else {
            view! {
                {everything(visit, number, &schools, typed, &told)}
                {by_school(t, number, &schools)}
            }
            .into_any()
        };
        desk(
            visit,
            view! {
                <ol class="crumbs" aria-label=t.crumbs()>
                    <li>
                        <a href="/office/phases">{t.ground_phases()}</a>
                    </li>
                    <li>
                        <a href=format!("/office/phases/{number}")>{name(t, &phase)}</a>
                    </li>
                    <li aria-current="page">{t.papers_title()}</li>
                </ol>
                <div class="page-head">
                    <h1>{title.clone()}</h1>
                    <p class="soft">{t.papers_lead()}</p>
                </div>
                {body}
                {recent(t, &jobs)}
            },
        )
    }))
}

fn everything(visit: &Visit, number: i32, schools: &[Waiting], typed: &Typed, told: &Told) -> impl IntoView + use<> {
    let t = visit.t();
    let options = schools.iter().map(|one| (one.school.id.to_string(), one.school.name.clone())).collect();
    let reasons = Reason::CHOICES.map(|why| (why.key().to_owned(), t.look_reason(why).to_owned())).to_vec();
    view! {
        <form class="form box" method="post" action=format!("/office/phases/{number}/papers") novalidate>
            <FormErrors told=told.clone() t=t />
            <FormKeyField key=visit.mint() />
            <h2>{t.papers_all()}</h2>
            <p>{t.papers_all_text()}</p>
            <SelectField
                field=Field::School
                t=t
                told=told.clone()
                value=typed.school.clone()
                options=options
                blank=t.papers_all_schools()
                optional=true
            />
            <SelectField
                field=Field::Reason
                t=t
                told=told.clone()
                value=typed.reason.clone()
                options=reasons
                blank=t.papers_without()
                name=t.papers_with_rosters()
                help=t.papers_reason_help()
                optional=true
            />
            <div class="actions">
                <button class="btn pine">{t.papers_ask()}</button>
            </div>
        </form>
    }
}

fn by_school(t: Text, number: i32, schools: &[Waiting]) -> impl IntoView + use<> {
    let rows: Vec<_> = schools.iter().map(|one| row(t, number, one)).collect();
    view! {
        <section class="stack">
            <h2>{t.record_by_school()}</h2>
            <div class="table-wrap">
                <table class="table cards">
                    <thead>
                        <tr>
                            <th scope="col">{t.field(Field::School)}</th>
                            <th scope="col" class="num">
                                {t.papers_not_sent()}
                            </th>
                            <th scope="col" class="num">
                                {t.papers_coming()}
                            </th>
                            <th scope="col" class="num">
                                {t.papers_here()}
                            </th>
                            <th scope="col">{t.papers_files()}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
}

fn row(t: Text, number: i32, one: &Waiting) -> impl IntoView + use<> {
    let school = &one.school;
    let address = format!("/office/phases/{number}/papers/{}", school.id);
    view! {
        <tr>
            <th scope="row" lang=t.own_lang(&school.name)>
                {school.name.clone()}
            </th>
            <td class="num" data-label=t.papers_not_sent()>
                {one.not_sent()}
            </td>
            <td class="num" data-label=t.papers_coming()>
                {one.sent}
            </td>
            <td class="num" data-label=t.papers_here()>
                {one.here}
            </td>
            <td data-label=t.papers_files()>{files(t, &address, &school.name, one.to_pack() > 0, one.coming > 0)}</td>
        </tr>
    }
}

/// The papers that name nobody, each with something on it.
pub fn files(
    t: Text,
    address: &str,
    school: &str,
    is_something_to_pack: bool,
    is_something_coming: bool,
) -> impl IntoView + use<> {
    let links: Vec<_> = [
        ("tags", t.papers_tags(), true),
        ("packing", t.papers_packing(), is_something_to_pack),
        ("receive", t.papers_receive(), is_something_coming),
    ]
    .into_iter()
    .filter(|(.., is_there)| *is_there)
    .map(|(key, name, _)| {
        view! {
            <a href=format!("{address}/{key}.pdf") aria-label=t.papers_file_of(name, school)>
                {name}
            </a>
        }
    })
    .collect();
    view! { <span class="row">{links}</span> }
}

fn recent(t: Text, jobs: &[Model]) -> Option<impl IntoView + use<>> {
    let lines: Vec<_> = jobs
        .iter()
        .map(|job| {
            view! {
                <li>
                    <div class="what">
                        <b>
                            <a href=format!("/office/papers/{}", job.id)>{t.papers_job(job.id.0)}</a>
                        </b>
                        <span class="soft small">{t.papers_asked(&t.time(job.asked_at))}</span>
                    </div>
                    <span class="since">{t.print_state(job.state)}</span>
                </li>
            }
        })
        .collect();
    (!lines.is_empty()).then(|| {
        view! {
            <section class="stack">
                <h2>{t.papers_recent()}</h2>
                <ul class="todo-list">{lines}</ul>
            </section>
        }
    })
}
