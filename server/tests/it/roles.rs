//! Every address of the site map and every file beside it, and what each role gets there. A new place must be written
//! into a table, and a place that is gone must leave it.

mod files;
mod village;

use axum::http::StatusCode;
use entity::id::AccountId;

use crate::{
    forms::stage::{self, Stage},
    site::{Answer, Reader, TestSite},
    world::World,
};

on_both![every_place_answers_each_role_as_the_table_says, what_does_not_exist_is_missing_for_everybody];

/// An address, what GET and what POST answer there.
type Row = (&'static str, &'static str, &'static str);

/// The pages: to a visitor, a donor, the donor whose gift it is, a donor who has not proved the address, a school, the
/// school whose wish it is, the office, an admin.
///
/// `P` a page, `S` to the sign-in, `G` goes elsewhere, `F` forbidden, `M` missing, `X` a spent link, `R` told why not,
/// `-` no such method; `D` the form is looked at: done, or told what is wrong with it.
const TABLE: [Row; 289] = [
    ("/", "PPPPPPPP", "--------"),
    ("/wishes", "PPPPPPPP", "--------"),
    ("/wishes/{code}", "PPPPPPPP", "--------"),
    ("/match", "PPPPPPPP", "--------"),
    ("/basket", "PPPPPPPP", "DDDDDDDD"),
    ("/basket/remove", "--------", "DDDDDDDD"),
    ("/claim", "PPPPPPPP", "DDDFFFFF"),
    ("/claim/sent", "PPPPPPPP", "--------"),
    ("/hold", "PPPPPPPP", "DDDDDDDD"),
    ("/hold/let-go", "--------", "DDDDDDDD"),
    ("/v/{code}", "PPPPPPPP", "--------"),
    ("/phases", "PPPPPPPP", "--------"),
    ("/phases/{number}", "PPPPPPPP", "--------"),
    ("/phases/{number}/disclosures/{id}", "PPPPPPPP", "--------"),
    ("/fairness", "PPPPPPPP", "--------"),
    ("/fairness.csv", "PPPPPPPP", "--------"),
    ("/seasons/{season}/disclosures/{disclosure}", "PPPPPPPP", "--------"),
    ("/funds/{id}/disclosures/{disclosure}", "PPPPPPPP", "--------"),
    ("/about", "PPPPPPPP", "--------"),
    ("/privacy", "PPPPPPPP", "--------"),
    ("/report", "PPPPPPPP", "DDDDDDDD"),
    ("/ledger", "PPPPPPPP", "--------"),
    ("/ledger.csv", "PPPPPPPP", "--------"),
    ("/sign-in", "PGGGGGGG", "DDDDDDDD"),
    ("/sign-in/link", "--------", "DDDDDDDD"),
    ("/sign-in/as", "--------", "DDDDDDDD"),
    ("/sign-up", "PGGGGGGG", "DDDDDDDD"),
    ("/letter-sent", "PPPPPPPP", "--------"),
    ("/verify", "PPPPPPPP", "DDDDDDDD"),
    ("/enter", "PPPPPPPP", "DDDDDDDD"),
    ("/forgot", "PPPPPPPP", "DDDDDDDD"),
    ("/reset", "PPPPPPPP", "DDDDDDDD"),
    ("/invitation", "PPPPPPPP", "DDDDDDDD"),
    ("/sign-out", "--------", "DDDDDDDD"),
    ("/sign-out-everywhere", "--------", "SDDDDDDD"),
    ("/account", "SPPPPPPP", "SDDDDDDD"),
    ("/account/password", "--------", "SDDDDDDD"),
    ("/account/letters", "--------", "SDDDDDDD"),
    ("/account/verify", "--------", "SDDDDDDD"),
    ("/unsubscribe", "PPPPPPPP", "DDDDDDDD"),
    ("/o", "PPPPPPPP", "--------"),
    ("/o/{slug}", "PPPPPPPP", "--------"),
    ("/join", "PPPPPPPP", "DDDFFFFF"),
    ("/gifts/organisation", "SPPFFFFF", "SDDFFFFF"),
    ("/gifts/organisation.csv", "SMPFFFFF", "--------"),
    ("/gifts/organisation/link", "--------", "SMDFFFFF"),
    ("/gifts/organisation/members/{id}/remove", "--------", "SMMFFFFF"),
    ("/gifts/organisation/leave", "--------", "SDDFFFFF"),
    ("/gifts", "SPPFFFFF", "--------"),
    ("/gifts/ship", "SPPFFFFF", "SDDFFFFF"),
    ("/gifts/confirmations", "SPPFFFFF", "SDDFFFFF"),
    ("/gifts/offers", "SPPFFFFF", "--------"),
    ("/gifts/offers/new", "SPPFFFFF", "SDDFFFFF"),
    ("/gifts/offers/{id}", "SMPFFFFF", "SMDFFFFF"),
    ("/gifts/offers/{id}/pause", "--------", "SMDFFFFF"),
    ("/gifts/offers/{id}/resume", "--------", "SMDFFFFF"),
    ("/gifts/offers/{id}/end", "--------", "SMDFFFFF"),
    ("/office/rounds", "SFFFFFPP", "SFFFFFDD"),
    ("/office/rounds/nightly", "--------", "SFFFFFDD"),
    ("/office/rounds/nightly/stop", "--------", "SFFFFFDD"),
    ("/office/rounds/{id}", "SFFFFFPP", "--------"),
    ("/office/rounds/{id}/redraw", "--------", "SFFFFFDD"),
    ("/office/rounds/{id}/apply", "--------", "SFFFFFDD"),
    ("/office/rounds/{id}/discard", "--------", "SFFFFFDD"),
    ("/proposal", "PPPPPPPP", "DDDDDDDD"),
    ("/proposal/decline", "--------", "DDDDDDDD"),
    ("/gifts/{code}", "SMPFFFFF", "--------"),
    ("/gifts/{code}/tag", "SMPFFFFF", "--------"),
    ("/gifts/{code}/ship", "--------", "SMDFFFFF"),
    ("/gifts/{code}/note", "--------", "SMDFFFFF"),
    ("/gifts/{code}/question", "--------", "SMDFFFFF"),
    ("/gifts/{code}/release", "--------", "SMDFFFFF"),
    ("/waiting", "GGGGGGGG", "SDDFFFFF"),
    ("/waiting/leave", "--------", "SDDFFFFF"),
    ("/school", "SFFFPPFF", "--------"),
    ("/school/wishes/new", "SFFFPPFF", "SFFFDDFF"),
    ("/school/wishes/submit-all", "--------", "SFFFDDFF"),
    ("/school/wishes/{code}", "SFFFMPFF", "SFFFMDFF"),
    ("/school/wishes/{code}/submit", "--------", "SFFFMDFF"),
    ("/school/wishes/{code}/withdraw", "--------", "SFFFMDFF"),
    ("/school/wishes/{code}/consent", "SFFFMPFF", "SFFFMDFF"),
    ("/school/consents", "SFFFPPFF", "--------"),
    ("/school/wishes/{code}/delete", "--------", "SFFFMDFF"),
    ("/school/imports", "SFFFPPFF", "SFFFDDFF"),
    ("/school/imports/{id}", "SFFFMPFF", "--------"),
    ("/school/imports/{id}/columns", "SFFFMPFF", "SFFFMDFF"),
    ("/school/imports/{id}/take", "--------", "SFFFMDFF"),
    ("/school/imports/{id}/undo", "--------", "SFFFMDFF"),
    ("/school/expected", "SFFFPPFF", "--------"),
    ("/school/roster", "SFFFPPFF", "SFFFDDFF"),
    ("/school/roster/print", "SFFFPPFF", "--------"),
    ("/school/notes", "SFFFPPFF", "--------"),
    ("/school/away/{number}", "SFFFPPFF", "--------"),
    ("/school/papers", "SFFFPPFF", "--------"),
    ("/school/hand-outs", "SFFFPPFF", "--------"),
    ("/school/hand-outs/{id}", "SFFFMPFF", "--------"),
    ("/school/questions", "SFFFPPFF", "--------"),
    ("/school/questions/{id}", "--------", "SFFFMDFF"),
    ("/village", "SFFFFFFF", "--------"),
    ("/village/fund", "SFFFFFFF", "--------"),
    ("/plots", "PPPPPPPP", "--------"),
    ("/plots/{number}", "PPPPPPPP", "--------"),
    ("/plots/{number}/adopt", "--------", "SDDFFFFF"),
    ("/gifts/plots", "SPPFFFFF", "--------"),
    ("/gifts/plots/{code}", "SMPFFFFF", "--------"),
    ("/gifts/plots/{code}/sign", "--------", "SMDFFFFF"),
    ("/gifts/plots/{code}/release", "--------", "SMDFFFFF"),
    ("/households", "SFFFFFPP", "SFFFFFDD"),
    ("/households/{id}", "SFFFFFPP", "SFFFFFDD"),
    ("/households/{id}/look", "--------", "SFFFFFDD"),
    ("/households/{id}/erase", "SFFFFFPP", "SFFFFFDD"),
    ("/households/{id}/plot", "SFFFFFPP", "SFFFFFDD"),
    ("/office/plots", "SFFFFFPP", "--------"),
    ("/plots/{number}/keep", "SFFFFFPP", "SFFFFFDD"),
    ("/plots/{number}/open", "--------", "SFFFFFDD"),
    ("/plots/{number}/grow", "--------", "SFFFFFDD"),
    ("/plots/{number}/unsow", "--------", "SFFFFFDD"),
    ("/plots/{number}/signature", "--------", "SFFFFFDD"),
    ("/plots/{number}/diary", "--------", "SFFFFFDD"),
    ("/plots/{number}/diary/{entry}/take-down", "--------", "SFFFFFDD"),
    ("/plots/{number}/harvest", "--------", "SFFFFFDD"),
    ("/plots/{number}/deliveries", "SFFFFFGG", "SFFFFFDD"),
    ("/plots/{number}/deliver", "--------", "SFFFFFDD"),
    ("/plots/{number}/settle", "--------", "SFFFFFDD"),
    ("/plots/{number}/receipt", "--------", "SFFFFFDD"),
    ("/plots/{number}/renew", "--------", "SFFFFFDD"),
    ("/plots/{number}/hand-over", "--------", "SFFFFFDD"),
    ("/plots/{number}/close", "--------", "SFFFFFDD"),
    ("/receive", "SFFFPPPP", "SFFFDDDD"),
    ("/receive/gaps", "SFFFPPPP", "--------"),
    ("/receive/{code}", "SFFFMPPP", "SFFFMDDD"),
    ("/receive/{code}/problem", "--------", "SFFFMDDD"),
    ("/receive/{code}/photo", "--------", "SFFFMDDD"),
    ("/office", "SFFFFFPP", "--------"),
    ("/office/review", "SFFFFFPP", "--------"),
    ("/office/review/{code}", "--------", "SFFFFFDD"),
    ("/office/wishes", "SFFFFFPP", "--------"),
    ("/office/wishes/{code}", "SFFFFFPP", "--------"),
    ("/office/wishes/{code}/look", "--------", "SFFFFFDD"),
    ("/office/wishes/{code}/withdraw", "--------", "SFFFFFDD"),
    ("/office/wishes/{code}/consent", "SFFFFFPP", "SFFFFFDD"),
    ("/office/wishes/{code}/hide", "--------", "SFFFFFDD"),
    ("/office/wishes/{code}/show", "--------", "SFFFFFDD"),
    ("/office/wishes/{code}/cancel", "--------", "SFFFFFDD"),
    ("/office/wishes/{code}/erase", "SFFFFFPP", "SFFFFFDD"),
    ("/office/people", "SFFFFFPP", "SFFFFFDD"),
    ("/office/people/resend", "--------", "SFFFFFDD"),
    ("/office/people/withdraw", "--------", "SFFFFFDD"),
    ("/office/people/disable", "--------", "SFFFFFFD"),
    ("/office/people/enable", "--------", "SFFFFFFD"),
    ("/office/fairness", "SFFFFFPP", "--------"),
    ("/office/fairness.csv", "SFFFFFPP", "--------"),
    ("/office/phases", "SFFFFFPP", "--------"),
    ("/office/phases/new", "SFFFFFPP", "SFFFFFDD"),
    ("/office/phases/{number}", "SFFFFFPP", "SFFFFFDD"),
    ("/office/phases/{number}/open", "--------", "SFFFFFDD"),
    ("/office/phases/{number}/close", "--------", "SFFFFFDD"),
    ("/office/phases/{number}/reopen", "--------", "SFFFFFDD"),
    ("/office/phases/{number}/finish", "--------", "SFFFFFDD"),
    ("/office/organisations", "SFFFFFPP", "SFFFFFDD"),
    ("/office/organisations/{id}", "SFFFFFPP", "SFFFFFDD"),
    ("/office/organisations/{id}/close", "--------", "SFFFFFDD"),
    ("/office/organisations/{id}/reopen", "--------", "SFFFFFDD"),
    ("/office/phases/{number}/clone", "--------", "SFFFFFDD"),
    ("/office/phases/{number}/archive", "--------", "SFFFFFDD"),
    ("/office/phases/{number}/bring-back", "--------", "SFFFFFDD"),
    ("/office/phases/{number}/report", "SFFFFFPP", "--------"),
    ("/office/phases/{number}/report/{period}", "SFFFFFPP", "SFFFFFDD"),
    ("/office/seasons/{season}/report/{period}", "SFFFFFPP", "SFFFFFDD"),
    ("/office/funds/{id}/report/{period}", "SFFFFFPP", "SFFFFFDD"),
    ("/office/disclosures", "SFFFFFPP", "--------"),
    ("/office/organisers", "SFFFFFPP", "SFFFFFDD"),
    ("/office/organisers/{id}", "SFFFFFPP", "SFFFFFDD"),
    ("/office/schools", "SFFFFFPP", "--------"),
    ("/office/schools/new", "SFFFFFPP", "SFFFFFDD"),
    ("/office/schools/{id}", "SFFFFFPP", "SFFFFFDD"),
    ("/office/schools/{id}/close", "--------", "SFFFFFDD"),
    ("/office/schools/{id}/reopen", "--------", "SFFFFFDD"),
    ("/office/places", "SFFFFFPP", "SFFFFFDD"),
    ("/office/places/{id}", "SFFFFFPP", "SFFFFFDD"),
    ("/office/places/{id}/villages", "--------", "SFFFFFDD"),
    ("/office/places/{id}/villages/{village}/remove", "--------", "SFFFFFDM"),
    ("/office/places/{id}/remove", "--------", "SFFFFFDD"),
    ("/office/privacy", "SFFFFFPP", "--------"),
    ("/office/privacy.csv", "SFFFFFPP", "--------"),
    ("/office/phases/{number}/keep", "SFFFFFPP", "SFFFFFDD"),
    ("/office/consents", "SFFFFFPP", "--------"),
    ("/office/reports", "SFFFFFPP", "--------"),
    ("/office/reports/{id}", "SFFFFFPP", "SFFFFFDD"),
    ("/office/phases/{number}/papers", "SFFFFFPP", "SFFFFFDD"),
    ("/office/papers/{id}", "SFFFFFPP", "--------"),
    ("/office/phases/{number}/confirmations", "SFFFFFPP", "--------"),
    ("/office/confirmations/{id}", "SFFFFFPP", "SFFFFFDD"),
    ("/school/cards", "SFFFPPFF", "--------"),
    ("/school/cards/many", "SFFFPPFF", "SFFFDDFF"),
    ("/school/cards/many/drop", "--------", "SFFFMDFF"),
    ("/school/cards/many/{id}", "--------", "SFFFMDFF"),
    ("/school/cards/many/{id}/turn", "--------", "SFFFMDFF"),
    ("/school/cards/many/{id}/drop", "--------", "SFFFMDFF"),
    // While the card waits: what follows declines it.
    ("/office/cards/{code}/recall", "--------", "SFFFFFDD"),
    ("/office/cards/{code}/blur", "SFFFFFPP", "SFFFFFDD"),
    ("/office/cards/{code}/turn", "--------", "SFFFFFDD"),
    ("/office/cards", "SFFFFFPP", "--------"),
    ("/office/cards/{code}", "--------", "SFFFFFDD"),
    ("/school/cards/{code}", "SFFFMPFF", "SFFFMDFF"),
    ("/school/cards/{code}/turn", "--------", "SFFFMDFF"),
    ("/school/cards/{code}/decline", "--------", "SFFFMDFF"),
    ("/office/stuck", "SFFFFFPP", "--------"),
    ("/office/notes", "SFFFFFPP", "--------"),
    ("/office/notes/{claim}", "--------", "SFFFFFDD"),
    ("/office/problems", "SFFFFFPP", "--------"),
    ("/office/problems/{id}", "SFFFFFPP", "SFFFFFDD"),
    ("/office/pool", "SFFFFFPP", "SFFFFFDD"),
    ("/office/pool/fill", "--------", "SFFFFFDD"),
    ("/office/pool/stock", "--------", "SFFFFFDD"),
    ("/office/pool/stock/{id}/close", "--------", "SFFFFFDM"),
    ("/office/letters", "SFFFFFPP", "--------"),
    ("/office/letters/{id}", "--------", "SFFFFFDD"),
    ("/office/journal", "SFFFFFPP", "--------"),
    ("/office/ledger", "SFFFFFPP", "SFFFFFDD"),
    ("/office/ledger/close", "--------", "SFFFFFDD"),
    ("/office/ledger/{id}/reverse", "--------", "SFFFFFDD"),
    ("/give", "SPPFFFFF", "SDDFFFFF"),
    ("/gifts/payments", "SPPFFFFF", "--------"),
    ("/gifts/payments/{reference}", "SMPFFFFF", "--------"),
    ("/gifts/payments/{reference}/give-up", "--------", "SMDFFFFF"),
    ("/office/payments", "SFFFFFPP", "SFFFFFDD"),
    ("/office/payments/{id}", "SFFFFFPP", "--------"),
    ("/office/payments/{id}/sort", "--------", "SFFFFFDD"),
    ("/office/payments/{id}/return", "--------", "SFFFFFDD"),
    ("/office/payments/{id}/returned", "--------", "SFFFFFDD"),
    ("/office/payments/{id}/keep", "--------", "SFFFFFDD"),
    ("/office/payments/{id}/undo", "--------", "SFFFFFDD"),
    ("/gifts/payments/{reference}/confirmation", "--------", "SMDFFFFF"),
    ("/office/payment-confirmations", "SFFFFFPP", "--------"),
    ("/office/payment-confirmations/{id}", "SFFFFFPP", "SFFFFFDD"),
    ("/office/payment-confirmations/{id}/void", "--------", "SFFFFFDD"),
    ("/office/money", "SFFFFFPP", "--------"),
    ("/office/statements", "SFFFFFPP", "SFFFFFDD"),
    ("/office/statements/{id}", "SFFFFFPP", "--------"),
    ("/office/statements/{id}/columns", "SFFFFFPP", "SFFFFFDD"),
    ("/office/statements/{id}/forget", "--------", "SFFFFFDD"),
    ("/office/statements/{id}/book", "--------", "SFFFFFDD"),
    ("/office/statements/{id}/drop", "--------", "SFFFFFDD"),
    ("/office/statements/{id}/unread/{row}", "--------", "SFFFFFDD"),
    ("/office/statement-lines/{id}", "SFFFFFPP", "--------"),
    ("/office/statement-lines/{id}/book", "--------", "SFFFFFDD"),
    ("/office/statement-lines/{id}/aside", "--------", "SFFFFFDD"),
    ("/office/statement-lines/{id}/back", "--------", "SFFFFFDD"),
    ("/funds", "PPPPPPPP", "--------"),
    ("/funds/{id}", "PPPPPPPP", "--------"),
    ("/funds/{id}/months.csv", "PPPPPPPP", "--------"),
    ("/funds/{id}/pledge", "--------", "SDDFFFFF"),
    ("/gifts/support", "SPPFFFFF", "--------"),
    ("/gifts/pledges", "SPPFFFFF", "--------"),
    ("/gifts/pledges/{id}", "SMPFFFFF", "--------"),
    ("/gifts/pledges/{id}/pause", "--------", "SMDFFFFF"),
    ("/gifts/pledges/{id}/resume", "--------", "SMDFFFFF"),
    ("/gifts/pledges/{id}/stop", "--------", "SMDFFFFF"),
    ("/office/funds", "SFFFFFPP", "--------"),
    ("/office/funds/new", "SFFFFFPP", "SFFFFFDD"),
    ("/office/funds/{id}", "SFFFFFPP", "SFFFFFDD"),
    ("/office/funds/{id}/open", "--------", "SFFFFFDD"),
    ("/office/funds/{id}/payouts", "--------", "SFFFFFDD"),
    ("/office/funds/{id}/rules", "SFFFFFPP", "SFFFFFDD"),
    ("/office/funds/{id}/elders", "SFFFFFPP", "--------"),
    ("/office/funds/{id}/elders/new", "SFFFFFPP", "SFFFFFDD"),
    ("/office/funds/{id}/contributions", "SFFFFFPP", "SFFFFFDD"),
    ("/office/contributions/{id}/correct", "--------", "SFFFFFDD"),
    ("/office/elders/{id}", "SFFFFFPP", "--------"),
    ("/office/elders/{id}/look", "--------", "SFFFFFDD"),
    ("/office/elders/{id}/state", "--------", "SFFFFFDD"),
    ("/office/elders/{id}/show", "--------", "SFFFFFDD"),
    ("/office/elders/{id}/hide", "--------", "SFFFFFDD"),
    ("/office/elders/{id}/supporters", "--------", "SFFFFFDD"),
    ("/office/elders/{id}/share", "--------", "SFFFFFDD"),
    ("/office/elders/{id}/give-back", "--------", "SFFFFFDD"),
    ("/office/elders/{id}/erase", "--------", "SFFFFFDD"),
    ("/office/supporters/{id}/end", "--------", "SFFFFFDM"),
    ("/office/payouts/{id}", "SFFFFFPP", "--------"),
    ("/office/payouts/{id}/redraw", "--------", "SFFFFFDD"),
    ("/office/payouts/{id}/review", "--------", "SFFFFFDD"),
    ("/office/payouts/{id}/approve", "--------", "SFFFFFDD"),
    ("/office/payouts/{id}/lines/{elder}/hold", "--------", "SFFFFFDD"),
    ("/office/payouts/{id}/lines/{elder}/release", "--------", "SFFFFFDD"),
    ("/office/payouts/{id}/pay", "--------", "SFFFFFDD"),
    ("/office/payouts/{id}/send-back", "--------", "SFFFFFDD"),
    ("/office/payouts/{id}/discard", "--------", "SFFFFFDD"),
    ("/office/funds/{id}/close", "--------", "SFFFFFDD"),
];

/// The address of a place with something in it that is there, and theirs whose desk it is; a link's with its token.
fn address(path: &str, stage: &Stage) -> String {
    if path == "/claim" {
        return format!("/claim?code={}", stage.codes[26]);
    }
    if let Some(link) = stage.links.iter().find(|link| link.split('?').next() == Some(path)) {
        return link.clone();
    }
    if path.starts_with("/gifts/plots/{code}") {
        return path.replace("{code}", &stage.adoption);
    }
    let code = match path.split('/').nth(1) {
        _ if path.contains("/cards/") => &stage.codes[10],
        Some("gifts" | "receive") => &stage.codes[24],
        Some("school") => &stage.codes[9],
        Some("office") => &stage.codes[8],
        Some("v") => &stage.codes[0],
        _ => &stage.codes[16],
    };
    with(path, |hole| match hole {
        "code" => code.clone(),
        "reference" => stage.reference.clone(),
        // What was published is of what is over: a phase, a fund, a season, in this order.
        "number" if path.contains("/disclosures/") => "2".to_owned(),
        "id" if path.starts_with("/funds/{id}/disclosures") => stage.fund_over.clone(),
        "disclosure" if path.starts_with("/funds") => "2".to_owned(),
        "disclosure" => "3".to_owned(),
        "season" => stage.season.clone(),
        "period" if path.contains("/seasons/") => "final".to_owned(),
        "number" if path.starts_with("/plots/") => stage.plot.clone(),
        "number" => "5".to_owned(),
        "village" => stage.empty_village.clone(),
        "slug" => "shanlu".to_owned(),
        "id" if path.starts_with("/office/statement-lines/") => stage.statement_line.clone(),
        "period" => "q1".to_owned(),
        _ => "1".to_owned(),
    })
}

/// What a form must hold to be about anything at all.
fn fields(path: &str, stage: &Stage) -> Vec<(&'static str, String)> {
    match path {
        "/basket" | "/basket/remove" => vec![("code", stage.codes[16].clone())],
        "/claim" => vec![
            ("code", stage.codes[26].clone()),
            ("rules", "yes".to_owned()),
            ("email", "visitor@example.org".to_owned()),
            ("name", "来访的人".to_owned()),
        ],
        "/join" => vec![("key", stage.link.clone())],
        "/sign-in/as" => vec![("email", "lin@example.org".to_owned())],
        "/office/pool/fill" => vec![("phase", "4".to_owned())],
        "/gifts/confirmations" => vec![("phase", "5".to_owned())],
        "/school/cards/many/drop" => vec![("pieces", "2".to_owned())],
        "/school/roster" | "/school/wishes/submit-all" => vec![("phase", "1".to_owned())],
        "/office/people/resend" | "/office/people/withdraw" => vec![("id", stage.invitation.clone())],
        "/office/people/disable" | "/office/people/enable" => vec![("account", stage.disabled.to_string())],
        _ => Vec::new(),
    }
}

fn with(path: &str, fill: impl Fn(&str) -> String) -> String {
    let parts = path.split('/').map(|part| match part.strip_prefix('{') {
        Some(hole) => fill(hole.trim_end_matches('}')),
        None => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("/")
}

async fn every_place_answers_each_role_as_the_table_says(world: World) {
    let site = TestSite::demo(world);
    let stage = stage::set(&site.world).await;
    let everybody = everybody(&site, &stage).await;
    let mut wrong = Vec::new();
    for (path, get, post) in files::rows() {
        let address = address(path, &stage);
        let (mut got, mut posted) = (String::new(), String::new());
        for account in everybody {
            got.push(read(&reader(&site, account).await.get(&address).await));
        }
        for account in everybody {
            stage::forget_guesses(&site.world).await;
            let fields = fields(path, &stage);
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let path = address.split('?').next().unwrap();
            posted.push(written(&reader(&site, account).await.submit(path, &fields).await));
        }
        if (got.as_str(), posted.as_str()) != (get, post) {
            wrong.push(format!("(\"{path}\", \"{got}\", \"{posted}\"), // instead of \"{get}\", \"{post}\""));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let left = stage::lines(site.world.store.writer(), "SELECT CAST(id AS text) AS line FROM card_piece").await;
    assert!(left.is_empty(), "both were the school's to throw away: {left:?}");
}

async fn what_does_not_exist_is_missing_for_everybody(world: World) {
    let site = TestSite::demo(world);
    let stage = stage::set(&site.world).await;
    let mut readers = Vec::new();
    for account in everybody(&site, &stage).await {
        readers.push(reader(&site, account).await);
    }
    for (path, get, _) in files::rows().filter(|(path, get, _)| path.contains('{') && get.contains('P')) {
        for hole in ["2222222222", "999999999", "x", "99999999999999999999", "%00", "%E2%80%AE", "-1"] {
            for (reader, usual) in readers.iter().zip(get.chars()) {
                let answer = reader.get(&with(path, |_| hole.to_owned())).await;
                // Who is not let in may be told so first; what is no code at all is told as one mistyped.
                let is_turned_away = matches!(usual, 'S' | 'F') && read(&answer) == usual;
                let is_mistyped = path == "/receive/{code}" && read(&answer) == 'R';
                assert!(
                    read(&answer) == 'M' || is_turned_away || is_mistyped,
                    "{path} with {hole}: {}",
                    answer.words()
                );
            }
        }
    }
}

#[test]
fn the_table_and_the_site_map_name_the_same_places() {
    let pages = app::pages::map().into_iter().map(|place| place.path.to_owned());
    let mut map: Vec<String> = pages.chain(server::http::map(true).into_iter().map(|place| place.path)).collect();
    let mut table: Vec<&str> = files::rows().map(|(path, ..)| path).collect();
    map.sort_unstable();
    table.sort_unstable();
    assert_eq!(table, map);
}

async fn everybody(site: &TestSite, stage: &Stage) -> [Option<AccountId>; 8] {
    let world = &site.world;
    [
        None,
        Some(world.donor("chen").await.account()),
        Some(world.donor("qian").await.account()),
        Some(stage.unproved),
        Some(world.school("other").await.account()),
        Some(world.school("shagou").await.account()),
        Some(world.officer().await.account()),
        Some(world.admin().await.account()),
    ]
}

async fn reader(site: &TestSite, account: Option<AccountId>) -> Reader<'_> {
    match account {
        Some(account) => site.sign_in_as(account).await,
        None => site.visitor(),
    }
}

/// The answer to GET as one letter.
fn read(answer: &Answer) -> char {
    match answer.status {
        StatusCode::OK => 'P',
        StatusCode::SEE_OTHER if to_sign_in(answer) => 'S',
        StatusCode::SEE_OTHER => 'G',
        StatusCode::GONE => 'X',
        StatusCode::UNPROCESSABLE_ENTITY | StatusCode::CONFLICT => 'R',
        _ => turned_away(answer),
    }
}

/// The answer to POST as one letter.
fn written(answer: &Answer) -> char {
    match answer.status {
        StatusCode::SEE_OTHER if to_sign_in(answer) => 'S',
        StatusCode::OK
        | StatusCode::SEE_OTHER
        | StatusCode::GONE
        | StatusCode::UNPROCESSABLE_ENTITY
        | StatusCode::UNSUPPORTED_MEDIA_TYPE
        | StatusCode::CONFLICT => 'D',
        _ => turned_away(answer),
    }
}

fn turned_away(answer: &Answer) -> char {
    match answer.status {
        StatusCode::FORBIDDEN => 'F',
        StatusCode::NOT_FOUND => 'M',
        StatusCode::METHOD_NOT_ALLOWED => '-',
        _ => '!',
    }
}

fn to_sign_in(answer: &Answer) -> bool {
    answer.location().starts_with("/sign-in?next=")
}
