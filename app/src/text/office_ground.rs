//! Texts for the ground the wishes stand on: phases, organisers, schools, places.

use super::{Text, texts};

texts! {
    ground_saved: "已保存。" / "Saved.";
    ground_added: "已添加。" / "Added.";
    ground_removed: "已删除。" / "Removed.";
    ground_add: "添加" / "Add";
    ground_change: "修改" / "Change";
    ground_remove: "删除" / "Remove";
    ground_remove_named(name: &str): "删除{name}" / "Remove {name}";
    ground_not_chosen: "请选择" / "Please choose";
    ground_english_help: "不写时，英文页面也用中文的。" / "Left blank, the Chinese one serves English pages too.";
    ground_at_most(most: usize): "最多 {most} 个字。" / "At most {most} characters.";

    ground_phases: "各期" / "Phases";
    ground_phases_none: "还没有一期" / "There is no phase yet";
    ground_phases_none_text: "先准备一期，学校就可以开始写心愿。" / "Draft one, and schools can begin to write wishes for it.";
    ground_phase_new: "准备新的一期" / "Draft a phase";
    ground_wishes: "公开的心愿" / "Public wishes";
    ground_claimed: "有人认领" / "Claimed";
    ground_handed_out: "已发到孩子手里" / "Handed out";
    ground_phase_drafted: "已准备好。学校现在可以为这一期写心愿，别人还看不到。"
        / "Drafted. Schools can now write wishes for it; nobody else sees it yet.";
    ground_phase_no_wishes: "这一期还没有心愿。" / "There are no wishes in this phase yet.";
    ground_phase_cap_help: "每个心愿最多这么多。" / "No wish may cost more.";
    ground_phase_no_organiser: "还没有定" / "Not settled yet";
    ground_phase_organiser_help: "名称、法律依据和编号会在公示页写明。" / "Its name, legal basis and numbers stand on the public page.";
    ground_phase_days: "日期" / "Days";
    ground_phase_days_help: "准备时可以先不填，开放以前都要填好。" / "May stay blank in a draft; all are needed before it opens.";
    ground_opens_on_help: "写在公示页上。到了这一天，请办公室按“开放”。" / "Stands on the public page. On that day the office presses “Open”.";
    ground_claim_until_help: "可以认领的最后一天。" / "The last day on which wishes can be claimed.";
    ground_return_by_help: "礼物最晚这一天送到。" / "The last day on which gifts can arrive.";
    ground_promised_sure: "我知道：已经认领的礼物，仍按信里的日期送到" / "I know that gifts claimed before still come by the day in their letters";
    ground_hand_out_on_help: "计划把礼物发给孩子的日子。" / "When the gifts are to reach the children.";
    ground_phase_timers: "期限" / "Timers";
    ground_phase_timers_help: "到时由系统提醒或放回，不靠人记。不填就用一般的。"
        / "The system reminds and releases by these; nobody has to remember. Left blank, the usual ones count.";
    ground_hold_hours_help: "访客认领后，保留多久等确认。一般 48。" / "How long a visitor's claim waits for its confirmation. Usually 48.";
    ground_give_days_help: "确认以后几天内寄出，不晚于收件截止。一般 14。" / "From the confirmation until the gift is to be sent, never past the last day for gifts. Usually 14.";
    ground_grace_days_help: "过了期限再等几天，认领才到期：心愿重新开放，认领已经结束的等兜底库补上。一般 5。"
        / "Days after that until the claim lapses: the wish opens again, or waits for the pool once claiming has ended. Usually 5.";
    ground_confirm_days_help: "签收后几天内发放，过了就提醒学校。一般 7。" / "From receipt to hand-out before the school is reminded. Usually 7.";
    ground_card_days_help: "发放后几天内交谢意卡片。一般 21。" / "From the hand-out until the card is due. Usually 21.";
    ground_donor_limit_help: "一个人在这一期同时最多认领几个。一般 20。" / "Live claims one donor may have in this phase. Usually 20.";

    ground_open_lacks: "开放以前还缺：" / "Before it can open, these are still blank:";
    ground_open_waits: "日期和主办单位都齐了。审核通过第一个心愿以后就可以开放。"
        / "Days and organiser are complete. It can open once a first wish is approved.";
    ground_open_passed(last: &str): "认领截止日 {last} 已经过去。先改这一天，才能开放。"
        / "The last day to claim, {last}, has passed. It can open once that day is changed.";
    ground_open: "开放这一期" / "Open this phase";
    ground_open_what(wishes: u64, until: &str):
        "审核通过的 {wishes} 个心愿会马上公开，可以认领到 {until}，等候名单上的人会收到信。开放以后不能再退回准备中。"
        / "What is approved (wishes: {wishes}) becomes public at once and can be claimed until {until}; those on the waiting list get a letter. It cannot go back to preparation.";
    ground_opened(wishes: u64): "已开放，{wishes} 个心愿可以认领了。" / "It is open. Wishes to be claimed: {wishes}.";
    ground_close: "结束认领" / "End the claiming";
    ground_close_what(open: u64):
        "结束以后，不能再认领。还没有人认领的 {open} 个心愿由兜底库补上；路上的礼物照常寄到、照常发放。需要时还可以重新开放认领。"
        / "After this, nothing can be claimed any more. What nobody took (wishes: {open}) is left to the pool; gifts on their way still arrive and are handed out. If need be, claims can be taken again later.";
    ground_closed: "认领已结束。没有人认领的心愿在兜底库里。" / "Claiming has ended. What nobody took is with the pool now.";
    ground_reopen: "重新开放认领" / "Take claims again";
    ground_reopen_what(until: &str): "还没有人认领的心愿重新回到心愿墙上，可以认领到 {until}。"
        / "Wishes nobody has taken go back on the wall, to be claimed until {until}.";
    ground_reopen_first: "还想让人认领？先在下面把认领截止日改晚，再重新开放。"
        / "To take claims again, first set a later last claiming day below.";
    ground_reopened: "已重新开放认领。" / "Wishes can be claimed again.";
    ground_finish: "结束这一期" / "Finish this phase";
    ground_finish_what: "礼物都发到孩子手里了。结束以后，这一期的内容不能再修改。"
        / "Every gift has reached its child. Once finished, nothing about this phase can be changed.";
    ground_finish_waits(waits: &str): "{waits}。都有了结果，才能结束这一期。" / "{waits}. The phase can be finished after that.";
    ground_waits_gifts(gifts: u64): "还有 {gifts} 份礼物没有发到孩子手里"
        / "Gifts that have not reached their children yet: {gifts}";
    ground_waits_holds(holds: u64): "还有 {holds} 个认领在等爱心人士确认" / "Claims that wait for a donor's yes: {holds}";
    ground_waits_both(gifts: &str, holds: &str): "{gifts}，{holds}" / "{gifts}. {holds}";
    ground_finished: "这一期结束了。" / "This phase is finished.";
    ground_is_finished: "这一期已经结束，不能再修改。" / "This phase is finished and can no longer be changed.";

    ground_organisers: "主办单位" / "Organisers";
    ground_organisers_lead: "每一期都要写明主办单位。主办单位的资料不齐，这一期就不能开放。"
        / "Every phase names its organiser of record. With anything blank here, its phase does not open.";
    ground_organisers_none: "还没有主办单位" / "There is no organiser yet";
    ground_organisers_none_text: "请在下面添加第一个。" / "Please add the first one below.";
    ground_organiser_new: "添加主办单位" / "Add an organiser";
    ground_organiser_whole: "资料齐全" / "Complete";
    ground_organiser_lacks(fields: &str): "还缺：{fields}" / "Still blank: {fields}";
    ground_qualification_help: "慈善组织公开募捐资格证书上的编号。" / "As on the certificate for public fundraising.";
    ground_filing_help: "公开募捐方案的备案编号。" / "Under which the fundraising plan is filed.";
    ground_contact_help: "公开的，请写单位的电话或邮箱，不写个人的。" / "Public: the organisation's phone or address, nobody's own.";

    ground_schools: "学校" / "Schools";
    ground_schools_none: "还没有学校" / "There is no school yet";
    ground_schools_none_text: "添加学校以后，再邀请它的老师。" / "Add one, then invite its teacher.";
    ground_school_new: "添加学校" / "Add a school";
    ground_school_name: "学校名称" / "Name of the school";
    ground_school_name_help: "真实名称，只给办公室和寄礼物的人看。" / "The real one: for the office and for those who send a gift.";
    ground_school_code_help: "办公室的简称，写在表格上。" / "The office's short one, for lists and sheets.";
    ground_alias: "公开别名" / "Public alias";
    ground_alias_help: "公开页面只用别名，请不要写村名。" / "Public pages show only this; please leave village names out.";
    ground_delivery: "收件" / "Deliveries";
    ground_delivery_help: "认领确认以后，才告诉那位爱心人士。" / "Told to a donor only once the claim is confirmed.";
    ground_school_open: "参加中" / "Takes part";
    ground_schools_nowhere: "这个乡镇还没有学校" / "No school in this township yet";
    ground_school_closed: "已停用" / "Closed";
    ground_school_close: "停用这所学校" / "Close this school";
    ground_school_close_what: "停用以后不能再写新的心愿；路上的礼物照常寄到、照常发放。以后可以重新启用。"
        / "It writes no more wishes; gifts on their way still arrive and are handed out. It can take part again later.";
    ground_school_closed_saying: "学校已停用。" / "The school is closed.";
    ground_school_reopen: "重新启用" / "Let it take part again";
    ground_school_reopen_what: "学校又可以写心愿。" / "The school can write wishes again.";
    ground_school_reopened_saying: "学校又可以写心愿了。" / "The school can write wishes again.";
    ground_township_first: "请先添加学校所在的乡镇" / "Please add the school's township first";

    ground_places: "乡镇和村" / "Townships and villages";
    ground_places_lead: "公开文字里出现这里的村名，就不能提交，免得有人认出孩子。"
        / "A public text that names one of these villages cannot be submitted, so that no child can be found by it.";
    ground_places_none: "还没有乡镇" / "There is no township yet";
    ground_places_none_text: "请在下面添加第一个，再写上它的村。" / "Please add the first one below, then its villages.";
    ground_township_new: "添加乡镇" / "Add a township";
    ground_township_added: "已添加。现在可以写上它的村。" / "Added. Its villages can follow now.";
    ground_township_remove: "删除这个乡镇" / "Remove this township";
    ground_township_remove_what: "只能删除没有村也没有学校的乡镇。" / "Only a township without villages and schools can be removed.";
    ground_no_villages: "还没有村" / "No villages yet";
    ground_school_count(n: usize): "{n} 所学校" / "schools: {n}";
    ground_villages(n: usize): "{n} 个村" / "Villages: {n}";
    ground_villages_lead: "删除以后，公开文字里再出现这个村名，就不会被拦下。" / "Once a village is removed, texts that name it are no longer stopped.";
    ground_villages_new: "添加村" / "Add villages";
    ground_villages_help: "一行一个，可以整张表粘贴。已经有的会跳过。" / "One a line; a whole list can be pasted. Those already here are passed over.";
    ground_villages_added(n: usize): "添加了 {n} 个村。" / "Villages added: {n}.";
}

impl Text {
    /// What a phase still waits for: gifts that are promised or here, and apart from them holds.
    pub fn ground_waits(self, gifts: u64, holds: u64) -> String {
        match (gifts, holds) {
            (gifts, 0) => self.ground_waits_gifts(gifts),
            (0, holds) => self.ground_waits_holds(holds),
            (gifts, holds) => self.ground_waits_both(&self.ground_waits_gifts(gifts), &self.ground_waits_holds(holds)),
        }
    }
}
