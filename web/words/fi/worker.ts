/** Se, mitä sanotaan, kun konsoli ei ole auki, suomeksi. */
import type { WorkerWords } from "../../console/pocket/words";

export const words: WorkerWords = {
  lang: "fi",
  waiting: "Joku odottaa",
  open: "Avaa jono napauttamalla.",
  offline: {
    title: "Verkkoyhteyttä ei ole",
    said: "Konsolia ei voi avata ilman verkkoa, eikä siitä ole tallennettu mitään tähän laitteeseen. Kun yhteys palaa, yritä uudelleen.",
    again: "Yritä uudelleen",
  },
};
