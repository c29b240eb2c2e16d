//! The end of a season at the desk: delivery, settlement and what is settled after it, the next season, another
//! household.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    Fen, Field, household,
    photo::Purpose,
    plot::{
        State,
        hand_over::{self as handing, Typed as HandOver},
        renew as renewing, rest as resting,
        settle::{self as settling, NOTE, Typed as Settle, TypedDelivery},
    },
};
use leptos::prelude::*;

use super::{
    Of, Seen, Typed, done, receipt,
    signed::{day_and_number, signed},
    step::brought,
};
use crate::{
    AppError, Visit,
    pages::plots::show::read_number,
    parts::{
        form::{AreaField, FormKeyField, SelectField, TextField, Told},
        notice::Notice,
    },
    request::{Pressed, Sent, upload::Upload},
    text::Text,
};

pub async fn put_delivery(
    visit: Visit,
    Path(number): Path<String>,
    Form(sent): Form<Sent<TypedDelivery>>,
) -> Result<Response, AppError> {
    let (officer, number) = (visit.officer()?, read_number(&number)?);
    let form = visit.form_key(&sent.form);
    let put = settling::deliver(visit.store(), officer, number, &sent.typed, &form, visit.now()).await;
    let typed = Typed { of: Some(Of::Step), delivery: sent.typed, ..Typed::default() };
    let t = visit.t();
    let said = put.map(|told| match told {
        0 => t.plot_delivered_quietly_saying().to_owned(),
        told => t.plot_delivered_saying(told),
    });
    done(&visit, number, &typed, said).await
}

/// Settles it the first time; after that, what lies there still.
pub async fn put_settlement(visit: Visit, Path(number): Path<String>, sent: Upload) -> Result<Response, AppError> {
    let (officer, number) = (visit.officer()?, read_number(&number)?);
    let (store, form, now, t) = (visit.store(), visit.form_key(sent.text("form")), visit.now(), visit.t());
    let [settled_on, receipt_signed] = ["settled_on", "receipt_signed"].map(|field| sent.text(field).to_owned());
    let settle = Settle { settled_on, receipt_signed };
    let put = if sent.text("rest") == "yes" {
        let put = resting::settle(store, officer, number, &settle, &form, now).await;
        put.map(|()| t.plot_rest_saying().to_owned())
    } else {
        let put = match brought(&visit, Purpose::Receipt, sent.file).await? {
            Ok(scan) => settling::with_receipt(store, officer, number, (&settle, scan), &form, now).await,
            Err(refused) => Err(refused.into()),
        };
        put.map(|()| t.plot_settled_saying().to_owned())
    };
    let typed = Typed { of: Some(Of::Step), settle, ..Typed::default() };
    done(&visit, number, &typed, put).await
}

pub async fn renew(visit: Visit, Path(number): Path<String>, Form(sent): Form<Pressed>) -> Result<Response, AppError> {
    let (officer, number) = (visit.officer()?, read_number(&number)?);
    let form = visit.form_key(&sent.form);
    match renewing::renew(visit.store(), officer, number, &form, visit.now()).await {
        Ok(next) => Ok(visit.go_saying(format!("/plots/{next}/keep"), visit.t().plot_renewed_saying()).into_response()),
        Err(error) => done(&visit, number, &Typed::default(), Err(error)).await,
    }
}

pub async fn change_household(
    visit: Visit,
    Path(number): Path<String>,
    Form(sent): Form<Sent<HandOver>>,
) -> Result<Response, AppError> {
    let (officer, number) = (visit.officer()?, read_number(&number)?);
    let form = visit.form_key(&sent.form);
    let handed = handing::hand_over(visit.store(), officer, number, &sent.typed, &form, visit.now()).await;
    let typed = Typed { of: Some(Of::HandOver), hand_over: sent.typed, ..Typed::default() };
    done(&visit, number, &typed, handed.map(|()| visit.t().plot_handed_over_saying().to_owned())).await
}

/// Where nothing grew, its day alone is asked for.
pub fn deliver(visit: &Visit, seen: &Seen, typed: &Typed, told: &Told) -> impl IntoView + use<> {
    let (t, typed, told) = (visit.t(), typed.delivery.clone(), told.clone());
    let (what, press) = if seen.plot.gave_nothing() {
        (t.plot_deliver_nothing().to_owned(), t.plot_deliver_nothing_button())
    } else {
        (t.plot_deliver_what(t.plot_mode_name(seen.plot.mode)), t.plot_deliver_button())
    };
    let note = (!seen.plot.gave_nothing()).then(|| {
        view! {
            <AreaField
                field=Field::DeliveryNote
                t=t
                told=told.clone()
                value=typed.delivery_note.clone()
                most=NOTE
                plain=true
            />
        }
    });
    let made_up = seen.plot.is_made_up().then(|| {
        view! {
            <AreaField
                field=Field::MadeUp
                t=t
                told=told.clone()
                value=typed.made_up.clone()
                most=NOTE
                help=t.plot_made_up_help()
                plain=true
            />
        }
    });
    view! {
        <form class="form box" method="post" action=format!("/plots/{}/deliver", seen.plot.id) novalidate>
            <h2>{t.plot_deliver()}</h2>
            <p class="soft">{what}</p>
            <FormKeyField key=visit.mint() />
            <TextField field=Field::DeliveredOn t=t told=told value=typed.delivered_on kind="date" short=true />
            {made_up}
            {note}
            <div class="actions">
                <button class="btn pine">{press}</button>
            </div>
        </form>
    }
}

pub fn settle(visit: &Visit, seen: &Seen, typed: &Typed, told: &Told) -> impl IntoView + use<> {
    let (t, typed) = (visit.t(), typed.settle.clone());
    view! {
        <form
            class="form box"
            method="post"
            action=format!("/plots/{}/settle", seen.plot.id)
            enctype="multipart/form-data"
            novalidate
        >
            <h2>{t.plot_settle()}</h2>
            <p class="soft">{t.plot_settle_what()}</p>
            {(seen.owed > Fen::ZERO).then(|| stays(t, seen.owed))}
            {(seen.credited > Fen::ZERO).then(|| credited(t, seen.credited))}
            {receipt::print(t, seen.plot.id)}
            <FormKeyField key=visit.mint() />
            {signed(
                t,
                told,
                (Field::SettledOn, typed.settled_on),
                (Field::ReceiptSigned, typed.receipt_signed),
                ("receipt", t.plot_receipt()),
            )}
            <div class="actions">
                <button class="btn pine">{t.plot_settle_button()}</button>
            </div>
        </form>
    }
}

/// A further settlement, while something still lies there.
pub fn rest(visit: &Visit, seen: &Seen, typed: &Typed, told: &Told) -> Option<impl IntoView + use<>> {
    let (t, id, typed, key) = (visit.t(), seen.plot.id, typed.settle.clone(), visit.mint());
    let what = t.plot_rest_what(&seen.rest.to_string());
    (seen.rest > Fen::ZERO).then(|| {
        view! {
            <form class="form box" method="post" action=format!("/plots/{id}/settle") novalidate>
                <h2>{t.plot_rest()}</h2>
                <p class="soft">{what}</p>
                {receipt::print(t, id)}
                <FormKeyField key=key />
                <input type="hidden" name="rest" value="yes" />
                {day_and_number(
                    t,
                    told,
                    (Field::SettledOn, typed.settled_on),
                    (Field::ReceiptSigned, typed.receipt_signed),
                )}
                <div class="actions">
                    <button class="btn pine">{t.plot_settle_button()}</button>
                </div>
            </form>
        }
    })
}

/// What a shortfall gives back is not paid out.
pub fn stays(t: Text, owed: Fen) -> impl IntoView + use<> {
    view! {
        <Notice kind="wait">
            <p>{t.plot_settle_owed(&owed.to_string())}</p>
            <a href="/office/payments?state=to-return">{t.plot_settle_owed_see()}</a>
        </Notice>
    }
}

/// Nor what is credited to the next season.
fn credited(t: Text, sum: Fen) -> impl IntoView {
    let sum = t.plot_settle_credited(&sum.to_string());
    view! { <Notice kind="wait">{sum}</Notice> }
}

/// For the office, while the season runs and the village has another household.
pub fn hand_over(visit: &Visit, seen: &Seen, typed: &Typed, told: &Told) -> Option<impl IntoView + use<>> {
    let t = visit.t();
    let others = seen.neighbours.iter().filter(|one| one.id != seen.plot.household_id);
    let name = |one: &household::Model| (one.id.to_string(), one.alias(t.0).to_owned());
    let others: Vec<(String, String)> = others.map(name).collect();
    let runs = matches!(seen.plot.state, State::Open | State::Growing);
    let value = typed.hand_over.next_household.clone();
    let (action, key, told) = (format!("/plots/{}/hand-over", seen.plot.id), visit.mint(), told.clone());
    (seen.is_office() && runs && !others.is_empty()).then(|| {
        view! {
            <form class="form box" method="post" action=action novalidate>
                <h2>{t.plot_hand_over()}</h2>
                <p class="soft">{t.plot_hand_over_what()}</p>
                <FormKeyField key=key />
                <SelectField
                    field=Field::NextHousehold
                    t=t
                    told=told
                    value=value
                    options=others
                    blank=t.ground_not_chosen()
                />
                <div class="actions">
                    <button class="btn quiet">{t.plot_hand_over_button()}</button>
                </div>
            </form>
        }
    })
}
