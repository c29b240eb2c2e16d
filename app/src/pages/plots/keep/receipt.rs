//! The receipt that the household signs for its part: printed before the settlement, its scan kept with it or after.

use axum::{extract::Path, response::Response};
use entity::{
    id::PlotId,
    photo::{Purpose, Size},
    plot::receipt,
};
use leptos::prelude::*;

use super::{Of, Seen, Typed, done, step::brought};
use crate::{
    AppError, Visit,
    pages::plots::show::read_number,
    parts::{
        form::{FormKeyField, PhotoField, Told},
        photo::address,
    },
    request::upload::Upload,
    text::Text,
};

pub async fn add(visit: Visit, Path(number): Path<String>, sent: Upload) -> Result<Response, AppError> {
    let (keeper, number) = (visit.keeper()?, read_number(&number)?);
    let form = visit.form_key(sent.text("form"));
    let added = match brought(&visit, Purpose::Receipt, sent.file).await? {
        Ok(scan) => receipt::add(visit.store(), keeper, number, scan, &form, visit.now()).await,
        Err(refused) => Err(refused.into()),
    };
    let typed = Typed { of: Some(Of::Receipt), ..Typed::default() };
    done(&visit, number, &typed, added.map(|()| visit.t().plot_receipt_saying().to_owned())).await
}

/// The way to the paper.
pub fn print(t: Text, id: PlotId) -> impl IntoView + use<> {
    view! {
        <p>
            <a class="btn quiet" href=format!("/plots/{id}/receipt.pdf")>
                {t.plot_receipt_print()}
            </a>
        </p>
    }
}

/// For the village, which has it signed: the paper, before the office settles.
pub fn to_sign(t: Text, id: PlotId) -> impl IntoView + use<> {
    view! {
        <section class="box">
            <h2>{t.plot_receipt_title()}</h2>
            <p class="soft">{t.village_receipt_what()}</p>
            {print(t, id)}
        </section>
    }
}

/// Once the plot is settled: the scan, and the form for one, or for a better one.
pub fn kept(visit: &Visit, seen: &Seen, told: &Told) -> Option<impl IntoView + use<>> {
    let t = visit.t();
    let see = seen.receipt.map(|scan| {
        view! {
            <p>
                <a class="btn quiet" href=address(scan, Size::Large)>
                    {t.plot_receipt_see()}
                </a>
            </p>
        }
    });
    let is_kept = seen.plot.settled_on.is_some() && seen.household.erased_at.is_none();
    let (id, key, told) = (seen.plot.id, visit.mint(), told.clone());
    is_kept.then(|| {
        view! {
            <form
                class="form box"
                method="post"
                action=format!("/plots/{id}/receipt")
                enctype="multipart/form-data"
                novalidate
            >
                <h2>{t.plot_receipt_title()}</h2>
                <p class="soft">{t.plot_receipt_what()}</p>
                {print(t, id)}
                {see}
                <FormKeyField key=key />
                <PhotoField
                    t=t
                    told=told
                    id="receipt"
                    name=t.plot_receipt()
                    help=t.plot_receipt_help()
                    needed=true
                />
                <div class="actions">
                    <button class="btn quiet">{t.plot_receipt_button()}</button>
                </div>
            </form>
        }
    })
}
