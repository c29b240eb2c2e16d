//! What each state of an adoption lets happen to it, as one table.

use chrono::TimeDelta;
use entity::{
    Code, Error,
    adoption::{self, State, lapse, release, reserve, sign, witness},
    id::PlotId,
    payment::{ForWhat, part, record, reference, refund, undo},
    plot::{self, Mode},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::{wording, world::World};

on_both![each_state_lets_in_its_own_verbs_and_no_other, where_the_harvest_goes_is_known_no_longer_than_needed];

/// The verbs of an adoption, whoever's they are.
const VERBS: [&str; 8] = ["reserve", "sign", "release", "witness", "pay", "refund", "undo", "lapse"];

/// What each state lets in: `o` it changes the adoption, or adds one; `-` it is refused, or changes none.
const TABLE: [(State, &str); 8] = [
    (State::Reserved, "-oo----o"),
    (State::Signed, "--ooo--o"),
    // Nothing is sown yet: another contract can be made, and what is given back is to be paid again.
    (State::Paid, "o--o-oo-"),
    (State::Delivered, "--------"),
    (State::Donated, "--------"),
    (State::Closed, "--------"),
    // Both after the donor had signed; the shares are free for anybody.
    (State::Released, "o-------"),
    (State::Lapsed, "o-------"),
];

async fn each_state_lets_in_its_own_verbs_and_no_other(world: World) {
    let mut wrong = Vec::new();
    for (row, (state, expected)) in TABLE.into_iter().enumerate() {
        for (verb, expected) in VERBS.into_iter().zip(expected.chars()) {
            let case = Case::at(&world, &format!("人家{row}{verb}"), (state, verb)).await;
            assert_eq!(world.adoption(&case.code).await.state, state);
            let before = case.seen(&world).await;
            match case.tried(&world, verb).await {
                Ok(()) | Err(Error::Refused(_)) => {}
                Err(other) => panic!("{verb} of {state:?}: {other}"),
            }
            let got = if case.seen(&world).await == before { '-' } else { 'o' };
            if got != expected {
                wrong.push(format!("{verb} of {state:?}: {got} instead of {expected}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

async fn where_the_harvest_goes_is_known_no_longer_than_needed(world: World) {
    let kept = async |code: &Code| {
        let row = world.adoption(code).await;
        (row.party.is_some(), row.delivery.is_some())
    };
    let open = world.plot_open("甲").await;
    let signed = world.signed(open, "qian", 1).await;
    assert_eq!(kept(&signed).await, (true, true));
    let donor = world.donor("qian").await;
    release::release(&world.store, donor, &signed, &world.form(), world.now).await.unwrap();
    assert_eq!(kept(&signed).await, (true, false));
    for (alias, state, known) in [("乙", State::Delivered, true), ("丙", State::Closed, false)] {
        let over = Case::over(&world, alias, state).await;
        assert_eq!(kept(&over.code).await, (true, known), "{state:?}");
    }
}

/// A plot of its own with one adoption in this state.
struct Case {
    plot: PlotId,
    code: Code,
    donor: String,
}

impl Case {
    async fn at(world: &World, alias: &str, (state, verb): (State, &str)) -> Self {
        if matches!(state, State::Delivered | State::Donated | State::Closed) {
            return Self::over(world, alias, state).await;
        }
        let (plot, donor) = (world.plot_open(alias).await, format!("{}-{verb}", state.key()));
        let code = match state {
            State::Reserved => world.reserved(plot, &donor, 2).await,
            State::Paid => world.adopted(plot, &donor, 2).await,
            _ => world.signed(plot, &donor, 2).await,
        };
        if state == State::Released {
            let own = world.donor(&donor).await;
            release::release(&world.store, own, &code, &world.form(), world.now).await.unwrap();
        }
        if state == State::Lapsed {
            lapse::lapse(&world.store, world.now + TimeDelta::days(15)).await.unwrap();
        }
        Self { plot, code, donor }
    }

    /// Its harvest has left the field.
    async fn over(world: &World, alias: &str, state: State) -> Self {
        let to = if state == State::Closed { plot::State::Closed } else { plot::State::Harvested };
        let plot = world.plot_at(alias, to).await;
        if state == State::Donated {
            let row = plot::ActiveModel { id: Set(plot), mode: Set(Mode::DonatedOn), ..Default::default() };
            row.update(world.store.writer()).await.unwrap();
        }
        if state != State::Closed {
            world.delivered(plot).await;
        }
        let its = adoption::Entity::find().filter(adoption::COLUMN.plot_id.eq(plot));
        let code = its.one(world.store.writer()).await.unwrap().unwrap().code;
        Self { plot, code, donor: "lin".to_owned() }
    }

    /// All adoptions of its plot.
    async fn seen(&self, world: &World) -> Vec<adoption::Model> {
        let its = adoption::Entity::find().filter(adoption::COLUMN.plot_id.eq(self.plot));
        its.order_by_asc(adoption::COLUMN.id).all(world.store.writer()).await.unwrap()
    }

    async fn tried(&self, world: &World, verb: &str) -> Result<(), Error> {
        let (store, form, now) = (&world.store, world.form(), world.now);
        let donor = world.donor(&self.donor).await;
        match verb {
            "reserve" => {
                let typed = reserve::Typed { shares: "1".to_owned() };
                reserve::reserve(store, donor, self.plot, &typed, &form, now).await.map(drop)
            }
            "sign" => {
                let says = wording::now(world, donor, &self.code).await;
                let [party, delivery, contract] = ["某", "某处", "yes"].map(ToOwned::to_owned);
                let typed = sign::Typed { party, delivery, contract, wording: says.hash().unwrap() };
                sign::sign(store, donor, &self.code, &typed, &says, &form, now).await
            }
            "release" => release::release(store, donor, &self.code, &form, now).await,
            "witness" => {
                let [signed_on, paper_no, correction] = ["2026-11-23", "样例-又", "yes"].map(ToOwned::to_owned);
                let typed = witness::Typed { adoption: self.code.to_string(), signed_on, paper_no, correction };
                witness::witness(store, world.keeper().await, self.plot, &typed, &form, now).await
            }
            "pay" => self.paid(world).await,
            "refund" => self.refunded(world).await,
            "undo" => self.undone(world).await,
            _ => lapse::lapse(store, now + TimeDelta::days(15)).await.map(drop),
        }
    }

    /// What it is paid under; nothing before it is signed.
    async fn reference(&self, world: &World) -> Option<reference::Model> {
        let id = world.adoption(&self.code).await.id;
        reference::of(world.store.writer(), ForWhat::Adoption(id)).await.unwrap()
    }

    /// What came for it.
    async fn part(&self, world: &World) -> Option<part::Model> {
        let reference = self.reference(world).await?;
        let its = part::Entity::find().filter(part::COLUMN.reference_id.eq(reference.id));
        its.one(world.store.writer()).await.unwrap()
    }

    async fn paid(&self, world: &World) -> Result<(), Error> {
        let Some(reference) = self.reference(world).await else { return Ok(()) };
        let typed = record::Typed {
            payment_code: reference.code.to_string(),
            amount: reference.asked_fen.unwrap().plain(),
            arrived_on: "2026-11-23".to_owned(),
            again: "yes".to_owned(),
            ..record::Typed::default()
        };
        record::record(&world.store, world.officer().await, &typed, &world.form(), world.now).await.map(drop)
    }

    async fn refunded(&self, world: &World) -> Result<(), Error> {
        let Some(part) = self.part(world).await else { return Ok(()) };
        let (store, officer, now) = (&world.store, world.officer().await, world.now);
        let typed = refund::Typed { amount: part.amount_fen.plain(), reason: "asked".to_owned() };
        refund::ask(store, officer, part.id, &typed, &world.form(), now).await?;
        let paper = refund::Paper { booked_on: "2026-11-23".to_owned(), document_no: "样例退-1".to_owned() };
        refund::done(store, officer, part.id, &paper, &world.form(), now).await
    }

    async fn undone(&self, world: &World) -> Result<(), Error> {
        let Some(part) = self.part(world).await else { return Ok(()) };
        let sure = undo::Typed { sure: "yes".to_owned() };
        undo::undo(&world.store, world.officer().await, part.arrival_id, &sure, &world.form(), world.now).await
    }
}
