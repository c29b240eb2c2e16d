//! The fifty children, and what happens to their wishes.

use std::sync::LazyLock;

use entity::{
    Code, Field, Lang,
    claim::{confirm, hold, note, release, ship, take},
    handout::{self, problem, receive},
    import::{
        columns::FIELDS,
        list,
        read::{self, Brought},
        sheet::{Book, Line, Sheet},
    },
    substitution::{answer, ask},
    wish::{draft, review, submit, withdraw},
};

use super::search::Search;
use crate::world::World;

pub const CHILDREN: usize = 50;
const FIRST: [&str; 5] = ["澄", "朔", "珩", "霁", "筠"];
const SECOND: [&str; 10] = ["舟", "岚", "曜", "棠", "砚", "绥", "翊", "岑", "莞", "榆"];

/// One child, by its number.
#[derive(Clone, Copy)]
pub struct Canary(usize);

impl Canary {
    pub fn all() -> impl Iterator<Item = Self> {
        (0..CHILDREN).map(Self)
    }

    fn given(self) -> String {
        format!("{}{}", FIRST[self.0 / 10], SECOND[self.0 % 10])
    }

    fn birth(self) -> (usize, usize) {
        (1 + self.0 / 5, 3 + self.0 % 5)
    }

    /// Everything about the child that is nobody's business, in every way it may be written.
    pub fn private(self) -> impl Iterator<Item = String> {
        let (month, day) = self.birth();
        let number = self.0;
        let plain = [
            self.given(),
            format!("样例户Q{number:02}楼"),
            format!("处境标记{number:02}号"),
            format!("000-77000{number:02}"),
            format!("2015-{month:02}-{day:02}"),
            format!("2015年{month}月{day}日"),
            format!("{day} {} 2015", MONTHS[month - 1]),
        ];
        plain.into_iter().flat_map(|value| in_every_way(&value))
    }

    /// What of which child stands in a text, if anything does.
    pub fn found_in(text: &str) -> Option<String> {
        static SEARCH: LazyLock<Search> = LazyLock::new(|| Search::of(Canary::all().flat_map(Canary::private)));
        SEARCH.found_in(text)
    }

    fn typed(self, phase: i64) -> draft::Typed {
        let (month, day) = self.birth();
        draft::Typed {
            phase: phase.to_string(),
            category: "books".to_owned(),
            item: format!("心愿标记 {}", self.0),
            specification: "注音版".to_owned(),
            grade: "4".to_owned(),
            price: "45".to_owned(),
            child_name: format!("闻人{}", self.given()),
            birth_date: format!("2015-{month:02}-{day:02}"),
            guardian: format!("令狐{}", self.given()),
            household: format!("样例户Q{:02}楼", self.0),
            situation: format!("处境标记{:02}号，家里电话000-77000{:02}", self.0, self.0),
            consent_goods: "on".to_owned(),
            consent_card: if self.0.is_multiple_of(10) { "on".to_owned() } else { String::new() },
            form_no: format!("样-{:03}", self.0),
            given_on: "2026-11-01".to_owned(),
            ..Default::default()
        }
    }
}

/// As it is, in hexadecimal as databases show bytes, and as addresses and forms carry it.
pub fn in_every_way(value: &str) -> [String; 3] {
    let hex = entity::store::keys::hex(value.as_bytes());
    let percent = url::form_urlencoded::byte_serialize(value.as_bytes()).collect();
    [value.to_owned(), hex, percent]
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Writes the wishes and leads each group of five to another end; gives every code.
pub async fn story(world: &World) -> Vec<String> {
    let mut wishes = Vec::new();
    for child in Canary::all() {
        wishes.push(written(world, child).await);
    }
    let group = |last: usize| -> Vec<Code> { wishes.iter().skip(last).step_by(10).cloned().collect() };
    for code in (0..8).flat_map(group) {
        submit(world, &code).await;
    }
    submit(world, &wishes[8]).await;
    let officer = world.officer().await;
    for code in (0..7).flat_map(group) {
        review::approve(&world.store, officer, &code, false, &world.form(), world.now).await.unwrap();
    }
    for code in group(7) {
        let typed = review::Typed { reason: "请写明版本".to_owned() };
        review::send_back(&world.store, officer, &code, &typed, &world.form(), world.now).await.unwrap();
    }
    claimed(world, group).await;
    in_hand(world, group).await;
    ended(world, group).await;
    tabled(world).await;
    wishes.iter().map(ToString::to_string).collect()
}

async fn written(world: &World, child: Canary) -> Code {
    let school = world.school("shagou").await;
    let phase = world.phase().await;
    draft::draft(&world.store, school, &child.typed(phase.0), &world.form(), world.now).await.unwrap()
}

async fn submit(world: &World, code: &Code) {
    let school = world.school("shagou").await;
    submit::submit(&world.store, school, code, &world.form(), world.now).await.unwrap();
}

/// Donors with an account take groups 0, 2, 3 and 4; a visitor holds and confirms group 1; group 5 stays held.
async fn claimed(world: &World, group: impl Fn(usize) -> Vec<Code>) {
    for (number, name) in [(0, "lin"), (2, "chen"), (3, "zhao"), (4, "qian")] {
        let donor = world.donor(name).await;
        let taken = take::take(&world.store, donor, &group(number), true, &world.form(), world.now).await.unwrap();
        assert_eq!(taken.won.len(), 5);
    }
    for (number, email) in [(1, "visitor-canary@example.org"), (5, "held@example.org")] {
        let typed = hold::Typed {
            email: email.to_owned(),
            name: "宇文真名".to_owned(),
            rules: "yes".to_owned(),
            ..Default::default()
        };
        let held = hold::hold(&world.store, &group(number), &typed, (Lang::Zh, ""), &world.form(), world.now).await;
        assert_eq!(held.unwrap().won.len(), 5);
    }
    let token = world.token_to("visitor-canary@example.org").await;
    confirm::by_link(&world.store, &token, "", world.now).await.unwrap();
    let lin = world.donor("lin").await;
    for code in group(0) {
        let typed = note::Typed { note: "祝你天天向上".to_owned() };
        note::write(&world.store, lin, &code, &typed, &world.form(), world.now).await.unwrap();
        let typed = ship::Typed { how: "parcel".to_owned(), tracking_no: "SAMPLE1".to_owned(), ..Default::default() };
        ship::ship(&world.store, lin, &code, &typed, &world.form(), world.now).await.unwrap();
    }
}

/// Groups 0, 1 and 2 arrive, 0 and 1 are handed out; group 3 has a problem.
async fn in_hand(world: &World, group: impl Fn(usize) -> Vec<Code>) {
    let teacher = world.signed_in_school("shagou").await;
    let receiver = teacher.receiver().unwrap();
    let school = world.school("shagou").await;
    let checks = receive::Typed {
        item_matches: "yes".to_owned(),
        is_new: "yes".to_owned(),
        is_safe: "yes".to_owned(),
        no_contact_details: "yes".to_owned(),
    };
    for code in (0..3).flat_map(&group) {
        receive::receive(&world.store, receiver, code.as_str(), &checks, &world.form(), world.now).await.unwrap();
    }
    for code in group(3) {
        let typed = problem::Typed { kind: "wrong".to_owned(), remark: "颜色不对".to_owned() };
        problem::note(&world.store, receiver, code.as_str(), &typed, &world.form(), world.now).await.unwrap();
    }
    let ticks = (0..2).flat_map(&group);
    let ticks =
        ticks.map(|code| handout::confirm::Tick { code: code.to_string(), signed_by: "guardian".to_owned() }).collect();
    let typed = handout::confirm::Typed {
        handed_on: "2026-11-23".to_owned(),
        teacher: "上官老师".to_owned(),
        second_adult: "慕容主任".to_owned(),
        ticks,
    };
    let phase = world.phase().await;
    handout::confirm::confirm(&world.store, school, phase, &typed, &world.form(), world.now).await.unwrap();
}

/// The school has brought a table with the first child in it again and another one, and has not decided yet.
async fn tabled(world: &World) {
    let child = Canary(0).typed(world.phase().await.0);
    let cell = |field: Field, number: usize| match field {
        Field::ChildName => [child.child_name.as_str(), "端木样例"][number],
        Field::BirthDate => &child.birth_date,
        Field::Gender => "女",
        Field::Grade => "4",
        Field::Item => "心愿标记",
        Field::Specification => "注音版",
        Field::Price => "45",
        Field::Category => "图书",
        Field::FormNo => "样-T01",
        Field::GivenOn => "2026-11-01",
        Field::Guardian => &child.guardian,
        Field::Household => &child.household,
        _ => &child.situation,
    };
    let row = |number: usize| FIELDS.map(|field| cell(field, number).to_owned()).to_vec();
    let headings = FIELDS.map(|field| app::text::Text(Lang::Zh).field(field).to_owned()).to_vec();
    let lines = (1..).zip([headings, row(0), row(1)]).map(|(number, cells)| Line { number, cells });
    let book = Book { sheets: vec![Sheet { name: "心愿".to_owned(), lines: lines.collect() }] };
    let brought = Brought { name: "心愿.xlsx".to_owned(), digest: "样例".to_owned(), book };
    let typed = read::Typed { phase: world.phase().await.to_string() };
    let school = world.school("shagou").await.into();
    let id = read::read(&world.store, school, brought, &typed, &world.form(), world.now).await.unwrap();
    let import = list::one(world.store.read(), world.school_id("shagou").await, id).await.unwrap();
    assert_eq!((import.row_count, import.good_count), (2, 1));
}

/// Group 4 asks, and gives one back; one open wish is withdrawn.
async fn ended(world: &World, group: impl Fn(usize) -> Vec<Code>) {
    let donor = world.donor("qian").await;
    let school = world.school("shagou").await;
    let codes = group(4);
    let question = ask::Typed { question: "绿色的可以吗？".to_owned() };
    ask::ask(&world.store, donor, &codes[0], &question, &world.form(), world.now).await.unwrap();
    let typed = release::Typed { reason: "买不到".to_owned() };
    release::release(&world.store, donor, &codes[1], &typed, &world.form(), world.now).await.unwrap();
    let asked = answer::open(world.store.read(), school.school()).await.unwrap();
    let yes = answer::Typed { answer: "yes".to_owned(), remark: String::new() };
    answer::answer(&world.store, school, asked[0].id, &yes, &world.form(), world.now).await.unwrap();
    let typed = withdraw::Typed { reason: "moved".to_owned() };
    let by = world.signed_in_school("shagou").await.receiver().unwrap();
    withdraw::withdraw(&world.store, by, &group(6)[0], &typed, &world.form(), world.now).await.unwrap();
}
