"""What a point is about: the topics of the lexicon whose words it holds."""

from __future__ import annotations

from lexicons.reports.disclosure.item_lexicon import topics


def topic_words_of(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Topic by topic the words of a text without white space that decided; a word inside a longer one is not told.

    >>> topic_words_of("政策解读形式单一，更新不及时")[:2]
    (('timeliness', ('更新不', '不及时')), ('interpretation', ('解读',)))
    >>> topic_words_of("其他")
    ()
    """
    found = []
    for topic in topics():
        here = [word for word in topic.words if word in text]
        if here:
            longest = [word for word in here if not any(word != other and word in other for other in here)]
            found.append((topic.id, tuple(sorted(longest, key=text.index))))
    return tuple(found)


def topics_of(text: str) -> tuple[str, ...]:
    """Topic ids of a text without white space, in the order of the lexicon.

    >>> topics_of("政策解读形式单一，更新不及时")
    ('timeliness', 'interpretation', 'channel')
    >>> topics_of("其他")
    ()
    """
    return tuple(topic for topic, _ in topic_words_of(text))
