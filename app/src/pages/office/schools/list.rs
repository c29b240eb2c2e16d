//! The office's list of schools, by township.

use entity::{
    Field,
    place::{self, township},
    school,
};
use leptos::prelude::*;

use crate::{
    AppError, Page, Visit,
    parts::{desk::desk, empty::Empty},
    text::Text,
};

pub async fn page(visit: Visit) -> Result<Page, AppError> {
    visit.officer()?;
    let schools = school::change::all(visit.db()).await?;
    let townships = place::change::townships(visit.db()).await?;
    let t = visit.t();
    Ok(visit.page(t.ground_schools(), || {
        let body = if schools.is_empty() {
            view! { <Empty title=t.ground_schools_none() text=t.ground_schools_none_text() /> }.into_any()
        } else {
            let rows: Vec<_> = schools.iter().map(|school| row(t, school, &townships)).collect();
            table(t, rows).into_any()
        };
        desk(
            &visit,
            view! {
                <div class="page-head">
                    <h1>{t.ground_schools()}</h1>
                    <div class="row">
                        <a class="btn" href="/office/schools/new">
                            {t.ground_school_new()}
                        </a>
                    </div>
                </div>
                {body}
            },
        )
    }))
}

fn table(t: Text, rows: Vec<impl IntoView + 'static>) -> impl IntoView {
    view! {
        <div class="table-wrap">
            <table class="table cards">
                <thead>
                    <tr>
                        <th scope="col">{t.field(Field::School)}</th>
                        <th scope="col">{t.field(Field::SchoolCode)}</th>
                        <th scope="col">{t.ground_alias()}</th>
                        <th scope="col">{t.field(Field::Township)}</th>
                        <th scope="col">{t.col_state()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(t: Text, school: &school::Model, townships: &[township::Model]) -> impl IntoView + use<> {
    let township = townships.iter().find(|township| township.id == school.township_id);
    let township = township.map(|township| township.name(t.0).to_owned());
    view! {
        <tr>
            <th scope="row">
                <a href=format!("/office/schools/{}", school.id)>{school.name.clone()}</a>
            </th>
            <td class="code" data-label=t.field(Field::SchoolCode)>
                {school.code.clone()}
            </td>
            <td data-label=t.ground_alias()>{school.alias(t.0).to_owned()}</td>
            <td data-label=t.field(Field::Township)>{township}</td>
            <td data-label=t.col_state()>{pill(t, school)}</td>
        </tr>
    }
}

/// Whether the school takes part.
pub fn pill(t: Text, school: &school::Model) -> impl IntoView + use<> {
    if school.closed_at.is_some() {
        view! { <span class="pill k-withdrawn">{t.ground_school_closed()}</span> }
    } else {
        view! { <span class="pill k-open">{t.ground_school_open()}</span> }
    }
}
