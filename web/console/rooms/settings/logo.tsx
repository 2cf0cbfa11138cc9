import { useEffect, useRef, useState } from "preact/hooks";
import { problemOf } from "../../../shared/http";
import type { SitePage } from "../../../shared/wire";
import { Confirm } from "../../parts/confirm";
import { useApp, useSpeechOf } from "../../parts/context";
import { MistakeLine } from "../../parts/field";
import { Card } from "../../parts/room_page";
import { settings } from "./room";
import { mistakesIn, type OpenSite } from "./section";

/** The company's picture: looked at before it is the site's. */
export function LogoSection({ site }: { site: OpenSite }) {
  const { page, service, saved, again } = site;
  const { notices } = useApp();
  const { words } = useSpeechOf(settings);
  const { logo: said, names, edit, seen } = words;
  const file = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const [mistake, setMistake] = useState<string | undefined>();
  // Once the question is shut, which gives the focus back to where it was.
  useEffect(() => {
    if (mistake) file.current?.focus();
  }, [mistake]);
  const choose = async () => {
    const picture = file.current?.files?.[0];
    if (!picture) return;
    setMistake(undefined);
    // The same file may be chosen again after it was mended.
    const address = await dataOf(picture);
    if (file.current) file.current.value = "";
    setChosen(address);
    setAsking(true);
  };
  const put = (address: string | null) =>
    service
      .putLogo(page.row.key, { content: address?.replace(/^[^,]*,/, "") ?? "", version: page.version })
      .catch((failure: unknown) => {
        const problem = problemOf(failure);
        if (problem.code === "changed_meanwhile") again();
        const [found] = mistakesIn(problem, words, () => null);
        if (found === undefined) throw failure;
        return found.sentence;
      });
  const done = (next: SitePage | string) => {
    setAsking(false);
    if (typeof next === "string") {
      setMistake(next);
      return;
    }
    notices.tell(edit.done);
    saved(next);
  };
  return (
    <Card id="logo" title={names.logo}>
      <p class="help">{said.help}</p>
      {page.logo ? (
        <img class="logo" src={`logo/${page.row.key}?v=${page.logo}`} alt={said.now} />
      ) : (
        <p>{words.nothing}</p>
      )}
      <div class="field" data-mistaken={mistake ? "" : undefined}>
        <label for="logo-file">{said.choose}</label>
        <MistakeLine id="logo-mistake" mistake={mistake} />
        <input
          id="logo-file"
          type="file"
          accept="image/png,image/svg+xml"
          ref={file}
          aria-describedby={mistake && "logo-mistake"}
          onChange={() => void choose()}
        />
      </div>
      {page.logo && (
        <div class="actions">
          <button
            type="button"
            class="secondary"
            onClick={() => {
              setChosen(null);
              setAsking(true);
            }}
          >
            {said.remove}
          </button>
        </div>
      )}
      {asking && (
        <Confirm
          title={chosen === null ? said.askRemove : said.ask}
          verb={edit.save}
          busy={edit.saving}
          keep={edit.keep}
          run={() => put(chosen)}
          done={done}
          onShut={() => setAsking(false)}
        >
          {chosen !== null && <img class="logo" src={chosen} alt={said.next} />}
          <p>{seen(Math.ceil(page.seen_within / 60))}</p>
        </Confirm>
      )}
    </Card>
  );
}

/** Returns a file as a `data:` address. */
function dataOf(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
