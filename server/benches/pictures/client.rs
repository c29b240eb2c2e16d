//! As much of HTTP as a teacher's browser needs to send photos: one connection for each request, so that a server that
//! turns a large body away may close it.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

use anyhow::Context;

/// Longer than the server's own patience.
const PATIENCE: Duration = Duration::from_secs(40);
const BORDER: &str = "bench-pictures-border";

/// What came back.
pub struct Answer {
    pub status: u16,
    head: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The cookie that the answer sets, as the next request sends it.
    pub fn cookie(&self, name: &str) -> Option<String> {
        let set = self.head.lines().filter_map(|line| line.split_once(": ")).filter(|(head, _)| is(head, "set-cookie"));
        set.map(|(_, cookie)| cookie.split(';').next().unwrap_or_default().to_owned())
            .find(|cookie| cookie.starts_with(name))
    }
}

fn is(head: &str, name: &str) -> bool {
    head.eq_ignore_ascii_case(name)
}

/// Who asks, and where.
pub struct Client {
    pub at: SocketAddr,
    pub cookie: String,
}

impl Client {
    pub fn get(&self, path: &str) -> anyhow::Result<Answer> {
        self.ask("GET", path, &[], &[])
    }

    pub fn form(&self, path: &str, body: &str) -> anyhow::Result<Answer> {
        self.ask("POST", path, &[("content-type", "application/x-www-form-urlencoded")], body.as_bytes())
    }

    /// The form of a card with its photo, as the page's own script sends it.
    pub fn photo(&self, path: &str, form: &str, file: &[u8]) -> anyhow::Result<Answer> {
        let part = |name: &str, more: &str| {
            format!("--{BORDER}\r\ncontent-disposition: form-data; name=\"{name}\"{more}\r\n\r\n")
        };
        let body = [
            part("form", "").as_bytes(),
            form.as_bytes(),
            b"\r\n",
            part("file", "; filename=\"card.jpg\"").as_bytes(),
            file,
            format!("\r\n--{BORDER}--\r\n").as_bytes(),
        ]
        .concat();
        let kind = format!("multipart/form-data; boundary={BORDER}");
        self.ask("POST", path, &[("content-type", &kind), ("x-sent-by", "script")], &body)
    }

    fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> anyhow::Result<Answer> {
        let mut stream = TcpStream::connect(self.at)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        let mut head = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\nsec-fetch-site: same-origin\r\ncookie: {}\r\ncontent-length: {}\r\n",
            self.at,
            self.cookie,
            body.len()
        );
        for (name, value) in headers {
            head.extend([name, ": ", value, "\r\n"]);
        }
        head.push_str("\r\n");
        stream.write_all(head.as_bytes())?;
        // A server that has seen enough of a body answers before the end of it.
        let sent = stream.write_all(body);
        let mut bytes = Vec::new();
        match stream.read_to_end(&mut bytes) {
            Err(error) if bytes.is_empty() => Err(error).context(format!("no answer; sent: {sent:?}")),
            _ => answer(&bytes),
        }
    }
}

fn answer(bytes: &[u8]) -> anyhow::Result<Answer> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").context("no head")?;
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).context("no status")?;
    let mut body = bytes[end + 4..].to_vec();
    let chunked = head
        .lines()
        .filter_map(|line| line.split_once(": "))
        .any(|(name, value)| is(name, "transfer-encoding") && value.eq_ignore_ascii_case("chunked"));
    if chunked {
        body = whole(&body).context("a broken body")?;
    }
    Ok(Answer { status, head, body })
}

/// A body that came in chunks.
fn whole(mut chunks: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let line = chunks.windows(2).position(|two| two == b"\r\n")?;
        let length = usize::from_str_radix(std::str::from_utf8(&chunks[..line]).ok()?.trim(), 16).ok()?;
        if length == 0 {
            return Some(body);
        }
        body.extend_from_slice(chunks.get(line + 2..line + 2 + length)?);
        chunks = chunks.get(line + 4 + length..)?;
    }
}
