"""A date phrase is read where it stands: by the tense of its clause, and by a year that the text named before."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import ledger
from analysis.audit import dates_in_text, finder

READINGS = ledger.read().readings
PUBLISHED = date(2024, 8, 21)  # a Wednesday


def readings(text, published=PUBLISHED):
    hits = finder.find(text)
    found = dates_in_text.read_all(text, hits, published, READINGS)
    return {hit.text: (one.rule, one.edtf) if one else None for hit, one in zip(hits, found)}


@pytest.mark.parametrize(
    ("text", "phrase", "edtf"),
    [
        ("The ministers met on Tuesday in Riga.", "Tuesday", "2024-08-20"),
        ("The ministers will meet on Tuesday in Riga.", "Tuesday", "2024-08-27"),
        ("The ministry said Tuesday that trains will stop.", "Tuesday", "2024-08-20"),
        ("The ferry is expected to be repaired by Friday.", "by Friday", "../2024-08-23"),
        ("They agreed to vote on Friday.", "Friday", "2024-08-23"),
        ("The port was closed. It will open in December.", "December", "2024-12"),
        ("The port closed in December.", "December", "2023-12"),
        ("A second vote is due Oct. 3, the mayor said.", "Oct. 3", "2024-10-03"),
        ("In the year ended Nov. 30, it lost money.", "the year ended Nov. 30", "2022-12-01/2023-11-30"),
        ("Under the July accord, ships will turn back.", "July", "2024-07"),
        ("Monday, ferries stood still.", "Monday", "2024-08-19"),
        ("It sold 4,000 tickets in the third-quarter rush of 2019.", "the third-quarter", "[2024-07-01..2024-09-30]"),
        ("Prices rose over the past year.", "over the past year", "2023-08-21~/2024-08-21"),
        ("Ice held last fall and melted this spring.", "last fall", "[2023-09-01..2023-12-21]"),
        ("Sales were higher than a year earlier.", "higher than a year earlier", "[2022-02-19..2024-02-20]"),
        ("Work stops at year-end.", "year-end", "[2024-09-01..2024-12-31]"),
        ("It was built in the 19th century.", "the 19th century", "[1801-01-01..1900-12-31]"),
        ("Sales in the three months ended July 31 fell.", "the three months ended July 31", "2024-05-01/2024-07-31"),
        ("Rents rose in the year to May.", "the year to May", "2023-06-01/2024-05-31"),
        ("In the year through March, 500 left.", "the year through March", "2023-04-01/2024-03-31"),
        ("Its third quarter ended in June was poor.", "third quarter ended in June", "2024-04-01/2024-06-30"),
        ("The board will meet a week on Friday.", "a week on Friday", "2024-08-30"),
        ("Profit grew in 1Q24.", "1Q24", "[2024-01-01..2024-03-31]"),
        ("It fell in fiscal year 2022-23.", "fiscal year 2022-23", "[2022-04-01..2023-09-30]"),
        ("It fell in the financial year 2022/23.", "the financial year 2022/23", "[2022-04-01..2023-09-30]"),
        ("Ferries will run again by year's end.", "by year's end", "../2024-12-31"),
        ("The vote was put off until Thursday.", "until Thursday", "../2024-08-22"),
        ("The board agreed to close the mine in October.", "October", "2024-10"),
        ("They hope to reopen on Thursday.", "Thursday", "2024-08-22"),
        ("Some 400 dockers joined this year.", "this year", "[2024-01-01..2024-08-21]"),
        ("They plan to plough less this year.", "this year", "2024"),
        ("The talks should end by Christmas.", "by Christmas", "../2024-12-25"),
        ("The talks should end by March.", "by March", "../2025-03-31"),
        ("It was closed on 6/7 August.", "6/7 August", "2024-08-06/2024-08-07"),
        ("The village may rebuild its pier, and May 2023 was dry.", "May 2023", "2023-05"),
    ],
)
def test_the_clause_says_which_day_is_meant(text, phrase, edtf):
    assert readings(text)[phrase][1] == edtf


@pytest.mark.parametrize(
    ("text", "phrase", "edtf"),
    [
        ("In 2021 the mill burned. In March it was rebuilt.", "March", "2021-03"),
        ("It opened in 1998. That year it sold half.", "That year", "1998"),
        ("He left on 5 May 2019 and came back two days later.", "two days later", "2019-05-07"),
        ("It closed in June 2017. The following month it burned.", "The following month", "2017-07"),
        (
            "It made 5 in the first quarter of 2024. It made 3 during the quarter.",
            "during the quarter",
            "[2024-01-01..2024-03-31]",
        ),
        ("They sent 500 in March, up from 400 in the same month of 2021.", "the same month of 2021", "2021-03"),
        (
            "It rose 3% in the second half, against the same half last year.",
            "the same half last year",
            "[2023-07-01..2023-12-31]",
        ),
        (
            "From May to July it rose 3%. In the same period of 2023, it fell.",
            "the same period of 2023",
            "[2023-05-01..2023-07-31]",
        ),
        ("In May 2020 it sold 3, in the same month a year earlier 2.", "the same month a year earlier", "2019-05"),
    ],
)
def test_an_earlier_date_is_carried_on_under_a_rule_of_its_own(text, phrase, edtf):
    assert readings(text)[phrase] == ("context-dated", edtf)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("The following month it burned.", "The following month"),
        ("It sold 3 in the same month of 2021.", "the same month of 2021"),
        ("It sold 3 in 2020, and 2 in the same period a year earlier.", "the same period a year earlier"),
        ("In May it sold 3, in the same quarter of 2021 it sold 2.", "the same quarter of 2021"),
        ("In 2021 the mill burned.\nThat year was dry.", "That year"),
        ("They met Tuesday the eleventh.", "Tuesday"),
        ("It was founded in April of 87.", "April"),
        ("Call two weeks from January 15.", "from January 15"),
        ("He saw it 2 weeks and 2 days ago.", "2 days ago"),
        ("Since then nothing moved.", "Since then"),
        ("The day before, it rained.", "The day before"),
        ("The ferry was moved to Saturday.", "Saturday"),
        ("The envoys meet separately on Friday.", "Friday"),
        ("The vote was put off until Sunday.", "until Sunday"),
        ("The pier was closed until December.", "until December"),
        ("Crews had cleared the quay by Tuesday.", "by Tuesday"),
        ("The envoys flew home on Thursday.", "Thursday"),
        ("Crowds came to watch the launch on Monday.", "Monday"),
        ("On Friday, the mayor planned to resign.", "Friday"),
        ("Officials sought to stop it in February.", "February"),
        ("The firm changed its name in September.", "September"),
        ("Before the February vote, tempers rose.", "February"),
        ("In summer, prices rose.", "summer"),
        ("Shops were busy in the run-up to Christmas.", "Christmas"),
        ("It fell on a Good Friday in the war.", "Friday"),
        ("They met on Friday 23.", "Friday"),
        ("He left on Monday evening of next week.", "Monday evening"),
        ("Sales rose in the quarter.", "the quarter"),
        ("Over the year, sales fell.", "Over the year"),
        ("Sales fell for the full year.", "the full year"),
        ("He ran home on Thanksgiving.", "Thanksgiving"),
        ("A gale on 23 August killed three people.", "23 August"),  # two days ahead, and a year back
    ],
)
def test_what_leans_on_nothing_or_goes_on_beside_the_phrase_is_loud_and_unread(text, phrase):
    assert readings(text)[phrase] is None


def test_a_bare_month_leans_on_no_year_that_only_qualifies():
    text = "Under the 1988 treaty they trade. In June they met again."
    assert readings(text)["June"] == ("month-of-publication-year", "2024-06")


def test_ages_durations_and_times_of_day_are_no_dates_and_are_not_lost():
    text = "The 34-year-old waited two years until 10:30 a.m. Monday."
    kinds = {hit.text: hit.kind for hit in finder.find(text)}
    assert (kinds["34-year-old"], kinds["two years"], kinds["10:30 a.m."]) == ("duration", "duration", "time")
    assert readings(text)["10:30 a.m."] is None


def test_without_a_day_of_publication_only_what_is_written_out_is_read():
    found = readings("It rained on 5 May 2019, last week, in June, from 2001 to 2003 and in the 1990s.", None)
    assert {text for text, one in found.items() if one} == {"5 May 2019", "from 2001 to 2003", "the 1990s"}


@given(
    st.dates(date(1990, 1, 1), date(2090, 12, 31)),
    st.sampled_from(["Monday", "Thursday", "Sunday"]),
    st.sampled_from(["dockers", "two envoys", "all ferries"]),
)
def test_a_verb_of_the_past_never_reads_ahead_nor_will_back(published, day, who):
    """A day of the past whose name is that of tomorrow stays unread."""
    past = dates_in_text.read_all(text := f"Early on {day} {who} left Oslo.", finder.find(text), published, READINGS)
    ahead = dates_in_text.read_all(
        text := f"Harbour {who} will leave on {day}.", finder.find(text), published, READINGS
    )
    before, after = next(iter(past)), next(one for one in ahead if one)
    assert published <= after.latest <= published + timedelta(days=6)
    if after.latest == published + timedelta(days=1):
        assert before is None
    else:
        assert published - timedelta(days=6) < before.earliest <= published
