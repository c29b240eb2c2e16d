//! Who adopted the fields of the demonstration, and what came in and went out for them, through the ledger.

use std::collections::HashMap;

use chrono::{Days, TimeDelta};
use sea_orm::{ActiveValue::Set, entity::prelude::*, sea_query::Expr};

use super::super::cast::People;
use crate::{
    Code, Fen, Refusal, Result, Store, Time,
    actor::Actor,
    adoption::{self, State as Adopted, sign},
    id::{AccountId, OrganiserId, PlotId},
    lang::china_date,
    ledger::{Account, Book, Programme, Purpose, Reason, Source, Transfer},
    payment::{Asked, ForWhat, reference},
    plot::{self, Mode, State, harvest, settle::shared_out},
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
    ask_for_money(store, txn, organiser, &made, now).await?;
    book(txn, organiser, people, plots, &made, now).await?;
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

/// What is signed and not paid has a code to pay under.
async fn ask_for_money(
    store: &Store,
    txn: &Txn,
    organiser: OrganiserId,
    made: &[adoption::Model],
    now: Time,
) -> Result<()> {
    for adoption in made.iter().filter(|adoption| adoption.state == Adopted::Signed) {
        let asked = Asked {
            what: ForWhat::Adoption(adoption.id),
            organiser,
            programme: Programme::Plot(adoption.plot_id),
            source: Source::Society,
            amount: Some(adoption.amount_fen),
            account: Some(adoption.account_id),
        };
        reference::make(store, txn, &asked, now).await?;
    }
    Ok(())
}

/// For each plot one transfer of what came, and one of what was paid out by the split.
async fn book(
    txn: &Txn,
    organiser: OrganiserId,
    people: &People,
    plots: &[plot::Model],
    made: &[adoption::Model],
    now: Time,
) -> Result<()> {
    let officer = Actor { role: "office", account: Some(people.office) };
    let bank = Account::bank(organiser);
    let mut paid: HashMap<PlotId, i64> = HashMap::new();
    for adoption in made.iter().filter(|adoption| adoption.paid_at.is_some()) {
        *paid.entry(adoption.plot_id).or_default() += adoption.amount_fen.0;
    }
    let mut book = Book::open(txn).await?;
    for plot in plots {
        let Some(amount) = paid.get(&plot.id).copied().map(Fen) else { continue };
        let programme = Programme::Plot(plot.id);
        let on = plot.opened_at.map_or_else(|| china_date(now), china_date) + Days::new(5);
        let received = Account::received(organiser, programme, Source::Society);
        let came = Transfer::between(Reason::Arrived, on.min(china_date(now)), received, bank, amount);
        book.enter(officer, &came, now).await?;
        if let Some(on) = plot.settled_on {
            let parts = shared_out(amount, plot.split());
            let into = |purpose| Account::paid_out(organiser, programme, Source::Society, purpose);
            let lines = vec![
                (bank, Fen(-amount.0)),
                (into(Purpose::Farmer), parts.farmer),
                (into(Purpose::Inputs), parts.inputs),
                (into(Purpose::Logistics), parts.logistics),
                (into(Purpose::Charity), parts.charity),
            ];
            let document = plot.receipt_no.clone().unwrap_or_default();
            let transfer = Transfer { reason: Reason::PaidOut, on, lines, document, once: None, reverses: None };
            book.enter(officer, &transfer.once(format!("plot-settled/{}", plot.id)), now).await?;
        }
    }
    Ok(())
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
