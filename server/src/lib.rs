//! The edges of Nuanxin: sockets, cookies, files, sheets, pictures, mail, the clock. What it serves is `app`; what is
//! true is `entity`.

pub mod assets;
pub mod clock;
pub mod config;
pub mod confined;
pub mod documents;
pub mod http;
pub mod import;
pub mod imports;
pub mod labels;
pub mod mailer;
pub mod matching;
pub mod papers;
pub mod pictures;
pub mod private;
pub mod seed;
pub mod serve;
pub mod sheets;
pub mod statements;
