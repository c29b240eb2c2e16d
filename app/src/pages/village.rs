//! A village's desk.

pub mod desk;
pub mod fund;
