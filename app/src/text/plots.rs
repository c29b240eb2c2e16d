//! Texts of one-acre plots: the public pages and their adopters.

mod households;
mod keep;

use entity::{
    adoption,
    plot::{Crop, Mode, ShortfallRule, State},
};

use super::{Text, texts};

texts! {
    nav_plots: "一亩地" / "Plots";
    plots_title: "公益“一亩地”" / "One-acre plots";
    plots_lead: "农户按约定种一亩地，您认养一份。价钱怎么分、地里长得怎样、收了多少，都在这里。"
        / "A household farms one mu of land under a contract, and you adopt a share. How the price is split, how the field is doing and what it gave stand here.";
    plots_count_plots: "块地" / "plots";
    plots_count_households: "户农家" / "households";
    plots_count_taken: "份已认养" / "shares adopted";
    plots_count_free: "份待认养" / "shares free";
    plots_filter: "筛选地块" / "Filter the plots";
    plots_all_crops: "全部作物" / "All crops";
    plots_all_modes: "收成归谁都可以" / "Any use";
    plots_all_states: "全部进度" / "Any stage";
    plots_none: "还没有地块" / "No plots yet";
    plots_none_text: "农户的地登记、核对之后就会出现在这里。" / "Plots appear here once they have been put down and looked at.";
    plots_nothing_fits: "没有符合条件的地块" / "No plot fits";
    plots_nothing_fits_text: "换一个条件，或者看全部。" / "Change a filter, or see them all.";
    plots_see_all: "看全部地块" / "See all plots";
    plot_title(township: &str, number: i64, crop: &str): "{township} {number} 号地 · {crop}" / "Plot no. {number}, {township}: {crop}";
    plot_field(shares: i32, taken: i32): "从上面看的一块地：{shares} 垄里认养了 {taken} 垄" / "The field from above: {taken} of its {shares} rows are adopted";
    plot_area_mu(mu: &str): "{mu} 亩" / "{mu} mu";
    plot_season(from: &str, to: &str): "{from}–{to}" / "{from} – {to}";
    plot_free(free: i32): "余 {free} 份" / "{free} left";
    plot_all_taken: "已全部认养" / "all adopted";
    plot_per_share(price: &str): "{price} / 份" / "{price} a share";
    plot_see: "看这块地" / "See the field";
    plot_farmed_by: "谁在种" / "Farmed by";
    plot_household_alias(alias: &str): "{alias}（化名）" / "{alias} (an alias)";
    plot_standard: "怎么种" / "How it is farmed";
    plot_area: "面积" / "Area";
    plot_area_of(mu: &str, metres: i32): "{mu} 亩（{metres} 平方米）" / "{mu} mu ({metres} m²)";
    plot_season_days: "季节" / "Season";
    plot_harvest_share: "每份收成" / "Harvest of a share";
    plot_kg(kg: &str): "{kg} 公斤" / "{kg} kg";
    plot_mode: "收成归谁" / "Who gets the harvest";
    plot_shortfall: "歉收怎么办" / "If the field gives less";
    plot_adopt_until: "认养截止" / "Adopt until";
    plot_organiser: "主办单位" / "Organiser";
    plot_picture_of(day: &str): "{day} 的地里" / "The field on {day}";
    gifts_plots_all: "全部地块" / "All my plots";
    plot_split: "价钱怎么分" / "How the price is split";
    plot_split_lead(price: &str, shares: i32): "整块地 {price}，分 {shares} 份。" / "{price} for the whole plot; shares: {shares}.";
    plot_split_part: "用途" / "What for";
    plot_split_whole: "整块地" / "Whole plot";
    plot_split_share: "每份" / "A share";
    plot_split_sum: "合计" / "Together";
    plot_farmer: "农户" / "Farmer";
    plot_inputs: "农资" / "Inputs";
    plot_logistics: "物流" / "Logistics";
    plot_charity: "公益" / "Charity";
    plot_diary: "种植日志" / "The season's diary";
    plot_not_sown(day: &str): "{day} 登记的播种是误记，当时还没有播种。"
        / "The sowing of {day} was entered by mistake: nothing had been sown.";
    plot_diary_none: "还没有写日志。播种以后至少每 30 天写一次。" / "Nothing written yet. From sowing on there is an entry at least every 30 days.";
    plot_result: "收成" / "The harvest";
    plot_weight: "收了" / "Weight";
    plot_own_part: "寄给您的份额" / "Your part, sent to you";
    plot_test: "检测报告" / "Test report";
    plot_evidence: "歉收依据" / "Evidence of the shortfall";
    plot_credit: "每份记下的抵扣" / "Credit for each share";
    plot_refund: "每份退还" / "Given back for each share";
    plot_went: "去了哪里" / "Where it went";
    plot_adopt: "认养这块地" / "Adopt a share";
    plot_adopt_how(hours: i64): "先保留 {hours} 小时，看过合同再决定。没有回报、利息和回购。"
        / "Shares are kept for {hours} hours, so that you can read the contract first. There is no return, interest or buy-back.";
    plot_adopt_shares: "认养几份" / "How many shares";
    plot_adopt_button: "保留，去看合同" / "Reserve them and read the contract";
    plot_adopt_sign_in: "登录后认养" / "Sign in to adopt";
    plot_adopt_wrong_role: "认养要用爱心人士的账户。" / "Adopting needs a donor's account.";
    plot_reserved_saying: "已保留 72 小时。请看合同。" / "Kept for 72 hours. Please read the contract.";
    plot_no_return: "公益认养，不承诺任何回报、利息或回购。" / "A gift with a harvest: no return, interest or buy-back is promised.";
}

impl Text {
    pub const fn crop(self, crop: Crop) -> &'static str {
        let (zh, en) = match crop {
            Crop::Millet => ("谷子", "Millet"),
            Crop::Maize => ("玉米", "Maize"),
            Crop::Potatoes => ("土豆", "Potatoes"),
            Crop::Oats => ("莜麦", "Oats"),
            Crop::Buckwheat => ("荞麦", "Buckwheat"),
            Crop::Beans => ("豆子", "Beans"),
            Crop::Sorghum => ("高粱", "Sorghum"),
            Crop::Sunflowers => ("向日葵", "Sunflowers"),
            Crop::Vegetables => ("蔬菜", "Vegetables"),
            Crop::Other => ("其他", "Other"),
        };
        self.of_plots(zh, en)
    }

    pub const fn plot_mode_name(self, mode: Mode) -> &'static str {
        let (zh, en) = match mode {
            Mode::ToDonor => ("寄给认养人", "sent to the adopter"),
            Mode::DonatedOn => ("捐给敬老院、学校食堂", "donated on to old people's homes and school canteens"),
            Mode::Half => ("一半寄给认养人，一半捐出", "half to the adopter, half donated on"),
        };
        self.of_plots(zh, en)
    }

    pub const fn shortfall_rule(self, rule: ShortfallRule) -> &'static str {
        let (zh, en) = match rule {
            ShortfallRule::Credit => {
                ("少多少，按比例记为下一季的抵扣", "what is missing is credited, in proportion, to the next season")
            }
            ShortfallRule::Refund => ("少多少，按比例退还", "what is missing is given back in proportion"),
            ShortfallRule::Substitute => {
                ("由村里用同样的收成补足", "the village makes it up with the same crop from other fields")
            }
        };
        self.of_plots(zh, en)
    }

    pub const fn plot_state(self, state: State) -> &'static str {
        let (zh, en) = match state {
            State::Draft => ("草稿", "Draft"),
            State::Open => ("可认养", "Open"),
            State::Growing => ("生长中", "Growing"),
            State::Harvested => ("已收获", "Harvested"),
            State::Shortfall => ("歉收", "Shortfall"),
            State::Settled => ("已结算", "Settled"),
            State::Closed => ("已结束", "Closed"),
        };
        self.of_plots(zh, en)
    }

    pub const fn adoption_state(self, state: adoption::State) -> &'static str {
        let (zh, en) = match state {
            adoption::State::Reserved => ("保留中", "Kept for you"),
            adoption::State::Signed => ("已签，待付款", "Signed, to be paid"),
            adoption::State::Paid => ("已付款", "Paid"),
            adoption::State::Delivered => ("收成已寄出", "Harvest delivered"),
            adoption::State::Donated => ("收成已捐出", "Harvest donated"),
            adoption::State::Closed => ("已结束", "Closed"),
            adoption::State::Released => ("已还回", "Given back"),
            adoption::State::Lapsed => ("已过期", "Lapsed"),
        };
        self.of_plots(zh, en)
    }

    const fn of_plots(self, zh: &'static str, en: &'static str) -> &'static str {
        match self.0 {
            entity::Lang::Zh => zh,
            entity::Lang::En => en,
        }
    }
}
