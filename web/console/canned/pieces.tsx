import type { Piece } from "./filling";

/** A text with what was filled in told apart from what was written. */
export function Pieces({ of }: { of: readonly Piece[] }) {
  return (
    <>
      {of.map(({ text, variable, lacking }, place) =>
        variable ? (
          <mark key={place} data-lacking={lacking ? "" : undefined}>
            {text}
          </mark>
        ) : (
          text
        ),
      )}
    </>
  );
}
