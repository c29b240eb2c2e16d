//! Texts of the frame round every page.

use super::texts;

texts! {
    brand: "暖心" / "Nuanxin";
    tagline: "孩子的微心愿，等一个人来点亮" / "A child's small wish, waiting for someone";
    skip: "跳到正文" / "Skip to content";
    demo_strip: "演示：这里的人和数据都是编造的" / "Demonstration: all people and data here are made up";
    main_nav: "主导航" / "Main navigation";
    nav_wishes: "微心愿" / "Wishes";
    nav_phases: "各期公示" / "Phases";
    nav_about: "怎么参加" / "How it works";
    nav_gifts: "我的礼物" / "My gifts";
    nav_school: "学校工作台" / "School desk";
    nav_office: "办公室" / "Office desk";
    desk_group_wishes: "心愿" / "Wishes";
    desk_group_gifts: "礼物" / "Gifts";
    desk_group_hand_out: "发放" / "Hand-out";
    desk_group_plots: "一亩地与孝心" / "Plots and funds";
    desk_group_money: "钱款" / "Money";
    desk_group_people: "人与信" / "People and letters";
    desk_group_county: "基础资料" / "The county";
    nav_basket(n: usize): "篮子，{n} 个心愿" / "Basket, wishes: {n}";
    nav_account: "账户" / "Account";
    sign_in: "登录" / "Sign in";
    sign_up: "注册" / "Sign up";
    sign_out: "退出登录" / "Sign out";
    other_language: "English" / "中文";
    footer_line: "主办单位、公开募捐资格证书编号、备案号在每一期页面公示。平台不经手钱款，孩子的姓名与照片不会公开。"
        / "Every phase states its organiser of record with its qualification and filing numbers. We never take money, and no child's name or photo is made public.";
    footer_privacy: "隐私" / "Privacy";
    home: "首页" / "Home";
    back_home: "回到首页" / "Back to the home page";
    back_to_desk: "回到工作台" / "Back to your desk";
    see_wishes: "看看还在等的心愿" / "See wishes still waiting";
    see_all_wishes: "看看心愿" / "See the wishes";
    errors_title(n: usize): "还有 {n} 处要改" / "Please check what is marked ({n})";
    optional: "选填" / "optional";
    letters_left: "还可以写 {} 字" / "{} characters left";
    save: "保存" / "Save";
    cancel: "取消" / "Cancel";
    pager: "翻页" / "Pages";
    newer: "上一页" / "Previous";
    older: "下一页" / "Next";
    pager_first: "第一页" / "First page";
    print: "打印" / "Print";
    yes: "是" / "Yes";
    no: "否" / "No";
    crumbs: "位置" / "You are here";

    lost_title: "没有找到这一页" / "We could not find this page";
    lost_text: "链接可能写错了，内容也可能已经撤回，或者只有别的账户能看。" / "The link may be mistyped, or what it led to was withdrawn, or only another account may see it.";
    forbidden_title: "这个账户不能看这一页" / "This page is for another kind of account";
    forbidden_text: "请换一个账户登录，或者回到首页。" / "Please sign in with another account, or go back to the home page.";
    busy_title: "系统正忙，请过一分钟再试" / "We are busy; please try again in a minute";
    busy_text: "刚才什么都没有保存。请返回上一页再按一次，写好的内容还在。" / "Nothing was saved. Go back and press the button once more; what you typed is still there.";
    busy_reading: "这一页现在读不出来。过一分钟再打开就好。" / "This page cannot be read just now. Open it again in a minute.";
    broken_title: "出了一点问题" / "Something went wrong";
    broken_text(reference: &str): "这是我们的问题，已经记下。如果要联系我们，请告诉我们编号 {reference}。"
        / "This is our fault and has been noted. If you write to us, please mention the number {reference}.";
    refused_title: "这一步没有做成" / "This was not done";
    too_large_title: "发送的内容太大" / "What was sent is too large";
    too_large_text: "一个文件最大 10 MiB，文字也不要太长。请返回刚才的页面，换小一点的再试。什么都没有保存。"
        / "A file may be up to 10 MiB, and a text must not be too long. Please go back and try with something smaller. Nothing was saved.";
    to_page_before: "返回刚才的页面" / "Back to the page before";
    unreadable_title: "没有读懂这个表单" / "We could not read this form";
    unreadable_text: "请返回上一页，刷新后再填一次。" / "Please go back, reload the page and fill it in again.";
    odd_address_title: "没有读懂这个地址" / "We could not read this address";
    odd_address_text: "链接可能没有复制完整。请检查一下，或者回到首页。"
        / "The link may not have been copied whole. Please check it, or go back to the home page.";
    long_address_title: "这个地址太长" / "This address is too long";
    long_address_text: "如果是在搜索，请换短一点的词，或者少勾几样。什么都没有保存。"
        / "If you were searching, please use fewer words or tick less. Nothing was saved.";
    form_only_title: "这个地址只接收表单" / "This address only takes a form";
    form_only_text: "它不是一页，不能这样打开。请到有这个按钮的页面上去按。"
        / "It is no page and cannot be opened like this. Please use the button on the page that has it.";
    read_only_title: "这个地址不接收表单" / "This address takes no form";
    read_only_text: "什么都没有做。请返回上一页，刷新后再试一次。"
        / "Nothing was done. Please go back, reload the page and try again.";
    cross_site_title: "这个请求来自别的网站" / "This request came from another site";
    cross_site_text: "为了您的安全没有执行。请从本站的页面再操作一次；网址是不是本站公布的那一个，也请看一看。" / "For your safety nothing was done. Please try again from a page of this site, under the address that it is announced with.";
}
