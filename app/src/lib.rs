//! The screens of Nuanxin.
//!
//! A page is an axum handler that awaits its reads from `entity` and renders once, on the server. Writes
//! are forms; an island only improves one that works without it. `pages.rs` is the site map.
//! The browser gets `islands.rs` and nothing else of this crate.

// The type of a page is as deep as its elements are nested; how much of it counts depends on what was compiled before.
#![recursion_limit = "256"]

#[cfg(feature = "ssr")]
mod county;
#[cfg(feature = "ssr")]
mod csv;
#[cfg(feature = "ssr")]
pub mod document;
#[cfg(feature = "ssr")]
pub mod error;
pub mod islands;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod parts;
#[cfg(feature = "ssr")]
mod pulse;
#[cfg(feature = "ssr")]
pub mod request;
#[cfg(feature = "ssr")]
mod shelf;
#[cfg(feature = "ssr")]
pub mod shell;
#[cfg(feature = "ssr")]
pub mod site;
#[cfg(feature = "ssr")]
mod tally;
#[cfg(feature = "ssr")]
pub mod text;

#[cfg(feature = "ssr")]
pub use {
    error::AppError,
    request::{Page, Visit},
    site::Site,
};

/// Called by the island loader before it wakes the islands one by one.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
