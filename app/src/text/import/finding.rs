//! What is wrong with a line of a table, and how to mend it.

use entity::{
    Fen,
    import::finding::{Finding, Kind},
};

use super::super::Text;

impl Text {
    /// What is wrong with a line, and how to mend it.
    pub fn finding(self, finding: &Finding) -> String {
        let about = finding.about.unwrap_or_default();
        match finding.kind {
            Kind::DuplicateChild => self.0.pick(
                format!("和第 {about} 行是同一个孩子，每个孩子只填一个心愿，请删去一行"),
                format!("The same child as in row {about}; a child has one wish, please delete one of the two"),
            ),
            Kind::TwoBirthdays if about > 0 => self.0.pick(
                format!("和第 {about} 行的姓名、监护人相同，出生日期不同，请核对"),
                format!("Name and guardian are those of row {about}, the date of birth is not; please check"),
            ),
            Kind::PriceOverCap => self.0.pick(
                format!("超过本期上限 {}，请换一件或改价格", Fen(about)),
                format!("Above this phase's cap of {}; please choose something else or mend the price", Fen(about)),
            ),
            Kind::TooLong => self
                .0
                .pick(format!("最多 {about} 个字，请缩短"), format!("At most {about} characters; please shorten it")),
            Kind::UnusualAge => self.0.pick(
                format!("今年 {about} 岁，不像在校的孩子，请核对出生日期"),
                format!("Aged {about}, which is unusual for a pupil; please check the date of birth"),
            ),
            Kind::EarlierPhase => self.0.pick(
                format!("这个孩子在第 {about} 期也有心愿"),
                format!("This child had a wish in phase {about}, too"),
            ),
            kind => self.kind(kind).to_owned(),
        }
    }

    fn kind(self, kind: Kind) -> &'static str {
        let (zh, en) = of_child(kind).or_else(|| of_wish(kind)).unwrap_or_else(|| of_text(kind));
        self.0.pick(zh, en)
    }
}

/// About the child and the family.
const fn of_child(kind: Kind) -> Option<(&'static str, &'static str)> {
    Some(match kind {
        Kind::MissingName => ("没有写孩子姓名，请补上", "The child's name is missing; please add it"),
        Kind::DuplicateInPhase => (
            "这个孩子在本期已经有一个心愿，请删去这一行",
            "This child already has a wish in this phase; please delete the row",
        ),
        Kind::MissingBirth => ("没有写出生日期，请补上", "The date of birth is missing; please add it"),
        Kind::BadBirth => {
            ("看不懂这个出生日期，请写成 2016-05-01 这样", "This is not a date; please write it like 2016-05-01")
        }
        Kind::Feb29 => ("这一年没有 2 月 29 日，请核对出生日期", "There was no 29 February in that year; please check"),
        Kind::FutureBirth => ("出生日期在今天以后，请核对", "The date of birth is in the future; please check"),
        Kind::TwoBirthdays => (
            "学校里已有姓名、监护人相同而出生日期不同的孩子，请核对",
            "The school has a child of this name and guardian with another date of birth; please check",
        ),
        Kind::MissingGrade => ("没有写年级，请补上", "The grade is missing; please add it"),
        Kind::BadGrade => ("看不懂这个年级，请写 1 到 9 年级", "This is no grade from 1 to 9; please mend it"),
        Kind::BadGender => ("看不懂这个性别，请写男或女", "Neither girl nor boy; please mend it"),
        Kind::NoConsent => (
            "没有监护人同意书编号，请先取得同意书再填编号",
            "No number of the guardian's consent form; please get the consent first, then add its number",
        ),
        Kind::BadConsentDate => {
            ("看不懂这个同意日期，请写成 2026-11-01 这样", "This is not a date; please write it like 2026-11-01")
        }
        Kind::FutureConsent => ("同意日期在今天以后，请核对", "The consent is dated in the future; please check"),
        Kind::ConsentBeforeBirth => (
            "同意日期早于孩子的出生日期，请核对",
            "The consent is dated before the child was born; please check both dates",
        ),
        Kind::GuardianIsChild => {
            ("监护人和孩子是同一个姓名，请核对", "The guardian has the child's own name; please check")
        }
        Kind::PictureInName => (
            "姓名只用文字写，里面不要有表情、①这样的符号",
            "A name is written in letters, without pictures or signs; please mend it",
        ),
        Kind::MissingGuardian => ("没有写监护人，提交以前要补上", "No guardian; needed before the wish is handed in"),
        Kind::MissingGender => (
            "衣服和鞋要写明男生或女生，提交以前要补上",
            "Clothes and shoes need girl or boy before the wish is handed in",
        ),
        _ => return None,
    })
}

/// About the thing wished for.
const fn of_wish(kind: Kind) -> Option<(&'static str, &'static str)> {
    Some(match kind {
        Kind::MissingItem => ("没有写心愿物品，请补上", "The wish is missing; please add it"),
        Kind::NoWords => ("光有表情符号看不懂，请用文字写", "Pictures alone tell too little; please say it in words"),
        Kind::MissingPrice => ("没有写价格，请补上", "The price is missing; please add it"),
        Kind::BadPrice => {
            ("看不懂这个价格，请只写一个数，例如 95", "This is not an amount; please write one number, such as 95")
        }
        Kind::PriceZero => ("价格是 0，请写预计的价格", "The price is zero; please write what it will cost"),
        Kind::MissingSpecification => {
            ("没有写规格，提交以前要补上", "No size, colour or model; needed before the wish is handed in")
        }
        Kind::UnknownCategory => {
            ("没有这个类别，已按物品归类，请看看对不对", "No such category; it was chosen by the item, please check")
        }
        _ => return None,
    })
}

/// About what will be public.
const fn of_text(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::PhoneInItem => (
            "里面像是有电话号码，公开文字里不能有，请去掉",
            "It holds what looks like a phone number, which may not be public; please take it out",
        ),
        Kind::IdentityInItem => (
            "里面像是有身份证号，公开文字里不能有，请去掉",
            "It holds what looks like an identity number, which may not be public; please take it out",
        ),
        Kind::EmailInItem => (
            "里面有邮箱，公开文字里不能有，请去掉",
            "It holds an e-mail address, which may not be public; please take it out",
        ),
        Kind::AccountInItem => (
            "里面像是有微信或 QQ 号，公开文字里不能有，请去掉",
            "It holds what looks like a messenger account, which may not be public; please take it out",
        ),
        Kind::NameInItem => (
            "里面像是有学生的姓名，公开文字里不能有，请去掉",
            "It holds a pupil's name, which may not be public; please take it out",
        ),
        Kind::GuardianInItem => (
            "里面像是有监护人的姓名，公开文字里不能有，请去掉",
            "It holds a guardian's name, which may not be public; please take it out",
        ),
        Kind::VillageInItem => (
            "里面有村名，会认出孩子，请去掉",
            "It names a village, by which a child could be found; please take it out",
        ),
        _ => ("里面有看不见的字符，请重新打一遍", "There are invisible characters in it; please type it again"),
    }
}
