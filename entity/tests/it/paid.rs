//! Money that is promised and arrives, through the real verbs.

use entity::{
    Error, Fen,
    id::PartId,
    payment::{
        PayCode, State, gift,
        list::{self, Line},
        record,
    },
};

use crate::world::World;

impl World {
    /// A donor promises so much for the organiser's own work.
    pub async fn promised_money(&self, donor: &str, amount: &str) -> PayCode {
        let organiser = self.organiser_added().await;
        let typed = gift::Typed { programme: format!("organiser-{organiser}"), amount: amount.to_owned() };
        gift::promise(&self.store, self.donor(donor).await, &typed, &self.form(), self.now).await.unwrap()
    }

    /// An officer writes a line down; blank `code`: it is unclear.
    pub async fn arrives(&self, code: &str, amount: &str) -> Result<record::Recorded, Error> {
        let typed = self.line(code, amount).await;
        record::record(&self.store, self.officer().await, &typed, &self.form(), self.now).await
    }

    /// The same, as typed.
    pub async fn line(&self, code: &str, amount: &str) -> record::Typed {
        record::Typed {
            payment_code: code.to_owned(),
            organiser: self.organiser_added().await.to_string(),
            amount: amount.to_owned(),
            arrived_on: "2026-11-23".to_owned(),
            payer: "欧阳付款人".to_owned(),
            remark: "附言标记".to_owned(),
            again: String::new(),
        }
    }

    /// What arrived, newest first.
    pub async fn parts(&self) -> Vec<Line> {
        list::latest(&self.store, self.officer().await, None, None, 100).await.unwrap()
    }

    /// The newest part in this state.
    pub async fn part(&self, state: State) -> PartId {
        self.parts().await.iter().find(|line| line.part.state == state).expect("such a part").part.id
    }

    /// The sums in each state, in the order of the states' mention here.
    pub async fn sums(&self) -> [Fen; 5] {
        let parts = self.parts().await;
        let states = [State::Counted, State::Unclear, State::ToReturn, State::Returned, State::Undone];
        states.map(|state| {
            Fen(parts.iter().filter(|line| line.part.state == state).map(|line| line.part.amount_fen.0).sum())
        })
    }
}
