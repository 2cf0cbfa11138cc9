"""English."""

from chalicelib.chat.words.mail import MailWords

WORDS = MailWords(
    code_subject="Confirmation code for the copy of your chat",
    code_asked="A copy of a customer service chat was ordered to this address. It is sent by {controller}.",
    code_is="Write this code in the chat window:",
    code_lasts="The code is valid for {minutes}\u00a0minutes.",
    code_not_you="If you did not order a copy, you do not need to do anything. Without the code nothing is sent.",
    transcript_subject="Your customer service chat",
    transcript_ordered="Here is the copy you ordered of your chat. It is sent by {controller}.",
    reference="Reference",
    started="Started",
    deleted_on="The chat will be deleted from our system on {date}.",
    times_in="Times are in the time zone {zone}.",
    you="You",
    joined="{alias} joined the chat",
    closed_by_visitor="You ended the chat",
    closed_by_agent="{alias} ended the chat",
    closed_by_system="The chat ended",
    masked={"identity_code": "personal identity code hidden", "payment_card": "card number hidden"},
    no_reply="You cannot reply to this message.",
    date="{day} %B %Y",
    time="%H:%M",
)
