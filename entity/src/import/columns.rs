//! What the columns of a school's table mean: each school names them in its own words.

use crate::{Field, Refusal, Result, error::Refusals, text::half_width};

/// What a column can hold for us. Whatever else stands in the table (phone numbers, identity numbers) is not kept.
pub const FIELDS: [Field; 13] = [
    Field::ChildName,
    Field::BirthDate,
    Field::Gender,
    Field::Grade,
    Field::Item,
    Field::Specification,
    Field::Price,
    Field::Category,
    Field::FormNo,
    Field::GivenOn,
    Field::Guardian,
    Field::Household,
    Field::Situation,
];

/// Without these no wish can be made of a line.
pub const NEEDED: [Field; 5] = [Field::ChildName, Field::BirthDate, Field::Grade, Field::Item, Field::Price];

pub fn field_from_key(key: &str) -> Option<Field> {
    FIELDS.into_iter().find(|field| field.key() == key)
}

/// The field of each column, in their order; `None`: not kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping(Vec<Option<Field>>);

impl Mapping {
    /// A field that is named twice belongs to its first column.
    pub fn new(columns: impl IntoIterator<Item = Option<Field>>) -> Self {
        let mut mapping = Self::default();
        for field in columns {
            let field = field.filter(|field| mapping.column(*field).is_none());
            mapping.0.push(field);
        }
        mapping
    }

    /// By the headings: what the school chose before, and else what the words say. Of two columns that could be the
    /// same, the one that says so plainly is it (`年级` before `班级`).
    pub(super) fn by_headings(headings: &[String], remembered: &[(String, Option<Field>)]) -> Self {
        let mut found: Vec<Option<(Field, Fit)>> = headings
            .iter()
            .map(|heading| {
                let plain = plain(heading);
                match remembered.iter().find(|(known, _)| *known == plain) {
                    Some((_, chosen)) => chosen.map(|field| (field, Fit::Chosen)),
                    None => meaning(&plain),
                }
            })
            .collect();
        for column in 0..found.len() {
            let Some((field, fit)) = found[column] else { continue };
            let better = |(at, other): (usize, &Option<(Field, Fit)>)| {
                other.is_some_and(|(same, its)| {
                    same == field && at != column && (its > fit || its == fit && at < column)
                })
            };
            if found.iter().enumerate().any(better) {
                found[column] = None;
            }
        }
        Self(found.into_iter().map(|found| found.map(|(field, _)| field)).collect())
    }

    /// As somebody chose for each field the number of its column, of so many: all fields that are needed, and no column
    /// for two of them. Blank: the table has none.
    pub(crate) fn chosen<'a>(
        chosen: impl IntoIterator<Item = (Field, &'a str)>,
        needed: &[Field],
        columns: usize,
    ) -> Result<Self> {
        let mut refusals = Refusals::default();
        let mut fields: Vec<Option<Field>> = vec![None; columns];
        for (field, column) in chosen {
            match column.parse().ok().and_then(|column: usize| fields.get_mut(column)) {
                None if column.is_empty() && needed.contains(&field) => refusals.add(Refusal::Missing(field)),
                None if column.is_empty() => {}
                None => refusals.add(Refusal::NotAChoice(field)),
                Some(Some(other)) => refusals.add(Refusal::ColumnTwice(field, *other)),
                Some(free) => *free = Some(field),
            }
        }
        refusals.settle()?;
        Ok(Self::new(fields))
    }

    pub fn column(&self, field: Field) -> Option<usize> {
        self.0.iter().position(|at| *at == Some(field))
    }

    pub fn field(&self, column: usize) -> Option<Field> {
        self.0.get(column).copied().flatten()
    }

    pub fn lacks(&self) -> Vec<Field> {
        NEEDED.into_iter().filter(|field| self.column(*field).is_none()).collect()
    }

    /// How many columns mean something.
    pub(super) fn known(&self) -> usize {
        self.0.iter().flatten().count()
    }

    /// `,child_name,,birth_date`: how it is kept.
    pub(crate) fn to_text(&self) -> String {
        self.0.iter().map(|field| field.map_or("", Field::key)).collect::<Vec<_>>().join(",")
    }

    pub(super) fn from_text(text: &str) -> Self {
        Self::of_text(text, &FIELDS)
    }

    /// The same for a table that holds other things.
    pub(crate) fn of_text(text: &str, fields: &[Field]) -> Self {
        Self::new(text.split(',').map(|key| fields.iter().copied().find(|field| field.key() == key)))
    }
}

/// A heading as it is compared: letters and digits in half width and small.
pub(crate) fn plain(heading: &str) -> String {
    half_width(heading).chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
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

fn meaning(plain: &str) -> Option<(Field, Fit)> {
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

#[cfg(test)]
mod tests {
    use super::{Field, Mapping};

    fn read(headings: &str) -> Vec<Option<Field>> {
        let headings: Vec<String> = headings.split(' ').map(str::to_owned).collect();
        let mapping = Mapping::by_headings(&headings, &[]);
        (0..headings.len()).map(|column| mapping.field(column)).collect()
    }

    #[test]
    fn three_vocabularies_are_understood() {
        use Field::{
            BirthDate, Category, ChildName, FormNo, Gender, Grade, Guardian, Item, Price, Situation, Specification,
        };
        let meant = [
            None,
            Some(ChildName),
            Some(Gender),
            Some(BirthDate),
            Some(Grade),
            Some(Item),
            Some(Specification),
            Some(Price),
            Some(Category),
            Some(Guardian),
            None,
            Some(FormNo),
            Some(Situation),
        ];
        for headings in [
            "序号 姓名 性别 出生日期 年级 心愿 规格 预计价格（元） 类别 监护人 监护人电话 同意书编号 备注",
            "编号 学生姓名 性别 生日 年级班级 微心愿 规格型号 价格 心愿类别 家长姓名 联系电话 监护人同意书号 理由",
            "No. 孩子姓名 男/女 出生年月日 所在年级 心愿物品 尺码/颜色 金额(元) 分类 监护人姓名 电话 同意书 说明",
        ] {
            assert_eq!(read(headings), meant, "{headings}");
        }
    }

    #[test]
    fn what_says_it_plainly_comes_before_what_only_holds_the_word() {
        assert_eq!(read("班级 年级"), [None, Some(Field::Grade)]);
        assert_eq!(read("心愿编号 孩子的愿望 参考单价"), [None, Some(Field::Item), Some(Field::Price)]);
        assert_eq!(read("父亲姓名 身份证号 出生地"), [None, None, None]);
        assert_eq!(read("同意书签署日期 家长同意书编号"), [Some(Field::GivenOn), Some(Field::FormNo)]);
    }

    #[test]
    fn what_the_school_chose_stands() {
        let headings = ["名目".to_owned(), "心愿".to_owned()];
        let remembered = [("名目".to_owned(), Some(Field::Item)), ("心愿".to_owned(), None)];
        let mapping = Mapping::by_headings(&headings, &remembered);
        assert_eq!((mapping.column(Field::Item), mapping.field(1)), (Some(0), None));
        assert_eq!(Mapping::from_text(&mapping.to_text()), mapping);
    }
}
