"""Blocks and views for the tests: a few words -> Block Kit."""

from __future__ import annotations


def button(label, action_id, value="1"):
    text = {"type": "plain_text", "text": label}
    return {"type": "button", "text": text, "action_id": action_id, "value": value}


def section(text):
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def text_input(label, block_id, **more):
    element = {"type": "plain_text_input", "action_id": "given"} | more
    label = {"type": "plain_text", "text": label}
    return {"type": "input", "block_id": block_id, "label": label, "element": element}


def menu(label, block_id, options, **more):
    made = [{"text": {"type": "plain_text", "text": o.title()}, "value": o} for o in options]
    element = {"type": "static_select", "action_id": "chosen", "options": made} | more
    label = {"type": "plain_text", "text": label}
    return {"type": "input", "block_id": block_id, "label": label, "element": element}


def modal(title, blocks, **more):
    text = {"type": "plain_text", "text": title}
    view = {"type": "modal", "callback_id": "form", "title": text, "blocks": blocks}
    if any(block["type"] == "input" for block in blocks):
        view["submit"] = {"type": "plain_text", "text": "Log"}
    return view | more
