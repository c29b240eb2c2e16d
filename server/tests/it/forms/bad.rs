//! What nobody should be able to break anything with, and which of it is only unusual.

use super::paper::{Field, Form, Kind};

/// A value for one field, and whether it must be refused.
pub struct Bad {
    pub what: &'static str,
    pub value: String,
    pub is_refused: bool,
}

/// What a text field is about, as far as what it takes depends on it.
#[derive(Clone, Copy, PartialEq)]
enum About {
    /// Anything that can be read.
    Words,
    /// Numbers, money, days, addresses, codes.
    Exact,
    Secret,
}

/// What nobody reads but as a way back or a mark of the form: whatever stands in it, the form is the same.
const HARMLESS: [&str; 13] = [
    "form", "seen", "next", "back", "page", "after", "username", "line", "then", "all", "strokes", "matched", "beside",
];
/// Ticks without which the form is refused.
const NEEDED: [&str; 8] =
    ["contract", "rules", "item_matches", "is_new", "is_safe", "no_contact_details", "sure", "meant"];
/// Ticks of which every one is read.
const PICKED: [&str; 3] = ["categories", "townships", "schools"];
/// Choices that may stay open.
const OPEN: [&str; 3] = ["gender", "pass_to", "stock"];
/// What is needed or not after what stands beside it or what is known yet, and so is not tried blank: a phase is
/// drafted and an organiser or a wish written down before all is known, an empty note takes the note back, an empty scope is all of it.
const DEPENDS: [&str; 35] = [
    "max_shares",
    "for_funds",
    "adopt_until",
    "sow_on",
    "harvest_on",
    "scope",
    "school",
    "carrier",
    "tracking_no",
    "drop_off_on",
    "organiser",
    "opens_on",
    "claim_until",
    "return_by",
    "hand_out_on",
    "hold_hours",
    "give_days",
    "grace_days",
    "confirm_days",
    "card_days",
    "donor_limit",
    "legal_basis",
    "qualification_no",
    "filing_no",
    "contact",
    "bank_holder",
    "bank_name",
    "bank_account",
    "specification",
    "guardian",
    "consent_goods",
    "note",
    "remark",
    "supporter",
    "document_no",
];
/// What a table of wishes may lack.
const SPARE_COLUMNS: [&str; 5] = ["category", "form_no", "given_on", "household", "situation"];
const NUMBERS: [&str; 41] = [
    "max_count",
    "max_shares",
    "for_funds",
    "budget",
    "max_price",
    "people",
    "area",
    "shares",
    "farmer",
    "inputs",
    "logistics",
    "charity",
    "harvest_share",
    "weight",
    "blur_left",
    "blur_top",
    "blur_width",
    "blur_height",
    "amount",
    "quantity",
    "wish_limit",
    "number",
    "keep_months",
    "header_row",
    "hold_hours",
    "give_days",
    "grace_days",
    "confirm_days",
    "card_days",
    "donor_limit",
    "price",
    "price_cap",
    "support",
    "match_percent",
    "cap",
    "minimum_supporters",
    "due_day",
    "remind_before",
    "remind_every",
    "remind_most",
    "pledge",
];

pub fn bad_for(form: &Form, field: &Field) -> Vec<Bad> {
    let bad = |what, value: &str, is_refused| Bad { what, value: value.to_owned(), is_refused };
    let long = "长".repeat(5_000);
    let nasty = [("too long", long.as_str()), ("nul", "abc\0def"), ("right to left mark", "abc\u{202E}def")];
    let name = field.name.as_str();
    if (name == "reason" && form.approves()) || (name == "password" && form.place() == "/sign-in/link") {
        return Vec::new();
    }
    let mut tries: Vec<Bad> = match field.kind {
        _ if HARMLESS.contains(&name) => nasty.map(|(what, value)| bad(what, value, false)).into(),
        Kind::Typed(_) => return typed(form, field),
        Kind::Ticks if name == "tick" => nasty.map(|(what, value)| bad(what, value, true)).into(),
        // One of them at least.
        Kind::Ticks if name == "kinds" => vec![bad("blank", "", true), bad("unknown word", "no-such-choice", true)],
        // None of them is any; what there is not would make it any.
        Kind::Ticks if PICKED.contains(&name) => {
            vec![bad("blank", "", false), bad("unknown word", "no-such-choice", true)]
        }
        Kind::Ticks => vec![bad("blank", "", NEEDED.contains(&name)), bad("unknown word", "no-such-choice", false)],
        Kind::Choice if name.starts_with("signed-") => nasty.map(|(what, value)| bad(what, value, true)).into(),
        Kind::Choice if form.place() == "/school/imports/{id}/columns" && SPARE_COLUMNS.contains(&name) => {
            vec![bad("blank", "", false)]
        }
        // For whoever is of a village.
        Kind::Choice if name == "village" && form.place() == "/office/people" => vec![bad("blank", "", false)],
        Kind::Choice => vec![bad("blank", "", !OPEN.contains(&name) && !field.optional)],
        Kind::Hidden | Kind::Button => vec![bad("blank", "", true)],
    };
    if matches!(field.kind, Kind::Choice | Kind::Hidden | Kind::Button) && !HARMLESS.contains(&name) {
        tries.extend(nasty.map(|(what, value)| bad(what, value, true)));
        tries.push(bad("unknown word", "no-such-choice", true));
        tries.push(bad("what is not there", "999999", true));
    }
    tries.retain(|bad| !(bad.what == "blank" && DEPENDS.contains(&name)));
    tries
}

fn typed(form: &Form, field: &Field) -> Vec<Bad> {
    let bad = |what, value: &str, is_refused| Bad { what, value: value.to_owned(), is_refused };
    let name = field.name.as_str();
    let sound = field.sound(form.place()).concat();
    let wide: String = sound.chars().map(|c| if c.is_ascii_digit() { wide(c) } else { c }).collect();
    let about = about(field);
    if about == About::Secret && form.place() != "/sign-in" {
        // Any sign that can be seen makes a good password.
        let nul = "four words\0of nothing".to_owned();
        let tries = [("too long", "长".repeat(5_000), true), ("blank", String::new(), true), ("nul", nul, true)];
        return tries.map(|(what, value, is_refused)| bad(what, &value, is_refused)).into();
    }
    let exact = about == About::Exact;
    let mut tries = vec![
        bad("too long", &"长".repeat(5_000), true),
        bad("nul", "abc\0def", true),
        bad("right to left mark", "abc\u{202E}def", true),
        bad("full-width digits", &wide, false),
    ];
    if about != About::Secret {
        let of_person = name == "name" && !form.place().starts_with("/office/schools");
        let needs_words = of_person || matches!(name, "item" | "child_name" | "guardian" | "tracking_no");
        tries.push(bad("emoji", "🎒🎈👩‍👧", exact || needs_words));
    }
    // An alias names nobody, and by then somebody is called so. A courier writes no such number.
    if about == About::Words && !matches!(name, "alias" | "tracking_no") {
        tries.push(bad("markup", "<b>\"'&</b>", false));
    }
    if exact {
        tries.push(bad("number too large", "99999999999999999999", true));
        tries.push(bad("number below nought", "-1", true));
    }
    if !DEPENDS.contains(&name) {
        tries.push(bad("blank", "", !field.optional || form.sends_back()));
    }
    tries
}

fn about(field: &Field) -> About {
    let name = field.name.as_str();
    match &field.kind {
        Kind::Typed(kind) if kind == "password" => About::Secret,
        Kind::Typed(kind) if kind == "email" || kind == "date" => About::Exact,
        _ if NUMBERS.contains(&name) || matches!(name, "gift_code" | "slug" | "payment_code") => About::Exact,
        _ => About::Words,
    }
}

fn wide(digit: char) -> char {
    char::from_u32(digit as u32 + 0xFEE0).unwrap_or(digit)
}
