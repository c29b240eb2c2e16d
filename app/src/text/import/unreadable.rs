//! Why a file cannot be read at all.

use entity::import::sheet::Unreadable;

use super::super::Text;

impl Text {
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
}
