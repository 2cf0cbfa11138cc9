"""Who asks for the conversation by e-mail is heard, in three languages; who writes of other mail is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.chat.asking import asks_for_copy

ASKING = {
    "fi": """
        Saisinko tämän sähköpostiin?
        Saisinko tämän keskustelun sähköpostiini?
        Voisitko lähettää tämän keskustelun sähköpostilla?
        Voiko tän keskustelun saada sähköpostiin
        Haluaisin keskusteluhistorian sähköpostiini.
        Haluan kopion tästä chatista sähköpostiin
        Lähetätkö tämän minulle sähköpostitse?
        Lähetä keskustelu sähköpostiini kiitos
        Onko mahdollista saada tämä keskustelu meilillä?
        Voisinko saada tämän chatin meiliin?
        saisko tän meiliin
        Saako tästä keskustelusta kopion s-postiin?
        Tilaisin keskustelun sähköpostiini
        Haluan tilata keskusteluhistorian omaan sähköpostiin.
        Voinko tilata tämän keskustelun sähköpostiini?
        Pyydän keskustelua sähköpostiini, maija@example.com
        Laittaisitko vielä nämä ohjeet sähköpostiin?
        Laitatko tän viestiketjun mun sähköpostiin
        Pistätkö nää mulle sähköpostiin?
        Voitko lähettää chat-keskustelun sähköpostiosoitteeseeni?
        Saanko keskustelun talteen sähköpostiini?
        saisinko taman sahkopostiin
        Kiitos avusta! Saisinko vielä keskustelun sähköpostiini?
        Mites jos haluaisin tämän keskustelun itselleni sähköpostiin?
        Saisiko nämä vastaukset emailiin?
        Lähettäkää keskustelu osoitteeseen maija@example.com
        Saisinko keskustelun sähköpostiin, kun en ehdi nyt lukea kaikkea
        Tarvitsisin tämän keskustelun sähköpostiini todisteeksi
        Saisinkohan tämän kopiona sähköpostiin
        Olisiko mahdollista että lähetät tän keskustelun mulle mailina
        Voitko mailata tämän mulle
        Haluisin tän chätin sähköpostiin
        Pystyykö tämän keskustelun lähettämään sähköpostiin?
        Voiko chatin tallentaa sähköpostiin
        Ottaisin mielelläni keskustelun sähköpostiini
        Sopiiko että tämä tulisi myös sähköpostiini?
        Laita tämä keskustelu s-postiini niin jää talteen
        Mulle sähköpostiin tää keskustelu, kiitos!
        Voiko tästä saada kopion? Sähköpostini on maija@example.com
        Haluaisin saada tästä jutusta todisteen sähköpostiini
        Saisinko nämä tiedot vielä sähköpostilla itselleni?
        Lähetä mulle tää keskustelu meiliin
        Voisiko tästä chatista saada kopion sähköpostiin?
        Tallentuuko tämä jonnekin vai voitteko lähettää sähköpostiin?
        Kiitti, voitko heittää tän sähköpostiin
        Osoitteeni on maija@example.com, lähetätkö keskustelun sinne?
        Kopio chatista sähköpostiin, kiitos!
        Tämä keskustelu sähköpostiin, kiitos.
        Keskustelu meiliin kiitos
        Kopio tästä sähköpostiin
        Keskustelu talteen osoitteeseen maija@example.com, kiitos
        Voisitko lähettää keskustelun sähköpostiini, en saanut laskua vielä?
        Kun lasku on kunnossa, voisitko lähettää tämän keskustelun sähköpostiini?
    """,
    "sv": """
        Kan jag få det här till min e-post?
        Kan jag få chatten på mejl?
        Skulle jag kunna få den här konversationen till min e-post?
        Kan du skicka den här chatten till min e-post?
        Skicka gärna konversationen till min e-post
        Går det att få en kopia av chatten per e-post?
        Jag vill ha chatthistoriken på mejl
        Jag skulle vilja ha en kopia av chatten till min mejl.
        Får jag den här diskussionen per e-post?
        Kunde du mejla det här samtalet till mig?
        Vill gärna beställa chatten till min e-postadress
        Jag önskar få hela konversationen via e-post
        Kan ni maila chatten till mig?
        Mejla mig den här chatten tack
        Jag behöver en kopia av samtalet på e-post
        kan man få detta på mail
        Kan du skicka allt det här till maija@example.com?
        Kunde jag få diskussionen på epost?
        Snälla skicka historiken till min mail
        Jag ber att få chatten till min e-post
        Är det möjligt att få den här chatten per mejl?
        Skulle ni kunna e-posta chatten till mig?
        Kan jag få hela chatten skickad till min e-post?
        Skickar du det här till min mejladress?
        Finns det möjlighet att få chatten på mejl
        Jag tar gärna en kopia av chatten på mejl
        Kan du skicka det du skrev till min epost?
        Mejla gärna över chatten
        Kan du maila detta
        Kan ni skicka en utskrift av chatten till min e-post?
        Jag vill spara den här konversationen, kan du mejla den?
        Kan jag få en kopia på mejl?
        Skicka chatten till maija@example.com tack
        Kopia av chatten till e-posten, tack
        Chatten till min mejl, tack!
        Kan du mejla chatten, jag har inte fått fakturan
    """,
    "en": """
        Could I get this by email?
        Can you email me this chat?
        Please send this conversation to my email
        Can I have a copy of this chat by e-mail?
        I would like the transcript to my email please
        Could you send me the chat history by email?
        Is it possible to get this conversation emailed to me?
        May I have this conversation in my inbox?
        Would you mail me the transcript?
        I want a copy of this conversation by email
        Email me this please
        Please email the transcript to me
        How do I get this chat to my e-mail?
        Can this conversation be sent to my email address?
        Send the whole discussion to my email, please.
        I need this chat emailed
        Could you forward this chat to my mail?
        Can you send all of this to maija@example.com?
        Thanks! Can I also receive this by email?
        I'd like to order the conversation to my email
        can u email this convo to me
        Mail me a copy of our chat, please
        Can you shoot me this chat via email
        Could I have the log of this chat emailed to me?
        Could you send me what you wrote by email?
        Is there a way to email this chat to myself?
        I'd appreciate a copy in my inbox
        Send it to my email please
        Could you email it to me?
        Can I get a record of this chat sent to me by email?
        Please email me our conversation
        Would it be possible to receive this chat transcript via email?
        Can you send me these instructions by email?
        Copy of the chat to my email, thanks
        This chat to maija@example.com, please
        Could you email me this chat, I never got the invoice
        My email is maija@example.com, please send the chat there
    """,
}

OTHERWISE = {
    "fi": """
        Hei
        Mikä on sähköpostiosoitteenne?
        Voinko lähettää teille sähköpostia?
        Lähetin teille sähköpostia eilen
        En ole saanut vahvistusta sähköpostiini
        Tilausvahvistus ei ole tullut sähköpostiin
        Saisinko laskun sähköpostiin?
        Voisitteko lähettää kuitin sähköpostiini?
        Haluan vaihtaa sähköpostiosoitteeni
        Sähköpostini on muuttunut
        Unohdin salasanan, voitteko lähettää palautuslinkin sähköpostiin?
        En halua mainoksia sähköpostiini
        Peruisin uutiskirjeen, joka tulee sähköpostiini
        Saanko tarjouksen sähköpostilla?
        Kiitos keskustelusta!
        Tämä keskustelu oli hyödyllinen
        Voisitko kertoa lisää tästä tuotteesta?
        Voinko jatkaa tätä keskustelua huomenna?
        Haluan kopion laskusta
        Missä voin nähdä viestini?
        Sain sähköpostin jossa pyydetään vahvistamaan tämä tilaus
        Sähköpostini ei toimi tällä koneella
        Onko sähköposti vai chat nopeampi?
        Tilasin tuotteen eilen, milloin se tulee?
        Saisinko tämän postissa kotiin?
        Voisitteko lähettää tämän paketin uudelleen?
        Tuleeko seurantakoodi sähköpostiin?
        Mihin sähköpostiin voin kirjoittaa?
        Saitteko viestini sähköpostilla?
        Laitoin hakemuksen sähköpostilla viime viikolla
        Lähetättekö tilausvahvistuksen sähköpostiin?
        Sähköpostiini ei ole tullut mitään
        Mistä näen sähköpostiasetukset?
        Käykö että laitan kuvan sähköpostilla?
        Voinko lähettää kuvan viasta sähköpostilla?
        Saanko vastauksen sähköpostiin jos tilaan tämän nyt?
        Mihin osoitteeseen voin lähettää tämän lomakkeen sähköpostilla?
        Voisitko tarkistaa onko sähköpostini oikein
        Minulla on ongelma sähköpostin kanssa, voisitko auttaa tässä
        Tämä viesti tuli sähköpostiini, onko se teiltä?
        Tämä chat on parempi kuin sähköposti
        Sähköpostiini tuli outo viesti
        Voitteko tarkistaa tilaukseni? Sähköposti on maija@example.com
        Tilasin kirjan sähköpostitse viime viikolla
        Saan teiltä liikaa sähköpostia
        Onko teillä sähköpostiosoitetta johon voin laittaa palautetta?
        Miksi sähköpostini ei kelpaa kassalla?
        Kiitos, sain keskustelun sähköpostiin
        Kuitti sähköpostiin, kiitos
        Kopio laskusta sähköpostiin, kiitos
        Kopio sopimuksesta sähköpostiin
        Tämä on sähköpostini: maija@example.com, kiitos
    """,
    "sv": """
        Hej
        Vad har ni för e-postadress?
        Jag skickade e-post i går
        Jag har inte fått någon bekräftelse på e-posten
        Kan jag få fakturan per e-post?
        Kan ni skicka kvittot till min mejl?
        Jag vill byta e-postadress
        Min e-postadress har ändrats
        Jag vill inte ha reklam på e-posten
        Hur avslutar jag ert nyhetsbrev på mejlen?
        Jag har glömt lösenordet, skicka en länk till min e-post
        Tack för chatten!
        Kan jag fortsätta den här chatten i morgon?
        Kan du berätta mera om det här?
        Jag vill ha en kopia av avtalet
        När öppnar ni?
        Går det bra att mejla er?
        Får jag skicka e-post till er i stället?
        Det kom ett konstigt mejl från er
        Mejlet hamnade i skräpposten
        Har ni fått mitt mejl?
        Vilken e-post ska jag skicka det här formuläret till?
        Min e-post fungerar inte
        Kan ni se om min e-post är rätt?
        Jag fick det här mejlet, är det från er?
        Kan ni kolla min beställning? Min e-post är maija@example.com
        Jag får för mycket mejl från er
        Kan jag ge respons per e-post?
        Varför godkänns inte min e-post?
        Kvittot till min e-post, tack
        Tack, det här är min e-post
    """,
    "en": """
        Hello
        What is your email address?
        I sent you an email yesterday
        I have not received the confirmation email
        Can I get the invoice by email?
        Could you email me the receipt?
        I want to change my email
        My email address has changed
        Please stop sending me newsletters by email
        I forgot my password, send a reset link to my email
        Thanks for the chat
        Can we continue this chat tomorrow?
        Can you tell me more about this?
        I would like a copy of the contract
        Can I email you instead?
        This email from you looks like spam
        Did you get my email about this?
        Could you send the parcel again?
        I need help with this order
        Where can I see my messages?
        Your email says this offer is still valid
        I wrote to you by mail and want an answer to this
        Can you check if my email is right?
        I got this email from you, is it real?
        Which email can I send this form to?
        Can you help me with my email
        Do I get an email when this is shipped?
        The chat is better than email
        Can you check my order? My email is maija@example.com
        I get too many emails from you
        Why is my email not accepted?
        Where can I send feedback by email?
        Is this chat monitored?
        Do you also answer by email?
        Invoice to my email, thanks
        My email is maija@example.com, thanks for this
    """,
}


def sentences(table: dict[str, str]) -> list[tuple[str, str]]:
    return [
        (language, line.strip()) for language, lines in table.items() for line in lines.splitlines() if line.strip()
    ]


def test_the_tables_are_large_enough_to_mean_something() -> None:
    assert len(sentences(ASKING)) >= 60
    assert len(sentences(OTHERWISE)) >= 60
    assert not set(sentences(ASKING)) & set(sentences(OTHERWISE))


@pytest.mark.parametrize(("language", "sentence"), sentences(ASKING))
def test_whoever_asks_is_heard(language: str, sentence: str) -> None:
    assert asks_for_copy(sentence)
    assert asks_for_copy(sentence.upper())
    assert asks_for_copy(f"Hei! Ok.\n{sentence}")


@pytest.mark.parametrize(("language", "sentence"), sentences(OTHERWISE))
def test_whoever_does_not_is_not(language: str, sentence: str) -> None:
    assert not asks_for_copy(sentence)


@given(st.text(max_size=2_000))
def test_every_text_has_an_answer(text: str) -> None:
    assert asks_for_copy(text) in (True, False)
