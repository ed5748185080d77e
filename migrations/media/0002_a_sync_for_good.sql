CREATE TABLE `media_corpus_parents` (
	`connection_id` text NOT NULL,
	`content_hash` text NOT NULL,
	`parent_hash` text NOT NULL,
	PRIMARY KEY(`connection_id`, `content_hash`, `parent_hash`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `media_platform_outages` (
	`platform` text PRIMARY KEY NOT NULL,
	`suspects` text NOT NULL,
	`suspected_at` integer NOT NULL,
	`opened_at` integer,
	`probe_at` integer,
	`probes` integer DEFAULT 0 NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
ALTER TABLE `media_accounts` ADD `token_renew_at` integer;--> statement-breakpoint
ALTER TABLE `media_accounts` ADD `grant_ends_at` integer;--> statement-breakpoint
ALTER TABLE `media_accounts` ADD `renewal_lost_at` integer;--> statement-breakpoint
ALTER TABLE `media_accounts` ADD `refused_since` integer;--> statement-breakpoint
ALTER TABLE `media_accounts` ADD `complete_since` integer;--> statement-breakpoint
ALTER TABLE `media_accounts` ADD `history_limit` text;--> statement-breakpoint
ALTER TABLE `media_accounts` ADD `active_at` integer;--> statement-breakpoint
ALTER TABLE `media_accounts` ADD `idle_checks` text;--> statement-breakpoint
ALTER TABLE `media_accounts` ADD `unbooked` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `media_accounts` ADD `last_snapshot` text;--> statement-breakpoint
ALTER TABLE `media_corpus_snapshots` ADD `seq` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `media_corpus_snapshots_order` ON `media_corpus_snapshots` (`connection_id`,`seq`);--> statement-breakpoint
ALTER TABLE `media_rate_limits` ADD `period_ends_at` integer;--> statement-breakpoint
ALTER TABLE `media_rate_limits` ADD `used` real DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `media_rate_limits` ADD `granted` real;--> statement-breakpoint
ALTER TABLE `media_rate_limits` ADD `cap` real;--> statement-breakpoint
ALTER TABLE `media_users` ADD `erase_at` integer;--> statement-breakpoint
CREATE INDEX `media_users_erase` ON `media_users` (`erase_at`) WHERE erase_at is not null;--> statement-breakpoint
CREATE INDEX `media_items_hidden_by_person` ON `media_items` (`user_id`) WHERE hidden = 4;