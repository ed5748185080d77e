import { homeTopics } from "./home-topics.ts";
import { systemTopics } from "./system-topics.ts";
import type { Topic } from "./topic.ts";
import { workTopics } from "./work-topics.ts";

const topics = { ...systemTopics, ...workTopics, ...homeTopics };

export type TopicName = keyof typeof topics;

export function topicOf(name: TopicName): Topic {
  return topics[name];
}
