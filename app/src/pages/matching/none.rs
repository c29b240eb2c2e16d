//! No wish is shown, and why: all were left out, what fits is held for others, claiming is over, every wish has
//! somebody, or nothing fits. What was left out can be brought back.

use entity::matching::suggest::{Asked, USUAL};
use leptos::prelude::*;

use super::{Results, address, at_found};
use crate::{
    Visit,
    pages::gifts::offers,
    parts::{icon::CategoryIcon, waiting, wish_tag::may_claim},
    text::Text,
};

pub(super) fn none(visit: &Visit, asked: &Asked, results: &Results) -> impl IntoView + use<> {
    let t = visit.t();
    let is_left_out = asked.only == Some(0);
    let (title, text) = match results.held {
        _ if is_left_out => (t.match_left_all(), t.match_left_all_text().to_owned()),
        Some(held) => (t.match_held(), t.match_held_why(held)),
        None if results.left > 0 => (t.wishes_over(), t.wishes_over_text(results.left)),
        None if results.is_on_list => (t.match_all_taken(), t.match_all_taken_on_list().to_owned()),
        None if !results.any_open => (t.match_all_taken(), t.match_all_taken_text().to_owned()),
        None => (t.match_none(), wider(t, asked, results.most)),
    };
    let waits = !is_left_out && (results.held.is_some() || !results.any_open);
    let join =
        if waits && !results.any_open { waiting::join(visit, &address(asked), results.is_on_list) } else { None };
    let offer = (waits && may_claim(visit)).then(|| {
        view! {
            <a class="btn quiet" href="/gifts/offers/new">
                {t.offers_new()}
            </a>
        }
    });
    let wishes = (results.any_open || !waits).then(|| {
        view! {
            <a class=if is_left_out { "btn quiet" } else { "btn" } href="/wishes">
                {t.see_wishes()}
            </a>
        }
    });
    view! {
        <div class="empty">
            <CategoryIcon category="other" big=true />
            <h2>{title}</h2>
            <p>{text}</p>
            {results.proposed.as_ref().map(|proposal| offers::waiting(visit, proposal))}
            {left_out(visit, asked, results)}
            <div class="actions">
                {join} {wishes} {offer}
            </div>
        </div>
    }
}

/// What the reader has narrowed is what can be widened. `most`: how many may be taken at once.
fn wider(t: Text, asked: &Asked, most: usize) -> String {
    let has_more = !asked.count.trim().is_empty() && asked.how_many().is_ok_and(|count| count < most);
    let narrowed = [
        (!asked.budget.trim().is_empty(), t.match_wider_budget()),
        (!asked.max_price.trim().is_empty(), t.match_wider_price()),
        (has_more, t.match_wider_count()),
        (!asked.category.is_empty(), t.match_wider_category()),
        (!asked.grade.is_empty(), t.match_wider_grade()),
        (!asked.township.is_empty(), t.match_wider_township()),
        (!asked.school.is_empty(), t.match_wider_school()),
    ];
    let ways: Vec<String> =
        narrowed.into_iter().filter(|(is_narrowed, _)| *is_narrowed).map(|(_, way)| way.to_owned()).collect();
    if ways.is_empty() { t.match_none_plain().to_owned() } else { t.match_none_text(&t.list(&ways)) }
}

/// How many were left out or swapped, the way to others in the empty places, and the way back.
pub(super) fn left_out(visit: &Visit, asked: &Asked, results: &Results) -> Option<impl IntoView + use<>> {
    if asked.without.is_empty() {
        return None;
    }
    let t = visit.t();
    let wanted = asked.how_many().unwrap_or(USUAL).min(results.most);
    let keep = results.found.iter().map(|one| one.wish.code.clone()).collect();
    let filled = at_found(&Asked { keep, only: None, ..asked.clone() });
    let fill = match asked.only.map_or(0, |only| wanted.saturating_sub(only)) {
        0 => None,
        1 => Some(t.match_fill_one()),
        _ => Some(t.match_fill()),
    };
    let back = at_found(&Asked { keep: Vec::new(), without: Vec::new(), only: None, ..asked.clone() });
    Some(view! {
        <p>
            <span class="soft">{t.match_left_out(asked.without.len())}</span>
            " "
            {fill
                .map(|fill| {
                    view! {
                        <a href=filled rel="nofollow">
                            {fill}
                        </a>
                        " · "
                    }
                })}
            <a href=back rel="nofollow">
                {t.match_back()}
            </a>
        </p>
    })
}
