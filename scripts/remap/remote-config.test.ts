import { resolve } from "node:path";
import { expect, it } from "vitest";
import { remoteConfig } from "./remote-config.ts";

const path = resolve(import.meta.dirname, "../../wrangler.toml");

it("names a deployment's own database and bucket, as remote, and nothing else", async () => {
  expect(JSON.parse(await remoteConfig(path, "staging"))).toEqual({
    name: "media-timeline-staging-remap",
    compatibility_date: expect.any(String),
    d1_databases: [
      {
        binding: "DB",
        database_name: "media-timeline-staging",
        database_id: expect.any(String),
        remote: true,
      },
    ],
    r2_buckets: [{ binding: "BUCKET", bucket_name: "media-timeline-staging", remote: true }],
  });
});

it("never takes another environment for one that is not there", async () => {
  await expect(remoteConfig(path, "prod")).rejects.toThrow(
    "wrangler.toml has no environment “prod”: there is staging and production.",
  );
});
