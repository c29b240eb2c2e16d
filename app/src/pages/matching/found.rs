//! The results: each with its reason, to be swapped or left out; and the way to claim them all.

use std::collections::HashSet;

use entity::{
    Code, Fen,
    matching::suggest::{Asked, USUAL, Why},
    wish::browse::PublicWish,
};
use leptos::prelude::*;

use super::{Found, Results, address, at_found, none, query, sum, ways::parameter};
use crate::{
    Visit,
    pages::basket::row,
    parts::{
        form::FormErrors,
        notice::Notice,
        wish_tag::{may_claim, sign_in_and_back},
    },
};

/// Of many, so many stand unfolded; a fold of fewer than that more would save nothing.
const SHOWN: usize = 10;
const FEW: usize = 3;

pub(super) fn found(visit: &Visit, asked: &Asked, results: &Results) -> AnyView {
    let t = visit.t();
    let Results { found, most, .. } = results;
    if let Some(told) = &results.told {
        return view! { <FormErrors told=told.clone() t=t /> }.into_any();
    }
    if !asked.wants_wishes() {
        return ().into_any();
    }
    if *most == 0 {
        return view! { <Notice kind="wait">{t.match_limit_none()}</Notice> }.into_any();
    }
    if found.is_empty() {
        return none::none(visit, asked, results).into_any();
    }
    let cost = results.sum().to_string();
    let title = if found.len() == 1 { t.match_found_one(&cost) } else { t.match_found(found.len(), &cost) };
    let schools = found.iter().map(|one| one.wish.school.as_str()).collect::<HashSet<_>>().len();
    let parcels = match (found.len(), schools) {
        (1, _) => String::new(),
        (_, 1) => t.match_one_parcel().to_owned(),
        (_, many) => t.match_parcels(many),
    };
    let wanted = asked.how_many().unwrap_or(USUAL);
    let is_fewer = found.len() < wanted.min(*most).min(asked.only.unwrap_or(wanted));
    let has_price = !asked.max_price.trim().is_empty();
    let fewer = is_fewer.then(|| {
        if results.are_too_dear { t.match_fewer_of_budget(found.len(), has_price) } else { t.match_fewer(found.len()) }
    });
    view! {
        <h2>{title}</h2>
        {(!parcels.is_empty()).then(|| view! { <p class="soft">{parcels}</p> })}
        {fewer.map(|text| view! { <p class="soft">{text}</p> })}
        {(wanted > *most).then(|| limit(visit, *most))}
        {none::left_out(visit, asked, results)}
        {rows(visit, asked, found)}
        {claim(visit, asked, results)}
    }
    .into_any()
}

/// The first of them, and the others folded under a name that says how many: on a phone thirty are a long way down to
/// the button. All of them are claimed together.
fn rows(visit: &Visit, asked: &Asked, found: &[Found]) -> impl IntoView + use<> {
    let t = visit.t();
    let mut rows: Vec<_> = found.iter().map(|one| result(visit, asked, found, one)).collect();
    let at = folded_from(found);
    let rest = rows.split_off(at);
    let rest = (!rest.is_empty()).then(|| {
        let name = t.match_rest(rest.len(), &sum(&found[at..]).to_string());
        view! {
            <details class="fold prints">
                <summary>
                    <h3>{name}</h3>
                </summary>
                <ul class="basket">{rest}</ul>
            </details>
        }
    });
    view! {
        <ul class="basket">{rows}</ul>
        {rest}
    }
}

/// Brothers and sisters are not parted.
fn folded_from(found: &[Found]) -> usize {
    let parts = |place: &usize| found[*place].why != Why::Together;
    let at = (SHOWN..found.len()).find(parts).unwrap_or(found.len());
    if found.len() - at < FEW { found.len() } else { at }
}

fn limit(visit: &Visit, most: usize) -> impl IntoView + use<> {
    let t = visit.t();
    let sentence = if visit.signed_in().is_none() { t.match_visitor(most) } else { t.match_limit(most) };
    view! { <Notice kind="wait">{sentence}</Notice> }
}

/// One wish with its reason, and the links that put another in its place or none; brothers and sisters go together.
fn result(visit: &Visit, asked: &Asked, found: &[Found], one: &Found) -> impl IntoView + use<> {
    let t = visit.t();
    let others = found.iter().map(|other| &other.wish).filter(|other| !go_together(&one.wish, other));
    let others: Vec<Code> = others.map(|other| other.code.clone()).collect();
    let mut without = asked.without.clone();
    without.push(one.wish.code.clone());
    let swapped = Asked { keep: others.clone(), without, ..asked.clone() };
    let less = Asked { only: Some(others.len()), ..swapped.clone() };
    let item = one.wish.item.clone();
    let reason = t.match_why(one.why, one.wish.days_waited(visit.now()));
    view! {
        <li>
            {row(visit, &one.wish, false)}
            <div class="after">
                <span class="soft small">{reason}</span>
                <span>
                    <a href=at_found(&swapped) rel="nofollow" aria-label=t.match_swap_item(&item)>
                        {t.match_swap()}
                    </a>
                    " · "
                    <a href=at_found(&less) rel="nofollow" aria-label=t.match_drop_item(&item)>
                        {t.match_drop()}
                    </a>
                </span>
            </div>
        </li>
    }
}

/// Whether they are of one household, or the same.
fn go_together(one: &PublicWish, other: &PublicWish) -> bool {
    let is_set = one.set_no.is_some() && (one.phase_id, &one.set_no) == (other.phase_id, &other.set_no);
    one.code == other.code || is_set
}

fn claim(visit: &Visit, asked: &Asked, results: &Results) -> AnyView {
    let (t, found) = (visit.t(), &results.found);
    if !may_claim(visit) {
        return view! { <Notice kind="wait">{t.claim_wrong_role()}</Notice> }.into_any();
    }
    let codes = found.iter().map(|one| one.wish.code.as_str()).collect::<Vec<_>>().join(".");
    // What replaces them must not spend what is shown in addition to them.
    let added = results.beside.added();
    let budget = asked.budget.parse::<Fen>().ok().and_then(|budget| budget.minus(added));
    let budget = budget.map_or_else(|| asked.budget.clone(), Fen::plain);
    let matched = Asked { budget, keep: Vec::new(), count: String::new(), only: None, ..asked.clone() };
    // A blank question is one too.
    let matched = format!("{}&count={}", query(&matched), found.len());
    let matched = parameter("matched", matched.trim_start_matches('&'));
    let href = format!("/claim?code={codes}{matched}{}", parameter("beside", &results.beside.ways().query()));
    let button = if found.len() == 1 { t.match_claim_one().to_owned() } else { t.match_claim(found.len()) };
    let sign_in = visit.signed_in().is_none().then(|| sign_in_and_back(&address(asked)));
    view! {
        <div class="actions">
            <a class="btn big" href=href rel="nofollow">
                {button}
            </a>
            {sign_in
                .map(|href| {
                    view! {
                        <a class="btn quiet" href=href>
                            {t.match_sign_in()}
                        </a>
                    }
                })}
        </div>
    }
    .into_any()
}
