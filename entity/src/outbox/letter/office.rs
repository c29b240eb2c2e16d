//! What the office's own letters list.

use serde::{Deserialize, Serialize};

use crate::Time;

/// One line of a list of things that wait on somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StuckLine {
    /// A [`crate::handout::stuck::Kind`] by its key.
    pub kind: String,
    /// The school's real name, where one is meant: the office alone reads it.
    pub whom: String,
    pub count: u32,
    pub since: Time,
}

/// One officer's looks at real names for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookLine {
    /// Who looked: a member of staff.
    pub who: String,
    /// A [`crate::child::look::Reason`] by its key.
    pub reason: String,
    pub looks: u64,
    pub names: u64,
}
