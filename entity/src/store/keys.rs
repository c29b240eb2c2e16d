//! Keys derived from the operator's master key, each for one purpose.
//!
//! Losing the master key loses every child's record; it never leaves this file.

use std::fmt;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use super::Dice;

/// A 256-bit key, wiped when dropped.
pub type Secret = Zeroizing<[u8; 32]>;

/// The keys of one installation.
#[derive(Clone)]
pub struct Keys {
    wrap: Secret,
    identity: Secret,
    link: Secret,
    guess: Secret,
    words: Secret,
    file: Secret,
    paper: Secret,
    payer: Secret,
    check: Secret,
}

/// A sealed value did not open: another key, another place, or changed bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a sealed value does not open")]
pub struct Unsealable;

impl Keys {
    /// From the 32 bytes of the master key file.
    pub fn from_master(master: &[u8; 32]) -> Self {
        let derive = |purpose: &str| Zeroizing::new(mac(master, &[b"nuanxin/", purpose.as_bytes()]));
        Self {
            wrap: derive("child-key-wrap/1"),
            identity: derive("child-identity/1"),
            link: derive("letter-link/1"),
            guess: derive("guess-subject/1"),
            words: derive("sealed-words/1"),
            file: derive("import-file/1"),
            paper: derive("print-job/1"),
            payer: derive("payer/1"),
            check: derive("database-check/1"),
        }
    }

    /// Of nobody: for what seals and opens nothing.
    pub fn drawn(dice: &Dice) -> Self {
        Self::from_master(&Secret::new(dice.bytes()))
    }

    /// What the database keeps to know its own master key by; tells nothing of it.
    pub fn check_value(&self) -> String {
        hex(&mac(&self.check, &[b"the key of this database"]))
    }

    /// Whether what was sealed at this place under the master key itself, words or another key, opens.
    pub fn opens(&self, place: &str, sealed: &[u8]) -> bool {
        [&self.wrap, &self.words].into_iter().any(|key| open(key, place, sealed).is_ok())
    }

    /// The token of a link in a letter: only the letter holds it, the database holds the link's number.
    pub fn link_token(&self, link: &str) -> String {
        format!("{link}.{}", BASE64_URL_SAFE_NO_PAD.encode(&mac(&self.link, &[link.as_bytes()])[..18]))
    }

    /// The link's number, if the token is ours.
    pub fn link_of_token<'a>(&self, token: &'a str) -> Option<&'a str> {
        let (link, _) = token.split_once('.')?;
        bool::from(self.link_token(link).as_bytes().ct_eq(token.as_bytes())).then_some(link)
    }

    /// A keyed hash that finds the same child again without telling who it is.
    pub fn identity_hash(&self, parts: &[&str]) -> String {
        hex(&mac(&self.identity, &separated(parts)))
    }

    /// A keyed hash for counting guesses, so that neither addresses nor networks stand in that table.
    pub fn guess_subject(&self, parts: &[&str]) -> String {
        hex(&mac(&self.guess, &separated(parts))[..16])
    }

    /// Seals what somebody wrote in their own words, which may name anybody; tied to its table, column and row.
    pub fn seal_words(&self, dice: &Dice, place: &str, words: &str) -> Vec<u8> {
        seal(&self.words, dice, place, words.as_bytes())
    }

    /// The words of [`Keys::seal_words`].
    pub fn open_words(&self, place: &str, sealed: &[u8]) -> Result<String, Unsealable> {
        let plain = open(&self.words, place, sealed)?;
        String::from_utf8(plain.to_vec()).map_err(|_| Unsealable)
    }

    /// A keyed hash that knows the same payer again without telling who it is.
    pub fn payer_hash(&self, parts: &[&str]) -> String {
        hex(&mac(&self.payer, &separated(parts)))
    }

    /// A keyed hash that knows the same file again, and tells nobody else what is in it.
    pub fn file_digest(&self, file: &[u8]) -> String {
        hex(&mac(&self.file, &[file]))
    }

    /// The file of a print job, sealed: it lies on disk for a day and may hold real names.
    pub fn seal_file(&self, dice: &Dice, job: i64, plain: &[u8]) -> Vec<u8> {
        seal(&self.paper, dice, &place("print_job", "file", job), plain)
    }

    pub fn open_file(&self, job: i64, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Unsealable> {
        open(&self.paper, &place("print_job", "file", job), sealed)
    }

    /// The own key of a row of `table`, wrapped: delete the wrapped bytes and what it sealed is gone for good.
    pub fn wrap(&self, dice: &Dice, table: &str, row: i64, key: &Secret) -> Vec<u8> {
        seal(&self.wrap, dice, &place(table, "wrapped", row), &key[..])
    }

    pub fn unwrap(&self, table: &str, row: i64, wrapped: &[u8]) -> Result<Secret, Unsealable> {
        let key = open(&self.wrap, &place(table, "wrapped", row), wrapped)?;
        <[u8; 32]>::try_from(&key[..]).map(Zeroizing::new).map_err(|_| Unsealable)
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keys(hidden)")
    }
}

/// The additional data that ties a sealed value to its place: table, column, row.
pub fn place(table: &str, column: &str, row: i64) -> String {
    format!("{table}/{column}/{row}")
}

/// XChaCha20-Poly1305 with a random nonce in front.
pub fn seal(key: &Secret, dice: &Dice, place: &str, plain: &[u8]) -> Vec<u8> {
    let nonce: [u8; 24] = dice.bytes();
    let sealed = XChaCha20Poly1305::new((&**key).into())
        .encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: place.as_bytes() })
        .expect("the cipher only fails beyond 256 GiB");
    [&nonce[..], &sealed].concat()
}

/// The plain bytes of [`seal`].
pub fn open(key: &Secret, place: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Unsealable> {
    let (nonce, sealed) = sealed.split_first_chunk::<24>().ok_or(Unsealable)?;
    XChaCha20Poly1305::new((&**key).into())
        .decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad: place.as_bytes() })
        .map(Zeroizing::new)
        .map_err(|_| Unsealable)
}

/// SHA-256 over several parts, each with its length in front so that no two ways to cut them read alike: for chains.
pub fn digest_of_parts(parts: &[&str]) -> String {
    let mut bytes = Vec::new();
    for part in parts {
        bytes.extend_from_slice(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        bytes.extend_from_slice(part.as_bytes());
    }
    hex(&digest(&bytes))
}

/// SHA-256, for values that are random themselves (session tokens) and for the chains.
pub fn digest(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn mac(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key).expect("HMAC takes keys of any length");
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// Each part with a separator that no typed text can hold.
fn separated<'a>(parts: &[&'a str]) -> Vec<&'a [u8]> {
    parts.iter().flat_map(|part| [part.as_bytes(), b"\0".as_slice()]).collect()
}

#[cfg(test)]
mod tests {
    use zeroize::Zeroizing;

    use super::{Keys, Unsealable, open, place, seal};
    use crate::store::Dice;

    #[test]
    fn a_sealed_value_opens_only_in_its_own_place() {
        let dice = Dice::seeded(1);
        let key = Zeroizing::new(dice.bytes());
        let sealed = seal(&key, &dice, &place("child_record", "name", 1), b"plain");
        assert_eq!(&open(&key, &place("child_record", "name", 1), &sealed).unwrap()[..], b"plain");
        for elsewhere in [place("child_record", "name", 2), place("child_record", "guardian", 1)] {
            assert_eq!(open(&key, &elsewhere, &sealed), Err(Unsealable));
        }
        let mut changed = sealed.clone();
        changed[30] ^= 1;
        assert_eq!(open(&key, &place("child_record", "name", 1), &changed), Err(Unsealable));
        assert_eq!(open(&key, "", &[1, 2, 3]), Err(Unsealable));
    }

    #[test]
    fn a_check_value_is_one_keys_own_and_not_the_key() {
        let value = |master: [u8; 32]| Keys::from_master(&master).check_value();
        assert_eq!(value([1; 32]), value([1; 32]));
        assert_ne!(value([1; 32]), value([2; 32]));
        assert!(!value([1; 32]).contains(&"01".repeat(4)));
    }

    #[test]
    fn a_link_token_cannot_be_made_up() {
        let (ours, theirs) = (Keys::from_master(&[1; 32]), Keys::from_master(&[2; 32]));
        let token = ours.link_token("abc");
        assert_eq!(ours.link_of_token(&token), Some("abc"));
        assert_eq!(theirs.link_of_token(&token), None);
        assert_eq!(ours.link_of_token("abc.AAAA"), None);
        assert_eq!(ours.link_of_token("abc"), None);
    }
}
