//! What the phone's page for a hand-out without a network fetches and sends. For the school.
//!
//! Rule: the roster that is fetched holds names, grades, gifts, codes and whether a donor's words go with the gift, and
//! nothing else; no answer to what was sent names a child.

use std::collections::BTreeMap;

use app::{AppError, Visit, error, text::Text};
use axum::{
    Json,
    extract::{Path, rejection::JsonRejection},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use chrono::TimeDelta;
use entity::{
    Code, Error, Refusal, Refused,
    handout::{
        away::{self, Given, Outcome, Sent},
        confirm,
        roster::Line,
    },
    phase,
};
use serde::{Deserialize, Serialize};

use super::{Place, place};

/// How far back a phone is shown what other phones handed out: as long as it keeps its own roster.
const RECENT: TimeDelta = TimeDelta::hours(72);

pub fn map() -> Vec<Place> {
    vec![place("/school/away/{number}/roster", get(take)), place("/school/away/{number}/send", post(send))]
}

/// A roster to keep.
#[derive(Serialize)]
struct Kept {
    school: String,
    lines: Vec<Row>,
    /// What was handed out lately, as sentences.
    given: Vec<String>,
}

#[derive(Serialize)]
struct Row {
    code: String,
    grouped: String,
    grade: String,
    child: String,
    item: String,
    /// That there are words, not the words.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'static str>,
}

/// What was ticked and signed.
#[derive(Deserialize)]
struct Sheet {
    form: String,
    /// Whose roster it was: another school's teacher may have signed in on this phone meanwhile.
    school: String,
    #[serde(flatten)]
    typed: confirm::Typed,
}

/// What became of it.
#[derive(Serialize)]
struct Told {
    /// These lines are done: the phone deletes them.
    settled: Vec<Code>,
    /// In the language of whoever sent it.
    #[serde(flatten)]
    said: Said,
    /// In each language, by its tag: the phone keeps it, and may be read in the other one.
    words: BTreeMap<&'static str, Said>,
}

#[derive(Serialize)]
struct Said {
    says: Vec<String>,
    /// Those of `says` that tell of a refusal.
    refused: Vec<String>,
}

impl Told {
    fn of(t: Text, settled: Vec<Code>, said: impl Fn(Text) -> Said) -> Self {
        let words = [t.0, t.0.other()].map(|lang| (lang.tag(), said(Text(lang))));
        Self { settled, said: said(t), words: BTreeMap::from(words) }
    }
}

async fn take(visit: Visit, Path(number): Path<String>) -> Result<Response, AppError> {
    let school = visit.school()?;
    let phase = read(&visit, &number).await?;
    let roster = away::take(visit.store(), school, phase.id, visit.now()).await?;
    let given = away::given(visit.db(), school, phase.id, visit.now() - RECENT).await?;
    let t = visit.t();
    let row = |line: Line| Row {
        code: line.code.to_string(),
        grouped: line.code.grouped(),
        grade: t.roster_grade(line.grade),
        child: line.child.unwrap_or_else(|| t.roster_erased().to_owned()),
        item: line.item,
        note: line.note.map(|note| t.note_mark(&note)),
    };
    Ok(private(Json(Kept {
        school: school.school().to_string(),
        lines: roster.lines.into_iter().map(row).collect(),
        given: given.iter().map(|one| sentence(t, one)).collect(),
    })))
}

/// Who asks comes first: what a stranger sent is not even read for its kind.
async fn send(
    visit: Visit,
    Path(number): Path<String>,
    sheet: Result<Json<Sheet>, JsonRejection>,
) -> Result<Response, AppError> {
    let school = visit.school()?;
    let Json(sheet) = match sheet {
        Ok(sheet) => sheet,
        Err(unreadable) => return Ok(unreadable.into_response()),
    };
    if sheet.school != school.school().to_string() {
        return Err(Refusal::NotYours.into());
    }
    let phase = read(&visit, &number).await?;
    let form = visit.form_key(&sheet.form);
    match away::send(visit.store(), school, phase.id, &sheet.typed, &form, visit.now()).await {
        Ok(sent) => {
            let before = away::given_before(visit.db(), school, &sent).await?;
            Ok(private(Json(told(visit.t(), &sent, &before))))
        }
        Err(error) => Ok(refused(visit.t(), error)?.into_response()),
    }
}

async fn read(visit: &Visit, number: &str) -> Result<phase::Model, AppError> {
    let number = number.parse().map_err(|_| AppError::not_found())?;
    Ok(phase::numbered(visit.db(), number).await?)
}

fn told(t: Text, sent: &Sent, before: &[Given]) -> Told {
    let settled = sent.lines.iter().filter(|(_, outcome)| outcome.is_settled()).map(|(code, _)| code.clone());
    Told::of(t, settled.collect(), |t| said(t, sent, before))
}

fn said(t: Text, sent: &Sent, before: &[Given]) -> Said {
    let done = sent.lines.iter().filter(|(_, outcome)| *outcome == Outcome::HandedOut).count();
    let left = sent.lines.iter().filter_map(|(code, outcome)| outcome.refusal(code));
    let refused: Vec<String> = left.map(|refusal| t.refusal(&refusal)).collect();
    Said {
        says: (done > 0)
            .then(|| t.away_sent(done))
            .into_iter()
            .chain(before.iter().map(|one| sentence(t, one)))
            .chain(refused.iter().cloned())
            .collect(),
        refused,
    }
}

fn sentence(t: Text, given: &Given) -> String {
    t.away_given(&given.item, &given.code.grouped(), &given.teacher, &t.short_date(given.on))
}

/// The adults or the day were not as they must be: nothing was done, and the phone shows its form again.
fn refused(t: Text, error: Error) -> Result<(StatusCode, Json<Told>), AppError> {
    let Refused(refusals) = error::refused(error)?;
    let said = |t: Text| {
        let says = refusals.iter().map(|refusal| match refusal.field() {
            Some(field) => format!("{}{}{}", t.field(field), t.0.pick("：", ": "), t.refusal(refusal)),
            None => t.refusal(refusal),
        });
        let says: Vec<String> = says.collect();
        Said { refused: says.clone(), says }
    };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Json(Told::of(t, Vec::new(), said))))
}

fn private(answer: impl IntoResponse) -> Response {
    ([(header::CACHE_CONTROL, "no-store")], answer).into_response()
}
