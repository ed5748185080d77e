/// <reference types="vite/client" />
import { toSettingFields } from "../../services/connections/list-platforms.ts";
import type { InputDefinition, OAuthDefinition, Platform } from "../platform.ts";
import type { Check } from "./check.ts";
import { unless } from "./check.ts";

const [tokens = ""] = Object.values(
  import.meta.glob<string>("../../../client/styles/tokens.css", {
    query: "?raw",
    import: "default",
    eager: true,
  }),
);

/** The definition is complete, and reads well. */
export const definition: Check = {
  name: "definition",
  cases: ({ platform }) => [
    { name: "names itself", find: () => faultsOfNames(platform) },
    { name: "has kinds and marks that read well", find: () => faultsOfKinds(platform) },
    { name: "documents its endpoints", find: () => faultsOfEndpoints(platform) },
    { name: "says what runs out", find: () => faultsOfQuota(platform) },
    { name: "says how it is connected", find: () => faultsOfConnect(platform) },
    { name: "has settings that can be drawn", find: () => faultsOfSettings(platform) },
  ],
};

function faultsOfNames(platform: Platform): string[] {
  const { id, name, glyph, hue, reads, placeName, userAgent, limitScope, usageNames } = platform;
  return [
    ...unless(/^[a-z][a-z0-9_]*$/.test(id), `the id ${id} is no word in lower case`),
    ...unless(/^[a-z]{1,2}$/.test(glyph), `the glyph ${glyph} is not one or two letters`),
    ...unless(tokens.includes(`--p-${hue}:`), `the palette has no hue ${hue}`),
    ...unless(isSaid(name) && isSaid(placeName), "the name, or that of a place, is empty"),
    ...unless(isSentence(reads), "`reads` is no sentence that ends with a full stop"),
    ...unless(userAgent === undefined || isSaid(userAgent), "the user agent is empty"),
    ...unless(["connection", "client"].includes(limitScope), "nobody shares its limit"),
    ...unless(Object.values(usageNames).every(isSaid), "a cost has no name"),
  ];
}

function faultsOfQuota({ quota, usageNames, limitScope }: Platform): string[] {
  if (quota === null) return [];
  const { meter, rates, period, granted, sharedBy, mostPerRequest } = quota;
  const isRequests = meter === "requests";
  const costs = Object.entries(rates);
  return [
    ...unless(costs.length > 0, "nothing counts in its quota"),
    ...costs.flatMap(([name, rate]) => [
      ...unless(
        name === "request" || Object.hasOwn(usageNames, name),
        `${name} counts in its quota, and is no cost`,
      ),
      ...unless(rate > 0, `${name} counts for nothing in its quota`),
    ]),
    ...unless(mostPerRequest > 0, "a request could cost nothing of its quota"),
    ...unless(granted === null || granted >= mostPerRequest, "its quota allows no request"),
    ...unless("ms" in period ? period.ms > 0 : isZone(period.zone), "its quota has no period"),
    ...unless(!isRequests || "ms" in period, "requests are told for a fixed length of time"),
    ...unless(
      sharedBy === limitScope || (!isRequests && sharedBy === "client"),
      "who shares its quota does not share its limit",
    ),
  ];
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

function faultsOfKinds({ kinds, marks, groupedKinds, parentKinds }: Platform): string[] {
  const isKnown = (kind: string): boolean => Object.hasOwn(kinds, kind);
  return [
    ...unless(Object.keys(kinds).length > 0, "there are no kinds"),
    ...Object.entries(kinds).flatMap(([name, kind]) => [
      ...unless(isWord(name), `the kind ${name} is no word`),
      ...unless(isSaid(kind.name) && isSaid(kind.plural), `the kind ${name} has no words`),
      ...unless(kind.plural !== kind.name, `many of ${name} are called like one`),
      ...[kind, ...Object.values(kind.states)].flatMap(({ verb, weight }) => [
        ...unless(verb === "" || /^[A-Z]/.test(verb), `${name}: “${verb}” begins in lower case`),
        ...unless(Number.isInteger(weight) && weight >= 0 && weight <= 6, `${name}: weight`),
      ]),
    ]),
    ...[...groupedKinds, ...parentKinds].flatMap((kind) =>
      unless(isKnown(kind), `${kind} is grouped or a parent, and no kind`),
    ),
    ...Object.entries(marks).flatMap(([name, shown]) =>
      unless(isWord(name) && isSaid(shown), `the mark ${name} is no word, or not shown`),
    ),
  ];
}

function faultsOfEndpoints({ endpoints, hosts, isByServer, connect }: Platform): string[] {
  const called = connect.type === "oauth" ? addressesOf(connect) : [];
  const isOwn = (url: string): boolean =>
    hosts === "public" || hosts.includes(URL.parse(url)?.host ?? "");
  return [
    ...unless(endpoints.length > 0, "there are no endpoints"),
    ...unless(hosts === "public" || hosts.length > 0, "there are no hosts"),
    ...unless(hosts === "public" || !isByServer, "its servers are its hosts, and not one of many"),
    ...endpoints.flatMap((line) => {
      const [, url = ""] = /^(?:GET|POST|PUT|DELETE) (https:\S+) · \S/.exec(line) ?? [];
      return unless(isOwn(url), `“${line}” is not METHOD https://own-host/… · where it is written`);
    }),
    ...called.flatMap((url) => [
      ...unless(isOwn(url), `${url} is on no host of its own`),
      ...unless(
        endpoints.some((line) => line.includes(url)),
        `${url} is not among the endpoints`,
      ),
    ]),
  ];
}

function addressesOf({ authorizeUrl, tokenUrl, revoke }: OAuthDefinition): string[] {
  const ends = Object.values(revoke).flatMap((end) => (end === null ? [] : [end.url]));
  return [authorizeUrl, tokenUrl, ...ends];
}

function faultsOfConnect({ connect }: Platform): string[] {
  return connect.type === "oauth" ? faultsOfOAuth(connect) : faultsOfInput(connect);
}

function faultsOfOAuth(oauth: OAuthDefinition): string[] {
  const { scopes, requiredScopes, privateAccess, knownEnd, ownApp } = oauth;
  const asked = [...scopes, ...(privateAccess?.scopes ?? [])];
  return [
    ...unless(new Set(asked).size === asked.length, "a scope is asked for twice"),
    ...unless(
      requiredScopes.every((any) => any.some((scope) => scopes.includes(scope))),
      "a required scope is not asked for",
    ),
    ...unless(
      privateAccess === null || (isSaid(privateAccess.label) && isSentence(privateAccess.help)),
      "private access has no label, or no sentence",
    ),
    ...unless(knownEnd === undefined || isSentence(knownEnd), "why a grant ends is no sentence"),
    ...unless(URL.parse(ownApp.url)?.protocol === "https:", "the place for own apps is not https"),
    ...unless(
      ownApp.steps.length > 0 && ownApp.steps.every(isSentence),
      "the steps to an own app are no sentences",
    ),
  ];
}

function faultsOfInput({ schema, authorization }: InputDefinition): string[] {
  const fields = Object.entries(schema.shape);
  const metas = fields.map(([name, field]) => ({ name, example: undefined, ...field.meta() }));
  const examples = Object.fromEntries(metas.map(({ name, example }) => [name, String(example)]));
  const parsed = schema.safeParse(examples);
  const empty = schema.safeParse(Object.fromEntries(metas.map(({ name }) => [name, ""])));
  return [
    ...unless(fields.length > 0, "nothing is asked for"),
    ...metas.flatMap(({ name, title, description, example }) => [
      ...unless(isSaid(title), `the field ${name} has no title`),
      ...unless(isSentence(description), `the field ${name} has no description in a sentence`),
      ...unless(isSaid(example), `the field ${name} has no example`),
    ]),
    ...unless(parsed.success, "the examples are not accepted"),
    ...(parsed.success ? faultsOfAuthorization(authorization(parsed.data)) : []),
    ...(empty.success
      ? ["nothing at all is accepted"]
      : empty.error.issues.flatMap(({ message }) =>
          unless(isOwnSentence(message), `“${message}” is no sentence of the schema's own`),
        )),
  ];
}

function faultsOfAuthorization(header: string | null): string[] {
  return unless(header === null || /^\S+ \S+$/.test(header), "authorization is no header value");
}

function faultsOfSettings({ settings }: Platform): string[] {
  const fields = toSettingFields(settings.schema);
  return [
    ...unless(settings.schema.safeParse({}).success, "a setting has no default"),
    ...fields.flatMap(({ name, label, help }) => [
      ...unless(/^[a-z][a-zA-Z]*$/.test(name), `the setting ${name} is no word`),
      ...unless(isSaid(label) && isSentence(help), `the setting ${name} is not described`),
    ]),
  ];
}

function isSaid(text: unknown): boolean {
  return typeof text === "string" && text.trim() !== "" && text.trim() === text;
}

function isSentence(text: unknown): boolean {
  return typeof text === "string" && /^\S.*\.$/s.test(text);
}

/** zod's own words tell a person nothing. */
function isOwnSentence(message: string): boolean {
  return isSentence(message) && !/^(Invalid|Too (small|big)|Expected|Unrecognized)/.test(message);
}

function isWord(name: string): boolean {
  return /^[a-z][a-z_]*$/.test(name);
}
