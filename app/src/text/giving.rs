//! Texts for those who give: basket, claim, hold, the donor's desk, one gift, the waiting list.

use entity::handout::problem::Choice;

use super::{Text, texts};

texts! {
    basket_title: "篮子" / "Basket";
    basket_lead: "选好的心愿在认领之前不会为您保留，别人也可以认领。" / "What lies in the basket is not kept for you until you claim it.";
    basket_empty: "篮子还是空的" / "The basket is empty";
    basket_empty_text: "在心愿墙上点篮子，就会放进来。" / "Choose the basket on a wish's tag to put it here.";
    basket_empty_sent: "刚刚认领过？确认信已经寄到您的邮箱，点开信里的链接就算认领。"
        / "Just claimed something? The letter is on its way to you; its link confirms the claim.";
    basket_added(item: &str): "已放进篮子：{item}" / "In the basket: {item}";
    basket_full(n: usize): "篮子最多放 {n} 个，请先认领这些" / "The basket holds {n}; please claim these first";
    basket_remove: "拿出来" / "Take out";
    basket_remove_item(item: &str): "拿出来：{item}" / "Take out: {item}";
    basket_removed: "已经拿出来了" / "Taken out";
    basket_sum: "参考价合计" / "Guide prices, in all";
    basket_gone: "已经有人认领" / "Already claimed";
    basket_over: "认领已经结束" / "Claiming is over";
    basket_beyond_hold(most: usize, over: usize): "不登录，一次最多认领 {most} 个，现在多了 {over} 个。"
        / "Without signing in you can claim {most} at once; these are {over} too many.";
    basket_take_out: "去篮子拿出几个" / "Take some out of the basket";
    basket_claim(n: usize): "认领这 {n} 个心愿" / "Claim these {n} wishes";
    basket_more: "再选几个" / "Choose more";

    claim_title: "认领心愿" / "Claim";
    claim_which: "您选的心愿" / "What you have chosen";
    claim_rules: "认领约定" / "The rules";
    rule_new: "买新的，按写明的物品和规格。" / "The gift is new, and as the wish describes it.";
    rule_by_any: "在约定的日子前寄出或送到。逾期几天，心愿会回到墙上，等下一个人；那时认领已经结束的，由兜底库补上。"
        / "It is sent or brought by the day we name. Some days after that, the wish goes back to the wall, or is filled from the pool once claiming has ended.";
    rule_by(day: &str, late: &str): "今天确认的话，在 {day}前寄出或送到。{late}" / "Confirmed today, it is sent or brought by {day}. {late}";
    rule_late_to_wall: "逾期几天，心愿会回到墙上，等下一个人。" / "Some days after that, the wish goes back to the wall.";
    rule_late_to_pool: "逾期几天，心愿由兜底库补上，因为那时这一期的认领已经结束。"
        / "Some days after that, the office fills the wish from the pool, because claiming in this phase will be over by then.";
    rule_late_either: "逾期几天，心愿会回到墙上，等下一个人；那时认领已经结束的，由兜底库补上。"
        / "Some days after that, the wish goes back to the wall, or is filled from the pool once claiming has ended.";
    rule_contact: "不与孩子联系，礼物里不留联系方式。" / "No contact with the child, and no contact details in the gift.";
    rules_accept: "我同意这些约定" / "I accept these rules";
    claim_who: "您的邮箱和称呼" / "Your address and name";
    claim_email_help: "我们寄一封信到这里，点开里面的链接才算认领。" / "We send a letter there; its link confirms the claim.";
    claim_name_help: "信里怎么称呼您，例如“林先生”。不会公开。" / "How our letters address you, such as “Ms Lin”. Never public.";
    claim_have_account: "已经有账户？登录后马上就能认领。" / "Have an account? Sign in, and the claim is made at once.";
    claim_hold_help(hours: i32): "不需要先注册。心愿为您保留 {hours} 小时，请在这之前点开信里的链接确认。"
        / "No need to sign up first. We keep it for you for {hours} hours; by then, please confirm with the link in our letter.";
    claim_button(n: usize): "认领（{n} 个）" / "Claim ({n})";
    claim_one_button: "认领这个心愿" / "Claim this wish";
    claim_think: "再想想" / "Not yet";
    claim_wrong_role: "认领要用爱心人士的账户。学校、村和办公室的账户不能认领。"
        / "Claims are made with a donor's account; a school's, a village's or the office's cannot claim.";
    claimed_one_saying(item: &str): "认领成功：{item}。信已经寄给您，里面有地址和吊牌。"
        / "Claimed: {item}. A letter with the address and the tag is on its way to you.";
    claimed_saying(n: usize): "认领成功：{n} 个心愿。信已经寄给您，里面有地址和吊牌。"
        / "Claimed: {n} wishes. A letter with the addresses and the tags is on its way to you.";
    claimed_lost_saying(n: usize): "有 {n} 个刚刚被别人认领了，没有算在内。" / "{n} had just been claimed by others and are not among them.";

    late_title: "这个心愿刚刚被别人认领了" / "Somebody has just claimed this wish";
    late_text: "谢谢您来。孩子的心愿有人点亮了，这是好事。下面几个很相似，也在等。"
        / "Thank you for coming. The wish has somebody now, and that is good. These are much like it, and still waiting.";
    late_held_title: "这个心愿正替别人留着" / "This wish is kept for somebody else just now";
    late_similar: "下面几个很相似，也在等。" / "These are much like it, and still waiting.";
    late_over_title: "现在不能认领这个心愿了" / "This wish can no longer be claimed";
    claim_not_there_title: "心愿墙上没有这个心愿" / "This wish is not on the wall";
    claim_not_there_text: "它可能已经撤下，也可能地址没有复制完整。下面几个还在等。"
        / "It may have been taken down, or the address was not copied whole. These are still waiting.";
    claim_not_there_none: "它可能已经撤下，也可能地址没有复制完整。现在没有心愿在等。"
        / "It may have been taken down, or the address was not copied whole. No wish is waiting just now.";
    late_none: "现在没有相似的心愿在等。" / "Nothing like it is waiting just now.";

    claim_sent_title: "还差一步：点开信里的链接" / "One more step: open the link in our letter";
    claim_sent_text: "我们寄出了一封信。点开里面的链接，再看一眼，按“确认认领”，才算认领成功。"
        / "We have sent you a letter. Open its link, look once more and confirm; only then is the claim made.";
    claim_sent_spam: "几分钟后还没有收到？请看看垃圾邮件。邮箱写错了也没关系：没有确认的保留会自动取消。"
        / "Nothing after a few minutes? Please look into the spam folder. If the address was mistyped, no harm is done: what is not confirmed is not kept.";
    held_saying(email: &str, until: &str): "信已寄到 {email}。为您保留到 {until}。" / "The letter is on its way to {email}. Kept for you until {until} (China time).";

    hold_title: "确认认领" / "Confirm your claim";
    hold_lead(name: &str, until: &str): "{name}，这些心愿为您保留到 {until}。" / "{name}, these wishes are kept for you until {until} (China time).";
    hold_gone: "这些已经不在保留中了：" / "These are no longer kept:";
    hold_button: "确认认领" / "Confirm my claim";
    hold_help(email: &str): "确认之后，您会用 {email} 登录，之后每一步都在“我的礼物”里。"
        / "Confirming signs you in as {email}; every step is then under “My gifts”.";
    hold_let_go: "不认领了，放开" / "Let it go";
    hold_let_go_help: "改主意了，或者这个邮箱不能用来认领？现在放开，就不用等保留的时间过去。"
        / "Changed your mind, or is this an address that cannot be used? Let it go now, and nobody has to wait until the hold is over.";
    hold_let_go_saying: "已经放开，没有认领。谢谢您告诉我们。" / "Let go; nothing was claimed. Thank you for telling us.";
    hold_over_title: "保留的时间过了" / "The hold is over";
    hold_over_open(at: &str): "心愿为您保留到 {at}，现在已经重新开放。如果还在等，可以再认领一次。"
        / "The wishes were kept for you until {at} (China time) and have opened again. If they still wait, claim them once more.";
    hold_over_to_pool(at: &str): "心愿为您保留到 {at}。这一期的认领已经结束，没有人认领的心愿由兜底库补上。"
        / "The wishes were kept for you until {at} (China time). Claiming in this phase has ended, so what nobody claimed is filled from the pool.";
    hold_over_gone(at: &str): "心愿为您保留到 {at}，已经过了，现在不能认领。心愿墙上可能还有别的在等。"
        / "The wishes were kept for you until {at} (China time), which has passed, and cannot be claimed now. Others may be waiting on the wall.";
    hold_broken_title: "这个链接不完整" / "This link is not whole";
    hold_broken_text: "有的邮箱会把长链接截断。请回到信里，点信里的按钮，或者把链接完整地复制过来。这样打开，什么也没有确认。"
        / "Some mail programs cut long links. Please go back to the letter and press its button, or copy the whole link. Opened like this, it has confirmed nothing.";
    hold_spent_title: "这个链接用过了，或者过期了" / "This link has been used or has expired";
    hold_spent_text: "如果您已经确认，礼物都在“我的礼物”里。用这个邮箱登录就能看到。"
        / "If you have confirmed, everything is under “My gifts”. Sign in with the same address to see it.";

    gifts_title: "我的礼物" / "My gifts";
    gifts_none: "还没有认领过心愿" / "Nothing claimed yet";
    gifts_none_text: "认领之后，每份礼物走到哪里都写在这里。" / "Once you claim a wish, you see here how far each gift is.";
    gifts_give_by(day: &str): "请在 {day}前寄出" / "Please send it by {day}";
    gifts_late(day: &str): "约好 {day}前寄出，已经过了" / "It was to be sent by {day}";
    gifts_problems: "正在处理的问题" / "Being sorted out";
    gifts_to_send: "等您寄出" / "Waiting for you to send";
    gifts_on_the_way: "在路上" / "On the way";
    gifts_at_school: "已到学校" / "At the school";
    gifts_given: "已发到孩子手里" / "In the child's hands";
    gifts_over: "结束了的认领" / "Claims that ended";
    gift_problem(kind: &str): "礼物到校了，但是{kind}。办公室正在处理，会写信告诉您。"
        / "It has arrived, but with a problem: {kind}. The office is taking care of it and will write to you.";
    gift_ended_reason: "原因" / "Reason";
    gift_claim_again: "这个心愿还在等，再认领一次" / "It is waiting again: claim it once more";
    gift_to_pool: "这一期的认领已经结束，这个心愿由兜底库补上。" / "Claiming in this phase has ended, so the office fills this wish from the pool.";
    gift_chosen_title: "处理过的问题" / "Problems that were settled";
    gift_chosen_other: "您的另一份礼物，用过同一个心愿码" / "Another gift of yours that had the same gift code";
    gift_chosen_now: "它现在的心愿码：" / "Its gift code now:";

    delivery_title: "寄到哪里" / "Where to send it";
    delivery_school: "学校" / "School";
    delivery_address: "地址" / "Address";
    delivery_contact: "收件人" / "Recipient";
    delivery_phone: "电话" / "Phone";
    delivery_note: "请只用来寄这份礼物。" / "Please use it for this gift only.";
    tag_link: "打印吊牌" / "Print the tag";
    tag_pdf: "下载 PDF" / "Download the PDF";
    tags_pdf: "打印全部吊牌" / "Print all tags";
    tag_title: "吊牌" / "Tag";
    tag_back: "回到这份礼物" / "Back to this gift";
    tag_over: "这份礼物现在不用寄了，所以没有吊牌可以打印。" / "This gift is not to be sent just now, so there is no tag to print.";
    tag_hint: "打印出来，沿虚线剪下，系在礼物上。学校扫方码或者输入心愿码签收。"
        / "Print it, cut it out and tie it to the gift. The school scans the square or types the code.";
    tag_note: "请把吊牌系在礼物上。礼物里请不要留联系方式。" / "Please tie this tag to the gift. No contact details inside, please.";
    tag_of(phase: &str, school: &str): "暖心 · {phase} · {school}" / "Nuanxin · {phase} · {school}";
    qr_label(code: &str): "方码：{code}" / "QR code: {code}";

    ship_title: "我已寄出" / "I have sent it";
    ship_change: "修改寄送信息" / "Change how you sent it";
    ship_how: "怎么送到学校" / "How does it get there?";
    ship_parcel: "快递" / "By parcel";
    ship_parcel_help: "写下单号，学校好留意" / "With its number, so that the school looks out for it";
    ship_drop_off: "我自己送去" / "I will bring it myself";
    ship_drop_off_help: "写下哪一天送到" / "Say on which day";
    ship_button: "我已寄出" / "I have sent it";
    ship_saying: "谢谢，学校会等着收。" / "Thank you; the school will look out for it.";
    ship_together_link: "几份一起寄出？一起标记" / "Several sent together? Mark them at once";
    ship_together_title: "几份礼物一起寄出" / "Several gifts sent together";
    ship_together_lead: "装在一个包裹里的，或者同一天送去的，在这里一起标记，单号只写一次。"
        / "What is in one parcel, or brought on one day, is marked here at once; the number is written once.";
    ship_together_gifts: "这一次寄出哪些" / "Which gifts are sent";
    ship_together_help: "不在一起的，请去掉勾。" / "Please untick what is not among them.";
    ship_together_button: "勾选的都已寄出" / "I have sent what is ticked";
    ship_together_saying(n: usize): "{n} 份礼物已标记为寄出。谢谢，学校会等着收。" / "Marked as sent: {n}. Thank you; the school will look out for them.";
    ship_together_others: "寄往别的学校的" / "To other schools";
    ship_together_other(school: &str, n: usize): "{school}（{n} 份）" / "{school} ({n})";
    ship_together_none: "现在没有要寄的礼物" / "Nothing is to be sent just now";
    ship_together_none_text: "认领了、还没有寄出的，会出现在这里。" / "What you have claimed and not sent yet shows here.";
    ship_said_drop_off(day: &str): "{day} 亲自送到" / "brought on {day}";

    note_title: "随礼物给孩子写几句话" / "A few words that travel with the gift";
    note_help: "办公室先看，再随礼物交给孩子。请不要写姓名、电话、微信、地址。"
        / "The office reads it first. Please no names, phone numbers, messenger accounts or addresses.";
    note_button: "交给办公室" / "Hand it to the office";
    note_saying: "收到了。办公室看过之后随礼物交给孩子。" / "Thank you. Once the office has read it, it travels with the gift.";
    note_gone_saying: "留言已经收回，不会随礼物交给孩子。" / "Your words are taken back and do not travel with the gift.";
    note_waiting: "办公室还没有看" / "The office has not read it yet";
    note_approved: "办公室看过了，会随礼物交给孩子" / "Read by the office; it travels with the gift";
    note_refused(reason: &str): "办公室请您改一改：{reason}" / "The office asks you to change it: {reason}";
    note_written: "您写给孩子的话" / "Your words for the child";
    note_help_here: "礼物已经到了学校：办公室在发放以前看过，才能随礼物交给孩子。请不要写姓名、电话、微信、地址。"
        / "The gift is at the school: your words go with it if the office has read them by the hand-out. Please no names, phone numbers, messenger accounts or addresses.";
    note_went: "办公室看过了，发放时学校手里有这段话" / "Read by the office; the school had it at the hand-out";
    note_unread: "没有随礼物交给孩子：发放礼物的时候，办公室还没有看。很抱歉。"
        / "It did not go with the gift, which was handed out before the office had read it. We are sorry.";
    note_unchanged(reason: &str): "没有随礼物交给孩子：办公室请您改一改（{reason}），改好以前礼物已经发放了"
        / "It did not go with the gift, which was handed out before it was changed. The office had asked you to: {reason}";
    note_over: "认领已经结束，这段话不会交给孩子" / "The claim has ended, so this does not go to the child";

    ask_title: "买不到一模一样的？问问学校" / "Cannot find the very same thing? Ask the school";
    ask_help: "例如：蓝色没有了，红色可以吗？" / "For example: blue is sold out, may it be red?";
    ask_button: "问学校" / "Ask the school";
    ask_saying: "问题已经交给学校，回答会写信给您。" / "The school has your question and answers by letter.";
    ask_open: "学校还没有回答" / "The school has not answered yet";
    ask_here: "礼物已经到了学校，这个问题不用再回答了" / "The gift has come to the school, so the question needs no answer any more";
    ask_over: "没有等到学校的回答，认领已经结束，这个问题也就结束了" / "The claim ended before the school had answered, and the question with it";
    ask_yes: "学校说：可以" / "The school says: yes";
    ask_no: "学校说：不行，请照心愿上写的买" / "The school says: no, please as the wish says";

    release_title: "临时有变化？放弃这个心愿" / "Something has come up? Give it back";
    release_help: "写一句原因。心愿会马上重新开放，让别人接上。" / "Say why in a few words. The wish opens again at once, so that somebody else can take it.";
    release_help_pool: "写一句原因。这一期的认领已经结束，心愿由兜底库补上。"
        / "Say why in a few words. Claiming in this phase has ended, so the office fills the wish from the pool.";
    release_button: "放弃这个心愿" / "Give this wish back";
    release_saying: "已经放弃，心愿重新开放了。谢谢您告诉我们。" / "Given back, and the wish is open again. Thank you for telling us.";
    release_pool_saying: "已经放弃，心愿由兜底库补上。谢谢您告诉我们。" / "Given back; the office fills the wish from the pool. Thank you for telling us.";

    waiting_join: "加入等候名单" / "Join the waiting list";
    waiting_sign_in: "登录后加入等候名单" / "Sign in to join the waiting list";
    waiting_is_on: "您已经在等候名单上" / "You are on the waiting list";
    waiting_is_on_text: "有心愿重新开放时，心愿墙上也会看到。" / "When wishes open again, they are on the wall, too.";
    waiting_joined_saying: "已加入等候名单。有心愿重新开放时，我们写信告诉您，一天最多一封。"
        / "You are on the waiting list. When wishes open again we write to you, at most once a day.";
    waiting_on: "您在等候名单上，有心愿重新开放时会收到信。" / "You are on the waiting list and get a letter when wishes open again.";
    waiting_silent: "您在等候名单上，但选了不收等候名单的信，心愿重新开放时不会写信告诉您。"
        / "You are on the waiting list, but have declined its letters: nothing is sent to you when wishes open again.";
    waiting_letters: "在“账户”里改" / "Change that in your account";
    waiting_leave: "离开等候名单" / "Leave the waiting list";
    waiting_left_saying: "已离开等候名单。" / "You have left the waiting list.";
}

impl Text {
    /// What was chosen about a problem, as the donor of the gift reads it.
    pub const fn gift_chosen(self, choice: Choice) -> &'static str {
        let (zh, en) = match choice {
            Choice::Replace => ("请您再寄一份", "you were asked to send another"),
            Choice::Substitute => ("照现在这样发给孩子", "it is handed out as it is"),
            Choice::PassOn => ("转给了另一个有同样心愿的孩子", "it went to another child with the same wish"),
            Choice::Return => ("退还给您", "it goes back to you"),
        };
        match self.0 {
            entity::Lang::Zh => zh,
            entity::Lang::En => en,
        }
    }
}
