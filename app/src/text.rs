//! The catalogue: every text in Chinese and English. A text that is missing in one does not compile.
//!
//! ```ignore
//! texts! {
//!     sign_in: "登录" / "Sign in";
//!     waited(days: i64): "等了 {days} 天" / "Waiting for {days} days";
//! }
//! ```
//! gives `t.sign_in() -> &'static str` and `t.waited(3) -> String`. One file for each area of the site.

mod accounts;
mod adoptions;
mod away;
mod capitals;
mod card_pieces;
mod cards;
mod common;
mod domain;
mod fairness;
mod field;
mod funds;
mod gifts_in_hand;
mod giving;
mod harvest;
mod hub;
mod import;
mod journal;
mod letters;
mod matching;
mod money;
mod offers;
mod office_desk;
mod office_ground;
mod office_wishes;
mod organisations;
mod papers;
mod payments;
mod pictures;
mod pledges;
mod plots;
mod privacy;
mod public;
mod refusal;
mod reports;
mod rounds;
mod statements;
mod village;
mod wish_desk;

pub use capitals::capitals;
use entity::{Day, Lang, Time, lang};

/// The catalogue of one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text(pub Lang);

macro_rules! texts {
    (@one $name:ident () $zh:literal $en:literal) => {
        pub const fn $name(self) -> &'static str {
            match self.0 {
                entity::Lang::Zh => $zh,
                entity::Lang::En => $en,
            }
        }
    };
    (@one $name:ident ($($arg:ident: $ty:ty),+) $zh:literal $en:literal) => {
        pub fn $name(self, $($arg: $ty),+) -> String {
            match self.0 {
                entity::Lang::Zh => format!($zh),
                entity::Lang::En => format!($en),
            }
        }
    };
    ($($name:ident $(($($arg:ident: $ty:ty),+ $(,)?))?: $zh:literal / $en:literal;)+) => {
        impl $crate::text::Text {
            $(texts!(@one $name ($($($arg: $ty),+)?) $zh $en);)+
        }
    };
}
pub(crate) use texts;

impl Text {
    /// `2026年11月23日` · `23 November 2026`
    pub fn date(self, day: Day) -> String {
        self.0.pick(day.format("%Y年%-m月%-d日"), day.format("%-d %B %Y")).to_string()
    }

    /// `11月23日` · `23 Nov`
    pub fn short_date(self, day: Day) -> String {
        self.0.pick(day.format("%-m月%-d日"), day.format("%-d %b")).to_string()
    }

    /// From one day to another, a year that is the same said once: `2027年4月19日–10月16日` · `19 Apr – 16 Oct 2027`
    pub fn short_dates(self, from: Day, to: Day) -> String {
        let is_one_year = from.format("%Y").to_string() == to.format("%Y").to_string();
        let dated = |day: Day| self.0.pick(day.format("%Y年%-m月%-d日"), day.format("%-d %b %Y")).to_string();
        match (self.0, is_one_year) {
            (Lang::Zh, true) => self.plot_season(&dated(from), &self.short_date(to)),
            (Lang::En, true) => self.plot_season(&self.short_date(from), &dated(to)),
            (_, false) => self.plot_season(&dated(from), &dated(to)),
        }
    }

    /// A moment on China's clock: `2026年11月23日 09:30` · `23 November 2026, 09:30`
    pub fn time(self, at: Time) -> String {
        let local = lang::china_time(at);
        self.0.pick(local.format("%Y年%-m月%-d日 %H:%M"), local.format("%-d %B %Y, %H:%M")).to_string()
    }

    /// The day of a moment in China.
    pub fn date_of(self, at: Time) -> String {
        self.date(lang::china_date(at))
    }

    pub fn short_date_of(self, at: Time) -> String {
        self.short_date(lang::china_date(at))
    }

    /// Digits in groups of three.
    pub fn number(self, number: u64) -> String {
        let digits = number.to_string();
        let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        grouped
    }

    /// The `lang` of words that have an element to themselves: on an English page, those written in Chinese say so.
    pub fn own_lang(self, words: &str) -> Option<&'static str> {
        let is_chinese = |sign: char| matches!(sign, '\u{3400}'..='\u{9FFF}');
        (self.0 == Lang::En && words.chars().any(is_chinese)).then_some(Lang::Zh.tag())
    }

    /// Joins what stands side by side: `、` · `, `
    pub fn list(self, parts: &[String]) -> String {
        parts.join(self.0.pick("、", ", "))
    }

    /// Sentences, one after the other.
    pub fn sentences(self, said: &[String]) -> String {
        said.join(self.0.pick("", " "))
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;
    use entity::{Lang, matching::suggest::Why};

    use super::Text;

    #[test]
    fn days_are_chinas_days() {
        let late = chrono::Utc.with_ymd_and_hms(2026, 11, 22, 17, 30, 0).unwrap();
        assert_eq!(Text(Lang::Zh).date_of(late), "2026年11月23日");
        assert_eq!(Text(Lang::En).time(late), "23 November 2026, 01:30");
    }

    #[test]
    fn one_is_no_plural_and_a_sentence_begins_large() {
        let t = Text(Lang::En);
        assert_eq!((t.keep_months(1), t.keep_months(24)), ("1 month".to_owned(), "24 months".to_owned()));
        assert!(t.match_why(Why::Longest, 1).ends_with(": 1 day"));
        assert!(t.match_why(Why::Longest, 2).ends_with(": 2 days"));
        assert!(t.fund_run_scaled_of("62.5 %").starts_with("Too little"));
    }

    #[test]
    fn chinese_words_say_so_on_an_english_page_alone() {
        assert_eq!(Text(Lang::En).own_lang("双肩书包 40 cm"), Some("zh-CN"));
        assert_eq!(Text(Lang::En).own_lang("Backpack · ¥95"), None);
        assert_eq!(Text(Lang::Zh).own_lang("双肩书包"), None);
    }
}
