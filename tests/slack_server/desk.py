"""A bolt bot with one of everything that can be pressed, and what reached it."""

from __future__ import annotations

from tests.slack_server.builders import button, menu, modal, section, text_input

FORM = modal(
    "Log an update",
    [
        text_input("Note", "note", max_length=20),
        menu("Status", "status", ["done", "blocked"]),
        {
            "type": "input",
            "block_id": "due",
            "optional": True,
            "label": {"type": "plain_text", "text": "Due"},
            "element": {"type": "datepicker", "action_id": "day"},
        },
    ],
    private_metadata="U0AILSA:7",
)


BUTTONS = {"type": "actions", "elements": [button("Show more", "more"), button("Log", "open")]}


class Desk:
    """A bot with one of everything; ``got`` are the payloads that reached its handlers."""

    def __init__(self):
        self.got = []
        self.response = {"response_action": "clear"}

    def __call__(self, app):
        @app.action("more")
        async def more(ack, body, client):
            self.got.append(body)
            await ack()
            channel, message = body["channel"]["id"], body["message"]
            blocks = [section("3 of 3")]
            await client.chat_update(
                channel=channel, ts=message["ts"], text="3 of 3", blocks=blocks
            )

        @app.action("quiet")
        async def quiet(ack, body, respond):
            self.got.append(body)
            await ack()
            await respond(text="Only you see this", replace_original=True)

        @app.action("open")
        async def open_form(ack, body, client):
            self.got.append(body)
            await ack()
            await client.views_open(trigger_id=body["trigger_id"], view=FORM)

        @app.action("chosen")
        async def chosen(ack, body):
            self.got.append(body)
            await ack()

        @app.view("form")
        async def submitted(ack, body):
            self.got.append(body)
            await ack(**self.response)

        @app.view_closed("form")
        async def closed(ack, body):
            self.got.append(body)
            await ack()

        @app.shortcut("log_it")
        async def shortcut(ack, body, client):
            self.got.append(body)
            await ack()
            await client.views_open(trigger_id=body["trigger_id"], view=FORM)

        @app.command("/compact")
        async def command(ack, body, respond):
            self.got.append(body)
            if body["text"] == "fast":
                await ack("Here at once")
                return
            await ack()
            await respond(text="Only for you", response_type="ephemeral")

        @app.event("app_home_opened")
        async def home(event, client):
            view = {"type": "home", "blocks": [section("Two are due"), BUTTONS]}
            await client.views_publish(user_id=event["user"], view=view)

        @app.event("message")
        async def message():
            pass
