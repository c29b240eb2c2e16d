//! Ways to reach somebody that are no numbers: addresses of mail, accounts, sites.

pub(super) fn has_email(plain: &str) -> bool {
    let compact: String = plain.chars().filter(|c| !c.is_whitespace()).collect();
    let local = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
    compact.char_indices().filter(|(_, c)| *c == '@').any(|(i, _)| {
        compact[..i].ends_with(local) && compact[i + 1..].starts_with(|c: char| c.is_ascii_alphanumeric())
    })
}

/// Words that only an account follows.
const ACCOUNTS: [&str; 18] = [
    "微信",
    "薇信",
    "威信号",
    "v信",
    "weixin",
    "wechat",
    "抖音号",
    "快手号",
    "支付宝",
    "扣扣号",
    "企鹅号",
    "qq号",
    "qq群",
    "telegram",
    "小红书号",
    "http://",
    "https://",
    "www.",
];
/// Words that may be innocent (QQ 糖) unless an account follows.
const INITIALS: [&str; 5] = ["qq", "vx", "wx", "扣扣", "企鹅"];

pub(super) fn has_account(plain: &str) -> bool {
    let compact: String = plain.chars().filter(|c| !c.is_whitespace()).collect();
    ACCOUNTS.iter().any(|word| compact.contains(word))
        || INITIALS.iter().any(|word| compact.match_indices(word).any(|(i, _)| followed_by_account(&compact, i, word)))
}

fn followed_by_account(compact: &str, at: usize, word: &str) -> bool {
    if compact[..at].ends_with(|c: char| c.is_ascii_alphanumeric()) && word.is_ascii() {
        return false;
    }
    let rest = compact[at + word.len()..].trim_start_matches(|c: char| !c.is_ascii_alphanumeric() && c.is_ascii());
    let rest = rest.trim_start_matches(['号', '是', '：', '为', '码', ':', '=']);
    rest.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-')).count() >= 5
}
