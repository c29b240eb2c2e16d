//! The papers as files: a school's own and the office's for any school, a job's bundle, a donor's confirmation.

use app::{AppError, Visit};
use axum::{
    Extension,
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use entity::{
    Refusal,
    card::stickers,
    confirmation,
    fund::payout,
    handout::roster,
    id::{ConfirmationId, PayoutId, PrintJobId, SchoolId},
    paper::{self, job},
    payment, phase,
};

use super::{Place, place};
use crate::{
    labels::{Fonts, LabelError},
    papers::{Shelf, sheets, signatures},
};

/// What names nobody.
#[derive(Clone, Copy, Debug)]
enum Sheet {
    Tags,
    Packing,
    Receive,
}

impl Sheet {
    const ALL: [Self; 3] = [Self::Tags, Self::Packing, Self::Receive];

    const fn key(self) -> &'static str {
        match self {
            Self::Tags => "tags",
            Self::Packing => "packing",
            Self::Receive => "receive",
        }
    }
}

pub fn map() -> Vec<Place> {
    let mut places = vec![
        place("/school/papers/{number}/roster.pdf", get(own_roster)),
        place("/school/papers/{number}/stickers.pdf", get(own_stickers)),
        place("/office/papers/{id}/papers.zip", get(bundle)),
        place("/gifts/confirmations/{id}/confirmation.pdf", get(confirmed)),
        place("/gifts/payments/{reference}/confirmation.pdf", get(money_confirmed)),
        place("/office/payouts/{id}/signatures.pdf", get(signed)),
        place("/village/payouts/{id}/signatures.pdf", get(signed)),
    ];
    for sheet in Sheet::ALL {
        let key = sheet.key();
        places.push(place(
            format!("/school/papers/{{number}}/{key}.pdf"),
            get(move |visit, fonts, path| own(sheet, visit, fonts, path)),
        ));
        places.push(place(
            format!("/office/phases/{{number}}/papers/{{school}}/{key}.pdf"),
            get(move |visit, fonts, path| of_school(sheet, visit, fonts, path)),
        ));
    }
    places
}

async fn own(
    sheet: Sheet,
    visit: Visit,
    Extension(fonts): Extension<Fonts>,
    Path(number): Path<String>,
) -> Result<Response, AppError> {
    let school = visit.school()?.school();
    print(sheet, &visit, fonts, &number, school).await
}

async fn of_school(
    sheet: Sheet,
    visit: Visit,
    Extension(fonts): Extension<Fonts>,
    Path((number, school)): Path<(String, String)>,
) -> Result<Response, AppError> {
    visit.officer()?;
    print(sheet, &visit, fonts, &number, read(&school)?).await
}

async fn print(
    sheet: Sheet,
    visit: &Visit,
    fonts: Fonts,
    number: &str,
    school: SchoolId,
) -> Result<Response, AppError> {
    let phase = phase::numbered(visit.db(), read(number)?).await?;
    let papers = paper::of_school(visit.db(), visit.receiver()?, phase.id, school).await?;
    let name = format!("nuanxin-{number}-{}-{}.pdf", ascii(&papers.school.code), sheet.key());
    let (lang, public_url) = (visit.lang(), visit.site().public_url.clone());
    let make = move || match sheet {
        Sheet::Tags => sheets::tags(&papers, &public_url, lang, &fonts),
        Sheet::Packing => sheets::packing(&papers, lang, &fonts),
        Sheet::Receive => sheets::receive(&papers, lang, &fonts),
    };
    pdf(visit, &name, make).await
}

/// Shows real names: journalled as every opening of the roster.
async fn own_roster(
    visit: Visit,
    Extension(fonts): Extension<Fonts>,
    Path(number): Path<String>,
) -> Result<Response, AppError> {
    let school = visit.school()?;
    let phase = phase::numbered(visit.db(), read(&number)?).await?;
    let roster = roster::open(visit.store(), school, phase.id, visit.now()).await?;
    let lang = visit.lang();
    pdf(&visit, &format!("nuanxin-{number}-roster.pdf"), move || sheets::roster(&roster, lang, &fonts)).await
}

/// What makes one photo of many cards tell whose each is.
async fn own_stickers(
    visit: Visit,
    Extension(fonts): Extension<Fonts>,
    Path(number): Path<String>,
) -> Result<Response, AppError> {
    let school = visit.school()?;
    let phase = phase::numbered(visit.db(), read(&number)?).await?;
    let stickers = stickers::of_school(visit.db(), school, phase.id).await?;
    let (lang, public_url) = (visit.lang(), visit.site().public_url.clone());
    let make = move || sheets::stickers(&stickers, &public_url, lang, &fonts);
    pdf(&visit, &format!("nuanxin-{number}-stickers.pdf"), make).await
}

async fn confirmed(
    visit: Visit,
    Extension(fonts): Extension<Fonts>,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let id: ConfirmationId = read(&id)?;
    let lang = visit.lang();
    let paper = confirmation::paper(visit.db(), visit.donor()?, id, lang).await?;
    let name = format!("nuanxin-{}.pdf", paper.confirmation.printed_number(&paper.phase));
    pdf(&visit, &name, move || sheets::confirmation(&paper, lang, &fonts)).await
}

async fn money_confirmed(
    visit: Visit,
    Extension(fonts): Extension<Fonts>,
    Path(code): Path<String>,
) -> Result<Response, AppError> {
    let lang = visit.lang();
    let paper = payment::confirmation::paper(visit.db(), visit.donor()?, &code).await?;
    let name = format!("nuanxin-{}.pdf", paper.confirmation.printed_number());
    pdf(&visit, &name, move || sheets::money_confirmation(&paper, lang, &fonts)).await
}

/// Shows elders' names: journalled as a look, each time it is opened.
async fn signed(
    visit: Visit,
    Extension(fonts): Extension<Fonts>,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let id: PayoutId = read(&id)?;
    let list = payout::signatures::open(visit.store(), visit.keeper()?, id, visit.now()).await?;
    let lang = visit.lang();
    pdf(&visit, &format!("nuanxin-payout-{id}.pdf"), move || signatures::signatures(&list, lang, &fonts)).await
}

/// Everything that was asked for; the sealed file is opened for this answer alone.
async fn bundle(
    visit: Visit,
    Extension(shelf): Extension<Shelf>,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let id: PrintJobId = read(&id)?;
    let job = job::fetch(visit.store(), visit.officer()?, id, visit.now()).await?;
    let file = job.file.ok_or(Refusal::NotFound)?;
    let sealed = shelf.read(&file).await.map_err(|error| AppError::broken(&error))?.ok_or(Refusal::NotFound)?;
    let keys = visit.store().keys.clone();
    let opened = tokio::task::spawn_blocking(move || keys.open_file(id.0, &sealed)).await;
    let zip = opened.map_err(|panic| AppError::broken(&panic))?.map_err(|unsealable| AppError::broken(&unsealable))?;
    let name = format!("attachment; filename=\"nuanxin-papers-{id}.zip\"");
    let headers = [(header::CONTENT_TYPE, "application/zip".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, [(header::CACHE_CONTROL, "no-store")], zip.to_vec()).into_response())
}

pub(super) fn read<T: std::str::FromStr>(part: &str) -> Result<T, AppError> {
    part.parse().map_err(|_| AppError::not_found())
}

/// A school's code as it may stand in a file's name.
fn ascii(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// The paper for this reader's browser to show; one that cannot be printed says why.
pub(super) async fn pdf(
    visit: &Visit,
    name: &str,
    make: impl FnOnce() -> Result<Vec<u8>, LabelError> + Send + 'static,
) -> Result<Response, AppError> {
    match tokio::task::spawn_blocking(make).await {
        Ok(Ok(pdf)) => {
            let name = format!("inline; filename=\"{name}\"");
            let headers = [(header::CONTENT_TYPE, "application/pdf".to_owned()), (header::CONTENT_DISPOSITION, name)];
            Ok((headers, [(header::CACHE_CONTROL, "no-store")], pdf).into_response())
        }
        Ok(Err(error @ LabelError::Nothing)) => {
            Ok(app::shell::refusal(visit, error.sentence(visit.lang())).into_response())
        }
        Ok(Err(error)) => Err(AppError::broken(&error)),
        Err(panic) => Err(AppError::broken(&panic)),
    }
}
