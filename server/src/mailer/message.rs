//! From a row of the outbox to a whole mail: text, HTML and what is attached, with the headers that mail programs
//! and filters look for.

use entity::{
    Store, Time,
    outbox::{self, Letter},
};
use lettre::{
    Address, Message,
    message::{
        Attachment, Mailbox, MultiPart, SinglePart,
        header::{ContentType, HeaderName, HeaderValue},
    },
};

use super::{
    Mailer, letters,
    pen::{Pen, Sheet},
    sheet,
};

/// Why a row can never become a mail.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unwritable {
    #[error("the letter's row cannot be read: {0}")]
    Row(#[from] serde_json::Error),
    #[error("not an e-mail address")]
    Address(#[from] lettre::address::AddressError),
    #[error("the letter's template failed: {0}")]
    Template(#[from] askama::Error),
    #[error("the mail cannot be put together: {0}")]
    Mail(#[from] lettre::error::Error),
}

impl Mailer {
    /// `picture`: a JPEG that stands in the letter.
    pub(super) fn write(
        &self,
        store: &Store,
        row: &outbox::Model,
        picture: Option<Vec<u8>>,
        now: Time,
    ) -> Result<Message, Unwritable> {
        let letter = row.read()?;
        let recipient: Address = row.recipient.parse()?;
        let mut pen = Pen {
            lang: row.lang,
            site: &self.site,
            host: &self.host,
            keys: &store.keys,
            account: row.account_id,
            written_at: row.created_at,
            sheet: Sheet::Attached,
        };
        let pdf = self.sheet(row, &letter, &mut pen);
        let sides = letters::write(&letter, &pen)?;
        let text = tidy(&sides.text);
        let (subject, text) = text.split_once('\n').unwrap_or((&text, ""));
        let mut mail = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, recipient))
            .subject(subject.trim())
            .date(now.into())
            .message_id(Some(format!("<{}@{}>", row.message_id, self.host)))
            .raw_header(plain("Content-Language", row.lang.tag().to_owned()))
            .raw_header(plain("Auto-Submitted", "auto-generated".to_owned()));
        if let Some(address) = pen.unsubscribe().filter(|_| letter.can_be_declined()) {
            mail = mail
                .raw_header(plain("List-Unsubscribe", format!("<{address}>")))
                .raw_header(plain("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()));
        }
        let both = sides_of(text.trim_start().to_owned(), tidy(&sides.html), picture, &pen);
        let parts = match pdf {
            Some(pdf) => MultiPart::mixed().multipart(both).singlepart(attached(pdf)),
            None => both,
        };
        Ok(mail.multipart(parts)?)
    }

    /// A sheet that cannot be printed does not keep the letter back: the letter then points to the site.
    fn sheet(&self, row: &outbox::Model, letter: &Letter, pen: &mut Pen<'_>) -> Option<Vec<u8>> {
        let pdf = sheet::of(letter, pen, &self.fonts)?.ok();
        if pdf.is_none() {
            tracing::warn!(letter = row.id.0, kind = row.kind, "a gift sheet could not be printed");
            pen.sheet = Sheet::OnTheSite;
        }
        pdf
    }
}

/// Text and HTML, and beside the HTML the picture that it shows.
fn sides_of(text: String, html: String, picture: Option<Vec<u8>>, pen: &Pen<'_>) -> MultiPart {
    let Some(jpeg) = picture else { return MultiPart::alternative_plain_html(text, html) };
    let kind = ContentType::parse("image/jpeg").expect("a constant that is a content type");
    let shown = Attachment::new_inline_with_name(pen.picture_number(), "nuanxin-card.jpg".to_owned()).body(jpeg, kind);
    let html = MultiPart::related().singlepart(SinglePart::html(html)).singlepart(shown);
    MultiPart::alternative().singlepart(SinglePart::plain(text)).multipart(html)
}

fn attached(pdf: Vec<u8>) -> SinglePart {
    let kind = ContentType::parse("application/pdf").expect("a constant that is a content type");
    Attachment::new("nuanxin-gift.pdf".to_owned()).body(pdf, kind)
}

/// A header of ASCII only, written as it is.
fn plain(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::dangerous_new_pre_encoded(HeaderName::new_from_ascii_str(name), value.clone(), value)
}

/// What templates leave behind: no blanks at the end of lines, never two empty lines together.
fn tidy(rendered: &str) -> String {
    let mut tidy = String::with_capacity(rendered.len());
    let mut was_empty = true;
    for line in rendered.lines().map(str::trim_end) {
        if line.is_empty() && was_empty {
            continue;
        }
        was_empty = line.is_empty();
        tidy.push_str(line);
        tidy.push('\n');
    }
    tidy
}
