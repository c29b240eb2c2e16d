//! A donor's words on their way: what the school, the office and the donor read of them, until and after the hand-out.

use entity::{
    claim::{NoteState, State, note},
    substitution::ask,
};

use crate::{
    site::{Reader, TestSite},
    world::World,
};

on_both!(
    words_that_wait_for_the_office_are_told_and_then_read_with_the_gift,
    a_donor_reads_that_unread_words_stayed_behind,
    a_refused_note_is_written_again_when_the_gift_is_here,
    what_was_said_about_a_gift_ends_with_its_claim,
    only_a_gift_to_be_sent_has_a_tag,
);

const WORDS: &str = "好好学习";

async fn teacher(site: &TestSite) -> Reader<'_> {
    site.sign_in_as(site.world.school("shagou").await.account()).await
}

async fn lin(site: &TestSite) -> Reader<'_> {
    site.sign_in_as(site.world.donor("lin").await.account()).await
}

async fn officer(site: &TestSite) -> Reader<'_> {
    site.sign_in_as(site.world.officer().await.account()).await
}

/// What the phone is told of the first gift's note.
async fn kept(school: &Reader<'_>) -> Option<String> {
    let roster: serde_json::Value =
        serde_json::from_str(&school.get("/school/away/5/roster").await.has_status(200).body).unwrap();
    roster["lines"][0]["note"].as_str().map(ToOwned::to_owned)
}

async fn roster_pdf(school: &Reader<'_>) -> String {
    let pdf = school.get("/school/papers/5/roster.pdf").await.has_status(200).bytes.clone();
    let document = lopdf::Document::load_mem(&pdf).unwrap();
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    document.extract_text(&pages).unwrap().split_whitespace().collect()
}

async fn words_that_wait_for_the_office_are_told_and_then_read_with_the_gift(world: World) {
    let site = TestSite::new(world);
    let gift = site.world.here_for("shagou", "诸葛小样", "lin").await;
    let (school, receive) = (teacher(&site).await, format!("/receive/{}", gift.code));
    assert_eq!(kept(&school).await, None, "nobody wrote anything");
    site.world.noted(&gift, WORDS, NoteState::Waiting).await;
    let roster = school.get("/school/roster").await;
    roster.says("爱心人士写了几句话，办公室还没有看").says("还有 1 段写给孩子的话，办公室没有看");
    school.get("/school/roster/print?phase=5").await.says("（留言在等办公室）");
    school.get(&receive).await.says("看过以后会出现在签领表上");
    school.get("/school/notes").await.has_status(200).says("现在没有要随礼物送的话").says("还有 1 段办公室没有看");
    assert!(!school.get("/school").await.words().contains("要附上爱心人士的话"), "there is nothing to add yet");
    assert_eq!(kept(&school).await.as_deref(), Some("（留言在等办公室）"));
    for page in ["/school/roster", receive.as_str()] {
        assert!(!school.get(page).await.body.contains(WORDS), "{page} shows what nobody has read");
    }

    let officer = officer(&site).await;
    officer.get("/office/notes").await.says("礼物已经到了，随时可能发放");
    let fields = [("form", "k"), ("note", WORDS), ("judge", "approve"), ("reason", "")];
    officer.submit(&format!("/office/notes/{}", gift.claim), &fields).await.has_status(303);
    school.get("/school/roster").await.says("1 份礼物带着爱心人士的话").says("爱心人士的话： 好好学习");
    school.get("/school/roster/print?phase=5").await.says("（有留言）").says("随礼物的话").says(WORDS);
    school.get(&receive).await.says(WORDS);
    school.get("/school").await.says("1 份礼物要附上爱心人士的话");
    assert_eq!(kept(&school).await.as_deref(), Some("（有留言）"), "that there are words, not the words");
    let pdf = roster_pdf(&school).await;
    assert!(pdf.contains("双肩书包（有留言）") && pdf.contains("请到网页“随礼物的话”打印"), "{pdf}");
    let slips = school.get("/school/notes").await;
    slips.says(WORDS).says("双肩书包").says(&gift.code.grouped());
    assert!(!slips.body.contains("诸葛"), "the words name no child");
    school.get("/school/notes?lang=en").await.says("Notes with the gifts").says("Words for the child");
    school.get("/school/roster").await.says("From the donor:").says("words: 1. Read them out");

    site.world.handed_out(&gift).await;
    school.get("/school/notes").await.says("No words go with the gifts just now");
    lin(&site).await.get(&format!("/gifts/{}", gift.code)).await.says("发放时学校手里有这段话");
}

async fn a_donor_reads_that_unread_words_stayed_behind(world: World) {
    let site = TestSite::new(world);
    let gift = site.world.promised("shagou", "lin", State::Received).await;
    site.world.noted(&gift, WORDS, NoteState::Waiting).await;
    let (donor, page) = (lin(&site).await, format!("/gifts/{}", gift.code));
    donor.get(&page).await.says("办公室还没有看");
    site.world.handed_out(&gift).await;
    let told = donor.get(&page).await;
    told.says("没有随礼物交给孩子：发放礼物的时候，办公室还没有看").says(WORDS);
    assert!(!told.body.contains("/note\""), "there is nothing to write any more");
    officer(&site).await.get("/office/notes").await.says("没有待读的留言");
    donor.get(&format!("{page}?lang=en")).await.says("handed out before the office had read it");
}

async fn a_refused_note_is_written_again_when_the_gift_is_here(world: World) {
    let site = TestSite::new(world);
    let gift = site.world.promised("shagou", "lin", State::Received).await;
    site.world.noted(&gift, WORDS, NoteState::Refused).await;
    let (donor, page) = (lin(&site).await, format!("/gifts/{}", gift.code));
    let form = donor.get(&page).await;
    form.says("办公室请您改一改").says("礼物已经到了学校：办公室在发放以前看过");
    let key = form.value_of("form").unwrap();
    let fields = [("form", key.as_str()), ("note", "加油")];
    assert_eq!(donor.submit(&format!("{page}/note"), &fields).await.has_status(303).location(), page);
    donor.get(&page).await.says("办公室还没有看").says("加油");
    officer(&site).await.get("/office/notes").await.says("加油");
}

async fn what_was_said_about_a_gift_ends_with_its_claim(world: World) {
    let site = TestSite::new(world);
    let donor_of = site.world.donor("lin").await;
    let gift = site.world.promised("shagou", "lin", State::Confirmed).await;
    let (store, now) = (&site.world.store, site.world.now);
    let typed = note::Typed { note: WORDS.to_owned() };
    note::write(store, donor_of, &gift.code, &typed, &site.world.form(), now).await.unwrap();
    let typed = ask::Typed { question: "红色可以吗？".to_owned() };
    ask::ask(store, donor_of, &gift.code, &typed, &site.world.form(), now).await.unwrap();
    let donor = lin(&site).await;
    let page = format!("/gifts/{}", gift.code);
    donor.get(&page).await.says("学校还没有回答").says("办公室还没有看");

    let officer = officer(&site).await;
    let fields = [("form", "k"), ("reason", "孩子已经有了")];
    officer.submit(&format!("/office/wishes/{}/cancel", gift.code), &fields).await.has_status(303);
    let told = donor.get(&page).await;
    told.says("认领已经结束，这个问题也就结束了").says("认领已经结束，这段话不会交给孩子");
    for promise in ["学校还没有回答", "办公室还没有看", "随礼物给孩子写几句话"] {
        assert!(!told.words().contains(promise), "{promise}: {}", told.words());
    }
    donor
        .get(&format!("{page}?lang=en"))
        .await
        .says("so this does not go to the child")
        .says("and the question with it");
}

async fn only_a_gift_to_be_sent_has_a_tag(world: World) {
    let site = TestSite::new(world);
    let donor = lin(&site).await;
    for state in State::ALL.into_iter().filter(|state| *state != State::Held) {
        let gift = site.world.promised("shagou", "lin", state).await;
        let tag = donor.get(&format!("/gifts/{}/tag", gift.code)).await;
        if matches!(state, State::Confirmed | State::Shipped) {
            tag.has_status(200).says("系在礼物上");
        } else {
            tag.has_status(404).says("没有吊牌可以打印").says("回到这份礼物");
            assert!(!tag.body.contains("class=\"qr\""), "{state:?}");
        }
    }
}
