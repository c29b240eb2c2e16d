//! What is wrong with a table or with one of its lines, and how to mend it.

use entity::{
    Fen,
    import::{
        finding::{Finding, Kind},
        sheet::Unreadable,
    },
};

use super::{Text, texts};

texts! {
    import_place(row: u32, column: &str): "第 {row} 行 {column}" / "Row {row}, {column}";
    import_counts(rows: usize, good: usize): "共 {rows} 行，{good} 行可以导入" / "Rows: {rows}; {good} can be imported";
    imports_title: "导入心愿表" / "Import a table";
    imports_lead: "把心愿写在表格里，一次导入。先检查，再由您决定导入哪些；导入的都是草稿。" / "Bring many wishes in one table. It is checked first, then you decide; everything comes in as drafts.";
    imports_template: "下载空白表格" / "Download an empty table";
    imports_file: "表格文件（.xlsx 或 .csv，最大 10 MiB）" / "The table (.xlsx or .csv, up to 10 MiB)";
    imports_file_missing: "请选择文件" / "Please choose a file";
    imports_check: "上传并检查" / "Upload and check";
    imports_none: "还没有导入过" / "Nothing imported yet";
    imports_none_text: "下载空白表格填好再上传；用自己的表格也可以。" / "Fill in the empty table and upload it; a table of your own will do as well.";
    imports_earlier: "以前的导入" / "Earlier imports";
    imports_no_phase: "现在没有可以写心愿的一期" / "No phase takes wishes just now";
    imports_col_file: "文件" / "File";
    imports_col_rows: "行数" / "Rows";
    imports_col_good: "可以导入" / "Good";
    imports_col_when: "时间" / "When";
    imports_same_saying: "这个文件已经上传过，没有再添加。" / "This file was uploaded before; nothing was added.";
    imports_read_saying: "检查完了。" / "The table has been checked.";

    import_state_ready: "等您决定" / "Waiting for you";
    import_state_taking: "正在导入" / "Being imported";
    import_state_taken: "已导入" / "Imported";
    import_state_undone: "已撤销" / "Undone";
    import_state_expired: "已过期" / "Expired";
    import_lacks(fields: &str): "还不知道哪一列是：{fields}" / "Which columns these are is not known: {fields}";
    import_set_columns: "对应表格的列" / "Match the columns";
    import_all_bad: "没有一行可以导入。请按下面的说明改正表格，再上传。" / "No row can be imported. Please mend the table as told below and upload it again.";
    import_changed: "检查以后情况变了，没有导入。下面是重新检查的结果，请再看一遍。" / "Something has changed since it was checked, so nothing was imported. Please look at the new result.";
    import_errors(n: usize): "要改正的（{n}）" / "To be mended ({n})";
    import_errors_text: "这些行不会导入。可以下载标出错误的表格，改好以后再上传；已经导入的行不会重复。" / "These rows are left out. Download the table with its errors marked, mend it and upload it again; rows that are in already are not added twice.";
    import_left_out: "这些行没有导入。在您的表格里改好以后再上传，已经导入的行不会重复。" / "These rows were left out. Mend them in your table and upload it again; rows that are in already are not added twice.";
    import_notes(n: usize): "请看一眼（{n}）" / "Worth a look ({n})";
    import_notes_text: "这些行会导入，提交以前请核对。" / "These rows are imported; please check them before handing in.";
    import_notes_taken: "这些行已经导入，提交以前请核对。" / "These rows are in; please check them before handing in.";
    import_more(n: usize): "还有 {n} 处，都标在下载的表格里。" / "More are marked in the table you can download: {n}.";
    import_marked: "下载标出错误的表格" / "Download the table with errors marked";
    import_row(row: u32): "第 {row} 行" / "Row {row}";
    import_col_row: "行" / "Row";
    import_col_column: "列" / "Column";
    import_col_what: "怎么改" / "What to do";
    import_take(n: i32): "导入这 {n} 行" / "Import the good rows ({n})";
    import_take_text: "每一行成为一个草稿，全部导入或者一个也不导入。" / "Each row becomes a draft; all of them or none.";
    import_given_on_help: "表格里没有写同意日期的，用这一天" / "For rows that do not give the date of the consent";
    import_photo: "这些同意书也同意拍照" / "These consents cover photos";
    import_card: "这些同意书也同意孩子做谢意卡片" / "These consents cover thank-you cards";
    import_drop: "不要了，删掉这次上传" / "Throw this upload away";
    import_undo: "撤销这次导入" / "Undo this import";
    import_undo_text: "还没有人认领的时候可以整批撤销：草稿会删掉，已经公开的会撤回。" / "While nobody has claimed any: drafts are deleted, wishes that are public are withdrawn.";
    import_undone_saying: "已撤销。" / "Undone.";
    import_taking_title(n: i32): "正在导入 {n} 行" / "Importing rows: {n}";
    import_taking_done(done: &str, all: &str): "{done} / {all} 行" / "{done} of {all} rows";
    import_failed: "没有导入成功，一行也没有写进去。请再试一次；还不行，请告诉办公室。" / "It could not be imported; not a single row is in. Please try once more, and tell the office if that fails too.";
    import_taking_text: "可以离开这一页，导入会继续。这一页会自己刷新。" / "You may leave this page, the import goes on. The page reloads by itself.";
    import_reload: "现在刷新" / "Reload now";
    import_taken_title(n: i32): "导入了 {n} 个心愿" / "Wishes imported: {n}";
    import_taken_text: "它们现在是草稿。看过以后，在学校工作台一起提交。" / "They are drafts now. Look them through, then hand them in on the school desk.";
    import_to_desk: "去学校工作台" / "To the school desk";
    import_expired_text: "表格的内容已经删除：三十天没有导入，或者本校有一个孩子的资料按监护人的要求删除了。需要的话请重新上传。"
        / "What was in the table has been deleted: it was not imported within thirty days, or a guardian had a pupil's data erased. Upload it again if you need it.";
    import_undone_text: "这次导入已经撤销，表格的内容已经删除。" / "This import was undone, and what was in the table has been deleted.";
    import_column(letter: &str, heading: &str): "{letter} 列 {heading}" / "Column {letter}: {heading}";
    import_no_column: "表里没有" / "Not in the table";
    import_columns_text: "请告诉我们每一项在哪一列。选好的会记住，下次不用再选；没有选的列（例如电话、身份证号）不会保存。" / "Tell us where each thing stands. Your choice is remembered for the next time; columns you do not choose (phone or identity numbers) are not kept.";
    import_header_help: "改了行号，先按那一行重新认列" / "With another row, the columns are first read anew from there";
    import_columns_save: "按这样检查" / "Check it like this";
    import_columns_saying: "按新的列检查完了。" / "Checked again with these columns.";
    import_taken_count(count: i32): "导入了 {count} 个心愿，都是草稿" / "Wishes imported, as drafts: {count}";
}

impl Text {
    /// The column as the table calls it, or else as we do.
    pub fn column_of(self, finding: &Finding) -> String {
        if finding.column.is_empty() { self.field(finding.field).to_owned() } else { finding.column.clone() }
    }

    /// Why a file cannot be read as a bank's statement.
    pub const fn statement_unreadable(self, why: Unreadable) -> &'static str {
        let (zh, en) = match why {
            Unreadable::NoHeader => (
                "没有找到表头。流水里要有一行写明各列是什么，例如交易日期、收入金额、附言",
                "No line names the columns; one must, such as date, money in and remark",
            ),
            Unreadable::TooManyRows => {
                ("超过 50,000 行，请分段导出，再分别上传", "There are more than 50,000 rows; please export it in parts")
            }
            Unreadable::TooBig => {
                ("文件超过 10 MiB，请分段导出，再分别上传", "The file is larger than 10 MiB; please export it in parts")
            }
            Unreadable::ZipBomb | Unreadable::TooManySheets => (
                "文件太大或工作表太多，请只留下流水那一张表再上传",
                "There is too much in the file; please keep only the statement's own sheet",
            ),
            Unreadable::FarCell | Unreadable::TimedOut | Unreadable::TooHeavy => (
                "这个文件太复杂，请把流水复制到新的工作簿再上传",
                "This file is too heavy to read; please copy the statement into a new workbook",
            ),
            _ => return self.unreadable(why),
        };
        match self.0 {
            entity::Lang::Zh => zh,
            entity::Lang::En => en,
        }
    }

    /// Why a file cannot be read as a table of wishes.
    pub const fn unreadable(self, why: Unreadable) -> &'static str {
        let (zh, en) = match why {
            Unreadable::Missing => ("没有这个文件，或者打不开", "There is no such file, or it cannot be opened"),
            Unreadable::Empty => ("文件是空的", "The file is empty"),
            Unreadable::TooBig => (
                "文件超过 10 MiB，请删去图片或分成几份",
                "The file is larger than 10 MiB; please take out pictures or split it",
            ),
            Unreadable::Encrypted => {
                ("文件有密码，请去掉密码再上传", "The file has a password; please remove it and try again")
            }
            Unreadable::OldExcel => (
                "这是旧的 .xls 格式，请另存为 .xlsx 再上传",
                "This is the old .xls format; please save it as .xlsx and try again",
            ),
            Unreadable::OpenDocument => {
                ("这是 .ods 格式，请另存为 .xlsx 再上传", "This is an .ods file; please save it as .xlsx and try again")
            }
            Unreadable::NotASheet => (
                "这不是表格文件，请上传 .xlsx 或 .csv",
                "This is not a spreadsheet; please upload an .xlsx or .csv file",
            ),
            Unreadable::Damaged => (
                "文件不完整或已损坏，请重新打开、另存一份再上传",
                "The file is cut off or damaged; please open it, save it again and try once more",
            ),
            Unreadable::ZipBomb => (
                "文件解开以后太大，请只留下心愿表再上传",
                "The file is far too large once unpacked; please keep only the table of wishes",
            ),
            Unreadable::TooManySheets => (
                "工作表太多，请只留下心愿表再上传",
                "There are too many sheets in it; please keep only the table of wishes",
            ),
            Unreadable::TooManyRows => {
                ("超过 10,000 行，请分成几份", "There are more than 10,000 rows; please split the file")
            }
            Unreadable::FarCell => (
                "表格很远的地方还有内容，请把心愿表复制到新的工作簿再上传",
                "Something stands far away from the table; please copy the table into a new workbook",
            ),
            Unreadable::TimedOut => (
                "读这个文件花的时间太长，请把心愿表复制到新的工作簿再上传",
                "Reading this file takes too long; please copy the table into a new workbook",
            ),
            Unreadable::TooHeavy => (
                "这个文件太复杂，请把心愿表复制到新的工作簿再上传",
                "This file is too heavy to read; please copy the table into a new workbook",
            ),
            Unreadable::NoHeader => (
                "没有找到表头。表头那一行要写明姓名、出生日期、年级、心愿、价格",
                "No line names the columns; name, date of birth, grade, wish and price are needed",
            ),
        };
        match self.0 {
            entity::Lang::Zh => zh,
            entity::Lang::En => en,
        }
    }

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
