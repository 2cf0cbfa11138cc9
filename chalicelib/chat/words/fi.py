"""Suomi."""

from chalicelib.chat.words.mail import MailWords

WORDS = MailWords(
    code_subject="Vahvistuskoodi keskustelun tilaamiseen",
    code_asked="Tähän osoitteeseen tilattiin kopio asiakaspalvelukeskustelusta. Lähettäjä on {controller}.",
    code_is="Kirjoita tämä koodi chat-ikkunaan:",
    code_lasts="Koodi on voimassa {minutes}\u00a0minuuttia.",
    code_not_you="Jos et tilannut kopiota, sinun ei tarvitse tehdä mitään. Ilman koodia mitään ei lähetetä.",
    transcript_subject="Asiakaspalvelukeskustelusi",
    transcript_ordered="Tässä on tilaamasi kopio keskustelusta. Lähettäjä on {controller}.",
    reference="Viite",
    started="Alkoi",
    deleted_on="Keskustelu poistetaan järjestelmästämme {date}.",
    times_in="Ajat ovat aikavyöhykkeellä {zone}.",
    you="Sinä",
    joined="{alias} liittyi keskusteluun",
    closed_by_visitor="Päätit keskustelun",
    closed_by_agent="{alias} päätti keskustelun",
    closed_by_system="Keskustelu päättyi",
    masked={"identity_code": "henkilötunnus peitetty", "payment_card": "kortin numero peitetty"},
    no_reply="Tähän viestiin ei voi vastata.",
    date="{day}.{month}.%Y",
    time="klo\u00a0%H.%M",
)
