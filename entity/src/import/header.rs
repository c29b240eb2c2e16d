//! Where the table begins: the line that names the columns, below titles and above the children.

use super::{
    cell,
    columns::Mapping,
    sheet::{Book, Line, Sheet},
};
use crate::Field;

/// Titles and remarks above the headings.
const LOOKED_AT: usize = 30;
/// So many columns at least must be known by their names.
const SURE: usize = 4;

/// One table with its headings read.
pub struct Table {
    pub sheet: Sheet,
    /// The heading's line, as the spreadsheet program numbers it.
    pub header: u32,
    pub mapping: Mapping,
}

/// The table of wishes among all tables of a file: where most headings are understood.
pub fn find(book: &Book, remembered: &[(String, Option<Field>)]) -> Option<Table> {
    let mut best: Option<(usize, Table)> = None;
    for sheet in &book.sheets {
        let candidates = sheet.lines.iter().take(LOOKED_AT).map(|line| {
            let mapping = Mapping::by_headings(&line.cells, remembered);
            (mapping.known(), line.number, mapping)
        });
        // The first of equals: tables that are printed repeat their headings.
        let Some((known, header, mapping)) = candidates.rev().max_by_key(|(known, ..)| *known) else { continue };
        if known >= SURE && best.as_ref().is_none_or(|(most, _)| known > *most) {
            best = Some((known, Table { sheet: sheet.clone(), header, mapping }));
        }
    }
    best.map(|(_, table)| table)
}

/// Headings are kept and shown, so a line with a day or a long number in it, which could be a child's, is none.
pub(crate) fn may_be_headings(line: &Line) -> bool {
    let is_value = |cell: &String| cell::is_day(cell) || cell.chars().filter(|c| c.is_numeric()).count() > 4;
    !line.cells.iter().any(is_value)
}

impl Table {
    /// The same table with its headings in another line; `None` where that line could be a child's.
    pub fn at(sheet: Sheet, header: u32, remembered: &[(String, Option<Field>)]) -> Option<Self> {
        let line = sheet.line(header).filter(|line| may_be_headings(line))?;
        let mapping = Mapping::by_headings(&line.cells, remembered);
        Some(Self { sheet, header, mapping })
    }

    /// The longest table of a file in which no headings were understood, with the line that is most likely theirs; a
    /// person says what they mean.
    pub(crate) fn unknown(book: &Book) -> Option<Self> {
        let sheet = book.sheets.iter().max_by_key(|sheet| sheet.lines.len())?.clone();
        let width = |line: &Line| line.cells.iter().filter(|cell| !cell.trim().is_empty()).count();
        let lines = sheet.lines.iter().take(LOOKED_AT).filter(|line| may_be_headings(line) && width(line) > 2);
        let line = lines.rev().max_by_key(|line| width(line))?;
        let (header, columns) = (line.number, line.cells.len());
        Some(Self { sheet, header, mapping: Mapping::new(vec![None; columns]) })
    }

    pub fn headings(&self) -> &[String] {
        self.sheet.line(self.header).map_or(&[], |line| &line.cells)
    }

    /// What the column is called in the table itself; empty where it has none.
    pub fn heading(&self, field: Field) -> &str {
        let column = self.mapping.column(field);
        column.and_then(|column| self.headings().get(column)).map_or("", |heading| heading.trim())
    }

    /// The lines that are children.
    pub fn rows(&self) -> impl Iterator<Item = &Line> {
        let below = self.sheet.lines.iter().filter(|line| line.number > self.header);
        below.filter(|line| self.is_row(line))
    }

    /// Not blank, no total, no heading that is repeated on each page, no remark below the table. A line with nothing
    /// but its number was prepared and not used.
    fn is_row(&self, line: &Line) -> bool {
        const OTHER: [&str; 15] = [
            "合计",
            "总计",
            "小计",
            "共计",
            "总价",
            "平均",
            "填表",
            "制表",
            "审核",
            "负责人",
            "校长",
            "注：",
            "注:",
            "备注：",
            "说明：",
        ];
        let spaceless: String = line.first().split_whitespace().collect();
        let is_filled = self.filled(line).next().is_some();
        let is_heading =
            || self.filled(line).all(|(column, cell)| self.headings().get(column).is_some_and(|h| h.trim() == cell));
        is_filled && !OTHER.iter().any(|word| spaceless.starts_with(word)) && !is_heading()
    }

    /// The cells of columns that mean something.
    fn filled<'a>(&'a self, line: &'a Line) -> impl Iterator<Item = (usize, &'a str)> {
        let cells = line.cells.iter().enumerate().map(|(column, cell)| (column, cell.trim()));
        cells.filter(|(column, cell)| !cell.is_empty() && self.mapping.field(*column).is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::{Book, Line, Sheet, Table, find};

    fn sheet(lines: &[&str]) -> Sheet {
        let lines = (1..).zip(lines).filter(|(_, line)| !line.is_empty());
        let cells = |line: &&str| line.split('|').map(str::to_owned).collect();
        Sheet { name: String::new(), lines: lines.map(|(number, line)| Line { number, cells: cells(line) }).collect() }
    }

    #[test]
    fn the_headings_are_found_below_titles_and_on_any_sheet() {
        let wishes = sheet(&[
            "东坡小学心愿汇总表",
            "填表时间|2026年11月",
            "",
            "序号|姓名|生日|年级|心愿|价格",
            "1|甲|2016-01-01|三年级|书包|90",
            "",
            "序号|姓名|生日|年级|心愿|价格",
            "2|乙|2016-01-02|三年级|书包|90",
            "3|||||",
            "合 计|0||||180",
            "填表人：丙",
        ]);
        let book = Book { sheets: vec![sheet(&["每个孩子只填一个心愿"]), wishes] };
        let table = find(&book, &[]).unwrap();
        assert_eq!(table.header, 4);
        assert_eq!(table.rows().map(|line| line.number).collect::<Vec<_>>(), [5, 8]);
    }

    #[test]
    fn a_childs_line_is_never_taken_for_headings() {
        let strange = sheet(&["心愿表", "谁|哪天|想要|多少钱", "甲|2016-01-01|书包|90", "乙|42370|书包|90"]);
        let table = Table::unknown(&Book { sheets: vec![strange.clone()] }).unwrap();
        assert_eq!((table.header, table.headings()[0].as_str()), (2, "谁"));
        assert!(Table::at(strange.clone(), 3, &[]).is_none());
        assert!(Table::at(strange.clone(), 4, &[]).is_none());
        assert!(Table::at(strange, 2, &[]).is_some());
        assert!(Table::unknown(&Book { sheets: vec![sheet(&["甲|2016-01-01|书包|90"])] }).is_none());
    }

    #[test]
    fn a_table_of_something_else_has_no_headings() {
        assert!(find(&Book { sheets: vec![sheet(&["日期|收入|支出", "1|2|3"])] }, &[]).is_none());
        assert!(find(&Book::default(), &[]).is_none());
    }
}
