/** What the chat says in Finnish around the messages, once something has been said; the form for other languages. */
export const around = {
  back: "Takaisin keskusteluun",
  typing: (alias: string) => `${alias} kirjoittaa`,
  newMessages: (count: number) => (count === 1 ? "1 uusi viesti" : `${count} uutta viestiä`),

  waitingFirst: "Olet jonossa seuraavana",
  waitingPlace: (place: number) => `Olet jonossa sijalla ${place}`,
  waitingNoPlace: "Olet jonossa",
  waitingTime: (count: number) => {
    if (count === 0) return "Odotus alkoi juuri";
    return count === 1 ? "Olet odottanut minuutin" : `Olet odottanut ${count}\u00a0minuuttia`;
  },
  waitingHelp: "Viestisi on tallessa. Voit kirjoittaa lisää sillä aikaa.",

  endTitle: "Keskustelu on päättynyt",
  endHide: "Takaisin",
  endNew: "Uusi keskustelu",

  menuOrder: "Tilaa keskustelu sähköpostiin",
  menuEnd: "Lopeta keskustelu",
  menuNotice: "Tietoa tallennuksesta",
  menuLanguage: "Kieli",
};

export type AroundWords = typeof around;
