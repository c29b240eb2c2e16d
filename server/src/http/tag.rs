//! A donor's own gift sheet as PDF: what to buy, where to send it, by when, with the tag to cut out; and the tags of
//! all gifts that are still to be sent.

use app::{AppError, Visit};
use axum::{
    Extension,
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use entity::{Code, Refusal, claim::desk};

use super::{Place, paper::pdf, place};
use crate::labels::{self, Fonts, LabelError, Tag};

pub fn map() -> Vec<Place> {
    vec![place("/gifts/{code}/tag.pdf", get(sheet)), place("/gifts/tags.pdf", get(tags))]
}

async fn sheet(
    visit: Visit,
    Extension(fonts): Extension<Fonts>,
    Path(code): Path<String>,
) -> Result<Response, AppError> {
    let code: Code = code.parse().map_err(|_| AppError::not_found())?;
    let one = desk::one(visit.db(), visit.donor()?, &code, visit.lang()).await?;
    // Once a gift has arrived its address is nobody's business any more.
    let delivery = one.delivery.ok_or(Refusal::ClaimState)?;
    let t = visit.t();
    let give_by = one.line.claim.give_by.map(|day| t.date(day)).unwrap_or_default();
    let address = format!("{}/v/{code}", visit.site().public_url);
    let gift = labels::Gift::new(&one.line.gift, &one.line.phase, &delivery, address, give_by);
    let lang = visit.lang();
    let pdf = tokio::task::spawn_blocking(move || labels::gift_sheets_pdf(&[gift], lang, &fonts)).await;
    match pdf {
        Ok(Ok(pdf)) => {
            let name = format!("inline; filename=\"nuanxin-{code}.pdf\"");
            let headers = [(header::CONTENT_TYPE, "application/pdf".to_owned()), (header::CONTENT_DISPOSITION, name)];
            Ok((headers, [(header::CACHE_CONTROL, "no-store")], pdf).into_response())
        }
        Ok(Err(error)) => Ok(unprintable(&visit, &error).into_response()),
        Err(panic) => Err(AppError::broken(&panic)),
    }
}

/// Eight to a page; no address stands on them.
async fn tags(visit: Visit, Extension(fonts): Extension<Fonts>) -> Result<Response, AppError> {
    let lang = visit.lang();
    let lines = desk::to_send(visit.db(), visit.donor()?, lang).await?;
    let public_url = &visit.site().public_url;
    let tag = |line: &desk::Line| Tag::new(&line.gift, &line.phase, format!("{public_url}/v/{}", line.gift.code));
    let tags: Vec<Tag> = lines.iter().map(tag).collect();
    pdf(&visit, "nuanxin-tags.pdf", move || labels::tags_pdf(&tags, lang, &fonts)).await
}

/// Says why; the page version of the tag prints with the reader's own fonts.
fn unprintable(visit: &Visit, error: &LabelError) -> app::Page {
    app::shell::refusal(visit, error.sentence(visit.lang()))
}
