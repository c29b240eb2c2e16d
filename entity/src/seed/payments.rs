//! Payments of the demonstration, through the verbs themselves: some arrived, one is unclear, one overdue, and a
//! statement is half done.

use chrono::TimeDelta;

use super::cast::People;
use crate::{
    FormKey, Result, Store, Time, account,
    actor::{Donor, Officer, SignedIn},
    id::{AccountId, OrganiserId, StatementId},
    import::{
        read::Brought,
        sheet::{Book, Line, Sheet},
    },
    lang::china_date,
    payment::{PayCode, confirmation, gift, record},
    statement::{book, bring, list, work},
};

/// Who does what, and when.
struct Desk<'s> {
    store: &'s Store,
    organiser: OrganiserId,
    officer: Officer,
    now: Time,
}

pub(super) async fn tell(store: &Store, organiser: OrganiserId, people: &People, now: Time) -> Result<()> {
    let officer = signed_in(store, people.office).await?.officer()?;
    let desk = Desk { store, organiser, officer, now };
    let whole = desk.promised(people.lin, "500", 20).await?;
    desk.arrived(&whole, "500", 18, "林先生").await?;
    desk.confirmed(people.lin, &whole, 17).await?;
    let partly = desk.promised(people.grace, "1,200", 12).await?;
    desk.arrived(&partly, "400", 9, "GRACE MILLER").await?;
    desk.promised(people.lin, "300", 41).await?;
    desk.record("", "88.80", 5, "匿名", "给孩子们").await?;
    let twice = desk.promised(people.company, "2,000", 8).await?;
    desk.arrived(&twice, "2,100", 6, "山路测绘公司（样例）").await?;
    let (sure, near) = (desk.promised(people.others[0], "600", 4).await?, desk.promised(people.lin, "150", 4).await?);
    let booked = desk.promised(people.others[1], "260", 4).await?;
    let id = desk.statement(&sure, &near, &booked).await?;
    desk.half_done(id).await
}

pub(super) async fn signed_in(store: &Store, id: AccountId) -> Result<SignedIn> {
    use sea_orm::EntityTrait;
    let account = account::Entity::find_by_id(id).one(store.read()).await?.ok_or(crate::Refusal::NotFound)?;
    Ok(SignedIn::new(account))
}

impl Desk<'_> {
    fn form(&self) -> FormKey {
        FormKey::new("seed", &self.store.dice.id())
    }

    fn ago(&self, days: i64) -> Time {
        self.now - TimeDelta::days(days)
    }

    async fn promised(&self, account: AccountId, amount: &str, days_ago: i64) -> Result<PayCode> {
        let donor: Donor = signed_in(self.store, account).await?.donor()?;
        let typed = gift::Typed { programme: format!("organiser-{}", self.organiser), amount: amount.to_owned() };
        gift::promise(self.store, donor, &typed, &self.form(), self.ago(days_ago)).await
    }

    async fn arrived(&self, code: &PayCode, amount: &str, days_ago: i64, payer: &str) -> Result<()> {
        self.record(code.as_str(), amount, days_ago, payer, &code.grouped()).await
    }

    async fn confirmed(&self, account: AccountId, code: &PayCode, days_ago: i64) -> Result<()> {
        let donor = signed_in(self.store, account).await?.donor()?;
        let (form, at) = (self.form(), self.ago(days_ago));
        confirmation::issue(self.store, donor, code.as_str(), &form, at).await.map(|_| ())
    }

    async fn record(&self, code: &str, amount: &str, days_ago: i64, payer: &str, remark: &str) -> Result<()> {
        let typed = record::Typed {
            payment_code: code.to_owned(),
            organiser: self.organiser.to_string(),
            amount: amount.to_owned(),
            arrived_on: china_date(self.ago(days_ago)).to_string(),
            payer: payer.to_owned(),
            remark: remark.to_owned(),
            again: String::new(),
        };
        record::record(self.store, self.officer, &typed, &self.form(), self.now).await.map(|_| ())
    }

    /// Five lines: one that fits, one with a wrong sign, one that nobody understands, one of interest, one to book.
    async fn statement(&self, sure: &PayCode, near: &PayCode, booked: &PayCode) -> Result<StatementId> {
        let on = china_date(self.ago(1));
        let mistyped = near.as_str().replacen(&near.as_str()[3..4], "0", 1);
        let lines = [
            "交易日期|流水号|支出金额|收入金额|余额|对方户名|附言".to_owned(),
            format!("{on}|0001||600.00|12,600.00|赵女士|微心愿 {}", sure.grouped()),
            format!("{on}|0002||150.00|12,750.00|林先生|{mistyped}"),
            format!("{on}|0003||66.00|12,816.00|某爱心人士|祝孩子们天天向上"),
            format!("{on}|0004||3.21|12,819.21|样例农村商业银行|利息"),
            format!("{on}|0005|120.00||12,699.21|样例文具店|货款"),
            format!("{on}|0006||260.00|12,959.21|钱先生|{}", booked.grouped()),
        ];
        let cells = |line: String| line.split('|').map(ToOwned::to_owned).collect();
        let lines = (1..).zip(lines).map(|(number, line)| Line { number, cells: cells(line) }).collect();
        let book = Book { sheets: vec![Sheet { name: String::new(), lines }] };
        let digest = self.store.keys.file_digest(b"the demonstration's statement");
        let brought = Brought { name: "样例银行流水.csv".to_owned(), digest, book };
        let typed = bring::Typed { organiser: self.organiser.to_string() };
        let id = bring::bring(self.store, self.officer, brought, &typed, &self.form(), self.now).await?.id;
        work::carry_out(self.store, id, self.now).await?;
        Ok(id)
    }

    async fn half_done(&self, id: StatementId) -> Result<()> {
        let lines = list::lines(self.store, self.officer, id, list::Which::AllOpen, None, 10).await?;
        for line in lines {
            let code = line.reference.map_or_else(String::new, |reference| reference.code.to_string());
            match line.words.remark.as_str() {
                "利息" => book::set_aside(self.store, self.officer, line.line.id, &self.form(), self.now).await?,
                _ if line.words.payer == "钱先生" => {
                    let typed = book::Typed { payment_code: code };
                    book::one(self.store, self.officer, line.line.id, &typed, &self.form(), self.now).await?;
                }
                _ => {}
            }
        }
        Ok(())
    }
}
