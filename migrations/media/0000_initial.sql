CREATE TABLE `media_accounts` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`platform` text NOT NULL,
	`external_id` text NOT NULL,
	`handle` text NOT NULL,
	`display_name` text,
	`url` text,
	`email` text,
	`status` text NOT NULL,
	`include_private` integer NOT NULL,
	`scopes` text NOT NULL,
	`access_token_sealed` text NOT NULL,
	`refresh_token_sealed` text,
	`token_expires_at` integer,
	`cursor` text,
	`is_complete` integer DEFAULT false NOT NULL,
	`progress` text,
	`item_count` integer DEFAULT 0 NOT NULL,
	`oldest_item_at` integer,
	`lease_owner` text,
	`lease_expires_at` integer,
	`fence` integer DEFAULT 0 NOT NULL,
	`next_sync_at` integer,
	`last_checked_at` integer,
	`last_success_at` integer,
	`failures` integer DEFAULT 0 NOT NULL,
	`problem_code` text,
	`problem_message` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `media_accounts_identity` ON `media_accounts` (`user_id`,`platform`,`external_id`);--> statement-breakpoint
CREATE INDEX `media_accounts_foreign` ON `media_accounts` (`platform`,`external_id`);--> statement-breakpoint
CREATE INDEX `media_accounts_due` ON `media_accounts` (`next_sync_at`) WHERE next_sync_at is not null;--> statement-breakpoint
CREATE INDEX `media_accounts_disconnecting` ON `media_accounts` (`status`) WHERE status = 'disconnecting';--> statement-breakpoint
CREATE TABLE `media_corpus_snapshots` (
	`connection_id` text NOT NULL,
	`content_hash` text NOT NULL,
	`platform` text NOT NULL,
	`endpoint` text NOT NULL,
	`url` text NOT NULL,
	`bytes` integer NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`connection_id`, `content_hash`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `media_sync_runs` (
	`connection_id` text NOT NULL,
	`id` text NOT NULL,
	`trigger` text NOT NULL,
	`outcome` text NOT NULL,
	`started_at` integer NOT NULL,
	`finished_at` integer NOT NULL,
	`checks` integer NOT NULL,
	`items_new` integer NOT NULL,
	`items_changed` integer NOT NULL,
	`requests` integer NOT NULL,
	`rows_read` integer NOT NULL,
	`rows_written` integer NOT NULL,
	`r2_ops` integer NOT NULL,
	`message` text,
	PRIMARY KEY(`connection_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `media_item_links` (
	`connection_id` text NOT NULL,
	`child` text NOT NULL,
	`parent` text NOT NULL,
	PRIMARY KEY(`connection_id`, `child`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `media_items` (
	`id` integer PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`connection_id` text NOT NULL,
	`external_id` text NOT NULL,
	`platform` text NOT NULL,
	`kind` text NOT NULL,
	`occurred_at` integer NOT NULL,
	`started_at` integer,
	`title` text NOT NULL,
	`body` text,
	`url` text,
	`place_name` text,
	`place_url` text,
	`state` text,
	`reference` text,
	`is_private` integer NOT NULL,
	`is_secondary` integer NOT NULL,
	`figures` text NOT NULL,
	`content_hash` text NOT NULL,
	`parent` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `media_items_external` ON `media_items` (`connection_id`,`external_id`);--> statement-breakpoint
CREATE INDEX `media_items_timeline` ON `media_items` (`user_id`) WHERE parent is null;--> statement-breakpoint
CREATE INDEX `media_items_children` ON `media_items` (`connection_id`,`parent`) WHERE parent is not null;--> statement-breakpoint
CREATE TABLE `media_facts` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `media_oauth_states` (
	`state_hash` text PRIMARY KEY NOT NULL,
	`platform` text NOT NULL,
	`purpose` text NOT NULL,
	`user_id` text,
	`session_hash` text,
	`cookie_hash` text NOT NULL,
	`verifier_sealed` text NOT NULL,
	`include_private` integer NOT NULL,
	`next_path` text NOT NULL,
	`zone` text,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `media_oauth_states_expiry` ON `media_oauth_states` (`expires_at`);--> statement-breakpoint
CREATE TABLE `media_profiles` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`slug` text NOT NULL,
	`name` text NOT NULL,
	`description` text NOT NULL,
	`is_default` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `media_profiles_slug` ON `media_profiles` (`user_id`,`slug`);--> statement-breakpoint
CREATE UNIQUE INDEX `media_profiles_default` ON `media_profiles` (`user_id`) WHERE is_default = 1;--> statement-breakpoint
CREATE TABLE `media_sessions` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`login` text,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `media_sessions_expiry` ON `media_sessions` (`expires_at`);--> statement-breakpoint
CREATE TABLE `media_users` (
	`id` text PRIMARY KEY NOT NULL,
	`devpad_id` text,
	`github_id` text,
	`name` text NOT NULL,
	`email` text,
	`handle` text NOT NULL,
	`zone` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `media_users_devpad` ON `media_users` (`devpad_id`) WHERE devpad_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX `media_users_github` ON `media_users` (`github_id`) WHERE github_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX `media_users_handle` ON `media_users` (`handle`);