//! A paper that is signed: who the parties are, what they agree on or confirm, and where they sign.

use entity::Lang;

/// Ready to be shown or printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deed {
    pub lang: Lang,
    pub title: String,
    /// Its number.
    pub subtitle: String,
    pub parties: Vec<(String, String)>,
    pub clauses: Vec<String>,
    /// Who has signed when.
    pub signatures: Vec<String>,
    /// Lines to sign on, on the village's paper.
    pub lines: Vec<&'static str>,
    /// The number of its text, where that is kept; in the foot of every page.
    pub text_no: Option<String>,
}
