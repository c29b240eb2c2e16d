//! A QR code as inline SVG: one path of squares, crisp on paper, no script.

use fast_qr::{ECL, QRBuilder};
use leptos::prelude::*;

/// The QR code of an address. `label` is read aloud in its place.
#[component]
pub fn Qr(address: String, label: String) -> impl IntoView {
    squares(&address).map(|(size, path)| {
        view! {
            <svg class="qr" viewBox=format!("0 0 {size} {size}") role="img" aria-label=label>
                <rect width=size height=size fill="#fff" />
                <path d=path />
            </svg>
        }
    })
}

/// Side length with a quiet zone of four, and the path; none when the address is too long for a QR code.
fn squares(address: &str) -> Option<(usize, String)> {
    use std::fmt::Write;
    let qr = QRBuilder::new(address).ecl(ECL::M).build().ok()?;
    let mut path = String::new();
    for row in 0..qr.size {
        for column in 0..qr.size {
            if qr[row][column].value() {
                let _ = write!(path, "M{} {}h1v1h-1z", column + 4, row + 4);
            }
        }
    }
    Some((qr.size + 8, path))
}
