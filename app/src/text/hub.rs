//! Texts of the hub: receiving one after another, what is not here yet, what the pool has to give.

use entity::handout::pool::{Filled, source::Kind};

use super::{Text, texts};

texts! {
    scan_start: "用相机扫方码" / "Scan with the camera";
    scan_stop: "关掉相机" / "Stop the camera";
    scan_looking: "把吊牌上的方码对准相机。扫到就自动查，签收后接着扫下一份。" / "Hold the square on the tag before the camera. It is looked up by itself, and the next one follows.";
    scan_refused: "用不了相机，请打心愿码，或者用手机自带的相机扫。" / "The camera cannot be used. Please type the code, or scan it with your phone's own camera.";

    desk_gaps: "还没到的" / "Not here yet";
    gaps_title: "还没到的礼物" / "Not here yet";
    gaps_lead: "认领了、还没签收的，最急的在前。" / "Promised and not received; the most urgent first.";
    gaps_none: "答应的礼物都到了" / "All promised gifts are here";
    gaps_none_text: "有人认领、还没到的会出现在这里。" / "What is promised and not here yet shows here.";
    gaps_count(here: &str, promised: &str): "到了 {here} / {promised}" / "{here} of {promised} here";
    gaps_all_here: "都到了" / "all here";
    gaps_missing(n: usize): "还差 {n} 份" / "{n} to come";
    gaps_due_today: "今天到期" / "due today";
    gaps_due_tomorrow: "明天到期" / "due tomorrow";
    gaps_due(days: i64): "还有 {days} 天到期" / "due in {days} days";
    gaps_late_one: "晚了 1 天" / "1 day late";
    gaps_late(days: i64): "晚了 {days} 天" / "{days} days late";
    gaps_no_day: "没有定日子" / "no day set";
    gaps_sent(day: &str): "{day}寄出" / "sent on {day}";
    gaps_not_sent: "还没说寄出" / "no word of it yet";
    gaps_from_pool: "兜底库" / "from the pool";
    gaps_when: "什么时候" / "When";
    gaps_so_far: "签收进度" / "Received so far";
    gaps_link: "看还没到的" / "See what is not here yet";

    stock_title: "兜底库里有什么" / "What the pool has";
    stock_lead: "先到的先用：等得最久的心愿，配上最早放进来的、合适的一份。心愿写了规格的，名称里写着同样规格的实物才自动配；其余请逐个选。"
        / "First in, first out: who has waited longest gets what came first of all that fits. A wish with a size or another detail gets goods by itself only where their name says the same; choose the others one by one.";
    stock_none: "还没有存货，也没有认捐的人。" / "Nothing in stock, and no sponsors yet.";
    stock_name: "是什么" / "What it is";
    stock_name_help(most: usize): "最多 {most} 个字。规格也写上，用空格隔开：运动鞋 35码 女生。" / "At most {most} characters. Put size and other details in, with spaces between: trainers 35 blue.";
    stock_giver: "谁给的" / "From whom";
    stock_giver_help: "只给办公室看。" / "For the office only.";
    stock_category: "类别" / "Category";
    stock_any: "不限" / "Any";
    stock_category_help: "实物必选；认捐可以不限。" / "Needed for goods; a sponsor may take any.";
    stock_cap_help: "认捐的人每份最多出多少元，可以不填。" / "What a sponsor pays at most for one gift, in yuan; may stay blank.";
    stock_added: "哪天放进来" / "Since";
    stock_added_help: "不填就是今天。" / "Blank: today.";
    stock_left: "还有" / "Left";
    stock_promised: "已配" / "Matched";
    stock_given: "已发" / "Handed out";
    stock_new: "放进兜底库" / "Add to the pool";
    stock_add: "放进去" / "Add";
    stock_added_saying: "已放进兜底库。" / "It is in the pool.";
    stock_close: "不再用" / "Stop using";
    stock_closed_saying: "不再从这里取，已配的照常。" / "Nothing more is taken from it; what was matched goes on.";
    stock_fill(number: i32): "用库存补第 {number} 期" / "Fill phase {number} from stock";
    stock_from(code: &str): "从库存里取哪一份：{code}" / "From which stock: {code}";
    stock_option(name: &str, left: u64): "{name}（还有 {left}）" / "{name} ({left} left)";
    stock_bought: "另外买，不动库存" / "Bought for it, not from stock";
    stock_by_hand_saying(filled: u64, by_hand: u64, left: u64): "补上 {filled} 个；{by_hand} 个写了规格，请在下面逐个选存货；还有 {left} 个没有合适的。"
        / "Filled: {filled}. With a size or another detail: {by_hand}; choose their stock below, one by one. Nothing fits: {left}.";
    stock_filled_saying(filled: u64, left: u64): "补上 {filled} 个，还有 {left} 个没有合适的。" / "Filled: {filled}. Nothing fits: {left}.";
    stock_report: "兜底库给了什么" / "What the pool gave";
    stock_report_lead: "和爱心人士的礼物分开统计。" / "Counted apart from donors' gifts.";
}

impl Text {
    pub const fn stock_kind_of(self, kind: Kind) -> &'static str {
        let (zh, en) = match kind {
            Kind::Goods => ("实物", "Goods"),
            Kind::Sponsor => ("认捐", "Sponsor"),
        };
        match self.0 {
            entity::Lang::Zh => zh,
            entity::Lang::En => en,
        }
    }

    /// What a run over the stock did.
    pub fn stock_filled(self, done: Filled) -> String {
        match done.by_hand {
            0 => self.stock_filled_saying(done.filled, done.left),
            by_hand => self.stock_by_hand_saying(done.filled, by_hand, done.left),
        }
    }

    /// How long until something is due, or how late it is.
    pub fn gaps_days(self, days: Option<i64>) -> String {
        match days {
            None => self.gaps_no_day().to_owned(),
            Some(0) => self.gaps_due_today().to_owned(),
            Some(1) => self.gaps_due_tomorrow().to_owned(),
            Some(-1) => self.gaps_late_one().to_owned(),
            Some(days) if days < 0 => self.gaps_late(-days),
            Some(days) => self.gaps_due(days),
        }
    }
}
