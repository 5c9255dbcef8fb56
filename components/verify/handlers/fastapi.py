import base64
import hashlib
import hmac
import json
import os
import time

from fastapi import BackgroundTasks, FastAPI, Request, Response

app = FastAPI()
KEY = base64.b64decode(os.environ["WEBHOOK_SECRET"].removeprefix("whsec_"))


@app.post("/webhooks")
async def webhooks(request: Request, tasks: BackgroundTasks):
    body = await request.body()  # the raw body, not request.json()
    if not is_signed(request.headers, body):
        return Response(status_code=401)
    tasks.add_task(handle, request.headers["webhook-id"], json.loads(body))  # after the answer
    return Response(status_code=204)


def is_signed(headers, body: bytes) -> bool:
    id, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not timestamp.isdecimal() or abs(time.time() - int(timestamp)) > 300:
        return False
    digest = hmac.new(KEY, f"{id}.{timestamp}.".encode() + body, hashlib.sha256).digest()
    expected = b"v1," + base64.b64encode(digest)
    given = headers.get("webhook-signature", "").split(" ")
    return any(hmac.compare_digest(expected, one.encode()) for one in given)


def handle(id: str, event: dict):
    """Your work. An id that you have seen is a repeat: skip it."""
