//! What stands in the county when a story begins, written straight into the tables: a phase, wishes, claims.

use chrono::{NaiveDate, TimeDelta};
use entity::{
    Code, Day, Fen, Lang,
    account::Role,
    actor::Donor,
    child,
    claim::{self, Source},
    id::WishId,
    lang::china_date,
    organiser::{self, LegalBasis},
    phase,
    wish::{self, Category, Status},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};

use crate::world::World;

/// A day of this story's winter.
pub fn day(month: u32, day: u32) -> Day {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

impl World {
    /// Phase 5: open from 1 November, claims until 10 December, gifts until the 15th, hand-out on the 25th.
    /// Holds last 48 hours, gifts are due in 14 days with 5 of grace; 10 on the way for each donor.
    pub async fn running_phase(&self) -> phase::Model {
        let db = self.store.writer();
        if let Some(phase) = phase::Entity::find().filter(phase::COLUMN.number.eq(5)).one(db).await.unwrap() {
            return phase;
        }
        let organiser = organiser::ActiveModel {
            name_zh: Set("样例公益会".to_owned()),
            name_en: Set("Sample Charity".to_owned()),
            legal_basis: Set(Some(LegalBasis::PartnerCharity)),
            qualification_no: Set("SAMPLE-001".to_owned()),
            filing_no: Set("SAMPLE-2026-05".to_owned()),
            contact: Set("office@example.org".to_owned()),
            bank_holder: Set("样例公益会".to_owned()),
            bank_name: Set("样例银行".to_owned()),
            bank_account: Set("0000-042".to_owned()),
            created_at: Set(self.now),
            ..Default::default()
        };
        let row = phase::ActiveModel {
            number: Set(5),
            title_zh: Set("第五期微心愿".to_owned()),
            title_en: Set("Micro-wishes, phase 5".to_owned()),
            organiser_id: Set(Some(organiser.insert(db).await.unwrap().id)),
            price_cap_fen: Set(Fen::yuan(100)),
            opens_on: Set(Some(day(11, 1))),
            claim_until: Set(Some(day(12, 10))),
            return_by: Set(Some(day(12, 15))),
            hand_out_on: Set(Some(day(12, 25))),
            hold_hours: Set(48),
            give_days: Set(14),
            grace_days: Set(5),
            confirm_days: Set(7),
            card_days: Set(21),
            donor_limit: Set(10),
            state: Set(phase::State::Open),
            opened_at: Set(Some(self.now)),
            created_at: Set(self.now),
            ..Default::default()
        };
        row.insert(db).await.unwrap()
    }

    /// Changes the phase behind everybody's back.
    pub async fn change_phase(&self, change: impl FnOnce(&mut phase::ActiveModel)) -> phase::Model {
        let mut row = self.running_phase().await.into_active_model();
        change(&mut row);
        row.update(self.store.writer()).await.unwrap()
    }

    /// An open wish of this school: a schoolbag for 90 yuan.
    pub async fn open_wish(&self, school: &str) -> wish::Model {
        self.wish_with(school, Status::Open).await
    }

    pub async fn open_wishes(&self, school: &str, how_many: usize) -> Vec<wish::Model> {
        let mut wishes = Vec::with_capacity(how_many);
        for _ in 0..how_many {
            wishes.push(self.open_wish(school).await);
        }
        wishes
    }

    /// A wish in this state, of a child of its own; nothing stands in the search index.
    pub async fn wish_with(&self, school: &str, status: Status) -> wish::Model {
        let db = self.store.writer();
        let (phase, school_id) = (self.running_phase().await, self.school_id(school).await);
        let teacher = self.account(&format!("teacher-{school}"), Role::School, Some(school_id)).await;
        let child = child::ActiveModel {
            school_id: Set(school_id),
            identity_hash: Set(self.store.dice.id()),
            created_at: Set(self.now),
            ..Default::default()
        };
        let row = wish::ActiveModel {
            code: Set(Code::mint(&self.store.dice)),
            phase_id: Set(phase.id),
            school_id: Set(school_id),
            township_id: Set(self.township().await),
            child_id: Set(child.insert(db).await.unwrap().id),
            category: Set(Category::Schoolbag),
            item: Set("双肩书包".to_owned()),
            specification: Set("防水，蓝色".to_owned()),
            grade: Set(3),
            price_fen: Set(Fen::yuan(90)),
            status: Set(status),
            waiting_since: Set(self.now - TimeDelta::days(30)),
            closes_on: Set(phase.claim_until),
            created_by: Set(teacher),
            created_at: Set(self.now),
            opened_at: Set(Some(self.now)),
            ..Default::default()
        };
        row.insert(db).await.unwrap()
    }

    /// The donor's claim of a new wish, in this state, with the wish in the state that goes with it.
    pub async fn claim_with(&self, school: &str, donor: Donor, state: claim::State) -> (wish::Model, claim::Model) {
        let status = match state {
            claim::State::Received => Status::Received,
            claim::State::Fulfilled => Status::HandedOut,
            state if state.is_live() => Status::Taken,
            _ => Status::Open,
        };
        let wish = self.wish_with(school, status).await;
        let row = claim::ActiveModel {
            wish_id: Set(wish.id),
            source: Set(Source::Donor),
            account_id: Set(Some(donor.account())),
            lang: Set(Lang::Zh),
            batch: Set(self.store.dice.id()),
            state: Set(state),
            made_at: Set(self.now),
            held_until: Set((state == claim::State::Held).then(|| self.now + TimeDelta::hours(48))),
            confirmed_at: Set((state != claim::State::Held).then_some(self.now)),
            give_by: Set(Some(china_date(self.now) + TimeDelta::days(14))),
            reminders: Set(0),
            ended_at: Set((!state.is_live()).then_some(self.now)),
            ..Default::default()
        };
        let claim = row.insert(self.store.writer()).await.unwrap();
        (wish, claim)
    }

    // What became of it

    pub async fn status(&self, wish: WishId) -> Status {
        wish::Entity::find_by_id(wish).one(self.store.writer()).await.unwrap().unwrap().status
    }

    /// All claims there ever were for this wish, oldest first.
    pub async fn claims_of(&self, wish: WishId) -> Vec<claim::Model> {
        claim::Entity::find()
            .filter(claim::Column::WishId.eq(wish))
            .order_by_asc(claim::COLUMN.id)
            .all(self.store.writer())
            .await
            .unwrap()
    }
}
