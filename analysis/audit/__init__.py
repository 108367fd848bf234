"""Every figure and date phrase of an article: found, accounted for, and written down."""
