//! Texts of payouts: the office's run, the village's page, the list that elders sign.

use entity::fund::payout;

use super::super::{Text, texts};

texts! {
    office_payouts: "发放" / "Payouts";
    office_payout_next(from: &str, to: &str): "下一期：{from} 至 {to}" / "Next period: {from} to {to}";
    office_payout_draft: "计算这一期" / "Compute this period";
    office_payout_draft_what: "按规则和到现在收到的钱计算每位老人的一行。计算以后还要两位干事先后审核、批准。" / "Computes a line for each elder by the rule and what has come in. Two officers then look at it, one after the other.";
    office_payout_early(day: &str): "这一期要到 {day} 才过完。" / "This period lasts until {day}.";
    office_payout_nobody: "还没有登记老人，没有要发放的。" / "No elder is registered yet, so there is nothing to pay.";
    office_payout_drafted_saying: "已计算。请看每一行，再审核。" / "Computed. Look at the lines, then review.";
    office_payouts_none: "还没有发放。" / "No payout yet.";
    office_payout_redraw: "重新计算" / "Compute again";
    office_payout_redrawn_saying: "已重新计算。" / "Computed again.";
    office_payout_review: "审核无误" / "Reviewed: it is right";
    office_payout_review_what: "审核以后，要由另一位干事批准。" / "Another officer approves it then.";
    office_payout_reviewed_saying: "已审核，等另一位干事批准。" / "Reviewed; another officer approves it.";
    office_payout_approve: "批准发放" / "Approve";
    office_payout_approve_what: "批准以后这一期不能再记家庭的钱，可以打印签领表发放。" / "From then on nothing from families is dated into this period; the list to sign can be printed.";
    office_payout_approved_saying: "已批准。打印签领表，发给老人。" / "Approved. Print the list and pay the elders.";
    office_payout_waits_other: "您审核过这一期，批准要由另一位干事来做。" / "You have reviewed this run; another officer approves it.";
    office_payout_send_back: "退回重算" / "Send back";
    office_payout_sent_back_saying: "已退回，请重新计算。" / "Sent back; compute it again.";
    office_payout_discard: "作废" / "Give up this run";
    office_payout_discarded_saying: "已作废，这一期可以重新计算。" / "Given up; the period can be computed anew.";
    office_payout_list: "打印签领表（PDF，有姓名，记入日志）" / "Print the list to sign (PDF, with names, journalled)";
    office_payout_pay: "记为已发放" / "Record as paid";
    office_payout_pay_what: "签领表收回来以后：没有到场的老人先在下面标出来，再记为已发放。三种钱各记一笔账，以后不能改。" / "When the signed list is back: mark below who was not there, then record it. One transfer for each source is booked, and nothing changes after that.";
    office_payout_paid_saying: "已记为发放，账已记好。" / "Recorded as paid, and booked.";
    office_payout_line_hold: "没有到场" / "Was not there";
    office_payout_line_release: "到场了" / "Was there after all";
    office_payout_line_held: "没有到场，下一期补发" / "not there; comes again next time";
    office_payout_line_gone: "已去世或退出，没有发放" / "died or left; not paid";
    office_payout_line_held_saying: "已标出，下一期补发。" / "Marked; it comes again next time.";
    office_payout_line_released_saying: "已恢复。" / "It is paid after all.";
    office_payout_base: "计入配比" / "Matched on";
    office_payout_government: "政府配比" / "Government";
    office_payout_society: "社会配比" / "Society";
    office_payout_carried_of(amount: &str): "含上期补发 {amount}" / "with {amount} carried over";
    office_payout_scaled_saying(wanted: &str, given: &str): "配比应发 {wanted}，资金只够 {given}，所有老人按同一比例减少。" / "The matches come to {wanted}, and {given} is there: every line is scaled by the same factor.";
    office_payout_stale_hint: "计算以后又有缴存或变动时，审核和批准会被拒绝，请重新计算。" / "Where something came in or changed since, review and approval are refused; compute again.";
    office_payout_who: "经手" / "Who";
    office_payout_drafted_by: "计算" / "Computed by";
    office_payout_reviewed_by: "审核" / "Reviewed by";
    office_payout_approved_by: "批准" / "Approved by";
    office_payout_paid_by: "记发放" / "Recorded by";
    office_payout_lines: "每位老人" / "Each elder";
    office_payout_lines_none: "这一期没有要发的。" / "There is nothing to pay for this period.";
    office_payout_booked: "与账目核对" / "Compared with the ledger";
    office_payout_booked_same: "三种来源都与账目一致。" / "The ledger says the same for each source.";
    office_payout_booked_differs: "与账目不一致！" / "The ledger says something else!";

    village_fund: "孝心基金发放" / "Fund payouts";
    village_fund_lead: "批准以后打印签领表，钱直接交给老人，由老人签字。签领表里有姓名，每次打开都记在日志里。" / "Print the list once a payout is approved; elders are paid directly and sign. It holds names, and each opening stands in the journal.";
    village_fund_none: "还没有要发放的" / "Nothing to pay out yet";
    village_fund_none_text: "办公室批准一期发放以后，签领表就在这里。" / "Once the office has approved a payout, its list is here.";
    village_fund_list: "签领表（PDF）" / "List to sign (PDF)";

    sign_list_title(fund: &str): "{fund} 发放签领表" / "{fund}: list to sign";
    sign_list_elder: "老人" / "Elder";
    sign_list_alias: "化名" / "Alias";
    sign_list_sign: "签字（手印）" / "Signature";
    sign_list_sum: "实发" / "Amount";
    sign_list_count(count: usize): "{count} 位" / "{count}";
    sign_list_elders: "老人人数" / "Elders";
    sign_list_note: "钱直接交给老人，由老人签字或按手印，不经子女。没有到场的老人请划去并写明，下一期补发。" / "Paid to the elder directly, who signs or gives a fingerprint; never through a child. Strike out whoever was not there; it comes again next time.";
    sign_list_payer: "发放人" / "Paid by";
    sign_list_witness: "见证人" / "Witness";
    sign_list_village: "村委会（盖章）" / "Village committee (seal)";
    sign_list_day: "日期" / "Date";
    sign_list_document: "签领表编号" / "Number of this list";
}

impl Text {
    /// Why an elder was not paid what a run has for them.
    pub const fn office_payout_line_why(self, is_in: bool) -> &'static str {
        if is_in { self.office_payout_line_held() } else { self.office_payout_line_gone() }
    }

    pub const fn payout_state(self, state: payout::State) -> &'static str {
        let (zh, en) = match state {
            payout::State::Draft => ("待审核", "Draft"),
            payout::State::Reviewed => ("待批准", "Reviewed"),
            payout::State::Approved => ("待发放", "Approved"),
            payout::State::Paid => ("已发放", "Paid"),
            payout::State::Discarded => ("作废", "Given up"),
        };
        self.of_two(zh, en)
    }
}
