//! Places, schools and the organiser of the demonstration.

use sea_orm::{ActiveValue::Set, QueryOrder, entity::prelude::*};

use crate::{
    Refusal, Result, Time,
    id::{OrganiserId, SchoolId, TownshipId, VillageId},
    organiser::{self, LegalBasis},
    place::{township, village},
    school,
    store::Txn,
};

/// A school with its township.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub school: SchoolId,
    pub township: TownshipId,
}

pub(super) struct County {
    pub schools: Vec<Place>,
    /// The first village of each school's township.
    pub villages: Vec<VillageId>,
    pub organiser: OrganiserId,
}

/// Code, township (zh, en), school, public alias (zh, en), villages.
type Row = (&'static str, [&'static str; 2], &'static str, [&'static str; 2], [&'static str; 3]);

const SCHOOLS: [Row; 8] = [
    (
        "SG",
        ["西社镇", "Xishe"],
        "西社镇沙沟村小学",
        ["西社镇一所村小", "A village school in Xishe"],
        ["沙沟村", "大岩头村", "北社村"],
    ),
    (
        "SYG",
        ["水峪贯镇", "Shuiyuguan"],
        "水峪贯镇中心小学",
        ["水峪贯镇一所中心校", "The central school of Shuiyuguan"],
        ["水峪贯村", "新舍窠村", "横尖村"],
    ),
    (
        "DPD",
        ["东坡底乡", "Dongpodi"],
        "东坡底乡中心小学",
        ["东坡底乡一所中心校", "The central school of Dongpodi"],
        ["东坡底村", "古洞道村", "张家庄村"],
    ),
    (
        "DC",
        ["夏家营镇", "Xiajiaying"],
        "夏家营镇段村小学",
        ["夏家营镇一所村小", "A village school in Xiajiaying"],
        ["段村", "王明寨村", "大营村"],
    ),
    (
        "HL",
        ["会立乡", "Huili"],
        "会立乡中心小学",
        ["会立乡一所中心校", "The central school of Huili"],
        ["会立村", "石沙庄村", "逯沟村"],
    ),
    (
        "LJZ",
        ["天宁镇", "Tianning"],
        "天宁镇梁家庄小学",
        ["天宁镇一所村小", "A village school in Tianning"],
        ["梁家庄村", "田家山村", "奈林村"],
    ),
    (
        "YD",
        ["岭底乡", "Lingdi"],
        "岭底乡窑底小学",
        ["岭底乡一所村小", "A village school in Lingdi"],
        ["窑底村", "麻会村", "鱼儿村"],
    ),
    (
        "SJW",
        ["庞泉沟镇", "Pangquangou"],
        "庞泉沟镇苏家湾小学",
        ["庞泉沟镇一所村小", "A village school in Pangquangou"],
        ["苏家湾村", "长立村", "双家寨村"],
    ),
];

pub(super) async fn found(txn: &Txn, now: Time) -> Result<County> {
    let (mut schools, mut villages) = (Vec::with_capacity(SCHOOLS.len()), Vec::with_capacity(SCHOOLS.len()));
    for (number, row) in SCHOOLS.iter().enumerate() {
        let (school, village) = found_school(txn, number, row, now).await?;
        schools.push(school);
        villages.push(village);
    }
    let organiser = organiser::ActiveModel {
        name_zh: Set("样例县青少年发展公益会（样例）".to_owned()),
        name_en: Set("Sample County Youth Development Charity (sample)".to_owned()),
        legal_basis: Set(Some(LegalBasis::PartnerCharity)),
        qualification_no: Set("样例-资格-001".to_owned()),
        filing_no: Set("样例-备案-2026-05".to_owned()),
        contact: Set("0000-0000000（样例），office@example.org".to_owned()),
        bank_holder: Set("样例县青少年发展公益会（样例）".to_owned()),
        bank_name: Set("样例农村商业银行样例县支行".to_owned()),
        bank_account: Set("0000 0000 0000 0000 042".to_owned()),
        created_at: Set(now),
        ..Default::default()
    };
    let organiser = organiser.insert(txn).await?.id;
    Ok(County { schools, villages, organiser })
}

async fn found_school(txn: &Txn, number: usize, row: &Row, now: Time) -> Result<(Place, VillageId)> {
    let (code, [township_zh, township_en], name, [alias_zh, alias_en], villages) = *row;
    let township = township::ActiveModel {
        name_zh: Set(township_zh.to_owned()),
        name_en: Set(township_en.to_owned()),
        ..Default::default()
    };
    let township = township.insert(txn).await?.id;
    let villages = villages.map(|name| village::ActiveModel {
        township_id: Set(township),
        name: Set(name.to_owned()),
        ..Default::default()
    });
    village::Entity::insert_many(villages).exec_without_returning(txn).await?;
    let first =
        village::Entity::find().filter(village::COLUMN.township_id.eq(township)).order_by_asc(village::COLUMN.id);
    let village = first.one(txn).await?.ok_or(Refusal::NotFound)?.id;
    let school = school::ActiveModel {
        township_id: Set(township),
        code: Set(code.to_owned()),
        name: Set(name.to_owned()),
        alias_zh: Set(alias_zh.to_owned()),
        alias_en: Set(alias_en.to_owned()),
        delivery_address: Set(format!("样例省样例县{township_zh}学校路 {} 号（样例）", number + 1)),
        delivery_contact: Set(format!("{}老师", ["王", "郭", "任", "武", "成", "康", "燕", "马"][number])),
        delivery_phone: Set(format!("0000-000000{}", number + 1)),
        created_at: Set(now),
        ..Default::default()
    };
    Ok((Place { school: school.insert(txn).await?.id, township }, village))
}
