//! The fields of all forms, by the names their inputs have.

macro_rules! fields {
    ($($name:ident = $key:literal),+ $(,)?) => {
        /// A field of a form, by the name its input has.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Field { $($name),+ }

        impl Field {
            /// The `name=` of the input.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key),+ }
            }
        }
    };
}

fields! {
    Email = "email", Name = "name", PublicName = "public_name", Organisation = "organisation",
    Password = "password", PresentPassword = "present_password", Role = "role", School = "school", Lang = "lang",
    NameZh = "name_zh", NameEn = "name_en", AliasZh = "alias_zh", AliasEn = "alias_en", SchoolCode = "code",
    Township = "township", Village = "village", Address = "delivery_address", Contact = "delivery_contact",
    Phone = "delivery_phone", Organiser = "organiser", LegalBasis = "legal_basis",
    QualificationNo = "qualification_no", FilingNo = "filing_no", OrganiserContact = "contact",
    Number = "number", TitleZh = "title_zh", TitleEn = "title_en", PriceCap = "price_cap",
    OpensOn = "opens_on", ClaimUntil = "claim_until", ReturnBy = "return_by", HandOutOn = "hand_out_on",
    HoldHours = "hold_hours", GiveDays = "give_days", GraceDays = "grace_days", ConfirmDays = "confirm_days",
    CardDays = "card_days", DonorLimit = "donor_limit", KeepMonths = "keep_months",
    Phase = "phase", Category = "category", Item = "item", Specification = "specification", Gender = "gender",
    Grade = "grade", Price = "price", ChildName = "child_name", BirthDate = "birth_date", Guardian = "guardian",
    Household = "household", Situation = "situation", ConsentGoods = "consent_goods", FormNo = "form_no",
    GivenOn = "given_on", Reason = "reason",
    Rules = "rules", How = "how", TrackingNo = "tracking_no", Carrier = "carrier", DropOffOn = "drop_off_on",
    Gifts = "tick",
    Note = "note",
    Question = "question", Answer = "answer", Remark = "remark", Code = "gift_code", CheckList = "check_list",
    Kind = "kind", StockKind = "kind", StockCap = "price_cap", Choice = "choice", PassTo = "pass_to",
    HandedOn = "handed_on", Teacher = "teacher", SecondAdult = "second_adult", SignedBy = "signed_by",
    AboutZh = "about_zh", AboutEn = "about_en", WishLimit = "wish_limit", Slug = "slug",
    Goods = "goods", Giver = "giver", Quantity = "quantity", AddedOn = "added_on",
    Way = "way", Every = "every", Programme = "programme", Source = "source", Amount = "amount", BookedOn = "booked_on",
    Document = "document_no", Month = "month",
    People = "people", Head = "head", HeadPhone = "head_phone", HouseholdAddress = "address",
    Crop = "crop", Variety = "variety", StandardZh = "standard_zh", StandardEn = "standard_en", Area = "area",
    AdoptUntil = "adopt_until", SowOn = "sow_on", HarvestOn = "harvest_on", Shares = "shares", Farmer = "farmer",
    Inputs = "inputs", Logistics = "logistics", Charity = "charity", HarvestShare = "harvest_share", Mode = "mode",
    ShortfallRule = "shortfall_rule", Party = "party", Delivery = "delivery", Contract = "contract",
    Adoption = "adoption", SignedOn = "signed_on", PaperNo = "paper_no", Correction = "correction",
    OnDay = "on_day", Diary = "diary",
    Weight = "weight", TestNo = "test_no", Evidence = "evidence", DeliveredOn = "delivered_on",
    MadeUp = "made_up", DeliveryNote = "delivery_note", SettledOn = "settled_on", ReceiptSigned = "receipt_signed",
    NextHousehold = "next_household", WholePrice = "price",
    Rule = "rule", MinimumAge = "minimum_age", Support = "support", MatchPercent = "match_percent", Cap = "cap",
    MatchSource = "match_source", Cadence = "cadence", MinimumSupporters = "minimum_supporters", DueDay = "due_day",
    RemindBefore = "remind_before", RemindEvery = "remind_every", RemindMost = "remind_most",
    Alias = "alias", ElderName = "elder_name", Public = "public", ElderState = "state", SinceOn = "since_on",
    JoinedOn = "joined_on", SupporterName = "supporter_name", SupporterPhone = "supporter_phone",
    Relation = "relation", Pledge = "pledge",
    Elder = "elder", Supporter = "supporter", ReceivedOn = "received_on", PaidOn = "paid_on",
    Search = "q", Words = "words", ReplyTo = "reply_to", Sure = "sure",
    Meant = "meant",
    BankHolder = "bank_holder", BankName = "bank_name", BankAccount = "bank_account", PaymentCode = "payment_code",
    ArrivedOn = "arrived_on", Payer = "payer", Again = "again",
    AmountIn = "amount_in", AmountOut = "amount_out", Direction = "direction", Serial = "serial",
    Count = "count", MaxCount = "max_count", Budget = "budget", MaxPrice = "max_price", Categories = "categories",
    Townships = "townships", Schools = "schools", GradeMin = "grade_min", GradeMax = "grade_max",
    ValidUntil = "valid_until", Kinds = "kinds", MaxShares = "max_shares", ForFunds = "for_funds",
    Hour = "hour", RaiseCap = "raise_cap",
    File = "file", HeaderRow = "header_row", ReceiptNo = "receipt_no",
    Shows = "shows", BlurLeft = "blur_left", BlurTop = "blur_top", BlurWidth = "blur_width",
    BlurHeight = "blur_height", CardOf = "card_of",
}
