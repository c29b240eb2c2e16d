//! Texts of thank-you cards: the school's list and upload, the office's queue, what the donor sees.

use entity::card::{Shows, list::Standing};

use super::{Text, texts};

texts! {
    cards_title: "谢意卡片" / "Thank-you cards";
    cards_lead: "礼物发到孩子手里以后，孩子做的卡片拍照传上来，办公室看过，只寄给送礼物的那个人。"
        / "Once the child has the gift, the card they make is photographed and sent here. The office looks at it, and it goes to that donor alone.";
    cards_none: "现在没有要送的卡片" / "No cards are due";
    cards_none_text: "礼物发放以后，监护人同意送卡片的会出现在这里。" / "After a hand-out, those whose guardians agreed to a card appear here.";
    cards_counts(owed: usize, waiting: usize, sent: usize): "待上传 {owed} 张 · 等办公室 {waiting} 张 · 已寄出 {sent} 张"
        / "{owed} to send · {waiting} with the office · {sent} delivered";
    cards_due_on(day: &str): "{day}前" / "by {day}";
    cards_upload: "上传" / "Send";
    cards_again: "重传" / "Send again";
    cards_look: "查看" / "Look";
    cards_handed_on: "发放日期" / "Handed out on";
    cards_due: "期限" / "Due by";
    cards_photo_consent: "照片同意" / "Consent to photos";
    cards_may_show: "同意：卡片上可以有孩子的照片，不能有姓名" / "Given: the child may be seen on the card; no name may";
    cards_may_not_show: "没有同意：卡片上不能看到孩子的脸，也不能有姓名" / "Not given: neither the child's face nor a name may be on the card";
    cards_agreed_no_more: "监护人已经撤回同意，这张卡片不能再上传。" / "The guardian has withdrawn the consent; no card can be sent any more.";
    cards_photo: "卡片的照片" / "Photo of the card";
    cards_photo_help: "JPEG、PNG 或 WebP，最大 10 MB。把卡片放平，拍清楚整张。照片里的位置等信息会全部去掉，原图不保存。"
        / "JPEG, PNG or WebP, at most 10 MB. Lay the card flat and take all of it. Where it was taken, and all else in the file, is removed; the original is not kept.";
    cards_send: "上传这张卡片" / "Send this card";
    cards_sent_saying: "已上传，办公室看过以后寄给爱心人士。" / "Sent. Once the office has looked at it, it goes to the donor.";
    cards_file_missing: "请选择卡片的照片" / "Please choose the photo of the card";
    cards_replace: "换一张照片" / "Send another photo";
    cards_alt(item: &str): "孩子为“{item}”做的谢意卡片" / "The thank-you card a child made for “{item}”";
    cards_larger: "看大图" / "See it larger";
    cards_returned(reason: &str): "办公室退回：{reason}" / "Sent back by the office: {reason}";
    cards_waits: "办公室还没有看。照片拍错了，现在可以换一张。" / "The office has not looked at it yet. Was it the wrong photo? It can still be replaced.";
    cards_is_sent: "已寄给爱心人士。" / "It has gone to the donor.";
    cards_is_declined: "您说过这次没有卡片。孩子后来做了，也可以上传。" / "You said that there will be no card. Should the child make one after all, it can be sent.";
    cards_is_withdrawn: "卡片已收回，照片已销毁。孩子愿意再做一张，可以重新上传。" / "The card was taken back and its picture destroyed. If the child would like to make another, it can be sent.";
    cards_is_withdrawn_for_good: "卡片已收回，照片已销毁。监护人不再同意，不用再做。" / "The card was taken back and its picture destroyed. The guardian no longer agrees, so no other is needed.";
    cards_decline_title: "这次没有卡片" / "No card this time";
    cards_decline_text: "孩子不愿意做，或者已经转学，不用勉强，也不用说明原因。不会告诉爱心人士。"
        / "A child would rather not, or has moved: nobody must, and no reason is asked for. The donor is not told.";
    cards_decline: "这次没有卡片" / "There will be no card";
    cards_declined_saying: "记下了：这次没有卡片。" / "Noted: no card this time.";

    gift_photo_title: "拍一张给办公室看（选填）" / "A photo for the office (optional)";
    gift_photo_text: "拍礼物，不要拍到孩子。只有本校和办公室看得到，办公室决定以后就销毁。"
        / "Of the gift, and not of a child. Your school and the office alone see it, and it is destroyed once the office has chosen.";
    gift_photo_send: "上传这张照片" / "Send this photo";
    gift_photo_sent_saying: "照片已上传，办公室看得到了。" / "Sent; the office can see it now.";
    gift_photo_alt(item: &str): "有问题的礼物：{item}" / "The gift with which something is wrong: {item}";
    gift_photo_help: "JPEG、PNG 或 WebP，最大 10 MB。照片里的位置等信息会全部去掉，原图不保存。"
        / "JPEG, PNG or WebP, at most 10 MB. Where it was taken, and all else in the file, is removed; the original is not kept.";
    gift_photo_file: "礼物的照片" / "Photo of the gift";

    cards_shrinking: "正在缩小照片……" / "Making the photo smaller …";
    cards_ready: "照片 {before}，缩小后 {after}，可以上传了。" / "{before}, now {after}: ready to be sent.";
    cards_sending: "正在上传：{percent}" / "Sending: {percent}";
    cards_looking: "已传到，正在处理……" / "It is here and being looked at …";
    cards_broken: "网络断了，{seconds} 秒后自动再传一次。" / "The line broke; it is sent again in {seconds} seconds.";
    cards_given_up: "还是没有传上去。信号好一些的时候再点一次上传，照片还在。" / "It did not get through. Press the button again where the signal is better; the photo is still there.";

    card_review_waiting(waiting: u64): "还有 {waiting} 张等着看" / "{waiting} waiting";
    card_review_lead: "寄出以前请看仔细：认不认得出孩子，有没有写姓名。" / "Look closely before it goes out: can a child be recognised, is a name written on it?";
    card_review_none: "没有等着看的卡片" / "No cards wait";
    card_review_none_text: "学校上传以后会出现在这里。" / "What schools send appears here.";
    card_review_again: "从头再看" / "Begin again";
    card_review_shows: "看过了，卡片上" / "I have looked: on this card";
    card_review_nobody: "认不出任何人，也没有姓名" / "nobody can be recognised, and there is no name";
    card_review_child: "看得到孩子，同意书同意照片；没有姓名" / "the child is seen, as the consent allows; there is no name";
    card_review_no_photo: "监护人没有同意照片：看得到孩子就请退回。" / "No consent to photos: if the child is seen, please send it back.";
    card_review_approve: "寄给爱心人士" / "Send to the donor";
    card_review_return: "退回学校" / "Send back";
    card_review_reason: "退回的原因" / "Why it goes back";
    card_review_reason_help: "学校会收到这句话，例如：右下角写了孩子的姓名，请遮住再拍。" / "The school reads this, for example: the child's name stands in the corner; please cover it.";
    card_review_skip: "先看下一张" / "Next";
    card_review_queue: "等着看的卡片" / "Cards that wait";
    card_review_more(n: u64): "后面还有 {n} 张，看完前面的就会出现。" / "{n} more; they appear once those before are done.";
    card_review_judged(state: &str): "这张卡片{state}，不用再看。" / "This card is settled: {state}.";
    card_review_approved_saying(item: &str): "“{item}”的卡片已寄给爱心人士。" / "The card for “{item}” is on its way to its donor.";
    card_review_returned_saying(item: &str): "“{item}”的卡片已退回学校。" / "The card for “{item}” went back to its school.";

    card_recall_go: "孩子的谢意卡片" / "The child's thank-you card";
    card_recall_title: "收回这张卡片" / "Take this card back";
    card_recall_help: "爱心人士马上看不到它，照片随即销毁，不能恢复。信还没有寄出的不再寄；已经寄出的，会另写一封信请对方删掉，不说原因。学校会收到原因，孩子愿意可以再做一张。监护人要整个撤回同意的，请到“同意书”办理。"
        / "Its donor no longer sees it, and the picture is destroyed for good. A letter that has not gone does not go; if it has, another one asks the donor to delete it and gives no reason. The school reads the reason, and may send another card if the child would like to. Where the guardian withdraws the consent itself, do that under Consents.";
    card_recall_why: "为什么收回" / "Why it is taken back";
    card_recall_button: "收回并销毁照片" / "Take it back and destroy the picture";
    card_recall_saying: "卡片已收回，照片已销毁。" / "The card was taken back and its picture destroyed.";

    gift_card_title: "孩子给您的卡片" / "The card made for you";
    gift_card_private: "这张卡片只有您、学校和办公室看得到。请不要发到网上。" / "Only you, the school and the office get to see it. Please do not put it on the web.";
    gift_card_expected(day: &str): "孩子正在做谢意卡片，大约{day}前会寄给您。" / "The child is making a thank-you card; it should be with you by about {day}.";
}

impl Text {
    pub const fn card_standing(self, standing: Standing) -> &'static str {
        let (zh, en) = match standing {
            Standing::Overdue => ("过了期限", "Overdue"),
            Standing::Returned => ("退回重拍", "Sent back"),
            Standing::Due => ("待上传", "To send"),
            Standing::Submitted => ("等办公室看", "With the office"),
            Standing::Approved => ("已寄出", "Delivered"),
            Standing::Declined => ("没有卡片", "No card"),
            Standing::Withdrawn => ("已收回", "Taken back"),
        };
        match self.0 {
            entity::Lang::Zh => zh,
            entity::Lang::En => en,
        }
    }

    pub const fn card_shows(self, shows: Shows) -> &'static str {
        match shows {
            Shows::Nobody => self.card_review_nobody(),
            Shows::Child => self.card_review_child(),
        }
    }
}
