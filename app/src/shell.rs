//! The frame round every page, and in `lost` the pages for what went wrong.

mod lost;

use std::sync::Arc;

use entity::{account::Role, actor::SignedIn};
use hydration_context::SsrSharedContext;
use leptos::{prelude::*, reactive::owner::Owner};

use crate::{
    Visit,
    parts::{
        icon::{Hills, Mark, UiIcon},
        notice::Said,
    },
    request::encode,
};

pub use lost::{failure, plain_refusal, refusal};

/// A complete document. The body is rendered first: only a page with islands loads their program.
pub fn document<V: IntoView>(visit: &Visit, title: &str, body: impl FnOnce() -> V) -> String {
    let context = Arc::new(SsrSharedContext::new_islands());
    let owner = Owner::new_root(Some(context));
    let html = owner.with(|| {
        let main = body().into_view().to_html();
        let has_islands = main.contains("<leptos-island");
        frame(visit, title, main, has_islands).to_html()
    });
    owner.cleanup();
    format!("<!DOCTYPE html>{html}")
}

fn frame(visit: &Visit, title: &str, main: String, has_islands: bool) -> impl IntoView + use<> {
    let t = visit.t();
    let assets = visit.site().assets.clone();
    let title = if title.is_empty() {
        format!("{} · {}", t.brand(), t.tagline())
    } else {
        format!("{title} · {}", t.brand())
    };
    let islands = assets.islands.filter(|_| has_islands);
    view! {
        <html lang=visit.lang().tag()>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <title>{title}</title>
                <meta name="description" content=t.footer_line() />
                <meta name="color-scheme" content="light dark" />
                <meta name="theme-color" content="#FBF7EF" />
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <link rel="manifest" href="/manifest.webmanifest" />
                <link rel="stylesheet" href=assets.css />
                {islands.map(|src| view! { <script type="module" src=src></script> })}
            </head>
            <body>
                <a class="skip" href="#main">
                    {t.skip()}
                </a>
                {top(visit)}
                <main class="page wrap" id="main" tabindex="-1">
                    <Said sentence=visit.said().map(ToOwned::to_owned) />
                    <div inner_html=main></div>
                </main>
                <Hills />
                <footer class="bottom">
                    <div class="wrap">
                        <ul class="links">
                            <li>
                                <a href="/about">{t.nav_about()}</a>
                            </li>
                            <li>
                                <a href="/privacy">{t.footer_privacy()}</a>
                            </li>
                            <li>
                                <a href="/phases">{t.nav_phases()}</a>
                            </li>
                            <li>
                                <a href="/fairness">{t.fairness_nav()}</a>
                            </li>
                            <li>
                                <a href="/ledger">{t.ledger_title()}</a>
                            </li>
                            <li>
                                <a href="/o">{t.desk_organisations()}</a>
                            </li>
                            {report(visit)}
                        </ul>
                        <p>{t.footer_line()}</p>
                    </div>
                </footer>
            </body>
        </html>
    }
}

/// The way to say that something should not stand here; the desks of those at work are no public pages. Only the path
/// goes along: what stands after a question mark may be a link's token.
fn report(visit: &Visit) -> Option<impl IntoView + use<>> {
    let desks = ["/school", "/office", "/receive", "/gifts", "/account", "/report", "/dev/"];
    let is_public = !desks.iter().any(|desk| visit.path().starts_with(desk));
    is_public.then(|| {
        view! {
            <li>
                <a href=format!("/report?page={}", encode(visit.path())) rel="nofollow">
                    {visit.t().footer_report()}
                </a>
            </li>
        }
    })
}

fn top(visit: &Visit) -> impl IntoView + use<> {
    let t = visit.t();
    let demo = visit.site().demo;
    let basket = visit.basket().len();
    view! {
        <header class="top">
            {demo.then(|| view! { <p class="demo-strip">{t.demo_strip()}</p> })}
            <div class="wrap">
                <a class="brand" href="/">
                    <Mark />
                    {t.brand()}
                </a>
                <nav class="main-nav" aria-label=t.main_nav()>
                    {links(visit)}
                </nav>
                <div class="side">
                    {(basket > 0)
                        .then(|| {
                            view! {
                                <a href="/basket" aria-label=t.nav_basket(basket)>
                                    <UiIcon name="basket" />
                                    <span class="badge">{basket}</span>
                                </a>
                            }
                        })} {language(visit)} {menu(visit)}
                </div>
            </div>
        </header>
    }
}

/// The areas of the site that this reader has.
fn links(visit: &Visit) -> Vec<impl IntoView + use<>> {
    let t = visit.t();
    let mut links = vec![
        ("/wishes", t.nav_wishes()),
        ("/plots", t.nav_plots()),
        ("/funds", t.nav_funds()),
        ("/phases", t.nav_phases()),
    ];
    match visit.signed_in().map(SignedIn::role) {
        Some(Role::Donor) => links.push(("/gifts", t.nav_gifts())),
        Some(Role::School) => links.push(("/school", t.nav_school())),
        Some(Role::Village) => links.push(("/village", t.nav_village())),
        Some(Role::Office | Role::Admin) => links.push(("/office", t.nav_office())),
        None => {}
    }
    links.push(("/about", t.nav_about()));
    let path = visit.path().to_owned();
    links
        .into_iter()
        .map(move |(href, name)| {
            let elsewhere = ELSEWHERE.iter().any(|(pages, list)| *list == href && is_within(&path, pages));
            let here = elsewhere || is_within(&path, href);
            view! {
                <a href=href aria-current=here.then_some("page")>
                    {name}
                </a>
            }
        })
        .collect()
}

/// Pages that belong to another place of the menu than their address says.
const ELSEWHERE: [(&str, &str); 6] = [
    ("/receive", "/school"),
    ("/receive", "/office"),
    ("/households", "/village"),
    ("/households", "/office"),
    ("/seasons", "/plots"),
    ("/give", "/gifts"),
];

fn is_within(path: &str, place: &str) -> bool {
    path.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The same page in the other language. Only its own parameter changes, so a filtered list stays filtered.
fn language(visit: &Visit) -> impl IntoView + use<> {
    let other = visit.lang().other();
    let kept: Vec<&str> =
        visit.query().split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("lang=")).collect();
    let query = kept.iter().fold(String::new(), |query, pair| query + pair + "&");
    let href = format!("{}?{query}lang={}", visit.page_path(), other.tag());
    view! {
        <a href=href lang=other.tag() hreflang=other.tag()>
            {visit.t().other_language()}
        </a>
    }
}

fn menu(visit: &Visit) -> AnyView {
    let t = visit.t();
    let Some(signed_in) = visit.signed_in() else {
        return view! {
            <a class="btn quiet" href="/sign-in">
                {t.sign_in()}
            </a>
        }
        .into_any();
    };
    let account = signed_in.account();
    let (name, email) = (account.name.clone(), account.email.clone());
    view! {
        <details class="menu">
            <summary>{name}</summary>
            <div class="menu-list">
                <p class="who">{email}</p>
                <a href="/account">{t.nav_account()}</a>
                <form method="post" action="/sign-out">
                    <button>{t.sign_out()}</button>
                </form>
            </div>
        </details>
    }
    .into_any()
}
