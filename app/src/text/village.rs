//! Texts of a village's desk.

use super::texts;

texts! {
    nav_village: "村工作台" / "Village desk";
    village_of(village: &str, township: &str): "{township} · {village}" / "{village} · {township}";
    village_plots: "一亩地" / "One-acre plots";
    village_plots_none: "本村还没有地块" / "No plots in your village yet";
    village_plots_none_text: "办公室登记了本村农户的地块以后，就在这里写种植日志。" / "Once the office has put down plots of your village's households, their diaries are written here.";
    village_due: "现在要做的" / "To do now";
    village_due_none: "现在没有要做的" / "Nothing to do now";
    village_due_none_text: "有合同、收据或签领表要签，该播种、收获，或者快到写日志的日子，都会列在这里。" / "Contracts, receipts and lists to be signed, the days of sowing and harvest, and diaries that are soon due stand here.";
    village_due_contracts(count: usize): "请户主签合同：{count} 份" / "Contracts for the household's head to sign: {count}";
    village_due_sow: "播种，记下“已播种”" / "Sow, and put down that it is sown";
    village_due_diary: "写种植日志" / "Write in the season's diary";
    village_due_harvest: "收获，记下重量和检测报告" / "Harvest, and put down the weight and the test report";
    village_due_receipt: "请农户在收据上签字" / "The household signs the receipt";
    village_due_payout(elders: &str): "发给老人并请老人签字：{elders} 位" / "Elders to be paid, and to sign: {elders}";
    village_due_since(day: &str): "从 {day} 起" / "since {day}";
    village_due_by(day: &str): "最晚 {day}" / "by {day}";
    village_due_set(day: &str): "约定 {day}" / "set for {day}";
    village_due_was(day: &str): "{day} 到期，已经过了" / "was due on {day}";
    village_receipt_what: "收成已经送出。请打印收据：农户收到自己的那一份以后，在村委会见证下签字，办公室凭签好的收据结算。"
        / "The harvest has been delivered. Print the receipt: once the household has its part, it signs with the committee as witness, and the office settles by the signed receipt.";
    people_village_help: "角色选“村”时填写。" / "For the role “Village”.";
    people_village_none: "（不属于村）" / "(none)";
    invitation_to_village(village: &str, email: &str): "邀请您代表{village}使用暖心。登录邮箱：{email}。"
        / "You are invited to use Nuanxin for {village}. You sign in as {email}.";
}
