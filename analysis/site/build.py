"""The site: pages of questions, claims, sources, countries and articles, from executed notebooks and the ledger."""

import json
import shutil

from markupsafe import Markup

from analysis import DATA
from analysis.charts import files
from analysis.ledger import cite, vocabulary, words
from analysis.ledger.description import describe
from analysis.site import TEMPLATES, addresses, fill, find, notebooks, sections, uses
from analysis.site.records import Record

COUNTRIES = {"RU": "russia.html", "CN": "china.html"}
FILES = ("style.css", "sections.css", "cards.js", "search.js", "tables.js", "favicon.svg")  # copied as they are
CARDS = "cards-data.js"  # what cards.js fetches when a reader first wants a card
MOST = 12  # claims of the same origin that a claim's page lists
SHORT = 300  # characters of a page's description


def write(folder, book, pages):
    """Write the site's pages into a folder that holds the notebooks' files already.

    Parameters
    ----------
    folder : pathlib.Path
    book : Ledger
    pages : sequence of Page
        With ``name``, ``title``, ``error``, ``findings``, ``figures``, ``tables`` as `headless.notebook.Run`
        has them, and ``notebook``, executed.
    """
    _Site(folder, book, pages).write()


class _Site:
    def __init__(self, folder, book, pages):
        self.folder, self.book, self.pages = folder, book, pages
        self.record, self.known = Record(book), addresses.of_everything(book)
        self.titles = {page.name: page.title for page in pages}
        found = [use for page in pages for use in uses.of_notebook(page.name, page.notebook, self.known)]
        self.all_uses, self.uses = found, uses.by_id(found)
        self.version = describe(DATA)["version"]
        self.picture = next((f"figures/{figure['name']}.png" for page in pages for figure in page.figures), "")
        self.nav = self._navigation()
        said = {
            use.words: ("Sentence", use.words, f"{use.page}.html#{use.anchor}", "")
            for use in found
            if use.kind == "sentence"
        }
        self.found = [*find.of_ledger(self.record, self.known), *said.values()]  # by the search

    def write(self):
        for folder in ("claims", "sources", "articles"):
            (self.folder / folder).mkdir()
        for name in FILES:
            shutil.copyfile(TEMPLATES / name, self.folder / name)
        with (self.folder / "style.css").open("a", encoding="utf-8") as sheet:
            sheet.write(files.style())
        self._cards()
        self._index()
        for page in self.pages:
            self._notebook(page)
        for claim in self.record.claims.values():
            self._claim(claim)
        for source in self.record.sources.values():
            self._source(source)
        self._sources()
        for article in self.book.articles:
            self._article(article)
        for place, name in COUNTRIES.items():
            self._country(place, name)
        self._method()
        (self.folder / "search-index.js").write_text(find.script(self.found), encoding="utf-8")

    def _navigation(self):
        """Return (label, address) of what every page links to: no page that this report does not have."""
        answer, money, what_if = (self._page(question) for question in ("brief", "revenue", "scenario"))
        article = addresses.of_article(self.book.articles[0]) if self.book.articles else self._page("claims")
        wanted = [
            ("Answer", answer or "index.html"),
            ("The article's claims", article),
            *((vocabulary.value("place", place), name) for place, name in COUNTRIES.items()),
            ("Money", money),
            ("What if", what_if),
            ("Sources", "sources.html"),
            ("Data and method", "method.html"),
        ]
        return [("Overview", "index.html"), *((label, address) for label, address in wanted if address)]

    def _page(self, question):
        """Return the address of the notebook of a question, or "" if the report lacks it."""
        return next((f"{page.name}.html" for page in self.pages if page.name.endswith(f"_{question}")), "")

    def _fill(self, address, template, title, description, **values):
        """Fill a page and write it: its marked links lead to pages of the site."""
        root = "../" * address.count("/")
        page = fill(
            template,
            here=address, root=root, title=title, description=" ".join(description.split())[:SHORT], nav=self.nav,
            version=self.version, picture=self.picture, record=self.record, titles=self.titles,
            value=vocabulary.value, when=words.when, language=words.language, most=MOST,
            is_address=cite.ADDRESS.fullmatch, **values,
        )  # fmt: skip
        page = addresses.with_links(find.explained(find.labelled(page)), self.known, root)[0]
        if not address.startswith(("claims/", "sources/")):  # which are found by what they hold
            name = next((label for label, there in self.nav if there == address), "")
            self.found += find.headings(page, address, name)
            page = find.with_contents(page)
        (self.folder / address).write_text(page, encoding="utf-8")

    def _cards(self):
        found = {name: self.record.card(name) | {"page": page} for name, page in self.known.items()}
        text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
        (self.folder / CARDS).write_text(f"globalThis.cardsData = {text};\n", encoding="utf-8")

    def _index(self):
        first = self.pages[0] if self.pages else None
        said = first.findings[0]["sentence"] if first and first.findings else "What was said, by whom, in which words."
        anchors = {
            figure["name"]: f"chart-{figure['name'].removeprefix(f'{page.name}.')}"
            for page in self.pages
            for figure in page.figures
        }
        title = "North Korean labour: from China to Russia?"
        self._fill(
            "index.html", "index.html.j2", title, said,
            pages=self.pages, anchors=anchors, linked=_linked, article=self._audited(),
        )  # fmt: skip

    def _audited(self):
        """Return how much of the article is accounted for, by the ledger, and where it says so; None if there is none."""
        name = next(iter(self.book.articles), None)
        return name and (self.record.summary(name), addresses.of_article(name))

    def _notebook(self, page):
        said = " ".join(finding["sentence"] for finding in page.findings[:2]) or page.title
        drawn = {figure["name"].removeprefix(f"{page.name}."): self._drawing(figure["name"]) for figure in page.figures}
        body = notebooks.body(page.notebook, page.name, drawn)
        body = sections.added(body, self.book, page.name, page.notebook)
        self._fill(
            f"{page.name}.html", "notebook.html.j2", page.title, said, body=Markup(body), page=page,
            related=self._related(page),
        )  # fmt: skip

    def _drawing(self, name):
        """Return a chart as SVG for a page, the wide sheet and the narrow; the style sheet shows one of them."""
        sheets = (self.folder / "figures" / f"{name}.{ending}" for ending in ("svg", "narrow.svg"))
        return "".join(sheet.read_text(encoding="utf-8") for sheet in sheets)

    def _related(self, page):
        """Return where a reader of a notebook's page may go on: (words, address)."""
        if not self.book.articles or not page.name.endswith(("_claims", "_audit", "_timeline")):
            return []
        article = addresses.of_article(self.book.articles[0])
        return [("The article, paragraph by paragraph", article), ("All sources", "sources.html")]

    def _claim(self, claim):
        name = claim["claim_id"]
        source = self.record.sources[claim["source_id"]]
        gone = [one for one in (claim, source) if one["withdrawn"]]
        withdrawn = f"{words.when(gone[0]['withdrawn'])}: {gone[0]['withdrawn_reason']}" if gone else ""
        label = self.record.labels[name]
        self._fill(
            addresses.of_claim(name), "claim.html.j2", label, f"{label}. As written: “{claim['wording']}”.",
            claim=claim, source=source, grade=self.record.grade(claim["source_id"]), withdrawn=withdrawn,
            same=self.record.same_origin(claim), contradictions=self.record.contradictions(name),
            evidence=self.record.evidence(name), uses=self.uses.get(name, []),
            citation=self.record.citation(name, self.version),
        )  # fmt: skip

    def _source(self, source):
        name = source["source_id"]
        label = f"{self.record.source_words(name)}: {source['title']}"
        claims = [row for row in self.record.claims.values() if row["source_id"] == name]
        events = [row for row in self.record.events.values() if row["source_id"] == name]
        self._fill(
            addresses.of_source(name), "source.html.j2", label, f"What was taken from {label}.",
            source=source, grade=self.record.grade(name), claims=claims, events=events, uses=self.uses,
            citation=self.record.citation(name, self.version),
        )  # fmt: skip

    def _sources(self):
        every = [*self.record.claims.values(), *self.record.events.values()]
        taken, counted = {}, {}
        for row in every:
            taken[row["source_id"]] = taken.get(row["source_id"], 0) + 1
            counted[row["origin_id"]] = counted.get(row["origin_id"], 0) + 1
        rows = [row | {"taken": taken.get(name, 0)} for name, row in self.record.sources.items()]
        origins = [row | {"taken": counted.get(name, 0)} for name, row in self.record.origins.items()]
        self._fill(
            "sources.html", "sources.html.j2", "Who says what, and how good is the source?",
            f"The {len(rows)} sources and {len(origins)} origins on file, each source with its grade.",
            rows=sorted(rows, key=lambda row: (row["producer"].casefold(), row["published"])),
            origins=sorted(origins, key=lambda row: row["name"].casefold()),
        )  # fmt: skip

    def _article(self, name):
        theses = [row for row in self.record.theses.values() if row["source_id"] == name]
        summary = self.record.summary(name)
        pages = [(question, self._page(question)) for question in ("claims", "timeline", "audit")]
        related = [(self.titles[address.removesuffix(".html")], address) for _, address in pages if address]
        self._fill(
            addresses.of_article(name), "article.html.j2", "What does the article claim, paragraph by paragraph?",
            summary, source=self.record.sources[name], summary=summary, theses=theses, related=related,
            paragraphs=self.record.paragraphs(name),
        )  # fmt: skip

    def _country(self, place, address):
        country, groups = vocabulary.value("place", place), self.record.of_place(place)
        count = sum(len(rows) for _, rows in groups)
        said = [use for use in self.all_uses if use.kind == "sentence" and self._only(use, place)]
        self._fill(
            address, "country.html.j2", f"What is known of North Korean workers in {country}?",
            f"All {count} claims of the record on {country}, by what they count.", country=country, groups=groups,
            count=count, said=list({use.words: use for use in said}.values()), related=self._page("shift"),
        )  # fmt: skip

    def _only(self, use, place):
        """Whether all claims of a sentence are on one country."""
        claims = [self.record.claims[one] for one in use.ids if one in self.record.claims]
        return bool(claims) and all(claim["place"] == place for claim in claims)

    def _method(self):
        readings = self.book.readings.table.to_dict("records")
        rows = [row | {end: f"{row[end]:,.15g}" for end in ("low", "high")} for row in readings]
        self._fill(
            "method.html", "method.html.j2", "How was this made, and can I check it?",
            "How claims, grades, readings and rules are kept apart, and every file to take with you.",
            pages=self.pages, readings=rows, short_names=vocabulary.short_names(),
        )  # fmt: skip


def _linked(sentence):
    return Markup(cite.as_html(sentence, {}))
