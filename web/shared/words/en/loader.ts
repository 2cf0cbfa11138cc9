import type { LoaderWords, PanelWords } from "../fi/loader";

export const loader: LoaderWords = {
  launch: "Ask us",
  region: "Live chat",
};

export const panel: PanelWords = {
  title: "Customer service chat",
  unread: "new messages",
};
