"""How dates are written: fragments and rules over classes of tokens, in the notation of `grammar`."""

# Phrases of common words, taken as one token so that the words alone stay unlisted.
SPECIAL = (
    r"(?:[Tt]hat[ ](?:same[ ])?(?:day|week|month|quarter|year|spring|summer|autumn|winter|decade)"
    r"|[Tt]he[ ](?:weekend|latest[ ](?:quarter|period)|(?:(?:next|previous|following)[ ]day)"
    r"|(?:twent(?:ieth|y-first)|[a-z]{3,8}teenth)[ ]century|fall(?=[ ]of[ ](?:19|20)\d\d))"
    r"|[Ff]iscal[- ](?:year(?:[ ](?=(?:19|20)\d\d))?|(?:first|second|third|fourth)[- ](?:quarter|half))|[Ff]iscal(?=[ ](?:19|20)\d\d)"
    r"|(?:[Ll]ast|[Tt]his|[Nn]ext)[ ]fall(?![ ]of)|[Yy]ear[- ]end(?=[.,;:\s])|year-(?:ago|earlier)[ ]period)\b"
)
FRAGMENTS = {
    "MONTH": r"(?:@month|@abbr\.?|@may\.?)",
    "ALONE": r"(?:@month(?!-)|@abbr\.?|(?<=[@in@since@last@early@of@to@until@from@before@between@and])@may)",
    "NOTDAY": "[@scale@percent@people@money]",
    "DAY": "[@day@ordinal](?!@NOTDAY)",
    "DATEJOIN": "(?:-|@to|@until|@and)",
    "DAYS": "(?:@the)?@DAY(?:@DATEJOIN(?:@the)?@DAY)?",
    "YEAR": "[@year@decade]",
    "COUNT": "(?:@a|[@one@small@tens@several@day@digits@couple@half@scale](?:-?[@small@one@scale@of]){0,2})",
    "PERIOD": "(?:@the)?[@last@recent](?:@COUNT)?(?:@unit|@quarter|@MONTH|@weekday|@season)",
    "POINT": r"(?:@weekday[,.]?|@may,)?(?:@MONTH,?@DAYS(?:[,.]?(?:@of)?@YEAR)?"
    r"|@DAYS[-,]?(?:@of)?-?@MONTH(?:[-,]?(?:@of)?@YEAR)?|@date)(?:,?@clock(?:@meridiem)?)?"
    r"|@MONTH[-,]?(?:@of)?(?:@YEAR|@PERIOD)|(?:@the)?@season,?(?:@of)?(?:@YEAR|@PERIOD)"
    r"|(?:(?:@the|@a)?(?:@unit-@later|@unit-@hence)?[@first@second@nth@ordinal@last]-?(?:@quarter|@half)|@term)"
    r"(?:,?(?:@of)?(?:@the)?(?:@YEAR|@PERIOD|@unit))?"
    r"|(?:@the)?[@first@second@nth@ordinal@last](?:(?:@COUNT)?@unit@of(?:@the)?(?:@MONTH,?(?:@of)?(?:@YEAR)?|@YEAR|@PERIOD|@unit)|@COUNT@unit)"
    r"|(?:@the|@a)?@last?@special(?:(?:@of)?@YEAR)?|(?:@the|@a)?@unit-(?:@hence|@later)(?:@unit|@quarter)?"
    r"|@PERIOD|(?:@HEDGE)?@COUNT-?[@unit@second](?:@hence|@later|@before(?:@the@last|@today)?|@from@today)"
    r"|(?:@the@unit@before)?@today(?:@unit)?|(?:@the)?@decade|@year(?!-?@NOTDAY|-?[@points@unit])"
    r"|(?<=@on)@the@ordinal|@the@ordinal(?:@unit|(?![-xX@of]))|@weekday(?:@unit)?|@since@then|@season|@recent|@ALONE"
    r"|(?<=@in)@a@unit|@the@unit[@before@hence]",
    "EARLY": "(?:@the)?(?:@early|@later)-?(?:@of|@in)?(?:@the)?",
    "WHEN": "(?:@EARLY)?(?:@POINT)|@EARLY@unit",
}
RULES = {
    "date-range": "@between@WHEN@and@WHEN|@from@WHEN@DATEJOIN@WHEN",
    "date": "(?:@near|@over)?(?:[@since@before@until@from@between]{1,2})?@WHEN(?:(?:-|@to|@until)@WHEN)?",
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
    return token.startswith(("that ", "the ", "last ", "this ", "next ", "year", "fiscal"))
