"""What is typed after the bot's name offers quotes, each ready to paste with its source."""

from __future__ import annotations

from bot.channels.telegram import limits
from bot.channels.telegram.inline import results
from bot.channels.telegram.limits import size
from bot.core.types import Answer, Block, Question, Quote, Reply, Text, Verdict
from tests.telegram.valid import check


def answered(*blocks: Block, verdict: Verdict = Verdict.ANSWERED) -> Reply:
    return Reply(blocks, answer=Answer(Question("funding", "funding"), verdict))


def test_each_quote_is_offered_with_its_source():
    reply = answered(Text("Found:"), Quote("Grants are <paid> in May.", "Compact, 2.1", "Pay"))
    (result,) = results(reply)
    assert (result.title, result.about) == ("Grants are <paid> in May.", "Compact, 2.1")
    assert result.post.html == (
        "Pay\n<blockquote>“Grants are &lt;paid&gt; in May.”</blockquote>\n<i>— Compact, 2.1</i>"
    )
    assert result.post.rows == ()


def test_nothing_is_offered_where_there_is_no_answer():
    assert results(Reply((Quote("a", "b"),))) == ()
    assert results(answered(Text("I found nothing."), verdict=Verdict.SILENT)) == ()


def test_a_long_quote_is_offered_in_parts_that_are_valid_messages():
    words = " ".join(f"Sentence {number} of it." for number in range(500))
    found = results(answered(Quote(words, "Compact, 2.1")))
    assert len(found) == 4
    for result in found:
        check(result.post.html)
        assert "— Compact, 2.1" in result.post.plain
        assert size(result.title) <= limits.RESULT_TITLE


def test_ids_are_short_and_the_same_for_the_same_words_only():
    first, second = results(answered(Quote("a", "s"), Quote("b", "s"), Quote("a", "s")))
    assert first.id != second.id
    assert first.id == results(answered(Quote("a", "s")))[0].id
    assert len(first.id.encode()) <= limits.RESULT_ID


def test_no_more_is_offered_than_the_platform_takes():
    many = answered(*(Quote(f"Words {number}", "s" * 300) for number in range(80)))
    assert len(results(many)) == limits.RESULTS
    assert all(size(result.about) <= limits.RESULT_ABOUT for result in results(many))
