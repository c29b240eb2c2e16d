//! Texts of the privacy work: looks, consents, how long records are kept, reports of pages.

use entity::{child::look::Reason, page_report::Kind};

use super::{Text, texts};

texts! {
    desk_consents: "同意书" / "Consents";
    desk_looks: "隐私" / "Privacy";
    desk_reports: "网页举报" / "Reported pages";

    looks_title: "隐私：谁看了姓名" / "Privacy: who looked at names";
    looks_lead: "每一次打开孩子、老人或农户的真实姓名都在这里：谁、多少个、什么时候、为什么。每月 1 日，上个月的数字会寄给管理员。"
        / "Every time the real name of a child, an elder or a household was opened: who, how many, when and why. On the 1st of each month the last month's numbers go to the administrators.";
    looks_month: "月份" / "Month";
    looks_earlier: "上个月" / "Month before";
    looks_later: "下个月" / "Month after";
    looks_csv: "下载表格（CSV）" / "Download the table (CSV)";
    looks_office: "办公室" / "The office";
    looks_who: "谁" / "Who";
    looks_school: "学校或村" / "School or village";
    looks_reason: "为什么" / "Why";
    looks_count: "次数" / "Looks";
    looks_names: "姓名" / "Names";
    looks_total: "合计" / "Total";
    looks_none: "这个月没有人看过" / "Nobody looked this month";
    looks_each: "办公室的每一次" / "Each look by the office";
    look_remark_help: "例如谁打来电话、要核对什么。只有管理员读得到，加密保存。"
        / "Such as who called, or what is to be checked. Only administrators can read it; it is kept encrypted.";

    keep_title: "资料保留多久" / "How long records are kept";
    keep_lead: "每一期结束（办公室结束这一期的日子，没有点结束的按发放日期）之后，孩子的姓名、生日、监护人、住址和家庭情况再保留这么多个月，然后自动永久删除。孩子还参加着别的期，就等到最后一期到期。删除前 30 天会写信提醒办公室。"
        / "After a phase's end (the day the office finished it, or else the day of its hand-out), children's names, birthdays, guardians, addresses and family situations are kept for so many months, then erased for good by the clock. A child who also takes part in other phases is kept until the last of them. The office is reminded by letter 30 days before.";
    keep_phase: "期次" / "Phase";
    keep_ended: "结束" / "Ended";
    keep_one_month: "1 个月" / "1 month";
    keep_some_months(n: i32): "{n} 个月" / "{n} months";
    keep_months_head: "保留" / "Kept for";
    keep_until: "保留到" / "Kept until";
    keep_records: "还在的资料" / "Records there";
    keep_not_yet: "还没有结束" / "Not over yet";
    keep_in_draft: "筹备中" / "In preparation";
    keep_gone: "都已删除" / "All erased";
    keep_change: "改期限" / "Change";
    keep_one_title(number: i32): "第 {number} 期的资料保留多久" / "How long the records of phase {number} are kept";
    keep_help(usual: i32): "1 到 120 个月，一般 {usual} 个月。已经删除的不能恢复。" / "1 to 120 months, usually {usual}. What was erased cannot be brought back.";
    keep_saved: "期限已改。" / "Changed.";
    keep_after(months: &str): "孩子的资料在这一期结束以后保留 {months}" / "Children's records are kept for {months} after the phase's end";
    keep_link(until: &str): "孩子的资料保留到 {until}" / "Children's records are kept until {until}";

    consents_title: "同意书登记" / "Register of consents";
    consents_lead: "每一份监护人同意书：版本、范围、日期、编号和撤回。只补不改。"
        / "Every guardian's consent: version, scope, date, form number, withdrawal. Never changed, only replaced.";
    consents_search: "同意书编号" / "Form number";
    consents_state: "状态" / "State";
    consents_all_states: "全部状态" / "All states";
    consents_stands: "有效" / "Stands";
    consents_withdrawn: "已撤回" / "Withdrawn";
    consents_replaced: "已换新" / "Replaced";
    consents_withdrawn_on(day: &str): "{day}撤回" / "withdrawn on {day}";
    consents_replaced_on(day: &str): "{day}换新" / "replaced on {day}";
    consents_scope: "范围" / "Scope";
    consents_all_scopes: "全部范围" / "All scopes";
    consents_version: "版本" / "Version";
    consents_version_of(version: &str): "版本 {version}" / "version {version}";
    consents_given: "签字日期" / "Signed on";
    consents_recorded: "登记" / "Recorded";
    consents_child: "孩子" / "Child";
    consents_wish: "心愿" / "Wish";
    consents_erased: "资料已删除" / "Record erased";
    consents_none: "没有找到同意书" / "No consent found";
    consents_none_text: "学校写下心愿并登记监护人的同意后，会出现在这里。" / "They show here once a school has written a wish and recorded the guardian's consent.";
    consents_go: "查看、撤回" / "Look or withdraw";
    consents_look: "查看" / "Look";
    consents_paper: "打印时浏览器只印这张表。" / "Your browser prints the table alone.";
    consent_page_title: "监护人的同意" / "The guardian's consent";
    consent_page_link: "看同意书，或者撤回" / "See the consent, or withdraw it";
    consent_page_look: "看同意书" / "See the consent";
    consent_none: "没有有效的同意" / "No consent stands";
    consent_going: "撤回全部同意之后" / "After all consent is withdrawn";
    consent_going_none: "这个孩子没有还在进行的心愿，网上不会有变化。" / "The child has no wish under way; nothing changes on the site.";
    consent_going_wish: "马上从网上消失" / "disappears from the site at once";
    consent_going_claimed: "马上从网上消失，认领随之取消，爱心人士会收到信" / "disappears at once; the claim ends and its donor gets a letter";

    erase_page_lead: "监护人要求删除，或者登记错了人，才用这一步。" / "Only when the guardian asks for it, or the wrong person was registered.";
    erase_will: "会发生什么" / "What will happen";
    erase_will_key: "这个孩子的密钥被销毁：姓名、出生日期、监护人、住址和家庭情况从此谁也读不出来，备份里也一样。"
        / "The child's key is destroyed: name, birth date, guardian, address and family situation can never be read again, by anybody, not even from a backup.";
    erase_will_consent: "所有同意随之撤回。" / "All consent is withdrawn with it.";
    erase_will_card: "谢意卡片随之销毁，爱心人士也再看不到。" / "Thank-you cards are destroyed with it; their donors can no longer see them either.";
    erase_will_counts: "已经发放的礼物只留下数字，和孩子再无关联。" / "Gifts that were handed out stay as numbers only, and lead to nobody.";
    erase_sure: "我确认：监护人要求删除，不能恢复" / "I am sure: the guardian asks for it, and it cannot be undone";
    erase_done_already: "这个孩子的资料已经删除了。" / "This child's record has been erased already.";
    erase_go: "去删除…" / "Erase…";

    hide_title: "从网上撤下" / "Take off the public pages";
    hide_help: "公开的页面马上看不到它，也不能再认领。礼物照常：爱心人士、学校和办公室还看得到。"
        / "The public no longer sees it, and nobody can claim it. Its gift goes on: the donor, the school and the office still see it.";
    hide_button: "马上撤下" / "Take it off now";
    hidden_saying: "已经从公开的页面撤下。" / "It is off the public pages.";
    hidden_notice(at: &str): "这个心愿在 {at} 从公开的页面撤下了。" / "This wish was taken off the public pages on {at}.";
    show_help: "公开的页面会重新显示它。" / "The public pages will show it again.";
    show_button: "重新公开" / "Show it again";
    shown_saying: "又公开了。" / "It is public again.";

    footer_report: "举报这一页" / "Report this page";
    report_title: "举报这一页" / "Report this page";
    report_lead: "看到不该出现的内容，请告诉我们。办公室一个工作日内会看。" / "Tell us what should not stand there. The office looks at it within one working day.";
    report_page(path: &str): "您要举报的页面：{path}" / "The page you report: {path}";
    report_no_page: "请在下面写明是哪一页。" / "Please say below which page you mean.";
    report_kind: "哪里不对" / "What is wrong?";
    report_words: "请说明" / "Please describe it";
    report_words_help(most: usize): "最多 {most} 字，加密保存，只有办公室读得到，处理完 90 天后删除。请不要抄写孩子的姓名。"
        / "At most {most} characters, kept encrypted and read by the office alone; dropped 90 days after it is settled. Please do not copy a child's name.";
    report_reply_help: "想知道结果，请留邮箱，只用来回这一封信。" / "If you want to hear from us; used for this one answer only.";
    report_send: "交给办公室" / "Send to the office";
    report_sent_saying(number: i64): "谢谢，办公室收到了，编号 {number}。" / "Thank you. The office has it, as number {number}.";

    reports_title: "网页举报" / "Reported pages";
    reports_lead: "有人说这些页面上有不该出现的内容。先看等得最久的。" / "Somebody says these pages hold what they should not. Look first at what has waited longest.";
    reports_none: "没有等着处理的举报" / "No reports are waiting";
    reports_none_text: "每个公开页面下面都有“举报这一页”。" / "Every public page has a “Report this page” at its foot.";
    reports_closed: "最近处理的" / "Settled lately";
    reports_go: "查看" / "Look";
    report_number(number: i64): "举报 {number}" / "Report {number}";
    report_words_gone: "内容已按期删除" / "The words have been dropped as promised";
    report_path: "页面" / "Page";
    report_path_none: "没有写" / "not given";
    report_made: "收到" / "Received";
    report_closed_at: "处理" / "Settled";
    report_said: "怎么说的" / "What was said";
    report_answer: "回信" / "Your answer";
    report_answer_help: "会原样寄给举报的人。请不要写孩子的姓名。" / "Goes to whoever reported it, as you write it. Please name no child.";
    report_no_address: "没有留邮箱，不用回信。" / "No address was left, so there is nobody to answer.";
    report_close: "处理完毕" / "Settle it";
    report_close_answer: "处理完毕，寄出回信" / "Settle it and send the answer";
    report_closed_saying: "已处理。" / "Settled.";

    privacy_keep: "保留多久" / "How long we keep it";
    privacy_keep_text: "一期结束之后，孩子的资料再保留一段时间（一般 24 个月，每一期可以另定，见下），然后连同密钥自动永久删除；监护人可以要求马上删除。举报的内容在处理完 90 天后删除。"
        / "After a phase's end, children's records are kept for some time (usually 24 months; each phase may say, see below), then erased for good together with their keys; a guardian may ask for it at once. What was reported is dropped 90 days after it was settled.";
    privacy_keep_phase(title: &str, until: &str): "{title}：保留到 {until}" / "{title}: until {until}";
    privacy_report: "发现问题" / "If something is wrong";
    privacy_report_text: "每个公开页面的最下面都可以举报，不用登录，也不用留名字。" / "Every public page can be reported at its foot, without signing in and without a name.";
}

impl Text {
    /// For how long records are kept.
    pub fn keep_months(self, months: i32) -> String {
        match months {
            1 => self.keep_one_month().to_owned(),
            many => self.keep_some_months(many),
        }
    }

    /// What a real name was opened for.
    pub const fn look_reason(self, reason: Reason) -> &'static str {
        let (zh, en) = match reason {
            Reason::Review => ("审核：心愿或同意书对不上", "Review: wish or consent does not fit"),
            Reason::Duplicate => ("查重：可能是同一个孩子", "Two wishes may be one child's"),
            Reason::Delivery => ("发放：没有姓名发不了", "A gift cannot be handed out without it"),
            Reason::Guardian => ("监护人要求查看或更正", "The guardian asks to see or correct the data"),
            Reason::Wish => ("写心愿、改心愿", "Writing or mending a wish"),
            Reason::List => ("自己学校的心愿列表", "The school's own list"),
            Reason::Roster => ("签领表", "The roster"),
            Reason::Sheet => ("发放记录", "A hand-out's sheet"),
            Reason::Consents => ("同意书登记", "The register of consents"),
            Reason::Contract => ("农户签合同或签收", "A household's contract or receipt"),
            Reason::Household => ("农户要求查看或更正", "The household asks to see or correct its data"),
        };
        match self.0 {
            entity::Lang::Zh => zh,
            entity::Lang::En => en,
        }
    }

    /// What is wrong with a reported page.
    pub const fn report_kind_of(self, kind: Kind) -> &'static str {
        let (zh, en) = match kind {
            Kind::Personal => ("能认出某个人", "Somebody can be recognised"),
            Kind::Wrong => ("内容不对", "What it says is wrong"),
            Kind::Other => ("别的问题", "Something else"),
        };
        match self.0 {
            entity::Lang::Zh => zh,
            entity::Lang::En => en,
        }
    }
}
