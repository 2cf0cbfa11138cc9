/** One's own page, in Finnish. */
import type { OwnWords } from "../../console/rooms/own/words";
import { words as door } from "./door";

export const words: OwnWords = {
  title: "Oma sivu",
  administered: "Nimeäsi ja roolejasi muuttaa ylläpitäjä.",
  sessions: {
    title: "Avoimet istunnot",
    lead: "Missä olet kirjautuneena. Jos jokin näistä ei ole sinun, päätä se ja vaihda salasanasi.",
    began: (moment) => `Alkoi ${moment}`,
    seen: (moment) => `Käytetty viimeksi ${moment}`,
    this: "Tämä istunto",
    end: "Päätä",
    endOne: (moment) => `Päätä istunto, joka alkoi ${moment}`,
    endOthers: "Päätä kaikki muut",
    ended: "Istunto on päätetty",
    othersEnded: "Muut istunnot on päätetty",
    onlyThis: "Muita istuntoja ei ole.",
  },
  passwords: {
    title: "Salasana",
    lead: "Kun salasana vaihtuu, muut istuntosi päättyvät.",
    current: "Nykyinen salasana",
    verb: "Vaihda salasana",
    busy: "Vaihdetaan…",
    done: "Salasana on vaihdettu",
    wrong: "Nykyinen salasana ei kelpaa",
  },
  secondFactor: {
    title: "Toinen tunnistautumistapa",
    lead: "Kun puhelimesi vaihtuu, ota tunnistussovellus uudelleen käyttöön. Vanha lakkaa kelpaamasta heti, ja muut istuntosi päättyvät.",
    password: "Salasanasi",
    code: "Vanhan sovelluksen koodi",
    codeHelp: "Jos sovellusta ei enää ole, pyydä ylläpitäjää poistamaan se.",
    verb: "Vaihda uuteen",
    busy: "Vaihdetaan…",
    stop: "Vanha tunnistautumistapa on poistettu. Jos keskeytät nyt, uusi otetaan käyttöön, kun seuraavan kerran kirjaudut.",
    done: "Uusi tunnistautumistapa on käytössä",
    wrong: "Salasana tai koodi ei kelpaa",
    codeWrong: "Koodi ei kelpaa. Odota, että sovellus näyttää seuraavan, ja yritä sillä",
  },
  languages: {
    title: "Kielet, joilla vastaat",
    lead: "Jos et valitse mitään, vastaat kaikilla.",
    verb: "Tallenna kielet",
    busy: "Tallennetaan…",
    done: "Kielet on tallennettu",
  },
  sounds: {
    title: "Äänet, ilmoitukset ja näppäimet",
    lead: "Nämä koskevat tätä selainta.",
  },
  signIn: door.signIn,
};
