import { expect, test } from "vitest";
import { Conflict, NotFound, ProblemError } from "@/lib/errors.ts";
import { problemResponse } from "@/lib/http/problem.ts";

const withCode = (code: string) => Object.assign(new Error("secret detail"), { code });
const asSent = (error: unknown) => {
  const { status, body } = problemResponse(error);
  return { status, ...(JSON.parse(body) as object) };
};

test("a named error keeps its code and words", () => {
  expect(asSent(new NotFound())).toEqual({ status: 404, code: "not_found", detail: "Entity not found" });
  expect(asSent(new Conflict("taken"))).toEqual({ status: 409, code: "conflict", detail: "taken" });
});

test("a wrong field is a list of issues", () => {
  const issues = [{ loc: ["body", "name"], msg: "field required", type: "value_error.missing" }];
  expect(asSent(new ProblemError("validation", "x", { issues }))).toEqual({ status: 422, detail: issues });
});

test.each(["57P01", "53300", "57014", "40P01", "08006", "ECONNREFUSED", "P2024", "P1001"])(
  "a fault of the database that passes is a 503, however deep it lies: %s",
  (code) => {
    for (const error of [
      withCode(code),
      new Error("x", { cause: withCode(code) }),
      new AggregateError([withCode(code)]),
      Object.assign(new Error("x"), { code: "P2010", meta: { driverAdapterError: { cause: { originalCode: code } } } }),
    ]) {
      expect(problemResponse(error)).toMatchObject({ status: 503, headers: { "retry-after": "1" } });
    }
  },
);

test.each([withCode("23505"), withCode("42601"), new TypeError("secret detail"), "text", null, undefined])(
  "what is not known is a 500 that gives nothing away",
  (error) => {
    expect(asSent(error)).toEqual({
      status: 500,
      code: "server_error",
      detail: "Something went wrong on our side.",
    });
  },
);

test("an error that is its own cause ends the search", () => {
  const error = new Error("x");
  error.cause = error;
  expect(problemResponse(error).status).toBe(500);
});
