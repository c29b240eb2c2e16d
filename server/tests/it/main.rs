//! The pages through the router, on both databases: what a reader gets, what a form does, what mail goes out.

#![expect(clippy::unwrap_used, reason = "a story that cannot go on has failed")]

#[macro_use]
#[path = "../../../entity/tests/it/cases.rs"]
mod cases;
mod crawl;
#[path = "../../../entity/tests/it/elders.rs"]
#[expect(clippy::allow_attributes, reason = "shared with entity's tests, which use more of it")]
#[allow(dead_code)]
mod elders;
#[path = "../../../entity/tests/it/fields.rs"]
#[expect(clippy::allow_attributes, reason = "shared with entity's tests, which use more of it")]
#[allow(dead_code)]
mod fields;
#[path = "../../../entity/tests/it/gifts.rs"]
#[expect(clippy::allow_attributes, reason = "shared with entity's tests, which use more of it")]
#[allow(dead_code)]
mod gifts;
#[path = "../../../entity/tests/it/given.rs"]
#[expect(clippy::allow_attributes, reason = "shared with entity's tests, which use more of it")]
#[allow(dead_code)]
mod given;
#[path = "../../../entity/tests/it/paid.rs"]
#[expect(clippy::allow_attributes, reason = "shared with entity's tests, which use more of it")]
#[allow(dead_code)]
mod paid;
#[path = "../../../entity/tests/it/postgres.rs"]
mod postgres;
mod site;
mod wording;
#[path = "../../../entity/tests/it/world.rs"]
#[expect(clippy::allow_attributes, reason = "shared with entity's tests, which use more of it")]
#[allow(dead_code)]
mod world;
#[path = "../../../entity/tests/it/written.rs"]
#[expect(clippy::allow_attributes, reason = "shared with entity's tests, which use more of it")]
#[allow(dead_code)]
mod written;

mod accounts;
mod away;
mod canary;
mod card_pieces;
mod cards;
mod command_line;
mod contracts;
mod disclosures;
mod donor;
mod fairness;
mod forms;
mod funds;
mod handouts;
mod hub;
mod imports;
mod ledger;
mod letters;
mod mail;
mod matching;
mod notes;
mod offers;
mod office_desk;
mod office_ground;
mod organisations;
mod outage;
mod papers;
mod parcels;
mod passed_on;
mod payments;
mod payouts;
mod pictures;
mod pledges;
mod plot_ends;
mod plot_pictures;
mod plot_seasons;
mod plots;
mod privacy;
mod proposals;
mod public;
mod reports;
mod review;
mod roles;
mod rounds;
mod school;
mod sheets;
mod shell;
mod start;
mod statements;
mod stopped;
mod to_pool;
mod villages;
mod whole_phase;
