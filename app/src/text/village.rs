//! Texts of a village's desk.

use super::texts;

texts! {
    nav_village: "村工作台" / "Village desk";
    village_of(village: &str, township: &str): "{township} · {village}" / "{village} · {township}";
    village_plots: "一亩地" / "One-acre plots";
    village_plots_none: "本村还没有地块" / "No plots in your village yet";
    village_plots_none_text: "办公室登记了本村农户的地块以后，就在这里写种植日志。" / "Once the office has put down plots of your village's households, their diaries are written here.";
    people_village_help: "角色选“村”时填写。" / "For the role “Village”.";
    people_village_none: "（不属于村）" / "(none)";
    invitation_to_village(village: &str, email: &str): "邀请您代表{village}使用暖心。登录邮箱：{email}。"
        / "You are invited to use Nuanxin for {village}. You sign in as {email}.";
}
