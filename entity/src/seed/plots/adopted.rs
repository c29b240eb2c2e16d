//! Who adopted the fields of the demonstration, and what came in and went out for them, through the ledger.

use std::collections::HashMap;

use chrono::{Days, TimeDelta};
use sea_orm::{ActiveValue::Set, entity::prelude::*, sea_query::Expr};

use super::super::cast::People;
use crate::{
    Code, Day, Fen, Refusal, Result, Store, Time, account,
    actor::{Actor, Keeper, Officer},
    adoption::{self, State as Adopted, sign},
    id::{AccountId, OrganiserId, PlotId},
    lang::china_date,
    ledger::{Account, Book, Programme, Purpose, Reason, Source, Transfer},
    payment::{self, PayCode, Words, owe, part, reference},
    plot::{self, Mode, ShortfallRule, State, harvest, split::shared_out},
    store::Txn,
};

/// Adopts all of what was sown and some of what is open. Gives the shares taken of each plot.
pub(super) async fn tell(
    store: &Store,
    txn: &Txn,
    organiser: OrganiserId,
    people: &People,
    plots: &[plot::Model],
    now: Time,
) -> Result<HashMap<PlotId, i32>> {
    let mut donors = vec![people.lin, people.company, people.grace];
    donors.extend(&people.others);
    let mut rows = Vec::new();
    for (number, plot) in plots.iter().enumerate().filter(|(_, plot)| plot.opened_at.is_some()) {
        let sown = plot.growing_at.is_some();
        let wanted = if sown { plot.shares } else { i32::try_from(number % 11).unwrap_or(0).min(plot.shares) };
        rows.extend(of_plot(store, plot, &donors, (number, wanted), now));
    }
    let made = adoption::Entity::insert_many(rows).exec_with_returning(txn).await?;
    let mut taken: HashMap<PlotId, i32> = HashMap::new();
    for adoption in made.iter().filter(|adoption| Adopted::LIVE.contains(&adoption.state)) {
        *taken.entry(adoption.plot_id).or_default() += adoption.shares;
    }
    let desk = Desk { store, txn, organiser, people, now };
    let asked = desk.ask(&made).await?;
    desk.book(plots, &made, &asked).await?;
    Ok(taken)
}

/// Few donors take many rows, as it is.
fn of_plot(
    store: &Store,
    plot: &plot::Model,
    donors: &[AccountId],
    (number, wanted): (usize, i32),
    now: Time,
) -> Vec<adoption::ActiveModel> {
    let (mut left, mut rows, mut turn) = (wanted, Vec::new(), 0);
    while left > 0 {
        let shares = [3, 1, 5, 2][(number + turn) % 4].min(left);
        let state = state_of(plot, number + turn);
        rows.push(row(store, plot, donors[(number + turn * 3) % donors.len()], (shares, state), now));
        left -= shares;
        turn += 1;
    }
    rows
}

const fn state_of(plot: &plot::Model, turn: usize) -> Adopted {
    match plot.state {
        // One contract at a time between a donor and a plot is unpaid; every seventh has yet to be paid.
        State::Open if turn.is_multiple_of(7) => Adopted::Signed,
        State::Settled => {
            if matches!(plot.mode, Mode::DonatedOn) {
                Adopted::Donated
            } else {
                Adopted::Delivered
            }
        }
        State::Closed => Adopted::Closed,
        _ => Adopted::Paid,
    }
}

fn row(
    store: &Store,
    plot: &plot::Model,
    donor: AccountId,
    (shares, state): (i32, Adopted),
    now: Time,
) -> adoption::ActiveModel {
    let at = plot.opened_at.unwrap_or(now) + TimeDelta::days(1);
    let is_paid = Adopted::PAID.contains(&state);
    let code = Code::mint(&store.dice);
    adoption::ActiveModel {
        plot_id: Set(plot.id),
        account_id: Set(donor),
        shares: Set(shares),
        amount_fen: Set(Fen(plot.share_price().0 * i64::from(shares))),
        state: Set(state),
        reserved_at: Set(at),
        reserved_until: Set(at + TimeDelta::hours(72)),
        signed_at: Set(Some(at + TimeDelta::hours(2))),
        party: Set(Some(sign::sealed(store, "party", &code, "样例认养人"))),
        delivery: Set((plot.mode != Mode::DonatedOn).then(|| sign::sealed(store, "delivery", &code, "样例路 1 号"))),
        pay_until: Set(Some(china_date(if is_paid { at } else { now }) + Days::new(14))),
        household_signed_on: Set(is_paid.then(|| china_date(at) + Days::new(3))),
        paper_no: Set(is_paid.then(|| format!("样例-{}", code.as_str()))),
        witnessed_by: Set(is_paid.then_some(plot.created_by)),
        paid_at: Set(is_paid.then(|| at + TimeDelta::days(4))),
        code: Set(code),
        ..Default::default()
    }
}

/// Who books what came and what was paid out.
struct Desk<'s> {
    store: &'s Store,
    txn: &'s Txn,
    organiser: OrganiserId,
    people: &'s People,
    now: Time,
}

impl Desk<'_> {
    /// What is signed has a code to pay under; by the number of the adoption.
    async fn ask(&self, made: &[adoption::Model]) -> Result<HashMap<i64, reference::Model>> {
        let rows = made.iter().map(|adoption| {
            let programme = Programme::Plot(adoption.plot_id);
            reference::ActiveModel {
                code: Set(PayCode::mint(&self.store.dice)),
                kind: Set(reference::Kind::Adoption),
                subject_id: Set(adoption.id.0),
                organiser_id: Set(self.organiser),
                programme: Set(programme.kind()),
                programme_id: Set(programme.number()),
                source: Set(Source::Society),
                asked_fen: Set(Some(adoption.amount_fen)),
                account_id: Set(Some(adoption.account_id)),
                made_at: Set(adoption.signed_at.unwrap_or(self.now)),
                ..Default::default()
            }
        });
        let asked = reference::Entity::insert_many(rows).exec_with_returning(self.txn).await?;
        Ok(asked.into_iter().map(|reference| (reference.subject_id, reference)).collect())
    }

    /// For each plot a transfer for everything that came, and one of what was paid out by the split.
    async fn book(
        &self,
        plots: &[plot::Model],
        made: &[adoption::Model],
        asked: &HashMap<i64, reference::Model>,
    ) -> Result<()> {
        let officer = Actor { role: "office", account: Some(self.people.office) };
        let mut arrivals = Vec::with_capacity(made.len());
        let mut book = Book::open(self.txn).await?;
        for plot in plots {
            let mut sum = 0;
            for adoption in made.iter().filter(|one| one.plot_id == plot.id && one.paid_at.is_some()) {
                let Some(reference) = asked.get(&adoption.id.0) else { continue };
                let (arrival, transfer) = self.arrived(plot, adoption, reference)?;
                let booked = book.enter(officer, &transfer, self.now).await?;
                arrivals.push(payment::ActiveModel { transfer_id: Set(Some(booked)), ..arrival });
                sum += adoption.amount_fen.0;
            }
            if let Some(on) = plot.settled_on.filter(|_| sum > 0) {
                book.enter(officer, &self.paid_out(plot, on, Fen(sum)), self.now).await?;
            }
        }
        let arrivals = payment::Entity::insert_many(arrivals).exec_with_returning(self.txn).await?;
        let parts = arrivals.into_iter().map(|arrival| part::ActiveModel {
            arrival_id: Set(arrival.id),
            reference_id: Set(arrival.reference_id),
            amount_fen: Set(arrival.amount_fen),
            state: Set(payment::State::Counted),
            since: Set(arrival.recorded_at),
            ..Default::default()
        });
        part::Entity::insert_many(parts).exec_without_returning(self.txn).await?;
        Ok(())
    }

    /// All of it in one piece, five days after the plot opened.
    fn arrived(
        &self,
        plot: &plot::Model,
        adoption: &adoption::Model,
        reference: &reference::Model,
    ) -> Result<(payment::ActiveModel, Transfer)> {
        let (today, amount) = (china_date(self.now), adoption.amount_fen);
        let on = plot.opened_at.map_or(today, |at| (china_date(at) + Days::new(5)).min(today));
        let once = format!("{}/{}/{on}/{}/0", self.organiser, reference.id, amount.0);
        let words = Words { payer: "样例认养人".to_owned(), remark: reference.code.grouped() };
        let received = Account::received(self.organiser, reference.programme(), Source::Society);
        let transfer = Transfer::between(Reason::Arrived, on, received, Account::bank(self.organiser), amount);
        let transfer = transfer.once(format!("arrived/{once}"));
        let arrival = payment::ActiveModel {
            organiser_id: Set(self.organiser),
            reference_id: Set(Some(reference.id)),
            amount_fen: Set(amount),
            arrived_on: Set(on),
            words: Set(words.seal(self.store, &payment::place(&once))?),
            payer_hash: Set(words.payer_hash(self.store)),
            once: Set(once),
            recorded_by: Set(self.people.office),
            recorded_at: Set(adoption.paid_at.unwrap_or(self.now)),
            ..Default::default()
        };
        Ok((arrival, transfer))
    }

    fn paid_out(&self, plot: &plot::Model, on: Day, amount: Fen) -> Transfer {
        let parts = shared_out(amount, plot.split());
        let into = |purpose| Account::paid_out(self.organiser, Programme::Plot(plot.id), Source::Society, purpose);
        let lines = vec![
            (Account::bank(self.organiser), Fen(-amount.0)),
            (into(Purpose::Farmer), parts.farmer),
            (into(Purpose::Inputs), parts.inputs),
            (into(Purpose::Logistics), parts.logistics),
            (into(Purpose::Charity), parts.charity),
        ];
        let document = plot.receipt_no.clone().unwrap_or_default();
        let transfer = Transfer { reason: Reason::PaidOut, on, lines, document, once: None, reverses: None };
        transfer.once(format!("plot-settled/{}", plot.id))
    }
}

/// The shares taken stand in the plots' rows; what was harvested is told of what was promised.
pub(super) async fn count(txn: &Txn, taken: &HashMap<PlotId, i32>) -> Result<()> {
    for (id, shares) in taken {
        let mut plot = plot::Entity::find_by_id(*id).one(txn).await?.ok_or(Refusal::NotFound)?;
        plot.taken = *shares;
        let promised = harvest::promised(&plot);
        let is_short = plot.state == State::Shortfall;
        let weight = plot.harvested_at.map(|_| if is_short { promised * 4 / 5 } else { promised + promised / 20 });
        let evidence = is_short.then(|| "村委会记录：七月下旬的冰雹打掉了一部分穗子".to_owned());
        let credit = is_short.then(|| harvest::credit(&plot, promised * 4 / 5));
        plot::Entity::update_many()
            .col_expr(plot::Column::Taken, Expr::value(*shares))
            .col_expr(plot::Column::WeightG, Expr::value(weight))
            .col_expr(plot::Column::Evidence, Expr::value(evidence))
            .col_expr(plot::Column::CreditFen, Expr::value(credit))
            .filter(plot::COLUMN.id.eq(*id))
            .exec(txn)
            .await?;
    }
    Ok(())
}

/// Where the rule gives money back, a shortfall's part of the price waits to be returned to each adopter.
pub(super) async fn owe_back(txn: &Txn, people: &People, now: Time) -> Result<()> {
    let office = account::Entity::find_by_id(people.office).one(txn).await?.ok_or(Refusal::NotFound)?;
    let keeper = Keeper::Office(Officer::who_ordered(&office)?);
    let short = plot::Entity::find()
        .filter(plot::COLUMN.state.eq(State::Shortfall))
        .filter(plot::COLUMN.shortfall_rule.eq(ShortfallRule::Refund));
    for plot in short.all(txn).await? {
        let credit = plot.credit_fen.unwrap_or_default();
        for (adoption, reference) in adoption::paid_for(txn, plot.id).await? {
            owe::owe(txn, keeper, &reference, Fen(credit.0 * i64::from(adoption.shares)), now).await?;
        }
    }
    Ok(())
}
