"""The page of an audit marks every hit, links it to what accounts for it, and escapes the text."""

from html.parser import HTMLParser

from analysis.audit import account, article, page


class Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.links, self.ids = set(), [], []

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.tags.add(tag)
        self.links += [values["href"]] if "href" in values else []
        self.ids += [values["id"]] if "id" in values else []


def test_the_page_marks_links_and_escapes(known, text):
    text = text + "<script>alert(5)</script> & \u202e7 men\u202c\n"
    copy = article.of_text(text)
    hits = account.hits(copy, known, "my-article")
    found = page.render(copy, hits, known, "my-article", ["a < b"], [])
    assert "<script" not in found and "&lt;script&gt;" in found and "a &lt; b" in found
    parsed = Page()
    parsed.feed(found)
    assert "script" not in parsed.tags and len(parsed.ids) == len(set(parsed.ids))
    assert all(link[1:] in parsed.ids for link in parsed.links) and len(parsed.links) == 2 * len(hits)
    assert found.count("<mark ") == len(hits) + 3  # and the key
    assert '<span title="my-article/came">Officials, February 2025 to March 2025: 300 to 450</span>' in found
    assert "about 21 February 2025 to 14 March 2025" in found and "2025-02-21~" not in found
