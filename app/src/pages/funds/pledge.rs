//! Pledging to a fund on its public page: a donor's form, or what somebody else would need.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    Fen, Field,
    id::FundId,
    money,
    pledge::{
        Every,
        make::{self, Typed},
    },
};
use leptos::prelude::*;

use super::show::{draw, read};
use crate::{
    AppError, Visit,
    error::{refused, status_of},
    parts::{
        form::{FormKeyField, PickField, TextField, Told},
        wish_tag::{may_claim, sign_in_and_back},
    },
    request::{Sent, encode},
    text::Text,
};

/// What a fresh form holds; the address may say with which sum it begins.
pub fn fresh(asked: &Typed) -> Typed {
    let amount = money::read(Field::Amount, &asked.amount).map(Fen::plain).unwrap_or_default();
    Typed { amount, every: Every::Once.key().to_owned() }
}

/// The fund's page with this sum in its form.
pub fn address(fund: FundId, amount: &str) -> String {
    match amount {
        "" => format!("/funds/{fund}"),
        amount => format!("/funds/{fund}?amount={}", encode(amount)),
    }
}

pub async fn pledge(visit: Visit, Path(id): Path<String>, Form(sent): Form<Sent<Typed>>) -> Result<Response, AppError> {
    let (donor, id) = (visit.donor()?, read(&id)?);
    let form = visit.form_key(&sent.form);
    match make::make(visit.store(), donor, id, &sent.typed, &form, visit.now()).await {
        Ok(pledge) => {
            Ok(visit.go_saying(format!("/gifts/pledges/{pledge}"), visit.t().pledge_made_saying()).into_response())
        }
        Err(error) => {
            let refused = refused(error)?;
            let told = Told::new(visit.lang(), &refused);
            Ok(draw(&visit, id, &sent.typed, told).await?.status(status_of(&refused)).into_response())
        }
    }
}

/// Nothing where the fund takes no pledges. What it was told is summed up on top of the page.
pub fn form(visit: &Visit, fund: FundId, is_open: bool, typed: &Typed, told: Told) -> Option<AnyView> {
    let t = visit.t();
    if !is_open {
        return None;
    }
    let body = if visit.signed_in().is_none() {
        let href = sign_in_and_back(&address(fund, &typed.amount));
        view! {
            <p class="actions">
                <a class="btn plum" href=href>
                    {t.pledge_sign_in()}
                </a>
            </p>
        }
        .into_any()
    } else if may_claim(visit) {
        fields(visit, fund, typed, told).into_any()
    } else {
        view! { <p class="soft">{t.pledge_wrong_role()}</p> }.into_any()
    };
    Some(
        view! {
            <section class="box" id="pledge">
                <h2>{t.fund_give()}</h2>
                <p>{t.pledge_lead()}</p>
                {body}
            </section>
        }
        .into_any(),
    )
}

fn choices(t: Text) -> Vec<(String, String, String)> {
    Every::ALL
        .into_iter()
        .map(|every| {
            let (name, help) = match every {
                Every::Once => (t.pledge_once(), t.pledge_once_help()),
                Every::Monthly => (t.pledge_monthly(), t.pledge_monthly_help()),
            };
            (every.key().to_owned(), name.to_owned(), help.to_owned())
        })
        .collect()
}

fn fields(visit: &Visit, fund: FundId, typed: &Typed, told: Told) -> impl IntoView + use<> {
    let t = visit.t();
    view! {
        <form class="form" method="post" action=format!("/funds/{fund}/pledge") novalidate>
            <FormKeyField key=visit.mint() />
            <PickField field=Field::Every t=t told=told.clone() value=typed.every.clone() options=choices(t) />
            <TextField
                field=Field::Amount
                t=t
                told=told
                value=typed.amount.clone()
                help=t.pledge_amount_help()
                inputmode="decimal"
                short=true
            />
            <div class="actions">
                <button class="btn plum">{t.pledge_go()}</button>
            </div>
        </form>
    }
}
