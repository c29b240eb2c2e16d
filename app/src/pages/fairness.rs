//! `/fairness`: who was served and how long it took, for anybody. Schools by alias, and no line of fewer wishes than
//! five: see `entity::statistics::fairness::merged`.

use axum::response::Response;
use entity::{
    Day,
    county::County,
    statistics::fairness::{FEWEST, Fairness, Line, Share, merged},
};
use leptos::prelude::*;

use crate::{
    AppError, Page, Visit, csv,
    parts::{
        empty::Empty,
        fairness::{Cut, MONTHS, Seen, how, sheet, tables, whole},
    },
    text::Text,
};

pub async fn show(visit: Visit) -> Result<Page, AppError> {
    let (t, today) = (visit.t(), visit.today());
    let county = visit.county().await?;
    let counted = visit.site().fairness().await?;
    let fairness = &counted.sums;
    let page = visit.page(t.fairness_title(), || {
        let body = if fairness.whole.wishes < FEWEST {
            view! { <Empty title=t.fairness_none() text=t.fairness_none_text() /> }.into_any()
        } else {
            figures(t, &county, fairness, today).into_any()
        };
        view! {
            <div class="page-head">
                <h1>{t.fairness_title()}</h1>
                <p class="soft">{t.fairness_lead()}</p>
            </div>
            {body}
        }
    });
    Ok(page.shared_if(counted.is_current))
}

/// The same figures for a spreadsheet program, with every month.
pub async fn download(visit: Visit) -> Result<Response, AppError> {
    let (t, today) = (visit.t(), visit.today());
    let county = visit.county().await?;
    let counted = visit.site().fairness().await?;
    let is_enough = counted.sums.whole.wishes >= FEWEST;
    let sum = if is_enough { counted.sums.whole } else { Share::default() };
    let sum = Seen::in_public(t.record_total().to_owned(), sum, today);
    Ok(csv::download("nuanxin-fairness.csv", &sheet(t, &cuts(t, &county, &counted.sums, today), &sum)))
}

fn figures(t: Text, county: &County, fairness: &Fairness, today: Day) -> impl IntoView + use<> {
    let sum = Seen::in_public(t.record_total().to_owned(), fairness.whole, today);
    let mut cuts = cuts(t, county, fairness, today);
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
                <a class="btn quiet" href="/fairness.csv" download>
                    {t.fairness_csv()}
                </a>
            </p>
            {tables(t, &cuts, &sum, note.as_deref())}
            {how(t, false)}
            <p class="soft small">{t.fairness_hidden()}</p>
        </div>
    }
}

/// Every cut without few wishes; the months last, newest first.
fn cuts(t: Text, county: &County, fairness: &Fairness, today: Day) -> Vec<Cut> {
    let places = county.places(t.0);
    let schools = fairness.schools.iter().map(|(id, share)| (places.school(*id).to_owned(), *share));
    let townships = fairness.townships.iter().map(|(id, share)| (places.township(*id).to_owned(), *share));
    let bands = fairness.bands().map(|(band, share)| (t.grade_band(band).to_owned(), share));
    let categories = fairness.categories().map(|(one, share)| (t.category(one).to_owned(), share));
    let months = fairness.months.iter().rev().map(|(month, share)| (t.month(*month), *share));
    let phases = county
        .public_phases()
        .filter_map(|phase| Some((phase.title(t.0).to_owned(), fairness.phases.get(&phase.id).copied()?)));
    let cut = |title, of, lines: Vec<(String, Share)>| Cut { title, of, lines: seen(t, lines, today) };
    vec![
        cut(t.fairness_by_school(), t.wish_school(), schools.collect()),
        cut(t.fairness_by_township(), t.filter_township(), townships.collect()),
        cut(t.fairness_by_grade(), t.filter_grade(), bands.collect()),
        cut(t.fairness_by_category(), t.wish_category(), categories.collect()),
        cut(t.fairness_by_phase(), t.fairness_phase(), phases.collect()),
        cut(t.fairness_by_month(), t.fairness_month(), months.collect()),
    ]
}

fn seen(t: Text, lines: Vec<(String, Share)>, today: Day) -> Vec<Seen> {
    let name = |of: Option<String>| of.unwrap_or_else(|| t.fairness_others().to_owned());
    merged(lines).into_iter().map(|Line { of, share }| Seen::in_public(name(of), share, today)).collect()
}
