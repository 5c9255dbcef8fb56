type Handler = { id: string; label: string; code: string };

const NODE = `import express from "express";
import { Webhook } from "standardwebhooks";

const webhook = new Webhook(process.env.WEBHOOK_SECRET);

// The raw body: parsed and written again, it has another signature.
app.post("/webhooks", express.raw({ type: "*/*" }), (req, res) => {
  let event;
  try {
    event = webhook.verify(req.body, req.headers);
  } catch {
    return res.status(401).send("invalid signature");
  }
  res.sendStatus(204);
  // Work after the reply; skip a webhook-id that you have seen.
  handle(req.headers["webhook-id"], event);
});`;

const PYTHON = `import os
from fastapi import FastAPI, Request, Response
from standardwebhooks.webhooks import Webhook

app = FastAPI()
webhook = Webhook(os.environ["WEBHOOK_SECRET"])

@app.post("/webhooks")
async def receive(request: Request):
    body = await request.body()  # the raw body, not request.json()
    try:
        event = webhook.verify(body, dict(request.headers))
    except Exception:
        return Response("invalid signature", status_code=401)
    handle(request.headers["webhook-id"], event)
    return Response(status_code=204)`;

const GO = `wh, err := standardwebhooks.NewWebhook(os.Getenv("WEBHOOK_SECRET"))
if err != nil {
	log.Fatal(err)
}

http.HandleFunc("/webhooks", func(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body) // the raw body
	if err != nil {
		http.Error(w, "cannot read", http.StatusBadRequest)
		return
	}
	if err := wh.Verify(body, r.Header); err != nil {
		http.Error(w, "invalid signature", http.StatusUnauthorized)
		return
	}
	w.WriteHeader(http.StatusNoContent)
	go handle(r.Header.Get("webhook-id"), body)
})`;

const RUBY = `class WebhooksController < ApplicationController
  skip_before_action :verify_authenticity_token

  def create
    body = request.raw_post # the raw body, not params
    webhook = StandardWebhooks::Webhook.new(ENV.fetch("WEBHOOK_SECRET"))
    headers = %w[webhook-id webhook-timestamp webhook-signature].to_h { |name| [name, request.headers[name]] }
    event = webhook.verify(body, headers)
    HandleWebhookJob.perform_later(headers["webhook-id"], event)
    head :no_content
  rescue StandardWebhooks::WebhookVerificationError
    head :unauthorized
  end
end`;

/** Whole handlers with the published Standard Webhooks libraries. */
export const HANDLERS: readonly [Handler, ...Handler[]] = [
  { id: "node", label: "Node (Express)", code: NODE },
  { id: "python", label: "Python (FastAPI)", code: PYTHON },
  { id: "go", label: "Go", code: GO },
  { id: "ruby", label: "Ruby (Rails)", code: RUBY },
];
