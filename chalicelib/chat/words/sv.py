"""Svenska, som i Finland."""

from chalicelib.chat.words.mail import MailWords

WORDS = MailWords(
    code_subject="Bekräftelsekod för kopian av chatten",
    code_asked="En kopia av en kundtjänstchatt beställdes till den här adressen. Avsändare är {controller}.",
    code_is="Skriv den här koden i chattfönstret:",
    code_lasts="Koden gäller i {minutes}\u00a0minuter.",
    code_not_you="Om du inte har beställt någon kopia behöver du inte göra något. Utan koden skickas ingenting.",
    transcript_subject="Din chatt med kundtjänsten",
    transcript_ordered="Här är kopian av chatten som du beställde. Avsändare är {controller}.",
    reference="Referens",
    started="Började",
    deleted_on="Chatten raderas ur vårt system den {date}.",
    times_in="Tiderna anges i tidszonen {zone}.",
    you="Du",
    joined="{alias} kom med i chatten",
    closed_by_visitor="Du avslutade chatten",
    closed_by_agent="{alias} avslutade chatten",
    closed_by_system="Chatten avslutades",
    masked={"identity_code": "personbeteckningen dold", "payment_card": "kortnumret dolt"},
    no_reply="Det går inte att svara på det här meddelandet.",
    date="{day}.{month}.%Y",
    time="kl.\u00a0%H.%M",
)
