"""What a point is about: the topics of the lexicon whose words it holds."""

from __future__ import annotations

from lexicons.reports.disclosure.item_lexicon import topics


def topics_of(text: str) -> tuple[str, ...]:
    """Topic ids of a text without white space, in the order of the lexicon.

    >>> topics_of("政策解读形式单一，更新不及时")
    ('timeliness', 'interpretation', 'channel')
    >>> topics_of("其他")
    ()
    """
    return tuple(topic.id for topic in topics() if any(word in text for word in topic.words))
