//! Phases at the office's desk: the list, drafting and changing, and the three steps open, close, finish.

pub mod beside;
pub mod draft;
mod form;
pub mod list;
pub mod one;
pub mod papers;
pub mod report;
pub mod step;
