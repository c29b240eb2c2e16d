//! Every setting of the program, in one place. A wrong one stops the start with one line that says which.

mod database;
mod hidden;
mod kept;
mod keys;
mod wrong;

use std::{
    io::Write,
    net::{IpAddr, SocketAddr},
    path::PathBuf,
    time::{Duration, Instant},
};

use clap::Args;
use entity::{Lang, store::Watch};
use ipnet::IpNet;
use url::{Host, Url};

pub use self::{database::Database, hidden::Hidden, kept::Kept, wrong::wrong_setting};
use crate::mailer::MailSettings;

/// The settings of the site, each from the environment (or the option of the same name).
#[derive(Args, Clone, Debug)]
pub struct Settings {
    #[command(flatten)]
    pub kept: Kept,
    /// Address and port to listen on
    #[arg(long, env = "LISTEN", default_value = "127.0.0.1:3000", value_parser = address)]
    pub listen: SocketAddr,
    /// The address people use, without a slash at the end; https unless it is this machine [default: http at LISTEN]
    #[arg(long, env = "PUBLIC_URL")]
    pub public_url: Option<String>,
    /// `smtps://USER:PASSWORD@HOST:465` or `smtp://USER:PASSWORD@HOST:587?tls=required`; unset: mail goes to files under `DATA_DIR`/mail
    #[arg(long, env = "SMTP_URL", hide_env_values = true)]
    pub smtp_url: Option<Hidden>,
    /// PEM file of the authority that signed the mail server's certificate, where it is a private one
    #[arg(long, env = "SMTP_CA_FILE")]
    pub smtp_ca_file: Option<PathBuf>,
    /// Who writes the letters
    #[arg(long, env = "MAIL_FROM", default_value = "暖心 Nuanxin <nuanxin@example.org>")]
    pub mail_from: String,
    /// Addresses or networks whose X-Forwarded-For is believed, separated by commas
    #[arg(long, env = "TRUSTED_PROXIES", value_delimiter = ',', value_parser = network)]
    pub trusted_proxies: Vec<IpNet>,
    /// What `bundle` made: styles, the islands' program, icons
    #[arg(long, env = "SITE_DIR", default_value = "target/site")]
    pub site_dir: PathBuf,
    /// A TrueType file with more characters than the built-in one, for tags and sheets
    #[arg(long, env = "FONT_FILE")]
    pub font_file: Option<PathBuf>,
    /// Seconds after which a round stops looking for better
    #[arg(long, env = "ROUND_SECONDS", default_value = "20", value_parser = seconds)]
    pub round_seconds: Duration,
}

/// `zh` or `en`, as an option.
pub fn lang(text: &str) -> Result<Lang, &'static str> {
    match text {
        "zh" => Ok(Lang::Zh),
        "en" => Ok(Lang::En),
        _ => Err("zh or en"),
    }
}

/// Such as 20 or 0.5.
pub fn seconds(typed: &str) -> Result<Duration, &'static str> {
    let seconds = typed.parse::<f64>().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    seconds.ok_or("must be seconds, such as 20 or 0.5")
}

/// The one name that is the same on every machine is taken too.
fn address(text: &str) -> Result<SocketAddr, &'static str> {
    let text = text.trim().replacen("localhost:", "127.0.0.1:", 1);
    text.parse().map_err(|_| "must be an IP address and a port, such as 127.0.0.1:3000")
}

fn network(text: &str) -> Result<IpNet, &'static str> {
    let text = text.trim();
    let address = text.parse::<IpAddr>().map(IpNet::from);
    let network = text.parse::<IpNet>().or(address);
    let network = network.map_err(|_| "must be an address or a network, such as 10.0.0.1 or 10.0.0.0/8")?;
    if network.prefix_len() == 0 {
        return Err("must not be everybody; name the proxy's own address, such as 10.0.0.1");
    }
    Ok(network)
}

impl Settings {
    /// Looks at what clap cannot judge, and makes the folders.
    pub fn check(&self) -> anyhow::Result<()> {
        self.behind_proxy()?;
        self.kept.check()
    }

    /// This program speaks no TLS: where people come by https, a proxy stands before it, and each of them would count
    /// as that proxy in the limits on guessing.
    fn behind_proxy(&self) -> anyhow::Result<()> {
        let url = self.public_url()?;
        if url.to_ascii_lowercase().starts_with("https:") && self.trusted_proxies.is_empty() {
            anyhow::bail!(
                "TRUSTED_PROXIES must name the proxy that speaks TLS for PUBLIC_URL {url} (127.0.0.1 where it runs on this machine)"
            );
        }
        Ok(())
    }

    /// The address people use. Session cookies need https everywhere but on this very machine.
    pub fn public_url(&self) -> anyhow::Result<String> {
        let text = self.public_text();
        match bare(&text) {
            Ok(url) => Ok(url.to_owned()),
            Err(why) => anyhow::bail!("PUBLIC_URL {} {why}", without_sign_in(&text)),
        }
    }

    fn public_text(&self) -> String {
        self.public_url.clone().unwrap_or_else(|| format!("http://{}", self.listen))
    }

    /// What the mailer needs of these.
    pub fn mail(&self) -> anyhow::Result<MailSettings> {
        Ok(MailSettings {
            public_url: self.public_url()?,
            from: self.mail_from.clone(),
            smtp_url: self.smtp_url.clone(),
            smtp_ca_file: self.smtp_ca_file.clone(),
            mail_dir: self.kept.mail_dir(),
        })
    }

    /// Gives every round its seconds.
    pub fn watch(&self) -> Watch {
        let limit = self.round_seconds;
        Watch::new(move || {
            let begun = Instant::now();
            Box::new(move || begun.elapsed().div_duration_f64(limit))
        })
    }

    /// `nuanxin config`: what is in force, secrets hidden.
    pub fn print(&self, out: &mut impl Write) -> std::io::Result<()> {
        let text = |path: &Option<PathBuf>| path.as_ref().map_or_else(|| "(unset)".into(), |p| p.display().to_string());
        let unset = || format!("(unset: files under {})", self.kept.mail_dir().display());
        let proxies: Vec<String> = self.trusted_proxies.iter().map(ToString::to_string).collect();
        let public = self.public_text();
        let public = match bare(&public) {
            Ok(url) => url.to_owned(),
            Err(why) => format!("{} (it {why})", without_sign_in(&public)),
        };
        for (name, value) in [
            ("DATABASE_URL", self.kept.database.url.to_string()),
            ("DATA_DIR", self.kept.data_dir.display().to_string()),
            ("LISTEN", self.listen.to_string()),
            ("PUBLIC_URL", public),
            ("SMTP_URL", self.smtp_url.as_ref().map_or_else(unset, ToString::to_string)),
            ("SMTP_CA_FILE", text(&self.smtp_ca_file)),
            ("MAIL_FROM", self.mail_from.clone()),
            ("MASTER_KEY_FILE", self.kept.master_key_file().display().to_string()),
            ("TRUSTED_PROXIES", proxies.join(",")),
            ("SITE_DIR", self.site_dir.display().to_string()),
            ("FONT_FILE", text(&self.font_file)),
            ("ROUND_SECONDS", self.round_seconds.as_secs_f64().to_string()),
        ] {
            writeln!(out, "{name}={value}")?;
        }
        Ok(())
    }
}

/// The address without a slash at its end; or what it must be.
fn bare(text: &str) -> Result<&str, &'static str> {
    const EXAMPLE: &str = "must be an address such as https://nuanxin.example.org";
    let url = Url::parse(text).map_err(|_| EXAMPLE)?;
    let here = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => return Err(EXAMPLE),
    };
    if !url.username().is_empty() || url.password().is_some() {
        return Err("must hold no user name and no password: it stands in every letter");
    }
    if url.scheme() != "https" && !(url.scheme() == "http" && here) {
        return Err("must begin with https:// (plain http only for 127.0.0.1 and localhost)");
    }
    if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
        return Err("must be a bare address without a path");
    }
    Ok(text.trim_end_matches('/'))
}

/// A password that does not belong there is not printed either.
fn without_sign_in(text: &str) -> &str {
    if text.contains('@') { "(hidden)" } else { text }
}

#[cfg(test)]
mod tests;
