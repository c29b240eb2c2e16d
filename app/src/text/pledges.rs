//! Texts of what society's donors pledge to the funds: the form, the donor's desk, the office's view.

use entity::pledge::{Every, State};

use super::{Text, texts};

texts! {
    pledge_lead: "社会的爱心和子女的赡养、政府的关怀分开记，按上面的规则直接发到老人手里。平台不经手钱款：您会得到一个付款参考码和主办单位的银行账户。"
        / "Society's gifts are kept apart from the children's support and the government's care, and paid straight to the elders by the rule above. We never take money: you get a payment code and the organiser's bank account.";
    pledge_once: "一次" / "Once";
    pledge_once_help: "转一笔就好" / "One transfer";
    pledge_monthly: "每月" / "Every month";
    pledge_monthly_help: "每月一笔，快到日子时写信提醒；随时可以暂停或结束" / "We write when the day comes near; pause or end it at any time";
    pledge_amount_help: "每月的话，填每个月的金额" / "Of one month, if you give every month";
    pledge_go: "认捐" / "Pledge";
    pledge_sign_in: "登录后认捐" / "Sign in to pledge";
    pledge_wrong_role: "用爱心人士的账户登录，才能认捐。" / "Pledging needs a donor's account.";
    pledge_made_saying: "谢谢您！怎么转账在下面，也寄到了您的邮箱。" / "Thank you! How to pay stands below, and we have sent it to you by e-mail.";

    pledges_title: "我的认捐" / "My pledges";
    pledges_lead: "您给各个孝心基金的认捐，到账一笔记一笔，先补最早的月份。" / "What you promised to the filial-piety funds. Each arrival is counted, the earliest month first.";
    pledges_none: "还没有认捐" / "No pledges yet";
    pledges_none_text: "选一个孝心基金，一次也好，每月也好。" / "Choose a filial-piety fund, to give once or every month.";
    pledges_funds: "看孝心基金" / "See the funds";
    pledges_all: "全部认捐" / "All pledges";
    pledge_of_once(amount: &str): "一次，{amount}" / "{amount}, once";
    pledge_of_monthly(amount: &str): "每月 {amount}" / "{amount} a month";
    pledge_since(month: &str): "从 {month} 起" / "since {month}";
    pledge_arrived(amount: &str): "已到账 {amount}" / "{amount} arrived";
    pledge_open(amount: &str): "到本月还差 {amount}" / "{amount} still to come through this month";
    pledge_ahead(amount: &str): "多给的 {amount} 算在后面的月份。" / "{amount} more has come; it counts for the months to come.";
    pledge_months: "逐月到账" / "Month by month";
    pledge_promised: "答应" / "Promised";
    pledge_payment: "看这笔付款和确认书" / "See the payment and its confirmation";
    pledge_page: "看这份认捐" / "See the pledge";
    pledge_open_page: "打开" / "Open";

    pledge_pause: "暂停" / "Pause";
    pledge_pause_what: "已经到账的不变，还没到的月份起先不给，也不再写信提醒。以后可以恢复；这期间转来的钱照样算。" / "What has come stays. From the first month that has not, nothing is promised and no letter asks for it. You can resume it later; what you send meanwhile still counts.";
    pledge_resume: "恢复" / "Resume";
    pledge_resume_what: "从这个月起接着给，付款参考码不变。" / "It goes on from this month, under the same payment code.";
    pledge_stop: "结束认捐" / "End this pledge";
    pledge_stop_what: "已经到账的不变。以后用这个付款参考码转来的钱会先放在待认领里，由办公室和您联系。" / "What has arrived stays. Money that still comes under this code lies as unclear until the office has asked you.";
    pledge_paused_saying: "已暂停，谢谢您到现在的支持。" / "Paused. Thank you for all you have given.";
    pledge_resumed_saying: "已恢复，谢谢您！" / "It goes on. Thank you!";
    pledge_stopped_saying: "已结束，谢谢您给老人们的心意。" / "It has ended. Thank you for what you gave the elders.";

    office_pledges: "社会认捐" / "Society's pledges";
    office_pledges_monthly(count: &str, sum: &str): "每月认捐 {count} 份，每月 {sum}" / "Monthly pledges: {count}, {sum} a month";
    office_pledges_once(count: &str, sum: &str): "一次认捐未到账 {count} 份，还差 {sum}" / "One-time pledges that have not all arrived: {count}, {sum} missing";
    office_pledges_none: "还没有认捐。" / "Nothing is pledged.";
    money_behind: "每月认捐没到账" / "Monthly pledges behind";
    money_behind_text: "答应每月给基金、过去的月份还没有到齐的。可以在付款人回信里问一声，不要催。" / "Promised to a fund every month, and a month that is over has not all come. Ask kindly when the donor writes; do not press.";
    money_behind_since(month: &str): "从 {month} 起" / "since {month}";
}

impl Text {
    pub const fn pledge_state(self, state: State) -> &'static str {
        let (zh, en) = match state {
            State::Stands => ("进行中", "Stands"),
            State::Paused => ("已暂停", "Paused"),
            State::Given => ("已到账", "Given"),
            State::Ended => ("已结束", "Ended"),
        };
        match self.0 {
            entity::Lang::Zh => zh,
            entity::Lang::En => en,
        }
    }

    /// How much, and how often.
    pub fn pledge_of(self, every: Every, amount: entity::Fen) -> String {
        match every {
            Every::Once => self.pledge_of_once(&amount.to_string()),
            Every::Monthly => self.pledge_of_monthly(&amount.to_string()),
        }
    }
}
