//! Just enough of HTML to ask of a letter: is every element closed in its turn, and what does it say?

/// Elements that have no end.
const VOID: [&str; 4] = ["br", "img", "meta", "!DOCTYPE"];

/// The first thing that is wrong with the nesting.
pub fn fault(html: &str) -> Option<String> {
    let mut open = Vec::new();
    for tag in tags(html) {
        let name = tag.trim_start_matches('/').split([' ', '\n']).next().unwrap_or_default();
        match tag.strip_prefix('/') {
            Some(closed) if open.pop() != Some(closed) => return Some(format!("</{closed}> closes something else")),
            None if !VOID.contains(&name) => open.push(name),
            _ => {}
        }
    }
    open.pop().map(|name| format!("<{name}> stays open"))
}

/// What stands between the angle brackets.
fn tags(html: &str) -> impl Iterator<Item = &str> {
    html.split('<').skip(1).map(|rest| rest.split('>').next().unwrap_or_default())
}

/// The words between the tags, and the addresses of the links.
pub fn words_and_links(html: &str) -> String {
    let body = html.split_once("<body").map_or(html, |(_, body)| body);
    let mut said = String::new();
    for piece in body.split('<').skip(1) {
        let (tag, words) = piece.split_once('>').unwrap_or_default();
        if let Some((_, link)) = tag.split_once("href=\"") {
            said.push_str(link.split('"').next().unwrap_or_default());
        }
        said.push(' ');
        said.push_str(words);
    }
    said.replace("&#38;", "&").replace("&#39;", "'").replace("&#34;", "\"").replace("&#60;", "<").replace("&#62;", ">")
}
