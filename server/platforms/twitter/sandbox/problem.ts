/** X's refusals as it words them, and the answers of an endpoint in general. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const PROBLEMS = "https://api.twitter.com/2/problems";

export function ok(body: unknown): Answer {
  return { status: 200, body };
}

export function refusal(status: number, title: string, detail: string, name?: string): Answer {
  const type = name === undefined ? "about:blank" : `${PROBLEMS}/${name}`;
  return { status, body: { title, type, status, detail } };
}

export const UNAUTHORIZED: Answer = refusal(401, "Unauthorized", "Unauthorized");
export const TOO_MANY: Answer = refusal(429, "Too Many Requests", "Too Many Requests");

export const SUSPENDED: Answer = refusal(
  403,
  "Forbidden",
  "Your account is suspended and is not permitted to access this feature.",
);

export function notPermitted(detail: string): Answer {
  return refusal(403, "Forbidden", detail);
}

export function invalid(parameter: string, value: string, message: string): Answer {
  return {
    status: 400,
    body: {
      errors: [{ parameters: { [parameter]: [value] }, message }],
      title: "Invalid Request",
      detail: "One or more parameters to your request was invalid.",
      type: `${PROBLEMS}/invalid-request`,
    },
  };
}

/** Ids of accounts are longer than what a double holds; X sends them as numbers here all the same. */
const PAYER = "1243608864848629761";

export const NO_CREDIT: Answer = {
  status: 402,
  body: {
    account_id: Number(PAYER),
    title: "CreditsDepleted",
    detail: `Your enrolled account [${PAYER}] does not have any credits to fulfill this request.`,
    type: `${PROBLEMS}/credits`,
  },
};

/** A limit of what the app's owner spends, a day or a month. */
export function capped(period: "Daily" | "Monthly", scope: "Account" | "Product"): Answer {
  return {
    status: 429,
    body: {
      account_id: Number(PAYER),
      product_name: "pay-per-use",
      title: "UsageCapExceeded",
      period,
      scope,
      detail: `Usage cap exceeded: ${period} ${scope.toLowerCase()} cap`,
      type: `${PROBLEMS}/usage-capped`,
    },
  };
}

/** Of one thing among those that were asked for, beside what could be given. */
export function partial(
  kind: "missing" | "closed",
  about: { type: "tweet" | "post" | "user"; parameter: string; id: string },
  detail?: string,
): object {
  const { type, parameter, id } = about;
  const named = { resource_type: type, parameter, resource_id: id, value: id };
  return kind === "missing"
    ? {
        ...named,
        title: "Not Found Error",
        detail: detail ?? `Could not find ${type} with ${parameter}: [${id}].`,
        type: `${PROBLEMS}/resource-not-found`,
      }
    : {
        ...named,
        section: "includes",
        title: "Authorization Error",
        detail: `Sorry, you are not authorized to see the Post with ${parameter}: [${id}].`,
        type: `${PROBLEMS}/not-authorized-for-resource`,
      };
}
