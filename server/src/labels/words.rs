//! Everything printed on tags and gift sheets in words, Chinese and English side by side.

use entity::Lang;

use super::LabelError;

pub(super) struct Words {
    /// BCP 47, for the PDF's own language.
    pub(super) language: &'static str,
    pub(super) tags_title: &'static str,
    pub(super) sheet_title: &'static str,
    pub(super) stickers_title: &'static str,
    pub(super) sticker_help: &'static str,
    pub(super) code: &'static str,
    pub(super) specification: &'static str,
    pub(super) scan: &'static str,
    pub(super) qr: &'static str,
    pub(super) outside: &'static str,
    pub(super) no_contact: &'static str,
    pub(super) heading: &'static str,
    pub(super) thanks: &'static str,
    pub(super) what: &'static str,
    pub(super) about: &'static str,
    pub(super) send_to: &'static str,
    pub(super) give_by: &'static str,
    pub(super) give_by_note: &'static str,
    pub(super) how: &'static str,
    pub(super) steps: [&'static str; 4],
    pub(super) web: &'static str,
    pub(super) cut_here: &'static str,
    by_hand: &'static str,
    lang: Lang,
}

impl Words {
    pub(super) const fn of(lang: Lang) -> &'static Self {
        match lang {
            Lang::Zh => &ZH,
            Lang::En => &EN,
        }
    }

    pub(super) fn page(&self, number: usize, of: usize) -> String {
        match self.lang {
            Lang::Zh => format!("第 {number} 页，共 {of} 页"),
            Lang::En => format!("Page {number} of {of}"),
        }
    }

    /// What the empty boxes of a page are for; `rows`: the numbers of the rows they stand in, if these are numbered.
    pub(super) fn by_hand(&self, rows: &[String]) -> String {
        let said = self.by_hand;
        match (self.lang, rows) {
            (_, []) => said.to_owned(),
            (Lang::Zh, rows) => format!("第 {} 行：{said}", rows.join("、")),
            (Lang::En, [row]) => format!("Row {row}. {said}"),
            (Lang::En, rows) => format!("Rows {}. {said}", rows.join(", ")),
        }
    }
}

const ZH: Words = Words {
    language: "zh-CN",
    tags_title: "暖心 心愿吊牌",
    sheet_title: "暖心 礼物单",
    stickers_title: "暖心 卡片贴纸",
    sticker_help: "剪下，正着贴在谢意卡片正面的一角",
    code: "暖心 心愿码",
    specification: "规格：",
    scan: "扫码看礼物到哪了",
    qr: "二维码，打开 ",
    outside: "请把吊牌系在礼物外面",
    no_contact: "礼物里外都不要写电话、地址等联系方式",
    heading: "您认领的微心愿",
    thanks: "谢谢您！准备这份礼物要知道的，都在这一页上。",
    what: "买什么",
    about: "参考价 ",
    send_to: "寄到哪里",
    give_by: "最晚日期",
    give_by_note: "请最晚在这一天寄出，或亲自送到。",
    how: "怎么送",
    steps: [
        "请买全新的礼物，规格照上面写的；不必更贵，同学之间差不多就好。",
        "剪下下面的吊牌，系在或贴在礼物的外包装上。邮寄时，请在快递单的备注栏也写上心愿码。",
        "寄出以后，扫吊牌上的二维码，打开自己的这份礼物，点“我已寄出”，填上快递单号。",
        "请不要在礼物里留联系方式，也不要打听孩子是谁。想说的话可以写在网页上，由办公室转交。",
    ],
    web: "这份礼物的网页：",
    cut_here: "沿虚线剪下",
    by_hand: "方框里是打印字体没有的字，请对照网页用笔写上。",
    lang: Lang::Zh,
};

const EN: Words = Words {
    language: "en",
    tags_title: "Nuanxin gift tags",
    sheet_title: "Nuanxin gift sheet",
    stickers_title: "Nuanxin stickers for cards",
    sticker_help: "Cut out and glue it, upright, on a corner of the card's front",
    code: "Nuanxin gift code",
    specification: "Details: ",
    scan: "Scan to follow this gift",
    qr: "QR code, opens ",
    outside: "Put this tag on the outside of the gift",
    no_contact: "Write no phone number, address or other contact details in or on it",
    heading: "The wish you have claimed",
    thanks: "Thank you! All you need to know to prepare this gift is on this page.",
    what: "What to buy",
    about: "About ",
    send_to: "Where to send it",
    give_by: "By when",
    give_by_note: "Please post it, or bring it in person, on or before this day.",
    how: "How to give it",
    steps: [
        "Buy it new and as described above. It need not cost more: gifts are best when they are alike.",
        "Cut out the tag below and put it on the outside of the gift. When you post it, write the gift code \
         in the courier's remarks as well.",
        "Once it is on its way, scan the tag, open your gift, choose \"I have sent it\" and enter the tracking \
         number.",
        "Leave no contact details in the gift and do not try to find out who the child is. If you would like to \
         say something, write it on the web page: the office passes it on.",
    ],
    web: "This gift on the web: ",
    cut_here: "Cut along the dashed line",
    by_hand: "An empty box is a character the font lacks: please write it in by hand, as it stands on the website.",
    lang: Lang::En,
};

pub(super) fn refusal(error: &LabelError, lang: Lang) -> String {
    match (lang, error) {
        (Lang::Zh, LabelError::Nothing) => "没有要打印的。".to_owned(),
        (Lang::En, LabelError::Nothing) => "There is nothing to print.".to_owned(),
        (Lang::Zh, _) => "没能生成，请告诉管理员。".to_owned(),
        (Lang::En, _) => "It could not be made. Please tell the administrator.".to_owned(),
    }
}
