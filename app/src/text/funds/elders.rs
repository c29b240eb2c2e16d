//! Texts of a fund's elders and their supporters, as the office keeps them.

use entity::elder;

use super::super::{Text, texts};

texts! {
    office_elders_lead: "这里只有化名。姓名要说明理由才能打开，每一次都记在日志里。" / "Aliases only. A name is opened for a reason, and each time stands in the journal.";
    office_elders_none: "还没有登记老人" / "No elder yet";
    office_elders_none_text: "老人签了同意书就可以登记。" / "An elder who has signed the consent can be registered.";
    office_elder_new: "登记老人" / "Register an elder";
    office_elder_registered_saying: "已登记。现在写下谁来赡养。" / "Registered. Now write down who supports them.";
    office_elder_alias_help: "大家看到的称呼，例如“榆树下的奶奶”。不能有姓名。" / "What everybody may read, such as “Grandmother under the elm”. Not the name.";
    office_elder_private: "不公开的资料" / "Private";
    office_elder_private_help: "加密保存，只用来核对年龄和打印签领表。" / "Kept sealed; needed for the age and for the list to sign.";
    office_elder_consent: "老人的同意" / "The elder's consent";
    office_elder_public: "老人同意把化名放在基金的公开页上" / "The elder agrees to stand on the fund's page by alias";
    office_elder_public_yes: "化名在公开页上" / "The alias stands on the public page";
    office_elder_public_no: "化名不公开" / "The alias is not public";
    office_elder_show: "放上公开页" / "Show the alias in public";
    office_elder_hide: "从公开页撤下" / "Take the alias off the public page";
    office_elder_shown_saying: "化名已放上公开页。" / "The alias stands on the public page.";
    office_elder_hidden_saying: "化名已撤下。" / "The alias is off the public page.";
    office_elder_joined: "参加日期" / "Joined on";
    office_elder_joined_help: "从这一天所在的月份开始应缴、开始配比。不能早于基金开始，也不能在已经批准发放、或者没有老人而跳过的期间里。" / "From this day's month on support is due and matched. Not before the fund began, and in no period whose payout is approved, or that was passed over as nobody was there.";
    office_elder_owed: "家里缴了、还没发的" / "Paid in by the family, not paid out yet";
    office_elder_state: "状态" / "State";
    office_elder_change: "改状态" / "Change the state";
    office_elder_changed_saying: "状态已改。" / "The state is changed.";
    office_elder_looks: "打开姓名" / "Open the names";
    office_elder_look_what: "打开老人和赡养人的姓名。这一次会记在日志和每月的报告里。" / "Opens the names of the elder and the supporters. It goes into the journal and the monthly report.";
    office_elder_supporters: "赡养人" / "Supporters";
    office_elder_no_supporters: "还没有写下赡养人。" / "No supporter is written down yet.";
    office_supporter_add: "添加赡养人" / "Add a supporter";
    office_supporter_added_saying: "已添加。" / "Added.";
    office_supporter_email_help: "本人已注册的邮箱。填了，本人就能在“我的赡养”看到。" / "Of the supporter's own account. With it, they see everything under “My support”.";
    office_supporter_pledge_help: "每月，元。空着就按规则。" / "Yuan each month. Blank: as the rule says.";
    office_supporter_month_help: "从这个月起应缴。" / "From this month on it is due.";
    office_supporter_number(number: i64): "{number} 号" / "no. {number}";
    office_supporter_own: "有自己的账户" / "has an account";
    office_supporter_office: "由办公室代记" / "kept by the office";
    office_supporter_end: "结束赡养" / "End the support";
    office_supporter_end_what(day: &str): "到 {day} 结束：此后的月份不用缴；到那天为止应缴的照常缴，参考码用到缴齐为止。这一步不能撤回。" / "It ends on {day}: nothing is due for the months after that. What is due until then is still expected, and the code stays until it has come. This cannot be undone.";
    office_supporter_end_sure: "确定结束" / "End it";
    office_support_all_paid: "到本月都缴齐了" / "Everything through this month has come in";
    office_supporter_ended_saying: "从下个月起不再应缴。" / "From next month on nothing is due.";
    office_share_what: "老两口同一群子女：让另一位老人的赡养人也赡养这一位，以后缴的钱两位平分。" / "For a couple: the other elder's supporters support this one too; what they pay from now on is for both in equal parts.";
    office_share: "和另一位老人共同赡养" / "Share with another elder";
    office_shared_saying: "已共同赡养。" / "They are supported together now.";
    office_give_back: "退给家里" / "Give back to the family";
    office_give_back_what(amount: &str): "家里缴了 {amount} 没有发出。这不是捐赠，要退给家里；退了以后在这里记账。" / "{amount} that the family paid in was not paid out. It is no donation: give it back, then book it here.";
    office_given_back_saying(amount: &str): "已记下退还 {amount}。" / "{amount} is booked as given back.";
    office_elder_erase: "删除姓名和资料" / "Erase the private record";
    office_elder_erase_what: "姓名、出生日期、住址，以及只赡养这一位的赡养人姓名，以后谁也读不到。账目仍在，用化名。" / "Name, date of birth, household, and the names of supporters with no other elder can be read by nobody any more. The books stay, under the alias.";
    office_elder_erase_sure: "我确定，删了就没有了" / "I am sure; there is no way back";
    office_elder_erased_saying: "已删除。" / "Erased.";
    office_elder_erased_on(day: &str): "资料已于 {day} 删除。" / "The private record was erased on {day}.";
    office_elder_runs: "发放" / "Payouts";
    office_elder_no_runs: "还没有发放过。" / "None yet.";
    office_elder_due_private: "应缴情况只有赡养人本人和办公室看得到，任何地方都不公布。" / "What is due is for the supporters themselves and the office; it is published nowhere.";
}

impl Text {
    pub const fn elder_state(self, state: elder::State) -> &'static str {
        let (zh, en) = match state {
            elder::State::Active => ("在册", "Active"),
            elder::State::Paused => ("暂停", "Paused"),
            elder::State::Hardship => ("困难免缴", "Hardship: family excused"),
            elder::State::Died => ("去世", "Died"),
            elder::State::Exited => ("退出", "Left"),
        };
        self.of_two(zh, en)
    }
}
