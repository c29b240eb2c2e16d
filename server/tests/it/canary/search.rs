//! Many values in one pass: a text is searched thousands of times for hundreds of them.

use aho_corasick::AhoCorasick;

pub struct Search {
    values: Vec<String>,
    together: AhoCorasick,
}

impl Search {
    pub fn of(values: impl Iterator<Item = String>) -> Self {
        let values: Vec<String> = values.collect();
        Self { together: AhoCorasick::new(&values).unwrap(), values }
    }

    /// The first of the values that stands in a text.
    pub fn found_in(&self, text: &str) -> Option<String> {
        self.together.find(text).map(|found| self.values[found.pattern()].clone())
    }
}
