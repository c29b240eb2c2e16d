//! Texts of the office's funds: drafting, opening and closing one, and its rules.

use super::super::texts;

texts! {
    office_funds_lead: "一个村一个基金。规则有生效的月份，从不改写；主办单位的资料不全，基金不能开放。" / "One fund for a village. A rule holds from its month on and is never rewritten; a fund does not open while its organiser's details are blank.";
    office_fund_new: "新建基金" / "New fund";
    office_funds_none: "还没有基金" / "No fund yet";
    office_funds_none_text: "先为一个村新建基金，再写规则、登记老人。" / "Begin one for a village, then write its rule and register its elders.";
    office_fund_drafted: "已新建。还要写规则，才能开放。" / "Drafted. Its rule comes next; then it can open.";
    office_fund_title_help: "公开显示，例如“窑底村孝心基金”。" / "Shown to everybody, such as “Yaodi filial-piety fund”.";
    office_fund_lacks: "还不能开放，缺少：" / "It cannot open yet; still blank:";
    office_fund_open: "开放基金" / "Open the fund";
    office_fund_open_what: "开放以后大家都看得到，可以登记老人、记缴存；主办单位和村不能再换。" / "Everybody sees it then; elders are registered and money is recorded. Its organiser and its village stay.";
    office_fund_opened_saying: "基金已开放。" / "The fund is open.";
    office_fund_close: "结束基金" / "Close the fund";
    office_fund_close_what: "不再收、不再发。先把家庭赡养的钱发完或退给家里，政府和社会的钱发完或记下转到了哪里。" / "Nothing comes in or goes out any more. First pay out what families paid in or give it back, and pay out government and society's money or book where it went.";
    office_fund_closed_saying: "基金已结束。" / "The fund is closed.";
    office_fund_rules: "规则" / "Rules";
    office_fund_elders: "老人" / "Elders";
    office_fund_contributions: "缴存" / "What came in";
    office_fund_public: "看公开页" / "See the public page";
    office_fund_change: "名称和主办单位" / "Names and organiser";

    office_rules_lead: "规则从某个月起生效。要改，就再写一条；已经发放的期间不受影响。" / "A rule holds from a month on. To change it, write a further one; periods that were paid out stay as they are.";
    office_rules_none: "还没有规则" / "No rule yet";
    office_rules_none_text: "写下第一条，基金才能开放。" / "The fund opens only with one.";
    office_rule_add: "再写一条规则" / "A further rule";
    office_rule_added_saying(month: &str): "规则从 {month} 起生效。" / "The rule holds from {month} on.";
    office_rule_percent_help: "0 到 100，常见 10。0 就是不配比。" / "0 to 100; 10 is usual. 0 means no match.";
    office_rule_supporters_help: "当期至少几位子女缴了才有配比；0 不要求。老人的子女不到这个数，就要全部缴了。" / "How many supporters must have paid in the period before there is a match; 0 for none. Where an elder has fewer, all of them.";
    office_rule_remind_help: "写信提醒有账户的赡养人，只写给本人。" / "By letter, to supporters with an account and to nobody else.";
    office_rule_due_help: "1 到 28" / "1 to 28";
    office_rule_since_first: "发放从第一条规则的月份开始。" / "Payouts begin with the month of the first rule.";
}
