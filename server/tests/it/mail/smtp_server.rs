//! A small mail server for one test: TLS from the first byte or by STARTTLS, sign-in, and answers as scripted.

use std::{
    collections::VecDeque,
    io,
    path::PathBuf,
    sync::{Arc, Mutex},
};

use mail_parser::{Message, MessageParser};
use server::mailer::MailSettings;
use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{ServerConfig, crypto::ring, pki_types::PrivateKeyDer},
};

/// base64 of `\0post\0open sesame`
const SIGN_IN: &str = "AHBvc3QAb3BlbiBzZXNhbWU=";

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Tls {
    FromTheStart,
    StartTls,
}

/// One mail as it came in: for whom, and all of it.
#[derive(Clone)]
pub struct Taken {
    pub from: String,
    pub to: String,
    pub mail: Vec<u8>,
}

impl Taken {
    pub fn read(&self) -> Message<'_> {
        MessageParser::default().parse(&self.mail).unwrap()
    }
}

/// Where the server is and what it knows; it can be shut and opened again at the same address.
pub struct SmtpServer {
    port: u16,
    tls: Tls,
    acceptor: TlsAcceptor,
    authority: PathBuf,
    book: Arc<Mutex<Book>>,
    door: Option<JoinHandle<()>>,
    _folder: TempDir,
}

#[derive(Default)]
struct Book {
    taken: Vec<Taken>,
    to_recipients: VecDeque<&'static str>,
    to_mails: VecDeque<&'static str>,
    refuses_sign_in: bool,
}

impl SmtpServer {
    pub async fn open(tls: Tls) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let authority = folder.path().join("authority.pem");
        let certified = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
        std::fs::write(&authority, certified.cert.pem()).unwrap();
        let key = PrivateKeyDer::try_from(certified.signing_key.serialize_der()).unwrap();
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certified.cert.der().clone()], key)
            .unwrap();
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let mut server = Self { port: 0, tls, acceptor, authority, book: Arc::default(), door: None, _folder: folder };
        server.reopen().await;
        server
    }

    /// Settings of a program that sends through this server.
    pub fn settings(&self, folder: &TempDir) -> MailSettings {
        let url = match self.tls {
            Tls::FromTheStart => format!("smtps://post:open%20sesame@localhost:{}", self.port),
            Tls::StartTls => format!("smtp://post:open%20sesame@localhost:{}?tls=required", self.port),
        };
        MailSettings {
            smtp_url: Some(url.parse().unwrap()),
            smtp_ca_file: Some(self.authority.clone()),
            ..super::to_files(folder)
        }
    }

    /// What it answers to the next recipients, instead of yes.
    pub fn answer_recipients(&self, answers: &[&'static str]) {
        self.book.lock().unwrap().to_recipients.extend(answers);
    }

    /// What it answers to the next mails, instead of yes.
    pub fn answer_mails(&self, answers: &[&'static str]) {
        self.book.lock().unwrap().to_mails.extend(answers);
    }

    pub fn refuse_sign_in(&self, refuse: bool) {
        self.book.lock().unwrap().refuses_sign_in = refuse;
    }

    pub fn taken(&self) -> Vec<Taken> {
        self.book.lock().unwrap().taken.clone()
    }

    pub async fn shut(&mut self) {
        if let Some(door) = self.door.take() {
            door.abort();
            let _ = door.await;
        }
    }

    pub async fn reopen(&mut self) {
        let listener = TcpListener::bind(("127.0.0.1", self.port)).await.unwrap();
        self.port = listener.local_addr().unwrap().port();
        let (tls, acceptor, book) = (self.tls, self.acceptor.clone(), Arc::clone(&self.book));
        self.door = Some(tokio::spawn(async move {
            let mut talks = tokio::task::JoinSet::new();
            while let Ok((socket, _)) = listener.accept().await {
                let (acceptor, book) = (acceptor.clone(), Arc::clone(&book));
                talks.spawn(async move { welcome(socket, tls, &acceptor, &book).await.ok() });
            }
        }));
    }
}

async fn welcome(socket: TcpStream, tls: Tls, acceptor: &TlsAcceptor, book: &Mutex<Book>) -> io::Result<()> {
    if tls == Tls::FromTheStart {
        let stream = acceptor.accept(socket).await?;
        return Talk::new(stream, book).hold(true).await;
    }
    let mut talk = Talk::new(socket, book);
    talk.say("220 localhost").await?;
    loop {
        match talk.hear().await?.as_str() {
            "STARTTLS" => break,
            hello if hello.starts_with("EHLO") => talk.say("250-localhost\r\n250 STARTTLS").await?,
            _ => talk.say("530 first STARTTLS").await?,
        }
    }
    talk.say("220 go ahead").await?;
    let stream = acceptor.accept(talk.stream.into_inner()).await?;
    Talk::new(stream, book).hold(false).await
}

struct Talk<'b, S> {
    stream: BufReader<S>,
    book: &'b Mutex<Book>,
    is_signed_in: bool,
    from: String,
    to: String,
}

impl<'b, S: AsyncRead + AsyncWrite + Unpin> Talk<'b, S> {
    fn new(stream: S, book: &'b Mutex<Book>) -> Self {
        Self { stream: BufReader::new(stream), book, is_signed_in: false, from: String::new(), to: String::new() }
    }

    async fn say(&mut self, line: &str) -> io::Result<()> {
        self.stream.write_all(format!("{line}\r\n").as_bytes()).await?;
        self.stream.flush().await
    }

    async fn hear(&mut self) -> io::Result<String> {
        let mut line = String::new();
        if self.stream.read_line(&mut line).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(line.trim_end().to_owned())
    }

    async fn hold(mut self, greets: bool) -> io::Result<()> {
        if greets {
            self.say("220 localhost").await?;
        }
        loop {
            let line = self.hear().await?;
            let answer = match line.split([' ', ':']).next().unwrap_or_default() {
                "EHLO" => "250-localhost\r\n250-8BITMIME\r\n250 AUTH PLAIN LOGIN".to_owned(),
                "AUTH" => self.sign_in(&line),
                "NOOP" | "RSET" => "250 ok".to_owned(),
                "QUIT" => return self.say("221 bye").await,
                _ if !self.is_signed_in => "530 sign in first".to_owned(),
                "MAIL" => {
                    self.from = address(&line);
                    "250 ok".to_owned()
                }
                "RCPT" => {
                    self.to = address(&line);
                    self.book.lock().unwrap().to_recipients.pop_front().unwrap_or("250 ok").to_owned()
                }
                "DATA" => self.take().await?,
                _ => "502 what?".to_owned(),
            };
            self.say(&answer).await?;
        }
    }

    fn sign_in(&mut self, line: &str) -> String {
        let refuses = self.book.lock().unwrap().refuses_sign_in;
        self.is_signed_in = line == format!("AUTH PLAIN {SIGN_IN}") && !refuses;
        if self.is_signed_in { "235 welcome".to_owned() } else { "535 5.7.8 wrong name or password".to_owned() }
    }

    async fn take(&mut self) -> io::Result<String> {
        self.say("354 go ahead").await?;
        let mut mail = Vec::new();
        loop {
            let line = self.hear().await?;
            if line == "." {
                break;
            }
            mail.extend_from_slice(line.strip_prefix('.').unwrap_or(&line).as_bytes());
            mail.extend_from_slice(b"\r\n");
        }
        let mut book = self.book.lock().unwrap();
        let answer = book.to_mails.pop_front().unwrap_or("250 taken").to_owned();
        book.taken.push(Taken { from: self.from.clone(), to: self.to.clone(), mail });
        Ok(answer)
    }
}

fn address(line: &str) -> String {
    line.split_once('<')
        .and_then(|(_, rest)| rest.split_once('>'))
        .map_or_else(String::new, |(address, _)| address.into())
}
