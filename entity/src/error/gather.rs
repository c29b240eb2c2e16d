//! A form is judged whole.

use super::{Error, Field, Refusal, Refused};

/// Gathers the refusals of a whole form, so that nobody mends one field only to be told of the next.
#[derive(Debug, Default)]
pub struct Refusals(Vec<Refusal>);

impl Refusals {
    /// Keeps the value, or notes the refusal and gives `None`.
    pub fn take<T>(&mut self, read: Result<T, Refusal>) -> Option<T> {
        read.map_err(|refusal| self.add(refusal)).ok()
    }

    /// Notes a refusal; nobody is told the same twice.
    pub fn add(&mut self, refusal: Refusal) {
        if !self.0.contains(&refusal) {
            self.0.push(refusal);
        }
    }

    /// Whether nothing was refused so far.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether nothing was said of this field so far.
    pub fn is_empty_of(&self, field: Field) -> bool {
        self.0.iter().all(|refusal| refusal.field() != Some(field))
    }

    /// `Ok` when nothing was refused.
    pub fn settle(self) -> Result<(), Refused> {
        if self.0.is_empty() { Ok(()) } else { Err(Refused(self.0)) }
    }
}

impl From<Refusals> for Error {
    /// For `let (Some(a), Some(b)) = … else { return Err(refusals.into()) }`.
    fn from(refusals: Refusals) -> Self {
        Self::Refused(Refused(refusals.0))
    }
}
