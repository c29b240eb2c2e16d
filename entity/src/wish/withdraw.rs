//! A wish is withdrawn: the child moved, or it is no longer needed. A live claim ends with it, and its donor is told.

use sea_orm::{entity::prelude::*, sea_query::Expr};
use serde::Deserialize;

use super::{COLUMN, Column, Entity, Model, Status, search};
use crate::{
    Code, Field, FormKey, Lang, Refusal, Result, Store, Time,
    actor::{Actor, Receiver},
    claim,
    id::WishId,
    journal::{self, Act, Subject},
    store::Txn,
};

/// Why, as the table keeps it; no free text, because its donor reads a sentence made from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The guardian withdrew consent; see [`crate::child::withdraw`].
    Consent,
    Moved,
    NotNeeded,
}

impl Why {
    /// What a school or an officer may choose.
    pub const CHOICES: [Self; 2] = [Self::Moved, Self::NotNeeded];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Consent => "consent",
            Self::Moved => "moved",
            Self::NotNeeded => "not_needed",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Consent, Self::Moved, Self::NotNeeded].into_iter().find(|why| why.key() == key)
    }

    /// For the donor, who must not learn more of the family than this.
    fn sentence(self, lang: Lang) -> &'static str {
        match self {
            Self::Consent | Self::NotNeeded => lang.pick("这个心愿现在不再需要了", "This wish is no longer needed"),
            Self::Moved => lang.pick("这个孩子转学了", "The child has moved to another school"),
        }
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// A [`Why`] by its key.
    pub reason: String,
}

/// States in which a wish can be withdrawn. A gift that is here already is the office's choice
/// ([`crate::handout::problem`]), and a draft is deleted.
const WITHDRAWABLE: [Status; 5] = [Status::Submitted, Status::Returned, Status::Approved, Status::Open, Status::Taken];

/// Whether a wish in this state can be withdrawn.
pub fn is_possible(status: Status) -> bool {
    WITHDRAWABLE.contains(&status)
}

/// By the wish's school or by the office.
pub async fn withdraw(
    store: &Store,
    by: Receiver,
    code: &Code,
    typed: &Typed,
    form: &FormKey,
    now: Time,
) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let wish = super::within_reach(&txn, by.school(), code).await?;
    let why = match typed.reason.as_str() {
        "" => return Err(Refusal::ReasonMissing.into()),
        key => Why::from_key(key).filter(|why| Why::CHOICES.contains(why)),
    };
    let why = why.ok_or(Refusal::NotAChoice(Field::Reason))?;
    if !is_possible(wish.status) {
        return Err(Refusal::WishMoved.into());
    }
    step(store, &txn, &wish, why, by.into(), now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// Takes open wishes that nobody ever claimed from the public; few enough for one statement. The caller has locked
/// them.
pub(crate) async fn unclaimed(txn: &Txn, wishes: &[&Model], why: Why, actor: Actor, now: Time) -> Result<()> {
    let ids: Vec<WishId> = wishes.iter().map(|wish| wish.id).collect();
    let withdrawn = Entity::update_many()
        .col_expr(Column::Status, Expr::value(Status::Withdrawn))
        .col_expr(Column::WithdrawnAt, Expr::value(now))
        .col_expr(Column::Reason, Expr::value(why.key()))
        .filter(COLUMN.id.is_in(ids.iter().copied()))
        .filter(COLUMN.status.eq(Status::Open))
        .exec(txn)
        .await?;
    if usize::try_from(withdrawn.rows_affected) != Ok(ids.len()) {
        return Err(Refusal::WishMoved.into());
    }
    search::forget_all(txn, &ids).await?;
    let details: Vec<String> = wishes.iter().map(|wish| format!("{} {}", wish.code, why.key())).collect();
    let subjects = ids.iter().zip(&details).map(|(id, detail)| (Subject("wish", id.0), detail.as_str()));
    journal::note_all(txn, actor, Act::WishWithdrawn, subjects, now).await
}

/// Takes the wish from the public and ends its claim. The caller has locked it.
pub(crate) async fn step(store: &Store, txn: &Txn, wish: &Model, why: Why, actor: Actor, now: Time) -> Result<()> {
    let withdrawn = Entity::update_many()
        .col_expr(Column::Status, Expr::value(Status::Withdrawn))
        .col_expr(Column::WithdrawnAt, Expr::value(now))
        .col_expr(Column::Reason, Expr::value(why.key()))
        .filter(COLUMN.id.eq(wish.id))
        .filter(COLUMN.status.eq(wish.status))
        .exec(txn)
        .await?;
    if withdrawn.rows_affected == 0 {
        return Err(Refusal::WishMoved.into());
    }
    search::forget(txn, wish.id).await?;
    claim::cancel::with_wish(store, txn, wish, |lang| why.sentence(lang), actor, now).await?;
    let detail = format!("{} {}", wish.code, why.key());
    journal::note(txn, actor, Act::WishWithdrawn, Subject("wish", wish.id.0), &detail, now).await
}
