//! Texts for the office's desk: what is stuck, problems, notes, the pool, letters, the journal.

use entity::{
    Code,
    card::recall,
    child::look::Reason,
    handout::{problem, stuck},
    wish::withdraw::Why,
};

use super::{Text, texts};

texts! {
    desk_stuck: "卡住的事" / "What is stuck";
    desk_notes: "待读留言" / "Notes to read";
    desk_problems: "礼物的问题" / "Problems";
    desk_pool: "兜底库" / "The pool";
    desk_letters: "没寄到的信" / "Undelivered letters";
    desk_journal: "日志" / "Journal";

    stuck_title: "卡住的事" / "What is stuck";
    stuck_none: "没有卡住的事" / "Nothing is stuck";
    stuck_none_text: "有事卡住的工作日，早上会有一封信。" / "On working days when something is, a letter comes in the morning.";
    stuck_office: "等办公室" / "waits on the office";
    stuck_school(school: &str): "等{school}" / "waits on {school}";
    stuck_schools(n: usize): "等 {n} 所学校" / "waits on {n} schools";
    stuck_donors(school: &str): "等爱心人士（寄往{school}）" / "waits on donors (for {school})";
    stuck_days(days: i64): "{days} 天前" / "{days} days ago";
    stuck_today: "今天" / "today";
    stuck_one_day: "1 天前" / "1 day ago";
    stuck_go: "去处理" / "Go to it";

    problems_title: "礼物的问题" / "Problems with gifts";
    problems_none: "没有等着处理的问题" / "No problems are waiting";
    problems_none_text: "学校或收件处记下问题后，会出现在这里。" / "They show here when a school or the hub notes one.";
    problem_choose: "去处理" / "Settle it";
    problem_said: "学校说" / "The school says";
    problem_no_remark: "没有说明" / "no remark";
    problem_noted_at: "记下的时间" / "Noted";
    problem_gift_state: "礼物在哪里" / "Where the gift is";
    problem_is_here: "已签收" / "received";
    problem_not_received: "还没有签收" / "not received yet";
    problem_choice_legend: "怎么处理" / "What shall happen?";
    problem_help_replace: "认领回到“已认领”，寄出的期限重新算" / "The claim is open again, with a new give-by day";
    problem_help_substitute: "算作已签收，请写一句说明" / "Counts as received; please write a word why";
    problem_help_pass_on: "转给同校同期同类还没人认领的心愿，原来的心愿重新开放" / "To an open wish of the same kind at the same school; the first wish opens again";
    problem_help_return: "认领结束，心愿重新开放，请写一句说明" / "The claim ends and the wish opens again; please write a word why";
    problem_pass_to: "转给哪个心愿" / "To which wish";
    problem_nobody: "现在没有同类的心愿" / "no wish of the same kind just now";
    problem_choice_remark: "写给爱心人士的话" / "A word to the donor";
    problem_choice_help: "会原样写进信里。" / "It goes into the letter as you write it.";
    problem_choice_button: "这样处理，并写信告知" / "Do this and write to the donor";
    problem_settled_saying: "已处理，信正在寄给爱心人士。" / "Settled; the letter to the donor is on its way.";

    notes_title: "待读留言" / "Notes to read";
    notes_lead(n: usize): "还有 {n} 段，一次读一段。读过以后，才随礼物交给孩子。" / "{n} waiting, shown one at a time. They travel with the gift only after you have read them.";
    notes_none: "没有待读的留言" / "No notes to read";
    notes_none_text: "爱心人士写给孩子的话会出现在这里。" / "What donors write for a child shows here.";
    note_approve: "可以，随礼物送去" / "Yes, let it travel with the gift";
    note_refuse: "不合适，请爱心人士重写" / "Not suitable; ask for another";
    note_reason: "不合适的话，请写原因" / "If it is not suitable: why?";
    note_reason_help: "爱心人士会在信里读到，可以再写一段。" / "The donor reads it and may write another.";
    note_approved_saying: "这段留言会随礼物送去。" / "The note will travel with the gift.";
    note_refused_saying: "已告诉爱心人士。" / "The donor has been told.";

    pool_title: "兜底库" / "The pool";
    pool_lead: "认领结束后还没有人认领的心愿，由兜底库补上。和爱心人士的礼物分开统计。"
        / "After claiming has ended, the pool fills what nobody took. Counted apart from donors' gifts.";
    pool_none: "现在没有要补的心愿" / "There is nothing to fill";
    pool_none_text: "一期的认领结束以后，没人认领的心愿会出现在这里。" / "When a phase's claiming has ended, the wishes nobody took show here.";
    pool_fill: "从兜底库补上" / "Fill from the pool";
    pool_filled_saying(code: &str): "心愿 {code} 由兜底库补上了。" / "Wish {code} is filled from the pool.";

    letters_title: "没寄到的信" / "Undelivered letters";
    letters_waiting: "正等着寄出" / "waiting to be sent";
    letters_dead: "没寄到" / "could not be delivered";
    letters_none: "信都寄到了" / "All letters were delivered";
    letters_none_text: "寄不到的信会连同原因出现在这里。" / "What cannot be delivered shows here with the reason.";
    letter_to: "寄给" / "To";
    letter_kind: "哪封信" / "Letter";
    letter_reason: "原因" / "Reason";
    letter_written: "写于" / "Written";
    letter_tries(n: i32): "试了 {n} 次" / "{n} tries";
    letter_resend: "再寄一次" / "Send again";
    letter_resent_saying: "正在重新寄出。" / "It is being sent again.";

    journal_title: "日志" / "Journal";
    journal_lead: "每一件事，谁做的，什么时候。只增不改，没有姓名。" / "Every act, by whom and when. Append-only, and without names.";
    journal_search: "心愿码，或种类加编号（例如 phase 5）" / "Gift code, or a kind and number (such as phase 5)";
    journal_filter: "查找" / "Find";
    journal_none: "没有记录" / "No entries";
    journal_unknown: "看不懂。请写心愿码，或者“wish 12”这样的种类和编号。" / "Not understood. Give a gift code, or a kind and number such as wish 12.";
    journal_sealed(n: i64): "已封存 {n} 条" / "{n} entries sealed";
    journal_head: "封条" / "Seal";
    journal_verify: "从头核验" / "Verify all of it";
    journal_sound(n: i64): "核验完毕：{n} 条记录首尾相连，没有改动过。" / "Verified: all {n} entries fit; none was changed.";
    journal_broken(n: i64): "第 {n} 条对不上：日志被改动过，请立刻报告。" / "Entry {n} does not fit: the journal was changed. Please report this at once.";
    journal_by(role: &str, account: i64): "{role} #{account}" / "{role} #{account}";
    journal_newest: "最新的" / "Newest";
    journal_clock: "系统按期限" / "The clock";
    journal_times(n: i64): "{n} 个" / "{n}";
    journal_visitor: "访客" / "A visitor";
}

impl Text {
    pub const fn stuck_kind(self, kind: stuck::Kind) -> &'static str {
        let (zh, en) = match kind {
            stuck::Kind::Review => ("待审核的心愿", "Wishes in review"),
            stuck::Kind::Note => ("待读的留言", "Notes to read"),
            stuck::Kind::Problem => ("礼物的问题", "Problems with gifts"),
            stuck::Kind::Question => ("爱心人士的问题还没有回答", "Donors' questions unanswered"),
            stuck::Kind::LateGift => ("过了期限的礼物", "Late gifts"),
            stuck::Kind::HandOut => ("已签收、还没有发放的礼物", "Received and not handed out"),
            stuck::Kind::CardReview => ("待看的谢意卡片", "Thank-you cards to look at"),
            stuck::Kind::Card => ("过了期限的谢意卡片", "Thank-you cards overdue"),
            stuck::Kind::PageReport => ("网页举报", "Reported pages"),
            stuck::Kind::Diary => ("地块超过 30 天没写日志", "Plots without an entry for 30 days"),
            stuck::Kind::DeadLetter => ("没寄到的信", "Dead letters"),
        };
        match self.0 {
            entity::Lang::Zh => zh,
            entity::Lang::En => en,
        }
    }

    /// What a letter is called in a list; its own word where this list does not know it.
    pub fn letter_name(self, kind: &str) -> String {
        let (zh, en) = match kind {
            "verify_address" => ("确认邮箱", "Verify the address"),
            "sign_in_link" => ("登录链接", "Sign-in link"),
            "already_here" => ("已有账户", "Account exists"),
            "reset_password" => ("重设密码", "Reset the password"),
            "invitation" => ("邀请", "Invitation"),
            "hold_received" => ("为您保留", "Hold received"),
            "claim_confirmed" => ("认领确认", "Claim confirmed"),
            "reminder" => ("提醒寄出", "Reminder"),
            "lapsed" => ("认领过期", "Claim lapsed"),
            "released" => ("放弃认领", "Claim given back"),
            "cancelled" => ("认领取消", "Claim cancelled"),
            "received" => ("学校已收到", "Gift received"),
            "problem_choice" => ("礼物的问题", "About a problem"),
            "handed_out" => ("已发到孩子手里", "Handed out"),
            "substitution_answered" => ("学校的回答", "The school's answer"),
            "note_refused" => ("请改写留言", "Note not suitable"),
            "wish_returned" => ("心愿退回", "Wish returned"),
            "batch_approved" => ("心愿通过", "Wishes approved"),
            "substitution_asked" => ("爱心人士的问题", "A donor's question"),
            "parcels_expected" => ("礼物在路上", "Parcels on their way"),
            "hand_out_due" => ("该发放了", "Hand-out due"),
            "waiting_digest" => ("又有心愿了", "Wishes are open"),
            "stuck_list" => ("卡住的事", "What is stuck"),
            "looks_reported" => ("谁看了姓名", "Who looked at names"),
            "keeping_ends" => ("资料快到期", "Records are about to be erased"),
            "organisation_approved" => ("单位开通", "Organisation can begin"),
            "payment_asked" => ("怎么付款", "How to pay"),
            "payment_recorded" => ("付款到账", "Payment arrived"),
            "payment_returned" => ("付款退还", "Payment given back"),
            "payment_corrected" => ("更正到账", "Payment corrected"),
            "adoption_reserved" => ("份额保留", "Shares kept"),
            "adoption_signed" => ("合同与付款", "Contract and how to pay"),
            "adoption_lapsed" => ("认养过期", "Adoption lapsed"),
            "plot_diary" => ("种植日志", "Diary of a plot"),
            "plot_harvested" => ("收成", "Harvest"),
            "plot_delivered" => ("收成送出", "Harvest delivered"),
            "plot_settled" => ("地块结算", "Plot settled"),
            "plot_renewal" => ("下一季认养", "Next season"),
            "plot_handed_over" => ("换农户", "Another household"),
            "support_received" => ("赡养到账", "Support received"),
            "support_due" => ("赡养提醒", "Support due"),
            "payout_done" => ("老人领到了", "Elder paid"),
            "pledge_made" => ("认捐", "Pledge made"),
            "pledge_due" => ("认捐提醒", "Pledge due soon"),
            "pledge_ended" => ("基金结束，认捐终止", "Fund ended, pledge over"),
            "fund_paid_out" => ("基金发放", "Fund paid out"),
            "report_published" => ("信息公开报告", "Disclosure report"),
            "offer_made" => ("认领意向", "Standing offer"),
            "offer_over" => ("认领意向到期", "Standing offer over"),
            "proposed" => ("结对", "Wishes proposed"),
            "page_report_answered" => ("举报的回信", "Answer to a report"),
            other => return other.to_owned(),
        };
        self.0.pick(zh, en).to_owned()
    }

    /// What an entry of the journal is about, as people say it.
    pub fn journal_noun(self, noun: &str) -> &str {
        let (zh, en) = match noun {
            "wish" => ("心愿", "wish"),
            "phase" => ("期次", "phase"),
            "hand_out" => ("发放", "hand-out"),
            "letter" => ("信", "letter"),
            "account" => ("账户", "account"),
            "child" => ("孩子", "child"),
            "school" => ("学校", "school"),
            "organiser" => ("主办单位", "organiser"),
            "township" => ("乡镇", "township"),
            "village" => ("村", "village"),
            "organisation" => ("单位", "organisation"),
            "offer" => ("认领意向", "standing offer"),
            "round" => ("结对", "round"),
            "proposal" => ("配对", "proposal"),
            "pledge" => ("认捐", "pledge"),
            "pool_source" => ("兜底库", "pool source"),
            "transfer" => ("账目", "ledger transfer"),
            "payment" => ("到账", "payment"),
            "reference" => ("付款参考码", "payment code"),
            "statement" => ("银行流水", "bank statement"),
            "page_report" => ("网页举报", "page report"),
            "confirmation" => ("确认书", "confirmation"),
            "household" => ("农户", "household"),
            "plot" => ("地块", "plot"),
            "fund" => ("孝心基金", "fund"),
            "elder" => ("老人", "elder"),
            "payout" => ("基金发放", "payout"),
            "county" => ("全县", "county"),
            other => return other,
        };
        self.0.pick(zh, en)
    }

    /// The code, kind or number beside an entry; its own word where this list does not know it.
    pub fn journal_detail(self, detail: &str) -> String {
        let (zh, en) = match detail {
            "demo" => ("演示", "demonstration"),
            "password" => ("用密码", "by password"),
            "link" => ("用链接", "by link"),
            "invitation" => ("接受邀请", "by invitation"),
            "verify" => ("点开链接", "by its link"),
            "reset" => ("重设", "reset"),
            "photo" => ("拍照", "photos"),
            "card" => ("谢意卡片", "thank-you card"),
            "nobody" => ("认不出任何人", "nobody can be recognised"),
            "child" => ("看得到孩子", "the child is seen"),
            other => {
                if let Some(why) = recall::Why::from_key(other) {
                    return why.sentence(self.0).to_owned();
                }
                let kind = problem::Kind::ALL.into_iter().find(|kind| kind.key() == other);
                return match (kind, other.parse::<Code>(), other.parse::<i64>()) {
                    (Some(kind), ..) => self.problem_kind(kind).to_owned(),
                    (_, Ok(code), _) => code.grouped(),
                    (_, _, Ok(number)) => self.journal_times(number),
                    _ => self.journal_details(other),
                };
            }
        };
        self.0.pick(zh, en).to_owned()
    }

    /// A code or a word with what belongs to it.
    fn journal_details(self, detail: &str) -> String {
        let Some((first, rest)) = detail.split_once(' ') else { return detail.to_owned() };
        match (first.parse::<Code>(), Reason::from_key(rest), Why::from_key(rest), rest.parse::<i32>()) {
            (Ok(code), Some(reason), ..) => format!("{} · {}", code.grouped(), self.look_reason(reason)),
            (Ok(code), _, Some(why), _) => format!("{} · {}", code.grouped(), self.why_withdrawn(why)),
            (Err(_), .., Ok(months)) if first == "months" => self.keep_months(months),
            _ => detail.to_owned(),
        }
    }

    pub const fn journal_role(self, role: &str) -> &'static str {
        use entity::account::Role;
        match role.as_bytes() {
            b"donor" => self.role(Role::Donor),
            b"school" => self.role(Role::School),
            b"village" => self.role(Role::Village),
            b"office" => self.role(Role::Office),
            b"admin" => self.role(Role::Admin),
            b"clock" => self.journal_clock(),
            _ => self.journal_visitor(),
        }
    }

    /// An act of the journal as people say it; its own word where this list does not know it.
    #[expect(clippy::too_many_lines, reason = "one arm an act")]
    pub fn journal_act(self, act: &str) -> &str {
        let (zh, en) = match act {
            "wish_drafted" => ("写下心愿", "wish written"),
            "wish_changed" => ("修改心愿", "wish changed"),
            "wish_deleted" => ("删除草稿", "draft deleted"),
            "wish_submitted" => ("提交心愿", "wish submitted"),
            "wish_approved" => ("审核通过", "wish approved"),
            "wish_returned" => ("退回心愿", "wish returned"),
            "wish_opened" => ("公开心愿", "wish opened"),
            "wish_withdrawn" => ("撤回心愿", "wish withdrawn"),
            "wish_taken" => ("认领心愿", "wish claimed"),
            "claim_confirmed" => ("确认认领", "claim confirmed"),
            "claim_shipped" => ("寄出礼物", "gift sent"),
            "claim_released" => ("放弃认领", "claim given back"),
            "claim_lapsed" => ("认领过期", "claim lapsed"),
            "claim_cancelled" => ("取消认领", "claim cancelled"),
            "note_written" => ("给孩子写留言", "note written"),
            "note_approved" => ("留言审阅通过", "note approved"),
            "note_refused" => ("留言请改写", "note refused"),
            "substitution_asked" => ("问能不能换", "substitute asked for"),
            "substitution_answered" => ("回答能不能换", "substitute answered"),
            "gift_received" => ("签收礼物", "gift received"),
            "problem_noted" => ("记下问题", "problem noted"),
            "problem_pictured" => ("给问题拍照", "problem photographed"),
            "card_uploaded" => ("上传谢意卡片", "thank-you card sent"),
            "cards_brought" => ("一张照片传多张卡片", "many cards sent in one photo"),
            "card_piece_dropped" => ("丢掉没配上的卡片", "unmatched card thrown away"),
            "card_piece_expired" => ("没配上的卡片到期销毁", "unmatched card destroyed after its time"),
            "card_declined" => ("说明没有卡片", "no card will come"),
            "card_approved" => ("谢意卡片通过", "thank-you card approved"),
            "card_returned" => ("谢意卡片退回", "thank-you card sent back"),
            "card_blurred" => ("涂掉卡片上的一处", "part of a card blurred"),
            "card_recalled" => ("收回谢意卡片", "thank-you card taken back"),
            "card_withdrawn" => ("谢意卡片撤下", "thank-you card taken down"),
            "problem_settled" => ("处理问题", "problem settled"),
            "gift_passed_on" => ("转给另一个孩子", "gift passed on"),
            "pool_filled" => ("兜底库补上", "filled from the pool"),
            "gift_handed_out" => ("发到孩子手里", "gift handed out"),
            "hand_out_made" => ("确认发放", "hand-out confirmed"),
            "roster_printed" => ("打印签领表", "roster printed"),
            "papers_asked" => ("制作打印文件", "papers asked for"),
            "papers_fetched" => ("下载打印文件", "papers fetched"),
            "confirmation_issued" => ("开具确认书", "confirmation issued"),
            "receipt_noted" => ("记下票据号", "receipt number noted"),
            "roster_opened" => ("打开签领表", "roster opened"),
            "roster_kept" => ("签领表存到手机", "roster kept on a phone"),
            "sheet_opened" => ("打开发放记录", "hand-out sheet opened"),
            "child_registered" => ("登记孩子", "child registered"),
            "child_changed" => ("修改孩子资料", "child's record changed"),
            "child_looked" => ("查看孩子资料", "child's record looked at"),
            "pupils_looked" => ("查看学生名单", "pupils looked at"),
            "child_erased" | "children_erased" => ("删除孩子资料", "child's record erased"),
            "consent_recorded" => ("记录监护人同意", "consent recorded"),
            "consent_withdrawn" => ("监护人撤回同意", "consent withdrawn"),
            "phase_drafted" => ("新建一期", "phase drafted"),
            "phase_changed" => ("修改一期", "phase changed"),
            "phase_opened" => ("开放一期", "phase opened"),
            "phase_closed" => ("结束认领", "phase closed"),
            "phase_reopened" => ("重新开放认领", "phase reopened"),
            "account_forgotten" => ("删除未验证的账户", "unproved account forgotten"),
            "consent_narrowed" => ("监护人撤回部分同意", "consent narrowed"),
            "phase_cloned" => ("照旧一期新建一期", "phase drafted like an earlier one"),
            "phase_archived" => ("归档一期", "phase put into the archive"),
            "phase_brought_back" => ("取回一期", "phase brought back"),
            "disclosure_published" => ("公开报告", "disclosure report published"),
            "phase_finished" => ("结束一期", "phase finished"),
            "organiser_added" => ("添加主办单位", "organiser added"),
            "organiser_changed" => ("修改主办单位", "organiser changed"),
            "school_added" => ("添加学校", "school added"),
            "school_changed" => ("修改学校", "school changed"),
            "school_closed" => ("停用学校", "school closed"),
            "school_reopened" => ("重新启用学校", "school takes part again"),
            "township_added" => ("添加乡镇", "township added"),
            "township_changed" => ("修改乡镇", "township changed"),
            "township_removed" => ("删除乡镇", "township removed"),
            "village_added" => ("添加村", "village added"),
            "village_removed" => ("删除村", "village removed"),
            "organisation_asked" => ("申请单位", "organisation asked for"),
            "organisation_added" => ("添加单位", "organisation added"),
            "organisation_approved" => ("单位开通", "organisation approved"),
            "organisation_changed" => ("修改单位", "organisation changed"),
            "organisation_closed" => ("停用单位", "organisation closed"),
            "organisation_reopened" => ("重新启用单位", "organisation takes part again"),
            "organisation_joined" => ("加入单位", "joined an organisation"),
            "organisation_left" => ("退出单位", "left an organisation"),
            "organisation_link_renewed" => ("换单位的参加链接", "organisation's link renewed"),
            "organisation_member_removed" => ("移出单位成员", "member removed"),
            "offer_made" => ("写下认领意向", "offer made"),
            "offer_changed" => ("修改认领意向", "offer changed"),
            "offer_paused" => ("暂停认领意向", "offer paused"),
            "offer_resumed" => ("恢复认领意向", "offer resumed"),
            "offer_ended" => ("结束认领意向", "offer ended"),
            "offer_expired" => ("认领意向到期", "offer expired"),
            "pool_source_added" => ("放进兜底库", "added to the pool"),
            "pool_source_closed" => ("兜底库停用一项", "pool source closed"),
            "transfer_recorded" => ("手工记账", "booked by hand"),
            "transfer_reversed" => ("冲正一笔账", "transfer reversed"),
            "period_closed" => ("结账", "period closed"),
            "fund_drafted" => ("新建基金", "fund drafted"),
            "fund_changed" => ("修改基金", "fund changed"),
            "fund_opened" => ("开放基金", "fund opened"),
            "fund_closed" => ("结束基金", "fund closed"),
            "fund_rule_added" => ("写下规则", "rule added"),
            "elder_registered" => ("登记老人", "elder registered"),
            "elder_state_changed" => ("改老人状态", "elder's state changed"),
            "elder_shown" => ("公开化名", "alias shown"),
            "elder_hidden" => ("撤下化名", "alias hidden"),
            "elder_looked" => ("查看老人资料", "elder's record looked at"),
            "elder_erased" => ("删除老人资料", "elder's record erased"),
            "supporter_added" => ("添加赡养人", "supporter added"),
            "supporters_shared" => ("共同赡养", "supporters shared"),
            "supporter_ended" => ("结束赡养", "support ended"),
            "support_given_back" => ("赡养钱退给家里", "support given back"),
            "contribution_recorded" => ("记缴存", "contribution recorded"),
            "contribution_corrected" => ("冲正缴存", "contribution taken back"),
            "payout_drafted" => ("计算发放", "payout drafted"),
            "payout_redrawn" => ("重算发放", "payout drawn again"),
            "payout_discarded" => ("发放作废", "payout given up"),
            "payout_reviewed" => ("审核发放", "payout reviewed"),
            "payout_approved" => ("批准发放", "payout approved"),
            "payout_sent_back" => ("退回发放", "payout sent back"),
            "payout_line_held" => ("一位老人没有到场", "line held back"),
            "payout_line_released" => ("恢复一行", "line released"),
            "payout_paid" => ("记为已发放", "payout recorded as paid"),
            "signatures_opened" => ("打开签领表", "list of signatures opened"),
            "pledge_made" => ("认捐", "pledge made"),
            "pledge_paused" => ("暂停认捐", "pledge paused"),
            "pledge_resumed" => ("恢复认捐", "pledge resumed"),
            "pledge_stopped" => ("结束认捐", "pledge ended"),
            "paper_looked" => ("查看签字页", "signed page looked at"),
            "diary_picture_erased" => ("撤下日志照片", "diary picture taken down"),
            "page_reported" => ("举报网页", "page reported"),
            "page_report_closed" => ("处理网页举报", "page report settled"),
            "wish_hidden" => ("从网上撤下", "taken off the public pages"),
            "wish_shown" => ("重新公开", "shown again"),
            "keeping_set" => ("改资料保留期限", "time of keeping changed"),
            "letter_resent" => ("重寄一封信", "letter sent again"),
            "invited" => ("寄出邀请", "invited"),
            "account_made" => ("建立账户", "account made"),
            "account_changed" => ("修改账户", "account changed"),
            "address_proved" => ("确认邮箱", "address proved"),
            "password_set" => ("设密码", "password set"),
            "signed_in" => ("登录", "signed in"),
            "sessions_ended" => ("退出所有登录", "signed out everywhere"),
            other => return self.payment_act(other),
        };
        match self.0 {
            entity::Lang::Zh => zh,
            entity::Lang::En => en,
        }
    }
}
