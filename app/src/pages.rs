//! The site map: every page, whom it is for, and who answers there.
//!
//! [`map`] is also what the tests walk: a place missing from the table of roles fails them.

mod receive;

use axum::{
    Router,
    routing::{MethodRouter, get, post},
};

use crate::Site;

/// Whom a place is for. The verbs check it by their keys; this is what the tests hold the pages to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum For {
    Anyone,
    /// Anybody with an account.
    SignedIn,
    Donor,
    School,
    /// Officers and administrators.
    Office,
    Admin,
    /// A school or the office's hub.
    Receiver,
}

/// One address of the site.
pub struct Place {
    pub path: &'static str,
    pub whom: For,
    pub methods: MethodRouter<Site>,
}

const fn place(path: &'static str, whom: For, methods: MethodRouter<Site>) -> Place {
    Place { path, whom, methods }
}

/// Every address. One function for each area, so that an area reads on one screen.
pub fn map() -> Vec<Place> {
    [public(), accounts(), donor(), school(), office(), gifts_in_hand()].into_iter().flatten().collect()
}

pub fn router() -> Router<Site> {
    map().into_iter().fold(Router::new(), |router, place| router.route(place.path, place.methods))
}

fn public() -> Vec<Place> {
    vec![]
}

fn accounts() -> Vec<Place> {
    vec![]
}

fn donor() -> Vec<Place> {
    vec![]
}

fn school() -> Vec<Place> {
    vec![]
}

fn office() -> Vec<Place> {
    vec![]
}

fn gifts_in_hand() -> Vec<Place> {
    vec![
        place("/receive", For::Receiver, get(receive::ask).post(receive::find)),
        place("/receive/{code}", For::Receiver, get(receive::show).post(receive::confirm)),
        place("/receive/{code}/problem", For::Receiver, post(receive::note)),
    ]
}
