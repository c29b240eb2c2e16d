//! What came in for a fund 缴存: each with its source, and a family's money with the elders it is for. Never changed;
//! what was wrong is taken back by a row below nothing.

use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    QueryOrder, QuerySelect,
    entity::prelude::*,
    sea_query::{Expr, ExprTrait},
};

use crate::{
    Day, Error, Fen, Field, Refusal, Result, Time,
    actor::Officer,
    id::{AccountId, ContributionId, ElderId, FundId, SupporterId, TransferId},
    ledger::Source,
    store::Txn,
    supporter::ask,
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "fund_contribution")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: ContributionId,
    pub fund_id: FundId,
    pub source: Source,
    /// Who paid a family's money.
    pub supporter_id: Option<SupporterId>,
    /// Below nothing: taken back.
    pub amount_fen: Fen,
    /// The day whose period it counts in.
    pub received_on: Day,
    /// Receipt or document number.
    pub document: String,
    pub corrects: Option<ContributionId>,
    /// The elder who died or left, whose family got it back.
    pub returned_to: Option<ElderId>,
    pub transfer_id: TransferId,
    pub recorded_by: Option<AccountId>,
    pub recorded_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

pub mod share {
    //! What of a contribution is for which elder.

    use sea_orm::entity::prelude::*;

    use crate::{
        Fen,
        id::{ContributionId, ElderId},
    };

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "fund_share")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub contribution_id: ContributionId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub elder_id: ElderId,
        pub amount_fen: Fen,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A contribution that is about to be written.
pub(crate) struct Row {
    pub source: Source,
    pub supporter: Option<SupporterId>,
    pub amount: Fen,
    pub on: Day,
    pub document: String,
    pub corrects: Option<ContributionId>,
    pub returned_to: Option<ElderId>,
    pub shares: Vec<(ElderId, Fen)>,
}

/// Writes it down beside its booking; of a support that has ended, no more may be expected now, or something again. The
/// fund's row is held.
pub(crate) async fn write(
    txn: &Txn,
    fund: FundId,
    row: Row,
    transfer: TransferId,
    by: Option<AccountId>,
    now: Time,
) -> Result<ContributionId> {
    let supporter = row.supporter;
    let model = ActiveModel {
        fund_id: Set(fund),
        source: Set(row.source),
        supporter_id: Set(row.supporter),
        amount_fen: Set(row.amount),
        received_on: Set(row.on),
        document: Set(row.document),
        corrects: Set(row.corrects),
        returned_to: Set(row.returned_to),
        transfer_id: Set(transfer),
        recorded_by: Set(by),
        recorded_at: Set(now),
        ..Default::default()
    };
    let id = model.insert(txn).await?.id;
    let shares = row.shares.into_iter().map(|(elder, amount)| share::ActiveModel {
        contribution_id: Set(id),
        elder_id: Set(elder),
        amount_fen: Set(amount),
    });
    let shares: Vec<_> = shares.collect();
    if !shares.is_empty() {
        share::Entity::insert_many(shares).exec_without_returning(txn).await?;
    }
    if let Some(supporter) = supporter {
        ask::keep_up(txn, supporter, now).await?;
    }
    Ok(id)
}

/// The ledger's day is this form's.
pub(crate) fn at_the_day(error: Error) -> Error {
    match error {
        Error::Refused(refused) => match refused.0.first() {
            Some(Refusal::PeriodClosed(through)) => Refusal::DayTooEarly(Field::ReceivedOn, *through).into(),
            Some(Refusal::DayInFuture(_)) => Refusal::DayInFuture(Field::ReceivedOn).into(),
            _ => refused.into(),
        },
        error => error,
    }
}

/// Contributions on one page.
pub const PAGE: u64 = 24;

/// A contribution as the office's list shows it.
#[derive(Clone, Debug)]
pub struct Listed {
    pub row: Model,
    /// The elders it is for, by alias.
    pub aliases: Vec<String>,
    /// Whether a later one took it back.
    pub is_corrected: bool,
}

/// Those below `before`, by the day on which they came, then by number; one more than fits on the page where there are
/// more.
pub async fn latest(
    db: &impl ConnectionTrait,
    _officer: Officer,
    fund: FundId,
    before: Option<ContributionId>,
) -> Result<Vec<Listed>> {
    let its = Entity::find().filter(COLUMN.fund_id.eq(fund));
    let mut query = its.clone().order_by_desc(Column::ReceivedOn).order_by_desc(Column::Id).limit(PAGE + 1);
    let last = match before {
        Some(id) => its.filter(COLUMN.id.eq(id)).one(db).await?,
        None => None,
    };
    if let Some(last) = last {
        let row = Expr::tuple([Expr::col(Column::ReceivedOn), Expr::col(Column::Id)]);
        query = query.filter(row.lt(Expr::tuple([Expr::value(last.received_on), Expr::value(last.id)])));
    }
    let rows = query.all(db).await?;
    let ids = || rows.iter().map(|row| row.id);
    let corrected: Vec<Model> = Entity::find().filter(COLUMN.corrects.is_in(ids())).all(db).await?;
    let shares = share::Entity::find()
        .filter(share::COLUMN.contribution_id.is_in(ids()))
        .order_by_asc(share::COLUMN.elder_id)
        .all(db)
        .await?;
    let aliases = crate::elder::aliases(db, fund).await?;
    let listed = |row: Model| Listed {
        aliases: shares
            .iter()
            .filter(|share| share.contribution_id == row.id)
            .filter_map(|share| aliases.get(&share.elder_id).cloned())
            .collect(),
        is_corrected: corrected.iter().any(|later| later.corrects == Some(row.id)),
        row,
    };
    Ok(rows.into_iter().map(listed).collect())
}
