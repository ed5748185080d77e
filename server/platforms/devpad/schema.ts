import * as z from "zod";

/** What devpad answers, as far as it is used. Source: the types of its API, `packages/schema` there. */

const text = z.string().nullish().catch(null);
const id = z.union([z.string().regex(/^\S{1,200}$/), z.int()]).transform(String);

const row = {
  created_at: z.string(),
  updated_at: text,
  deleted: z.union([z.boolean(), z.number()]).nullish().catch(null),
  visibility: text,
  description: text,
};

export const project = z.object({
  ...row,
  id,
  /** Its name in addresses. */
  project_id: text,
  name: z.string(),
  status: text,
  repo_url: text,
  link_url: text,
  current_version: text,
});

export const task = z.object({
  ...row,
  id,
  title: z.string(),
  summary: text,
  progress: text,
  project_id: text,
  end_time: text,
});

/** Where in the code a task was found. */
const codebaseTask = z.object({ file: z.string(), line: z.number().nullish().catch(null) });

export const taskEntry = z.object({
  task,
  codebase_tasks: codebaseTask.nullish().catch(null),
});

export const session = z.object({
  authenticated: z.boolean(),
  user: z.object({ id, name: text, email: text }).nullish(),
  /** What a key is for; older servers do not say. */
  scope: text,
});

export type Project = z.infer<typeof project>;
export type Task = z.infer<typeof task>;
export type TaskEntry = z.infer<typeof taskEntry>;
