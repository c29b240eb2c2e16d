//! The working desks: the side list beside every page of a school, a village and the office.

use entity::account::Role;
use leptos::prelude::*;

use crate::{Visit, text::Text};

/// A link of the side list: address and name.
type Link = (&'static str, &'static str);

/// Links that belong together, under their name.
struct Group(&'static str, Vec<Link>);

/// A page of the reader's desk: the side list for the role, and the page itself. Where the screen is narrow the list
/// is two strips: the groups, and the links of the one that this page is in.
pub fn desk(visit: &Visit, body: impl IntoView) -> impl IntoView {
    view! {
        <div class="desk">
            {list(visit)}
            <div class="stack">{body}</div>
        </div>
    }
}

/// One type for every page: what is around the body is compiled once.
fn list(visit: &Visit) -> AnyView {
    let t = visit.t();
    let (name, today, groups) = match visit.signed_in().map(entity::actor::SignedIn::role) {
        Some(Role::School) => (t.nav_school(), "/school", school(t)),
        Some(Role::Village) => (t.nav_village(), "/village", village(t)),
        _ => (t.nav_office(), "/office", office(t)),
    };
    let first = (today, t.desk_today());
    let links = || groups.iter().flat_map(|Group(_, links)| links).chain([&first]);
    let here = nearest(links().copied(), visit.path());
    let current = |href: &str| (here == Some(href)).then_some("page");
    let link = |(href, name): &Link| {
        view! {
            <a href=*href aria-current=current(href)>
                {*name}
            </a>
        }
    };
    let is_only = groups.len() == 1;
    let mut strip = Vec::new();
    let mut lists = Vec::new();
    for Group(name, links) in &groups {
        let is_here = links.iter().any(|(href, _)| here == Some(href));
        strip.extend(links.first().filter(|_| !is_only).map(|(href, _)| {
            view! {
                <a href=*href aria-current=is_here.then_some("true")>
                    {*name}
                </a>
            }
        }));
        let list: Vec<_> = links.iter().map(link).collect();
        lists.push(view! {
            <div class=if is_here || is_only { "group here" } else { "group" }>
                <h3>{*name}</h3>
                {list}
            </div>
        });
    }
    view! {
        <nav class="desk-nav" aria-label=name>
            <h2>{name}</h2>
            <div class="strip">
                {link(&first)} <span class="groups">{strip}</span>
            </div>
            {lists}
        </nav>
    }
    .into_any()
}

/// Pages that belong to another list than their address says.
const ELSEWHERE: [(&str, &str); 10] = [
    ("/office/papers/", "/office/phases"),
    ("/office/confirmations/", "/office/phases"),
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
fn nearest(links: impl Iterator<Item = Link> + Clone, path: &str) -> Option<&'static str> {
    let has = |list: &str| links.clone().any(|(href, _)| href == list);
    let elsewhere = ELSEWHERE.iter().find(|(pages, list)| path.starts_with(pages) && has(list));
    let path = elsewhere.map_or(path, |(_, list)| *list);
    let leads = |href: &&str| path == *href || path.strip_prefix(*href).is_some_and(|rest| rest.starts_with('/'));
    links.clone().map(|(href, _)| href).filter(leads).max_by_key(|href| href.len())
}

fn school(t: Text) -> Vec<Group> {
    let wishes = vec![
        ("/school/wishes/new", t.wish_desk_new()),
        ("/school/imports", t.imports_title()),
        ("/school/questions", t.desk_questions()),
        ("/school/consents", t.desk_consents()),
    ];
    let gifts =
        vec![("/receive", t.desk_receive()), ("/school/expected", t.desk_expected()), ("/receive/gaps", t.desk_gaps())];
    let hand_out = vec![
        ("/school/roster", t.desk_roster()),
        ("/school/hand-outs", t.desk_hand_outs()),
        ("/school/cards", t.cards_title()),
        ("/school/papers", t.papers_title()),
    ];
    vec![
        Group(t.desk_group_wishes(), wishes),
        Group(t.desk_group_gifts(), gifts),
        Group(t.desk_group_hand_out(), hand_out),
    ]
}

fn village(t: Text) -> Vec<Group> {
    let links = vec![("/households", t.desk_households()), ("/village/fund", t.village_fund())];
    vec![Group(t.desk_group_plots(), links)]
}

fn office(t: Text) -> Vec<Group> {
    let wishes = vec![
        ("/office/review", t.desk_review()),
        ("/office/wishes", t.desk_wishes()),
        ("/office/rounds", t.rounds_title()),
        ("/office/cards", t.cards_title()),
        ("/office/fairness", t.fairness_nav()),
    ];
    let gifts = vec![
        ("/office/stuck", t.desk_stuck()),
        ("/office/problems", t.desk_problems()),
        ("/office/notes", t.desk_notes()),
        ("/receive", t.desk_receive()),
        ("/receive/gaps", t.desk_gaps()),
        ("/office/pool", t.desk_pool()),
    ];
    let plots = vec![
        ("/office/plots", t.desk_plots()),
        ("/households", t.desk_households()),
        ("/office/funds", t.funds_title()),
    ];
    let money = vec![
        ("/office/money", t.desk_money()),
        ("/office/payments", t.desk_payments()),
        ("/office/statements", t.desk_statements()),
        ("/office/ledger", t.desk_ledger()),
        ("/office/disclosures", t.disclosures_title()),
    ];
    let people = vec![
        ("/office/people", t.desk_people()),
        ("/office/organisations", t.desk_organisations()),
        ("/office/letters", t.desk_letters()),
        ("/office/reports", t.desk_reports()),
        ("/office/consents", t.desk_consents()),
        ("/office/privacy", t.desk_looks()),
        ("/office/journal", t.desk_journal()),
    ];
    let county = vec![
        ("/office/phases", t.ground_phases()),
        ("/office/schools", t.ground_schools()),
        ("/office/places", t.ground_places()),
        ("/office/organisers", t.ground_organisers()),
    ];
    vec![
        Group(t.desk_group_wishes(), wishes),
        Group(t.desk_group_gifts(), gifts),
        Group(t.desk_group_plots(), plots),
        Group(t.desk_group_money(), money),
        Group(t.desk_group_people(), people),
        Group(t.desk_group_county(), county),
    ]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_page_below_a_list_belongs_to_it() {
        let links = [("/office", ""), ("/office/problems", "")];
        assert_eq!(nearest(links.into_iter(), "/office/problems/7"), Some("/office/problems"));
        assert_eq!(nearest(links.into_iter(), "/office"), Some("/office"));
        assert_eq!(nearest(links.into_iter(), "/officers"), None);
        let links = [("/school", ""), ("/school/roster", "")];
        assert_eq!(nearest(links.into_iter(), "/school/away/5"), Some("/school/roster"));
    }
}
