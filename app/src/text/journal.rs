//! Texts for the journal: every act, noun and detail of it as people say them.

use entity::{
    Code, Lang,
    account::Role,
    card::recall,
    child::look::Reason,
    elder,
    handout::problem,
    household,
    journal::{Act, Model, Subject},
    outbox::letter::WhyKept,
    page_report, payment, pledge, plot,
    wish::withdraw::Why,
};

use super::{Text, texts};

texts! {
    journal_title: "日志" / "Journal";
    journal_lead: "每一件事，谁做的，什么时候。只增不改，没有姓名。" / "Every act, by whom and when. Append-only, and without names.";
    journal_search: "心愿码，或种类和编号" / "Gift code, or a kind and its number";
    journal_search_help(kinds: &str): "例如“地块 12”。种类有：{kinds}。" / "Such as “plot 12”. Kinds: {kinds}.";
    journal_filter: "查找" / "Find";
    journal_none: "没有记录" / "No entries";
    journal_unknown: "看不懂。请写心愿码，或者“心愿 12”这样的种类和编号。" / "Not understood. Give a gift code, or a kind and its number such as “wish 12”.";
    journal_sealed(n: i64): "已封存 {n} 条" / "{n} entries sealed";
    journal_head: "封条" / "Seal";
    journal_verify: "从头核验" / "Verify all of it";
    journal_sound(n: i64): "核验完毕：{n} 条记录首尾相连，没有改动过。" / "Verified: all {n} entries fit; none was changed.";
    journal_broken(n: i64): "第 {n} 条对不上：日志被改动过，请立刻报告。" / "Entry {n} does not fit: the journal was changed. Please report this at once.";
    journal_by(role: &str, account: i64): "{role} #{account}" / "{role} #{account}";
    journal_newest: "最新的" / "Newest";
    journal_clock: "系统按期限" / "The clock";
    journal_times(n: i64): "{n} 个" / "{n}";
    journal_visitor: "访客" / "A visitor";
    journal_operator: "系统管理员（命令行）" / "The operator, at the command line";
}

impl Text {
    /// What an entry of the journal is about, as people say it.
    pub fn journal_noun(self, noun: &str) -> &str {
        let (zh, en) = match noun {
            "wish" => ("心愿", "wish"),
            "phase" => ("期次", "phase"),
            "hand_out" => ("发放", "hand-out"),
            "letter" => ("信", "letter"),
            "account" => ("账户", "account"),
            "child" => ("孩子", "child"),
            "school" => ("学校", "school"),
            "organiser" => ("主办单位", "organiser"),
            "township" => ("乡镇", "township"),
            "village" => ("村", "village"),
            "organisation" => ("单位", "organisation"),
            "offer" => ("认领意向", "standing offer"),
            "round" => ("结对", "round"),
            "proposal" => ("配对", "proposal"),
            "pledge" => ("认捐", "pledge"),
            "pool_source" => ("兜底库", "pool source"),
            "transfer" => ("账目", "ledger transfer"),
            "payment" => ("到账", "payment"),
            "reference" => ("付款参考码", "payment code"),
            "statement" => ("银行流水", "bank statement"),
            "page_report" => ("网页举报", "page report"),
            "confirmation" => ("确认书", "confirmation"),
            "household" => ("农户", "household"),
            "plot" => ("地块", "plot"),
            "fund" => ("孝心基金", "fund"),
            "elder" => ("老人", "elder"),
            "payout" => ("基金发放", "payout"),
            "import" => ("心愿表", "table of wishes"),
            "county" => ("全县", "county"),
            other => return other,
        };
        self.0.pick(zh, en)
    }

    /// The noun of the journal that somebody calls by this name, in either language or as the journal keeps it.
    pub fn noun_said(name: &str) -> Option<&'static str> {
        let is_called = |noun: &&str| {
            let names = [Lang::Zh, Lang::En].map(|lang| Self(lang).journal_noun(noun));
            names.into_iter().chain([*noun]).any(|known| known.eq_ignore_ascii_case(name))
        };
        Subject::NOUNS.into_iter().find(is_called)
    }

    /// The code, kind or number beside an entry; its own word where this list does not know it.
    pub fn journal_detail(self, entry: &Model) -> String {
        let detail = &*entry.detail;
        if let Some(said) = Act::from_key(&entry.act).and_then(|act| self.journal_kind(act, detail)) {
            return said.to_owned();
        }
        let (zh, en) = match detail {
            "demo" => ("演示", "demonstration"),
            "password" => ("用密码", "by password"),
            "link" => ("用链接", "by link"),
            "invitation" => ("接受邀请", "by invitation"),
            "verify" => ("点开链接", "by its link"),
            "reset" => ("重设", "reset"),
            "photo" => ("拍照", "photos"),
            "receipt" => ("收据", "receipt"),
            "card" => ("谢意卡片", "thank-you card"),
            "nobody" => ("认不出任何人", "nobody can be recognised"),
            "child" => ("看得到孩子", "the child is seen"),
            other => {
                let kind = problem::Kind::ALL.into_iter().find(|kind| kind.key() == other);
                return match (kind, other.parse::<Code>(), other.parse::<i64>()) {
                    (Some(kind), ..) => self.problem_kind(kind).to_owned(),
                    (_, Ok(code), _) => code.grouped(),
                    (_, _, Ok(number)) => self.journal_times(number),
                    _ => self.journal_details(other),
                };
            }
        };
        self.0.pick(zh, en).to_owned()
    }

    /// The kind that an act of this sort keeps beside it.
    fn journal_kind(self, act: Act, detail: &str) -> Option<&'static str> {
        match act {
            Act::AccountMade => match detail {
                "admin" => Some(self.role(Role::Admin)),
                "sign_up" => Some(self.0.pick("自己注册", "signed up")),
                "visitor" => Some(self.0.pick("点开认领的链接", "by the link of a claim")),
                _ => None,
            },
            Act::CardRecalled => recall::Why::from_key(detail).map(|why| why.sentence(self.0)),
            Act::ElderStateChanged => elder::State::from_key(detail).map(|state| self.elder_state(state)),
            Act::ElderLooked | Act::PapersAsked => Reason::from_key(detail).map(|reason| self.look_reason(reason)),
            Act::HouseholdLooked => {
                household::look::Reason::from_key(detail).map(|reason| self.household_look_reason(reason))
            }
            Act::HarvestCorrected => {
                plot::weigh_again::Reason::from_key(detail).map(|reason| self.plot_correct_reason(reason))
            }
            Act::Invited | Act::InvitationWithdrawn => {
                Role::ALL.into_iter().find(|role| role.key() == detail).map(|role| self.role(role))
            }
            Act::PageReported => page_report::Kind::from_key(detail).map(|kind| self.report_kind_of(kind)),
            Act::PledgeMade => {
                let every = pledge::Every::ALL.into_iter().find(|every| every.key() == detail)?;
                Some(match every {
                    pledge::Every::Once => self.pledge_once(),
                    pledge::Every::Monthly => self.pledge_monthly(),
                })
            }
            Act::PlotDelivered if detail == plot::settle::NOTHING => Some(self.plot_gave_nothing()),
            Act::PlotDelivered => plot::Mode::from_key(detail).map(|mode| self.plot_mode_name(mode)),
            Act::RefundAsked => {
                let mut chosen = payment::Why::CHOSEN.into_iter();
                chosen.find(|why| why.key() == detail).map(|why| self.payment_why_chosen(why))
            }
            Act::RefundDropped => WhyKept::from_key(detail).map(|why| self.payment_why_kept(why)),
            Act::SowingUndone => plot::unsow::Reason::from_key(detail).map(|reason| self.plot_not_sown_reason(reason)),
            Act::ProblemSettled => problem::Choice::from_key(detail).map(|choice| self.problem_choice(choice)),
            _ => None,
        }
    }

    /// A code or a word with what belongs to it.
    fn journal_details(self, detail: &str) -> String {
        let Some((first, rest)) = detail.split_once(' ') else { return detail.to_owned() };
        match (first.parse::<Code>(), Reason::from_key(rest), Why::from_key(rest), rest.parse::<i32>()) {
            (Ok(code), Some(reason), ..) => format!("{} · {}", code.grouped(), self.look_reason(reason)),
            (Ok(code), _, Some(why), _) => format!("{} · {}", code.grouped(), self.why_withdrawn(why)),
            (Err(_), .., Ok(months)) if first == "months" => self.keep_months(months),
            _ => detail.to_owned(),
        }
    }

    pub const fn journal_role(self, role: &str) -> &'static str {
        match role.as_bytes() {
            b"donor" => self.role(Role::Donor),
            b"school" => self.role(Role::School),
            b"village" => self.role(Role::Village),
            b"office" => self.role(Role::Office),
            b"admin" => self.role(Role::Admin),
            b"clock" => self.journal_clock(),
            b"operator" => self.journal_operator(),
            _ => self.journal_visitor(),
        }
    }

    /// An act of the journal as people say it.
    pub fn journal_act(self, act: &str) -> &str {
        Act::from_key(act).map_or(act, |act| self.act_of_journal(act))
    }

    #[expect(clippy::too_many_lines, reason = "one arm an act")]
    const fn act_of_journal(self, act: Act) -> &'static str {
        let (zh, en) = match act {
            Act::WishDrafted => ("写下心愿", "wish written"),
            Act::WishChanged => ("修改心愿", "wish changed"),
            Act::WishDeleted => ("删除草稿", "draft deleted"),
            Act::WishSubmitted => ("提交心愿", "wish submitted"),
            Act::WishReturned => ("退回心愿", "wish returned"),
            Act::WishApproved => ("审核通过", "wish approved"),
            Act::WishOpened => ("公开心愿", "wish opened"),
            Act::WishHeld => ("心愿先留住", "wish held"),
            Act::WishProposed => ("心愿配给爱心人士", "wish proposed"),
            Act::WishWithdrawn => ("撤回心愿", "wish withdrawn"),
            Act::WishHidden => ("从网上撤下", "taken off the public pages"),
            Act::WishShown => ("重新公开", "shown again"),
            Act::ClaimConfirmed => ("确认认领", "claim confirmed"),
            Act::ClaimShipped => ("寄出礼物", "gift sent"),
            Act::ClaimReleased => ("放弃认领", "claim given back"),
            Act::ClaimLapsed => ("认领过期", "claim lapsed"),
            Act::ClaimCancelled => ("取消认领", "claim cancelled"),
            Act::NoteWritten => ("给孩子写留言", "note written"),
            Act::NoteApproved => ("留言审阅通过", "note approved"),
            Act::NoteRefused => ("留言请改写", "note refused"),
            Act::SubstitutionAsked => ("问能不能换", "substitute asked for"),
            Act::SubstitutionAnswered => ("回答能不能换", "substitute answered"),
            Act::GiftReceived => ("签收礼物", "gift received"),
            Act::ProblemNoted => ("记下问题", "problem noted"),
            Act::ProblemPictured => ("给问题拍照", "problem photographed"),
            Act::ProblemSettled => ("处理问题", "problem settled"),
            Act::GiftPassedOn => ("转给另一个孩子", "gift passed on"),
            Act::PoolFilled => ("兜底库补上", "filled from the pool"),
            Act::GiftHandedOut => ("发到孩子手里", "gift handed out"),
            Act::HandOutMade => ("确认发放", "hand-out confirmed"),
            Act::WaitingJoined => ("加入候补", "joined the waiting list"),
            Act::WaitingLeft => ("退出候补", "left the waiting list"),
            Act::CardUploaded => ("上传谢意卡片", "thank-you card sent"),
            Act::CardsBrought => ("一张照片传多张卡片", "many cards sent in one photo"),
            Act::CardPieceDropped => ("丢掉没配上的卡片", "unmatched card thrown away"),
            Act::CardPieceExpired => ("没配上的卡片到期销毁", "unmatched card destroyed after its time"),
            Act::CardDeclined => ("说明没有卡片", "no card will come"),
            Act::CardApproved => ("谢意卡片通过", "thank-you card approved"),
            Act::CardReturned => ("谢意卡片退回", "thank-you card sent back"),
            Act::CardBlurred => ("涂掉卡片上的一处", "part of a card blurred"),
            Act::CardTurned => ("转正一张卡片", "card turned the right way up"),
            Act::CardRecalled => ("收回谢意卡片", "thank-you card taken back"),
            Act::CardWithdrawn => ("谢意卡片撤下", "thank-you card taken down"),
            Act::RosterOpened => ("打开签领表", "roster opened"),
            Act::RosterKept => ("签领表存到手机", "roster kept on a phone"),
            Act::RosterPrinted => ("打印签领表", "roster printed"),
            Act::SheetOpened => ("打开发放记录", "hand-out sheet opened"),
            Act::PapersAsked => ("制作打印文件", "papers asked for"),
            Act::PapersFetched => ("下载打印文件", "papers fetched"),
            Act::ConfirmationIssued => ("开具确认书", "confirmation issued"),
            Act::ReceiptNoted => ("记下票据号", "receipt number noted"),
            Act::ChildRegistered => ("登记孩子", "child registered"),
            Act::ChildChanged => ("修改孩子资料", "child's record changed"),
            Act::ChildLooked => ("查看孩子资料", "child's record looked at"),
            Act::PupilsLooked => ("查看学生名单", "pupils looked at"),
            Act::ChildErased => ("删除孩子资料", "child's record erased"),
            Act::ConsentRecorded => ("记录监护人同意", "consent recorded"),
            Act::ConsentNarrowed => ("监护人撤回部分同意", "consent narrowed"),
            Act::ConsentWithdrawn => ("监护人撤回同意", "consent withdrawn"),
            Act::KeepingSet => ("改资料保留期限", "time of keeping changed"),
            Act::ImportRead => ("读完心愿表", "table of wishes read"),
            Act::ImportRemapped => ("改心愿表各列", "table's columns named"),
            Act::ImportOpened => ("打开心愿表", "table of wishes opened"),
            Act::ImportOrdered => ("心愿表要写成草稿", "table to be taken in"),
            Act::ImportTaken => ("心愿表写成草稿", "table taken in"),
            Act::ImportUndone => ("撤销导入", "import undone"),
            Act::ImportExpired => ("心愿表到期销毁", "table destroyed after its time"),
            Act::PhaseDrafted => ("新建一期", "phase drafted"),
            Act::PhaseCloned => ("照旧一期新建一期", "phase drafted like an earlier one"),
            Act::PhaseChanged => ("修改一期", "phase changed"),
            Act::PhaseOpened => ("开放一期", "phase opened"),
            Act::PhaseClosed => ("结束认领", "phase closed"),
            Act::PhaseReopened => ("重新开放认领", "phase reopened"),
            Act::PhaseFinished => ("结束一期", "phase finished"),
            Act::PhaseArchived => ("归档一期", "phase put into the archive"),
            Act::PhaseBroughtBack => ("取回一期", "phase brought back"),
            Act::OrganiserAdded => ("添加主办单位", "organiser added"),
            Act::OrganiserChanged => ("修改主办单位", "organiser changed"),
            Act::SchoolAdded => ("添加学校", "school added"),
            Act::SchoolChanged => ("修改学校", "school changed"),
            Act::SchoolClosed => ("停用学校", "school closed"),
            Act::SchoolReopened => ("重新启用学校", "school takes part again"),
            Act::TownshipAdded => ("添加乡镇", "township added"),
            Act::TownshipChanged => ("修改乡镇", "township changed"),
            Act::TownshipRemoved => ("删除乡镇", "township removed"),
            Act::VillageAdded => ("添加村", "village added"),
            Act::VillageRemoved => ("删除村", "village removed"),
            Act::OrganisationAsked => ("申请单位", "organisation asked for"),
            Act::OrganisationAdded => ("添加单位", "organisation added"),
            Act::OrganisationApproved => ("单位开通", "organisation approved"),
            Act::OrganisationChanged => ("修改单位", "organisation changed"),
            Act::OrganisationClosed => ("停用单位", "organisation closed"),
            Act::OrganisationReopened => ("重新启用单位", "organisation takes part again"),
            Act::OrganisationJoined => ("加入单位", "joined an organisation"),
            Act::OrganisationLeft => ("退出单位", "left an organisation"),
            Act::OrganisationLinkRenewed => ("换单位的参加链接", "organisation's link renewed"),
            Act::OrganisationMemberRemoved => ("移出单位成员", "member removed"),
            Act::PoolSourceAdded => ("放进兜底库", "added to the pool"),
            Act::PoolSourceClosed => ("兜底库停用一项", "pool source closed"),
            Act::OfferMade => ("写下认领意向", "offer made"),
            Act::OfferChanged => ("修改认领意向", "offer changed"),
            Act::OfferPaused => ("暂停认领意向", "offer paused"),
            Act::OfferResumed => ("恢复认领意向", "offer resumed"),
            Act::OfferEnded => ("结束认领意向", "offer ended"),
            Act::OfferExpired => ("认领意向到期", "offer expired"),
            Act::RoundOpened => ("开一轮结对", "round opened"),
            Act::RoundRedrawn => ("重算结对", "round drawn anew"),
            Act::RoundApplied => ("结对寄信", "round applied"),
            Act::RoundDiscarded => ("放弃结对", "round discarded"),
            Act::RoundsScheduled => ("定时结对", "rounds scheduled"),
            Act::RoundsUnscheduled => ("不再定时结对", "rounds no longer scheduled"),
            Act::ProposalMade => ("提出结对", "proposal made"),
            Act::ProposalAccepted => ("认领配好的心愿", "proposal accepted"),
            Act::ProposalDeclined => ("这次不认领", "proposal declined"),
            Act::ProposalLapsed => ("结对没有回答", "proposal lapsed"),
            Act::HouseholdAdded => ("登记农户", "household added"),
            Act::HouseholdChanged => ("修改农户资料", "household's record changed"),
            Act::HouseholdLooked => ("查看农户资料", "household's record looked at"),
            Act::HouseholdErased => ("删除农户资料", "household's record erased"),
            Act::PlotDrafted => ("新建地块", "plot drafted"),
            Act::PlotChanged => ("修改地块", "plot changed"),
            Act::PlotOpened => ("地块开放认养", "plot opened"),
            Act::PlotGrows => ("开始耕种", "season begun"),
            Act::SowingUndone => ("更正：还没有播种", "not sown after all"),
            Act::CreditCarriedOver => ("上一季的抵扣转到这一季", "credit of the season before carried over"),
            Act::CreditTakenBack => ("抵扣转回上一季", "credit taken back to the season before"),
            Act::PlotHarvested => ("记下收成", "harvest recorded"),
            Act::PlotShort => ("记下歉收", "shortfall recorded"),
            Act::HarvestCorrected => ("更正收成", "harvest corrected"),
            Act::PlotDelivered => ("收成送出", "harvest delivered"),
            Act::PlotSettled => ("地块结算", "plot settled"),
            Act::PlotRestPaidOut => ("地块补充结算", "rest of a plot's money paid out"),
            Act::ReceiptScanned => ("农户收据的照片", "household's receipt photographed"),
            Act::PlotRenewed => ("开下一季", "next season opened"),
            Act::PlotHandedOver => ("地块换农户", "plot handed to another household"),
            Act::PlotClosed => ("结束地块", "plot closed"),
            Act::DiaryWritten => ("写种植日志", "diary entry written"),
            Act::DiaryPictureErased => ("撤下日志照片", "diary picture taken down"),
            Act::AdoptionReserved => ("保留份额", "shares reserved"),
            Act::AdoptionSigned => ("签认养合同", "adoption contract accepted"),
            Act::AdoptionWitnessed => ("登记农户签字的合同", "household's signed contract recorded"),
            Act::SignatureCorrected => ("更正农户签字", "household's signature corrected"),
            Act::AdoptionPaid => ("认养款到齐", "adoption paid"),
            Act::AdoptionUnpaid => ("认养款不再到齐", "adoption no longer paid"),
            Act::AdoptionReleased => ("放弃认养", "adoption given back"),
            Act::AdoptionLapsed => ("认养过期", "adoption lapsed"),
            Act::PaperLooked => ("查看签字页", "signed page looked at"),
            Act::DeliveriesLooked => ("查看送货名单", "delivery list looked at"),
            Act::FundDrafted => ("新建基金", "fund drafted"),
            Act::FundChanged => ("修改基金", "fund changed"),
            Act::FundOpened => ("开放基金", "fund opened"),
            Act::FundClosed => ("结束基金", "fund closed"),
            Act::FundRuleAdded => ("写下规则", "rule added"),
            Act::ElderRegistered => ("登记老人", "elder registered"),
            Act::ElderStateChanged => ("改老人状态", "elder's state changed"),
            Act::ElderShown => ("公开化名", "alias shown"),
            Act::ElderHidden => ("撤下化名", "alias hidden"),
            Act::ElderLooked => ("查看老人资料", "elder's record looked at"),
            Act::ElderErased => ("删除老人资料", "elder's record erased"),
            Act::SupporterAdded => ("添加赡养人", "supporter added"),
            Act::SupportersShared => ("共同赡养", "supporters shared"),
            Act::SupporterEnded => ("结束赡养", "support ended"),
            Act::SupportGivenBack => ("赡养钱退给家里", "support given back"),
            Act::ContributionRecorded => ("记缴存", "contribution recorded"),
            Act::ContributionCorrected => ("冲正缴存", "contribution taken back"),
            Act::PayoutDrafted => ("计算发放", "payout drafted"),
            Act::PayoutRedrawn => ("重算发放", "payout drawn again"),
            Act::PayoutDiscarded => ("发放作废", "payout given up"),
            Act::PayoutReviewed => ("审核发放", "payout reviewed"),
            Act::PayoutApproved => ("批准发放", "payout approved"),
            Act::PayoutSentBack => ("退回发放", "payout sent back"),
            Act::PayoutLineHeld => ("一位老人没有到场", "line held back"),
            Act::PayoutLineReleased => ("恢复一行", "line released"),
            Act::PayoutPaid => ("记为已发放", "payout recorded as paid"),
            Act::SignaturesOpened => ("打开发放签领表", "list of signatures opened"),
            Act::PledgeMade => ("认捐", "pledge made"),
            Act::PledgePaused => ("暂停认捐", "pledge paused"),
            Act::PledgeResumed => ("恢复认捐", "pledge resumed"),
            Act::PledgeStopped => ("结束认捐", "pledge ended"),
            Act::GiftOfMoneyPromised => ("要付款参考码", "money promised"),
            Act::GiftOfMoneyGivenUp => ("不付了", "money no longer promised"),
            Act::PaymentRecorded => ("记下到账", "arrival recorded"),
            Act::PaymentSorted => ("待认领的钱归到项目", "unclear money sorted"),
            Act::RefundAsked => ("登记待退还", "refund noted"),
            Act::RefundDropped => ("不退了", "refund dropped"),
            Act::PaymentReturned => ("退还", "given back"),
            Act::PaymentUndone => ("更正到账", "arrival undone"),
            Act::StatementBrought => ("上传流水", "statement brought"),
            Act::StatementMapped => ("说明流水各列", "statement's columns named"),
            Act::StatementRead => ("读完流水", "statement read"),
            Act::StatementOrdered => ("流水全部记账", "statement to be booked"),
            Act::StatementBooked => ("流水记完账", "statement booked"),
            Act::StatementDropped => ("丢弃流水", "statement dropped"),
            Act::ColumnsForgotten => ("忘掉银行的各列", "bank's columns forgotten"),
            Act::LineSetAside => ("流水行放到一边", "statement line set aside"),
            Act::LineBroughtBack => ("流水行取回", "statement line brought back"),
            Act::MoneyConfirmed => ("开具捐款确认书", "confirmation of money issued"),
            Act::MoneyConfirmationVoided => ("捐款确认书作废", "confirmation of money voided"),
            Act::TransferRecorded => ("手工记账", "booked by hand"),
            Act::TransferReversed => ("冲正一笔账", "transfer reversed"),
            Act::PeriodClosed => ("结账", "period closed"),
            Act::DisclosurePublished => ("公开报告", "disclosure report published"),
            Act::AccountMade => ("建立账户", "account made"),
            Act::AccountChanged => ("修改账户", "account changed"),
            Act::AccountDisabled => ("停用账户", "account disabled"),
            Act::AccountEnabled => ("重新启用账户", "account enabled again"),
            Act::AccountForgotten => ("删除未验证的账户", "unproved account forgotten"),
            Act::AddressProved => ("确认邮箱", "address proved"),
            Act::PasswordSet => ("设密码", "password set"),
            Act::SignedIn => ("登录", "signed in"),
            Act::SessionsEnded => ("退出所有登录", "signed out everywhere"),
            Act::Invited => ("寄出邀请", "invited"),
            Act::InvitationWithdrawn => ("撤回邀请", "invitation withdrawn"),
            Act::DigestWanted => ("要候补消息", "waiting list's digest wanted"),
            Act::DigestDeclined => ("不要候补消息", "waiting list's digest declined"),
            Act::LetterResent => ("重寄一封信", "letter sent again"),
            Act::PageReported => ("举报网页", "page reported"),
            Act::PageReportClosed => ("处理网页举报", "page report settled"),
            Act::DemoSeeded => ("建立演示县", "demonstration county made"),
        };
        match self.0 {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use entity::{
        Lang,
        journal::{Act, Subject},
    };

    use super::Text;

    #[test]
    fn every_noun_of_the_journal_has_words() {
        for noun in Subject::NOUNS {
            assert_ne!(
                Text(Lang::Zh).journal_noun(noun),
                noun,
                "{noun} stands in the journal as it is in the database"
            );
        }
    }

    #[test]
    fn a_noun_is_found_by_what_it_is_called_and_no_two_are_called_alike() {
        for noun in Subject::NOUNS {
            for lang in [Lang::Zh, Lang::En] {
                assert_eq!(Text::noun_said(Text(lang).journal_noun(noun)), Some(noun));
            }
            assert_eq!(Text::noun_said(&noun.to_uppercase()), Some(noun));
        }
        assert_eq!(Text::noun_said("心心"), None);
        assert_eq!(Text::noun_said(""), None);
    }

    #[test]
    fn no_two_acts_are_said_alike() {
        for lang in [Lang::Zh, Lang::En] {
            let mut said = HashMap::new();
            for act in Act::ALL {
                let words = Text(lang).journal_act(act.key());
                assert_eq!(said.insert(words, act.key()), None, "{words} is said of {} too", act.key());
            }
        }
    }
}
