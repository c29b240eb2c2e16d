//! How long the papers of a large phase take: 400 gifts at eight schools, made one after the other as the worker does.

use std::time::{Duration, Instant};

use anyhow::Context;
use chrono::NaiveDate;
use entity::{
    Code, Fen, Lang, Time,
    claim::Source,
    handout::roster::{self, Roster},
    id::{PhaseId, SchoolId, TownshipId},
    paper::{Line, Papers},
    phase, school,
    store::Dice,
    wish::Category,
};
use server::{clock, labels::Fonts, papers::sheets};

pub const GIFTS: usize = 400;
const SCHOOLS: usize = 8;

/// What was made, and how long it took.
pub struct Made {
    pub took: Duration,
    pub pages: usize,
    pub bytes: usize,
}

/// Tags, packing list, receive sheet and roster of every school.
pub fn make() -> anyhow::Result<Made> {
    let (fonts, now, dice) = (Fonts::built_in(), clock::now(), Dice::seeded(1));
    let schools: Vec<(Papers, Roster)> = (1..=SCHOOLS).map(|number| of_school(number, &dice, now)).collect();
    let begun = Instant::now();
    let mut pdfs = Vec::with_capacity(4 * SCHOOLS);
    for (papers, roster) in &schools {
        pdfs.push(sheets::tags(papers, "https://nuanxin.example.org", Lang::Zh, &fonts)?);
        pdfs.push(sheets::packing(papers, Lang::Zh, &fonts)?);
        pdfs.push(sheets::receive(papers, Lang::Zh, &fonts)?);
        pdfs.push(sheets::roster(roster, Lang::Zh, &fonts)?);
    }
    let took = begun.elapsed();
    let mut pages = 0;
    for pdf in &pdfs {
        pages += lopdf::Document::load_mem(pdf).context("a paper is no PDF")?.get_pages().len();
    }
    Ok(Made { took, pages, bytes: pdfs.iter().map(Vec::len).sum() })
}

fn of_school(number: usize, dice: &Dice, now: Time) -> (Papers, Roster) {
    let items = ["双肩书包", "新华字典", "英语复读机", "运动鞋", "彩色铅笔 36色"];
    let names = ["王小样", "李样样", "张喆", "刘堃", "陈翀样"];
    let each = GIFTS / SCHOOLS;
    let gift = |place: usize| (Code::mint(dice), items[place % items.len()].to_owned());
    let lines = (0..each).map(|place| {
        let (code, item) = gift(place);
        Line {
            code,
            category: Category::Other,
            item,
            specification: "防水，蓝色，适合身高一米三".to_owned(),
            gender: None,
            grade: 3,
            source: Source::Donor,
            is_here: false,
            is_at_school: false,
            is_sent: true,
            give_by: NaiveDate::from_ymd_opt(2026, 12, 7),
            carrier: Some("邮政".to_owned()),
            tracking_no: Some(format!("SAMPLE{place:06}")),
            drop_off_on: None,
        }
    });
    let pupils = (0..each).map(|place| {
        let (code, item) = gift(place);
        roster::Line {
            code,
            child: Some(names[place % names.len()].to_owned()),
            grade: 3,
            category: Category::Other,
            item,
            specification: "防水，蓝色".to_owned(),
            received_at: Some(now),
            problem: None,
            note: None,
        }
    });
    let (school, phase) = (school(number, now), phase(now));
    let roster = Roster { phase: phase.clone(), school: school.name.clone(), lines: pupils.collect() };
    (Papers { phase, school, lines: lines.collect() }, roster)
}

fn school(number: usize, now: Time) -> school::Model {
    school::Model {
        id: SchoolId(1),
        township_id: TownshipId(1),
        code: format!("S{number}"),
        name: format!("样例第{number}小学"),
        alias_zh: format!("样例乡的学校{number}"),
        alias_en: format!("School {number}"),
        delivery_address: "样例县样例乡样例路1号".to_owned(),
        delivery_contact: "王老师".to_owned(),
        delivery_phone: "0350-0000000".to_owned(),
        created_at: now,
        closed_at: None,
    }
}

fn phase(now: Time) -> phase::Model {
    phase::Model {
        id: PhaseId(1),
        number: 5,
        title_zh: "圆梦微心愿 · 第五期".to_owned(),
        title_en: "Micro-wishes, phase 5".to_owned(),
        organiser_id: None,
        price_cap_fen: Fen::yuan(200),
        opens_on: None,
        claim_until: None,
        return_by: None,
        hand_out_on: None,
        hold_hours: 48,
        give_days: 14,
        grace_days: 5,
        confirm_days: 7,
        card_days: 21,
        donor_limit: 20,
        keep_months: 24,
        state: phase::State::Open,
        opened_at: Some(now),
        closed_at: None,
        finished_at: None,
        created_at: now,
    }
}
