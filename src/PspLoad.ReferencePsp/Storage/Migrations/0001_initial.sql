-- The books of the reference PSP. Amounts are integers in minor units; times are UTC.
-- Every statement can be repeated: MariaDB commits each CREATE separately, so an interrupted migration is simply run again.

CREATE TABLE IF NOT EXISTS wrapped_keys (
  id          INT           NOT NULL PRIMARY KEY,   -- never reused
  purpose     TINYINT       NOT NULL,               -- 1 blind index, 2 card
  kek_label   VARCHAR(64)   NOT NULL,
  wrapped     VARBINARY(64) NOT NULL,
  created_at  DATETIME(6)   NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS merchants (
  merchant_id          SMALLINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name                 VARCHAR(64)       NOT NULL UNIQUE,
  key_hash             BINARY(32)        NOT NULL UNIQUE,   -- SHA-256 of the merchant key
  signing_secret       VARBINARY(255)    NOT NULL,          -- sealed
  webhook_url          VARCHAR(512)      NULL,
  webhook_secret       VARBINARY(255)    NULL,              -- sealed
  requests_per_second  INT UNSIGNED      NULL               -- NULL: no limit
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS cards (
  card_id      BINARY(16)        NOT NULL PRIMARY KEY,
  merchant_id  SMALLINT UNSIGNED NOT NULL,
  pan_key_id   INT               NOT NULL,
  pan_sealed   VARBINARY(47)     NOT NULL,
  pan_index    BINARY(32)        NOT NULL,
  brand        VARCHAR(16)       NOT NULL,
  bin          CHAR(6)           NOT NULL,
  last4        CHAR(4)           NOT NULL,
  exp_month    TINYINT UNSIGNED  NOT NULL,
  exp_year     SMALLINT UNSIGNED NOT NULL,
  tokenized    BOOLEAN           NOT NULL,   -- false: kept only until a challenge is over
  created_at   DATETIME(3)       NOT NULL,
  UNIQUE KEY one_card_per_number (merchant_id, pan_index),
  KEY by_key (pan_key_id),
  FOREIGN KEY (merchant_id) REFERENCES merchants (merchant_id),
  FOREIGN KEY (pan_key_id) REFERENCES wrapped_keys (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS payments (
  payment_id          BINARY(16)        NOT NULL PRIMARY KEY,
  merchant_id         SMALLINT UNSIGNED NOT NULL,
  order_id            VARCHAR(64)       NOT NULL,
  amount              BIGINT            NOT NULL,
  currency            CHAR(3)           NOT NULL,
  capture             ENUM ('automatic', 'manual') NOT NULL,
  status              ENUM ('created', 'requires_action', 'authorized', 'partially_captured', 'captured',
                            'partially_refunded', 'refunded', 'voided', 'declined', 'failed') NOT NULL,
  authorized          BIGINT            NOT NULL DEFAULT 0,
  captured            BIGINT            NOT NULL DEFAULT 0,
  refunded            BIGINT            NOT NULL DEFAULT 0,
  brand               VARCHAR(16)       NOT NULL,
  bin                 CHAR(6)           NOT NULL,
  last4               CHAR(4)           NOT NULL,
  card_id             BINARY(16)        NULL,      -- the stored card, if any
  paid_by_token       BOOLEAN           NOT NULL,  -- the client paid with a token
  return_url          VARCHAR(512)      NULL,
  reason              VARCHAR(64)       NULL,      -- why declined or failed
  authorization_id    BINARY(16)        NULL,      -- the operation that authorised
  authorization_code  VARCHAR(16)       NULL,
  pending_operation   BINARY(16)        NULL,      -- at most one operation is in progress
  version             INT UNSIGNED      NOT NULL,  -- number of transitions
  created_at          DATETIME(3)       NOT NULL,
  updated_at          DATETIME(3)       NOT NULL,
  KEY by_order (merchant_id, order_id),
  CONSTRAINT money CHECK (0 <= refunded AND refunded <= captured AND captured <= authorized AND authorized <= amount AND amount > 0)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- One row per idempotency key: the intent (pending), then the outcome and the stored response.
-- operation_id is the reference at the acquirer: one key, one operation, one charge.
CREATE TABLE IF NOT EXISTS operations (
  operation_id     BINARY(16)        NOT NULL PRIMARY KEY,
  merchant_id      SMALLINT UNSIGNED NOT NULL,
  idempotency_key  VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,   -- NULL after the retention time
  request_hash     BINARY(32)        NOT NULL,   -- keyed, because the request may hold a card
  kind             ENUM ('token', 'payment', 'authentication', 'capture', 'void', 'refund') NOT NULL,
  message          ENUM ('none', 'authorize', 'sale', 'capture', 'void', 'refund') NOT NULL,   -- what the acquirer is asked for
  payment_id       BINARY(16)        NULL,
  amount           BIGINT            NOT NULL,
  status           ENUM ('pending', 'succeeded', 'declined', 'failed') NOT NULL,
  owner            VARCHAR(64)       NOT NULL,   -- the working process; it holds the lock of this name while it lives
  lease_until      DATETIME(3)       NULL,       -- NULL once finished
  response_status  SMALLINT UNSIGNED NULL,
  response_body    BLOB              NULL,
  created_at       DATETIME(3)       NOT NULL,
  finished_at      DATETIME(3)       NULL,
  UNIQUE KEY one_operation_per_key (merchant_id, idempotency_key),
  KEY under_way (lease_until),
  KEY by_payment (payment_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- One row per finished operation on a payment: the transition, and its webhook.
-- Because of the primary key an outcome counts once, whichever process finishes first.
CREATE TABLE IF NOT EXISTS events (
  event_id         BINARY(16)        NOT NULL PRIMARY KEY,   -- = operation_id
  merchant_id      SMALLINT UNSIGNED NOT NULL,
  payment_id       BINARY(16)        NOT NULL,
  type             VARCHAR(48)       NOT NULL,
  from_status      VARCHAR(20)       NOT NULL,
  to_status        VARCHAR(20)       NOT NULL,
  version          INT UNSIGNED      NOT NULL,
  payload          BLOB              NULL,                   -- NULL: the merchant has no webhook
  created_at       DATETIME(3)       NOT NULL,
  attempts         SMALLINT UNSIGNED NOT NULL DEFAULT 0,
  next_attempt_at  DATETIME(3)       NULL,                   -- NULL: delivered, given up, or no receiver
  delivered_at     DATETIME(3)       NULL,
  KEY due (next_attempt_at),
  KEY by_payment (payment_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS ledger_entries (
  entry_id      BIGINT UNSIGNED   NOT NULL AUTO_INCREMENT PRIMARY KEY,
  operation_id  BINARY(16)        NOT NULL,
  leg           TINYINT UNSIGNED  NOT NULL,
  merchant_id   SMALLINT UNSIGNED NOT NULL,
  payment_id    BINARY(16)        NOT NULL,
  account       ENUM ('acquirer_authorized', 'merchant_authorized', 'acquirer_receivable', 'merchant_payable') NOT NULL,
  debit         BIGINT            NOT NULL,
  credit        BIGINT            NOT NULL,
  currency      CHAR(3)           NOT NULL,
  created_at    DATETIME(6)       NOT NULL,
  UNIQUE KEY posted_once (operation_id, leg),
  KEY by_merchant (merchant_id, entry_id),
  CONSTRAINT one_side CHECK (debit >= 0 AND credit >= 0 AND (debit = 0) <> (credit = 0))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Authorisations that were given up. Their cancellation is repeated until the acquirer confirms it.
CREATE TABLE IF NOT EXISTS reversals (
  operation_id     BINARY(16)        NOT NULL PRIMARY KEY,
  attempts         SMALLINT UNSIGNED NOT NULL DEFAULT 0,
  next_attempt_at  DATETIME(3)       NULL,   -- NULL once confirmed
  confirmed_at     DATETIME(3)       NULL,
  created_at       DATETIME(3)       NOT NULL,
  KEY due (next_attempt_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
