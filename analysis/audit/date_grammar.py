"""How dates are written: fragments and rules over classes of tokens, in the notation of `grammar`."""

# Phrases of common words, taken as one token so that the words alone stay unlisted.
SPECIAL = (
    r"(?=[Tt]h|[Ll]ast|[Nn]ext|[Yy]ear|[Ff]i(?:sc|nanc)|\d)(?:[Tt]hat[ ](?:same[ ])?(?:day|week|month|quarter|year|spring|"
    r"summer|autumn|winter|decade)"
    r"|[Tt]he[ ](?:weekend|latest[ ](?:quarter|period)|(?:(?:next|previous|following)[ ]day)|fall(?=[ ]of[ ](?:19|"
    r"20)\d\d))"
    r"|\d\d?(?:st|nd|rd|th)[- ]century"
    r"|[Tt]he[ ](?:\d\d?(?:st|nd|rd|th)|twent(?:ieth|y-first)|(?:thir|four|fif|six|seven|eigh|nine)teenth)[- ]century"
    r"|[Ff]inancial[ ]year(?:[ ](?=(?:19|20)\d\d))?|[Ff]iscal[- ](?:year(?:[ ](?=(?:19|20)\d\d))?|(?:first|second|third|fourth)[- ](?:quarter|half))"
    r"|[Ff]iscal(?=[ ](?:19|20)\d\d)|(?:[Ll]ast|[Tt]his|[Nn]ext)[ ]fall(?![ ]of)"
    r"|[Tt]he[ ]same[ ](?:date|period|time|point)(?=[ ](?:of|in|last|a)\b)|[Tt]he[ ]full[ ]year|[Yy]ear's[ ]end|[Yy]ear[- ]end(?=[.,;:\s])|year-(?:ago|earlier)[ ]period)\b"
)
FRAGMENTS = {
    "MONTH": r"(?:@month|@abbr\.?|@may\.?)",
    "ALONE": r"(?:@month(?!-)|@abbr\.?|(?<=[@in@since@last@early@of@to@until@from@before@between@and])@may)",
    "NOTDAY": "[@scale@short@percent@people@symbol@money@won]",
    "DAY": "[@day@ordinal](?!@NOTDAY)",
    "DATEJOIN": "(?:[–-]|-@to-|@to|@until|@and)",
    "DAYS": "(?:(?:@the)?@DAY(?:@DATEJOIN(?:@the)?@DAY)?|@ratio(?=@MONTH))",
    "YEAR": "[@year@decade]",
    "ANYUNIT": "[@unit@quarter@part]",
    "NTH": "[@first@second@nth@ordinal@last]",
    # "twenty two", but not "12,400 two" of "up from 12,400 two years ago"
    "COUNT": "(?:@a|[@digits@decimal@day]-?@scale?|[@one@small@teen@twenty@tens@several@couple@half@scale]"
    "(?:-?[@small@one@scale@of]){0,2})",
    # "more than two years ago", but not the "more than" of "28% more than a year ago"
    "FIGURE": "[@percent@points@cent@money@won@digits@decimal@day@scale@short@plural@people@unit]",
    "PERIOD": "(?:@the)?[@last@recent](?:@COUNT)?(?:@ANYUNIT|@MONTH|@weekday|@season)",
    "OFYEAR": "(?:,?(?:@of)?(?:@the)?(?:@YEAR|@PERIOD))",
    # 5 March 2024, March 5-7, Tuesday the 5th, the 5th of this month
    "FULL": r"(?:@weekday[,.]?|@may,)?(?:@MONTH[-,]?@DAYS(?:[-,.]?(?:@of)?@YEAR|(?:@of)?@PERIOD)?"
    r"|@MONTH[@first@second@nth](?!-?[@quarter@half])(?:,?@YEAR)?"
    r"|@DAYS[-,]?(?:@of)?-?@MONTH(?:[-,]?(?:@of)?(?:@YEAR|@PERIOD))?|@date)(?:,?@clock(?:@meridiem)?)?"
    "|@weekday,?(?:@of)?(?:@the)?(?:@ordinal|@PERIOD)|(?:@the)?@ordinal(?:@of)?@PERIOD",
    # March 2024, the third quarter of last year, the first nine months of 2024, fiscal 2024
    # the three months ended April 30, the year to May
    "CLOSING": "(?:@the|@a)?(?:@special|(?:@last)?(?:@NTH|@COUNT)?-?[@unit@quarter@half](?:-?@unit)?)(?:x(?=@ended))?@ended(?:@on|@in)?@CLOSE"
    "|@the@last?(?:@COUNT)?-?[@unit@quarter@half](?:-?@unit)?@to@CLOSE",
    "CLOSE": r"(?:@EARLY)?(?:@FULL|(?:@month|@abbr\.?|@may)(?:[-,]?(?:@of)?@YEAR)?)",
    "LONGER": r"@CLOSING|@MONTH[-,]?(?:@of)?(?:@YEAR|@PERIOD)|(?:@the)?@season@OFYEAR|@the@unit@year"
    "|(?:(?:@the|@a)?(?:@unit-[@later@hence])?@NTH-?[@quarter@half]|@term)(?:-?@OFYEAR|@of@special@YEAR|(?:@of)?(?:@the)?@unit)?"
    "|(?:@the)?@NTH(?:(?:@COUNT)?@unit@of(?:@the)?(?:@MONTH(?:,?(?:@of)?@YEAR)?|@YEAR|@PERIOD|@unit)|@COUNT@unit)"
    "|(?:@special|(?:@the)?@last@unit)(?:[@of@in]?@last@unit|@in@year|@a@unit[@later@hence])"
    "|(?:@the|@a)?@last?@special(?:(?:@of)?[@year@decade@date])?",
    # last week, two years ago, yesterday, the day before
    "LEANING": "@PERIOD|@a@unit@on@weekday|(?:@the|@a)?@unit-(?:@hence|@later)(?:@unit|@quarter)?"
    "|(?:(?<!@FIGURE)@HEDGE)?@COUNT-?[@unit@second](?:@hence|@later|@before(?:@the@last|@today)?|@from@today)"
    "|(?:@the@unit@before)?@today(?:@unit)?|(?<=@in)@a@unit|@the@unit[@before@hence]|@since@then|@recent",
    "BARE": r"[@month@abbr@may]\.?[–-](?:@to[–-])?[@month@abbr@may](?:,?@YEAR)?|(?:@the)?@decade|@year(?!-?@MEASURED|@won|@points)|(?<=@on)@the@ordinal"
    "|@the@ordinal(?:@unit|(?![-xX@of]))|@weekday(?:@unit)?|(?:(?<=[@since@before@until])@the)?@season(?:@early|@unit)?|@ALONE|@the[@unit@quarter](?!-)",
    # "late in 2002", but not "brought to an end in 2002"
    "EARLY": "(?:@the)?(?:(?:@early|@later)-?(?:@of|@in)?|@ends-?@of?)(?:@the)?",
    "WHEN": "(?:@EARLY)?(?:@FULL|@LONGER|@LEANING|@BARE)|@EARLY@unit",
    "SINCE": "(?:@no|@not)?@later@than|[@since@before@until@from@between]{1,2}",
}
RULES = {
    "date-range": "@between@WHEN@and@WHEN|@from@WHEN@DATEJOIN@WHEN",
    "date": "(?:@near|@over)?(?:@SINCE)?(?:@near)?@WHEN(?:(?:[–-]|-@to-|@to|@until)@WHEN)?",
}
# A date phrase has the first of these rules whose classes it holds: what leans on publication comes first.
_DATE_RULES = {
    "date-relative": {"last", "recent", "hence", "later", "today", "then"},
    "date-day": {"day", "ordinal", "date"},
    "date-month": {"month", "may"},
    "season": {"season"},
    "date-weekday": {"weekday"},
}


def rule_of(classes):
    """Return the name of the rule for a date phrase, given the classes it holds."""
    return next((rule for rule, any_of in _DATE_RULES.items() if classes & any_of), "date-year")


def is_special(token):
    """Say whether a token in lower case is one of the phrases in `SPECIAL`."""
    return token.endswith("century") or token.startswith(
        ("that ", "the ", "last ", "this ", "next ", "year", "fiscal", "financial")
    )
