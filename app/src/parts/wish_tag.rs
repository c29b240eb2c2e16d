//! A wish as a paper tag on the wall. Public data only; the same for every reader who is not signed in.

use entity::{
    account::Role,
    actor::SignedIn,
    wish::{
        Status,
        browse::{PublicWish, Standing},
    },
};
use leptos::prelude::*;

use super::icon::{CategoryIcon, UiIcon};
use crate::{Visit, request::encode};

/// After this many days the tag says it louder.
const LONG: i64 = 30;

/// Whether this reader could claim: anybody but a school and the office.
pub fn may_claim(visit: &Visit) -> bool {
    matches!(visit.signed_in().map(SignedIn::role), None | Some(Role::Donor))
}

/// The wall: every tag hangs on the string.
pub fn wall(visit: &Visit, wishes: &[PublicWish]) -> impl IntoView + use<> {
    hung(visit, wishes, None)
}

/// The same of wishes that all stand alike; whether one is held, no wish says itself.
pub fn wall_of(visit: &Visit, wishes: &[PublicWish], standing: Standing) -> impl IntoView + use<> {
    hung(visit, wishes, Some(standing))
}

fn hung(visit: &Visit, wishes: &[PublicWish], all: Option<Standing>) -> impl IntoView + use<> {
    let t = visit.t();
    let tags: Vec<_> = wishes
        .iter()
        .map(|wish| {
            let stamp = all.map_or_else(|| t.wish_status(wish.status), |standing| t.standing(standing));
            view! { <li>{wish_tag(visit, wish, stamp)}</li> }
        })
        .collect();
    view! { <ul class="grid">{tags}</ul> }
}

/// `spec · for a girl`
pub fn spec_line(visit: &Visit, wish: &PublicWish) -> impl IntoView + use<> {
    let t = visit.t();
    let words = Some(wish.specification.clone()).filter(|words| !words.is_empty());
    let gender = wish.gender.map(|gender| t.gender(gender));
    let between = (words.is_some() && gender.is_some()).then_some(" · ");
    let lang = t.own_lang(&wish.specification);
    view! {
        {words.map(|words| view! { <span lang=lang>{words}</span> })}
        {between}
        {gender}
    }
}

/// How long the wish has waited, while it waits.
pub fn waited(visit: &Visit, wish: &PublicWish) -> Option<impl IntoView + use<>> {
    (wish.status == Status::Open).then(|| days_waited(visit, wish))
}

/// The same of one that is kept for this reader.
pub fn days_waited(visit: &Visit, wish: &PublicWish) -> impl IntoView + use<> {
    let (t, days) = (visit.t(), wish.days_waited(visit.now()));
    let text = match days {
        0 => t.waited_today().to_owned(),
        1 => t.waited_one_day().to_owned(),
        _ => t.waited_days(days),
    };
    let class = if days >= LONG { "waited long" } else { "waited" };
    view! {
        <span class=class>
            <UiIcon name="clock" />
            {text}
        </span>
    }
}

/// `stamp`: how it stands, where it is not open.
fn wish_tag(visit: &Visit, wish: &PublicWish, stamp: &'static str) -> impl IntoView + use<> {
    let t = visit.t();
    let mine = visit.basket().contains(&wish.code);
    // Whoever cannot read what is wished for reads of what kind it is.
    let lang = t.own_lang(&wish.item);
    let class = match wish.status {
        Status::Open if mine => "tag mine".to_owned(),
        Status::Open => "tag".to_owned(),
        status => format!("tag {}", status.key()),
    };
    view! {
        <article class=class>
            <div class="pic">
                <CategoryIcon category=wish.category.key() />
            </div>
            <h3>
                <a href=format!("/wishes/{}", wish.code) lang=lang>
                    {wish.item.clone()}
                </a>
            </h3>
            <p class="spec">{spec_line(visit, wish)}</p>
            <p class="meta">
                {lang.map(|_| view! { <span>{t.category(wish.category)}</span> })}
                <span>{t.grade_band(wish.grade_band)}</span>
                <span lang=t.own_lang(&wish.township)>{wish.township.clone()}</span>
                {waited(visit, wish)}
            </p>
            <div class="foot">
                <span class="price">{wish.price.to_string()}</span>
                {foot(visit, wish, mine, stamp)}
            </div>
        </article>
    }
}

fn foot(visit: &Visit, wish: &PublicWish, mine: bool, stamp: &'static str) -> Option<AnyView> {
    let t = visit.t();
    if wish.status != Status::Open {
        let class = format!("stamp k-{}", wish.status.key());
        return Some(view! { <span class=class>{stamp}</span> }.into_any());
    }
    if !may_claim(visit) {
        return None;
    }
    Some(if mine {
        view! {
            <span class="pill k-handed_out">{t.in_basket()}</span>
            <a class="btn quiet" href="/basket">
                {t.go_to_basket()}
            </a>
        }
        .into_any()
    } else {
        view! {
            {basket_form(visit, wish, "btn round quiet")}
            <a class="btn" href=format!("/claim?code={}", wish.code)>
                {t.claim_this()}
            </a>
        }
        .into_any()
    })
}

/// The button that puts a wish in the basket; it comes back to this page. A round one shows only its sign.
pub fn basket_form(visit: &Visit, wish: &PublicWish, class: &'static str) -> impl IntoView + use<> {
    let t = visit.t();
    let query = if visit.query().is_empty() { String::new() } else { format!("?{}", visit.query()) };
    let round = class.contains("round");
    view! {
        <form method="post" action="/basket">
            <input type="hidden" name="code" value=wish.code.to_string() />
            <input type="hidden" name="back" value=format!("{}{query}", visit.path()) />
            <button class=class aria-label=t.put_in_basket_item(&wish.item)>
                <UiIcon name="basket" />
                {(!round).then(|| t.put_in_basket())}
            </button>
        </form>
    }
}

/// Where a reader comes back to after signing in.
pub fn sign_in_and_back(path: &str) -> String {
    format!("/sign-in?next={}", encode(path))
}
