import type { MistakeCode } from "../../../shared/wire";
import type { Variable } from "../../canned/filling";
import type { Whose } from "./room";

/** The room of canned answers, in one language. */
export interface AnswersWords {
  title: string;
  lead: string;
  lists: Record<
    Whose,
    {
      title: string;
      lead: string;
      caption: (answers: number) => string;
      none: string;
      /** How one begins. */
      noneHelp: string;
      newTitle: string;
    }
  >;
  /** Where somebody may not write the shared ones. */
  noneToRead: string;
  add: string;
  find: string;
  nothingFound: string;
  columns: { title: string; languages: string; sites: string; changed: string };
  allSites: string;
  back: string;
  greeting: {
    /** Of the answer with which one begins. */
    is: string;
    begin: string;
    end: string;
    help: string;
    begun: (title: string) => string;
    ended: string;
  };
  edit: {
    verb: string;
    busy: string;
    done: string;
    delete: string;
    deleted: (title: string) => string;
    undo: string;
    back: string;
    notFound: string;
    notFoundHelp: string;
    /** Who has changed it meanwhile. */
    changed: (by: string | null) => string;
    gone: string;
    now: string;
    copy: string;
    copied: string;
  };
  fields: {
    key: string;
    keyHelp: string;
    title: string;
    titleHelp: string;
    text: (language: string) => string;
    sites: string;
    sitesHelp: string;
  };
  variables: {
    title: string;
    help: string;
    names: Record<Variable, string>;
    /** What is said where a variable is lacking, until somebody writes it otherwise. */
    otherwise: Partial<Record<Variable, string>>;
    /** What stands for each in the preview. */
    examples: Record<Variable, string>;
  };
  preview: (language: string) => string;
  file: {
    export: string;
    fileName: Record<Whose, string>;
    exported: string;
    bring: string;
    title: Record<Whose, string>;
    lead: string;
    choose: string;
    check: string;
    checking: string;
    missing: string;
    tooLarge: (kilobytes: number) => string;
    unreadable: string;
    wrong: string;
    /** A mistake with the place where it is: of the whole file, of a row, of a cell. */
    row: (row: number, sentence: string) => string;
    cell: (row: number, column: string, sentence: string) => string;
    would: string;
    added: (count: number) => string;
    changed: (count: number) => string;
    same: (count: number) => string;
    nothing: string;
    run: string;
    running: string;
    done: (added: number, changed: number) => string;
    meanwhile: string;
  };
  mistakes: Record<MistakeCode, (limit: number, meant?: string) => string>;
  /** Of all together. */
  tooMany: (limit: number) => string;
  tooLarge: string;
}
