//! Rounds: drawn, looked at, applied once; each donor asked in a transaction of their own; answers, lapses, nights. One
//! file for each verb; what they share is here.

mod answers;
mod applies;
mod asked;
mod draws;
mod given_back;
mod givers;
mod ground;
mod limits;
mod one_each;
mod parcels;
mod races;
mod tells;
mod tries;
mod used_up;

use entity::{
    actor::Donor,
    claim::take,
    id::RoundId,
    round::{
        Summary, apply, list, open,
        outcome::{self, Outcome},
    },
};

use crate::world::World;

impl World {
    pub async fn round_over(&self, phase: &str) -> RoundId {
        let typed = open::Typed { phase: phase.into() };
        open::open(&self.store, self.officer().await, &typed, &self.form(), self.now).await.unwrap()
    }

    pub async fn applied(&self) -> RoundId {
        self.applied_over("all").await
    }

    pub async fn applied_over(&self, phase: &str) -> RoundId {
        let id = self.round_over(phase).await;
        apply::apply(&self.store, self.officer().await, id, &self.form(), self.now).await.unwrap();
        id
    }

    pub async fn summary_of(&self, id: RoundId) -> Summary {
        list::one(self.store.writer(), self.officer().await, id).await.unwrap().read()
    }

    pub async fn outcome_of(&self, id: RoundId) -> Outcome {
        outcome::of(self.store.writer(), self.officer().await, id).await.unwrap()
    }

    async fn takes(&self, donor: Donor, code: &entity::Code) {
        let code = std::slice::from_ref(code);
        take::take(&self.store, donor, code, true, &self.form(), self.now).await.unwrap();
    }
}
