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
    Note = "note",
    Question = "question", Answer = "answer", Remark = "remark", Code = "gift_code", CheckList = "check_list",
    Kind = "kind", Choice = "choice", PassTo = "pass_to",
    HandedOn = "handed_on", Teacher = "teacher", SecondAdult = "second_adult", SignedBy = "signed_by",
    AboutZh = "about_zh", AboutEn = "about_en", WishLimit = "wish_limit", Slug = "slug",
    Giver = "giver", Quantity = "quantity", AddedOn = "added_on",
    Way = "way", Programme = "programme", Source = "source", Amount = "amount", BookedOn = "booked_on",
    Document = "document_no", Month = "month",
    Search = "q", Words = "words", ReplyTo = "reply_to", Sure = "sure",
    File = "file", HeaderRow = "header_row", ReceiptNo = "receipt_no",
}
