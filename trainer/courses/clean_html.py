"""The second wall: whatever wrote the HTML, only this small subset of it reaches the screen."""

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import nh3

CALLOUTS = ("note", "example", "try")

_TAGS = set(
    ["a", "b", "blockquote", "br", "em", "h2", "h3", "img", "li", "ol", "p", "strong", "sup", "ul"]
    + ["table", "tbody", "td", "th", "thead", "tr"]
)
_ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt"}, "ol": {"start"}}
_ALIGNED = {"align": {"left", "center", "right"}}
_FRAME = {"width": {"100%"}, "cellpadding": {"12"}, "cellspacing": {"0"}}
_VALUES = {"td": _ALIGNED, "th": _ALIGNED, "table": _FRAME}
_CLASSES = {"table": {"callout", "data", *CALLOUTS}, "p": {"callout-title", "figure"}}
_REFERENCES = {
    ("a", "href"): re.compile(r"(?:term:[a-z0-9-]{1,60}|source:[A-Z0-9-]{1,20})"),
    ("img", "src"): re.compile(r"figure:[a-z0-9-]{1,60}"),
    ("ol", "start"): re.compile(r"[0-9]{1,4}"),
}
_IMAGE = re.compile(r'<img((?: [a-z]+="[^"]*")*)>')


def clean_html(html: str) -> str:
    """Returns the HTML without anything that opens a file or an address, or that the reading view does not draw."""
    return _IMAGE.sub(_without_nameless, _cleaner().clean(html))


def _without_nameless(image: re.Match[str]) -> str:
    """Drops an image whose address was taken away, since Qt would still ask for it."""
    return image.group() if ' src="' in image.group() else ""


def _keep_reference(tag: str, attribute: str, value: str) -> str | None:
    allowed = _REFERENCES.get((tag, attribute))
    return value if allowed is None or allowed.fullmatch(value) else None


@cache
def _cleaner() -> "nh3.Cleaner":
    import nh3

    return nh3.Cleaner(
        tags=_TAGS,
        clean_content_tags={"script", "style"},
        attributes=_ATTRIBUTES,
        attribute_filter=_keep_reference,
        link_rel=None,
        tag_attribute_values=_VALUES,
        url_schemes={"term", "source", "figure"},
        allowed_classes=_CLASSES,
        url_relative="deny",
    )
