//! The reports as files: of a phase, and of a period of a phase, a season of plots or a fund, for officers; a published
//! one for anybody.

use app::{
    AppError, Visit,
    document::{self, Document},
};
use axum::{
    Extension,
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use entity::{
    id::{DisclosureId, FundId},
    phase,
    report::{self, About, Season, publish},
};

use super::{Place, place};
use crate::{
    documents::{Kind, Unwritable},
    labels::Fonts,
};

/// What is accounted for, by its word in addresses, with the names of the parts that stand beside it on the site map.
const WHAT: [(&str, &str, &str); 3] =
    [("phases", "number", "id"), ("seasons", "season", "disclosure"), ("funds", "id", "disclosure")];

pub fn map() -> Vec<Place> {
    Kind::ALL.into_iter().flat_map(as_kind).collect()
}

fn as_kind(kind: Kind) -> Vec<Place> {
    let end = kind.ending();
    let mut places = vec![place(
        format!("/office/phases/{{number}}/report.{end}"),
        get(move |visit, fonts, path| of_phase(kind, visit, fonts, path)),
    )];
    for (what, key, report) in WHAT {
        places.push(place(
            format!("/office/{what}/{{{key}}}/report/{{period}}/disclosure.{end}"),
            get(move |visit, fonts, path| of_period(kind, what, visit, fonts, path)),
        ));
        places.push(place(
            format!("/{what}/{{{key}}}/disclosures/{{{report}}}/disclosure.{end}"),
            get(move |visit, fonts, path| published(kind, what, visit, fonts, path)),
        ));
    }
    places
}

/// What `/phases/5`, `/seasons/2026-1`, `/funds/1` mean.
async fn about(visit: &Visit, what: &str, key: &str) -> Result<About, AppError> {
    Ok(match what {
        "phases" => About::Phase(phase::numbered(visit.db(), read(key)?).await?.id),
        "seasons" => About::Season(read::<Season>(key)?),
        _ => About::Fund(read::<FundId>(key)?),
    })
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
    what: &str,
    visit: Visit,
    Extension(fonts): Extension<Fonts>,
    Path((key, period)): Path<(String, String)>,
) -> Result<Response, AppError> {
    visit.officer()?;
    let about = about(&visit, what, &key).await?;
    let period = about.period(visit.db(), &period, visit.now()).await?;
    let drawn = about.draw(visit.db(), &period).await?;
    file(&visit, kind, document::disclosure(visit.t(), &drawn, None), fonts).await
}

async fn published(
    kind: Kind,
    what: &str,
    visit: Visit,
    Extension(fonts): Extension<Fonts>,
    Path((key, id)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let id: DisclosureId = read(&id)?;
    let row = publish::one(visit.db(), about(&visit, what, &key).await?, id).await?;
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
