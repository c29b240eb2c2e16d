//! Schools at the office's desk: the real name and address stay here and with those who deliver.

pub mod add;
mod form;
pub mod list;
pub mod one;
