import * as z from "zod";
import type { ConnectionSettings, SettingValues } from "../../../shared/connections.ts";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import type { Platform } from "../../platforms/platform.ts";
import { findChoices, putChoices } from "../../store/account-settings.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import { getPlatform } from "../connections/get-platform.ts";
import { getOwnConnection } from "../connections/view.ts";
import type { Actor } from "../identity/identity.ts";
import { requestSync } from "../schedule/request-sync.ts";
import { getSettings } from "./get-settings.ts";
import { parseChoices, toHideRules } from "./setting-values.ts";

/** So that all of them fit into a row and a statement, and onto a page. */
const MOST_NAMES = 500;
const LONGEST_NAME = 300;

/**
 * Changes some of a connection's settings and applies them to what is stored. The values before
 * undo it. A run under way would write by the old ones, so it ends, and goes on under the new ones.
 */
export async function updateSettings(
  ctx: Context,
  actor: Actor,
  input: { id: string; values: SettingValues },
): Promise<ConnectionSettings> {
  const row = await getOwnConnection(ctx, actor, input.id);
  const platform = getPlatform(ctx, row.platform);
  check(platform, input.values);
  await keep(ctx, platform, row, input.values);
  await goOn(ctx, row);
  return await getSettings(ctx, actor, row.id);
}

/** Other requests may change other settings at the same moment: then it merges over theirs. */
async function keep(
  ctx: Context,
  platform: Platform,
  { id }: ConnectionRow,
  values: SettingValues,
): Promise<void> {
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    const before = await findChoices(ctx.db, id);
    const choices = JSON.stringify({ ...parseChoices(platform, before), ...values });
    const isKept = await putChoices(ctx.db, {
      connectionId: id,
      before,
      choices,
      rules: toHideRules(platform, choices),
      now: ctx.now(),
    });
    if (isKept) return;
  }
  throw new AppError(
    "CONFLICT",
    "These settings were changed elsewhere at the same moment. Look at them, and try again.",
  );
}

/** The run that was ended left its connection due. Without a queue the next tick finds it. */
async function goOn(ctx: Context, { id, leaseExpiresAt }: ConnectionRow): Promise<void> {
  const wasRunning = leaseExpiresAt !== null && leaseExpiresAt > ctx.now();
  if (wasRunning && ctx.queue !== null) await requestSync(ctx, [id], "cron");
}

/** Throws INVALID with the setting's name and what it takes. */
function check(platform: Platform, values: SettingValues): void {
  const { schema } = platform.settings;
  for (const [name, value] of Object.entries(values)) {
    const field = Object.hasOwn(schema.shape, name) ? schema.shape[name] : undefined;
    if (field === undefined) {
      throw new AppError("INVALID", `${platform.name} has no setting of the name “${name}”.`, {
        field: name,
      });
    }
    const { title = name } = z.globalRegistry.get(field) ?? {};
    const parsed = z.safeParse(field, value);
    const sentence = parsed.success
      ? tooLong(title, value)
      : sentenceOf(title, parsed.error.issues[0]);
    if (sentence !== null) throw new AppError("INVALID", sentence, { field: name });
  }
}

function tooLong(title: string, value: SettingValues[string]): string | null {
  const names = [value].flat().filter((one) => typeof one === "string");
  if (names.length <= MOST_NAMES && names.every((name) => name.length <= LONGEST_NAME)) return null;
  return `“${title}” takes up to ${MOST_NAMES} names of up to ${LONGEST_NAME} letters.`;
}

/** The schema's own sentences end with a full stop. */
function sentenceOf(title: string, issue: z.core.$ZodIssue | undefined): string {
  if (issue?.message.endsWith(".")) return issue.message;
  if (issue?.code === "invalid_value") {
    return `“${title}” is one of these: ${issue.values.map(String).join(", ")}.`;
  }
  const expected = issue?.code === "invalid_type" ? issue.expected : null;
  if (expected === "boolean") return `“${title}” is either on or off.`;
  if (expected === "array") return `“${title}” takes a list of names.`;
  return `“${title}” does not take this value.`;
}
