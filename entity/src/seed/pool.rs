//! What the pool of the demonstration has to give.

use chrono::TimeDelta;
use sea_orm::{ActiveValue::Set, entity::prelude::*};

use super::cast::People;
use crate::{
    Fen, Result, Time,
    handout::pool::source::{self, Kind},
    lang::china_date,
    store::Txn,
    wish::Category,
};

pub(super) async fn tell(txn: &Txn, people: &People, now: Time) -> Result<()> {
    let shelf = [
        (Kind::Goods, "双肩书包（上一期多的）", "办公室", Some(Category::Schoolbag), None, 6, 160),
        (Kind::Goods, "36色彩色铅笔", "县文具店（样例）", Some(Category::ArtSupplies), None, 12, 20),
        (Kind::Sponsor, "没人认领的心愿", "热心商户（样例）", None, Some(Fen::yuan(100)), 10, 8),
    ];
    for (kind, name, giver, category, cap, quantity, days) in shelf {
        let row = source::ActiveModel {
            kind: Set(kind),
            name: Set(name.to_owned()),
            giver: Set(giver.to_owned()),
            category: Set(category),
            price_cap_fen: Set(cap),
            quantity: Set(quantity),
            added_on: Set(china_date(now - TimeDelta::days(days))),
            added_at: Set(now),
            added_by: Set(people.office),
            ..Default::default()
        };
        row.insert(txn).await?;
    }
    Ok(())
}
