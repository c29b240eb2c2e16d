//! Pieces that pages are built of.

pub mod consent;
pub mod crumbs;
pub mod dead_link;
pub mod desk;
pub mod document;
pub mod empty;
pub mod fairness;
pub mod form;
pub mod fund_bands;
pub mod icon;
pub mod notice;
pub mod payment;
pub mod photo;
pub mod plot_card;
pub mod progress;
pub mod qr;
pub mod register;
pub mod table;
pub mod waiting;
pub mod way;
pub mod wish_facts;
pub mod wish_tag;
