"""The colours of the program, named once: light, dark, and the contrast pairs that a test computes."""

from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Tokens:
    """One theme's colours, named after what they are for.

    Green is self-paced, violet is live, orange is exam, everywhere. Red is for errors, never for a learner's pace.
    """

    canvas: str
    surface: str
    sunken: str
    side: str
    line: str
    line2: str
    track: str
    ink: str
    ink2: str
    ink3: str
    laurel: str
    laurelHover: str  # noqa: N815 - token names are shared with the drawings and the style sheet
    laurelPress: str  # noqa: N815
    onPrimary: str  # noqa: N815
    laurelText: str  # noqa: N815
    laurelSoft: str  # noqa: N815
    lupine: str
    lupineSoft: str  # noqa: N815
    poppy: str
    poppyText: str  # noqa: N815
    poppySoft: str  # noqa: N815
    manzanita: str
    manzanitaSoft: str  # noqa: N815
    focus: str
    mark: str
    heat0: str
    heat1: str
    heat2: str
    heat3: str
    hero: str
    heroHill: str  # noqa: N815
    heroHill2: str  # noqa: N815
    heroEdge: str  # noqa: N815
    heroText: str  # noqa: N815
    heroSub: str  # noqa: N815
    sun: str
    hill: str

    def as_mapping(self) -> dict[str, str]:
        """Returns the colours by name, for the style sheet and the drawings."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


LIGHT = Tokens(
    canvas="#F6F5F0", surface="#FFFFFF", sunken="#EEECE4", side="#EFEDE5", line="#DFDCD1", line2="#8A8D80",
    track="#E7E4DA", ink="#1F2B28", ink2="#4B5A55", ink3="#5B6862", laurel="#1F6354", laurelHover="#184E43",
    laurelPress="#123D34", onPrimary="#FFFFFF", laurelText="#1B5A4C", laurelSoft="#E3EFE9", lupine="#5B57A8",
    lupineSoft="#EBEAF7", poppy="#C2650F", poppyText="#94490A", poppySoft="#FCEEDB", manzanita="#A1372F",
    manzanitaSoft="#F9E7E4", focus="#2B50C8", mark="#FBE7A8", heat0="#E9E7DE", heat1="#BFD9CD", heat2="#478873",
    heat3="#1B5A4C", hero="#1D5B4E", heroHill="#2B7464", heroHill2="#174A40", heroEdge="#1D5B4E",
    heroText="#FFFFFF", heroSub="#E3F1EB", sun="#F4B45A", hill="#7FB5A2",
)  # fmt: skip

DARK = Tokens(
    canvas="#141B19", surface="#1C2523", sunken="#26312E", side="#111716", line="#34413D", line2="#7C8B85",
    track="#323F3B", ink="#EDF0EB", ink2="#BAC5C0", ink3="#9AA8A2", laurel="#7FC8B1", laurelHover="#9AD7C3",
    laurelPress="#B4E3D4", onPrimary="#0D2A22", laurelText="#93D3BE", laurelSoft="#22392F", lupine="#B3B0F2",
    lupineSoft="#2C2C47", poppy="#EFA653", poppyText="#F3B876", poppySoft="#3B2C17", manzanita="#F19A8F",
    manzanitaSoft="#41241F", focus="#9DB4FF", mark="#5A4A17", heat0="#27322F", heat1="#2F5448", heat2="#5FA58E",
    heat3="#A9E3D0", hero="#1E4A40", heroHill="#28594D", heroHill2="#193E36", heroEdge="#1E4A40",
    heroText="#FFFFFF", heroSub="#C4DBD2", sun="#E9A94F", hill="#35665A",
)  # fmt: skip

CONTRAST = Tokens(
    canvas="#000000", surface="#000000", sunken="#000000", side="#000000", line="#FFFFFF", line2="#FFFFFF",
    track="#3A3A3A", ink="#FFFFFF", ink2="#FFFFFF", ink3="#D6D6D6", laurel="#5CE0B8", laurelHover="#8CF0D2",
    laurelPress="#B8F7E5", onPrimary="#000000", laurelText="#7DF0CC", laurelSoft="#06281F", lupine="#C9C6FF",
    lupineSoft="#15153A", poppy="#FFB454", poppyText="#FFC983", poppySoft="#2B1B00", manzanita="#FFA79D",
    manzanitaSoft="#360B06", focus="#FFFF5C", mark="#4A4000", heat0="#1A1A1A", heat1="#2F6B59", heat2="#5CBF9F",
    heat3="#A9F3DC", hero="#000000", heroHill="#0F3A30", heroHill2="#06211B", heroEdge="#FFFFFF",
    heroText="#FFFFFF", heroSub="#FFFFFF", sun="#FFC766", hill="#2F6B59",
)  # fmt: skip

THEMES = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}

TEXT_PAIRS = tuple(
    [(text, ground) for text in ("ink", "ink2") for ground in ("canvas", "surface", "sunken", "side")]
    + [("ink3", ground) for ground in ("canvas", "surface", "sunken")]
    + [("laurelText", ground) for ground in ("canvas", "surface", "side", "laurelSoft")]
    + [("onPrimary", "laurel"), ("onPrimary", "laurelHover"), ("onPrimary", "laurelPress"), ("lupine", "lupineSoft")]
    + [
        ("poppyText", "poppySoft"),
        ("poppyText", "surface"),
        ("poppyText", "canvas"),
        ("manzanita", "surface"),
        ("manzanita", "manzanitaSoft"),
    ]
    + [
        ("ink", "poppySoft"),
        ("ink", "mark"),
        ("ink2", "mark"),
        ("laurelText", "mark"),
        ("ink", "laurelSoft"),
        ("ink2", "laurelSoft"),
        ("heroText", "hero"),
    ]
    + [("heroSub", "hero")]
)
"""Pairs of text and ground that must reach 4.5:1."""

GRAPHIC_PAIRS = tuple(
    [(token, "track") for token in ("laurel", "lupine", "poppy", "heat2")]
    + [("line2", ground) for ground in ("canvas", "surface")]
    + [("focus", ground) for ground in ("canvas", "surface", "side")]
)
"""Pairs of graphics and ground that must reach 3:1."""


def contrast_ratio(one: str, other: str) -> float:
    """Computes the contrast of two ``#RRGGBB`` colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
