//! `/fairness`: who was served and how long it took, for anybody, in all phases or in one. Schools by alias, and no
//! line of fewer wishes than five: see `entity::statistics::fairness::merged`.

use axum::response::Response;
use axum_extra::extract::Query;
use entity::{
    Day,
    county::County,
    id::PhaseId,
    statistics::fairness::{ByPhase, FEWEST, Fairness, Line, Share, merged},
};
use leptos::prelude::*;

use crate::{
    AppError, Page, Visit, csv,
    parts::{
        empty::Empty,
        fairness::{Cut, MONTHS, Seen, choice, how, sheet, tables, whole},
    },
    text::Text,
};

/// `?phase=5`: this phase alone.
struct Asked {
    only: Option<(PhaseId, i32)>,
}

impl Asked {
    /// A phase that there is not, or none that anybody may see, is not found.
    fn read(county: &County, pairs: &[(String, String)]) -> Result<Self, AppError> {
        let typed = pairs.iter().rev().find(|(name, _)| name == "phase").map_or("", |(_, value)| value.trim());
        let only = county.public_phases().find(|phase| phase.number.to_string() == typed);
        let only = only.map(|phase| (phase.id, phase.number));
        if only.is_none() && !typed.is_empty() {
            return Err(AppError::not_found());
        }
        Ok(Self { only })
    }

    /// None: nothing was published in this phase.
    fn of<'a>(&self, counted: &'a ByPhase) -> Option<&'a Fairness> {
        self.only.map_or(Some(&counted.all), |(phase, _)| counted.of(phase))
    }

    fn number(&self) -> Option<i32> {
        self.only.map(|(_, number)| number)
    }
}

pub async fn show(visit: Visit, Query(pairs): Query<Vec<(String, String)>>) -> Result<Page, AppError> {
    let (t, today) = (visit.t(), visit.today());
    let county = visit.county().await?;
    let asked = Asked::read(&county, &pairs)?;
    let (counted, none) = (visit.site().fairness().await?, Fairness::default());
    let fairness = asked.of(&counted.sums).unwrap_or(&none);
    let page = visit.page(t.fairness_title(), || {
        let body = if fairness.whole.wishes < FEWEST {
            view! { <Empty title=t.fairness_none() text=t.fairness_none_text() /> }.into_any()
        } else {
            figures(t, &county, fairness, asked.number(), today).into_any()
        };
        view! {
            <div class="page-head">
                <h1>{t.fairness_title()}</h1>
                <p class="soft">{t.fairness_lead()}</p>
            </div>
            {choice(t, "/fairness", county.public_phases(), asked.number())}
            {body}
        }
    });
    Ok(page.shared_if(counted.is_current))
}

/// The same figures for a spreadsheet program, with every month.
pub async fn download(visit: Visit, Query(pairs): Query<Vec<(String, String)>>) -> Result<Response, AppError> {
    let (t, today) = (visit.t(), visit.today());
    let county = visit.county().await?;
    let asked = Asked::read(&county, &pairs)?;
    let (counted, none) = (visit.site().fairness().await?, Fairness::default());
    let fairness = asked.of(&counted.sums).unwrap_or(&none);
    let is_enough = fairness.whole.wishes >= FEWEST;
    let sum = if is_enough { fairness.whole } else { Share::default() };
    let sum = Seen::in_public(t.record_total().to_owned(), sum, today);
    let name = asked.number().map_or_else(String::new, |number| format!("-phase-{number}"));
    let cuts = cuts(t, &county, fairness, asked.number(), today);
    Ok(csv::download(&format!("nuanxin-fairness{name}.csv"), &sheet(t, &cuts, &sum)))
}

fn figures(t: Text, county: &County, fairness: &Fairness, only: Option<i32>, today: Day) -> impl IntoView + use<> {
    let sum = Seen::in_public(t.record_total().to_owned(), fairness.whole, today);
    let mut cuts = cuts(t, county, fairness, only, today);
    let asked = only.map_or_else(String::new, |number| format!("?phase={number}"));
    let older = cuts.last_mut().is_some_and(|months| {
        let is_longer = months.lines.len() > MONTHS;
        months.lines.truncate(MONTHS);
        is_longer
    });
    let note = older.then(|| t.fairness_older(MONTHS));
    view! {
        <div class="stack-l">
            {whole(t, &sum)}
            <p class="row no-print">
                <a class="btn quiet" href=format!("/fairness.csv{asked}") download>
                    {t.fairness_csv()}
                </a>
            </p>
            {tables(t, &cuts, &sum, note.as_deref())}
            {how(t, false)}
            <p class="soft small">{t.fairness_hidden()}</p>
        </div>
    }
}

/// Every cut without few wishes; that by phase only of all of them; the months last, newest first.
fn cuts(t: Text, county: &County, fairness: &Fairness, only: Option<i32>, today: Day) -> Vec<Cut> {
    let places = county.places(t.0);
    let schools = fairness.schools.iter().map(|(id, share)| (places.school(*id).to_owned(), *share));
    let townships = fairness.townships.iter().map(|(id, share)| (places.township(*id).to_owned(), *share));
    let bands = fairness.bands().map(|(band, share)| (t.grade_band(band).to_owned(), share));
    let categories = fairness.categories().map(|(one, share)| (t.category(one).to_owned(), share));
    let months = fairness.months.iter().rev().map(|(month, share)| (t.month(*month), *share));
    let phases = county
        .public_phases()
        .filter(|_| only.is_none())
        .filter_map(|phase| Some((phase.title(t.0).to_owned(), fairness.phases.get(&phase.id).copied()?)));
    let cut = |title, of, lines: Vec<(String, Share)>| Cut { title, of, lines: seen(t, lines, today), is_short: false };
    vec![
        cut(t.fairness_by_school(), t.wish_school(), schools.collect()),
        cut(t.fairness_by_township(), t.filter_township(), townships.collect()),
        Cut { is_short: true, ..cut(t.fairness_by_grade(), t.filter_grade(), bands.collect()) },
        cut(t.fairness_by_category(), t.wish_category(), categories.collect()),
        cut(t.fairness_by_phase(), t.fairness_phase(), phases.collect()),
        Cut { is_short: true, ..cut(t.fairness_by_month(), t.fairness_month(), months.collect()) },
    ]
}

fn seen(t: Text, lines: Vec<(String, Share)>, today: Day) -> Vec<Seen> {
    let name = |of: Option<String>| of.unwrap_or_else(|| t.fairness_others().to_owned());
    merged(lines).into_iter().map(|Line { of, share }| Seen::in_public(name(of), share, today)).collect()
}
