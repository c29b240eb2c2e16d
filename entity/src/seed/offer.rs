//! Standing offers of the demonstration: the one that a round has been made with, a company's, two donors', and one
//! that rests.

use chrono::{Months, TimeDelta};
use sea_orm::{ActiveValue::Set, entity::prelude::*};

use super::cast::People;
use crate::{Fen, Result, Time, id::AccountId, lang::china_date, matching::Kind, offer, organisation, store::Txn};

/// The only one there is when the first round is made.
pub(super) async fn first(txn: &Txn, people: &People, now: Time) -> Result<()> {
    let sun = offer::ActiveModel { max_count: Set(2), ..standing(people.others[2], now) };
    offer::Entity::insert(sun).exec_without_returning(txn).await?;
    Ok(())
}

/// The others.
pub(super) async fn tell(txn: &Txn, people: &People, now: Time) -> Result<()> {
    let own = organisation::Entity::find().filter(organisation::COLUMN.contact_id.eq(people.company)).one(txn).await?;
    let company = offer::ActiveModel {
        organisation_id: Set(own.map(|own| own.id)),
        max_count: Set(40),
        max_price_fen: Set(Some(Fen::yuan(100))),
        ..standing(people.company, now)
    };
    let lin = offer::ActiveModel {
        max_count: Set(5),
        budget_fen: Set(Some(Fen::yuan(400))),
        categories: Set("stationery;books".to_owned()),
        ..standing(people.lin, now)
    };
    let rests = offer::ActiveModel {
        max_count: Set(3),
        categories: Set("sports".to_owned()),
        grade_min: Set(4),
        paused_at: Set(Some(now - TimeDelta::days(2))),
        ..standing(people.lin, now)
    };
    let grace = offer::ActiveModel {
        kinds: Set("wishes;plots;funds".to_owned()),
        max_count: Set(2),
        max_shares: Set(Some(1)),
        fund_fen: Set(Some(Fen::yuan(200))),
        grade_max: Set(3),
        ..standing(people.grace, now)
    };
    offer::Entity::insert_many([company, lin, rests, grace]).exec_without_returning(txn).await?;
    Ok(())
}

/// Of anything, for three months from a week ago.
fn standing(account: AccountId, now: Time) -> offer::ActiveModel {
    offer::ActiveModel {
        account_id: Set(account),
        organisation_id: Set(None),
        kinds: Set(Kind::Wishes.key().to_owned()),
        max_shares: Set(None),
        fund_fen: Set(None),
        budget_fen: Set(None),
        max_price_fen: Set(None),
        categories: Set(String::new()),
        townships: Set(String::new()),
        schools: Set(String::new()),
        grade_min: Set(1),
        grade_max: Set(9),
        valid_until: Set(china_date(now) + Months::new(3)),
        made_at: Set(now - TimeDelta::days(7)),
        paused_at: Set(None),
        ended_at: Set(None),
        ..Default::default()
    }
}
