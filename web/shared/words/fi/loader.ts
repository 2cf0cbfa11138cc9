/** The launcher's words: on every page of the site, so as few as can be. */
export const loader = {
  launch: "Kysy meiltä",
  region: "Chat",
};

/** Its words from the first click on. */
export const panel = {
  title: "Asiakaspalvelun chat",
  unread: "uusia viestejä",
};

export type LoaderWords = typeof loader;
export type PanelWords = typeof panel;
