//! Texts of the public pages: home, list, wish, code, phases, how it works, privacy.

use entity::{
    claim::stations::Stop,
    wish::browse::{Choice, Standing},
};

use super::{Text, texts};

texts! {
    home_lead: "每个心愿只由一个人认领。礼物由学校当面发放，发到孩子手里那天，您会收到一封信。"
        / "Each wish is granted by one person. The school hands the gift over, and on that day you get a letter.";
    home_title_one: "孩子写下一个小小的心愿，" / "A child writes down one small wish,";
    home_title_two: "等一个人来点亮" / "and waits for someone to light it";
    home_how: "怎么参加" / "How it works";
    home_waiting: "等得最久的心愿" / "Wishes that have waited longest";
    home_all: "看全部还在等的心愿" / "See all wishes still waiting";
    home_none: "现在没有还在等的心愿" / "No wish is waiting just now";
    home_none_text: "有心愿重新开放，或者新的一期开始，会挂在这里。" / "When a wish opens again or the next phase begins, it hangs here.";
    home_children(n: &str): "到今天，已经有 {n} 个孩子的心愿实现了。" / "So far {n} children have received what they wished for.";
    step_choose: "选一个心愿" / "Choose a wish";
    step_choose_text: "每个心愿只由一个人认领，不会重复。" / "One person for each wish: nobody gives it twice.";
    step_send: "买好新的，寄到学校" / "Buy it new and send it to the school";
    step_send_text: "按写明的规格买，系上吊牌，里面不留联系方式。" / "As described, with its tag, and without contact details.";
    step_hand_out: "学校当面发放" / "The school hands it over";
    step_hand_out_text: "监护人签字，有第二位成年人在场。" / "The guardian signs, and a second adult is present.";
    step_letter: "您收到一封信" / "You get a letter";
    step_letter_text: "告诉您哪一天、在哪所学校发到了孩子手里。" / "It tells you the day and the school where the child got it.";

    wishes_title: "还在等的微心愿" / "Wishes still waiting";
    wishes_status_title(status: &str): "微心愿：{status}" / "Wishes: {status}";
    filter_search: "搜索" / "Search";
    filter_search_hint: "书包、字典…" / "schoolbag, shoes, books…";
    filter_township: "乡镇" / "Township";
    filter_all_townships: "全部乡镇" / "All townships";
    filter_school: "学校" / "School";
    filter_all_schools: "全部学校" / "All schools";
    filter_grade: "年级" / "Grade";
    filter_all_grades: "全部年级" / "All grades";
    filter_category: "类别" / "Category";
    filter_all_categories: "全部类别" / "All categories";
    filter_from: "最低价（元）" / "From (yuan)";
    filter_to: "最高价（元）" / "Up to (yuan)";
    filter_more: "更多条件" / "More filters";
    filter_status: "状态" / "Status";
    filter_sort: "排序" / "Sort by";
    filter_go: "筛选" / "Filter";
    filter_clear: "清除筛选" / "Clear filters";
    choices_left_out(names: &str): "网址里有些选项现在没有，已经略去：{names}。"
        / "Something chosen in this address does not exist, or no longer does, and was left out: {names}.";
    price_unread: "没有读懂，已经略去。请写数字，比如 50" / "Left out: not a price. Please write a number such as 50";
    search_unread: "里面没有字，已经略去。请写物品的名称，比如“书包”"
        / "Left out: no letters in it. Please write what you look for, such as “books”";
    prices_crossed: "最高价比最低价还低，没有这样的心愿" / "This is below the lowest price, so nothing fits";
    sort_waiting: "等得最久" / "Longest waiting";
    sort_closing: "最快截止" / "Closing soonest";
    sort_price_up: "价格从低到高" / "Price, lowest first";
    sort_price_down: "价格从高到低" / "Price, highest first";
    without_filter(name: &str): "去掉筛选：{name}" / "Remove filter: {name}";
    price_from(price: &str): "{price} 起" / "from {price}";
    price_to(price: &str): "{price} 以内" / "up to {price}";
    searched(text: &str): "“{text}”" / "“{text}”";
    wishes_none: "没有找到这样的心愿" / "No such wish is waiting";
    wishes_none_text: "换一个条件试试，或者看看全部。" / "Try other filters, or see them all.";
    wishes_all_taken: "心愿都有人认领了" / "Every wish has somebody";
    wishes_all_taken_text: "加入等候名单，有心愿重新开放时，我们写信告诉您。" / "Join the waiting list, and we write to you when a wish opens again.";
    wishes_over: "本期认领已经结束" / "Claiming in this phase is over";
    wishes_over_text(n: u64): "没有人认领的 {n} 个心愿，由兜底库补上。" / "Wishes that nobody claimed, and that are filled from the pool: {n}.";
    wishes_over_list: "加入等候名单，下一期开放时，我们写信告诉您。" / "Join the waiting list, and we write to you when the next phase opens.";
    per_page(n: usize): "每页 {n} 个" / "{n} a page";
    page_first: "回到第一页" / "Back to the first page";

    waited_days(days: i64): "等了 {days} 天" / "waited {days} days";
    waited_today: "今天写下" / "new today";
    waited_one_day: "等了 1 天" / "waited 1 day";
    claim_this: "认领这个心愿" / "Claim this wish";
    put_in_basket: "放进篮子" / "Put in the basket";
    put_in_basket_item(item: &str): "放进篮子：{item}" / "Put in the basket: {item}";
    in_basket: "在篮子里" / "In the basket";
    go_to_basket: "去篮子" / "To the basket";

    wish_facts: "这个心愿" / "This wish";
    wish_code: "心愿码" / "Gift code";
    wish_category: "类别" / "Category";
    wish_spec: "规格" / "Specification";
    wish_for: "给" / "For";
    wish_school: "学校" / "School";
    wish_school_later: "认领之后告诉您收件地址" / "You get the delivery address once you have claimed it";
    wish_price: "参考价" / "Guide price";
    wish_closes: "认领截止" / "Claiming ends";
    wish_phase: "期次" / "Phase";
    wish_organiser: "主办单位" / "Organiser";
    wish_papers(qualification: &str, filing: &str): "资格证书 {qualification} · 备案 {filing}" / "Qualification {qualification} · Filing {filing}";
    wish_way: "礼物走到哪一步" / "How far the gift is";
    wish_siblings: "同一家的孩子也写了心愿" / "Brothers and sisters have wishes too";
    wish_siblings_text: "可以一起认领，一起寄到学校。" / "You can claim them together and send them in one parcel.";
    wish_claim_set(n: usize): "一起认领这 {n} 个" / "Claim these {n} together";
    wish_similar: "这些也在等" / "These are waiting too";
    wish_closed: "本期认领已经结束，没有人认领的心愿由兜底库补上。" / "Claiming in this phase is over; what nobody claimed is filled from the pool.";
    wish_is_held(until: &str): "有人刚刚选了它，正在等确认，最晚 {until}。没有确认，就会重新开放。"
        / "Somebody has just chosen it and has until {until} (China time) to confirm. Otherwise it opens again.";
    wish_is_held_last(until: &str): "有人刚刚选了它，正在等确认，最晚 {until}。没有确认，就由兜底库补上，因为那时这一期的认领已经结束。"
        / "Somebody has just chosen it and has until {until} (China time) to confirm. Otherwise it is filled from the pool, because claiming in this phase will be over by then.";
    wish_is_taken: "已经有人认领了这个心愿，礼物在准备或者在路上。" / "Somebody has claimed this wish; the gift is being prepared or on its way.";
    wish_is_received: "礼物已经到学校，等着发到孩子手里。" / "The gift is at the school and waits to be handed out.";
    wish_is_handed_out: "礼物已经发到孩子手里。" / "The gift is in the child's hands.";

    posted_all(n: &str): "共 {n} 个心愿" / "Wishes in all: {n}";
    count_of(n: &str, name: &str): "{name} {n}" / "{n} {name}";
    count_of_these(n: &str, name: &str): "其中{name} {n}" / "of these {n} {name}";
    of_these: "其中" / "of these";
    legend_arrived: "已到校" / "arrived";
    legend_handed_out: "已发放" / "handed out";
    wish_posted: "已公布" / "Posted";
    pool_count: "兜底库补上" / "From the pool";
    wish_held: "等确认" / "On hold";
    wish_for_pool: "等兜底库补上" / "Waiting for the pool";
    phase_claims(day: &str): "认领截止 {day}" / "Claims until {day}";
    phase_hand_out(day: &str): "发放 {day}" / "Hand-out {day}";
    phase_done(hand_out: &str): "{hand_out}发放" / "Handed out {hand_out}";

    way_by(day: &str): "{day}前" / "by {day}";

    code_title: "心愿码" / "Gift code";
    code_lead: "这张吊牌上的礼物，走到了这里。" / "How far the gift with this tag is.";
    code_gone_passed_on(day: &str): "{day}，以前用这个心愿码寄来的一份礼物转给了另一个孩子。"
        / "An earlier gift with this code was passed on to another child on {day}.";
    code_gone_returned(day: &str): "{day}，以前用这个心愿码寄来的一份礼物退回了爱心人士。"
        / "An earlier gift with this code went back to its donor on {day}.";
    code_gone_taken_back(day: &str): "{day}，以前用这个心愿码的一份礼物由办公室收回了，没有发放。"
        / "An earlier gift with this code was taken back by the office on {day}.";
    code_waits_again: "这个心愿还在等。" / "This wish waits again.";
    code_is_later: "下面是后来认领的那一份走到了哪里。" / "Below is how far the later gift is.";
    code_receive: "签收这份礼物" / "Receive this gift";
    code_problem: "有问题？记下来" / "Something is wrong? Note it";
    code_own: "打开我的这份礼物" / "Open my gift";
    code_is_mine: "这是我认领的" / "This gift is mine";
    code_see_wish: "看这个心愿" / "See the wish";

    phases_title: "各期公示" / "Public record of the phases";
    phases_lead: "每一期由谁主办、依据什么、走到了哪里，都写在这里。" / "Who answers for each phase, on what legal basis, and how far it is.";
    phases_none: "还没有开放过一期" / "No phase has opened yet";
    phases_none_text: "第一期开放后，主办单位和进度会公示在这里。" / "Once the first phase opens, its organiser and progress appear here.";
    record_facts: "公示信息" / "Public record";
    record_state: "状态" / "Status";
    phase_number(n: i32): "第 {n} 期" / "Phase {n}";
    record_organiser: "主办单位" / "Organiser of record";
    record_basis: "法律依据" / "Legal basis";
    record_qualification: "公开募捐资格证书" / "Fundraising qualification";
    record_filing: "备案编号" / "Filing number";
    record_contact: "联系方式" / "Contact";
    record_opened: "开放日期" / "Open from";
    record_claim_until: "认领截止" / "Claiming ends";
    record_claim_ended: "认领结束" / "Claiming ended";
    record_return_by: "礼物最晚到校" / "Gifts due by";
    record_hand_out: "发放" / "Hand-out";
    record_cap: "每个心愿的价格上限" / "Price cap";
    record_numbers: "进展" / "Progress";
    record_by_school: "各学校" / "By school";
    record_posted: "公布" / "Posted";
    record_claimed: "认领" / "Claimed";
    record_arrived: "到校" / "Arrived";
    record_handed_out: "发放" / "Handed out";
    record_pool: "兜底库" / "Pool";
    record_total: "合计" / "Total";
    record_see_wishes: "看这一期还在等的心愿" / "See wishes still waiting";
    record_counting: "认领、到校、发放只数爱心人士的礼物，兜底库补上的单独列出；已经到校或者发放的，也算在认领里；还在等爱心人士确认的不算认领；撤回的心愿不计。"
        / "Claimed, arrived and handed out count donors' gifts only; what the pool filled stands apart. Gifts that arrived or were handed out are counted as claimed too. What a donor has still to confirm is not claimed yet, and withdrawn wishes are not counted.";

    about_title: "怎么参加" / "How it works";
    about_lead: "从一个孩子写下心愿，到您收到“已发到孩子手里”的信。" / "From a child's wish to the letter that says it is in the child's hands.";
    about_rules: "认领约定" / "The rules";
    about_times: "期限" / "How long things take";
    about_time_hold: "没有账户也可以认领：心愿为您保留 48 小时，点开信里的链接就算确认，没有确认，保留会自动取消。"
        / "You can claim without an account: the wish is kept for 48 hours; the link in our letter confirms it, otherwise the hold ends by itself.";
    about_time_give: "确认之后一般有 14 天把礼物寄出，不晚于本期的收件截止。前 7 天、前 2 天和当天各提醒一次。"
        / "After confirming you usually have 14 days to send the gift, never beyond the phase's last day. We remind you 7 and 2 days before, and on the day.";
    about_time_lapse: "过了期限再等 5 天，还没有寄出的心愿会回到墙上，等下一个人；那时认领已经结束的，由兜底库补上。"
        / "Five days after that day, a wish whose gift was not sent goes back to the wall, or is filled from the pool once claiming has ended.";
    about_time_release: "临时有变化，随时可以在“我的礼物”里放弃，写一句原因就好。" / "If something comes up, you can give it back under “My gifts”; just say why in a few words.";
    about_questions: "常见问题" / "Common questions";
    about_q_substitute: "买不到一模一样的怎么办？" / "What if I cannot find the very same thing?";
    about_a_substitute: "在礼物的页面上问问学校，学校会告诉您可以还是不行。" / "Ask the school on the gift's page; it answers yes or no.";
    about_q_note: "可以给孩子写几句话吗？" / "May I write a few words to the child?";
    about_a_note: "可以，在礼物的页面上写。办公室先看过，再随礼物交给孩子。请不要留联系方式。"
        / "Yes, on the gift's page. The office reads it first, then it travels with the gift. Please leave no contact details.";
    about_q_contact: "可以见见孩子吗？" / "May I meet the child?";
    about_a_contact: "不可以。我们不公开孩子的姓名和照片，也不安排联系，这是为了保护孩子。"
        / "No. Names and photos stay private and no contact is arranged: that protects the child.";
    about_q_money: "可以捐钱吗？" / "May I give money?";
    about_a_money: "可以：认养一亩地、认捐孝心基金，或者直接捐给主办单位。平台不经手钱款：您按付款参考码把钱转到主办单位的账户，到账后写信告诉您。微心愿不收钱，您直接把礼物寄给学校。"
        / "Yes: adopt a share of a plot, pledge to a village's filial-piety fund, or give to the organiser. This platform never takes money: you pay into the organiser's own account with a payment code, and a letter tells you when it has come. For a wish no money is taken; you send the gift straight to the school.";
    about_q_company: "单位、班级可以一起认领吗？" / "May a company or a class take part?";
    about_a_company: "可以。在“我的礼物”里替单位申请，就有自己的页面、给同事的参加链接和一张总表。" / "Yes. Ask for your organisation under “My gifts”: it gets a page, a link for its people, and one list of all gifts.";

    privacy_title: "隐私" / "Privacy";
    privacy_lead: "谁看得到什么。" / "Who sees what.";
    privacy_link: "隐私：谁看得到什么" / "Privacy: who sees what";
    privacy_public: "谁都看得到" / "Everybody sees";
    privacy_public_text: "心愿码、物品、规格、参考价、类别、年级段、乡镇、学校的公开别名和走到哪一步。地块的价钱怎么分、日志和认不出人的照片；基金的规则、三种来源的合计和每期发放；信息公开报告。"
        / "The gift code, item, specification, price, category, grade band, township, the school's public alias, and how far it is. How a plot's price is split, its diary and pictures of no person; a fund's rule, its sums by source and its payouts; the disclosure reports.";
    privacy_never: "从不公开" / "Never public";
    privacy_never_text: "农户、老人和赡养人的姓名，谁缴了赡养、谁没缴。孩子的姓名、出生日期、监护人、住址、家庭情况和照片。每个孩子的资料单独加密，只有孩子自己的学校能看；办公室要看，须写明原因；每次查看都有记录。"
        / "The names of households, elders and their supporters, and who has paid support or not. A child's name, birth date, guardian, address, family situation and photo. A child's record is encrypted for each child; only the child's own school sees them, the office only with a reason, and every look is recorded.";
    privacy_donor: "爱心人士" / "Donors";
    privacy_donor_text: "别人只看到您自己选的称呼，不选就是“爱心人士”。邮箱只用来寄信。没有确认的认领，到期后 30 天内删除邮箱和称呼。"
        / "Others see only the name you choose, or “a kind person”. Your address is used for letters only; where a claim was never confirmed, address and name are deleted within 30 days after the hold ends.";
    privacy_consent: "同意与撤回" / "Consent";
    privacy_consent_text: "每个心愿都有监护人的书面同意。监护人随时可以撤回，心愿立刻从网上消失。"
        / "Each wish rests on the guardian's written consent. It can be withdrawn at any time, and the wish disappears at once.";
    privacy_cookies: "Cookie" / "Cookies";
    privacy_cookies_text: "只有登录、语言、篮子、单位的参加链接和一次性提示用到 Cookie。没有统计，没有广告，也不连别的网站。"
        / "Cookies serve signing in, language, the basket, an organisation's link and one-time messages. No statistics, no advertising, no request to other sites.";
}

impl Text {
    /// What can be chosen among wishes, as its field is called.
    pub const fn choice(self, choice: Choice) -> &'static str {
        match choice {
            Choice::Search => self.filter_search(),
            Choice::Category => self.filter_category(),
            Choice::Grade => self.filter_grade(),
            Choice::Township => self.filter_township(),
            Choice::School => self.filter_school(),
            Choice::PriceFrom => self.filter_from(),
            Choice::PriceTo => self.filter_to(),
            Choice::Status => self.filter_status(),
            Choice::Sort => self.filter_sort(),
            Choice::Beside => self.match_also(),
        }
    }

    /// Where the wishes of a list stand.
    pub const fn standing(self, standing: Standing) -> &'static str {
        match standing {
            Standing::Held => self.wish_held(),
            Standing::Open | Standing::Taken | Standing::Received | Standing::HandedOut => {
                self.wish_status(standing.status())
            }
        }
    }

    /// What a station of a gift's way is called.
    pub const fn stop(self, stop: Stop, reached: bool) -> &'static str {
        let (zh, en) = match (stop, reached) {
            (Stop::Held, _) => return self.wish_held(),
            (Stop::Pool, _) => return self.wish_for_pool(),
            (Stop::Wished, _) => ("写下心愿", "Wish written down"),
            (Stop::Claimed, true) => ("有人认领", "Claimed"),
            (Stop::Claimed, false) => ("等人认领", "Waiting for somebody"),
            (Stop::Shipped, true) => ("已寄出", "Sent"),
            (Stop::Shipped, false) => ("准备礼物，寄到学校", "Gift prepared and sent"),
            (Stop::Received, true) => ("学校已收到", "At the school"),
            (Stop::Received, false) => ("送到学校", "Arrives at the school"),
            (Stop::HandedOut, true) => ("已发到孩子手里", "In the child's hands"),
            (Stop::HandedOut, false) => ("发到孩子手里", "Handed to the child"),
            (Stop::Ended, _) => ("这次认领结束了", "This claim has ended"),
        };
        match self.0 {
            entity::Lang::Zh => zh,
            entity::Lang::En => en,
        }
    }
}
