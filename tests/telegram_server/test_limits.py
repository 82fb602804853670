"""Telegram's limits and its HTML: at the edge a text passes, one over it is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from tests.telegram_server import AILSA
from tests.telegram_server.entities import cleaned, cut, found_in, units
from tests.telegram_server.html_mode import CannotParse, parse
from tests.telegram_server.limits import keyboard_refusal


def button(**more):
    return {"text": "a", "callback_data": "d"} | more


def test_a_text_is_measured_in_utf16_units_after_parsing(telegram, bot):
    bot.call("send_message", AILSA, "<b>" + "&amp;" * 4096 + "</b>", parse_mode="HTML")
    bot.call("send_message", AILSA, "😀" * 2048)
    assert bot.refused("send_message", AILSA, "😀" * 2048 + "a") == "Message is too long"
    assert bot.refused("send_message", AILSA, "a" * 4097) == "Message is too long"
    assert units(telegram.messages(AILSA)[-1].words) == 4096


@pytest.mark.parametrize("text", [" ", "\n\t ", "<b> </b>", "<b></b>"])
def test_a_text_of_nothing_is_refused(bot, text):
    assert bot.refused("send_message", AILSA, text, parse_mode="HTML") == "Message text is empty"


def test_a_text_is_trimmed_and_its_marks_move_along(telegram, bot):
    bot.call("send_message", AILSA, "  <b> a</b>\tb\r \n", parse_mode="HTML")
    stands = telegram.await_message(AILSA)
    assert (stands.words, stands.marked("bold")) == ("a b", ["a"])


@pytest.mark.parametrize(
    ("html", "sentence"),
    [
        ("a <x> b", 'Unsupported start tag "x" at byte offset 2'),
        ("é <x>", 'Unsupported start tag "x" at byte offset 3'),
        ("<br>", 'Unsupported start tag "br" at byte offset 0'),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("1 < 2 > 1", 'Unsupported start tag "" at byte offset 2'),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b><i>a</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ('<a href="x>a</a>', "Unclosed start tag at byte offset 0"),
        ("<a href=x:/>a</a>", "Unexpected end of name token at byte offset 8"),
        ("<b/>", 'Unsupported start tag "b/" at byte offset 0'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b ", 'Empty attribute name in the tag "b" at byte offset 0'),
        ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
        ("<blockquote expandable", 'Unclosed start tag "blockquote" at byte offset 0'),
        ('<a href="x"', "Unclosed start tag at byte offset 0"),
        ("<B>a</I>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b />a</b>", 'Empty attribute name in the tag "b" at byte offset 0'),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_html_that_cannot_be_parsed_is_refused_as_the_real_one_words_it(bot, html, sentence):
    with pytest.raises(CannotParse) as caught:
        parse(html)
    assert str(caught.value) == sentence
    told = bot.refused("send_message", AILSA, html, parse_mode="HTML")
    assert told == f"can't parse entities: {sentence}".capitalize()  # as the library shows it


def test_every_tag_of_the_html_mode_is_known():
    html = (
        "<b>b</b><strong>b</strong><i>i</i><em>i</em><u>u</u><ins>u</ins><s>s</s><strike>s</strike>"
        '<del>s</del><span class="tg-spoiler">h</span><tg-spoiler>h</tg-spoiler>'
        '<a href="https://glenmore.example/">l</a><tg-emoji emoji-id="5">x</tg-emoji><code>c</code>'
        '<pre>p</pre><pre><code class="language-python">q</code></pre>'
        "<blockquote>k</blockquote><blockquote expandable>e</blockquote>"
    )
    text, entities = parse(html)
    assert text == "bbiiuussshhlxcpqke"
    assert [e.type for e in entities] == (
        ["bold"] * 2
        + ["italic"] * 2
        + ["underline"] * 2
        + ["strikethrough"] * 3
        + ["spoiler"] * 2
        + ["text_link", "custom_emoji", "code", "pre", "pre"]
        + ["blockquote", "expandable_blockquote"]
    )
    more = [dict(e.more) for e in entities if e.more]
    assert more == [
        {"url": "https://glenmore.example/"},
        {"custom_emoji_id": "5"},
        {"language": "python"},
    ]


def test_marks_inside_code_and_quotes_inside_quotes_are_dropped():
    html = "<code><b>a</b></code><b><code>c</code></b>"
    assert [e.type for e in parse(html)[1]] == ["code", "bold", "code"]
    html = "<blockquote>a<blockquote>b</blockquote><i>c</i></blockquote>"
    assert [e.type for e in parse(html)[1]] == ["blockquote", "italic"]


def test_references_are_read_and_others_stay_as_they_are():
    written = "&lt;b&gt; &amp;amp; &quot;&#39;&#x1F600; &nbsp; &copy &ltx &#0; &#00000065; &lt"
    read = "<b> &amp; \"'😀 &nbsp; &copy &ltx &#0; &#00000065; <"
    assert parse(written)[0] == read
    with pytest.raises(CannotParse, match="invalid Unicode characters"):
        parse("&#xD83D;")


def test_a_text_of_too_many_bytes_is_cut_before_it_is_parsed(bot):
    html = "<b></b>" * 4999 + "<b>end</b>"
    told = bot.refused("send_message", AILSA, html, parse_mode="HTML")
    assert told == "Can't parse entities: unclosed start tag at byte offset 34999"


@given(st.text(alphabet="<>/&;=\"' abiu\u0301😀\n#x1", max_size=60))
def test_parsing_ends_with_a_text_or_a_refusal(markup):
    try:
        text, entities = parse(markup)
    except CannotParse:
        return
    assert all(e.offset >= 0 and e.length > 0 and e.end <= units(text) for e in entities)


@given(st.text(max_size=200))
def test_what_is_escaped_comes_out_as_it_was(words):
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert parse(escaped) == (words, [])


def test_what_is_more_than_a_hundred_entities_is_dropped(telegram, bot):
    bot.call("send_message", AILSA, "<b>a</b> " * 101, parse_mode="HTML")
    stands = telegram.await_message(AILSA)
    assert (len(stands.entities), len(stands.words)) == (100, 201)


def test_characters_that_telegram_takes_out():
    assert cleaned("a\x00b\tc\rd\u202ee\u2028f\u0333g\nh") == "a b cdefg\nh"


def test_commands_mentions_and_links_are_marked_by_themselves():
    text = (
        "😀 /ask@glenmore_compact_bot see https://glenmore.example/a and @ailsa_reid #compact 1/2"
    )
    found = sorted(found_in(text), key=lambda mark: mark.offset)
    assert [(mark.type, cut(text, mark)) for mark in found] == [
        ("bot_command", "/ask@glenmore_compact_bot"),
        ("url", "https://glenmore.example/a"),
        ("mention", "@ailsa_reid"),
        ("hashtag", "#compact"),
    ]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([[button(callback_data="d" * 64)]], None),
        ([[button(callback_data="d" * 65)]], "BUTTON_DATA_INVALID"),
        ([[button(callback_data="é" * 33)]], "BUTTON_DATA_INVALID"),
        ([[button(callback_data="")]], "BUTTON_DATA_INVALID"),
        ([[button()] * 8], None),
        ([[button()] * 9], "reply markup is too long"),
        ([[button()]] * 100, None),
        ([[button()]] * 101, "reply markup is too long"),
        ([[{"text": "a"}]], "Text buttons are unallowed in the inline keyboard"),
        ([[button(text=" ")]], "Text of the button must be non-empty"),
        ([[{"callback_data": "d"}]], 'Can\'t find field "text"'),
        ([[{"text": "a", "url": "nowhere"}]], "Wrong HTTP URL"),
        ([[{"text": "a", "url": "https://glenmore.example"}]], None),
        (["a"], "should be an Array of Arrays"),
    ],
)
def test_keyboards_have_limits(rows, sentence):
    told = keyboard_refusal({"inline_keyboard": rows})
    assert told is None if sentence is None else sentence in (told or "")


def test_a_refused_keyboard_refuses_the_message(telegram, bot):
    row = [InlineKeyboardButton("a", callback_data="d" * 65)]
    told = bot.refused("send_message", AILSA, "a", reply_markup=InlineKeyboardMarkup([row]))
    assert told == "Button_data_invalid"
    assert len(telegram.messages(AILSA)) == 1
