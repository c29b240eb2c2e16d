//! Funds, elders and supporters for the tests, written by the real verbs.

use entity::{
    actor::Officer,
    elder::{self, register},
    fund::{
        contribute, draft, open, payout,
        rule::{self, Typed},
    },
    id::{ContributionId, ElderId, FundId, PayoutId, PledgeId, SupporterId, VillageId},
    ledger::record,
    month::Month,
    payment::{ForWhat, PayCode, reference},
    pledge::make,
    supporter::add,
};
use sea_orm::ConnectionTrait;

use crate::world::World;

impl World {
    /// Another officer than [`World::officer`].
    pub async fn second_officer(&self) -> Officer {
        let account = self.account("second-officer", entity::account::Role::Office, None).await;
        self.signed_in(account).await.officer().unwrap()
    }

    /// The open fund of the one village: from September 2026 on 100 yuan from each supporter, 10 % of government money,
    /// at most 50 yuan for each elder and month.
    pub async fn fund_open(&self) -> FundId {
        let typed = Typed { month: "2026-09".into(), ..Typed::suggested(None) };
        self.fund_with(&typed).await
    }

    pub async fn fund_with(&self, rule: &Typed) -> FundId {
        let id = self.fund_drafted(self.village().await).await;
        self.fund_opened(id, rule).await
    }

    /// Writes the rule and opens the fund.
    pub async fn fund_opened(&self, id: FundId, rule: &Typed) -> FundId {
        let officer = self.officer().await;
        rule::add(&self.store, officer, id, rule, &self.form(), self.now).await.unwrap();
        open::open(&self.store, officer, id, &self.form(), self.now).await.unwrap();
        id
    }

    pub async fn fund_drafted(&self, village: VillageId) -> FundId {
        let typed = draft::Typed {
            village: village.to_string(),
            organiser: self.running_phase().await.organiser_id.unwrap().to_string(),
            title_zh: "柳树湾孝心基金".into(),
            title_en: "Willow Bend fund".into(),
        };
        draft::draft(&self.store, self.officer().await, &typed, &self.form(), self.now).await.unwrap()
    }

    /// An elder who joined on that day, however long ago.
    pub async fn elder_since(&self, fund: FundId, alias: &str, day: &str) -> ElderId {
        let id = self.elder(fund, alias).await;
        self.joined(id, day).await;
        id
    }

    /// Behind everybody's back: the elder has been in the fund since that day.
    pub async fn joined(&self, id: ElderId, day: &str) {
        for sql in [
            format!("UPDATE elder SET joined_on = '{day}' WHERE id = {id}"),
            format!("UPDATE elder_state SET from_on = '{day}' WHERE elder_id = {id}"),
        ] {
            self.store.writer().execute_unprepared(&sql).await.unwrap();
        }
    }

    /// An elder of 76 by this alias, whose name is `name-<alias>`.
    pub async fn elder(&self, fund: FundId, alias: &str) -> ElderId {
        let typed = register::Typed {
            alias: alias.into(),
            elder_name: format!("name-{alias}"),
            birth_date: "1950-05-04".into(),
            household: format!("house-{alias}"),
            form_no: "样例-1".into(),
            given_on: "2026-08-20".into(),
            joined_on: self.today().to_string(),
            public: String::new(),
        };
        register::register(&self.store, self.officer().await, fund, &typed, &self.form(), self.now).await.unwrap()
    }

    /// So many supporters, since September, or since the elder joined.
    pub async fn supporters(&self, elder: ElderId, count: usize) -> Vec<SupporterId> {
        let joined = elder::one(self.store.read(), self.officer().await, elder).await.unwrap().joined_on;
        let since = Month::with(joined).max("2026-09".parse().unwrap());
        let mut all = Vec::new();
        for number in 0..count {
            let typed = add::Typed {
                supporter_name: format!("supporter-{elder}-{number}"),
                supporter_phone: "0350-0000000".into(),
                relation: "son".into(),
                month: since.to_string(),
                ..add::Typed::default()
            };
            let officer = self.officer().await;
            all.push(add::add(&self.store, officer, elder, &typed, &self.form(), self.now).await.unwrap());
        }
        all
    }

    /// A family's cash, received on that day.
    pub async fn support(&self, fund: FundId, supporter: SupporterId, yuan: &str, on: &str) -> ContributionId {
        let typed = contribute::Typed {
            source: "family".into(),
            supporter: supporter.to_string(),
            amount: yuan.into(),
            received_on: on.into(),
            document_no: format!("样例收据-{}", self.store.dice.id()),
        };
        contribute::record(&self.store, self.officer().await, fund, &typed, &self.form(), self.now).await.unwrap()
    }

    /// Money of another source.
    pub async fn funded(&self, fund: FundId, source: &str, yuan: &str, on: &str) -> ContributionId {
        let typed = contribute::Typed {
            source: source.into(),
            supporter: String::new(),
            amount: yuan.into(),
            received_on: on.into(),
            document_no: "样例民〔2026〕1号".into(),
        };
        contribute::record(&self.store, self.officer().await, fund, &typed, &self.form(), self.now).await.unwrap()
    }

    /// Money of a fund's that went elsewhere, booked out by hand.
    pub async fn spent(&self, fund: FundId, source: &str, yuan: &str) {
        let typed = record::Typed {
            way: "out".into(),
            programme: format!("fund-{fund}"),
            source: source.into(),
            amount: yuan.into(),
            booked_on: "2026-11-23".into(),
            document_no: "样例转-1".into(),
        };
        record::record(&self.store, self.officer().await, &typed, &self.form(), self.now).await.unwrap();
    }

    /// What one of society's donors promises to a fund.
    pub async fn pledged(&self, fund: FundId, donor: &str, yuan: &str, every: &str) -> PledgeId {
        let typed = make::Typed { amount: yuan.into(), every: every.into() };
        make::make(&self.store, self.donor(donor).await, fund, &typed, &self.form(), self.now).await.unwrap()
    }

    /// The code under which a pledge is paid.
    pub async fn code_of(&self, pledge: PledgeId) -> PayCode {
        let its = reference::of(self.store.read(), ForWhat::Pledge(pledge)).await.unwrap();
        its.unwrap().code
    }

    /// The run of the next period, as far as `state`.
    pub async fn payout(&self, fund: FundId, state: payout::State) -> PayoutId {
        let (store, now) = (&self.store, self.now);
        let (first, second) = (self.officer().await, self.second_officer().await);
        let id = payout::draft::draft(store, first, fund, &self.form(), now).await.unwrap();
        if state == payout::State::Draft {
            return id;
        }
        if state == payout::State::Discarded {
            payout::draft::discard(store, first, id, &self.form(), now).await.unwrap();
            return id;
        }
        payout::judge::review(store, first, id, &self.form(), now).await.unwrap();
        if state == payout::State::Reviewed {
            return id;
        }
        payout::judge::approve(store, second, id, &self.form(), now).await.unwrap();
        if state == payout::State::Paid {
            let typed = payout::pay::Typed { paid_on: "2026-11-23".into(), document_no: "样例发-1".into() };
            payout::pay::pay(store, first, id, &typed, &self.form(), now).await.unwrap();
        }
        id
    }
}
