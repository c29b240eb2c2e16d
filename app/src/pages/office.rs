//! The office's desk.

pub mod journal;
pub mod letters;
pub mod notes;
pub mod people;
pub mod pool;
pub mod problems;
pub mod stuck;
