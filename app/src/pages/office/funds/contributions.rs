//! What came in for a fund, newest first, and the form that writes the next one down.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::{Form, Query};
use entity::{
    Field,
    fund::{
        self, Placed, State,
        contribute::{self, Typed},
        contribution::{self, Listed},
        correct,
    },
    id::{ContributionId, FundId},
    ledger::Source,
    supporter::{self, Beside},
};
use leptos::prelude::*;
use serde::Deserialize;

use super::{HERE, crumbs, read};
use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    parts::{
        desk::desk,
        empty::Empty,
        form::{FormErrors, FormKeyField, SelectField, TextField, Told},
        pager::pager,
        table::{folded, table},
    },
    request::{Pressed, Sent},
    text::Text,
};

/// `before`: what was written down before this one.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Which {
    before: String,
}

pub async fn page(visit: Visit, Path(id): Path<String>, Query(which): Query<Which>) -> Result<Page, AppError> {
    visit.officer()?;
    let typed = Typed { received_on: visit.today().to_string(), ..Typed::default() };
    draw(&visit, read(&id)?, which.before.parse().ok(), &typed, Told::nothing()).await
}

pub async fn record(visit: Visit, Path(id): Path<String>, Form(sent): Form<Sent<Typed>>) -> Result<Response, AppError> {
    let (officer, id, form) = (visit.officer()?, read(&id)?, visit.form_key(&sent.form));
    match contribute::record(visit.store(), officer, id, &sent.typed, &form, visit.now()).await {
        Ok(number) => {
            let sentence = visit.t().office_contribution_recorded_saying(number.0);
            Ok(visit.go_saying(format!("{HERE}/{id}/contributions"), sentence).into_response())
        }
        Err(error) => {
            let refused = refused(error)?;
            let told = Told::new(visit.lang(), &refused);
            Ok(draw(&visit, id, None, &sent.typed, told).await?.status(status_of(&refused)).into_response())
        }
    }
}

pub async fn correct(visit: Visit, Path(id): Path<String>, Form(sent): Form<Pressed>) -> Result<Response, AppError> {
    let id: ContributionId = id.parse().map_err(|_| AppError::not_found())?;
    let (officer, form) = (visit.officer()?, visit.form_key(&sent.form));
    let fund = correct::correct(visit.store(), officer, id, &form, visit.now()).await?;
    let sentence = visit.t().office_contribution_corrected_saying();
    Ok(visit.go_saying(format!("{HERE}/{fund}/contributions"), sentence).into_response())
}

async fn draw(
    visit: &Visit,
    id: FundId,
    before: Option<ContributionId>,
    typed: &Typed,
    told: Told,
) -> Result<Page, AppError> {
    let officer = visit.officer()?;
    let placed: Placed = fund::one(visit.db(), officer, id).await?;
    let mut listed = contribution::latest(visit.db(), officer, id, before).await?;
    let supporters = supporter::of_fund(visit.db(), officer, id).await?;
    let t = visit.t();
    let most = usize::try_from(contribution::PAGE).unwrap_or(usize::MAX);
    let older = (listed.len() > most).then(|| listed[most - 1].row.id);
    listed.truncate(most);
    let title = format!("{} · {}", t.office_fund_contributions(), placed.fund.title(t.0));
    Ok(visit.page(&title, || {
        let is_open = placed.fund.state == State::Open;
        let here = format!("{HERE}/{id}/contributions");
        let rows: Vec<_> = listed.iter().map(|one| row(visit, one, &supporters).into_any()).collect();
        desk(
            visit,
            view! {
                {crumbs(t, &placed.fund, Some(t.office_fund_contributions().to_owned()))}
                <div class="page-head">
                    <h1>{title.clone()}</h1>
                    <p class="soft">{t.office_contributions_lead()}</p>
                </div>
                {is_open.then(|| form(visit, id, typed, &told, &supporters))}
                {list(t, is_open, rows)}
                {pager(t, before.map(|_| here.clone()), older.map(|older| format!("{here}?before={older}")))}
            },
        )
    }))
}

fn list(t: Text, is_open: bool, rows: Vec<AnyView>) -> AnyView {
    if rows.is_empty() {
        let text = if is_open { t.office_contributions_none_text() } else { t.office_contributions_none_not_open() };
        return view! { <Empty title=t.office_contributions_none() text=text /> }.into_any();
    }
    let (name, earlier) = (t.office_fund_contributions(), |rest| t.office_contributions_earlier(rest));
    folded(name, earlier, rows, |name, rows| listed(t, name, rows))
}

fn listed(t: Text, name: String, rows: Vec<AnyView>) -> impl IntoView + use<> {
    let heads = view! {
        <th scope="col">{t.office_ledger_number()}</th>
        <th scope="col">{t.field(Field::ReceivedOn)}</th>
        <th scope="col">{t.office_contribution_what()}</th>
        <th scope="col">{t.field(Field::Document)}</th>
        <th scope="col" class="num">
            {t.field(Field::Amount)}
        </th>
        <th scope="col">
            <span class="vh">{t.office_contribution_correct()}</span>
        </th>
    };
    table(name, "table cards dense", heads, rows)
}

/// A family's money says which child it is from, so that the right row is taken back.
fn row(visit: &Visit, one: &Listed, supporters: &[Beside]) -> impl IntoView + use<> {
    let (t, row) = (visit.t(), &one.row);
    let from = row.supporter_id.and_then(|id| supporters.iter().find(|one| one.supporter.id == id));
    let from = from.map(|Beside { supporter, .. }| {
        let who = t.office_supporter_of(t.relation(supporter.relation), supporter.id.0);
        format!(" · {who}")
    });
    let note = match (row.corrects, row.returned_to) {
        (Some(id), _) => Some(t.office_contribution_corrects(id.0)),
        (None, Some(_)) => Some(t.office_contribution_given_back().to_owned()),
        (None, None) => one.is_corrected.then(|| t.office_contribution_is_corrected().to_owned()),
    };
    // Where a family has no receipt it paid through the bank, and that is undone among the payments.
    let is_banked = row.source == Source::Family && row.document.is_empty();
    let document = if is_banked { t.office_contribution_banked().to_owned() } else { row.document.clone() };
    let can_be_corrected = row.amount_fen.0 > 0 && !one.is_corrected && !is_banked;
    let button = can_be_corrected.then(|| {
        view! {
            // Not at one press: there is a row above and a row below.
            <details class="more">
                <summary>{t.office_contribution_correct()}</summary>
                <form method="post" action=format!("/office/contributions/{}/correct", row.id)>
                    <FormKeyField key=visit.mint() />
                    <button class="btn quiet">{t.office_contribution_correct_sure(row.id.0)}</button>
                </form>
            </details>
        }
    });
    view! {
        <tr>
            <th scope="row">{row.id.to_string()}</th>
            <td class="day" data-label=t.field(Field::ReceivedOn)>
                {t.date(row.received_on)}
            </td>
            <td data-label=t.office_contribution_what()>
                <span>
                    {t.fund_band(row.source)} " " {t.list(&one.aliases)} {from}
                    {note.map(|note| view! { <span class="spec soft small">{note}</span> })}
                </span>
            </td>
            <td class="whole" data-label=t.field(Field::Document)>
                {(!document.is_empty()).then_some(document)}
            </td>
            <td class="num" data-label=t.field(Field::Amount)>
                {row.amount_fen.to_string()}
            </td>
            <td class="act">{button}</td>
        </tr>
    }
}

fn form(visit: &Visit, id: FundId, typed: &Typed, told: &Told, supporters: &[Beside]) -> impl IntoView + use<> {
    let t = visit.t();
    let sources = Source::ALL.map(|source| (source.key().to_owned(), t.fund_band(source).to_owned())).to_vec();
    let name = |one: &Beside| {
        let who = t.office_supporter_of(t.relation(one.supporter.relation), one.supporter.id.0);
        (one.supporter.id.to_string(), format!("{} · {who}", t.list(&one.aliases)))
    };
    let supporters = supporters.iter().map(name).collect();
    view! {
        <section class="narrow stack">
            <h2>{t.office_contribution_record()}</h2>
            <form class="form box" method="post" action=format!("{HERE}/{id}/contributions") novalidate>
                <FormErrors told=told.clone() t=t />
                <FormKeyField key=visit.mint() />
                <SelectField
                    field=Field::Source
                    t=t
                    told=told.clone()
                    value=typed.source.clone()
                    options=sources
                    blank=t.ground_not_chosen()
                />
                <SelectField
                    field=Field::Supporter
                    t=t
                    told=told.clone()
                    value=typed.supporter.clone()
                    options=supporters
                    blank=t.ground_not_chosen()
                    help=t.office_contribution_supporter_help()
                    optional=true
                />
                {texts(t, typed, told)}
                <div class="actions">
                    <button class="btn">{t.office_contribution_record()}</button>
                </div>
            </form>
        </section>
    }
}

fn texts(t: Text, typed: &Typed, told: &Told) -> Vec<impl IntoView + use<>> {
    [
        (Field::Amount, &typed.amount, "text", "", false),
        (Field::ReceivedOn, &typed.received_on, "date", "", false),
        (Field::Document, &typed.document_no, "text", t.office_contribution_document_help(), true),
    ]
    .into_iter()
    .map(|(field, value, kind, help, optional)| {
        view! {
            <TextField
                field=field
                t=t
                told=told.clone()
                value=value.clone()
                kind=kind
                help=help
                optional=optional
                short=true
            />
        }
    })
    .collect()
}
