/** What happened in all scenarios so far. */
export interface Figures {
  scenarios: number;
  syncs: number;
  requests: number;
  ticks: number;
  messages: number;
  duplicates: number;
  deadLetters: number;
  crashes: number;
  stalls: number;
  zombies: number;
  outages: number;
  networkFaults: number;
  waits: number;
  databaseFaults: number;
  bucketFaults: number;
  tokenRefreshes: number;
  lostAnswers: number;
  revocations: number;
  reconnects: number;
  disconnects: number;
  pauses: number;
  storms: number;
  curses: number;
  stuck: number;
  hides: number;
  caps: number;
  erases: number;
  simulatedHours: number;
  items: number;
}

export function noFigures(): Figures {
  return {
    scenarios: 0,
    syncs: 0,
    requests: 0,
    ticks: 0,
    messages: 0,
    duplicates: 0,
    deadLetters: 0,
    crashes: 0,
    stalls: 0,
    zombies: 0,
    outages: 0,
    networkFaults: 0,
    waits: 0,
    databaseFaults: 0,
    bucketFaults: 0,
    tokenRefreshes: 0,
    lostAnswers: 0,
    revocations: 0,
    reconnects: 0,
    disconnects: 0,
    pauses: 0,
    storms: 0,
    curses: 0,
    stuck: 0,
    hides: 0,
    caps: 0,
    erases: 0,
    simulatedHours: 0,
    items: 0,
  };
}

export function addFigures(sum: Figures, more: Figures): void {
  for (const name of Object.keys(sum) as (keyof Figures)[]) sum[name] += more[name];
}
