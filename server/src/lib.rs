//! The edges of Nuanxin: sockets, cookies, files, mail, the clock. What it serves is `app`; what is true is `entity`.

pub mod assets;
pub mod clock;
pub mod config;
pub mod http;
pub mod labels;
pub mod mailer;
pub mod serve;
