//! Texts of the fairness pages: who was served and how long it took. See `entity::statistics::fairness`.

use super::{Text, texts};

texts! {
    fairness_title: "公平：谁等到了，等了多久" / "Fairness: who was served, and how long it took";
    fairness_nav: "公平" / "Fairness";
    fairness_lead: "每所学校、每个乡镇、每个年级、每类心愿，是不是都一样有人管。" / "Whether every school, township, grade and kind of wish is cared for alike.";
    fairness_none: "心愿还太少" / "Too few wishes yet";
    fairness_none_text: "公布的心愿满 5 个以后，这里会有数字。" / "Once five wishes have been published, there are figures here.";
    fairness_office_none: "还没有公布过的心愿" / "No wish has been published yet";
    fairness_office_none_text: "一期开放以后，这里会有数字。" / "Once a phase opens, there are figures here.";
    fairness_whole: "全部" / "Altogether";
    fairness_all_phases: "全部各期" / "All phases";
    fairness_csv: "下载全部表格（CSV）" / "Download all tables (CSV)";
    fairness_see: "看各学校、乡镇、年级的公平情况" / "Fairness by school, township and grade";

    fairness_by_school: "各学校" / "By school";
    fairness_by_township: "各乡镇" / "By township";
    fairness_by_grade: "各年级" / "By grade";
    fairness_by_category: "各类别" / "By category";
    fairness_by_phase: "各期" / "By phase";
    fairness_by_month: "各月" / "By month";
    fairness_phase: "期次" / "Phase";
    fairness_month: "写下心愿的月份" / "Month written down";
    fairness_others: "其他" / "Others";
    fairness_least(n: usize): "先列到手比例最低的 {n} 行，从低到高。" / "The {n} lines with the smallest share served come first.";
    fairness_rest(title: &str, n: usize): "{title}：其余 {n} 行" / "{title}: the other {n} lines";
    fairness_lines(title: &str, n: usize): "{title}（{n} 行）" / "{title} ({n} lines)";
    fairness_older(months: usize): "这里是最近的 {months} 个月，全部月份在下载的表格里。" / "The newest {months} months are shown; the download holds them all.";

    fairness_wishes: "心愿" / "Wishes";
    fairness_promised: "有人认领" / "Promised";
    fairness_served: "已到手" / "Served";
    fairness_on_the_way: "有人认领，还没到手" / "Promised, not yet served";
    fairness_open: "待认领" / "No donor yet";
    fairness_share: "到手比例" / "Share served";
    fairness_waited: "平均等了（天）" / "Days waited, on average";
    fairness_waits: "没到手的平均已等（天）" / "Days waiting so far, on average";
    fairness_longest: "最久（天）" / "Longest, days";
    fairness_cut: "分组" / "By";
    fairness_line: "名称" / "Name";

    fairness_how: "怎么算" / "How it is counted";
    fairness_how_wishes: "公布过的心愿，每个数一次；撤回的不数。" / "Wishes that were published, each once; withdrawn ones are not counted.";
    fairness_how_promised: "爱心人士已经答应给，或由兜底库补上；已到手的也在内。还在等爱心人士确认的不算。"
        / "A donor has said yes, or the pool fills it; served ones are among them. What a donor has still to confirm does not count.";
    fairness_how_held: "给一位爱心人士留着，等他确认；确认以前不算有人认领。" / "Kept for a donor who has still to confirm; until then it is not promised.";
    fairness_how_served: "礼物已经发到孩子手里，不论是爱心人士给的还是兜底库补的。" / "The gift is in the child's hands, whether a donor or the pool gave it.";
    fairness_how_share: "已到手的占全部心愿的百分比，往下取到 0.1。" / "Served wishes of all, in per cent, rounded down to 0.1.";
    fairness_how_waited: "已到手的孩子平均等了几天：从写下心愿那天，到发放单上写的那天。"
        / "Average of the served: from the day the wish was written down to the day on the paper of the hand-out.";
    fairness_how_waits: "还没到手的孩子平均已等几天：从写下心愿那天，到今天。有人认领了、礼物还在路上的也在内。"
        / "Average of those not yet served: from the day the wish was written down to today. Those whose gift is promised and on its way are among them.";
    fairness_how_longest: "还没到手的孩子里等得最久的。" / "The one who has waited longest of those not yet served.";
    fairness_how_month: "写下心愿的那个月；新的月份比例低，是因为礼物还在路上。" / "The month in which the wish was written down; new months have lower shares because their gifts are still on the way.";
    fairness_hidden: "为了不让人认出孩子：少于 5 个心愿的行合并成“其他”，合起来还不到 5 个的，再并入最小的一行；少于 5 个孩子的平均天数不写出来。学校用公开的称呼。"
        / "So that no child can be told from the numbers: lines of fewer than 5 wishes are merged into “others”, with the smallest other line where they are still fewer than 5; averages of fewer than 5 children are left out. Schools stand by their public names.";
    fairness_behind: "这些学校的到手比例不到全部的一半，下一轮结对时请先照顾：" / "At these schools the share served is less than half of the overall one; please think of them first in the next round:";
    fairness_office_lead: "学校用真实名称，只在办公室内部看；公众看到的是公开页。" / "Schools stand by their real names, for the office alone; anybody else sees the public page.";
    fairness_public_page: "看公开的页面" / "See the public page";
}

impl Text {
    /// Thousandths as per cent: `84.2%`.
    pub fn per_cent(self, thousandths: u64) -> String {
        format!("{}.{}%", thousandths / 10, thousandths % 10)
    }
}
