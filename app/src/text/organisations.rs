//! Texts of organisations: their public page, their link, their contact's desk, and the office's list of them.

use super::texts;

texts! {
    desk_organisations: "爱心单位" / "Organisations";

    orgs_title: "爱心单位" / "Organisations that give";
    orgs_lead: "和我们一起实现微心愿的单位、班级和社团，按名称排列。" / "Companies, classes and clubs that give together, by name.";
    orgs_none: "还没有单位参加" / "No organisation takes part yet";
    orgs_none_text: "单位、班级、社团都可以。" / "Companies, classes and clubs are welcome.";
    orgs_how: "您的单位也想参加？" / "Would yours like to join?";
    orgs_how_text: "先注册一个账户，再在“我的礼物”里替单位申请，办公室看过就可以开始。" / "Make an account, then ask for your organisation under “My gifts”; once the office has looked at it, you can begin.";
    org_since(day: &str): "{day}开始参加" / "taking part since {day}";
    org_closed: "已经不再参加，名字和数字留在这里。" / "It no longer takes part; its name and numbers stay.";
    org_totals: "到今天" / "So far";
    org_on_the_way: "在准备、在路上" / "Being prepared or on their way";
    org_received: "已到学校" / "At the schools";
    org_handed_out: "已发到孩子手里" / "In children's hands";
    org_people: "您在这个单位？请向单位的联系人要参加链接。" / "Do you belong to it? Ask its contact for the link.";

    join_title(name: &str): "加入{name}" / "Join {name}";
    join_lead: "加入以后，您认领的心愿可以记在单位名下，数量按单位的名额算。单位的联系人看得到这些礼物的心愿码、物品、走到哪一步，和您在这里的称呼；看不到您的邮箱和地址。"
        / "Your claims can then count for the organisation, within its own limit. Its contact sees these gifts' codes, items and stations, and the name you use here; never your e-mail or address.";
    join_button: "加入" / "Join";
    join_visitor_button: "好，去选心愿" / "Good, let me choose wishes";
    join_visitor_help: "不用先注册：选好心愿，留下邮箱，点开信里的链接就算确认，也就加入了单位。" / "No account needed: choose wishes, leave your e-mail, and the link in our letter confirms them and makes you part of it.";
    join_wrong_role: "学校、村和办公室的账户不能加入，请换一个爱心人士的账户。" / "A school's, a village's or the office's account cannot join; please use a donor's.";
    join_no_link: "加入单位，要用单位的参加链接" / "You join an organisation by its own link";
    join_no_link_text: "这个地址里没有链接。请向单位的联系人要，点开就能加入；以个人名义认领，不需要链接。"
        / "There is no link in this address. Ask your organisation's contact for it and open it to join; to give as yourself you need none.";
    join_dead_link: "这个参加链接不能用了" / "This link no longer works";
    join_dead_link_text: "单位换了新的链接，或者已经不再参加，也可能地址没有复制完整。请向单位的联系人要现在的链接；以个人名义认领，不需要链接。"
        / "The organisation has made a new one or no longer takes part, or the address was not copied whole. Ask its contact for the present link; to give as yourself you need none.";
    join_replaces(name: &str): "您现在属于{name}，加入后就换过来。" / "You now belong to {name}; joining replaces that.";
    joined_saying(name: &str): "您已加入{name}。" / "You are part of {name} now.";
    join_kept_saying(name: &str): "您接下来认领的心愿会记在{name}名下。" / "What you claim next will count for {name}.";

    claim_for(name: &str): "记在{name}名下" / "Count it for {name}";
    claim_for_help: "数量按单位的名额算。不勾就是以个人名义。" / "Within the organisation's own limit. Untick to give as yourself.";

    own_org_title: "我的单位" / "My organisation";
    own_org_link: "替单位认领？看我的单位" / "Giving for an organisation?";
    own_org_ask: "替单位申请" / "Ask for your organisation";
    own_org_ask_lead: "单位、班级、社团一起参加：有自己的公开页面、给同事的参加链接和一张总表。办公室看过后开通。"
        / "For a company, a class, a club: a public page, a link for its people, and one list of all gifts. The office looks at it first.";
    own_org_ask_button: "提交申请" / "Send the request to the office";
    own_org_asked_saying: "申请已交给办公室。" / "The office has your request.";
    own_org_waits: "申请在办公室，看过后会写信给您。" / "Your request is with the office; you will get a letter.";
    own_org_closed: "这个单位不再参加：不能再记在它名下，在路上的礼物照常送到。下面的清单还能看。"
        / "This organisation no longer takes part: nothing more is claimed for it, and what is on its way arrives. What it gave can still be read below.";
    own_org_member(name: &str): "您属于{name}。" / "You belong to {name}.";
    own_org_leave: "退出这个单位" / "Leave it";
    own_org_leave_help: "已经认领的仍记在单位名下。" / "What you have claimed still counts for it.";
    own_org_left_saying: "已退出。" / "You have left it.";
    own_org_page: "看公开页面" / "See its public page";
    own_org_share: "给同事的参加链接" / "The link for your people";
    own_org_share_help: "打开链接就能加入。传到外面去了？换一个新的，旧的马上作废。" / "Whoever opens it can join. Has it got out? Make a new one, and the old one stops working at once.";
    own_org_renew: "换一个新链接" / "Make a new link";
    own_org_renewed_saying: "链接已换，旧的作废了。" / "There is a new link; the old one no longer works.";
    own_org_limit(used: &str, most: i32, free: u64): "在路上 {used} 份，名额 {most} 份，还能认领 {free} 份"
        / "{used} on the way, of {most} at once; {free} more can be claimed";
    own_org_take: "一次认领多个" / "Take many at once";
    own_org_take_help(most: usize): "按等得最久的排，一次最多 {most} 个。下一步可以看清楚再认领。" / "Those who have waited longest, at most {most} at a time. You see them all before you claim.";
    own_org_full: "名额满了。礼物到了学校，就能再认领。" / "The limit is reached. When gifts arrive at the schools, more can be claimed.";
    own_org_take_none: "现在没有这样的心愿在等" / "No such wish is waiting just now";
    own_org_take_go: "挑出来看看" / "Show me";
    own_org_gifts: "全部礼物" / "All gifts";
    own_org_no_gifts: "还没有认领。" / "Nothing claimed yet.";
    own_org_price: "参考价（元）" / "Guide price (yuan)";
    own_org_csv: "下载表格（CSV）" / "Download the table (CSV)";
    own_org_members: "成员" / "People";
    own_org_contact: "联系人" / "Contact";
    own_org_remove: "移出" / "Remove";
    own_org_removed_saying: "已移出。" / "Removed.";
    own_org_who: "谁" / "Who";
    own_org_by: "期限" / "Due";

    office_orgs_title: "爱心单位" / "Organisations";
    office_orgs_lead: "单位有自己的页面、参加链接和名额。申请的要先看过。" / "Each has a page, a link for its people and a limit. Look at requests first.";
    office_orgs_none: "还没有单位" / "No organisations yet";
    office_orgs_none_text: "在下面添加，或者等爱心人士来申请。" / "Add one below, or wait for a donor to ask.";
    office_org_new: "添加单位" / "Add an organisation";
    office_org_waits: "等办公室看" / "waits for the office";
    office_org_active: "参加中" / "takes part";
    office_org_closed: "已停用" / "closed";
    office_org_limit(most: i32): "名额 {most}" / "limit {most}";
    office_org_contact_help: "必须是已经注册、验证过邮箱的爱心人士。" / "A donor's account with a proved address.";
    office_org_slug_help: "公开页面的地址 /o/…，小写字母、数字和短横线。" / "The address of its page, /o/…: small letters, digits and dashes.";
    office_org_limit_help: "它的人同时在路上的礼物，合起来最多几份。" / "Gifts its people may have on the way at once, all together.";
    office_org_approve: "通过并保存" / "Approve and save";
    office_org_approve_help: "通过后，联系人会收到信，公开页面随之可见。" / "The contact gets a letter, and its page becomes public.";
    office_org_close: "停用" / "Close it";
    office_org_close_help: "不能再以它的名义认领；在路上的礼物照常。" / "No more claims for it; what is on its way arrives.";
    office_org_reopen: "重新启用" / "Let it take part again";
}
