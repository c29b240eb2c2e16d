//! Texts of the filial-piety funds: the public pages, the supporter's desk, the office's.

use entity::{
    Day, Fen, Refusal, elder,
    fund::{
        self, payout,
        rule::{self, Cadence, MatchSource},
    },
    ledger::Source,
    month::Month,
    supporter::Kin,
};

use super::{Text, texts};

texts! {
    nav_funds: "孝心基金" / "Funds";
    funds_title: "孝心基金" / "Filial-piety funds";
    funds_lead: "一个村，一个基金：子女的赡养、政府的关怀、社会的爱心，三笔钱分开记，按规则直接发到老人手里。"
        / "One village, one fund: the children's support, the government's care, society's gifts. Three kinds of money, kept apart, paid straight to the elders by rule.";
    funds_none: "还没有开放的基金" / "No fund has opened yet";
    funds_none_text: "有村子开办孝心基金以后，就会在这里。" / "Once a village has begun one, it stands here.";
    fund_elders(count: &str): "老人 {count} 位" / "Elders: {count}";
    fund_elders_with_age(age: i32, count: &str): "{age} 岁以上老人 {count} 位" / "Elders aged {age} and over: {count}";
    fund_see: "看规则与发放记录" / "Rule and payouts";
    fund_give: "为基金添一份" / "Give to this fund";
    fund_closed: "这个基金已经结束，账目仍在。" / "This fund has ended; its books stay.";
    fund_band_family: "子女赡养" / "Children's support";
    fund_band_government: "政府关怀" / "Government";
    fund_band_society: "社会爱心" / "Society";
    fund_bands: "近十二个月收到：子女、政府、社会" / "Received in the last twelve months: families, government, society";
    fund_bands_below(month: &str, source: &str, amount: &str): "{month}，{source}：{amount}，更正或退还的比收到的多。" / "{month}, {source}: {amount}, as more was corrected or given back than came in.";
    fund_bands_none: "还没有收到钱。" / "Nothing has come in yet.";
    fund_months: "按月" / "Month by month";
    fund_months_csv: "下载全部月份（CSV）" / "Download all months (CSV)";
    fund_record: "基金资料" / "About this fund";
    fund_rule: "现行规则" / "The rule in force";
    fund_rules_before(n: usize): "历次规则（{n} 次）" / "All {n} rules";
    fund_of_year(what: &str, year: &str, n: usize): "{what} · {year} 年（{n} 行）" / "{what} · {year} (lines: {n})";
    fund_rule_from: "从哪个月起" / "In force from";
    fund_rule_age: "参加年龄" / "Age to join";
    fund_rule_age_of(age: i32): "{age} 岁以上" / "{age} and over";
    fund_rule_support: "每位子女每月" / "Each supporter, each month";
    fund_rule_match: "配比" / "Match";
    fund_rule_match_of(percent: i32, cap: &str): "当期收到的赡养钱的 {percent}%，每位老人每月最多 {cap}" / "{percent} % of the family money received in the period, at most {cap} for each elder and month";
    fund_rule_no_match: "不配比" / "None";
    fund_rule_source: "配比的钱从哪里来" / "The match is paid from";
    fund_rule_cadence: "发放" / "Paid out";
    fund_rule_supporters: "配比的条件" / "The match needs";
    fund_rule_supporters_of(count: i32): "当期至少 {count} 位子女缴了（不到这个数的，全部缴了）" / "at least {count} of the elder's supporters to have paid in the period (all of them where there are fewer)";
    fund_rule_supporters_none: "不要求人数" / "No minimum number of supporters";
    fund_rule_due: "每月缴存日" / "Due each month by day";
    fund_rule_due_of(day: i32): "每月 {day} 日前" / "Day {day} of the month";
    fund_rule_scaled: "配比的钱不够时，所有老人按同一个比例减少，精确到分。" / "Where there is too little to match, every elder's match is reduced by the same factor, to the fen.";
    fund_direct: "钱直接发给老人，由老人签字，不经子女。" / "Elders are paid directly and sign; never through a child.";
    fund_not_a_gift: "子女的赡养是家庭的本分，不是捐赠，从不计入捐赠。谁缴了、谁没缴，只有家里和办公室知道。" / "A child's support is a family's duty, no donation, and is never counted as one. Who has paid and who has not, only the family and the office know.";
    fund_runs: "发放记录" / "Payouts";
    fund_runs_none: "还没有发放过。" / "Nothing has been paid out yet.";
    fund_run_period: "期间" / "Period";
    fund_run_elders: "老人" / "Elders";
    fund_run_scaled_of(percent: &str): "配比资金不足，按 {percent} 发放" / "Too little to match: scaled to {percent}";
    fund_run_paid_on: "发放日期" / "Paid on";
    fund_sum: "合计" / "Together";
    fund_received: "收到" / "Came in";
    fund_paid_out: "发放" / "Paid out";
    fund_held: "结余" / "Still there";
    fund_aliases: "愿意公开的老人（化名）" / "Elders who agreed to stand here, by alias";
    fund_month_to: "至" / "to";
    fund_month_from_to(from: &str, to: &str): "{from} 至 {to}" / "{from} to {to}";

    support_title: "我的赡养" / "My support";
    support_lead: "您给家里老人的赡养。这是家庭的本分，不是捐赠；只有您和办公室看得到。" / "What you give your own elders. It is a family's duty, no donation; only you and the office see it.";
    support_none: "您的账户还没有登记为赡养人" / "Your account is not written down as a supporter";
    support_none_text: "如果您的父母在村里的孝心基金，请告诉村里或办公室您的邮箱，由他们登记。" / "If your parents are in their village's fund, tell the village or the office your e-mail address; they write it down.";
    support_for(aliases: &str): "赡养：{aliases}" / "For {aliases}";
    support_ended: "已结束" / "Ended";
    support_ends_on(day: &str): "到 {day} 结束" / "Ends on {day}";
    support_open_sum(amount: &str): "到本月还应缴 {amount}" / "Still due through this month: {amount}";
    support_dropped(amount: &str): "以前没缴齐的 {amount} 不用补了。" / "The {amount} that had not come in by then is due no more.";
    support_all_paid: "到本月都缴齐了，谢谢您。" / "Everything through this month has come in. Thank you.";
    elder_takes_part_since(alias: &str, day: &str): "{alias}从 {day} 起参加基金，此后的月份照常缴。" / "{alias} has been taking part since {day}: support is due for the months after that.";
    elder_paused_since(alias: &str, day: &str): "{alias}从 {day} 起暂停，此后的月份不用缴；已经缴的、还没发的钱留着。" / "{alias} has paused since {day}: nothing is due for the months after that, and what came in and was not paid out is kept.";
    elder_excused_since(alias: &str, day: &str): "{alias}家里有困难，从 {day} 起免缴，此后的月份不用缴。" / "The family of {alias} has been excused since {day}: nothing is due for the months after that.";
    elder_died_on(alias: &str, day: &str): "{alias}于 {day} 去世，请节哀。此后不用缴；已经缴的、还没发的钱退给家里。" / "{alias} died on {day}; we are sorry for your loss. Nothing more is due, and what came in and was not paid out goes back to the family.";
    elder_left_on(alias: &str, day: &str): "{alias}从 {day} 起退出基金，此后不用缴；已经缴的、还没发的钱退给家里。" / "{alias} left the fund on {day}: nothing more is due, and what came in and was not paid out goes back to the family.";
    support_ahead(amount: &str): "多缴的 {amount} 算在以后的月份。" / "{amount} more than was due; it counts for the months to come.";
    support_due_by(day: i32): "每月 {day} 日前缴。" / "Due by day {day} of each month.";
    support_how: "怎么缴" / "How to pay";
    support_how_text: "缴给村里的收款人，由办公室开收据，在这里记下。平台从不经手钱。" / "Pay the village's collector; the office gives a receipt and writes it down here. This site never takes money.";
    support_how_bank: "也可以按上面的账户转账，附言里写上参考码，到账以后就记在这里。" / "Or transfer it to the account above with the code in the remark: it is written down here once it has arrived.";
    support_due: "应缴" / "Due";
    support_paid: "已缴" / "Came in";
    support_rest: "还差" / "Still due";
    support_paid_out: "发到老人手里" / "Paid to the elder";
    support_months: "逐月" / "Month by month";

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

    office_elders_lead: "这里只有化名。姓名要说明理由才能打开，每一次都记在日志里。" / "Aliases only. A name is opened for a reason, and each time stands in the journal.";
    office_elders_none: "还没有登记老人" / "No elder yet";
    office_elders_none_text: "老人签了同意书就可以登记。" / "An elder who has signed the consent can be registered.";
    office_elder_new: "登记老人" / "Register an elder";
    office_elder_registered_saying: "已登记。现在写下谁来赡养。" / "Registered. Now write down who supports them.";
    office_elder_alias_help: "大家看到的称呼，例如“榆树下的奶奶”。不能有姓名。" / "What everybody may read, such as “Grandmother under the elm”. Not the name.";
    office_elder_private: "不公开的资料" / "Private";
    office_elder_private_help: "加密保存，只用来核对年龄和打印签领表。" / "Kept sealed; needed for the age and for the list to sign.";
    office_elder_consent: "老人的同意" / "The elder's consent";
    office_elder_public: "老人同意把化名放在基金的公开页上" / "The elder agrees to stand on the fund's page by alias";
    office_elder_public_yes: "化名在公开页上" / "The alias stands on the public page";
    office_elder_public_no: "化名不公开" / "The alias is not public";
    office_elder_show: "放上公开页" / "Show the alias in public";
    office_elder_hide: "从公开页撤下" / "Take the alias off the public page";
    office_elder_shown_saying: "化名已放上公开页。" / "The alias stands on the public page.";
    office_elder_hidden_saying: "化名已撤下。" / "The alias is off the public page.";
    office_elder_joined: "参加日期" / "Joined on";
    office_elder_joined_help: "从这一天所在的月份开始应缴、开始配比。不能早于基金开始，也不能在已经批准发放、或者没有老人而跳过的期间里。" / "From this day's month on support is due and matched. Not before the fund began, and in no period whose payout is approved, or that was passed over as nobody was there.";
    office_elder_owed: "家里缴了、还没发的" / "Paid in by the family, not paid out yet";
    office_elder_state: "状态" / "State";
    office_elder_change: "改状态" / "Change the state";
    office_elder_changed_saying: "状态已改。" / "The state is changed.";
    office_elder_looks: "打开姓名" / "Open the names";
    office_elder_look_what: "打开老人和赡养人的姓名。这一次会记在日志和每月的报告里。" / "Opens the names of the elder and the supporters. It goes into the journal and the monthly report.";
    office_elder_supporters: "赡养人" / "Supporters";
    office_elder_no_supporters: "还没有写下赡养人。" / "No supporter is written down yet.";
    office_supporter_add: "添加赡养人" / "Add a supporter";
    office_supporter_added_saying: "已添加。" / "Added.";
    office_supporter_email_help: "本人已注册的邮箱。填了，本人就能在“我的赡养”看到。" / "Of the supporter's own account. With it, they see everything under “My support”.";
    office_supporter_pledge_help: "每月，元。空着就按规则。" / "Yuan each month. Blank: as the rule says.";
    office_supporter_month_help: "从这个月起应缴。" / "From this month on it is due.";
    office_supporter_number(number: i64): "{number} 号" / "no. {number}";
    office_supporter_own: "有自己的账户" / "has an account";
    office_supporter_office: "由办公室代记" / "kept by the office";
    office_supporter_end: "结束赡养" / "End the support";
    office_supporter_end_what(day: &str): "到 {day} 结束：此后的月份不用缴；到那天为止应缴的照常缴，参考码用到缴齐为止。这一步不能撤回。" / "It ends on {day}: nothing is due for the months after that. What is due until then is still expected, and the code stays until it has come. This cannot be undone.";
    office_supporter_end_sure: "确定结束" / "End it";
    office_support_all_paid: "到本月都缴齐了" / "Everything through this month has come in";
    office_supporter_ended_saying: "从下个月起不再应缴。" / "From next month on nothing is due.";
    office_share_what: "老两口同一群子女：让另一位老人的赡养人也赡养这一位，以后缴的钱两位平分。" / "For a couple: the other elder's supporters support this one too; what they pay from now on is for both in equal parts.";
    office_share: "和另一位老人共同赡养" / "Share with another elder";
    office_shared_saying: "已共同赡养。" / "They are supported together now.";
    office_give_back: "退给家里" / "Give back to the family";
    office_give_back_what(amount: &str): "家里缴了 {amount} 没有发出。这不是捐赠，要退给家里；退了以后在这里记账。" / "{amount} that the family paid in was not paid out. It is no donation: give it back, then book it here.";
    office_given_back_saying(amount: &str): "已记下退还 {amount}。" / "{amount} is booked as given back.";
    office_elder_erase: "删除姓名和资料" / "Erase the private record";
    office_elder_erase_what: "姓名、出生日期、住址，以及只赡养这一位的赡养人姓名，以后谁也读不到。账目仍在，用化名。" / "Name, date of birth, household, and the names of supporters with no other elder can be read by nobody any more. The books stay, under the alias.";
    office_elder_erase_sure: "我确定，删了就没有了" / "I am sure; there is no way back";
    office_elder_erased_saying: "已删除。" / "Erased.";
    office_elder_erased_on(day: &str): "资料已于 {day} 删除。" / "The private record was erased on {day}.";
    office_elder_runs: "发放" / "Payouts";
    office_elder_no_runs: "还没有发放过。" / "None yet.";
    office_elder_due_private: "应缴情况只有赡养人本人和办公室看得到，任何地方都不公布。" / "What is due is for the supporters themselves and the office; it is published nowhere.";

    office_contributions_lead: "三种钱分开记。记错了就冲正，再记一笔对的；已批准的期间不能再记家庭的钱。" / "Three kinds of money, kept apart. Take back what is wrong, then record what is right; nothing from families is dated into a period that is approved.";
    office_contributions_none: "还没有缴存" / "Nothing has come in yet";
    office_contributions_none_text: "用上面的表格记第一笔。" / "Record the first with the form above.";
    office_contributions_none_not_open: "基金在开放的时候才记缴存。" / "Money is recorded while the fund is open.";
    office_contributions_earlier(n: usize): "再早的 {n} 笔" / "{n} earlier ones";
    office_contribution_record: "记一笔缴存" / "Record what came in";
    office_contribution_supporter_help: "家庭赡养必选；别的不选。只显示化名和关系。" / "Needed for family money, left blank for any other. By alias and relation only.";
    office_contribution_document_help: "家庭写收据号，政府写文号；社会捐赠可以不填。" / "The receipt's number for families, the document's for the government; optional for society.";
    office_contribution_recorded_saying(number: i64): "已记下，第 {number} 笔。" / "Recorded as no. {number}.";
    office_contribution_correct: "冲正" / "Take back";
    office_contribution_correct_sure(number: i64): "第 {number} 笔记错了，冲正" / "No. {number} is wrong: take it back";
    office_contribution_corrected_saying: "已冲正，在当前期间扣回。" / "Taken back; it counts in the period that is open.";
    office_contribution_is_corrected: "已冲正" / "taken back";
    office_contribution_corrects(number: i64): "冲正第 {number} 笔" / "takes back no. {number}";
    office_contribution_banked: "银行到账" / "through the bank";
    office_contribution_given_back: "退给家里" / "given back to the family";
    office_contribution_what: "来源和老人" / "Source and elder";
    office_supporter_of(relation: &str, number: i64): "{relation}（{number} 号）" / "{relation} (no. {number})";

    office_payouts: "发放" / "Payouts";
    office_payout_next(from: &str, to: &str): "下一期：{from} 至 {to}" / "Next period: {from} to {to}";
    office_payout_draft: "计算这一期" / "Compute this period";
    office_payout_draft_what: "按规则和到现在收到的钱计算每位老人的一行。计算以后还要两位干事先后审核、批准。" / "Computes a line for each elder by the rule and what has come in. Two officers then look at it, one after the other.";
    office_payout_early(day: &str): "这一期要到 {day} 才过完。" / "This period lasts until {day}.";
    office_payout_nobody: "还没有登记老人，没有要发放的。" / "No elder is registered yet, so there is nothing to pay.";
    office_payout_drafted_saying: "已计算。请看每一行，再审核。" / "Computed. Look at the lines, then review.";
    office_payouts_none: "还没有发放。" / "No payout yet.";
    office_payout_redraw: "重新计算" / "Compute again";
    office_payout_redrawn_saying: "已重新计算。" / "Computed again.";
    office_payout_review: "审核无误" / "Reviewed: it is right";
    office_payout_review_what: "审核以后，要由另一位干事批准。" / "Another officer approves it then.";
    office_payout_reviewed_saying: "已审核，等另一位干事批准。" / "Reviewed; another officer approves it.";
    office_payout_approve: "批准发放" / "Approve";
    office_payout_approve_what: "批准以后这一期不能再记家庭的钱，可以打印签领表发放。" / "From then on nothing from families is dated into this period; the list to sign can be printed.";
    office_payout_approved_saying: "已批准。打印签领表，发给老人。" / "Approved. Print the list and pay the elders.";
    office_payout_waits_other: "您审核过这一期，批准要由另一位干事来做。" / "You have reviewed this run; another officer approves it.";
    office_payout_send_back: "退回重算" / "Send back";
    office_payout_sent_back_saying: "已退回，请重新计算。" / "Sent back; compute it again.";
    office_payout_discard: "作废" / "Give up this run";
    office_payout_discarded_saying: "已作废，这一期可以重新计算。" / "Given up; the period can be computed anew.";
    office_payout_list: "打印签领表（PDF，有姓名，记入日志）" / "Print the list to sign (PDF, with names, journalled)";
    office_payout_pay: "记为已发放" / "Record as paid";
    office_payout_pay_what: "签领表收回来以后：没有到场的老人先在下面标出来，再记为已发放。三种钱各记一笔账，以后不能改。" / "When the signed list is back: mark below who was not there, then record it. One transfer for each source is booked, and nothing changes after that.";
    office_payout_paid_saying: "已记为发放，账已记好。" / "Recorded as paid, and booked.";
    office_payout_line_hold: "没有到场" / "Was not there";
    office_payout_line_release: "到场了" / "Was there after all";
    office_payout_line_held: "没有到场，下一期补发" / "not there; comes again next time";
    office_payout_line_gone: "已去世或退出，没有发放" / "died or left; not paid";
    office_payout_line_held_saying: "已标出，下一期补发。" / "Marked; it comes again next time.";
    office_payout_line_released_saying: "已恢复。" / "It is paid after all.";
    office_payout_base: "计入配比" / "Matched on";
    office_payout_government: "政府配比" / "Government";
    office_payout_society: "社会配比" / "Society";
    office_payout_carried_of(amount: &str): "含上期补发 {amount}" / "with {amount} carried over";
    office_payout_scaled_saying(wanted: &str, given: &str): "配比应发 {wanted}，资金只够 {given}，所有老人按同一比例减少。" / "The matches come to {wanted}, and {given} is there: every line is scaled by the same factor.";
    office_payout_stale_hint: "计算以后又有缴存或变动时，审核和批准会被拒绝，请重新计算。" / "Where something came in or changed since, review and approval are refused; compute again.";
    office_payout_who: "经手" / "Who";
    office_payout_drafted_by: "计算" / "Computed by";
    office_payout_reviewed_by: "审核" / "Reviewed by";
    office_payout_approved_by: "批准" / "Approved by";
    office_payout_paid_by: "记发放" / "Recorded by";
    office_payout_lines: "每位老人" / "Each elder";
    office_payout_lines_none: "这一期没有要发的。" / "There is nothing to pay for this period.";
    office_payout_booked: "与账目核对" / "Compared with the ledger";
    office_payout_booked_same: "三种来源都与账目一致。" / "The ledger says the same for each source.";
    office_payout_booked_differs: "与账目不一致！" / "The ledger says something else!";

    village_fund: "孝心基金发放" / "Fund payouts";
    village_fund_lead: "批准以后打印签领表，钱直接交给老人，由老人签字。签领表里有姓名，每次打开都记在日志里。" / "Print the list once a payout is approved; elders are paid directly and sign. It holds names, and each opening stands in the journal.";
    village_fund_none: "还没有要发放的" / "Nothing to pay out yet";
    village_fund_none_text: "办公室批准一期发放以后，签领表就在这里。" / "Once the office has approved a payout, its list is here.";
    village_fund_list: "签领表（PDF）" / "List to sign (PDF)";

    sign_list_title(fund: &str): "{fund} 发放签领表" / "{fund}: list to sign";
    sign_list_elder: "老人" / "Elder";
    sign_list_alias: "化名" / "Alias";
    sign_list_sign: "签字（手印）" / "Signature";
    sign_list_sum: "实发" / "Amount";
    sign_list_count(count: usize): "{count} 位" / "{count}";
    sign_list_elders: "老人人数" / "Elders";
    sign_list_note: "钱直接交给老人，由老人签字或按手印，不经子女。没有到场的老人请划去并写明，下一期补发。" / "Paid to the elder directly, who signs or gives a fingerprint; never through a child. Strike out whoever was not there; it comes again next time.";
    sign_list_payer: "发放人" / "Paid by";
    sign_list_witness: "见证人" / "Witness";
    sign_list_village: "村委会（盖章）" / "Village committee (seal)";
    sign_list_day: "日期" / "Date";
    sign_list_document: "签领表编号" / "Number of this list";
}

impl Text {
    pub const fn fund_state(self, state: fund::State) -> &'static str {
        let (zh, en) = match state {
            fund::State::Draft => ("筹备", "Draft"),
            fund::State::Open => ("开放", "Open"),
            fund::State::Closed => ("结束", "Closed"),
        };
        self.of_two(zh, en)
    }

    pub const fn elder_state(self, state: elder::State) -> &'static str {
        let (zh, en) = match state {
            elder::State::Active => ("在册", "Active"),
            elder::State::Paused => ("暂停", "Paused"),
            elder::State::Hardship => ("困难免缴", "Hardship: family excused"),
            elder::State::Died => ("去世", "Died"),
            elder::State::Exited => ("退出", "Left"),
        };
        self.of_two(zh, en)
    }

    /// Since when an elder is in that state, and what this means for the family.
    pub fn elder_since(self, alias: &str, state: elder::State, since: Day) -> String {
        let since = self.date(since);
        match state {
            elder::State::Active => self.elder_takes_part_since(alias, &since),
            elder::State::Paused => self.elder_paused_since(alias, &since),
            elder::State::Hardship => self.elder_excused_since(alias, &since),
            elder::State::Died => self.elder_died_on(alias, &since),
            elder::State::Exited => self.elder_left_on(alias, &since),
        }
    }

    /// That a support is over, or the last day of one that still runs.
    pub fn support_end(self, last: Day, today: Day) -> String {
        if last < today { self.support_ended().to_owned() } else { self.support_ends_on(&self.date(last)) }
    }

    /// Why an elder was not paid what a run has for them.
    pub const fn office_payout_line_why(self, is_in: bool) -> &'static str {
        if is_in { self.office_payout_line_held() } else { self.office_payout_line_gone() }
    }

    pub const fn payout_state(self, state: payout::State) -> &'static str {
        let (zh, en) = match state {
            payout::State::Draft => ("待审核", "Draft"),
            payout::State::Reviewed => ("待批准", "Reviewed"),
            payout::State::Approved => ("待发放", "Approved"),
            payout::State::Paid => ("已发放", "Paid"),
            payout::State::Discarded => ("作废", "Given up"),
        };
        self.of_two(zh, en)
    }

    pub const fn match_source(self, source: MatchSource) -> &'static str {
        let (zh, en) = match source {
            MatchSource::Government => ("政府", "Government money"),
            MatchSource::Society => ("社会捐赠", "Society's gifts"),
            MatchSource::Both => ("先政府，不够再用社会捐赠", "Government money first, then society's"),
        };
        self.of_two(zh, en)
    }

    pub const fn cadence(self, cadence: Cadence) -> &'static str {
        let (zh, en) = match cadence {
            Cadence::Monthly => ("每月", "Monthly"),
            Cadence::Quarterly => ("每季度", "Quarterly"),
            Cadence::Yearly => ("每年", "Yearly"),
        };
        self.of_two(zh, en)
    }

    pub const fn relation(self, relation: Kin) -> &'static str {
        let (zh, en) = match relation {
            Kin::Son => ("儿子", "Son"),
            Kin::Daughter => ("女儿", "Daughter"),
            Kin::SonInLaw => ("女婿", "Son-in-law"),
            Kin::DaughterInLaw => ("儿媳", "Daughter-in-law"),
            Kin::Grandchild => ("孙辈", "Grandchild"),
            Kin::Other => ("其他", "Other"),
        };
        self.of_two(zh, en)
    }

    /// What a fund's bands are called.
    pub const fn fund_band(self, source: Source) -> &'static str {
        match source {
            Source::Family => self.fund_band_family(),
            Source::Government => self.fund_band_government(),
            Source::Society => self.fund_band_society(),
        }
    }

    /// `2026年11月` · `November 2026`
    pub fn month(self, month: Month) -> String {
        month.first().format(self.0.pick("%Y年%-m月", "%B %Y")).to_string()
    }

    /// The facts of a rule, as everybody may read them.
    pub fn rule_facts(self, rule: &rule::Model) -> Vec<(&'static str, String)> {
        let matched = match rule.match_percent {
            0 => self.fund_rule_no_match().to_owned(),
            percent => self.fund_rule_match_of(percent, &rule.cap_fen.to_string()),
        };
        let supporters = match rule.minimum_supporters {
            0 => self.fund_rule_supporters_none().to_owned(),
            count => self.fund_rule_supporters_of(count),
        };
        vec![
            (self.fund_rule_from(), self.month(rule.from())),
            (self.fund_rule_age(), self.fund_rule_age_of(rule.minimum_age)),
            (self.fund_rule_support(), rule.support_fen.to_string()),
            (self.fund_rule_due(), self.fund_rule_due_of(rule.due_day)),
            (self.fund_rule_match(), matched),
            (self.fund_rule_source(), self.match_source(rule.match_source).to_owned()),
            (self.fund_rule_supporters(), supporters),
            (self.fund_rule_cadence(), self.cadence(rule.cadence).to_owned()),
        ]
    }

    /// What is wrong with an act of a fund, its elders or a payout.
    pub(super) fn of_fund(self, refusal: &Refusal) -> Option<String> {
        let (zh, en) = match refusal {
            Refusal::FundIncomplete(fields) => {
                let names: Vec<String> = fields.iter().map(|field| self.field(*field).to_owned()).collect();
                let names = self.list(&names);
                return Some(
                    self.0.pick(
                        format!("还不能开放，缺少：{names}"),
                        format!("It cannot open yet; still blank: {names}"),
                    ),
                );
            }
            Refusal::NotOldEnough(age) => {
                return Some(self.0.pick(
                    format!("这个基金要满 {age} 岁才能参加，请核对出生日期"),
                    format!("One joins this fund at {age}; please check the date of birth"),
                ));
            }
            Refusal::PayoutClosed(through) => {
                let through = self.date(*through);
                return Some(self.0.pick(
                    format!("到 {through} 的发放已经批准，家庭的钱请记在这以后的日子，下一期一起算"),
                    format!(
                        "The payout through {through} is approved; record it on a later day, and the next run counts it"
                    ),
                ));
            }
            Refusal::PayoutTooEarly(last) => {
                let last = self.date(*last);
                return Some(self.0.pick(
                    format!("这一期要到 {last} 才过完，之后才能计算"),
                    format!("This period lasts until {last}; it can be computed after that"),
                ));
            }
            Refusal::PayoutForNobody(last) => {
                let last = self.date(*last);
                return Some(self.0.pick(
                    format!("到 {last} 还没有老人在这个基金里，这一期没有可以发放的。请先登记老人"),
                    format!(
                        "Nobody was in the fund up to {last}, so that there is nothing to pay; register its elders"
                    ),
                ));
            }
            Refusal::PoolSpent(there) => {
                return Some(self.0.pick(
                    format!("账上只剩 {there}，不够发放。请退回重算"),
                    format!(
                        "Only {there} is left in the books, which is not enough. Send it back and compute it again"
                    ),
                ));
            }
            Refusal::PledgedAlready => (
                "您已经每月给这个基金认捐。想改金额，请先结束原来的认捐",
                "You give to this fund every month already; to change the sum, end that pledge first",
            ),
            Refusal::PledgeState => (
                "这份认捐现在不能做这一步，请刷新看看它的状态",
                "This pledge is not in a state for this; reload to see where it stands",
            ),
            Refusal::FundState => (
                "这个基金现在不能做这一步，请刷新看看它的状态",
                "This fund is not in a state for this; reload to see where it stands",
            ),
            Refusal::AliasNames => {
                ("化名里有老人的姓名，请换一个", "The alias holds the elder's name; please choose another")
            }
            Refusal::ElderState => {
                ("这位老人现在的状态不能做这一步", "Nothing like this can be done in this elder's state")
            }
            Refusal::ElderOwed => (
                "家里缴的钱还没有发完或退还，先处理好再删除",
                "What the family paid in is neither paid out nor given back; settle that first",
            ),
            Refusal::BookedAtFund => {
                ("家庭赡养请在基金的“缴存”里记，要记到老人名下", "Family money is recorded at its fund, for its elder")
            }
            Refusal::SupporterOfNoFamily => (
                "选了赡养人，来源就要选家庭赡养；不是家庭的钱，赡养人留空",
                "A supporter pays a family's money: choose families as the source, or leave the supporter blank",
            ),
            Refusal::PayoutUnfinished => {
                ("上一期还没有发完，先把它发完或作废", "The run before is under way; pay it or give it up first")
            }
            Refusal::PayoutState => (
                "这一期现在不能做这一步，请刷新看看它的状态",
                "This run is not in a state for this; reload to see where it stands",
            ),
            Refusal::PayoutStale => (
                "计算以后又有缴存或变动，请重新计算",
                "Something came in or changed since it was computed; please compute it again",
            ),
            Refusal::SameOfficer => {
                ("审核和批准要由两位不同的干事来做", "Whoever reviewed it does not approve it; another officer does")
            }
            Refusal::FundMoneyLeft(source, left) => return Some(self.fund_money_left(*source, *left)),
            _ => return None,
        };
        Some(self.0.pick(zh, en).to_owned())
    }

    /// Why a fund cannot close yet, and what to do first.
    fn fund_money_left(self, source: Source, left: Fen) -> String {
        let band = self.fund_band(source);
        if left < Fen::ZERO {
            let lacking = Fen(-left.0);
            return self.0.pick(
                format!("{band}多发了 {lacking}，先补上，再结束基金"),
                format!("{band}: {lacking} too much was paid out; make it good first, then close the fund"),
            );
        }
        match source {
            Source::Family => self.0.pick(
                format!("家里缴的钱还有 {left} 没有发给老人，也没有退还。先发放，或在老人退出后退给家里，再结束基金"),
                format!(
                    "{left} of families' money is left: pay it out or, once the elder has left, give it back first"
                ),
            ),
            Source::Government | Source::Society => self.0.pick(
                format!("{band}还有 {left}。先发放，或在“账目”里记下转到了哪里，再结束基金"),
                format!("{band}: {left} is left. Pay it out, or book in the ledger where it went; then close the fund"),
            ),
        }
    }

    const fn of_two(self, zh: &'static str, en: &'static str) -> &'static str {
        match self.0 {
            entity::Lang::Zh => zh,
            entity::Lang::En => en,
        }
    }
}
