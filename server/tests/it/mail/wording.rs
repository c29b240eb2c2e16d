//! What the letters say. Every kind in both languages is a snapshot; the HTML says the same as the text.

use std::{fmt::Write, fs, path::Path};

use app::text::Text;
use entity::{
    Lang,
    handout::stuck::Kind,
    outbox::{Letter, letter::StuckLine},
    wish::Category,
};
use mail_parser::MimeHeaders;
use server::mailer::MailSettings;

use super::{html_of, mail_by, mail_of, markup, samples, text_of, to_files};
use crate::world::World;

/// Each letter is left as a page in `letters` of the target's temporary folder, to be looked at in a browser.
#[tokio::test]
async fn every_letter_in_both_languages() {
    let world = World::on_sqlite().await;
    let pages = Path::new(env!("CARGO_TARGET_TMPDIR")).join("letters");
    fs::create_dir_all(&pages).unwrap();
    for ((name, zh), (_, en)) in samples::all(Lang::Zh).into_iter().zip(samples::all(Lang::En)) {
        let mut both = String::new();
        for (lang, letter) in [(Lang::Zh, zh), (Lang::En, en)] {
            let mail = mail_of(&world, lang, None, &letter).await;
            let _ = writeln!(both, "[{}] {}\n\n{}", lang.tag(), mail.subject().unwrap(), text_of(&mail));
            fs::write(pages.join(format!("{name}.{}.html", lang.tag())), html_of(&mail)).unwrap();
        }
        insta::assert_snapshot!(name, both);
    }
}

/// The proposal of three wishes, each so many times over.
fn proposed(lang: Lang, times: usize) -> Letter {
    let (_, mut letter) = samples::all(lang).into_iter().find(|(name, _)| name == "proposed-several").unwrap();
    let Letter::Proposed { gifts, .. } = &mut letter else { unreachable!() };
    *gifts = std::iter::repeat_n(gifts.clone(), times).flatten().collect();
    letter
}

#[tokio::test]
async fn a_long_proposal_can_be_answered_before_it_is_read_to_its_end() {
    let world = World::on_sqlite().await;
    for (lang, label) in [(Lang::Zh, "看看并回答"), (Lang::En, "Look and answer")] {
        for (times, places) in [(2, 1), (3, 2), (12, 2)] {
            let mail = mail_of(&world, lang, None, &proposed(lang, times)).await;
            let (text, html) = (text_of(&mail), html_of(&mail));
            assert_eq!(text.matches("/proposal?token=").count(), places, "{lang:?} {times}: {text}");
            assert_eq!(html.matches(&format!(">{label}</a>")).count(), places, "{lang:?} {times}: {html}");
            // Its address stands below each button as well.
            assert_eq!(html.matches("/proposal?token=").count(), 3 * places);
            assert_eq!(markup::fault(&html), None);
            for side in [&text, &html] {
                let (way, first) = (side.find("/proposal?token=").unwrap(), side.find("XUXT-8H98-W8").unwrap());
                assert_eq!(way < first, places == 2, "{lang:?} {times}");
            }
        }
    }
}

#[tokio::test]
async fn a_long_proposal_says_each_school_once() {
    let world = World::on_sqlite().await;
    let (zh, en) = ("24 个微心愿，大约 ¥1,942.80，可以装一个包裹", "24 wishes, about ¥1,942.80, in one parcel");
    for (lang, schools, says) in
        [(Lang::Zh, ["沙沟小学", "石桥小学"], zh), (Lang::En, ["Shagou School", "Shiqiao School"], en)]
    {
        let mail = mail_of(&world, lang, None, &proposed(lang, 12)).await;
        for side in [text_of(&mail), markup::words_and_links(&html_of(&mail))] {
            assert!(side.contains(says), "{side}");
            for school in schools {
                assert_eq!(side.matches(school).count(), 1, "{school}: {side}");
            }
        }
    }
}

#[tokio::test]
async fn a_reminder_of_several_gifts_leads_to_each_of_them_once() {
    let world = World::on_sqlite().await;
    for lang in [Lang::Zh, Lang::En] {
        let (_, letter) = samples::all(lang).into_iter().find(|(name, _)| name == "reminder-several").unwrap();
        let Letter::Reminder { gift, more, .. } = &letter else { unreachable!() };
        let html = html_of(&mail_of(&world, lang, None, &letter).await);
        for gift in std::iter::once(gift).chain(more) {
            let way = format!("/gifts/{}\"", gift.code);
            assert_eq!(html.matches(&way).count(), 1, "{lang:?} {way}: {html}");
            assert_eq!(html.matches(&format!(">{}</", gift.item)).count(), 1, "{lang:?}: {html}");
        }
        assert!(!html.contains("/v/"), "{lang:?}: {html}");
    }
}

/// Items are in the words of the child's school, which is Chinese.
#[tokio::test]
async fn an_english_letter_says_what_kind_of_thing_a_chinese_name_means() {
    let world = World::on_sqlite().await;
    for named in ["proposed", "proposed-several"] {
        let (_, mut letter) = samples::all(Lang::En).into_iter().find(|(name, _)| name == named).unwrap();
        let Letter::Proposed { gifts, .. } = &mut letter else { unreachable!() };
        gifts[0].item = "新华字典".to_owned();
        gifts[0].category = Category::Books;
        let mail = mail_of(&world, Lang::En, None, &letter).await;
        for side in [text_of(&mail), markup::words_and_links(&html_of(&mail))] {
            assert_eq!(side.matches("Books · ").count(), 1, "{side}");
        }
    }
}

#[tokio::test]
async fn a_schools_alias_begins_small_within_an_english_sentence() {
    let world = World::on_sqlite().await;
    let mut letter = samples::handed_out(Lang::En);
    let Letter::HandedOut { gift, .. } = &mut letter else { unreachable!() };
    gift.school = "A village school in Lingdi Township".to_owned();
    let mail = mail_of(&world, Lang::En, None, &letter).await;
    for side in [text_of(&mail), markup::words_and_links(&html_of(&mail))] {
        assert!(side.contains("handed out at a village school in Lingdi Township."), "{side}");
    }
}

#[test]
fn every_letter_has_a_name_in_the_offices_list() {
    for (name, letter) in samples::all(Lang::Zh) {
        for lang in [Lang::Zh, Lang::En] {
            assert_ne!(Text(lang).letter_name(letter.kind()), letter.kind(), "{name}");
        }
    }
}

#[tokio::test]
async fn the_stuck_list_has_words_for_all_that_can_be_stuck() {
    let world = World::on_sqlite().await;
    for (lang, other) in [(Lang::Zh, "别的事在等"), (Lang::En, "other things that wait")] {
        for kind in Kind::ALL {
            let line = StuckLine { kind: kind.key().to_owned(), whom: String::new(), count: 1, since: world.now };
            let letter = Letter::StuckList { name: "孙干事".to_owned(), lines: vec![line] };
            assert!(!text_of(&mail_of(&world, lang, None, &letter).await).contains(other), "{kind:?}");
        }
    }
}

#[tokio::test]
async fn the_html_says_what_the_text_says() {
    let world = World::on_sqlite().await;
    for lang in [Lang::Zh, Lang::En] {
        for (name, letter) in samples::all(lang) {
            let mail = mail_of(&world, lang, None, &letter).await;
            let (text, html) = (text_of(&mail), html_of(&mail));
            assert_eq!(markup::fault(&html), None, "{name} {lang:?}");
            let said = markup::words_and_links(&html);
            for fact in facts(&text) {
                assert!(said.contains(fact), "{name} {lang:?}: the HTML does not say {fact}");
            }
        }
    }
}

/// Dates, sums, codes, numbers and links: what must not differ between the two sides.
fn facts(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_graphic())
        .map(|word| word.trim_matches(['.', ',', ':', ';', '(', ')']))
        .filter(|word| word.starts_with("https:") || word.contains(|c: char| c.is_ascii_digit()))
        .filter(|word| !matches!(*word, "1" | "2" | "3" | "4"))
}

#[tokio::test]
async fn nothing_in_a_letter_is_left_unwritten() {
    let world = World::on_sqlite().await;
    for lang in [Lang::Zh, Lang::En] {
        for (name, letter) in samples::all(lang) {
            let mail = mail_of(&world, lang, None, &letter).await;
            let sides =
                format!("{}{}{}", mail.subject().unwrap(), text_of(&mail), markup::words_and_links(&html_of(&mail)));
            for left in ["{", "}", "Some(", "None", "  ,", "，，", "。。", "1 wishes", "a-link-number "] {
                assert!(!sides.contains(left), "{name} {lang:?} holds {left}");
            }
            assert!(mail.subject().unwrap().chars().count() <= 100, "{name} {lang:?}: a long subject");
            if lang == Lang::En {
                let without_names = sides.replace("圆通", "");
                let chinese = without_names.chars().find(|c| ('\u{4e00}'..='\u{9fff}').contains(c));
                assert_eq!(chinese, None, "{name}: Chinese in the English letter");
            }
        }
    }
}

#[tokio::test]
async fn the_headers_are_those_of_an_honest_automatic_letter() {
    let world = World::on_sqlite().await;
    let mail = mail_of(&world, Lang::Zh, None, &samples::handed_out(Lang::Zh)).await;
    let header = |name: &str| mail.header_raw(name).unwrap_or_default().trim().to_owned();
    assert_eq!(header("Content-Language"), "zh-CN");
    assert_eq!(header("Auto-Submitted"), "auto-generated");
    assert_eq!(mail.date().unwrap().to_timestamp(), world.now.timestamp());
    assert!(mail.message_id().unwrap().ends_with("@nuanxin.example.org"));
    let from = mail.from().unwrap().first().unwrap();
    assert_eq!((from.name(), from.address()), (Some("暖心 Nuanxin"), Some("nuanxin@example.org")));
    assert_eq!(mail.to().unwrap().first().unwrap().address(), Some("reader@example.org"));
    // Telling donors where their gifts went is a duty: nobody can decline it.
    assert_eq!(header("List-Unsubscribe"), "");
}

#[tokio::test]
async fn only_the_digest_can_be_declined_and_with_one_click() {
    let world = World::on_sqlite().await;
    let reader = world.donor("lin").await.account();
    let mail = mail_of(&world, Lang::En, Some(reader), &samples::waiting_digest(Lang::En)).await;
    let header = |name: &str| mail.header_raw(name).unwrap_or_default().trim().to_owned();
    let token = world.store.keys.link_token(&format!("digest-{reader}"));
    let address = format!("https://nuanxin.example.org/unsubscribe?token={token}&lang=en");
    assert_eq!(header("List-Unsubscribe"), format!("<{address}>"));
    assert_eq!(header("List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
    assert!(text_of(&mail).contains(&address));
    assert!(markup::words_and_links(&html_of(&mail)).contains(&address));
}

#[tokio::test]
async fn a_confirmed_claim_brings_its_tag_as_pdf() {
    let world = World::on_sqlite().await;
    let mail = mail_of(&world, Lang::Zh, None, &samples::claim_confirmed(Lang::Zh, "新华字典")).await;
    let pdf = mail.attachment(0).unwrap();
    assert_eq!(pdf.attachment_name(), Some("nuanxin-gift.pdf"));
    assert!(pdf.contents().starts_with(b"%PDF-"));
    assert!(text_of(&mail).contains("PDF"));
}

#[tokio::test]
async fn a_letter_that_no_font_draws_is_a_box_on_the_tag_beside_the_letter() {
    let world = World::on_sqlite().await;
    // No font of ours draws this letter of the Deseret alphabet.
    let mail = mail_of(&world, Lang::Zh, None, &samples::claim_confirmed(Lang::Zh, "\u{10400}")).await;
    assert_eq!(mail.attachment_count(), 1);
    assert!(text_of(&mail).contains("PDF"));
}

#[tokio::test]
async fn a_sheet_that_cannot_be_printed_does_not_keep_the_letter_back() {
    let world = World::on_sqlite().await;
    let folder = tempfile::tempdir().unwrap();
    let usual = to_files(&folder);
    // No square holds an address as long as this.
    let settings = MailSettings { public_url: format!("{}/{}", usual.public_url, "x".repeat(2_000)), ..usual };
    for (lang, says) in
        [(Lang::Zh, "吊牌可以在礼物的页面上打印"), (Lang::En, "You can print the tag from the gift's page")]
    {
        let letter = samples::claim_confirmed(lang, "新华字典");
        let mail = mail_by(&world, &folder, &settings, (lang, None), &letter).await;
        assert_eq!(mail.attachment_count(), 0);
        let text = text_of(&mail);
        assert!(!text.contains("PDF") && text.contains(says), "{text}");
    }
}

#[tokio::test]
async fn words_that_stayed_behind_are_told_with_the_hand_out() {
    let world = World::on_sqlite().await;
    for (lang, says) in
        [(Lang::Zh, "您写给孩子的话没有随礼物送到"), (Lang::En, "The words you wrote for the child did not go with it")]
    {
        for (was_unread, was_refused) in [(true, 0), (false, 1), (false, 0)] {
            let mut letter = samples::handed_out(lang);
            let Letter::HandedOut { note_unread, refused, .. } = &mut letter else { unreachable!() };
            (*note_unread, *refused) = (was_unread, was_refused);
            let mail = mail_of(&world, lang, None, &letter).await;
            for side in [text_of(&mail), markup::words_and_links(&html_of(&mail))] {
                assert_eq!(side.contains(says), was_unread || was_refused > 0, "{side}");
                let asked = side.contains("办公室请您改一改") || side.contains("asked you for a change");
                assert_eq!(asked, was_refused > 0, "{side}");
            }
        }
    }
}

#[tokio::test]
async fn typed_words_stay_words() {
    let world = World::on_sqlite().await;
    let name = "<b>A</b>\r\nBcc: other@example.org\r\n\r\n<script>";
    let Letter::HandedOut { gift, on, phase, .. } = samples::handed_out(Lang::En) else { unreachable!() };
    let gift = entity::outbox::letter::Gift { item: name.to_owned(), ..gift };
    let letter = Letter::HandedOut {
        name: name.to_owned(),
        gift,
        more: Vec::new(),
        on,
        by_guardian: true,
        by_teacher: false,
        phase_total: 1,
        phase_schools: 1,
        card_days: Some(7),
        cards: 1,
        note_unread: false,
        unread: 0,
        refused: 0,
        phase,
    };
    let mail = mail_of(&world, Lang::En, None, &letter).await;
    assert!(mail.bcc().is_none());
    assert_eq!(mail.to().unwrap().iter().count(), 1);
    assert!(!html_of(&mail).contains("<script>") && !html_of(&mail).contains("<b>A"));
    assert_eq!(markup::fault(&html_of(&mail)), None);
}
