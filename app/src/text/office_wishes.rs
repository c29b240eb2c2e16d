//! Texts of the office's desk and its list of wishes.

use entity::wish::withdraw::Why;

use super::{Text, texts};

texts! {
    office_today: "今天" / "Today";
    office_todo: "要做的事" / "To do";
    office_todo_each: "逐项看" / "See each";
    office_todo_none: "没有等着处理的事" / "Nothing is waiting";
    office_todo_none_text: "所有心愿都审过了，礼物都在路上，信都寄出了。" / "Every wish is reviewed, every gift on its way, every letter sent.";
    office_no_phase: "现在没有开放的一期" / "No phase is open";
    office_no_phase_text: "先把一期准备好，再开放。" / "Prepare a phase and open it.";
    office_phases_link: "去看各期" / "To the phases";
    beginning_title: "第一次用：按顺序做这几步" / "To begin with, in this order";
    beginning_places: "添加乡镇和村" / "Add the townships and villages";
    beginning_places_text: "每所学校属于一个乡镇；心愿里不能出现村名。" / "Every school lies in a township; no village's name may stand in a wish.";
    beginning_schools: "添加学校" / "Add the schools";
    beginning_schools_text: "公开的代称，礼物寄到哪里，谁来收。" / "What each is called in public, where gifts are sent, and who takes them in.";
    beginning_organiser: "添加主办单位" / "Add the organiser";
    beginning_organiser_text: "谁对这一期负责，资格证书和备案的编号。" / "Who answers for the phase, with its qualification and filing numbers.";
    beginning_phase: "准备第一期" / "Prepare the first phase";
    beginning_phase_text: "有了它，学校才能写心愿；审核通过第一个心愿以后开放。" / "Schools write wishes for it; it opens once a first wish is approved.";
    beginning_people: "邀请学校的老师" / "Invite the teachers";
    beginning_people_text: "每人收到一封信，自己设密码。" / "Each gets a letter and sets a password.";
    beginning_there: "已经有了" / "there already";
    desk_review: "审核" / "Review";
    desk_wishes: "全部心愿" / "All wishes";

    office_wishes_title: "全部心愿" / "All wishes";
    office_wishes_none: "没有这样的心愿" / "No such wish";
    office_wishes_none_text: "换一个条件试试。" / "Try other filters.";
    office_wishes_search: "心愿码或物品" / "Gift code or item";
    office_all_phases: "全部各期" / "All phases";
    office_filter_state: "状态" / "Status";
    office_filter_go: "筛选" / "Filter";
    office_all_schools: "全部学校" / "All schools";
    office_all_categories: "全部类别" / "All categories";
    office_phase_no(n: i32): "第 {n} 期" / "phase {n}";
    office_all_states: "全部状态" / "All states";
    office_wish_written: "写下" / "Written";
    office_wish_submitted: "提交" / "Handed in";
    office_wish_approved: "通过" / "Approved";
    office_wish_reason: "原因" / "Reason";
    office_wish_consent: "监护人同意" / "Guardian's consent";
    office_wish_no_consent: "还没有记录" / "not recorded yet";
    office_wish_consent_line(day: &str, form: &str, scope: &str): "{day}，同意书 {form}，{scope}" / "{day}, form {form}, {scope}";
    office_wish_consent_withdrawn(day: &str): "（{day} 撤回）" / "(withdrawn {day})";
    scope_goods: "礼物" / "gift";
    scope_photo: "照片" / "photo";
    scope_card: "卡片" / "card";
    office_wish_duplicates: "同一个孩子或同一户的其他心愿" / "Other wishes of this child or household";
    office_wish_same_child: "同一个孩子" / "same child";
    office_wish_same_household: "同一户" / "same household";
    office_wish_claims: "认领" / "Claims";
    office_wish_no_claims: "还没有人认领过。" / "Nobody has claimed it yet.";
    office_wish_passed_on: "礼物转给了心愿" / "the gift went to wish";
    office_wish_pool: "兜底库" / "the pool";
    office_wish_visitor: "还没有确认的访客" / "visitor, not confirmed yet";
    office_wish_journal: "日志" / "Journal";
    office_wish_no_journal: "日志里还没有这个心愿的记录。" / "The journal has no entry about this wish yet.";
    office_wish_more: "需要时可以做的事" / "If something has to be done";

    look_title: "查看真实姓名" / "Look at the real name";
    look_help: "每次查看都写进日志，并在每月的报告里列出。" / "Each look is recorded in the journal and listed in the monthly report.";
    look_button: "写下原因，查看" / "Note the reason and look";
    look_erased: "这个孩子的记录已经删除。" / "This child's record has been erased.";
    look_name: "姓名" / "Name";
    look_birth: "出生日期" / "Date of birth";
    look_guardian: "监护人" / "Guardian";
    look_household: "家庭" / "Household";
    look_situation: "学校的说明" / "The school's remarks";
    look_noted: "这次查看已经写进日志。" / "This look has been noted in the journal.";

    withdraw_title: "撤回这个心愿" / "Withdraw this wish";
    withdraw_help: "心愿马上从网上消失；已经认领的人会收到一封说明的信。" / "It disappears from the site at once; whoever claimed it gets a letter.";
    withdraw_button: "撤回这个心愿" / "Withdraw this wish";
    withdrawn_saying: "已撤回。" / "Withdrawn.";
    consent_photo_help: "不同意照片：心愿照常，孩子不出现在任何照片里。" / "No photo: the wish goes on, and the child appears in no picture.";
    consent_photo_button: "只撤回照片的同意" / "Withdraw consent to photos only";
    consent_card_help: "不同意谢意卡片：心愿照常，爱心人士不会收到卡片。" / "No thank-you card: the wish goes on, and the donor gets no card.";
    consent_card_button: "只撤回卡片的同意" / "Withdraw consent to the card only";
    consent_narrowed_saying: "已记录，心愿照常。" / "Recorded; the wish goes on.";
    consent_withdraw_help: "全部撤回：孩子的所有心愿马上不再公开，认领随之取消。" / "Everything: all wishes of the child disappear from the public at once, and claims end.";
    consent_withdraw_button: "撤回全部同意" / "Withdraw all consent";
    consent_withdrawn_saying: "已撤回同意，孩子的心愿不再公开。" / "Consent is withdrawn; the child's wishes are no longer public.";
    cancel_title: "取消这次认领" / "Cancel this claim";
    cancel_help: "心愿重新开放，爱心人士会在信里读到原因。" / "The wish opens again; the donor reads the reason in a letter.";
    cancel_help_pool: "心愿等兜底库补上，爱心人士会在信里读到原因。" / "The wish waits for the pool; the donor reads the reason in a letter.";
    cancel_button: "取消认领" / "Cancel the claim";
    cancelled_saying: "认领已取消，信正在寄出。" / "The claim is cancelled; the letter is on its way.";
    erase_title: "删除这个孩子的记录" / "Erase this child's record";
    erase_button: "永久删除" / "Erase for good";
    erased_saying: "记录已经永久删除。" / "The record has been erased for good.";
}

impl Text {
    pub const fn why_withdrawn(self, why: Why) -> &'static str {
        let (zh, en) = match why {
            Why::Consent => ("监护人撤回了同意", "The guardian withdrew consent"),
            Why::Moved => ("孩子转学了", "The child has moved"),
            Why::NotNeeded => ("不再需要了", "No longer needed"),
        };
        match self.0 {
            entity::Lang::Zh => zh,
            entity::Lang::En => en,
        }
    }
}
