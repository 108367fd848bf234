"""Reading a reader's copy: text or HTML, in any state, gives its paragraphs or one clear line."""

import contextlib
import time

import pytest

from analysis.audit import article
from analysis.ledger import ArticleError


def write(tmp_path, data, name="a.txt"):
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def paragraphs(found):
    return [found.text[start:end] for start, end in found.spans]


def test_paragraphs_are_the_lines_that_are_not_empty(tmp_path):
    found = article.read(write(tmp_path, "one\r\n\r\n  \t\r\ntwo\n\u2028three\n"))
    assert paragraphs(found) == ["one", "two", "three"]
    assert found.paragraph(2) == "two" and found.paragraph(0) == found.paragraph(9) == ""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_byte_order_marks_are_understood(tmp_path, encoding):
    assert paragraphs(article.read(write(tmp_path, "5 thousand é\n".encode(encoding)))) == ["5 thousand é"]


def test_html_gives_what_a_reader_sees(tmp_path):
    page = (
        "<!DOCTYPE html><html><head><title>9</title><script>var a = 7</script></head><body>"
        "<p>a <b>5</b>\nthousand&nbsp;men &lt;b&gt;</p><style>p{margin:3px}</style><div>two<br>three</div>"
        "<!-- 7 > 6 <p>8</p> -->"
        "<script>document.write('<p>8</p>')</script><p>last"
    )
    assert paragraphs(article.read(write(tmp_path, page))) == ["a 5 thousand men <b>", "two", "three", "last"]


def test_a_fixed_space_is_a_space_and_what_nobody_sees_is_nothing(tmp_path):
    copy = article.read(
        write(tmp_path, "<p>On 12&nbsp;January 50\u202f000&nbsp;men and 12\u00a0chil\u00addren\u200b came.</p>")
    )
    assert copy.paragraph(1) == "On 12 January 50 000 men and 12 children came."


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "is empty"),
        (b"caf\xe9 5", "is not UTF-8 text: byte 3 is 0xe9"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is not UTF-8 text: byte 0 is 0x89"),
        (b"a\0b", "holds a NUL character at 1"),
        (b"<html><body><script>5</script></body></html>", "holds no text"),
    ],
)
def test_what_is_no_article_is_one_clear_line(tmp_path, data, said):
    with pytest.raises(ArticleError) as error:
        article.read(write(tmp_path, data))
    assert said in str(error.value) and "\n" not in str(error.value)


def test_a_missing_file_a_folder_and_a_giant_are_one_clear_line(tmp_path, monkeypatch):
    for path in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(ArticleError, match="cannot be read"):
            article.read(path)
    monkeypatch.setattr(article, "MOST", 0)
    with pytest.raises(ArticleError, match="MB"):
        article.read(write(tmp_path, "some text"))


def test_fingerprints_see_words_and_not_spacing(tmp_path):
    one, same, other = (article.of_text(t) for t in ("Five  men\u00a0came.\n", " Five men came. ", "Six men came."))
    assert article.fingerprints(one) == article.fingerprints(same) != article.fingerprints(other)


def test_a_wording_does_not_stand_within_a_longer_number_or_word():
    assert article.places("162 for eight, 62 for one, 1.62 for two", "62 for") == [15]
    assert article.places("someone and one", "one") == [12] and article.places("$5, $5.50", "$5") == [0]


def test_differences_name_the_paragraphs(book):
    import pandas as pd

    copy = article.of_text("a\nb\nc")
    known = pd.DataFrame({"paragraph": ["1", "2", "3"], "sha256": article.fingerprints(article.of_text("a\nx\nb"))})
    assert article.differences(copy, known) == [
        "paragraph 2: differs from the ledger's copy",
        "paragraph 3: 1 further up here",
    ]
    assert article.moved(copy, known) == {3: 2}
    assert article.differences(copy, known[:0]) == []
    assert article.differences(article.of_text("a\nx\nb\nmore"), known) == [
        "here are 4 paragraphs, in the ledger's copy 3"
    ]


@pytest.mark.parametrize(
    "piece", ["<", "<p", "<!--", "<script>", "&", "&#", "<![CDATA[", "</", "<a href='", "\n<b>5</b>"]
)
def test_html_made_to_be_slow_is_not(tmp_path, piece):
    page = "<html><body>5 men\n" + piece * (1_000_000 // len(piece))
    start = time.perf_counter()
    with contextlib.suppress(ArticleError):
        article.read(write(tmp_path, page))
    assert time.perf_counter() - start < 20
