//! A disclosure report, as a letter says it.

use serde::{Deserialize, Serialize};

use crate::{
    id::{DisclosureId, FundId},
    report::Season,
};

/// What a disclosure report is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportOf {
    Season(Season),
    Fund(FundId),
}

/// A published disclosure report, and who answers for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportLine {
    pub of: ReportOf,
    pub id: DisclosureId,
    /// Of what it is about.
    pub title: String,
    pub organiser: String,
}
