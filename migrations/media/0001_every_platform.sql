CREATE TABLE `media_account_settings` (
	`connection_id` text PRIMARY KEY NOT NULL,
	`choices` text NOT NULL,
	`updated_at` integer NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `media_rate_limits` (
	`scope` text PRIMARY KEY NOT NULL,
	`blocked_until` integer NOT NULL,
	`updated_at` integer NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `media_item_edits` (
	`connection_id` text NOT NULL,
	`external_id` text NOT NULL,
	`replaced_at` integer NOT NULL,
	`title` text NOT NULL,
	`body` text,
	PRIMARY KEY(`connection_id`, `external_id`, `replaced_at`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `media_platform_credentials` (
	`user_id` text NOT NULL,
	`platform` text NOT NULL,
	`client_id` text NOT NULL,
	`client_secret_sealed` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`user_id`, `platform`)
) WITHOUT ROWID;
--> statement-breakpoint
ALTER TABLE `media_accounts` ADD `client_id` text;--> statement-breakpoint
ALTER TABLE `media_accounts` ADD `renewing_since` integer;--> statement-breakpoint
ALTER TABLE `media_corpus_snapshots` ADD `context` text;--> statement-breakpoint
ALTER TABLE `media_sync_runs` ADD `usage` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `media_items` ADD `author` text;--> statement-breakpoint
ALTER TABLE `media_items` ADD `media` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `media_items` ADD `marks` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `media_items` ADD `language` text;--> statement-breakpoint
ALTER TABLE `media_items` ADD `edited_at` integer;--> statement-breakpoint
ALTER TABLE `media_items` ADD `hidden` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `media_items_connection` ON `media_items` (`connection_id`) WHERE parent is null;--> statement-breakpoint
ALTER TABLE `media_oauth_states` ADD `client_id` text;