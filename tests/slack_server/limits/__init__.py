"""A payload -> every rule of Slack's that it breaks, in the words in which Slack answers.

`messages.refusal` and `views.refusal` are what the methods ask; a problem reads
"must be less than 151 characters [json-pointer:/blocks/0/text/text]".
"""
