//! Texts for the journal: its page, and every noun and detail of it as people say them.

mod acts;

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
    statement::unread,
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
            Act::LineSetAside => unread::Reason::noted(detail).map(|reason| self.statement_unread_reason(reason)),
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
