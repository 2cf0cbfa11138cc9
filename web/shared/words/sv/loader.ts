import type { LoaderWords } from "../fi/loader";

export const loader: LoaderWords = {
  launch: "Fråga oss",
  panel: "Kundtjänstens chatt",
  unread: "nya meddelanden",
};
