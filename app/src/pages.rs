//! The site map: every page, whom it is for, and who answers there.
//!
//! [`map`] is also what the tests walk: a place missing from the table of roles fails them.

mod about;
mod accounts;
mod basket;
mod claim;
mod code;
mod gifts;
mod hold;
mod home;
mod join;
mod ledger;
mod office;
mod organisations;
mod phases;
mod receive;
mod report;
mod school;
mod waiting;
mod wishes;

use axum::{
    Router,
    routing::{MethodRouter, get, post},
};

use crate::Site;

/// Whom a place is for. The verbs check it by their keys; this is what the tests hold the pages to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum For {
    Anyone,
    /// Anybody with an account.
    SignedIn,
    Donor,
    School,
    /// Officers and administrators.
    Office,
    Admin,
    /// A school or the office's hub.
    Receiver,
}

/// One address of the site.
pub struct Place {
    pub path: &'static str,
    pub whom: For,
    pub methods: MethodRouter<Site>,
}

const fn place(path: &'static str, whom: For, methods: MethodRouter<Site>) -> Place {
    Place { path, whom, methods }
}

/// Every address. One function for each area, so that an area reads on one screen.
pub fn map() -> Vec<Place> {
    [public(), accounts(), organisations(), donor(), school(), office(), privacy(), gifts_in_hand(), money()]
        .into_iter()
        .flatten()
        .collect()
}

pub fn router() -> Router<Site> {
    map().into_iter().fold(Router::new(), |router, place| router.route(place.path, place.methods))
}

fn public() -> Vec<Place> {
    vec![
        place("/", For::Anyone, get(home::show)),
        place("/wishes", For::Anyone, get(wishes::list)),
        place("/wishes/{code}", For::Anyone, get(wishes::show::show)),
        place("/basket", For::Anyone, get(basket::show).post(basket::add)),
        place("/basket/remove", For::Anyone, post(basket::remove)),
        place("/claim", For::Anyone, get(claim::show).post(claim::claim)),
        place("/claim/sent", For::Anyone, get(claim::sent)),
        place("/hold", For::Anyone, get(hold::show).post(hold::confirm)),
        place("/v/{code}", For::Anyone, get(code::show)),
        place("/phases", For::Anyone, get(phases::list)),
        place("/phases/{number}", For::Anyone, get(phases::show::show)),
        place("/phases/{number}/disclosures/{id}", For::Anyone, get(phases::disclosure::show)),
        place("/about", For::Anyone, get(about::about)),
        place("/privacy", For::Anyone, get(about::privacy)),
        place("/report", For::Anyone, get(report::show).post(report::send)),
    ]
}

fn accounts() -> Vec<Place> {
    use accounts::{enter, invitation, letter_sent, own, reset, sign_in, sign_out, sign_up, unsubscribe, verify};
    vec![
        place("/sign-in", For::Anyone, get(sign_in::show).post(sign_in::with_password)),
        place("/sign-in/link", For::Anyone, post(sign_in::by_link)),
        place("/sign-in/as", For::Anyone, post(sign_in::play)),
        place("/sign-up", For::Anyone, get(sign_up::show).post(sign_up::sign_up)),
        place("/letter-sent", For::Anyone, get(letter_sent)),
        place("/verify", For::Anyone, get(verify::show).post(verify::verify)),
        place("/enter", For::Anyone, get(enter::show).post(enter::enter)),
        place("/forgot", For::Anyone, get(reset::forgot).post(reset::ask)),
        place("/reset", For::Anyone, get(reset::show).post(reset::reset)),
        place("/invitation", For::Anyone, get(invitation::show).post(invitation::accept)),
        place("/sign-out", For::Anyone, post(sign_out::here)),
        place("/sign-out-everywhere", For::SignedIn, post(sign_out::everywhere)),
        place("/account", For::SignedIn, get(own::show).post(own::change)),
        place("/account/password", For::SignedIn, post(own::password)),
        place("/account/letters", For::SignedIn, post(own::letters)),
        place("/account/verify", For::SignedIn, post(own::verify_again)),
        place("/unsubscribe", For::Anyone, get(unsubscribe::show).post(unsubscribe::unsubscribe)),
    ]
}

/// Who gives together: the public pages, the link for its people, its contact's desk, the office's list.
fn organisations() -> Vec<Place> {
    use gifts::organisation as own;
    use office::organisations as list;
    vec![
        place("/o", For::Anyone, get(organisations::list)),
        place("/o/{slug}", For::Anyone, get(organisations::show)),
        place("/join", For::Anyone, get(join::show).post(join::join)),
        place("/gifts/organisation", For::Donor, get(own::show).post(own::ask)),
        place("/gifts/organisation.csv", For::Donor, get(own::table)),
        place("/gifts/organisation/leave", For::Donor, post(own::leave)),
        place("/gifts/organisation/link", For::Donor, post(own::renew)),
        place("/gifts/organisation/members/{id}/remove", For::Donor, post(own::remove)),
        place("/office/organisations", For::Office, get(list::list).post(list::add)),
        place("/office/organisations/{id}", For::Office, get(list::show).post(list::save)),
        place("/office/organisations/{id}/close", For::Office, post(list::close)),
        place("/office/organisations/{id}/reopen", For::Office, post(list::reopen)),
    ]
}

fn donor() -> Vec<Place> {
    use gifts::{confirmations, show, tag};
    vec![
        place("/gifts", For::Donor, get(gifts::list)),
        place("/gifts/confirmations", For::Donor, get(confirmations::list).post(confirmations::issue)),
        place("/gifts/{code}", For::Donor, get(show::show)),
        place("/gifts/{code}/tag", For::Donor, get(tag::show)),
        place("/gifts/{code}/ship", For::Donor, post(show::ship)),
        place("/gifts/{code}/note", For::Donor, post(show::note)),
        place("/gifts/{code}/question", For::Donor, post(show::ask)),
        place("/gifts/{code}/release", For::Donor, post(show::release)),
        place("/waiting", For::Donor, post(waiting::join)),
        place("/waiting/leave", For::Donor, post(waiting::leave)),
    ]
}

fn school() -> Vec<Place> {
    use school::{
        consents, desk, imports,
        wishes::{consent, new, one},
    };
    vec![
        place("/school", For::School, get(desk::show)),
        place("/school/wishes/new", For::School, get(new::show).post(new::save)),
        place("/school/wishes/submit-all", For::School, post(new::submit_all)),
        place("/school/wishes/{code}", For::School, get(one::show).post(one::save)),
        place("/school/wishes/{code}/submit", For::School, post(one::submit)),
        place("/school/wishes/{code}/delete", For::School, post(one::delete)),
        place("/school/wishes/{code}/withdraw", For::School, post(one::withdraw)),
        place("/school/wishes/{code}/consent", For::School, get(consent::show).post(consent::end)),
        place("/school/consents", For::School, get(consents::list)),
        place("/school/imports", For::School, get(imports::list).post(imports::bring).layer(imports::upload::limit())),
        place("/school/imports/{id}", For::School, get(imports::one::show)),
        place("/school/imports/{id}/columns", For::School, get(imports::columns::show).post(imports::columns::save)),
        place("/school/imports/{id}/take", For::School, post(imports::one::take)),
        place("/school/imports/{id}/undo", For::School, post(imports::one::undo)),
    ]
}

/// Who is let in, and the ground the wishes stand on: phases, organisers, schools, places.
fn office() -> Vec<Place> {
    use office::{organisers, people, phases, places, review, schools, today, wishes};
    use wishes::one::{consent, public};
    vec![
        place("/office", For::Office, get(today::show)),
        place("/office/review", For::Office, get(review::show)),
        place("/office/review/{code}", For::Office, post(review::judge)),
        place("/office/wishes", For::Office, get(wishes::list)),
        place("/office/wishes/{code}", For::Office, get(wishes::one::show)),
        place("/office/wishes/{code}/look", For::Office, post(wishes::one::look)),
        place("/office/wishes/{code}/withdraw", For::Office, post(wishes::one::withdraw)),
        place("/office/wishes/{code}/consent", For::Office, get(consent::show).post(consent::end)),
        place("/office/wishes/{code}/erase", For::Office, get(consent::ask).post(consent::erase)),
        place("/office/wishes/{code}/hide", For::Office, post(public::hide)),
        place("/office/wishes/{code}/show", For::Office, post(public::show)),
        place("/office/wishes/{code}/cancel", For::Office, post(wishes::one::cancel)),
        place("/office/people", For::Office, get(people::show).post(people::invite)),
        place("/office/people/resend", For::Office, post(people::resend)),
        place("/office/people/withdraw", For::Office, post(people::withdraw)),
        place("/office/people/disable", For::Admin, post(people::disable)),
        place("/office/people/enable", For::Admin, post(people::enable)),
        place("/office/phases", For::Office, get(phases::list::page)),
        place("/office/phases/new", For::Office, get(phases::draft::page).post(phases::draft::save)),
        place("/office/phases/{number}", For::Office, get(phases::one::page).post(phases::one::save)),
        place("/office/phases/{number}/open", For::Office, post(phases::step::open)),
        place("/office/phases/{number}/close", For::Office, post(phases::step::close)),
        place("/office/phases/{number}/reopen", For::Office, post(phases::step::reopen)),
        place("/office/phases/{number}/finish", For::Office, post(phases::step::finish)),
        place("/office/phases/{number}/clone", For::Office, post(phases::beside::another)),
        place("/office/phases/{number}/archive", For::Office, post(phases::beside::put_away)),
        place("/office/phases/{number}/bring-back", For::Office, post(phases::beside::bring_back)),
        place("/office/phases/{number}/report", For::Office, get(phases::report::page)),
        place(
            "/office/phases/{number}/report/{period}",
            For::Office,
            get(phases::report::period::page).post(phases::report::period::publish),
        ),
        place("/office/organisers", For::Office, get(organisers::list).post(organisers::add)),
        place("/office/organisers/{id}", For::Office, get(organisers::show).post(organisers::save)),
        place("/office/schools", For::Office, get(schools::list::page)),
        place("/office/schools/new", For::Office, get(schools::add::page).post(schools::add::save)),
        place("/office/schools/{id}", For::Office, get(schools::one::page).post(schools::one::save)),
        place("/office/schools/{id}/close", For::Office, post(schools::one::close)),
        place("/office/schools/{id}/reopen", For::Office, post(schools::one::reopen)),
        place("/office/places", For::Office, get(places::list::page).post(places::list::add)),
        place("/office/places/{id}", For::Office, get(places::one::page).post(places::one::save)),
        place("/office/places/{id}/villages", For::Office, post(places::one::add_villages)),
        place("/office/places/{id}/villages/{village}/remove", For::Office, post(places::one::remove_village)),
        place("/office/places/{id}/remove", For::Office, post(places::one::remove)),
    ]
}

/// Who looked at names, which consents stand, how long records are kept, what was reported.
fn privacy() -> Vec<Place> {
    use office::{consents, privacy, reports};
    vec![
        place("/office/privacy", For::Office, get(privacy::show)),
        place("/office/privacy.csv", For::Office, get(privacy::table)),
        place("/office/phases/{number}/keep", For::Office, get(privacy::keep).post(privacy::save)),
        place("/office/consents", For::Office, get(consents::list)),
        place("/office/reports", For::Office, get(reports::list)),
        place("/office/reports/{id}", For::Office, get(reports::show).post(reports::settle)),
    ]
}

/// The ledger, for everybody and for the office.
fn money() -> Vec<Place> {
    use office::ledger as books;
    vec![
        place("/ledger", For::Anyone, get(ledger::show)),
        place("/ledger.csv", For::Anyone, get(ledger::table)),
        place("/office/ledger", For::Office, get(books::show).post(books::record)),
        place("/office/ledger/close", For::Office, post(books::close)),
        place("/office/ledger/{id}/reverse", For::Office, post(books::reverse)),
    ]
}

/// From the parcel to the child, and what the office does when something is wrong on the way.
fn gifts_in_hand() -> Vec<Place> {
    use office::{confirmations, journal, letters, notes, papers as jobs, phases, pool, problems, stuck};
    use school::{away, expected, hand_outs, papers, questions, roster};
    vec![
        place("/receive", For::Receiver, get(receive::ask).post(receive::find)),
        place("/receive/gaps", For::Receiver, get(receive::gaps::show)),
        place("/receive/{code}", For::Receiver, get(receive::show).post(receive::confirm)),
        place("/receive/{code}/problem", For::Receiver, post(receive::note)),
        place("/school/expected", For::School, get(expected::show)),
        place("/school/roster", For::School, get(roster::show).post(roster::confirm)),
        place("/school/roster/print", For::School, get(roster::print)),
        place("/school/away/{number}", For::School, get(away::show)),
        place("/school/papers", For::School, get(papers::show)),
        place("/school/hand-outs", For::School, get(hand_outs::list)),
        place("/school/hand-outs/{id}", For::School, get(hand_outs::show)),
        place("/school/questions", For::School, get(questions::list)),
        place("/school/questions/{id}", For::School, post(questions::answer)),
        place("/office/phases/{number}/papers", For::Office, get(phases::papers::page).post(phases::papers::ask)),
        place("/office/papers/{id}", For::Office, get(jobs::show)),
        place("/office/phases/{number}/confirmations", For::Office, get(confirmations::list)),
        place("/office/confirmations/{id}", For::Office, get(confirmations::show).post(confirmations::note)),
        place("/office/stuck", For::Office, get(stuck::show)),
        place("/office/notes", For::Office, get(notes::show)),
        place("/office/notes/{claim}", For::Office, post(notes::judge)),
        place("/office/problems", For::Office, get(problems::list)),
        place("/office/problems/{id}", For::Office, get(problems::show).post(problems::settle)),
        place("/office/pool", For::Office, get(pool::show).post(pool::fill)),
        place("/office/pool/fill", For::Office, post(pool::fill_from_stock)),
        place("/office/pool/stock", For::Office, post(pool::add)),
        place("/office/pool/stock/{id}/close", For::Office, post(pool::close)),
        place("/office/letters", For::Office, get(letters::list)),
        place("/office/letters/{id}", For::Office, post(letters::resend)),
        place("/office/journal", For::Office, get(journal::list)),
    ]
}
