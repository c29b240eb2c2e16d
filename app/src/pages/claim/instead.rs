//! What takes the place of wishes that others were quicker at, and what is said of it.

use entity::{Code, Fen, claim::Wanted};

use super::Typed;
use crate::{AppError, Visit, pages::matching};

/// What to say of those that others were quicker at.
pub(super) fn lost(visit: &Visit, lost: &[Code], instead: &[Code]) -> Option<String> {
    let t = visit.t();
    let left = lost.len().saturating_sub(instead.len());
    let said = [
        (!instead.is_empty()).then(|| t.claim_replaced_saying(instead.len())),
        (left > 0).then(|| t.claimed_lost_saying(left)),
    ];
    let said: Vec<String> = said.into_iter().flatten().collect();
    (!said.is_empty()).then(|| t.sentences(&said))
}

/// What may take the place of those that are gone: the next best of what was asked for at `/match`.
#[derive(Default)]
pub(super) struct Spares {
    codes: Vec<Code>,
    budget: Option<Fen>,
}

impl Spares {
    pub async fn read(visit: &Visit, typed: &Typed, codes: &[Code]) -> Result<Self, AppError> {
        if typed.matched.is_empty() {
            return Ok(Self::default());
        }
        match matching::spares(visit, &typed.matched, codes).await {
            Ok((question, codes)) => Ok(Self { codes, budget: question.budget }),
            // What was tampered with brings no spares, and is no reason to refuse the claim.
            Err(AppError::Refused(_)) => Ok(Self::default()),
            Err(error) => Err(error),
        }
    }

    pub fn wanted<'a>(&'a self, codes: &'a [Code]) -> Wanted<'a> {
        Wanted { codes, spares: &self.codes, budget: self.budget }
    }
}
