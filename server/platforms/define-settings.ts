import type * as z from "zod";
import type { HideRule, SettingsDefinition } from "./platform.ts";

/**
 * The settings of a platform: a flat schema whose every field has a default, and what its values
 * hide. Each field carries `title` and `description`; a list of texts is a list of places.
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
