//! The months of a village fund: what came in, and the payout of each period that is over, through the ledger.

use sea_orm::{entity::prelude::*, sea_query::Expr};

use super::{Last, Officers, Plan, day, families::Supporting, morning};
use crate::{
    Fen, Result, Time,
    actor::Actor,
    fund::{
        self,
        contribution::{self, Row},
        payout,
    },
    id::ElderId,
    lang::china_date,
    ledger::{Account, Book, Reason, Source, Transfer},
    month::Month,
    store::Txn,
};

/// Month by month: what came in, and the run of each period that is over.
pub(super) async fn live(
    txn: &Txn,
    plan: &Plan,
    fund: &fund::Model,
    families: &[Supporting],
    officers: Officers,
    (first, now): (Month, Time),
) -> Result<()> {
    let this = Month::of(now);
    let mut month = first;
    while month < this {
        arrive(txn, plan, fund, families, officers, month).await?;
        month = month.next();
        let last = if month == this { plan.last } else { Last::Paid };
        pay_out(txn, fund, officers, month, last, now).await?;
    }
    Ok(())
}

async fn arrive(
    txn: &Txn,
    plan: &Plan,
    fund: &fund::Model,
    families: &[Supporting],
    officers: Officers,
    month: Month,
) -> Result<()> {
    let mut arrivals = Vec::new();
    let months = i64::from(plan.cadence.months());
    let quarter = month.first().format("%m").to_string().parse().unwrap_or(0_i64) % months == 0;
    if quarter {
        for one in families {
            let shares = split(&one.elders, Fen::yuan(100 * months));
            let document = format!("样-{}-{}-{month}", fund.id, one.supporter);
            arrivals.push((Source::Family, Some(one.supporter), Fen::yuan(100 * months), document, shares));
        }
    }
    let (government, society) = plan.pool;
    let is_half = matches!(month.to_string().get(5..), Some("01" | "07"));
    if government > 0 && is_half {
        let document = format!("样例民〔{}〕{}号", month.first().format("%Y"), fund.id);
        arrivals.push((Source::Government, None, Fen::yuan(government), document, Vec::new()));
    }
    if society > 0 {
        arrivals.push((Source::Society, None, Fen::yuan(society), String::new(), Vec::new()));
    }
    let on = day(month, 20);
    let (organiser, programme) = (fund.organiser()?, fund.programme());
    let by = Actor { role: "office", account: Some(officers.first) };
    let mut book = Book::open(txn).await?;
    for (source, supporter, amount, document, shares) in arrivals {
        let from = Account::received(organiser, programme, source);
        let transfer = Transfer::between(Reason::Arrived, on, from, Account::bank(organiser), amount);
        let transfer = book.enter(by, &transfer.document(document.clone()), morning(on)).await?;
        let row = Row { source, supporter, amount, on, document, corrects: None, returned_to: None, shares };
        contribution::write(txn, fund.id, row, transfer, Some(officers.first), morning(on)).await?;
    }
    Ok(())
}

/// Of a couple half each.
fn split(elders: &[ElderId], amount: Fen) -> Vec<(ElderId, Fen)> {
    let count = i64::try_from(elders.len()).unwrap_or(1);
    elders.iter().map(|elder| (*elder, Fen(amount.0 / count))).collect()
}

/// The run of the period that ended when this month began, if one did. In a month's first days all of it is done by now.
async fn pay_out(txn: &Txn, fund: &fund::Model, officers: Officers, month: Month, last: Last, now: Time) -> Result<()> {
    let at = |number| Ord::min(morning(day(month, number)), now);
    let is_due = payout::next(txn, fund.id).await?.is_some_and(|next| next.is_over(at(2)));
    if !is_due || last == Last::Open {
        return Ok(());
    }
    let by = |account| Actor { role: "office", account: Some(account) };
    let run = payout::draft::enter(txn, fund, by(officers.first), at(2)).await?;
    let judged = payout::Entity::update_many()
        .col_expr(payout::Column::State, Expr::value(payout::State::Approved))
        .col_expr(payout::Column::ReviewedBy, Expr::value(officers.first))
        .col_expr(payout::Column::ReviewedAt, Expr::value(at(2)))
        .col_expr(payout::Column::ApprovedBy, Expr::value(officers.second))
        .col_expr(payout::Column::ApprovedAt, Expr::value(at(3)));
    judged.filter(payout::COLUMN.id.eq(run.id)).exec(txn).await?;
    if last == Last::Approved {
        return Ok(());
    }
    let run = payout::find(txn, run.id).await?;
    let document = format!("样例发-{}-{}", fund.id, run.id);
    payout::pay::enter(txn, fund, &run, by(officers.second), china_date(at(5)), &document, at(5)).await
}
