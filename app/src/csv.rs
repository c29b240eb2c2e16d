//! A table as CSV for spreadsheet programs: UTF-8 with its mark, cells that could be formulas made plain text.

use axum::{
    http::header,
    response::{IntoResponse, Response},
};

/// A download by this name, which is plain ASCII. No copy of it stays on the way.
pub fn download(name: &str, rows: &[Vec<String>]) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, sheet(rows)).into_response()
}

fn sheet(rows: &[Vec<String>]) -> String {
    // Without the mark, Excel reads Chinese as something else.
    let mut text = "\u{FEFF}".to_owned();
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| quoted(cell)).collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text
}

/// A cell that a spreadsheet program would calculate gets an apostrophe in front (OWASP, CSV injection).
fn quoted(cell: &str) -> String {
    let is_formula = cell.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
        || cell.starts_with(['\t', '\r', '\n']);
    let plain = if is_formula { format!("'{cell}") } else { cell.to_owned() };
    format!("\"{}\"", plain.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::sheet;

    #[test]
    fn a_cell_is_never_a_formula() {
        let row = ["=1+1", " +86", "-3", "@x", "\tx", "＝1", "a\"b", "王, 李"].map(ToOwned::to_owned).to_vec();
        let text = sheet(&[row]);
        assert_eq!(text, "\u{FEFF}\"'=1+1\",\"' +86\",\"'-3\",\"'@x\",\"'\tx\",\"'＝1\",\"a\"\"b\",\"王, 李\"\r\n");
    }
}
