//! A whole phase from the eight schools' tables to its report, by the forms alone, as a county does it.

use std::{borrow::Cow, collections::BTreeMap};

use chrono::TimeDelta;
use entity::{
    Field,
    account::Role,
    id::SchoolId,
    import,
    outbox::{self, Letter},
    wish::{self, Status},
};
use mail_parser::MessageParser;
use sea_orm::EntityTrait;
use server::{
    labels::Fonts,
    mailer::{MailSettings, Mailer},
};

use crate::{
    sheets::{expected, phase, read, samples},
    site::{Reader, TestSite},
    world::World,
};

on_both![eight_tables_become_gifts_in_the_childrens_hands];

/// How many one donor takes; a phase would let them have more.
const EACH: usize = 5;

async fn eight_tables_become_gifts_in_the_childrens_hands(world: World) {
    let phase = phase(&world).await;
    let mut site = TestSite::new(world);
    let schools = tables_are_taken_in(&site, &phase.id.to_string()).await;
    let good: usize = schools.iter().map(|(_, good)| good).sum();
    assert_eq!(good, 292, "322 rows, 30 of them wrong");
    let officer = site.world.account("officer", Role::Office, None).await;
    assert_eq!(everything_is_reviewed(&site.sign_in_as(officer).await).await, good);
    site.sign_in_as(officer).await.submit("/office/phases/7/open", &[("form", "o")]).await.has_status(303);
    let donors = donors_claim(&site, good).await;
    site.later(TimeDelta::days(6));
    for (school, good) in &schools {
        let teacher = site.sign_in_as(site.world.school(school).await.account()).await;
        gifts_arrive(&site, &teacher, school, *good).await;
        the_roster_is_signed(&site, &teacher, *good).await;
    }
    every_donor_is_told(&site, &donors).await;
    nobody_is_named_in_a_letter(&site).await;
    the_report_says_it(&site.sign_in_as(officer).await, good).await;
}

/// Each teacher brings the school's own table; the right rows become drafts and are handed in.
async fn tables_are_taken_in(site: &TestSite, phase: &str) -> Vec<(String, usize)> {
    let expected = expected();
    let mut schools = Vec::new();
    for (number, (name, file)) in samples().into_iter().enumerate() {
        let school = format!("school{number}");
        let teacher = site.sign_in_as(site.world.school(&school).await.account()).await;
        let good = usize::try_from(expected[&name]["good"].as_u64().unwrap()).unwrap();
        let file = (name.as_str(), file.as_slice());
        let answer = teacher.upload("/school/imports", &[("form", "i"), ("phase", phase)], file).await;
        let own = answer.has_status(303).location().to_owned();
        teacher.get(&own).await.says(&format!("{good} 行可以导入"));
        let taken = [("form", "t"), ("given_on", "2026-11-01"), ("consent_card", "yes")];
        teacher.submit(&format!("{own}/take"), &taken).await.has_status(303);
        teacher.submit("/school/wishes/submit-all", &[("form", "s"), ("phase", phase)]).await.has_status(303);
        teacher.get("/school").await.says(&format!("提交了 {good} 个"));
        schools.push((school, good));
    }
    schools
}

/// The officer works through the queue, one wish after the other.
async fn everything_is_reviewed(officer: &Reader<'_>) -> usize {
    let mut reviewed = 0;
    loop {
        let page = officer.get("/office/review").await;
        let Some(at) = page.body.find("action=\"/office/review/") else { return reviewed };
        let action = page.body[at..].split('"').nth(1).unwrap();
        let form = page.value_of("form").unwrap();
        let fields = [("form", form.as_str()), ("judge", "approve"), ("siblings", "yes")];
        officer.submit(action, &fields).await.has_status(303);
        reviewed += 1;
    }
}

/// Donors take the longest waiting from the public list until nothing is left.
async fn donors_claim(site: &TestSite, good: usize) -> Vec<(String, usize)> {
    let mut donors = Vec::new();
    while donors.iter().map(|(_, gifts)| gifts).sum::<usize>() < good {
        let name = format!("donor{}", donors.len());
        let donor = site.sign_in_as(site.world.donor(&name).await.account()).await;
        let list = donor.get("/wishes").await;
        let found = list.body.match_indices("href=\"/wishes/").map(|(at, _)| &list.body[at + 14..]);
        let mut codes: Vec<&str> = found.filter_map(|rest| rest.split(['"', '?', '#']).next()).collect();
        codes.dedup();
        codes.truncate(EACH);
        let form = [("form", "c"), ("code", &codes.join(".")), ("rules", "yes")];
        donor.submit("/claim", &form).await.has_status(303);
        donors.push((name, codes.len()));
    }
    site.visitor().get("/wishes").await.says("都有人认领了");
    donors
}

async fn gifts_arrive(site: &TestSite, teacher: &Reader<'_>, school: &str, good: usize) {
    let school: SchoolId = site.world.school_id(school).await;
    let wishes = wish::Entity::find().all(site.world.store.writer()).await.unwrap();
    let own: Vec<_> = wishes.into_iter().filter(|wish| wish.school_id == school).collect();
    assert_eq!(own.iter().filter(|wish| wish.status == Status::Taken).count(), good);
    for wish in own {
        let page = format!("/receive/{}", wish.code);
        let form = teacher.get(&page).await.value_of("form").unwrap();
        let mut fields = vec![("form", form.as_str())];
        fields.extend(entity::handout::receive::Typed::BOXES.map(|name| (name, "yes")));
        teacher.submit(&page, &fields).await.has_status(303);
    }
    teacher.get("/receive").await.says(&format!("本期到校 {good} / {good}"));
}

async fn the_roster_is_signed(site: &TestSite, teacher: &Reader<'_>, good: usize) {
    let roster = teacher.get("/school/roster").await;
    roster.says(&format!("这 {good} 份都已发放"));
    let lines = roster.body.split('<').filter(|tag| tag.contains("name=\"line\""));
    let codes: Vec<&str> = lines.filter_map(|tag| tag.split("value=\"").nth(1)?.split('"').next()).collect();
    let (form, phase) = (roster.value_of("form").unwrap(), roster.value_of("phase").unwrap());
    let today = site.world.today().to_string();
    let mut fields = vec![
        ("form", form.as_str()),
        ("phase", &phase),
        ("handed_on", &today),
        ("teacher", "王老师"),
        ("second_adult", "李主任"),
        ("signed_by", "guardian"),
        ("all", "yes"),
    ];
    fields.extend(codes.into_iter().map(|code| ("line", code)));
    teacher.submit("/school/roster", &fields).await.has_status(303);
    teacher.get("/school/roster").await.says("现在没有等着发放的礼物");
}

/// For each gift the donor has the letter the platform is for, and the desk says the same.
async fn every_donor_is_told(site: &TestSite, donors: &[(String, usize)]) {
    let mut told = BTreeMap::<String, usize>::new();
    for row in outbox::Entity::find().all(site.world.store.writer()).await.unwrap() {
        if let Letter::HandedOut { more, .. } = row.read().unwrap() {
            *told.entry(row.recipient).or_default() += 1 + more.len();
        }
    }
    let due = donors.iter().map(|(name, gifts)| (format!("{name}@example.org"), *gifts));
    assert_eq!(told, due.collect());
    let donor = site.sign_in_as(site.world.donor(&donors[0].0).await.account()).await;
    donor.get("/gifts").await.says("已发放");
}

async fn nobody_is_named_in_a_letter(site: &TestSite) {
    let mut names = Vec::new();
    for (_, file) in samples() {
        let table = import::find(&read(&file).await.unwrap(), &[]).unwrap();
        let column = table.mapping.column(Field::ChildName).unwrap();
        names.extend(table.rows().map(|row| row.cell(column).trim().to_owned()).filter(|name| !name.is_empty()));
    }
    assert!(names.len() > 300);
    for row in outbox::Entity::find().all(site.world.store.writer()).await.unwrap() {
        let named = names.iter().find(|name| row.letter.contains(name.as_str()));
        assert_eq!(named, None, "in a letter of kind {}", row.kind);
    }
    for (file, mail) in written(site).await {
        let mail = MessageParser::default().parse(&mail).unwrap();
        let parts = [mail.subject().map(Cow::from), mail.body_text(0), mail.body_html(0)];
        for part in parts {
            let part = part.unwrap_or_else(|| panic!("{file} lacks a part"));
            assert_eq!(names.iter().find(|name| part.contains(name.as_str())), None, "in {file}");
        }
    }
}

/// Every letter as its reader gets it; none is left behind.
async fn written(site: &TestSite) -> Vec<(String, Vec<u8>)> {
    let folder = tempfile::tempdir().unwrap();
    let settings = MailSettings {
        public_url: "https://nuanxin.example.org".to_owned(),
        from: "暖心 Nuanxin <nuanxin@example.org>".to_owned(),
        smtp_url: None,
        smtp_ca_file: None,
        mail_dir: folder.path().to_owned(),
    };
    let (store, now) = (&site.world.store, site.world.now);
    Mailer::new(&settings, Fonts::built_in()).unwrap().send_due(store, now).await.unwrap();
    let letters = outbox::Entity::find().all(store.writer()).await.unwrap();
    let left = letters.iter().filter(|row| row.due_at <= now && row.state != outbox::State::Sent);
    assert_eq!(left.map(|row| row.kind.as_str()).collect::<Vec<_>>(), [""; 0]);
    let files = std::fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().path());
    let mails: Vec<_> = files.map(|path| (path.display().to_string(), std::fs::read(&path).unwrap())).collect();
    assert!(mails.len() > 400, "{} letters", mails.len());
    mails
}

async fn the_report_says_it(officer: &Reader<'_>, good: usize) {
    officer.get("/office/phases/7/report").await.has_status(200).says(&format!("公布的心愿 {good} "));
    let table = officer.get("/office/phases/7/report.csv").await;
    table.has_status(200);
    assert!(table.body.contains(&format!("公布的心愿,{good},")), "{}", table.body);
    let pdf = lopdf::Document::load_mem(&officer.download("/office/phases/7/report.pdf").await).unwrap();
    let pages: Vec<u32> = pdf.get_pages().into_keys().collect();
    let printed = pdf.extract_text(&pages).unwrap();
    assert!(printed.contains("公布的心愿") && printed.contains(&good.to_string()), "{printed}");
}
