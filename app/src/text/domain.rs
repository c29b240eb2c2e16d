//! The domain's own words: states, categories, kinds.

use entity::{
    account::Role,
    claim,
    grade::GradeBand,
    handout::problem,
    organiser::LegalBasis,
    phase,
    wish::{Category, Gender, Status},
};

use super::Text;

impl Text {
    pub const fn category(self, category: Category) -> &'static str {
        let (zh, en) = match category {
            Category::Stationery => ("文具", "Stationery"),
            Category::Schoolbag => ("书包", "Schoolbag"),
            Category::Books => ("图书", "Books"),
            Category::Shoes => ("鞋", "Shoes"),
            Category::Clothes => ("衣服", "Clothes"),
            Category::Sports => ("体育用品", "Sports"),
            Category::LearningDevice => ("学习用具", "Learning device"),
            Category::Toy => ("玩具", "Toy"),
            Category::DailyGoods => ("生活用品", "Daily goods"),
            Category::ArtSupplies => ("美术用品", "Art supplies"),
            Category::Music => ("音乐", "Music"),
            Category::Other => ("其他", "Other"),
        };
        self.one(zh, en)
    }

    pub const fn grade_band(self, band: GradeBand) -> &'static str {
        let (zh, en) = match band {
            GradeBand::OneTwo => ("1–2年级", "Grades 1–2"),
            GradeBand::ThreeFour => ("3–4年级", "Grades 3–4"),
            GradeBand::FiveSix => ("5–6年级", "Grades 5–6"),
            GradeBand::SevenNine => ("7–9年级", "Grades 7–9"),
        };
        self.one(zh, en)
    }

    pub const fn gender(self, gender: Gender) -> &'static str {
        let (zh, en) = gender.words();
        self.one(zh, en)
    }

    pub const fn wish_status(self, status: Status) -> &'static str {
        let (zh, en) = match status {
            Status::Draft => ("草稿", "Draft"),
            Status::Submitted => ("待审核", "In review"),
            Status::Returned => ("已退回", "Returned"),
            Status::Approved => ("已通过", "Approved"),
            Status::Open => ("待认领", "Waiting"),
            Status::Taken => ("已认领", "Claimed"),
            Status::Received => ("已到校", "At school"),
            Status::HandedOut => ("已发放", "Handed out"),
            Status::Withdrawn => ("已撤回", "Withdrawn"),
        };
        self.one(zh, en)
    }

    pub const fn claim_state(self, state: claim::State) -> &'static str {
        let (zh, en) = match state {
            claim::State::Held => ("待您确认", "To be confirmed"),
            claim::State::Confirmed => ("已认领", "Claimed"),
            claim::State::Shipped => ("已寄出", "Sent"),
            claim::State::Received => ("已到校", "At school"),
            claim::State::Fulfilled => ("已发放", "Handed out"),
            claim::State::Released => ("已放弃", "Given back"),
            claim::State::Lapsed => ("已过期", "Lapsed"),
            claim::State::Cancelled => ("已取消", "Cancelled"),
        };
        self.one(zh, en)
    }

    pub const fn phase_state(self, state: phase::State) -> &'static str {
        let (zh, en) = match state {
            phase::State::Draft => ("准备中", "In preparation"),
            phase::State::Open => ("认领中", "Open"),
            phase::State::Closed => ("收件与发放中", "Gifts on their way"),
            phase::State::Finished => ("已结束", "Finished"),
        };
        self.one(zh, en)
    }

    pub const fn role(self, role: Role) -> &'static str {
        match role {
            Role::Donor => self.one("爱心人士", "Donor"),
            Role::School => self.one("学校", "School"),
            Role::Village => self.one("村", "Village"),
            Role::Office => self.one("办公室", "Office"),
            Role::Admin => self.one("管理员", "Administrator"),
        }
    }

    pub const fn legal_basis(self, basis: LegalBasis) -> &'static str {
        match basis {
            LegalBasis::PartnerCharity => {
                self.one("与有公开募捐资格的慈善组织合作", "With a charity qualified for public fundraising")
            }
            LegalBasis::DirectGift => self.one("实物直接赠与", "Direct gifts in kind"),
            LegalBasis::MembersOnly => self.one("仅面向会员", "Members only"),
        }
    }

    pub const fn problem_kind(self, kind: problem::Kind) -> &'static str {
        match kind {
            problem::Kind::Wrong => self.one("东西不对", "Wrong item"),
            problem::Kind::Damaged => self.one("损坏", "Damaged"),
            problem::Kind::Short => self.one("数量不够", "Something missing"),
            problem::Kind::ChildMoved => self.one("孩子转学了", "The child has moved"),
        }
    }

    pub const fn problem_choice(self, choice: problem::Choice) -> &'static str {
        match choice {
            problem::Choice::Replace => self.one("请爱心人士另寄一份", "Ask the donor to replace it"),
            problem::Choice::Substitute => self.one("照样发放，附说明", "Hand it out as it is, with a note"),
            problem::Choice::PassOn => self.one("转给有同样需要的孩子", "Pass it to a child with the same need"),
            problem::Choice::Return => self.one("退回爱心人士", "Return it to the donor"),
        }
    }

    /// The same of a gift as its school and the office read it: to the pool's belongs no donor.
    pub const fn problem_choice_of(self, choice: problem::Choice, source: claim::Source) -> &'static str {
        match (choice, source) {
            (problem::Choice::Replace, claim::Source::Pool) => self.one("从兜底库换一份", "Replace it from the pool"),
            (problem::Choice::Substitute, claim::Source::Pool) => self.one("照样发放", "Hand it out as it is"),
            (problem::Choice::Return, claim::Source::Pool) => {
                self.one("不发放，由办公室收回", "Do not hand it out; the office takes it back")
            }
            _ => self.problem_choice(choice),
        }
    }

    const fn one(self, zh: &'static str, en: &'static str) -> &'static str {
        match self.0 {
            entity::Lang::Zh => zh,
            entity::Lang::En => en,
        }
    }
}
