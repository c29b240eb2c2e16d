//! Texts of signing in and up, of the links in letters, of one's own account, and of the office's people.

use super::texts;

texts! {
    sign_in_with_password: "登录" / "Sign in";
    sign_in_or: "或者" / "or";
    sign_in_send_link: "寄一个登录链接给我" / "Send me a sign-in link";
    sign_in_link_help: "忘了密码，或者没有设过密码，用链接最方便，只填邮箱就行。"
        / "No password, or forgotten? A link is easiest: the address alone will do.";
    forgot_link: "忘记密码" / "Forgotten your password?";
    sign_up_link: "还没有账户？注册" / "No account yet? Sign up";
    cast_title: "演示：选一个人进去看看" / "Demonstration: choose somebody and look around";

    sign_up_title: "成为爱心人士" / "Become a donor";
    sign_up_lead: "认领不用先注册。有了账户，可以一次认领几个，随时看到每份礼物走到哪里。"
        / "You need not sign up to claim a wish. With an account you can claim several at once and see where each gift is.";
    sign_up_button: "注册" / "Sign up";
    sign_up_have: "已经有账户？登录" / "Have an account? Sign in";
    name_help: "信里这样称呼您，可以是化名。公开的称呼以后另外选。"
        / "How our letters address you; it may be an alias. What others see is chosen apart.";
    organisation_help: "代表单位或班级认领时填写。" / "If you give for a company, a class or a club.";
    password_help: "至少 10 个字，几个词连在一起最好记。" / "At least 10 characters; a few words together are easiest to remember.";
    email_help: "确认链接会寄到这里。" / "A link to confirm goes to this address.";

    sent_title: "请查看邮箱" / "Please check your mail";
    sent_sign_up: "我们寄出了一封信。点开信里的链接，账户就可以用了，链接三天内有效。"
        / "A letter is on its way. Follow its link within three days and your account is ready.";
    sent_link: "如果这个邮箱有账户，登录链接已经寄出，半小时内有效。"
        / "If this address has an account, a sign-in link is on its way. It works for half an hour.";
    sent_reset: "如果这个邮箱有账户，重设密码的链接已经寄出，两小时内有效。"
        / "If this address has an account, a link to set a new password is on its way. It works for two hours.";
    sent_where: "几分钟后还没有？请看看垃圾邮件，或者核对邮箱后再寄一次。"
        / "Nothing after a few minutes? Look in the spam folder, or check the address and ask again.";
    sent_demo: "演示：看看寄出的信" / "Demonstration: see the letters sent";

    verify_title: "确认邮箱" / "Confirm your address";
    verify_text(email: &str): "{email} 是您的邮箱，账户是您自己注册的，就请确认。不是您注册的，关上这一页就好。"
        / "If {email} is yours and you signed up yourself, please confirm. If it was not you, simply close this page.";
    verify_button: "确认，进入" / "Confirm and enter";
    verified_saying: "邮箱确认好了，可以认领心愿了" / "Your address is confirmed. You can claim wishes now";
    enter_title: "用链接登录" / "Sign in by link";
    enter_text(email: &str): "将以 {email} 登录。" / "You will be signed in as {email}.";
    enter_button: "登录" / "Sign in";
    spent_title: "这个链接不能用了" / "This link no longer works";
    spent_invitation: "邀请可能已经接受、已经过期或者撤回了。接受过的，请直接登录；没有的话，请办公室再寄一次。"
        / "The invitation may have been accepted, withdrawn or expired. If you accepted it, simply sign in; if not, ask the office to send it again.";
    spent_unsubscribe: "登录后，可以在“账户”里选择不再收等候名单的信。"
        / "Once signed in, you can turn these letters off under “Account”.";
    spent_text: "它可能用过了、过期了，或者后来又寄了新的。请用最新一封信里的链接，或者再要一封。"
        / "It was used, has expired, or a newer one was sent. Use the newest letter's link, or ask for another.";
    spent_again: "再寄一个链接" / "Send another link";

    forgot_title: "忘记密码" / "Forgotten password";
    forgot_lead: "填写邮箱，我们寄一个链接，用它设一个新密码。" / "Give your address, and we send a link to set a new password.";
    forgot_button: "寄链接给我" / "Send me the link";
    reset_title: "设一个新密码" / "Set a new password";
    reset_lead(email: &str): "账户：{email}。设好之后，别的手机和电脑上都会退出登录。"
        / "Account: {email}. All other phones and computers are signed out when it is set.";
    reset_button: "设好并登录" / "Set it and sign in";
    reset_saying: "新密码设好了" / "Your new password is set";

    invitation_title: "接受邀请" / "Accept the invitation";
    invitation_to_school(school: &str, email: &str): "邀请您负责{school}的微心愿。登录邮箱：{email}。"
        / "You are invited to look after the wishes of {school}. You sign in as {email}.";
    invitation_to_office(email: &str): "邀请您加入办公室。登录邮箱：{email}。"
        / "You are invited to join the office. You sign in as {email}.";
    invitation_button: "接受，进入" / "Accept and enter";
    invitation_saying: "欢迎，账户已经建好" / "Welcome; your account is ready";
    invitation_taken: "这个邮箱已经有账户了。请先登录，或者请办公室换一个邮箱邀请。"
        / "This address has an account already. Sign in with it, or ask the office to invite another address.";

    account_title: "账户" / "Account";
    account_you: "您的资料" / "About you";
    unproved_title: "请先确认邮箱" / "Please confirm your address first";
    account_unproved: "邮箱还没有确认。请点开我们寄去的信；确认之后就可以认领。"
        / "Your address is not confirmed yet. Follow the link in our letter; then you can claim wishes.";
    account_send_again: "再寄一次" / "Send it again";
    account_sent_saying: "信已经再寄一次" / "The letter was sent again";
    account_saved_saying: "已保存" / "Saved";
    public_name_help: "别人看到的称呼；空着就写“爱心人士”。" / "What others see; leave it blank to appear as “a donor”.";
    account_lang_zh: "中文" / "中文 (Chinese)";
    account_lang_en: "English" / "English";
    account_password: "密码" / "Password";
    account_password_none: "还没有密码，现在用链接登录。设一个也可以。" / "You have none and sign in by link. You may set one.";
    account_password_button: "更换密码" / "Change the password";
    account_password_first: "设一个密码" / "Set a password";
    account_password_saying: "密码换好了，别的设备都已退出登录" / "Your password is changed and other devices are signed out";
    new_password: "新密码" / "New password";
    account_letters: "信件" / "Letters";
    account_letters_text: "礼物走到哪一步，我们一定写信告诉您，这是我们应有的交代。" / "Letters about your gifts always come: we owe you these.";
    account_digest: "有新心愿时告诉我（等候名单的信）" / "Tell me when wishes open (letters of the waiting list)";
    account_sessions: "登录的设备" / "Signed-in devices";
    account_sessions_text(n: u64): "现在有 {n} 处登录。手机丢了，或者在别人的电脑上登录过，请全部退出。"
        / "Devices you are signed in on: {n}. If you lost a phone or used somebody else's computer, sign out everywhere.";
    sign_out_everywhere: "全部退出登录" / "Sign out everywhere";
    signed_out_saying: "已退出登录" / "You are signed out";
    signed_out_everywhere_saying: "所有设备都已退出登录" / "All devices are signed out";

    unsubscribe_title: "不再收等候名单的信" / "No more letters of the waiting list";
    unsubscribe_text(email: &str): "{email} 将不再收到“有新心愿”的信。关于您认领的礼物的信照常寄。"
        / "{email} will get no more letters about new wishes. Letters about gifts you claimed still come.";
    unsubscribe_button: "不再收这样的信" / "Stop these letters";
    unsubscribed_title: "好，不再寄了" / "Done; no more of these";
    unsubscribed_text: "改变主意时，在“账户”里可以再打开。" / "Should you change your mind, you can turn them on again under “Account”.";

    people_title: "人员" / "People";
    people_invite: "邀请" / "Invite";
    people_invite_lead: "信里有一个两周内有效的链接，对方自己设密码。" / "The letter has a link that works for two weeks; they set their own password.";
    people_only_admins: "办公室的人由管理员邀请。" / "Only an administrator invites people into the office.";
    people_has_account: "这个邮箱已经有账户了，一个邮箱只有一个账户。是本人要用的，请对方直接登录，忘了密码可以重设；要换一个角色，请用另一个邮箱邀请。"
        / "This address has an account already, and there is only one for each address. If it is the one they need, they simply sign in and can set a new password; for another role, please invite another address.";
    people_invite_button: "寄出邀请" / "Send the invitation";
    people_invited_saying(email: &str): "邀请已寄给 {email}" / "The invitation is on its way to {email}";
    people_school_help: "角色选“学校”时填写。" / "For the role “School”.";
    people_school_none: "（不属于学校）" / "(none)";
    people_letter_lang: "邀请信的语言" / "Language of the letter";
    people_open: "还没有接受的邀请" / "Invitations not accepted yet";
    people_expires: "有效期到" / "Works until";
    people_expired: "已过期" / "Expired";
    people_resend: "再寄一次" / "Send again";
    people_withdraw: "撤回" / "Withdraw";
    people_withdrawn_saying: "邀请已撤回" / "The invitation is withdrawn";
    people_accounts: "账户" / "Accounts";
    people_find: "查找" / "Find";
    people_search: "邮箱或称呼" / "E-mail or name";
    people_all_roles: "全部角色" / "All roles";
    people_none: "没有找到这样的账户" / "No such account was found";
    people_since: "加入日期" / "Since";
    people_state: "状态" / "Status";
    people_active: "正常" / "Active";
    people_unproved: "邮箱未确认" / "Address not confirmed";
    people_disabled: "已停用" / "Disabled";
    people_disable: "停用" / "Disable";
    people_enable: "启用" / "Enable";
    people_disabled_saying: "账户已停用，所有设备都已退出" / "The account is disabled and signed out everywhere";
    people_enabled_saying: "账户可以用了" / "The account is active again";
    people_act: "操作" / "Actions";
    desk_people: "人员" / "People";
}
