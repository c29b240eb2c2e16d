//! The office's desk.

pub mod confirmations;
pub mod consents;
pub mod journal;
pub mod ledger;
pub mod letters;
pub mod notes;
pub mod organisations;
pub mod organisers;
pub mod papers;
pub mod people;
pub mod phases;
pub mod places;
pub mod pool;
pub mod privacy;
pub mod problems;
pub mod reports;
pub mod review;
pub mod schools;
pub mod stuck;
pub mod today;
pub mod wishes;
