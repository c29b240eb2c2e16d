//! What the columns of a bank's table mean: each bank has words of its own, which are asked for once.

use sea_orm::{ActiveValue::Set, entity::prelude::*, sea_query::OnConflict};

use super::heading;
use crate::{
    Field, Result,
    import::{
        Table,
        columns::{Mapping, plain},
        sheet::Book,
    },
    organiser,
    store::Txn,
};

/// What a column can hold for us; balances and the other side's account numbers are not kept.
pub const FIELDS: [Field; 7] =
    [Field::ArrivedOn, Field::AmountIn, Field::AmountOut, Field::Direction, Field::Payer, Field::Remark, Field::Serial];

/// Without these no line can be read.
pub const NEEDED: [Field; 3] = [Field::ArrivedOn, Field::AmountIn, Field::Remark];

/// Titles and account numbers above the headings.
const LOOKED_AT: usize = 30;

/// A field with the headings that say it, and the parts of headings that give it away.
type Words = (Field, &'static [&'static str], &'static [&'static str]);

const WORDS: [Words; 7] = [
    (
        Field::ArrivedOn,
        &["交易日期", "交易时间", "记账日期", "入账日期", "日期", "date", "transactiondate", "bookingdate"],
        &["日期", "时间", "date"],
    ),
    (
        Field::AmountIn,
        &["收入", "收入金额", "贷方发生额", "贷方金额", "转入金额", "存入金额", "交易金额", "金额", "amount", "credit"],
        &["收入", "贷方", "转入", "存入", "credit"],
    ),
    (
        Field::AmountOut,
        &["支出", "支出金额", "借方发生额", "借方金额", "转出金额", "支取金额", "debit"],
        &["支出", "借方", "转出", "支取", "debit"],
    ),
    (
        Field::Direction,
        &["借贷标志", "收支标志", "借贷方向", "收支", "借贷", "direction", "type"],
        &["标志", "方向", "direction"],
    ),
    (
        Field::Payer,
        &["对方户名", "对方名称", "对方账户名称", "付款人", "付款人名称", "户名", "payer", "counterparty", "name"],
        &["对方户名", "对方名称", "付款人名称", "counterparty"],
    ),
    (
        Field::Remark,
        &["附言", "摘要", "备注", "用途", "交易附言", "remark", "reference", "description", "purpose"],
        &["附言", "备注", "用途", "摘要", "remark"],
    ),
    (
        Field::Serial,
        &["流水号", "交易流水号", "凭证号", "业务流水号", "serial", "serialnumber", "transactionid"],
        &["流水"],
    ),
];

/// Under which its headings are remembered.
pub(super) fn bank(organiser: &organiser::Model) -> String {
    let name = plain(&organiser.bank_name);
    if name.is_empty() { format!("organiser-{}", organiser.id) } else { name }
}

/// The table among all tables of the file whose headings are understood; or the longest, for a person to say.
pub(super) fn find(book: &Book, remembered: &[(String, Option<Field>)]) -> Option<Table> {
    let mut best: Option<(usize, Table)> = None;
    for sheet in &book.sheets {
        for line in sheet.lines.iter().take(LOOKED_AT) {
            let mapping = by_headings(&line.cells, remembered);
            let known = FIELDS.into_iter().filter(|field| mapping.column(*field).is_some()).count();
            let is_whole = lacks(&mapping).is_empty();
            if is_whole && best.as_ref().is_none_or(|(most, _)| known > *most) {
                best = Some((known, Table { sheet: sheet.clone(), header: line.number, mapping }));
            }
        }
    }
    let unknown = || {
        let table = Table::unknown(book)?;
        Some(Table { mapping: by_headings(table.headings(), remembered), ..table })
    };
    best.map(|(_, table)| table).or_else(unknown)
}

pub fn lacks(mapping: &Mapping) -> Vec<Field> {
    NEEDED.into_iter().filter(|field| mapping.column(*field).is_none()).collect()
}

/// By what was chosen before, and else by what the words say; the column that says it plainly comes first.
pub(super) fn by_headings(headings: &[String], remembered: &[(String, Option<Field>)]) -> Mapping {
    let headings: Vec<String> = headings.iter().map(|heading| plain(heading)).collect();
    let mut found: Vec<Option<Field>> = vec![None; headings.len()];
    let chosen = |heading: &String| remembered.iter().find(|(known, _)| known == heading);
    for (column, heading) in headings.iter().enumerate() {
        found[column] = chosen(heading).and_then(|(_, field)| *field);
    }
    for (field, says, holds) in WORDS {
        if found.contains(&Some(field)) {
            continue;
        }
        let is_free = |column: usize| found[column].is_none() && chosen(&headings[column]).is_none();
        let free: Vec<usize> = (0..headings.len()).filter(|column| is_free(*column)).collect();
        let says = says.iter().find_map(|word| free.iter().find(|column| headings[**column] == *word));
        let holds = || free.iter().find(|column| holds.iter().any(|part| headings[**column].contains(part)));
        if let Some(column) = says.or_else(holds) {
            found[*column] = Some(field);
        }
    }
    Mapping::new(found)
}

/// A field by its key; blank: none.
pub(super) fn field(key: &str) -> Option<Field> {
    FIELDS.into_iter().find(|field| field.key() == key)
}

/// What this bank calls its columns, as an officer said it.
pub(super) async fn remembered(db: &impl ConnectionTrait, bank: &str) -> Result<Vec<(String, Option<Field>)>> {
    let known = heading::Entity::find().filter(heading::COLUMN.bank.eq(bank)).all(db).await?;
    Ok(known.into_iter().map(|row| (row.heading, field(&row.field))).collect())
}

pub(super) async fn remember(txn: &Txn, bank: &str, headings: &[String], mapping: &Mapping) -> Result<()> {
    for (column, its) in headings.iter().enumerate() {
        let heading = plain(its);
        if heading.is_empty() {
            continue;
        }
        let row = heading::ActiveModel {
            bank: Set(bank.to_owned()),
            heading: Set(heading),
            field: Set(mapping.field(column).map_or("", Field::key).to_owned()),
        };
        let both = [heading::Column::Bank, heading::Column::Heading];
        let replace = OnConflict::columns(both).update_column(heading::Column::Field).to_owned();
        heading::Entity::insert(row).on_conflict(replace).exec_without_returning(txn).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Field, by_headings};

    fn read(headings: &str) -> Vec<Option<Field>> {
        let headings: Vec<String> = headings.split(' ').map(str::to_owned).collect();
        let mapping = by_headings(&headings, &[]);
        (0..headings.len()).map(|column| mapping.field(column)).collect()
    }

    #[test]
    fn banks_have_words_of_their_own() {
        use Field::{AmountIn, AmountOut, ArrivedOn, Direction, Payer, Remark, Serial};
        assert_eq!(
            read("交易时间 流水号 借方发生额 贷方发生额 余额 对方户名 对方账号 摘要 附言"),
            [ArrivedOn, Serial, AmountOut, AmountIn]
                .map(Some)
                .into_iter()
                .chain([None, Some(Payer), None, None, Some(Remark)])
                .collect::<Vec<_>>()
        );
        assert_eq!(
            read("记账日期 交易金额 借贷标志 账户余额 付款人名称 备注"),
            [Some(ArrivedOn), Some(AmountIn), Some(Direction), None, Some(Payer), Some(Remark)]
        );
        assert_eq!(read("Date Amount Counterparty Reference"), [ArrivedOn, AmountIn, Payer, Remark].map(Some));
    }

    #[test]
    fn what_the_officer_chose_stands() {
        let headings = ["日期", "金额", "摘要", "客户留言"].map(str::to_owned);
        let remembered = [("摘要".to_owned(), None), ("客户留言".to_owned(), Some(Field::Remark))];
        let mapping = by_headings(&headings, &remembered);
        assert_eq!((mapping.column(Field::Remark), mapping.field(2)), (Some(3), None));
    }
}
