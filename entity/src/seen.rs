//! What stood in a form when it was rendered, so that nobody overwrites unseen what another has changed meanwhile. A
//! button pressed twice overwrites nothing.

use std::fmt::Debug;

use crate::{
    Refusal,
    store::keys::{digest, hex},
};

/// A word for what a form shows; another one as soon as anything of it has changed.
pub(crate) fn word(shown: &impl Debug) -> String {
    hex(&digest(format!("{shown:?}").as_bytes())[..8])
}

/// Refuses a form that was rendered with other things than stand there now; one that does not say is believed.
pub(crate) fn unchanged(seen: &str, now: &impl Debug) -> Result<(), Refusal> {
    if seen.is_empty() || seen == word(now) { Ok(()) } else { Err(Refusal::ChangedMeanwhile) }
}
