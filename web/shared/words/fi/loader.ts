/** The launcher's words: on every page of the site, so as few as can be. */
export const loader = {
  launch: "Kysy meiltä",
  panel: "Asiakaspalvelun chat",
  unread: "uusia viestejä",
};

export type LoaderWords = typeof loader;
