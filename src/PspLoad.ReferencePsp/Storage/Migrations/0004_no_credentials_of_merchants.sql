-- Keys and signing secrets are in the merchants' file only. The columns stay for a program of the version before.
ALTER TABLE merchants MODIFY key_hash BINARY(32) NULL, MODIFY signing_secret VARBINARY(255) NULL;

UPDATE merchants SET key_hash = NULL, signing_secret = NULL, requests_per_second = NULL;
