import * as z from "zod";
import { Stop } from "../scripts/stop.ts";
import { measureInWorkerd } from "./measure-in-workerd.ts";
import type { Metrics } from "./metrics.ts";

const MEASURE = "server/services/schedule/tick-costs.test.ts";

const paid = z.object({
  dueRowsRead: z.number(),
  minutesToLast: z.number(),
  databaseMinutes: z.number(),
  queries: z.number(),
  messages: z.number(),
  sends: z.number(),
  sampled: z.number(),
});
const free = z.object({
  minutesToLast: z.number(),
  ticks: z.number(),
  messages: z.number(),
  sends: z.number(),
  mostQueries: z.number(),
  mostSubrequests: z.number(),
});
const inline = free
  .pick({ mostQueries: true, mostSubrequests: true })
  .extend({ checksPerTick: z.number() });
const figures = z.object({
  assumed: z.object({
    requestMs: z.number(),
    queryMs: z.number(),
    statementMs: z.number(),
    sendMs: z.number(),
    deliveryMs: z.number(),
    consumers: z.object({ free: z.number(), paid: z.number() }),
    newsIn: z.number(),
  }),
  paid: paid.optional(),
  free: z.object({ spent: free, rested: free, inline }).optional(),
});

/** What a tick costs, and when the last of all that is due is checked. */
export async function benchTick(root: string): Promise<Metrics> {
  const measured = await measureInWorkerd(root, MEASURE, figures, { TICKS_IN_FULL: "1" });
  const all = Object.assign({}, ...measured.map((one) => one.figures)) as z.infer<typeof figures>;
  if (!all.paid || !all.free) throw new Stop("Not all of it was measured.");
  tell(all.assumed, all.paid, all.free);
  const each = [all.free.spent, all.free.rested, all.free.inline];
  return {
    "tick.due_rows_read@100000": all.paid.dueRowsRead,
    "tick.minutes_to_last.free@1000": rounded(all.free.rested.minutesToLast),
    "tick.minutes_to_last_spent.free@1000": rounded(all.free.spent.minutesToLast),
    "tick.minutes_to_last.paid@100000": rounded(all.paid.minutesToLast),
    "tick.database_minutes.paid@100000": rounded(all.paid.databaseMinutes),
    "tick.max_subrequests.free": Math.max(...each.map((one) => one.mostSubrequests)),
    "tick.max_queries.free": Math.max(...each.map((one) => one.mostQueries)),
  };
}

type Figures = z.infer<typeof figures>;

/** What the metrics do not say, and what they take for granted. */
function tell(
  { requestMs, queryMs, statementMs, sendMs, deliveryMs, consumers, newsIn }: Figures["assumed"],
  onPaid: NonNullable<Figures["paid"]>,
  { spent, rested, inline: alone }: NonNullable<Figures["free"]>,
): void {
  const lines = [
    `The product's own code on a real D1, its clock simulated: ${requestMs} ms a request, ${queryMs} ms a query,`,
    `${sendMs} ms a call to the queue and ${deliveryMs} ms from there to a consumer; ${consumers.paid} consumers side by side`,
    `on the paid plan, ${consumers.free} on the free one; one check in ${newsIn} finds something new. All of them share`,
    `one database, which needs ${statementMs} ms for a statement: it alone takes ${rounded(onPaid.databaseMinutes)} minutes for all of them.`,
    "",
    `paid@100000  one tick: ${onPaid.queries} queries, ${onPaid.messages} messages in ${onPaid.sends} sends.`,
    `             ${onPaid.sampled} messages of them really checked; each other one takes as long as the longest of those.`,
    `free@1000    ${rested.ticks} ticks, ${rested.messages} messages in ${rested.sends} sends, after a day on which the queue was little used. Where its`,
    `             allowance is used up, as by 1,000 that want a check every five minutes all day, and only what comes back is`,
    `             there: ${rounded(spent.minutesToLast)} minutes, ${spent.messages} messages in ${spent.sends} sends. Without a queue: ${rounded(alone.checksPerTick)} checks a tick.`,
    `             Queries and subrequests are the most of any tick or message of all three.`,
    "",
  ];
  for (const line of lines) console.log(line);
}

function rounded(figure: number): number {
  return Math.round(figure * 100) / 100;
}
