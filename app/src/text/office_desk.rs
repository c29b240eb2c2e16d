//! Texts for the office's desk: what is stuck, problems, notes, the pool, letters.

use entity::handout::stuck;

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
    stuck_none_text: "有事卡住的工作日，早上会有一封信。" / "When something is stuck, a letter comes in the morning of each working day.";
    stuck_office: "等办公室" / "waits on the office";
    stuck_school(school: &str): "等{school}" / "waits on {school}";
    stuck_schools(n: usize): "等 {n} 所学校" / "waits on schools: {n}";
    stuck_donors(school: &str): "等爱心人士（寄往{school}）" / "waits on donors (for {school})";
    stuck_days(days: i64): "{days} 天前" / "{days} days ago";
    stuck_today: "今天" / "today";
    stuck_one_day: "1 天前" / "1 day ago";
    stuck_go: "去处理" / "Go to it";

    problems_title: "礼物的问题" / "Problems with gifts";
    problems_none: "没有等着处理的问题" / "No problems are waiting";
    problems_none_text: "学校或收件处记下问题后，会出现在这里。" / "They show here when a school or the hub notes one.";
    problem_choose: "去处理" / "Settle it";
    problems_settled: "已处理的问题" / "Settled";
    problem_said: "学校说" / "The school says";
    problem_no_remark: "没有说明" / "no remark";
    problem_noted_at: "记下的时间" / "Noted";
    problem_gift_state: "礼物在哪里" / "Where the gift is";
    problem_is_here: "已签收" / "received";
    problem_not_received: "还没有签收" / "not received yet";
    problem_passed_to: "转给了心愿" / "Passed on to wish";
    problem_now_at: "现在的心愿" / "Now of wish";
    problem_others: "这个心愿码的其他问题" / "Other problems under this gift code";
    problem_choice_legend: "怎么处理" / "What shall happen?";
    problem_help_replace: "认领回到“已认领”，寄出的期限重新算" / "The claim is open again, with a new give-by day";
    problem_help_substitute: "算作已签收，请写一句说明" / "Counts as received; please write a word why";
    problem_help_pass_on: "转给同校同期同类还没人认领的心愿，原来的心愿重新开放" / "To an open wish of the same kind at the same school; the first wish opens again";
    problem_help_pass_on_pool: "转给同校同期同类还没人认领的心愿，原来的心愿等兜底库补上"
        / "To an open wish of the same kind at the same school; the first wish waits for the pool";
    problem_help_return: "认领结束，心愿重新开放，请写一句说明" / "The claim ends and the wish opens again; please write a word why";
    problem_help_return_pool: "认领结束，心愿等兜底库补上，请写一句说明" / "The claim ends and the wish waits for the pool; please write a word why";
    problem_help_pass_on_moved: "转给同校同期同类还没人认领的心愿；孩子转学了，原来的心愿就撤回"
        / "To an open wish of the same kind at the same school; the child has moved, so the first wish is withdrawn";
    problem_help_return_moved: "认领结束；孩子转学了，心愿就撤回。请写一句说明"
        / "The claim ends; the child has moved, so the wish is withdrawn. Please write a word why";
    problem_help_replace_pool: "心愿码不变，由兜底库再补一份" / "The gift code stays, and the pool gives another";
    problem_help_substitute_pool: "算作已签收" / "Counts as received";
    problem_help_take_back: "这一份不发了，心愿重新开放" / "This one is not handed out, and the wish opens again";
    problem_help_take_back_pool: "这一份不发了，心愿等兜底库再补" / "This one is not handed out, and the wish waits for the pool again";
    problem_help_take_back_moved: "这一份不发了；孩子转学了，心愿就撤回" / "This one is not handed out; the child has moved, so the wish is withdrawn";
    problem_pass_to: "转给哪个心愿" / "To which wish";
    problem_pass_to_help: "转给有同样需要的孩子时必选" / "Needed when it is passed on";
    problem_nobody: "现在没有同类的心愿" / "no wish of the same kind just now";
    problem_choice_remark: "写给爱心人士的话" / "A word to the donor";
    problem_choice_help: "会原样写进信里。" / "It goes into the letter as you write it.";
    problem_pool_remark: "说明（可以不写）" / "Remark (not needed)";
    problem_said_of_pool: "说明" / "Remark";
    problem_pool_help: "这是兜底库的礼物，没有爱心人士要告知；说明只有办公室看得到。" / "The gift is the pool's: there is no donor to tell, and only the office reads this.";
    problem_pool_button: "这样处理，并写信告诉学校" / "Do this and write to the school";
    problem_choice_button: "这样处理，并写信告知" / "Do this and write to donor and school";
    problem_is_settled(day: &str, choice: &str): "{day} 已处理：{choice}。" / "Settled on {day}: {choice}.";
    problem_is_over(day: &str): "{day} 认领结束了，这个问题也就了结了。" / "The claim ended on {day}, and the problem with it.";
    problem_settled_saying(item: &str, code: &str, choice: &str): "已处理：{item}（{code}），{choice}。"
        / "Settled: {item} ({code}). {choice}.";
    problem_next_replace(day: &str): "认领还在，心愿码不变，请爱心人士在 {day}前再寄一份。原来那一份先收好，不发给孩子；新的到了，照常签收。"
        / "The claim stays, and so does the gift code: the donor is asked to send another by {day}. The first is kept safe and not handed out; the new one is received as usual.";
    problem_next_replace_pool: "心愿码不变，由兜底库再补一份。原来那一份先收好，不发给孩子；新的到了，照常签收。"
        / "The gift code stays, and the pool gives another. The first is kept safe and not handed out; the new one is received as usual.";
    problem_next_substitute: "礼物算作已签收，学校照签领表发给孩子就好。" / "The gift counts as received; the school hands it out as the roster says.";
    problem_next_pass_on(code: &str): "礼物现在是心愿 {code} 的，算作已签收：吊牌换成新的心愿码，照签领表发给那个孩子。"
        / "The gift is wish {code}'s now and counts as received: its tag is changed to the new gift code, and it is handed to that child as the roster says.";
    problem_next_return: "认领结束了。礼物先收好，不发给孩子；爱心人士会回信说寄到哪里，请告诉收着礼物的人。"
        / "The claim has ended. The gift is kept safe and not handed out; the donor answers the letter with an address, which whoever has the gift needs from you.";
    problem_next_return_pool: "兜底库的这一份不发给孩子了，请安排拿回来。" / "This gift of the pool's is not handed out; please have it fetched.";
    problem_next_given: "这份礼物已经发到孩子手里。" / "This gift is in a child's hands.";
    problem_wish_opens: "原来的心愿重新开放了，等人认领。" / "The wish it was for is open again and can be claimed.";
    problem_wish_to_pool: "认领已经结束，原来的心愿等兜底库补上。" / "Claiming has ended, so the wish it was for waits for the pool.";
    problem_wish_withdrawn: "孩子转学了，原来的心愿已经撤回。" / "The child has moved, so the wish it was for is withdrawn.";
    problem_tells_both: "信正在寄给爱心人士和学校。" / "The letters to the donor and the school are on their way.";
    problem_tells_school: "信正在寄给学校。" / "The letter to the school is on its way.";

    notes_title: "待读留言" / "Notes to read";
    notes_lead(n: usize): "还有 {n} 段，一次读一段。读过以后，才随礼物交给孩子。" / "{n} waiting, shown one at a time. They travel with the gift only after you have read them.";
    notes_none: "没有待读的留言" / "No notes to read";
    notes_none_text: "爱心人士写给孩子的话会出现在这里。" / "What donors write for a child shows here.";
    note_gift_is_here: "礼物已经到了，随时可能发放；发放以后，这段话就送不到了。" / "The gift has come and may be handed out any day; after that these words stay behind.";
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
    letters_delayed: "还没寄出的原因" / "Why letters wait";
    letters_delayed_text: "这些信会自动再寄，不用做什么。" / "They are tried again by themselves; nothing need be done.";
    letters_next(n: &str, at: &str): "{n} 封，下次在 {at} 再试" / "Letters: {n}. Next try: {at} (China time)";
    letters_none: "信都寄到了" / "All letters were delivered";
    letters_none_text: "寄不到的信会连同原因出现在这里。" / "What cannot be delivered shows here with the reason.";
    letter_to: "寄给" / "To";
    letter_kind: "哪封信" / "Letter";
    letter_reason: "原因" / "Reason";
    letter_written: "写于" / "Written";
    letter_tries(n: i32): "试了 {n} 次" / "tries: {n}";
    letter_resend: "再寄一次" / "Send again";
    letter_resent_saying: "正在重新寄出。" / "It is being sent again.";
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
            stuck::Kind::Disclosure => ("过了期限的公示报告", "Disclosure reports overdue"),
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
            "card" => ("谢意卡片", "Thank-you card"),
            "card_returned" => ("谢意卡片退回", "Thank-you card sent back"),
            "card_recalled" => ("谢意卡片收回", "Thank-you card taken back"),
            "card_to_redo" => ("谢意卡片请重做", "Thank-you card to be made again"),
            "cards_due" => ("谢意卡片该传了", "Thank-you cards due"),
            "substitution_answered" => ("学校的回答", "The school's answer"),
            "note_refused" => ("请改写留言", "Note not suitable"),
            "wish_returned" => ("心愿退回", "Wish returned"),
            "batch_approved" => ("心愿通过", "Wishes approved"),
            "substitution_asked" => ("爱心人士的问题", "A donor's question"),
            "parcels_expected" => ("礼物在路上", "Parcels on their way"),
            "hand_out_due" => ("该发放了", "Hand-out due"),
            "problem_settled" => ("礼物问题的处理", "What becomes of a gift"),
            "waiting_digest" => ("又有心愿了", "Wishes are open"),
            "stuck_list" => ("卡住的事", "What is stuck"),
            "looks_reported" => ("谁看了姓名", "Who looked at names"),
            "keeping_ends" => ("资料快到期", "Records are about to be erased"),
            "organisation_approved" => ("单位开通", "Organisation can begin"),
            "payment_asked" => ("怎么付款", "How to pay"),
            "payment_recorded" => ("付款到账", "Payment arrived"),
            "payment_returned" => ("付款退还", "Payment given back"),
            "refund_kept" => ("退款取消", "Refund dropped"),
            "payment_corrected" => ("更正到账", "Payment corrected"),
            "adoption_reserved" => ("份额保留", "Shares kept"),
            "adoption_signed" => ("合同与付款", "Contract and how to pay"),
            "adoption_lapsed" => ("认养过期", "Adoption lapsed"),
            "plot_diary" => ("种植日志", "Diary of a plot"),
            "plot_not_sown" => ("播种更正", "Not sown after all"),
            "plot_harvested" => ("收成", "Harvest"),
            "plot_delivered" => ("收成送出", "Harvest delivered"),
            "plot_settled" => ("地块结算", "Plot settled"),
            "plot_renewal" => ("下一季认养", "Next season"),
            "plot_handed_over" => ("换农户", "Another household"),
            "support_received" => ("赡养到账", "Support received"),
            "support_due" => ("赡养提醒", "Support due"),
            "elder_changed" => ("老人情况有变", "News of an elder"),
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
}
