//! The families of a village fund: elders with their names sealed, and the children who support them.

use chrono::Months;

use super::{Plan, day, morning};
use crate::{
    Result, Store,
    elder::{record::Record, register},
    id::{AccountId, ElderId, FundId, SupporterId},
    month::Month,
    store::Txn,
    supporter::{self, Kin, add},
};

const TREES: [&str; 11] =
    ["榆树下", "老槐树", "石桥头", "村东口", "枣林边", "磨坊旁", "井台边", "柳湾里", "戏台后", "北坡上", "打谷场"];
const SURNAMES: [&str; 8] = ["样", "例", "某", "甲", "乙", "丙", "丁", "戊"];

/// How many children the elders of one family have.
#[derive(Clone, Copy)]
pub(super) enum Family {
    Of(usize),
    CoupleOf(usize),
}

/// Who supports whom.
pub(super) struct Supporting {
    pub(super) supporter: SupporterId,
    pub(super) elders: Vec<ElderId>,
}

pub(super) async fn gather(
    store: &Store,
    txn: &Txn,
    plan: &Plan,
    fund: FundId,
    own: Option<AccountId>,
    by: AccountId,
    first: Month,
) -> Result<Vec<Supporting>> {
    let mut all = Vec::new();
    let mut places = TREES.iter();
    for (number, family) in plan.families.iter().enumerate() {
        let (children, titles): (usize, &[&str]) = match family {
            Family::Of(children) => (*children, if number % 2 == 0 { &["奶奶"] } else { &["爷爷"] }),
            Family::CoupleOf(children) => (*children, &["爷爷", "奶奶"]),
        };
        let place = places.next().copied().unwrap_or("村里");
        let mut elders = Vec::new();
        for title in titles {
            let read = register::Read {
                alias: format!("{place}的{title}"),
                record: Record {
                    name: format!("{}{}{title}", SURNAMES[number % SURNAMES.len()], fund),
                    birth_date: day(Month::with(first.first() - Months::new(12 * 78)), 3),
                    household: String::new(),
                },
                form_no: format!("样例-{fund}-{number}"),
                consented_on: first.first(),
                is_public: number % 3 == 0,
            };
            let joined = (Some(by), first.first());
            elders.push(register::enter(store, txn, fund, read, joined, morning(first.first())).await?);
        }
        for child in 0..children {
            let read = add::Read {
                record: supporter::record::Record {
                    name: format!("{}{fund}{}", SURNAMES[number % SURNAMES.len()], child + 1),
                    phone: String::new(),
                },
                relation: if child % 2 == 0 { Kin::Son } else { Kin::Daughter },
                account: own.filter(|_| (number, child) == (1, 0)),
                pledged: None,
                since: first,
            };
            let id = add::enter(store, txn, fund, &elders, read, Some(by), morning(first.first())).await?;
            all.push(Supporting { supporter: id, elders: elders.clone() });
        }
    }
    Ok(all)
}
