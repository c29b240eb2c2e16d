//! A village's desk.

pub mod desk;
mod due;
pub mod fund;
