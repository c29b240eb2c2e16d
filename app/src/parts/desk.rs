//! The working desks: the side list beside every page of a school, a village and the office.

use entity::account::Role;
use leptos::prelude::*;

use crate::{Visit, text::Text};

/// A link of the side list: address and name.
type Link = (&'static str, &'static str);

/// A page of the reader's desk: the side list for the role, and the page itself.
pub fn desk(visit: &Visit, body: impl IntoView) -> impl IntoView {
    let t = visit.t();
    let (name, links) = match visit.signed_in().map(entity::actor::SignedIn::role) {
        Some(Role::School) => (t.nav_school(), school(t)),
        Some(Role::Village) => (t.nav_village(), village(t)),
        _ => (t.nav_office(), office(t)),
    };
    let here = nearest(&links, visit.path());
    let links: Vec<_> = links
        .into_iter()
        .map(|(href, name)| {
            view! {
                <a href=href aria-current=(here == Some(href)).then_some("page")>
                    {name}
                </a>
            }
        })
        .collect();
    view! {
        <div class="desk">
            <nav class="desk-nav" aria-label=name>
                <h2>{name}</h2>
                {links}
            </nav>
            <div class="stack">{body}</div>
        </div>
    }
}

/// Pages that belong to another list than their address says.
const ELSEWHERE: [(&str, &str); 8] = [
    ("/school/away/", "/school/roster"),
    ("/office/elders/", "/office/funds"),
    ("/office/payouts/", "/office/funds"),
    ("/office/payment-confirmations", "/office/payments"),
    ("/office/statement-lines/", "/office/statements"),
    ("/office/seasons/", "/office/disclosures"),
    ("/plots/", "/office/plots"),
    ("/plots/", "/village"),
];

/// The link that leads to this page, or to the list it belongs to.
fn nearest(links: &[Link], path: &str) -> Option<&'static str> {
    let has = |list: &str| links.iter().any(|(href, _)| *href == list);
    let elsewhere = ELSEWHERE.iter().find(|(pages, list)| path.starts_with(pages) && has(list));
    let path = elsewhere.map_or(path, |(_, list)| *list);
    let leads = |href: &&str| path == *href || path.strip_prefix(*href).is_some_and(|rest| rest.starts_with('/'));
    links.iter().map(|(href, _)| *href).filter(leads).max_by_key(|href| href.len())
}

fn school(t: Text) -> Vec<Link> {
    vec![
        ("/school", t.desk_today()),
        ("/school/wishes/new", t.wish_desk_new()),
        ("/school/imports", t.imports_title()),
        ("/receive", t.desk_receive()),
        ("/school/expected", t.desk_expected()),
        ("/receive/gaps", t.desk_gaps()),
        ("/school/roster", t.desk_roster()),
        ("/school/papers", t.papers_title()),
        ("/school/hand-outs", t.desk_hand_outs()),
        ("/school/cards", t.cards_title()),
        ("/school/questions", t.desk_questions()),
        ("/school/consents", t.desk_consents()),
    ]
}

fn village(t: Text) -> Vec<Link> {
    vec![("/village", t.desk_today()), ("/households", t.desk_households()), ("/village/fund", t.village_fund())]
}

fn office(t: Text) -> Vec<Link> {
    vec![
        ("/office", t.desk_today()),
        ("/office/review", t.desk_review()),
        ("/office/wishes", t.desk_wishes()),
        ("/office/stuck", t.desk_stuck()),
        ("/office/notes", t.desk_notes()),
        ("/office/problems", t.desk_problems()),
        ("/office/cards", t.cards_title()),
        ("/receive", t.desk_receive()),
        ("/receive/gaps", t.desk_gaps()),
        ("/office/rounds", t.rounds_title()),
        ("/office/pool", t.desk_pool()),
        ("/office/plots", t.desk_plots()),
        ("/households", t.desk_households()),
        ("/office/money", t.desk_money()),
        ("/office/payments", t.desk_payments()),
        ("/office/statements", t.desk_statements()),
        ("/office/funds", t.funds_title()),
        ("/office/ledger", t.desk_ledger()),
        ("/office/disclosures", t.disclosures_title()),
        ("/office/people", t.desk_people()),
        ("/office/letters", t.desk_letters()),
        ("/office/reports", t.desk_reports()),
        ("/office/consents", t.desk_consents()),
        ("/office/privacy", t.desk_looks()),
        ("/office/journal", t.desk_journal()),
        ("/office/fairness", t.fairness_nav()),
        ("/office/phases", t.ground_phases()),
        ("/office/schools", t.ground_schools()),
        ("/office/places", t.ground_places()),
        ("/office/organisers", t.ground_organisers()),
        ("/office/organisations", t.desk_organisations()),
    ]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_page_below_a_list_belongs_to_it() {
        let links = [("/office", ""), ("/office/problems", "")];
        assert_eq!(nearest(&links, "/office/problems/7"), Some("/office/problems"));
        assert_eq!(nearest(&links, "/office"), Some("/office"));
        assert_eq!(nearest(&links, "/officers"), None);
        let links = [("/school", ""), ("/school/roster", "")];
        assert_eq!(nearest(&links, "/school/away/5"), Some("/school/roster"));
    }
}
