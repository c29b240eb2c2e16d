//! One part of what arrived: what the bank says of it, and what an officer can do with it.

mod acts;

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::{Form, Query};
use entity::{
    Error, Field, Refusal, Result as Done,
    id::PartId,
    money,
    payment::{
        State, Why,
        list::{self, Line},
        refund::{self, Promised},
        sort, undo as undoing,
    },
};
use leptos::prelude::*;
use serde::Deserialize;

use super::{HERE, pill};
use crate::{
    AppError, Page, Visit,
    error::status_of,
    parts::{
        crumbs::Crumbs,
        desk::desk,
        form::{FormErrors, Told},
        notice::Notice,
    },
    request::Sent,
    text::Text,
};

/// What was typed into the page's forms, and what they were told.
#[derive(Default)]
struct Forms {
    sort: sort::Typed,
    back: refund::Typed,
    paper: refund::Paper,
    kept: refund::Kept,
    told: Told,
    /// Once some of it went back, a contract is not paid any more.
    unsettles: bool,
    /// Its payer was told that it would come back.
    promised: Option<Promised>,
}

/// What a link fills in.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Filled {
    /// To be given back, where not all of it is.
    amount: String,
    /// Why, of those that an officer chooses from.
    reason: String,
}

pub async fn show(visit: Visit, Path(id): Path<String>, Query(filled): Query<Filled>) -> Result<Page, AppError> {
    let line = found(&visit, &id).await?;
    let mut forms = fresh(&visit, &line).await?;
    if let Ok(amount) = money::read_up_to(Field::Amount, &filled.amount, line.part.amount_fen) {
        forms.back.amount = amount.plain();
    }
    if let Some(why) = Why::CHOSEN.into_iter().find(|why| why.key() == filled.reason) {
        why.key().clone_into(&mut forms.back.reason);
    }
    draw(&visit, &line, forms).await
}

pub async fn sort(
    visit: Visit,
    Path(id): Path<String>,
    Form(sent): Form<Sent<sort::Typed>>,
) -> Result<Response, AppError> {
    let (officer, part, form) = (visit.officer()?, read(&id)?, visit.form_key(&sent.form));
    let done = sort::sort(visit.store(), officer, part, &sent.typed, &form, visit.now()).await;
    answer(&visit, &id, done, visit.t().office_payment_sorted_saying(), |forms| forms.sort = sent.typed).await
}

pub async fn give_back(
    visit: Visit,
    Path(id): Path<String>,
    Form(sent): Form<Sent<refund::Typed>>,
) -> Result<Response, AppError> {
    let (officer, part, form) = (visit.officer()?, read(&id)?, visit.form_key(&sent.form));
    let done = refund::ask(visit.store(), officer, part, &sent.typed, &form, visit.now()).await;
    answer(&visit, &id, done, visit.t().office_payment_to_return_saying(), |forms| forms.back = sent.typed).await
}

pub async fn given_back(
    visit: Visit,
    Path(id): Path<String>,
    Form(sent): Form<Sent<refund::Paper>>,
) -> Result<Response, AppError> {
    let (officer, part, form) = (visit.officer()?, read(&id)?, visit.form_key(&sent.form));
    let done = refund::done(visit.store(), officer, part, &sent.typed, &form, visit.now()).await;
    answer(&visit, &id, done, visit.t().office_payment_returned_saying(), |forms| forms.paper = sent.typed).await
}

pub async fn keep(
    visit: Visit,
    Path(id): Path<String>,
    Form(sent): Form<Sent<refund::Kept>>,
) -> Result<Response, AppError> {
    let (officer, part, form) = (visit.officer()?, read(&id)?, visit.form_key(&sent.form));
    let done = refund::keep(visit.store(), officer, part, &sent.typed, &form, visit.now()).await;
    answer(&visit, &id, done, visit.t().office_payment_kept_saying(), |forms| forms.kept = sent.typed).await
}

pub async fn undo(
    visit: Visit,
    Path(id): Path<String>,
    Form(sent): Form<Sent<undoing::Typed>>,
) -> Result<Response, AppError> {
    let (officer, form) = (visit.officer()?, visit.form_key(&sent.form));
    let arrival = found(&visit, &id).await?.arrival.id;
    let done = undoing::undo(visit.store(), officer, arrival, &sent.typed, &form, visit.now()).await;
    answer(&visit, &id, done, visit.t().office_payment_undone_saying(), |_| {}).await
}

fn read(id: &str) -> Result<PartId, AppError> {
    id.parse().map_err(|_| AppError::not_found())
}

async fn found(visit: &Visit, id: &str) -> Result<Line, AppError> {
    Ok(list::one(visit.store(), visit.officer()?, read(id)?).await?)
}

/// Back to the page with a sentence, or the page again with what was typed and what is wrong with it.
async fn answer(
    visit: &Visit,
    id: &str,
    done: Done<()>,
    saying: &'static str,
    keep: impl FnOnce(&mut Forms),
) -> Result<Response, AppError> {
    match done {
        Ok(()) => Ok(visit.go_saying(format!("{HERE}/{id}"), saying).into_response()),
        Err(Error::Refused(refused)) if matches!(refused.0[..], [Refusal::NotFound | Refusal::PaymentMoved]) => {
            Err(AppError::Refused(refused))
        }
        Err(Error::Refused(refused)) => {
            let line = found(visit, id).await?;
            let mut forms = Forms { told: Told::new(visit.lang(), &refused), ..fresh(visit, &line).await? };
            keep(&mut forms);
            Ok(draw(visit, &line, forms).await?.status(status_of(&refused)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn fresh(visit: &Visit, line: &Line) -> Result<Forms, AppError> {
    let officer = visit.officer()?;
    let code = line.named.as_ref().filter(|named| named.closed_at.is_none()).map(|named| named.code.grouped());
    Ok(Forms {
        sort: sort::Typed { payment_code: code.unwrap_or_default() },
        back: refund::Typed { amount: line.part.amount_fen.plain(), ..refund::Typed::default() },
        paper: refund::Paper { booked_on: visit.today().to_string(), ..refund::Paper::default() },
        unsettles: refund::unsettles(visit.db(), officer, line).await?,
        promised: refund::promised(visit.db(), officer, line).await?,
        ..Forms::default()
    })
}

async fn draw(visit: &Visit, line: &Line, forms: Forms) -> Result<Page, AppError> {
    let beside = list::beside(visit.store(), visit.officer()?, line.arrival.id).await?;
    let t = visit.t();
    let title = t.office_payment_title(line.arrival.id.0);
    Ok(visit.page(&title, || {
        let others: Vec<_> = beside.iter().filter(|other| other.part.id != line.part.id).collect();
        desk(
            visit,
            view! {
                <div class="narrow stack">
                    <Crumbs t=t list=(HERE, t.office_payments_title()) here=title.clone() />
                    <div class="page-head">
                        <h1>{line.part.amount_fen.to_string()}</h1>
                        {pill(t, line.part.state)}
                    </div>
                    <FormErrors told=forms.told.clone() t=t />
                    {named(t, line)}
                    {facts(t, line)}
                    {(!others.is_empty()).then(|| parts(t, &others))}
                    {acts::acts(visit, line, &beside, &forms)}
                </div>
            },
        )
    }))
}

fn named(t: Text, line: &Line) -> Option<AnyView> {
    let named = line.named.as_ref().filter(|_| line.part.state == State::Unclear)?;
    let sentence = t.office_payment_named(&named.code.grouped());
    Some(view! { <Notice kind="wait">{sentence}</Notice> }.into_any())
}

fn facts(t: Text, line: &Line) -> impl IntoView + use<> {
    let arrival = &line.arrival;
    let is_part = arrival.amount_fen != line.part.amount_fen;
    let whole = is_part.then(|| {
        view! {
            <dt>{t.field(Field::Amount)}</dt>
            <dd>{t.office_payment_part_of(&arrival.amount_fen.to_string())}</dd>
        }
    });
    let code = line.reference.as_ref().map(|reference| {
        view! {
            <dt>{t.field(Field::PaymentCode)}</dt>
            <dd class="code">{reference.code.grouped()}</dd>
        }
    });
    let why = line.part.why.map(|why| {
        view! {
            <dt>{t.field(Field::Reason)}</dt>
            <dd>{t.payment_why_chosen(why)}</dd>
        }
    });
    let booked = [arrival.transfer_id, line.part.sorted_transfer, line.part.returned_transfer];
    let booked: Vec<String> = booked.into_iter().flatten().map(|id| t.office_payment_number(id.0)).collect();
    view! {
        <section class="box">
            <h2>{t.office_payment_facts()}</h2>
            <dl class="facts">
                <dt>{t.field(Field::ArrivedOn)}</dt>
                <dd>{t.date(arrival.arrived_on)}</dd>
                {whole}
                {code}
                <dt>{t.field(Field::Payer)}</dt>
                <dd>{line.words.payer.clone()}</dd>
                <dt>{t.office_payments_remark()}</dt>
                <dd>{line.words.remark.clone()}</dd>
                {why}
                <dt>{t.office_payment_booked()}</dt>
                <dd>{t.list(&booked)}</dd>
            </dl>
        </section>
    }
}

fn parts(t: Text, others: &[&Line]) -> impl IntoView + use<> {
    let lines: Vec<_> = others
        .iter()
        .map(|other| {
            view! {
                <li>
                    <div class="what">
                        <b>{other.part.amount_fen.to_string()}</b>
                        <span class="code small">
                            {other.reference.as_ref().map(|reference| reference.code.grouped())}
                        </span>
                    </div>
                    {pill(t, other.part.state)}
                    <a class="btn quiet" href=format!("{HERE}/{}", other.part.id)>
                        {t.office_payments_open()}
                    </a>
                </li>
            }
        })
        .collect();
    view! {
        <h2>{t.office_payment_beside()}</h2>
        <ul class="todo-list">{lines}</ul>
    }
}
