-- The expiry that the client sent with a card that was challenged. NULL: the stored card's.
ALTER TABLE payments
  ADD COLUMN IF NOT EXISTS exp_month TINYINT UNSIGNED NULL AFTER card_id,
  ADD COLUMN IF NOT EXISTS exp_year SMALLINT UNSIGNED NULL AFTER exp_month;
