"""Which sentences a quote is taken to cite."""

from helium_bot.evaluating.sentences import cited_sentences

SENTENCES = ["The lab opened in 2019 .", "It has two rooms .", "Nurses test devices there ."]


def test_a_quote_of_two_sentences_cites_both() -> None:
    assert cited_sentences("It has two rooms . Nurses test devices there .", SENTENCES) == {1, 2}


def test_white_space_between_the_words_does_not_matter() -> None:
    assert cited_sentences("It  has two\nrooms.", SENTENCES) == {1}


def test_a_part_of_a_sentence_cites_that_sentence() -> None:
    assert cited_sentences("devices there", SENTENCES) == {2}


def test_a_few_letters_beyond_a_border_do_not_cite_the_next_sentence() -> None:
    assert cited_sentences("It has two rooms . Nurses", SENTENCES) == {1}


def test_words_that_stand_nowhere_cite_nothing() -> None:
    assert cited_sentences("It has three rooms.", SENTENCES) == set()
    assert cited_sentences("", SENTENCES) == set()
