//! A harvest that was put down wrongly is put down again, for a reason, until it is delivered: state, credit and what
//! goes back to the adopters are then what the new weight makes of them, and the adopters are told.
//!
//! Once some of that money went back, or was kept after all, the sum that is owed stays as it is.

use serde::{Deserialize, Serialize};

use super::{
    State,
    harvest::{self, Weighed, held},
};
use crate::{
    Error, Fen, Field, FormKey, Refusal, Result, Store, Time,
    actor::Keeper,
    id::PlotId,
    journal::{self, Act, Subject},
    payment::owe,
};

/// Why. The journal and the letters hold the word, so it is one of a few.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// A slip of the pen.
    Mistyped,
    /// The field was weighed once more.
    Weighed,
    /// The test report or the evidence was another.
    Papers,
}

impl Reason {
    pub const ALL: [Self; 3] = [Self::Mistyped, Self::Weighed, Self::Papers];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Mistyped => "mistyped",
            Self::Weighed => "weighed",
            Self::Papers => "papers",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.key() == key)
    }
}

/// The harvest as it should have been put down.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub weight: String,
    pub test_no: String,
    /// Needed where the harvest is less than was promised.
    pub evidence: String,
    /// A [`Reason`] by its key.
    pub reason: String,
    /// `yes`: it is right, although it is far more than was promised.
    pub meant: String,
}

impl Typed {
    /// The same as it is typed the first time.
    pub fn harvest(&self) -> harvest::Typed {
        harvest::Typed {
            weight: self.weight.clone(),
            test_no: self.test_no.clone(),
            evidence: self.evidence.clone(),
            meant: self.meant.clone(),
        }
    }

    fn reason(&self) -> Result<Reason, Refusal> {
        if self.reason.is_empty() {
            return Err(Refusal::ReasonMissing);
        }
        Reason::from_key(&self.reason).ok_or(Refusal::NotAChoice(Field::Reason))
    }
}

/// Gives how many were told.
pub async fn weigh_again(
    store: &Store,
    keeper: Keeper,
    id: PlotId,
    typed: &Typed,
    form: &FormKey,
    now: Time,
) -> Result<u64> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let (plot, adopted) = held(&txn, keeper, id).await?;
    let weighed = Weighed::read(store, &txn, &typed.harvest(), &plot).await;
    let (weighed, reason) = whole(weighed, typed.reason())?;
    if !matches!(plot.state, State::Harvested | State::Shortfall) || plot.delivered_on.is_some() {
        return Err(Refusal::PlotState.into());
    }
    if weighed.stands_in(&plot) {
        return Err(Refusal::NothingCorrected.into());
    }
    weighed.write(&txn, &plot, now).await?;
    journal::note(&txn, keeper, Act::HarvestCorrected, Subject("plot", id.0), reason.key(), now).await?;
    for (adoption, reference) in &adopted {
        let was = Fen(plot.credit_fen.unwrap_or_default().0 * i64::from(adoption.shares));
        let is = weighed.credit_of(adoption.shares);
        if was != is {
            owe::owe_instead(&txn, keeper, reference, (was, is), now).await?;
        }
    }
    let told = weighed.tell(store, &txn, (&plot, &adopted), Some(reason), now).await?;
    form.keep(&txn, &told, now).await?;
    txn.commit().await?;
    Ok(told)
}

/// A form is judged whole.
fn whole(weighed: Result<Weighed>, reason: Result<Reason, Refusal>) -> Result<(Weighed, Reason)> {
    match (weighed, reason) {
        (Ok(weighed), Ok(reason)) => Ok((weighed, reason)),
        (Err(Error::Refused(mut no)), Err(reason)) => {
            no.0.push(reason);
            Err(Error::Refused(no))
        }
        (Err(error), _) => Err(error),
        (Ok(_), Err(reason)) => Err(reason.into()),
    }
}
