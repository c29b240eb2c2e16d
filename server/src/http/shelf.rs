//! Reads the letters that were written as files, for the demonstration.

use std::{cmp::Reverse, path::Path};

use chrono::DateTime;
use entity::Time;
use mail_parser::{Address, Message, MessageParser, MimeHeaders};
use tokio::fs;

/// A letter as a mail program would show it.
pub struct Letter {
    pub number: u64,
    pub subject: String,
    pub to: String,
    pub from: String,
    /// When it was written; none: it does not say.
    pub at: Option<Time>,
    pub text: String,
    pub html: String,
    pub pdf: Option<Vec<u8>>,
    /// What stands in its HTML: the number by which it is called, and a JPEG.
    pub picture: Option<(String, Vec<u8>)>,
}

/// The newest letters first; files begin with their number. One that was written later than its number lets expect, as
/// one that had to be tried again is, stands by its time.
pub async fn list(folder: &Path, most: usize) -> Vec<Letter> {
    let mut numbers = Vec::new();
    if let Ok(mut entries) = fs::read_dir(folder).await {
        while let Ok(Some(entry)) = entries.next_entry().await {
            numbers.extend(number(&entry.file_name().to_string_lossy()));
        }
    }
    numbers.sort_unstable_by(|a, b| b.cmp(a));
    let mut letters = Vec::new();
    for number in numbers.into_iter().take(most) {
        letters.extend(open(folder, number).await);
    }
    letters.sort_by_key(|letter| Reverse((letter.at, letter.number)));
    letters
}

pub async fn open(folder: &Path, wanted: u64) -> Option<Letter> {
    let mut entries = fs::read_dir(folder).await.ok()?;
    while let Ok(Some(entry)) = entries.next_entry().await {
        if number(&entry.file_name().to_string_lossy()) == Some(wanted) {
            return read(wanted, &fs::read(entry.path()).await.ok()?);
        }
    }
    None
}

fn number(name: &str) -> Option<u64> {
    name.strip_suffix(".eml")?.split('-').next()?.parse().ok()
}

fn read(number: u64, bytes: &[u8]) -> Option<Letter> {
    let message = MessageParser::default().parse(bytes)?;
    Some(Letter {
        number,
        subject: message.subject().unwrap_or_default().to_owned(),
        to: address(message.to()),
        from: address(message.from()),
        at: message.date().and_then(|date| DateTime::from_timestamp(date.to_timestamp(), 0)),
        text: message.body_text(0).unwrap_or_default().into_owned(),
        html: message.body_html(0).unwrap_or_default().into_owned(),
        pdf: pdf(&message),
        picture: picture(&message),
    })
}

fn address(address: Option<&Address>) -> String {
    let first = address.and_then(Address::first);
    first.and_then(|one| one.address()).unwrap_or_default().to_owned()
}

fn pdf(message: &Message) -> Option<Vec<u8>> {
    let of_kind =
        |part: &&mail_parser::MessagePart| part.content_type().is_some_and(|kind| kind.subtype() == Some("pdf"));
    message.attachments().find(of_kind).map(|part| part.contents().to_vec())
}

fn picture(message: &Message) -> Option<(String, Vec<u8>)> {
    let shown = message.parts.iter().find(|part| part.content_id().is_some())?;
    Some((shown.content_id()?.to_owned(), shown.contents().to_vec()))
}
