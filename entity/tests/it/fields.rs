//! Plots for the tests: a household, its field, and how far its season is; led there by the real verbs.

use chrono::TimeDelta;
use entity::{
    Code,
    actor::Keeper,
    adoption::{self, reserve, sign, witness},
    household::keep,
    id::{HouseholdId, PlotId},
    lang::china_date,
    payment::{self, ForWhat, reference},
    plot::{
        self, State, diary, draft, harvest, open, season,
        settle::{self, TypedDelivery},
    },
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter};

use crate::{wording, world::World};

/// What a village puts down of a household.
pub fn household(alias: &str, head: &str) -> keep::Typed {
    keep::Typed {
        village: String::new(),
        alias_zh: alias.to_owned(),
        alias_en: String::new(),
        people: "4".to_owned(),
        head: head.to_owned(),
        head_phone: "0350-7654321".to_owned(),
        address: format!("{head}家的院子"),
        situation: String::new(),
    }
}

/// What is typed of a plot of ten shares at 490 yuan.
pub fn typed(organiser: impl ToString) -> draft::Typed {
    draft::Typed {
        crop: "millet".to_owned(),
        variety: "晋谷21号".to_owned(),
        standard_zh: "羊粪做底肥，不用除草剂".to_owned(),
        standard_en: "Sheep manure, no weedkiller".to_owned(),
        area: "667".to_owned(),
        organiser: organiser.to_string(),
        adopt_until: "2026-12-20".to_owned(),
        sow_on: "2026-12-21".to_owned(),
        harvest_on: "2027-10-10".to_owned(),
        price: "4,900".to_owned(),
        shares: "10".to_owned(),
        farmer: "2200".to_owned(),
        inputs: "1200".to_owned(),
        logistics: "900".to_owned(),
        charity: "600".to_owned(),
        harvest_share: "12.5".to_owned(),
        mode: "to_donor".to_owned(),
        shortfall_rule: "credit".to_owned(),
    }
}

/// Somebody says that the field is sown indeed.
pub fn sown() -> season::Typed {
    season::Typed { meant: "yes".to_owned() }
}

impl World {
    /// The desk of the village that the tests' plots lie in.
    pub async fn keeper(&self) -> Keeper {
        Keeper::Village(self.village_desk("沙沟村").await)
    }

    pub async fn household(&self, alias: &str) -> HouseholdId {
        let typed = household(alias, &format!("{alias}的真名"));
        keep::add(&self.store, self.keeper().await, &typed, &self.form(), self.now).await.unwrap()
    }

    /// A draft of a household of its own.
    pub async fn plot_drafted(&self, alias: &str) -> PlotId {
        let (household, typed) = (self.household(alias).await, typed(self.organiser_added().await));
        draft::draft(&self.store, self.keeper().await, household, &typed, &self.form(), self.now).await.unwrap()
    }

    pub async fn plot_open(&self, alias: &str) -> PlotId {
        let id = self.plot_drafted(alias).await;
        let (officer, typed) = (self.officer().await, open::Typed::default());
        open::open(&self.store, officer, id, &typed, &self.form(), self.now).await.unwrap();
        id
    }

    /// Shares that wait for the contract to be accepted.
    pub async fn reserved(&self, plot: PlotId, donor: &str, shares: i32) -> Code {
        let typed = reserve::Typed { shares: shares.to_string() };
        let donor = self.donor(donor).await;
        reserve::reserve(&self.store, donor, plot, &typed, &self.form(), self.now).await.unwrap()
    }

    pub async fn signed(&self, plot: PlotId, donor: &str, shares: i32) -> Code {
        let code = self.reserved(plot, donor, shares).await;
        let own = self.donor(donor).await;
        let wording = wording::now(self, own, &code).await;
        let typed = sign::Typed {
            party: format!("{donor}的合同名"),
            delivery: format!("{donor}的收件地址"),
            contract: "yes".to_owned(),
            wording: wording.hash().unwrap(),
        };
        sign::sign(&self.store, own, &code, &typed, &wording, &self.form(), self.now).await.unwrap();
        code
    }

    /// Does to the only wording that is kept what somebody with the database's own password could.
    pub async fn wordings_unguarded(&self, sql: &str) {
        let db = self.store.writer();
        let unguarded = if self.store.backend() == DbBackend::Sqlite {
            ["change", "delete"].map(|act| format!("DROP TRIGGER contract_wording_no_{act}")).to_vec()
        } else {
            vec!["ALTER TABLE contract_wording DISABLE TRIGGER USER".to_owned()]
        };
        for act in unguarded {
            db.execute_unprepared(&act).await.unwrap();
        }
        assert_eq!(db.execute_unprepared(sql).await.unwrap().rows_affected(), 1);
    }

    /// Signed, paid through the books, and signed on paper by the household.
    pub async fn adopted(&self, plot: PlotId, donor: &str, shares: i32) -> Code {
        let code = self.signed(plot, donor, shares).await;
        let row = self.adoption(&code).await;
        self.pay(reference::of(self.store.read(), ForWhat::Adoption(row.id)).await.unwrap().unwrap()).await;
        let typed = witness::Typed {
            adoption: code.to_string(),
            signed_on: self.today().to_string(),
            paper_no: format!("样例-{code}"),
            ..witness::Typed::default()
        };
        let keeper = self.keeper().await;
        witness::witness(&self.store, keeper, plot, &typed, &self.form(), self.now).await.unwrap();
        code
    }

    /// All that is asked for, as an officer records it.
    async fn pay(&self, reference: reference::Model) {
        let typed = payment::record::Typed {
            payment_code: reference.code.to_string(),
            amount: reference.asked_fen.unwrap().plain(),
            arrived_on: reference.first_day().unwrap().to_string(),
            again: "yes".to_owned(),
            ..payment::record::Typed::default()
        };
        payment::record::record(&self.store, self.officer().await, &typed, &self.form(), self.now).await.unwrap();
    }

    pub async fn adoption(&self, code: &Code) -> adoption::Model {
        let its = adoption::Entity::find().filter(adoption::COLUMN.code.eq(code.clone()));
        its.one(self.store.writer()).await.unwrap().unwrap()
    }

    pub async fn plot(&self, id: PlotId) -> plot::Model {
        plot::Entity::find_by_id(id).one(self.store.writer()).await.unwrap().unwrap()
    }

    /// A plot at this point of its season, with lin's three shares in it from the moment they can be paid.
    pub async fn plot_at(&self, alias: &str, state: State) -> PlotId {
        if state == State::Draft {
            return self.plot_drafted(alias).await;
        }
        let id = self.plot_open(alias).await;
        if state == State::Open {
            return id;
        }
        self.adopted(id, "lin", 3).await;
        let (store, keeper, officer, now) = (&self.store, self.keeper().await, self.officer().await, self.now);
        season::grow(store, keeper, id, &sown(), &self.form(), now).await.unwrap();
        let entry = diary::Typed { on_day: self.today().to_string(), diary: "出苗了，很齐。".to_owned() };
        diary::write(store, keeper, id, &entry, &self.form(), now).await.unwrap();
        if state == State::Growing {
            return id;
        }
        let weight = if state == State::Shortfall { "30" } else { "40" };
        let evidence = if state == State::Shortfall { "村委会记录：七月下了冰雹" } else { "" };
        let typed = harvest::Typed {
            weight: weight.to_owned(),
            test_no: "样例-检-7".to_owned(),
            evidence: evidence.to_owned(),
            meant: "yes".to_owned(),
        };
        harvest::harvest(store, keeper, id, &typed, &self.form(), now).await.unwrap();
        if matches!(state, State::Harvested | State::Shortfall) {
            return id;
        }
        self.delivered(id).await;
        self.settled(id).await;
        if state == State::Closed {
            plot::close::close(store, officer, id, &self.form(), now).await.unwrap();
        }
        id
    }

    /// The harvest was sent.
    pub async fn delivered(&self, id: PlotId) {
        let typed = TypedDelivery {
            delivered_on: self.today().to_string(),
            delivery_note: "快递寄出，三天内送到。".to_owned(),
            ..TypedDelivery::default()
        };
        let officer = self.officer().await;
        settle::deliver(&self.store, officer, id, &typed, &self.form(), self.now).await.unwrap();
    }

    /// Its money was paid out, and the household signed for it.
    pub async fn settled(&self, id: PlotId) {
        let typed = settle::Typed { settled_on: self.today().to_string(), receipt_signed: "收-7".to_owned() };
        settle::settle(&self.store, self.officer().await, id, &typed, &self.form(), self.now).await.unwrap();
    }

    /// The first day of adopting is long over.
    pub async fn last_day_was(&self, id: PlotId, days_ago: i64) {
        let day = china_date(self.now) - TimeDelta::days(days_ago);
        let row = plot::ActiveModel { id: Set(id), adopt_until: Set(Some(day)), ..Default::default() };
        row.update(self.store.writer()).await.unwrap();
    }
}
