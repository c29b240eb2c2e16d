//! Islands: small improvements of forms that work without them. Props are public: they stand in the page.

pub mod blur_brush;
pub mod code_field;
pub mod counter;
pub mod follow;
pub mod review_keys;
pub mod scan;
pub mod send_photo;
pub mod ticked_sum;
