//! Where a letter leads: pages of the site, and the links that answer for their reader.

use entity::{
    Code, Day,
    id::{OfferId, PhotoId},
    month::Month,
    outbox::letter::{ReportLine, ReportOf},
    payment::PayCode,
    photo::Size,
};

use super::Pen;

#[expect(clippy::trivially_copy_pass_by_ref, reason = "templates pass every value by reference")]
impl Pen<'_> {
    /// `https://…/path`
    pub fn page(&self, path: &str) -> String {
        format!("{}{path}", self.site)
    }

    /// The page that asks before it does what the link is for, in the letter's language: nobody need be signed in there,
    /// and the browser's language may be another.
    pub fn link(&self, path: &str, number: &str) -> String {
        format!("{}{path}?token={}&lang={}", self.site, self.keys.link_token(number), self.lang.tag())
    }

    /// The public page of a gift code.
    pub fn gift_page(&self, code: &Code) -> String {
        self.page(&format!("/v/{code}"))
    }

    /// The gift on its donor's own desk.
    pub fn own_gift(&self, code: &Code) -> String {
        self.page(&format!("/gifts/{code}"))
    }

    /// A picture in full, for the reader who is signed in.
    pub fn large(&self, photo: &PhotoId) -> String {
        self.page(&app::parts::photo::address(*photo, Size::Large))
    }

    /// A gift at its arrival, for the school and the hub.
    pub fn receive(&self, code: &Code) -> String {
        self.page(&format!("/receive/{code}"))
    }

    /// A wish on its school's desk.
    pub fn own_wish(&self, code: &Code) -> String {
        self.page(&format!("/school/wishes/{code}"))
    }

    /// A wish's card on its school's desk.
    pub fn card(&self, code: &Code) -> String {
        self.page(&format!("/school/cards/{code}"))
    }

    /// What is to be paid, at its payer's own desk.
    pub fn payment(&self, code: &PayCode) -> String {
        self.page(&format!("/gifts/payments/{code}"))
    }

    /// A fund's public page.
    pub fn fund(&self, number: &i64) -> String {
        self.page(&format!("/funds/{number}"))
    }

    /// A published disclosure report.
    pub fn report(&self, report: &ReportLine) -> String {
        match report.of {
            ReportOf::Season(season) => self.page(&format!("/seasons/{season}/disclosures/{}", report.id)),
            ReportOf::Fund(fund) => self.page(&format!("/funds/{fund}/disclosures/{}", report.id)),
        }
    }

    /// An organisation's public page.
    pub fn organisation(&self, slug: &str) -> String {
        self.page(&format!("/o/{slug}"))
    }

    /// The offer on its donor's own desk.
    pub fn own_offer(&self, number: &OfferId) -> String {
        self.page(&format!("/gifts/offers/{number}"))
    }

    /// The month's looks at real names.
    pub fn looks(&self, first: &Day) -> String {
        self.page(&format!("/office/privacy?month={}", Month::with(*first)))
    }

    /// How long a phase's records are kept.
    pub fn keeping(&self, number: &i32) -> String {
        self.page(&format!("/office/phases/{number}/keep"))
    }

    /// Where the reader may decline letters that are not a duty; without an account there is nothing to decline.
    pub fn unsubscribe(&self) -> Option<String> {
        self.account.map(|account| self.link("/unsubscribe", &format!("digest-{account}")))
    }
}
