-- What courses ask, as the generator wrote it; older versions stay for what was learnt by them.

CREATE TABLE bundle (
  version TEXT PRIMARY KEY,
  text TEXT NOT NULL,
  added INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
