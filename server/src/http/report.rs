//! The reports as files: of a phase and of a period for officers, a published one for anybody.

use app::{
    AppError, Site, Visit,
    document::{self, Document},
};
use axum::{
    Extension, Router,
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use entity::{
    id::DisclosureId,
    phase,
    report::{self, disclosure, publish},
};

use crate::{
    documents::{Kind, Unwritable},
    labels::Fonts,
};

pub fn routes(fonts: Fonts) -> Router<Site> {
    Kind::ALL
        .into_iter()
        .fold(Router::new(), |router, kind| {
            let end = kind.ending();
            router
                .route(
                    &format!("/office/phases/{{number}}/report.{end}"),
                    get(move |visit, fonts, path| of_phase(kind, visit, fonts, path)),
                )
                .route(
                    &format!("/office/phases/{{number}}/report/{{period}}/disclosure.{end}"),
                    get(move |visit, fonts, path| of_period(kind, visit, fonts, path)),
                )
                .route(
                    &format!("/phases/{{number}}/disclosures/{{id}}/disclosure.{end}"),
                    get(move |visit, fonts, path| published(kind, visit, fonts, path)),
                )
        })
        .layer(Extension(fonts))
}

async fn of_phase(
    kind: Kind,
    visit: Visit,
    Extension(fonts): Extension<Fonts>,
    Path(number): Path<String>,
) -> Result<Response, AppError> {
    visit.officer()?;
    let phase = phase::numbered(visit.db(), read(&number)?).await?;
    let report = report::of_phase(visit.db(), phase).await?;
    file(&visit, kind, document::report(visit.t(), &report, visit.today()), fonts).await
}

async fn of_period(
    kind: Kind,
    visit: Visit,
    Extension(fonts): Extension<Fonts>,
    Path((number, period)): Path<(String, String)>,
) -> Result<Response, AppError> {
    visit.officer()?;
    let phase = phase::numbered(visit.db(), read(&number)?).await?;
    let period = disclosure::period(&phase, &period, visit.now())?;
    let drawn = disclosure::draw(visit.db(), &phase, &period).await?;
    file(&visit, kind, document::disclosure(visit.t(), &drawn, None), fonts).await
}

async fn published(
    kind: Kind,
    visit: Visit,
    Extension(fonts): Extension<Fonts>,
    Path((number, id)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let id: DisclosureId = read(&id)?;
    let phase = phase::numbered(visit.db(), read(&number)?).await?;
    let row = publish::one(visit.db(), phase.id, id).await?;
    let told = document::disclosure(visit.t(), &row.read()?, Some((row.edition, row.published_at)));
    file(&visit, kind, told, fonts).await
}

fn read<T: std::str::FromStr>(part: &str) -> Result<T, AppError> {
    part.parse().map_err(|_| AppError::not_found())
}

/// The report as this kind of file.
async fn file(visit: &Visit, kind: Kind, document: Document, fonts: Fonts) -> Result<Response, AppError> {
    let name = format!("attachment; filename=\"{}.{}\"", document.file, kind.ending());
    let now = visit.now();
    match tokio::task::spawn_blocking(move || kind.write(&document, &fonts, now)).await {
        Ok(Ok(bytes)) => {
            let headers = [
                (header::CONTENT_TYPE, kind.media_type().to_owned()),
                (header::CONTENT_DISPOSITION, name),
                (header::CACHE_CONTROL, "no-store".to_owned()),
            ];
            Ok((headers, bytes).into_response())
        }
        Ok(Err(Unwritable::Label(error))) => {
            Ok(app::shell::refusal(visit, error.sentence(visit.lang())).into_response())
        }
        Ok(Err(error)) => Err(AppError::broken(&error)),
        Err(panic) => Err(AppError::broken(&panic)),
    }
}
