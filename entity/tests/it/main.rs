//! What may be done with the tables, tried on SQLite and on PostgreSQL: one file per noun.
//!
//! A test is an `async fn` that takes a [`world::World`] and stands in its file's `on_both!` list; it
//! becomes two cases, `a_sentence::sqlite` and `a_sentence::postgres`.

#[macro_use]
mod cases;
mod postgres;
mod world;

mod sessions;
