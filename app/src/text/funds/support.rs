//! Texts of a supporter's desk: what is due for each of their elders, and what came in.

use entity::{Day, elder, supporter::Kin};

use super::super::{Text, texts};

texts! {
    support_title: "我的赡养" / "My support";
    support_lead: "您给家里老人的赡养。这是家庭的本分，不是捐赠；只有您和办公室看得到。" / "What you give your own elders. It is a family's duty, no donation; only you and the office see it.";
    support_none: "您的账户还没有登记为赡养人" / "Your account is not written down as a supporter";
    support_none_text: "如果您的父母在村里的孝心基金，请告诉村里或办公室您的邮箱，由他们登记。" / "If your parents are in their village's fund, tell the village or the office your e-mail address; they write it down.";
    support_for(aliases: &str): "赡养：{aliases}" / "For {aliases}";
    support_ended: "已结束" / "Ended";
    support_ends_on(day: &str): "到 {day} 结束" / "Ends on {day}";
    support_open_sum(amount: &str): "到本月还应缴 {amount}" / "Still due through this month: {amount}";
    support_dropped(amount: &str): "以前没缴齐的 {amount} 不用补了。" / "The {amount} that had not come in by then is due no more.";
    support_all_paid: "到本月都缴齐了，谢谢您。" / "Everything through this month has come in. Thank you.";
    elder_takes_part_since(alias: &str, day: &str): "{alias}从 {day} 起参加基金，此后的月份照常缴。" / "{alias} has been taking part since {day}: support is due for the months after that.";
    elder_paused_since(alias: &str, day: &str): "{alias}从 {day} 起暂停，此后的月份不用缴；已经缴的、还没发的钱留着。" / "{alias} has paused since {day}: nothing is due for the months after that, and what came in and was not paid out is kept.";
    elder_excused_since(alias: &str, day: &str): "{alias}家里有困难，从 {day} 起免缴，此后的月份不用缴。" / "The family of {alias} has been excused since {day}: nothing is due for the months after that.";
    elder_died_on(alias: &str, day: &str): "{alias}于 {day} 去世，请节哀。此后不用缴；已经缴的、还没发的钱退给家里。" / "{alias} died on {day}; we are sorry for your loss. Nothing more is due, and what came in and was not paid out goes back to the family.";
    elder_left_on(alias: &str, day: &str): "{alias}从 {day} 起退出基金，此后不用缴；已经缴的、还没发的钱退给家里。" / "{alias} left the fund on {day}: nothing more is due, and what came in and was not paid out goes back to the family.";
    support_ahead(amount: &str): "多缴的 {amount} 算在以后的月份。" / "{amount} more than was due; it counts for the months to come.";
    support_due_by(day: i32): "每月 {day} 日前缴。" / "Due by day {day} of each month.";
    support_how: "怎么缴" / "How to pay";
    support_how_text: "缴给村里的收款人，由办公室开收据，在这里记下。平台从不经手钱。" / "Pay the village's collector; the office gives a receipt and writes it down here. This site never takes money.";
    support_how_bank: "也可以按上面的账户转账，附言里写上参考码，到账以后就记在这里。" / "Or transfer it to the account above with the code in the remark: it is written down here once it has arrived.";
    support_due: "应缴" / "Due";
    support_paid: "已缴" / "Came in";
    support_rest: "还差" / "Still due";
    support_paid_out: "发到老人手里" / "Paid to the elder";
    support_months: "逐月" / "Month by month";
}

impl Text {
    /// Since when an elder is in that state, and what this means for the family.
    pub fn elder_since(self, alias: &str, state: elder::State, since: Day) -> String {
        let since = self.date(since);
        match state {
            elder::State::Active => self.elder_takes_part_since(alias, &since),
            elder::State::Paused => self.elder_paused_since(alias, &since),
            elder::State::Hardship => self.elder_excused_since(alias, &since),
            elder::State::Died => self.elder_died_on(alias, &since),
            elder::State::Exited => self.elder_left_on(alias, &since),
        }
    }

    /// That a support is over, or the last day of one that still runs.
    pub fn support_end(self, last: Day, today: Day) -> String {
        if last < today { self.support_ended().to_owned() } else { self.support_ends_on(&self.date(last)) }
    }

    pub const fn relation(self, relation: Kin) -> &'static str {
        let (zh, en) = match relation {
            Kin::Son => ("儿子", "Son"),
            Kin::Daughter => ("女儿", "Daughter"),
            Kin::SonInLaw => ("女婿", "Son-in-law"),
            Kin::DaughterInLaw => ("儿媳", "Daughter-in-law"),
            Kin::Grandchild => ("孙辈", "Grandchild"),
            Kin::Other => ("其他", "Other"),
        };
        self.of_two(zh, en)
    }
}
