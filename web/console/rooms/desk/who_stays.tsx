import { useEffect, useState } from "preact/hooks";
import type { Colleague } from "../../../shared/wire";
import { useDesk, useLaterSpeech } from "./context";

/** Which colleagues go on being rung, once it is known; nothing is said where it cannot be found out. */
export function WhoStays() {
  const { work } = useDesk();
  const { language, words } = useLaterSpeech();
  const { stays } = words;
  const [there, setThere] = useState<readonly Colleague[] | "asked" | "unknown">("asked");
  useEffect(() => {
    let isOver = false;
    work.colleagues().then(
      (colleagues) => isOver || setThere(colleagues.filter(({ available }) => available)),
      () => isOver || setThere("unknown"),
    );
    return () => {
      isOver = true;
    };
  }, [work]);
  return (
    <p role="status">
      {there === "asked"
        ? stays.asked
        : there === "unknown"
          ? stays.unknown
          : there.length === 0
            ? stays.nobody
            : stays.there(new Intl.ListFormat(language).format(there.map(({ alias }) => alias)), there.length)}
    </p>
  );
}
