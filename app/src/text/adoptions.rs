//! Texts of adoptions: their donor's desk, the contract, and the household's receipt.

use super::texts;

texts! {
    gifts_plots_title: "我认养的地" / "My plots";
    gifts_plots_link: "我认养的地" / "My plots";
    gifts_plots_none: "还没有认养" / "You have adopted nothing yet";
    gifts_plots_none_text: "选一块地，认养一份，收成的时候告诉您。" / "Choose a field and adopt a share; you will hear of its season and its harvest.";
    gifts_plots_shares(shares: i32, of: i32): "{of} 份里的 {shares} 份" / "shares: {shares} of {of}";
    gifts_plots_of(who: &str, shares: i32, amount: &str): "{who} · {shares} 份 · {amount}" / "{who} · shares: {shares} · {amount}";
    adoption_contract: "合同" / "Contract";
    adoption_contract_no(code: &str): "合同编号 {code}" / "Contract {code}";
    adoption_reserved_until(moment: &str): "为您保留到 {moment}" / "Kept for you until {moment}";
    adoption_pay_until(day: &str): "请在 {day} 前付款" / "Please pay by {day}";
    adoption_accept: "接受合同" / "Accept the contract";
    adoption_accept_lead: "合同全文在上面。接受以后给您付款方式；农户在村里的纸质合同上签字。"
        / "The whole contract stands above. Once you accept it you are told how to pay, and the household signs the paper in its village.";
    adoption_accept_tick: "我看完了合同，接受全部条款" / "I have read the contract and accept all of it";
    adoption_accept_button: "接受合同" / "Accept the contract";
    adoption_signed_saying: "合同已接受。下面是付款方式，也寄到了您的邮箱。" / "Accepted. How to pay stands below and is on its way to you by letter.";
    adoption_release: "不认养了" / "Give it back";
    adoption_release_title: "还回认养的份额" / "Give your shares back";
    adoption_release_sure: "确定不认养" / "Yes, give it back";
    adoption_release_what: "份额马上还给这块地，别人就能认养。" / "Its shares are free for others at once.";
    adoption_released_saying: "已还回，份额空出来了。" / "Given back; the shares are free again.";
    adoption_pdf: "下载合同（PDF）" / "Download the contract (PDF)";
    adoption_party_help: "写进合同的姓名或单位名称。只有您、办公室、农户所在的村和签合同的农户能看到。" / "The name in the contract, yours or your organisation's. Only you, the office, the household's village and the household that signs see it.";
    adoption_delivery_help: "收件人、电话、地址。收成寄到这里；只有办公室能看到。" / "Who, phone, address: where the harvest is sent. Only the office sees it.";
    adoption_household_signed(day: &str): "农户 {day} 在纸质合同上签了字，村委会见证。" / "The household signed the paper on {day}, witnessed by the village's committee.";
    adoption_household_to_sign: "农户还没有在纸质合同上签字。" / "The household has not signed the paper yet.";

    contract_title: "“一亩地”认养合同" / "Contract of adoption, one-acre plot";
    contract_donor: "认养人（甲方）" / "Adopter (first party)";
    contract_household: "农户（乙方）" / "Household (second party)";
    contract_household_alias(alias: &str): "{alias}（化名；真名在村委会保存的签字页上）" / "{alias} (an alias; the name stands on the signed page that the village keeps)";
    contract_witness: "见证" / "Witness";
    contract_witness_of(village: &str): "{village}村民委员会" / "The committee of {village}";
    contract_organiser: "主办单位" / "Organiser";
    contract_unsigned: "（接受合同时填写）" / "(filled in on acceptance)";
    contract_1(number: i64, area: &str, crop: &str, standard: &str):
        "地块：{number} 号地，{area}，种{crop}。种法：{standard}"
        / "The plot: no. {number}, {area}, {crop}. Farmed like this: {standard}";
    contract_2(shares: i32, of: i32, amount: &str):
        "认养：甲方认养 {of} 份中的 {shares} 份，共 {amount}，付到主办单位的账户；平台不经手钱款。"
        / "The adoption: the first party adopts {shares} of {of} shares for {amount}, paid to the organiser's account; the platform takes no money.";
    contract_pay(days: i64, least: i64):
        "付款：接受合同后 {days} 天内付清，并且在计划播种的前一天以前；离播种不到 {least} 天的，{least} 天内付清。到期没有付清，合同自动结束，已经到账的退还甲方。"
        / "Payment: all of it within {days} days of accepting this contract, and by the day before the field is to be sown; where that is less than {least} days away, within {least} days. If it is not all paid by then, the contract ends by itself, and what came goes back to the first party.";
    contract_3(farmer: &str, inputs: &str, logistics: &str, charity: &str):
        "价钱怎么分（整块地）：农户 {farmer}，农资 {inputs}，物流 {logistics}，公益 {charity}。"
        / "How the price of the whole plot is split: farmer {farmer}, inputs {inputs}, logistics {logistics}, charity {charity}.";
    contract_4(sow: &str, harvest: &str):
        "季节：{sow}播种，{harvest}前后收获。播种后至少每 30 天有一则日志。"
        / "The season: sown on {sow}, harvested about {harvest}. From sowing on there is an entry in its diary at least every 30 days.";
    contract_5(kg: &str, mode: &str): "收成：每份约 {kg} 公斤；{mode}。" / "The harvest: about {kg} kg a share; {mode}.";
    contract_6(rule: &str): "歉收：以村委会的记录或保险公司的报告为依据，{rule}。" / "A shortfall is shown by the village's record or the insurer's report; then {rule}.";
    contract_7: "乙方按约定的种法种地；种不了的，由同村另一户接着种，三方另行签字。"
        / "The second party farms as agreed. Where it cannot, another household of the village goes on, and the paper is signed again.";
    contract_8: "这是公益认养：不承诺任何回报、利息或回购，不是投资。" / "This is a charitable adoption and no investment: no return, interest or buy-back is promised.";
    contract_9: "到期自动结束，不自动续约；下一季开放时，认养人先选 14 天。" / "It ends with its season and does not renew itself; when the next season opens, its adopters come first for 14 days.";
    contract_10: "甲乙双方互不联系，有事找主办单位。甲方只知道乙方的化名，不知道姓名、地址；乙方签字时看得到本合同上甲方的名字，不知道地址。"
        / "The parties do not contact each other; both turn to the organiser. The first party knows the second by its alias, and neither its name nor its address; the second party, when it signs, reads the first party's name in this contract, and does not learn the address.";
    contract_accepted(moment: &str): "甲方 {moment} 在线接受。" / "Accepted online by the first party on {moment}.";
    contract_handed_over(day: &str): "{day} 起由同村另一户接着种，乙方是上面写的这一户。" / "Since {day} another household of the village farms it; the second party is the one named above.";
    contract_signed_paper(day: &str, paper: &str): "乙方 {day} 在纸质合同上签字，编号 {paper}，村民委员会见证。" / "Signed on paper by the second party on {day}, no. {paper}, witnessed by the village's committee.";
    contract_sign_here: "乙方签字（户主）" / "Second party's signature (head of the household)";
    contract_witness_here: "见证人签字、盖章" / "Witness's signature and stamp";
    contract_date_here: "日期" / "Date";
    contract_head(name: &str): "户主：{name}" / "Head of the household: {name}";
    contract_text_no(digits: &str): "文本编号 {digits}" / "Text no. {digits}";

    receipt_title: "“一亩地”结算收据" / "Receipt, one-acre plot";
    receipt_no(number: &str): "收据编号 {number}" / "Receipt {number}";
    receipt_no_blank: "收据编号 ______________" / "Receipt no. ______________";
    receipt_household: "收款农户" / "Household paid";
    receipt_1(number: i64, crop: &str, kg: &str):
        "{number} 号地（{crop}）本季收成 {kg} 公斤，已按合同送出。"
        / "Plot no. {number} ({crop}) gave {kg} kg this season, delivered as the contracts say.";
    receipt_1_nothing(number: i64, crop: &str):
        "{number} 号地（{crop}）本季没有收成。"
        / "Plot no. {number} ({crop}) gave nothing this season.";
    receipt_2(sum: &str, farmer: &str, inputs: &str, logistics: &str, charity: &str):
        "认养人为这块地付的钱里，{sum} 按公布的分法付出：农户 {farmer}，农资 {inputs}，物流 {logistics}，公益 {charity}。"
        / "Of what its adopters paid, {sum} is paid out by the published split: {farmer} to the farmer, {inputs} for inputs, {logistics} for logistics, {charity} to charity.";
    receipt_3(amount: &str, capitals: &str):
        "农户那一份 {amount}（{capitals}）已全数付给本人，没有经别人的手，没有扣除。"
        / "The farmer's part, {amount} ({capitals}), was paid in full to the household itself, through nobody else's hands and with nothing kept back.";
    receipt_booked(day: &str): "{day} 记账。" / "Booked on {day}.";
    receipt_sign_here: "收款人签字（户主）" / "Received by (head of the household)";
}
