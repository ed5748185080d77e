import * as z from "zod";
import { connectionSettings } from "../../../shared/connections.ts";
import type { SettingValues } from "../../../shared/connections.ts";
import type { HideRule, Platform } from "../../platforms/platform.ts";

const { values } = connectionSettings.shape;
const stored = z.record(z.string(), z.unknown()).catch({});

/** The choices that a person made, as stored. One that the platform no longer knows is no choice. */
export function parseChoices({ settings }: Platform, text: string | null): SettingValues {
  const { shape } = settings.schema;
  const known = Object.entries(parseStored(text)).flatMap(([name, value]) => {
    const field = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (field === undefined || !z.safeParse(field, value).success) return [];
    const parsed = values.valueType.safeParse(value);
    return parsed.success ? [[name, parsed.data] as const] : [];
  });
  return Object.fromEntries(known);
}

/** Every setting with its value: the person's choices, and the defaults around them. */
export function toSettingValues(platform: Platform, choices: SettingValues): SettingValues {
  return values.parse(platform.settings.schema.parse(choices));
}

/** What stored choices hide. */
export function toHideRules(platform: Platform, text: string | null): readonly HideRule[] {
  return platform.settings.rules(toSettingValues(platform, parseChoices(platform, text)));
}

function parseStored(text: string | null): Record<string, unknown> {
  if (text === null) return {};
  try {
    return stored.parse(JSON.parse(text));
  } catch {
    return {};
  }
}
