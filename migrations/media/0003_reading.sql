CREATE TABLE `media_activity` (
	`user_id` text NOT NULL,
	`day` integer NOT NULL,
	`connection_id` text NOT NULL,
	`kind` text NOT NULL,
	`is_private` integer NOT NULL,
	`items` integer NOT NULL,
	`hours` text NOT NULL,
	`version` integer NOT NULL,
	PRIMARY KEY(`user_id`, `day`, `connection_id`, `kind`, `is_private`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `media_place_activity` (
	`user_id` text NOT NULL,
	`month` integer NOT NULL,
	`connection_id` text NOT NULL,
	`place` text NOT NULL,
	`kind` text NOT NULL,
	`is_private` integer NOT NULL,
	`items` integer NOT NULL,
	`spread` text NOT NULL,
	`version` integer NOT NULL,
	PRIMARY KEY(`user_id`, `month`, `connection_id`, `place`, `kind`, `is_private`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `media_profile_counts` (
	`profile_id` text NOT NULL,
	`month` integer NOT NULL,
	`basis` text NOT NULL,
	`counts` text NOT NULL,
	PRIMARY KEY(`profile_id`, `month`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `media_zone_offsets` (
	`zone` text NOT NULL,
	`since` integer NOT NULL,
	`offset_ms` integer NOT NULL,
	PRIMARY KEY(`zone`, `since`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `media_profile_filters` (
	`profile_id` text NOT NULL,
	`seq` integer NOT NULL,
	`connection_id` text,
	`field` text NOT NULL,
	`value` text NOT NULL,
	`is_excluded` integer NOT NULL,
	PRIMARY KEY(`profile_id`, `seq`)
) WITHOUT ROWID;
--> statement-breakpoint
ALTER TABLE `media_items` ADD `parent_hidden` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `media_items` ADD `local_hour` integer;--> statement-breakpoint
ALTER TABLE `media_items` ADD `holds_others` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `media_items` ADD `same_text` text;--> statement-breakpoint
ALTER TABLE `media_items` ADD `twin` text;--> statement-breakpoint
ALTER TABLE `media_items` ADD `is_split` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `media_items` ADD `pinned_at` integer;--> statement-breakpoint
ALTER TABLE `media_items` ADD `note` text;--> statement-breakpoint
CREATE INDEX `media_items_inside` ON `media_items` (`user_id`) WHERE parent is not null;--> statement-breakpoint
CREATE INDEX `media_items_pinned` ON `media_items` (`user_id`,`pinned_at`) WHERE pinned_at is not null;--> statement-breakpoint
CREATE INDEX `media_items_noted` ON `media_items` (`user_id`) WHERE note is not null;--> statement-breakpoint
CREATE INDEX `media_items_same_text` ON `media_items` (`user_id`,`same_text`) WHERE same_text is not null;--> statement-breakpoint
ALTER TABLE `media_item_links` ADD `waits` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `media_item_links_waiting` ON `media_item_links` (`connection_id`,`parent`) WHERE waits = 1;--> statement-breakpoint
ALTER TABLE `media_profiles` ADD `visibility` text DEFAULT 'private' NOT NULL;--> statement-breakpoint
ALTER TABLE `media_profiles` ADD `zone` text;--> statement-breakpoint
ALTER TABLE `media_profiles` ADD `theme` text DEFAULT 'system' NOT NULL;--> statement-breakpoint
ALTER TABLE `media_profiles` ADD `connections` text;--> statement-breakpoint
ALTER TABLE `media_profiles` ADD `counts_private` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `media_profiles` ADD `link_hash` text;--> statement-breakpoint
ALTER TABLE `media_profiles` ADD `link_sealed` text;--> statement-breakpoint
ALTER TABLE `media_profiles` ADD `link_expires_at` integer;--> statement-breakpoint
ALTER TABLE `media_users` ADD `counted_zone` text;--> statement-breakpoint
ALTER TABLE `media_users` ADD `count_key` integer DEFAULT 9007199254740991;--> statement-breakpoint
ALTER TABLE `media_users` ADD `search_key` integer DEFAULT 9007199254740991;--> statement-breakpoint
CREATE INDEX `media_users_counting` ON `media_users` (`id`) WHERE count_key is not null;--> statement-breakpoint
CREATE INDEX `media_users_indexing` ON `media_users` (`search_key`) WHERE search_key is not null;
--> statement-breakpoint
UPDATE media_items SET holds_others = 1
WHERE external_id IN (SELECT l.parent FROM media_item_links l WHERE l.connection_id = media_items.connection_id);
--> statement-breakpoint
UPDATE media_item_links SET waits = 1
WHERE NOT EXISTS (SELECT 1 FROM media_items p WHERE p.connection_id = media_item_links.connection_id AND p.external_id = media_item_links.parent AND p.hidden & 1 = 0);
--> statement-breakpoint
UPDATE media_items SET parent = NULL
WHERE parent <> '' AND NOT EXISTS (SELECT 1 FROM media_items p
	WHERE p.connection_id = media_items.connection_id AND p.external_id = media_items.parent AND p.hidden & 1 = 0);
--> statement-breakpoint
UPDATE media_items SET parent_hidden = 1
WHERE parent <> '' AND EXISTS (SELECT 1 FROM media_items p
	WHERE p.connection_id = media_items.connection_id AND p.external_id = media_items.parent AND p.hidden <> 0);
--> statement-breakpoint
-- Counting. One statement may fire several of these for a row, in no certain order: taking away from a cell
-- that is not there yet makes it, so that the sum is right in any order. Hours before 1970 are negative:
-- 240,000,000 of them, a multiple of 24, make them positive to be divided.
CREATE TRIGGER media_items_counted AFTER INSERT ON media_items WHEN NEW.hidden = 0 AND NEW.parent_hidden = 0 AND NEW.local_hour IS NOT NULL
BEGIN
	INSERT INTO media_activity (user_id, day, connection_id, kind, is_private, items, hours, version)
	VALUES (NEW.user_id, (NEW.local_hour + 240000000) / 24 - 10000000, NEW.connection_id, NEW.kind, NEW.is_private, 1, json_set('[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]', '$[' || ((NEW.local_hour + 240000000) % 24) || ']', 1), 1)
	ON CONFLICT (user_id, day, connection_id, kind, is_private) DO UPDATE SET items = items + 1, version = version + 1,
		hours = json_set(hours, '$[' || ((NEW.local_hour + 240000000) % 24) || ']', json_extract(hours, '$[' || ((NEW.local_hour + 240000000) % 24) || ']') + 1);
	INSERT INTO media_place_activity (user_id, month, connection_id, place, kind, is_private, items, spread, version)
	VALUES (NEW.user_id, (strftime('%Y', NEW.local_hour * 3600, 'unixepoch') - 1970) * 12 + strftime('%m', NEW.local_hour * 3600, 'unixepoch') - 1, NEW.connection_id, coalesce(NEW.place_name, ''), NEW.kind, NEW.is_private, 1, json_set('[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]', '$[' || (strftime('%d', NEW.local_hour * 3600, 'unixepoch') - 1) || ']', 1, '$[' || (31 + (NEW.local_hour + 240000000) % 24) || ']', 1), 1)
	ON CONFLICT (user_id, month, connection_id, place, kind, is_private) DO UPDATE SET items = items + 1, version = version + 1,
		spread = json_set(spread, '$[' || (strftime('%d', NEW.local_hour * 3600, 'unixepoch') - 1) || ']', json_extract(spread, '$[' || (strftime('%d', NEW.local_hour * 3600, 'unixepoch') - 1) || ']') + 1, '$[' || (31 + (NEW.local_hour + 240000000) % 24) || ']', json_extract(spread, '$[' || (31 + (NEW.local_hour + 240000000) % 24) || ']') + 1);
END;
--> statement-breakpoint
CREATE TRIGGER media_items_uncounted AFTER DELETE ON media_items WHEN OLD.hidden = 0 AND OLD.parent_hidden = 0 AND OLD.local_hour IS NOT NULL
BEGIN
	UPDATE media_activity SET items = items - 1, version = version + 1,
		hours = json_set(hours, '$[' || ((OLD.local_hour + 240000000) % 24) || ']', json_extract(hours, '$[' || ((OLD.local_hour + 240000000) % 24) || ']') - 1)
	WHERE user_id = OLD.user_id AND day = (OLD.local_hour + 240000000) / 24 - 10000000 AND connection_id = OLD.connection_id AND kind = OLD.kind AND is_private = OLD.is_private;
	UPDATE media_place_activity SET items = items - 1, version = version + 1,
		spread = json_set(spread, '$[' || (strftime('%d', OLD.local_hour * 3600, 'unixepoch') - 1) || ']', json_extract(spread, '$[' || (strftime('%d', OLD.local_hour * 3600, 'unixepoch') - 1) || ']') - 1, '$[' || (31 + (OLD.local_hour + 240000000) % 24) || ']', json_extract(spread, '$[' || (31 + (OLD.local_hour + 240000000) % 24) || ']') - 1)
	WHERE user_id = OLD.user_id AND month = (strftime('%Y', OLD.local_hour * 3600, 'unixepoch') - 1970) * 12 + strftime('%m', OLD.local_hour * 3600, 'unixepoch') - 1 AND connection_id = OLD.connection_id
		AND place = coalesce(OLD.place_name, '') AND kind = OLD.kind AND is_private = OLD.is_private;
END;
--> statement-breakpoint
CREATE TRIGGER media_items_counted_elsewhere AFTER UPDATE OF hidden, parent_hidden, local_hour, kind, is_private, place_name ON media_items
WHEN NEW.hidden = 0 AND NEW.parent_hidden = 0 AND NEW.local_hour IS NOT NULL AND NOT (OLD.hidden = 0 AND OLD.parent_hidden = 0 AND OLD.local_hour IS NOT NULL AND OLD.local_hour IS NEW.local_hour AND OLD.kind = NEW.kind AND OLD.is_private = NEW.is_private AND OLD.place_name IS NEW.place_name)
BEGIN
	INSERT INTO media_activity (user_id, day, connection_id, kind, is_private, items, hours, version)
	VALUES (NEW.user_id, (NEW.local_hour + 240000000) / 24 - 10000000, NEW.connection_id, NEW.kind, NEW.is_private, 1, json_set('[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]', '$[' || ((NEW.local_hour + 240000000) % 24) || ']', 1), 1)
	ON CONFLICT (user_id, day, connection_id, kind, is_private) DO UPDATE SET items = items + 1, version = version + 1,
		hours = json_set(hours, '$[' || ((NEW.local_hour + 240000000) % 24) || ']', json_extract(hours, '$[' || ((NEW.local_hour + 240000000) % 24) || ']') + 1);
	INSERT INTO media_place_activity (user_id, month, connection_id, place, kind, is_private, items, spread, version)
	VALUES (NEW.user_id, (strftime('%Y', NEW.local_hour * 3600, 'unixepoch') - 1970) * 12 + strftime('%m', NEW.local_hour * 3600, 'unixepoch') - 1, NEW.connection_id, coalesce(NEW.place_name, ''), NEW.kind, NEW.is_private, 1, json_set('[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]', '$[' || (strftime('%d', NEW.local_hour * 3600, 'unixepoch') - 1) || ']', 1, '$[' || (31 + (NEW.local_hour + 240000000) % 24) || ']', 1), 1)
	ON CONFLICT (user_id, month, connection_id, place, kind, is_private) DO UPDATE SET items = items + 1, version = version + 1,
		spread = json_set(spread, '$[' || (strftime('%d', NEW.local_hour * 3600, 'unixepoch') - 1) || ']', json_extract(spread, '$[' || (strftime('%d', NEW.local_hour * 3600, 'unixepoch') - 1) || ']') + 1, '$[' || (31 + (NEW.local_hour + 240000000) % 24) || ']', json_extract(spread, '$[' || (31 + (NEW.local_hour + 240000000) % 24) || ']') + 1);
END;
--> statement-breakpoint
CREATE TRIGGER media_items_uncounted_here AFTER UPDATE OF hidden, parent_hidden, local_hour, kind, is_private, place_name ON media_items
WHEN OLD.hidden = 0 AND OLD.parent_hidden = 0 AND OLD.local_hour IS NOT NULL AND NOT (NEW.hidden = 0 AND NEW.parent_hidden = 0 AND NEW.local_hour IS NOT NULL AND OLD.local_hour IS NEW.local_hour AND OLD.kind = NEW.kind AND OLD.is_private = NEW.is_private AND OLD.place_name IS NEW.place_name)
BEGIN
	INSERT INTO media_activity (user_id, day, connection_id, kind, is_private, items, hours, version)
	VALUES (OLD.user_id, (OLD.local_hour + 240000000) / 24 - 10000000, OLD.connection_id, OLD.kind, OLD.is_private, -1, json_set('[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]', '$[' || ((OLD.local_hour + 240000000) % 24) || ']', -1), 1)
	ON CONFLICT (user_id, day, connection_id, kind, is_private) DO UPDATE SET items = items - 1, version = version + 1,
		hours = json_set(hours, '$[' || ((OLD.local_hour + 240000000) % 24) || ']', json_extract(hours, '$[' || ((OLD.local_hour + 240000000) % 24) || ']') - 1);
	INSERT INTO media_place_activity (user_id, month, connection_id, place, kind, is_private, items, spread, version)
	VALUES (OLD.user_id, (strftime('%Y', OLD.local_hour * 3600, 'unixepoch') - 1970) * 12 + strftime('%m', OLD.local_hour * 3600, 'unixepoch') - 1, OLD.connection_id, coalesce(OLD.place_name, ''), OLD.kind, OLD.is_private, -1, json_set('[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]', '$[' || (strftime('%d', OLD.local_hour * 3600, 'unixepoch') - 1) || ']', -1, '$[' || (31 + (OLD.local_hour + 240000000) % 24) || ']', -1), 1)
	ON CONFLICT (user_id, month, connection_id, place, kind, is_private) DO UPDATE SET items = items - 1, version = version + 1,
		spread = json_set(spread, '$[' || (strftime('%d', OLD.local_hour * 3600, 'unixepoch') - 1) || ']', json_extract(spread, '$[' || (strftime('%d', OLD.local_hour * 3600, 'unixepoch') - 1) || ']') - 1, '$[' || (31 + (OLD.local_hour + 240000000) % 24) || ']', json_extract(spread, '$[' || (31 + (OLD.local_hour + 240000000) % 24) || ']') - 1);
END;
--> statement-breakpoint
CREATE TRIGGER media_items_changed AFTER UPDATE OF content_hash, pinned_at, note ON media_items
WHEN (OLD.content_hash <> NEW.content_hash OR OLD.pinned_at IS NOT NEW.pinned_at OR OLD.note IS NOT NEW.note) AND OLD.hidden = 0 AND OLD.parent_hidden = 0 AND OLD.local_hour IS NOT NULL AND NEW.hidden = 0 AND NEW.parent_hidden = 0 AND NEW.local_hour IS NOT NULL AND OLD.local_hour IS NEW.local_hour AND OLD.kind = NEW.kind AND OLD.is_private = NEW.is_private AND OLD.place_name IS NEW.place_name
BEGIN
	UPDATE media_activity SET version = version + 1
	WHERE user_id = NEW.user_id AND day = (NEW.local_hour + 240000000) / 24 - 10000000 AND connection_id = NEW.connection_id AND kind = NEW.kind AND is_private = NEW.is_private;
	UPDATE media_place_activity SET version = version + 1
	WHERE user_id = NEW.user_id AND month = (strftime('%Y', NEW.local_hour * 3600, 'unixepoch') - 1970) * 12 + strftime('%m', NEW.local_hour * 3600, 'unixepoch') - 1 AND connection_id = NEW.connection_id
		AND place = coalesce(NEW.place_name, '') AND kind = NEW.kind AND is_private = NEW.is_private;
END;
--> statement-breakpoint
-- What stands inside something hidden. The updates these make are counted by the triggers above.
CREATE TRIGGER media_items_hides_inside AFTER UPDATE OF hidden ON media_items
WHEN (OLD.hidden = 0) <> (NEW.hidden = 0)
BEGIN
	UPDATE media_items SET parent_hidden = (NEW.hidden <> 0)
	WHERE connection_id = NEW.connection_id AND parent = NEW.external_id AND parent <> ''
		AND parent_hidden <> (NEW.hidden <> 0);
END;
--> statement-breakpoint
CREATE TRIGGER media_items_comes_hidden AFTER INSERT ON media_items WHEN NEW.hidden <> 0
BEGIN
	UPDATE media_items SET parent_hidden = 1
	WHERE connection_id = NEW.connection_id AND parent = NEW.external_id AND parent <> '' AND parent_hidden = 0;
END;
--> statement-breakpoint
CREATE TRIGGER media_items_put_inside AFTER UPDATE OF parent ON media_items
WHEN OLD.parent IS NOT NEW.parent AND NEW.parent_hidden <> (coalesce(NEW.parent, '') <> '' AND EXISTS (SELECT 1 FROM media_items p
		WHERE p.connection_id = NEW.connection_id AND p.external_id = NEW.parent AND p.hidden <> 0))
BEGIN
	UPDATE media_items SET parent_hidden = 1 - parent_hidden WHERE id = NEW.id;
END;
--> statement-breakpoint
CREATE TRIGGER media_items_comes_inside AFTER INSERT ON media_items
WHEN coalesce(NEW.parent, '') <> '' AND EXISTS (SELECT 1 FROM media_items p
		WHERE p.connection_id = NEW.connection_id AND p.external_id = NEW.parent AND p.hidden <> 0)
BEGIN
	UPDATE media_items SET parent_hidden = 1 WHERE id = NEW.id;
END;
--> statement-breakpoint
-- The same text on several platforms within a day: a new one joins the nearest, and each platform is there once.
-- Keys grow by 2,048 a millisecond; a crowded one lends from those that follow, a second at most.
CREATE TRIGGER media_items_meets_same AFTER INSERT ON media_items
WHEN NEW.same_text IS NOT NULL AND EXISTS (SELECT 1 FROM media_items t
		WHERE t.user_id = NEW.user_id AND t.same_text = NEW.same_text AND t.platform <> NEW.platform
			AND t.id BETWEEN NEW.id - 176949248000 AND NEW.id + 176949248000 AND abs(t.occurred_at - NEW.occurred_at) <= 86400000 AND t.hidden & 1 = 0)
BEGIN
	UPDATE media_items SET twin = (
		SELECT coalesce(t.twin, t.same_text || ':' || hex(randomblob(4))) FROM media_items t
		WHERE t.user_id = NEW.user_id AND t.same_text = NEW.same_text AND t.platform <> NEW.platform
			AND t.id BETWEEN NEW.id - 176949248000 AND NEW.id + 176949248000 AND abs(t.occurred_at - NEW.occurred_at) <= 86400000 AND t.hidden & 1 = 0
			AND NOT EXISTS (SELECT 1 FROM media_items o WHERE o.user_id = NEW.user_id AND o.same_text = NEW.same_text AND o.id BETWEEN NEW.id - 353898496000 AND NEW.id + 353898496000
				AND o.twin = t.twin AND o.hidden & 1 = 0 AND (o.platform = NEW.platform OR abs(o.occurred_at - NEW.occurred_at) > 86400000))
		ORDER BY abs(t.occurred_at - NEW.occurred_at), t.id LIMIT 1)
	WHERE id = NEW.id;
	UPDATE media_items SET twin = (SELECT n.twin FROM media_items n WHERE n.id = NEW.id)
	WHERE twin IS NULL AND (SELECT n.twin FROM media_items n WHERE n.id = NEW.id) IS NOT NULL
		AND id = (SELECT t.id FROM media_items t
			WHERE t.user_id = NEW.user_id AND t.same_text = NEW.same_text AND t.platform <> NEW.platform
			AND t.id BETWEEN NEW.id - 176949248000 AND NEW.id + 176949248000 AND abs(t.occurred_at - NEW.occurred_at) <= 86400000 AND t.hidden & 1 = 0 AND t.twin IS NULL
			ORDER BY abs(t.occurred_at - NEW.occurred_at), t.id LIMIT 1)
		AND NOT EXISTS (SELECT 1 FROM media_items o WHERE o.user_id = NEW.user_id AND o.same_text = NEW.same_text AND o.id BETWEEN NEW.id - 353898496000 AND NEW.id + 353898496000
			AND o.id <> NEW.id AND o.twin = (SELECT n.twin FROM media_items n WHERE n.id = NEW.id));
END;
--> statement-breakpoint
CREATE TRIGGER media_items_says_otherwise AFTER UPDATE OF same_text, occurred_at ON media_items
WHEN OLD.same_text IS NOT NEW.same_text OR (NEW.same_text IS NOT NULL AND OLD.occurred_at <> NEW.occurred_at)
BEGIN
	UPDATE media_items SET twin = NULL WHERE id = NEW.id AND twin IS NOT NULL;
	UPDATE media_items SET twin = (
		SELECT coalesce(t.twin, t.same_text || ':' || hex(randomblob(4))) FROM media_items t
		WHERE t.user_id = NEW.user_id AND t.same_text = NEW.same_text AND t.platform <> NEW.platform
			AND t.id BETWEEN NEW.id - 176949248000 AND NEW.id + 176949248000 AND abs(t.occurred_at - NEW.occurred_at) <= 86400000 AND t.hidden & 1 = 0
			AND NOT EXISTS (SELECT 1 FROM media_items o WHERE o.user_id = NEW.user_id AND o.same_text = NEW.same_text AND o.id BETWEEN NEW.id - 353898496000 AND NEW.id + 353898496000
				AND o.twin = t.twin AND o.hidden & 1 = 0 AND (o.platform = NEW.platform OR abs(o.occurred_at - NEW.occurred_at) > 86400000))
		ORDER BY abs(t.occurred_at - NEW.occurred_at), t.id LIMIT 1)
	WHERE id = NEW.id;
	UPDATE media_items SET twin = (SELECT n.twin FROM media_items n WHERE n.id = NEW.id)
	WHERE twin IS NULL AND (SELECT n.twin FROM media_items n WHERE n.id = NEW.id) IS NOT NULL
		AND id = (SELECT t.id FROM media_items t
			WHERE t.user_id = NEW.user_id AND t.same_text = NEW.same_text AND t.platform <> NEW.platform
			AND t.id BETWEEN NEW.id - 176949248000 AND NEW.id + 176949248000 AND abs(t.occurred_at - NEW.occurred_at) <= 86400000 AND t.hidden & 1 = 0 AND t.twin IS NULL
			ORDER BY abs(t.occurred_at - NEW.occurred_at), t.id LIMIT 1)
		AND NOT EXISTS (SELECT 1 FROM media_items o WHERE o.user_id = NEW.user_id AND o.same_text = NEW.same_text AND o.id BETWEEN NEW.id - 353898496000 AND NEW.id + 353898496000
			AND o.id <> NEW.id AND o.twin = (SELECT n.twin FROM media_items n WHERE n.id = NEW.id));
END;
--> statement-breakpoint
-- What belongs inside something that is not held, or is gone at its platform, stands on its own until that comes.
CREATE TRIGGER media_items_takes_in AFTER INSERT ON media_items
WHEN NEW.hidden & 1 = 0 AND EXISTS (SELECT 1 FROM media_item_links l
		WHERE l.connection_id = NEW.connection_id AND l.parent = NEW.external_id AND l.waits = 1)
BEGIN
	UPDATE media_items SET parent = NEW.external_id
	WHERE connection_id = NEW.connection_id AND hidden = 0 AND external_id IN (SELECT l.child FROM media_item_links l
		WHERE l.connection_id = NEW.connection_id AND l.parent = NEW.external_id AND l.waits = 1);
	UPDATE media_items SET holds_others = 1
	WHERE id = NEW.id AND holds_others = 0 AND EXISTS (SELECT 1 FROM media_item_links l
		WHERE l.connection_id = NEW.connection_id AND l.parent = NEW.external_id AND l.waits = 1);
	UPDATE media_item_links SET waits = 0
	WHERE connection_id = NEW.connection_id AND parent = NEW.external_id AND waits = 1;
END;
--> statement-breakpoint
CREATE TRIGGER media_items_is_back AFTER UPDATE OF hidden ON media_items
WHEN OLD.hidden & 1 = 1 AND NEW.hidden & 1 = 0
BEGIN
	UPDATE media_items SET parent = NEW.external_id
	WHERE connection_id = NEW.connection_id AND hidden = 0 AND external_id IN (SELECT l.child FROM media_item_links l
		WHERE l.connection_id = NEW.connection_id AND l.parent = NEW.external_id AND l.waits = 1);
	UPDATE media_items SET holds_others = 1
	WHERE id = NEW.id AND holds_others = 0 AND EXISTS (SELECT 1 FROM media_item_links l
		WHERE l.connection_id = NEW.connection_id AND l.parent = NEW.external_id AND l.waits = 1);
	UPDATE media_item_links SET waits = 0
	WHERE connection_id = NEW.connection_id AND parent = NEW.external_id AND waits = 1;
END;
--> statement-breakpoint
CREATE TRIGGER media_items_is_gone AFTER UPDATE OF hidden ON media_items
WHEN OLD.hidden & 1 = 0 AND NEW.hidden & 1 = 1
BEGIN
	UPDATE media_item_links SET waits = 1
	WHERE connection_id = NEW.connection_id AND parent = NEW.external_id AND child IN (SELECT c.external_id FROM media_items c
		WHERE c.connection_id = NEW.connection_id AND c.parent = NEW.external_id AND c.parent <> '');
	UPDATE media_items SET parent = NULL
	WHERE connection_id = NEW.connection_id AND parent = NEW.external_id AND parent <> '';
END;
--> statement-breakpoint
CREATE VIRTUAL TABLE media_search USING fts5(
	terms, title, body, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2'
);
