//! What is no page: files, pictures, what a phone without a network fetches, the demonstration's letters. As the table
//! of pages says it of them, with what two villages get beside it.

use super::{Row, TABLE};

/// As in [`TABLE`], and then what GET answers to two villages' desks; see [`super::village`].
pub const FILES: [(&str, &str, &str, &str); 48] = [
    ("/gifts/{code}/tag.pdf", "SMPFFFFF", "--------", "FF"),
    ("/gifts/tags.pdf", "SRPFFFFF", "--------", "FF"),
    ("/gifts/plots/{code}/contract.pdf", "SMPFFFFF", "--------", "FF"),
    ("/gifts/confirmations/{id}/confirmation.pdf", "SMMFFFFF", "--------", "FF"),
    ("/gifts/payments/{reference}/confirmation.pdf", "SMMFFFFF", "--------", "FF"),
    ("/school/away/{number}/roster", "SFFFPPFF", "--------", "FF"),
    ("/school/away/{number}/send", "--------", "SFFFDDFF", "--"),
    ("/school/imports/template.xlsx", "SFFFPPFF", "--------", "FF"),
    ("/school/imports/{id}/marked.xlsx", "SFFFMPFF", "--------", "FF"),
    ("/school/papers/{number}/tags.pdf", "SFFFRPFF", "--------", "FF"),
    ("/school/papers/{number}/packing.pdf", "SFFFRPFF", "--------", "FF"),
    ("/school/papers/{number}/receive.pdf", "SFFFRPFF", "--------", "FF"),
    ("/school/papers/{number}/roster.pdf", "SFFFRPFF", "--------", "FF"),
    ("/school/papers/{number}/stickers.pdf", "SFFFRPFF", "--------", "FF"),
    ("/office/phases/{number}/papers/{school}/tags.pdf", "SFFFFFPP", "--------", "FF"),
    ("/office/phases/{number}/papers/{school}/packing.pdf", "SFFFFFPP", "--------", "FF"),
    ("/office/phases/{number}/papers/{school}/receive.pdf", "SFFFFFPP", "--------", "FF"),
    // Its file is not there.
    ("/office/papers/{id}/papers.zip", "SFFFFFMM", "--------", "FF"),
    // Of a plot that grows: nothing is settled, and the code is no contract's.
    ("/plots/{number}/contracts/{code}/contract.pdf", "SFFFFFMM", "--------", "MM"),
    ("/plots/{number}/receipt.pdf", "SFFFFFMM", "--------", "MM"),
    ("/office/payouts/{id}/signatures.pdf", "SFFFFFPP", "--------", "MM"),
    ("/village/payouts/{id}/signatures.pdf", "SFFFFFPP", "--------", "MM"),
    // A size that no picture has.
    ("/pictures/{id}/{size}", "SMMMMMMM", "--------", "MM"),
    ("/office/phases/{number}/report.pdf", "SFFFFFPP", "--------", "FF"),
    ("/office/phases/{number}/report.xlsx", "SFFFFFPP", "--------", "FF"),
    ("/office/phases/{number}/report.csv", "SFFFFFPP", "--------", "FF"),
    ("/office/phases/{number}/report/{period}/disclosure.pdf", "SFFFFFPP", "--------", "FF"),
    ("/office/phases/{number}/report/{period}/disclosure.xlsx", "SFFFFFPP", "--------", "FF"),
    ("/office/phases/{number}/report/{period}/disclosure.csv", "SFFFFFPP", "--------", "FF"),
    ("/office/seasons/{season}/report/{period}/disclosure.pdf", "SFFFFFPP", "--------", "FF"),
    ("/office/seasons/{season}/report/{period}/disclosure.xlsx", "SFFFFFPP", "--------", "FF"),
    ("/office/seasons/{season}/report/{period}/disclosure.csv", "SFFFFFPP", "--------", "FF"),
    ("/office/funds/{id}/report/{period}/disclosure.pdf", "SFFFFFPP", "--------", "FF"),
    ("/office/funds/{id}/report/{period}/disclosure.xlsx", "SFFFFFPP", "--------", "FF"),
    ("/office/funds/{id}/report/{period}/disclosure.csv", "SFFFFFPP", "--------", "FF"),
    ("/phases/{number}/disclosures/{id}/disclosure.pdf", "PPPPPPPP", "--------", "PP"),
    ("/phases/{number}/disclosures/{id}/disclosure.xlsx", "PPPPPPPP", "--------", "PP"),
    ("/phases/{number}/disclosures/{id}/disclosure.csv", "PPPPPPPP", "--------", "PP"),
    ("/seasons/{season}/disclosures/{disclosure}/disclosure.pdf", "PPPPPPPP", "--------", "PP"),
    ("/seasons/{season}/disclosures/{disclosure}/disclosure.xlsx", "PPPPPPPP", "--------", "PP"),
    ("/seasons/{season}/disclosures/{disclosure}/disclosure.csv", "PPPPPPPP", "--------", "PP"),
    ("/funds/{id}/disclosures/{disclosure}/disclosure.pdf", "PPPPPPPP", "--------", "PP"),
    ("/funds/{id}/disclosures/{disclosure}/disclosure.xlsx", "PPPPPPPP", "--------", "PP"),
    ("/funds/{id}/disclosures/{disclosure}/disclosure.csv", "PPPPPPPP", "--------", "PP"),
    ("/dev/mail", "PPPPPPPP", "--------", "PP"),
    // No letter was written as a file.
    ("/dev/mail/{number}", "MMMMMMMM", "--------", "MM"),
    ("/dev/mail/{number}/html", "MMMMMMMM", "--------", "MM"),
    ("/dev/mail/{number}/attachment", "MMMMMMMM", "--------", "MM"),
];

/// Everything the site answers at: the files first, while all is as it was set up.
pub fn rows() -> impl Iterator<Item = Row> {
    FILES.into_iter().map(|(path, get, post, _)| (path, get, post)).chain(TABLE)
}
