"""What a sentence says of its figures, and what it leaves open."""

import re

import pytest

from analysis.audit import article, drafting, measures, sentences, speakers

PLACES = {"CN": re.compile(r"\bChina\b|\bDandong\b"), "RU": re.compile(r"\bRussia\b")}


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("The ministry said on Tuesday that 300 came.", "The ministry"),
        ("Some 300 came, the port authority said.", "the port authority"),
        ("Some 300 came, according to Ruta Halim, who counts them.", "Ruta Halim"),
        ("“We saw 300,” said Ruta Halim, who heads it.", "Ruta Halim"),
        ("An official, aged 44, warned that 300 may come.", "An official"),
        ("He said that 300 came.", speakers.SAME),
        ("“I counted 22.”", speakers.SAME),
        ("Management speaks of “fewer than 150”.", ""),
        ("It was reported that 300 came.", None),
        ("“We saw 300,” said Dr. Ruta Halim, who heads it.", "Ruta Halim"),
        ("Gen. Ruta Halim said 300 came.", "Ruta Halim"),
        ("Halvorn now expects 300.", "Halvorn"),
        ("A source close to the talks said 300 came.", "A source"),
        ("Before the ban Washington estimated that 300 came.", "Washington"),
        ("Under a deal announced on Monday, 300 may come.", None),
        ("A former manager, who left in 2022, said workers earn $300.", "A former manager"),
        ("The bakers' union, which represents 1,900 shops, warned of it.", "The bakers' union"),
        ("“We saw 300,” said its chairman, Vu Duc Giang.", "Vu Duc Giang"),
        ("A poll of 540 exporters by the Textile Association in May showed that 41 came.", "the Textile Association"),
        ("Some 300 came.", None),
        ("Ruta Halim, its chairman, said sales were weak.", "Ruta Halim"),
        ("Those who came were warned that 300 may leave.", None),
        ("Later yesterday they reported 300.", None),
        ("In other news, Acme, the world's biggest baker, reported sales of 300.", "Acme"),
        ("Acme Inc., the firm that owns Bun, Roll and the Loaf Hall, reported a loss of 300.", "Acme Inc."),
        ("Light oil for delivery in May added nine cents.", None),
        ("The mayor added that 300 came.", "The mayor"),
        ("Acme Ports lists the forecasts but says it expects 300.", "Acme Ports"),
        ("Like his son -- who is six -- Ruta Halim said 300 came.", "Ruta Halim"),
        ("Some 300 came, according to a statement by U.S. Attorney Ada Moss.", "U.S. Attorney Ada Moss"),
        ("Although the government said that 300 came, few believe it.", "the government"),
        ("The union further estimated that 300 came.", "The union"),
        ("The airline, 98%-owned by its staff, earlier this month announced 300 flights.", None),
    ],
)
def test_who_speaks(sentence, name):
    assert speakers.speaker(sentence) == name


@pytest.mark.parametrize(
    ("after", "counted"),
    [
        (" new beds in May", ("beds", "beds")),
        (" tonnes of grain crossed", ("tonnes", "grain")),
        (" litres of smuggled spirits", ("litres", "spirits")),
        (" by 2027", ("", "")),
        (", and ships", ("", "")),
        (" a year", ("", "")),
    ],
)
def test_what_is_counted(after, counted):
    assert measures.counted(after) == counted


@pytest.mark.parametrize(
    ("part", "sentence", "place"),
    [
        ("They left China.", "", "CN"),
        ("They left Dandong.", "", "CN"),
        ("they left", "In Russia, they left.", "RU"),
        ("They left.", "", ""),
        ("From China to Russia.", "", ""),
    ],
)
def test_where(part, sentence, place):
    assert sentences.place(part, sentence or part, PLACES) == place


def drafted(book, text):
    source = {"source_id": "new", "producer": "The Paper", "published": "2025-04-09"}
    claims, events = drafting.rows(article.of_text(text), book, source)
    return claims, events


def test_a_figure_takes_the_date_that_follows_it_and_else_none_that_belongs_to_another(book):
    claims, _ = drafted(
        book, "It employed 5,200 people in 2015 and 3,900 in 2024. It had 20 beds. It will have 30 beds."
    )
    assert list(claims["period"]) == ["2015", "2024", "[..2025-04-09]", "[2025-04-09..]"]
    assert list(claims["unit"]) == ["persons", "persons", "beds", "beds"]
    claims, _ = drafted(book, "A plant that employed 480 women in 2019 said that 190 women remain.")
    assert list(claims["period"]) == ["2019", ""]


def test_what_counts_nothing_is_left_out_with_the_reason(book):
    claims, events = drafted(book, "The third ward opened.\nA 58-year-old nurse left at 6 a.m. on 3 May 2024.")
    assert set(claims["use"]) == {"excluded"} and claims["note"].str.contains("counts nothing").all()
    assert list(events["use"]) == ["excluded", "chart"]
    assert list(events["title"]) == ["A time of day", "A 58-year-old nurse left at 6 a.m"]


def test_a_speaker_lasts_over_a_quotation_and_for_a_pronoun_and_is_named_in_full():
    spoken = speakers.of_paragraph(
        [
            "The National Statistics Office said on Sunday that 300 came.",
            "It expects 400.",
            "Nobody else came.",
            "“We have 20.",
            "Before it was 30,” the office said.",
            "Ruta Halim said 5.",
            "“It was 6.”",
        ]
    )
    office = "The National Statistics Office"
    assert spoken == [office, office, None, office, office, "Ruta Halim", "Ruta Halim"]
    assert speakers.of_paragraph(["He said 7."]) == [""]
    assert speakers.of_paragraph(["The police said 7."], ["A police source"]) == ["The police"]
    assert speakers.of_paragraph(["The ministry said 7."], ["The labour ministry of Ruvia"]) == [
        "The labour ministry of Ruvia"
    ]
    assert speakers.of_paragraph(["He said 7."], ["The harbour company"]) == [""], "a company is no he"
    assert speakers.of_paragraph(["It said 7."], ["The harbour company"]) == ["The harbour company"]
    assert speakers.of_paragraph(["He said 7."], ["An official of the ministry"]) == ["An official of the ministry"]


def test_two_levels_are_no_change_and_take_their_own_dates(book):
    claims, events = drafted(
        book, "Coverage fell from 93% in 2019 to 71% in 2023, after a poor 2021. Sales rose 5 percent."
    )
    assert list(claims["measure"]) == ["coverage", "coverage", "rise"]
    assert list(claims["period"]) == ["2019", "2023", "[..2025-04-09]"]
    assert list(events["use"]) == ["table", "table", "chart"]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("In Dandong about 3,000 women are employed.", {"place": "CN", "measure": "worker_stock", "unit": "persons"}),
        ("Some 700 workers arrived in Russia.", {"place": "RU", "measure": "worker_flow"}),
        ("He is paid $500 a month.", {"unit": "usd/person/month", "measure": "pay"}),
        ("A deficit of €7 million was reported.", {"unit": "eur", "measure": "deficit"}),
        ("It pays a 20 percent tariff.", {"unit": "percent", "measure": "tariff"}),
        ("They ran a 45-bed ward.", {"unit": "beds"}),
        ("It wrote a 96-page report.", {"use": "excluded"}),
        ("“No,” said Jonas Pell, 52, who farms.", {"use": "excluded"}),
        ("They lost a 40-foot container.", {"use": "excluded"}),
        ("The mayor, 58, faces it.", {"use": "excluded"}),
        ("It fell to 2.9 per 1,000 days.", {"measure": "", "use": "table"}),
        ("Rent was 16.80 euros per square metre.", {"unit": "eur/square_metre"}),
        ("They met four times.", {"unit": "times", "measure": ""}),
        ("It was four times as much.", {"unit": "times", "measure": "multiple"}),
        ("Landings dropped by a third.", {"measure": "fall"}),
        ("It was 1.2 percentage points less.", {"unit": "percentage_points"}),
        ("It lost 9 kroner a year earlier.", {"unit": "kroner"}),
        ("Call 555-0142, he said.", {"use": "excluded"}),
        ("Shares fell $1.60 to $108 apiece.", {"unit": "usd", "measure": "fall"}),
        ("The index tumbled 39.5 points, to 2,613.", {"unit": "points", "measure": "fall"}),
        ("It made a gain of $3 million.", {"measure": "gain"}),
        ("Shares closed at a loss, off $3, in Oslo.", {"measure": "fall"}),
        ("Shares fell 50 cents on Friday to close at $20.", {"measure": "fall"}),
        ("It thinks the $18-a-share price is fair.", {"unit": "usd/share"}),
        ("It sold C$44.3 million of debt.", {"unit": ""}),
        ("Eight of them are in custody.", {"measure": ""}),
        ("More than 5,000 others were hurt.", {"unit": "", "measure": ""}),
        ("It is the father of a boy who just turned 6, he said.", {"use": "excluded"}),
        ("It shattered a 22-story tower.", {"use": "excluded"}),
        ("It has a 9-city tour.", {"unit": "cities"}),
        ("Sales for the full year were $6 million.", {"measure": "sales"}),
        ("Some 2,000 people met the men who led the revolt in 1958.", {"period": ""}),
        ("They rate it double-A.", {"use": "excluded"}),
        ("They held 12 Turks.", {"unit": "persons"}),
        ("They held 12 North Koreans.", {"unit": "persons"}),
        ("They won four Grand Slams.", {"unit": "Slams"}),
        ("Apart from one who is over 50, all are young.", {"use": "excluded"}),
        ("It was raised by one quarter percentage point.", {"unit": "percentage_points"}),
        ("It pays 1,000 to 3,000 yuan ($125 to $375) per month.", {"unit": "cny/month"}),
        ("Members exceeded 600,000 by May.", {"bound": "more_than"}),
        ("The index fell 33.30, or 0.3 percent.", {"measure": "fall"}),
        ("It cost 25,000 U.S. dollars.", {"unit": "usd"}),
        ("It has 1,046 dialysis machines.", {"unit": "machines", "measure": "machines"}),
        ("Earnings before interest and tax came to $3 million.", {"measure": "earnings before interest and tax"}),
        ("On average, 20 storms reach the coast each year.", {"unit": "storms/year"}),
        ("They cut their exports to the north by nearly half.", {"measure": "fall"}),
        ("They raised wages by a third.", {"measure": "rise"}),
        ("It plans to spend at least another $900 million.", {"bound": "at_least", "high": ""}),
        ("Leeds was one of 14 towns.", {"use": "excluded"}),
        ("Wages are 15 percent below the level of 2015.", {"unit": "percent", "measure": ""}),
        ("Its debt nears $2 billion.", {"bound": "about"}),
        ("It has 40 diabetes.", {"unit": "", "measure": ""}),
        ("The fee rose fourfold.", {"unit": "times", "measure": "multiple"}),
        ("It is expected to top $10 billion.", {"bound": "more_than", "high": "", "status": "planned"}),
        ("Sales topped 40 percent.", {"bound": "more_than", "high": ""}),
        ("It beat the top 40 percent.", {"bound": "exact", "high": "40"}),
        ("The camp holds 300 asylum seekers.", {"unit": "persons", "measure": "seekers"}),
        ("The S&P and the Standard & Poor's 500 index fell.", {"use": "excluded"}),
        ("The main board, where volume was 5 tonnes.", {"measure": "volume"}),
        ("It flies a DC-8-62.", {"use": "excluded"}),
        ("It has 85,000 square feet of casino space.", {"unit": "square_feet", "measure": ""}),
        ("The refurbishment of the three aircraft began.", {"measure": ""}),
        ("The plan, made in May, will cost $3 million.", {"measure": ""}),
        ("It was for the quarter on sales of $3 million.", {"measure": "sales"}),
        ("It will buy the 700-room hotel.", {"status": "estimated", "period": "[..2025-04-09]"}),
        ("They held a 24-hour vigil on Sunday.", {"measure": "duration", "period": "[..2025-04-09]"}),
        ("It pays 87 kroner a kilo.", {"unit": "kroner/kilo"}),
        ("It paid 87 krona for it.", {"unit": "krona", "measure": ""}),
        ("Sales fell 12.4% in a year.", {"measure": "fall"}),
        ("It was a 3 percent drop.", {"measure": "fall"}),
        ("It was a 3 percent gain.", {"measure": "rise"}),
        ("The rate rose by 25 basis points.", {"unit": "basis_points", "measure": "rise"}),
        ("Revenue was 40 million kroner.", {"unit": "kroner", "measure": "revenue in kroner"}),
        (
            "The profit was minus 3 million dollars.",
            {"measure": "profit below zero", "low": "3000000", "high": "3000000"},
        ),
        ("The strike will last 10 days.", {"measure": "duration", "unit": "days", "status": "planned"}),
    ],
)
def test_what_a_figure_counts(book, text, cells):
    claims, _ = drafted(book, text)
    assert {column: claims[column].iloc[0] for column in cells} == cells


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("Inflation slowed to 6.2% from 6.8% in March.", ["", ""]),  # of which of the two, the words do not say
        ("In 2024 output rose to 71% from 60%.", ["2024", ""]),
        ("The tax goes to 35% from 25% starting January 1.", ["2025-01-01", ""]),
        ("Staff grew from 12 to 15 in 2024.", ["", "2024"]),
        ("Staff grew from 12 in 2021 to 15 in 2024.", ["2021", "2024"]),
        ("It will shut two of its 19 wards by June 2025.", ["../2025-06-30", "[..2025-04-09]"]),
        ("In December 2024 it was 4. Sales rose to 9 from 8 a year earlier.", ["2024-12", "", "2023-12"]),
        ("Evictions went up by a quarter to 812.", ["[..2025-04-09]", "[..2025-04-09]"]),
        ("In 2021 it was 4. Sales rose to 9 from 8 a year earlier.", ["2021", "", "2020"]),
        ("It was 12% below that of a year earlier.", ["[..2025-04-09]"]),
        ("He started the old site in 2004 and opened a further three sites.", [""]),
        ("It was at 1.84 marks and 14 yen compared with 1.83 marks and 13 yen Monday.", ["", "", "", "2025-04-07"]),
    ],
)
def test_the_level_before_a_change_does_not_take_its_date(book, text, periods):
    claims, _ = drafted(book, text)
    assert list(claims["period"]) == periods


def test_a_weight_takes_no_name_from_a_count_beside_it(book):
    claims, _ = drafted(book, "Trade grew from 12 containers to 15 tonnes.")
    assert list(claims["unit"]) == ["containers", "tonnes"]
    assert list(claims["measure"]) == ["containers", ""]


def test_what_is_below_zero_says_so_and_a_range_across_zero_is_left_out(book):
    claims, _ = drafted(book, "It lay between -3 degrees and 5 degrees. It was -3 to 5 degrees.")
    assert list(claims["measure"]) == ["below zero", "", ""] and list(claims["low"]) == ["3", "5", ""]
    assert list(claims["use"]) == ["table", "table", "excluded"] and "below zero" in claims["note"].iloc[2]


def test_the_same_in_other_words_lends_its_unit_to_no_other(book):
    claims, _ = drafted(book, "Net rose to $87 million, or $2 a share, from $58 million, or $1 a share.")
    assert list(claims["unit"]) == ["usd", "usd/share", "usd", "usd/share"]
    claims, _ = drafted(
        book, "It offered $18 a share, or $576 million. It paid $5 billion of a $6 billion loan by May."
    )
    assert list(claims["unit"]) == ["usd/share", "usd", "usd", "usd"] and claims["measure"].iloc[3] == ""
    assert list(claims["period"])[2:] == ["../2025-05-31", "[..2025-04-09]"]


def test_a_time_after_what_the_sentence_tells_is_not_read_from_another_date(book):
    _, events = drafted(book, "They met on Sunday, one year after he was hurt. In last year's quarter it lost.")
    assert list(events["rule"]) == ["latest-such-weekday", "unreadable", "unreadable"]


def test_the_title_of_a_date_goes_on_behind_it(book):
    _, events = drafted(book, "The company earlier this year adopted a plan to sell ships.")
    assert list(events["title"]) == ["The company adopted a plan to sell ships"]
    _, events = drafted(
        book,
        "Three months later, police in Larne arrested him. This was the 12th action that the bank took in May 2024.",
    )
    assert list(events["title"]) == ["Police in Larne arrested him", "“that the bank took in May 2024”"]
    _, events = drafted(book, "Acme reported third-quarter sales of $5 million.")
    assert list(events["title"]) == ["Time of “$5 million”"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("They will report when they meet on 15 May 2024 in Larne.", "“report when they meet on 15 May 2024”"),
        ("It beat the 2000 Olympic champions.", "“It beat the 2000 Olympic champions”"),
        ("The troops were withdrawn in May 2024.", "The troops were withdrawn"),
        ("A deal, the first since 1990, fell through.", "“A deal, the first since 1990, fell”"),
    ],
)
def test_a_title_says_what_happened_then_or_quotes_the_words_around(book, text, title):
    _, events = drafted(book, text)
    assert list(events["title"]) == [title] and len(title.split()) <= 8


def test_a_date_of_another_thing_dates_no_figure(book):
    claims, events = drafted(
        book, "The index stands at 138.2 from a 1996 base. Some 500 people saw the war that ended in 2002."
    )
    assert "1996" not in set(claims["period"]) and not events["title"].str.startswith("Time of").any()
    assert list(drafted(book, "It was brought to an end in 2002.")[1]["wording"]) == ["2002"]


def test_who_concedes_or_speaks_in_another_clause_says_nothing_of_a_figure(book):
    claims, _ = drafted(
        book,
        "Although output fell to 300 tonnes, traders said it was fine. Acme was up 150 yen after it confirmed talks.",
    )
    assert list(claims["asserted_by"]) == ["", ""]
    assert list(claims["note"]) == [drafting.SOMEBODY, ""], "that it may not be the article's own word"
    claims, _ = drafted(book, "“We took 300,” admitted the captain. “I saw 200,” muttered the cook.")
    assert list(claims["asserted_by"]) == ["the captain, via The Paper", ""]
    claims, _ = drafted(book, "Hideo Suzuki, strategist at Acme Bank, said 300 came.")
    assert list(claims["asserted_by"]) == ["Hideo Suzuki, via The Paper"]


def test_a_name_is_no_measure(book):
    claims, _ = drafted(
        book,
        "Mazda climbed 21 yen. Later, Acme Metal fell 13 yen. Unemployment fell to 9 percent. It has a 298-strong staff.",
    )
    assert "mazda" not in set(claims["measure"].str.lower()) and not claims["measure"].str.contains("Acme").any()
    assert "strongs" not in set(claims["unit"])


def test_a_base_dates_no_figure_and_brackets_say_the_same_again(book):
    claims, _ = drafted(
        book, "Investment will reach 13 billion yuan (2 billion U.S. dollars) in 2027, up 20 percent on 2024."
    )
    assert claims["status"].tolist()[:2] == ["planned", "planned"] and claims["period"].tolist()[2] == ""
    claims, _ = drafted(
        book, "Sales rose 27 percent from the same period of 2023. It was 0.2 percent higher than a year ago."
    )
    assert not {"2023"} & set(claims["period"]) and not claims["period"].str.startswith("[2023").any()
    claims, _ = drafted(book, "It will be the first visit in ten years. Three parks opened for the 2005 APEC summit.")
    assert set(claims["status"]) == {"estimated"} and "2005" not in set(claims["period"])
    assert drafted(book, "It became one where people meet.")[0].empty


def test_a_figure_before_some_years_ago_is_a_figure(book):
    claims, events = drafted(book, "It rose to 15,000, up from 12,400 two years ago. Since the spring it lost 31.")
    assert list(claims["wording"]) == ["15,000", "12,400", "31"]
    assert list(events["wording"]) == ["two years ago", "Since the spring"]


def test_what_is_no_count_and_who_did_not_say_it(book):
    claims, _ = drafted(
        book, "They will hand back 48 bronze bells that soldiers carried off. They are rung twice a day."
    )
    assert list(claims["unit"]) == ["bells", "none"] and claims["use"].iloc[1] == "excluded"
    claims, _ = drafted(book, "It would cap fees at one month's wage.")
    assert list(claims["measure"]) == [""]
    text = (
        "More left, the Interior Ministry said on Tuesday, as a rights group accused firms of taking up to 40 percent."
    )
    assert list(drafted(book, text)[0]["asserted_by"]) == [""]
    claims, _ = drafted(
        book, "Ministry of Health statistics indicate that it did 34,726 in 2004. Scholars believe that 400 stayed."
    )
    assert list(claims["asserted_by"]) == ["Ministry of Health, via The Paper", "Scholars, via The Paper"]
    text = "Mayor Ann Ferrer said 200 came.\nA team led by metallurgist Tomas Brandt saw them. It may cost $85,000, he said."
    assert list(drafted(book, text)[0]["asserted_by"]) == ["Mayor Ann Ferrer, via The Paper", ""]


def test_a_place_in_the_name_of_a_firm_is_no_place(book):
    claims, _ = drafted(book, "China Mobile fell 2.8 percent. Russia took 300 workers.")
    assert list(claims["place"]) == ["", "RU"]


def test_a_day_that_verb_and_distance_date_differently_is_not_read(book):
    _, events = drafted(book, "On 12 May, a small jet crashed in the hills.")
    assert list(events["rule"]) == ["unreadable"]


def test_a_week_number_and_a_time_are_no_figures(book):
    claims, events = drafted(book, "In week 19, at 1130 GMT and 0630, it shut. It was closed on 6/7 March.")
    assert set(claims["use"]) == {"excluded"}
    assert list(events["use"]) == ["excluded", "excluded", "chart"]
    assert events["date"].iloc[-1] == "2025-03-06/2025-03-07"


def test_the_dateline_is_no_event(book):
    _, events = drafted(book, "VELMAR, April 8 (Wire) - The bridge opened on 2 May 2023, the mayor said on Tuesday.")
    assert list(events["use"]) == ["excluded", "chart", "chart"]
    assert list(events["title"]) == ["The dateline", "The bridge opened", "Statement by the mayor"]


def test_nothing_is_guessed(book):
    claims, events = drafted(book, "It came to 300. It cost €5 million.")
    assert list(claims["measure"]) == ["", ""] and list(claims["unit"]) == ["", "eur"]
    assert set(claims["asserted_by"]) == set(claims["place"]) == set(claims["population"]) == {""} and events.empty


def test_a_deadline_is_left_out_and_a_wait_is_not(book):
    claims, _ = drafted(book, "It will open within two years. Ships waited two days.")
    assert list(claims["use"]) == ["excluded", "table"]
