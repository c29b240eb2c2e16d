//! Texts of the roster without a network. What the phone fills in stands in braces.

use super::texts;

texts! {
    away_link: "去没有网络的地方" / "For where there is no network";
    away_title: "没有网络时的签领表" / "Roster without a network";
    away_lead: "出发前，在有网络的地方打开这一页，把签领表存到手机。到了村里没有网络也能打开、勾选、写签字人；有信号时自动发出，只算一次。"
        / "Before you leave, open this page where there is a network and keep the roster on the phone. In the village it opens, ticks and signs without one, and sends itself once there is a signal: exactly once.";
    away_private: "手机里只存孩子的姓名、年级、礼物、心愿码和有没有留言，加密保存：发出的那几行随即删除，其余最多存 72 小时。请给手机设好锁屏密码，不要把手机借给别人。"
        / "The phone keeps only names, grades, gifts, codes and whether there is a note, encrypted: lines that were sent are deleted at once, the rest after 72 hours at most. Lock your phone, and do not lend it.";
    away_no_script: "这一页要用 JavaScript，现在它关着：签领表存不到手机，离线也打不开。有网络时请直接用签领表，没有网络时请用纸质的。"
        / "This page needs JavaScript, which is off: the roster cannot be kept on the phone, and nothing opens without a network. Use the roster itself where there is a network, and paper where there is none.";
    away_to_roster: "打开签领表" / "Open the roster";
    away_to_paper: "纸质签领表（PDF）" / "Roster on paper (PDF)";
    away_take: "存到这部手机" / "Keep it on this phone";
    away_wipe: "从这部手机删除" / "Delete it from this phone";
    away_sign_in: "去登录" / "Sign in";
    away_all: "全部勾选" / "Tick all";
    away_confirm: "确认已发放" / "Confirm the hand-out";
    away_once: "确认以后存在手机里，有信号时自动发出；发出以后不能撤回。" / "It is kept on the phone and sends itself once there is a signal; then it cannot be undone.";
    away_told: "这部手机发出的" / "Sent from this phone";
    away_refused: "没有被接受，请改正后再确认" / "Not accepted: please correct it and confirm again";
    away_given_title: "学校最近发放的" / "Handed out lately at this school";

    away_word_kept: "已存到这部手机，{until}自动删除。没有网络也能打开这一页。" / "Kept on this phone until {until}. This page opens without a network.";
    away_word_waiting: "{n} 份已签好，存在手机里，有信号时自动发出。" / "{n} signed and kept on the phone; they send themselves once there is a signal.";
    away_word_busy: "{n} 份还在手机里：服务器没有回答，过一会儿自动再试。" / "Still on the phone: {n}. The server did not answer and is tried again.";
    away_word_stranger: "{n} 份还在手机里：请用这所学校的账户登录，登录后自动发出。" / "Still on the phone: {n}. Sign in with this school's account, and they are sent.";
    away_word_no_network: "现在没有网络，存不了。" / "There is no network now, so it cannot be kept.";
    away_word_unable: "这个浏览器存不了签领表。请换一个新一些的浏览器，或者用纸质签领表。" / "This browser cannot keep the roster. Please use a newer one, or the roster on paper.";
    away_word_empty: "这所学校现在没有等着发放的礼物。" / "No gifts wait for their hand-out at this school.";
    away_word_wiped: "已从这部手机删除。" / "Deleted from this phone.";
    away_word_signed: "已签好，等着发出" / "signed, waiting to be sent";
    away_word_signer: "{child}：签字人" / "{child}: who signed";

    away_sent(n: usize): "已发出：{n} 份。给爱心人士的信正在寄出。" / "Sent: {n}. The donors' letters are on their way.";
    away_given(item: &str, code: &str, teacher: &str, on: &str): "{item} {code}：{teacher}{on}已发放" / "{item} {code}: handed out by {teacher} on {on}";
}
