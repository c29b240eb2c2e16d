//! The people of the demonstration.

use sea_orm::{ActiveValue::Set, entity::prelude::*};

use super::county::County;
use crate::{
    Lang, Result, Time,
    account::{self, Role},
    id::{AccountId, SchoolId, VillageId},
    store::Txn,
};

/// Every member's password, for those who want to try the form.
pub const PASSWORD: &str = "nuanxin-demo-2026";

/// Somebody whom the sign-in page of the demonstration lists.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    pub email: &'static str,
    pub name: &'static str,
    pub role: Role,
    /// What there is to see, in both languages.
    pub about: [&'static str; 2],
    lang: Lang,
    organisation: Option<&'static str>,
    /// Which of the county's schools.
    school: Option<usize>,
    /// The first village of which school's township.
    village: Option<usize>,
}

const fn member(email: &'static str, name: &'static str, role: Role, about: [&'static str; 2]) -> Member {
    Member { email, name, role, about, lang: Lang::Zh, organisation: None, school: None, village: None }
}

const fn teacher(email: &'static str, name: &'static str, school: usize, about: [&'static str; 2]) -> Member {
    Member { school: Some(school), ..member(email, name, Role::School, about) }
}

const fn committee(email: &'static str, name: &'static str, of: usize, about: [&'static str; 2]) -> Member {
    Member { village: Some(of), ..member(email, name, Role::Village, about) }
}

/// The named cast.
pub const CAST: [Member; 15] = [
    member("lin@example.org", "林先生", Role::Donor, ["爱心人士，手上有几份礼物", "Donor with gifts at every station"]),
    member("chen@example.org", "陈女士", Role::Donor, ["爱心人士，还没有认领过", "Donor who has not claimed yet"]),
    Member {
        lang: Lang::En,
        ..member("grace@example.org", "Grace Miller", Role::Donor, ["用英文的爱心人士", "Donor who reads English"])
    },
    Member {
        organisation: Some("山路测绘公司（样例）"),
        ..member(
            "shanlu@example.org",
            "山路公司志愿者",
            Role::Donor,
            ["一家公司，一次认领很多", "A company that takes many"],
        )
    },
    teacher("shagou@example.org", "王老师", 0, ["沙沟村小学", "Shagou village school"]),
    teacher("shuiyuguan@example.org", "郭老师", 1, ["水峪贯镇中心小学", "Shuiyuguan central school"]),
    teacher("dongpodi@example.org", "任老师", 2, ["东坡底乡中心小学", "Dongpodi central school"]),
    teacher("duancun@example.org", "武老师", 3, ["段村小学", "Duancun village school"]),
    teacher("huili@example.org", "成老师", 4, ["会立乡中心小学", "Huili central school"]),
    teacher("liangjiazhuang@example.org", "康老师", 5, ["梁家庄小学", "Liangjiazhuang village school"]),
    teacher("yaodi@example.org", "燕老师", 6, ["窑底小学", "Yaodi village school"]),
    teacher("sujiawan@example.org", "马老师", 7, ["苏家湾小学", "Sujiawan village school"]),
    member("office@example.org", "李干事", Role::Office, ["团县委办公室", "The county's Youth League office"]),
    committee("village@example.org", "赵主任", 6, ["窑底村村委会", "The committee of Yaodi village"]),
    member("admin@example.org", "系统管理员", Role::Admin, ["账户与设置", "Accounts and settings"]),
];

pub(super) struct People {
    pub lin: AccountId,
    pub company: AccountId,
    pub grace: AccountId,
    pub office: AccountId,
    pub village: AccountId,
    /// Donors without a line in the cast, who gave in earlier phases.
    pub others: Vec<AccountId>,
    pub teachers: Vec<AccountId>,
}

pub(super) async fn gather(txn: &Txn, county: &County, password: &str, now: Time) -> Result<People> {
    let mut ids = Vec::with_capacity(CAST.len());
    for member in CAST {
        let school = member.school.map(|number| county.schools[number].school);
        let village = member.village.map(|number| county.villages[number]);
        ids.push(enrol(txn, &member, (school, village), Some(password), now).await?);
    }
    let mut others = Vec::new();
    for (number, name) in
        ["赵女士", "钱先生", "孙女士", "周先生", "吴女士", "郑先生", "冯女士", "褚先生"].into_iter().enumerate()
    {
        let email: &'static str = OTHERS[number];
        others.push(enrol(txn, &member(email, name, Role::Donor, ["", ""]), (None, None), None, now).await?);
    }
    Ok(People {
        lin: ids[0],
        grace: ids[2],
        company: ids[3],
        office: ids[12],
        village: ids[13],
        others,
        teachers: ids[4..12].to_vec(),
    })
}

const OTHERS: [&str; 8] = [
    "donor1@example.org",
    "donor2@example.org",
    "donor3@example.org",
    "donor4@example.org",
    "donor5@example.org",
    "donor6@example.org",
    "donor7@example.org",
    "donor8@example.org",
];

async fn enrol(
    txn: &Txn,
    member: &Member,
    (school, village): (Option<SchoolId>, Option<VillageId>),
    password: Option<&str>,
    now: Time,
) -> Result<AccountId> {
    let row = account::ActiveModel {
        email: Set(member.email.to_owned()),
        name: Set(member.name.to_owned()),
        organisation: Set(member.organisation.map(ToOwned::to_owned)),
        role: Set(member.role),
        school_id: Set(school),
        village_id: Set(village),
        lang: Set(member.lang),
        password_hash: Set(password.map(ToOwned::to_owned)),
        verified_at: Set(Some(now)),
        created_at: Set(now),
        ..Default::default()
    };
    Ok(row.insert(txn).await?.id)
}
