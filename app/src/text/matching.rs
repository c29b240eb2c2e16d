//! Texts of match me: the best set of wishes for what somebody would give.

use entity::matching::{Kind, suggest::Why};

use super::{Text, texts};

texts! {
    match_title: "帮我选" / "Match me";
    match_lead: "说说您想给多少、给什么，都可以不填。我们把等得最久的心愿排给您，每一个都说明为什么。"
        / "Say how much you would give, and what; all of it may stay blank. You see those who have waited longest, each with its reason.";
    match_go: "看看" / "Show me";
    match_budget: "预算（元）" / "Budget (yuan)";
    match_count: "几个" / "How many";
    match_what: "类别、年级" / "Categories, grades";
    match_where: "乡镇、学校" / "Places";
    match_found(n: usize, sum: &str): "为您选了 {n} 个，合计约 {sum}" / "{n} chosen for you, about {sum} in all";
    match_found_one(sum: &str): "为您选了 1 个，约 {sum}" / "One chosen for you, about {sum}";
    match_fewer(n: usize): "符合的只有这 {n} 个。" / "Only these {n} fit.";
    match_parcels(n: usize): "寄到 {n} 所学校" / "to {n} schools";
    match_one_parcel: "寄到同一所学校" / "all to one school";
    match_swap: "换一个" / "Swap";
    match_swap_item(item: &str): "换一个：{item}" / "Swap: {item}";
    match_drop: "不要这个" / "Leave out";
    match_drop_item(item: &str): "不要这个：{item}" / "Leave out: {item}";
    match_claim(n: usize): "认领这 {n} 个心愿" / "Claim these {n} wishes";
    match_claim_one: "认领这个心愿" / "Claim this wish";
    match_again: "重新选" / "Start over";
    match_visitor(n: usize): "没有登录时一次最多保留 {n} 个。登录后可以认领更多。" / "Without an account up to {n} are kept at once. Sign in to claim more.";
    match_none: "没有正好合适的" / "Nothing fits just now";
    match_none_text: "放宽一点条件试试：预算多一点、多几个（兄弟姐妹的心愿一起给），或者不限类别和学校。"
        / "Try to ask for less exactly: a larger budget, more wishes (those of brothers and sisters go together), any category or school.";
    match_all_taken: "现在每个心愿都有人了" / "Every wish has somebody just now";
    match_all_taken_text: "有心愿重新开放时，心愿墙上会看到。" / "When wishes open again, they are on the wall.";
    match_home: "不知道选哪个？帮我选" / "Not sure which? Match me";
    match_also: "也看看" / "Show as well";
    match_also_help: "同一笔预算也可以这样给。" / "Other ways to give the same budget.";
    match_beside: "也可以这样给" / "Other ways to give it";
    match_plot_none: "现在没有预算内可以认养的地块。" / "No open plot has a share within this budget.";
    match_plot_why(percent: i32): "开放认养的农户里，这一户有人认养的份额最少：{percent}%" / "of the households with open plots, the fewest of its shares have an adopter: {percent} %";
    match_plot_go(shares: i32, sum: &str): "认养 {shares} 份，{sum}" / "Adopt {shares} shares, {sum}";
    match_plot_go_one(sum: &str): "认养 1 份，{sum}" / "Adopt one share, {sum}";
    match_fund_none: "现在没有哪个基金还缺社会捐赠。" / "No fund lacks society's money just now.";
    match_fund_why(each: &str): "下次发放的配比还差得最多：平均每位老人 {each}" / "its next payout lacks most for each elder: {each}";
    match_fund_go(sum: &str): "认捐 {sum}" / "Pledge {sum}";
    match_fund_go_any: "去认捐" / "Pledge";
    match_offer: "看看现在有哪些合适" / "See what fits now";
    claim_replaced_saying(n: usize): "有 {n} 个刚刚被别人认领了，已按顺序换成接下来最合适的。" / "{n} had just been claimed by others; the next best took their place.";
    claim_will_replace(n: usize): "其中 {n} 个刚刚有人认领了。认领时会换成接下来最合适的。" / "{n} of them have just been claimed by others. When you claim, the next best take their place.";
}

impl Text {
    pub const fn match_kind(self, kind: Kind) -> &'static str {
        let (zh, en) = match kind {
            Kind::Wishes => ("微心愿", "Wishes"),
            Kind::Plots => ("一亩地", "A plot"),
            Kind::Funds => ("孝心基金", "A village's fund"),
        };
        match self.0 {
            entity::Lang::Zh => zh,
            entity::Lang::En => en,
        }
    }

    /// Why a wish is among the suggested. `days`: how long it has waited.
    pub fn match_why(self, why: Why, days: i64) -> String {
        let (zh, en) = match why {
            Why::Longest => (
                format!("符合条件的里面等得最久：{days} 天"),
                format!("has waited longest of those that fit: {days} days"),
            ),
            Why::Together => {
                ("和上面一个一起给，放在一个包裹里".to_owned(), "goes with the one above, in one parcel".to_owned())
            }
            Why::SameParcel => (
                format!("等得一样久（{days} 天）的里面，和您已选的寄到同一所学校"),
                format!("of those who have waited equally long ({days} days), it goes to a school you send to anyway"),
            ),
            Why::LeastServed(served) => {
                let percent = served / 10;
                (
                    format!("等得一样久（{days} 天）的里面，这所学校实现得最少：{percent}%"),
                    format!(
                        "of those who have waited equally long ({days} days), its school has the fewest fulfilled: {percent} %"
                    ),
                )
            }
        };
        self.0.pick(zh, en)
    }
}
