//! Islands: small improvements of forms that work without them. Props are public: they stand in the page.

pub mod code_field;
pub mod counter;
pub mod review_keys;
pub mod scan;
