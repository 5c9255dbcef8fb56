import base64
import hashlib
import hmac
import json
import os
import threading
import time

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

KEY = base64.b64decode(os.environ["WEBHOOK_SECRET"].removeprefix("whsec_"))


# urls.py: path("webhooks", views.webhooks)
@csrf_exempt
@require_POST
def webhooks(request):
    body = request.body  # the raw body: read it before anything parses it
    if not is_signed(request.headers, body):
        return HttpResponse(status=401)
    # Answer first, work afterwards: in a thread, or better in your task queue.
    threading.Thread(target=handle, args=(request.headers["webhook-id"], json.loads(body))).start()
    return HttpResponse(status=204)


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
