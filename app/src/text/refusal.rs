//! Every "no" of the domain, as a sentence that says what to do next.

mod plots;

use entity::{Day, Field, Refusal, error::Personal, plot::weight::kilograms};

use super::Text;

impl Text {
    /// The sentence for a refusal.
    pub fn refusal(self, refusal: &Refusal) -> String {
        let early = self
            .of_field(refusal)
            .or_else(|| self.of_name(refusal))
            .or_else(|| self.of_nothing(refusal))
            .or_else(|| self.of_person(refusal))
            .or_else(|| self.of_money(refusal))
            .or_else(|| self.of_plots_refused(refusal));
        let early = early.or_else(|| self.of_payment(refusal));
        let early = early.or_else(|| self.of_fund(refusal));
        early.unwrap_or_else(|| self.of_work(refusal))
    }

    /// Money comes under a code from the day on which that was made.
    fn day_before(self, field: Field, first: Day) -> String {
        let first = self.date(first);
        if field == Field::ArrivedOn {
            return self.say(
                format!("最早 {first}：付款参考码是这一天才给出的"),
                format!("Not earlier than {first}, the day on which the payment code was made"),
            );
        }
        self.say(format!("最早 {first}"), format!("Not earlier than {first}"))
    }

    /// What is wrong with one typed value.
    fn of_field(self, refusal: &Refusal) -> Option<String> {
        let name = |field: &Field| self.field(*field);
        Some(match refusal {
            Refusal::Missing(field) if is_chosen(*field) => {
                self.say(format!("请选择{}", name(field)), format!("Please choose: {}", name(field)))
            }
            Refusal::Missing(field) => {
                self.say(format!("请填写{}", name(field)), format!("Please fill in: {}", name(field)))
            }
            Refusal::TooLong(_, most) => self.say(format!("最多 {most} 个字"), format!("At most {most} characters")),
            Refusal::TooShort(_, least) => {
                self.say(format!("至少 {least} 个字"), format!("At least {least} characters"))
            }
            Refusal::Invisible(_) => self.say(
                "里面有看不见的字符，请重新打一遍".into(),
                "There are invisible characters in it; please type it again".into(),
            ),
            Refusal::NotANumber(Field::GradeMin | Field::GradeMax, from, to) => {
                self.say(format!("请选 {from} 到 {to} 年级"), format!("Please choose a grade from {from} to {to}"))
            }
            Refusal::NotANumber(_, from, to) => self.say(
                format!("请写 {from} 到 {to} 之间的整数"),
                format!("Please give a whole number from {from} to {to}"),
            ),
            Refusal::NotADay(_) => self.say(
                "这不是一个日期，请写成 2026-11-23 这样".into(),
                "This is not a date; please write it like 2026-11-23".into(),
            ),
            Refusal::NotMoney(_) => self.say(
                "请写金额（元），例如 95 或 95.50".into(),
                "Please give an amount in yuan, such as 95 or 95.50".into(),
            ),
            Refusal::AmountRange(_, least, most) => self.say(
                format!("请写 {least} 到 {most} 之间的金额"),
                format!("Please give an amount from {least} to {most}"),
            ),
            Refusal::NotAWeight(_, from, to) => {
                let (from, to) = (kilograms(*from), kilograms(*to));
                self.say(
                    format!("请写 {from} 到 {to} 公斤，例如 12.5"),
                    format!("Please give {from} to {to} kg, such as 12.5"),
                )
            }
            Refusal::NotAnEmail | Refusal::NotAnAddress(_) => self.say(
                "请写完整的邮箱，例如 lin@example.org".into(),
                "Please give a full address, such as lin@example.org".into(),
            ),
            Refusal::NotAChoice(field) => {
                self.say(format!("请选择{}", name(field)), format!("Please choose: {}", name(field)))
            }
            Refusal::NoSuchChoice(field) => self.say(
                format!("勾选的{}里，有的现在已经没有了，请重新勾选", name(field)),
                format!("Something is ticked that is not there, or not any more; please look again: {}", name(field)),
            ),
            Refusal::NoSchoolThere => self.say(
                "勾选的学校都不在勾选的乡镇里，这样什么也配不上，请改学校或者乡镇".into(),
                "None of these schools lies in any of the townships ticked, so nothing could fit; please change the schools or the townships".into(),
            ),
            Refusal::OverBudget(_, budget) => self.say(
                format!("总预算只有 {budget}，请改小这一项，或者改大预算"),
                format!("The budget in all is only {budget}; please make this smaller, or the budget larger"),
            ),
            Refusal::Taken(field) => {
                self.say(format!("这个{}已经有了", name(field)), format!("This is in use already: {}", name(field)))
            }
            Refusal::ColumnTwice(_, other) => self.say(
                format!("这一列已经选作{}了", name(other)),
                format!("This column is already chosen for: {}", name(other)),
            ),
            Refusal::DayInFuture(_) => self.say("这一天还没有到".into(), "This day is still to come".into()),
            Refusal::DayInPast(_) => self.say("这一天已经过去了".into(), "This day has passed".into()),
            Refusal::DayTooLate(_, last) => {
                let last = self.date(*last);
                self.say(format!("最晚 {last}"), format!("Not later than {last}"))
            }
            Refusal::DayTooEarly(_, last) => {
                let last = self.date(*last);
                self.say(format!("要在 {last} 之后"), format!("It must be after {last}"))
            }
            Refusal::DayBefore(field, first) => self.day_before(*field, *first),
            Refusal::NotOfAge(from, to) => self.say(
                format!("孩子应在 {from} 到 {to} 岁之间，请核对出生日期"),
                format!("A pupil is {from} to {to} years old; please check the date of birth"),
            ),
            Refusal::DaysOutOfOrder => self.say(
                "日期的先后不对：开放 ≤ 认领截止 ≤ 收件截止 ≤ 发放".into(),
                "The days are out of order: opening ≤ claiming ends ≤ gifts due ≤ hand-out".into(),
            ),
            Refusal::Personal(field, what) => self.personal(*field, what),
            _ => return None,
        })
    }

    /// What is wrong with a name, or with what should be words.
    fn of_name(self, refusal: &Refusal) -> Option<String> {
        let (zh, en) = match refusal {
            Refusal::NoWords(_) => {
                ("请用文字写，光有表情符号看不懂", "Please say it in words; pictures alone tell too little")
            }
            Refusal::PictureInName(_) => (
                "姓名只用文字写，里面不要有表情、①这样的符号",
                "A name is written in letters, without pictures or signs",
            ),
            Refusal::NotAName(_) => {
                ("这里只写名字或称呼，不要写网址和邮箱", "Please give a name only: no web or e-mail address")
            }
            Refusal::NotATrackingNo => {
                ("单号里只有字母、数字、短横和空格", "A tracking number has only letters, digits, dashes and spaces")
            }
            _ => return None,
        };
        Some(self.say(zh.into(), en.into()))
    }

    /// Where it is not said how much of anything is wanted, or would be given; or less than is taken of it already.
    fn of_nothing(self, refusal: &Refusal) -> Option<String> {
        Some(match refusal {
            Refusal::NothingAsked(most) => self.say(
                format!("请写 1 到 {most} 之间的整数；不要心愿的话，请先在“也看看”里勾一样，再写 0"),
                format!("Please give a whole number from 1 to {most}; for no wishes, tick something at “Show as well” first, then write 0"),
            ),
            Refusal::NothingOffered { has_others: false } => self.say(
                "请写这个意向最多给几个心愿".into(),
                "Please say how many wishes this one more offer gives at most".into(),
            ),
            Refusal::NothingOffered { has_others: true } => self.say(
                "请写这个意向给多少：心愿、地块、基金，至少写一样".into(),
                "Please say how much this one more offer gives: wishes, shares of plots or a sum for funds, at least one of them".into(),
            ),
            Refusal::BelowTaken(Field::MaxShares, taken) => self.below_taken(&format!("{taken} 份"), &taken.to_string()),
            Refusal::BelowTaken(_, taken) => self.below_taken(&format!("{taken} 个"), &taken.to_string()),
            Refusal::BelowTakenSum(_, taken) => self.below_taken(&taken.to_string(), &taken.to_string()),
            _ => return None,
        })
    }

    fn below_taken(self, zh: &str, en: &str) -> String {
        self.say(
            format!("已经从这个意向配上了 {zh}，不能比这个少；不想再多给，就写这个数"),
            format!("Taken from this offer already: {en}. It cannot be less; to give no more, please write just that"),
        )
    }

    /// What is wrong with who asks.
    fn of_person(self, refusal: &Refusal) -> Option<String> {
        let (zh, en) = match refusal {
            Refusal::SignInFirst => ("请先登录", "Please sign in first"),
            Refusal::NotYours => ("这个账户不能做这一步", "This account may not do this"),
            Refusal::NotFound => ("没有找到", "Not found"),
            Refusal::WrongPassword => (
                "邮箱和密码对不上。可以再试一次，或者让我们寄一个登录链接",
                "The e-mail and the password do not match. Try again, or have a sign-in link sent",
            ),
            Refusal::TooManyTries(until) => {
                let until = self.time(*until);
                return Some(self.say(
                    format!("试的次数太多了，请在 {until} 之后再试"),
                    format!("Too many tries; please try again after {until} (China time)"),
                ));
            }
            Refusal::LinkSpent => (
                "这个链接已经用过或过期了。可以请我们再寄一封",
                "This link has been used or has expired. You can ask for a new one",
            ),
            Refusal::VerifyFirst => (
                "请先点开我们寄去的信，确认这个邮箱是您的",
                "Please open the letter we sent first, to confirm that the address is yours",
            ),
            Refusal::PasswordCommon => {
                ("这个密码太容易被猜到，请换一个", "This password is too easily guessed; please choose another")
            }
            Refusal::PasswordHoldsAddress => {
                ("密码里不要有邮箱的名字，请换一个", "It holds the name in your address; please choose another")
            }
            Refusal::WrongPresentPassword => ("现在的密码不对", "This is not your present password"),
            Refusal::NotADonorsAddress => (
                "这个邮箱是学校、村或办公室用的，认领请换一个自己的邮箱",
                "This address belongs to a school, a village or the office; please give with one of your own",
            ),
            Refusal::NotOneself => {
                ("不能停用自己的账户，请另一位管理员来做", "Not your own account; another administrator can do it")
            }
            _ => return None,
        };
        Some(self.say(zh.into(), en.into()))
    }

    /// What is wrong with a booking.
    fn of_money(self, refusal: &Refusal) -> Option<String> {
        Some(match refusal {
            Refusal::PeriodClosed(through) => {
                let through = self.date(*through);
                self.say(
                    format!("{through} 以前的账已经结了，请记在这一天以后"),
                    format!("The books are closed through {through}; please book it on a later day"),
                )
            }
            Refusal::BookedAlready => {
                self.say("这一笔已经记过账，没有再记".into(), "This was booked before; nothing was booked again".into())
            }
            Refusal::NotEnough(there) => {
                self.say(format!("只有 {there}，不够"), format!("Only {there} is there, which is not enough"))
            }
            Refusal::ElderGone(held) => self.say(
                format!("老人已经去世或退出，名下只有 {held}，冲正会扣成负数；已经退给家里或发出去的钱不能冲正"),
                format!(
                    "The elder died or left, and only {held} is held for them: what went back to the family or was paid out cannot be reversed"
                ),
            ),
            Refusal::NotReversible => self.say(
                "这一笔不能在这里冲正：不是手工记的，或者已经冲正过".into(),
                "This cannot be reversed here: it was not booked by hand, or was reversed before".into(),
            ),
            _ => return None,
        })
    }

    /// What is wrong with the act itself.
    #[expect(clippy::too_many_lines, reason = "one arm a refusal")]
    fn of_work(self, refusal: &Refusal) -> String {
        let (zh, en) = match refusal {
            Refusal::PhaseIncomplete(fields) => {
                let names: Vec<String> = fields.iter().map(|field| self.field(*field).to_owned()).collect();
                let names = self.list(&names);
                return self
                    .say(format!("还不能开放，缺少：{names}"), format!("It cannot open yet; still blank: {names}"));
            }
            Refusal::PhaseState => (
                "这一期现在不能做这一步，请刷新看看它的状态",
                "This phase is not in a state for this; reload to see where it stands",
            ),
            Refusal::CapBelowWishes(dearest) => {
                return self.say(
                    format!("这一期已经有 {dearest} 的心愿，上限不能比它低"),
                    format!("A wish of this phase costs {dearest}; the cap cannot be lower than that"),
                );
            }
            Refusal::PromisedLater(gifts) => {
                return self.say(
                    format!("有 {gifts} 份礼物，信里答应的日期比这一天晚。确定要改，请勾选下面一项"),
                    format!("Gifts whose letters name a later day: {gifts}. If the change is meant, please tick the box below"),
                );
            }
            Refusal::PhaseEmpty => ("还没有审核通过的心愿", "No wish has been approved yet"),
            Refusal::GiftsUnderWay { gifts, holds } => {
                let waits = self.ground_waits(*gifts, *holds);
                return self.say(format!("{waits}，不能结束"), format!("It cannot be finished. {waits}"));
            }
            Refusal::ArchiveTooEarly { gifts, holds } => {
                let waits = self.ground_waits(*gifts, *holds);
                return self.say(format!("{waits}，不能归档"), format!("It cannot go into the archive. {waits}"));
            }
            Refusal::PeriodRuns(last) => {
                let last = self.date(*last);
                return self.say(
                    format!("这段时间要到 {last} 才结束，之后才能公布"),
                    format!("This period runs until {last}; it can be published after that"),
                );
            }
            Refusal::NothingToPrint => (
                "没有要打印的：礼物还没有人认领，或者都已发放",
                "There is nothing to print: no gift is promised, or all are handed out",
            ),
            Refusal::NothingGiven => (
                "您在这一期的礼物还没有发到孩子手里，发放以后就可以开具",
                "None of your gifts of this phase has reached its child yet; after that you can have it",
            ),
            Refusal::InUse => ("还有学校或村在用，不能删除", "Schools or villages still belong to it, so it stays"),
            Refusal::OverCap(cap) => {
                return self.say(format!("超过本期上限 {cap}"), format!("Above this phase's cap of {cap}"));
            }
            Refusal::ConsentMissing => (
                "要先有监护人的同意：日期、表格编号、同意接受实物",
                "The guardian's consent comes first: date, form number and the gift itself",
            ),
            Refusal::ConsentBeforeBirth => (
                "同意的日期早于孩子的出生日期，请核对",
                "The consent is dated before the child was born; please check both dates",
            ),
            Refusal::GuardianIsChild => {
                ("监护人和孩子是同一个姓名，请核对", "The guardian has the child's own name; please check")
            }
            Refusal::ConsentWithdrawn => ("监护人已经撤回同意", "The guardian has withdrawn consent"),
            Refusal::DuplicateChild => ("这个孩子在本期已经有一个心愿", "This child already has a wish in this phase"),
            Refusal::DuplicateHousehold(code) => {
                let code = code.grouped();
                return self.say(
                    format!("同一户在本期已有相同的心愿 {code}"),
                    format!("The same household already has this wish in this phase: {code}"),
                );
            }
            Refusal::ChangedMeanwhile => (
                "您打开这一页之后，有人改过这里。请先看看现在的内容；要用您写的，就再保存一次",
                "Somebody changed this after you opened it. Look at what stands there now; to put yours in its place, save once more",
            ),
            Refusal::WishMoved => {
                ("这个心愿的状态刚刚变了，请刷新看看", "This wish has just moved on; reload to see where it stands")
            }
            Refusal::ReasonMissing => ("请写下原因", "Please give a reason"),
            Refusal::NotSure => ("请先勾选确认", "Please tick the box first, if you are sure"),
            Refusal::WishTaken(code) => {
                let code = code.grouped();
                return self.say(
                    format!("心愿 {code} 刚刚被别人认领了"),
                    format!("Somebody else has just claimed wish {code}"),
                );
            }
            Refusal::LimitReached(most, 0, _) => {
                return self.say(
                    format!("每位爱心人士同时最多有 {most} 份礼物在路上，您的已经满了。等几份到校，再来认领"),
                    format!("You may have {most} gifts on the way at once, which is reached. Wait for some to arrive, then claim more"),
                );
            }
            Refusal::LimitReached(most, free, chosen) => {
                let over = chosen.saturating_sub(*free);
                return self.say(
                    format!("您选了 {chosen} 个，现在还能认领 {free} 个（同时最多有 {most} 份礼物在路上），多了 {over} 个"),
                    format!("You have chosen {chosen} and can claim {free} now (at most {most} gifts on the way at once): {over} too many"),
                );
            }
            Refusal::OrganisationLimit(most, 0) => {
                return self.say(
                    format!("这个单位同时最多有 {most} 份礼物在路上，现在满了。等几份到校，或者以个人名义认领"),
                    format!("This organisation may have {most} gifts on the way at once, which is reached. Wait for some to arrive, or give as yourself"),
                );
            }
            Refusal::OrganisationLimit(most, free) => {
                return self.say(
                    format!("这个单位同时最多有 {most} 份礼物在路上，现在还能认领 {free} 份。少选几个，或者以个人名义认领"),
                    format!("This organisation may have {most} gifts on the way at once and can claim {free} more now. Choose fewer, or give as yourself"),
                );
            }
            Refusal::TooManyOffers(most) => {
                return self.say(
                    format!("同时最多有 {most} 个认领意向。先结束一个，再添新的"),
                    format!("At most {most} offers stand at once. End one first, then make another"),
                );
            }
            Refusal::OfferOver => {
                ("这个认领意向已经结束，可以另外写一个", "This offer has ended; you can make a new one")
            }
            Refusal::RoundState => (
                "这一轮结对已经不在这一步，请刷新看看",
                "This round is not in a state for this; reload to see where it stands",
            ),
            Refusal::RoundOpen => (
                "同样的心愿已经有一轮结对等您决定，先处理那一轮",
                "A round over the same wishes waits for your decision; see to that one first",
            ),
            Refusal::NothingToPropose => {
                ("没有配上任何心愿，不用寄信", "No wish has an offer, so there is nothing to write")
            }
            Refusal::RoundStale => (
                "算好以后，另一轮已经写信问了其中的心愿。请先重新算，看过再决定",
                "Since this round was drawn, another one has asked for some of its wishes. Draw it anew and look again first",
            ),
            Refusal::Answered => ("您已经回答过了", "You have answered already"),
            Refusal::NothingChosen => (
                "一个也没有勾。愿意给的请勾上；这次都不要的话，请按最下面的按钮",
                "Nothing is ticked. Tick what you would give; for nothing this time, press the button at the bottom",
            ),
            Refusal::OneOrganisation => ("您已经是一个单位的联系人", "You are the contact of an organisation already"),
            Refusal::NoSuchDonor => (
                "没有这样的爱心人士账户，请先请对方注册并确认邮箱",
                "There is no donor's account with this address; please have them sign up and confirm it first",
            ),
            Refusal::NotASlug => (
                "只能用小写字母、数字和短横线，以字母开头",
                "Small letters, digits and dashes only, beginning with a letter",
            ),
            Refusal::RulesNotAccepted => ("请先同意认领约定", "Please accept the rules first"),
            Refusal::ClaimState => (
                "这份礼物现在不能做这一步，请刷新看看它的状态",
                "This gift is not in a state for this; reload to see where it stands",
            ),
            Refusal::SeveralSchools => (
                "勾选的礼物寄往不同的学校，请一所一所地来",
                "These gifts go to different schools; please take one school at a time",
            ),
            Refusal::NotToSend(code) => {
                let code = code.grouped();
                return self.say(
                    format!("礼物 {code} 不用寄了：它已经到校，或者认领已经结束"),
                    format!("Gift {code} need not be sent: it has arrived, or its claim has ended"),
                );
            }
            Refusal::HoldLimit(most) => {
                return self.say(
                    format!("每个邮箱最多先保留 {most} 个心愿。请先点开信里的链接确认"),
                    format!("At most {most} wishes are kept for one address; please open the link in our letter first"),
                );
            }
            Refusal::HoldOver(at) => {
                let at = self.time(*at);
                return self.say(
                    format!("为您保留到 {at}，已经过了"),
                    format!("It was kept for you until {at} (China time), which has passed"),
                );
            }
            Refusal::BasketEmpty => ("还没有选心愿", "No wish is chosen yet"),
            Refusal::ClaimingOver(day) => {
                let day = self.date(*day);
                return self.say(format!("本期认领在 {day} 结束了"), format!("Claiming in this phase ended on {day}"));
            }
            Refusal::NothingToWaitFor => {
                ("现在还有心愿在等，不用排队", "There are wishes waiting right now, so no need to queue")
            }
            Refusal::QuestionOpen => ("上一个问题学校还没有回答", "The school has not answered your last question yet"),
            Refusal::NotAGiftCode => (
                "这不是心愿码。心愿码有 10 位，在吊牌上，请对照再打一遍",
                "This is not a gift code. It has 10 letters and digits and stands on the tag; please compare and type it again",
            ),
            Refusal::CheckListOpen => (
                "四项都对才能签收；有一项不对，请记下问题",
                "All four points must hold to receive it; if one does not, please note a problem",
            ),
            Refusal::ProblemOpen => {
                ("这份礼物有一个问题还在等办公室处理", "A problem with this gift is waiting for the office")
            }
            Refusal::NoSuchNeed => ("请选一个同类、还没人认领的心愿", "Please choose an open wish of the same kind"),
            Refusal::StockGone => (
                "这份存货用完了，或者不合适，请另选一份",
                "This stock is used up, or does not suit the wish; please choose another",
            ),
            Refusal::TwoAdults => ("要有两位不同的成年人在场", "Two different adults must be present"),
            Refusal::NobodyTicked => ("还没有勾选孩子", "No child is ticked yet"),
            Refusal::NotHere(code) => {
                let code = code.grouped();
                return self.say(
                    format!("礼物 {code} 不在这里：还没签收，或已经发放"),
                    format!("Gift {code} is not here: not received yet, or handed out already"),
                );
            }
            Refusal::ArrivedLater(code, day) => {
                let (code, day) = (code.grouped(), self.date(*day));
                return self.say(
                    format!("礼物 {code} 在 {day} 才到校，发放日期不能比这更早"),
                    format!("Gift {code} arrived only on {day}; the hand-out cannot be dated earlier"),
                );
            }
            Refusal::Unreadable(why) => return self.unreadable(*why).to_owned(),
            Refusal::NoCards => (
                "照片里没有找到卡片：请放在素色的桌面上，四边都拍进来，卡片之间留两指宽",
                "No cards were found: lay them on a plain table, none cut off by the border, two fingers apart",
            ),
            Refusal::NothingToBlur => (
                "还没有涂：请在图上涂过要遮住的地方，或者用数字圈出一块",
                "Nothing is blurred yet: brush over what must not be seen, or give a rectangle in numbers",
            ),
            Refusal::NotHandedOut => (
                "礼物还没有发到孩子手里，不用先做卡片",
                "The child does not have the gift yet; no card is asked for before",
            ),
            Refusal::NobodyToThank => (
                "这份礼物来自兜底库，没有要寄卡片的人",
                "This gift came from the pool, so there is nobody to send a card to",
            ),
            Refusal::CardNotAgreed => (
                "监护人没有同意送谢意卡片，或者已经撤回，不能上传",
                "The guardian has not agreed to a thank-you card, or no longer does; it cannot be sent",
            ),
            Refusal::PhotoNotAgreed => (
                "监护人没有同意照片：看得到孩子的卡片不能寄出，请退回学校",
                "The guardian has not agreed to photos: a card on which the child can be recognised cannot go out; please send it back",
            ),
            Refusal::CardState => {
                ("这张卡片刚刚变了，请刷新看看", "This card has just changed; reload to see where it stands")
            }
            Refusal::PiecesGone => (
                "这些卡片已经不在这里了：已经配好，或者已经丢掉",
                "These cards are not here any more: they were matched, or thrown away",
            ),
            Refusal::Picture(why) => return self.unusable(*why).to_owned(),
            Refusal::ImportState => {
                ("这次导入的状态刚刚变了，请刷新看看", "This import has just moved on; reload to see where it stands")
            }
            Refusal::ImportTableGone => (
                "这张表格的内容已经从网站上删除：导入或撤销以后，或者三十天以后，就不再保存。请在您自己的表格里改",
                "What was in this table has been deleted here: it is not kept once it is imported or undone, or after thirty days. Please mend your own table",
            ),
            Refusal::NothingToImport => {
                ("没有一行可以导入，请先改正表格", "No row can be imported; please mend the table first")
            }
            Refusal::ImportClaimed(count) => {
                return self.say(
                    format!("其中 {count} 个心愿已经有人认领，不能整批撤销"),
                    format!("It cannot be undone; wishes in it that have a donor: {count}"),
                );
            }
            Refusal::ProblemWaits(code) => {
                let code = code.grouped();
                return self.say(
                    format!("礼物 {code} 有一个问题还在等办公室处理，请先不要勾选"),
                    format!("A problem with gift {code} is waiting for the office; leave it unticked for now"),
                );
            }
            _ => ("这一步没有做成", "This was not done"),
        };
        self.say(zh.into(), en.into())
    }

    fn personal(self, field: Field, what: &Personal) -> String {
        let (zh, en) = match what {
            Personal::Phone => ("像是电话号码", "what looks like a phone number"),
            Personal::IdentityNumber => ("像是身份证号", "what looks like an identity number"),
            Personal::Email => ("邮箱", "an e-mail address"),
            Personal::Account => ("像是微信或 QQ 号", "what looks like a messenger account"),
            Personal::PupilName => ("像是人名", "what looks like a person's name"),
            Personal::GuardianName => ("监护人的姓名", "the guardian's name"),
            Personal::Village(name) => {
                return self.say(
                    format!("里面有村名“{name}”，会认出人来，请去掉"),
                    format!("It names the village “{name}”, by which somebody could be found; please take it out"),
                );
            }
        };
        let (where_zh, where_en) = match field {
            Field::Note => ("给孩子的话里", "may not stand in a note to a child"),
            Field::Question => ("给学校的问题里", "may not stand in a question to the school"),
            _ => ("公开文字里", "may not be public"),
        };
        self.say(
            format!("里面有{zh}，{where_zh}不能有，请去掉"),
            format!("It holds {en}, which {where_en}; please take it out"),
        )
    }

    fn say(self, zh: String, en: String) -> String {
        self.0.pick(zh, en)
    }
}

/// A field in which one chooses instead of writing.
const fn is_chosen(field: Field) -> bool {
    matches!(
        field,
        Field::Category
            | Field::Grade
            | Field::GradeMin
            | Field::GradeMax
            | Field::Gender
            | Field::School
            | Field::Township
            | Field::Organiser
            | Field::LegalBasis
            | Field::Phase
            | Field::Way
            | Field::Programme
            | Field::Source
            | Field::Month
            | Field::Role
            | Field::Kind
            | Field::StockKind
            | Field::Choice
            | Field::PassTo
            | Field::Gifts
            | Field::SignedBy
            | Field::Shows
            | Field::CardOf
            | Field::MinimumAge
            | Field::MatchSource
            | Field::File
            | Field::Cadence
            | Field::ElderState
            | Field::Relation
            | Field::Elder
            | Field::Supporter
    )
}
