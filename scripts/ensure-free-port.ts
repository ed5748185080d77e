import { createServer } from "node:net";
import { Stop } from "./stop.ts";

/** Both families: a browser may take either for `localhost`, and would reach somebody else's server. */
export async function ensureFreePort(port: number): Promise<void> {
  for (const host of ["127.0.0.1", "::1"]) {
    if (await isTaken(port, host)) {
      throw new Stop(
        `Port ${port} is in use by another program: stop that program (perhaps another \`npm start\`), or start this one with a port and a state of its own, \`PORT=8790 MEDIA_STATE_DIR=.wrangler/second npm start\`.`,
      );
    }
  }
}

function isTaken(port: number, host: string): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const probe = createServer();
  probe.once("error", (error: NodeJS.ErrnoException) => resolve(error.code === "EADDRINUSE"));
  probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(false)));
  return promise;
}
