/** What `words.mjs` makes of the languages' files: each part of them for itself. */

declare module "words:language" {
  export const every: Record<import("../shared/wire").Language, import("../shared/words").LanguageItself>;
}

declare module "words:loader" {
  export const every: Record<import("../shared/wire").Language, import("./fi/chat").LoaderWords>;
}

declare module "words:panel" {
  export const every: Record<import("../shared/wire").Language, import("./fi/chat").PanelWords>;
}

declare module "words:widget" {
  export const load: Record<
    import("../shared/wire").Language,
    () => Promise<{ widget: import("./fi/chat").WidgetWords }>
  >;
}

declare module "words:talk" {
  export const load: Record<import("../shared/wire").Language, () => Promise<{ talk: import("./fi/chat").TalkWords }>>;
}

declare module "words:later" {
  interface Later {
    errors: import("../shared/words").ErrorWords;
    around: import("./fi/chat").AroundWords;
    later: import("./fi/chat").LaterWords;
  }
  export const load: Record<import("../shared/wire").Language, () => Promise<Later>>;
}

declare module "words:more" {
  export const load: Record<import("../shared/wire").Language, () => Promise<{ more: import("./fi/chat").MoreWords }>>;
}

declare module "words:console" {
  interface OfConsole {
    errors: import("../shared/words").ErrorWords;
    console: import("../shared/words").ConsoleWords;
  }
  export const load: Record<import("../shared/wire").Language, () => Promise<OfConsole>>;
}
