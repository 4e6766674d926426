#!/usr/bin/env python3
"""Makes the paper fonts of src/main/resources/minzheng/documents/fonts from the sources named in docs/third-party.md.

usage: make.py NotoSerifSC_400Regular.ttf NotoSerifSC_700Bold.ttf HanaMinA.ttf HanaMinB.ttf OUT
Needs fontTools 4.38 (Debian: python3-fonttools).
"""
import gzip
import io
import sys
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import GlyphCoordinates

EXTRA_UNITS = 200  # to the em: 0.06 pt at 12 pt type
RARE_UNITS = 160  # 0.08 pt at 12 pt type, a dot of a laser printer
SLACK = 0.8  # of these units


def points(*ranges):
    return {c for a, b in ranges for c in range(a, b + 1)}


def gb2312():
    found = set()
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                found.add(ord(bytes((row, cell)).decode("gb2312")))
            except UnicodeDecodeError:
                pass
    return found


def level1():
    found = set()
    for row in range(0xB0, 0xD8):
        for cell in range(0xA1, 0xFF):
            try:
                found.add(ord(bytes((row, cell)).decode("gb2312")))
            except UnicodeDecodeError:
                pass
    return found


SIGNS = points((0x20, 0x7E), (0xA0, 0xFF), (0x2010, 0x2027), (0x2030, 0x205E), (0x2103, 0x2103), (0x2116, 0x2116),
               (0x2150, 0x217F), (0x2190, 0x2199), (0x2200, 0x22BF), (0x2460, 0x24FF), (0x2500, 0x257F),
               (0x25A0, 0x25FF), (0x2605, 0x2606), (0x2713, 0x2717), (0x3000, 0x303F), (0x3105, 0x312F),
               (0x3220, 0x3229), (0xFF01, 0xFFEE), (0x20AC, 0x20AC))


def cut(source, wanted, name, out, units=None):
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.name_IDs = [0, 13, 14]
    options.name_languages = [0x409]
    options.notdef_outline = True
    options.glyph_names = False
    options.legacy_cmap = False
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "vhea", "vmtx", "VORG", "BASE", "kern", "gasp", "FFTM", "STAT", "DSIG"]
    font = subset.load_font(source, options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted)
    cutter.subset(font)
    if units:
        shrink(font, units)
    names = font["name"]
    for number, text in ((1, name), (2, "Regular"), (4, name), (6, name.replace(" ", "")), (3, name + " 1"), (5, "Version 1.000")):
        names.setName(text, number, 3, 1, 0x409)
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    file = io.BytesIO()
    font.save(file)
    with open(f"{out}/{name.lower().replace(' ', '-')}.ttf.gz", "wb") as packed:
        packed.write(gzip.compress(file.getvalue(), 9, mtime=0))
    return set(font.getBestCmap())


def shrink(font, units):
    """Outlines as polygons on a coarser grid, none farther from the drawn curve than the grid is wide."""
    glyf, scale = font["glyf"], units / font["head"].unitsPerEm
    for name in glyf.keys():
        glyph = glyf[name]
        if glyph.numberOfContours <= 0:
            continue
        rings, start = [], 0
        for end in glyph.endPtsOfContours:
            ring = [(glyph.coordinates[i][0] * scale, glyph.coordinates[i][1] * scale, glyph.flags[i] & 1) for i in range(start, end + 1)]
            start = end + 1
            rings.append(polygon(ring))
        rings = [r for r in rings if len(r) > 2]
        kept = [p for r in rings for p in r]
        glyph.coordinates = GlyphCoordinates(kept)
        glyph.flags = bytearray([1] * len(kept))
        glyph.endPtsOfContours = [sum(map(len, rings[: i + 1])) - 1 for i in range(len(rings))]
        glyph.numberOfContours = len(rings)
        if rings:
            glyph.recalcBounds(glyf)
        else:
            glyf[name] = type(glyph)()
    for name, (width, bearing) in font["hmtx"].metrics.items():
        glyph = glyf[name]
        font["hmtx"].metrics[name] = (round(width * scale), getattr(glyph, "xMin", 0) if glyph.numberOfContours else 0)
    head, hhea, os2 = font["head"], font["hhea"], font["OS/2"]
    head.unitsPerEm = units
    for table, fields in ((hhea, ("ascent", "descent", "lineGap")), (os2, (
            "xAvgCharWidth", "ySubscriptXSize", "ySubscriptYSize", "ySubscriptXOffset", "ySubscriptYOffset",
            "ySuperscriptXSize", "ySuperscriptYSize", "ySuperscriptXOffset", "ySuperscriptYOffset", "yStrikeoutSize",
            "yStrikeoutPosition", "sTypoAscender", "sTypoDescender", "sTypoLineGap", "usWinAscent", "usWinDescent",
            "sxHeight", "sCapHeight"))):
        for field in fields:
            if hasattr(table, field):
                setattr(table, field, round(getattr(table, field) * scale))
    font["post"].underlinePosition = round(font["post"].underlinePosition * scale)
    font["post"].underlineThickness = round(font["post"].underlineThickness * scale)


def polygon(ring):
    """The ring of a TrueType contour as whole points, curves replaced by chords."""
    n = len(ring)
    full = []
    for i in range(n):
        p, q = ring[i], ring[(i + 1) % n]
        full.append(p)
        if not p[2] and not q[2]:
            full.append(((p[0] + q[0]) / 2, (p[1] + q[1]) / 2, 1))
    first = next((i for i, p in enumerate(full) if p[2]), None)
    if first is None:
        return []
    full = full[first:] + full[:first]
    line, i, n = [], 0, len(full)
    while i < n:
        p, c = full[i], full[(i + 1) % n]
        line.append(p[:2])
        if not c[2]:
            q = full[(i + 2) % n]
            for t in (0.25, 0.5, 0.75):
                u = 1 - t
                line.append((u * u * p[0] + 2 * u * t * c[0] + t * t * q[0], u * u * p[1] + 2 * u * t * c[1] + t * t * q[1]))
            i += 2
        else:
            i += 1
    far = max(range(len(line)), key=lambda k: (line[k][0] - line[0][0]) ** 2 + (line[k][1] - line[0][1]) ** 2)
    kept = fewer(line[: far + 1])[:-1] + fewer(line[far:] + line[:1])[:-1]
    whole = []
    for x, y in kept:
        p = (round(x), round(y))
        if not whole or whole[-1] != p:
            whole.append(p)
    if len(whole) > 1 and whole[0] == whole[-1]:
        whole.pop()
    return whole


def fewer(line):
    """Douglas and Peucker."""
    keep, todo = {0, len(line) - 1}, [(0, len(line) - 1)]
    while todo:
        a, b = todo.pop()
        (x0, y0), (x1, y1) = line[a], line[b]
        dx, dy = x1 - x0, y1 - y0
        length = dx * dx + dy * dy
        worst, at = SLACK * SLACK, None
        for i in range(a + 1, b):
            x, y = line[i][0] - x0, line[i][1] - y0
            d = (x * dy - y * dx) ** 2 / length if length else x * x + y * y
            if d > worst:
                worst, at = d, i
        if at is not None:
            keep.add(at)
            todo += [(a, at), (at, b)]
    return [line[i] for i in sorted(keep)]


def main(regular, bold, hana_a, hana_b, out):
    noto = set(TTFont(regular, lazy=True).getBestCmap())
    table = noto & points((0x9FA6, 0x9FFF), (0x20000, 0x2FFFF))  # what of the 通用规范汉字表 is young or supplementary
    body = (gb2312() | SIGNS | table) & noto
    common = cut(regular, body, "Minzheng Song", out)
    cut(bold, (level1() | SIGNS | set(map(ord, "〇区县镇乡街道社居委"))), "Minzheng Song Bold", out)
    han = points((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0x2E80, 0x2FDF), (0x3130, 0x318F), (0xF900, 0xFAFF))
    more = cut(regular, (han & noto) - common, "Minzheng Song Extra", out, EXTRA_UNITS)
    cut(hana_b, points((0x20000, 0x2EBEF)) - common, "Minzheng Song Rare", out, RARE_UNITS)
    # variants for compatibility, and signs only the other Hanazono has
    cut(hana_a, (points((0xF900, 0xFAFF), (0x2F800, 0x2FA1F), (0x2E80, 0x2FDF), (0x31C0, 0x31EF), (0x3400, 0x9FFF)) - common - more), "Minzheng Song Compat", out, RARE_UNITS)


main(*sys.argv[1:])
