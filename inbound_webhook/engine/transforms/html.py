"""Texts that are HTML."""

import html
import re
from collections import Counter
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
_POINT = "- "
_MARK = re.compile(r"- |\d+\. ")
#: What a link leads to beside places of its own page, and what runs code.
_LEADS_SOMEWHERE = re.compile(r"(?:https?://(?:www\.)?|mailto:|tel:)", re.IGNORECASE)
#: What else is a tag: a person's ``<our>`` and ``<ada@example.com>`` are none.
_INLINE = frozenset(
    [
        *("a", "abbr", "acronym", "area", "article", "aside", "audio", "b", "base"),
        *("bdi", "bdo", "big", "body", "button", "canvas", "caption", "center", "cite"),
        *("code", "col", "colgroup", "data", "datalist", "del", "details", "dfn"),
        *("dialog", "em", "embed", "fieldset", "figcaption", "figure", "font", "html"),
        *("i", "iframe", "img", "input", "ins", "kbd", "label", "legend", "link"),
        *("map", "mark", "menu", "meta", "meter", "object", "optgroup", "option"),
        *("output", "param", "picture", "progress", "q", "s", "samp", "search"),
        *("select", "slot", "small", "source", "span", "strike", "strong", "sub"),
        *("summary", "sup", "svg", "tbody", "td", "textarea", "tfoot", "th", "thead"),
        *("time", "title", "track", "tt", "u", "var", "video", "wbr"),
    ]
)
_TAG = re.compile(r"<[a-zA-Z/!?]")
_OWN = re.compile(r"[a-z][a-z0-9]*(?:[:-][a-z0-9]+)+")


#: In longer texts nobody looks for links and lists. What never ends can cost the
#: parser of Python the square of the length, and strangers write it.
_LONGEST = 300_000
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
#: <![if mso]> and its like, which that parser cannot always read.
_SECTION = re.compile(r"<!\[[^>]*>")
_ANY_TAG = re.compile(r"</?([a-zA-Z][\w:-]*)[^<>]*>|<![^<>]*>")


class HtmlText(str):
    """A text that is HTML, and is to stay so where a field takes that."""


@register_transform("html_to_text", _lt("Text of HTML"))
@of_texts
def html_to_text(text: str, _argument: str) -> str:
    """What a reader sees of HTML: without tags, with characters for entities."""
    if not _TAG.search(text):
        return html.unescape(text)
    if len(text) > _LONGEST:
        return _without_tags(text)
    reader = _Reader()
    reader.feed(_closed(text))
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
        #: How many elements are open that nobody sees, by their tag.
        self._unseen: Counter[str] = Counter()
        self._depth_of_pre = 0
        #: Of each list that is open, the number of its next item; None for points.
        self._lists: list[int | None] = []
        #: Of the link that is open, where it leads, and where its text begins.
        self._link: tuple[str, int] | None = None

    @property
    def text(self) -> str:
        """The text, its blanks as a browser shows them."""
        lines = "".join(self._pieces).split("\n")
        shown = [" ".join(line.split()) for line in lines]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(shown)).strip()

    def handle_starttag(self, tag, attrs):
        """See :class:`HTMLParser`."""
        if not _is_tag(tag):
            self.handle_data(self.get_starttag_text() or "")
            return
        if tag == "body":
            # Nobody closed its head.
            self._unseen.clear()
        if tag in _UNSEEN:
            self._unseen[tag] += 1
        elif tag == "li":
            while self._pieces and not self._pieces[-1].strip():
                self._pieces.pop()
            self._pieces += ["\n", self._mark()]
        elif tag in _BLOCKS and not self._is_at_mark():
            self._pieces.append("\n")
        elif tag in ("td", "th"):
            self._pieces.append(" ")
        elif tag == "img" and not self._unseen:
            self._pieces.append(dict(attrs).get("alt") or "")
        self._open(tag, dict(attrs))

    def handle_endtag(self, tag):
        """See :class:`HTMLParser`."""
        if not _is_tag(tag):
            self.handle_data(f"</{tag}>")
        elif tag in self._unseen:
            self._unseen[tag] -= 1
            # Without those of which none is open any more.
            self._unseen += Counter()
        elif tag in ("ul", "ol") and self._lists:
            self._lists.pop()
            self._pieces.append("\n")
        elif tag == "a":
            self._end_link()
        elif tag == "pre":
            self._depth_of_pre = max(0, self._depth_of_pre - 1)
            self._pieces.append("\n")
        elif tag in _BLOCKS - _VOID - {"li"}:
            self._pieces.append("\n")

    def handle_data(self, data):
        """See :class:`HTMLParser`."""
        if not self._unseen:
            # A line break in the source is a blank, unless its lines are to stay.
            blanks = r"[^\S\n]+" if self._depth_of_pre else r"\s+"
            self._pieces.append(re.sub(blanks, " ", data))

    def _open(self, tag, attributes):
        if tag in ("ul", "ol"):
            self._lists.append(1 if tag == "ol" else None)
        elif tag == "a":
            # No link is inside another one.
            self._end_link()
            self._link = (attributes.get("href") or "", len(self._pieces))
        elif tag == "pre":
            self._depth_of_pre += 1

    def _is_at_mark(self):
        """Whether nothing stands in an item of a list yet."""
        return bool(self._pieces) and bool(_MARK.fullmatch(self._pieces[-1]))

    def _mark(self):
        """What stands before an item of a list."""
        number = self._lists[-1] if self._lists else None
        if number is None:
            return _POINT
        self._lists[-1] = number + 1
        return f"{number}. "

    def _end_link(self):
        if self._link:
            self._pieces.append(self._address(*self._link))
            self._link = None

    def _address(self, href, start):
        """Where a link leads, in brackets, where its text does not say so."""
        if self._unseen or not _LEADS_SOMEWHERE.match(href):
            return ""
        bare = _LEADS_SOMEWHERE.sub("", href).rstrip("/")
        label = "".join(self._pieces[start:])
        if not bare or bare.casefold() in label.casefold():
            return ""
        shown = href if href[:4].lower() == "http" else bare
        # Whatever makes links of texts takes the bracket for a part of one, but for
        # the blank.
        return f" ( {shown} )" if label.strip() else shown


def _closed(text: str) -> str:
    """A text without comments, in which what nobody closed is no tag."""
    # Feeds wrap the HTML that they hold: it is text, and not one of their sections.
    text = text.replace("<![CDATA[", "").replace("]]>", "")
    end = text.rfind("-->") + 3 if "-->" in text else 0
    text = _COMMENT.sub("", text[:end]) + text[end:].replace("<!--", "&lt;!--")
    end = text.rfind(">") + 1
    return _SECTION.sub("", text[:end]) + text[end:].replace("<", "&lt;")


def _without_tags(text: str) -> str:
    """A long text without its tags, a line for each block."""

    def instead(match):
        return "\n" if (match[1] or "").lower() in _BLOCKS else ""

    text = html.unescape(_ANY_TAG.sub(instead, text))
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _is_tag(name: str) -> bool:
    # Programs of Microsoft write <o:p>, and elements of one's own have a hyphen.
    is_own = bool(_OWN.fullmatch(name))
    return is_own or name in _BLOCKS or name in _UNSEEN or name in _INLINE
