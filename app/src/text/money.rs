//! Texts of the ledger: the public page, and the office's.

use entity::ledger::{Reason, Source, record::Way};

use super::{Text, texts};

texts! {
    ledger_title: "账目公示" / "The ledger";
    ledger_lead: "钱从哪里来、用到哪里，按项目和来源合计。平台不经手钱款：钱直接到主办单位的账户，办公室在这里记账。这里只有合计，没有任何人的姓名。"
        / "Where money came from and what became of it, summed up by programme and source. We never take money: it goes straight to the organiser's bank account, and the office books it here. Sums only, and nobody's name.";
    ledger_none: "还没有账目" / "Nothing is booked yet";
    ledger_none_text: "钱到了主办单位的账户，办公室记账以后就会出现在这里。" / "Once money has reached an organiser's account and the office has booked it, it stands here.";
    ledger_so_far: "到今天" / "So far";
    ledger_by_month: "按月" / "Month by month";
    ledger_by_programme: "按项目" / "By programme";
    ledger_programme: "项目" / "Programme";
    ledger_source: "来源" / "Source";
    ledger_month: "月份" / "Month";
    ledger_received: "收到" / "Came in";
    ledger_returned: "退还" / "Given back";
    ledger_paid_out: "支出" / "Paid out";
    ledger_held: "结余" / "Still there";
    ledger_sum_of(source: &str): "合计：{source}" / "Together: {source}";
    ledger_family_apart: "家庭的赡养钱不是捐赠，从不计入捐赠合计。" / "What families give their own elders is no donation and is never counted among donations.";
    ledger_general(organiser: &str): "{organiser}（不限项目）" / "{organiser} (no programme in particular)";
    ledger_plots(n: usize): "一亩地（{n} 块合计）" / "One-acre plots ({n} together)";
    ledger_plot(number: i64): "一亩地 {number} 号" / "Plot no. {number}";
    ledger_fund(number: i64): "孝心基金 {number} 号" / "Filial-piety fund no. {number}";
    ledger_phase(number: i64): "微心愿 {number}" / "Micro-wishes {number}";
    ledger_csv: "下载表格（CSV）" / "Download the table (CSV)";
    ledger_older: "更早的月份" / "Earlier months";
    ledger_newest: "最近的月份" / "Newest months";
    ledger_chain: "怎么知道没有人改过" / "How to know that nothing was changed";
    ledger_chain_text: "每一笔账都带着前一笔的指纹，数据库拒绝修改和删除，错了只能再记一笔冲正。今天抄下这串指纹，以后就能查出以前的账有没有动过。"
        / "Every booking carries the fingerprint of the one before. The database refuses to change or delete any; a mistake is mended by one more booking. Note this fingerprint today, and later you can tell whether anything before it was touched.";
    ledger_transfers: "账目笔数" / "Bookings";
    ledger_head: "最新指纹" / "Newest fingerprint";
    ledger_sealed: "已封存到" / "Days sealed through";
    ledger_closed: "已结账到" / "Books closed through";
    ledger_not_yet: "还没有" / "Not yet";

    desk_ledger: "账目" / "Ledger";
    office_ledger_title: "账目" / "Ledger";
    office_ledger_lead: "只增不改：记错了就冲正，再记一笔对的。不要写任何人的姓名。" / "Nothing is ever changed: reverse what is wrong, then book what is right. Never write anybody's name here.";
    office_ledger_public: "看公示页" / "See the public page";
    office_ledger_verify: "全部核对一遍" / "Check it all";
    office_ledger_sound(transfers: i64): "核对完毕：{transfers} 笔账，一个字节也没有变。" / "Checked: {transfers} bookings, and not a byte has changed.";
    office_ledger_broken(place: &str): "账目被动过！{place}" / "The ledger was tampered with! {place}";
    office_ledger_none: "还没有记账" / "Nothing is booked yet";
    office_ledger_none_text: "用下面的表格记第一笔。" / "Book the first transfer with the form below.";
    office_ledger_record: "手工记一笔" / "Book by hand";
    office_ledger_record_lead: "政府拨款、银行利息、付给商家的货款等。爱心人士付来的钱请在“到账”里记，家庭赡养请在基金的“缴存”里记。" / "Government money, bank interest, goods that were paid for. What donors pay in belongs under “Arrivals”, and what families pay at their fund.";
    office_ledger_in: "收到" / "Came in";
    office_ledger_in_help: "钱到了主办单位的账户" / "It reached the organiser's bank account";
    office_ledger_out: "付出" / "Paid out";
    office_ledger_out_help: "从这个项目、这个来源的结余里付" / "Out of what is still there for this programme from this source";
    office_ledger_document_help: "政府拨款必填；别的可以不填。" / "Needed for government money; optional for anything else.";
    office_ledger_recorded_saying(number: i64): "已记账，第 {number} 笔。" / "Booked as no. {number}.";
    office_ledger_number: "编号" / "No.";
    office_ledger_why: "事由" / "Why";
    office_ledger_what: "项目和来源" / "Programme and source";
    office_ledger_reverse: "冲正" / "Reverse";
    office_ledger_is_reversed: "已冲正" / "reversed";
    office_ledger_reverses(number: i64): "冲正第 {number} 笔" / "reverses no. {number}";
    office_ledger_reversed_saying: "已冲正，原来那笔仍在。" / "Reversed; what was booked before still stands there.";
    office_ledger_close: "结账" / "Close the books";
    office_ledger_close_lead: "结账以后，这个月和以前都不能再记账，谁也改不回来。以后发现错了，在当天冲正。" / "After this nothing can be booked in that month or before it, and nobody can undo that. What is found wrong later is reversed on the day it is found.";
    office_ledger_close_none: "没有可以结账的月份。" / "There is no month to close.";
    office_ledger_close_sure: "我核对过银行账，要结账" / "I have compared it with the bank and want to close it";
    office_ledger_closed_saying(through: &str): "已结账到 {through}。" / "The books are closed through {through}.";
}

impl Text {
    pub const fn money_source(self, source: Source) -> &'static str {
        let (zh, en) = match source {
            Source::Family => ("家庭赡养", "Families"),
            Source::Government => ("政府", "Government"),
            Source::Society => ("社会捐赠", "Society"),
        };
        self.one_of(zh, en)
    }

    pub const fn transfer_reason(self, reason: Reason) -> &'static str {
        let (zh, en) = match reason {
            Reason::ByHand => ("手工记账", "Booked by hand"),
            Reason::Arrived => ("到账", "Arrived"),
            Reason::Sorted => ("归到项目", "Found what it is for"),
            Reason::Returned => ("退还", "Given back"),
            Reason::PaidOut => ("按规则支付", "Paid out by rule"),
            Reason::Reversal => ("冲正", "Reversal"),
        };
        self.one_of(zh, en)
    }

    pub const fn ledger_way(self, way: Way) -> (&'static str, &'static str) {
        match way {
            Way::In => (self.office_ledger_in(), self.office_ledger_in_help()),
            Way::Out => (self.office_ledger_out(), self.office_ledger_out_help()),
        }
    }

    const fn one_of(self, zh: &'static str, en: &'static str) -> &'static str {
        match self.0 {
            entity::Lang::Zh => zh,
            entity::Lang::En => en,
        }
    }
}
