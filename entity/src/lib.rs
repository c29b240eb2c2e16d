//! The truth of Nuanxin: the tables, and what may be done with them.
//!
//! One noun, one file; one verb, one file beside it. A verb owns its transaction, takes the key that
//! proves who acts ([`actor::Donor`], [`actor::School`], [`actor::Village`], [`actor::Officer`],
//! [`actor::Admin`]) and the time, and writes its effect, its [`journal`] entry and its [`outbox`] letter together or
//! not at all.
//!
//! | noun | verbs |
//! |---|---|
//! | [`account`] | sign up, verify, sign in, change, reset, invite, disable; forget |
//! | [`place`], [`school`], [`organiser`] | add, change |
//! | [`phase`] | draft, change, open, close, reopen, finish; keep, clone, archive |
//! | [`report`] | of a phase; disclose a phase, a season of plots, a fund; publish |
//! | [`photo`] | bring, keep, erase; who may see it; sweep |
//! | [`paper`], [`confirmation`] | ask for all papers of a phase; issue, note the charity's receipt |
//! | [`child`] | register, consent, withdraw, erase, look |
//! | [`wish`] | draft, submit, withdraw; approve, return, hide, show; browse |
//! | [`claim`] | take, hold, propose, confirm, let go, release, ship, note, cancel; lapse, remind |
//! | [`substitution`], [`waiting`] | ask, answer; join, leave, digest |
//! | [`import`] | read, remap, take in, undo; expire |
//! | [`handout`] | receive, note a problem, show it, choose, hand out |
//! | [`card`] | upload, decline, turn, blur; approve, return; remind; recall, take down; of one photo: bring, pair |
//! | [`organisation`] | ask, add, change, close; join, leave |
//! | [`matching`] | suggest; assign |
//! | [`offer`] | make, change, pause, resume, end; expire |
//! | [`round`] | open, draw anew, apply, discard; accept, decline; lapse; every night |
//! | [`page_report`] | send, close |
//! | [`household`], [`plot`] | keep, look, erase; draft, change, open, grow, write, harvest, deliver, settle, renew, hand over, close |
//! | [`adoption`] | reserve, sign, witness, release; lapse |
//! | [`ledger`] | record, reverse, close a period; seal, verify |
//! | [`payment`] | make a reference; record what arrived; sort, give back, undo |
//! | [`statement`] | bring, remap, read; order, book, set aside, drop; expire |
//! | [`fund`] | draft, open, close; a rule; contribute, correct; payout runs: draft, review, approve, hold, pay |
//! | [`pledge`] | make, pause, resume, stop |
//! | [`elder`], [`supporter`] | register, change, publish, look, give back, erase; add, share, end |
//! | [`outbox`], [`clock`] | lease, sent, failed, over; what is due |

pub mod account;
pub mod actor;
pub mod adoption;
pub mod card;
pub mod child;
pub mod claim;
pub mod clock;
pub mod code;
pub mod confirmation;
pub mod county;
pub mod elder;
pub mod error;
pub mod form_once;
pub mod fund;
pub mod grade;
pub mod guess;
pub mod handout;
pub mod household;
pub mod id;
pub mod import;
pub mod journal;
pub mod lang;
pub mod ledger;
pub mod link;
pub mod matching;
pub mod money;
pub mod month;
pub mod offer;
pub mod organisation;
pub mod organiser;
pub mod outbox;
pub mod page_report;
pub mod paper;
pub mod payment;
pub mod phase;
pub mod photo;
pub mod place;
pub mod pledge;
pub mod plot;
pub mod report;
pub mod round;
pub mod school;
pub mod seed;
mod seen;
pub mod session;
pub mod statement;
pub mod statistics;
pub mod store;
pub mod substitution;
pub mod supporter;
pub mod text;
pub mod waiting;
pub mod wish;

pub use {
    code::Code,
    error::{Error, Field, Refusal, Refused, Result},
    form_once::FormKey,
    lang::Lang,
    money::Fen,
    store::Store,
};

/// Points in time are UTC; the county's calendar is China's (see [`lang::china_date`]).
pub type Time = chrono::DateTime<chrono::Utc>;
/// A day of the county's calendar.
pub type Day = chrono::NaiveDate;
