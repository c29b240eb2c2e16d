//! What whoever watches a long matching hears of it.

use std::sync::Mutex;

use entity::matching::assign::{Policy, Settings, Step, solve};

use super::{
    made::{Case, county},
    settings,
};

fn heard(case: &Case) -> Vec<Step> {
    let heard = Mutex::new(Vec::new());
    let progress = |step: Step| heard.lock().unwrap().push(step);
    solve(&case.wishes, &case.offers, &Settings { progress: &progress, ..settings(Policy::Waiting) });
    heard.into_inner().unwrap()
}

fn made(profile: &str) -> Case {
    county(5, 90, 12).into_iter().find(|(name, _)| *name == profile).unwrap().1
}

fn name(step: &Step) -> &'static str {
    match step {
        Step::Learning { .. } => "learning",
        Step::Assigning { .. } => "assigning",
        Step::Improving { .. } => "improving",
        Step::Arranging { .. } => "arranging",
    }
}

#[test]
fn who_watches_budgets_hears_what_is_done_and_how_far_it_is() {
    let heard = heard(&made("budget"));
    let mut names: Vec<_> = heard.iter().map(name).collect();
    names.dedup();
    assert_eq!(names, ["learning", "assigning", "improving", "arranging"]);
    let percents: Vec<u32> = heard
        .iter()
        .filter_map(|step| match step {
            Step::Learning { percent } => Some(*percent),
            _ => None,
        })
        .collect();
    assert!(percents.is_sorted() && percents.first() == Some(&0) && percents.last() == Some(&99), "{percents:?}");
    for step in heard {
        if let Step::Improving { served, bound } = step {
            assert!(served <= bound, "{served} of {bound}");
        }
    }
}

#[test]
fn who_watches_counts_hears_how_many_are_matched() {
    let heard = heard(&made("tight"));
    let served: Vec<usize> = heard
        .iter()
        .filter_map(|step| match step {
            Step::Assigning { served } => Some(*served),
            _ => None,
        })
        .collect();
    assert!(served.is_sorted() && served.last() > served.first(), "{served:?}");
    assert!(!heard.iter().any(|step| ["learning", "improving"].contains(&name(step))));
}
