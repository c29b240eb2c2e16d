//! Texts of what is printed for schools and donors, and of the pages that ask for it.

use entity::paper::job::State;

use super::{Text, texts};

texts! {
    papers_title: "打印" / "Papers";
    papers_of(phase: &str): "打印 · {phase}" / "Papers: {phase}";
    papers_lead: "已认领、还没有发放的礼物：每所学校的吊牌、装箱单、签收单。"
        / "For gifts that are promised and not handed out: each school's tags, packing list and receive sheet.";
    papers_lead_school: "已认领、还没有发放的礼物，还有等着卡片的。签领表有孩子姓名，每次打开都会记录。"
        / "For gifts that are promised and not handed out, and for cards that are to come. The roster holds real names; each opening is recorded.";
    papers_none: "现在没有要打印的" / "There is nothing to print";
    papers_none_text: "有人认领心愿以后，吊牌和单子会出现在这里。" / "Once wishes are claimed, tags and lists appear here.";
    papers_not_sent: "还没寄出" / "Not sent yet";
    papers_coming: "在路上" / "On the way";
    papers_here: "已到校" / "At school";
    papers_files: "文件（PDF）" / "Files (PDF)";
    papers_tags: "吊牌" / "Tags";
    papers_packing: "装箱单" / "Packing list";
    papers_receive: "签收单" / "Receive sheet";
    papers_roster: "签领表" / "Roster";
    papers_stickers: "卡片贴纸" / "Card stickers";
    papers_file_of(paper: &str, school: &str): "{paper}：{school}" / "{paper}: {school}";

    papers_all: "一次全部打印" / "Everything in one go";
    papers_all_text: "把所选学校的文件做成一个压缩包，几百份礼物也只要几秒。文件加密保存，24 小时后自动删除。"
        / "Puts the papers of the chosen schools into one zip file; hundreds of gifts take seconds. It is kept encrypted and deleted after 24 hours.";
    papers_all_schools: "全部学校" / "All schools";
    papers_with_rosters: "签领表（有孩子真实姓名）" / "Rosters (with real names)";
    papers_without: "不要签领表" / "Without the rosters";
    papers_reason_help: "要签领表就请选原因：会记进日志，并且只有您能下载。" / "Choose a reason to have them: it is recorded, and only you can download the file.";
    papers_ask: "开始制作" / "Make them";
    papers_recent: "最近制作的" / "Made recently";
    papers_job_title: "打印文件" / "The papers";
    papers_job(id: i64): "第 {id} 号" / "No. {id}";
    papers_asked(at: &str): "{at} 提出" / "asked for on {at}";
    papers_progress(done: i32, total: i32): "已完成 {done} / {total}" / "{done} of {total} made";
    papers_waits: "正在排队，马上开始。" / "Waiting its turn.";
    papers_refresh: "看看好了没有" / "See whether it is ready";
    papers_leave: "可以离开这一页，做好以后在“打印”页能找到。" / "You can leave this page; you will find it under “Papers”.";
    papers_download: "下载压缩包（.zip）" / "Download (.zip)";
    papers_kept_until(until: &str): "保存到 {until}，之后自动删除。" / "Kept until {until}, then deleted.";
    papers_made(n: i32): "压缩包里有 {n} 份文件" / "files in the zip: {n}";
    papers_no_roster(schools: &str): "这些学校没有签领表，因为还没有可以发放的礼物：{schools}。礼物签收以后，请再做一次。"
        / "No roster for these schools, because nothing is there to hand out yet: {schools}. Make them again once gifts have been received.";
    papers_has_names: "里面有孩子的真实姓名：用完请收好或销毁。" / "It holds children's real names: keep it safe, destroy it after use.";
    papers_not_yours: "里面有孩子的真实姓名，只有提出的人能下载。" / "It holds children's real names; only who asked for it can download it.";
    papers_failed: "没有做成。请再试一次，还不行就告诉管理员。" / "It could not be made. Please try again, and tell the administrator if that fails too.";
    papers_gone: "文件已按时删除，需要的话请重新制作。" / "The file was deleted on time; ask for it again if you need it.";

    sheet_no: "序" / "No.";
    sheet_code: "心愿码" / "Gift code";
    sheet_gift: "礼物" / "Gift";
    sheet_details: "规格" / "Details";
    sheet_grade: "年级" / "Grade";
    sheet_standing: "状态" / "Status";
    sheet_tick: "装好" / "Packed";
    sheet_parcel: "快递" / "Parcel";
    sheet_matches: "对" / "Right";
    sheet_new: "新" / "New";
    sheet_safe: "安全" / "Safe";
    sheet_no_contact: "无联系方式" / "No contact";
    sheet_day: "日期" / "Day";
    sheet_child: "孩子" / "Child";
    sheet_sign: "签字" / "Signature";
    sheet_relation: "与孩子的关系" / "Relation";
    sheet_school: "学校" / "School";
    sheet_address: "地址" / "Address";
    sheet_contact: "收件人" / "Contact";
    sheet_count: "件数" / "Gifts";
    sheet_gifts(n: usize): "{n} 件" / "{n}";
    sheet_coming: "在路上" / "coming";
    sheet_not_sent: "还没寄出" / "not sent";
    sheet_at_office: "办公室签收" / "by the office";
    sheet_at_school: "学校已签收" / "At school";
    sheet_at_school_left_out(n: usize): "{n} 件，不用再装，不在这张单上" / "{n}, not to be packed and not on this list";
    sheet_pool: "兜底库" / "pool";
    sheet_packed_by: "装箱人：" / "Packed by:";
    sheet_checked_by: "核对人：" / "Checked by:";
    sheet_received_by: "学校签收：" / "Received by:";
    sheet_day_line: "日期：" / "Date:";
    sheet_receiver: "签收人：" / "Received by:";
    sheet_packing_note: "清单上没有孩子的姓名。装好一件，勾一件；少了的，在“装好”那一格写明。" / "No child is named here. Tick each gift as it goes into the box; write down what is missing.";
    sheet_receive_note: "四项都对才算签收；有一项不对，先放一边，在网上“记下问题”。签收以后请在网上逐件确认。"
        / "All four must hold; if one does not, put the gift aside and note a problem on the web. Afterwards confirm each gift on the web.";
    sheet_roster_words: "标着“有留言”的：请到网页“随礼物的话”打印，念给孩子听，或者放进礼物。"
        / "Gifts marked (with a note): print the words from the page Notes with the gifts, and read them out or put them in.";
    sheet_roster_note: "本表有孩子的真实姓名：只在发放现场使用，发放后交学校封存，不拍照、不外传。"
        / "This sheet holds children's real names: use it at the hand-out only, keep it sealed at the school, take no photos of it.";

    confirmations_title: "发放确认书" / "Confirmations";
    confirmations_lead: "礼物发到孩子手里以后，可以为每一期开确认书。开好以后内容不再变，后来发放的礼物另开一份。它不是捐赠票据；票据由慈善组织开具，编号会印在上面。"
        / "Once gifts have reached their children you can have a confirmation for each phase. What it says stays as it is; gifts handed out later get another one. It is not a donation invoice; the charity issues that, and its number is printed here.";
    confirmations_none: "还没有发到孩子手里的礼物" / "None of your gifts has been handed out yet";
    confirmations_none_text: "第一份礼物发放以后，就可以在这里开确认书。" / "After the first hand-out you can have a confirmation here.";
    confirmations_given(gifts: u64, value: &str): "{gifts} 份礼物，申报金额 {value}" / "gifts: {gifts}, declared value {value}";
    confirmations_later(gifts: u64, value: &str): "还没有开进确认书的：{gifts} 份礼物，申报金额 {value}。可以再开一份。"
        / "On no confirmation yet: gifts {gifts}, declared value {value}. You can have another one for them.";
    confirmations_issue: "开具确认书" / "Issue the confirmation";
    confirmations_issued_saying(number: &str): "已开具，编号 {number}。" / "Issued, number {number}.";
    confirmations_number: "编号" / "Number";
    confirmations_pdf(number: &str): "确认书 {number}（PDF）" / "Confirmation {number} (PDF)";
    confirmations_office_lead: "爱心人士自己开具。慈善组织开了票据以后，把票据号写在这里，会印在确认书上。"
        / "Donors issue these themselves. Once the charity has given a receipt, note its number here; it is printed on the paper.";
    confirmations_office_none: "这一期还没有人开确认书" / "Nobody has asked for a confirmation of this phase yet";
    confirmations_receipt_blank: "还没有" / "none yet";
    confirmations_receipt_help: "慈善组织开具的公益事业捐赠票据上的号码；留空就是还没有。" / "As on the charity's invoice; leave it blank while there is none.";
    confirmations_noted_saying: "已保存。" / "Saved.";

    confirmation_heading: "礼物发放确认书" / "Confirmation of gifts handed out";
    confirmation_number_line(number: &str): "编号 {number}" / "Number {number}";
    confirmation_says(donor: &str, phase: &str): "{donor}：您在“{phase}”中认领的下列礼物，已由学校发到孩子手里。谢谢您。"
        / "{donor}: the gifts below, which you claimed in {phase}, have been handed to the children by their schools. Thank you.";
    confirmation_donor: "爱心人士" / "Donor";
    confirmation_day: "发放日期" / "Handed out";
    confirmation_value: "申报金额" / "Declared value";
    confirmation_as_of: "出具日期" / "Made on";
    confirmation_receipt: "公益事业捐赠票据号" / "Charity's receipt number";
    confirmation_not_invoice: "本确认书不是捐赠票据，不作为税前扣除的凭证；金额是写心愿时申报的参考价。"
        / "This is not a donation invoice and no proof for tax purposes; values are the guide prices declared when the wishes were written.";
    confirmation_no_invoice: "本确认书不是捐赠票据" / "not a donation invoice";
    confirmation_seal: "主办单位（章）：" / "Organiser (seal):";
}

impl Text {
    pub const fn print_state(self, state: State) -> &'static str {
        let (zh, en) = match state {
            State::Waiting => ("排队中", "Waiting"),
            State::Working => ("制作中", "Being made"),
            State::Done => ("已做好", "Ready"),
            State::Failed => ("没有做成", "Failed"),
            State::Gone => ("已删除", "Deleted"),
        };
        match self.0 {
            entity::Lang::Zh => zh,
            entity::Lang::En => en,
        }
    }
}
