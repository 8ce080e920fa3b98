-- Classes: who is in them, and what was done to their codes.

CREATE TABLE class (
  id TEXT PRIMARY KEY,          -- a UUID, lower case
  name TEXT NOT NULL,
  course TEXT NOT NULL,         -- '': all
  code TEXT NOT NULL UNIQUE,
  facilitator TEXT NOT NULL UNIQUE,  -- SHA-256 of the secret
  numbers INTEGER NOT NULL DEFAULT 0,  -- so many numbers were given to members
  created INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The only place where a learner's name may stand.
CREATE TABLE member (
  class TEXT NOT NULL,
  learner TEXT NOT NULL,
  number INTEGER NOT NULL,
  display_name TEXT NOT NULL,
  circle TEXT NOT NULL,         -- the group
  may_renew INTEGER NOT NULL,
  joined INTEGER NOT NULL,
  PRIMARY KEY (class, learner)
) STRICT, WITHOUT ROWID;
CREATE INDEX member_learner ON member (learner);

-- Learners stand there with their number alone.
CREATE TABLE class_event (
  id INTEGER PRIMARY KEY,
  class TEXT NOT NULL,
  what TEXT NOT NULL,
  member INTEGER NOT NULL,      -- 0: none
  time INTEGER NOT NULL
) STRICT;
CREATE INDEX class_event_class ON class_event (class);
