"""Who speaks: named in the sentence or before it; blank where the words leave it open."""

import pytest

from analysis.audit import speakers


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        # Who speaks at the end goes before who expects within.
        ("Ruvia expects to sell 300 tonnes this year, the farm ministry said on Tuesday.", "the farm ministry"),
        ("Sales could reach 300 to 400, its chairman, Hicham Lazrak, said.", "Hicham Lazrak"),
        ("In Settat, 70 km south of it, Fatima Ouahbi, 54, said she had sold 18.", "Fatima Ouahbi"),
        ("“We wait,” Ada Moss, the clinic's head, told a news conference.", "Ada Moss"),
        ("Some 300 came, according to a first assessment by the Health Centre.", "the Health Centre"),
        ("It sold for 3 million, well over twice its top estimate of 1.4 million.", None),
        ("The think-tank, which asked 4,212 people, said it rose to 38%.", ""),
        ("Two expect no change.", None),
        ("The council recorded 47 deaths in 2024.", "The council"),
        ("Justice Minister Ada Moss has promised to add 1,100 places.", "Justice Minister Ada Moss"),
        ("Nine of the country's 10 provinces have reported cases.", None),
        ("Nine of 12 economists expect a cut.", "Nine of 12 economists"),
        ("The port counted on 300 ships.", None),
        # Somebody says so, and no rule knows who.
        ("Sales fell to 300 last year, the clinic's accounts show.", ""),
        ("Some 300 came, according to what he saw.", ""),
        ("The prices could rise, analysts at Acme Bank said.", "analysts"),
    ],
)
def test_who_speaks(sentence, name):
    assert speakers.speaker(sentence) == name


@pytest.mark.parametrize(
    ("sentences", "earlier", "names"),
    [
        (["The ministry said 300 came.", "It said 20 left."], [], ["The ministry", "The ministry"]),
        # What it is that says so may be the port, or the yard that the sentence before is about.
        (["The yard closed.", "About 340 will go, it said."], ["The port"], [None, ""]),
        (["It said 20 left."], ["The port"], ["The port"]),
        # Nobody knows who spoke last, so not who "it" is.
        (["The coastguard said 17 came.", "It said 20 left."], ["The port"], ["", ""]),
        # A body is no "she", wherever in the quotation she is named.
        (["“Bread was 25 last year.", "Now it is 50,” she said."], ["statistics agency HCP"], ["", ""]),
        (["“Bread was 25 last year.", "Now it is 50,” she said."], ["Ada Moss"], ["Ada Moss", "Ada Moss"]),
        (["She said 20 left."], ["the Health Service Executive"], [""]),
        (["She said 20 left."], ["the minister"], ["the minister"]),
    ],
)
def test_who_spoke_before(sentences, earlier, names):
    assert speakers.of_paragraph(sentences, earlier) == names
