"""What is proposed of time, status and title, and what is left to a person because the sentence speaks of more."""

import pytest

from analysis.audit import article, drafting


@pytest.fixture
def rows(book):
    def drafted(text):
        source = {"source_id": "new", "producer": "The Paper", "published": "2025-04-09"}
        claims, events = drafting.rows(article.of_text(text), book, source)
        return claims.to_dict("records"), events.to_dict("records")

    return drafted


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("It may have lost 300 tonnes.", ["estimated"]),
        ("It would be the worst crop, and compares with a mean of 300 tonnes.", ["estimated"]),
        ("Sales should reach 300 tonnes, twice as much as before, it is expected.", ["", ""]),
        ("It will open on 3 May, with 40 beds and 20 nurses.", ["", ""]),
        ("Staff will strike for 24 hours on 3 May.", ["planned"]),
        ("It sold 300 tonnes in 2023 and will sell more.", ["estimated"]),
        ("Staff want half of the posts filled by the end of June.", ["planned"]),
        ("It will shut two of its 19 wards.", ["planned", "estimated"]),
        ("It will rise to 40 from 30.", ["planned", "estimated"]),
        ("It will be the first visit in ten years.", ["estimated"]),
        ("It wants to raise it to 40% from the current 27%.", ["planned", "estimated"]),
        ("The union called a 24-hour strike for 4 May.", [""]),
        ("Makers expect output of 300 tonnes.", ["planned"]),
        ("The cabinet was considering permits for as many as 300 farmers.", ["planned"]),
        ("The rate is to rise to 28 euros.", ["planned"]),
        ("The union is preparing a two-day strike.", [""]),
        ("The council is in talks to sell it for as much as 45 million euros.", ["planned"]),
        ("The rate is to the east of 28 hills.", ["estimated"]),
        ("She has promised 300 places, at a cost of 5 million euros.", ["planned", ""]),
        ("It held a 24-hour strike on 4 March.", ["estimated"]),
    ],
)
def test_status(rows, text, statuses):
    claims, _ = rows(text)
    assert [row["status"] for row in claims if row["use"] != "excluded"] == statuses
    # Where the status is in doubt, "some day up to publication" would be a guess too.
    assert not any(row["period"].startswith("[..") for row in claims if not row["status"])


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("It sold 300 tonnes in the first quarter of 2024.", ["2024-01/2024-03"]),
        ("It sold 300 tonnes in the second half of last year.", ["2024-07/2024-12"]),
        ("It sold 300 tonnes in the first five months of 2024.", ["2024-01/2024-05"]),
        ("It held 300 tonnes in late 2024.", ["[2024-09-01..2024-12-31]"]),
        ("It sold 300 tonnes in 2024.", ["2024"]),
        ("It proposed on 7 March to halve quotas to 300 tonnes.", ["", "[2025-04-09..]"]),
        ("It sold 300 tonnes on 7 March to bakers.", ["2025-03-07"]),
        ("It is up from 80% now and 6% two decades ago.", ["[..2025-04-09]", "[2000-04-09..2010-04-09]"]),
        ("It fell from a peak of 300 tonnes in 2011.", ["2011"]),
        ("It is 14% below its peak of late 2021.", ["[..2025-04-09]"]),
        ("It is the lowest since 2006 and down from 300 in 2011.", ["2011"]),
        (
            "It sold 300 tonnes in the fiscal year that ended June 30, compared with 200 the previous year.",
            ["2023-07-01/2024-06-30", "2022-07-01/2023-06-30"],
        ),
        ("It will save up to 300 tonnes a year from 2027.", ["2027/.."]),
        ("It was the worst storm since 2021, when 300 died.", ["2021"]),
        (
            "Cases reached 300 in the week, and 20 had been reported between 6 March and 8 March.",
            ["", "2025-03-06/2025-03-08"],
        ),
        ("It will raise quotas for skilled workers to 300 from 200 starting in March.", ["2026-03", ""]),
        ("It had recommended in March to take no more than 300 tonnes.", ["[..2025-04-09]"]),
        ("It was 4 degrees above the 1991-2020 norm in March.", ["2025-03"]),
        ("Prices jumped to a record 71 crowns per kilo from 52 crowns last autumn.", ["", "[2024-09-01..2024-12-21]"]),
        ("We have 300 homes on the list and fewer than 100 homes were let in March.", ["", "2025-03"]),
        ("They sold 300 tonnes and 200 lorries in March.", ["2025-03", "2025-03"]),
        ("It will pay 300 and publishes results on 26 May.", [""]),
        ("It stood at 300 tonnes at the start of the year.", ["[2025-01-01..2025-04-09]"]),
        ("Assaults rose by a third to 612 between 2022 and 2024.", ["", ""]),
        ("It sold 300 tonnes between 2022 and 2024.", ["2022/2024"]),
        ("It held 300 tonnes in mid-2024.", ["[2024-05-01..2024-08-31]"]),
    ],
)
def test_a_quarter_is_all_of_its_months(rows, text, periods):
    claims, _ = rows(text)
    assert [row["period"] for row in claims] == periods


def test_a_comparison_keeps_its_word_beside_the_figure(rows):
    (claim,), (event,) = rows("Output was 28% less than a year earlier.")
    assert (claim["wording"], event["wording"], event["use"]) == ("28%", "a year earlier", "table")


@pytest.mark.parametrize(
    "text",
    [
        "Children under 15 are ill.",
        "People older than 65 are ill.",
        "The dead were two men aged 71 and 83.",
        "A woman in her 60s came.",
        "He is in his early 40s.",
    ],
)
def test_an_age_is_no_claim_and_no_decade(rows, text):
    claims, events = rows(text)
    ages = [row for row in [*claims, *events] if row["note"].startswith("An age")]
    assert len(ages) == 1 and ages[0]["use"] == "excluded"
    assert not any("X" in (row.get("period") or row.get("date")) for row in [*claims, *events])


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("The tower, installed in 1998, was cleaned in March.", "“The tower, installed in 1998”"),
        ("It spent much on imported wheat in 2024.", "It spent much on imported wheat"),
        ("Staff will strike for 24 hours on 3 May.", "Staff will strike for 24 hours"),
        ("The union called a strike for 4 May.", "“union called a strike for 4 May”"),
        (
            "The hospital ran a deficit of 18.6 million euros ($21 million) in March 2024 and lost staff.",
            "“million euros ($21 million) in March 2024”",
        ),
    ],
)
def test_a_title_is_no_broken_phrase(rows, text, title):
    _, events = rows(text)
    assert events[0]["title"] == title


def test_a_figure_takes_no_place_from_the_one_beside_it(rows):
    claims, _ = rows("It puts the number of workers in Russia at about 4,000 and in China at up to 70,000.")
    assert [row["place"] for row in claims] in (["", ""], ["RU", "CN"])
    (claim,), _ = rows("It made 200 million cubic metres.")
    assert claim["unit"] == "cubic_metres"


@pytest.mark.parametrize(
    ("text", "measure", "unit"),
    [
        ("A second consignment of 500,000 landed.", "", ""),
        ("The town has a population of 1,900.", "population", ""),
        ("They are short of nearly 900 officers.", "", "officers"),
        ("It carts 300 litres of clean water.", "water", "litres"),
        ("It holds 2,000 more than the jails were built to hold.", "", ""),
        ("It holds 2,000 more than in 2023.", "rise", ""),
        ("Sales fell below 80 percent.", "sales", "percent"),
        ("She was paid for 1,870 received terms.", "", ""),
    ],
)
def test_what_is_counted(rows, text, measure, unit):
    claims, _ = rows(text)
    (found,) = {
        (row["measure"], row["unit"]) for row in claims if row["wording"] != "second" and row["use"] != "excluded"
    }
    assert found == (measure, unit)


@pytest.mark.parametrize(
    ("text", "column", "cells"),
    [
        # Who speaks
        ("“It is bad,” said Ana Roa of the port, where 450 people work.", "asserted_by", [""]),
        ("The union, which speaks for two-thirds of them, said 300 had left.", "asserted_by", ["", "The union"]),
        ("Officials confirmed 13 deaths, but Fair Site believes that there were 40.", "asserted_by", ["Officials", ""]),
        ("The ministry plans to hire 300 teachers.", "asserted_by", ["The ministry"]),
        ("The landlords’ federation puts the share at 12%.", "asserted_by", ["The landlords’ federation"]),
        ("Acme said it took 300. “It may be 400,” he said.", "asserted_by", ["Acme", ""]),
        ("The study by Ana Roa, who went to 20 schools, found that 40% had no water.", "note", ["?", "?"]),
        # Of which time, and whether it is to come
        ("“They promised 1,500 jobs and we have seen barely 400,” he said.", "status", ["", ""]),
        ("The course will be shortened from seven years to six.", "status", ["estimated", "planned"]),
        ("It puts the cost at 3 billion euros over three years.", "status", ["", ""]),
        ("The customs service said 300 had come.", "status", [""]),
        ("Turnout must reach 25%.", "status", [""]),
        ("A rise of 25% promised in October 2023 never came.", "period", [""]),
        ("The overrun is a quarter of the budget approved in May 2021.", "period", ["[..2025-04-09]"]),
        ("Exports fell 38% in the first half of February.", "period", [""]),
        ("It cost $90 a year and that 300 jobs have gone since the 1990s.", "period", ["", "199X/2025-04-09"]),
        ("This city of 1.2 million will vote on 25 May.", "period", [""]),
        ("Rents rose to €1,000 from €870 in the winter of 2020-21.", "period", ["", ""]),
        ("It sold 300 homes, the lowest total since 1987.", "period", ["[..2025-04-09]"]),
        # What is counted, and how far it reaches
        ("Losses came to 14 million soles a day.", "measure", ["losses"]),
        ("France took 91% of the cherries.", "measure", ["fraction"]),
        ("Of the workers, 91% of them Russians, most left.", "measure", ["share"]),
        ("It built 200 homes, half the target of 400.", "unit", ["homes", "of_the_whole", ""]),
        ("The number of calls passed 48,000.", "bound", ["more_than"]),
        ("Parliament passed three laws.", "bound", ["exact"]),
        ("It ran at roughly 90 kilometres an hour.", "unit", ["kilometres/hour"]),
        ("They saw 210 infections a day.", "unit", ["infections/day"]),
        ("They saw 98 collisions and derailments.", "measure", [""]),
        ("It lost $2.3 billion.", "measure", ["loss"]),
        ("The rate is to rise from 25 to 28 euros.", "measure", ["", ""]),
        ("Ambulances came within 20 minutes. It will open within two years.", "use", ["table", "excluded"]),
        ("Most said there were too many refugees.", "use", ["excluded"]),
        ("It sold 300 tonnes, against 615 in this year’s budget.", "period", ["", ""]),
        ("The railway recorded 1,140 incidents.", "status", [""]),
        ("The ship is 31 years old, the average ship 20 years old.", "use", ["excluded", "table"]),
        ("It fell short of the 90 expected by 17 analysts polled by Acme.", "use", ["table", "excluded"]),
    ],
)
def test_a_cell_says_what_its_sentence_says_and_no_more(rows, text, column, cells):
    claims, _ = rows(text)
    found = [row[column].removesuffix(", via The Paper") for row in claims]
    if column == "note":
        found = ["?" if drafting.SOMEBODY in one else one for one in found]
    assert found == cells


def test_what_is_denied_is_on_no_timeline_and_who_speaks_does_not_happen(rows):
    _, events = rows("They do not expect it to recover before 2029. It closed in 2019.")
    assert [row["use"] for row in events] == ["table", "chart"]
    _, (event,) = rows("Ada Moss predicted that orders would shrink before recovering in 2027.")
    assert event["title"].startswith("“")


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (
            "Some 120 will go at the plant in Gothenburg, which opened in 2017.",
            ["“in Gothenburg, which opened in 2017”"],
        ),
        ("It plans a car under $25,000, in summer 2027.", ["“a car under $25,000, in summer 2027”"]),
        ("The union said a vote on Sunday had backed it.", ["A vote had backed it"]),
        ("It is in a report published on Tuesday, she says.", ["It is in a report published"]),
        ("It left at 4.12 p.m. in the rain.", ["A time of day"]),
        ("It is so, said its chairman, Jan Dvorak.", ["“is so, said its chairman, Jan Dvorak”"]),
        ("TÓRSHAVN, April 8 (Wire) - The bridge opened.", ["The dateline"]),
    ],
)
def test_a_title_is_of_its_own_date(rows, text, titles):
    assert [row["title"] for row in rows(text)[1]] == titles
