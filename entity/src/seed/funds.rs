//! Village funds of the demonstration: two years of support, matches and payouts, with the examples that people know:
//! five children at 100 yuan, 10 % on 200, a couple with seven children, and a pool that is too small.

use chrono::{Months, NaiveTime};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, entity::prelude::*, sea_query::Expr};

use super::cast::People;
use crate::{
    Day, Fen, Result, Store, Time,
    account::{self, Role},
    actor::Actor,
    elder::{record::Record, register},
    fund::{
        self, State,
        contribution::{self, Row},
        payout,
        rule::{self, Cadence, MatchSource},
    },
    id::{AccountId, ElderId, FundId, OrganiserId, SupporterId, VillageId},
    lang::china_date,
    ledger::{Account, Book, Reason, Source, Transfer},
    month::Month,
    place::village,
    store::Txn,
    supporter::{self, Kin, add},
};

/// Months of history.
const MONTHS: u32 = 24;

/// How far the run of the last period is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    /// To be computed.
    Open,
    Approved,
    Paid,
}

/// One village's fund.
struct Plan {
    village: &'static str,
    titles: [&'static str; 2],
    age: i32,
    source: MatchSource,
    cadence: Cadence,
    /// How many children each elder has; of a couple, both have the same.
    families: &'static [Family],
    /// What the government gives every half year, and society every month.
    pool: (i64, i64),
    last: Last,
}

#[derive(Clone, Copy)]
enum Family {
    Of(usize),
    CoupleOf(usize),
}

const PLANS: [Plan; 3] = [
    Plan {
        village: "窑底村",
        titles: ["窑底村孝心基金", "Yaodi filial-piety fund"],
        age: 70,
        source: MatchSource::Both,
        cadence: Cadence::Monthly,
        families: &[
            Family::Of(5),
            Family::Of(2),
            Family::CoupleOf(7),
            Family::Of(3),
            Family::Of(1),
            Family::CoupleOf(2),
            Family::Of(4),
        ],
        pool: (1_200, 90),
        last: Last::Approved,
    },
    Plan {
        village: "长立村",
        titles: ["长立村孝心基金", "Changli filial-piety fund"],
        age: 65,
        source: MatchSource::Government,
        cadence: Cadence::Quarterly,
        families: &[Family::Of(2), Family::Of(3), Family::CoupleOf(4), Family::Of(1)],
        pool: (1_000, 0),
        last: Last::Open,
    },
    Plan {
        village: "横尖村",
        titles: ["横尖村孝心基金", "Hengjian filial-piety fund"],
        age: 70,
        source: MatchSource::Society,
        cadence: Cadence::Monthly,
        families: &[Family::Of(5), Family::Of(2), Family::Of(3)],
        pool: (0, 33),
        last: Last::Paid,
    },
];

const TREES: [&str; 11] =
    ["榆树下", "老槐树", "石桥头", "村东口", "枣林边", "磨坊旁", "井台边", "柳湾里", "戏台后", "北坡上", "打谷场"];
const SURNAMES: [&str; 8] = ["样", "例", "某", "甲", "乙", "丙", "丁", "戊"];

pub(super) async fn tell(store: &Store, txn: &Txn, organiser: OrganiserId, people: &People, now: Time) -> Result<()> {
    let admins = account::Entity::find().filter(account::COLUMN.role.eq(Role::Admin));
    let admin = admins.one(txn).await?.map_or(people.office, |admin| admin.id);
    let officers = Officers { first: people.office, second: admin };
    for (number, plan) in PLANS.iter().enumerate() {
        let found = village::Entity::find().filter(village::COLUMN.name.eq(plan.village)).one(txn).await?;
        let Some(village) = found else { continue };
        let first = Month::with(Month::of(now).first() - Months::new(MONTHS));
        let fund = open(txn, plan, village.id, organiser, officers.first, first).await?;
        // Mr Lin's mother is in the first village's fund.
        let own = (number == 0).then_some(people.lin);
        let families = gather(store, txn, plan, fund.id, own, officers.first, first).await?;
        live(txn, plan, &fund, &families, officers, (first, now)).await?;
    }
    Ok(())
}

#[derive(Clone, Copy)]
struct Officers {
    first: AccountId,
    second: AccountId,
}

fn morning(day: Day) -> Time {
    day.and_time(NaiveTime::from_hms_opt(2, 0, 0).unwrap_or(NaiveTime::MIN)).and_utc()
}

fn day(month: Month, day: u32) -> Day {
    month.first() + chrono::Days::new((day - 1).into())
}

async fn open(
    txn: &Txn,
    plan: &Plan,
    village: VillageId,
    organiser: OrganiserId,
    by: AccountId,
    first: Month,
) -> Result<fund::Model> {
    let at = morning(first.first());
    let row = fund::ActiveModel {
        village_id: Set(village),
        organiser_id: Set(Some(organiser)),
        title_zh: Set(plan.titles[0].to_owned()),
        title_en: Set(plan.titles[1].to_owned()),
        state: Set(State::Open),
        created_at: Set(at),
        opened_at: Set(Some(at)),
        closed_at: Set(None),
        ..Default::default()
    };
    let fund = row.insert(txn).await?;
    // The cap was lower in the first year.
    let later = Month::with(first.first() + Months::new(12));
    for (from, cap) in [(first, 30), (later, 50)] {
        let row = rule::ActiveModel {
            fund_id: Set(fund.id),
            from_on: Set(from.first()),
            minimum_age: Set(plan.age),
            support_fen: Set(Fen::yuan(100)),
            match_percent: Set(10),
            cap_fen: Set(Fen::yuan(cap)),
            match_source: Set(plan.source),
            cadence: Set(plan.cadence),
            minimum_supporters: Set(1),
            due_day: Set(25),
            remind_before: Set(5),
            remind_every: Set(10),
            remind_most: Set(3),
            made_by: Set(Some(by)),
            made_at: Set(at),
            ..Default::default()
        };
        rule::Entity::insert(row).exec_without_returning(txn).await?;
    }
    Ok(fund)
}

/// Who supports whom.
struct Supporting {
    supporter: SupporterId,
    elders: Vec<ElderId>,
}

async fn gather(
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

/// Month by month: what came in, and the run of each period that is over.
async fn live(
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
        // What would lie ahead is left for the office to do.
        let is_latest = month == this;
        let is_ahead = is_latest && china_date(now) < day(this, 6);
        let last = if is_ahead { Last::Open } else { plan.last };
        let last = if is_latest { last } else { Last::Paid };
        pay_out(txn, fund, officers, month, last).await?;
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

/// The run of the period that ended when this month began, if one did.
async fn pay_out(txn: &Txn, fund: &fund::Model, officers: Officers, month: Month, last: Last) -> Result<()> {
    let at = |number| morning(day(month, number));
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
    payout::pay::enter(txn, fund, &run, by(officers.second), day(month, 5), &document, at(5)).await
}
