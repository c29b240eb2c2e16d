//! Where letters go: a mail server, or one complete `.eml` file each. Says what became of a letter, and whether
//! trying again makes sense.

use std::{path::PathBuf, time::Duration};

use entity::outbox;
use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::Mailbox,
    transport::smtp::{
        self,
        client::{Certificate, Tls, TlsParameters},
        response::Category,
    },
};
use tokio::{fs, io::AsyncWriteExt};
use url::{Host, Url};

use super::{MailError, MailSettings};
use crate::private;

/// How long a mail server may take to accept one letter.
const PATIENCE: Duration = Duration::from_secs(30);

/// What became of a letter.
#[derive(Debug)]
pub(super) enum Outcome {
    Sent,
    /// Try this one again.
    Later(String),
    /// Nobody is there to give letters to: this one and the others will be tried again.
    Down(String),
    /// It will never go.
    Never(String),
}

pub(super) enum Post {
    Server(AsyncSmtpTransport<Tokio1Executor>),
    Folder(PathBuf),
}

impl Post {
    pub fn new(settings: &MailSettings) -> Result<Self, MailError> {
        // Without a server too: whoever names one later should not be the first to hear of it.
        let authority = authority(settings)?;
        if let Some(url) = &settings.smtp_url {
            return server(url.reveal(), authority).map(Self::Server);
        }
        let path = settings.mail_dir.clone();
        match private::own_folder(&path) {
            Ok(()) => Ok(Self::Folder(path)),
            Err(source) => Err(MailError::Folder { path, source }),
        }
    }

    pub async fn send(&self, row: &outbox::Model, message: &Message) -> Outcome {
        match self {
            Self::Server(server) => {
                match tokio::time::timeout(PATIENCE, server.send_raw(message.envelope(), &message.formatted())).await {
                    Ok(Ok(_)) => Outcome::Sent,
                    Ok(Err(error)) => outcome(&error),
                    Err(_) => Outcome::Down("the mail server did not answer in time".to_owned()),
                }
            }
            Self::Folder(folder) => match lay_down(folder, row, &message.formatted()).await {
                Ok(()) => Outcome::Sent,
                Err(error) => Outcome::Down(format!("the mail folder cannot be written: {error}")),
            },
        }
    }
}

/// Only what the server says about this very letter is for good; a refused sign-in or a protocol quarrel is the
/// operator's to mend, and the letters wait for it.
fn outcome(error: &smtp::Error) -> Outcome {
    let reason = error.to_string();
    match error.status() {
        Some(code) if error.is_permanent() && code.category == Category::MailSystem => Outcome::Never(reason),
        Some(_) if error.is_transient() => Outcome::Later(reason),
        _ => Outcome::Down(reason),
    }
}

/// Under another name first, so that nobody ever reads half a letter; for this program's user alone, because its links
/// let in.
async fn lay_down(folder: &std::path::Path, row: &outbox::Model, letter: &[u8]) -> std::io::Result<()> {
    let name = format!("{:08}-{}.eml", row.id.0, row.kind);
    let draft = folder.join(format!(".{name}.draft"));
    let file = private::file(&draft)?;
    file.set_len(0)?;
    let mut file = fs::File::from_std(file);
    file.write_all(letter).await?;
    file.sync_all().await?;
    fs::rename(draft, folder.join(name)).await
}

fn server(url: &str, authority: Option<Certificate>) -> Result<AsyncSmtpTransport<Tokio1Executor>, MailError> {
    let scheme = url.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    if !matches!(scheme.as_deref(), Some("smtp" | "smtps")) {
        return Err(MailError::SmtpUrl("it must begin with smtps:// or smtp://".to_owned()));
    }
    let wrong = |error: smtp::Error| MailError::SmtpUrl(error.to_string());
    let mut builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(wrong)?.timeout(Some(PATIENCE));
    let url = Url::parse(url).map_err(|e| MailError::SmtpUrl(e.to_string()))?;
    let tls = url.query_pairs().find(|(key, _)| key == "tls").map(|(_, value)| value.into_owned());
    let is_encrypted = url.scheme() == "smtps" || tls.as_deref() == Some("required");
    if url.password().is_some() && !is_encrypted && !is_here(&url) {
        return Err(MailError::PlainPassword);
    }
    if let Some(authority) = authority {
        let host = url.host_str().unwrap_or_default().to_owned();
        let parameters = TlsParameters::builder(host).add_root_certificate(authority).build().map_err(wrong)?;
        builder = builder.tls(match (url.scheme(), tls.as_deref()) {
            ("smtps", _) => Tls::Wrapper(parameters),
            (_, Some("required")) => Tls::Required(parameters),
            (_, Some(_)) => Tls::Opportunistic(parameters),
            (_, None) => Tls::None,
        });
    }
    Ok(builder.build())
}

fn authority(settings: &MailSettings) -> Result<Option<Certificate>, MailError> {
    let Some(path) = &settings.smtp_ca_file else { return Ok(None) };
    let wrong = |reason: String| MailError::Authority { path: path.clone(), reason };
    let pem = std::fs::read(path).map_err(|e| wrong(e.to_string()))?;
    if !pem.windows(11).any(|part| part == b"-----BEGIN ") {
        return Err(wrong("it holds no certificate in PEM form".to_owned()));
    }
    Certificate::from_pem(&pem).map(Some).map_err(|e| wrong(e.to_string()))
}

fn is_here(url: &Url) -> bool {
    match url.host() {
        // `smtp` is no special scheme, so addresses come as names too.
        Some(Host::Domain(name)) => {
            name == "localhost" || name.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
        }
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

/// `name <address>`, the name in any script and without quotes; or a bare address.
pub(super) fn mailbox(text: &str) -> Result<Mailbox, MailError> {
    let text = text.trim();
    let (name, address) = match text.strip_suffix('>').and_then(|text| text.rsplit_once('<')) {
        Some((name, address)) => (name.trim().trim_matches('"'), address),
        None => ("", text),
    };
    let address: Address = address.trim().parse().map_err(|_| MailError::From(text.to_owned()))?;
    Ok(Mailbox::new((!name.is_empty()).then(|| name.to_owned()), address))
}
