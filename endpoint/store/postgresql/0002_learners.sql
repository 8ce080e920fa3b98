-- Learners with their recovery codes, and what remains of those who were erased.

CREATE TABLE learner (
  id bytea PRIMARY KEY,             -- a UUID, lower case
  agent bytea NOT NULL,             -- the key by which statements and documents name the learner
  locator bytea NOT NULL UNIQUE,
  secret_hash text NOT NULL,
  restricted boolean NOT NULL,
  created bigint NOT NULL
);

-- SHA-256 of the learner's id and agent, and the hashes of the tokens: nothing from which the learner could be told.
CREATE TABLE tombstone (
  hash bytea PRIMARY KEY,
  receipt text NOT NULL,
  erased bigint NOT NULL
);
