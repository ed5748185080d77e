import type { Connection } from "../../../shared/connections.ts";
import type { Context } from "../../context.ts";
import { AppError, PlatformError } from "../../errors.ts";
import type { PlatformAccount } from "../../platforms/page.ts";
import type { ConnectInput, InputDefinition, Platform } from "../../platforms/platform.ts";
import type { Actor } from "../identity/identity.ts";
import { getConnection } from "./get-connection.ts";
import { getPlatform } from "./get-platform.ts";
import { keepGrant } from "./keep-grant.ts";

/** Connects by a handle, a key or an address, once the platform has said whose it is. Nothing is kept before. */
export async function connectByInput(
  ctx: Context,
  actor: Actor,
  request: { platform: string; input: ConnectInput },
): Promise<Connection> {
  const platform = getPlatform(ctx, request.platform);
  if (platform.connect.type !== "input") {
    const message = `${platform.name} is connected through its own consent page.`;
    throw new AppError("INVALID", message, { field: "platform" });
  }
  const input = parseInput(platform.connect, request.input);
  const authorization = platform.connect.authorization(input);
  const account = await identify(ctx, platform, input, authorization);
  const { id } = await keepGrant(ctx, platform, {
    userId: actor.userId,
    account,
    tokens: {
      accessToken: authorization ?? "",
      refreshToken: null,
      expiresIn: null,
      grantEndsIn: null,
      scopes: [],
    },
    // What a key opens is read whole; what is private there is marked.
    includePrivate: authorization !== null,
    clientId: null,
  });
  return await getConnection(ctx, actor, id);
}

function parseInput({ schema }: InputDefinition, typed: ConnectInput): ConnectInput {
  const parsed = schema.safeParse(typed);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = String(issue?.path[0] ?? Object.keys(schema.shape)[0] ?? "");
  const isMissing = typed[field] === undefined || typed[field].trim() === "";
  const message = isMissing ? "This is needed to connect." : (issue?.message ?? "");
  throw new AppError("INVALID", message, { field });
}

async function identify(
  ctx: Context,
  platform: Platform,
  input: ConnectInput,
  authorization: string | null,
): Promise<PlatformAccount> {
  try {
    return await platform.identify(ctx.http(platform, authorization), input);
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    ctx.log.info("connect.refused", {
      platform: platform.id,
      kind: error.kind,
      reason: error.message,
    });
    throw toAppError(error, platform.name, Object.keys(input)[0] ?? "");
  }
}

/** The platform's own sentence where it has one; the field is the one that was typed. */
function toAppError(error: PlatformError, name: string, field: string): AppError {
  const told = (plain: string): string => error.told ?? plain;
  switch (error.kind) {
    case "unauthorised":
      return new AppError("INVALID", told(`${name} does not accept this. Nothing was connected.`), {
        field,
      });
    case "not_found":
      return new AppError("INVALID", told(`${name} knows nobody by this. Check the spelling.`), {
        field,
      });
    case "forbidden":
      return new AppError("INVALID", told(`${name} does not let this account be read.`), { field });
    case "rate_limited":
      return new AppError(
        "LIMITED",
        told(`${name} asks us to wait a while. Nothing was connected; try again in a few minutes.`),
      );
    case "bad_response":
      return new AppError(
        "INVALID",
        told(`What answered there could not be read as ${name}. Nothing was connected.`),
        { field },
      );
    case "unavailable":
      return new AppError(
        "UPSTREAM",
        told(`${name} did not answer properly. Nothing was connected; try again in a minute.`),
      );
  }
}
