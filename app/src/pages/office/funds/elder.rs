//! `/office/elders/{id}`: an elder by alias, the supporters with what is due, the payouts; and what can be done. Names
//! only on request, with a reason, and journalled before they are shown.

mod acts;
mod view;

use std::collections::HashMap;

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    Error, Fen,
    elder::{self, change, erase, give_back, look},
    fund::{
        self, Placed,
        due::{self, Standing},
        standing::{self, Paid},
    },
    id::{ElderId, SupporterId},
    payment::PayCode,
    supporter::{self, add, ask, end},
};
use leptos::prelude::*;

use crate::{
    AppError, Page, Visit,
    error::status_of,
    parts::{
        desk::desk,
        form::{FormErrors, Told},
    },
    request::{Pressed, Sent},
};

/// What the page shows besides the elder: the form that was refused with what was typed, and names that were opened.
#[derive(Default)]
struct Shown {
    /// The act whose form was refused.
    act: &'static str,
    told: Told,
    look: look::Typed,
    change: change::Typed,
    add: add::Typed,
    share: add::Shared,
    give_back: give_back::Typed,
    looked: Option<look::Looked>,
}

impl Shown {
    /// What a form of this act was told.
    fn told(&self, act: &str) -> Told {
        if self.act == act { self.told.clone() } else { Told::nothing() }
    }
}

/// Everything about an elder that the page needs.
struct Seen {
    elder: elder::Model,
    placed: Placed,
    supporters: Vec<supporter::Model>,
    standings: HashMap<SupporterId, Standing>,
    /// Under which they pay through the bank.
    codes: HashMap<SupporterId, PayCode>,
    owed: Fen,
    runs: Vec<Paid>,
    /// With whom supporters can be shared.
    others: Vec<elder::Model>,
}

impl Seen {
    async fn read(visit: &Visit, id: ElderId) -> Result<Self, AppError> {
        let (db, officer) = (visit.db(), visit.officer()?);
        let elder = elder::one(db, officer, id).await?;
        let supporters = supporter::of(db, officer, id).await?;
        let others = elder::list::all_in(db, officer, elder.fund_id).await?;
        Ok(Self {
            placed: fund::one(db, officer, elder.fund_id).await?,
            standings: due::of(db, officer, &supporters, visit.now()).await?,
            codes: ask::codes(db, officer, &supporters).await?,
            owed: standing::owed(db, id).await?,
            runs: standing::runs_of(db, officer, id).await?,
            others: others.into_iter().filter(|other| other.id != id).collect(),
            supporters,
            elder,
        })
    }
}

fn read(id: &str) -> Result<ElderId, AppError> {
    id.parse().map_err(|_| AppError::not_found())
}

pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Page, AppError> {
    page(&visit, read(&id)?, Shown::default()).await
}

/// Opens the names for a reason.
pub async fn look(visit: Visit, Path(id): Path<String>, Form(typed): Form<look::Typed>) -> Result<Response, AppError> {
    let (officer, id) = (visit.officer()?, read(&id)?);
    match look::by_office(visit.store(), officer, id, &typed, visit.now()).await {
        Ok(looked) => {
            let shown = Shown { looked: Some(looked), ..Shown::default() };
            Ok(page(&visit, id, shown).await?.into_response())
        }
        Err(error) => {
            told(&visit, id, error, |told| Shown { act: "look", told, look: typed, ..Shown::default() }).await
        }
    }
}

pub async fn change(
    visit: Visit,
    Path(id): Path<String>,
    Form(sent): Form<Sent<change::Typed>>,
) -> Result<Response, AppError> {
    let (officer, id, form) = (visit.officer()?, read(&id)?, visit.form_key(&sent.form));
    match change::change(visit.store(), officer, id, &sent.typed, &form, visit.now()).await {
        Ok(()) => Ok(done(&visit, id, visit.t().office_elder_changed_saying())),
        Err(error) => {
            told(&visit, id, error, |told| Shown { act: "change", told, change: sent.typed, ..Shown::default() }).await
        }
    }
}

pub async fn publish(visit: Visit, Path(id): Path<String>, Form(sent): Form<Pressed>) -> Result<Response, AppError> {
    set_public(visit, &id, &sent, true).await
}

pub async fn hide(visit: Visit, Path(id): Path<String>, Form(sent): Form<Pressed>) -> Result<Response, AppError> {
    set_public(visit, &id, &sent, false).await
}

async fn set_public(visit: Visit, id: &str, sent: &Pressed, is_public: bool) -> Result<Response, AppError> {
    let (officer, id, form) = (visit.officer()?, read(id)?, visit.form_key(&sent.form));
    change::publish(visit.store(), officer, id, is_public, &form, visit.now()).await?;
    let t = visit.t();
    let sentence = if is_public { t.office_elder_shown_saying() } else { t.office_elder_hidden_saying() };
    Ok(done(&visit, id, sentence))
}

pub async fn add_supporter(
    visit: Visit,
    Path(id): Path<String>,
    Form(sent): Form<Sent<add::Typed>>,
) -> Result<Response, AppError> {
    let (officer, id, form) = (visit.officer()?, read(&id)?, visit.form_key(&sent.form));
    match add::add(visit.store(), officer, id, &sent.typed, &form, visit.now()).await {
        Ok(_) => Ok(done(&visit, id, visit.t().office_supporter_added_saying())),
        Err(error) => {
            told(&visit, id, error, |told| Shown { act: "add", told, add: sent.typed, ..Shown::default() }).await
        }
    }
}

pub async fn share(
    visit: Visit,
    Path(id): Path<String>,
    Form(sent): Form<Sent<add::Shared>>,
) -> Result<Response, AppError> {
    let (officer, id, form) = (visit.officer()?, read(&id)?, visit.form_key(&sent.form));
    match add::share(visit.store(), officer, id, &sent.typed, &form, visit.now()).await {
        Ok(()) => Ok(done(&visit, id, visit.t().office_shared_saying())),
        Err(error) => {
            told(&visit, id, error, |told| Shown { act: "share", told, share: sent.typed, ..Shown::default() }).await
        }
    }
}

pub async fn end_supporter(
    visit: Visit,
    Path(id): Path<String>,
    Form(sent): Form<Pressed>,
) -> Result<Response, AppError> {
    let id: SupporterId = id.parse().map_err(|_| AppError::not_found())?;
    let (officer, form) = (visit.officer()?, visit.form_key(&sent.form));
    let elder = end::end(visit.store(), officer, id, &form, visit.now()).await?;
    Ok(done(&visit, elder, visit.t().office_supporter_ended_saying()))
}

pub async fn give_back(
    visit: Visit,
    Path(id): Path<String>,
    Form(sent): Form<Sent<give_back::Typed>>,
) -> Result<Response, AppError> {
    let (officer, id, form) = (visit.officer()?, read(&id)?, visit.form_key(&sent.form));
    match give_back::give_back(visit.store(), officer, id, &sent.typed, &form, visit.now()).await {
        Ok(sum) => Ok(done(&visit, id, &visit.t().office_given_back_saying(&sum.to_string()))),
        Err(error) => {
            let shown = |told| Shown { act: "give-back", told, give_back: sent.typed, ..Shown::default() };
            told(&visit, id, error, shown).await
        }
    }
}

pub async fn erase(
    visit: Visit,
    Path(id): Path<String>,
    Form(sent): Form<Sent<erase::Typed>>,
) -> Result<Response, AppError> {
    let (officer, id, form) = (visit.officer()?, read(&id)?, visit.form_key(&sent.form));
    match erase::erase(visit.store(), officer, id, &sent.typed, &form, visit.now()).await {
        Ok(()) => Ok(done(&visit, id, visit.t().office_elder_erased_saying())),
        Err(error) => told(&visit, id, error, |told| Shown { act: "erase", told, ..Shown::default() }).await,
    }
}

fn done(visit: &Visit, id: ElderId, sentence: &str) -> Response {
    visit.go_saying(format!("/office/elders/{id}"), sentence).into_response()
}

async fn told(
    visit: &Visit,
    id: ElderId,
    error: Error,
    shown: impl FnOnce(Told) -> Shown,
) -> Result<Response, AppError> {
    let refused = crate::error::refused(error)?;
    let shown = shown(Told::new(visit.lang(), &refused));
    Ok(page(visit, id, shown).await?.status(status_of(&refused)).into_response())
}

async fn page(visit: &Visit, id: ElderId, shown: Shown) -> Result<Page, AppError> {
    let seen = Seen::read(visit, id).await?;
    let t = visit.t();
    let title = seen.elder.alias.clone();
    Ok(visit.page(&title, || {
        let looked = shown.looked.as_ref().map(|looked| view::looked(t, &seen, looked));
        desk(
            visit,
            view! {
                {view::crumbs(t, &seen)}
                <div class="page-head">
                    <h1>{title.clone()}</h1>
                    <span class=super::elders::pill(seen.elder.state)>{t.elder_state(seen.elder.state)}</span>
                </div>
                <FormErrors told=shown.told.clone() t=t />
                {looked}
                {view::facts(t, &seen)}
                {view::supporters(visit, &seen)}
                {view::runs(t, &seen.runs, seen.elder.state.is_in())}
                {acts::acts(visit, &seen, &shown)}
            },
        )
    }))
}
