"""English."""

from chalicelib.chat.words.mail import MailWords

WORDS = MailWords(
    code_subject="Confirmation code for your chat transcript",
    code_asked="Somebody ordered a copy of a customer service chat to this address ({controller}).",
    code_is="Write this code in the chat window:",
    code_lasts="The code is valid for {minutes} minutes.",
    code_not_you="If this was not you, there is nothing to do. Without the code nothing is sent.",
    transcript_subject="Your customer service chat",
    transcript_ordered="Here is the copy of the chat that you ordered ({controller}).",
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
    no_reply="This message cannot be answered.",
    date="{day} %B %Y",
    time="%H:%M",
)
