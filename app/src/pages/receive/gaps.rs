//! `/receive/gaps`: how many gifts of each school are here, and which are not, with the days that are left. A school
//! sees its own, the hub every school's.

use entity::{
    Day,
    claim::Source,
    handout::gaps::{self, Count, Gap},
};
use leptos::prelude::*;

use crate::{
    AppError, Page, Visit,
    parts::{desk::desk, empty::Empty},
    text::Text,
};

pub async fn show(visit: Visit) -> Result<Page, AppError> {
    let counts = gaps::counts(visit.db(), visit.receiver()?, visit.now()).await?;
    let t = visit.t();
    Ok(visit.page(t.gaps_title(), || {
        let is_whole = counts.iter().all(|count| count.gaps.is_empty());
        let none = is_whole.then(|| view! { <Empty title=t.gaps_none() text=t.gaps_none_text() /> });
        let sections: Vec<_> = counts
            .iter()
            .filter(|count| !count.gaps.is_empty())
            .map(|count| section(t, count, visit.today()))
            .collect();
        desk(
            &visit,
            view! {
                <div class="page-head">
                    <h1>{t.gaps_title()}</h1>
                    <a class="btn" href="/receive">
                        {t.receive_title()}
                    </a>
                </div>
                <p class="soft">{t.gaps_lead()}</p>
                {so_far(t, &counts)}
                {none}
                {sections}
            },
        )
    }))
}

/// One line a school: how many are here of how many.
pub(super) fn so_far(t: Text, counts: &[Count]) -> Option<impl IntoView + use<>> {
    if counts.is_empty() {
        return None;
    }
    let lines: Vec<_> = counts
        .iter()
        .map(|count| {
            let (here, promised) = (t.number(count.here), t.number(count.promised()));
            let (class, rest) = match count.gaps.len() {
                0 => ("pill k-handed_out", t.gaps_all_here().to_owned()),
                missing => ("pill k-taken", t.gaps_missing(missing)),
            };
            view! {
                <li>
                    <div class="what">
                        <b>{count.name.clone()}</b>
                        <span class="soft small">
                            {t.phase_number(count.phase.number)} " · " {t.gaps_count(&here, &promised)}
                        </span>
                    </div>
                    <span class=class>{rest}</span>
                </li>
            }
        })
        .collect();
    Some(view! {
        <section>
            <h2>{t.gaps_so_far()}</h2>
            <ul class="todo-list">{lines}</ul>
        </section>
    })
}

fn section(t: Text, count: &Count, today: Day) -> impl IntoView + use<> {
    let title = format!("{} · {}", count.name, t.phase_number(count.phase.number));
    let (heading, label) = (title.clone(), title.clone());
    let rows: Vec<_> = count.gaps.iter().map(|gap| row(t, gap, today)).collect();
    view! {
        <section>
            <h2>{heading}</h2>
            <div class="table-wrap" tabindex="0" role="region" aria-label=label>
                <table class="table cards">
                    <caption class="vh">{title}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t.col_gift()}</th>
                            <th scope="col">{t.col_code()}</th>
                            <th scope="col">{t.field(entity::Field::How)}</th>
                            <th scope="col">{t.gaps_when()}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
}

fn row(t: Text, gap: &Gap, today: Day) -> impl IntoView + use<> {
    let way = match (gap.source, gap.shipped_on) {
        (Source::Pool, _) => t.gaps_from_pool().to_owned(),
        (_, Some(day)) => t.gaps_sent(&t.short_date(day)),
        (_, None) => t.gaps_not_sent().to_owned(),
    };
    let class = if gap.late { "pill k-problem" } else { "pill k-taken" };
    view! {
        <tr>
            <th scope="row">
                {gap.item.clone()}
                <br />
                <span class="soft small">{gap.specification.clone()}</span>
            </th>
            <td class="code" data-label=t.col_code()>
                <a href=format!("/receive/{}", gap.code)>{gap.code.grouped()}</a>
            </td>
            <td data-label=t.field(entity::Field::How)>{way}</td>
            <td data-label=t.gaps_when()>
                <span class=class>{t.gaps_days(gap.days(today))}</span>
            </td>
        </tr>
    }
}
