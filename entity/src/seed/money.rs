//! Money of the demonstration: a year of what came in and went out, through the ledger as everything is.

use chrono::{Datelike, Months};

use super::cast::People;
use crate::{
    Day, Fen, Result, Time,
    actor::Actor,
    id::OrganiserId,
    lang::china_date,
    ledger::{Account, Book, Programme, Purpose, Reason, Source, Transfer, programme},
    store::Txn,
};

/// Months of history.
const MONTHS: u32 = 15;

pub(super) async fn tell(txn: &Txn, organiser: OrganiserId, people: &People, now: Time) -> Result<()> {
    let officer = Actor { role: "office", account: Some(people.office) };
    let running = programme::all(txn).await?.into_iter().find(|named| named.programme != Programme::Organiser);
    let running = running.map_or(Programme::Organiser, |named| named.programme);
    let mut book = Book::open(txn).await?;
    let today = china_date(now);
    for back in (0..MONTHS).rev() {
        let Some(day) = today.checked_sub_months(Months::new(back)).and_then(|day| day.with_day(1)) else { continue };
        for transfer in month(organiser, running, day) {
            book.enter(officer, &transfer, now).await?;
        }
    }
    Ok(())
}

/// Gifts of money every month, the county's share every half year, goods for the pool paid from both.
fn month(organiser: OrganiserId, running: Programme, day: Day) -> Vec<Transfer> {
    let bank = Account::bank(organiser);
    let received = |programme, source| Account::received(organiser, programme, source);
    let paid = |programme, source| Account::paid_out(organiser, programme, source, Purpose::Whole);
    let gift = Fen::yuan(800 + 60 * i64::from(day.month()));
    let own = Programme::Organiser;
    let mut transfers = vec![Transfer::between(Reason::ByHand, day, received(running, Source::Society), bank, gift)];
    if day.month().is_multiple_of(6) {
        let document = format!("样例〔{}〕{}号", day.year(), day.month());
        let county = Transfer::between(Reason::ByHand, day, received(own, Source::Government), bank, Fen::yuan(20_000));
        transfers.push(county.document(document));
        let goods = paid(own, Source::Government);
        transfers.push(Transfer::between(Reason::ByHand, day, bank, goods, Fen::yuan(7_300)));
    }
    let goods = paid(running, Source::Society);
    transfers.push(Transfer::between(Reason::ByHand, day, bank, goods, Fen(gift.0 / 3)));
    transfers
}
