//! The office's desk.

pub mod people;
