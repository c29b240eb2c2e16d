//! Gifts for the tests, put straight into the tables in the state a story begins with.

use chrono::{Days, TimeDelta};
use entity::{
    Code, Day, Fen, Lang, Time, child,
    claim::{self, Source},
    handout::receipt,
    id::{ClaimId, OrganiserId, PhaseId, SchoolId, WishId},
    lang, organiser, phase,
    wish::{self, Category, Status},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};

use crate::world::World;

/// One wish, with its claim if somebody promised it.
#[derive(Clone, Debug)]
pub struct Gift {
    pub wish: WishId,
    pub code: Code,
    pub claim: ClaimId,
}

/// Who gives, in which state the claim is, and since when it is there.
#[derive(Clone, Copy, Debug)]
pub struct Promise<'a> {
    pub donor: Option<&'a str>,
    pub state: claim::State,
    pub since: Time,
}

impl World {
    /// Phase 5, open: claims until 10 December, gifts until the 20th, hand-out on the 25th.
    pub async fn phase(&self) -> PhaseId {
        self.phase_numbered(5, phase::State::Open).await
    }

    pub async fn phase_numbered(&self, number: i32, state: phase::State) -> PhaseId {
        use sea_orm::{ColumnTrait, QueryFilter};
        let db = self.store.writer();
        let found = phase::Entity::find().filter(phase::Column::Number.eq(number)).one(db).await.unwrap();
        if let Some(phase) = found {
            return phase.id;
        }
        let today = lang::china_date(self.now);
        let day = |days| Set(Some(today + Days::new(days)));
        let row = phase::ActiveModel {
            number: Set(number),
            title_zh: Set("圆梦微心愿".to_owned()),
            title_en: Set("Micro-wishes".to_owned()),
            organiser_id: Set(Some(self.organiser().await)),
            price_cap_fen: Set(Fen::yuan(200)),
            opens_on: Set(Some(today - Days::new(20))),
            claim_until: day(17),
            return_by: day(27),
            hand_out_on: day(32),
            hold_hours: Set(48),
            give_days: Set(14),
            grace_days: Set(5),
            confirm_days: Set(7),
            card_days: Set(21),
            donor_limit: Set(5),
            state: Set(state),
            opened_at: Set(Some(self.now - TimeDelta::days(20))),
            created_at: Set(self.now - TimeDelta::days(30)),
            ..Default::default()
        };
        row.insert(db).await.unwrap().id
    }

    async fn organiser(&self) -> OrganiserId {
        let row = organiser::ActiveModel {
            name_zh: Set(format!("青少年发展公益会 {}", self.store.dice.id())),
            name_en: Set("Youth Development Charity".to_owned()),
            legal_basis: Set(Some(organiser::LegalBasis::PartnerCharity)),
            qualification_no: Set("样例-001".to_owned()),
            filing_no: Set("样例-2026-05".to_owned()),
            contact: Set("office@example.org".to_owned()),
            created_at: Set(self.now),
            ..Default::default()
        };
        row.insert(self.store.writer()).await.unwrap().id
    }

    /// A wish of phase 5 for a schoolbag, by a child of its own, in this state and with no claim.
    pub async fn wish_at(&self, school: &str, status: Status) -> (WishId, Code) {
        self.wish_for(school, Category::Schoolbag, status).await
    }

    pub async fn wish_for(&self, school: &str, category: Category, status: Status) -> (WishId, Code) {
        let phase = self.phase().await;
        let school_id = self.school_id(school).await;
        let child = child::ActiveModel {
            school_id: Set(school_id),
            identity_hash: Set(self.store.dice.id()),
            created_at: Set(self.now),
            ..Default::default()
        };
        let child = child.insert(self.store.writer()).await.unwrap();
        let seen = self.now - TimeDelta::days(20);
        let code = Code::mint(&self.store.dice);
        let row = wish::ActiveModel {
            code: Set(code.clone()),
            phase_id: Set(phase),
            school_id: Set(school_id),
            township_id: Set(self.township().await),
            child_id: Set(child.id),
            category: Set(category),
            item: Set("双肩书包".to_owned()),
            specification: Set("防水，蓝色".to_owned()),
            grade: Set(3),
            price_fen: Set(Fen::yuan(90)),
            status: Set(status),
            waiting_since: Set(seen),
            created_by: Set(self.school(school).await.account()),
            created_at: Set(seen),
            submitted_at: Set(Some(seen)),
            ..Default::default()
        };
        (row.insert(self.store.writer()).await.unwrap().id, code)
    }

    /// A wish that this donor has promised, and how far the gift is.
    pub async fn promised(&self, school: &str, donor: &str, state: claim::State) -> Gift {
        self.promised_by(school, Promise { donor: Some(donor), state, since: self.now }).await
    }

    pub async fn promised_by(&self, school: &str, promise: Promise<'_>) -> Gift {
        let state = promise.state;
        let (wish, code) = self.wish_at(school, standing(state)).await;
        let since = promise.since;
        let account = match promise.donor {
            Some(donor) if state != claim::State::Held => Some(self.donor(donor).await.account()),
            _ => None,
        };
        let is_here = matches!(state, claim::State::Received | claim::State::Fulfilled);
        let is_shipped = is_here || state == claim::State::Shipped;
        let row = claim::ActiveModel {
            wish_id: Set(wish),
            source: Set(if promise.donor.is_some() { Source::Donor } else { Source::Pool }),
            account_id: Set(account),
            holder_email: Set((state == claim::State::Held).then(|| "visitor@example.org".to_owned())),
            lang: Set(Lang::Zh),
            batch: Set(self.store.dice.id()),
            state: Set(state),
            made_at: Set(since),
            held_until: Set((state == claim::State::Held).then(|| since + TimeDelta::hours(48))),
            confirmed_at: Set((state != claim::State::Held).then_some(since)),
            give_by: Set(promise.donor.map(|_| lang::china_date(since) + Days::new(14))),
            reminders: Set(0),
            shipped_at: Set(is_shipped.then_some(since)),
            carrier: Set(is_shipped.then(|| "邮政".to_owned())),
            tracking_no: Set(is_shipped.then(|| "YZ0001".to_owned())),
            received_at: Set(is_here.then_some(since)),
            ended_at: Set((!state.is_live()).then_some(since)),
            ..Default::default()
        };
        let claim = row.insert(self.store.writer()).await.unwrap().id;
        if is_here {
            self.received(school, wish, claim, since).await;
        }
        Gift { wish, code, claim }
    }

    async fn received(&self, school: &str, wish: WishId, claim: ClaimId, since: Time) {
        let db = self.store.writer();
        let row = receipt::ActiveModel {
            claim_id: Set(claim),
            wish_id: Set(wish),
            received_by: Set(self.school(school).await.account()),
            received_at: Set(since),
            item_matches: Set(true),
            is_new: Set(true),
            is_safe: Set(true),
            no_contact_details: Set(true),
        };
        receipt::Entity::insert(row).exec_without_returning(db).await.unwrap();
        let row = wish::ActiveModel { id: Set(wish), received_at: Set(Some(since)), ..Default::default() };
        row.update(db).await.unwrap();
    }

    pub async fn wish(&self, id: WishId) -> wish::Model {
        wish::Entity::find_by_id(id).one(self.store.writer()).await.unwrap().unwrap()
    }

    pub async fn claim(&self, id: ClaimId) -> claim::Model {
        claim::Entity::find_by_id(id).one(self.store.writer()).await.unwrap().unwrap()
    }

    pub fn today(&self) -> Day {
        lang::china_date(self.now)
    }

    /// The acts in the journal so far, oldest first.
    pub async fn acts(&self) -> Vec<String> {
        let entries = entity::journal::latest(self.store.writer(), None, None, 1_000).await.unwrap();
        entries.into_iter().rev().map(|entry| entry.act).collect()
    }

    /// How many letters of this kind lie in the outbox.
    pub async fn letters_of(&self, kind: &str) -> usize {
        self.letters_since(None).await.iter().filter(|(of, _)| of == kind).count()
    }

    /// How many wishes of the school in phase 5 are in this state.
    pub async fn count(&self, school: SchoolId, status: Status) -> usize {
        let all = wish::Entity::find().all(self.store.writer()).await.unwrap();
        all.iter().filter(|wish| wish.school_id == school && wish.status == status).count()
    }
}

/// The wish's state that goes with a claim's.
fn standing(state: claim::State) -> Status {
    match state {
        claim::State::Held | claim::State::Confirmed | claim::State::Shipped => Status::Taken,
        claim::State::Received => Status::Received,
        claim::State::Fulfilled => Status::HandedOut,
        claim::State::Released | claim::State::Lapsed | claim::State::Cancelled => Status::Open,
    }
}
