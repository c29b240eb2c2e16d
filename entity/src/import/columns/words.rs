//! The words by which a heading is known: those that say a field plainly, and those that only hold it.

use crate::Field;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// The words are somewhere in it.
    Holds,
    Says,
    Chosen,
}

/// A field, the headings that say it, and parts of headings that give it away unless others stand beside them.
struct Words {
    field: Field,
    says: &'static [&'static str],
    holds: &'static [&'static str],
    unless: &'static [&'static str],
}

/// Whose it is decides before what it is: `监护人电话` is no guardian's name.
const NOT_KEPT: [&str; 11] =
    ["电话", "手机", "联系方式", "身份证", "证件", "序号", "编码", "phone", "mobile", "idno", "wechat"];

const WORDS: [Words; 13] = [
    Words {
        field: Field::FormNo,
        says: &["同意书编号", "同意书", "监护人同意书号", "consentform", "consentformnumber", "consentno"],
        holds: &["同意", "知情", "consent"],
        unless: &["日期", "时间", "date"],
    },
    Words {
        field: Field::GivenOn,
        says: &["同意日期", "签署日期", "签字日期", "consentdate", "dateofconsent"],
        holds: &["同意", "签署", "签字", "consent"],
        unless: &["号", "no", "number"],
    },
    Words {
        field: Field::Guardian,
        says: &["监护人", "监护人姓名", "家长", "家长姓名", "guardian", "parent"],
        holds: &["监护人", "家长", "抚养人", "guardian", "parent"],
        unless: &["关系", "住址", "地址", "工作"],
    },
    Words {
        field: Field::Household,
        says: &["家庭", "户号", "家庭住址", "住址", "家庭户号或住址", "household", "address"],
        holds: &["住址", "地址", "户号", "household"],
        unless: &[],
    },
    Words {
        field: Field::BirthDate,
        says: &["生日", "出生日期", "出生年月日", "birthday", "dateofbirth", "birthdate"],
        holds: &["出生", "生日", "birth"],
        unless: &["地"],
    },
    Words {
        field: Field::ChildName,
        says: &[
            "姓名",
            "学生姓名",
            "孩子姓名",
            "名字",
            "学生",
            "孩子",
            "儿童",
            "childsname",
            "name",
            "studentname",
            "pupil",
        ],
        holds: &["姓名", "childname", "studentname"],
        unless: &["父", "母", "老师", "教师", "联系人", "填表", "校长"],
    },
    Words {
        field: Field::Gender,
        says: &["性别", "男女", "男女生", "男生或女生", "gender", "sex", "girlorboy"],
        holds: &["性别"],
        unless: &[],
    },
    Words {
        field: Field::Grade,
        says: &["年级", "年级班级", "所在年级", "grade"],
        holds: &["年级", "班级", "grade", "class"],
        unless: &[],
    },
    Words {
        field: Field::Category,
        says: &["类别", "分类", "心愿类别", "category"],
        holds: &["类别", "分类", "种类", "类型", "category"],
        unless: &[],
    },
    Words {
        field: Field::Specification,
        says: &["规格", "规格型号", "尺码颜色", "specification"],
        holds: &["规格", "型号", "尺码", "尺寸", "颜色", "size", "colour", "color", "specification"],
        unless: &[],
    },
    Words {
        field: Field::Price,
        says: &["价格", "金额", "金额元", "预计价格元", "price", "expectedpriceyuan"],
        holds: &["价", "金额", "费用", "price", "yuan"],
        unless: &[],
    },
    Words {
        field: Field::Situation,
        says: &["备注", "说明", "理由", "给办公室的说明", "remarks", "remarksfortheoffice"],
        holds: &["备注", "说明", "理由", "原因", "情况", "remark", "reason"],
        unless: &[],
    },
    Words {
        field: Field::Item,
        says: &["心愿", "微心愿", "心愿物品", "物品", "item", "wish"],
        holds: &["心愿", "愿望", "物品", "礼物", "item", "wish"],
        unless: &["号", "时间", "日期"],
    },
];

/// The field that a plain heading seems to be.
pub(super) fn meaning(plain: &str) -> Option<(Field, Fit)> {
    if let Some(words) = WORDS.iter().find(|words| words.says.contains(&plain)) {
        return Some((words.field, Fit::Says));
    }
    let holds = |parts: &[&str]| parts.iter().any(|part| plain.contains(part));
    if holds(&NOT_KEPT) {
        return None;
    }
    let found = WORDS.iter().find(|words| holds(words.holds) && !holds(words.unless));
    found.map(|words| (words.field, Fit::Holds))
}
