//! A plot as a card: its field seen from above, whose rows fill as shares are taken, and the split of its price.

use entity::plot::{Split, State, browse::PublicPlot};
use leptos::prelude::*;

use crate::text::Text;

/// Rows that are drawn at most; where there are more shares, a row stands for several.
const MOST_ROWS: i32 = 20;
/// Rows that a field has at least; where there are fewer shares, a share is several of them.
const LEAST_ROWS: i32 = 8;

/// The field from above. Its words for who cannot see it are counted in shares.
pub fn field(t: Text, shares: i32, taken: i32) -> impl IntoView {
    let rows = rows(shares);
    let filled = filled(rows, shares, taken);
    let step = 144.0 / f64::from((rows - 1).max(9));
    let lines: Vec<_> = (0..rows)
        .map(|row| {
            let (inset, y) = (14.0 + 28.8 * f64::from(row) * step / 144.0, 20.0 + f64::from(row) * step);
            let (from, to) = (inset, 320.0 - inset);
            let line = format!("M{from:.1} {y:.1}C110 {:.1} 200 {:.1} {to:.1} {y:.1}", y - 12.0, y + 14.0);
            let class = if row < filled { "row taken" } else { "row" };
            view! { <path class=class d=line stroke-width=format!("{:.1}", step * 0.56) /> }
        })
        .collect();
    let height = 40.0 + f64::from(rows - 1) * step;
    view! {
        <svg
            class="plot-field"
            viewBox=format!("0 0 320 {height:.0}")
            role="img"
            aria-label=t.plot_field(shares, taken)
        >
            {lines}
        </svg>
    }
}

/// As many rows as shares, or a multiple of them where they are few.
fn rows(shares: i32) -> i32 {
    let shares = shares.clamp(1, MOST_ROWS);
    shares * ((LEAST_ROWS - 1) / shares + 1)
}

/// Rows that are drawn as taken: none only where no share is, all only where all are.
fn filled(rows: i32, shares: i32, taken: i32) -> i32 {
    if taken <= 0 {
        return 0;
    }
    if taken >= shares {
        return rows;
    }
    let share = i64::from(taken) * i64::from(rows) / i64::from(shares.max(1));
    i32::try_from(share).unwrap_or(rows).clamp(1, (rows - 1).max(1))
}

/// The four parts of a price in the order in which they are shown.
pub const fn parts(t: Text, split: Split) -> [(&'static str, &'static str, entity::Fen); 4] {
    [
        ("farmer", t.plot_farmer(), split.farmer),
        ("inputs", t.plot_inputs(), split.inputs),
        ("logistics", t.plot_logistics(), split.logistics),
        ("charity", t.plot_charity(), split.charity),
    ]
}

/// The split as one bar with its legend.
pub fn split_bar(t: Text, split: Split) -> impl IntoView {
    let whole = split.sum().map_or(1, |sum| sum.0.max(1));
    let mut from = 0;
    let mut bars = Vec::with_capacity(4);
    let mut legend = Vec::with_capacity(4);
    for (kind, name, amount) in parts(t, split) {
        let width = amount.0 * 1_000 / whole;
        bars.push(
            view! { <rect class=format!("p-{kind}") x=from.to_string() y="0" width=width.to_string() height="16" /> },
        );
        legend.push(view! { <li class=format!("p-{kind}")>{name} " " <b>{amount.to_string()}</b></li> });
        from += width;
    }
    view! {
        <svg class="bar split" viewBox="0 0 1000 16" preserveAspectRatio="none" aria-hidden="true">
            {bars}
        </svg>
        <ul class="legend split-legend">{legend}</ul>
    }
}

/// Hundredths of a mu, as people say it: 667 m² is 1 mu.
pub fn mu(square_metres: i32) -> String {
    let tenths = (i64::from(square_metres) * 30 + 1_000) / 2_000;
    if tenths % 10 == 0 { (tenths / 10).to_string() } else { format!("{}.{}", tenths / 10, tenths % 10) }
}

/// `岭底乡 17 号地 · 谷子`
pub fn title(t: Text, plot: &PublicPlot) -> String {
    t.plot_title(&plot.township, plot.number.0, t.crop(plot.crop))
}

/// The pill's class: a plot wears the colour of its stage.
pub const fn pill(state: State) -> &'static str {
    match state {
        State::Draft => "pill k-draft",
        State::Open => "pill k-open",
        State::Growing => "pill k-taken",
        State::Harvested => "pill k-received",
        State::Shortfall => "pill k-problem",
        State::Settled | State::Closed => "pill k-handed_out",
    }
}

/// How it stands for who would adopt, as a pill's class and words: an open plot may have no share left, or be past its
/// last day.
pub const fn standing(t: Text, plot: &PublicPlot) -> (&'static str, &'static str) {
    match plot.state {
        State::Open if plot.free() < 1 => (pill(State::Growing), t.plot_all_taken()),
        State::Open if !plot.adoptable => (pill(State::Growing), t.plot_adopt_over()),
        state => (pill(state), t.plot_state(state)),
    }
}

pub fn card(t: Text, plot: &PublicPlot) -> impl IntoView + use<> {
    let season = plot.sow_on.zip(plot.harvest_on).map(|(from, to)| view! { <span>{t.short_dates(from, to)}</span> });
    let (class, stands) = standing(t, plot);
    let free = if class == pill(State::Open) { t.plot_free(plot.free()) } else { stands.to_owned() };
    view! {
        <article class="plot box">
            {field(t, plot.shares, plot.taken)}
            <h2>
                <a href=format!("/plots/{}", plot.number)>{title(t, plot)}</a>
            </h2>
            <p class="meta">
                <span>{t.plot_area_mu(&mu(plot.area_m2))}</span>
                <span>{plot.standard.clone()}</span>
                {season}
            </p>
            {split_bar(t, plot.split)}
            <p class="foot">
                <span class="price">{t.plot_per_share(&plot.share_price.to_string())}</span>
                <span class=class>{free}</span>
            </p>
        </article>
    }
}

#[cfg(test)]
mod tests {
    use entity::{Day, Lang};

    use super::{filled, mu, rows};
    use crate::text::Text;

    #[test]
    fn a_season_says_which_year_it_is() {
        let day = |year, month, day| Day::from_ymd_opt(year, month, day).unwrap();
        let (sown, harvest, next) = (day(2027, 4, 19), day(2027, 10, 16), day(2028, 3, 2));
        let said = |lang, until| Text(lang).short_dates(sown, until);
        assert_eq!(said(Lang::Zh, harvest), "2027年4月19日–10月16日");
        assert_eq!(said(Lang::Zh, next), "2027年4月19日–2028年3月2日");
        assert_eq!(said(Lang::En, harvest), "19 Apr – 16 Oct 2027");
        assert_eq!(said(Lang::En, next), "19 Apr 2027 – 2 Mar 2028");
    }

    #[test]
    fn a_row_is_full_only_when_a_share_is_and_all_only_when_all_are() {
        for (rows, shares, taken, drawn) in
            [(10, 10, 6, 6), (20, 100, 1, 1), (20, 100, 99, 19), (20, 100, 100, 20), (20, 1000, 0, 0), (1, 1, 1, 1)]
        {
            assert_eq!(filled(rows, shares, taken), drawn, "{taken} of {shares}");
        }
    }

    #[test]
    fn a_field_has_rows_however_few_its_shares_are() {
        for (shares, drawn) in [(1, 8), (2, 8), (3, 9), (5, 10), (8, 8), (10, 10), (20, 20), (1_000, 20)] {
            assert_eq!(rows(shares), drawn, "{shares}");
        }
    }

    #[test]
    fn square_metres_are_said_in_mu() {
        for (metres, said) in [(667, "1"), (1_000, "1.5"), (300, "0.5"), (66, "0.1"), (6_670, "10")] {
            assert_eq!(mu(metres), said, "{metres}");
        }
    }
}
