DROP INDEX `media_items_timeline`;--> statement-breakpoint
CREATE INDEX `media_items_timeline` ON `media_items` (`user_id`,(kind = 'commit')) WHERE parent is null;