"""Read a reader's copy of an article, as plain text or HTML; nothing of it is kept."""

import hashlib
import html
import re
import unicodedata
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from analysis.ledger import ArticleError

MOST = 20  # megabytes; a longer text is no article, and no browser would open its page
_HTML = re.compile(r"\s{0,100}<[a-z!?]", re.IGNORECASE)
_LINE = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]+")
_SPACES = re.compile("[ \t\u00a0\u2000-\u200a\u202f\u3000]+")
_UNSEEN_MARK = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_UNSEEN = {"script", "style", "head", "template", "noscript", "svg", "iframe", "object", "nav"}
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]{0,40})")
_INLINE = {
    *("a", "abbr", "b", "cite", "code", "em", "font", "i", "mark", "q", "s"),
    *("small", "span", "strong", "sub", "sup", "time", "u", "wbr"),
}


@dataclass(frozen=True)
class Article:
    """A text and its paragraphs: its non-empty lines.

    Attributes
    ----------
    text : str
    spans : tuple of (int, int)
        Where each paragraph begins and ends in the text; the first is paragraph 1.
    sha256 : str
        Of the file's bytes; blank if it was read from none.
    """

    text: str
    spans: tuple
    sha256: str = ""

    def paragraph(self, number):
        """Return a paragraph's text, or "" if there is none of that number."""
        if not 1 <= number <= len(self.spans):
            return ""
        start, end = self.spans[number - 1]
        return self.text[start:end]


def places(text, wording):
    """Return where a wording stands in a text, one behind the other: "62 for" does not stand in "162 for"."""
    before = r"(?<![^\W_])(?<!\d[.,])" if wording[0].isalnum() else ""
    after = r"(?![^\W_])" + r"(?![.,]\d)" * wording[-1].isdecimal() if wording[-1].isalnum() else ""
    return [found.start() for found in re.finditer(before + re.escape(wording) + after, text)]


def read(path):
    """Read an article.

    Parameters
    ----------
    path : path
        Plain text or HTML, in UTF-8 (or UTF-16 with a byte-order mark).

    Returns
    -------
    Article

    Raises
    ------
    ArticleError
        If the file is empty, not text, in another encoding, or larger than `MOST`.
    """
    path = Path(path)
    if path.is_fifo() and not str(path).startswith("/dev/"):  # /dev/stdin, or what a shell gives for <(…), has a writer
        raise ArticleError(f"{path} is a pipe; allowed: a file")
    try:
        with path.open("rb") as file:
            data = file.read(MOST * 10**6 + 1)
    except OSError as error:
        raise ArticleError(f"{path} cannot be read: {error.strerror}") from None
    if len(data) > MOST * 10**6:
        raise ArticleError(f"{path} has more than {MOST} MB; an article may not")
    text = _decode(data, path)
    if path.suffix.lower() in (".html", ".htm", ".xhtml") or _HTML.match(text):
        text = _words_of_html(text)
    # Spaces of all kinds are one space, and marks that nobody sees are nothing, as in a table of the ledger.
    article = of_text(_SPACES.sub(" ", _UNSEEN_MARK.sub("", text)))
    if not article.spans:
        raise ArticleError(f"{path} holds no text")
    return replace(article, sha256=hashlib.sha256(data).hexdigest())


def of_text(text):
    """Return the article made of a plain text."""
    spans = [(found.start(), found.end()) for found in _LINE.finditer(text) if not found[0].isspace()]
    return Article(text, tuple(spans))


def require_latin(article, path):
    """Raise ArticleError if hardly a letter of a text is Latin: the rules read English alone."""
    letters = [one for one in article.text[:100_000] if one.isalpha()]
    latin = sum(one < "\u0250" for one in letters)
    if latin < len(letters) / 2:
        raise ArticleError(
            f"{path} is hardly in Latin letters ({latin} of {len(letters)}); the rules read English alone"
        )


def require_whole_paragraphs(article, path):
    """Raise ArticleError if many lines of a text begin within a sentence: then a line is no paragraph."""
    within = sum(article.text[start].islower() for start, _ in article.spans)
    if within > len(article.spans) / 4:
        raise ArticleError(
            f"{path}: {within} of {len(article.spans)} lines begin within a sentence; a paragraph must stand on one line"
        )


def fingerprints(article):
    """Return the SHA-256 of each paragraph's normalized text: NFKC, single spaces, none at the ends."""
    return [_fingerprint(article.text[start:end]) for start, end in article.spans]


def require_same(article, known, path):
    """Raise ArticleError if a copy has no paragraph in common with the one that the ledger was made from.

    Parameters
    ----------
    article : Article
    known : pandas.DataFrame
        Rows of ``Ledger.fingerprints`` of one source.
    path : path
        Of the copy.
    """
    if len(known) and not set(known["sha256"]) & set(fingerprints(article)):
        raise ArticleError(
            f"{path} is the text of another article: no paragraph of it is one of {known['source_id'].iloc[0]}"
        )


def differences(article, known):
    """Say which paragraphs are not those of the copy that the ledger was made from.

    Parameters
    ----------
    article : Article
    known : pandas.DataFrame
        Rows of ``Ledger.fingerprints`` of one source.

    Returns
    -------
    list of str
    """
    ours, elsewhere, found = fingerprints(article), moved(article, known), []
    for number, value in zip(known["paragraph"].astype(int), known["sha256"]):
        if number <= len(ours) and ours[number - 1] == value:
            continue
        missing = "is missing here" if number > len(ours) else "differs from the ledger's copy"
        found.append((number, elsewhere[number] - number if number in elsewhere else missing))
    lines = [_span_in_words(list(group), kind) for kind, group in groupby(found, key=lambda pair: pair[1])]
    if len(known) and len(ours) > len(known):
        lines.append(f"here are {len(ours)} paragraphs, in the ledger's copy {len(known)}")
    return lines


def moved(article, known):
    """Return where paragraphs of the ledger's copy stand here that have another number, with a line more above them.

    Parameters
    ----------
    article : Article
    known : pandas.DataFrame
        Rows of ``Ledger.fingerprints`` of one source.

    Returns
    -------
    dict of int to int
        The number there → the number here.
    """
    ours, numbers = fingerprints(article), dict(zip(known["paragraph"].astype(int), known["sha256"]))
    others = {value: at for at, value in enumerate(ours, 1) if numbers.get(at) != value}
    here = {number for number, value in numbers.items() if number <= len(ours) and ours[number - 1] == value}
    return {number: others[value] for number, value in numbers.items() if number not in here and value in others}


def _span_in_words(pairs, kind):
    """One line for paragraphs in a row that differ alike: a shift as a number, else in words."""
    first, last = pairs[0][0], pairs[-1][0]
    which = f"paragraph {first}" if first == last else f"paragraphs {first} to {last}"
    if isinstance(kind, str):
        return f"{which}: {kind}"
    return f"{which}: {abs(kind)} further {'down' if kind > 0 else 'up'} here"


def _fingerprint(text):
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()


def _decode(data, path):
    if not data.strip():
        raise ArticleError(f"{path} is empty")
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ArticleError(
            f"{path} is not UTF-8 text: byte {error.start} is {data[error.start]:#04x}; save the article as UTF-8 text"
        ) from None
    if "\0" in text:
        raise ArticleError(f"{path} is not text: it holds a NUL character at {text.index(chr(0))}")
    return text


def _words_of_html(text):
    """Return what a reader sees, a line for each block.

    One pass from tag to tag: the standard library's parser takes time that
    grows with the square of a page made to be slow.
    """
    parts, at = [], 0
    while (tag := text.find("<", at)) >= 0:
        parts.append(text[at:tag])
        if text.startswith("<!--", tag):
            end = text.find("-->", tag + 4)
            at = end + 3 if end >= 0 else len(text)
            continue
        name = _TAG.match(text, tag)
        if not name and text[tag + 1 : tag + 2] not in ("!", "?"):
            parts.append("<")  # a plain sign
            at = tag + 1
            continue
        end = text.find(">", tag)
        at = end + 1 if end >= 0 else len(text)
        if name and name[2].lower() in _UNSEEN and not name[1]:
            closed = re.compile(f"</{name[2]}", re.IGNORECASE).search(text, at)
            at = closed.start() if closed else len(text)
        elif not name or name[2].lower() not in _INLINE:
            parts.append("\0")
    parts.append(text[at:])
    # A line break in HTML's source is a space; a block is a line.
    return html.unescape(re.sub(r"[ \t\r\n\f]+", " ", "".join(parts)).replace("\0", "\n"))
