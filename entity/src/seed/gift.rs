//! Made-up children and their wishes.

use sea_orm::{ActiveValue::Set, entity::prelude::*};

use super::county::Place;
use crate::{
    Code, Day, Fen, Result, Store, Time,
    child::{self, consent, record::Record},
    id::{AccountId, ChildId, PhaseId},
    store::Txn,
    wish::{self, Category, Gender, Status},
};

/// Category, item, specifications, price in yuan.
const THINGS: [(Category, &str, [&str; 3], i64); 24] = [
    (Category::Schoolbag, "双肩书包", ["防水，蓝色，适合身高130", "粉色，适合身高120", "深灰，适合身高150"], 90),
    (Category::Books, "新华字典", ["第12版，双色本", "第12版，单色本", "大字本"], 32),
    (Category::Books, "成语故事", ["注音版，彩图", "青少版", "上下两册"], 45),
    (Category::Books, "十万个为什么", ["小学版，四册", "注音版", "天文一册"], 88),
    (Category::Stationery, "自动铅笔套装", ["0.5毫米，含笔芯", "0.7毫米，含橡皮", "六支装"], 28),
    (Category::Stationery, "文具盒", ["双层，蓝色", "帆布笔袋", "铁皮，印星空"], 25),
    (Category::Stationery, "圆规尺子套装", ["金属圆规，15厘米尺", "带量角器", "八件套"], 22),
    (Category::ArtSupplies, "彩色铅笔", ["36色", "24色，可水溶", "48色，铁盒"], 42),
    (Category::ArtSupplies, "水彩颜料", ["24色，含画笔", "18色", "含调色盘和画纸"], 48),
    (Category::Sports, "5号篮球", ["橡胶，含气筒", "室外用", "耐磨"], 68),
    (Category::Sports, "跳绳", ["可调长短，计数", "木柄", "三米"], 18),
    (Category::Sports, "乒乓球拍", ["横拍一副，含球", "直拍一副", "两只装"], 56),
    (Category::Sports, "4号足球", ["机缝，含气筒", "耐磨", "黑白"], 65),
    (Category::Shoes, "运动鞋", ["35码，透气", "33码，深色", "37码，防滑"], 95),
    (Category::Shoes, "棉鞋", ["34码，加绒", "36码，防水", "32码，魔术贴"], 85),
    (Category::Clothes, "羽绒服", ["身高130，深蓝", "身高140，红色", "身高150，黑色"], 180),
    (Category::Clothes, "棉手套和围巾", ["儿童中号，灰色", "儿童大号，蓝色", "红色一套"], 39),
    (Category::LearningDevice, "充电台灯", ["LED，暖光，三档", "可夹在床边", "护眼，白色"], 79),
    (Category::LearningDevice, "英语复读机", ["可插卡，含耳机", "可充电", "带字幕屏"], 158),
    (Category::LearningDevice, "学生计算器", ["函数型", "太阳能", "大按键"], 46),
    (Category::Toy, "积木", ["300粒，通用", "城市系列", "含底板"], 72),
    (Category::Toy, "魔方", ["三阶，顺滑", "含教程", "比赛用"], 26),
    (Category::DailyGoods, "保温杯", ["500毫升，不锈钢", "带吸管，粉色", "350毫升"], 55),
    (Category::Music, "口琴", ["24孔，C调", "含教材", "学生用"], 62),
];

const SURNAMES: [&str; 20] = [
    "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林", "何", "郭", "马",
    "罗",
];
const GIVEN: [&str; 24] = [
    "小样甲",
    "小样乙",
    "小样丙",
    "小样丁",
    "小样戊",
    "小样己",
    "小样庚",
    "小样辛",
    "小样壬",
    "小样癸",
    "样子",
    "样丑",
    "样寅",
    "样卯",
    "样辰",
    "样巳",
    "样午",
    "样未",
    "样申",
    "样酉",
    "样戌",
    "样亥",
    "样喆",
    "样堃",
];

/// Makes children one after another, no two alike.
pub(super) struct Children<'a> {
    store: &'a Store,
    made: usize,
}

/// A wish to be written.
pub(super) struct Plan {
    pub phase: PhaseId,
    pub place: Place,
    pub teacher: AccountId,
    pub status: Status,
    /// When the school wrote it.
    pub written: Time,
    pub opened: Option<Time>,
    pub closes_on: Option<Day>,
    pub received: Option<Time>,
    pub handed_out: Option<Time>,
    pub reason: Option<&'static str>,
}

impl<'a> Children<'a> {
    pub fn new(store: &'a Store) -> Self {
        Self { store, made: 0 }
    }

    /// The grade of the child that comes next.
    pub fn next_grade(&self) -> i32 {
        grade(self.made)
    }

    /// Writes a child with its sealed record and consent, and the wish.
    pub async fn wish(&mut self, txn: &Txn, plan: &Plan) -> Result<wish::Model> {
        let number = self.made;
        self.made += 1;
        let (category, item, specifications, yuan) = THINGS[(number * 7) % THINGS.len()];
        let child = self.child(txn, plan, number).await?;
        let consent = self.consent(txn, plan, child, number).await?;
        let reached = |status: &[Status], at: Time| (!status.contains(&plan.status)).then_some(at);
        let submitted = reached(&[Status::Draft], plan.written + chrono::TimeDelta::hours(2));
        let approved = plan
            .opened
            .or_else(|| (plan.status == Status::Approved).then_some(plan.written + chrono::TimeDelta::days(1)));
        let row = wish::ActiveModel {
            code: Set(Code::mint(&self.store.dice)),
            phase_id: Set(plan.phase),
            school_id: Set(plan.place.school),
            township_id: Set(plan.place.township),
            child_id: Set(child),
            consent_id: Set(Some(consent)),
            category: Set(category),
            item: Set(item.to_owned()),
            specification: Set(specifications[number % 3].to_owned()),
            gender: Set(category.needs_gender().then_some(if number.is_multiple_of(2) {
                Gender::Girl
            } else {
                Gender::Boy
            })),
            grade: Set(grade(number)),
            price_fen: Set(Fen::yuan(yuan)),
            status: Set(plan.status),
            waiting_since: Set(submitted.unwrap_or(plan.written)),
            closes_on: Set(plan.closes_on),
            reason: Set(plan.reason.map(ToOwned::to_owned)),
            created_by: Set(plan.teacher),
            created_at: Set(plan.written),
            submitted_at: Set(submitted),
            approved_at: Set(approved),
            approval_told_at: Set(approved),
            opened_at: Set(plan.opened),
            received_at: Set(plan.received),
            handed_out_at: Set(plan.handed_out),
            withdrawn_at: Set((plan.status == Status::Withdrawn).then_some(plan.written + chrono::TimeDelta::days(3))),
            ..Default::default()
        };
        Ok(row.insert(txn).await?)
    }

    async fn child(&self, txn: &Txn, plan: &Plan, number: usize) -> Result<ChildId> {
        let surname = SURNAMES[number % SURNAMES.len()];
        let name = format!("{surname}{}", GIVEN[(number / SURNAMES.len()) % GIVEN.len()]);
        let months = u32::try_from(number % 12).unwrap_or(0);
        let year =
            crate::lang::china_date(plan.written).format("%Y").to_string().parse().unwrap_or(2026) - 6 - grade(number);
        let birth_date =
            Day::from_ymd_opt(year, months + 1, u32::try_from(number % 28).unwrap_or(0) + 1).unwrap_or_default();
        let birth = birth_date.to_string();
        let row = child::ActiveModel {
            school_id: Set(plan.place.school),
            identity_hash: Set(self.store.keys.identity_hash(&[&name, &birth, &number.to_string()])),
            household_hash: Set(Some(self.store.keys.identity_hash(&["household", &number.to_string()]))),
            created_at: Set(plan.written),
            ..Default::default()
        };
        let id = row.insert(txn).await?.id;
        let record = Record {
            name,
            birth_date,
            guardian: format!("{surname}样（样例）"),
            household: format!("样例户 {number}"),
            situation: String::new(),
        };
        child::record::write(self.store, txn, id, &record).await?;
        Ok(id)
    }

    async fn consent(&self, txn: &Txn, plan: &Plan, child: ChildId, number: usize) -> Result<crate::id::ConsentId> {
        let row = consent::ActiveModel {
            child_id: Set(child),
            version: Set("2026-1".to_owned()),
            form_no: Set(format!("样-{:04}", number + 1)),
            given_on: Set(crate::lang::china_date(plan.written)),
            goods: Set(true),
            photo: Set(number.is_multiple_of(5)),
            card: Set(!number.is_multiple_of(3)),
            recorded_by: Set(plan.teacher),
            recorded_at: Set(plan.written),
            ..Default::default()
        };
        Ok(row.insert(txn).await?.id)
    }
}

fn grade(number: usize) -> i32 {
    i32::try_from(number % 6).unwrap_or(0) + 1
}
