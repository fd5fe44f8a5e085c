-- Conversations. Every statement can be run again. Times are microseconds since 1970.
-- A row for each turn, in the order of number; turn is the caller's, so that none is kept twice.
CREATE TABLE IF NOT EXISTS cascadeflow_turn (
  tenant       VARCHAR(160) NOT NULL,
  conversation VARCHAR(160) NOT NULL,
  number       BIGINT NOT NULL,
  turn         VARCHAR(160) NOT NULL,
  kept_at      BIGINT NOT NULL,
  messages     VARCHAR(10000000) NOT NULL,
  PRIMARY KEY (tenant, conversation, number),
  UNIQUE (tenant, conversation, turn)
);
CREATE INDEX IF NOT EXISTS cascadeflow_turn_time ON cascadeflow_turn (kept_at);
