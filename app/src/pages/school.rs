//! The school's desk.

pub mod expected;
pub mod hand_outs;
pub mod questions;
pub mod roster;
