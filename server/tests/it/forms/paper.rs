//! Forms as they stand in a page's HTML: what a browser would show, send, and find complained about.

use std::collections::{BTreeMap, BTreeSet};

/// A form that writes, as one of its buttons sends it.
#[derive(Clone, Debug)]
pub struct Form {
    pub page: String,
    pub action: String,
    pub fields: Vec<Field>,
}

/// All inputs of one name.
#[derive(Clone, Debug)]
pub struct Field {
    pub name: String,
    pub kind: Kind,
    /// What stands in it or is chosen.
    pub values: Vec<String>,
    /// What can be chosen.
    pub choices: Vec<String>,
    /// The label says that it may stay blank.
    pub optional: bool,
    /// The sentence that belongs to it.
    pub complaint: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Typed by hand; the input's `type`.
    Typed(String),
    Choice,
    Ticks,
    Hidden,
    Button,
}

impl Form {
    /// Forms of one kind differ only by what they are about.
    pub fn kind(&self) -> String {
        let names = self.fields.iter().map(|field| match field.kind {
            // Saved or saved and handed in: the same form.
            Kind::Button if field.name == "then" => String::new(),
            Kind::Button => format!("{}={}", field.name, field.values.concat()),
            _ => field.stem().to_owned(),
        });
        format!("{} {:?}", self.place(), names.collect::<BTreeSet<_>>())
    }

    /// The fields, of those that stand there for each line only the first.
    pub fn kinds_of_fields(&self) -> impl Iterator<Item = &Field> {
        let mut seen = BTreeSet::new();
        self.fields.iter().filter(move |field| seen.insert(field.stem()))
    }

    /// The place of the site map that it goes to.
    pub fn place(&self) -> &str {
        app::pages::map().iter().find(|place| fits(place.path, &self.action)).map_or(&self.action, |place| place.path)
    }

    /// The form filled in soundly, but for one field.
    pub fn filled(&self, bad: Option<(&str, &str)>) -> Vec<(String, String)> {
        let mut typed = Vec::new();
        for field in &self.fields {
            match bad {
                Some((name, _)) if beside(name).is_some_and(|(other, _)| other == field.name) => {
                    typed.extend(beside(name).map(|(other, value)| (other.to_owned(), value.to_owned())));
                }
                Some((name, value)) if name == field.name && field.kind == Kind::Ticks && value.is_empty() => {}
                Some((name, value)) if name == field.name => typed.push((field.name.clone(), value.to_owned())),
                _ => typed.extend(field.sound(self.place()).into_iter().map(|value| (field.name.clone(), value))),
            }
        }
        typed
    }

    /// Has this typed where the field is empty.
    pub fn types(&mut self, name: &str, value: &str) {
        let empty = self.fields.iter_mut().find(|field| field.name == name && field.values.concat().is_empty());
        if let Some(field) = empty {
            field.values = vec![value.to_owned()];
        }
    }

    /// An officer's yes: what stands in the field for a no is not read.
    pub fn approves(&self) -> bool {
        self.field("judge").is_some_and(|judge| judge.values == ["approve"])
    }

    /// An officer's no, which must have a reason.
    pub fn sends_back(&self) -> bool {
        self.field("judge").is_some_and(|judge| judge.values != ["approve"])
    }

    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

impl Field {
    /// Something that this field takes; what stands in it, where that is something.
    pub fn sound(&self, place: &str) -> Vec<String> {
        let first = || self.choices.iter().find(|choice| !choice.is_empty()).cloned().into_iter().collect();
        match self.kind {
            // As the others, said once below.
            Kind::Choice if self.name.starts_with("signed-") => Vec::new(),
            // As from a browser that says nothing of when it was shown: an act before it may have changed what it is about.
            Kind::Hidden if self.name == "seen" => Vec::new(),
            Kind::Choice if self.values.concat().is_empty() => first(),
            Kind::Ticks if matches!(self.name.as_str(), "siblings" | "all") => Vec::new(),
            Kind::Ticks => self.choices.clone(),
            Kind::Typed(_) if self.values.concat().is_empty() => vec![sound(place, &self.name).to_owned()],
            _ => self.values.clone(),
        }
    }

    /// The name without the code of the line it is for.
    fn stem(&self) -> &str {
        self.name.trim_end_matches(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit())
    }

    /// What was sent and should be there again.
    pub fn shows(&self, sent: &[&str]) -> bool {
        match self.kind {
            // A line break right after the tag is not part of what is typed.
            Kind::Typed(_) => self.values.iter().any(|value| sent.contains(&value.trim_start_matches('\n'))),
            Kind::Choice => sent.iter().all(|value| value.is_empty() || self.values.iter().any(|again| again == value)),
            Kind::Ticks => sent.iter().all(|value| self.values.iter().any(|again| again == value)),
            Kind::Hidden | Kind::Button => true,
        }
    }

    pub fn is_password(&self) -> bool {
        self.kind == Kind::Typed("password".to_owned())
    }
}

/// The choice beside a field with which it is read at all.
fn beside(name: &str) -> Option<(&'static str, &'static str)> {
    match name {
        "drop_off_on" => Some(("how", "drop_off")),
        "pass_to" => Some(("choice", "pass_on")),
        _ => None,
    }
}

/// Something that a field of this name takes.
fn sound(place: &str, name: &str) -> &'static str {
    match name {
        "email" if place.starts_with("/office/people") => "invited-by-form@example.org",
        "email" if place == "/sign-up" => "signs-up-by-form@example.org",
        "email" => "lin@example.org",
        "quantity" => "5",
        "slug" => "sample-org",
        "wish_limit" => "30",
        "reply_to" => "reader@example.org",
        "password" if place == "/sign-in" => crate::forms::stage::PASSWORD,
        "present_password" => crate::forms::stage::PASSWORD,
        "password" => "four words of nothing",
        "birth_date" if place.starts_with("/office/funds") => "1950-05-04",
        "birth_date" => "2016-05-04",
        "people" => "4",
        "head" => "欧阳户主",
        "weight" => "40",
        "given_on" | "handed_on" | "added_on" | "since_on" | "received_on" => "2026-11-20",
        // Not before what they are about.
        "arrived_on" | "signed_on" | "delivered_on" | "settled_on" | "booked_on" | "joined_on" => "2026-11-23",
        "drop_off_on" => "2026-11-28",
        "opens_on" => "2026-12-01",
        "claim_until" => "2026-12-10",
        "return_by" => "2026-12-20",
        "hand_out_on" => "2026-12-25",
        "price" | "price_cap" | "amount" | "pledge" | "max_price" | "for_funds" => "50",
        // No less than what is taken by an offer.
        "budget" => "500",
        "number" => "17",
        "max_shares" => "2",
        "blur_left" | "blur_top" | "blur_width" | "blur_height" => "20",
        "code" => "new-school",
        "tracking_no" => "SF 1234-5678",
        "delivery_phone" => "0350-0000001",
        "child_name" => "欧阳小样",
        "guardian" => "欧阳大样",
        "elder_name" => "欧阳老样",
        "alias" => "槐树下的老人",
        "village" => "样例新村",
        "second_adult" => "慕容主任",
        _ => "样例",
    }
}

/// Whether an address is one of this place's.
pub fn fits(path: &str, address: &str) -> bool {
    let address = address.split(['?', '#']).next().unwrap_or_default();
    let (path, address): (Vec<_>, Vec<_>) = (path.split('/').collect(), address.split('/').collect());
    let is_hole = |part: &str| part.starts_with('{');
    // `/wishes/new` is not the wish with the code `new`.
    let fits = |(part, here): (&&str, &&str)| (is_hole(part) && *here != "new") || part == here;
    path.len() == address.len() && path.iter().zip(&address).all(fits)
}

/// The forms of a page that are sent by POST, once for each of their buttons.
pub fn forms_of(page: &str, html: &str) -> Vec<Form> {
    let mut forms = Vec::new();
    for piece in html.split("<form").skip(1) {
        let (head, rest) = piece.split_once('>').unwrap_or((piece, ""));
        // One with a file in it is filled in by the stories of its own place.
        if attribute(head, "method").as_deref() != Some("post") || attribute(head, "enctype").is_some() {
            continue;
        }
        let inside = rest.split("</form>").next().unwrap_or_default();
        let own = attribute(head, "action").unwrap_or_else(|| page.to_owned());
        let fields = fields_of(inside);
        // One of an island sends nothing.
        let sends = |tag: &Tag<'_>| tag.element == "button" && tag.get("type").as_deref() != Some("button");
        let buttons = tags(inside).into_iter().filter(sends);
        for button in buttons {
            let action = button.get("formaction").unwrap_or_else(|| own.clone());
            let pressed = button.get("name").map(|name| Field {
                values: button.get("value").into_iter().collect(),
                ..Field::new(name, Kind::Button)
            });
            let fields = fields.iter().cloned().chain(pressed).collect();
            forms.push(Form { page: page.to_owned(), action, fields });
        }
    }
    forms
}

struct Tag<'a> {
    element: &'a str,
    head: &'a str,
    /// Up to the next tag.
    text: &'a str,
}

impl Tag<'_> {
    fn get(&self, name: &str) -> Option<String> {
        attribute(self.head, name)
    }

    fn has(&self, word: &str) -> bool {
        self.head.split(' ').any(|part| part == word || part.starts_with(&format!("{word}=")))
    }
}

fn tags(html: &str) -> Vec<Tag<'_>> {
    let pieces = html.split('<').skip(1);
    let tags = pieces.map(|tag| tag.split_once('>').unwrap_or((tag, "")));
    tags.map(|(head, text)| Tag { element: head.split(' ').next().unwrap_or_default(), head, text }).collect()
}

impl Field {
    fn new(name: String, kind: Kind) -> Self {
        Self { name, kind, values: Vec::new(), choices: Vec::new(), optional: false, complaint: None }
    }

    /// One more input of this name.
    fn take(&mut self, tag: &Tag<'_>) {
        let value = if tag.element == "textarea" { plain(tag.text) } else { tag.get("value").unwrap_or_default() };
        match self.kind {
            Kind::Choice | Kind::Ticks => {
                if tag.has("checked") || tag.has("selected") {
                    self.values.push(value.clone());
                }
                self.choices.push(value);
            }
            _ => self.values.push(value),
        }
    }
}

fn fields_of(inside: &str) -> Vec<Field> {
    let complaints = complaints_of(inside);
    let (mut fields, mut optional): (Vec<Field>, BTreeSet<String>) = (Vec::new(), BTreeSet::new());
    let (mut label, mut group) = (String::new(), None);
    let mut select = String::new();
    for tag in tags(inside) {
        match tag.element {
            "label" => label = tag.get("for").unwrap_or_default(),
            "span" if tag.get("class").as_deref() == Some("optional") => drop(optional.insert(label.clone())),
            "fieldset" => group = tag.get("aria-describedby"),
            "/fieldset" => group = None,
            "option" => {
                if let Some(field) = fields.iter_mut().find(|field| field.name == select) {
                    field.take(&tag);
                }
            }
            "input" | "select" | "textarea" => {
                let Some(name) = tag.get("name") else { continue };
                if !fields.iter().any(|field| field.name == name) {
                    fields.push(Field::new(name.clone(), kind_of(&tag)));
                }
                let Some(field) = fields.iter_mut().find(|field| field.name == name) else { continue };
                field.optional |= optional.contains(&tag.get("id").unwrap_or_default());
                let own = tag.get("aria-describedby").filter(|_| tag.has("aria-invalid"));
                let ids = format!("{} {}", own.unwrap_or_default(), group.clone().unwrap_or_default());
                field.complaint = ids.split_whitespace().find_map(|id| complaints.get(id).cloned());
                if tag.element == "select" { select = name } else { field.take(&tag) }
            }
            _ => {}
        }
    }
    fields
}

fn kind_of(tag: &Tag<'_>) -> Kind {
    match (tag.element, tag.get("type").as_deref()) {
        ("select", _) | ("input", Some("radio")) => Kind::Choice,
        ("input", Some("checkbox")) => Kind::Ticks,
        ("input", Some("hidden")) => Kind::Hidden,
        (_, Some(kind)) => Kind::Typed(kind.to_owned()),
        (element, None) => Kind::Typed(element.to_owned()),
    }
}

/// The sentences beside fields, by the id that the field points to.
fn complaints_of(html: &str) -> BTreeMap<String, String> {
    let (mut complaints, mut here) = (BTreeMap::new(), None);
    for tag in tags(html) {
        match tag.element {
            "p" => here = tag.get("id").filter(|_| tag.get("class").as_deref() == Some("field-error")),
            "/p" => here = None,
            _ => {}
        }
        if let Some(id) = &here {
            *complaints.entry(id.clone()).or_default() += plain(tag.text).as_str();
        }
    }
    complaints
}

fn attribute(head: &str, name: &str) -> Option<String> {
    let rest = head.split(&format!(" {name}=\"")).nth(1)?;
    rest.split('"').next().map(plain)
}

fn plain(text: &str) -> String {
    text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&#x27;", "'").replace("&amp;", "&")
}
