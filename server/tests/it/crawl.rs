//! Walks the site the way a curious reader does: every link of every page, and every address of the map.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::site::{Answer, Reader};

/// A list with filters has more addresses than anybody reads; so many of one path are enough.
const QUERIES_OF_ONE_PATH: usize = 8;

/// Every page that links lead to from `starts`, each once, by its address.
pub async fn crawl(reader: &Reader<'_>, starts: impl IntoIterator<Item = String>) -> BTreeMap<String, Answer> {
    let mut ahead: VecDeque<String> = starts.into_iter().collect();
    let mut known: BTreeSet<String> = ahead.iter().cloned().collect();
    let mut queries: BTreeMap<String, usize> = BTreeMap::new();
    let mut read = BTreeMap::new();
    while let Some(address) = ahead.pop_front() {
        let answer = reader.get(&address).await;
        let onward = links(&answer).into_iter().chain([answer.location().to_owned()]);
        for link in onward.filter(|link| link.starts_with('/')) {
            let fits = match link.split_once('?') {
                Some((path, _)) => {
                    let seen = queries.entry(path.to_owned()).or_default();
                    *seen += usize::from(!known.contains(&link));
                    *seen <= QUERIES_OF_ONE_PATH
                }
                None => true,
            };
            if fits && known.insert(link.clone()) {
                ahead.push_back(link);
            }
        }
        read.insert(address, answer);
    }
    read
}

/// The site's own pages that a page links to, without fragments and without the switch of language.
pub fn links(answer: &Answer) -> BTreeSet<String> {
    let quoted = answer.body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    quoted
        .map(|link| link.replace("&amp;", "&"))
        .filter_map(|link| link.split('#').next().map(ToOwned::to_owned))
        .filter(|link| link.starts_with('/') && !link.starts_with("/pkg/") && !link.contains("lang="))
        .collect()
}

/// Every address of the map, its holes filled with each of these values; of two holes the second with all of them where
/// the first has number 1, and else with the same.
pub fn addresses(values: &[String]) -> BTreeSet<String> {
    app::pages::map().iter().flat_map(|place| filled(place.path, values)).collect()
}

fn filled(path: &str, values: &[String]) -> Vec<String> {
    let Some((before, rest)) = path.split_once('{') else { return vec![path.to_owned()] };
    let after = rest.split_once('}').map_or("", |(_, after)| after);
    let further = |value: &'_ String| if value == "1" { values.to_vec() } else { vec![value.clone()] };
    values.iter().flat_map(|value| filled(&format!("{before}{value}{after}"), &further(value))).collect()
}
