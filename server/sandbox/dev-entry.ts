import media from "../index.ts";

/**
 * The Worker as `npm start` runs it: the real one, with the sandbox beside it under /sandbox and the
 * shell's settings before those of `.dev.vars`. A build never includes this file.
 */
interface DevEnv {
  readonly SANDBOX_WORKER: Fetcher;
  readonly SHELL_SETTINGS: Readonly<Record<string, string>>;
}

type Media = Required<typeof media>;
type MediaEnv = Parameters<Media["fetch"]>[1];

export default {
  fetch(request: Parameters<Media["fetch"]>[0], env: DevEnv & MediaEnv, ctx: ExecutionContext) {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith("/sandbox/")) return env.SANDBOX_WORKER.fetch(request);
    return media.fetch(request, withShellSettings(env), ctx);
  },
  scheduled(controller: ScheduledController, env: DevEnv & MediaEnv, ctx: ExecutionContext) {
    return media.scheduled(controller, withShellSettings(env), ctx);
  },
  queue(batch: Parameters<Media["queue"]>[0], env: DevEnv & MediaEnv, ctx: ExecutionContext) {
    return media.queue(batch, withShellSettings(env), ctx);
  },
};

function withShellSettings(env: DevEnv & MediaEnv): MediaEnv {
  return { ...env, ...env.SHELL_SETTINGS };
}
