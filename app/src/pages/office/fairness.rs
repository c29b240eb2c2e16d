//! `/office/fairness`: who was served and how long it took, schools by name, of all phases or of one. For officers.

use std::collections::HashMap;

use axum::response::Response;
use axum_extra::extract::Query;
use entity::{
    id::{SchoolId, TownshipId},
    phase,
    place::{self, township},
    school,
    statistics::fairness::{self, Fairness, Share},
};
use leptos::prelude::*;
use serde::Deserialize;

use crate::{
    AppError, Page, Visit, csv,
    parts::{
        desk::desk,
        empty::Empty,
        fairness::{Cut, MONTHS, Seen, choice, how, sheet, tables, whole},
        notice::Notice,
    },
    text::Text,
};

/// `?phase=5`: this phase alone.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Which {
    phase: String,
}

/// The figures, and the names that go with their ids.
struct Found {
    fairness: Fairness,
    phases: Vec<phase::Model>,
    /// The number of the phase whose figures these are.
    only: Option<i32>,
    schools: Vec<school::Model>,
    townships: HashMap<TownshipId, township::Model>,
}

impl Found {
    /// A number that no phase has is not found.
    async fn read(visit: &Visit, which: &Which) -> Result<Self, AppError> {
        visit.officer()?;
        let db = visit.db();
        let phases = phase::all(db).await?;
        let typed = which.phase.trim();
        let only = phases.iter().find(|phase| phase.number.to_string() == typed);
        if only.is_none() && !typed.is_empty() {
            return Err(AppError::not_found());
        }
        let fairness = fairness::read(db, only.map(|phase| phase.id)).await?;
        let townships = place::change::townships(db).await?.into_iter().map(|one| (one.id, one)).collect();
        let only = only.map(|phase| phase.number);
        Ok(Self { fairness, only, phases, schools: school::change::all(db).await?, townships })
    }

    fn public_phases(&self) -> impl Iterator<Item = &phase::Model> {
        self.phases.iter().filter(|phase| phase.state != phase::State::Draft)
    }

    fn sum(&self, visit: &Visit) -> Seen {
        Seen::by_office(visit.t().record_total().to_owned(), self.fairness.whole, visit.today())
    }

    fn school(&self, id: SchoolId) -> String {
        self.schools.iter().find(|school| school.id == id).map_or_else(String::new, |school| school.name.clone())
    }

    /// Every cut, that by phase only of all of them; the months last, newest first.
    fn cuts(&self, visit: &Visit) -> Vec<Cut> {
        let (t, today, fairness) = (visit.t(), visit.today(), &self.fairness);
        let schools = self
            .schools
            .iter()
            .filter_map(|school| Some((school.name.clone(), fairness.schools.get(&school.id).copied()?)));
        let name = |id| self.townships.get(id).map_or_else(String::new, |one| one.name(t.0).to_owned());
        let townships = fairness.townships.iter().map(|(id, share)| (name(id), *share));
        let grades = fairness.grades.iter().map(|(grade, share)| (t.roster_grade(*grade), *share));
        let categories = fairness.categories().map(|(one, share)| (t.category(one).to_owned(), share));
        let phases = self
            .phases
            .iter()
            .filter(|_| self.only.is_none())
            .filter_map(|phase| Some((t.phase_name(phase), fairness.phases.get(&phase.id).copied()?)));
        let months = fairness.months.iter().rev().map(|(month, share)| (t.month(*month), *share));
        let cut = |title, of, lines: Vec<(String, Share)>| {
            let lines = lines.into_iter().map(|(name, share)| Seen::by_office(name, share, today)).collect();
            Cut { title, of, lines, is_short: false }
        };
        vec![
            cut(t.fairness_by_school(), t.wish_school(), schools.collect()),
            cut(t.fairness_by_township(), t.filter_township(), townships.collect()),
            Cut { is_short: true, ..cut(t.fairness_by_grade(), t.filter_grade(), grades.collect()) },
            cut(t.fairness_by_category(), t.wish_category(), categories.collect()),
            cut(t.fairness_by_phase(), t.fairness_phase(), phases.collect()),
            Cut { is_short: true, ..cut(t.fairness_by_month(), t.fairness_month(), months.collect()) },
        ]
    }
}

pub async fn show(visit: Visit, Query(which): Query<Which>) -> Result<Page, AppError> {
    let found = Found::read(&visit, &which).await?;
    let t = visit.t();
    Ok(visit.page(t.fairness_title(), || {
        let body = if found.fairness.whole.wishes == 0 {
            view! { <Empty title=t.fairness_office_none() text=t.fairness_office_none_text() /> }.into_any()
        } else {
            figures(&visit, &found).into_any()
        };
        desk(
            &visit,
            view! {
                <div class="page-head">
                    <h1>{t.fairness_title()}</h1>
                    <p class="soft">{t.fairness_office_lead()}</p>
                </div>
                {choice(t, "/office/fairness", found.public_phases(), found.only)}
                {body}
            },
        )
    }))
}

/// The same figures for a spreadsheet program, with every month.
pub async fn download(visit: Visit, Query(which): Query<Which>) -> Result<Response, AppError> {
    let found = Found::read(&visit, &which).await?;
    let name = found.only.map_or_else(String::new, |number| format!("-phase-{number}"));
    let rows = sheet(visit.t(), &found.cuts(&visit), &found.sum(&visit));
    Ok(csv::download(&format!("nuanxin-office-fairness{name}.csv"), &rows))
}

fn figures(visit: &Visit, found: &Found) -> impl IntoView + use<> {
    let t = visit.t();
    let sum = found.sum(visit);
    let mut cuts = found.cuts(visit);
    let months = cuts.last().map_or(0, |months| months.lines.len());
    if let Some(cut) = cuts.last_mut() {
        cut.lines.truncate(MONTHS);
    }
    let note = (months > MONTHS).then(|| t.fairness_older(MONTHS));
    let file = found.only.map_or_else(String::new, |number| format!("?phase={number}"));
    view! {
        <div class="stack-l">
            {whole(t, &sum)}
            {behind(t, found)}
            <p class="row no-print">
                <a class="btn quiet" href=format!("/office/fairness.csv{file}") download>
                    {t.fairness_csv()}
                </a>
                <a class="btn quiet" href="/fairness">
                    {t.fairness_public_page()}
                </a>
            </p>
            {tables(t, &cuts, &sum, note.as_deref())}
            {how(t, true)}
        </div>
    }
}

/// Schools that the rest of the county is ahead of.
fn behind(t: Text, found: &Found) -> Option<impl IntoView + use<>> {
    let names: Vec<String> = found.fairness.behind().map(|id| found.school(id)).collect();
    let names = t.list(&names);
    let lang = t.own_lang(&names);
    (!names.is_empty()).then(|| {
        view! {
            <Notice kind="wait">
                {t.fairness_behind()} {t.0.pick("", " ")} <span lang=lang>{names}</span>
            </Notice>
        }
    })
}
