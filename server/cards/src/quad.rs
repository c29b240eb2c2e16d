//! Points and four-sided shapes, in pixels; y grows downwards.

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    pub x: f32,
    pub y: f32,
}

/// Four corners, clockwise as one sees them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quad(pub [Point; 4]);

/// A point on it and the direction, of length 1.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    pub through: Point,
    pub along: Point,
}

pub const fn point(x: f32, y: f32) -> Point {
    Point { x, y }
}

impl std::ops::Sub for Point {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        point(self.x - other.x, self.y - other.y)
    }
}

impl std::ops::Add for Point {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        point(self.x + other.x, self.y + other.y)
    }
}

impl std::ops::Mul<f32> for Point {
    type Output = Self;
    fn mul(self, by: f32) -> Self {
        point(self.x * by, self.y * by)
    }
}

impl Point {
    pub fn cross(self, other: Self) -> f32 {
        self.x * other.y - self.y * other.x
    }

    pub fn dot(self, other: Self) -> f32 {
        self.x * other.x + self.y * other.y
    }

    pub fn length(self) -> f32 {
        self.x.hypot(self.y)
    }

    /// Of length 1; a point itself where there is no direction.
    pub fn unit(self) -> Self {
        let length = self.length();
        if length > 0.0 { self * (1.0 / length) } else { self }
    }

    /// A quarter turn, clockwise as one sees it.
    pub const fn turned(self) -> Self {
        point(-self.y, self.x)
    }
}

impl Line {
    /// How far off the line, to its right (clockwise) side.
    pub fn off(self, at: Point) -> f32 {
        self.along.cross(at - self.through)
    }

    fn crossing(self, other: Self) -> Option<Point> {
        let lean = self.along.cross(other.along);
        if lean.abs() < 0.2 {
            return None;
        }
        Some(self.through + self.along * ((other.through - self.through).cross(other.along) / lean))
    }

    /// The line with the least squared distance to the points.
    pub fn best(points: &[Point]) -> Option<Self> {
        if points.len() < 4 {
            return None;
        }
        let middle = points.iter().fold(point(0.0, 0.0), |sum, &p| sum + p) * (1.0 / points.len() as f32);
        let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
        for &p in points {
            let d = p - middle;
            xx += d.x * d.x;
            xy += d.x * d.y;
            yy += d.y * d.y;
        }
        let angle = 0.5 * (2.0 * xy).atan2(xx - yy);
        Some(Self { through: middle, along: point(angle.cos(), angle.sin()) })
    }

    /// The same, after dropping the points that stray most, a few times.
    pub fn robust(mut points: Vec<Point>, direction: Point) -> Option<(Self, f32)> {
        let whole = points.len();
        let mut line = Self::best(&points)?;
        for _ in 0..4 {
            let mut strays: Vec<f32> = points.iter().map(|&p| line.off(p).abs()).collect();
            let keep = (2.5 * super::table::median(&mut strays)).max(0.7);
            points.retain(|&p| line.off(p).abs() <= keep);
            line = Self::best(&points)?;
        }
        if line.along.dot(direction) < 0.0 {
            line.along = line.along * -1.0;
        }
        Some((line, points.len() as f32 / whole as f32))
    }
}

impl Quad {
    /// The rectangle from (0, 0).
    pub const fn upright(width: f32, height: f32) -> Self {
        Self([point(0.0, 0.0), point(width, 0.0), point(width, height), point(0.0, height)])
    }

    pub fn sides(&self) -> [(Point, Point); 4] {
        std::array::from_fn(|i| (self.0[i], self.0[(i + 1) % 4]))
    }

    pub fn area(&self) -> f32 {
        area(&self.0)
    }

    pub fn middle(&self) -> Point {
        self.0.iter().fold(point(0.0, 0.0), |sum, &p| sum + p) * 0.25
    }

    pub fn contains(&self, at: Point) -> bool {
        self.sides().iter().all(|&(from, to)| (to - from).cross(at - from) >= 0.0)
    }

    pub fn scaled(&self, by: f32) -> Self {
        Self(self.0.map(|corner| corner * by))
    }

    /// From the four lines of its sides, in order; none when they do not meet as sides do.
    pub fn of_lines(lines: [Line; 4]) -> Option<Self> {
        let mut corners = [point(0.0, 0.0); 4];
        for (i, corner) in corners.iter_mut().enumerate() {
            *corner = lines[(i + 3) % 4].crossing(lines[i])?;
        }
        Some(Self(corners))
    }

    /// Its sides moved outwards (or, below 0, inwards).
    pub fn grown(&self, by: f32) -> Option<Self> {
        Self::of_lines(self.sides().map(|(from, to)| {
            let along = (to - from).unit();
            Line { through: from - along.turned() * by, along }
        }))
    }

    /// Could it be a card, seen from any sensible angle?
    pub fn is_card_like(&self) -> bool {
        let sides = self.sides().map(|(from, to)| to - from);
        let lengths = sides.map(Point::length);
        let turns_right = (0..4).all(|i| {
            let sine = sides[i].unit().cross(sides[(i + 1) % 4].unit());
            sine > 0.6
        });
        let alike = |a: f32, b: f32| a.max(b) <= 2.2 * a.min(b);
        let (across, down) = (lengths[0] + lengths[2], lengths[1] + lengths[3]);
        turns_right
            && alike(lengths[0], lengths[2])
            && alike(lengths[1], lengths[3])
            && across.max(down) <= 3.5 * across.min(down)
    }

    /// The area that two share, as a part of what they cover together, and of the smaller one.
    pub fn shared(&self, other: &Self) -> (f32, f32) {
        let mut polygon = self.0.to_vec();
        for (from, to) in other.sides() {
            polygon = clipped(&polygon, from, to);
        }
        let (shared, mine, theirs) = (area(&polygon), self.area(), other.area());
        (shared / (mine + theirs - shared).max(1.0), shared / mine.min(theirs).max(1.0))
    }
}

/// The part of a polygon to the right (clockwise) of a line.
fn clipped(polygon: &[Point], from: Point, to: Point) -> Vec<Point> {
    let side = |p: Point| (to - from).cross(p - from);
    let mut kept = Vec::with_capacity(polygon.len() + 1);
    for (i, &here) in polygon.iter().enumerate() {
        let next = polygon[(i + 1) % polygon.len()];
        let (a, b) = (side(here), side(next));
        if a >= 0.0 {
            kept.push(here);
        }
        if (a < 0.0) != (b < 0.0) {
            kept.push(here + (next - here) * (a / (a - b)));
        }
    }
    kept
}

/// Of a polygon, positive when clockwise as one sees it.
pub fn area(polygon: &[Point]) -> f32 {
    let twice: f32 = polygon.iter().enumerate().map(|(i, p)| p.cross(polygon[(i + 1) % polygon.len()])).sum();
    0.5 * twice
}

/// The convex hull, clockwise as one sees it.
pub fn hull(mut points: Vec<Point>) -> Vec<Point> {
    points.sort_by(|a, b| a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y)));
    let mut hull: Vec<Point> = Vec::new();
    for pass in 0..2 {
        let start = hull.len();
        for &p in &points {
            while hull.len() >= start + 2 && !bends(&hull, p) {
                hull.pop();
            }
            hull.push(p);
        }
        hull.pop();
        if pass == 0 {
            points.reverse();
        }
    }
    hull
}

/// Whether the way along the last two points and on to this one turns to the right.
fn bends(way: &[Point], next: Point) -> bool {
    let (before, last) = (way[way.len() - 2], way[way.len() - 1]);
    (last - before).cross(next - last) > 0.0
}

/// The four corners of a convex polygon that hold the most of it.
pub fn largest_inside(hull: &[Point]) -> Option<Quad> {
    // Forty-eight points are plenty to find corners; the sides are fitted afterwards.
    let step = hull.len().div_ceil(48).max(1);
    let few: Vec<Point> = hull.iter().copied().step_by(step).collect();
    let n = few.len();
    if n < 4 {
        return None;
    }
    let mut best: Option<(f32, [usize; 4])> = None;
    for i in 0..n {
        for k in i + 2..n {
            let across = few[k] - few[i];
            let far = |range: &mut dyn Iterator<Item = usize>| {
                range.map(|j| (across.cross(few[j % n] - few[i]).abs(), j % n)).max_by(|a, b| a.0.total_cmp(&b.0))
            };
            let (Some((a, j)), Some((b, l))) = (far(&mut (i + 1..k)), far(&mut (k + 1..n + i))) else { continue };
            if best.is_none_or(|(most, _)| a + b > most) {
                best = Some((a + b, [i, j, k, l]));
            }
        }
    }
    best.map(|(_, corners)| Quad(corners.map(|i| few[i])))
}
