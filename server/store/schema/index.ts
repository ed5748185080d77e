export * from "./activity.ts";
export * from "./connections.ts";
export * from "./items.ts";
export * from "./people.ts";
