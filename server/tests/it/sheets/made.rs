//! Sheets as schools write them, made from a seed together with what is wrong in them.

use std::fmt::Write as _;

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use serde_json::{Value, json};

/// A file, and what [`super::summary`] has to say of it.
pub struct Made {
    pub file: Vec<u8>,
    pub expected: Value,
}

const VOCABULARIES: [&str; 3] = [
    "序号 姓名 性别 出生日期 年级 心愿 规格 预计价格（元） 类别 监护人 监护人电话 同意书编号 备注",
    "编号 学生姓名 性别 生日 年级班级 微心愿 规格型号 价格 心愿类别 家长姓名 联系电话 监护人同意书号 理由",
    "No. 孩子姓名 男/女 出生年月日 所在年级 心愿物品 尺码/颜色 金额(元) 分类 监护人姓名 电话 同意书 说明",
];
const NAME: usize = 1;
const BIRTH: usize = 3;
const GRADE: usize = 4;
const ITEM: usize = 5;
const SPECIFICATION: usize = 6;
const PRICE: usize = 7;
const FORM: usize = 11;

const SURNAMES: &str = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许";
const GIVEN: &str = "婧宇怡佑俊明芷涵子墨欣妍浩然梓萱雨桐诗琪";
const ITEMS: [(&str, &str, &str); 8] = [
    ("新华字典", "第12版", "图书"),
    ("篮球", "5号 橡胶", "体育用品"),
    ("保温杯", "500ml", "生活用品"),
    ("双肩书包", "蓝色", "书包"),
    ("运动鞋", "35码", "鞋"),
    ("水彩笔", "36色", "美术用品"),
    ("铅笔盒", "双层", "文具"),
    ("复读机", "磁带式", "学习用品"),
];

/// Numbers that look random and are the same for the same seed.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.next() % most as u64).unwrap()
    }

    fn one_of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }

    fn sign(&mut self, signs: &str) -> char {
        self.one_of(&signs.chars().collect::<Vec<_>>())
    }
}

/// A line of the sheet with the number that the spreadsheet program shows.
type Rows = Vec<(u32, Vec<String>)>;

pub fn made(seed: u64) -> Made {
    let mut chance = Chance(seed);
    let headings: Vec<&str> = chance.one_of(&VOCABULARIES).split(' ').collect();
    let mut rows: Rows = Vec::new();
    let header = 1 + u32::try_from(chance.below(4)).unwrap();
    for title in 1..header {
        rows.push((title, vec![format!("{}小学“微心愿”统计表 {title}", chance.sign(SURNAMES))]));
    }
    rows.push((header, headings.iter().map(|heading| (*heading).to_owned()).collect()));
    let first = rows.len();
    let mut number = header;
    for pupil in 0..20 + chance.below(40) {
        number += 1 + u32::from(chance.below(12) == 0);
        rows.push((number, line(&mut chance, pupil)));
    }
    let errors = spoil(&mut chance, &mut rows[first..], &headings);
    let pupils = rows.len() - first;
    if chance.below(2) == 0 {
        let mut total = vec![String::new(); headings.len()];
        "合计".clone_into(&mut total[0]);
        "1234.50".clone_into(&mut total[PRICE]);
        rows.push((number + 1, total));
    }
    let file = written(&mut chance, &rows);
    let good = pupils - errors.len();
    Made { file, expected: json!({ "rows": pupils, "header_row": header, "errors": errors, "good": good }) }
}

fn line(chance: &mut Chance, pupil: usize) -> Vec<String> {
    let (item, specification, category) = chance.one_of(&ITEMS);
    let name = |of: usize| {
        let (surnames, given): (Vec<char>, Vec<char>) = (SURNAMES.chars().collect(), GIVEN.chars().collect());
        format!("{}{}{}", surnames[of % 20], given[of / 20 % 20], given[(of * 7 + 3) % 20])
    };
    let child = name(pupil);
    let child = if chance.below(9) == 0 { child.chars().flat_map(|sign| [sign, ' ']).collect() } else { child };
    let day = (2016 + chance.below(4), 1 + chance.below(12), 1 + chance.below(28));
    let price = 20 + chance.below(200);
    let price = match chance.below(5) {
        0 => format!("{price}元"),
        1 => format!("¥{price}.00"),
        2 => wide(&price.to_string()),
        3 => format!("约{price}元"),
        _ => price.to_string(),
    };
    vec![
        (pupil + 1).to_string(),
        child,
        chance.one_of(&["男", "女"]).to_owned(),
        birth(chance, day),
        grade(chance),
        item.to_owned(),
        specification.to_owned(),
        price,
        category.to_owned(),
        name(pupil + 190),
        format!("138{:08}", chance.below(100_000_000)),
        format!("TY01-{pupil:03}"),
        chance.one_of(&["", "", "喜欢运动"]).to_owned(),
    ]
}

fn birth(chance: &mut Chance, (year, month, day): (usize, usize, usize)) -> String {
    match chance.below(5) {
        0 => format!("{year}年{month}月{day}日"),
        1 => format!("{year}.{month}.{day}"),
        2 => format!("{year}/{month}/{day}"),
        3 => wide(&format!("{year}-{month:02}-{day:02}")),
        _ => format!("{year}-{month:02}-{day:02}"),
    }
}

fn grade(chance: &mut Chance) -> String {
    let of = chance.below(6);
    let sign = "一二三四五六".chars().nth(of).unwrap();
    match chance.below(4) {
        0 => format!("{}年级", of + 1),
        1 => format!("{sign}（{}）班", 1 + chance.below(3)),
        2 => format!("{}年级", wide(&(of + 1).to_string())),
        _ => format!("{sign}年级"),
    }
}

fn wide(text: &str) -> String {
    let widened = |c: char| char::from_u32(u32::from(c) + 0xFEE0).unwrap();
    text.chars().map(|c| if c.is_ascii_digit() { widened(c) } else { c }).collect()
}

/// Puts one mistake into each of some lines and says which.
fn spoil(chance: &mut Chance, pupils: &mut [(u32, Vec<String>)], headings: &[&str]) -> Vec<Value> {
    let mut errors = Vec::new();
    for at in 3..pupils.len() {
        if chance.below(6) != 0 {
            continue;
        }
        let (kind, column, cell) = match chance.below(9) {
            0 => ("price_zero", PRICE, chance.one_of(&["0", "0元", "０.００"]).to_owned()),
            1 => ("price_over_cap", PRICE, chance.one_of(&["301", "1,280元", "¥300.01"]).to_owned()),
            2 => ("bad_grade", GRADE, chance.one_of(&["学前班", "高一", "幼儿园"]).to_owned()),
            3 => ("future_birth", BIRTH, chance.one_of(&["2031-05-01", "2031年5月1日"]).to_owned()),
            4 => ("feb29", BIRTH, chance.one_of(&["2017-02-29", "2018年2月29日", "2019.2.29"]).to_owned()),
            5 => ("missing_item", ITEM, chance.one_of(&["", " ", "　"]).to_owned()),
            6 => ("no_consent", FORM, chance.one_of(&["", "无", "未签"]).to_owned()),
            7 => ("pii_phone_in_item", SPECIFICATION, format!("蓝色，联系{}", wide("13800138000"))),
            // The first lines are left whole, so that there is a child to meet again.
            _ => {
                let twin = pupils[chance.below(3)].1.clone();
                twin[BIRTH].clone_into(&mut pupils[at].1[BIRTH]);
                ("duplicate_child", NAME, twin[NAME].clone())
            }
        };
        pupils[at].1[column] = cell;
        errors.push(json!({ "row": pupils[at].0, "kind": kind, "column": headings[column] }));
    }
    errors
}

/// As a workbook or as text in one of the encodings.
fn written(chance: &mut Chance, rows: &Rows) -> Vec<u8> {
    let text = as_text(rows);
    match chance.below(6) {
        0 => text.into_bytes(),
        1 => ["\u{FEFF}".as_bytes(), text.as_bytes()].concat(),
        2 => encoding_rs::GB18030.encode(&text).0.into_owned(),
        3 => [b"\xFF\xFE".to_vec(), text.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat(),
        _ => as_workbook(rows),
    }
}

fn as_text(rows: &Rows) -> String {
    let mut text = String::new();
    let mut number = 1;
    for (row, cells) in rows {
        while number < *row {
            text.push_str("\r\n");
            number += 1;
        }
        let cells: Vec<String> = cells.iter().map(|cell| format!("\"{cell}\"")).collect();
        let _ = write!(text, "{}\r\n", cells.join(","));
        number += 1;
    }
    text
}

/// Dates and prices as the program's own numbers where they can be.
fn as_workbook(rows: &Rows) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let date = Format::new().set_num_format("yyyy/m/d");
    for (row, cells) in rows {
        for (column, cell) in (0..).zip(cells) {
            let (row, is_birth) = (row - 1, usize::from(column) == BIRTH);
            if let Some(day) = ExcelDateTime::parse_from_str(cell).ok().filter(|_| is_birth && cell.contains('-')) {
                sheet.write_datetime_with_format(row, column, &day, &date).unwrap();
            } else if let Ok(number) = cell.parse::<f64>() {
                sheet.write_number(row, column, number).unwrap();
            } else {
                sheet.write_string(row, column, cell).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}
