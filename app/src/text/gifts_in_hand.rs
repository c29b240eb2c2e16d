//! Texts for gifts in hand: receipt, roster, hand-out, questions to a school.

use entity::handout::notes::Note;

use super::{Text, texts};

texts! {
    desk_today: "今天" / "Today";
    desk_receive: "签收" / "Receive";
    desk_expected: "路上的礼物" / "On the way";
    desk_roster: "签领表" / "Roster";
    desk_hand_outs: "发放记录" / "Hand-outs";
    desk_questions: "爱心人士的问题" / "Donors' questions";

    receive_title: "签收礼物" / "Receive a gift";
    receive_code_help: "在礼物的吊牌上，10 位。也可以用手机相机扫吊牌上的方码。"
        / "Ten letters and digits on the gift's tag. Your phone's camera can read the square on the tag too.";
    receive_find: "找这份礼物" / "Find this gift";
    receive_elsewhere(school: &str): "这份礼物是给{school}的，不是本校的。请先放好，告诉办公室"
        / "This gift is for {school}, not for your school. Please keep it safe and tell the office";
    receive_unknown: "没有找到这个心愿码，请对照吊牌再看一遍" / "There is no such gift code; please compare it with the tag";
    receive_next: "签收下一份" / "Receive the next one";
    receive_to_roster: "去签领表" / "To the roster";
    receive_donor: "爱心人士" / "Donor";
    receive_anonymous: "一位爱心人士" / "A kind person";
    receive_from_pool: "兜底库" / "The pool";
    receive_note: "随礼物的话" / "Note with the gift";
    receive_note_waits: "爱心人士写了几句话，办公室还没有看。看过以后会出现在签领表上。"
        / "The donor wrote a few words, which the office has not read yet. They show on the roster once it has.";
    receive_substitute: "学校同意改为" / "The school agreed to";
    receive_checks: "打开看一看，四项都对再签收" / "Open it and look; all four must hold";
    check_item: "是心愿上写的东西，规格也对" / "It is what the wish says, size and all";
    check_item_substitute: "是学校同意过的替代品" / "It is the substitute the school agreed to";
    check_new: "是新的" / "It is new";
    check_safe: "安全：没有破损、没有尖利或过期的东西" / "It is safe: nothing broken, sharp or out of date";
    check_contact: "里面没有联系方式（电话、微信、地址）" / "No contact details inside (phone, messenger, address)";
    receive_button: "签收这份礼物" / "Receive this gift";
    received_saying(item: &str, code: &str, here: u64, promised: u64):
        "已签收：{item}（{code}）。本期到校 {here} / {promised}。"
        / "Received: {item} ({code}). Gifts here: {here} of {promised}.";
    received_again_saying(item: &str, code: &str): "{item}（{code}）之前已经签收过了，不用再做什么。"
        / "{item} ({code}) was received before; there is nothing more to do.";
    receive_is_here(on: &str): "{on} 已签收。" / "Received on {on}.";
    receive_is_handed_out: "这份礼物已经发到孩子手里。" / "This gift is in the child's hands already.";
    receive_nobody: "现在没有人认领这个心愿，还不能签收。如果礼物已经在您手里，请先放好，告诉办公室。"
        / "Nobody has claimed this wish just now, so it cannot be received. If the gift is in your hands, keep it safe and tell the office.";
    receive_withdrawn: "这个心愿已经撤回，不用再签收。如果礼物在您手里，请先放好，告诉办公室。"
        / "This wish was withdrawn; there is nothing to receive. If the gift is in your hands, keep it safe and tell the office.";
    receive_held: "有人刚认领，还没有确认，先不能签收。请明天再试一次。"
        / "Somebody has just claimed it and not confirmed yet. Please try again tomorrow.";
    receive_problem_waits(kind: &str): "有一个问题在等办公室处理：{kind}。请先把礼物放好。"
        / "A problem is waiting for the office: {kind}. Please keep the gift safe.";

    problem_is_chosen(kind: &str, choice: &str): "这里记下过一个问题：{kind}。办公室的处理：{choice}。"
        / "A problem was noted here: {kind}. The office has chosen: {choice}.";
    settled_replace: "原来那一份请先收好，不要发给孩子；新的到了再签收。"
        / "Please keep the first gift safe and do not hand it out; receive the new one when it comes.";
    settled_substitute: "已经算作签收，照签领表发给孩子就好。" / "It counts as received; hand it out as the roster says.";
    settled_pass_on: "挂着这个吊牌的那份礼物现在是另一个孩子的，请把吊牌换成新的心愿码："
        / "The gift that has this tag is another child's now; please change its tag to the new gift code:";
    settled_return: "礼物请先收好，不要发给孩子；寄回的地址，办公室会告诉您。"
        / "Please keep the gift safe and do not hand it out; the office will tell you where it goes.";
    settled_return_pool: "礼物请先收好，不要发给孩子；怎么交还，办公室会告诉您。"
        / "Please keep the gift safe and do not hand it out; the office will tell you how it is fetched.";
    settled_earlier(day: &str, kind: &str, choice: &str): "以前有一份礼物也用这个心愿码，记下过问题：{kind}；{day} 已处理：{choice}。"
        / "There was an earlier gift with this code and a problem: {kind}; settled on {day}: {choice}.";
    settled_earlier_pass_on: "手上要是以前那一份，请把吊牌换成新的心愿码："
        / "If this is the earlier one, please change its tag to the new gift code:";
    settled_earlier_return: "手上要是以前那一份，请先收好，不要发给孩子；寄回的地址，办公室会告诉您。"
        / "If this is the earlier one, please keep it safe and do not hand it out; the office will tell you where it goes.";
    settled_earlier_return_pool: "手上要是以前那一份，请先收好，不要发给孩子；怎么交还，办公室会告诉您。"
        / "If this is the earlier one, please keep it safe and do not hand it out; the office will tell you how it is fetched.";
    settled_new: "要是新的一份，照常核对、签收、发放。" / "If this is the new one, check, receive and hand it out as usual.";
    settled_and: "、" / ", ";
    settled_came_from(code: &str): "这份礼物是从心愿 {code} 转来的。吊牌上要是还写着 {code}，请换成新的。"
        / "This gift was passed on from wish {code}. If its tag still says {code}, please change it.";

    problem_note_title: "有问题？记下来，办公室来处理" / "Something is wrong? Note it, and the office takes care of it";
    problem_kind_legend: "哪里不对" / "What is wrong";
    problem_remark: "说明" / "Remark";
    problem_remark_help: "只有办公室看得到。" / "Only the office reads it.";
    problem_button: "记下这个问题" / "Note this problem";
    problem_noted_saying(item: &str): "已记下：{item}。办公室会在这里回答，请先把礼物放好。"
        / "Noted: {item}. The office will take care of it; please keep the gift safe.";

    expected_title: "路上的礼物" / "Gifts on their way";
    expected_lead(shipped: usize, all: usize): "已寄出 {shipped} 份，一共在等 {all} 份。" / "{shipped} sent, {all} awaited in all.";
    expected_none: "现在没有在路上的礼物" / "No gifts are on their way";
    expected_none_text: "有人认领学校孩子的心愿，就会出现在这里。" / "As soon as somebody claims a wish of your pupils, it shows here.";
    expected_sent(on: &str): "{on}寄出" / "sent on {on}";
    expected_brings(on: &str): "{on} 亲自送来" / "brought on {on}";
    expected_by(on: &str): "{on}前寄出" / "to be sent by {on}";
    expected_late: "（晚了）" / "(late)";
    col_gift: "礼物" / "Gift";
    col_code: "心愿码" / "Code";
    col_state: "状态" / "Status";
    col_way: "寄送方式" / "Parcel";
    col_day: "日期" / "Day";
    col_child: "孩子" / "Child";
    col_grade: "年级" / "Grade";
    col_no: "序" / "No.";
    col_sign: "签字" / "Signature";
    col_relation: "与孩子的关系" / "Relation to the child";
    col_signed_by: "签字人" / "Signed by";

    roster_title: "签领表" / "Roster";
    roster_of(number: i32): "第 {number} 期" / "Phase {number}";
    roster_lead: "一个孩子一行。发放那天勾好，最后确认一次，每位爱心人士就会收到信。"
        / "One line for each child. Tick them, confirm once, and every donor gets a letter.";
    roster_logged: "这里有孩子的真实姓名，每次打开都会记入日志。" / "This page shows children's real names; each opening is recorded in the journal.";
    roster_none: "现在没有等着发放的礼物" / "No gifts wait for their hand-out";
    roster_none_text: "礼物签收以后会出现在这里。" / "Gifts show here once they are received.";
    roster_all(n: usize): "这 {n} 份都已发放" / "All {n} have been handed out";
    roster_grade(grade: i32): "{grade} 年级" / "Grade {grade}";
    roster_erased: "（资料已删除）" / "(record erased)";
    roster_waits(kind: &str): "有问题，等办公室：{kind}" / "a problem waits for the office: {kind}";
    roster_words: "爱心人士的话：" / "From the donor: ";
    roster_words_wait: "爱心人士写了几句话，办公室还没有看。" / "The donor wrote a few words, which the office has not read yet.";
    roster_has_words(n: usize): "{n} 份礼物带着爱心人士的话：发放时念给孩子听，或者打印出来放进礼物。"
        / "Gifts with a donor's words: {n}. Read them out at the hand-out, or print them and put them in with the gifts.";
    roster_words_link: "打印这些话" / "Print the words";
    roster_words_left(n: usize): "还有 {n} 段写给孩子的话，办公室没有看。现在就发放，这些话就送不到了；可以先问一下办公室。"
        / "Words that the office has not read yet: {n}. Their gifts, handed out now, go without them; you may ask the office first.";
    words_title: "随礼物的话" / "Notes with the gifts";
    words_lead: "爱心人士写给孩子的，办公室都看过。发放的时候念给孩子听，或者剪下来放进礼物。发放以后就不在这里了。"
        / "What donors wrote for the children, read by the office. Read it out at the hand-out, or cut it out and put it in with the gift. After the hand-out it is no longer here.";
    words_none: "现在没有要随礼物送的话" / "No words go with the gifts just now";
    words_none_text: "爱心人士写给孩子的话，办公室看过、礼物到校以后，会出现在这里。"
        / "What a donor wrote for a child shows here once the office has read it and the gift has come.";
    words_waiting(n: usize): "还有 {n} 段办公室没有看，看过以后会出现在这里。" / "Not read by the office yet: {n}. They show here once it has.";
    words_print_hint: "请用浏览器的“打印”功能。" / "Use your browser's print command.";
    col_words: "写给孩子的话" / "Words for the child";
    roster_signs: "签字人" / "Who signed";
    signed_guardian: "监护人" / "Guardian";
    signed_teacher: "老师代签" / "Teacher, for the child";
    roster_line_signs(child: &str): "{child}：签字人" / "{child}: who signed";
    roster_as_below: "签字人同下方" / "signed as below";
    roster_second_help: "另一位在场的成年人，不能是同一个人。" / "Another adult who was present; not the same person.";
    roster_confirm: "确认已发放" / "Confirm the hand-out";
    roster_once: "确认以后，信马上寄出，不能撤回。" / "The letters go out at once; this cannot be undone.";
    roster_print: "打印签领表" / "Print the roster";
    roster_print_hint: "请用浏览器的“打印”功能。签好字的纸由学校保存。" / "Use your browser's print command. The school keeps the signed paper.";
    roster_paper(school: &str): "{school} · 签领表" / "{school} · Roster";
    paper_teacher: "发放老师：" / "Teacher:";
    paper_second: "第二位成年人：" / "Second adult:";
    paper_school: "学校（章）：" / "School (seal):";
    paper_day: "日期：" / "Date:";

    hand_outs_title: "发放记录" / "Hand-outs";
    hand_outs_none: "还没有发放记录" / "No hand-outs yet";
    hand_outs_none_text: "在签领表上确认以后，会出现在这里。" / "They show here once confirmed on the roster.";
    hand_out_line(n: u64, number: i32): "第 {number} 期，{n} 份礼物" / "Phase {number}, gifts: {n}";
    hand_out_adults(teacher: &str, second: &str): "{teacher}、{second}" / "{teacher} and {second}";
    hand_out_title(on: &str): "{on}的发放" / "Hand-out of {on}";
    handed_out_saying(n: usize): "已确认发放 {n} 份。给每位爱心人士的信正在寄出。"
        / "Confirmed as handed out: {n}. The donors' letters are on their way.";

    questions_title: "爱心人士的问题" / "Donors' questions";
    questions_none: "没有等着回答的问题" / "No questions are waiting";
    questions_none_text: "爱心人士买不到一模一样的东西时，会在这里问学校。"
        / "When a donor cannot find the very same thing, the question shows here.";
    question_wish: "孩子的心愿" / "The wish";
    question_asks: "爱心人士问" / "The donor asks";
    question_remark: "补充说明" / "Anything to add";
    question_yes: "可以" / "Yes, that will do";
    question_no: "不行，请照心愿买" / "No, please as the wish says";
    question_answered: "已回答，信正在寄给爱心人士。" / "Answered; the letter to the donor is on its way.";
}

impl Text {
    /// Beside a gift in a list that has no room for the words themselves.
    pub const fn note_mark(self, note: &Note) -> &'static str {
        let (zh, en) = match note {
            Note::Travels(_) => ("（有留言）", " (with a note)"),
            Note::Waits => ("（留言在等办公室）", " (its note waits for the office)"),
        };
        match self.0 {
            entity::Lang::Zh => zh,
            entity::Lang::En => en,
        }
    }
}
