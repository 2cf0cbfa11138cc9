/** What stands before the work, in Finnish. */
import type { DoorWords } from "../../console/door/words";

export const words: DoorWords = {
  signIn: {
    headings: {
      password: "Kirjaudu konsoliin",
      new_password: "Vaihda salasana",
      enrol: "Ota toinen tunnistautumistapa käyttöön",
      code: "Vahvista koodilla",
    },
    why: {
      expired: "Istuntosi päättyi. Kirjaudu uudelleen, niin jatkat siitä mihin jäit: luonnoksesi ovat tallella.",
      signed_out: "Sinut kirjattiin ulos. Luonnoksesi ovat tallella, kun kirjaudut uudelleen.",
      left: "Olet kirjautunut ulos.",
    },
    user: "Käyttäjätunnus",
    password: "Salasana",
    show: "Näytä",
    hide: "Piilota",
    thePassword: "salasana",
    verb: "Kirjaudu",
    busy: "Hetki…",
    again: "Aloita alusta",
    wait: (seconds) =>
      seconds === 1
        ? "Voit yrittää uudelleen sekunnin kuluttua."
        : `Voit yrittää uudelleen ${seconds}\u00a0sekunnin kuluttua.`,
    newPasswordLead: "Sait tilapäisen salasanan. Valitse sen tilalle oma, jonka vain sinä tiedät.",
    newPassword: "Uusi salasana",
    newPasswordRule: (characters) =>
      `Vähintään ${characters}\u00a0merkkiä. Merkkien lajeista ei ole sääntöjä: neljä sanaa, jotka eivät liity toisiinsa, on hyvä salasana.`,
    setPassword: "Vaihda salasana",
    enrolLead: "Kirjautumiseen tarvitaan salasanan lisäksi puhelimen tunnistussovelluksen antama koodi.",
    enrolApp: "Avaa puhelimessasi tunnistussovellus, esimerkiksi se, jota käytät muuallakin.",
    enrolPicture: "Lisää uusi tili ja kuvaa tämä QR-koodi.",
    enrolType: "Lisää uusi tili ja kirjoita sovellukseen tämä avain.",
    enrolTypeInstead: "Jos et voi kuvata, kirjoita sovellukseen tämä avain:",
    enrolCode: "Kirjoita alle sovelluksen näyttämä koodi.",
    enrolVerb: "Ota käyttöön",
    pictureName: "QR-koodi tunnistussovellukselle. Sama avain on kirjoitettuna kuvan alla.",
    codeLead: "Avaa tunnistussovelluksesi ja kirjoita sen näyttämä koodi.",
    code: "Koodi",
    codeHelp: (digits) => `${digits}\u00a0numeroa. Koodi vaihtuu puolen minuutin välein.`,
    mistakes: {
      user_missing: "Kirjoita käyttäjätunnus",
      password_missing: "Kirjoita salasana",
      code_missing: "Kirjoita koodi",
      code_malformed: "Koodissa on kuusi numeroa",
      code_refused: "Koodi ei kelpaa. Odota, että sovellus näyttää seuraavan, ja yritä sillä.",
      sign_in_refused:
        "Käyttäjätunnus tai salasana ei kelpaa. Tilapäinen salasana on voinut vanhentua: pyydä silloin ylläpitäjältä uusi.",
      unauthenticated: "Kirjautuminen kesti liian kauan, tai tunnusta muutettiin sillä välin. Aloita alusta.",
    },
  },
  elsewhere: {
    title: "Konsoliin ei pääse tästä verkosta",
    lead: "Roolejasi voi käyttää vain tietyissä verkoissa, esimerkiksi työpaikalla.",
    help: "Siirry työpaikan verkkoon tai avaa VPN-yhteys ja yritä uudelleen. Jos konsolin pitäisi toimia täältä, kysy ylläpitäjältä.",
    still: "Tarkistettiin juuri: tästä verkosta ei vieläkään pääse.",
    busy: "Tarkistetaan…",
  },
  commitment: {
    title: "Vaitiolositoumus",
    lead: "Lue sitoumus ja anna se. Konsoli avautuu vasta sen jälkeen. Jos teksti joskus muuttuu, sitä kysytään uudelleen.",
    verb: "Annan sitoumuksen",
    version: (version, hash) => `Versio ${version}, tunniste ${hash}`,
  },
};
