import type { SandboxWorld } from "./platform-sandbox.ts";
import { createRandom, hexOf, numberOf } from "./random.ts";
import type { Random } from "./random.ts";

/** Where the sandbox serves a picture, and how large it says it is. */
export interface SandboxPicture {
  readonly url: string;
  readonly width: number;
  readonly height: number;
}

const SIZES = {
  film: [1280, 720],
  photo: [1280, 960],
  tall: [960, 1280],
  cover: [960, 960],
} as const;

/** From light to dark. */
const PALETTES = [
  ["#f3e9dc", "#e6c9a8", "#c98f6b", "#8a5a44", "#3f2f2a"],
  ["#e8f0ee", "#b9d3cd", "#7fa9a3", "#47736f", "#1f3f40"],
  ["#eef0f6", "#c5cde0", "#8f9dbf", "#566690", "#273250"],
  ["#f4efe1", "#dcd7a5", "#a9b06f", "#6b7a45", "#33411f"],
  ["#f7ebe8", "#e8bfb8", "#c98484", "#8c4f5a", "#43232f"],
  ["#f5f1e8", "#e9cf8f", "#d29f4b", "#8f6430", "#3d2a1c"],
  ["#ecebf2", "#c3bdd6", "#9488b0", "#5d5480", "#2c2745"],
  ["#e9f1f5", "#b5d0de", "#74a3bd", "#3f7090", "#183a50"],
] as const;

type Palette = readonly [string, string, string, string, string];
type Motif = (random: Random, colours: Palette, width: number, height: number) => string;

/** The picture that belongs to `key`: a film's is wide, a cover square, one photo in three upright. */
export function pictureOf(
  key: string,
  kind: "film" | "photo" | "cover",
  { publicOrigin }: Pick<SandboxWorld, "publicOrigin">,
): SandboxPicture {
  const isTall = kind === "photo" && numberOf(`upright ${key}`, 3) === 0;
  const form = isTall ? "tall" : kind;
  const [width, height] = SIZES[form];
  return { url: `${publicOrigin}/pictures/${form}-${hexOf(key, 16)}.svg`, width, height };
}

export function servePicture(seed: string): Response {
  return new Response(draw(seed), {
    headers: {
      "content-type": "image/svg+xml; charset=utf-8",
      "cache-control": "public, max-age=86400",
      "content-security-policy": "default-src 'none'; sandbox",
      "x-content-type-options": "nosniff",
    },
  });
}

/** The same for the same seed, whose first word says its form. Nothing of the seed stands in it. */
function draw(seed: string): string {
  const random = createRandom(`picture ${seed}`);
  const form = (["film", "tall", "cover"] as const).find((word) => seed.startsWith(`${word}-`));
  const [width, height] = SIZES[form ?? "photo"];
  const [a, b, c, d, e] = random.pick(PALETTES);
  const colours: Palette = random.chance(0.3) ? [e, d, c, b, a] : [a, b, c, d, e];
  const drawing = random.pick([drawHills, drawHills, drawDiscs, drawArches])(
    random,
    colours,
    width,
    height,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><rect width="${width}" height="${height}" fill="${colours[0]}"/>${drawing}</svg>\n`;
}

const drawHills: Motif = (random, [, ...colours], width, height) => {
  const x = random.int(width * 0.2, width * 0.8);
  const y = random.int(height * 0.3, height * 0.42);
  const sun = disc(x, y, random.int(height * 0.08, height * 0.15), colours[0]);
  const hills = colours.map((colour, layer) => {
    const waves = [1, 2.3].map((turns) => ({
      turns: turns + random.next(),
      from: random.next() * 6.28,
    }));
    const base = height * (0.48 + layer * 0.13);
    const points = Array.from({ length: 65 }, (_, step) => {
      const rise = waves.reduce(
        (sum, { turns, from }) => sum + Math.sin(from + (step / 64) * 6.28 * turns) / turns,
        0,
      );
      return `${(width * step) / 64} ${Math.round(base - rise * height * 0.07)}`;
    });
    return `<path d="M0 ${height}L${points.join("L")}L${width} ${height}z" fill="${colour}"/>`;
  });
  return sun + hills.join("");
};

const drawDiscs: Motif = (random, [, ...colours], width, height) =>
  colours
    .map((colour, index) => {
      const x = random.int(width * (0.05 + index * 0.22), width * (0.25 + index * 0.22));
      const y = random.int(height * 0.25, height * 0.75);
      return disc(x, y, random.int(height * 0.16, height * 0.36), colour, 0.85);
    })
    .join("");

const drawArches: Motif = (random, [, ...colours], width, height) => {
  const x = random.int(width * 0.3, width * 0.7);
  const y = random.int(height * 0.68, height * 0.82);
  const arches = colours.map((colour, index) => disc(x, y, height * (0.56 - index * 0.13), colour));
  return `${arches.join("")}<rect y="${y}" width="${width}" height="${height - y}" fill="${colours[3]}"/>`;
};

function disc(x: number, y: number, radius: number, colour: string, opacity = 1): string {
  return `<circle cx="${x}" cy="${y}" r="${Math.round(radius)}" fill="${colour}" opacity="${opacity}"/>`;
}
