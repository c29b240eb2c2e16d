//! Which templates write which letter: `server/mail/<kind>/{zh,en}.{txt,html}`, given the letter's own fields
//! by name, and the pen. A template that is missing, or that asks for what its letter does not hold, does not compile.

use askama::Template;
use entity::{
    Code, Day, Fen, Lang, Time, elder,
    id::PhotoId,
    outbox::{
        Letter,
        letter::{
            AdoptionLine, Delivery, FundLine, Gift, GiverLine, LookLine, OfferLine, PaymentLine, PhaseLine,
            ProblemChoice, ProblemKind, ReportLine, ShortLine, StillDue, StuckLine, SumLine, WhyKept, WhyReturned,
        },
    },
    payment::PayCode,
    plot::{Mode, unsow, weigh_again::Reason},
};

use super::pen::Pen;

/// One letter in words. The text's first line is its subject.
pub(super) struct Sides {
    pub text: String,
    pub html: String,
}

fn sides(text: &impl Template, html: &impl Template) -> askama::Result<Sides> {
    Ok(Sides { text: text.render()?, html: html.render()? })
}

macro_rules! side {
    ($side:ident $path:tt { $($field:ident: $type:ty),+ }) => {
        #[derive(Template)]
        #[template(path = $path)]
        struct $side<'a> {
            pen: &'a Pen<'a>,
            $($field: &'a $type),+
        }
    };
}

macro_rules! letters {
    ($($kind:ident [$zh_text:tt $zh_html:tt $en_text:tt $en_html:tt] { $($field:ident: $type:ty),+ })+) => {
        /// Writes a letter in the pen's language.
        pub(super) fn write(letter: &Letter, pen: &Pen<'_>) -> askama::Result<Sides> {
            match letter {
                $(Letter::$kind { $($field),+ } => {
                    side!(ZhText $zh_text { $($field: $type),+ });
                    side!(ZhHtml $zh_html { $($field: $type),+ });
                    side!(EnText $en_text { $($field: $type),+ });
                    side!(EnHtml $en_html { $($field: $type),+ });
                    match pen.lang {
                        Lang::Zh => sides(&ZhText { pen, $($field),+ }, &ZhHtml { pen, $($field),+ }),
                        Lang::En => sides(&EnText { pen, $($field),+ }, &EnHtml { pen, $($field),+ }),
                    }
                })+
            }
        }
    };
}

letters! {
    VerifyAddress ["verify_address/zh.txt" "verify_address/zh.html" "verify_address/en.txt" "verify_address/en.html"] {
        name: String, link: String, expires_at: Time
    }
    SignInLink ["sign_in_link/zh.txt" "sign_in_link/zh.html" "sign_in_link/en.txt" "sign_in_link/en.html"] {
        name: String, link: String, expires_at: Time
    }
    AlreadyHere ["already_here/zh.txt" "already_here/zh.html" "already_here/en.txt" "already_here/en.html"] {
        name: String, link: String, expires_at: Time
    }
    ResetPassword ["reset_password/zh.txt" "reset_password/zh.html" "reset_password/en.txt" "reset_password/en.html"] {
        name: String, link: String, expires_at: Time
    }
    Invitation ["invitation/zh.txt" "invitation/zh.html" "invitation/en.txt" "invitation/en.html"] {
        name: String, school: Option<String>, village: Option<String>, link: String, expires_at: Time
    }
    HoldReceived ["hold_received/zh.txt" "hold_received/zh.html" "hold_received/en.txt" "hold_received/en.html"] {
        name: String, gifts: Vec<Gift>, link: String, held_until: Time, to_pool: usize, phase: PhaseLine
    }
    ClaimConfirmed ["claim_confirmed/zh.txt" "claim_confirmed/zh.html" "claim_confirmed/en.txt" "claim_confirmed/en.html"] {
        name: String, gifts: Vec<(Gift, Delivery)>, give_by: Day, grace: i32, to_pool: bool, phase: PhaseLine
    }
    Reminder ["reminder/zh.txt" "reminder/zh.html" "reminder/en.txt" "reminder/en.html"] {
        name: String, gift: Gift, more: Vec<Gift>, give_by: Day, days: i64, grace: i32, to_pool: bool, phase: PhaseLine
    }
    Lapsed ["lapsed/zh.txt" "lapsed/zh.html" "lapsed/en.txt" "lapsed/en.html"] {
        name: String, gift: Gift, more: Vec<Gift>, was_hold: bool, to_pool: bool, phase: PhaseLine
    }
    Released ["released/zh.txt" "released/zh.html" "released/en.txt" "released/en.html"] {
        name: String, gift: Gift, to_pool: bool, phase: PhaseLine
    }
    Cancelled ["cancelled/zh.txt" "cancelled/zh.html" "cancelled/en.txt" "cancelled/en.html"] {
        name: String, gift: Gift, reason: String, opens: bool, to_pool: bool, phase: PhaseLine
    }
    Received ["received/zh.txt" "received/zh.html" "received/en.txt" "received/en.html"] {
        name: String, gift: Gift, on: Day, hand_out_on: Option<Day>, phase: PhaseLine
    }
    ProblemChoice ["problem_choice/zh.txt" "problem_choice/zh.html" "problem_choice/en.txt" "problem_choice/en.html"] {
        name: String, gift: Gift, was: Option<Code>, problem: ProblemKind, choice: ProblemChoice, remark: String, give_by: Option<Day>, phase: PhaseLine
    }
    HandedOut ["handed_out/zh.txt" "handed_out/zh.html" "handed_out/en.txt" "handed_out/en.html"] {
        name: String, gift: Gift, more: Vec<Gift>, on: Day, by_guardian: bool, by_teacher: bool, phase_total: u64, phase_schools: u64, card_days: Option<i32>, cards: usize, note_unread: bool, unread: usize, refused: usize, phase: PhaseLine
    }
    Card ["card/zh.txt" "card/zh.html" "card/en.txt" "card/en.html"] {
        name: String, gift: Gift, on: Day, photo: PhotoId, phase: PhaseLine
    }
    CardReturned ["card_returned/zh.txt" "card_returned/zh.html" "card_returned/en.txt" "card_returned/en.html"] {
        name: String, code: Code, item: String, reason: String, phase: PhaseLine
    }
    CardRecalled ["card_recalled/zh.txt" "card_recalled/zh.html" "card_recalled/en.txt" "card_recalled/en.html"] {
        name: String, gift: Gift, phase: PhaseLine
    }
    CardToRedo ["card_to_redo/zh.txt" "card_to_redo/zh.html" "card_to_redo/en.txt" "card_to_redo/en.html"] {
        name: String, code: Code, item: String, reason: String, phase: PhaseLine
    }
    CardsDue ["cards_due/zh.txt" "cards_due/zh.html" "cards_due/en.txt" "cards_due/en.html"] {
        name: String, count: u32, due: Day, days: i64, phase: PhaseLine
    }
    SubstitutionAnswered ["substitution_answered/zh.txt" "substitution_answered/zh.html" "substitution_answered/en.txt" "substitution_answered/en.html"] {
        name: String, gift: Gift, question: String, yes: bool, remark: String, phase: PhaseLine
    }
    NoteRefused ["note_refused/zh.txt" "note_refused/zh.html" "note_refused/en.txt" "note_refused/en.html"] {
        name: String, gift: Gift, reason: String, phase: PhaseLine
    }
    WishReturned ["wish_returned/zh.txt" "wish_returned/zh.html" "wish_returned/en.txt" "wish_returned/en.html"] {
        name: String, code: Code, item: String, reason: String, phase: PhaseLine
    }
    BatchApproved ["batch_approved/zh.txt" "batch_approved/zh.html" "batch_approved/en.txt" "batch_approved/en.html"] {
        name: String, wishes: Vec<(Code, String)>, is_public: bool, phase: PhaseLine
    }
    SubstitutionAsked ["substitution_asked/zh.txt" "substitution_asked/zh.html" "substitution_asked/en.txt" "substitution_asked/en.html"] {
        name: String, code: Code, item: String, question: String, phase: PhaseLine
    }
    ParcelsExpected ["parcels_expected/zh.txt" "parcels_expected/zh.html" "parcels_expected/en.txt" "parcels_expected/en.html"] {
        name: String, parcels: Vec<(Code, String, String)>, phase: PhaseLine
    }
    HandOutDue ["hand_out_due/zh.txt" "hand_out_due/zh.html" "hand_out_due/en.txt" "hand_out_due/en.html"] {
        name: String, count: u32, since: Day, phase: PhaseLine
    }
    ProblemSettled ["problem_settled/zh.txt" "problem_settled/zh.html" "problem_settled/en.txt" "problem_settled/en.html"] {
        name: String, code: Code, item: String, problem: ProblemKind, choice: ProblemChoice, passed_to: Option<(Code, String)>, at_hub: bool, from_pool: bool, phase: PhaseLine
    }
    WaitingDigest ["waiting_digest/zh.txt" "waiting_digest/zh.html" "waiting_digest/en.txt" "waiting_digest/en.html"] {
        name: String, gifts: Vec<Gift>, open: u64, phase: PhaseLine
    }
    StuckList ["stuck_list/zh.txt" "stuck_list/zh.html" "stuck_list/en.txt" "stuck_list/en.html"] {
        name: String, lines: Vec<StuckLine>
    }
    LooksReported ["looks_reported/zh.txt" "looks_reported/zh.html" "looks_reported/en.txt" "looks_reported/en.html"] {
        name: String, month: Day, lines: Vec<LookLine>, school_looks: u64, school_names: u64
    }
    KeepingEnds ["keeping_ends/zh.txt" "keeping_ends/zh.html" "keeping_ends/en.txt" "keeping_ends/en.html"] {
        name: String, children: u64, until: Day, phase: PhaseLine
    }
    OrganisationApproved ["organisation_approved/zh.txt" "organisation_approved/zh.html" "organisation_approved/en.txt" "organisation_approved/en.html"] {
        name: String, organisation: String, slug: String, limit: i32
    }
    PaymentAsked ["payment_asked/zh.txt" "payment_asked/zh.html" "payment_asked/en.txt" "payment_asked/en.html"] {
        name: String, amount: Option<Fen>, bank: [String; 3], payment: PaymentLine
    }
    PaymentRecorded ["payment_recorded/zh.txt" "payment_recorded/zh.html" "payment_recorded/en.txt" "payment_recorded/en.html"] {
        name: String, amount: Fen, on: Day, missing: Option<Fen>, goes_back: Option<Fen>, payment: PaymentLine
    }
    PaymentReturned ["payment_returned/zh.txt" "payment_returned/zh.html" "payment_returned/en.txt" "payment_returned/en.html"] {
        name: String, amount: Fen, on: Day, why: Option<WhyReturned>, due: Option<StillDue>, payment: PaymentLine
    }
    RefundKept ["refund_kept/zh.txt" "refund_kept/zh.html" "refund_kept/en.txt" "refund_kept/en.html"] {
        name: String, amount: Fen, is_lapsed: bool, why: WhyKept, payment: PaymentLine
    }
    PaymentCorrected ["payment_corrected/zh.txt" "payment_corrected/zh.html" "payment_corrected/en.txt" "payment_corrected/en.html"] {
        name: String, amount: Fen, on: Day, payment: PaymentLine
    }
    AdoptionReserved ["adoption_reserved/zh.txt" "adoption_reserved/zh.html" "adoption_reserved/en.txt" "adoption_reserved/en.html"] {
        name: String, until: Time, adoption: AdoptionLine
    }
    AdoptionSigned ["adoption_signed/zh.txt" "adoption_signed/zh.html" "adoption_signed/en.txt" "adoption_signed/en.html"] {
        name: String, bank: [String; 3], pay_code: PayCode, pay_until: Day, adoption: AdoptionLine
    }
    AdoptionLapsed ["adoption_lapsed/zh.txt" "adoption_lapsed/zh.html" "adoption_lapsed/en.txt" "adoption_lapsed/en.html"] {
        name: String, was_reserved: bool, back: Option<Fen>, adoption: AdoptionLine
    }
    PlotDiary ["plot_diary/zh.txt" "plot_diary/zh.html" "plot_diary/en.txt" "plot_diary/en.html"] {
        name: String, on: Day, words: String, adoption: AdoptionLine
    }
    PlotHarvested ["plot_harvested/zh.txt" "plot_harvested/zh.html" "plot_harvested/en.txt" "plot_harvested/en.html"] {
        name: String, weight: i64, test_no: String, short: Option<ShortLine>, corrected: Option<Reason>, in_part: bool, adoption: AdoptionLine
    }
    PlotDelivered ["plot_delivered/zh.txt" "plot_delivered/zh.html" "plot_delivered/en.txt" "plot_delivered/en.html"] {
        name: String, mode: Mode, on: Day, note: String, part: Option<i64>, adoption: AdoptionLine
    }
    PlotSettled ["plot_settled/zh.txt" "plot_settled/zh.html" "plot_settled/en.txt" "plot_settled/en.html"] {
        name: String, is_rest: bool, on: Day, farmer: Fen, inputs: Fen, logistics: Fen, charity: Fen, short: Option<ShortLine>, adoption: AdoptionLine
    }
    PlotRenewal ["plot_renewal/zh.txt" "plot_renewal/zh.html" "plot_renewal/en.txt" "plot_renewal/en.html"] {
        name: String, next: i64, until: Day, credit: Option<Fen>, adoption: AdoptionLine
    }
    PlotNotSown ["plot_not_sown/zh.txt" "plot_not_sown/zh.html" "plot_not_sown/en.txt" "plot_not_sown/en.html"] {
        name: String, reason: unsow::Reason, sow_on: Option<Day>, due: Option<StillDue>, adoption: AdoptionLine
    }
    PlotHandedOver ["plot_handed_over/zh.txt" "plot_handed_over/zh.html" "plot_handed_over/en.txt" "plot_handed_over/en.html"] {
        name: String, on: Day, adoption: AdoptionLine
    }
    SupportReceived ["support_received/zh.txt" "support_received/zh.html" "support_received/en.txt" "support_received/en.html"] {
        name: String, fund: String, elders: String, amount: Fen, on: Day, document: String
    }
    SupportDue ["support_due/zh.txt" "support_due/zh.html" "support_due/en.txt" "support_due/en.html"] {
        name: String, fund: String, elders: String, open: Fen, due_on: Day
    }
    ElderChanged ["elder_changed/zh.txt" "elder_changed/zh.html" "elder_changed/en.txt" "elder_changed/en.html"] {
        name: String, fund: String, elder: String, state: elder::State, since: Day
    }
    PayoutDone ["payout_done/zh.txt" "payout_done/zh.html" "payout_done/en.txt" "payout_done/en.html"] {
        name: String, fund: String, elder: String, sum: Fen, family: Fen, matched: Fen, on: Day
    }
    PledgeMade ["pledge_made/zh.txt" "pledge_made/zh.html" "pledge_made/en.txt" "pledge_made/en.html"] {
        name: String, amount: Fen, monthly: bool, bank: [String; 3], payment: PaymentLine
    }
    PledgeDue ["pledge_due/zh.txt" "pledge_due/zh.html" "pledge_due/en.txt" "pledge_due/en.html"] {
        name: String, amount: Fen, open: Fen, due_on: Day, bank: [String; 3], payment: PaymentLine
    }
    PledgeEnded ["pledge_ended/zh.txt" "pledge_ended/zh.html" "pledge_ended/en.txt" "pledge_ended/en.html"] {
        name: String, on: Day, arrived: Option<Fen>, payment: PaymentLine
    }
    FundPaidOut ["fund_paid_out/zh.txt" "fund_paid_out/zh.html" "fund_paid_out/en.txt" "fund_paid_out/en.html"] {
        name: String, from: Day, to: Day, on: Day, elders: u64, sum: Fen, family: Fen, government: Fen, society: Fen, fund: FundLine
    }
    ReportPublished ["report_published/zh.txt" "report_published/zh.html" "report_published/en.txt" "report_published/en.html"] {
        name: String, from: Day, to: Day, is_final: bool, report: ReportLine
    }
    OfferMade ["offer_made/zh.txt" "offer_made/zh.html" "offer_made/en.txt" "offer_made/en.html"] {
        name: String, offer: OfferLine
    }
    OfferOver ["offer_over/zh.txt" "offer_over/zh.html" "offer_over/en.txt" "offer_over/en.html"] {
        name: String, offer: OfferLine
    }
    Proposed ["proposed/zh.txt" "proposed/zh.html" "proposed/en.txt" "proposed/en.html"] {
        name: String, gifts: Vec<Gift>, adoptions: Vec<AdoptionLine>, funds: Vec<SumLine>, givers: Vec<GiverLine>,
        sum: Fen, link: String, held_until: Time, to_pool: usize, phases: Vec<PhaseLine>
    }
    PageReportAnswered ["page_report_answered/zh.txt" "page_report_answered/zh.html" "page_report_answered/en.txt" "page_report_answered/en.html"] {
        name: String, number: i64, on: Day, answer: String
    }
}
