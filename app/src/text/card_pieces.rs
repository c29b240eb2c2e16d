//! Texts of one photo of many cards, and of the blur brush.

use entity::card::piece::Why;

use super::{Text, texts};

texts! {
    pieces_title: "一张照片，多张卡片" / "Many cards in one photo";
    pieces_lead: "把贴好贴纸的卡片摊在一张素色的桌子上，从正上方拍一张照片。系统会把每张卡片找出来、剪下来、摆正，按贴纸交给办公室。"
        / "Lay the cards, each with its sticker, on a plain table and take one photo from above. Each card is found, cut out, straightened and handed in by its sticker.";
    pieces_link: "一张照片传多张卡片" / "Send many cards in one photo";
    pieces_how: "怎么拍" / "How to take it";
    pieces_how_table: "桌面一种颜色，和卡片的颜色分得开；上面不放别的东西。" / "The table has one colour, unlike the cards', and nothing else on it.";
    pieces_how_apart: "卡片之间留两指宽，四边都不出画面；一次最多 40 张，12 张左右最清楚。"
        / "Two fingers between the cards, and none cut off by the border; 40 at most, some 12 is best.";
    pieces_how_sticker: "贴纸正着贴在正面一角，整张看得见；卡片怎么转都可以，会自动摆正。"
        / "The sticker is glued upright on a corner of the front, all of it in sight. Cards may lie any way round; they are turned.";
    pieces_how_light: "亮一点，不反光，别让自己的影子盖住卡片。" / "In good light without glare, and not in your own shadow.";
    pieces_stickers: "打印贴纸" / "Print the stickers";
    pieces_coming(n: usize): "其中 {n} 份礼物还没到校，发放以后才有卡片。" / "Gifts that are not here yet: {n}; their cards come after the hand-out.";
    pieces_stickers_none: "有礼物等卡片的时候，这里可以打印贴纸。" / "When gifts wait for their cards, the stickers can be printed here.";
    pieces_photo: "这张照片" / "The photo";
    pieces_photo_help: "JPEG、PNG 或 WebP，最大 10 MB、2400 万像素。原图不保存，位置等信息全部去掉。"
        / "JPEG, PNG or WebP, at most 10 MB and 24 megapixels. The original is not kept, nor anything else in the file.";
    pieces_send: "找出卡片" / "Find the cards";
    pieces_waiting: "请说一说是谁的" / "Whose are these?";
    pieces_waiting_lead: "这些卡片没有认出来。请选它答谢的礼物，或者丢掉。" / "These could not be matched. Choose the gift each answers, or throw it away.";
    pieces_todo(n: usize, time: &str): "{n} 张卡片还不知道是谁的，{time}以后自动销毁" / "Cards whose gift is not known yet: {n}; destroyed after {time}";
    pieces_gone_at(time: &str): "{time}以后自动销毁" / "destroyed after {time}";
    pieces_alt: "照片里剪出来的一张卡片，还不知道是谁的" / "A card cut out of the photo; whose it is is not known yet";
    pieces_choose: "请选择礼物" / "Choose the gift";
    pieces_match: "就是这份礼物的卡片" / "It is the card of this gift";
    pieces_drop: "丢掉" / "Throw away";
    pieces_drop_all_title: "全部丢掉" / "Throw all away";
    pieces_drop_all(n: usize): "把这 {n} 张都丢掉，照片马上销毁" / "Throw away all {n}; their pictures are destroyed at once";
    pieces_matched_saying: "配好了，办公室看过以后寄给爱心人士。" / "Matched. Once the office has looked at it, it goes to the donor.";
    pieces_dropped_saying: "丢掉了，照片已销毁。" / "Thrown away; its picture is destroyed.";
    pieces_dropped_rest_saying(n: usize, gone: usize): "还在的 {n} 张丢掉了，照片已销毁；另外 {gone} 张之前已经配好或者丢掉。"
        / "Thrown away: {n}; their pictures are destroyed. Matched or thrown away before: {gone}.";
    pieces_none_owed: "现在没有等卡片的礼物，只能丢掉。" / "No gift waits for a card now; these can only be thrown away.";
    pieces_gift(code: &str, item: &str, grade: &str): "{code} · {item} · {grade}" / "{code} · {item} · {grade}";

    piece_unread: "没有读到贴纸" / "No sticker could be read";
    piece_several: "读到了几张贴纸，可能是两张卡片挨在一起" / "Several stickers are on it: perhaps two cards that touch";
    piece_unknown: "贴纸不是本校心愿的" / "Its sticker is not of a wish of this school";
    piece_again: "和另一张卡片的贴纸一样" / "Another card bears the same sticker";

    turn_left: "向左转" / "Turn left";
    turn_right: "向右转" / "Turn right";
    turn_saying: "转好了。" / "Turned.";

    blur_title: "涂掉姓名或脸" / "Blur a name or a face";
    blur_lead: "涂过的地方从图里真正抹掉，不能恢复。" / "What is blurred is gone from the picture for good.";
    blur_draw: "在图上按住拖动，涂过要遮住的地方。" / "Press and drag over what must not be seen.";
    blur_size: "笔的粗细" / "Width of the brush";
    blur_undo: "撤销一笔" / "Undo";
    blur_clear: "全部重来" / "Start over";
    blur_numbers: "用数字圈出一块（占图宽、图高的百分之几）" / "Give a rectangle, in percent of the picture's width and height";
    blur_burn: "涂掉" / "Blur it";
    blur_saying: "涂掉了。请再看一遍。" / "Blurred. Please look at it once more.";
    blur_back: "返回这张卡片" / "Back to the card";
}

impl Text {
    pub const fn piece_why(self, why: Why) -> &'static str {
        match why {
            Why::Unread => self.piece_unread(),
            Why::Several => self.piece_several(),
            Why::Unknown => self.piece_unknown(),
            Why::Again => self.piece_again(),
        }
    }

    /// What became of the cards of one photo. `early`: the codes of gifts that are not handed out yet; `refused`: of
    /// those whose cards may not be brought for another reason.
    pub fn pieces_saying(self, matched: usize, left: usize, early: &[String], refused: &[String]) -> String {
        let found = matched + left + early.len() + refused.len();
        let join = |codes: &[String]| codes.join(self.0.pick("、", ", "));
        let (by_hand, early, codes) = (left > 0, join(early), join(refused));
        let if_any = |any: bool, clause: String| if any { clause } else { String::new() };
        match self.0 {
            entity::Lang::Zh => [
                format!("找到 {found} 张：{matched} 张已交办公室"),
                if_any(by_hand, format!("，{left} 张请手工配")),
                "。".to_owned(),
                if_any(!early.is_empty(), format!("没有保存 {early}：礼物还没有发放，发放以后再拍。")),
                if_any(
                    !codes.is_empty(),
                    format!("没有保存 {codes}：监护人没有同意送卡片，或者卡片已经寄出、不再需要，不用再拍。"),
                ),
            ],
            entity::Lang::En => [
                format!("{found} found: {matched} handed in"),
                if_any(by_hand, format!(", {left} to be matched by hand")),
                ".".to_owned(),
                if_any(
                    !early.is_empty(),
                    format!(" Not kept: {early}. These gifts are not handed out yet; take the photo afterwards."),
                ),
                if_any(
                    !codes.is_empty(),
                    format!(
                        " Not kept: {codes}. The guardian has not agreed to a card, or it went out or is no longer \
                         wanted; no other photo is needed."
                    ),
                ),
            ],
        }
        .concat()
    }
}
