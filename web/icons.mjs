/**
 * Draws the console's icons: one shape, as an SVG and as PNGs of the sizes that phones ask for.
 *
 * The PNGs stand within the manifest: API Gateway would hand a picture out as base 64 unless the browser's first choice
 * of kinds were among its own.
 */
import { crc32, deflateSync } from "node:zlib";

const COLOUR = "#00617a";
const INK = "#ffffff";

/** Of the unit square: a bubble with a tail, small enough for the circle that some phones cut out. */
const BUBBLE = { left: 0.26, top: 0.28, right: 0.74, bottom: 0.62, round: 0.07 };
const TAIL = /** @type {const} */ ([
  [0.34, 0.6],
  [0.34, 0.75],
  [0.5, 0.6],
]);
const ROUND = 0.22;
/** So many samples a side are taken of each pixel. */
const SAMPLES = 4;

/** Returns the icon as an SVG. */
export function svgIcon() {
  const { left, top, right, bottom, round } = BUBBLE;
  const at = (/** @type {number} */ part) => `${Math.round(part * 512)}`;
  const tail = TAIL.map(([x, y]) => `${at(x)} ${at(y)}`).join("L");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512"><rect width="512" height="512" rx="${at(ROUND)}" fill="${COLOUR}"/><rect x="${at(left)}" y="${at(top)}" width="${at(right - left)}" height="${at(bottom - top)}" rx="${at(round)}" fill="${INK}"/><path d="M${tail}z" fill="${INK}"/></svg>`;
}

/** Returns the icon as a PNG of so many pixels a side; `whole`: without rounded corners, for phones that cut it themselves. */
export function pngIcon(/** @type {number} */ size, /** @type {boolean} */ whole) {
  const rows = Buffer.alloc(size * (1 + size * 4));
  const [ground, ink] = [bytesOf(COLOUR), bytesOf(INK)];
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      let [covered, written] = [0, 0];
      for (let sample = 0; sample < SAMPLES ** 2; sample += 1) {
        const u = (x + ((sample % SAMPLES) + 0.5) / SAMPLES) / size;
        const v = (y + (Math.floor(sample / SAMPLES) + 0.5) / SAMPLES) / size;
        if (whole || within(u, v, 0, 0, 1, 1, ROUND)) covered += 1;
        if (inBubble(u, v)) written += 1;
      }
      const share = written / SAMPLES ** 2;
      const place = y * (1 + size * 4) + 1 + x * 4;
      for (let channel = 0; channel < 3; channel += 1) {
        rows[place + channel] = Math.round((ground[channel] ?? 0) * (1 - share) + (ink[channel] ?? 0) * share);
      }
      rows[place + 3] = Math.round((255 * covered) / SAMPLES ** 2);
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  head.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** Returns the manifest by which the console is installed. `icon`: the address of the SVG. */
export function manifest(/** @type {string} */ icon) {
  const png = (/** @type {number} */ size, /** @type {string} */ purpose) => ({
    src: `data:image/png;base64,${pngIcon(size, purpose === "maskable").toString("base64")}`,
    sizes: `${size}x${size}`,
    type: "image/png",
    purpose,
  });
  return JSON.stringify({
    id: "console",
    name: "Juttu",
    short_name: "Juttu",
    start_url: "console",
    scope: "console",
    display: "standalone",
    theme_color: COLOUR,
    background_color: INK,
    icons: [
      { src: icon, sizes: "any", type: "image/svg+xml", purpose: "any" },
      png(192, "any"),
      png(512, "any"),
      png(512, "maskable"),
    ],
  });
}

function inBubble(/** @type {number} */ u, /** @type {number} */ v) {
  const { left, top, right, bottom, round } = BUBBLE;
  return within(u, v, left, top, right, bottom, round) || inTail(u, v);
}

/** Returns whether a point is within a rectangle with round corners. */
function within(
  /** @type {number} */ u,
  /** @type {number} */ v,
  /** @type {number} */ left,
  /** @type {number} */ top,
  /** @type {number} */ right,
  /** @type {number} */ bottom,
  /** @type {number} */ round,
) {
  if (u < left || u > right || v < top || v > bottom) return false;
  const x = Math.max(left + round - u, u - right + round, 0);
  const y = Math.max(top + round - v, v - bottom + round, 0);
  return x * x + y * y <= round * round;
}

function inTail(/** @type {number} */ u, /** @type {number} */ v) {
  const sides = TAIL.map(([x, y], place) => {
    const [nextX, nextY] = TAIL[(place + 1) % TAIL.length] ?? [0, 0];
    return (u - nextX) * (y - nextY) - (x - nextX) * (v - nextY) >= 0;
  });
  return sides.every((side) => side === sides[0]);
}

function bytesOf(/** @type {string} */ colour) {
  return [1, 3, 5].map((from) => Number.parseInt(colour.slice(from, from + 2), 16));
}

function chunk(/** @type {string} */ kind, /** @type {Buffer} */ data) {
  const body = Buffer.concat([Buffer.from(kind, "ascii"), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
