//! The hash chain: what a transfer's, a day's and a period's hash is made of.

use chrono::SecondsFormat;
use sea_orm::ActiveEnum;

use super::{Account, Model, period};
use crate::{Day, Fen, Time, store::keys};

/// Over the hash before it, the transfer, and every line with its account spelt out.
pub(super) fn transfer(previous: &str, transfer: &Model, lines: &[(Account, Fen)]) -> String {
    let mut parts = vec![
        previous.to_owned(),
        transfer.id.to_string(),
        transfer.reason.key().to_owned(),
        transfer.booked_on.to_string(),
        moment(transfer.at),
        transfer.role.clone(),
        optional(transfer.account_id),
        transfer.document.clone(),
        transfer.once.clone().map_or_else(String::new, |once| format!("once {once}")),
        optional(transfer.reverses),
        transfer.lines.to_string(),
    ];
    for (account, amount) in lines {
        parts.push(spelt(account));
        parts.push(amount.0.to_string());
    }
    digest(&parts)
}

/// Over the day before it and the head of the chain when it ended.
pub(super) fn day(previous: &str, day: Day, last_id: i64, transfers: i64, head: &str) -> String {
    digest(&[previous.to_owned(), day.to_string(), last_id.to_string(), transfers.to_string(), head.to_owned()])
}

/// Over the period closed before it and the head of the chain when it was closed.
pub(super) fn period(previous: &str, closed: &period::Model, head: &str) -> String {
    digest(&[
        previous.to_owned(),
        closed.through_on.to_string(),
        closed.last_id.to_string(),
        moment(closed.closed_at),
        closed.role.clone(),
        optional(closed.account_id),
        head.to_owned(),
    ])
}

/// `1 received fund 3 family whole`
fn spelt(account: &Account) -> String {
    let source = account.source.map_or("-", |source| source.key());
    let (kind, purpose) = (account.kind.to_value(), account.purpose.to_value());
    let programme = account.programme;
    format!("{} {kind} {} {} {source} {purpose}", account.organiser, programme.kind().key(), programme.number())
}

fn moment(at: Time) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, true)
}

fn optional(number: Option<impl ToString>) -> String {
    number.map_or_else(String::new, |number| number.to_string())
}

fn digest(parts: &[String]) -> String {
    keys::digest_of_parts(&parts.iter().map(String::as_str).collect::<Vec<_>>())
}
