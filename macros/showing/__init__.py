"""What pages show: words, dates, records as text, and the checks of the pages themselves."""
