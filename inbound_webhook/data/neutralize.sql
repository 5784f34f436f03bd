-- A copy answers no real sender, and holds nothing by which one proves itself.
UPDATE inbound_webhook_handler
   SET active = FALSE,
       kept_secret = NULL,
       kept_secret_next = NULL,
       kept_old_token = NULL,
       old_token_digest = NULL,
       old_url_until = NULL,
       captured_request = NULL,
       handshake_token = NULL,
       listening_until = NULL,
       token = replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''),
       version = gen_random_uuid()::text;
UPDATE inbound_webhook_handler
   SET token_digest = encode(sha256(convert_to(token, 'UTF8')), 'hex');
DELETE FROM inbound_webhook_handshake_offer;
