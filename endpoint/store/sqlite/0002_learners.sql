-- Learners with their recovery codes, and what remains of those who were erased.

CREATE TABLE learner (
  id TEXT PRIMARY KEY,          -- a UUID, lower case
  agent TEXT NOT NULL,          -- the key by which statements and documents name the learner
  locator TEXT NOT NULL UNIQUE,
  secret_hash TEXT NOT NULL,
  restricted INTEGER NOT NULL,
  created INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- SHA-256 of the learner's id and agent, and the hashes of the tokens: nothing from which the learner could be told.
CREATE TABLE tombstone (
  hash TEXT PRIMARY KEY,
  receipt TEXT NOT NULL,
  erased INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX blob_use_stored ON blob_use (stored);
