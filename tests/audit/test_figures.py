"""A figure has the bounds, the unit and the extent that its words give; what counts nothing is no figure."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analysis.audit import finder


def figures(text):
    """Return the figures of a text: words, bounds and unit."""
    hits = [hit for hit in finder.find(text) if hit.kind not in ("date", "time", "ordinal", "name-number")]
    return [(hit.text, hit.low, hit.high, hit.unit) for hit in hits]


@pytest.mark.parametrize(
    "phrase, low, high, unit",
    [
        ("from $800,000 to $1.3 million", 8e5, 1.3e6, "usd"),
        ("$10-$20 million", 1e7, 2e7, "usd"),
        ("£5-£7bn", 5e9, 7e9, "gbp"),
        ("two thousand three hundred", 2300, 2300, ""),
        ("five million six hundred thousand", 5.6e6, 5.6e6, ""),
        ("ninety to one hundred thousand", 9e4, 1e5, ""),
        ("two hundred to three hundred thousand", 2e5, 3e5, ""),
        ("between $3 million to $5 million", 3e6, 5e6, "usd"),
        ("RM23.50", 23.5, 23.5, "other currency"),
        ("AUD1.5m", 1.5e6, 1.5e6, "other currency"),
        ("US$160m", 1.6e8, 1.6e8, "usd"),
        ("$US160 million", 1.6e8, 1.6e8, "usd"),
        ("10k$", 1e4, 1e4, "usd"),
        ("75 USD million", 7.5e7, 7.5e7, "usd"),
        ("RM5.80mil", 5.8e6, 5.8e6, "other currency"),
        ("Rs. 6 crore", 6e7, 6e7, "other currency"),
        ("-$5", -5, -5, "usd"),
        ("49 cents", 0.49, 0.49, "usd"),
        ("40p", 0.4, 0.4, "gbp"),
        ("5 Canadian dollars", 5, 5, "other currency"),
        ("7 million South Korean won", 7e6, 7e6, "krw"),
        ("7 million North Korean won", 7e6, 7e6, "other currency"),
        ("1 234 567", 1234567, 1234567, ""),
        ("12 345.5", 12345.5, 12345.5, ""),
        ("12,34,567", 1234567, 1234567, ""),
        ("-1.47%", -1.47, -1.47, "percent"),
        ("+3 percent", 3, 3, "percent"),
        ("one in every three", 1 / 3, 1 / 3, ""),
        ("two out of five hundred", 2 / 500, 2 / 500, ""),
        ("nearly one in ten", 0.1, 0.1, ""),
        ("just under one in ten", None, 0.1, ""),
        ("about a third", 1 / 3, 1 / 3, ""),
        ("within three weeks", None, 3, "week"),
        ("older than 90 days", 90, None, "day"),
        ("no longer than two weeks", None, 2, "week"),
        ("65 or older", 65, None, ""),
        ("12 or younger", None, 12, ""),
        ("more than halved", None, 0.5, ""),
        ("nearly double", 2, 2, ""),
        ("more than tripling", 3, None, ""),
        ("12-fold", 12, 12, ""),
        ("half an hour", 0.5, 0.5, "hour"),
        ("a quarter of an hour", 0.25, 0.25, "hour"),
        ("a year and a half", 1.5, 1.5, "year"),
        ("five hrs", 5, 5, "hour"),
        ("13 mins", 13, 13, "minute"),
        ("2.4pc", 2.4, 2.4, "percent"),
        ("half a percent", 0.5, 0.5, "percent"),
        ("one-and-a-half million", 1.5e6, 1.5e6, ""),
        ("three million and a quarter", 3.25e6, 3.25e6, ""),
        ("three and one fourth", 3.25, 3.25, ""),
        ("three thousand million", 3e9, 3e9, ""),
        ("seven point twelve", 7.12, 7.12, ""),
        ("plus or minus 3 percentage points", 3, 3, "percent"),
        ("upwards of 500", 500, None, ""),
        ("a maximum of 20", None, 20, ""),
        ("3⅛", 3.125, 3.125, ""),
        ("aged 20 to 35", 20, 35, "year"),
        ("aged between 20 and 35", 20, 35, "year"),
        ("between the ages of 20 and 35", 20, 35, "year"),
        ("aged twenty-five", 25, 25, "year"),
        ("ages 12-15", 12, 15, "year"),
    ],
)
def test_a_figure_is_read_whole(phrase, low, high, unit):
    ((text, *bounds, its_unit),) = figures(f"Officials put it at {phrase}, they said.")
    assert (text, its_unit) == (phrase, unit)
    assert bounds == [end if end is None else pytest.approx(end) for end in (low, high)]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("The index gained 0.7 percent to 6,327.80.", [("0.7 percent", 0.7, "percent"), ("6,327.80", 6327.8, "")]),
        ("Aid rose $3 million to $78 million.", [("$3 million", 3e6, "usd"), ("$78 million", 78e6, "usd")]),
        ("Pay grew by 2% to 15%.", [("2%", 2, "percent"), ("15%", 15, "percent")]),
        ("Pay will grow by 6% to 8%.", [("6% to 8%", 6, "percent")]),
        ("It dropped by some 3,000 to 42,000.", [("some 3,000", 3000, ""), ("42,000", 42000, "")]),
        (
            "It slipped 1.2 percentage points to 81.7 percent.",
            [("1.2 percentage points", 1.2, "percent"), ("81.7 percent", 81.7, "percent")],
        ),
        (
            "Profit jumped by nearly a quarter to 6.1 billion euros.",
            [("nearly a quarter", 0.25, ""), ("6.1 billion euros", 6.1e9, "eur")],
        ),
        (
            "It cost 500 rupees, or 400 Indian rupees.",
            [("500 rupees", 500, "other currency"), ("400 Indian rupees", 400, "inr")],
        ),
        ("They wait 3 hours or 5 days.", [("3 hours", 3, "hour"), ("5 days", 5, "day")]),
        ("It cost $5m to €10m.", [("$5m", 5e6, "usd"), ("€10m", 10e6, "eur")]),
        ("He won four of them.", [("four", 4, "")]),
        ("Shares fell – 7.9% so far.", [("7.9%", 7.9, "percent")]),
        ("The Party – 7 seats so far.", [("7", 7, "")]),
        ("In Seoul 1,500 were hired.", [("1,500", 1500, "")]),
        ("Quake Kills 35, Injures 150", [("35", 35, ""), ("150", 150, "")]),
        ("They put 12 in six boxes.", [("12", 12, ""), ("six", 6, "")]),
        ("One of the three left.", [("One", 1, ""), ("three", 3, "")]),
        ("A third said so.", [("A third", 1 / 3, "")]),
        ("Gold slid $10 to $1,950.", [("$10", 10, "usd"), ("$1,950", 1950, "usd")]),
        ("It will raise aid to all of them by $4 to $29.", [("$4", 4, "usd"), ("$29", 29, "usd")]),
        ("The vote was 5-4.", [("5", 5, ""), ("4", 4, "")]),
    ],
)
def test_two_figures_stay_apart_and_units_with_their_own(text, expected):
    assert [(words, low, unit) for words, low, _, unit in figures(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "The S&P 500 lost ground.",
        "They drove a Model 3 home.",
        "A Boeing 737 landed.",
        "They sold the new Falcon 9 rocket.",
        "They won 3-1 at home.",
        "Riverside 0-2 Lakeside was a surprise.",
        "It ended in a 2-3 defeat.",
        "No one came.",
        "It was one of the largest ever.",
        "This is the one that mattered.",
        "One would think so.",
        "It was a one-sided affair, a new one.",
        "They live by double standards.",
        "A third man fled.",
        "It was nineteen ninety-six.",
        "It rose for a fifth day.",
        "They came back from 2-0 down.",
        "A 401(k) plan is in the news.",
        "The plan for 2024-25 marks a rise.",
        "One of them, one of those.",
        "They secured majority support.",
    ],
)
def test_a_name_a_score_or_a_pronoun_is_no_figure(text):
    assert figures(text) == []


@pytest.mark.parametrize(
    "text, low, high",
    [
        ("They spend it over five years.", 5, 5),
        ("They wait for over five years.", 5, None),
        ("It ticked up to 4 percent.", 4, 4),
        ("They want up to 4 percent.", None, 4),
    ],
)
def test_words_that_do_not_bound_a_figure_are_no_hedge(text, low, high):
    assert [(hit.low, hit.high) for hit in finder.find(text)] == [(low, high)]


def test_a_year_in_words_is_a_date():
    (hit,) = finder.find("It was built in nineteen ninety-six.")
    assert (hit.kind, hit.phrase, hit.text) == ("date", "1996", "nineteen ninety-six")


SCALES = {"": 1, " thousand": 1e3, " million": 1e6, "m": 1e6, "bn": 1e9, " crore": 1e7}
amounts = st.decimals(min_value="0.1", max_value="999", places=1).map(lambda number: f"{number.normalize():f}") | (
    st.integers(1000, 999_999).map("{:,}".format)
)
joined = st.sampled_from(["{}-{}", "{}–{}", "{} to {}", "from {} to {}", "between {} and {}", "{} - {}"])
signs = st.sampled_from(["$", "£", "€", "US$", "RM", "A$"])


@given(amounts, amounts, st.sampled_from([*SCALES]), st.sampled_from([*SCALES]), signs, st.booleans(), joined)
def test_the_ends_of_a_range_are_those_written(low, high, low_scale, high_scale, sign, both, join):
    ends = [float(number.replace(",", "")) for number in (low, high)]
    written, last = ends[0] * SCALES[low_scale], ends[1] * SCALES[high_scale]
    shared = written if low_scale or written * SCALES[high_scale] > last else written * SCALES[high_scale]
    assume(shared < last)
    text = join.format(f"{sign}{low}{low_scale}", f"{sign if both else ''}{high}{high_scale}")
    (hit,) = finder.find(f"It was worth {text}, he said.")
    assert (hit.text, hit.unit) == (text, figures(f"{sign}5")[0][3])
    assert (hit.low, hit.high) == (pytest.approx(shared), pytest.approx(last))


@given(amounts, amounts, st.sampled_from([*SCALES]), st.sampled_from([*SCALES]), signs, signs, joined)
def test_a_first_end_never_outgrows_the_second_by_a_scale_it_did_not_have(low, high, own, scale, one, other, join):
    text = join.format(f"{one}{low}{own}", f"{other}{high}{scale}")
    hits = figures(f"It was worth {text}, he said.")
    written, first, last = float(low.replace(",", "")) * SCALES[own], hits[0][1], hits[-1][2]
    assert first == pytest.approx(written) or written < first <= last


def test_two_small_numbers_side_by_side_are_no_sum():
    assert [found[1] for found in figures("He hit one six in five one-day games.")] == [1, 6, 5, 1]
