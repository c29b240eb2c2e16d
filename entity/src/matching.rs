//! Which wishes fit what somebody would give: at once for one donor, and for many offers together.

pub mod assign;
pub mod open;
pub mod suggest;
