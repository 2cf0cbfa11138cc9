import type { LoaderWords, PanelWords } from "../fi/loader";

export const loader: LoaderWords = {
  launch: "Fråga oss",
  region: "Chatt",
};

export const panel: PanelWords = {
  title: "Kundtjänstens chatt",
  unread: "nya meddelanden",
};
