//! Texts of the reports of a phase, the public disclosure reports of all programmes, and the archive of phases.

use super::texts;

texts! {
    phase_report_title: "本期报告" / "Report of the phase";
    phase_report_lead: "心愿走到了哪一步，礼物值多少，随时按现在的记录算出。" / "How far the wishes came and what the gifts are worth, counted from the records as they are now.";
    report_downloads: "下载" / "Download";
    report_pdf: "PDF" / "PDF";
    report_xlsx: "表格（.xlsx）" / "Workbook (.xlsx)";
    report_csv: "CSV" / "CSV";
    report_print_hint: "要打印，用浏览器的打印，或者下载 PDF。" / "To print it, use the browser's print command, or download the PDF.";
    report_none: "这一期还没有心愿" / "This phase has no wishes yet";
    report_none_text: "学校提交心愿以后，报告才有数字。" / "Once schools have handed in wishes, there is something to report.";
    report_as_of(day: &str): "本期报告，截至 {day}" / "Report of the phase, as of {day}";
    report_from_to(from: &str, to: &str): "{from} 至 {to}" / "{from} to {to}";
    report_hand_outs(days: &str, acts: u64, schools: u64): "{days}，{schools} 所学校共发放 {acts} 次" / "{days}: hand-outs {acts}, schools {schools}";
    report_hand_out_planned: "计划发放" / "Hand-out planned";
    report_handed_out_on: "实际发放" / "Handed out";
    report_finished: "结束" / "Finished";
    report_value_note: "金额是学校写心愿时填的预计价格，不是票据金额；本报告不是捐赠票据。"
        / "Values are the prices declared when the wishes were written, not amounts on receipts; this report is not a donation invoice.";
    report_funnel: "从公布到发放" / "From the wall to the child";
    report_step: "环节" / "Step";
    report_gifts: "件数" / "Gifts";
    report_value: "申报金额" / "Declared value";
    report_value_given: "已发放金额" / "Value handed out";
    report_posted: "公布的心愿" / "Wishes posted";
    report_claimed: "爱心人士认领" / "Claimed by donors";
    report_received: "已到校（爱心人士）" / "Reached the school (donors)";
    report_handed_out: "已发放（爱心人士）" / "Handed out (donors)";
    report_pool: "兜底库补上" / "Filled from the pool";
    report_pool_handed_out: "其中已发放" / "of these, handed out";
    report_withdrawn: "撤回" / "Withdrawn";
    report_given_by_donors: "发放（爱心人士）" / "Handed out (donors)";
    report_value_by_donors: "发放金额（爱心人士）" / "Value handed out (donors)";
    report_given_from_pool: "发放（兜底库）" / "Handed out (pool)";
    report_value_from_pool: "发放金额（兜底库）" / "Value handed out (pool)";
    report_by_township: "各乡镇" / "By township";
    report_by_category: "各类别" / "By category";
    report_problems: "礼物的问题和结果" / "Problems and how they ended";
    report_problem_end: "问题：结果" / "Problem: end";
    report_problem(kind: &str, end: &str): "{kind}：{end}" / "{kind}: {end}";
    report_problem_of_pool(kind: &str, end: &str): "{kind}（兜底库）：{end}" / "{kind} (pool): {end}";
    report_problem_open: "办公室还没有决定" / "the office has still to choose";

    disclosure_section: "信息公开报告" / "Disclosure reports";
    disclosure_lead: "依《慈善法》：公开募捐超过六个月的，至少每三个月公开一次；结束后三个月内全面公开。"
        / "By the Charity Law: at least every three months where fundraising runs over six, and in full within three months of its end.";
    disclosure_none_yet: "开放以后，这里会列出要公开的各个时段。" / "Once it has opened, the periods to be disclosed are listed here.";
    disclosures_title: "信息公开报告" / "Disclosure reports";
    disclosures_lead: "每一期微心愿、每一季“一亩地”、每个孝心基金，要公开的时段都在这里，快到期的在前。"
        / "Every period of every phase, season of plots and fund that is to be accounted for; what is due first stands first.";
    disclosures_none: "还没有要公开的" / "Nothing to disclose yet";
    disclosures_none_text: "有期次、地块或基金开放以后，这里会列出要公开的各个时段。" / "Once a phase, a plot or a fund has opened, its periods are listed here.";
    disclosures_late(count: usize): "{count} 份已经过了公开期限" / "Past their day: {count}";
    disclosures_all: "全部信息公开报告" / "All disclosure reports";
    disclosure_ended: "结束" / "Ended";
    disclosure_elders: "期末在册老人" / "Elders in the fund at the end of the period";
    disclosure_payout_of(days: &str, on: &str): "{days}（{on} 发放）" / "{days} (paid on {on})";
    disclosure_payout_scaled: "配比资金不足，按比例减少" / "too little to match, scaled";
    disclosure_households: "参加农户" / "Households";
    disclosure_harvested: "已收获的地块" / "Plots harvested";
    disclosure_short: "其中歉收" / "of these, in shortfall";
    disclosure_settled: "已和农户结清的地块" / "Plots settled with their households";
    disclosure_weighed(weighed: &str, promised: &str): "{weighed} 公斤（约定 {promised} 公斤）" / "{weighed} kg ({promised} kg promised)";
    disclosure_amount: "金额" / "Amount";
    disclosure_spent: "本期用到哪里" / "What it was spent on";
    disclosure_part_whole: "不分项" / "Not split";
    disclosure_plots: "地块" / "Plots";
    disclosure_shares: "份数" / "Shares";
    disclosure_taken: "已认养" / "Adopted";
    disclosure_to_farmers: "付给农户" / "Paid to households";
    disclosure_season_note: "地块、份数和收成是报告做成时的数字；金额是本期的。一季是同一主办单位同一年收获的地块。"
        / "Plots, shares and harvest are as they stood when the report was made; amounts are the period's. A season is all plots of one organiser that are harvested in one year.";
    flow_title: "资金收支" / "Money received and paid out";
    flow_before: "期初结余" / "There when it began";
    flow_received: "本期收到" / "Came in";
    flow_returned: "本期退还" / "Given back";
    flow_paid_out: "本期支出" / "Paid out";
    flow_remains: "期末结余" / "There when it ended";
    flow_note: "期初结余 + 收到 − 退还 − 支出 = 期末结余，与公开账目一致。" / "At the beginning + came in − given back − paid out = at the end, as in the public ledger.";
    disclosure_title(phase: &str, kind: &str): "{phase} · {kind}" / "{phase}: {kind}";
    disclosure_quarter(number: u32): "第 {number} 次季度公开报告" / "Quarterly disclosure report no. {number}";
    disclosure_final: "全面公开报告" / "Full disclosure report";
    disclosure_period: "报告时段" / "Period";
    disclosure_due(day: &str): "最晚 {day} 公开" / "To be published by {day}";
    disclosure_overdue(day: &str): "应在 {day} 前公开" / "Was to be published by {day}";
    disclosure_voluntary: "不到六个月，可以不公开" / "Under six months: not required";
    disclosure_runs: "这段时间还没有结束" / "This period still runs";
    disclosure_see: "看这份报告" / "See this report";
    disclosure_preview: "尚未公开（预览）" / "not published (preview)";
    disclosure_is_preview: "这是预览，按现在的记录算出，别人看不到。" / "This is a preview of the records as they are now; nobody else sees it.";
    disclosure_published_on: "公开日期" / "Published";
    disclosure_edition(day: &str, edition: i32): "{day}（第 {edition} 版，代替之前的）" / "{day} (edition {edition}, in place of the earlier ones)";
    disclosure_published_saying: "已公开，公示页上可以看到。" / "Published: it stands on the public page.";
    disclosure_publish: "公开这份报告" / "Publish this report";
    disclosure_publish_what: "公开后，任何人都能在公示页看到和下载。内容从此固定，以后要更正，就公开新的一版。"
        / "Anybody will be able to read and download it on the public page. It stays as it is; a correction is a new edition.";
    disclosure_correct: "公开更正的一版" / "Publish a corrected edition";
    disclosure_correct_what: "这一时段已经公开过。上面是按现在的记录重新算的；公开后，公示页上换成这一版，原来的一版仍可查到。"
        / "This period was published before. What you see above is counted from the records as they are now; publishing puts it on the public page, and the earlier edition stays reachable.";
    disclosure_see_public: "看已公开的报告" / "See the published report";
    disclosure_superseded: "这一版已被更正，请看新的一版。" / "A corrected edition has replaced this one.";
    disclosure_note: "只统计到过学校的礼物：期初在校 + 本期到校 − 本期发放 − 退回 = 期末在校。" / "Gifts that reached a school: at the beginning + came in − handed out − sent back = at the end.";
    moves_title: "礼物收支" / "Gifts received and handed out";
    moves_what: "项目" / "Line";
    moves_donors: "爱心人士" / "Donors";
    moves_donors_value: "爱心人士金额" / "Donors, value";
    moves_pool_value: "兜底库金额" / "Pool, value";
    moves_total_value: "合计金额" / "Total value";
    moves_before: "期初在校" / "At the schools when it began";
    moves_came_in: "本期到校" / "Came in";
    moves_handed_out: "本期发放" / "Handed out";
    moves_went_back: "退回" / "Sent back";
    moves_remains: "期末在校" / "At the schools when it ended";
    moves_before_short: "期初" / "Before";
    moves_came_in_short: "到校" / "Came in";
    moves_handed_out_short: "发放" / "Handed out";
    moves_went_back_short: "退回" / "Sent back";
    moves_remains_short: "期末" / "Remain";

    archive_clone: "照这一期新建一期" / "Draft a new phase like this one";
    archive_clone_what: "主办单位、价格上限和各项期限都照搬，日期留空，没有心愿，先是草稿。"
        / "Organiser, price cap and timers are taken over; the days stay blank, there are no wishes, and it is a draft.";
    archive_cloned: "新的一期已建好，请填日期。" / "The new phase is drafted; please fill in its days.";
    archive_put_away: "归档这一期" / "Put this phase into the archive";
    archive_put_away_what: "归档以后不再出现在列表里，原来的网址仍然能打开，数字照样计入总数。可以随时取回。"
        / "It leaves the lists; its address still works and its numbers still count. It can be brought back at any time.";
    archive_put_away_saying: "已归档。" / "Put into the archive.";
    archive_is_away(day: &str): "这一期已于 {day} 归档，不在列表里。" / "In the archive since {day}; it is not listed.";
    archive_bring_back: "取回" / "Bring it back";
    archive_brought_back_saying: "又在列表里了。" / "It is listed again.";
    archive_show(n: usize): "已归档的 {n} 期" / "{n} in the archive";
    archive_hide: "只看没有归档的" / "Hide the archive";
    archive_pill: "已归档" / "Archived";
}
