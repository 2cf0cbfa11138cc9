"""The confidentiality commitment that everybody accepts before they see anything of a visitor's.

Its versions are kept for ever: what a person accepted must stay readable. A changed text gets a new version at the
end of `VERSIONS`; from then on nobody opens anything before accepting it. A published text is never edited.
"""

import hashlib
from typing import Final

import msgspec

LANGUAGES: Final = ("fi", "sv", "en")


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """One version of the commitment. The title stands in the console's own words."""

    version: str
    text: dict[str, str]
    """By language: fi, sv, en. The Finnish one decides where they differ, and each says so.

    Paragraphs, headings among them, are separated by an empty line; a heading begins with its number.
    """

    @property
    def hash(self) -> str:
        """The SHA-256 of version and texts, by which a person accepts exactly what they were shown."""
        parts = [self.version, *(f"{language}\n{self.text[language]}" for language in LANGUAGES)]
        return hashlib.sha256("\n\n".join(parts).encode()).hexdigest()


_FI = """\
Saan työssäni nähdä asiakkaiden keskusteluja. He kertovat niissä asioitaan luottaen siihen, että ne pysyvät meillä. \
Tällä sitoumuksella lupaan pitää kiinni siitä luottamuksesta.

1. Mitä sitoumus koskee

Sitoumus koskee kaikkea, minkä saan tietää tämän palvelun kautta: keskusteluja ja niiden kopioita, asiakkaiden nimiä, \
osoitteita ja muita henkilötietoja, sisäisiä merkintöjä ja arvioita sekä jo sitä, että joku on ottanut yhteyttä. Se \
koskee myös työnantajani ja sen asiakkaiden liikesalaisuuksia ja palvelun suojaamiseen liittyviä tietoja. Sillä ei \
ole väliä, missä muodossa tieto on tai onko se tullut tietooni vahingossa.

2. Käytän tietoja vain työtehtävissäni

Avaan vain ne keskustelut, joita tarvitsen tehtävääni. En katso uteliaisuudesta omia, läheisteni, tuttujeni, \
työtovereideni tai julkisuuden henkilöiden tietoja. Jos vastaan tulee tuttu tai oma asiani, siirrän sen toiselle. En \
käytä tietoja omaksi tai toisen hyödyksi enkä kenenkään vahingoksi.

3. En kerro enkä luovuta tietoja sivullisille

Sivullisia ovat kaikki, jotka eivät tarvitse tietoa työssään, myös työtoverit, perhe ja ystävät. En kopioi, kuvaa, \
tulosta, lähetä edelleen tai tallenna tietoja palvelun ulkopuolelle enkä syötä niitä käännös- tai tekoälypalveluihin \
tai muihin ohjelmiin, ellei työnantajani ole hyväksynyt juuri sitä käyttöä. Tietopyynnöt ohjaan tietosuojavastaavalle, \
olipa kysyjä asiakas, viranomainen tai toimittaja.

4. Suojaan tunnukseni ja työympäristöni

Kirjaudun vain omilla tunnuksillani. En anna salasanaani tai kertakäyttökoodejani kenellekään enkä jätä istuntoa auki \
toisen käytettäväksi. Lukitsen laitteen, kun poistun sen luota. Huolehdin myös etätyössä ja matkoilla, ettei kukaan \
näe näyttöäni tai kuule, kun puhun asiakkaan asioista.

5. Ilmoitan heti, jos jotakin sattuu

Jos epäilen, että tietoja on joutunut väärälle henkilölle, tunnukseni ovat toisen käsissä tai palvelussa on \
tietoturva-aukko, kerron siitä viipymättä esihenkilölleni tai tietosuojavastaavalle. Kerron myös omista virheistäni: \
nopeasta ilmoituksesta on aina apua.

6. Tiedän, että käsittely kirjataan

Lokiin jää, kuka on avannut minkäkin keskustelun, milloin ja mihin tarkoitukseen. Lokia säilytetään kaksi vuotta. Sitä \
käytetään tietosuojan valvontaan ja väärinkäytösten selvittämiseen, ja asiakkaalla on oikeus saada tietoja \
keskustelunsa käsittelystä. Lokissa ei ole keskustelujen sisältöä.

7. Sitoumus ei pääty työn päättyessä

Vaikenen siitä, minkä olen saanut tietää, myös kun tehtäväni vaihtuu tai palvelussuhteeni päättyy. Palautan tai \
hävitän silloin kaiken aineiston, joka minulla vielä on.

8. Mihin velvollisuus perustuu ja mitä rikkomisesta seuraa

Velvollisuus perustuu EU:n yleiseen tietosuoja-asetukseen (2016/679), tietosuojalain (1050/2018) 35 §:n \
vaitiolovelvollisuuteen, sähköisen viestinnän palveluista annettuun lakiin (917/2014) ja työsopimukseeni. Jos \
työnantajani on viranomainen, sovelletaan myös julkisuuslakia (621/1999). Rikkomisesta voi seurata huomautus, varoitus \
tai palvelussuhteen päättäminen, vahingonkorvausvelvollisuus ja rangaistus rikoslain (39/1889) 38 luvun mukaan.

9. Mitä sitoumus ei rajoita

Sitoumus ei estä minua tekemästä rikosilmoitusta, ilmoittamasta väärinkäytöksestä ilmoittajansuojelulain (1171/2022) \
mukaan, kääntymästä tietosuojavaltuutetun, työsuojeluviranomaisen, luottamusmiehen tai työsuojeluvaltuutetun puoleen, \
puhumasta omista työehdoistani eikä täyttämästä todistamisvelvollisuuttani. Silloinkaan en kerro asiakkaista enempää \
kuin asia vaatii.

10. Hyväksyminen

Olen lukenut tämän sitoumuksen, ymmärrän sen ja lupaan noudattaa sitä. Hyväksymisestäni tallennetaan sitoumuksen versio \
ja tarkiste sekä aika. Voin milloin tahansa lukea sitoumuksen palvelussa. Jos se muuttuu, minua pyydetään hyväksymään \
se uudelleen. Jos kieliversiot poikkeavat toisistaan, suomenkielinen ratkaisee."""

_SV = """\
I mitt arbete får jag se kunders samtal. De berättar om sina angelägenheter i förlitan på att dessa stannar hos oss. Med \
den här förbindelsen lovar jag att vara det förtroendet värd.

1. Vad förbindelsen gäller

Förbindelsen gäller allt som jag får veta genom den här tjänsten: samtal och kopior av dem, kunders namn, adresser och \
andra personuppgifter, interna anteckningar och bedömningar samt redan det att någon har tagit kontakt. Den gäller också \
min arbetsgivares och dess kunders företagshemligheter och uppgifter om hur tjänsten skyddas. Det saknar betydelse i \
vilken form uppgiften finns eller om jag har fått veta den av misstag.

2. Jag använder uppgifterna bara i mina arbetsuppgifter

Jag öppnar bara de samtal som jag behöver för min uppgift. Jag tittar inte av nyfikenhet på uppgifter om mig själv, mina \
närstående, bekanta, arbetskamrater eller offentliga personer. Stöter jag på en bekant eller mitt eget ärende, lämnar \
jag över det till någon annan. Jag använder inte uppgifterna till egen eller andras nytta och inte till skada för någon.

3. Jag berättar inte för utomstående och lämnar inte ut uppgifter

Utomstående är alla som inte behöver uppgiften i sitt arbete, också arbetskamrater, familj och vänner. Jag kopierar, \
fotograferar, skriver ut, skickar vidare eller sparar inte uppgifter utanför tjänsten och matar inte in dem i \
översättnings- eller AI-tjänster eller andra program, om inte min arbetsgivare har godkänt just den användningen. \
Begäranden om uppgifter hänvisar jag till dataskyddsombudet, vare sig det är en kund, en myndighet eller en journalist \
som frågar.

4. Jag skyddar mina inloggningsuppgifter och min arbetsmiljö

Jag loggar in bara med mitt eget användarnamn. Jag ger inte mitt lösenord eller mina engångskoder till någon och lämnar \
inte en session öppen för någon annan. Jag låser enheten när jag går ifrån den. Också på distans och på resa ser jag till \
att ingen kan läsa på min skärm eller höra när jag talar om en kunds angelägenheter.

5. Jag säger genast till om något händer

Om jag misstänker att uppgifter har kommit i fel händer, att någon annan har mina inloggningsuppgifter eller att tjänsten \
har en säkerhetsbrist, berättar jag det utan dröjsmål för min chef eller för dataskyddsombudet. Jag berättar också om \
mina egna misstag: en snabb anmälan är alltid till hjälp.

6. Jag vet att behandlingen loggas

I loggen finns vem som har öppnat vilket samtal, när och för vilket ändamål. Loggen sparas i två år. Den används för att \
övervaka dataskyddet och utreda missbruk, och kunden har rätt att få veta hur samtalet har behandlats. Loggen innehåller \
inte vad som har sagts i samtalen.

7. Förbindelsen upphör inte när arbetet upphör

Jag tiger om det jag har fått veta också när mina uppgifter ändras eller min anställning upphör. Då återlämnar eller \
förstör jag allt material som jag ännu har.

8. Vad skyldigheten bygger på och vad ett brott mot den leder till

Skyldigheten bygger på EU:s allmänna dataskyddsförordning (2016/679), tystnadsplikten i 35 § i dataskyddslagen \
(1050/2018), lagen om tjänster inom elektronisk kommunikation (917/2014) och mitt arbetsavtal. Är min arbetsgivare en \
myndighet tillämpas också offentlighetslagen (621/1999). Den som bryter mot skyldigheten kan få en anmärkning eller en \
varning eller förlora sin anställning, bli skyldig att betala skadestånd och dömas till straff enligt 38 kap. i \
strafflagen (39/1889).

9. Vad förbindelsen inte begränsar

Förbindelsen hindrar mig inte från att göra en brottsanmälan, rapportera missförhållanden enligt visselblåsarlagen \
(1171/2022), vända mig till dataskyddsombudsmannen, arbetarskyddsmyndigheten, förtroendemannen eller \
arbetarskyddsfullmäktigen, tala om mina egna arbetsvillkor eller fullgöra min vittnesplikt. Inte heller då berättar jag \
mer om kunderna än saken kräver.

10. Godkännande

Jag har läst den här förbindelsen, förstår den och lovar att följa den. Av mitt godkännande sparas förbindelsens version \
och kontrollsumma samt tidpunkten. Jag kan när som helst läsa förbindelsen i tjänsten. Om den ändras blir jag ombedd att \
godkänna den på nytt. Om språkversionerna skiljer sig åt gäller den finska."""

_EN = """\
In my work I get to see customers' conversations. They tell us about their affairs trusting that it stays with us. By \
this commitment I promise to honour that trust.

1. What it covers

It covers everything that I learn through this service: conversations and their copies, customers' names, addresses and \
other personal data, internal notes and reviews, and the very fact that somebody has been in contact. It also covers the \
trade secrets of my employer and its customers, and how the service is protected. It makes no difference in what form \
the information is or whether I came across it by accident.

2. I use the information only for my work

I open only the conversations that I need for my task. I do not look, out of curiosity, at information about myself, \
people close to me, acquaintances, colleagues or public figures. If I meet somebody I know or a matter of my own, I pass \
it on to somebody else. I do not use the information for my own or another's gain, nor to anybody's harm.

3. I do not tell or hand over anything to outsiders

Outsiders are all who do not need the information in their work, colleagues, family and friends included. I do not copy, \
photograph, print, forward or save anything outside the service, and I do not enter it into translation or AI services \
or other software unless my employer has approved that very use. I pass requests for information on to the data \
protection officer, whether a customer, an authority or a journalist asks.

4. I protect my account and my surroundings

I sign in with my own account only. I give my password and one-time codes to nobody and leave no session open for \
another to use. I lock the device when I leave it. When working remotely or travelling too, I see to it that nobody can \
read my screen or hear me speak of a customer's affairs.

5. I speak up at once if something happens

If I suspect that information has reached the wrong person, that somebody else has my credentials or that the service \
has a security flaw, I tell my manager or the data protection officer without delay. I speak up about my own mistakes \
too: an early report always helps.

6. I know that handling is recorded

A log keeps who has opened which conversation, when and for which purpose. It is kept for two years. It is used to \
supervise data protection and to investigate misuse, and customers have the right to learn how their conversation has \
been handled. The log does not contain what was said.

7. It does not end with the work

I keep silent about what I have learned also when my duties change or my employment ends. I then return or destroy any \
material that I still have.

8. What it is based on, and what a breach leads to

The duty is based on the EU's General Data Protection Regulation (2016/679), the duty of secrecy in section 35 of the \
Finnish Data Protection Act (1050/2018), the Act on Electronic Communications Services (917/2014) and my employment \
contract. If my employer is a public authority, the Act on the Openness of Government Activities (621/1999) applies too. \
A breach may lead to a reprimand, a warning or the end of the employment, to liability for damages, and to punishment \
under chapter 38 of the Criminal Code (39/1889).

9. What it does not restrict

It does not prevent me from reporting a crime, from reporting wrongdoing under the Whistleblower Act (1171/2022), from \
turning to the Data Protection Ombudsman, the occupational safety and health authority, a shop steward or a health and \
safety representative, from speaking about my own terms of employment, or from testifying where the law requires it. \
Even then I tell no more about customers than the matter demands.

10. Acceptance

I have read this commitment, understand it and promise to keep it. My acceptance is stored with the commitment's version, \
its checksum and the time. I can read the commitment in the service at any time. If it changes, I am asked to accept it \
again. Where the language versions differ, the Finnish one prevails."""

VERSIONS: Final[tuple[Text, ...]] = (Text(version="1", text={"fi": _FI, "sv": _SV, "en": _EN}),)
CURRENT: Final = VERSIONS[-1]
