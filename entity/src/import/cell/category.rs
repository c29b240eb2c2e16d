//! What kind of thing is wished for, by its own word or by the thing.

use crate::{text::half_width, wish::Category};

/// The category a word names.
pub(in crate::import) fn category(cell: &str) -> Option<Category> {
    let plain: String = half_width(cell).to_lowercase().split_whitespace().collect();
    Category::from_key(&plain).or_else(|| named(&plain, &CATEGORIES))
}

/// The category a thing belongs to.
pub(in crate::import) fn category_of(item: &str) -> Option<Category> {
    named(item, &THINGS)
}

/// The earlier line decides: 书包 before 书.
fn named(plain: &str, words: &[(&[&str], Category)]) -> Option<Category> {
    words.iter().find(|(words, _)| words.iter().any(|word| plain.contains(word))).map(|(_, category)| *category)
}

const CATEGORIES: [(&[&str], Category); 12] = [
    (&["书包", "背包", "schoolbag"], Category::Schoolbag),
    (&["美术", "绘画", "画", "art"], Category::ArtSupplies),
    (
        &["学习机", "学习用品", "学习用具", "学习工具", "学习设备", "学习设施", "电子", "learning"],
        Category::LearningDevice,
    ),
    (&["文具", "stationery"], Category::Stationery),
    (&["图书", "书籍", "课外书", "读物", "书", "book"], Category::Books),
    (&["鞋", "shoe"], Category::Shoes),
    (&["衣", "服", "clothes"], Category::Clothes),
    (&["体育", "运动", "sport"], Category::Sports),
    (&["玩", "toy"], Category::Toy),
    (&["生活", "日用", "daily"], Category::DailyGoods),
    (&["乐器", "音乐", "music"], Category::Music),
    (&["其他", "其它", "other"], Category::Other),
];

const THINGS: [(&[&str], Category); 11] = [
    (&["书包", "双肩包"], Category::Schoolbag),
    (&["彩笔", "彩色铅笔", "蜡笔", "颜料", "画板", "画笔", "油画棒"], Category::ArtSupplies),
    (&["学习机", "复读机", "点读", "台灯", "计算器", "词典笔"], Category::LearningDevice),
    (&["玩具", "积木", "汽车", "拼图", "娃娃", "魔方"], Category::Toy),
    (&["铅笔", "钢笔", "文具", "笔盒", "本子", "圆规"], Category::Stationery),
    (&["字典", "词典", "《", "图书", "故事", "漫画", "绘本"], Category::Books),
    (&["鞋", "靴"], Category::Shoes),
    (&["羽绒服", "衣", "裤", "裙", "帽", "手套", "围巾"], Category::Clothes),
    (&["篮球", "足球", "排球", "跳绳", "球拍", "羽毛球", "乒乓"], Category::Sports),
    (&["保温杯", "水杯", "被", "雨伞", "毛巾", "餐盒"], Category::DailyGoods),
    (&["口琴", "笛", "吉他", "葫芦丝", "尤克里里"], Category::Music),
];

#[cfg(test)]
mod tests {
    use super::{Category, category, category_of};

    #[test]
    fn categories_are_known_by_their_words_and_by_the_thing() {
        assert_eq!(category("文具书包"), Some(Category::Schoolbag));
        assert_eq!(category("体育用品"), Some(Category::Sports));
        assert_eq!(category("书"), Some(Category::Books));
        assert_eq!(category("甲类"), None);
        assert_eq!(category_of("彩色铅笔"), Some(Category::ArtSupplies));
        assert_eq!(category_of("铅笔盒"), Some(Category::Stationery));
        assert_eq!(category_of("惊喜"), None);
    }
}
