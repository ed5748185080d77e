import { accountBody } from "./account-body.ts";
import { repositoryUrl } from "./repository-body.ts";
import { SITE, nodeId, toIso } from "./wire.ts";
import { fullName } from "./world.ts";
import type { Release } from "./world.ts";

export function releaseBody(release: Release, now: number) {
  const { repository, tag } = release;
  const base = repositoryUrl(repository);
  const publishedAt =
    release.publishedAt !== null && release.publishedAt <= now ? release.publishedAt : null;
  const page = `${SITE}/${fullName(repository)}/releases`;
  // A draft has no tag yet, and its address says so.
  const name = publishedAt === null ? `untagged-${String(release.id)}` : tag;
  return {
    url: `${base}/releases/${release.id}`,
    assets_url: `${base}/releases/${release.id}/assets`,
    upload_url: `https://uploads.github.com/repos/${fullName(repository)}/releases/${release.id}/assets{?name,label}`,
    html_url: `${page}/tag/${name}`,
    id: release.id,
    author: accountBody(release.author),
    node_id: nodeId("RE", release.id),
    tag_name: tag,
    target_commitish: "main",
    name: release.name,
    draft: publishedAt === null,
    immutable: false,
    prerelease: release.isPrerelease,
    created_at: toIso(release.createdAt),
    updated_at: toIso(publishedAt ?? release.createdAt),
    published_at: publishedAt === null ? null : toIso(publishedAt),
    assets: release.assets.map((asset, index) => ({
      url: `${base}/releases/assets/${release.id + index}`,
      id: release.id + index,
      node_id: nodeId("RA", release.id + index),
      name: asset.name,
      label: "",
      uploader: accountBody(release.author),
      content_type: "application/octet-stream",
      state: "uploaded",
      size: asset.size,
      digest: null,
      download_count: asset.downloads,
      created_at: toIso(release.createdAt),
      updated_at: toIso(release.createdAt),
      browser_download_url: `${page}/download/${tag}/${asset.name}`,
    })),
    tarball_url: publishedAt === null ? null : `${base}/tarball/${tag}`,
    zipball_url: publishedAt === null ? null : `${base}/zipball/${tag}`,
    body: release.body,
  };
}
