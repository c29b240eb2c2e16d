//! Problems with gifts: what waits for the office, the choice, and what is settled.

mod facts;
mod settled;

use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use axum_extra::extract::{Form, Query};
use entity::{
    Error, Field, Refusal,
    claim::Source,
    handout::problem::{self, Choice, Kind, Open, REMARK, choose, picture, settled::of_wish},
    id::ProblemId,
    wish,
};
use leptos::prelude::*;
use serde::Deserialize;

use self::facts::{facts, others};
use crate::{
    AppError, Page, Visit,
    error::status_of,
    parts::{
        desk::desk,
        empty::Empty,
        form::{AreaField, FormErrors, FormKeyField, PickField, SelectField, Told},
        icon::UiIcon,
        photo::Photo,
    },
    request::Sent,
    text::Text,
};

const MOST: u64 = 200;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct From {
    /// The last settled problem of the page before.
    before: String,
}

pub async fn list(visit: Visit, Query(from): Query<From>) -> Result<Page, AppError> {
    visit.officer()?;
    let open = problem::open(visit.db(), MOST).await?;
    let before: Option<ProblemId> = from.before.parse().ok();
    let (settled, next) = problem::all_settled(visit.db(), before).await?;
    let t = visit.t();
    Ok(visit.page(t.problems_title(), || {
        let body = if open.is_empty() {
            view! { <Empty title=t.problems_none() text=t.problems_none_text() /> }.into_any()
        } else {
            let lines: Vec<_> = open.iter().map(|open| line(t, open)).collect();
            view! { <ul class="todo-list">{lines}</ul> }.into_any()
        };
        desk(
            &visit,
            view! {
                <h1>{t.problems_title()}</h1>
                {body}
                {settled::list(t, &settled, (before.is_some(), next))}
            },
        )
    }))
}

fn line(t: Text, open: &Open) -> impl IntoView + use<> {
    view! {
        <li>
            <div class="what">
                <b>{format!("{} · {}", open.wish.item, t.problem_kind(open.problem.kind))}</b>
                <span class="soft small">
                    {open.school.clone()} " · " <span class="code">{open.wish.code.grouped()}</span>
                </span>
            </div>
            <span class="since">
                <UiIcon name="clock" />
                {t.short_date_of(open.problem.noted_at)}
            </span>
            <a class="btn quiet" href=format!("/office/problems/{}", open.problem.id)>
                {t.problem_choose()}
            </a>
        </li>
    }
}

pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Page, AppError> {
    visit.officer()?;
    let id = read(&id)?;
    match problem::settled(visit.db(), id).await? {
        Some(settled) => settled::page(&visit, &settled).await,
        None => page(&visit, id, &choose::Typed::default(), Told::nothing()).await,
    }
}

pub async fn settle(
    visit: Visit,
    Path(id): Path<String>,
    Form(sent): Form<Sent<choose::Typed>>,
) -> Result<Response, AppError> {
    let id = read(&id)?;
    let form = visit.form_key(&sent.form);
    match choose::choose(visit.store(), visit.officer()?, id, &sent.typed, &form, visit.now()).await {
        Ok(()) => Ok(visit.go_saying("/office/problems", settled::saying(&visit, id).await?).into_response()),
        Err(Error::Refused(refused)) if refused.0 != [Refusal::NotFound] => {
            let told = Told::new(visit.lang(), &refused);
            Ok(page(&visit, id, &sent.typed, told).await?.status(status_of(&refused)).into_response())
        }
        Err(error) => match problem::settled(visit.db(), id).await? {
            // Another officer was quicker.
            Some(settled) => Ok(settled::page(&visit, &settled).await?.status(StatusCode::CONFLICT).into_response()),
            None => Err(error.into()),
        },
    }
}

fn read(id: &str) -> Result<ProblemId, AppError> {
    id.parse().map_err(|_| AppError::not_found())
}

async fn page(visit: &Visit, id: ProblemId, typed: &choose::Typed, told: Told) -> Result<Page, AppError> {
    visit.officer()?;
    let open = problem::one(visit.db(), id).await?;
    let needs = choose::needs(visit.db(), &open.wish).await?;
    let picture = picture::of(visit.db(), id).await?;
    let chosen = of_wish(visit.db(), open.wish.id).await?;
    let opens = visit.county().await?.phase(open.wish.phase_id)?.takes_claims(visit.now());
    let t = visit.t();
    let title = format!("{} · {}", open.wish.item, t.problem_kind(open.problem.kind));
    Ok(visit.page(&title, || {
        desk(
            visit,
            view! {
                <div class="narrow stack">
                    <ol class="crumbs" aria-label=t.crumbs()>
                        <li>
                            <a href="/office/problems">{t.problems_title()}</a>
                        </li>
                        <li aria-current="page">{title.clone()}</li>
                    </ol>
                    <FormErrors told=told.clone() t=t />
                    {facts(t, &open)}
                    {picture.map(|id| view! { <Photo id=id says=t.gift_photo_alt(&open.wish.item) t=t /> })}
                    {form(visit, &open, (&needs, opens), typed, told)}
                    {others(t, id, &chosen)}
                </div>
            },
        )
    }))
}

/// `opens`: a wish whose claim ends opens again; else it waits for the pool.
fn form(
    visit: &Visit,
    open: &Open,
    (needs, opens): (&[wish::Model], bool),
    typed: &choose::Typed,
    told: Told,
) -> impl IntoView + use<> {
    let t = visit.t();
    let ends = if open.problem.kind == Kind::ChildMoved { Ends::Withdrawn } else { Ends::of(opens) };
    let source = open.claim.source;
    let choices = Choice::ALL
        .into_iter()
        .filter(|choice| choice.answers(open.problem.kind))
        .map(|choice| {
            let name = t.problem_choice_of(choice, source);
            (choice.key().to_owned(), name.to_owned(), help(t, choice, ends, source).to_owned())
        })
        .collect();
    let [remark, remark_help, button] = match source {
        Source::Donor => [t.problem_choice_remark(), t.problem_choice_help(), t.problem_choice_button()],
        Source::Pool => [t.problem_pool_remark(), t.problem_pool_help(), t.problem_pool_button()],
    };
    let needs: Vec<(String, String)> = needs
        .iter()
        .map(|need| (need.code.to_string(), format!("{} {} {}", need.item, need.specification, need.code.grouped())))
        .collect();
    let blank = if needs.is_empty() { t.problem_nobody() } else { "—" };
    view! {
        <form class="form settle box" method="post" action=format!("/office/problems/{}", open.problem.id)>
            <FormKeyField key=visit.mint() />
            <PickField
                field=Field::Choice
                t=t
                told=told.clone()
                value=typed.choice.clone()
                options=choices
                name=t.problem_choice_legend()
            />
            <div class="for-pass-on">
                <SelectField
                    field=Field::PassTo
                    t=t
                    told=told.clone()
                    value=typed.pass_to.clone()
                    options=needs
                    blank=blank
                    name=t.problem_pass_to()
                    help=t.problem_pass_to_help()
                />
            </div>
            <AreaField
                field=Field::Remark
                t=t
                told=told
                value=typed.remark.clone()
                most=REMARK
                name=remark
                help=remark_help
                plain=true
            />
            <button class="btn pine big">{button}</button>
        </form>
    }
}

/// What becomes of a wish whose claim ends.
#[derive(Clone, Copy)]
enum Ends {
    Open,
    Pool,
    /// The child has moved away.
    Withdrawn,
}

impl Ends {
    const fn of(opens: bool) -> Self {
        if opens { Self::Open } else { Self::Pool }
    }
}

const fn help(t: Text, choice: Choice, ends: Ends, source: Source) -> &'static str {
    match (choice, ends, source) {
        (Choice::Replace, _, Source::Donor) => t.problem_help_replace(),
        (Choice::Replace, _, Source::Pool) => t.problem_help_replace_pool(),
        (Choice::Substitute, _, Source::Donor) => t.problem_help_substitute(),
        (Choice::Substitute, _, Source::Pool) => t.problem_help_substitute_pool(),
        (Choice::PassOn, Ends::Open, _) => t.problem_help_pass_on(),
        (Choice::PassOn, Ends::Pool, _) => t.problem_help_pass_on_pool(),
        (Choice::PassOn, Ends::Withdrawn, _) => t.problem_help_pass_on_moved(),
        (Choice::Return, Ends::Open, Source::Donor) => t.problem_help_return(),
        (Choice::Return, Ends::Pool, Source::Donor) => t.problem_help_return_pool(),
        (Choice::Return, Ends::Withdrawn, Source::Donor) => t.problem_help_return_moved(),
        (Choice::Return, Ends::Open, Source::Pool) => t.problem_help_take_back(),
        (Choice::Return, Ends::Pool, Source::Pool) => t.problem_help_take_back_pool(),
        (Choice::Return, Ends::Withdrawn, Source::Pool) => t.problem_help_take_back_moved(),
    }
}
