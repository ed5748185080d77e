import { resolve } from "node:path";
import { runVerify } from "./run-verify.ts";

const failed = await runVerify(resolve(import.meta.dirname, ".."));
process.exit(failed.length === 0 ? 0 : 1);
