//! Gifts for the tests, put straight into the tables in the state a story begins with.

use chrono::{Days, TimeDelta};
use entity::{
    Code, Day, Lang, Time,
    claim::{self, NoteState, Source},
    handout::{
        self,
        confirm::{self, Tick},
        line, receipt,
    },
    id::{ClaimId, PhaseId, SchoolId, WishId},
    lang,
    wish::{self, Category, Status, draft},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

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
    pub async fn phase(&self) -> PhaseId {
        self.running_phase().await.id
    }

    /// A wish for a schoolbag, by a child of its own, in this state and with no claim.
    pub async fn wish_at(&self, school: &str, status: Status) -> (WishId, Code) {
        let wish = self.wish_with(school, status).await;
        (wish.id, wish.code)
    }

    pub async fn wish_for(&self, school: &str, category: Category, status: Status) -> (WishId, Code) {
        let (id, code) = self.wish_at(school, status).await;
        let row = wish::ActiveModel { id: Set(id), category: Set(category), ..Default::default() };
        row.update(self.store.writer()).await.unwrap();
        (id, code)
    }

    /// A gift that is here for a child with this name, written down by the school as real ones are.
    pub async fn here_for(&self, school: &str, child: &str, donor: &str) -> Gift {
        let typed = draft::Typed {
            phase: self.phase().await.to_string(),
            category: "schoolbag".to_owned(),
            item: "双肩书包".to_owned(),
            specification: "防水，蓝色".to_owned(),
            grade: "3".to_owned(),
            price: "90".to_owned(),
            child_name: child.to_owned(),
            birth_date: "2017-05-01".to_owned(),
            ..draft::Typed::default()
        };
        let teacher = self.school(school).await;
        let code = draft::draft(&self.store, teacher, &typed, &self.form(), self.now).await.unwrap();
        let found = wish::Entity::find().filter(wish::Column::Code.eq(code.clone()));
        let wish = found.one(self.store.writer()).await.unwrap().unwrap().id;
        let row = wish::ActiveModel { id: Set(wish), status: Set(Status::Received), ..Default::default() };
        row.update(self.store.writer()).await.unwrap();
        let promise = Promise { donor: Some(donor), state: claim::State::Received, since: self.now };
        Gift { wish, code, claim: self.promise(school, wish, promise).await }
    }

    /// A wish that this donor has promised, and how far the gift is.
    pub async fn promised(&self, school: &str, donor: &str, state: claim::State) -> Gift {
        self.promised_by(school, Promise { donor: Some(donor), state, since: self.now }).await
    }

    pub async fn promised_by(&self, school: &str, promise: Promise<'_>) -> Gift {
        let (wish, code) = self.wish_at(school, standing(promise.state)).await;
        Gift { wish, code, claim: self.promise(school, wish, promise).await }
    }

    async fn promise(&self, school: &str, wish: WishId, Promise { donor, state, since }: Promise<'_>) -> ClaimId {
        let is_held = state == claim::State::Held;
        let account = match donor {
            Some(donor) if !is_held => Some(self.donor(donor).await.account()),
            _ => None,
        };
        let is_here = matches!(state, claim::State::Received | claim::State::Fulfilled);
        let is_shipped = is_here || state == claim::State::Shipped;
        let row = claim::ActiveModel {
            wish_id: Set(wish),
            source: Set(if donor.is_some() { Source::Donor } else { Source::Pool }),
            account_id: Set(account),
            holder_email: Set(is_held.then(|| "visitor@example.org".to_owned())),
            lang: Set(Lang::Zh),
            batch: Set(self.store.dice.id()),
            state: Set(state),
            made_at: Set(since),
            held_until: Set(is_held.then(|| since + TimeDelta::hours(48))),
            confirmed_at: Set((!is_held).then_some(since)),
            give_by: Set(donor.map(|_| lang::china_date(since) + Days::new(14))),
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
        claim
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

    /// A gift of this donor that was handed out today.
    pub async fn given(&self, school: &str, donor: &str) -> Gift {
        let gift = self.promised(school, donor, claim::State::Fulfilled).await;
        self.hand_out(&gift, self.today()).await;
        gift
    }

    /// The paper of a hand-out on that day, with this gift alone on it.
    pub async fn hand_out(&self, gift: &Gift, on: Day) {
        let db = self.store.writer();
        let wish = self.wish(gift.wish).await;
        let act = handout::ActiveModel {
            phase_id: Set(wish.phase_id),
            school_id: Set(wish.school_id),
            handed_on: Set(on),
            teacher: Set("王老师".to_owned()),
            second_adult: Set("李老师".to_owned()),
            made_by: Set(wish.created_by),
            made_at: Set(self.now),
            ..Default::default()
        };
        let row = line::ActiveModel {
            wish_id: Set(gift.wish),
            hand_out_id: Set(act.insert(db).await.unwrap().id),
            claim_id: Set(gift.claim),
            signed_by: Set(line::SignedBy::Guardian),
        };
        line::Entity::insert(row).exec_without_returning(db).await.unwrap();
    }

    /// The school hands out this gift of `shagou` alone, by the form.
    pub async fn handed_out(&self, gift: &Gift) {
        let typed = confirm::Typed {
            handed_on: self.today().to_string(),
            teacher: "王老师".to_owned(),
            second_adult: "李主任".to_owned(),
            ticks: vec![Tick { code: gift.code.to_string(), signed_by: "guardian".to_owned() }],
        };
        let (school, phase) = (self.school("shagou").await, self.phase().await);
        confirm::confirm(&self.store, school, phase, &typed, &self.form(), self.now).await.unwrap();
    }

    /// The donor wrote these words for the child, and the office has got so far with them.
    pub async fn noted(&self, gift: &Gift, words: &str, state: NoteState) {
        let row = claim::ActiveModel {
            id: Set(gift.claim),
            note: Set(Some(words.to_owned())),
            note_state: Set(Some(state)),
            ..Default::default()
        };
        row.update(self.store.writer()).await.unwrap();
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
