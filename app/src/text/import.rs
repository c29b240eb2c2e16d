//! Texts of the pages on which tables of wishes are brought, judged and taken in.

mod finding;
mod unreadable;

use entity::import::finding::Finding;

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
    import_left_out: "这些行没有导入。在您的表格里改好以后再上传，已经导入的行不会重复。导入以后网站不再保存表格的内容，所以标出错误的表格不能再下载。"
        / "These rows were left out. Mend them in your table and upload it again; rows that are in already are not added twice. Once a table is imported its contents are kept no longer, so the marked one cannot be downloaded any more.";
    import_notes(n: usize): "请看一眼（{n}）" / "Worth a look ({n})";
    import_notes_text: "这些行会导入，提交以前请核对。" / "These rows are imported; please check them before handing in.";
    import_notes_taken: "这些行已经导入，提交以前请核对。" / "These rows are in; please check them before handing in.";
    import_more(n: usize): "还有 {n} 处，都标在下载的表格里。" / "More are marked in the table you can download: {n}.";
    import_more_taken(n: usize): "还有 {n} 处，这里没有列出。" / "More, which are not listed here: {n}.";
    import_marked_first: "请在导入以前下载：导入以后，网站不再保存表格的内容。" / "Download it before you import: afterwards the table's contents are not kept here any more.";
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
    import_undo_what(n: u64): "这次导入的 {n} 个心愿都会撤销，不能恢复。" / "All wishes of this import are undone, and cannot be brought back: {n}.";
    import_undo_sure: "确定撤销" / "Yes, undo it";
    import_undo_claimed: "已经有人认领了其中的心愿，不能再整批撤销。" / "Somebody has claimed one of these wishes, so the import cannot be undone as a whole any more.";
    import_undone_saying: "已撤销。" / "Undone.";
    import_taking_title(n: i32): "正在导入 {n} 行" / "Importing rows: {n}";
    import_taking_done(done: &str, all: &str): "{done} / {all} 行" / "{done} of {all} rows";
    import_failed: "没有导入成功，一行也没有写进去。请再试一次；还不行，请告诉办公室。" / "It could not be imported; not a single row is in. Please try once more, and tell the office if that fails too.";
    import_taking_text: "可以离开这一页，导入会继续。这一页会自己刷新。" / "You may leave this page, the import goes on. The page reloads by itself.";
    import_reload: "现在刷新" / "Reload now";
    import_taken_title(n: i32): "导入了 {n} 个心愿" / "Wishes imported: {n}";
    import_taken_text: "它们现在是草稿。看过以后，在学校工作台一起提交。" / "They are drafts now. Look them through, then hand them in on the school desk.";
    import_taken_drafts(n: u64): "其中 {n} 个还是草稿。看过以后，在学校工作台一起提交。" / "Still drafts: {n}. Look them through, then hand them in on the school desk.";
    import_taken_done: "其中没有草稿了。" / "None of them is a draft any more.";
    import_phase_over: "这一期不再收新的心愿" / "This phase takes no new wishes any more";
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
}
