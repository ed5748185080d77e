import type { PlatformItem } from "../page.ts";
import type { Platform } from "../platform.ts";

const LONGEST_TITLE = 300;
const LONGEST_BODY = 10_000;
const LONGEST_ID = 800;
const FIRST_TIME = Date.UTC(1990, 0);
const LAST_TIME = Date.UTC(2100, 0);

/** What is wrong with items that one answer, or a whole walk, gave. */
export function faultsOfItems(items: readonly PlatformItem[], platform: Platform): string[] {
  const ids = items.map((item) => item.externalId);
  const twice = new Set(ids.filter((id, at) => ids.indexOf(id) !== at));
  return [
    ...[...twice].map((id) => `${id} is given twice`),
    ...items.flatMap((item) =>
      faultsOfItem(item, platform).map((fault) => `${item.externalId.slice(0, 80)}: ${fault}`),
    ),
  ];
}

function faultsOfItem(item: PlatformItem, platform: Platform): string[] {
  const rules: [boolean, string][] = [
    [Object.hasOwn(platform.kinds, item.kind), `its kind ${item.kind} is not declared`],
    [isId(item.externalId), "its external id is not `word:id` of a bearable length"],
    [isTime(item.occurredAt), `its time ${item.occurredAt} is none between 1990 and 2100`],
    [item.startedAt === null || isTime(item.startedAt), "its start is no time"],
    [item.editedAt == null || isTime(item.editedAt), "its edit is no time"],
    [isLine(item.title), "its title is not one line of at most 300 signs"],
    [isTextOrNull(item.body, LONGEST_BODY), "its body is empty or too long; null is for none"],
    [item.title !== "" || item.body !== null || hasMedia(item), "it says and shows nothing"],
    [isAddressOrNull(item.url), `its address ${item.url} is not http(s)`],
    [item.place === null || isNamed(item.place), "its place has no name, or no web address"],
    [isTextOrNull(item.state, LONGEST_TITLE), "its state is empty or too long"],
    [isTextOrNull(item.reference, LONGEST_TITLE), "its reference is empty or too long"],
    [typeof item.isPrivate === "boolean", "`isPrivate` is neither true nor false"],
    [typeof item.isSecondary === "boolean", "`isSecondary` is neither true nor false"],
    [Object.values(item.figures).every(isCount), "a figure is no whole number from 0 on"],
    [item.author == null || isNamed(item.author), "its author has no name, or no web address"],
    [(item.media ?? []).length <= 4, "it has more than four media"],
    [(item.media ?? []).every(isMedium), "one of its media is no web address"],
    [
      (item.marks ?? []).every((mark) => Object.hasOwn(platform.marks, mark)),
      `one of its marks is not declared: ${(item.marks ?? []).join(", ")}`,
    ],
    [
      item.language == null || /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/.test(item.language),
      "its language is no tag in lower case",
    ],
  ];
  return rules.flatMap(([holds, fault]) => (holds ? [] : [fault]));
}

function isId(id: string): boolean {
  return /^[a-z][a-z_-]*:\S/.test(id) && id.length <= LONGEST_ID;
}

function isTime(time: number): boolean {
  return Number.isInteger(time) && time >= FIRST_TIME && time < LAST_TIME;
}

function isLine(title: unknown): boolean {
  return typeof title === "string" && title.length <= LONGEST_TITLE && !/[\r\n]/.test(title);
}

function isTextOrNull(text: unknown, longest: number): boolean {
  return text === null || (typeof text === "string" && text !== "" && text.length <= longest);
}

function isNamed({ name, url }: { name: string; url: string | null }): boolean {
  return isTextOrNull(name, LONGEST_TITLE) && name !== null && isAddressOrNull(url);
}

function hasMedia(item: PlatformItem): boolean {
  return (item.media ?? []).length > 0;
}

function isMedium(medium: NonNullable<PlatformItem["media"]>[number]): boolean {
  const isKnown = ["image", "video", "audio", "link"].includes(medium.type);
  return isKnown && isAddress(medium.url) && isAddressOrNull(medium.previewUrl);
}

function isCount(count: number): boolean {
  return Number.isInteger(count) && count >= 0;
}

function isAddressOrNull(url: string | null): boolean {
  return url === null || isAddress(url);
}

function isAddress(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed !== null && ["https:", "http:"].includes(parsed.protocol);
}
