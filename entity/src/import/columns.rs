//! What the columns of a school's table mean: each school names them in its own words.

mod words;

use self::words::{Fit, meaning};
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
