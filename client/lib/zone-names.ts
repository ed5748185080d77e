let names: readonly string[] | undefined;

/** Every zone this browser knows, and UTC, which not every browser lists. */
export function zoneNames(): readonly string[] {
  names ??= [...new Set(["UTC", ...Intl.supportedValuesOf("timeZone")])];
  return names;
}
