//! Addresses with a password in them. Rule: whatever prints one, a log too, leaves the password out.

use std::{fmt, str::FromStr};

use url::Url;

/// A setting that may hold a password.
#[derive(Clone)]
pub struct Hidden(String);

impl Hidden {
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl FromStr for Hidden {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for Hidden {
    /// The address with its password hidden; an address that cannot be read is hidden whole.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.0.contains('@') && !self.0.contains("password") {
            return f.write_str(&self.0);
        }
        match Url::parse(&self.0) {
            Ok(mut url) => {
                let _ = url.set_password(url.password().map(|_| "hidden"));
                url.set_query(None);
                write!(f, "{url}")
            }
            Err(_) => f.write_str("(hidden)"),
        }
    }
}

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
