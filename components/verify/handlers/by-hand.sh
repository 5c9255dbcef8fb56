# Signs a request as we do and sends it to your server: your handler must answer 2xx, and 401 when you change a byte.
ID="msg_by_hand"
TIMESTAMP=$(date +%s)
BODY='{"hello":"world"}'

KEY=$(printf %s "${WEBHOOK_SECRET#whsec_}" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \n')
SIGNATURE=$(printf %s "$ID.$TIMESTAMP.$BODY" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$KEY" -binary | openssl base64 -A)

# --data-binary sends the raw body; -d would leave out line breaks.
curl -i "${URL:-http://localhost:3000/webhooks}" \
  -H "content-type: application/json" \
  -H "webhook-id: $ID" \
  -H "webhook-timestamp: $TIMESTAMP" \
  -H "webhook-signature: v1,$SIGNATURE" \
  --data-binary "$BODY"
