-- The cardholder's bank takes a sale back: a state, an amount and an operation of its own. New values at the end of an ENUM change no row.
ALTER TABLE payments
  MODIFY status ENUM ('created', 'requires_action', 'authorized', 'partially_captured', 'captured', 'partially_refunded', 'refunded', 'voided', 'declined',
                      'failed', 'charged_back') NOT NULL,
  ADD COLUMN IF NOT EXISTS charged_back BIGINT NOT NULL DEFAULT 0 AFTER refunded,
  ADD CONSTRAINT IF NOT EXISTS taken_back CHECK (0 <= charged_back AND refunded + charged_back <= captured);

ALTER TABLE operations
  MODIFY kind ENUM ('token', 'payment', 'authentication', 'capture', 'void', 'refund', 'chargeback') NOT NULL;
