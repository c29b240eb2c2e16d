//! What may be done with the tables, tried on SQLite and on PostgreSQL: one file per noun.
//!
//! A test is an `async fn` that takes a [`world::World`] and stands in its file's `on_both!` list; it
//! becomes two cases, `a_sentence::sqlite` and `a_sentence::postgres`.

#![expect(clippy::unwrap_used, reason = "a story that cannot go on has failed")]

#[macro_use]
mod cases;
mod elders;
mod fields;
mod gifts;
mod given;
mod paid;
mod postgres;
mod wording;
mod world;
mod written;

mod accounts;
mod adoption_states;
mod adoptions;
mod away;
mod browse;
mod card_pieces;
mod cards;
mod children;
mod claims;
mod clock;
mod confirmations;
mod contracts;
mod disclosures;
mod due;
mod fairness;
mod funds;
mod guesses;
mod handouts;
mod holds;
mod hub;
mod imports;
mod journal;
mod key_check;
mod ledger;
mod matching;
mod notes;
mod offers;
mod organisations;
mod outbox;
mod page_reports;
mod papers;
mod parcels;
mod partly_paid;
mod payments;
mod phases;
mod photos;
mod places;
mod pledges;
mod plots;
mod pool;
mod privacy;
mod problems;
mod problems_told;
mod races;
mod reports;
mod returned;
mod rosters;
mod rounds;
mod seasons;
mod seed;
mod sessions;
mod shortfalls;
mod statements;
mod stuck;
mod substitutions;
mod villages;
mod waiting;
mod wishes;
