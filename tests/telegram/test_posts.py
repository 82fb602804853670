"""A reply reads well on a phone: quotes with their sources, cut on meaning, nobody called."""

from __future__ import annotations

import html

import pytest

from bot.channels.telegram import limits
from bot.channels.telegram.cutting import cut, one_sign, short
from bot.channels.telegram.keyboards import Key
from bot.channels.telegram.limits import size
from bot.channels.telegram.markup import clean, escaped, isolated, mention, plain
from bot.channels.telegram.posts import Post, to_posts
from bot.core.register import Person
from bot.core.types import Block, Bullets, Button, Heading, Item, Quote, Reply, Table, Text
from tests.telegram.valid import check

SENTENCE = "The north door of the village hall is mended before the rains come. "
AILSA = Person("telegram:77", "Ailsa <Moir>")


def posts_of(*blocks: Block) -> tuple[Post, ...]:
    """The posts of blocks, each of them valid."""
    posts = to_posts(Reply(blocks))
    for post in posts:
        check(post.html)
    return posts


def html_of(*blocks: Block) -> str:
    (post,) = posts_of(*blocks)
    return post.html


def test_a_short_answer_is_one_post_with_its_source_under_the_quote_and_its_keys():
    reply = Reply((Text("Found."), Quote("a", "b", "c")), (Button("Show more", "more"),))
    (post,) = to_posts(reply, (Key("Helpful", "good", ""),))
    assert post.html == "Found.\n\nc\n<blockquote>“a”</blockquote>\n<i>— b</i>"
    assert post.plain == "Found.\n\nc\n“a”\n— b"
    assert post.rows == ((Key("Show more", "say", "more"),), (Key("Helpful", "good", ""),))


def test_what_looks_like_a_tag_is_shown_as_it_is_written():
    told = html_of(Text("<b>5 < 6 & 7 > 6</b> &amp;"), Heading("<i>"), Quote("</blockquote>", "&"))
    assert "<b>5" not in told
    assert plain(told) == "<b>5 < 6 & 7 > 6</b> &amp;\n\n<i>\n“</blockquote>”\n— &"


def test_a_heading_is_bold_and_stands_right_over_what_it_heads():
    assert html_of(Text("x"), Heading("Due\nsoon"), Text("a")) == "x\n\n<b>Due soon</b>\na"


def test_a_list_has_its_bullets_or_its_numbers():
    assert html_of(Bullets(("one", "two"))) == "• one\n• two"
    assert html_of(Bullets(("one", "two"), numbered=True)) == "1. one\n2. two"


def test_a_table_is_lines_that_say_what_each_cell_is():
    table = Table(("Action", "Lead", "Due"), (("GLE1", "", "5 May"), ("GLE2", "Rory\nBain")))
    assert (
        html_of(table)
        == "• Action: GLE1; Lead: –; Due: 5 May\n• Action: GLE2; Lead: Rory Bain; Due: –"
    )


def test_a_table_without_rows_still_has_its_headings():
    assert html_of(Table(("Action", "Lead"), ())) == "• Action; Lead"


def test_a_long_quote_is_folded_and_a_short_one_is_not():
    assert "<blockquote>" in html_of(Quote("a" * (limits.FOLDED - 2), "s"))
    assert "<blockquote expandable>" in html_of(Quote("a" * (limits.FOLDED - 1), "s"))


def test_a_quote_over_several_posts_has_its_source_in_each_of_them():
    posts = posts_of(Text("Found:"), Quote(SENTENCE * 100, "Glenmore Compact, 2.3"), Text("End."))
    assert len(posts) == 3
    for post in posts[:2]:
        assert "</blockquote>\n<i>— Glenmore Compact, 2.3 (goes on)</i>" in post.html
    assert "</blockquote>\n<i>— Glenmore Compact, 2.3</i>" in posts[2].html
    assert [post.plain[-3:] for post in posts] == ["1/3", "2/3", "3/3"]


def test_a_quote_that_a_message_can_hold_is_never_taken_apart():
    quote = Quote("q" * (limits.QUOTE - 2), "s" * limits.SOURCE, "b" * limits.BEFORE)
    posts = posts_of(Text("x" * 900), Heading("h" * limits.HEADING), quote)
    assert [post.html.count("<blockquote") for post in posts] == [0, 1]
    assert posts[1].plain.startswith("h")  # its heading went with it


def test_a_source_that_is_too_long_goes_on_right_under_itself():
    told = html_of(Quote("a", "word " * 200))
    assert told.count("<i>") == 2
    assert plain(told).split()[2:] == ["word"] * 200


def test_long_words_are_cut_between_paragraphs_before_sentences():
    paragraph = (SENTENCE * 12).strip()
    posts = posts_of(Text("\n\n".join([paragraph] * 12)))
    assert len(posts) == 3
    for post in posts:
        told, _, _ = post.plain.rpartition("\n\n")
        assert set(told.split("\n\n")) == {paragraph}


def test_a_paragraph_that_was_cut_but_fits_stands_there_as_it_was():
    assert html_of(Text(SENTENCE * 50)) == (SENTENCE * 50).strip()


def test_a_heading_never_stands_alone_at_the_end_of_a_post():
    lines = Text((SENTENCE * 14).strip())
    posts = posts_of(lines, lines, lines, lines, Heading("Next"), lines)
    assert len(posts) == 2
    assert posts[1].html.startswith("<b>Next</b>\n")


def test_a_post_has_at_most_a_hundred_marks():
    posts = posts_of(*(Quote(str(number), "s") for number in range(120)))
    assert [post.html.count("<blockquote") for post in posts] == [49, 49, 22]


def test_a_person_of_this_platform_is_called_by_id_and_another_is_named():
    told = html_of(Item("GLE1 is due.", calls=AILSA))
    assert told == '• <a href="tg://user?id=77">Ailsa &lt;Moir&gt;</a>: GLE1 is due.'
    other = Person("slack:T1:U1", "Bryn Cole")
    assert html_of(Item("GLE1 is due.", calls=other)) == "• Bryn Cole: GLE1 is due."
    assert mention(Person("telegram:77", "\u200b")) == '<a href="tg://user?id=77">77</a>'
    assert mention(Person('telegram:7"><b>', "x")) == "x"


def test_items_stand_close_below_each_other():
    assert html_of(Heading("Due"), Item("one"), Item("two"), Text("x")) == (
        "<b>Due</b>\n• one\n• two\n\nx"
    )


def test_a_name_after_an_at_sign_calls_nobody_and_an_address_stays_whole():
    assert clean("ask @everyone or a@b.org, @ 5") == "ask @\u2060everyone or a@b.org, @ 5"
    assert clean(clean("@everyone")) == clean("@everyone")
    assert not any(piece.startswith("@") for _, piece in cut("a@b" * 20, 10))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\u202eb\u2066c\u2069", "abc"),
        ("a\x00b\x1b[1mc\x85d", "ab[1mc\nd"),
        ("one\r\ntwo\u2028three\tfour", "one\ntwo\nthree four"),
        ("a\n\n\n \n\nb", "a\n\nb"),
        ("\ud83d\ude00 \ud83d", "😀 \ufffd"),
        ("A\u030astrand", "Åstrand"),
        ("\u200b\u2060\u3164 \n", ""),
    ],
)
def test_signs_that_a_message_cannot_carry_are_taken_out(text, shown):
    assert clean(text) == shown


def test_words_from_right_to_left_keep_their_order_to_themselves():
    assert isolated("שלום 5") == "\u2068שלום 5\u2069"
    assert isolated("5 May") == "5 May"
    table = Table(("Lead", "Due"), (("שלום", "5 May"),))
    assert html_of(table) == "• Lead: \u2068שלום\u2069; Due: 5 May"


@pytest.mark.parametrize(
    "sign", ["👩‍👩‍👧‍👦", "🇬🇧", "👍🏽", "e\u0301\u0323", "क्षि", "ᄒ\u1161ᆫ", "🏴󠁧󠁢󠁳󠁣󠁴󠁿"]
)
def test_what_people_see_as_one_sign_is_not_cut(sign):
    pieces = [piece for _, piece in cut(sign * 50, 20)]
    assert {piece.replace(sign, "") for piece in pieces} == {""}
    assert all(one_sign(sign, place) for place in range(1, len(sign)))
    assert not one_sign(sign * 2, len(sign))


def test_one_sign_that_is_longer_than_a_piece_is_cut_between_characters():
    stack = "e" + "\u0301" * 100
    pieces = [piece for _, piece in cut(stack, 30)]
    assert "".join(pieces) == stack
    assert max(map(size, pieces)) <= 30


def test_what_stands_at_a_cut_is_left_of_the_blank():
    assert cut("aaaa\n\n\nbbbb", 6) == [("", "aaaa"), ("\n\n", "bbbb")]
    assert cut("aaaa\nbbbb", 6) == [("", "aaaa"), ("\n", "bbbb")]
    assert cut("aaaa    bbbb", 6) == [("", "aaaa"), (" ", "bbbb")]
    assert cut("aaaabbbb", 6) == [("", "aaaabb"), ("", "bb")]


def test_a_piece_is_at_least_half_full_before_a_better_place_counts():
    first, *_ = cut("No. " + "word " * 30, 60)
    assert size(first[1]) > 30


def test_a_short_form_ends_in_an_ellipsis_only_where_something_is_left_out():
    assert short("two\nwords", 9) == "two words"
    assert short("two words, and more", 12) == "two words…"
    assert size(short("😀" * 40, 10)) <= 10


def test_nothing_to_show_is_no_post_and_keys_alone_have_words():
    assert to_posts(Reply(())) == ()
    assert to_posts(Reply((Text(" \u200b"), Quote("", "")))) != ()
    assert to_posts(Reply((Text(" \n"), Heading(""), Bullets(()), Item("")))) == ()
    (post,) = to_posts(Reply((), (Button("Go", "go"),)))
    assert post.plain == "There is more to choose from."


def test_the_tags_of_ours_are_read_back_as_the_words_in_them():
    written = "<b>&lt;&amp;amp;</b>"
    assert plain(f"<i>{escaped(written)}</i>") == written
    assert html.unescape(escaped(written)) == written
