/** What `words.mjs` makes of the languages' files: each part of them for itself. */

declare module "words:language" {
  export const every: Record<import("../shared/wire").Language, import("../shared/words").LanguageItself>;
}

declare module "words:loader" {
  export const every: Record<import("../shared/wire").Language, import("./fi").LoaderWords>;
}

declare module "words:panel" {
  export const every: Record<import("../shared/wire").Language, import("./fi").PanelWords>;
}

declare module "words:widget" {
  export const load: Record<import("../shared/wire").Language, () => Promise<{ widget: import("./fi").WidgetWords }>>;
}

declare module "words:talk" {
  export const load: Record<import("../shared/wire").Language, () => Promise<{ talk: import("./fi").TalkWords }>>;
}

declare module "words:later" {
  interface Later {
    errors: import("../shared/words").ErrorWords;
    around: import("./fi").AroundWords;
    later: import("./fi").LaterWords;
  }
  export const load: Record<import("../shared/wire").Language, () => Promise<Later>>;
}

declare module "words:more" {
  export const load: Record<import("../shared/wire").Language, () => Promise<{ more: import("./fi").MoreWords }>>;
}

declare module "words:console" {
  interface OfConsole {
    errors: import("../shared/words").ErrorWords;
    console: import("../shared/words").ConsoleWords;
  }
  export const load: Record<import("../shared/wire").Language, () => Promise<OfConsole>>;
}
