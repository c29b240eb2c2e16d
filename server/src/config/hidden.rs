//! Addresses with a password in them. Rule: whatever prints one, a log too, leaves the password out.

use std::{fmt, str::FromStr};

use url::Url;

/// Parameters that are no secrets; no other is shown.
const SHOWN: [&str; 7] = ["tls", "sslmode", "sslrootcert", "host", "port", "dbname", "application_name"];

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
    /// The address with its password hidden. What is no such address is hidden whole: a password may be anywhere in it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A file has no password.
        if self.0.starts_with("sqlite:") {
            return f.write_str(&self.0);
        }
        match shown(&self.0) {
            Some(url) => write!(f, "{url}"),
            None => f.write_str("(hidden)"),
        }
    }
}

fn shown(text: &str) -> Option<Url> {
    let mut url = Url::parse(text).ok()?;
    let is_known = ["postgres", "postgresql", "smtp", "smtps"].contains(&url.scheme()) && url.has_authority();
    // Behind the host they are parts of a password, with a sign in it that should have been written as %….
    let is_cut = url.path().contains('@') || url.query().is_some_and(|query| query.contains('@'));
    if !is_known || is_cut || url.fragment().is_some() {
        return None;
    }
    if url.password().is_some() {
        url.set_password(Some("hidden")).ok()?;
    }
    let parameters: Vec<_> =
        url.query_pairs().into_owned().filter(|(name, _)| SHOWN.contains(&name.as_str())).collect();
    url.set_query(None);
    if !parameters.is_empty() {
        url.query_pairs_mut().extend_pairs(parameters);
    }
    Some(url)
}

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
