//! The contracts of a plot for who keeps it: how far each is, the page to sign, and the household's signature.

use axum::{extract::Path, response::Response};
use entity::{
    Field,
    adoption::{
        State,
        list::Kept,
        witness::{self, Typed as Witness},
    },
    photo::{Purpose, Size},
    plot::Model as Plot,
};
use leptos::prelude::*;

use super::{Of, Seen, Typed, done, signed::signed, step::brought};
use crate::{
    AppError, Visit,
    pages::plots::show::read_number,
    parts::{
        form::{FormKeyField, SelectField, TickField, Told},
        photo::address,
    },
    request::upload::Upload,
    text::Text,
};

pub async fn sign(visit: Visit, Path(number): Path<String>, sent: Upload) -> Result<Response, AppError> {
    let (keeper, number) = (visit.keeper()?, read_number(&number)?);
    let form = visit.form_key(sent.text("form"));
    let [adoption, signed_on, paper_no, correction] =
        ["adoption", "signed_on", "paper_no", "correction"].map(|field| sent.text(field).to_owned());
    let witnessed = Witness { adoption, signed_on, paper_no, correction };
    let signed = match brought(&visit, Purpose::Paper, sent.file).await? {
        Ok(scan) => witness::with_scan(visit.store(), keeper, number, (&witnessed, scan), &form, visit.now()).await,
        Err(refused) => Err(refused.into()),
    };
    let typed = Typed { of: Some(Of::Signature), witness: witnessed, ..Typed::default() };
    done(&visit, number, &typed, signed.map(|()| visit.t().plot_witnessed_saying().to_owned())).await
}

pub fn contracts(visit: &Visit, seen: &Seen, typed: &Typed, told: &Told) -> impl IntoView + use<> {
    let t = visit.t();
    let lines: Vec<_> = seen.adoptions.iter().map(|kept| line(t, &seen.plot, kept)).collect();
    let body = if lines.is_empty() {
        view! { <p class="soft">{t.plot_adoptions_none()}</p> }.into_any()
    } else {
        view! { <ul class="todo-list wraps">{lines}</ul> }.into_any()
    };
    view! {
        <section class="stack">
            <h2>{t.plot_adoptions()}</h2>
            {body}
            {signature(visit, seen, typed, told)}
        </section>
    }
}

/// Whether the household's head can sign it, or sign it again.
const fn can_be_signed(kept: &Kept) -> bool {
    matches!(kept.adoption.state, State::Signed | State::Paid)
}

fn line(t: Text, plot: &Plot, kept: &Kept) -> impl IntoView + use<> {
    let (id, adoption) = (plot.id, &kept.adoption);
    let who = kept.donor.clone().unwrap_or_else(|| t.plot_donor_unnamed().to_owned());
    let signed = match (adoption.household_signed_on, adoption.paper_no.as_deref()) {
        (Some(day), Some(number)) => Some(t.plot_signed_on_paper(&t.date(day), number)),
        (Some(day), None) => Some(t.plot_signed_on(&t.date(day))),
        (None, _) => can_be_signed(kept).then(|| t.plot_unsigned().to_owned()),
    };
    let paper = adoption.signed_at.map(|_| {
        view! {
            <a class="btn quiet" href=format!("/plots/{id}/contracts/{}/contract.pdf", adoption.code)>
                {t.plot_paper()}
            </a>
        }
    });
    let scan = kept.scan.map(|scan| {
        view! {
            <a class="btn quiet" href=address(scan, Size::Large)>
                {t.plot_scan_see()}
            </a>
        }
    });
    view! {
        <li>
            <div class="what">
                <b>{t.adoption_contract_no(&adoption.code.grouped())}</b>
                <span class="soft small">
                    {t.gifts_plots_of(&who, adoption.shares, &adoption.amount_fen.to_string())}
                    {signed.map(|signed| format!(" · {signed}"))}
                </span>
            </div>
            <span class="pill">{t.adoption_stands(adoption.state, plot.gave_nothing())}</span>
            {scan}
            {paper}
        </li>
    }
}

/// A contract to choose: where it is signed, with the number of the paper.
fn option(t: Text, kept: &Kept) -> (String, String) {
    let (key, code) = (kept.adoption.code.to_string(), kept.adoption.code.grouped());
    match (kept.adoption.household_signed_on, kept.adoption.paper_no.as_deref()) {
        (Some(_), number) => (key, t.plot_witness_signed(&code, number.unwrap_or_default())),
        (None, _) => (key, code),
    }
}

/// The form that puts a signature down, folded once all have signed; nothing while no contract can be signed.
fn signature(visit: &Visit, seen: &Seen, typed: &Typed, told: &Told) -> Option<impl IntoView + use<>> {
    let t = visit.t();
    let mut found: Vec<&Kept> = seen.adoptions.iter().filter(|kept| can_be_signed(kept)).collect();
    found.sort_by_key(|kept| kept.adoption.household_signed_on);
    let is_awaited = found.iter().any(|kept| kept.adoption.household_signed_on.is_none());
    let is_signed = found.iter().any(|kept| kept.adoption.household_signed_on.is_some());
    let options: Vec<(String, String)> = found.into_iter().map(|kept| option(t, kept)).collect();
    let typed = typed.witness.clone();
    let (ticked, again) = (typed.correction == "yes", told.clone());
    let correction = is_signed.then(|| {
        view! { <TickField field=Field::Correction told=again ticked=ticked text=t.plot_witness_correct() /> }
    });
    let is_open = is_awaited || !typed.adoption.is_empty() || told.at(Field::Adoption).is_some();
    let (action, key) = (format!("/plots/{}/signature", seen.plot.id), visit.mint());
    (!options.is_empty()).then(|| {
        view! {
            <details class="box" open=is_open>
                <summary>{t.plot_witness()}</summary>
                <form class="form" method="post" action=action enctype="multipart/form-data" novalidate>
                    <p class="soft">{t.plot_witness_what()}</p>
                    <FormKeyField key=key />
                    <SelectField field=Field::Adoption t=t told=told.clone() value=typed.adoption options=options />
                    {signed(
                        t,
                        told,
                        (Field::SignedOn, typed.signed_on),
                        (Field::PaperNo, typed.paper_no),
                        ("scan", t.plot_scan()),
                    )}
                    {correction}
                    <div class="actions">
                        <button class="btn">{t.plot_witness_button()}</button>
                    </div>
                </form>
            </details>
        }
    })
}
