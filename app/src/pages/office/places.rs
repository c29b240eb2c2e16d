//! Townships and their villages at the office's desk. No public text may name a village, so the list is kept whole.

pub mod list;
pub mod one;
