//! Wishes as schools write them, for the tests: through the verbs, with a child, a guardian and a consent.

use chrono::Days;
use entity::{
    Code, FormKey, claim,
    id::{ClaimId, OrganiserId, PhaseId},
    lang, organiser, outbox, phase, wish,
    wish::{Status, draft::Typed, review, submit},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

use crate::world::World;

impl World {
    /// A phase as the office drafts it, complete: it could open, once a wish is approved.
    pub async fn phase_drafted(&self) -> PhaseId {
        let typed = self.typed_phase().await;
        phase::draft::draft(&self.store, self.officer().await, &typed, &self.form(), self.now).await.unwrap()
    }

    pub async fn typed_phase(&self) -> phase::draft::Typed {
        let today = lang::china_date(self.now);
        let day = |days| (today + Days::new(days)).to_string();
        phase::draft::Typed {
            number: "7".into(),
            title_zh: "圆梦微心愿".into(),
            organiser: self.organiser_added().await.to_string(),
            price_cap: "200".into(),
            opens_on: day(0),
            claim_until: day(17),
            return_by: day(27),
            hand_out_on: day(32),
            ..Default::default()
        }
    }

    pub async fn organiser_added(&self) -> OrganiserId {
        if let Some(organiser) = organiser::change::all(self.store.writer()).await.unwrap().first() {
            return organiser.id;
        }
        let typed = organiser::change::Typed {
            name_zh: "青少年发展公益会（样例）".into(),
            legal_basis: "partner_charity".into(),
            qualification_no: "样例-001".into(),
            filing_no: "样例-2026-07".into(),
            contact: "office@example.org".into(),
            bank_holder: "青少年发展公益会（样例）".into(),
            bank_name: "样例农商银行".into(),
            bank_account: "0000 0042".into(),
            ..Default::default()
        };
        organiser::change::add(&self.store, self.officer().await, &typed, &self.form(), self.now).await.unwrap()
    }

    /// A drafted phase that opened with one wish of the school `first`.
    pub async fn phase_open(&self) -> PhaseId {
        let phase = self.phase_drafted().await;
        let code = self.submitted("first", &typed(phase, "第一个孩子")).await;
        self.approve(&code).await;
        self.open(phase).await;
        phase
    }

    pub async fn open(&self, phase: PhaseId) -> u64 {
        phase::open::open(&self.store, self.officer().await, phase, &self.form(), self.now).await.unwrap()
    }

    pub async fn drafted(&self, school: &str, typed: &Typed) -> Code {
        let school = self.school(school).await;
        wish::draft::draft(&self.store, school, typed, &self.form(), self.now).await.unwrap()
    }

    pub async fn submitted(&self, school: &str, typed: &Typed) -> Code {
        let code = self.drafted(school, typed).await;
        submit::submit(&self.store, self.school(school).await, &code, &self.form(), self.now).await.unwrap();
        code
    }

    pub async fn approve(&self, code: &Code) {
        review::approve(&self.store, self.officer().await, code, false, &self.form(), self.now).await.unwrap();
    }

    /// An open wish of an open phase, written by this school for this child.
    pub async fn published(&self, school: &str, typed: &Typed) -> Code {
        let code = self.submitted(school, typed).await;
        self.approve(&code).await;
        assert_eq!(self.standing(&code).await, Status::Open);
        code
    }

    /// Has a donor claim an open wish.
    pub async fn claimed(&self, code: &Code, donor: &str) -> ClaimId {
        let (donor, codes) = (self.donor(donor).await, std::slice::from_ref(code));
        claim::take::take(&self.store, donor, codes, true, &self.form(), self.now).await.unwrap();
        // The story begins after the letter of the claim.
        outbox::Entity::delete_many().exec(self.store.writer()).await.unwrap();
        let live = claim::Entity::find().filter(claim::Column::WishId.eq(self.row(code).await.id));
        live.one(self.store.writer()).await.unwrap().unwrap().id
    }

    pub async fn row(&self, code: &Code) -> wish::Model {
        let found = wish::Entity::find().filter(wish::Column::Code.eq(code.clone()));
        found.one(self.store.writer()).await.unwrap().unwrap()
    }

    pub async fn standing(&self, code: &Code) -> Status {
        self.row(code).await.status
    }

    /// Puts a wish into a state past the guards, to try what each verb says to it.
    pub async fn put(&self, code: &Code, status: Status) {
        wish::Entity::update_many()
            .col_expr(wish::Column::Status, Expr::value(status))
            .filter(wish::Column::Code.eq(code.clone()))
            .exec(self.store.writer())
            .await
            .unwrap();
    }

    /// The words of the journal about a wish, oldest first.
    pub async fn acts_on(&self, code: &Code) -> Vec<String> {
        let subject = entity::journal::Subject("wish", self.row(code).await.id.0);
        let mut acts = entity::journal::latest(self.store.writer(), Some(subject), None, 100).await.unwrap();
        acts.reverse();
        acts.into_iter().map(|entry| entry.act).collect()
    }
}

/// A form that was rendered without a key.
pub fn keyless() -> FormKey {
    FormKey::new("test", "")
}

/// The same form, where nobody has brought the guardian's consent yet.
pub fn without_consent(typed: Typed) -> Typed {
    Typed { consent_goods: String::new(), form_no: String::new(), given_on: String::new(), ..typed }
}

/// A whole form for a child of this name, with everything a wish needs.
pub fn typed(phase: PhaseId, child: &str) -> Typed {
    Typed {
        phase: phase.to_string(),
        category: "schoolbag".into(),
        item: "双肩书包".into(),
        specification: "防水，蓝色".into(),
        grade: "3".into(),
        price: "90".into(),
        child_name: child.into(),
        birth_date: "2017-05-06".into(),
        guardian: "监护人甲".into(),
        household: format!("沙沟 {child} 户"),
        consent_goods: "on".into(),
        form_no: "同-001".into(),
        given_on: "2026-11-01".into(),
        ..Default::default()
    }
}
