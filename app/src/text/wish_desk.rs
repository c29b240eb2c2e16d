//! Texts for wishes at work: a school writes them, the office reviews them.

use entity::{lang::in_words, phase};

use super::{Text, texts};

texts! {
    wish_desk_new: "写一个心愿" / "Write a wish";
    wish_desk_phase(number: i32): "第 {number} 期" / "Phase {number}";
    wish_desk_of_phase(number: i32, what: &str): "第 {number} 期：{what}" / "Phase {number}: {what}";
    wish_desk_no_phase: "现在没有在准备的一期" / "No phase is being prepared";
    wish_desk_no_phase_text: "办公室建好下一期以后，就可以在这里写心愿。" / "Once the office has drafted the next phase, you can write wishes here.";
    wish_desk_all: "全部" / "All";
    wish_desk_taken_and_held: "已认领、等确认" / "Claimed, on hold";
    wish_desk_states: "心愿的状态" / "States of the wishes";
    wish_desk_todo: "要做的事" / "To do";
    wish_desk_todo_none: "现在没有要做的事。" / "There is nothing to do just now.";
    wish_desk_todo_drafts(n: u64): "{n} 个草稿还没有提交" / "Drafts not handed in yet: {n}";
    wish_desk_todo_drafts_text: "写完整的一起提交，还缺内容的留在草稿里。" / "What is complete is handed in together; the rest stays here.";
    wish_desk_submit_all: "全部提交" / "Hand in all";
    wish_desk_todo_returned(n: u64): "{n} 个心愿被退回，要改一改" / "Wishes that came back to be corrected: {n}";
    wish_desk_todo_questions(n: usize): "爱心人士的 {n} 个问题等您回答" / "Donors' questions to answer: {n}";
    wish_desk_todo_received(n: u64): "{n} 份礼物已到校，等着发放" / "Gifts here, to be handed out: {n}";
    wish_desk_todo_words(n: usize): "{n} 份礼物要附上爱心人士的话" / "Gifts that come with a donor's words: {n}";
    wish_desk_todo_cards(n: u64, day: &str): "{n} 张谢意卡片要上传，最早的 {day}前" / "Thank-you cards to send: {n}, the first by {day}";
    wish_desk_todo_cards_late(n: u64, day: &str): "{n} 张谢意卡片要上传，最早的 {day}就到期了" / "Thank-you cards to send: {n}, the first was due by {day}";
    wish_desk_todo_sent(n: usize): "{n} 份礼物在路上" / "Gifts on their way: {n}";
    wish_desk_todo_promised(n: usize): "{n} 份礼物有人认领了，还没寄出" / "Gifts promised and not sent yet: {n}";
    wish_desk_todo_sent_and_promised(n: usize, more: usize): "{n} 份礼物在路上，另有 {more} 份还没寄出"
        / "Gifts on their way: {n}; promised and not sent yet: {more}";
    wish_desk_see: "去看看" / "Have a look";
    wish_desk_none: "这里还没有心愿" / "No wishes here yet";
    wish_desk_none_text: "孩子说出心愿、监护人签了同意书，就可以写下来。" / "Once a child has told a wish and the guardian has signed, write it down here.";
    wish_desk_names_show: "显示孩子姓名" / "Show the children's names";
    wish_desk_names_hide: "不显示姓名" / "Hide the names";
    wish_desk_names_logged: "每次显示都会记入日志。" / "Each time is recorded in the journal.";
    wish_desk_submitted_saying(done: usize, left: usize): "提交了 {done} 个，还有 {left} 个缺内容，留在草稿里。"
        / "Handed in: {done}. Still lacking something and kept here: {left}.";
    wish_desk_submitted_all_saying(done: usize): "提交了 {done} 个，等办公室审核。" / "Handed in: {done}. The office will review them.";
    wish_desk_submitted_one_saying: "已提交，等办公室审核。" / "Handed in; the office will review it.";
    wish_desk_saved_saying: "已保存。" / "Saved.";
    wish_desk_only_saved_saying: "已保存，但还没有提交：缺什么，下面写着。"
        / "Saved, but not handed in: what is still missing stands below.";
    wish_desk_deleted_saying: "草稿已删除。" / "The draft is deleted.";
    wish_desk_withdrawn_saying: "心愿已撤回。认领了的爱心人士会收到信。" / "The wish is withdrawn. A donor who had claimed it gets a letter.";

    wish_form_public: "公开的部分" / "What everybody sees";
    wish_form_public_text: "这里不能有姓名、电话、微信、村名。" / "No names, phone numbers, messenger accounts or villages here.";
    wish_form_item_help: "例如：双肩书包、新华字典" / "For example: backpack, Xinhua dictionary";
    wish_form_spec_help: "尺码、颜色、版本：爱心人士照这个买" / "Size, colour, edition: the donor buys by this";
    wish_form_gender_help: "只有鞋和衣服要选" / "For shoes and clothes only";
    wish_form_gender_none: "不需要" / "not needed";
    wish_form_choose: "请选择" / "Please choose";
    wish_form_price_help(cap: &str): "本期上限 {cap}" / "At most {cap} in this phase";
    wish_form_private: "不公开的部分" / "What stays private";
    wish_form_private_text: "加密保存，只有本校看得到；办公室要看须写明原因，每次都记入日志。"
        / "Kept encrypted. Only your school sees it; the office has to give a reason, and every look is journalled.";
    wish_form_household_help: "同一户的孩子写一样的，礼物会一起安排" / "Write the same for children of one household; their gifts go together";
    wish_form_situation_help: "只给办公室看，不会公开" / "For the office only, never public";
    wish_form_consent: "监护人同意书" / "The guardian's consent";
    wish_form_goods: "监护人同意孩子接受礼物" / "The guardian agrees to the gift";
    wish_form_photo: "也同意拍照（选填）" / "and to photos (optional)";
    wish_form_card: "也同意孩子做谢意卡片（选填）" / "and to a thank-you card (optional)";
    wish_form_save: "保存草稿" / "Save as a draft";
    wish_form_save_again: "保存" / "Save";
    wish_form_submit: "保存并提交" / "Save and hand in";

    wish_page_returned: "办公室退回的原因" / "Why the office sent it back";
    wish_page_lacks: "提交以前还要补上" / "Still needed before it can be handed in";
    wish_page_whole: "内容完整，可以提交。" / "It is complete and can be handed in.";
    wish_page_submit: "提交给办公室" / "Hand in to the office";
    wish_page_delete: "删除这个草稿" / "Delete this draft";
    wish_page_withdraw: "撤回这个心愿" / "Withdraw this wish";
    wish_page_withdraw_text: "撤回以后不再公开；有人认领了，也会写信告诉他。" / "It is then no longer public; whoever has claimed it gets a letter.";
    wish_page_written: "写于" / "Written";
    wish_page_submitted: "提交" / "Handed in";
    wish_page_approved: "通过" / "Approved";
    wish_page_opened: "公开" / "Opened";
    wish_page_received: "到校" / "Arrived";
    wish_page_handed_out: "发放" / "Handed out";
    wish_page_withdrawn: "撤回" / "Withdrawn";
    wish_page_why: "为什么撤回" / "Why it was withdrawn";

    review_title: "审核" / "Review";
    review_waiting(n: u64): "还有 {n} 个等着审核" / "{n} waiting for review";
    review_none: "都审完了" / "All reviewed";
    review_none_text: "学校提交的心愿会出现在这里，等得最久的在前。" / "What schools hand in shows here, the longest waiting first.";
    returned_on(day: &str): "{day}退回过，原因：" / "Sent back on {day}: ";
    returned_changed(what: &str): "学校后来改了：{what}" / "The school has changed since: {what}";
    returned_same: "学校后来什么也没有改。" / "The school has changed nothing since.";
    review_go: "去审核" / "Review it";
    review_again: "从头再看一遍放下的" / "Back to those passed over";
    review_text: "公开文字" / "Public text";
    review_price_ok(cap: &str): "价格在本期上限 {cap} 以内" / "The price is within this phase's cap of {cap}";
    review_price_bad(cap: &str): "价格超过本期上限 {cap}" / "The price is above this phase's cap of {cap}";
    review_consent_ok(day: &str, no: &str, scope: &str): "监护人同意：{day}，同意书 {no}，{scope}" / "Guardian's consent: {day}, form {no}, {scope}";
    review_consent_bad: "没有有效的监护人同意" / "There is no valid consent of a guardian";
    review_single: "没有同一个孩子或同一户的别的心愿" / "No other wish of this child or household";
    review_same_child(phase: i32, item: &str, code: &str): "同一个孩子：第 {phase} 期 {item} {code}" / "Same child: phase {phase}, {item} {code}";
    review_same_household(phase: i32, item: &str, code: &str): "同一户：第 {phase} 期 {item} {code}" / "Same household: phase {phase}, {item} {code}";
    review_this_phase: "（本期）" / " (this phase)";
    review_siblings: "这是同一户的两个孩子，都通过" / "These are two children of one household; approve both";
    review_reason: "退回的原因" / "Reason for sending it back";
    review_reason_help: "退回时要写，学校会在信里读到" / "Needed to send it back; the school reads it in a letter";
    review_approve: "通过" / "Approve";
    review_return: "退回学校" / "Send back";
    review_skip: "先放着，下一个" / "Pass over, next";
    review_queue: "还在排队" / "In the queue";
    review_approved_saying(item: &str): "已通过：{item}。" / "Approved: {item}.";
    review_returned_saying(item: &str): "已退回：{item}。学校会收到信。" / "Sent back: {item}. The school gets a letter.";
}

impl Text {
    /// `圆梦微心愿 · 第 5 期`; a title that names its number stands alone.
    pub fn phase_name(self, phase: &phase::Model) -> String {
        let (title, number) = (phase.title(self.0), phase.number);
        let named = [format!("第{}期", in_words(number)), format!("第{number}期"), format!("phase {number}")];
        if named.iter().any(|name| title.contains(name.as_str())) {
            return title.to_owned();
        }
        format!("{title} · {}", self.wish_desk_phase(number))
    }
}
