//! What the office does with a phase beside its steps: begin another like it, put it into the archive, report it.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    phase::{self, State, archive, clone},
    wish::Status,
};
use leptos::prelude::*;

use super::{
    one::{Seen, read_number},
    step::done,
};
use crate::{
    AppError, Visit,
    parts::{form::FormKeyField, notice::Notice},
    request::Pressed,
};

pub async fn another(
    visit: Visit,
    Path(number): Path<String>,
    Form(sent): Form<Pressed>,
) -> Result<Response, AppError> {
    let officer = visit.officer()?;
    let like = phase::numbered(visit.db(), read_number(&number)?).await?;
    let cloned = clone::clone(visit.store(), officer, like.id, &visit.form_key(&sent.form), visit.now()).await?;
    let phase = phase::find(visit.db(), cloned).await?;
    let to = format!("/office/phases/{}", phase.number);
    Ok(visit.go_saying(to, visit.t().archive_cloned()).into_response())
}

pub async fn put_away(
    visit: Visit,
    Path(number): Path<String>,
    Form(sent): Form<Pressed>,
) -> Result<Response, AppError> {
    let officer = visit.officer()?;
    let phase = phase::numbered(visit.db(), read_number(&number)?).await?;
    let form = visit.form_key(&sent.form);
    let away = archive::archive(visit.store(), officer, phase.id, &form, visit.now()).await;
    done(&visit, phase.number, away.map(|()| visit.t().archive_put_away_saying().to_owned())).await
}

pub async fn bring_back(
    visit: Visit,
    Path(number): Path<String>,
    Form(sent): Form<Pressed>,
) -> Result<Response, AppError> {
    let officer = visit.officer()?;
    let phase = phase::numbered(visit.db(), read_number(&number)?).await?;
    let form = visit.form_key(&sent.form);
    let back = archive::bring_back(visit.store(), officer, phase.id, &form, visit.now()).await;
    done(&visit, phase.number, back.map(|()| visit.t().archive_brought_back_saying().to_owned())).await
}

/// The buttons, below everything else of the phase.
pub fn buttons(visit: &Visit, seen: &Seen) -> impl IntoView + use<> {
    let t = visit.t();
    let number = seen.phase.number;
    let archive = match seen.archived_at {
        Some(at) => {
            let what = t.archive_is_away(&t.date_of(at));
            button(visit, number, "bring-back", t.archive_bring_back(), what).into_any()
        }
        None if can_be_put_away(seen) => {
            let what = t.archive_put_away_what().to_owned();
            button(visit, number, "archive", t.archive_put_away(), what).into_any()
        }
        None => ().into_any(),
    };
    view! {
        {button(visit, number, "clone", t.archive_clone(), t.archive_clone_what().to_owned())}
        {archive}
    }
}

/// Says that the phase stands in no list.
pub fn away(visit: &Visit, seen: &Seen) -> Option<impl IntoView + use<>> {
    let t = visit.t();
    seen.archived_at.map(|at| view! { <Notice>{t.archive_is_away(&t.date_of(at))}</Notice> })
}

fn can_be_put_away(seen: &Seen) -> bool {
    let under_way = seen.count(Status::Taken) + seen.count(Status::Received);
    matches!(seen.phase.state, State::Closed | State::Finished) && under_way == 0
}

fn button(visit: &Visit, number: i32, step: &str, name: &'static str, what: String) -> impl IntoView + use<> {
    view! {
        <form class="form box" method="post" action=format!("/office/phases/{number}/{step}")>
            <FormKeyField key=visit.mint() />
            <p>{what}</p>
            <div class="actions">
                <button class="btn quiet">{name}</button>
            </div>
        </form>
    }
}
