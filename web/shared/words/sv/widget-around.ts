import type { AroundWords } from "../fi/widget-around";

export const around: AroundWords = {
  back: "Tillbaka till chatten",
  typing: (alias) => `${alias} skriver`,
  newMessages: (count) => (count === 1 ? "1 nytt meddelande" : `${count} nya meddelanden`),

  waitingFirst: "Du står näst på tur",
  waitingPlace: (place) => `Du är nummer ${place} i kön`,
  waitingNoPlace: "Du står i kön",
  waitingTime: (count) => {
    if (count === 0) return "Väntan började nyss";
    return count === 1 ? "Du har väntat en minut" : `Du har väntat ${count}\u00a0minuter`;
  },
  waitingHelp: "Ditt meddelande är sparat. Du kan skriva mer under tiden.",

  endTitle: "Konversationen är avslutad",
  endHide: "Tillbaka",
  endNew: "Ny konversation",

  menuOrder: "Beställ konversationen per e-post",
  menuEnd: "Avsluta konversationen",
  menuNotice: "Om hur den sparas",
  menuLanguage: "Språk",
};
