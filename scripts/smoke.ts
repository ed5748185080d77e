import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { borrowServer } from "./smoke/borrow-server.ts";
import { checkDeployment } from "./smoke/check-deployment.ts";
import { checkSandbox } from "./smoke/check-sandbox.ts";
import { runScript, Stop } from "./stop.ts";

const root = resolve(import.meta.dirname, "..");

await runScript(async () => {
  const { values } = parseArgs({ options: { url: { type: "string" }, key: { type: "string" } } });
  if (values.url === undefined && values.key === undefined) return await local();
  if (values.url === undefined || values.key === undefined) {
    throw new Stop("A deployment is checked with both: npm run smoke -- --url URL --key KEY");
  }
  finish(await checkDeployment(values.url.replace(/\/+$/, ""), values.key));
});

async function local(): Promise<void> {
  const server = await borrowServer(root);
  try {
    finish(await checkSandbox(server.origin));
  } finally {
    await server.release();
  }
}

function finish(isWell: boolean): void {
  if (!isWell) process.exitCode = 1;
}
