//! What letters about plots are written with.

use entity::{
    Code, Lang,
    outbox::letter::PlotLine,
    plot::{Crop, Mode, ShortfallRule, unsow, weigh_again::Reason, weight},
};

use super::pen::Pen;

#[expect(clippy::trivially_copy_pass_by_ref, reason = "templates pass every value by reference")]
impl Pen<'_> {
    /// The adoption on its donor's own desk.
    pub fn own_plot(&self, code: &Code) -> String {
        self.page(&format!("/gifts/plots/{code}"))
    }

    /// The public page of a plot.
    pub fn plot(&self, number: &i64) -> String {
        self.page(&format!("/plots/{number}"))
    }

    /// `岭底乡 17 号地 · 谷子`, `Plot no. 17, Lingdi (millet)`: never within a sentence.
    pub fn plot_name(&self, plot: &PlotLine) -> String {
        let name = match self.lang {
            Lang::Zh => format!("{} {} 号地", plot.township, plot.number),
            Lang::En => format!("Plot no. {}, {}", plot.number, plot.township),
        };
        match (self.lang, self.crop(plot.crop)) {
            (_, None) => name,
            (Lang::Zh, Some(crop)) => format!("{name} · {crop}"),
            (Lang::En, Some(crop)) => format!("{name} ({crop})"),
        }
    }

    /// Grams as kilograms.
    #[expect(clippy::unused_self, reason = "templates know the pen and nothing else")]
    pub fn kg(&self, grams: &i64) -> String {
        weight::kilograms(*grams)
    }

    /// None for other crops: that names nothing.
    const fn crop(&self, crop: Crop) -> Option<&'static str> {
        let (zh, en) = match crop {
            Crop::Millet => ("谷子", "millet"),
            Crop::Maize => ("玉米", "maize"),
            Crop::Potatoes => ("土豆", "potatoes"),
            Crop::Oats => ("莜麦", "oats"),
            Crop::Buckwheat => ("荞麦", "buckwheat"),
            Crop::Beans => ("豆子", "beans"),
            Crop::Sorghum => ("高粱", "sorghum"),
            Crop::Sunflowers => ("向日葵", "sunflowers"),
            Crop::Vegetables => ("蔬菜", "vegetables"),
            Crop::Other => return None,
        };
        match self.lang {
            Lang::Zh => Some(zh),
            Lang::En => Some(en),
        }
    }

    /// What became of the harvest, as half a sentence.
    pub fn plot_went(&self, mode: &Mode) -> &'static str {
        let (zh, en) = match mode {
            Mode::ToDonor => ("寄给认养人了", "was sent to its adopters"),
            Mode::DonatedOn => ("捐出去了", "was passed on as a gift"),
            Mode::Half => ("一半寄给认养人，一半捐出去了", "went half to its adopters and half to others, as a gift"),
        };
        self.lang.pick(zh, en)
    }

    /// Why a harvest was put down again, as half a sentence.
    pub fn corrected(&self, reason: &Reason) -> &'static str {
        let (zh, en) = match reason {
            Reason::Mistyped => ("之前写错了", "there was a slip of the pen"),
            Reason::Weighed => ("重新称过了", "the harvest was weighed again"),
            Reason::Papers => ("检测报告或依据换了", "the test report or the evidence is another"),
        };
        self.lang.pick(zh, en)
    }

    /// Why a field is not sown after all, as half a sentence.
    pub fn not_sown(&self, reason: &unsow::Reason) -> &'static str {
        let (zh, en) = match reason {
            unsow::Reason::Slip => ("登记时点错了", "it was a slip at the desk"),
            unsow::Reason::OtherPlot => ("说的是另一块地", "another plot was meant"),
            unsow::Reason::NotYet => ("以为已经种上了", "it was thought to be sown already"),
        };
        self.lang.pick(zh, en)
    }

    /// What the contract says of a shortfall, as half a sentence.
    pub fn shortfall_rule(&self, rule: &ShortfallRule) -> &'static str {
        let (zh, en) = match rule {
            ShortfallRule::Credit => {
                ("少收的部分，按比例记为下一季的抵扣", "what is missing is credited, in proportion, to the next season")
            }
            ShortfallRule::Refund => ("少收的部分，按比例退还", "what is missing is given back in proportion"),
            ShortfallRule::Substitute => {
                ("由村里用同样的收成补足", "the village makes it up with the same crop from other fields")
            }
        };
        self.lang.pick(zh, en)
    }
}
