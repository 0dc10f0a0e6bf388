"""Arabic analysis: the one reading of text that every step and backend shares."""

from rawi.arabic.dates import DateReading, read_date, resolve_dates
from rawi.arabic.language import language
from rawi.arabic.latin import certain_language, told_by_words
from rawi.arabic.names import name_key, plain_name
from rawi.arabic.normal import Level, Normalised, as_seen, fold, normalise
from rawi.arabic.numerals import Amount, amounts, read_number
from rawi.arabic.sentences import sentences
from rawi.arabic.stopwords import STOP_WORDS
from rawi.arabic.tokens import Token, key_and_lemma, lemmas, surfaces, tokens

__all__ = [
    "STOP_WORDS",
    "Amount",
    "DateReading",
    "Level",
    "Normalised",
    "Token",
    "amounts",
    "as_seen",
    "certain_language",
    "fold",
    "key_and_lemma",
    "language",
    "lemmas",
    "name_key",
    "normalise",
    "plain_name",
    "read_date",
    "read_number",
    "resolve_dates",
    "sentences",
    "surfaces",
    "tokens",
    "told_by_words",
]
