//! Texts of match me: the best set of wishes for what somebody would give.

use entity::matching::{
    Kind,
    suggest::{
        Asked, Why,
        held::{By, Held},
    },
};

use super::{Text, texts};

texts! {
    match_title: "帮我选" / "Match me";
    match_lead: "说说您想给多少、给什么，都可以不填。我们先选等得最久的心愿，每一个都说明为什么选它。看过以后再决定认领不认领。"
        / "Say how much you would give, and what; all of it may stay blank. Wishes that have waited longest come first, each with its reason. Nothing is claimed until you say so.";
    match_go: "看看" / "Show me";
    match_what: "类别、年级" / "Categories, grades";
    match_where: "乡镇、学校" / "Places";
    match_found(n: usize, sum: &str): "为您选了 {n} 个，合计约 {sum}" / "{n} chosen for you, about {sum} in all";
    match_found_one(sum: &str): "为您选了 1 个，约 {sum}" / "One chosen for you, about {sum}";
    match_rest(n: usize, sum: &str): "其余 {n} 个，约 {sum}，一起认领" / "The other {n}, about {sum}, claimed together with these";
    match_fewer(n: usize): "符合的只有这 {n} 个。" / "Only so many fit: {n}.";
    match_budget_pays(n: usize): "先选等得最久的，预算够这 {n} 个；" / "Longest waiting first, the budget pays for these {n}; ";
    match_budget_pays_one: "先选等得最久的，预算够这 1 个；" / "Longest waiting first, the budget pays for this one; ";
    match_with_a_price: "给每个写一个最高价格，也许能多选几个。" / "with a highest price for one it may pay for more.";
    match_with_a_lower_price: "每个的最高价格写低一点，也许能多选几个。" / "with a lower highest price for one it may pay for more.";
    match_standing(n: usize, sum: &str): "选出 {n} 个，约 {sum}。" / "Found: {n}, about {sum}.";
    match_standing_none: "没有选出心愿。" / "No wish found.";
    match_standing_beside: "没有要心愿，只看勾上的。" / "No wishes, as you asked; only what else you ticked.";
    match_standing_told: "填的内容要改一下。" / "Something in the form needs a change.";
    match_see: "看选出的心愿" / "See them";
    match_see_why: "看为什么" / "See why";
    match_see_beside: "看合适的" / "See what fits";
    match_parcels(n: usize): "寄到 {n} 所学校" / "to {n} schools";
    match_one_parcel: "寄到同一所学校" / "all to one school";
    match_swap: "换一个" / "Swap";
    match_swap_item(item: &str): "换一个：{item}" / "Swap: {item}";
    match_drop: "不要这个" / "Leave out";
    match_drop_item(item: &str): "不要这个：{item}" / "Leave out: {item}";
    match_left_out(n: usize): "您换掉或者不要的有 {n} 个，没有再选。" / "Swapped or left out by you, and not chosen again: {n}.";
    match_fill_one: "再选一个补上" / "Find another for its place";
    match_fill: "再选几个补上" / "Find others for their places";
    match_back: "把它们放回来" / "Bring them back";
    match_left_all: "选出的心愿您都没有要" / "You have left all of them out";
    match_left_all_text: "可以再选别的，也可以把它们放回来。" / "Others can be found, or these brought back.";
    match_claim(n: usize): "认领这 {n} 个心愿" / "Claim these {n} wishes";
    match_claim_one: "认领这个心愿" / "Claim this wish";
    match_again: "重新选" / "Start over";
    match_sign_in: "登录后接着选" / "Sign in and go on";
    match_visitor(n: usize): "没有登录时一次最多保留 {n} 个。登录后可以认领更多。" / "Without an account up to {n} are kept at once. Sign in to claim more.";
    match_limit(n: usize): "一位爱心人士同时在路上的礼物有上限，您现在最多还能认领 {n} 个。" / "There is a limit to the gifts that one donor has on the way: you can claim up to {n} more now.";
    match_limit_none: "您在路上的礼物已经到上限了。有几份送到以后，可以再认领。" / "You have as many gifts on the way as one donor may. When some of them have arrived, you can claim more.";
    match_held: "合适的心愿都在等别人答复" / "All that fit are held for others just now";
    match_held_text(until: &str): "合适的心愿刚刚都提议给了别的爱心人士，最晚 {until} 有答复；他们不认领的，会重新开放。您也可以写一个认领意向，下次结对时一起配。"
        / "All wishes that fit have just been proposed to other donors, until {until} at the latest; what they decline opens again. With a standing offer you take part in the next round.";
    match_held_unconfirmed(until: &str): "合适的心愿都替别人留着，等他们确认，最晚 {until} 有答复；没有确认的，会重新开放。您也可以写一个认领意向，下次结对时一起配。"
        / "All wishes that fit are kept for others who have still to confirm, until {until} at the latest; what they do not confirm opens again. With a standing offer you take part in the next round.";
    match_held_both(until: &str): "合适的心愿，有的刚刚提议给了别的爱心人士，有的替别人留着，等他们确认，最晚 {until} 有答复；没有人认领的，会重新开放。您也可以写一个认领意向，下次结对时一起配。"
        / "Of the wishes that fit, some have just been proposed to other donors and some are kept for others who have still to confirm, until {until} at the latest; what nobody says yes to opens again. With a standing offer you take part in the next round.";
    match_none: "没有正好合适的" / "Nothing fits just now";
    match_none_text(ways: &str): "放宽一点条件试试：{ways}。" / "Try wider conditions: {ways}.";
    match_none_plain: "开放的心愿里，眼下没有可以给您选的。都在心愿墙上，可以自己看看。"
        / "None of the open wishes can be chosen for you just now. All of them are on the wall to look at.";
    match_wider_budget: "预算多一点" / "a larger budget";
    match_wider_price: "每个的价格高一点" / "a higher price of one";
    match_wider_count: "多几个（兄弟姐妹的心愿一起给）" / "more wishes (those of brothers and sisters go together)";
    match_wider_category: "不限类别" / "any category";
    match_wider_grade: "不限年级" / "any grade";
    match_wider_township: "不限乡镇" / "any township";
    match_wider_school: "不限学校" / "any school";
    match_all_taken: "现在每个心愿都有人了" / "Every wish has somebody just now";
    match_all_taken_text: "有心愿重新开放时，心愿墙上会看到。想早点知道，可以加入等候名单，或者写一个认领意向。"
        / "When wishes open again, they are on the wall. The waiting list tells you by letter, and a standing offer takes part in the next round.";
    match_all_taken_on_list: "有心愿重新开放时，心愿墙上会看到。您已经在等候名单上，还可以写一个认领意向。"
        / "When wishes open again, they are on the wall. You are on the waiting list; a standing offer takes part in the next round.";
    match_home: "不知道选哪个？帮我选" / "Not sure which? Match me";
    match_also: "也看看" / "Show as well";
    match_also_help: "先选礼物。预算有剩，就另外加上；不够两样都给，会写明是代替礼物。不要心愿的话，在这里至少勾一样，“几个”填 0。"
        / "Gifts come first. These are in addition where the budget has enough left, and else marked as instead of gifts. For these alone, tick one here and write 0 at “How many”.";
    match_fits_now: "现在合适的" / "What fits now";
    match_beside: "也可以这样给" / "Other ways to give";
    match_beside_added: "在礼物之外，还可以" / "In addition to the gifts";
    match_beside_left(left: &str): "预算还剩 {left}，可以另外加上" / "In addition: {left} of the budget is left";
    match_instead: "代替礼物：预算不够两样都给" / "Instead of gifts: the budget does not reach for both";
    match_instead_all: "代替上面的：预算不够两样都给" / "Instead of the above: the budget does not reach for both";
    match_instead_one: "下面两项只能选一项。" / "The budget is for one of the two.";
    match_plot_why(percent: i32): "开放认养的农户里，这一户有人认养的份额最少：{percent}%" / "fewest adopters among households with open plots: {percent}\u{a0}% of its shares";
    match_plot_go(shares: i32, sum: &str): "认养 {shares} 份，{sum}" / "Adopt {shares} shares, {sum}";
    match_plot_go_one(sum: &str): "认养 1 份，{sum}" / "Adopt one share, {sum}";
    match_fund_why(each: &str): "下次发放的配比还差得最多：平均每位老人 {each}" / "its next payout lacks most for each elder: {each}";
    match_fund_go(sum: &str): "认捐 {sum}" / "Pledge {sum}";
    match_fund_go_any: "去认捐" / "Pledge";
    match_offer: "看看现在有哪些合适" / "See what fits now";
    claim_replaced_saying(n: usize): "有 {n} 个刚刚被别人认领了，已按顺序换成接下来最合适的。" / "{n} had just been claimed by others; the next best took their place.";
    claim_gone_title: "别人先认领了的心愿：" / "Wishes that others were quicker at:";
    claim_gone_replaced: "刚刚被别人认领了，换成了" / "had just been claimed by others; in its place came";
    claim_gone_only: "刚刚被别人认领了，没有换上别的心愿。" / "had just been claimed by others; nothing took its place.";
    claim_beside: "刚才在心愿旁边看到的" / "What you saw beside the wishes";
    claim_will_replace(n: usize): "其中 {n} 个刚刚有人认领了。认领时会换成接下来最合适的。" / "Just claimed by others: {n} of them. When you claim, the next best take their place.";
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

    /// Fewer than were asked for: the budget goes to those that have waited longest, whatever they cost.
    pub fn match_fewer_of_budget(self, found: usize, has_price: bool) -> String {
        let pays = if found == 1 { self.match_budget_pays_one().to_owned() } else { self.match_budget_pays(found) };
        let more = if has_price { self.match_with_a_lower_price() } else { self.match_with_a_price() };
        format!("{pays}{more}")
    }

    /// For whom the wishes that fit are held, and until when.
    pub fn match_held_why(self, held: Held) -> String {
        let until = self.time(held.until);
        match held.by {
            By::Rounds => self.match_held_text(&until),
            By::Visitors => self.match_held_unconfirmed(&until),
            By::Both => self.match_held_both(&until),
        }
    }

    /// No plot is shown: within the budget, and in the townships, where there are such.
    pub fn match_plot_none(self, asked: &Asked) -> &'static str {
        let (zh, en) = match (asked.township.is_empty(), asked.budget.trim().is_empty()) {
            (true, true) => ("现在没有可以认养的地块。", "No plot can be adopted just now."),
            (true, false) => ("现在没有预算内可以认养的地块。", "No open plot has a share within this budget."),
            (false, true) => ("您选的乡镇现在没有可以认养的地块。", "No plot in these townships can be adopted now."),
            (false, false) => (
                "您选的乡镇现在没有预算内可以认养的地块。",
                "No open plot in these townships has a share within this budget.",
            ),
        };
        self.0.pick(zh, en)
    }

    /// No fund is shown: of those in the townships, where there are such.
    pub fn match_fund_none(self, asked: &Asked) -> &'static str {
        let (zh, en) = if asked.township.is_empty() {
            ("现在没有哪个基金还缺社会捐赠。", "No fund lacks society's money just now.")
        } else {
            ("您选的乡镇现在没有哪个基金还缺社会捐赠。", "No fund in these townships lacks society's money just now.")
        };
        self.0.pick(zh, en)
    }

    /// Why a wish is among the suggested. `days`: how long it has waited.
    pub fn match_why(self, why: Why, days: i64) -> String {
        let in_english = if days == 1 { "1 day".to_owned() } else { format!("{days} days") };
        let (zh, en) = match why {
            Why::Longest => (format!("先选等得最久的：已等 {days} 天"), format!("longest waiting first: {in_english}")),
            Why::LongestPaid => (
                format!("剩下的预算买得起的里面，先选等得最久的：已等 {days} 天"),
                format!("longest waiting of what the rest of the budget pays for: {in_english}"),
            ),
            Why::Together => {
                ("和上面一个一起给，放在一个包裹里".to_owned(), "goes with the one above, in one parcel".to_owned())
            }
            Why::SameParcel => (
                format!("等得一样久（{days} 天）的里面，和您已选的寄到同一所学校"),
                format!("of those who have waited equally long ({in_english}), it goes to a school you send to anyway"),
            ),
            Why::LeastServed(served) => {
                let percent = served / 10;
                (
                    format!("等得一样久（{days} 天）的里面，这所学校有人认领得最少：{percent}%"),
                    format!(
                        "of those who have waited equally long ({in_english}), its school has the fewest wishes with a donor: {percent}\u{a0}%"
                    ),
                )
            }
        };
        self.0.pick(zh, en)
    }
}
