//! The results: each with its reason, to be swapped or left out; and the way to claim them all.

use std::collections::HashSet;

use entity::{
    Code, Fen,
    matching::suggest::{Asked, USUAL},
};
use leptos::prelude::*;

use super::{Found, address, most, query};
use crate::{
    Visit,
    pages::basket::row,
    parts::{
        form::{FormErrors, Told},
        icon::CategoryIcon,
        notice::Notice,
        wish_tag::{may_claim, sign_in_and_back},
    },
    request::encode,
};

pub(super) fn found(visit: &Visit, asked: &Asked, found: &[Found], told: Option<&Told>) -> AnyView {
    let t = visit.t();
    if let Some(told) = told {
        return view! { <FormErrors told=told.clone() t=t /> }.into_any();
    }
    if found.is_empty() {
        return none(visit, asked).into_any();
    }
    let rows: Vec<_> = found.iter().map(|one| result(visit, asked, found, one)).collect();
    let sum = found.iter().map(|one| one.wish.price).try_fold(Fen::ZERO, Fen::plus).unwrap_or_default().to_string();
    let title = if found.len() == 1 { t.match_found_one(&sum) } else { t.match_found(found.len(), &sum) };
    let schools = found.iter().map(|one| one.wish.school.as_str()).collect::<HashSet<_>>().len();
    let parcels = match (found.len(), schools) {
        (1, _) => String::new(),
        (_, 1) => t.match_one_parcel().to_owned(),
        (_, many) => t.match_parcels(many),
    };
    let wanted = asked.how_many().unwrap_or(USUAL);
    let most = most(visit);
    let fewer = (found.len() < wanted.min(most) && asked.budget.trim().is_empty()).then(|| t.match_fewer(found.len()));
    view! {
        <h2>{title}</h2>
        {(!parcels.is_empty()).then(|| view! { <p class="soft">{parcels}</p> })}
        {fewer.map(|text| view! { <p class="soft">{text}</p> })}
        {(wanted > most).then(|| view! { <Notice kind="wait">{t.match_visitor(most)}</Notice> })}
        <ul class="basket">{rows}</ul>
        {claim(visit, asked, found)}
    }
    .into_any()
}

/// One wish with its reason, and the links that choose again without it.
fn result(visit: &Visit, asked: &Asked, found: &[Found], one: &Found) -> impl IntoView + use<> {
    let t = visit.t();
    let others: Vec<Code> =
        found.iter().map(|other| other.wish.code.clone()).filter(|code| *code != one.wish.code).collect();
    let mut without = asked.without.clone();
    without.push(one.wish.code.clone());
    let swapped = Asked { keep: others.clone(), without, count: found.len().to_string(), ..asked.clone() };
    let less = (!others.is_empty()).then(|| Asked { count: others.len().to_string(), ..swapped.clone() });
    let item = one.wish.item.clone();
    let reason = t.match_why(one.why, one.wish.days_waited(visit.now()));
    view! {
        <li>
            {row(visit, &one.wish)}
            <div class="after">
                <span class="soft small">{reason}</span>
                <span>
                    <a href=address(&swapped) rel="nofollow" aria-label=t.match_swap_item(&item)>
                        {t.match_swap()}
                    </a>
                    {less
                        .map(|less| {
                            view! {
                                " · "
                                <a href=address(&less) rel="nofollow" aria-label=t.match_drop_item(&item)>
                                    {t.match_drop()}
                                </a>
                            }
                        })}
                </span>
            </div>
        </li>
    }
}

fn claim(visit: &Visit, asked: &Asked, found: &[Found]) -> AnyView {
    let t = visit.t();
    if !may_claim(visit) {
        return view! { <Notice kind="wait">{t.claim_wrong_role()}</Notice> }.into_any();
    }
    let codes = found.iter().map(|one| one.wish.code.as_str()).collect::<Vec<_>>().join(".");
    let matched = Asked { keep: Vec::new(), count: String::new(), ..asked.clone() };
    // A blank question is one too.
    let matched = format!("{}&count={}", query(&matched), found.len());
    let href = format!("/claim?code={codes}&matched={}", encode(matched.trim_start_matches('&')));
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
                            {t.sign_in()}
                        </a>
                    }
                })}
        </div>
    }
    .into_any()
}

fn none(visit: &Visit, asked: &Asked) -> impl IntoView + use<> {
    let t = visit.t();
    let (title, text) = if *asked == Asked::default() {
        (t.match_all_taken(), t.match_all_taken_text())
    } else {
        (t.match_none(), t.match_none_text())
    };
    view! {
        <div class="empty">
            <CategoryIcon category="other" big=true />
            <h2>{title}</h2>
            <p>{text}</p>
            <div class="actions">
                <a class="btn" href="/wishes">
                    {t.see_wishes()}
                </a>
            </div>
        </div>
    }
}
