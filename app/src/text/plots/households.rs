//! Texts of the households that farm plots, as the village and the office keep them.

use entity::household::look::Reason;

use super::super::{Text, texts};

texts! {
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
}

impl Text {
    pub const fn household_look_reason(self, reason: Reason) -> &'static str {
        let (zh, en) = match reason {
            Reason::Contract => ("签合同或收据", "To have a contract or a receipt signed"),
            Reason::Duplicate => ("查重", "To tell two households apart"),
            Reason::Household => ("农户要求查看或更正", "On the household's request"),
        };
        self.of_plots(zh, en)
    }
}
