"""Files: sent by the bot and read by a test, fetched by the bot, refused over a limit."""

from __future__ import annotations

import io

from PIL import Image
from telegram import InputMediaDocument, InputMediaPhoto

from tests.telegram_server import AILSA


def png(width, height):
    made = io.BytesIO()
    Image.new("L", (width, height)).save(made, "PNG")
    return made.getvalue()


def test_documents_and_photos_can_be_read_by_a_test_and_by_the_bot(telegram, bot):
    sent = bot.call("send_document", AILSA, b"the report", filename="report.docx", caption="Here")
    file = telegram.await_file("report.docx")
    assert (file.content, telegram.await_message(AILSA).words) == (b"the report", "Here")
    there = bot.call("get_file", sent.document.file_id)
    content = bot.loop.run(there.download_as_bytearray())
    assert bytes(content) == b"the report"
    again = bot.call("send_document", AILSA, sent.document.file_id)
    assert again.document.file_unique_id == sent.document.file_unique_id
    photo = bot.call("send_photo", AILSA, png(40, 30)).photo[0]
    assert (photo.width, photo.height) == (40, 30)


def test_an_album_stands_together(telegram, bot):
    media = [InputMediaDocument(b"a", filename="a.txt"), InputMediaDocument(b"b", filename="b.txt")]
    sent = bot.call("send_media_group", AILSA, media)
    assert sent[0].media_group_id == sent[1].media_group_id
    assert [m.files[0].content for m in telegram.messages(AILSA)[-2:]] == [b"a", b"b"]
    mixed = [media[0], InputMediaPhoto(png(4, 4))]
    assert bot.refused("send_media_group", AILSA, mixed) == (
        "Document can't be mixed with other media types"
    )
    assert bot.refused("send_media_group", AILSA, [media[0]] * 11) == (
        "Too many messages to send as an album"
    )


def test_files_have_limits(bot):
    assert bot.refused("send_document", AILSA, b"", filename="a") == "File must be non-empty"
    assert bot.refused("send_photo", AILSA, b"no picture") == "Image_process_failed"
    assert bot.refused("send_photo", AILSA, png(2100, 100)) == "Photo_invalid_dimensions"
    large = png(4, 4) + bytes(10_000_000)
    assert bot.refused("send_photo", AILSA, large) == "File is too big for a photo"
    huge = bytes(50_000_001)
    assert "Request Entity Too Large" in bot.refused("send_document", AILSA, huge, filename="a")
    big = bot.call("send_document", AILSA, huge[:20_000_001], filename="a").document.file_id
    assert bot.refused("get_file", big) == "File is too big"
    assert bot.refused("get_file", "nothing") == "Invalid file_id"
    told = bot.refused("send_document", AILSA, b"a", filename="a", caption="c" * 1025)
    assert told == "Message caption is too long"
