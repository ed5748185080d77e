import { createRandom } from "../../../sandbox/random.ts";
import { makeId } from "./make-id.ts";
import { releaseBody } from "./phrases.ts";
import type { Plan } from "./plan.ts";
import { topicOf } from "./topics.ts";
import type { Account } from "./world.ts";
import { DAY } from "../../../sandbox/times.ts";

interface ReleaseInput {
  plan: Plan;
  key: string;
  author: Account;
  createdAt: number;
}

export function makeRelease({ plan, key, author, createdAt }: ReleaseInput): void {
  const { repository } = plan;
  const random = createRandom(`release ${key}`);
  const topic = topicOf(plan.topic);
  const version = versionAfter(
    repository.releases.findLast((release) => !release.isPrerelease)?.tag ?? "v0.0.0",
    random.next(),
  );
  const isPrerelease = random.chance(0.1);
  const tag = isPrerelease ? `${version}-rc.${repository.releases.length + 1}` : version;
  // A draft that is published two days later, or never.
  const fate = random.next();
  const publishedAt = fate < 0.03 ? null : fate < 0.06 ? createdAt + 2 * DAY : createdAt;
  repository.releases.push({
    id: makeId("release", createdAt, key),
    repository,
    author,
    tag,
    name: random.chance(0.2) ? "" : `${repository.name} ${tag.slice(1)}`,
    body: releaseBody(random, topic),
    isPrerelease,
    createdAt,
    publishedAt,
    assets: random.chance(0.7)
      ? topic.assets.map((suffix) => ({
          name: `${repository.name}-${tag.slice(1)}-${suffix}`,
          size: random.int(400_000, 9_000_000),
          downloads: random.int(0, 900),
        }))
      : [],
  });
}

function versionAfter(tag: string, dice: number): string {
  const [major = 0, minor = 0, patch = 0] = tag.slice(1).split(".").map(Number);
  if (dice < 0.02 && minor > 4) return `v${major + 1}.0.0`;
  return dice < 0.4 ? `v${major}.${minor + 1}.0` : `v${major}.${minor}.${patch + 1}`;
}
