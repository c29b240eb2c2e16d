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
    plot::{State, browse::PublicPlot, renew::First},
};
use leptos::prelude::*;

use super::show::{draw, read_number};
use crate::{
    AppError, Visit,
    error::{refused, status_of},
    parts::{
        form::{FormKeyField, TextField, Told},
        notice::Notice,
        wish_tag::{may_claim, sign_in_and_back},
    },
    request::{Sent, encode},
    text::Text,
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

/// Nothing once the season has begun; while no share can be taken, why. `credit`: what the season before pays for this
/// donor; `first`: who comes first just now. What it was told is summed up on top of the page.
pub fn form(
    visit: &Visit,
    plot: &PublicPlot,
    typed: &Typed,
    (credit, first): (Fen, Option<First>),
    told: Told,
) -> Option<AnyView> {
    let t = visit.t();
    if plot.state != State::Open {
        return None;
    }
    if !plot.adoptable || plot.free() < 1 {
        return Some(closed(visit, plot).into_any());
    }
    let how = t.plot_adopt_how(HOLD.num_hours());
    let credit = (credit > Fen::ZERO).then(|| view! { <p>{t.plot_adopt_credit(&credit.to_string())}</p> });
    let window = first.map(|first| {
        let day = t.date(first.until);
        let sentence = if first.is_theirs { t.plot_first_theirs(&day) } else { t.plot_first_until(&day) };
        view! { <Notice kind="wait">{sentence}</Notice> }
    });
    let is_held_back = first.is_some_and(|first| !first.is_theirs);
    let body = if visit.signed_in().is_none() {
        let href = sign_in_and_back(&address(plot.number, &typed.shares));
        view! {
            <p class="actions">
                <a class="btn pine" href=href>
                    {if is_held_back { t.plot_first_sign_in() } else { t.plot_adopt_sign_in() }}
                </a>
            </p>
        }
        .into_any()
    } else if !may_claim(visit) {
        view! { <p class="soft">{t.plot_adopt_wrong_role()}</p> }.into_any()
    } else if is_held_back {
        others(t).into_any()
    } else {
        shares(visit, plot, typed, told).into_any()
    };
    Some(
        view! {
            <section class="box" id="adopt">
                <h2>{t.plot_adopt()}</h2>
                {window}
                <p>{how}</p>
                {credit}
                {body}
            </section>
        }
        .into_any(),
    )
}

fn shares(visit: &Visit, plot: &PublicPlot, typed: &Typed, told: Told) -> impl IntoView + use<> {
    let t = visit.t();
    view! {
        <form class="form" method="post" action=format!("/plots/{}/adopt", plot.number) novalidate>
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
}

/// Why no share of an open plot can be taken, and where others are.
fn closed(visit: &Visit, plot: &PublicPlot) -> impl IntoView + use<> {
    let t = visit.t();
    let until = plot.adopt_until.filter(|_| plot.adoptable);
    let why = until.map_or_else(|| t.plot_adopt_over_text().to_owned(), |day| t.plot_adopt_full_text(&t.date(day)));
    view! {
        <section class="box" id="adopt">
            <p>{why}</p>
            {others(t)}
        </section>
    }
}

fn others(t: Text) -> impl IntoView {
    view! {
        <p class="actions">
            <a class="btn quiet" href="/plots?status=open">
                {t.plot_adopt_others()}
            </a>
        </p>
    }
}
