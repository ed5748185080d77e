-- What is hidden leaves the full-text index: that of everybody who has any is made anew, by the ticks.
UPDATE media_users SET search_key = 9007199254740991
WHERE EXISTS (SELECT 1 FROM media_accounts a CROSS JOIN media_items i
	WHERE a.user_id = media_users.id AND i.connection_id = a.id AND i.parent = '');
