import { useSpeechOf } from "../parts/context";
import type { Speech } from "../speaking";
import { type DoorWords, door } from "./words";

export function useSpeech(): Speech<DoorWords> {
  return useSpeechOf({ words: door });
}
