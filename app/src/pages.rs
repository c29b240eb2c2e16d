//! The site map: every page, whom it is for, and who answers there.
//!
//! [`map`] is also what the tests walk: a place missing from the table of roles fails them.

mod about;
mod accounts;
mod basket;
mod claim;
mod code;
mod disclosures;
mod fairness;
mod funds;
mod gifts;
mod give;
mod hold;
mod home;
mod households;
mod join;
mod ledger;
mod matching;
mod office;
mod organisations;
mod phases;
mod plots;
mod proposal;
mod receive;
mod report;
mod school;
mod village;
mod waiting;
mod wishes;

use axum::{
    Router,
    routing::{MethodRouter, get, post},
};

use crate::{Site, request::upload::limit};

/// Whom a place is for. The verbs check it by their keys; this is what the tests hold the pages to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum For {
    Anyone,
    /// Anybody with an account.
    SignedIn,
    Donor,
    School,
    Village,
    /// Officers and administrators.
    Office,
    Admin,
    /// A school or the office's hub.
    Receiver,
    /// A village for its own households and plots, the office for all.
    Keeper,
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
    [
        public(),
        disclosed(),
        accounts(),
        organisations(),
        donor(),
        offers(),
        rounds(),
        school(),
        village(),
        office(),
        privacy(),
        gifts_in_hand(),
        cards(),
        money(),
        payments(),
        plots(),
        statements(),
        village_funds(),
    ]
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
        place("/match", For::Anyone, get(matching::show)),
        place("/basket", For::Anyone, get(basket::show).post(basket::add)),
        place("/basket/remove", For::Anyone, post(basket::remove)),
        place("/claim", For::Anyone, get(claim::show).post(claim::claim)),
        place("/claim/sent", For::Anyone, get(claim::sent)),
        place("/hold", For::Anyone, get(hold::show).post(hold::confirm)),
        place("/hold/let-go", For::Anyone, post(hold::let_go)),
        place("/v/{code}", For::Anyone, get(code::show)),
        place("/phases", For::Anyone, get(phases::list)),
        place("/phases/{number}", For::Anyone, get(phases::show::show)),
        place("/fairness", For::Anyone, get(fairness::show)),
        place("/fairness.csv", For::Anyone, get(fairness::download)),
        place("/about", For::Anyone, get(about::about)),
        place("/privacy", For::Anyone, get(about::privacy)),
        place("/report", For::Anyone, get(report::show).post(report::send)),
    ]
}

/// The disclosure reports: published for everybody, owed by the office.
fn disclosed() -> Vec<Place> {
    use office::disclosures::{self as owed, one};
    vec![
        place("/phases/{number}/disclosures/{id}", For::Anyone, get(disclosures::phase)),
        place("/seasons/{season}/disclosures/{disclosure}", For::Anyone, get(disclosures::season)),
        place("/funds/{id}/disclosures/{disclosure}", For::Anyone, get(disclosures::fund)),
        place("/office/disclosures", For::Office, get(owed::list)),
        place("/office/phases/{number}/report/{period}", For::Office, get(one::phase).post(one::publish_phase)),
        place("/office/seasons/{season}/report/{period}", For::Office, get(one::season).post(one::publish_season)),
        place("/office/funds/{id}/report/{period}", For::Office, get(one::fund).post(one::publish_fund)),
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
    use gifts::{confirmations, ship, show, tag};
    vec![
        place("/gifts", For::Donor, get(gifts::list)),
        place("/gifts/ship", For::Donor, get(ship::show).post(ship::send)),
        place("/gifts/confirmations", For::Donor, get(confirmations::list).post(confirmations::issue)),
        place("/gifts/{code}", For::Donor, get(show::show)),
        place("/gifts/{code}/tag", For::Donor, get(tag::show)),
        place("/gifts/{code}/ship", For::Donor, post(show::ship)),
        place("/gifts/{code}/note", For::Donor, post(show::note)),
        place("/gifts/{code}/question", For::Donor, post(show::ask)),
        place("/gifts/{code}/release", For::Donor, post(show::release)),
        place("/waiting", For::Anyone, post(waiting::join).get(waiting::show)),
        place("/waiting/leave", For::Donor, post(waiting::leave)),
    ]
}

/// What a donor is ready to give for a while.
fn offers() -> Vec<Place> {
    use gifts::offers as own;
    vec![
        place("/gifts/offers", For::Donor, get(own::list)),
        place("/gifts/offers/new", For::Donor, get(own::new::show).post(own::new::save)),
        place("/gifts/offers/{id}", For::Donor, get(own::one::show).post(own::one::save)),
        place("/gifts/offers/{id}/pause", For::Donor, post(own::one::pause)),
        place("/gifts/offers/{id}/resume", For::Donor, post(own::one::resume)),
        place("/gifts/offers/{id}/end", For::Donor, post(own::one::end)),
    ]
}

/// Offers meet wishes: what the office draws and applies, and the link by which a donor answers.
fn rounds() -> Vec<Place> {
    use office::rounds::{self as list, one};
    vec![
        place("/office/rounds", For::Office, get(list::list).post(list::open)),
        place("/office/rounds/nightly", For::Office, post(list::set_nightly)),
        place("/office/rounds/nightly/stop", For::Office, post(list::stop_nightly)),
        place("/office/rounds/{id}", For::Office, get(one::show)),
        place("/office/rounds/{id}/redraw", For::Office, post(one::redraw)),
        place("/office/rounds/{id}/apply", For::Office, post(one::apply)),
        place("/office/rounds/{id}/discard", For::Office, post(one::discard)),
        place("/proposal", For::Anyone, get(proposal::show).post(proposal::accept)),
        place("/proposal/decline", For::Anyone, post(proposal::decline)),
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
        place("/school/imports", For::School, get(imports::list).post(imports::bring).layer(limit())),
        place("/school/imports/{id}", For::School, get(imports::one::show)),
        place("/school/imports/{id}/columns", For::School, get(imports::columns::show).post(imports::columns::save)),
        place("/school/imports/{id}/take", For::School, post(imports::one::take)),
        place("/school/imports/{id}/undo", For::School, post(imports::one::undo)),
    ]
}

fn village() -> Vec<Place> {
    vec![
        place("/village", For::Village, get(village::desk::show)),
        place("/village/fund", For::Village, get(village::fund::show)),
    ]
}

/// Who is let in, and the ground the wishes stand on: phases, organisers, schools, places.
fn office() -> Vec<Place> {
    use office::{fairness as fair, organisers, people, phases, places, review, schools, today, wishes};
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
        place("/office/fairness", For::Office, get(fair::show)),
        place("/office/fairness.csv", For::Office, get(fair::download)),
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

/// A child's answer to one gift: from the school through the office to its donor.
fn cards() -> Vec<Place> {
    use office::cards as queue;
    use school::cards::{list, many, one};
    vec![
        place("/school/cards", For::School, get(list)),
        place("/school/cards/many", For::School, get(many::show).post(many::send).layer(limit())),
        place("/school/cards/many/drop", For::School, post(many::drop_all)),
        place("/school/cards/many/{id}", For::School, post(many::pair)),
        place("/school/cards/many/{id}/drop", For::School, post(many::drop)),
        place("/school/cards/many/{id}/turn", For::School, post(many::turn)),
        place("/school/cards/{code}", For::School, get(one::show).post(one::send).layer(limit())),
        place("/school/cards/{code}/decline", For::School, post(one::decline)),
        place("/school/cards/{code}/turn", For::School, post(one::turn)),
        place("/office/cards", For::Office, get(queue::show)),
        place("/office/cards/{code}", For::Office, post(queue::judge)),
        place("/office/cards/{code}/recall", For::Office, post(queue::recall::recall)),
        place("/office/cards/{code}/blur", For::Office, get(queue::blur::show).post(queue::blur::burn)),
        place("/office/cards/{code}/turn", For::Office, post(queue::turn::turn)),
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

/// What donors pay straight to an organiser, and what the office records of it.
fn payments() -> Vec<Place> {
    use gifts::payments as own;
    use office::{
        payment_confirmations as papers,
        payments::{self as arrivals, one},
    };
    vec![
        place("/give", For::Donor, get(give::show).post(give::promise)),
        place("/gifts/payments", For::Donor, get(own::list)),
        place("/gifts/payments/{reference}", For::Donor, get(own::show)),
        place("/gifts/payments/{reference}/give-up", For::Donor, post(own::give_up)),
        place("/office/payments", For::Office, get(arrivals::show).post(arrivals::record)),
        place("/office/payments/{id}", For::Office, get(one::show)),
        place("/office/payments/{id}/sort", For::Office, post(one::sort)),
        place("/office/payments/{id}/return", For::Office, post(one::give_back)),
        place("/office/payments/{id}/returned", For::Office, post(one::given_back)),
        place("/office/payments/{id}/keep", For::Office, post(one::keep)),
        place("/office/payments/{id}/undo", For::Office, post(one::undo)),
        place("/office/money", For::Office, get(office::money::show)),
        place("/gifts/payments/{reference}/confirmation", For::Donor, post(own::confirm)),
        place("/office/payment-confirmations", For::Office, get(papers::list)),
        place("/office/payment-confirmations/{id}", For::Office, get(papers::show).post(papers::note)),
        place("/office/payment-confirmations/{id}/void", For::Office, post(papers::void)),
    ]
}

/// The organisers' bank accounts as tables.
fn statements() -> Vec<Place> {
    use office::statements::{self as all, columns, line, one, unread};
    vec![
        place("/office/statements", For::Office, get(all::list).post(all::bring).layer(limit())),
        place("/office/statements/{id}", For::Office, get(one::show)),
        place("/office/statements/{id}/columns", For::Office, get(columns::show).post(columns::save)),
        place("/office/statements/{id}/forget", For::Office, post(columns::forget)),
        place("/office/statements/{id}/book", For::Office, post(one::book)),
        place("/office/statements/{id}/drop", For::Office, post(one::drop)),
        place("/office/statements/{id}/unread/{row}", For::Office, post(unread::set_aside)),
        place("/office/statement-lines/{id}", For::Office, get(line::show)),
        place("/office/statement-lines/{id}/book", For::Office, post(line::book)),
        place("/office/statement-lines/{id}/aside", For::Office, post(line::set_aside)),
        place("/office/statement-lines/{id}/back", For::Office, post(line::bring_back)),
    ]
}

/// The fields: for everybody, for who adopts, for who keeps them.
fn plots() -> Vec<Place> {
    use gifts::plots as own;
    use plots::{adopt, keep, show};
    vec![
        place("/plots", For::Anyone, get(plots::list)),
        place("/plots/{number}", For::Anyone, get(show::show)),
        place("/plots/{number}/adopt", For::Donor, post(adopt::adopt)),
        place("/gifts/plots", For::Donor, get(own::mine)),
        place("/gifts/plots/{code}", For::Donor, get(own::show::show)),
        place("/gifts/plots/{code}/sign", For::Donor, post(own::show::sign)),
        place("/gifts/plots/{code}/release", For::Donor, post(own::show::release)),
        place("/households", For::Keeper, get(households::list).post(households::add)),
        place("/households/{id}", For::Keeper, get(households::one::show).post(households::one::save)),
        place("/households/{id}/look", For::Office, post(households::one::look)),
        place("/households/{id}/erase", For::Office, get(households::erase::ask).post(households::erase::erase)),
        place("/households/{id}/plot", For::Keeper, get(households::plot::ask).post(households::plot::save)),
        place("/office/plots", For::Office, get(office::plots::show)),
        place("/plots/{number}/keep", For::Keeper, get(keep::show).post(keep::save)),
        place("/plots/{number}/open", For::Office, post(keep::step::open)),
        place("/plots/{number}/grow", For::Keeper, post(keep::step::grow)),
        place("/plots/{number}/unsow", For::Office, post(keep::unsow::unsow)),
        place("/plots/{number}/signature", For::Keeper, post(keep::adopted::sign).layer(limit())),
        place("/plots/{number}/diary", For::Keeper, post(keep::step::write).layer(limit())),
        place("/plots/{number}/diary/{entry}/take-down", For::Office, post(keep::step::take_down)),
        place("/plots/{number}/harvest", For::Keeper, post(keep::weigh::put)),
        place("/plots/{number}/deliveries", For::Office, post(keep::deliveries::show).get(keep::deliveries::back)),
        place("/plots/{number}/deliver", For::Office, post(keep::end::put_delivery)),
        place("/plots/{number}/settle", For::Office, post(keep::end::put_settlement).layer(limit())),
        place("/plots/{number}/receipt", For::Keeper, post(keep::receipt::add).layer(limit())),
        place("/plots/{number}/renew", For::Office, post(keep::end::renew)),
        place("/plots/{number}/hand-over", For::Office, post(keep::end::change_household)),
        place("/plots/{number}/close", For::Office, post(keep::step::close)),
    ]
}

/// Filial-piety funds: for everybody, for a supporter, for who pledges, for the office.
fn village_funds() -> Vec<Place> {
    use gifts::pledges as own;
    use office::funds as desk;
    use office::funds::{contributions, elder, elders, new, one, payout, rules};
    vec![
        place("/funds", For::Anyone, get(funds::list)),
        place("/funds/{id}", For::Anyone, get(funds::show::show)),
        place("/funds/{id}/months.csv", For::Anyone, get(funds::show::table)),
        place("/funds/{id}/pledge", For::Donor, post(funds::pledge::pledge)),
        place("/gifts/support", For::Donor, get(gifts::support::show)),
        place("/gifts/pledges", For::Donor, get(own::list)),
        place("/gifts/pledges/{id}", For::Donor, get(own::one::show)),
        place("/gifts/pledges/{id}/pause", For::Donor, post(own::one::pause)),
        place("/gifts/pledges/{id}/resume", For::Donor, post(own::one::resume)),
        place("/gifts/pledges/{id}/stop", For::Donor, post(own::one::stop)),
        place("/office/funds", For::Office, get(desk::list)),
        place("/office/funds/new", For::Office, get(new::page).post(new::save)),
        place("/office/funds/{id}", For::Office, get(one::page).post(one::save)),
        place("/office/funds/{id}/open", For::Office, post(one::open)),
        place("/office/funds/{id}/close", For::Office, post(one::close)),
        place("/office/funds/{id}/payouts", For::Office, post(one::draft_payout)),
        place("/office/funds/{id}/rules", For::Office, get(rules::page).post(rules::add)),
        place("/office/funds/{id}/elders", For::Office, get(elders::list)),
        place("/office/funds/{id}/elders/new", For::Office, get(elders::new).post(elders::register)),
        place("/office/funds/{id}/contributions", For::Office, get(contributions::page).post(contributions::record)),
        place("/office/contributions/{id}/correct", For::Office, post(contributions::correct)),
        place("/office/elders/{id}", For::Office, get(elder::show)),
        place("/office/elders/{id}/look", For::Office, post(elder::look)),
        place("/office/elders/{id}/state", For::Office, post(elder::change)),
        place("/office/elders/{id}/show", For::Office, post(elder::publish)),
        place("/office/elders/{id}/hide", For::Office, post(elder::hide)),
        place("/office/elders/{id}/supporters", For::Office, post(elder::add_supporter)),
        place("/office/elders/{id}/share", For::Office, post(elder::share)),
        place("/office/elders/{id}/give-back", For::Office, post(elder::give_back)),
        place("/office/elders/{id}/erase", For::Office, post(elder::erase)),
        place("/office/supporters/{id}/end", For::Office, post(elder::end_supporter)),
        place("/office/payouts/{id}", For::Office, get(payout::show)),
        place("/office/payouts/{id}/redraw", For::Office, post(payout::redraw)),
        place("/office/payouts/{id}/review", For::Office, post(payout::review)),
        place("/office/payouts/{id}/approve", For::Office, post(payout::approve)),
        place("/office/payouts/{id}/send-back", For::Office, post(payout::send_back)),
        place("/office/payouts/{id}/discard", For::Office, post(payout::discard)),
        place("/office/payouts/{id}/pay", For::Office, post(payout::record_paid)),
        place("/office/payouts/{id}/lines/{elder}/hold", For::Office, post(payout::hold)),
        place("/office/payouts/{id}/lines/{elder}/release", For::Office, post(payout::release)),
    ]
}

/// From the parcel to the child, and what the office does when something is wrong on the way.
fn gifts_in_hand() -> Vec<Place> {
    use office::{confirmations, journal, letters, notes, papers as jobs, phases, pool, problems, stuck};
    use school::{away, expected, hand_outs, notes as words, papers, questions, roster};
    vec![
        place("/receive", For::Receiver, get(receive::ask).post(receive::find)),
        place("/receive/gaps", For::Receiver, get(receive::gaps::show)),
        place("/receive/{code}", For::Receiver, get(receive::show).post(receive::confirm)),
        place("/receive/{code}/problem", For::Receiver, post(receive::note)),
        place("/receive/{code}/photo", For::Receiver, post(receive::photo).layer(limit())),
        place("/school/expected", For::School, get(expected::show)),
        place("/school/roster", For::School, get(roster::show).post(roster::confirm)),
        place("/school/roster/print", For::School, get(roster::print)),
        place("/school/notes", For::School, get(words::show)),
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
