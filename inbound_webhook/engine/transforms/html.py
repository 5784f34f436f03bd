"""Texts that are HTML."""

import html
import re
from html.parser import HTMLParser

from ..phrases import _lt
from .registry import of_texts, register_transform

_BLOCKS = frozenset(
    [
        *("address", "article", "blockquote", "br", "dd", "div", "dl", "dt", "footer"),
        *("form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main"),
        *("nav", "ol", "p", "pre", "section", "table", "tr", "ul"),
    ]
)
#: ``<br/>`` is a start and an end.
_VOID = frozenset({"br", "hr"})
_UNSEEN = frozenset({"script", "style", "head", "template", "noscript"})
_TAG = re.compile(r"<[a-zA-Z/!]")


class HtmlText(str):
    """A text that is HTML, and is to stay so where a field takes that."""


@register_transform("html_to_text", _lt("Text of HTML"))
@of_texts
def html_to_text(text: str, _argument: str) -> str:
    """What a reader sees of HTML: without tags, with characters for entities."""
    if not _TAG.search(text):
        return html.unescape(text)
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.text


@register_transform("keep_html", _lt("HTML, without what is not safe"))
@of_texts
def keep_html(text: str, _argument: str) -> HtmlText:
    """The text, marked as HTML. Its field leaves out what is not safe."""
    return HtmlText(text)


class _Reader(HTMLParser):
    """Collects what is seen, with a line for each block."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self._pieces: list[str] = []
        self._unseen: list[str] = []

    @property
    def text(self) -> str:
        """The text, its blanks as a browser shows them."""
        lines = "".join(self._pieces).split("\n")
        shown = [" ".join(line.split()) for line in lines]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(shown)).strip()

    def handle_starttag(self, tag, attrs):
        """See :class:`HTMLParser`."""
        if tag in _UNSEEN:
            self._unseen.append(tag)
        elif tag in _BLOCKS:
            self._pieces.append("\n")
            if tag == "li":
                self._pieces.append("- ")
        elif tag in ("td", "th"):
            self._pieces.append(" ")

    def handle_endtag(self, tag):
        """See :class:`HTMLParser`."""
        if tag in self._unseen:
            self._unseen.remove(tag)
        elif tag in _BLOCKS - _VOID:
            self._pieces.append("\n")

    def handle_data(self, data):
        """See :class:`HTMLParser`."""
        if not self._unseen:
            # A line break in the source is a blank.
            self._pieces.append(re.sub(r"\s+", " ", data))
