import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { TRPCClientError } from "@trpc/client";
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
  const { url, key } = values;
  await judge(() => checkDeployment(url.replace(/\/+$/, ""), key));
});

async function local(): Promise<void> {
  const server = await borrowServer(root);
  try {
    await judge(() => checkSandbox(server.origin));
  } finally {
    await server.release();
  }
}

async function judge(check: () => Promise<boolean>): Promise<void> {
  try {
    if (!(await check())) process.exitCode = 1;
  } catch (error) {
    // What the server says in words is the finding; where our client stood when it came is not.
    if (error instanceof TRPCClientError) throw new Stop(`The server answered: ${error.message}`);
    if (error instanceof TypeError && error.message === "fetch failed") {
      throw new Stop("The server does not answer at that address.");
    }
    throw error;
  }
}
