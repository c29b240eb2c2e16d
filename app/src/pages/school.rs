//! The school's desk.

pub mod away;
pub mod cards;
pub mod consents;
pub mod desk;
pub mod expected;
pub mod hand_outs;
pub mod imports;
pub mod notes;
pub mod papers;
pub mod questions;
pub mod roster;
pub mod wishes;
