import type { LoaderWords } from "../fi/loader";

export const loader: LoaderWords = {
  launch: "Ask us",
  panel: "Customer service chat",
  unread: "new messages",
};
