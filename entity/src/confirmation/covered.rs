//! Which gifts a confirmation covers: written down when it is issued, each gift on one confirmation and no other.

use sea_orm::{ActiveValue::Set, JoinType, QuerySelect, entity::prelude::*};

use crate::{
    Result, claim,
    handout::{self, line},
    id::{AccountId, ClaimId, ConfirmationId, PhaseId},
    store::Txn,
    wish,
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "confirmation_line")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub claim_id: ClaimId,
    pub confirmation_id: ConfirmationId,
}

impl ActiveModelBehavior for ActiveModel {}

/// Rows in one statement.
const AT_ONCE: usize = 400;

/// Donors' claims whose gift is in a child's hands, with their wish, line and act, and with what covers them, if
/// anything does.
pub(super) fn handed_out() -> Select<claim::Entity> {
    let to_wish = claim::Entity::belongs_to(wish::Entity).from(claim::Column::WishId).to(wish::Column::Id);
    let to_line = claim::Entity::belongs_to(line::Entity).from(claim::Column::Id).to(line::Column::ClaimId);
    let to_act = line::Entity::belongs_to(handout::Entity).from(line::Column::HandOutId).to(handout::Column::Id);
    let to_cover = claim::Entity::belongs_to(Entity).from(claim::Column::Id).to(Column::ClaimId);
    claim::Entity::find()
        .join(JoinType::InnerJoin, to_wish.into())
        .join(JoinType::InnerJoin, to_line.into())
        .join(JoinType::InnerJoin, to_act.into())
        .join(JoinType::LeftJoin, to_cover.into())
        .filter(claim::COLUMN.state.eq(claim::State::Fulfilled))
}

/// What this donor gave in the phase and was handed out, each with what covers it already.
pub(super) async fn given(
    db: &impl ConnectionTrait,
    account: AccountId,
    phase: PhaseId,
) -> Result<Vec<(ClaimId, Option<ConfirmationId>)>> {
    Ok(handed_out()
        .select_only()
        .column(claim::Column::Id)
        .column(Column::ConfirmationId)
        .filter(claim::COLUMN.account_id.eq(account))
        .filter(wish::COLUMN.phase_id.eq(phase))
        .into_tuple()
        .all(db)
        .await?)
}

/// Writes down that the confirmation covers what was handed out and is on no other.
pub(crate) async fn cover(txn: &Txn, confirmation: &super::Model) -> Result<()> {
    let given = given(txn, confirmation.account_id, confirmation.phase_id).await?;
    let rows: Vec<ActiveModel> = given
        .into_iter()
        .filter(|(_, covered)| covered.is_none())
        .map(|(claim_id, _)| ActiveModel { claim_id: Set(claim_id), confirmation_id: Set(confirmation.id) })
        .collect();
    for some in rows.chunks(AT_ONCE) {
        Entity::insert_many(some.to_vec()).exec_without_returning(txn).await?;
    }
    Ok(())
}
