//! The form of a hand-out: read for the verb, and kept to be shown again.

use std::collections::HashMap;

use entity::handout::confirm::{self, Tick};

use crate::{AppError, Visit};

/// The form of a hand-out as it was sent, to be read by the verb and to be shown again.
#[derive(Default)]
pub(in crate::pages::school) struct Ticked {
    pub(super) form: String,
    pub(super) phase: String,
    pub(super) handed_on: String,
    pub(super) teacher: String,
    pub(super) second_adult: String,
    pub(super) signed_by: String,
    /// All lines of the page, ticked or not.
    pub(super) all: bool,
    pub(super) lines: Vec<String>,
    pub(super) ticks: Vec<String>,
    /// Who signed, where it is not who signed for the others.
    pub(super) signed: HashMap<String, String>,
}

impl Ticked {
    pub(in crate::pages::school) fn fresh(visit: &Visit) -> Result<Self, AppError> {
        let teacher = visit.account()?.account().name.clone();
        Ok(Self { handed_on: visit.today().to_string(), teacher, ..Self::default() })
    }

    pub(super) fn read(pairs: Vec<(String, String)>) -> Self {
        let mut ticked = Self::default();
        for (name, value) in pairs {
            match name.as_str() {
                "form" => ticked.form = value,
                "phase" => ticked.phase = value,
                "handed_on" => ticked.handed_on = value,
                "teacher" => ticked.teacher = value,
                "second_adult" => ticked.second_adult = value,
                "signed_by" => ticked.signed_by = value,
                "all" => ticked.all = true,
                "line" => ticked.lines.push(value),
                "tick" => ticked.ticks.push(value),
                other => {
                    if let (Some(code), false) = (other.strip_prefix("signed-"), value.is_empty()) {
                        ticked.signed.insert(code.to_owned(), value);
                    }
                }
            }
        }
        ticked
    }

    pub(super) fn typed(&self) -> confirm::Typed {
        let codes = if self.all { &self.lines } else { &self.ticks };
        let tick = |code: &String| Tick {
            code: code.clone(),
            signed_by: self.signed.get(code).unwrap_or(&self.signed_by).clone(),
        };
        confirm::Typed {
            handed_on: self.handed_on.clone(),
            teacher: self.teacher.clone(),
            second_adult: self.second_adult.clone(),
            ticks: codes.iter().map(tick).collect(),
        }
    }

    pub(super) fn is_ticked(&self, code: &str) -> bool {
        self.ticks.iter().any(|ticked| ticked == code)
    }
}
