//! The contract of an adoption as a file: for its donor under the household's alias, and for who has it signed in the
//! village under the head's name, which is a look and stands in the journal. So does the household's receipt.

use app::{AppError, Visit, document};
use axum::{Extension, extract::Path, response::Response, routing::get};
use entity::{adoption::list, household::look, id::PlotId, plot::receipt};

use super::{
    Place,
    paper::{pdf, read},
    place,
};
use crate::labels::{Fonts, deed_pdf};

pub fn map() -> Vec<Place> {
    vec![
        place("/gifts/plots/{code}/contract.pdf", get(own)),
        place("/plots/{number}/contracts/{code}/contract.pdf", get(to_sign)),
        place("/plots/{number}/receipt.pdf", get(to_receipt)),
    ]
}

async fn own(visit: Visit, Extension(fonts): Extension<Fonts>, Path(code): Path<String>) -> Result<Response, AppError> {
    let found = list::contract(visit.store(), visit.donor()?, &code, visit.lang(), visit.now()).await?;
    let contract = document::contract(visit.t(), &found, None);
    let name = format!("nuanxin-{}.pdf", found.adoption.code);
    pdf(&visit, &name, move || deed_pdf(&contract, &fonts)).await
}

async fn to_sign(
    visit: Visit,
    Extension(fonts): Extension<Fonts>,
    Path((number, code)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let keeper = visit.keeper()?;
    let number: PlotId = read(&number)?;
    let found = list::to_sign(visit.store(), keeper, number, &code, visit.lang(), visit.now()).await?;
    let record = look::own(visit.store(), keeper, found.household, visit.now()).await?;
    let head = record.as_ref().map_or("", |record| record.head.as_str());
    let contract = document::contract(visit.t(), &found, Some(head));
    let name = format!("nuanxin-{}-to-sign.pdf", found.adoption.code);
    pdf(&visit, &name, move || deed_pdf(&contract, &fonts)).await
}

async fn to_receipt(
    visit: Visit,
    Extension(fonts): Extension<Fonts>,
    Path(number): Path<String>,
) -> Result<Response, AppError> {
    let keeper = visit.keeper()?;
    let number: PlotId = read(&number)?;
    let found = receipt::to_sign(visit.store(), keeper, number, visit.lang(), visit.now()).await?;
    let record = look::own(visit.store(), keeper, found.household, visit.now()).await?;
    let head = record.as_ref().map_or("", |record| record.head.as_str());
    let deed = document::receipt(visit.t(), &found, head);
    pdf(&visit, &format!("nuanxin-plot-{number}-receipt.pdf"), move || deed_pdf(&deed, &fonts)).await
}
