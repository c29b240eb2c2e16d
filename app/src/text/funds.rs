//! Texts of the filial-piety funds: the public pages, and what all pages of them have in common.

mod contributions;
mod elders;
mod office;
mod payouts;
mod refused;
mod support;

use entity::{
    fund::{
        self,
        rule::{self, Cadence, MatchSource},
    },
    ledger::Source,
    month::Month,
};

use super::{Text, texts};

texts! {
    nav_funds: "孝心基金" / "Funds";
    funds_title: "孝心基金" / "Filial-piety funds";
    funds_lead: "一个村，一个基金：子女的赡养、政府的关怀、社会的爱心，三笔钱分开记，按规则直接发到老人手里。"
        / "One village, one fund: the children's support, the government's care, society's gifts. Three kinds of money, kept apart, paid straight to the elders by rule.";
    funds_none: "还没有开放的基金" / "No fund has opened yet";
    funds_none_text: "有村子开办孝心基金以后，就会在这里。" / "Once a village has begun one, it stands here.";
    fund_elders(count: &str): "老人 {count} 位" / "Elders: {count}";
    fund_elders_with_age(age: i32, count: &str): "{age} 岁以上老人 {count} 位" / "Elders aged {age} and over: {count}";
    fund_see: "看规则与发放记录" / "Rule and payouts";
    fund_give: "为基金添一份" / "Give to this fund";
    fund_closed: "这个基金已经结束，账目仍在。" / "This fund has ended; its books stay.";
    fund_band_family: "子女赡养" / "Children's support";
    fund_band_government: "政府关怀" / "Government";
    fund_band_society: "社会爱心" / "Society";
    fund_bands: "近十二个月收到：子女、政府、社会" / "Received in the last twelve months: families, government, society";
    fund_bands_below(month: &str, source: &str, amount: &str): "{month}，{source}：{amount}，更正或退还的比收到的多。" / "{month}, {source}: {amount}, as more was corrected or given back than came in.";
    fund_bands_none: "还没有收到钱。" / "Nothing has come in yet.";
    fund_months: "按月" / "Month by month";
    fund_months_csv: "下载全部月份（CSV）" / "Download all months (CSV)";
    fund_record: "基金资料" / "About this fund";
    fund_rule: "现行规则" / "The rule in force";
    fund_rules_before(n: usize): "历次规则（{n} 次）" / "All {n} rules";
    fund_of_year(what: &str, year: &str, n: usize): "{what} · {year} 年（{n} 行）" / "{what} · {year} (lines: {n})";
    fund_rule_from: "从哪个月起" / "In force from";
    fund_rule_age: "参加年龄" / "Age to join";
    fund_rule_age_of(age: i32): "{age} 岁以上" / "{age} and over";
    fund_rule_support: "每位子女每月" / "Each supporter, each month";
    fund_rule_match: "配比" / "Match";
    fund_rule_match_of(percent: i32, cap: &str): "当期收到的赡养钱的 {percent}%，每位老人每月最多 {cap}" / "{percent} % of the family money received in the period, at most {cap} for each elder and month";
    fund_rule_no_match: "不配比" / "None";
    fund_rule_source: "配比的钱从哪里来" / "The match is paid from";
    fund_rule_cadence: "发放" / "Paid out";
    fund_rule_supporters: "配比的条件" / "The match needs";
    fund_rule_supporters_of(count: i32): "当期至少 {count} 位子女缴了（不到这个数的，全部缴了）" / "at least {count} of the elder's supporters to have paid in the period (all of them where there are fewer)";
    fund_rule_supporters_none: "不要求人数" / "No minimum number of supporters";
    fund_rule_due: "每月缴存日" / "Due each month by day";
    fund_rule_due_of(day: i32): "每月 {day} 日前" / "Day {day} of the month";
    fund_rule_scaled: "配比的钱不够时，所有老人按同一个比例减少，精确到分。" / "Where there is too little to match, every elder's match is reduced by the same factor, to the fen.";
    fund_direct: "钱直接发给老人，由老人签字，不经子女。" / "Elders are paid directly and sign; never through a child.";
    fund_not_a_gift: "子女的赡养是家庭的本分，不是捐赠，从不计入捐赠。谁缴了、谁没缴，只有家里和办公室知道。" / "A child's support is a family's duty, no donation, and is never counted as one. Who has paid and who has not, only the family and the office know.";
    fund_runs: "发放记录" / "Payouts";
    fund_runs_none: "还没有发放过。" / "Nothing has been paid out yet.";
    fund_run_period: "期间" / "Period";
    fund_run_elders: "老人" / "Elders";
    fund_run_scaled_of(percent: &str): "配比资金不足，按 {percent} 发放" / "Too little to match: scaled to {percent}";
    fund_run_paid_on: "发放日期" / "Paid on";
    fund_sum: "合计" / "Together";
    fund_received: "收到" / "Came in";
    fund_paid_out: "发放" / "Paid out";
    fund_held: "结余" / "Still there";
    fund_aliases: "愿意公开的老人（化名）" / "Elders who agreed to stand here, by alias";
    fund_month_to: "至" / "to";
    fund_month_from_to(from: &str, to: &str): "{from} 至 {to}" / "{from} to {to}";
}

impl Text {
    pub const fn fund_state(self, state: fund::State) -> &'static str {
        let (zh, en) = match state {
            fund::State::Draft => ("筹备", "Draft"),
            fund::State::Open => ("开放", "Open"),
            fund::State::Closed => ("结束", "Closed"),
        };
        self.of_two(zh, en)
    }

    pub const fn match_source(self, source: MatchSource) -> &'static str {
        let (zh, en) = match source {
            MatchSource::Government => ("政府", "Government money"),
            MatchSource::Society => ("社会捐赠", "Society's gifts"),
            MatchSource::Both => ("先政府，不够再用社会捐赠", "Government money first, then society's"),
        };
        self.of_two(zh, en)
    }

    pub const fn cadence(self, cadence: Cadence) -> &'static str {
        let (zh, en) = match cadence {
            Cadence::Monthly => ("每月", "Monthly"),
            Cadence::Quarterly => ("每季度", "Quarterly"),
            Cadence::Yearly => ("每年", "Yearly"),
        };
        self.of_two(zh, en)
    }

    /// What a fund's bands are called.
    pub const fn fund_band(self, source: Source) -> &'static str {
        match source {
            Source::Family => self.fund_band_family(),
            Source::Government => self.fund_band_government(),
            Source::Society => self.fund_band_society(),
        }
    }

    /// `2026年11月` · `November 2026`
    pub fn month(self, month: Month) -> String {
        month.first().format(self.0.pick("%Y年%-m月", "%B %Y")).to_string()
    }

    /// The facts of a rule, as everybody may read them.
    pub fn rule_facts(self, rule: &rule::Model) -> Vec<(&'static str, String)> {
        let matched = match rule.match_percent {
            0 => self.fund_rule_no_match().to_owned(),
            percent => self.fund_rule_match_of(percent, &rule.cap_fen.to_string()),
        };
        let supporters = match rule.minimum_supporters {
            0 => self.fund_rule_supporters_none().to_owned(),
            count => self.fund_rule_supporters_of(count),
        };
        vec![
            (self.fund_rule_from(), self.month(rule.from())),
            (self.fund_rule_age(), self.fund_rule_age_of(rule.minimum_age)),
            (self.fund_rule_support(), rule.support_fen.to_string()),
            (self.fund_rule_due(), self.fund_rule_due_of(rule.due_day)),
            (self.fund_rule_match(), matched),
            (self.fund_rule_source(), self.match_source(rule.match_source).to_owned()),
            (self.fund_rule_supporters(), supporters),
            (self.fund_rule_cadence(), self.cadence(rule.cadence).to_owned()),
        ]
    }

    const fn of_two(self, zh: &'static str, en: &'static str) -> &'static str {
        match self.0 {
            entity::Lang::Zh => zh,
            entity::Lang::En => en,
        }
    }
}
