-- The keys of the gateway's clients. Every statement can be run again: a database whose DDL is not transactional may be left between two.
-- Times are microseconds since 1970. Of a key only its hash is kept. Lists have an entry a line.
CREATE TABLE IF NOT EXISTS cascadeflow_key (
  id                  VARCHAR(32) NOT NULL PRIMARY KEY,
  hash                VARCHAR(80) NOT NULL,
  tenant              VARCHAR(160) NOT NULL,
  project             VARCHAR(160),
  user_name           VARCHAR(160),
  budgets             VARCHAR(4000) NOT NULL,
  models              VARCHAR(20000) NOT NULL,
  requests_per_minute INT,
  concurrent_requests INT,
  label               VARCHAR(160) NOT NULL,
  created_at          BIGINT,
  expires_at          BIGINT,
  revoked_at          BIGINT
);
