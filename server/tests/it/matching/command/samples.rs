//! Samples with a proven optimum or bound, through the command: served and waited for as much as can be where counts
//! alone bind, close to the bound where budgets do, and every rule kept as an independent judge reads it.

use std::{
    collections::{HashMap, HashSet},
    fs,
};

use serde_json::Value;

use super::Program;

const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/matching");

fn text(path: &str) -> String {
    fs::read_to_string(format!("{SAMPLES}/{path}")).unwrap()
}

#[test]
fn every_sample_is_matched_as_well_as_is_proven() {
    let expected: Value = serde_json::from_str(&text("expected.json")).unwrap();
    for (name, best) in expected.as_object().unwrap() {
        let (wishes, offers) = (text(&format!("{name}/wishes.csv")), text(&format!("{name}/offers.csv")));
        let program = Program::new();
        let (code, said, pairs) = program.matched(&wishes, &offers);
        assert_eq!(code, Some(0), "{name}: {said}");
        let (matched, waiting) = judged(&wishes, &offers, &pairs.unwrap());
        let report = program.report();
        assert_eq!((&report["matched"], &report["waiting_total"]), (&matched.into(), &waiting.into()), "{name}");
        if best["optimal"] == true {
            assert_eq!((&best["matched"], &best["waiting_total"]), (&matched.into(), &waiting.into()), "{name}");
            assert_eq!((&report["optimal"], &report["bound"]), (&true.into(), &matched.into()), "{name}");
        } else {
            let number = |of: &Value| of.as_u64().unwrap();
            assert!(matched <= number(&best["proven_bound"]), "{name}: {matched}");
            assert!(number(&report["bound"]) >= number(&best["matched"]), "{name}: what others found is possible");
            assert!(report["gap"].as_f64().unwrap() <= 0.01, "{name}: {said}");
        }
    }
}

#[test]
fn without_any_time_the_rules_are_kept_too() {
    for name in ["322x40-budget", "322x40-tight"] {
        let (wishes, offers) = (text(&format!("{name}/wishes.csv")), text(&format!("{name}/offers.csv")));
        for policy in ["waiting", "even"] {
            let program = Program::new();
            program.file("wishes.csv", &wishes);
            program.file("offers.csv", &offers);
            let files =
                ["--wishes", "wishes.csv", "--offers", "offers.csv", "--out", "m.csv", "--report", "report.json"];
            let output = program.run(&[&files[..], &["--policy", policy, "--time-limit", "0"]].concat());
            assert_eq!(output.status.code(), Some(0), "{name}");
            let pairs = fs::read_to_string(program.path("m.csv")).unwrap();
            let (matched, waiting) = judged(&wishes, &offers, &pairs);
            let report = program.report();
            assert_eq!((&report["matched"], &report["waiting_total"]), (&matched.into(), &waiting.into()), "{name}");
            assert!(report["bound"].as_u64().unwrap() >= matched, "{name}");
        }
    }
}

/// How many wishes are served and how long they have waited, once every rule was found kept.
fn judged(wishes: &str, offers: &str, pairs: &str) -> (u64, u64) {
    let wishes: HashMap<u64, Vec<u64>> =
        rows(wishes).map(|row| row.into_iter().map(number).collect::<Vec<_>>()).map(|row| (row[0], row)).collect();
    let offers: HashMap<u64, Vec<&str>> = rows(offers).map(|row| (number(row[0]), row)).collect();
    let (mut served, mut given, mut waiting) = (HashSet::new(), HashMap::<u64, (u64, u64)>::new(), 0);
    for pair in rows(pairs) {
        let (wish, offer) = (&wishes[&number(pair[0])], &offers[&number(pair[1])]);
        assert!(served.insert(wish[0]), "wish {} twice", wish[0]);
        assert!(admits(offer, wish), "{offer:?} does not admit {wish:?}");
        let (count, spent) = given.entry(number(offer[0])).or_default();
        (*count, *spent) = (*count + 1, *spent + wish[5]);
        assert!(*count <= number(offer[1]) && *spent <= or(offer[2], u64::MAX), "{offer:?} gives too much");
        waiting += wish[6];
    }
    (u64::try_from(served.len()).unwrap(), waiting)
}

fn admits(offer: &[&str], wish: &[u64]) -> bool {
    let &[_, school, township, grade, category, price, _] = wish else { return false };
    let among = |set: &str, id: u64| set.is_empty() || set.split(';').any(|one| number(one) == id);
    (or(offer[6], 1)..=or(offer[7], 9)).contains(&grade)
        && price <= or(offer[8], u64::MAX)
        && among(offer[3], category)
        && among(offer[4], township)
        && among(offer[5], school)
}

/// The cells below the header.
fn rows(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines().skip(1).map(|line| line.split(',').collect())
}

fn number(cell: &str) -> u64 {
    cell.parse().unwrap()
}

/// What an empty cell stands for.
fn or(cell: &str, usual: u64) -> u64 {
    if cell.is_empty() { usual } else { number(cell) }
}
