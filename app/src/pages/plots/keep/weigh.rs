//! The harvest at the desk: put down once, and put right until it is delivered.

use axum::{extract::Path, response::Response};
use axum_extra::extract::Form;
use entity::{
    Day, Field,
    plot::{
        self,
        harvest::{self as harvesting, EVIDENCE},
        weigh_again::{self as weighing, Reason, Typed as Weigh},
        weight::{kilograms, plain},
    },
};
use leptos::prelude::*;

use super::{Of, Seen, Typed, done};
use crate::{
    AppError, Visit,
    pages::plots::show::read_number,
    parts::form::{AreaField, FormKeyField, SelectField, TextField, TickField, Told},
    request::Sent,
    text::Text,
};

/// Puts it down the first time; after that, puts it right.
pub async fn put(
    visit: Visit,
    Path(number): Path<String>,
    Form(sent): Form<Sent<Weigh>>,
) -> Result<Response, AppError> {
    let (keeper, number) = (visit.keeper()?, read_number(&number)?);
    let (store, form, now, t) = (visit.store(), visit.form_key(&sent.form), visit.now(), visit.t());
    let is_there = plot::find(visit.db(), keeper, number).await?.harvested_at.is_some();
    let put = if is_there {
        let put = weighing::weigh_again(store, keeper, number, &sent.typed, &form, now).await;
        put.map(|told| match told {
            0 => t.plot_corrected_quietly_saying().to_owned(),
            _ => t.plot_corrected_saying().to_owned(),
        })
    } else {
        let put = harvesting::harvest(store, keeper, number, &sent.typed.harvest(), &form, now).await;
        put.map(|told| match told {
            0 => t.plot_harvested_quietly_saying().to_owned(),
            _ => t.plot_harvested_saying().to_owned(),
        })
    };
    let typed = Typed { of: Some(Of::Step), harvest: Some(sent.typed), ..Typed::default() };
    done(&visit, number, &typed, put).await
}

pub fn harvest(visit: &Visit, seen: &Seen, typed: &Typed, told: &Told) -> impl IntoView + use<> {
    let t = visit.t();
    let typed = typed.harvest.clone().unwrap_or_default();
    let promised = kilograms(harvesting::promised(&seen.plot));
    let early = harvesting::sown_later(&seen.plot, visit.now());
    view! {
        <form class="form box" method="post" action=format!("/plots/{}/harvest", seen.plot.id) novalidate>
            <h2>{t.plot_harvest()}</h2>
            <p class="soft">{t.plot_harvest_what(&promised)}</p>
            <FormKeyField key=visit.mint() />
            {fields(t, &typed, told)}
            {meant(t, &typed, told, early)}
            <div class="actions">
                <button class="btn pine">{t.plot_harvest_button()}</button>
            </div>
        </form>
    }
}

/// With what stands there, while nothing is delivered.
pub fn correct(visit: &Visit, seen: &Seen, typed: &Typed, told: &Told) -> impl IntoView + use<> {
    let t = visit.t();
    let typed = typed.harvest.clone().unwrap_or_else(|| saved(&seen.plot));
    let reasons =
        Reason::ALL.map(|reason| (reason.key().to_owned(), t.plot_correct_reason(reason).to_owned())).to_vec();
    view! {
        <form class="form box" method="post" action=format!("/plots/{}/harvest", seen.plot.id) novalidate>
            <h2>{t.plot_correct()}</h2>
            <p class="soft">{t.plot_correct_what()}</p>
            <FormKeyField key=visit.mint() />
            {fields(t, &typed, told)}
            {meant(t, &typed, told, None)}
            <SelectField
                field=Field::Reason
                t=t
                told=told.clone()
                value=typed.reason.clone()
                options=reasons
                blank=t.ground_not_chosen()
                name=t.plot_correct_why()
            />
            <div class="actions">
                <button class="btn quiet">{t.plot_correct_button()}</button>
            </div>
        </form>
    }
}

fn saved(plot: &plot::Model) -> Weigh {
    Weigh {
        weight: plot.weight_g.map_or_else(String::new, plain),
        test_no: plot.test_no.clone().unwrap_or_default(),
        evidence: plot.evidence.clone().unwrap_or_default(),
        reason: String::new(),
        meant: String::new(),
    }
}

/// Asked where it is early, and where what was typed is far from what was promised. `early`: the day on which it was to
/// be sown.
fn meant(t: Text, typed: &Weigh, told: &Told, early: Option<Day>) -> Option<impl IntoView + use<>> {
    let (ticked, told) = (typed.meant == "yes", told.clone());
    let is_asked = early.is_some() || ticked || told.at(Field::Meant).is_some();
    let text = early.map_or_else(|| t.plot_harvest_meant().to_owned(), |day| t.plot_harvest_meant_early(&t.date(day)));
    is_asked.then(|| view! { <TickField field=Field::Meant told=told ticked=ticked text=text /> })
}

fn fields(t: Text, typed: &Weigh, told: &Told) -> impl IntoView + use<> {
    view! {
        <div class="pair">
            <TextField
                field=Field::Weight
                t=t
                told=told.clone()
                value=typed.weight.clone()
                inputmode="decimal"
                short=true
            />
            <TextField
                field=Field::TestNo
                t=t
                told=told.clone()
                value=typed.test_no.clone()
                help=t.plot_test_help()
                short=true
            />
        </div>
        <AreaField
            field=Field::Evidence
            t=t
            told=told.clone()
            value=typed.evidence.clone()
            most=EVIDENCE
            optional=true
            plain=true
        />
    }
}
