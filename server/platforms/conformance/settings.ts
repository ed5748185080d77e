import type { SettingField } from "../../../shared/platforms.ts";
import { toSettingFields } from "../../services/connections/list-platforms.ts";
import type { PlatformItem } from "../page.ts";
import type { HideRule, Platform } from "../platform.ts";
import type { Check } from "./check.ts";
import { unless } from "./check.ts";
import { differences } from "./differences.ts";
import type { Subject } from "./subject.ts";
import { syncFriend, syncInes } from "./synced.ts";

const NONSENSE: readonly unknown[] = [null, undefined, 7, "x", [], [1], true];

/** Each setting hides something and not everything; none set hides nothing. */
export const settings: Check = {
  name: "settings",
  cases: (subject) => [
    ...toSettingFields(subject.platform.settings.schema).map((field) => ({
      name: field.name,
      find: () => faultsOfField(subject, field),
    })),
    { name: "hide nothing by themselves", find: () => faultsOfDefaults(subject) },
    { name: "read nonsense as the defaults", find: () => faultsOfNonsense(subject.platform) },
  ],
};

async function faultsOfField(subject: Subject, field: SettingField): Promise<string[]> {
  const friends = await friendsItems(subject);
  const complaints = complaintsAbout(subject.platform, field, friends);
  if (complaints.length === 0) return [];
  // What a friend does not do, the one who is always there may.
  const { first } = await syncInes(subject);
  return complaintsAbout(subject.platform, field, [...first.items.values()]);
}

function complaintsAbout(
  platform: Platform,
  field: SettingField,
  items: readonly PlatformItem[],
): string[] {
  return valuesFor(field, platform, items).flatMap((value) => {
    const rules = platform.settings.rules({ [field.name]: value });
    const hidden = items.filter((item) => isHidden(item, rules)).length;
    const what = `${field.name}: ${JSON.stringify(value)}`;
    return [
      ...undeclared(platform, rules),
      ...unless(hidden > 0, `${what} hides nothing of ${items.length} items`),
      ...unless(hidden < items.length || hidden === 0, `${what} hides everything`),
    ];
  });
}

/** Every value that is not the default; of the places, the one that is least of all. */
function valuesFor(
  field: SettingField,
  platform: Platform,
  items: readonly PlatformItem[],
): readonly unknown[] {
  const standard = platform.settings.schema.parse({})[field.name];
  switch (field.type) {
    case "flag":
      return [standard !== true];
    case "choice":
      return field.options.filter((option) => option !== standard);
    case "places": {
      const counts = new Map<string, number>();
      for (const { place } of items) {
        if (place !== null) counts.set(place.name, (counts.get(place.name) ?? 0) + 1);
      }
      const [rarest] = [...counts].toSorted(([, a], [, b]) => a - b);
      return [[rarest?.[0].toUpperCase() ?? "nowhere"]];
    }
  }
}

async function faultsOfDefaults(subject: Subject): Promise<string[]> {
  const items = await friendsItems(subject);
  const rules = subject.platform.settings.rules({});
  const hidden = items.filter((item) => isHidden(item, rules));
  return unless(hidden.length === 0, `the defaults hide ${hidden.length} items`);
}

function faultsOfNonsense({ settings: { schema, rules } }: Platform): string[] {
  const standard = rules({});
  const values = [
    ...NONSENSE,
    ...Object.keys(schema.shape).map((name) => ({ [name]: { of: "another kind" } })),
  ];
  return values.flatMap((value) =>
    differences(rules(value), standard).map((one) => `${JSON.stringify(value)}: ${one}`),
  );
}

function undeclared({ kinds, marks }: Platform, rules: readonly HideRule[]): string[] {
  return rules.flatMap((rule) => [
    ...(rule.kinds ?? []).flatMap((kind) =>
      unless(Object.hasOwn(kinds, kind), `the kind ${kind} is not declared`),
    ),
    ...(rule.marks ?? []).flatMap((mark) =>
      unless(Object.hasOwn(marks, mark), `the mark ${mark} is not declared`),
    ),
  ]);
}

/** As the contract of `HideRule` has it: an item must fit everything that a rule names. */
function isHidden(item: PlatformItem, rules: readonly HideRule[]): boolean {
  const place = item.place?.name.toLowerCase();
  return rules.some(
    ({ kinds, marks, places }) =>
      (kinds === undefined || kinds.includes(item.kind)) &&
      (marks === undefined || marks.some((mark) => item.marks?.includes(mark))) &&
      (places === undefined || places.some((name) => name.toLowerCase() === place)),
  );
}

async function friendsItems(subject: Subject): Promise<readonly PlatformItem[]> {
  const { first } = await syncFriend(subject);
  return [...first.items.values()];
}
