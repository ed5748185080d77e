import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { readExchanges } from "./read-exchanges.ts";

const URL = "https://api.example.org/posts?a=1";
const packed = gzipSync('{"data":["é"]}').toString("base64");

it.each([
  [
    "VCR",
    "a.json",
    JSON.stringify({
      http_interactions: [
        {
          request: { method: "get", uri: URL, headers: {} },
          response: { status: { code: 200, message: "OK" }, body: { base64_string: packed } },
        },
      ],
    }),
  ],
  [
    "betamax",
    "a.json",
    JSON.stringify({
      interactions: [
        {
          request: { method: "GET", uri: URL },
          response: { status: { code: 200, message: "OK" }, body: { string: '{"data":["é"]}' } },
        },
      ],
    }),
  ],
  [
    "vcrpy",
    "a.yaml",
    `interactions:
- request: {body: null, method: GET, uri: "${URL}"}
  response:
    body:
      string: !!binary |
        ${packed}
    status: {code: 200, message: OK}
version: 1`,
  ],
  [
    "nock",
    "a.json",
    JSON.stringify([
      {
        scope: "https://api.example.org:443",
        method: "get",
        path: "/posts?a=1",
        status: 200,
        response: { data: ["é"] },
      },
    ]),
  ],
])("reads what %s recorded", (_name, path, text) => {
  expect(readExchanges(path, text)).toEqual([
    { method: "GET", url: URL, status: 200, body: '{"data":["é"]}' },
  ]);
});

it.each([
  ["a.json", "not json"],
  ["a.json", '{"data":[]}'],
  ["a.yaml", "a: [b"],
  ["a.xml", "<rss></rss>"],
])("finds nothing in %s: %s", (path, text) => {
  expect(readExchanges(path, text)).toEqual([]);
});
