//! Texts of one-acre plots: the public pages, who keeps them, their adopters.

use entity::{
    adoption,
    household::look::Reason,
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
    plot_picture: "照片" / "Picture";
    plot_picture_help: "拍地和庄稼，不拍人。任何人都能看到；位置、时间等信息会自动去掉。JPEG、PNG 或 WebP，最大 10 MB。"
        / "Of the field and what grows, not of people. Anybody will see it; place, time and all else in the file is taken out. JPEG, PNG or WebP, 10 MB at most.";
    plot_picture_nobody: "照片里认不出任何人（有照片才需要勾选）" / "Nobody can be recognised in the picture (needed only with a picture)";
    plot_picture_of(day: &str): "{day} 的地里" / "The field on {day}";
    plot_pictures: "日志照片" / "Pictures of the diary";
    plot_picture_take_down(day: &str): "撤下 {day} 的照片" / "Take down the picture of {day}";
    plot_picture_take_down_what: "照片里认得出人，就撤下来。撤下以后谁也打不开，文字还在。" / "Where somebody can be recognised, take it down. Nobody can open it afterwards; the words stay.";
    plot_picture_gone_saying: "照片已撤下。" / "The picture is taken down.";
    plot_scan: "签字页照片" / "Photo of the signed page";
    plot_scan_help: "可以不传。上面有户主姓名，只有村里和办公室看得到，每次查看都记在日志里。" / "May be left out. It shows the household's name: only the village and the office see it, and every look stands in the journal.";
    plot_scan_see: "看签字页" / "See the signed page";
    plot_receipt: "收据照片" / "Photo of the receipt";
    plot_receipt_title: "农户的收据" / "The household's receipt";
    plot_receipt_print: "打印收据去签字" / "Print the receipt to be signed";
    plot_receipt_what: "农户签了字、村委会见证的收据，拍下来存在这里。" / "Keep a photo here of the receipt that the household signed, with the committee as witness.";
    plot_receipt_help: "上面有户主姓名，只有村里和办公室看得到，每次查看都记在日志里。JPEG、PNG 或 WebP，最大 10 MB。" / "It shows the household's name: only the village and the office see it, and every look stands in the journal. JPEG, PNG or WebP, 10 MB at most.";
    plot_receipt_see: "看收据" / "See the receipt";
    plot_receipt_button: "存下收据" / "Keep the receipt";
    plot_receipt_saying: "收据已存下。" / "The receipt is kept.";
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

    desk_plots: "一亩地" / "Plots";
    desk_households: "农户" / "Households";
    office_plots_title: "一亩地" / "One-acre plots";
    office_plots_lead: "先登记农户，再给农户登记地块；核对好就开放认养。" / "Put down a household first, then its plot; once all is right, open it.";
    office_plots_none: "还没有地块" / "No plots yet";
    office_plots_none_text: "到“农户”里选一户，登记这户的地。" / "Choose a household under “Households” and put its field down.";
    plots_col_plot: "地块" / "Plot";
    plots_col_household: "农户" / "Household";
    plots_col_taken: "认养" / "Adopted";
    plots_col_season: "收获" / "Harvest";
    households_title: "农户" / "Households";
    households_lead: "真名、住址加密保存，只有本村和办公室能看，每看一次都记日志。公开的只有化名。"
        / "Names and addresses are sealed; only the village and the office can open them, and every look is journalled. The public knows the alias alone.";
    households_none: "还没有农户" / "No households yet";
    households_none_text: "用下面的表格登记第一户。" / "Put the first one down with the form below.";
    households_search: "化名" / "Alias";
    households_all_villages: "全部村" / "All villages";
    households_nothing_fits: "没有这样的农户" / "No such household";
    households_see_all: "看全部农户" / "See all households";
    household_new: "登记农户" / "Put a household down";
    household_add_button: "登记" / "Register";
    household_added_saying: "已登记。下一步：登记这户的地。" / "Put down. Next: its field.";
    household_people(people: i32): "{people} 口人" / "household of {people}";
    household_alias_help: "公开用的化名，不要用真名和村名，例如“南坡人家”。" / "What the public reads: no real name and no village, such as “South Slope”.";
    household_situation_help: "写给办公室的，不公开。" / "For the office; never public.";
    household_private: "不公开的资料" / "Private";
    household_record: "登记的资料" / "What is put down";
    household_look: "打开真实资料" / "Open the private record";
    household_look_what: "每次打开都记进日志。" / "Every look stands in the journal.";
    household_look_button: "打开" / "Open";
    household_erased: "资料已抹去。" / "The record is erased.";
    household_plots: "这户的地" / "Its plots";
    household_plots_none: "还没有登记地块。" / "No plot is put down yet.";
    household_plot_new: "登记一块地" / "Register a plot";
    household_erase: "抹去资料" / "Erase the record";
    household_erase_what: "真名、电话、住址的密钥会被销毁，谁也打不开了。地块、账目和化名留下。" / "The key to name, phone and address is destroyed, and nobody can open them again. Plots, ledger and alias stay.";
    household_erase_sure: "我确定要抹去" / "I am sure";
    household_erase_button: "抹去" / "Erase";
    household_erased_saying: "已抹去。" / "Erased.";
    plot_new: "登记地块" / "Register a plot";
    plot_draft_button: "保存草稿" / "Save the draft";
    plot_drafted_saying: "草稿已保存。" / "The draft is saved.";
    plot_form_days: "日期" / "Days";
    plot_form_days_help: "没定的可以先空着；开放前要填齐。" / "May stay blank for now; all are needed before it opens.";
    plot_form_money: "价钱和分法" / "Price and split";
    plot_form_money_help: "四项加起来要正好等于整块地的价钱。" / "The four parts must add up to the price of the whole plot.";
    plot_form_harvest: "收成" / "Harvest";
    plot_standard_help: "用什么、不用什么，例如“羊粪做底肥，不用除草剂”。不写人名、村名。" / "What is used and what is not, such as “sheep manure, no weedkiller”. No names, no village.";
    plot_area_help: "1 亩约 667 平方米。" / "1 mu is about 667 m².";
    plot_price_help: "要能按份数分成整分。" / "Every share must come to whole fen.";
    plot_harvest_share_help: "公斤，每一份。" / "Kilograms for each share.";
    plot_organiser_help: "法律依据、资格、备案都填好的单位。" / "One whose legal basis, qualification and filing numbers are filled in.";
    plot_keep_title: "管理这块地" / "Manage this plot";
    plot_keep_public: "看公开页面" / "See the public page";
    plot_open: "开放认养" / "Open for adoption";
    plot_open_what(shares: i32, share: &str, whole: &str): "开放以后内容不能再改。{shares} 份，每份约定收成 {share} 公斤，整块地一共 {whole} 公斤。" / "Once it is open it cannot be changed. Shares: {shares}, each promised {share} kg; {whole} kg from the whole plot.";
    plot_open_meant(farmer: &str, charity: &str): "农户只得 {farmer}，公益得 {charity}，就这样公开" / "The farmer gets {farmer} and the charity {charity}; publish it so";
    plot_open_lacks: "还不能开放，缺：" / "It cannot open yet. Still blank:";
    plot_opened_saying: "已开放认养。" / "It is open for adoption.";
    plot_close: "关闭" / "Close it";
    plot_close_draft: "不做了，收起这份草稿。" / "Nothing comes of it: put the draft away.";
    plot_close_open: "没有人认养，可以关闭。" / "Nobody has adopted it, so it can be closed.";
    plot_close_settled: "这一季都办完了。" / "All of this season is done.";
    plot_closed_saying: "已关闭。" / "Closed.";
    plot_grow: "已播种" / "It is sown";
    plot_grow_what(taken: i32, free: i32, day: &str): "登记以后不再接受认养；登记错了，要请办公室更正，写信告诉认养人。认养了 {taken} 份，还剩 {free} 份。计划 {day} 播种。" / "After this no more shares are taken; a mistake has to be put right by the office, with a letter to the adopters. Shares adopted: {taken}, left: {free}. It is to be sown on {day}.";
    plot_grow_meant: "地里已经播种" / "The field has been sown";
    plot_grown_saying: "这一季开始了。" / "The season has begun.";
    plot_grow_waits_open(open: u64): "还有 {open} 份合同没有付清，付清或到期以后才能播种。" / "Contracts not paid yet: {open}. It can be sown once they are, or have lapsed.";
    plot_adoptions: "认养合同" / "Contracts";
    plot_adoptions_none: "还没有人认养。" / "Nobody has adopted a share yet.";
    plot_donor_unnamed: "爱心人士" / "a donor";
    plot_paper: "打印签字页" / "Print the page to sign";
    plot_witness: "记下农户签字" / "The household has signed";
    plot_witness_what: "农户在纸质合同上签了字、村委会见证以后，记下日期和纸上的编号。" / "Once the household has signed the paper with the committee as witness, put down the day and the paper's number.";
    plot_witness_button: "记下" / "Record the signature";
    plot_witnessed_saying: "已记下签字。" / "The signature is put down.";
    plot_signed_on(day: &str): "农户 {day} 签字" / "household signed {day}";
    plot_signed_on_paper(day: &str, number: &str): "农户 {day} 签字，纸质编号 {number}" / "household signed {day}, paper no. {number}";
    plot_witness_signed(code: &str, number: &str): "{code}（已签，纸质编号 {number}）" / "{code} (signed, paper no. {number})";
    plot_witness_correct: "更正：这份合同已经记下的日期或编号写错了" / "Correction: the day or the number that stands there is wrong";
    plot_unsigned: "农户未签字" / "household has not signed";
    plot_diary_write: "写日志" / "Write in the diary";
    plot_diary_what: "会公开，也会寄给每位认养人。不写人名、村名、电话。" / "It is public and goes to every adopter by letter. No names, village or phone numbers.";
    plot_diary_button: "发布并寄给认养人" / "Publish and send";
    plot_diary_saying(told: u64): "已发布，寄给 {told} 位认养人。" / "Published. Adopters told by letter: {told}.";
    plot_harvest: "登记收成" / "Put the harvest down";
    plot_harvest_what(kg: &str): "约定一共 {kg} 公斤。少于这个数，要写依据，按合同的办法记下抵扣。" / "{kg} kg were promised in all. Less than that needs evidence, and the contract's rule is applied.";
    plot_harvest_meant: "没有写错，确实收了这么多" / "It is right: so much was harvested";
    plot_harvest_button: "登记并告诉认养人" / "Put it down and tell the adopters";
    plot_harvested_saying: "已登记，信已寄给认养人。" / "Put down; the adopters are told.";
    plot_deliver: "登记送达" / "Put the delivery down";
    plot_deliver_what(mode: &str): "收成归谁：{mode}。收成寄出或捐出以后登记。这段话会写在给认养人的信里。" / "Who gets the harvest: {mode}. To be put down once it has been sent or donated on. What you write stands in the adopters' letters.";
    plot_deliver_button: "登记并告诉认养人" / "Put it down and tell the adopters";
    plot_delivered_saying(told: u64): "已登记，告诉了 {told} 位认养人。" / "Put down. Adopters told: {told}.";
    plot_deliveries: "寄送名单" / "Where to send it";
    plot_deliveries_of(plot: &str): "寄送名单 · {plot}" / "Where to send it · {plot}";
    plot_deliveries_total: "一共要寄" / "To be sent in all";
    plot_deliveries_what: "只有办公室能看，每看一次都记日志。" / "For the office alone; every look is journalled.";
    plot_deliveries_short(kg: &str): "约定 {kg} 公斤，歉收，按份数分" / "{kg} kg were promised; what there is was divided by shares";
    plot_deliveries_none: "没有要寄的" / "Nothing is to be sent";
    plot_deliveries_none_text: "收成全部捐出，或者还没有人付款。" / "All of it is donated on, or nobody has paid yet.";
    plot_deliveries_button: "打开名单" / "Open the list";
    plot_settle: "结算给农户" / "Settle with the farmer";
    plot_settle_what: "把这块地账上的钱按公布的分法付出。先打印收据，农户拿到自己那一份、在收据上签字以后，再记账。" / "What lies there for this plot is paid out by the published split. Print the receipt first; book it once the household has its part and has signed.";
    plot_settle_owed(sum: &str): "要退给认养人的 {sum} 先留着，不付出；逐笔退还后记账。" / "{sum} is to go back to adopters and stays; it is returned one by one and booked.";
    plot_settle_owed_see: "看要退还的钱" / "See what is to be returned";
    plot_settle_button: "记账并告诉认养人" / "Book it and tell the adopters";
    plot_settled_saying: "已结算，账目里能看到。" / "Settled; it stands in the ledger.";
    plot_renew: "登记下一季" / "Draft the next season";
    plot_renew_what: "照这一季再起一份草稿，日期往后推一年。开放时先告诉这一季的认养人，让他们先选 14 天。" / "A draft like this one, a year later. When it opens, this season's adopters hear of it and come first for 14 days.";
    plot_renewed_saying: "下一季的草稿好了。" / "The next season is drafted.";
    plot_hand_over: "换一户来种" / "Another household takes over";
    plot_hand_over_what: "农户种不了了，由同村另一户接着种。认养人会收到信，每份合同要重新签字。" / "Where this household cannot go on, another of the village does. The adopters get a letter, and every contract is signed again.";
    plot_hand_over_button: "换过来" / "Hand it over";
    plot_handed_over_saying: "已换一户，请重新签字。" / "Handed over; the contracts are to be signed again.";
    plot_follows(number: i64): "接着 {number} 号地的上一季" / "follows plot no. {number}";
    stuck_villages: "等村里" / "waits for the villages";
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

    pub const fn household_look_reason(self, reason: Reason) -> &'static str {
        let (zh, en) = match reason {
            Reason::Contract => ("签合同或收据", "To have a contract or a receipt signed"),
            Reason::Duplicate => ("查重", "To tell two households apart"),
            Reason::Household => ("农户要求查看或更正", "On the household's request"),
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
