-- Until this version the hash covered the CVC, from which nothing may be kept. The hash is now NULL for these rows, and after the retention time.
ALTER TABLE operations MODIFY request_hash BINARY(32) NULL;

UPDATE operations SET request_hash = NULL WHERE request_hash IS NOT NULL;
