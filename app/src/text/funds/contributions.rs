//! Texts of what came into a fund, as the office records it.

use super::super::texts;

texts! {
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
}
