//! Two organisations of the demonstration: one whose people give, one that waits for the office.

use sea_orm::{ActiveValue::Set, entity::prelude::*, sea_query::Expr};

use super::cast::People;
use crate::{
    Result, Store, Time, claim,
    id::{AccountId, OrganisationId},
    organisation::{self, member},
    store::Txn,
};

pub(super) async fn tell(store: &Store, txn: &Txn, people: &People, now: Time) -> Result<()> {
    let company = organisation::ActiveModel {
        slug: Set("shanlu".to_owned()),
        name_zh: Set("山路测绘公司（样例）".to_owned()),
        name_en: Set("Shanlu Survey Company (sample)".to_owned()),
        about_zh: Set("在县里测路的一家公司。每一期，测绘队的同事一人认领一两个心愿。".to_owned()),
        about_en: Set(
            "A company that surveys the county's roads. Each phase its people claim a wish or two each.".to_owned()
        ),
        wish_limit: Set(60),
        approved_at: Set(Some(now)),
        ..drafted(store, people.company, now)
    };
    let company = company.insert(txn).await?.id;
    for account in [people.company, people.others[1], people.others[2]] {
        joined(txn, company, account, now).await?;
    }
    claim::Entity::update_many()
        .col_expr(claim::Column::OrganisationId, Expr::value(company))
        .filter(claim::COLUMN.account_id.eq(people.company))
        .exec(txn)
        .await?;
    let club = organisation::ActiveModel {
        slug: Set("dushu".to_owned()),
        name_zh: Set("县图书馆读书会（样例）".to_owned()),
        name_en: Set("County Library Reading Club (sample)".to_owned()),
        about_zh: Set("每周六一起读书的人，想给孩子们添些书。".to_owned()),
        about_en: Set("People who read together on Saturdays, and would like the children to have books.".to_owned()),
        wish_limit: Set(50),
        ..drafted(store, people.others[0], now)
    };
    club.insert(txn).await?;
    Ok(())
}

fn drafted(store: &Store, contact: AccountId, now: Time) -> organisation::ActiveModel {
    organisation::ActiveModel {
        contact_id: Set(contact),
        link: Set(store.dice.id()),
        created_at: Set(now),
        ..Default::default()
    }
}

async fn joined(txn: &Txn, organisation: OrganisationId, account: AccountId, now: Time) -> Result<()> {
    let row = member::ActiveModel {
        organisation_id: Set(organisation),
        account_id: Set(account),
        joined_at: Set(now),
        ..Default::default()
    };
    member::Entity::insert(row).exec_without_returning(txn).await?;
    Ok(())
}
