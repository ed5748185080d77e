import * as z from "zod";
import type { HideRule, SettingsDefinition } from "./platform.ts";

/**
 * The settings of a platform: a flat schema whose every field has a default (`flag`, `places`, or a
 * choice with `title` and `description` as its metadata), and what its values hide.
 */
export function defineSettings<T extends z.ZodObject>(
  schema: T,
  rules: (values: z.output<T>) => readonly HideRule[],
): SettingsDefinition {
  return {
    schema,
    rules: (values) => {
      const parsed = schema.safeParse(values ?? {});
      return rules(parsed.success ? parsed.data : schema.parse({}));
    },
  };
}

/** A choice that is off until it is made. */
export function flag(title: string, description: string) {
  return z.boolean().default(false).meta({ title, description });
}

/** Names of places; none until some are picked. */
export function places(title: string, description: string) {
  return z.array(z.string()).default([]).meta({ title, description });
}
