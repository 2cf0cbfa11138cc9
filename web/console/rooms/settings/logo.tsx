import { useEffect, useRef, useState } from "preact/hooks";
import { problemOf } from "../../../shared/http";
import type { SitePage } from "../../../shared/wire";
import { Confirm } from "../../parts/confirm";
import { useApp, useSpeechOf } from "../../parts/context";
import { MistakeLine } from "../../parts/field";
import { mindOthers } from "../../parts/others_first";
import { Card } from "../../parts/room_page";
import { mistakesIn } from "./mistakes";
import { settings } from "./room";
import type { OpenSite } from "./section";

interface Asking {
  /** The picture, as `data:`; null: none. */
  address: string | null;
  /** That was seen when it was chosen: what others save meanwhile is not written over. */
  version: string;
}

/** The company's picture: looked at before it is the site's. */
export function LogoSection({ site }: { site: OpenSite }) {
  const { page, service, saved, again } = site;
  const { notices } = useApp();
  const { words } = useSpeechOf(settings);
  const { logo: said, names, edit, seen } = words;
  const file = useRef<HTMLInputElement>(null);
  const [asking, setAsking] = useState<Asking | null>(null);
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
    if (file.current) file.current.value = "";
    const mostOf = ({ type }: Blob) => (type === SVG ? page.most.svg_bytes : page.most.png_bytes);
    const fit = await fitting(picture, page.most.png_bytes);
    if (fit === null) return setMistake(words.mistakes.logo_kind(0));
    if (fit.size > mostOf(fit)) return setMistake(words.mistakes.logo_size(mostOf(fit)));
    const address = await dataOf(fit);
    if (!(await canBeDrawn(address))) return setMistake(words.mistakes.logo_kind(0));
    setAsking({ address, version: page.version });
  };
  const put = ({ address, version }: Asking) => {
    const content = address?.replace(/^[^,]*,/, "") ?? "";
    return mindOthers(service.putLogo(page.row.key, { content, version }), again).catch((failure: unknown) => {
      const [found] = mistakesIn(problemOf(failure), words, () => null);
      if (found === undefined) throw failure;
      return found.sentence;
    });
  };
  const done = (next: SitePage | string) => {
    setAsking(null);
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
          accept="image/png,image/jpeg,image/webp,image/svg+xml"
          ref={file}
          aria-describedby={mistake && "logo-mistake"}
          onChange={() => void choose()}
        />
      </div>
      {page.logo && (
        <div class="actions">
          <button type="button" class="secondary" onClick={() => setAsking({ address: null, version: page.version })}>
            {said.remove}
          </button>
        </div>
      )}
      {asking && (
        <Confirm
          title={asking.address === null ? said.askRemove : said.ask}
          verb={edit.save}
          busy={edit.saving}
          keep={edit.keep}
          run={() => put(asking)}
          done={done}
          onShut={() => setAsking(null)}
        >
          {asking.address !== null && <img class="logo" src={asking.address} alt={said.next} />}
          <p>{seen(Math.ceil(page.seen_within / 60))}</p>
        </Confirm>
      )}
    </Card>
  );
}

const SVG = "image/svg+xml";
/** Pixels: the chat shows it 32 high, on dense screens too. */
const HEIGHTS = [96, 64, 48];

/** Returns an SVG as it is, any other picture as a PNG of as few bytes as may be; null where it is none. */
async function fitting(picture: File, most: number): Promise<Blob | null> {
  if (picture.type === SVG || (picture.type === "image/png" && picture.size <= most)) return picture;
  const drawn = await createImageBitmap(picture).catch(() => null);
  if (drawn === null) return null;
  let made: Blob | null = null;
  for (const height of HEIGHTS) {
    const scale = Math.min(1, height / drawn.height);
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(drawn.width * scale));
    canvas.height = Math.max(1, Math.round(drawn.height * scale));
    canvas.getContext("2d")?.drawImage(drawn, 0, 0, canvas.width, canvas.height);
    made = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
    if (made && made.size <= most) break;
  }
  return made;
}

/** Whether a browser makes a picture of it, whatever its name says. */
async function canBeDrawn(address: string): Promise<boolean> {
  const picture = new Image();
  picture.src = address;
  return picture.decode().then(
    () => true,
    () => false,
  );
}

/** Returns a file as a `data:` address. */
function dataOf(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
