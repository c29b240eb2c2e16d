"""Makes NotoSansSC-subset.ttf; run it only to change the font or its coverage (README.md says how).

usage: python3 subset.py NotoSansSC_400Regular.ttf Unihan_OtherMappings.txt
"""

import re
import sys
from itertools import chain

from fontTools import subset
from fontTools.ttLib import TTFont

source, unihan = sys.argv[1:3]

# 通用规范汉字表: Unihan's kTGH field numbers its 8,105 characters.
with open(unihan, encoding="utf-8") as lines:
    official = {int(m[1], 16) for m in (re.match(r"U\+([0-9A-F]+)\tkTGH\t", line) for line in lines) if m}
assert len(official) == 8105, len(official)


def gb2312():
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                yield ord(bytes([high, low]).decode("gb2312"))
            except UnicodeDecodeError:
                continue


blocks = [
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x017F),  # Latin-1, Latin Extended-A
    (0x01CD, 0x01DC),  # pinyin vowels with tone marks
    (0x2010, 0x2027), (0x2030, 0x205E),  # general punctuation
    (0x20AC, 0x20AC), (0x2100, 0x22FF),  # euro, letter-like, number forms, arrows, mathematics
    (0x2460, 0x24FF), (0x2500, 0x27BF),  # enclosed numbers, boxes, symbols, dingbats
    (0x2E80, 0x2EFF), (0x3000, 0x303F), (0x3200, 0x33FF),  # CJK radicals, punctuation, units
    (0xFE30, 0xFE4F), (0xFF00, 0xFFEF),  # vertical and full-width forms
]

font = TTFont(source)
wanted = official | set(gb2312()) | set(chain.from_iterable(range(a, b + 1) for a, b in blocks))
wanted &= set(font.getBestCmap())
assert official <= wanted

options = subset.Options(
    layout_features=[], hinting=False, glyph_names=False, notdef_outline=True, name_IDs=["*"]
)
options.drop_tables += ["BASE", "GDEF", "GPOS", "GSUB", "STAT", "vhea", "vmtx"]
cutter = subset.Subsetter(options)
cutter.populate(unicodes=wanted)
cutter.subset(font)
font["head"].modified = font["head"].created  # the same input gives the same bytes
font.recalcTimestamp = False
font.save("NotoSansSC-subset.ttf")
print(len(wanted), "characters")
