//! A problem and what the office chose, as letters say them.

use serde::{Deserialize, Serialize};

use crate::handout::problem;

/// [`problem::Kind`] as a letter says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProblemKind {
    Wrong,
    Damaged,
    Short,
    ChildMoved,
}

/// [`problem::Choice`] as a letter says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProblemChoice {
    Replace,
    Substitute,
    PassOn,
    Return,
}

impl From<problem::Kind> for ProblemKind {
    fn from(kind: problem::Kind) -> Self {
        match kind {
            problem::Kind::Wrong => Self::Wrong,
            problem::Kind::Damaged => Self::Damaged,
            problem::Kind::Short => Self::Short,
            problem::Kind::ChildMoved => Self::ChildMoved,
        }
    }
}

impl From<problem::Choice> for ProblemChoice {
    fn from(choice: problem::Choice) -> Self {
        match choice {
            problem::Choice::Replace => Self::Replace,
            problem::Choice::Substitute => Self::Substitute,
            problem::Choice::PassOn => Self::PassOn,
            problem::Choice::Return => Self::Return,
        }
    }
}
