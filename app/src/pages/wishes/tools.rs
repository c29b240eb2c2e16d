//! The filters of the list: a plain GET form, and a chip for each filter that takes it away again.

use entity::{
    grade::GradeBand,
    wish::{
        Category,
        browse::{Choice, Filter, Places, Sort, Standing, Typed},
    },
};
use leptos::prelude::*;

use crate::{parts::icon::UiIcon, request::encode, text::Text};

/// The address of the list with these filters; blank ones are left out.
pub fn address(typed: &Typed) -> String {
    let pairs = [
        ("q", &typed.q),
        ("township", &typed.township),
        ("school", &typed.school),
        ("grade", &typed.grade),
        ("category", &typed.category),
        ("from", &typed.from),
        ("to", &typed.to),
        ("status", &typed.status),
        ("sort", &typed.sort),
        ("after", &typed.after),
        ("before", &typed.before),
    ];
    let query: Vec<String> = pairs
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", encode(value)))
        .collect();
    if query.is_empty() { "/wishes".to_owned() } else { format!("/wishes?{}", query.join("&")) }
}

fn select(
    t: Text,
    name: &'static str,
    label: &'static str,
    all: &'static str,
    value: &str,
    options: Vec<(String, String)>,
) -> impl IntoView + use<> {
    let options: Vec<_> = options
        .into_iter()
        .map(|(key, text)| {
            let (chosen, lang) = (key == value, t.own_lang(&text));
            view! {
                <option value=key selected=chosen lang=lang>
                    {text}
                </option>
            }
        })
        .collect();
    view! {
        <label>
            <span class="label">{label}</span>
            <select class="input" name=name>
                {(!all.is_empty()).then(|| view! { <option value="">{all}</option> })}
                {options}
            </select>
        </label>
    }
}

const fn sort_name(t: Text, sort: Sort) -> &'static str {
    match sort {
        Sort::Waiting => t.sort_waiting(),
        Sort::Closing => t.sort_closing(),
        Sort::PriceUp => t.sort_price_up(),
        Sort::PriceDown => t.sort_price_down(),
    }
}

/// A price to type; `wrong`: why it does not narrow the list.
fn price(name: &'static str, label: &'static str, value: &str, wrong: Option<&'static str>) -> impl IntoView + use<> {
    let (described_by, invalid) = marks(name, wrong);
    view! {
        <label>
            <span class="label">{label}</span>
            <input
                class="input"
                name=name
                inputmode="decimal"
                value=value.to_owned()
                aria-describedby=described_by
                aria-invalid=invalid
            />
            {told(name, wrong)}
        </label>
    }
}

/// How a field says that it was not understood.
fn marks(name: &str, wrong: Option<&str>) -> (Option<String>, Option<&'static str>) {
    (wrong.map(|_| format!("{name}-error")), wrong.map(|_| "true"))
}

fn told(name: &str, wrong: Option<&'static str>) -> Option<impl IntoView + use<>> {
    let id = format!("{name}-error");
    wrong.map(|wrong| {
        view! {
            <span class="field-error" id=id>
                <UiIcon name="error" />
                <span>{wrong}</span>
            </span>
        }
    })
}

/// `unknown`: what of it was not understood, and does not hold.
pub fn form(t: Text, typed: &Typed, filter: &Filter, unknown: &[Choice], places: &Places) -> impl IntoView + use<> {
    let townships = places.townships.iter().map(|(id, name)| (id.to_string(), name.clone())).collect();
    let schools = places.schools.iter().map(|(id, _, name)| (id.to_string(), name.clone())).collect();
    let grades = GradeBand::ALL.map(|band| (band.key().to_owned(), t.grade_band(band).to_owned())).to_vec();
    let categories = Category::ALL.map(|one| (one.key().to_owned(), t.category(one).to_owned())).to_vec();
    let standings = Standing::ALL.map(|one| (one.key().to_owned(), t.standing(one).to_owned())).to_vec();
    let sorts = Sort::ALL.map(|sort| (sort.key().to_owned(), sort_name(t, sort).to_owned())).to_vec();
    let wrong = |choice: Choice, sentence: &'static str| unknown.contains(&choice).then_some(sentence);
    let crossed = filter.has_prices_crossed().then(|| t.prices_crossed());
    let from_wrong = wrong(Choice::PriceFrom, t.price_unread());
    let to_wrong = wrong(Choice::PriceTo, t.price_unread()).or(crossed);
    let search_wrong = wrong(Choice::Search, t.search_unread());
    let (described_by, invalid) = marks("q", search_wrong);
    // What is in use stays in sight.
    let is_open = [&typed.township, &typed.school, &typed.from, &typed.to].iter().any(|value| !value.is_empty())
        || filter.standing != Standing::Open
        || filter.sort != Sort::default();
    view! {
        <form class="tools" method="get" action="/wishes" role="search">
            <label class="seek">
                <span class="label">{t.filter_search()}</span>
                <input
                    class="input"
                    type="search"
                    name="q"
                    maxlength="40"
                    placeholder=t.filter_search_hint()
                    value=typed.q.clone()
                    aria-describedby=described_by
                    aria-invalid=invalid
                />
                {told("q", search_wrong)}
            </label>
            {select(t, "category", t.filter_category(), t.filter_all_categories(), &typed.category, categories)}
            {select(t, "grade", t.filter_grade(), t.filter_all_grades(), &typed.grade, grades)}
            <div class="go">
                <button class="btn">
                    <UiIcon name="search" />
                    {t.filter_go()}
                </button>
            </div>
            <details class="more" open=is_open>
                <summary>{t.filter_more()}</summary>
                <div class="tools">
                    {select(t, "township", t.filter_township(), t.filter_all_townships(), &typed.township, townships)}
                    {select(t, "school", t.filter_school(), t.filter_all_schools(), &typed.school, schools)}
                    {price("from", t.filter_from(), &typed.from, from_wrong)}
                    {price("to", t.filter_to(), &typed.to, to_wrong)}
                    {select(t, "status", t.filter_status(), "", filter.standing.key(), standings)}
                    {select(t, "sort", t.filter_sort(), "", filter.sort.key(), sorts)}
                </div>
            </details>
        </form>
    }
}

/// What narrows the list, each with the way to take it away.
pub fn chips(t: Text, typed: &Typed, filter: &Filter, places: &Places) -> Option<impl IntoView + use<>> {
    let plain = Typed { after: String::new(), before: String::new(), ..typed.clone() };
    let mut chips: Vec<(String, Typed)> = Vec::new();
    let mut chip = |name: Option<String>, without: Typed| chips.extend(name.map(|name| (name, without)));
    let searched = Some(typed.q.trim()).filter(|_| filter.searches()).map(|q| t.searched(q));
    chip(searched, Typed { q: String::new(), ..plain.clone() });
    let township = filter.township.map(|id| places.township(id).to_owned());
    chip(township.filter(|name| !name.is_empty()), Typed { township: String::new(), ..plain.clone() });
    let school = filter.school.map(|id| places.school(id).to_owned());
    chip(school.filter(|name| !name.is_empty()), Typed { school: String::new(), ..plain.clone() });
    let band = filter.band.map(|band| t.grade_band(band).to_owned());
    chip(band, Typed { grade: String::new(), ..plain.clone() });
    let category = filter.category.map(|category| t.category(category).to_owned());
    chip(category, Typed { category: String::new(), ..plain.clone() });
    let from = filter.price_from.map(|price| t.price_from(&price.to_string()));
    chip(from, Typed { from: String::new(), ..plain.clone() });
    let to = filter.price_to.map(|price| t.price_to(&price.to_string()));
    chip(to, Typed { to: String::new(), ..plain.clone() });
    let standing = (filter.standing != Standing::Open).then(|| t.standing(filter.standing).to_owned());
    chip(standing, Typed { status: String::new(), ..plain });
    if chips.is_empty() {
        return None;
    }
    let chips: Vec<_> = chips
        .into_iter()
        .map(|(name, without)| {
            view! {
                <a class="chip" href=address(&without) aria-label=t.without_filter(&name)>
                    <span lang=t.own_lang(&name)>{name.clone()}</span>
                    <UiIcon name="close" />
                </a>
            }
        })
        .collect();
    Some(view! {
        <div class="chips">
            {chips}
            <a class="chip" href="/wishes">
                {t.filter_clear()}
            </a>
        </div>
    })
}
