//! What a village's committee gets: its own desk, and of everything else no more than any other desk that it is not.

use app::pages::{For, map};

use super::{TABLE, address, fields, files::FILES, read, reader, written};
use crate::{
    forms::stage::{self, Stage},
    site::{Reader, TestSite},
    world::World,
};

on_both![a_village_opens_its_own_desk_and_no_other];

/// The places of a village's desk: what GET and what POST answer there to another village, and to the own one.
const OWN: [(&str, &str, &str); 11] = [
    ("/village", "PP", "--"),
    ("/village/fund", "PP", "--"),
    ("/households", "PP", "DD"),
    ("/households/{id}", "MP", "MD"),
    ("/households/{id}/plot", "MP", "MD"),
    ("/plots/{number}/keep", "MP", "MD"),
    ("/plots/{number}/grow", "--", "MD"),
    ("/plots/{number}/signature", "--", "MD"),
    ("/plots/{number}/diary", "--", "MD"),
    ("/plots/{number}/harvest", "--", "MD"),
    ("/plots/{number}/receipt", "--", "MD"),
];

async fn a_village_opens_its_own_desk_and_no_other(world: World) {
    let site = TestSite::demo(world);
    let stage = stage::set(&site.world).await;
    let mut wrong = Vec::new();
    for (path, _, post, get) in FILES {
        wrong.extend(otherwise(&site, &stage, path, (get, &twice(post, turned_away))).await);
    }
    for place in map() {
        let (_, get, post) = *TABLE.iter().find(|(path, ..)| *path == place.path).unwrap();
        let own = OWN.iter().find(|(path, ..)| *path == place.path);
        let (get, post) = match place.whom {
            // As to any account that is not a donor's.
            For::Anyone | For::SignedIn => (twice(get, |get| get), twice(post, |post| post)),
            For::Village | For::Keeper => {
                own.map_or_else(Default::default, |(_, get, post)| ((*get).to_owned(), (*post).to_owned()))
            }
            _ => (twice(get, turned_away), twice(post, turned_away)),
        };
        wrong.extend(otherwise(&site, &stage, place.path, (&get, &post)).await);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What the two villages get there, where it is not this.
async fn otherwise(site: &TestSite, stage: &Stage, path: &str, (get, post): (&str, &str)) -> Option<String> {
    let (mut got, mut posted) = (String::new(), String::new());
    for village in ["麻会村", "沙沟村"] {
        let account = site.world.village_desk(village).await.account();
        let (got_here, posted_here) = tried(site, &reader(site, Some(account)).await, path, stage).await;
        got.push(got_here);
        posted.push(posted_here);
    }
    let is_so = (got.as_str(), posted.as_str()) == (get, post);
    (!is_so).then(|| format!("(\"{path}\", \"{got}\", \"{posted}\"), // instead of \"{get}\", \"{post}\""))
}

/// What a school gets there that has nothing to do with it, for both villages.
fn twice(row: &str, of: impl Fn(char) -> char) -> String {
    let answer = row.chars().nth(4).map_or('!', of);
    [answer, answer].iter().collect()
}

const fn turned_away(usual: char) -> char {
    if usual == '-' { '-' } else { 'F' }
}

async fn tried(site: &TestSite, reader: &Reader<'_>, path: &str, stage: &Stage) -> (char, char) {
    let address = address(path, stage);
    let got = read(&reader.get(&address).await);
    stage::forget_guesses(&site.world).await;
    let fields = fields(path, stage);
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let path = address.split('?').next().unwrap();
    let posted = written(&reader.window().submit(path, &fields).await);
    (got, posted)
}
