//! Each paper of a school, and the donor's confirmation, as PDF. Rule: only the roster names children.

mod confirmations;

use app::text::Text;
use entity::{
    Lang,
    card::stickers::Stickers,
    claim::Source,
    handout::{
        notes::Note,
        roster::{self, Roster},
    },
    paper::{Line, Papers},
};

pub use self::confirmations::{confirmation, money_confirmation};
use crate::labels::{self, Column, Fonts, LabelError, Listing, Stands, Tag};

/// Eight tags to a page, one for each gift that is not handed out.
pub fn tags(papers: &Papers, public_url: &str, lang: Lang, fonts: &Fonts) -> Result<Vec<u8>, LabelError> {
    let tag = |line: &Line| Tag {
        code: line.code.to_string(),
        url: format!("{public_url}/v/{}", line.code),
        item: line.item.clone(),
        specification: details(Text(lang), line),
        phase: papers.phase.title(lang).to_owned(),
        school_alias: papers.school.alias(lang).to_owned(),
    };
    let tags: Vec<Tag> = papers.lines.iter().map(tag).collect();
    labels::tags_pdf(&tags, lang, fonts)
}

/// Twenty-four to a page, one for each card that may come; at the end, for how many of them it is too early.
pub fn stickers(stickers: &Stickers, public_url: &str, lang: Lang, fonts: &Fonts) -> Result<Vec<u8>, LabelError> {
    let tags: Vec<Tag> = stickers
        .lines
        .iter()
        .map(|line| Tag {
            code: line.code.to_string(),
            url: format!("{public_url}/v/{}", line.code),
            item: line.item.clone(),
            specification: line.specification.clone(),
            phase: stickers.phase.title(lang).to_owned(),
            school_alias: stickers.school.alias(lang).to_owned(),
        })
        .collect();
    let coming = stickers.coming();
    let note = (coming > 0).then(|| Text(lang).pieces_coming(coming));
    labels::stickers_pdf(&tags, note.as_deref(), lang, fonts)
}

/// What goes into a school's boxes: nothing that it received itself, and the paper says so.
pub fn packing(papers: &Papers, lang: Lang, fonts: &Fonts) -> Result<Vec<u8>, LabelError> {
    let t = Text(lang);
    let school = &papers.school;
    let contact = format!("{} {}", school.delivery_contact, school.delivery_phone).trim().to_owned();
    let to_pack: Vec<&Line> = papers.lines.iter().filter(|line| !line.is_at_school).collect();
    let at_school = papers.lines.len() - to_pack.len();
    let mut facts = vec![
        (t.sheet_address(), school.delivery_address.clone()),
        (t.sheet_contact(), contact),
        (t.sheet_count(), t.sheet_gifts(to_pack.len())),
    ];
    if at_school > 0 {
        facts.push((t.sheet_at_school(), t.sheet_at_school_left_out(at_school)));
    }
    let rows = to_pack.iter().enumerate().map(|(place, line)| {
        vec![
            (place + 1).to_string(),
            line.code.grouped(),
            line.item.clone(),
            details(t, line),
            line.grade.to_string(),
            standing(t, line).to_owned(),
            String::new(),
        ]
    });
    let listing = Listing {
        lang,
        title: t.papers_file_of(t.papers_packing(), &school.name),
        subtitle: t.phase_name(&papers.phase),
        says: String::new(),
        facts,
        columns: vec![
            column(t.sheet_no(), 9.0, Stands::Centre),
            column(t.sheet_code(), 31.0, Stands::Left),
            column(t.sheet_gift(), 46.0, Stands::Left),
            column(t.sheet_details(), 44.0, Stands::Left),
            column(t.sheet_grade(), 13.0, Stands::Centre),
            column(t.sheet_standing(), 22.0, Stands::Left),
            column(t.sheet_tick(), 15.0, Stands::Centre),
        ],
        rows: rows.collect(),
        total: None,
        row_height: 8.0,
        notes: vec![t.sheet_packing_note()],
        on_every_page: "",
        signs: vec![t.sheet_packed_by(), t.sheet_checked_by(), t.sheet_received_by(), t.sheet_day_line()],
    };
    labels::list_pdf(&listing, fonts)
}

/// The check list for what is still to come.
pub fn receive(papers: &Papers, lang: Lang, fonts: &Fonts) -> Result<Vec<u8>, LabelError> {
    let t = Text(lang);
    let coming: Vec<&Line> = papers.lines.iter().filter(|line| !line.is_here).collect();
    let rows = coming.iter().enumerate().map(|(place, line)| {
        let gift = [line.item.clone(), details(t, line)].into_iter().filter(|part| !part.is_empty());
        let blank = std::iter::repeat_n(String::new(), 5);
        let told =
            [(place + 1).to_string(), line.code.grouped(), gift.collect::<Vec<_>>().join(" · "), parcel(t, line)];
        told.into_iter().chain(blank).collect()
    });
    let listing = Listing {
        lang,
        title: t.papers_file_of(t.papers_receive(), &papers.school.name),
        subtitle: t.phase_name(&papers.phase),
        says: String::new(),
        facts: vec![(t.sheet_count(), t.sheet_gifts(coming.len()))],
        columns: vec![
            column(t.sheet_no(), 9.0, Stands::Centre),
            column(t.sheet_code(), 31.0, Stands::Left),
            column(t.sheet_gift(), 45.0, Stands::Left),
            column(t.sheet_parcel(), 31.0, Stands::Left),
            column(t.sheet_matches(), 12.0, Stands::Centre),
            column(t.sheet_new(), 11.0, Stands::Centre),
            column(t.sheet_safe(), 11.0, Stands::Centre),
            column(t.sheet_no_contact(), 16.0, Stands::Centre),
            column(t.sheet_day(), 14.0, Stands::Centre),
        ],
        rows: rows.collect(),
        total: None,
        row_height: 9.0,
        notes: vec![t.sheet_receive_note()],
        on_every_page: "",
        signs: vec![t.sheet_receiver(), t.sheet_day_line()],
    };
    labels::list_pdf(&listing, fonts)
}

/// What is here for which child, with lines to sign. A gift with an open problem cannot be handed out, so it is left
/// out; a child whose record was erased has no name.
pub fn roster(roster: &Roster, lang: Lang, fonts: &Fonts) -> Result<Vec<u8>, LabelError> {
    let t = Text(lang);
    let ready: Vec<&roster::Line> = roster.lines.iter().filter(|line| line.problem.is_none()).collect();
    let rows = ready.iter().enumerate().map(|(place, line)| {
        vec![
            (place + 1).to_string(),
            line.child.clone().unwrap_or_else(|| t.roster_erased().to_owned()),
            line.grade.to_string(),
            format!("{}{}", line.item, line.note.as_ref().map_or("", |note| t.note_mark(note))),
            line.code.grouped(),
            String::new(),
            String::new(),
        ]
    });
    let has_words = ready.iter().any(|line| matches!(line.note, Some(Note::Travels(_))));
    let listing = Listing {
        lang,
        title: t.papers_file_of(t.papers_roster(), &roster.school),
        subtitle: t.phase_name(&roster.phase),
        says: String::new(),
        facts: vec![(t.sheet_count(), t.sheet_gifts(ready.len()))],
        columns: vec![
            column(t.sheet_no(), 9.0, Stands::Centre),
            column(t.sheet_child(), 25.0, Stands::Left),
            column(t.sheet_grade(), 12.0, Stands::Centre),
            column(t.sheet_gift(), 44.0, Stands::Left),
            column(t.sheet_code(), 31.0, Stands::Left),
            column(t.sheet_sign(), 34.0, Stands::Left),
            column(t.sheet_relation(), 25.0, Stands::Left),
        ],
        rows: rows.collect(),
        total: None,
        row_height: 11.0,
        notes: has_words.then(|| t.sheet_roster_words()).into_iter().chain([t.sheet_roster_note()]).collect(),
        on_every_page: "",
        signs: vec![t.paper_teacher(), t.paper_second(), t.paper_school(), t.paper_day()],
    };
    labels::list_pdf(&listing, fonts)
}

const fn column(head: &'static str, width: f32, stands: Stands) -> Column {
    Column { head, width, stands }
}

/// The specification, and for whom where clothing needs it.
fn details(t: Text, line: &Line) -> String {
    let gender = line.gender.map(|gender| t.gender(gender).to_owned());
    let parts: Vec<String> =
        [Some(line.specification.clone()), gender].into_iter().flatten().filter(|part| !part.is_empty()).collect();
    t.list(&parts)
}

const fn standing(t: Text, line: &Line) -> &'static str {
    match line.source {
        _ if line.is_here => t.sheet_at_office(),
        Source::Pool => t.sheet_pool(),
        Source::Donor if line.is_sent => t.sheet_coming(),
        Source::Donor => t.sheet_not_sent(),
    }
}

/// By what it comes.
fn parcel(t: Text, line: &Line) -> String {
    let by_post = [line.carrier.as_deref(), line.tracking_no.as_deref()];
    let by_post: Vec<&str> = by_post.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    match (line.source, line.drop_off_on) {
        (_, Some(day)) => t.expected_brings(&t.short_date(day)),
        _ if !by_post.is_empty() => by_post.join(" "),
        (Source::Pool, None) => t.sheet_pool().to_owned(),
        (Source::Donor, None) => String::new(),
    }
}
