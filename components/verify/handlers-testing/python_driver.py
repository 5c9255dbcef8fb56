"""Prints the status that a handler answers each case with. Stands in for FastAPI and Django: what the handlers ask of them."""
import asyncio
import base64
import pathlib
import sys
import types

path = pathlib.Path(sys.argv[1])
# The handlers are called like the packages that they import.
sys.path[:] = [entry for entry in sys.path if pathlib.Path(entry).resolve() != path.parent]


class Headers(dict):
    def get(self, name, default=None):
        return super().get(name.lower(), default)


class Answer:
    def __init__(self, status_code=None, status=None):
        self.status = status_code or status


def module(name, **members):
    sys.modules[name] = made = types.ModuleType(name)
    vars(made).update(members)


routes = {}


class FastAPI:
    def post(self, path):
        return lambda function: routes.setdefault(path, function)


class BackgroundTasks:
    def add_task(self, function, *arguments):
        function(*arguments)


class Request:
    def __init__(self, headers, body):
        self.headers, self.bytes = headers, body

    async def body(self):
        return self.bytes


module("fastapi", FastAPI=FastAPI, BackgroundTasks=BackgroundTasks, Request=Request, Response=Answer)
module("django")
module("django.http", HttpResponse=Answer)
module("django.views")
module("django.views.decorators")
module("django.views.decorators.csrf", csrf_exempt=lambda view: view)
module("django.views.decorators.http", require_POST=lambda view: view)

handler = {"__name__": "handler"}
exec(compile(path.read_text(), str(path), "exec"), handler)

for line in sys.stdin.read().split("\n"):
    *given, body = [None if part == "-" else base64.b64decode(part) for part in line.split(" ")]
    names = ["webhook-id", "webhook-timestamp", "webhook-signature"]
    headers = Headers({name: value.decode() for name, value in zip(names, given) if value is not None})
    if "/webhooks" in routes:
        answer = asyncio.run(routes["/webhooks"](Request(headers, body), BackgroundTasks()))
    else:
        answer = handler["webhooks"](types.SimpleNamespace(headers=headers, body=body))
    print(answer.status)
