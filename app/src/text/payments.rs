//! Texts of payments: the donor's codes, and what the office records of the organisers' bank accounts.

use entity::{
    Refusal,
    outbox::letter::WhyKept,
    payment::{State, Why},
};

use super::{Text, texts};

texts! {
    give_title: "捐钱" / "Give money";
    give_lead: "平台不经手钱款。您会得到一个付款参考码和主办单位的银行账户，自己转账；到账以后，办公室记账并写信告诉您。"
        / "We never take money. You get a payment code and the organiser's bank account, and send it yourself; once it has arrived the office books it and writes to you.";
    give_none: "现在没有可以捐钱的项目" / "Nothing takes money at the moment";
    give_none_text: "主办单位登记了银行账户，项目就会出现在这里。认领一个微心愿，现在就可以。" / "Once an organiser has given a bank account, its programmes stand here. A wish can be claimed right now.";
    give_for: "给哪个项目" / "For what";
    give_go: "要付款参考码" / "Get a payment code";
    give_saying: "付款参考码已经生成，也寄到了您的邮箱。" / "Here is your payment code; we have sent it to you by e-mail as well.";

    payments_title: "我的付款" / "My payments";
    payments_lead: "您答应给的钱、已经到账的钱，都在这里。" / "What you promised to give and what has arrived of it.";
    payments_none: "还没有付款" / "No payments yet";
    payments_none_text: "想捐钱给一个项目，先要一个付款参考码。" / "To give money to a programme, get a payment code first.";
    payment_code_of(code: &str): "付款参考码 {code}" / "Payment code {code}";
    payment_asked: "答应给" / "Promised";
    payment_arrived: "已到账" / "Arrived";
    payment_missing: "还差" / "Still missing";
    payment_look: "查看" / "Look";
    payment_monthly: "每月，直到您停止" / "every month, until you end it";
    payment_monthly_over: "每月，已经停止" / "every month; it has ended";
    payment_whole: "已付清" / "Paid";
    payment_waiting: "等到账" / "Waiting for it to arrive";
    payment_partly: "还差一部分" / "Partly arrived";
    payment_closed: "不再等" / "No longer expected";
    payment_went_back(amount: &str, day: &str): "{day} 退还 {amount}" / "{amount} given back on {day}";
    payment_whole_short(amount: &str, day: &str): "已付清，{day} 歉收退还 {amount}" / "Paid; {amount} given back for the shortfall on {day}";
    payment_regular: "按期付" / "Paid regularly";
    payment_how: "怎么付款" / "How to pay";
    payment_how_text: "请用网上银行、手机银行或柜台转到这个账户，把付款参考码写在“附言”或“备注”里。"
        / "Send it to this account by online banking, with your phone or at the counter, and write the payment code into the remark.";
    payment_qr(code: &str): "付款参考码 {code} 的二维码" / "QR code of the payment code {code}";
    payment_qr_hint: "扫码就能复制付款参考码" / "Scan it to copy the payment code";
    payment_days: "哪天到了多少" / "What came when";
    payment_nothing_came: "还没有到账。银行转账一般当天或第二天到，办公室每周核对。" / "Nothing has arrived yet. A transfer takes a day or two, and the office goes through the account every week.";
    payment_family_note: "这是给家里老人的赡养钱，不是捐赠，不计入捐赠合计。" / "This is what a family gives its own elder: no donation, and never counted as one.";
    payment_not_invoice: "这不是捐赠票据。" / "This is not a donation invoice.";
    payment_give_up: "不付了" / "I will not pay this";
    payment_give_up_text: "已经到账的不变。改主意了，可以再要一个付款参考码。" / "What has arrived stays. Should you change your mind, get another code.";
    payment_given_up_saying: "知道了，我们不再等这笔钱。" / "All right, we no longer expect it.";
    payment_over_unclear: "多付或晚到的，办公室正在处理" / "More than was asked for, or too late; the office is seeing to it";
    payment_over: "（多付或晚到的，不计入这一笔）" / " (more than was asked for, or too late: it does not count here)";
    payment_moved_to(code: &str): "已转到付款参考码 {code}" / "Moved to payment code {code}";
    payment_moved: "已转到别处" / "Moved elsewhere";
    payment_why_shortfall: "歉收，按合同退还" / "The harvest was short, and the contract gives it back";
    payment_why_too_much: "多付的" / "More than was asked for";
    payment_why_too_late: "来晚了" / "It came too late";
    payment_why_given_up: "这笔捐款放弃了" / "The gift was given up";
    payment_why_pledge_over: "认捐已经结束" / "The pledge is over";
    payment_why_support_over: "赡养登记已经结束" / "The support is over";
    payment_why_asked: "付款人要求退还" / "The payer asked for it";
    payment_why_asked_by_you: "您要求退还" / "You asked for it";
    payment_why_mistake: "付错了" / "It was paid by mistake";
    payment_why_unused: "在指定的地方用不上了" / "What it was given for cannot use it any more";
    payment_why_credit: "用不上的抵扣" / "Credit of no more use";
    payment_why_office: "其他原因，另外告诉付款人" / "Another one, of which the payer is told apart";
    payment_state_counted: "已入账" / "Counted";
    payment_state_unclear: "待认领" / "Unclear";
    payment_state_to_return: "待退还" / "To be given back";
    payment_state_returned: "已退还" / "Given back";
    payment_state_undone: "已更正" / "Undone";

    desk_payments: "到账" / "Arrivals";
    office_payments_title: "到账" / "Arrivals";
    office_payments_lead: "一行一行记下主办单位账户里进来的钱。付款人是谁只有办公室能看到，网页和账目里都没有。"
        / "Each line of money that came to an organiser's account. Only the office sees who paid; neither the public pages nor the ledger do.";
    office_payments_none: "还没有记过到账" / "No arrival recorded yet";
    office_payments_none_text: "用下面的表格记第一笔。" / "Record the first one with the form below.";
    office_payments_all: "全部" / "All";
    office_payments_earlier(n: usize): "再早的 {n} 笔" / "{n} earlier ones";
    office_payments_record: "记一笔到账" / "Record an arrival";
    office_payments_record_lead: "对照银行流水填写。附言里有付款参考码就填；没有或看不清就留空，先记为待认领。"
        / "Copy it from the bank's statement. Give the payment code if the remark has one; if not, or if it cannot be read, leave it blank and it is booked as unclear.";
    office_payments_organiser: "到了谁的账户" / "Whose account it came to";
    office_payments_organiser_help: "填了付款参考码就不用选" / "Not needed beside a payment code";
    office_payments_payer_help: "银行流水上的名字，封存保管" / "As the statement has it; kept sealed";
    office_payments_remark: "附言" / "Payer's remark";
    office_payments_again: "确实又来了一笔同样的" / "The same sum really came again";
    office_payments_whole(code: &str): "已记账：{code} 付清了。" / "Booked: {code} is paid.";
    office_payments_counted(code: &str): "已记账：{code}。" / "Booked: {code}.";
    office_payments_missing(code: &str, missing: &str): "已记账：{code} 还差 {missing}。" / "Booked: {code} lacks {missing}.";
    office_payments_over(unclear: &str): "多出来的 {unclear} 记为待认领，请处理。" / "{unclear} is more than was expected and lies as unclear; please see to it.";
    office_payments_unclear_saying: "已记为待认领。" / "Booked as unclear.";
    office_payments_late: "到账的那个月已经结账，账目记在今天。" / "The month of its day is closed; it is booked today.";
    office_payments_when: "到账" / "Arrived";
    office_payments_for: "付给" / "For";
    office_payments_payer: "付款人和附言" / "Payer and remark";
    office_payments_state: "状态" / "State";
    office_payments_open: "处理" / "Open";
    office_payment_title(id: i64): "到账 {id}" / "Arrival {id}";
    office_payment_part_of(whole: &str): "这是 {whole} 里的一部分" / "A part of {whole}";
    office_payment_named(code: &str): "附言写的是 {code}，那一笔已经付清或不再等：可能重复付款或多付了" / "It names {code}, for which nothing more is expected: paid twice perhaps, or too much";
    office_payment_facts: "银行流水" / "What the statement says";
    office_payment_booked: "账目" / "In the ledger";
    office_payment_number(id: i64): "第 {id} 笔" / "no. {id}";
    office_payment_sort: "知道是给什么的了" / "Now it is known what for";
    office_payment_sort_text: "问过付款人以后填付款参考码；到那一笔付清为止，多的仍是待认领。" / "Ask the payer, then give the code. It counts until that is paid; what is more stays unclear.";
    office_payment_sort_go: "归到这个付款参考码" / "Count it there";
    office_payment_sorted_saying: "已归到项目，并写信告诉了付款人。" / "It counts now, and the payer has been told.";
    office_payment_return: "要退还" / "It is to go back";
    office_payment_return_text: "先在这里登记，再去银行退；退好了回来填凭证号。" / "Note it here, have the bank send it, then come back with the bank's document number.";
    office_payment_return_go: "登记待退还" / "Mark it to be given back";
    office_payment_to_return_saying: "已登记，等银行退还。" / "Noted; the bank is to send it back.";
    office_payment_returned: "银行已经退了" / "The bank has sent it back";
    office_payment_returned_go: "记为已退还" / "Record that it went back";
    office_payment_returned_saying: "已记账，并写信告诉了付款人。" / "Booked, and the payer has been told.";
    office_payment_keep: "不退了" / "It stays after all";
    office_payment_keep_text: "歉收的退款写在合同里，认养人已经知道。取消要有原因，认养人会收到一封信。" / "The contract gives this back for the shortfall, and the adopter knows. To drop it takes a reason, and the adopter gets a letter.";
    office_payment_keep_lapsed_text: "合同到期没有付清，信里告诉过认养人这笔钱会退。不退要有原因，认养人会收到一封信。" / "The contract was not paid in time, and the adopter was told that this goes back. To keep it takes a reason, and the adopter gets a letter.";
    office_payment_why_help: "付款人会在信里读到" / "The payer reads it in the letter";
    office_payment_unsettles: "这块地还没有播种：退了以后，合同回到“待付款”，认养人有 14 天补足，信里会写明。" / "This plot is not sown: once it went back, the contract waits for payment again. The adopter has 14 days to make it up, and the letter says so.";
    office_payment_kept_saying: "不退了，照原来的算。" / "It stays and counts as before.";
    office_payment_undo: "整笔记错了" / "The whole line was wrong";
    office_payment_undo_text: "账目冲正，归到的项目不再算这笔钱，付款人会收到更正的信。" / "The ledger books its opposite, it no longer counts for anything, and the payer gets a letter that says so.";
    office_payment_undo_not: "同一笔钱里已经退还了一部分，所以整笔不能再更正。记错了的，登记退还其余的部分。" / "A part of this line has been sent back, so the line cannot be undone any more. Where it was wrong, give the other parts back.";
    office_payment_undo_sure: "我核对过，这一笔记错了" / "I have checked it: this was recorded by mistake";
    office_payment_undo_go: "更正" / "Undo it";
    office_payment_undone_saying: "已更正，账目已冲正。" / "Undone, and reversed in the ledger.";
    office_payment_beside: "同一笔里的其他部分" / "The other parts of the same line";

    money_confirmation: "捐款确认书" / "Confirmation";
    money_confirmation_text: "写明哪天到了多少，有编号。不是捐赠票据。" / "It says what arrived when, and has a number. It is not a donation invoice.";
    money_confirmation_issue: "开具确认书" / "Issue the confirmation";
    money_confirmation_pdf(number: &str): "确认书 {number}（PDF）" / "Confirmation {number} (PDF)";
    money_confirmation_issued_saying(number: &str): "已开具，编号 {number}。" / "Issued as {number}.";
    money_confirmation_heading: "捐款确认书" / "Confirmation of money received";
    money_confirmation_says(donor: &str, what: &str): "{donor}给“{what}”的下列款项，已经到了主办单位的账户。" / "The following sums from {donor} for “{what}” have reached the organiser's account.";
    money_confirmation_back: "退还" / "Given back";
    money_confirmation_not_invoice: "本确认书不是捐赠票据，不作为税前扣除的凭证；日期和金额以主办单位账户的到账记录为准。"
        / "This is not a donation invoice and no proof for tax purposes; days and sums are those of the organiser's bank account.";
    money_confirmation_void: "已作废" / "Void";
    money_confirmation_voided(day: &str): "{day}作废。" / "Void since {day}.";
    money_confirmation_void_go: "作废" / "Declare it void";
    money_confirmation_void_text: "编号保留，捐款人可以重新开具一份。" / "It keeps its number, and the donor can have a new one issued.";
    money_confirmations_title: "捐款确认书" / "Confirmations of money";
    money_confirmations_lead: "捐款人自己开具。公益会开了捐赠票据，就在这里记下票据号。退款、更正会让确认书自动作废。" / "Donors issue them. Note the number here once the charity has given its receipt. What is given back or undone voids them by itself.";
    money_confirmations_none: "还没有开具过" / "None issued yet";
    money_confirmations_none_text: "捐款到账以后，捐款人可以在“我的付款”里开具。" / "Once their money has arrived, donors issue them under My payments.";

    organiser_bank: "收款账户" / "Account for money";
    organiser_bank_help: "三项都填，捐款人才能看到；都不填，就不收钱。" / "Give all three for donors to see it, or none to take no money.";
}

impl Text {
    /// Why money goes back, as an officer chooses it.
    pub const fn payment_why_chosen(self, why: Why) -> &'static str {
        match why {
            Why::Shortfall => self.payment_why_shortfall(),
            Why::TooMuch => self.payment_why_too_much(),
            Why::TooLate => self.payment_why_too_late(),
            Why::GivenUp => self.payment_why_given_up(),
            Why::PledgeOver => self.payment_why_pledge_over(),
            Why::SupportOver => self.payment_why_support_over(),
            Why::Asked => self.payment_why_asked(),
            Why::Mistake => self.payment_why_mistake(),
            Why::Unused => self.payment_why_unused(),
            Why::Credit => self.payment_why_credit(),
            Why::Office => self.payment_why_office(),
        }
    }

    /// The same for its payer; nothing where an officer tells it apart.
    pub fn payment_why(self, why: Why) -> Option<&'static str> {
        match why {
            Why::Office => None,
            Why::Asked => Some(self.payment_why_asked_by_you()),
            other => Some(self.payment_why_chosen(other)),
        }
    }

    /// Why what was to go back stays.
    pub fn payment_why_kept(self, why: WhyKept) -> &'static str {
        let (zh, en) = match why {
            WhyKept::Miscounted => ("重新核对过，没有少收这么多", "Checked again: it was not short by so much"),
            WhyKept::Waived => ("认养人说不用退", "The adopter does not want it"),
            WhyKept::MadeGood => ("已经用别的办法补给认养人", "Made good to the adopter in another way"),
        };
        self.0.pick(zh, en)
    }

    pub const fn payment_state(self, state: State) -> &'static str {
        match state {
            State::Counted => self.payment_state_counted(),
            State::Unclear => self.payment_state_unclear(),
            State::ToReturn => self.payment_state_to_return(),
            State::Returned => self.payment_state_returned(),
            State::Undone => self.payment_state_undone(),
        }
    }

    /// What is wrong with a payment.
    pub(super) fn of_payment(self, refusal: &Refusal) -> Option<String> {
        let (zh, en) = match refusal {
            Refusal::NotAPaymentCode => (
                "没有这个付款参考码。它有 8 位，以 P 开头，请对照再打一遍",
                "There is no such payment code. It has 8 letters and digits and begins with P; please compare and type it again",
            ),
            Refusal::NotHeadings => (
                "表里没有这一行，或者它像一笔付款，不是表头。请写表头在第几行",
                "There is no such line, or it reads like a payment and holds no headings; please give the line of the headings",
            ),
            Refusal::NothingMissing => (
                "这个付款参考码已经付清，再来的钱不算在里面",
                "This code is paid already; nothing more is expected under it",
            ),
            Refusal::PaymentCodeClosed => (
                "这个付款参考码已经不再等钱了，不能再归到它。请换一个付款参考码，或者登记待退还",
                "Nothing is expected under this code any more, so that it cannot count there; give another code, or mark it to be given back",
            ),
            Refusal::NothingToConfirm => {
                ("只有已经到账的捐赠才能开确认书", "Only what was donated and has arrived can be confirmed")
            }
            Refusal::PaymentMoved => (
                "这笔钱刚才已经处理过了，请刷新后再看",
                "Somebody has dealt with this money meanwhile; please reload the page",
            ),
            Refusal::RefundSettled => (
                "按原来的重量应退的钱已经退了，或者已经定下不退，所以重量不能再改；检测报告编号和依据还可以改",
                "What goes back by the weight before has been sent, or was decided to stay, so the weight cannot be changed; the test report and the evidence still can",
            ),
            Refusal::ArrivedBefore => (
                "同一天同样的金额已经记过一笔。如果确实又来了一笔，请勾选",
                "The same sum was recorded for that day before. If it really came again, tick this",
            ),
            _ => return None,
        };
        Some(self.0.pick(zh, en).to_owned())
    }
}
