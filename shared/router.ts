/** The one crossing between client and Worker: a type, and nothing that runs. */
export type { AppRouter } from "../server/trpc/router.ts";
