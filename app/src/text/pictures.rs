//! Texts of pictures: why a file is none that can be kept, and how one is sent.

use entity::photo::Unusable;

use super::Text;

impl Text {
    /// Why a file is no picture that can be kept, and what to do about it.
    pub const fn unusable(self, why: Unusable) -> &'static str {
        let (zh, en) = match why {
            Unusable::Empty => {
                ("这个文件是空的，请重新选一张照片", "This file is empty; please choose the photo again")
            }
            Unusable::TooBig => (
                "照片超过 10 MB，请拍小一点，或者在手机里压缩以后再传",
                "The photo is larger than 10 MB; please take a smaller one, or shrink it on the phone first",
            ),
            Unusable::TooManyPixels => (
                "照片的像素太多（最多 2400 万），请拍小一点再传",
                "The photo has too many pixels (24 million at most); please take a smaller one",
            ),
            Unusable::Heic => (
                "这是 iPhone 的 HEIC 格式，打不开。请在“设置 → 相机 → 格式”里选“兼容性最佳”再拍，或者把照片另存为 JPEG",
                "This is an iPhone's HEIC file, which cannot be opened. Choose “Most Compatible” under Settings, Camera, Formats and take it again, or save the photo as JPEG",
            ),
            Unusable::NotAPhoto => (
                "这不是照片。请传 JPEG、PNG 或 WebP 图片；改文件名没有用",
                "This is no photo. Please send a JPEG, PNG or WebP picture; another name for the file does not help",
            ),
            Unusable::Damaged => (
                "照片打不开：可能只传了一半，或者文件坏了。请重新拍一张，或者再传一次",
                "The photo does not open: it may have been cut off half-way, or be damaged. Please take it again, or send it again",
            ),
            Unusable::TimedOut => (
                "照片看得太久了，没有处理完。请过一会儿再传一次；还是不行，就一张照片少拍几张卡片，或者把照片压小一点",
                "Reading the photo took too long. Please send it again in a little while; if that does not help, take fewer cards on one photo, or send a smaller photo",
            ),
        };
        match self.0 {
            entity::Lang::Zh => zh,
            entity::Lang::En => en,
        }
    }
}
