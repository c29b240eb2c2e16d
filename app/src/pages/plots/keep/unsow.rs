//! A field that was put down as sown by mistake, put right by the office while nothing is harvested.

use axum::{extract::Path, response::Response};
use axum_extra::extract::Form;
use entity::{
    Field,
    plot::{
        State,
        unsow::{self as unsowing, Reason, Typed as Unsow},
    },
};
use leptos::prelude::*;

use super::{Of, Seen, Typed, done};
use crate::{
    AppError, Visit,
    pages::plots::show::read_number,
    parts::form::{FormKeyField, SelectField, Told},
    request::Sent,
};

pub async fn unsow(
    visit: Visit,
    Path(number): Path<String>,
    Form(sent): Form<Sent<Unsow>>,
) -> Result<Response, AppError> {
    let (officer, number) = (visit.officer()?, read_number(&number)?);
    let form = visit.form_key(&sent.form);
    let undone = unsowing::unsow(visit.store(), officer, number, &sent.typed, &form, visit.now()).await;
    let typed = Typed { of: Some(Of::Unsow), unsow: sent.typed, ..Typed::default() };
    done(&visit, number, &typed, undone.map(|()| visit.t().plot_corrected_saying().to_owned())).await
}

pub fn form(visit: &Visit, seen: &Seen, typed: &Typed, told: &Told) -> Option<impl IntoView + use<>> {
    let t = visit.t();
    let reasons =
        Reason::ALL.map(|reason| (reason.key().to_owned(), t.plot_not_sown_reason(reason).to_owned())).to_vec();
    let (action, key) = (format!("/plots/{}/unsow", seen.plot.id), visit.mint());
    let (value, told) = (typed.unsow.reason.clone(), told.clone());
    (seen.is_office() && seen.plot.state == State::Growing).then(|| {
        view! {
            <form class="form box" method="post" action=action novalidate>
                <h2>{t.plot_unsow()}</h2>
                <p class="soft">{t.plot_unsow_what()}</p>
                <FormKeyField key=key />
                <SelectField
                    field=Field::Reason
                    t=t
                    told=told
                    value=value
                    options=reasons
                    blank=t.ground_not_chosen()
                    name=t.plot_correct_why()
                />
                <div class="actions">
                    <button class="btn quiet">{t.plot_correct_button()}</button>
                </div>
            </form>
        }
    })
}
