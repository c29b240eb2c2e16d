//! Texts of statements, and of the page with all money that somebody must look at.

use entity::{
    Lang,
    statement::{Fit, Wrong, unread},
};

use super::{Text, texts};

texts! {
    desk_statements: "银行流水" / "Statements";
    statements_title: "银行流水" / "Bank statements";
    statements_lead: "把网上银行导出的流水传上来：按付款参考码和金额对上的，一次全部记账；对不上的，一行一行处理。重复上传、日期重叠都不会记两次。"
        / "Bring the statement that online banking exports: what fits by code and sum is booked all at once, the rest line by line. The same statement again, or one that overlaps it, books nothing twice.";
    statements_file: "流水文件（.csv 或 .xlsx，最大 10 MiB，最多 50,000 行）" / "Statement (.csv or .xlsx, 10 MiB and 50,000 lines at most)";
    statements_bring: "上传" / "Upload the statement";
    statements_none: "还没有上传过流水" / "No statement yet";
    statements_none_text: "第一次上传时，说一下这家银行的各列是什么；以后就记住了。" / "With the first one you say what the bank's columns are; after that they are remembered.";
    statements_earlier: "上传过的流水" / "Statements so far";
    statements_col_file: "文件" / "File";
    statements_col_lines: "行" / "Lines";
    statements_col_when: "上传" / "Brought";
    statements_brought_saying: "已上传。" / "It is here.";
    statements_same_saying: "这份流水以前上传过，没有再读一遍；这就是它。" / "This statement was brought before and is not read again; here it is.";
    statement_state_unmapped: "等说明各列" / "Columns to be named";
    statement_state_reading: "正在读" / "Being read";
    statement_state_ready: "可以处理" / "Ready";
    statement_state_done: "处理完了" / "Done";
    statement_state_booking: "正在记账" / "Being booked";
    statement_state_dropped: "已丢弃" / "Dropped";
    statement_state_failed: "没有处理完" / "Not finished";
    statement_failed: "这份流水没有处理完；没有一行记重。请再试一次：到“看看各列”再保存一次，或者再按一次全部记账。还是不行，就丢弃它，重新上传，并告诉管理员。"
        / "This statement was not finished; no line is booked twice. Please try again: save its columns once more, or book all that fit. If that fails too, drop it, bring it again, and tell the administrator.";
    statement_reading_title: "正在读流水" / "Reading the statement";
    statement_reading_text: "几万行要几秒钟。可以离开，回来接着看。" / "Tens of thousands of lines take some seconds. You may leave and come back.";
    statement_booking_title(done: &str, all: &str): "正在记账：{done} / {all}" / "Booking: {done} of {all}";
    statement_booking_text: "可以离开，回来接着看；服务器重启也会接着做完。" / "You may leave and come back; it goes on even if the server is restarted.";
    statement_reload: "再看看" / "Look again";
    statement_counts(rows: &str, known: &str, out: &str, bad: &str): "共 {rows} 行；以前的流水里有过 {known} 行，支出 {out} 行，读不懂 {bad} 行" / "Lines: {rows}; known from earlier statements: {known}, money out: {out}, not to be read: {bad}";
    statement_sure_title(count: &str): "{count} 行对得上" / "Lines that fit: {count}";
    statement_sure_text: "付款参考码对，金额正好。" / "The code is right and the sum is what is missing.";
    statement_book_all(count: &str): "这 {count} 行全部记账" / "Book all {count}";
    statement_ordered_saying: "开始记账。" / "Booking has begun.";
    statement_lines_none: "没有这样的行" / "No such lines";
    statement_lines_none_text: "换一类看看。" / "Look at another kind.";
    statement_lines_done: "没有等处理的行" / "Nothing waits here";
    statement_lines_done_text: "读得懂的收入行都记了账，或者放到了一边；上面的分类里可以看到。"
        / "Every line of money in that can be read is booked or set aside; the kinds above show which.";
    statement_drop: "丢弃这份流水" / "Drop this statement";
    statement_drop_text: "传错了的话可以丢弃；已经有行记了账就不行。" / "If it was brought by mistake; not once a line of it has been booked.";
    statement_dropped_saying: "已丢弃。" / "Dropped.";
    statement_set_columns: "说明各列" / "Name the columns";
    statement_columns_text: "每家银行只要说一次，以后就记住了。到账日期、收入金额、说明（附言）必填。" / "Once for each bank; after that it is remembered. Day, money in and remark are needed.";
    statement_columns_again: "改了以后，这份流水会重新读一遍，放到一边的行也要重新处理。有一行记了账，就不能再改。" / "Its lines are then read anew, and those set aside wait again. Once a line of it is booked, the columns stay as they are.";
    statement_columns_settled(why: &str): "这份流水的各列现在不能改：{why}。" / "The columns of this statement cannot be changed now: {why}.";
    statement_columns_at_work: "正在处理" / "work on it is under way";
    statement_columns_booked: "已经开始记账" / "booking of its lines has begun";
    statement_columns_shut: "表格打不开了" / "its table cannot be opened";
    statement_columns_gone: "上传超过了 30 天" / "it was brought over 30 days ago";
    statement_columns_see: "看看各列" / "See its columns";
    statement_columns_look: "看看各列，或者改一改" / "See its columns, or change them";
    statement_known_title: "已经记住的这家银行的各列" / "What is remembered of this bank's columns";
    statement_known_text: "下一份流水照这样读。要是记错了，就忘掉它：下次按表头的字来认，认不出来再问。" / "The next statement is read by this. If it is wrong, let it be forgotten: the next one goes by the words of its headings, and you are asked where they do not say enough.";
    statement_known_none: "这家银行没有记住什么：下一份流水按表头的字来认，认不出来再问。" / "Nothing is remembered of this bank: the next statement goes by the words of its headings, and you are asked where they do not say enough.";
    statement_known_heading: "表头" / "Heading";
    statement_known_meaning: "读作" / "Read as";
    statement_known_unread: "不读" / "not read";
    statement_forget: "忘掉，下次重新认" / "Forget it, and ask anew";
    statement_forgotten_saying: "已忘掉。" / "That is forgotten.";
    statement_undone: "记过账，又撤销了" / "Booked and undone";
    statement_columns_save: "保存" / "Save";
    statement_columns_saying: "记住了。" / "That is remembered.";
    statement_no_column: "表里没有" / "Not in the table";
    statement_header_help: "改了这一行，下面的选择会重新读。" / "Change this and the choices below are read anew.";
    statement_booked: "已记账" / "Booked";
    statement_set_aside: "与我们无关" / "Set aside";
    statement_bad_title(count: &str): "{count} 行读不懂" / "Lines that cannot be read: {count}";
    statement_bad_text: "这些行没有记账。请对照银行流水，在“到账”里手工记；看过一行，就把它放到一边。"
        / "They were not booked. Compare with the bank's statement, and record them by hand under Arrivals; then set each aside.";
    statement_unread_aside: "看过了，放到一边" / "Seen to: set it aside";
    statement_unread_why: "为什么放到一边" / "Why it is set aside";
    statement_col_row: "行" / "Line";
    statement_row(number: i64): "第 {number} 行" / "Line {number}";
    statement_col_field: "列" / "Column";
    statement_col_wrong: "问题" / "What is wrong";
    statement_line_title(number: i64): "第 {number} 行" / "Line {number}";
    statement_line_for: "看起来是付给" / "It seems to be for";
    statement_line_monthly: "每月，没有期限" / "every month, with no last one set";
    statement_line_book: "记账" / "Book it";
    statement_line_early(day: &str): "参考码是 {day} 才给出的，这笔钱到得更早，所以没有自动入账。确实是付这一笔的，可以照样入账。" / "The code was made on {day} and this money came before that, so it was not booked by itself. If it is meant for it all the same, book it.";
    statement_line_book_text: "核对附言，需要就改付款参考码；留空就记为待认领。" / "Compare the remark and mend the code if need be; leave it blank to book it as unclear.";
    statement_line_booked_saying: "已记账。" / "Booked.";
    statement_line_aside: "与我们无关" / "It is none of ours";
    statement_line_aside_text: "利息、自己账户之间的转账等。" / "Interest, a transfer between own accounts, and the like.";
    statement_line_aside_saying: "已放到一边。" / "Set aside.";
    statement_line_back: "还是有关" / "It is ours after all";
    statement_line_back_saying: "又可以处理了。" / "It can be dealt with again.";
    statement_line_see: "看这笔到账" / "See the arrival";

    desk_money: "要看的钱" / "Money to look at";
    money_title: "要看的钱" / "Money to look at";
    money_lead: "还没有着落的每一笔钱。处理完，这一页就空了。" / "All money that is not where it belongs yet. Once it is dealt with, this page is empty.";
    money_none: "没有要看的钱" / "No money to look at";
    money_none_text: "到账的都记了账，答应的都按时付了。" / "What arrived is booked, and what was promised is paid in time.";
    money_unclear: "待认领的钱" / "Unclear money";
    money_to_return: "待退还的钱" / "Money to be given back";
    money_sure: "流水里对得上、还没记账的行" / "Statement lines that fit and are not booked";
    money_unsettled: "流水里等处理的行" / "Statement lines to be dealt with";
    money_near: "付款参考码差一点的行" / "Statement lines with a code almost right";
    money_columns: "等说明各列的流水" / "Statements whose columns must be named";
    money_unread: "流水里读不懂的行" / "Statement lines that cannot be read";
    money_unread_text: "这些行没有记账。打开流水，对照着手工记账，或者放到一边。" / "None of them is booked. Open the statement; record each line by hand, or set it aside.";
    money_unread_lines(count: &str): "{count} 行" / "lines: {count}";
    money_overdue: "过了 30 天还没付清的" / "Promised over 30 days ago and not paid";
    money_overdue_text: "点名字写信问问；不付了的，请付款人在“我的付款”里取消。" / "A name opens a letter: ask, or have the payer give it up under My payments.";
    money_promised_by: "答应的人：" / "Promised by";
    money_since(day: &str): "从 {day} 起" / "since {day}";
    money_runs: "等审核、批准或发放的基金" / "Payouts to review, approve or pay";
    money_runs_text: "审核和批准要由两位干事来做；批准以后打印签领表发放，收回来再记为已发放。" / "Two officers review and approve; then the list is printed and signed, and the payout recorded as paid.";
    money_plots: "收成已送到、还没结算的地块" / "Plots delivered and not settled";
    money_plots_text: "农户签收以后，在地块的页面上结算。" / "Settle each on its page once the household has signed for its part.";
    money_rests: "结算以后账上还有钱的地块" / "Settled plots with money lying there";
    money_rests_text: "要退的钱不退了，或者钱后来才到。打开地块，补充结算，按公布的分法付出。" / "A refund that stays after all, or money that came late. Open the plot and settle it further, by the published split.";
    money_credits: "用不上的抵扣，要退还" / "Credit of no more use, to be given back";
    money_credits_text: "歉收时记下的抵扣，下一季已经播种或者不再有下一季，认养人没有用完。点开一笔，退款金额已经填好。" / "It was credited for a shortfall and not all used; the next season is sown, or there is none. Each line opens the refund with its amount filled in.";
    money_below: "低于零的余额" / "Balances below zero";
    money_below_text: "付出的比收到的多，多半是冲正以后留下的。请对账，再补上。" / "More was paid out than came in, as a correction may leave it. Compare with the bank, and make it good.";
    money_bank: "银行账户" / "bank account";
}

impl Text {
    /// Why a line that cannot be read is set aside.
    pub const fn statement_unread_reason(self, reason: unread::Reason) -> &'static str {
        let (zh, en) = match reason {
            unread::Reason::ByHand => ("已经手工记账", "It is recorded by hand"),
            unread::Reason::NoPayment => ("不是一笔到账，例如合计行", "No money came: a sum, a heading"),
            unread::Reason::NotOurs => ("与我们无关", "It is none of ours"),
        };
        match self.0 {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    /// How well a line fits.
    pub fn fit(self, fit: Fit) -> &'static str {
        let (zh, en) = match fit {
            Fit::Sure => ("对得上", "Fits"),
            Fit::Partly => ("少付", "Too little"),
            Fit::Over => ("多付或重复", "Too much, or twice"),
            Fit::Closed => ("不再等", "No longer expected"),
            Fit::Early => ("早于付款参考码", "Before its code was made"),
            Fit::Near => ("参考码差一点", "Code almost right"),
            Fit::Payer => ("像是这个人付的", "Payer and sum fit"),
            Fit::Nothing => ("看不出来", "Nothing fits"),
        };
        self.0.pick(zh, en)
    }

    pub fn wrong_cell(self, wrong: Wrong) -> &'static str {
        let (zh, en) = match wrong {
            Wrong::Missing => ("没有填", "is missing"),
            Wrong::NotADay => ("不是日期", "is not a date"),
            Wrong::Future => ("日期还没到", "is still to come"),
            Wrong::NotMoney => ("不是精确到分的金额", "is not an amount in whole fen"),
            Wrong::Range => ("金额太大", "is too large"),
            Wrong::Unknown => ("看不出收还是支", "says neither in nor out"),
        };
        self.0.pick(zh, en)
    }
}
