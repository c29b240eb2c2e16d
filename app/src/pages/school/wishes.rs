//! The school's wishes: writing one, mending it, handing it in, taking it back.

pub mod consent;
mod form;
pub mod new;
pub mod one;
