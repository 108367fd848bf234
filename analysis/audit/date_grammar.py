"""How dates are written: fragments and rules over classes of tokens, in the notation of `grammar`."""

FRAGMENTS = {
    "MONTH": r"(?:@month|@abbr\.?|@may\.?)",
    "ALONE": r"(?:@month(?!-)|@abbr\.?|(?<=[@in@since@last@early@of@to@until@from@before@between@and])@may)",
    "DAY": "[@day@ordinal](?![@scale@percent@people@money])",
    "DATEJOIN": "(?:-|@to|@until|@and)",
    "DAYS": "(?:@the)?@DAY(?:@DATEJOIN(?:@the)?@DAY)?",
    "YEAR": "[@year@decade]",
    "COUNT": "(?:@a|[@one@small@tens@several@day@digits@couple@half@scale](?:-?[@small@one@scale@of]){0,2})",
    "PERIOD": "(?:@the)?[@last@recent](?:@COUNT)?(?:@unit|@quarter|@MONTH|@weekday|@season)",
    "POINT": r"(?:@weekday[,.]?|@may,)?(?:@MONTH,?@DAYS(?:[,.]?(?:@of)?@YEAR)?"
    r"|@DAYS[-,]?(?:@of)?-?@MONTH(?:[-,]?(?:@of)?@YEAR)?|@date)(?:,?@clock(?:@meridiem)?)?"
    r"|@MONTH[-,]?(?:@of)?(?:@YEAR|@PERIOD)|(?:@the)?@season,?(?:@of)?(?:@YEAR|@PERIOD)"
    r"|(?:(?:@the)?[@first@second@nth@ordinal@last]-?(?:@quarter|@half)|@term)(?:,?(?:@of)?(?:@the)?(?:@YEAR|@PERIOD))?"
    r"|@PERIOD|(?:@HEDGE)?@COUNT-?[@unit@second](?:@hence|@later|@before(?:@the@last|@today)?|@from@today)"
    r"|(?:@the@unit@before)?@today|(?:@the)?@decade|@year(?!-?[@scale@percent@people@money@points]|-?@unit)"
    r"|(?<=@on)@the@ordinal|@the@ordinal(?:@unit|(?![-xX@of]))|@weekday|@since@then|@season|@recent|@ALONE"
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
