//! Texts for letters that did not go: why, in words for the office.

use entity::Lang;

use super::{Text, texts};

texts! {
    letters_over: "不再有用、没有寄出的信" / "No longer of use, and not sent";
    letters_over_text: "信里的链接或者期限已经过了，寄出去只会让人白跑一趟。这里留三十天，不用做什么。"
        / "The link or the last day in these letters is over, so sending them would only mislead. They stay here for thirty days; nothing need be done.";
    letter_over: "信里的链接或者期限已经过了，不再有用。" / "The link or the last day in it is over: it is no longer of use.";
    letter_over_saying: "没有再寄：信里的链接或者期限已经过了，不再有用。"
        / "It was not sent again: the link or the last day in it is over, so it is no longer of use.";
    letter_put_away: "收起来" / "Put it away";
}

/// How a reason begins, as the postman and its mail library put it, and what that means.
const TROUBLES: [(&str, &str, &str); 15] = [
    ("Connection error", "连接不上邮件服务器。", "The mail server cannot be reached."),
    ("network error", "连接不上邮件服务器。", "The mail server cannot be reached."),
    ("transport has been shut down", "连接不上邮件服务器。", "The mail server cannot be reached."),
    ("the mail server did not answer in time", "邮件服务器没有及时回应。", "The mail server did not answer in time."),
    ("tls error", "和邮件服务器的加密连接没有建成。", "No encrypted connection to the mail server could be made."),
    ("permanent error (53", "邮件服务器不接受我们的登录。", "The mail server does not accept our sign-in."),
    (
        "permanent error",
        "邮件服务器拒收：邮箱可能写错了，或者已经停用。",
        "The mail server refused it: the address may be wrong or closed.",
    ),
    ("transient error", "邮件服务器暂时不收。", "The mail server does not take it for now."),
    ("the mail folder cannot be written", "存放信件的文件夹写不进去。", "The folder for letters cannot be written."),
    ("not an e-mail address", "邮箱地址不完整。", "The address is not whole."),
    ("the card was taken down", "这张卡片已经收回，不寄了。", "The card was taken back, so it does not go."),
    ("there is no folder of pictures", "卡片的图片打不开。", "The card's picture cannot be opened."),
    ("the file of the picture", "卡片的图片打不开。", "The card's picture cannot be opened."),
    ("the letter's", "这封信写不出来，请告诉管理员。", "The letter cannot be written; please tell the administrator."),
    (
        "the mail cannot be put together",
        "这封信写不出来，请告诉管理员。",
        "The letter cannot be written; please tell the administrator.",
    ),
];

impl Text {
    /// Why a letter did not go, in plain words; none where only the technical words say it.
    pub fn letter_trouble(self, reason: &str) -> Option<&'static str> {
        let &(_, zh, en) = TROUBLES.iter().find(|(begins, ..)| reason.starts_with(*begins))?;
        Some(self.0.pick(zh, en))
    }

    /// A public alias in the middle of a sentence: `A village school` is `a village school` there.
    pub fn within(self, alias: &str) -> String {
        let article = ["A ", "An ", "The "].into_iter().find(|article| alias.starts_with(article));
        match (self.0, article) {
            (Lang::En, Some(article)) => article.to_lowercase() + &alias[article.len()..],
            _ => alias.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use entity::Lang;

    use super::Text;

    #[test]
    fn an_alias_begins_small_within_an_english_sentence() {
        for (lang, alias, within) in [
            (Lang::En, "A village school", "a village school"),
            (Lang::En, "The school by the river", "the school by the river"),
            (Lang::En, "Anning School", "Anning School"),
            (Lang::Zh, "A 校", "A 校"),
        ] {
            assert_eq!(Text(lang).within(alias), within);
        }
    }
}
