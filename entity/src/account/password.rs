//! Passwords: the rule for new ones, and Argon2id for keeping and comparing them.
//!
//! Parameters are OWASP's for Argon2id (19 MiB, 2 passes, 1 lane). The work is done off the async threads,
//! a few at a time, so that a rush of sign-ins costs time and not memory.

use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use sea_orm::DbErr;
use tokio::{sync::Semaphore, task::spawn_blocking};

use crate::{Field, Refusal, Result, Store, text};

/// Characters of a new password.
const LEAST: usize = 10;
pub(super) const MOST: usize = 128;

/// Compared where there is no account or no password, so that the time does not tell; nobody knows its password.
const NOBODYS: &str = "$argon2id$v=19$m=19456,t=2,p=1$bnVhbnhpbi9ub2JvZHk$OZ5aYcPkbELzWZsCRwYUGbJuKsZKHT1pJLRAr57kmxY";

/// How many hashes are made at once: each takes 19 MiB while it lasts.
static TURNS: Semaphore = Semaphore::const_new(2);

/// A new password that may be kept: long enough, not one that everybody tries first, not the address again.
pub(super) fn sound(typed: &str, email: &str) -> Result<String, Refusal> {
    let length = typed.chars().count();
    if typed.is_empty() {
        return Err(Refusal::Missing(Field::Password));
    }
    // Many programs end a text at a NUL, and nobody can type these again for certain.
    if typed.contains(char::is_control) {
        return Err(Refusal::Invisible(Field::Password));
    }
    if length < LEAST {
        return Err(Refusal::TooShort(Field::Password, LEAST));
    }
    if length > MOST {
        return Err(Refusal::TooLong(Field::Password, MOST));
    }
    let plain = text::half_width(typed).to_lowercase();
    if is_common(&plain) {
        return Err(Refusal::PasswordCommon);
    }
    // Shorter names turn up in any password by chance.
    match email.split_once('@') {
        Some((name, _)) if name.len() >= 4 && plain.contains(&name.to_lowercase()) => {
            Err(Refusal::PasswordHoldsAddress)
        }
        _ => Ok(typed.to_owned()),
    }
}

/// Few different signs, a run along the keyboard or the digits, or one of those that lists of leaks begin with.
fn is_common(plain: &str) -> bool {
    const RUNS: [&str; 4] =
        ["01234567890123456789", "09876543210987654321", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm"];
    const BEGINNINGS: [&str; 14] = [
        "password",
        "passw0rd",
        "p@ssw0rd",
        "1q2w3e4r5t",
        "1qaz2wsx3e",
        "qwerty1234",
        "qwer123456",
        "abc123456",
        "a123456789",
        "woaini1314",
        "woaini520",
        "5201314520",
        "admin12345",
        "nuanxin",
    ];
    let mut signs: Vec<char> = plain.chars().collect();
    signs.sort_unstable();
    signs.dedup();
    // What follows such a beginning is a year or a sign or two; more than that is a password of its own.
    let is_beginning = |known: &&str| plain.starts_with(*known) && plain.len() <= known.len() + 6;
    signs.len() < 4 || RUNS.iter().any(|run| run.contains(plain)) || BEGINNINGS.iter().any(is_beginning)
}

/// The PHC string that is kept.
pub(crate) async fn hash(store: &Store, password: String) -> Result<String> {
    let salt: [u8; 16] = store.dice.bytes();
    off_thread(move || argon2().hash_password_with_salt(password.as_bytes(), &salt).map(|hash| hash.to_string()))
        .await?
        .map_err(|error| DbErr::Custom(format!("argon2: {error}")).into())
}

/// Whether the password is the one kept; takes as long when nothing is kept.
pub(super) async fn fits(kept: Option<&str>, typed: String) -> Result<bool> {
    let is_kept = kept.is_some();
    let kept = kept.unwrap_or(NOBODYS).to_owned();
    let fits = off_thread(move || argon2().verify_password(typed.as_bytes(), kept.as_str()).is_ok()).await?;
    Ok(fits && is_kept)
}

fn argon2() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::DEFAULT)
}

async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let _turn = TURNS.acquire().await.map_err(|_| crate::Error::Busy)?;
    spawn_blocking(work).await.map_err(|error| DbErr::Custom(format!("argon2: {error}")).into())
}

#[cfg(test)]
mod tests {
    use argon2::{Params, password_hash::phc::PasswordHash};

    use super::{NOBODYS, fits, sound};
    use crate::{Field, Refusal};

    #[test]
    fn a_new_password_is_long_uncommon_and_not_the_address() {
        let sound = |typed: &str| sound(typed, "linyue@example.org");
        for good in ["correct horse", "山里的孩子都有一个愿望", "  ten signs", "Pa55-and-more-words"] {
            assert_eq!(sound(good).as_deref(), Ok(good));
        }
        assert_eq!(sound(""), Err(Refusal::Missing(Field::Password)));
        assert_eq!(sound("nine sign"), Err(Refusal::TooShort(Field::Password, 10)));
        assert_eq!(sound(&"长".repeat(129)), Err(Refusal::TooLong(Field::Password, 128)));
        for common in [
            "1234567890",
            "Password123",
            "aaaaaaaaaaaa",
            "qwertyuiop",
            "WOAINI1314",
            "１２３４５６７８９０",
            "abcabcabcabc",
        ] {
            assert_eq!(sound(common), Err(Refusal::PasswordCommon), "{common}");
        }
        assert_eq!(sound("my-LinYue-pass"), Err(Refusal::PasswordHoldsAddress));
    }

    #[test]
    fn nobodys_password_takes_as_long_as_anybodys() {
        let hash = PasswordHash::new(NOBODYS).unwrap();
        let params = Params::try_from(&hash).unwrap();
        let cost = |params: &Params| (params.m_cost(), params.t_cost(), params.p_cost());
        assert_eq!(cost(&params), cost(&Params::DEFAULT));
        assert_eq!(cost(&params), (19_456, 2, 1), "OWASP's");
        assert_eq!(hash.hash.unwrap().len(), Params::DEFAULT_OUTPUT_LEN);
    }

    #[tokio::test]
    async fn nobody_gets_in_where_no_password_is_kept() {
        assert!(!fits(None, String::new()).await.unwrap());
    }
}
