//! Reserving shares on a plot's page: a donor's form, or what somebody else would need.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    Fen, Field,
    adoption::reserve::{self, HOLD, Typed},
    id::PlotId,
    plot::browse::PublicPlot,
};
use leptos::prelude::*;

use super::show::{draw, read_number};
use crate::{
    AppError, Visit,
    error::{refused, status_of},
    parts::{
        form::{FormErrors, FormKeyField, TextField, Told},
        wish_tag::{may_claim, sign_in_and_back},
    },
    request::{Sent, encode},
};

pub async fn adopt(
    visit: Visit,
    Path(number): Path<String>,
    Form(sent): Form<Sent<Typed>>,
) -> Result<Response, AppError> {
    let (donor, number) = (visit.donor()?, read_number(&number)?);
    let form = visit.form_key(&sent.form);
    match reserve::reserve(visit.store(), donor, number, &sent.typed, &form, visit.now()).await {
        Ok(code) => {
            Ok(visit.go_saying(format!("/gifts/plots/{code}"), visit.t().plot_reserved_saying()).into_response())
        }
        Err(error) => {
            let refused = refused(error)?;
            let told = Told::new(visit.lang(), &refused);
            Ok(draw(&visit, number, &sent.typed, told).await?.status(status_of(&refused)).into_response())
        }
    }
}

/// The plot's page with so many shares in its form.
pub fn address(number: PlotId, shares: &str) -> String {
    match shares {
        "1" => format!("/plots/{number}"),
        shares => format!("/plots/{number}?shares={}", encode(shares)),
    }
}

/// Nothing where no share can be taken any more. `credit`: what the season before pays for this donor.
pub fn form(visit: &Visit, plot: &PublicPlot, typed: &Typed, credit: Fen, told: Told) -> Option<AnyView> {
    let t = visit.t();
    if !plot.adoptable || plot.free() < 1 {
        return (!told.is_nothing()).then(|| view! { <FormErrors told=told t=t /> }.into_any());
    }
    let action = format!("/plots/{}/adopt", plot.number);
    let how = t.plot_adopt_how(HOLD.num_hours());
    let credit = (credit > Fen::ZERO).then(|| view! { <p>{t.plot_adopt_credit(&credit.to_string())}</p> });
    let body = if visit.signed_in().is_none() {
        let href = sign_in_and_back(&address(plot.number, &typed.shares));
        view! {
            <p class="actions">
                <a class="btn pine" href=href>
                    {t.plot_adopt_sign_in()}
                </a>
            </p>
        }
        .into_any()
    } else if may_claim(visit) {
        view! {
            <form class="form" method="post" action=action novalidate>
                <FormErrors told=told.clone() t=t />
                <FormKeyField key=visit.mint() />
                <TextField
                    field=Field::Shares
                    t=t
                    told=told
                    value=typed.shares.clone()
                    name=t.plot_adopt_shares()
                    help=t.plot_free(plot.free())
                    inputmode="numeric"
                    short=true
                />
                <div class="actions">
                    <button class="btn pine">{t.plot_adopt_button()}</button>
                </div>
            </form>
        }
        .into_any()
    } else {
        view! { <p class="soft">{t.plot_adopt_wrong_role()}</p> }.into_any()
    };
    Some(
        view! {
            <section class="box" id="adopt">
                <h2>{t.plot_adopt()}</h2>
                <p>{how}</p>
                {credit}
                {body}
            </section>
        }
        .into_any(),
    )
}
